"""The consolidated list of the UN Security Council (XML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft, joined, split_names
from porosity.screening.lists.markup import Element, all_of, elements, local, text_of, texts_of
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.timespan import TimeSpan

LIST = "un-sc"
QUALITIES = {"good": Quality.ALIAS, "a.k.a.": Quality.ALIAS, "low": Quality.WEAK, "f.k.a.": Quality.FORMER}
NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
ADDRESS_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
DOCUMENTS = (("pas", "passport"), ("national id", "national-id"))
_BASIS = re.compile(r"[Ll]isted pursuant to (.{1,200}?resolutions? \d{3,4} \(\d{4}\))")
_IMO = re.compile(r"\bIMO\b\)?\s*(?:[Nn]umber|[Nn]o)?\.?:?\s*(\d{7})\b")


def fits(head: Head) -> bool:
    """Whether a file is this list."""
    return head.root.startswith("CONSOLIDATED_LIST")


def dated(head: Head) -> date | None:
    """The day on which the publisher made the file."""
    found = re.search(r'dateGenerated="([^"]+)"', head.root)
    return days.day(found.group(1)[:10]) if found else None


def read(source: Source) -> Iterator[Listed]:
    """Stream the list."""
    found = ((f"record {text_of(item, 'DATAID')}", item) for item in elements(source, "INDIVIDUAL", "ENTITY"))
    return source.records(found, build)


def build(item: Element) -> Listed:
    """The record of one INDIVIDUAL or ENTITY."""
    number = text_of(item, "DATAID")
    if not number:
        raise BadRecord("it has no DATAID.")
    draft = Draft(f"un-{number}", LIST, "Person" if local(item) == "INDIVIDUAL" else "Organization")
    draft.reference = text_of(item, "REFERENCE_NUMBER") or None
    draft.note(text_of(item, "COMMENTS1"))
    _names(draft, item)
    _program(draft, item)
    _person(draft, item)
    _places(draft, item)
    _numbers(draft, item)
    return draft.done()


def _names(draft: Draft, item: Element) -> None:
    draft.name(" ".join(text for part in NAME_PARTS if (text := text_of(item, part))))
    draft.name(text_of(item, "NAME_ORIGINAL_SCRIPT"), Quality.ORIGINAL)
    for alias in [*all_of(item, "INDIVIDUAL_ALIAS"), *all_of(item, "ENTITY_ALIAS")]:
        quality = QUALITIES.get(text_of(alias, "QUALITY").lower(), Quality.ALIAS)
        for name in split_names(text_of(alias, "ALIAS_NAME")):
            draft.name(name, quality)
        draft.birth(text_of(alias, "DATE_OF_BIRTH"))


def _program(draft: Draft, item: Element) -> None:
    basis = _BASIS.search(text_of(item, "COMMENTS1"))
    program = Program(
        text_of(item, "UN_LIST_TYPE") or "UN",
        basis.group(1) if basis else None,
        since=days.day(text_of(item, "LISTED_ON")),
        until=days.day(text_of(item, "DELISTED_ON")),
    )
    draft.program(program)


def _person(draft: Draft, item: Element) -> None:
    draft.gender(text_of(item, "GENDER"))
    for text in texts_of(item, "TITLE", "VALUE"):
        draft.title(text)
    for text in texts_of(item, "DESIGNATION", "VALUE"):
        draft.position(text)
    for born in all_of(item, "INDIVIDUAL_DATE_OF_BIRTH"):
        draft.born.update(dict.fromkeys(_births(born)))


def _births(item: Element) -> tuple[TimeSpan, ...]:
    """The spans of one birth: exact, approximate (a year more on either side), or between two years."""
    kind, note = text_of(item, "TYPE_OF_DATE").upper(), text_of(item, "NOTE")
    first, last = text_of(item, "FROM_YEAR"), text_of(item, "TO_YEAR")
    text = text_of(item, "DATE") or text_of(item, "YEAR") or (f"{first} to {last}" if first and last else first or last)
    about = kind == "APPROXIMATELY" or note.lower().startswith("approx")
    return days.births(f"circa {text}" if about else text or note)


def _places(draft: Draft, item: Element) -> None:
    draft.country(*texts_of(item, "NATIONALITY", "VALUE"))
    for place in all_of(item, "INDIVIDUAL_PLACE_OF_BIRTH"):
        draft.birth_place(joined(*(text_of(place, part) for part in ("CITY", "STATE_PROVINCE", "COUNTRY"))))
    for address in [*all_of(item, "INDIVIDUAL_ADDRESS"), *all_of(item, "ENTITY_ADDRESS")]:
        draft.address(joined(*(text_of(address, part) for part in ADDRESS_PARTS)))
        draft.country(text_of(address, "COUNTRY"))


def _numbers(draft: Draft, item: Element) -> None:
    for document in all_of(item, "INDIVIDUAL_DOCUMENT"):
        kind = text_of(document, "TYPE_OF_DOCUMENT").lower()
        country = text_of(document, "ISSUING_COUNTRY") or text_of(document, "COUNTRY_OF_ISSUE")
        known = next((name for start, name in DOCUMENTS if start in kind), "other")
        draft.identify(known, text_of(document, "NUMBER"), given_by=country)
    if draft.schema != "Person":
        for number in _IMO.findall(text_of(item, "COMMENTS1")):
            _shipping_company(draft, number)


def _shipping_company(draft: Draft, number: str) -> None:
    """Narratives give the company's own IMO number, and could give a ship's: the check digit tells them apart."""
    from rigour.ids import IMO

    if IMO.is_valid_company(number):
        draft.identify("imo", number)

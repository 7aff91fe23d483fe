"""OFAC's plain XML (`sdn.xml`, `consolidated.xml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days, ofac_labels
from porosity.screening.lists.draft import Draft, joined
from porosity.screening.lists.markup import Element, all_of, elements, text_of, texts_of
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.ofac_csv import CONSOLIDATED, SDN
from porosity.screening.lists.source import BadRecord, Head, Source

SCHEMAS = {
    "individual": "Person",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "entity": "Organization",
    "": "Organization",
}
ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
VESSEL = (
    ("vesselType", "type"),
    ("tonnage", "deadweightTonnage"),
    ("grossRegisteredTonnage", "grossRegisteredTonnage"),
)


def fits(head: Head) -> bool:
    """Whether a file is this list."""
    return re.match(r"sdnList\b", head.root) is not None


def dated(head: Head) -> date | None:
    """The day of publication."""
    found = re.search(r"<Publish_Date>\s*([^<]+)</", head.text)
    return days.day(found.group(1), month_first=True) if found else None


def read(source: Source) -> Iterator[Listed]:
    """Stream the list; only the file's name tells the list of others from the SDN list."""
    which = CONSOLIDATED if source.path.name.lower().startswith("cons") else SDN
    found = ((f"record {text_of(item, 'uid')}", item) for item in elements(source, "sdnEntry"))
    return source.records(found, lambda item: build(item, which))


def build(item: Element, which: str) -> Listed:
    """The record of one sdnEntry."""
    number, kind = text_of(item, "uid"), text_of(item, "sdnType").lower()
    if not number or kind not in SCHEMAS:
        raise BadRecord(f"its type {kind!r} is not known." if number else "it has no uid.")
    draft = Draft(f"ofac-{number}", which, SCHEMAS[kind])
    draft.name(_name(item))
    for alias in all_of(item, "akaList", "aka"):
        draft.name(_name(alias), _quality(alias))
    measures = ("asset-freeze",) if which == SDN else ()
    for program in texts_of(item, "programList", "program"):
        draft.program(Program(program, measures=measures))
    draft.note(text_of(item, "remarks"))
    _person(draft, item)
    _numbers(draft, item)
    _vessel(draft, item)
    _addresses(draft, item)
    return draft.done()


def _name(item: Element) -> str:
    """The name as the CSV prints it: the last name, a comma, and the first."""
    return joined(text_of(item, "lastName"), text_of(item, "firstName"))


def _quality(alias: Element) -> Quality:
    if text_of(alias, "type").lower().startswith("f"):
        return Quality.FORMER
    return Quality.WEAK if text_of(alias, "category").lower() == "weak" else Quality.ALIAS


def _person(draft: Draft, item: Element) -> None:
    draft.position(text_of(item, "title"))
    for text in texts_of(item, "dateOfBirthList", "dateOfBirthItem", "dateOfBirth"):
        draft.birth(text)
    for text in texts_of(item, "placeOfBirthList", "placeOfBirthItem", "placeOfBirth"):
        draft.birth_place(text)
    draft.country(*texts_of(item, "nationalityList", "nationality", "country"))
    draft.country(*texts_of(item, "citizenshipList", "citizenship", "country"))


def _numbers(draft: Draft, item: Element) -> None:
    for number in all_of(item, "idList", "id"):
        kind, value = text_of(number, "idType"), text_of(number, "idNumber")
        if kind.lower() == "gender":
            draft.gender(value)
        else:
            ofac_labels.take(draft, f"{kind} {value}", text_of(number, "idCountry"))


def _vessel(draft: Draft, item: Element) -> None:
    for vessel in all_of(item, "vesselInfo"):
        draft.identify("call-sign", text_of(vessel, "callSign"))
        for tag, name in VESSEL:
            draft.particular(name, text_of(vessel, tag))
        draft.particular("flag", country_code(text_of(vessel, "vesselFlag")))
        draft.country(text_of(vessel, "vesselFlag"))


def _addresses(draft: Draft, item: Element) -> None:
    for address in all_of(item, "addressList", "address"):
        draft.address(joined(*(text_of(address, part) for part in ADDRESS)))
        draft.country(text_of(address, "country"))

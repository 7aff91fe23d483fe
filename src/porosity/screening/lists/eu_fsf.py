"""The EU's consolidated list of financial sanctions (FSF 1.1), in XML and in CSV.

The CSV has a row for every name, birth, address and so on of an entity; both formats name the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft, joined
from porosity.screening.lists.markup import Element, all_of, elements, text_of
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import named, rows

LIST = "eu-fsf"
IDENTIFICATIONS = {
    "passport": "passport",
    "diplomatic": "passport",
    "id": "national-id",
    "residentcard": "national-id",
    "regnumber": "registration",
    "tradelic": "registration",
    "fiscalcode": "tax",
    "imo": "imo",
    "swiftbic": "swift",
}
SCHEMAS = {"p": "Person", "person": "Person", "e": "Organization", "enterprise": "Organization"}
Fields = Callable[[str], str]


def fits_xml(head: Head) -> bool:
    """Whether a file is the XML."""
    return re.match(r"export\b", head.root) is not None and "fsd/export" in head.root


def fits_csv(head: Head) -> bool:
    """Whether a file is the CSV."""
    columns = head.first_line.replace('"', "").split(";")
    return "Entity_LogicalId" in columns and "NameAlias_WholeName" in columns


def dated_xml(head: Head) -> date | None:
    """The day on which the file was generated."""
    found = re.search(r'generationDate="([^"]+)"', head.root)
    return days.day(found.group(1)[:10]) if found else None


def dated_csv(head: Head) -> date | None:
    """The day on which the file was generated, which every row repeats."""
    second = head.text.splitlines()[1:2]
    return days.day(second[0].split(";")[0].strip('"')) if second else None


def read_xml(source: Source) -> Iterator[Listed]:
    """Stream the XML."""
    found = ((f"record {item.get('logicalId')}", item) for item in elements(source, "sanctionEntity"))
    return source.records(found, build)


def build(item: Element) -> Listed:
    """The record of one sanctionEntity."""
    number = item.get("logicalId")
    if not number:
        raise BadRecord("it has no logicalId.")
    kinds = [kind.get("classificationCode") or kind.get("code") or "" for kind in all_of(item, "subjectType")]
    draft = Draft(f"eu-fsf-{number}", LIST, SCHEMAS.get("".join(kinds[:1]).lower(), "LegalEntity"))
    draft.reference = item.get("euReferenceNumber") or None
    draft.note(text_of(item, "remark"))
    each = (
        ("regulation", _regulation),
        ("nameAlias", _name),
        ("birthdate", _birth),
        ("citizenship", _citizenship),
        ("identification", _identification),
        ("address", _address),
    )
    for tag, take in each:
        for part in all_of(item, tag):
            take(draft, lambda name, part=part: part.get(name) or "")  # type: ignore[misc]
    return draft.done()


def read_csv(source: Source) -> Iterator[Listed]:
    """Read the CSV, whose rows of one entity need not stand together, then give the records."""
    drafts: dict[str, Draft] = {}
    for at, row in named(source, rows(source, ";"), "Entity_LogicalId", "NameAlias_WholeName"):
        number = row.get("Entity_LogicalId", "")
        if not number:
            source.skip(f"line {at.line}", "it has no Entity_LogicalId.")
            continue
        if number not in drafts:
            kind = row.get("Entity_SubjectType_ClassificationCode") or row.get("Entity_SubjectType", "")
            drafts[number] = Draft(f"eu-fsf-{number}", LIST, SCHEMAS.get(kind.lower(), "LegalEntity"))
        _take_row(drafts[number], row)
    return source.records(((f"record {number}", draft) for number, draft in drafts.items()), Draft.done)


def _take_row(draft: Draft, row: Mapping[str, str]) -> None:
    draft.reference = draft.reference or row.get("Entity_EU_ReferenceNumber") or None
    draft.note(row.get("Entity_Remark"))
    each = (
        ("Entity_Regulation", _regulation),
        ("NameAlias", _name),
        ("BirthDate", _birth),
        ("Citizenship", _citizenship),
        ("Identification", _identification),
        ("Address", _address),
    )
    for prefix, take in each:
        take(draft, lambda name, prefix=prefix: _column(row, prefix, name))  # type: ignore[misc]


# The XML's names of fields that the CSV calls otherwise.
_COLUMNS = {
    "birthdate": "BirthDate",
    "dayOfMonth": "Day",
    "monthOfYear": "Month",
    "identificationTypeCode": "TypeCode",
    "countryIso2Code": "CountryIso2Code",
}


def _column(row: Mapping[str, str], prefix: str, name: str) -> str:
    column = _COLUMNS.get(name, name[:1].upper() + name[1:])
    return row.get(f"{prefix}_{column}") or ""


def _regulation(draft: Draft, field: Fields) -> None:
    title = field("numberTitle")
    if field("programme") or title:
        since = days.day(field("publicationDate"))
        draft.program(Program(field("programme") or "EU", title or None, since=since))


def _name(draft: Draft, field: Fields) -> None:
    """The first name of an entity is the one to print; ``strong`` is false of a weak alias."""
    whole = field("wholeName") or " ".join(filter(None, map(field, ("firstName", "middleName", "lastName"))))
    alias = Quality.WEAK if field("strong").lower() in ("false", "0", "no") else Quality.ALIAS
    draft.name(whole, alias if draft.names else Quality.PRIMARY)
    draft.gender(field("gender"))
    draft.title(field("title"))
    draft.position(field("function"))


def _birth(draft: Draft, field: Fields) -> None:
    if field("calendarType").upper() not in ("", "GREGORIAN"):
        return
    first, last = field("yearRangeFrom"), field("yearRangeTo")
    text = field("birthdate") or _parts_of_day(field) or (f"{first} to {last}" if first and last else first or last)
    draft.birth(f"circa {text}" if field("circa").lower() in ("true", "1", "yes") else text)
    draft.birth_place(joined(field("city"), field("place"), field("region"), field("countryDescription")))


def _parts_of_day(field: Fields) -> str:
    year, month, of_month = field("year"), field("monthOfYear"), field("dayOfMonth")
    return ".".join((of_month, month, year)) if of_month and month and year else "/".join(filter(None, (month, year)))


def _citizenship(draft: Draft, field: Fields) -> None:
    draft.country(field("countryIso2Code") or field("countryDescription"))


def _identification(draft: Draft, field: Fields) -> None:
    kind = IDENTIFICATIONS.get(field("identificationTypeCode").lower(), "other")
    draft.identify(kind, field("number"), given_by=field("countryIso2Code"))


def _address(draft: Draft, field: Fields) -> None:
    parts = ("street", "poBox", "zipCode", "city", "place", "region", "countryDescription")
    draft.address(joined(*map(field, parts)))
    draft.country(field("countryIso2Code"))

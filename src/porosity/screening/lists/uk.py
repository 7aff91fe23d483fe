"""The UK Sanctions List (CSV, ODS, XML) and OFSI's older consolidated list (ConList.csv).

All tables have a row for every name and address of a party; the XML nests the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days, sheets
from porosity.screening.lists.draft import Draft, joined, split_values
from porosity.screening.lists.markup import Element, elements, local
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import At, Row, named, rows

LIST = "uk-sl"
SCHEMAS = {"individual": "Person", "entity": "Organization", "ship": "Vessel"}
NAME_PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")
# Our field, then what the lists call it: UK Sanctions List, its XML, ConList.
FIELDS: Mapping[str, Sequence[str]] = {
    "id": ("Unique ID", "UniqueID", "Group ID"),
    "reference": ("UN Reference Number", "UNReferenceNumber"),
    "kind": ("Designation Type", "IndividualEntityShip", "Group Type"),
    "name type": ("Name type", "NameType", "Alias Type"),
    "strength": ("Alias strength", "AliasStrength", "Alias Quality"),
    "original": ("Name non-latin script", "NameNonLatinScript", "Name Non-Latin Script"),
    "title": ("Title", "NameTitle"),
    "regime": ("Regime Name", "RegimeName", "Regime"),
    "imposed": ("Sanctions Imposed", "SanctionsImposed"),
    "since": ("Date Designated", "DateDesignated", "UK Sanctions List Date Designated", "Listed On"),
    "note": ("Other Information", "OtherInformation"),
    "reasons": ("UK Statement of Reasons", "UKStatementofReasons"),
    "born": ("D.O.B", "DOB"),
    "town": ("Town of birth", "TownOfBirth", "Town of Birth"),
    "birth country": ("Country of birth", "CountryOfBirth", "Country of Birth"),
    "nationality": ("Nationality(/ies)", "Nationality"),
    "gender": ("Gender",),
    "position": ("Position",),
    "passport": ("Passport number", "PassportNumber", "Passport Number"),
    "national id": ("National Identifier number", "NationalIdentifierNumber", "National Identification Number"),
    "registration": ("Business registration number (s)", "BusinessRegistrationNumber"),
    "imo": ("IMO number", "IMONumber"),
    "flag": ("Current believed flag of ship", "CurrentBelievedFlagOfShip"),
    "past flag": ("Previous flags", "PreviousFlag"),
    "ship type": ("Type of ship", "TypeOfShip"),
    "tonnage": ("Tonnage of ship", "TonnageOfShip"),
    "built": ("Year Built", "YearBuilt"),
    "phone": ("Phone number", "PhoneNumber"),
    "website": ("Website",),
    "email": ("Email address", "EmailAddress"),
    "legal form": ("Type of entity", "TypeOfEntity"),
    "address country": ("Address Country", "AddressCountry", "Country"),
}
ADDRESS_PARTS = (
    *(f"Address Line {number}" for number in range(1, 7)),
    *(f"Address {number}" for number in range(1, 7)),
    *("Address Postal Code", "Post/Zip Code", "Address Country", "Country"),
)
_DATED = re.compile(r"(?:Report Date|Last Updated)\W+(\d{1,2}[-/ ]\w+[-/ ]\d{4})", re.I)


def fits_csv(head: Head) -> bool:
    """Whether a file is one of the tables; the header is the second line, or the first."""
    return any(_is_header(line.replace('"', "").split(",")) for line in head.text.splitlines()[:3])


def fits_ods(head: Head) -> bool:
    """Whether a file is the spreadsheet."""
    return "office:spreadsheet" in head.text and "Unique ID" in head.text


def fits_xml(head: Head) -> bool:
    """Whether a file is the XML."""
    return re.match(r"Designations\b", head.root) is not None


def dated(head: Head) -> date | None:
    """The day of the report, which stands above the table."""
    found = _DATED.search(re.sub(r"<[^>]*>", " ", head.text[:16384]))
    return days.day(found.group(1)) if found else None


def dated_xml(head: Head) -> date | None:
    """The day on which the file was generated."""
    found = re.search(r"<DateGenerated>\s*([^<]+)<", head.text)
    return (days.day(found.group(1)[:10]) if found else None) or dated(head)


def _is_header(columns: Sequence[str]) -> bool:
    names = {column.strip("\ufeff ") for column in columns}
    return "Name 6" in names and bool(names & {"Unique ID", "Group ID"})


def read_csv(source: Source) -> Iterator[Listed]:
    """Read a table, then give its records."""
    return _read_table(source, rows(source, ",", header=_is_header))


def read_ods(source: Source) -> Iterator[Listed]:
    """Read the spreadsheet, then give its records."""
    return _read_table(source, sheets.rows(source, header=_is_header))


def _read_table(source: Source, table: Iterable[tuple[At, Row]]) -> Iterator[Listed]:
    drafts: dict[str, Draft] = {}
    for at, row in named(source, table, "Name 6"):
        try:
            fields = {
                name: next((row[column] for column in columns if row.get(column)), "")
                for name, columns in FIELDS.items()
            }
            draft = drafts.setdefault(fields["id"], _draft(fields))
        except BadRecord as problem:
            source.skip(f"line {at.line}", str(problem))
            continue
        _take_name(draft, [row.get(part, "") for part in NAME_PARTS], fields["name type"], fields["strength"])
        draft.address(joined(*(row.get(part, "") for part in ADDRESS_PARTS)))
        _take(draft, {name: [value] if value else [] for name, value in fields.items()})
    return source.records(((f"record {number}", draft) for number, draft in drafts.items()), Draft.done)


def _draft(fields: Mapping[str, str]) -> Draft:
    if not fields["id"]:
        raise BadRecord("it has no Unique ID or Group ID.")
    return Draft(f"uk-{fields['id']}", LIST, SCHEMAS.get(fields["kind"].lower(), "LegalEntity"))


def read_xml(source: Source) -> Iterator[Listed]:
    """Stream the XML."""
    found = ((f"record {_leaves(item).get('UniqueID', [''])[0]}", item) for item in elements(source, "Designation"))
    return source.records(found, build)


def build(item: Element) -> Listed:
    """The record of one Designation."""
    leaves = _leaves(item)
    fields = {
        name: [value for column in columns for value in leaves.get(column, ())] for name, columns in FIELDS.items()
    }
    draft = _draft({name: values[0] if values else "" for name, values in fields.items()})
    for name in item.iter("{*}Name"):
        parts = {local(part): (part.text or "").strip() for part in name}
        words = [parts.get(part.replace(" ", ""), "") for part in NAME_PARTS]
        _take_name(draft, words, parts.get("NameType", ""), parts.get("AliasStrength", ""))
    for address in item.iter("{*}Address"):
        draft.address(joined(*(part.text for part in address)))
    _take(draft, fields)
    return draft.done()


def _leaves(item: Element) -> dict[str, list[str]]:
    """The texts of all elements that have no children, by their names."""
    found: dict[str, list[str]] = {}
    for element in item.iter():
        if not len(element) and (text := " ".join((element.text or "").split())):
            found.setdefault(local(element), []).append(text)
    return found


def _take_name(draft: Draft, parts: Sequence[str], kind: str, strength: str) -> None:
    quality = Quality.ALIAS
    if kind.lower().startswith("primary name") and "variation" not in kind.lower():
        quality = Quality.PRIMARY
    elif kind.lower().startswith(("f", "previous")):
        quality = Quality.FORMER
    elif strength.lower().startswith(("low", "weak")):
        quality = Quality.WEAK
    draft.name(" ".join(part for part in parts if part), quality)


def _take(draft: Draft, fields: Mapping[str, Sequence[str]]) -> None:
    """Take over the fields that need not be joined."""
    first = {name: values[0] for name, values in fields.items() if values}
    draft.reference = draft.reference or first.get("reference")
    _take_program(draft, first)
    texts = (
        ("title", draft.title),
        ("born", draft.birth),
        ("gender", draft.gender),
        ("position", draft.position),
        ("note", draft.note),
        ("reasons", draft.note),
        ("nationality", draft.country),
        ("flag", draft.country),
        ("address country", draft.country),
    )
    for name, take in texts:
        for value in fields[name]:
            take(value)
    for value in fields["original"]:
        draft.name(value, Quality.ORIGINAL)
    draft.birth_place(joined(first.get("town"), first.get("birth country")))
    _take_numbers(draft, fields)


def _take_program(draft: Draft, first: Mapping[str, str]) -> None:
    imposed = re.split(r"[|;,]\s*", first.get("imposed", ""))
    measures = tuple(re.sub(r"\W+", "-", measure.strip().lower()).strip("-") for measure in imposed if measure.strip())
    since = days.day(first.get("since", ""))
    if first.get("regime"):
        draft.program(Program(first["regime"], measures=measures, since=since))


def _take_numbers(draft: Draft, fields: Mapping[str, Sequence[str]]) -> None:
    numbers = (
        ("passport", "passport"),
        ("national id", "national-id"),
        ("registration", "registration"),
        ("imo", "imo"),
    )
    for name, kind in numbers:
        for cell in fields[name]:
            for value in split_values(cell):
                draft.identify(kind, value)
    particulars = (
        *(("ship type", "type"), ("tonnage", "tonnage"), ("built", "buildDate"), ("phone", "phone")),
        *(("website", "website"), ("email", "email"), ("legal form", "legalForm")),
    )
    for name, particular in particulars:
        for value in fields[name]:
            draft.particular(particular, value)
    for name, particular in (("flag", "flag"), ("past flag", "pastFlags")):
        for value in fields[name]:
            draft.particular(particular, country_code(value))

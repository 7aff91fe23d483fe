"""Annexes of EU acts as transcribed from the Official Journal: one CSV an act, consolidated or amending.

See `FORMAT.md` of that data: cells with several values separate them by semicolons and quote those that hold one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft, joined, split_names
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import named, rows

LIST = "eu-oj"
NEEDED = ("programKey", "measure", "schema", "name")
NAMES = (("alias", Quality.ALIAS), ("weakAlias", Quality.WEAK), ("previousName", Quality.FORMER))
COUNTRIES = ("nationality", "jurisdiction", "flag", "country")
NUMBERS = (
    ("passportNumber", "passport", None),
    ("idNumber", "national-id", None),
    ("registrationNumber", "registration", None),
    ("ogrnCode", "registration", "ru"),
    ("taxNumber", "tax", None),
    ("innCode", "tax", "ru"),
    ("kppCode", "other", "ru"),
    ("okpoCode", "other", "ru"),
    ("leiCode", "lei", None),
    ("swiftBic", "swift", None),
    ("imoNumber", "imo", None),
    ("mmsi", "mmsi", None),
)
PARTICULARS = (
    *("appearance", "ethnicity", "fatherName", "motherName", "incorporationDate", "legalForm", "sector", "ticker"),
    *("phone", "email", "website"),
)


def fits(head: Head) -> bool:
    """Whether a file is such a transcription."""
    columns = head.first_line.lstrip("\ufeff").split(",")
    return columns[0] in ("celex", "amendedCelex") and "programKey" in columns and "weakAlias" in columns


def read(source: Source) -> Iterator[Listed]:
    """Stream one act."""
    found = ((f"line {at.line}", (at.number, row)) for at, row in named(source, rows(source, ","), *NEEDED))
    return source.records(found, build)


def build(numbered: tuple[int, Mapping[str, str]]) -> Listed:
    """The record of one row: a party in one annex of one act."""
    number, row = numbered
    draft = Draft(_id(number, row), LIST, row["schema"] or "Thing")
    draft.reference = row["recordId"] or None
    for name in split_names(row["name"]):
        draft.name(name)
    for column, quality in NAMES:
        for name in (name for cell in values(row[column]) for name in split_names(cell)):
            draft.name(name, quality)
    draft.program(_program(row))
    for text in values(row["birthDate"]):
        draft.birth(text)
    _fill(draft, row)
    return draft.done()


def _id(number: int, row: Mapping[str, str]) -> str:
    act = row.get("amendmentCelex") or row.get("celex")
    if not act:
        raise BadRecord("it names no act (celex).")
    return f"eu-{act}-{number}" + ("-a" if row.get("amendmentCelex") else "")


def _program(row: Mapping[str, str]) -> Program:
    framework = row.get("celex") or row.get("amendedCelex")
    annex = f"Annex {row['annex']}" if row["annex"] else ""
    measure = re.sub(r"\W+", "-", row["measure"].lower()).strip("-")
    measures = (measure,) if measure else ()
    since = days.day(row["startDate"])
    return Program(row["programKey"] or "EU", joined(framework, row.get("amendmentCelex"), annex), measures, since)


def _fill(draft: Draft, row: Mapping[str, str]) -> None:
    each: tuple[tuple[str, Callable[[str], None]], ...] = (
        ("birthPlace", draft.birth_place),
        ("position", draft.position),
        ("gender", draft.gender),
        ("address", draft.address),
        *((column, draft.country) for column in COUNTRIES),
    )
    for column, take in each:
        for text in values(row[column]):
            take(text)
    draft.country(*(address.rpartition(",")[2] for address in draft.addresses))
    for column, kind, country in NUMBERS:
        for text in values(row[column]):
            draft.identify(kind, text, given_by=country)
    for column in PARTICULARS:
        for text in values(row[column]):
            draft.particular(column, text)
    draft.particular("flag", country_code(row["flag"]))
    draft.note(row["reason"])
    for text in values(row["notes"]):
        draft.note(text)


def values(cell: str) -> list[str]:
    """The values of a cell.

    >>> values('"Foo; Bar"; Baz')
    ['Foo; Bar', 'Baz']
    """
    if ";" not in cell and '"' not in cell:
        return [cell] if cell else []
    found = next(csv.reader([" ".join(cell.split())], delimiter=";", skipinitialspace=True), [])
    return [value.strip() for value in found if value.strip()]

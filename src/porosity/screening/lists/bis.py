"""The Denied Persons List of the US Bureau of Industry and Security (tab-separated)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from porosity.screening.listed import Listed, Program
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft, joined
from porosity.screening.lists.source import Head, Source
from porosity.screening.lists.tables import named, rows

LIST = "us-bis-dpl"
NEEDED = ("Name", "Effective_Date", "Expiration_Date")


def fits(head: Head) -> bool:
    """Whether a file is this list."""
    columns = head.first_line.replace('"', "").split("\t")
    return "Standard_Order" in columns and "FR_Citation" in columns


def read(source: Source) -> Iterator[Listed]:
    """Stream the list."""
    found = (
        (f"line {at.line}", (at.number, row)) for at, row in named(source, rows(source, "\t", glue=False), *NEEDED)
    )
    return source.records(found, build)


def build(numbered: tuple[int, Mapping[str, str]]) -> Listed:
    """The record of one row. The list does not say who is a person and who a company."""
    number, row = numbered
    draft = Draft(f"bis-{number}", LIST, "LegalEntity")
    draft.name(row["Name"])
    draft.country(row["Country"])
    parts = ("Street_Address", "City", "State", "Postal_Code", "Country")
    draft.address(joined(*(row[part] for part in parts)))
    since = days.day(row["Effective_Date"], month_first=True)
    draft.program(Program("DPL", row["FR_Citation"] or None, ("export-denial",), since, _until(row)))
    draft.note(row.get("Action"))
    return draft.done()


def _until(row: Mapping[str, str]) -> date | None:
    """The day of expiration is the last on which the order holds."""
    expires = days.day(row["Expiration_Date"], month_first=True)
    return expires + timedelta(days=1) if expires else None

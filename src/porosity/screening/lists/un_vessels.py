"""Vessels designated by the 1718 Committee, as a table (`un_1718_vessels`).

Every measure on a ship (asset freeze, ban from ports, loss of flag) is a programme of its own with its dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists import days
from porosity.screening.lists.draft import Draft, split_values, tidy
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.source import Head, Source
from porosity.screening.lists.tables import named, rows

LIST = "un-1718-vessels"
NEEDED = ("name", "imo", "measures", "designated_on")


def fits(head: Head) -> bool:
    """Whether a file is this table."""
    return head.first_line.lstrip("\ufeff").startswith("name,other_names,imo,flag_at_designation,designated_on")


def read(source: Source) -> Iterator[Listed]:
    """Stream the table."""
    found = ((f"line {at.line}", (at.number, row)) for at, row in named(source, rows(source, ","), *NEEDED))
    return source.records(found, build)


def build(numbered: tuple[int, Mapping[str, str]]) -> Listed:
    """The record of one row."""
    number, row = numbered
    draft = Draft(f"un-vessel-{number}", LIST, "Vessel")
    draft.name(row["name"])
    for name in split_values(row["other_names"]):
        draft.name(name, Quality.ALIAS)
    draft.identify("imo", row["imo"])
    draft.country(row["flag_at_designation"])
    draft.particular("flag", country_code(row["flag_at_designation"]))
    for measure in split_values(row["measures"]):
        draft.program(_program(measure, row))
    draft.note(f"Owner or manager: {row['owner_or_manager']}" if tidy(row["owner_or_manager"]) else None)
    return draft.done()


def _program(measure: str, row: Mapping[str, str]) -> Program:
    return Program(
        "DPRK",
        row["resolution_or_committee_decision"] or None,
        (measure,),
        since=days.day(row["designated_on"]),
        until=days.day(row["removed_on"]),
    )

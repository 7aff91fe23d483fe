"""OFAC's SDN list and its consolidated list of others, in CSV: a primary file with three beside it, joined.

The primary file (`sdn.csv`, `cons_prim.csv`) has no header; those beside it hold the other names (`alt.csv`), the
addresses (`add.csv`) and the ends of remarks that were too long (`sdn_comments.csv`). A file that is not there is not
missed: its part of the record is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from porosity.screening.listed import Listed, Program, Quality
from porosity.screening.lists.draft import Draft, joined, tidy
from porosity.screening.lists.nations import country_code
from porosity.screening.lists.ofac_remarks import read_remarks
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import Row, cells, rows

SDN, CONSOLIDATED = "us-ofac-sdn", "us-ofac-cons"
BESIDE = {
    "names": ("alt.csv", "sdn_alt.csv", "cons_alt.csv"),
    "addresses": ("add.csv", "sdn_add.csv", "sdn_address.csv", "cons_add.csv"),
    "remarks": ("sdn_comments.csv", "cons_comments.csv"),
}
WIDTHS = {"names": 5, "addresses": 6, "remarks": 2}
SCHEMAS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane", "": "Organization"}
QUALITIES = {"aka": Quality.ALIAS, "fka": Quality.FORMER, "nka": Quality.ALIAS}
WIDTH = 12


def fits(head: Head) -> bool:
    """Whether a file is a primary file, by its twelve columns; those beside it have fewer."""
    return any(_is_primary(cells(line, ",")) for line in head.text.lstrip("\ufeff").split("\n")[:5])


def _is_primary(row: Row | None) -> bool:
    return row is not None and len(row) == WIDTH and row[0].isdigit() and tidy(row[2]).lower() in SCHEMAS


def is_beside(path: Path) -> bool:
    """Whether a file is one of those that stand beside a primary file."""
    return any(path.name.lower() in names for names in BESIDE.values())


@dataclass(slots=True)
class _Beside:
    """The rows of the other files by the number of the party."""

    names: dict[str, list[Row]] = field(default_factory=dict)
    addresses: dict[str, list[Row]] = field(default_factory=dict)
    remarks: dict[str, list[Row]] = field(default_factory=dict)


def read(source: Source) -> Iterator[Listed]:
    """Stream the list; names of a party that has no primary row are skipped by name."""
    which = CONSOLIDATED if _is_consolidated(source.path) else SDN
    beside = _Beside(*(_rows_by_party(source, kind) for kind in BESIDE))
    lonely = dict.fromkeys(beside.names)

    def found() -> Iterator[tuple[str, Row]]:
        for at, row in rows(source, ",", width=WIDTH, glue=False):
            if at.line == 1 and row[0].lower() == "id":
                continue
            lonely.pop(row[0], None)
            yield f"line {at.line}", row

    yield from source.records(found(), lambda row: build(row, which, beside))
    for number in lonely:
        source.skip(f"party {number}", "it has other names, but no row in the primary file.")


def beside(path: Path) -> list[Path]:
    """The files that are read with a primary file."""
    return [found for kind in BESIDE if (found := _beside(path, kind)) is not None]


def _rows_by_party(source: Source, kind: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    path = _beside(source.path, kind)
    if path is None:
        return found
    part = Source(path)
    for _, row in rows(part, ",", width=WIDTHS[kind], glue=False):
        if row[0].isdigit():
            found.setdefault(row[0], []).append(row)
    source.take_skips(part)
    return found


def _is_consolidated(path: Path) -> bool:
    return path.name.lower().startswith("cons")


def _beside(path: Path, kind: str) -> Path | None:
    names = [name for name in BESIDE[kind] if name.startswith("cons_") == _is_consolidated(path)]
    there = {other.name.lower(): other for other in path.parent.iterdir()}
    return next((there[name] for name in names if name in there), None)


def build(row: Row, which: str, beside: _Beside) -> Listed:
    """The record of one row of the primary file with what stands beside it."""
    number, name, kind, programs, title, call_sign, vessel_type, tonnage, gross, flag, owner, remarks = map(tidy, row)
    if not number.isdigit():
        raise BadRecord(f"its number {number!r} is none.")
    if kind.lower() not in SCHEMAS:
        raise BadRecord(f"its type {kind!r} is none of individual, vessel, aircraft.")
    draft = Draft(f"ofac-{number}", which, SCHEMAS[kind.lower()])
    draft.name(name)
    for other in beside.names.get(number, ()):
        draft.name(tidy(other[3]), QUALITIES.get(other[2].lower().replace(".", ""), Quality.ALIAS))
    _programs(draft, programs)
    _vessel(draft, call_sign, vessel_type, tonnage, gross, flag)
    draft.position(title)
    for ends in beside.remarks.get(number, ()):
        remarks += ends[1]
    read_remarks(draft, remarks)
    _addresses(draft, beside.addresses.get(number, ()))
    draft.note(f"Vessel owner: {owner}" if owner else None)
    return draft.done()


def _programs(draft: Draft, text: str) -> None:
    """The SDN list is one of blocked property; what the other programmes bring, the file does not say."""
    measures = ("asset-freeze",) if draft.list == SDN else ()
    for name in re.split(r"\]\s*\[|;", text):
        if plain := name.strip(" []"):
            draft.program(Program(plain, measures=measures))


def _vessel(draft: Draft, call_sign: str, kind: str, tonnage: str, gross: str, flag: str) -> None:
    draft.identify("call-sign", call_sign)
    draft.particular("type", kind)
    draft.particular("deadweightTonnage", tonnage)
    draft.particular("grossRegisteredTonnage", gross)
    draft.particular("flag", country_code(flag))
    draft.country(flag)


def _addresses(draft: Draft, found: Sequence[Row]) -> None:
    for row in found:
        street, city, country = (tidy(cell) for cell in row[2:5])
        draft.address(joined(street, city, country))
        draft.country(country)

"""A record as plain values, field by field, and back; what the key ``porosity`` of an entity holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.lists.source import BadRecord
from porosity.timespan import TimeSpan

TEXTS = ("countries", "birth_places", "genders", "positions", "titles", "addresses")
SCALARS = ("id", "list", "schema", "reference", "note")


def to_plain(listed: Listed) -> dict[str, Any]:
    """A record as plain values, field by field."""
    return {
        "id": listed.id,
        "list": listed.list,
        "schema": listed.schema,
        "names": [[name.text, name.quality.value] for name in listed.names],
        "programs": [
            [program.name, program.basis, list(program.measures), _iso(program.since), _iso(program.until)]
            for program in listed.programs
        ],
        "born": [[_iso(born.first), _iso(born.last), born.text] for born in listed.born],
        "identifiers": [[number.kind, number.value, number.country] for number in listed.identifiers],
        "particulars": [list(pair) for pair in listed.particulars],
        **{name: list(getattr(listed, name)) for name in TEXTS},
        "reference": listed.reference,
        "note": listed.note,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def fields_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record from plain values."""
    try:
        return _fields(dict(told))
    except (TypeError, KeyError, IndexError, AttributeError, ValueError) as error:
        raise BadRecord("its key porosity is not as we write it.") from error


def _fields(told: Mapping[str, Any]) -> dict[str, Any]:
    readers: dict[str, Callable[[Any], Any]] = {
        "names": lambda row: ListedName(row[0], Quality(row[1])),
        "programs": lambda row: Program(row[0], row[1], tuple(row[2]), _date(row[3]), _date(row[4])),
        "born": lambda row: TimeSpan(_date(row[0]), _date(row[1]), row[2]),
        "identifiers": lambda row: Identifier(*row),
        "particulars": lambda row: (row[0], row[1]),
    }
    found: dict[str, Any] = {name: told[name] for name in SCALARS if name in told}
    for name in (*readers, *TEXTS):
        if name in told:
            found[name] = tuple(map(readers.get(name, str), told[name]))
    return found


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

"""What of a report counts for joining: its strands, each what it tells of one kind of incident.

A digest holds no text of the report, only what was read in it, and comes back from its JSON form the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from porosity.incidents.codec import decoded, encoded
from porosity.incidents.records import Part

NOWHERE: Mapping[str, str] = {}


class Told(IntEnum):
    """Where in a report something is told; the lower, the more it is what the report is about."""

    TITLE = 0
    LEAD = 1
    BODY = 2


@dataclass(frozen=True, slots=True)
class Amount:
    """How much or how many, as an event has it."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Strand:
    """What one report tells of one kind of incident.

    ``givers``, ``takers`` and ``lands`` are States; ``people``, ``leaders``, ``names`` and ``places`` are keys by which
    names are compared, each with the name as the report has it. ``first`` and ``last`` are the days in which it lies
    as far as the report tells, ``loose`` whether they only are those of publication. ``events`` are ids of the report.
    """

    report: str
    kind: str
    part: Part
    told: Told
    events: tuple[str, ...] = ()
    acts: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    takers: frozenset[str] = frozenset()
    lands: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)
    leaders: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    things: frozenset[str] = frozenset()
    jobs: frozenset[str] = frozenset()
    amounts: tuple[Amount, ...] = ()
    measures: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    loose: bool = True

    @property
    def id(self) -> str:
        """What names it in its report: its kind, and the job where soldiers are sent for one."""
        return ":".join((self.kind, *sorted(self.jobs))) if self.jobs else self.kind

    @property
    def key(self) -> str:
        """What names it among all reports."""
        return f"{self.report}#{self.id}"


@dataclass(frozen=True, slots=True)
class Digest:
    """A report as joining sees it."""

    report: str
    title: str
    publisher: str | None
    published: date | None
    strands: tuple[Strand, ...]

    @property
    def main(self) -> tuple[Strand, ...]:
        """What the report is about."""
        return tuple(one for one in self.strands if one.part is Part.MAIN)


def to_dict(digest: Digest) -> dict[str, Any]:
    """A digest, ready for ``json.dumps``; what is empty is left out."""
    written: dict[str, Any] = encoded(digest)
    written["strands"] = [
        {key: value for key, value in one.items() if value not in ([], {})} for one in written["strands"]
    ]
    return written


def from_dict(data: dict[str, Any]) -> Digest:
    """A digest from its JSON form.

    Raises:
        InputError: the data are of another form.
    """
    return decoded(Digest, data)

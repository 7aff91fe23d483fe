"""Strands by hand: what a report tells, without a text or a network."""

from __future__ import annotations

from datetime import date
from typing import Any

from porosity.incidents.digests import Digest, Strand, Told
from porosity.incidents.records import Part

SETS = ("givers", "takers", "lands", "goods", "nouns", "things", "jobs", "acts", "measures")
MAPS = ("people", "leaders", "names", "places")


def strand(report: str, kind: str, day: str, until: str | None = None, **given: Any) -> Strand:
    """A strand of a kind on a day; sets are given as words with blanks between, names with commas between."""
    known: dict[str, Any] = {name: frozenset(given.pop(name, "").split()) for name in SETS}
    for name in MAPS:
        written = [one.strip() for one in given.pop(name, "").split(",") if one.strip()]
        known[name] = {one.lower(): one for one in written}
    part = Part.MENTION if given.pop("passing", False) else Part.MAIN
    known["lands"] = known["lands"] | known["givers"] | known["takers"]
    first = date.fromisoformat(day)
    last = date.fromisoformat(until) if until else first
    events = tuple(given.pop("events", "v1").split())
    return Strand(report, kind, part, Told.TITLE, events=events, first=first, last=last, **known, **given)


def digest(*strands: Strand) -> Digest:
    """A report of these strands."""
    first = strands[0]
    return Digest(first.report, f"Title of {first.report}", None, first.first, strands)

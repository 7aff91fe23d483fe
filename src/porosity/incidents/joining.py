"""Which reports are of one incident, one report at a time: strands that a bond ties are one incident.

A strand is held against the few that share a key with it and lie nearest to it in time, so a report costs the same
however many are kept. Bonds hang on two strands alone; what they tie is one incident whatever the order of adding. What
people decided goes before: what they merged stays merged, and two incidents that they took apart never come together
again, whatever is added between them.

A report belongs to every incident that it shares with another report; where it shares none, it has one of its own.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from porosity.errors import InputError
from porosity.incidents.bonds import Bond, bond
from porosity.incidents.digests import Digest, Strand
from porosity.incidents.records import Part
from porosity.incidents.rules import rules

NEAREST = 16  # strands before and after in time that are looked at under one key
TOKEN = 4  # letters of a word of a name under which it is looked up
TELLING = 0.5  # from this weight on goods alone narrow what is looked up
FIRST = "it is the first report of it"
SPLIT = "somebody took it apart from {}"


@dataclass(frozen=True, slots=True)
class Held:
    """A strand as it is kept: the incident that it is in, None while it shares none, and why it is there."""

    strand: Strand
    incident: str | None
    why: tuple[str, ...] = ()
    score: float = 0.0


class Shelf(Protocol):
    """Where strands are kept: in memory, or in the store."""

    def near(self, strand: Strand) -> Iterable[Held]:
        """Those that share a key with a strand and lie near to it in time."""
        ...

    def of_report(self, report: str) -> Iterable[Held]:
        """The strands of a report."""
        ...

    def within(self, incident: str) -> Iterable[Held]:
        """The strands of an incident."""
        ...

    def put(self, held: Held) -> None:
        """Keep a strand, or change what is kept of it."""
        ...

    def drop(self, key: str) -> None:
        """Keep a strand no longer."""
        ...

    def new_incident(self) -> str:
        """An id that no incident has or had."""
        ...

    def move(self, younger: str, older: str) -> None:
        """Put all of an incident into an older one, and let its id lead there."""
        ...

    def is_merged(self, incident: str) -> bool:
        """Whether somebody merged incidents into this one."""
        ...

    def keep_merged(self, older: str, younger: str) -> None:
        """Keep what somebody merged together for good."""
        ...

    def are_apart(self, one: str, other: str) -> bool:
        """Whether somebody took two incidents apart."""
        ...

    def keep_apart(self, one: str, other: str) -> None:
        """Keep two incidents apart for good."""
        ...


def keys(strand: Strand) -> tuple[str, ...]:
    """What a strand is looked up under: States with its goods, and the words of its names.

    Every strand that can have a bond with it has one of them, for each kind needs a State or a name.
    """
    kind = rules().kinds[strand.kind]
    states = strand.givers | strand.takers | strand.lands
    by_goods = strand.goods and kind.agree.get("goods", 0.0) >= TELLING
    found = {f"{strand.id}|{land}|{one}" for land in states for one in strand.goods} if by_goods else set()
    if by_goods:
        found |= {f"{strand.id}!{land}|{one}" for land in states for one in strand.things}
    else:
        found = {f"{strand.id}|{land}" for land in states}
    named = (*strand.people, *strand.leaders, *strand.names, *strand.places)
    found |= {f"{strand.id}~{word}" for key in named for word in key.split() if len(word) >= TOKEN}
    return tuple(sorted(found))


def days_of(strand: Strand) -> tuple[date, ...]:
    """The days under which a strand is looked up: its first and its last."""
    return tuple(sorted({day for day in (strand.first, strand.last) if day is not None}))


def number(incident: str) -> int:
    """The number in an incident's id; the lower, the older."""
    return int(incident.removeprefix("i-"))


class Joiner:
    """Joins reports over a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    def add(self, digest: Digest) -> tuple[Held, ...]:
        """Add a report; one that is there already is taken out first, so that adding it twice changes nothing."""
        known = {one.strand.key: one for one in self.shelf.of_report(digest.report)}
        if {key: one.strand for key, one in known.items()} == {one.key: one for one in digest.strands}:
            return tuple(known.values())
        if known:
            self.remove(digest.report)
        for strand in digest.main:
            self._join(strand)
        self._house(digest.report)
        for strand in digest.strands:
            if strand.part is Part.MENTION:
                self._mention(strand)
        return tuple(self.shelf.of_report(digest.report))

    def remove(self, report: str) -> None:
        """Take a report out; what only it held together falls apart, the older part keeping the id."""
        for held in tuple(self.shelf.of_report(report)):
            self.shelf.drop(held.strand.key)
            if held.incident is not None and held.strand.part is Part.MAIN:
                self.regroup(held.incident)

    def merge(self, incidents: Iterable[str]) -> str:
        """Make one incident of several; the oldest keeps its id, the younger lead there."""
        oldest, *younger = sorted(set(incidents), key=number)
        for one in younger:
            self.shelf.keep_merged(oldest, one)
            self.shelf.move(one, oldest)
        return oldest

    def split(self, incident: str, strands: Iterable[str]) -> str:
        """Take some strands of an incident out into a new one; the two are kept apart for good.

        Raises:
            InputError: they are not of it, or all of it.
        """
        chosen = set(strands)
        inside = {one.strand.key: one for one in self.shelf.within(incident)}
        if not chosen or not chosen < set(inside):
            raise InputError(incident, "can be split only into some of its own events and the rest of them.")
        fresh = self.shelf.new_incident()
        for key in chosen:
            self.shelf.put(replace(inside[key], incident=fresh, why=(SPLIT.format(incident),)))
        self.shelf.keep_apart(incident, fresh)
        return fresh

    def _join(self, strand: Strand) -> None:
        """Put a strand where its bonds tie it, and bring together what it ties."""
        tied = sorted(self._tied(strand), key=lambda pair: (-pair[1].score, pair[0].strand.key))
        chosen: list[str] = []
        for held, _ in tied:
            incident = held.incident or self._found(held)
            if incident not in chosen and not any(self.shelf.are_apart(incident, one) for one in chosen):
                chosen.append(incident)
        if not chosen:
            self.shelf.put(Held(strand, None))
            return
        target = self._bring_together(chosen)
        best = tied[0]
        why = (f"as in {best[0].strand.report}", *best[1].why)
        self.shelf.put(Held(strand, target, why, best[1].score))
        self._gather_mentions(strand, target)

    def _tied(self, strand: Strand) -> Iterator[tuple[Held, Bond]]:
        for held in self.shelf.near(strand):
            if held.strand.part is Part.MAIN:
                found = bond(strand, held.strand)
                if found.holds:
                    yield held, found

    def _found(self, held: Held) -> str:
        """The incident that a strand without one begins: that of its report, where nobody shares it, else a new."""
        siblings = tuple(self.shelf.of_report(held.strand.report))
        own = next((one for one in siblings if one.incident is not None and self._is_alone(one)), None)
        incident = own.incident if own is not None and own.incident is not None else self.shelf.new_incident()
        if own is not None:
            self.shelf.put(replace(own, incident=None, why=()))
        self.shelf.put(replace(held, incident=incident, why=(FIRST,)))
        return incident

    def _is_alone(self, held: Held) -> bool:
        """Whether an incident is that of one report, and of no decision."""
        inside = tuple(self.shelf.within(held.incident or ""))
        main = {one.strand.report for one in inside if one.strand.part is Part.MAIN}
        return main == {held.strand.report} and held.why == (FIRST,)

    def _bring_together(self, incidents: list[str]) -> str:
        oldest, *younger = sorted(incidents, key=number)
        for one in younger:
            self.shelf.move(one, oldest)
        return oldest

    def _house(self, report: str) -> None:
        """Give a report that shares no incident one of its own."""
        main = [one for one in self.shelf.of_report(report) if one.strand.part is Part.MAIN]
        if main and all(one.incident is None for one in main):
            order = list(rules().kinds)
            first = min(main, key=lambda one: (one.strand.told, order.index(one.strand.kind), one.strand.id))
            incident = self.shelf.new_incident()
            self.shelf.put(replace(first, incident=incident, why=(FIRST,)))
            self._gather_mentions(first.strand, incident)

    def _mention(self, strand: Strand) -> None:
        """Lay a strand that a report tells in passing beside the incident that it tells of, if there is one."""
        found = [(held, one) for held, one in self._tied(strand) if held.incident is not None]
        if not found:
            self.shelf.put(Held(strand, None))
            return
        held, best = min(
            found, key=lambda pair: (-pair[1].score, number(pair[0].incident or "i-0"), pair[0].strand.key)
        )
        self.shelf.put(Held(strand, held.incident, ("told in passing", *best.why), best.score))

    def _gather_mentions(self, strand: Strand, incident: str) -> None:
        """Lay beside an incident what earlier reports told of it in passing."""
        for held in tuple(self.shelf.near(strand)):
            if held.strand.part is Part.MENTION and held.incident is None:
                found = bond(strand, held.strand)
                if found.holds:
                    self.shelf.put(Held(held.strand, incident, ("told in passing", *found.why), found.score))

    def regroup(self, incident: str) -> None:
        """Let an incident fall into the parts that bonds still hold together; what somebody merged stays merged."""
        inside = tuple(self.shelf.within(incident))
        main = [one for one in inside if one.strand.part is Part.MAIN]
        if main and self.shelf.is_merged(incident):
            return
        if not main:
            for held in inside:
                self.shelf.put(replace(held, incident=None, why=()))
            return
        parts = _parts(main)
        for part in parts[1:]:
            fresh = self.shelf.new_incident() if len({one.strand.report for one in part}) > 1 else None
            for held in part:
                self.shelf.put(replace(held, incident=fresh, why=(FIRST,) if fresh is not None else ()))
        for part in parts:
            for report in {one.strand.report for one in part}:
                self._house(report)


def _parts(main: list[Held]) -> list[list[Held]]:
    """Strands by what bonds hold together; the part of the oldest first."""
    left = sorted(main, key=lambda one: (one.strand.first or date.max, one.strand.key))
    parts: list[list[Held]] = []
    while left:
        part, left = [left[0]], left[1:]
        for held in part:
            tied = [one for one in left if _are_tied(held, one)]
            part.extend(tied)
            left = [one for one in left if one not in tied]
        parts.append(part)
    return parts


def _are_tied(one: Held, other: Held) -> bool:
    return bond(one.strand, other.strand).holds


class Memory:
    """A shelf in memory: for reports that nobody keeps, and for tests."""

    def __init__(self) -> None:
        self._held: dict[str, Held] = {}
        self._by_report: dict[str, dict[str, None]] = {}
        self._by_incident: dict[str, dict[str, None]] = {}
        self._days: dict[str, list[tuple[date, str]]] = {}
        self._apart: dict[str, set[str]] = {}
        self._merged: set[str] = set()
        self.leads: dict[str, str] = {}
        self._last = 0

    def near(self, strand: Strand) -> tuple[Held, ...]:
        found: dict[str, None] = {}
        for key in keys(strand):
            days = self._days.get(key, [])
            for day in days_of(strand):
                at = bisect_left(days, (day, ""))
                found.update(dict.fromkeys(name for _, name in days[max(0, at - NEAREST) : at + NEAREST]))
        return tuple(self._held[name] for name in found if name in self._held)

    def of_report(self, report: str) -> tuple[Held, ...]:
        return tuple(self._held[key] for key in self._by_report.get(report, ()))

    def within(self, incident: str) -> tuple[Held, ...]:
        return tuple(self._held[key] for key in self._by_incident.get(incident, ()))

    @property
    def incidents(self) -> tuple[str, ...]:
        """The ids of all incidents that are not empty, the oldest first."""
        return tuple(sorted((one for one, inside in self._by_incident.items() if inside), key=number))

    def put(self, held: Held) -> None:
        key = held.strand.key
        before = self._held.get(key)
        if before is None:
            self._by_report.setdefault(held.strand.report, {})[key] = None
            for one in keys(held.strand):
                for day in days_of(held.strand):
                    insort(self._days.setdefault(one, []), (day, key))
        elif before.incident is not None:
            self._by_incident[before.incident].pop(key, None)
        self._held[key] = held
        if held.incident is not None:
            self._by_incident.setdefault(held.incident, {})[key] = None

    def drop(self, key: str) -> None:
        held = self._held.pop(key)
        self._by_report[held.strand.report].pop(key)
        if held.incident is not None:
            self._by_incident[held.incident].pop(key)
        for one in keys(held.strand):
            self._days[one] = [entry for entry in self._days[one] if entry[1] != key]

    def new_incident(self) -> str:
        self._last += 1
        return f"i-{self._last}"

    def move(self, younger: str, older: str) -> None:
        for held in self.within(younger):
            self.put(replace(held, incident=older))
        self.leads[younger] = older
        if younger in self._merged:
            self._merged.add(older)
        for one in self._apart.pop(younger, set()):
            self.keep_apart(older, one)

    def is_merged(self, incident: str) -> bool:
        return incident in self._merged

    def keep_merged(self, older: str, younger: str) -> None:
        self._merged.add(older)

    def are_apart(self, one: str, other: str) -> bool:
        return other in self._apart.get(one, ())

    def keep_apart(self, one: str, other: str) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

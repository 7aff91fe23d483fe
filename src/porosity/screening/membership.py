"""Was X listed on a day, and under which programme: yes, no or unknown, from the versions that are kept.

`sights` holds the rules, party by party. A party is followed through the versions by its id as long as its names
overlap; ids that are numbered through anew in every version lose their meaning, names do not. One yes settles it.
Nobody of that name in the list's versions is a no where a version stands on the day, or one before and one after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from porosity.logic import Truth, any_of
from porosity.screening.listed import Listed, Program
from porosity.screening.sights import Decision, Sight, allows, decide
from porosity.screening.versions import Shelf, Version, standing

Who = Callable[[Listed], bool]
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Membership:
    """The answer for one list: the programmes that held, who was meant, and the versions that it rests on."""

    list: str
    day: date
    answer: Truth
    because: str
    programs: tuple[Program, ...] = ()
    found: tuple[Listed, ...] = ()
    versions: tuple[Version, ...] = ()
    nearest: tuple[Version, ...] = ()


def by_id_or_name(text: str) -> Who:
    """The entries of an id, or with a name that is this one but for case and spaces."""
    folded = fold(text)
    return lambda listed: listed.id == text.strip() or any(fold(name.text) == folded for name in listed.names)


def fold(text: str) -> str:
    """A name for comparison."""
    return " ".join(text.casefold().split())


def was_listed(shelf: Shelf, name: str, who: Who, day: date) -> Membership:
    """Whether somebody was on a list on a day, from all its kept versions."""
    versions = shelf.versions(name)
    row = standing(versions)
    near = nearest(versions, day)
    parties = _parties(shelf, row, who)
    if not parties:
        decision = decide([Sight(version, None) for version in row], None, day)
        return Membership(name, day, decision.answer, decision.because, versions=decision.versions, nearest=near)
    return _told(name, day, parties, near)


def nearest(versions: Sequence[Version], day: date) -> tuple[Version, ...]:
    """The last version up to a day and the first one after it."""
    before = [one for one in versions if one.dated <= day][-1:]
    return (*before, *[one for one in versions if one.dated > day][:1])


def _told(name: str, day: date, parties: Sequence[Sequence[Sight]], near: tuple[Version, ...]) -> Membership:
    """One answer of those for each party: one yes settles it."""
    judged = [(row, *_judged(row, day)) for row in parties]
    answer = any_of(decision.answer for _, decision, _ in judged)
    telling = [one for one in judged if one[1].answer is answer]
    found = tuple(_shown(row, decision) for row, decision, _ in telling)
    reasons = [f"{who.name} ({who.id}): {one[1].because}" for who, one in zip(found, telling, strict=True)]
    more = f"; and {len(reasons) - MOST_REASONS} more" if len(reasons) > MOST_REASONS else ""
    return Membership(
        name,
        day,
        answer,
        "; ".join(reasons[:MOST_REASONS]) + more,
        programs=tuple(dict.fromkeys(program for _, _, programs in telling for program in programs)),
        found=found,
        versions=tuple(dict.fromkeys(version for _, decision, _ in telling for version in decision.versions)),
        nearest=near,
    )


def _judged(row: Sequence[Sight], day: date) -> tuple[Decision, tuple[Program, ...]]:
    """The answer for one party, and the programmes under which it is yes."""
    listings = [program for sight in row if sight.listed for program in sight.listed.programs]
    names = dict.fromkeys(program.name for program in listings)
    decisions = {name: decide(row, name, day) for name in names}
    whole = decide(row, None, day)
    met = [name for name, decision in decisions.items() if decision.answer is Truth.MET]
    answer = any_of([whole.answer, *(decision.answer for decision in decisions.values())])
    telling = next((one for one in [whole, *decisions.values()] if one.answer is answer), whole)
    return telling, tuple(one for name in met for one in _held(row, name, day, decisions[name].versions))


def _held(row: Sequence[Sight], name: str, day: date, versions: Sequence[Version]) -> Iterator[Program]:
    """The programme as the first deciding version prints it: each of its measures that held on the day."""
    for sight in row:
        if sight.version in versions and sight.listed:
            named = [one for one in sight.listed.programs if one.name == name]
            yield from (one for one in named if allows(((one.since, one.until),), day))
            return


def _shown(row: Sequence[Sight], decision: Decision) -> Listed:
    """The entry of a party in the version that decides, or else the newest."""
    entries = [(sight.version in decision.versions, sight.listed) for sight in row if sight.listed]
    return next((listed for decides, listed in entries if decides), entries[-1][1])


def _parties(shelf: Shelf, versions: Sequence[Version], who: Who) -> list[list[Sight]]:
    """Everybody who is meant, each through all versions."""
    met: dict[Version, dict[str, Listed]] = {}
    for version in versions:
        met[version] = {listed.id: listed for listed in shelf.entities(version) if who(listed)}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entries in met.values():
        for listed in entries.values():
            names[listed.id].update(_names(listed))
    for version, entries in met.items():
        missing = names.keys() - entries.keys()
        if missing:
            entries.update(_renamed(shelf.entities(version), {key: names[key] for key in missing}))
    return [[Sight(version, met[version].get(key)) for version in versions] for key in names]


def _renamed(entries: Iterator[Listed], names: Mapping[str, set[str]]) -> dict[str, Listed]:
    """The same parties under names that were not asked for."""
    return {one.id: one for one in entries if one.id in names and names[one.id] & set(_names(one))}


def _names(listed: Listed) -> Iterator[str]:
    return (fold(name.text) for name in listed.names)

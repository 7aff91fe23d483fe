"""Whose word an incident rests on, over all its reports: each origin once, however many carry it.

- What is one origin in one report is one over all of them: a State speaks with one voice, people who are not named
  cannot be told apart, an outlet that quotes a source adds nothing to it ("Yonhap, citing KCNA" is KCNA).
- An outlet's own word counts for the outlet; where its text is a copy of another's, for that other.
- An outlet that names a source for any part of an incident tells what that source says, and adds no word of its own.
- Reports of which nobody knows who published them cannot be told apart, so all of their own words are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from porosity.assessment import Origin
from porosity.incidents.accounts import Account
from porosity.incidents.names import name_key
from porosity.incidents.records import SharedOrigin
from porosity.reports.outlets import outlet as outlet_named
from porosity.support.origins import ITSELF, PUTS, Key, Standing, standings_of


@dataclass(frozen=True, slots=True)
class Carried:
    """An origin in one report: what it says there, and that the report is a copy."""

    key: Key
    standing: Standing
    report: str
    publisher: str | None
    is_copy: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """An origin over all reports: its standing, as grading takes it, and what is shown of it."""

    standing: Standing
    shown: SharedOrigin


def shared_origins(accounts: Sequence[Account]) -> tuple[Shared, ...]:
    """The origins of an incident, those that say that it took place first, each with the reports that carry it."""
    return merged(carried for account in accounts for carried in carried_by(account))


def carried_by(account: Account) -> tuple[Carried, ...]:
    """The origins that one report carries, each with what makes it one over all reports."""
    publisher = account.assessment.report.publisher
    found = []
    for event in account.events:
        for one in standings_of(account.voices(event)):
            key = _key(one, account)
            found.append(Carried(key, one, account.key, publisher, account.copy_of is not None))
    named = [one for one in found if one.standing.key[0] != "itself" and one.standing.says_so]
    return tuple(one for one in found if one.standing.key[0] != "itself" or not named)


def _key(standing: Standing, account: Account) -> Key:
    """What makes an origin one over all reports."""
    kind, name = standing.key
    if kind == "itself":
        publisher = account.assessment.report.publisher
        known = outlet_named(publisher) if publisher is not None else None
        if known is not None:
            return ("state", known.party_country) if known.party_country is not None else ("outlet", known.id)
        return ("publisher", publisher or "")
    if kind == "source":
        return (kind, name_key(standing.origin.name) or standing.origin.name.casefold())
    return (kind, name)


def merged(carried: Iterable[Carried]) -> tuple[Shared, ...]:
    """Origins brought together by their keys; what one both says and denies gives two."""
    groups: dict[tuple[Key, bool], list[Carried]] = {}
    for one in carried:
        groups.setdefault((one.key, one.standing.origin.put == "denies"), []).append(one)
    copied = {one.report for group in groups.values() for one in group if one.is_copy}
    found = [_shared(key, group, copied) for (key, _), group in groups.items()]
    return tuple(sorted(found, key=lambda one: (PUTS.index(one.shown.put), one.shown.name)))


def _shared(key: Key, group: Sequence[Carried], copied: set[str]) -> Shared:
    """One origin of all that carry it, by what it says most firmly."""
    ordered = sorted(group, key=lambda one: (PUTS.index(one.standing.origin.put), -one.standing.weight, one.report))
    best = ordered[0].standing
    itself = key[0] == "publisher"
    name = (ordered[0].publisher or best.origin.name) if best.origin.name == ITSELF else best.origin.name
    reports = tuple(dict.fromkeys(one.report for one in ordered))
    via = dict.fromkeys(one for each in ordered for one in each.standing.origin.via)
    if not itself:
        via.update(dict.fromkeys(one.publisher for one in ordered if one.publisher and one.publisher != name))
    shown = SharedOrigin(
        name=name,
        kind=best.origin.kind,
        put=best.origin.put,
        directness=best.origin.directness,
        reliability=best.origin.reliability,
        because=best.origin.because,
        reports=reports,
        via=tuple(via),
        copies=len(copied & set(reports)),
        party=any(one.standing.party for one in group),
    )
    origin = Origin(
        name, shown.kind, shown.put, shown.directness, shown.reliability, shown.because, via=best.origin.via
    )
    weight = max(one.standing.weight for one in group)
    said = name if best.origin.name == ITSELF and name != ITSELF else best.shown
    return Shared(Standing(origin, weight, shown.party, said, best.named, key), shown)

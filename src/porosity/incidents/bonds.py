"""What ties two strands: each agreement and each contradiction with its weight, in words.

The tie of two strands hangs on these two alone, never on what else is known, so no order of adding changes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from porosity.exports import wording
from porosity.incidents.digests import Strand
from porosity.incidents.names import in_common
from porosity.incidents.rules import ENOUGH, Kind, rules
from porosity.reading import countries

HALF = 0.5  # what it counts that one report names as a State what the other has as a party
CHAPTER = "hs"  # a chapter of the Harmonized System, where a thing has no class: it tells little
SAME = {
    "giver": "the same State on the giving side",
    "taker": "the same State on the taking side",
    "lands": "the same States",
    "goods": "the same goods",
    "generic": "goods of the same wide class",
    "noun": "the same word for the goods",
    "person": "the same person",
    "name": "the same name",
    "place": "the same place",
    "thing": "the same subject",
    "job": "sent for the same",
}
OTHER = {
    "giver": "another State on the giving side",
    "taker": "another State on the taking side",
    "goods": "other goods",
    "name": "a name that the other lacks",
    "thing": "another subject",
    "job": "sent for something else",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature on which two strands agree or differ, what it weighs, and on what."""

    feature: str
    weight: float
    on: tuple[str, ...]

    def __str__(self) -> str:
        shown = wording.joined([self._shown(one) for one in self.on])
        if self.feature == "near":
            return f"told {shown}"
        words = SAME if self.weight > 0 else OTHER
        return f"{words.get(self.feature, self.feature)} ({shown})" if shown else words[self.feature]

    def _shown(self, one: str) -> str:
        """A value as a reader takes it: States and classes by their names, names as they are written."""
        if self.feature in ("giver", "taker", "lands"):
            return countries.country_name(one) or one
        return wording.label(one).lower() if self.feature in ("goods", "generic") else one


@dataclass(frozen=True, slots=True)
class Bond:
    """How far two strands are one affair: ``score``, from 1.0 on they are, and why."""

    score: float
    reasons: tuple[Reason, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the two are one affair."""
        return self.score >= ENOUGH

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons in words, the weightiest first."""
        return tuple(str(one) for one in sorted(self.reasons, key=lambda one: -abs(one.weight)))


NONE = Bond(0.0)


def apart(one: Strand, other: Strand) -> int | None:
    """The days between two strands, 0 where they overlap; None where nobody knows."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, (other.first - one.last).days, (one.first - other.last).days)


def bond(one: Strand, other: Strand) -> Bond:
    """The bond of two strands; it is the same whichever comes first."""
    if one.kind != other.kind or one.report == other.report:
        return NONE
    kind = rules().kinds[one.kind]
    days = apart(one, other)
    if days is None or days > kind.window:
        return NONE
    found = _Found(kind)
    _states(found, one, other)
    _goods(found, one, other)
    _who(found, one, other)
    found.sets("thing", one.things, other.things)
    _job(found, one, other)
    if days <= kind.near:
        found.agree("near", ("within the same days" if days == 0 else f"{days} days apart",))
    if not kind.needs & {reason.feature for reason in found.reasons if reason.weight > 0}:
        return NONE
    return Bond(round(sum(reason.weight for reason in found.reasons), 3), tuple(found.reasons))


class _Found:
    """The reasons as they are found; a feature that a kind does not weigh gives none."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.reasons: list[Reason] = []

    def agree(self, feature: str, on: Iterable[str], share: float = 1.0) -> None:
        weight = self.kind.agree.get(feature, 0.0) * share
        if weight:
            self.reasons.append(Reason(feature, weight, tuple(on)))

    def differ(self, feature: str, on: Iterable[str]) -> None:
        weight = self.kind.differ.get(feature, 0.0)
        if weight:
            self.reasons.append(Reason(feature, weight, tuple(on)))

    def sets(self, feature: str, ones: frozenset[str], others: frozenset[str]) -> None:
        """Two sets agree on what they share, and differ where both say something and share nothing."""
        if ones & others:
            self.agree(feature, sorted(ones & others))
        elif ones and others:
            self.differ(feature, sorted(ones | others))


def _states(found: _Found, one: Strand, other: Strand) -> None:
    for feature, mine, theirs in (("giver", one.givers, other.givers), ("taker", one.takers, other.takers)):
        if mine and theirs:
            found.sets(feature, mine, theirs)
        elif named := (mine & other.lands) | (theirs & one.lands):
            found.agree(feature, sorted(named), HALF)
    shared = one.lands & other.lands
    if len(shared) > 1 or (shared and one.lands == other.lands):
        found.agree("lands", sorted(shared))


def _goods(found: _Found, one: Strand, other: Strand) -> None:
    shared = one.goods & other.goods
    telling = {one for one in shared - rules().generic if not one.startswith(CHAPTER)}
    if telling:
        found.agree("goods", sorted(telling))
        return
    if shared:
        found.agree("generic", sorted(shared))
    elif one.goods and other.goods:
        found.differ("goods", sorted(one.goods | other.goods))
    if one.nouns & other.nouns and (shared or not (one.goods or other.goods)):
        found.agree("noun", sorted(one.nouns & other.nouns))


def _who(found: _Found, one: Strand, other: Strand) -> None:
    people = in_common(one.people, other.people) or (_somebody(one, other) if found.kind.id == "visit" else ())
    leaders = one.leaders.keys() & other.leaders.keys()
    abroad = found.kind.id == "visit" and one.takers and other.takers
    if people:
        found.agree("person", (one.people.get(key) or one.names[key] for key in people))
    elif len(leaders) > 1 or (leaders and abroad):
        found.agree("person", sorted(one.leaders[key] for key in leaders))
    shared = in_common(one.names, (*other.names, *other.people, *other.places))
    shared = shared or in_common((*one.people, *one.places), other.names)
    if shared:
        known = {**one.places, **one.people, **one.names}
        found.agree("name", (known[key] for key in shared))
    elif one.names or other.names:
        found.differ("name", sorted({**one.names, **other.names}.values()))
    places = in_common(one.places, other.places)
    if places:
        found.agree("place", (one.places[key] for key in places))


def _somebody(one: Strand, other: Strand) -> tuple[str, ...]:
    """Persons of whom one report was read as naming somebody, and the other only as naming something."""
    return in_common(one.people, other.names) or in_common(one.names, other.people)


def _job(found: _Found, one: Strand, other: Strand) -> None:
    if one.jobs & other.jobs:
        found.agree("job", sorted(one.jobs & other.jobs))
    elif one.jobs or other.jobs:
        found.differ("job", sorted(one.jobs | other.jobs))

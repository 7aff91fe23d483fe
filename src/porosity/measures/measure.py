"""A measure as dated data: who is bound, by what force, since when, and the limbs that say what it bars.

A limb is one way to fall under a measure: its acts, direction, things and further conditions, all of which must be
met. A measure with several limbs is met by any of them; each limb belongs to one family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Force(StrEnum):
    """What the words of a measure do. Calls and permissions bind nobody: a breach of them is never prohibited."""

    DECIDES = "decides"
    DEMANDS = "demands"
    REAFFIRMS = "reaffirms"
    LAW = "law"
    CALLS = "calls"
    PERMITS = "permits"

    @property
    def binds(self) -> bool:
        """Whether a bound party must comply."""
        return self not in (Force.CALLS, Force.PERMITS)


class Kind(StrEnum):
    """What follows where a measure is met."""

    PROHIBITION = "prohibition"
    CAP = "cap"
    DUTY = "duty"
    LICENCE = "licence"
    CRITERION = "criterion"


class Direction(StrEnum):
    """Which way things move, seen from the target."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    NONE = "none"


class Sure(StrEnum):
    """How sure the number of a paragraph is: read in a source, known from memory, or not checked."""

    VERIFIED = "verified"
    RECALLED = "recalled"
    UNVERIFIED = "unverified"


class Silent(StrEnum):
    """What a silent report means for a condition.

    UNKNOWN leaves it open and makes the finding conditional; PRESUMED_MET takes it as met unless the contrary is said;
    NOT_RAISED means that a report which does not speak of it raises no finding (the element stays unknown).
    """

    UNKNOWN = "unknown"
    PRESUMED_MET = "presumed_met"
    NOT_RAISED = "not_raised"


@dataclass(frozen=True, slots=True)
class Citation:
    """An article, with how sure its number is and what it stands for."""

    text: str
    sure: Sure
    of: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """How a resolution was adopted."""

    yes: int
    no: int
    abstaining: int
    meeting: str = ""
    release: str = ""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A later act that widened, clarified or repeated a measure."""

    since: date
    by: str
    adds: str


@dataclass(frozen=True, slots=True)
class Things:
    """Things by customs heading or class; ``but_not`` classes are taken out again."""

    hs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in one of ``roles`` whose country is, or is not, among ``countries``, of one of the ``kinds``."""

    roles: tuple[str, ...]
    countries: tuple[str, ...] = ()
    countries_not: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """More than ``over`` of ``unit``: of one thing (``per`` is item) or of all supplies of a year (year)."""

    over: float
    unit: str
    per: str = "year"


@dataclass(frozen=True, slots=True)
class Condition:
    """One further element of a limb. Exactly the given tests count; any of them being met settles it.

    ``fact`` is an id of ``knowledge/facts.yml`` that must be ``fact_is``.
    """

    name: str
    asks: str
    reference: str = ""
    silent: Silent = Silent.UNKNOWN
    fact: str | None = None
    fact_is: bool = True
    party: Party | None = None
    things: Things | None = None
    things_role: str = "item"
    listed: tuple[str, ...] = ()
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Limb:
    """One way to fall under a measure. ``since`` and ``until`` narrow the dates of the measure."""

    id: str
    family: str
    says: str
    acts: tuple[str, ...]
    direction: Direction
    things: Things | None
    reference: str
    conditions: tuple[Condition, ...] = ()
    since: date | None = None
    until: date | None = None

    def needs(self, target: str | None) -> bool:
        """Whether it raises nothing unless a party, or what moves, is known to be of the target."""
        if self.direction is not Direction.NONE:
            return True
        return any(
            rule.party is not None
            and rule.silent is Silent.NOT_RAISED
            and rule.party.countries == (target,)
            and not (rule.fact or rule.things or rule.listed or rule.amount)
            for rule in self.conditions
        )


@dataclass(frozen=True, slots=True)
class ExemptionRule:
    """A way out. ``presumed_absent``: silence means it was not used; ``open``: silence leaves the verdict conditional.

    ``limbs`` narrows it to some limbs; empty is all.
    """

    id: str
    fact: str
    silent: str
    asks: str
    reference: str
    limbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """Who must obey: ``un-members``, ``target``, ``anyone``, or the States (and groups of States) named."""

    who: str
    states: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One block of the law. Undated measures can be found and never yield a finding.

    ``programs`` are those of the issuer's lists whose entries count here (those of its regime); none: all.
    ``entry_brings`` is what such an entry must bring (``asset-freeze``), where it says what it brings.
    """

    id: str
    title: str
    regime: str
    kind: Kind
    force: Force
    instrument: str
    families: tuple[str, ...]
    bound: Bound
    citations: tuple[Citation, ...]
    limbs: tuple[Limb, ...]
    target: str | None = None
    symbol: str = ""
    adopted: date | None = None
    vote: Vote | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    replaced_by: tuple[str, ...] = ()
    history: tuple[HistoryStep, ...] = ()
    exemptions: tuple[ExemptionRule, ...] = ()
    verified_on: date | None = None
    confidence: str = ""
    force_note: str = ""
    note: str = ""
    programs: tuple[str, ...] = ()
    entry_brings: str | None = None
    path: str = field(default="", compare=False)

    @property
    def dated(self) -> bool:
        """Whether we know from when it governs."""
        return self.in_force_from is not None

    def governs(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return (
            self.in_force_from is not None
            and self.in_force_from <= day
            and (self.in_force_until is None or day < self.in_force_until)
        )


Facts = Mapping[str, bool]

"""Who may be shown what: the Traffic Light Protocol as an order, and the mark of a confidential source.

A report bears the strictest mark that stands, *clear* where nobody marked it. An export names its audience; whatever is
marked more strictly is left out of it, and counted. A confidential source has no name in any export, for any audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from porosity.evidence.records import Decision, DecisionKind, Target, Tlp

ORDER: Final = tuple(Tlp)
"""From what everybody may read to what only those in the room may."""

WORDS: Final = {
    Tlp.CLEAR: "may be passed on to anybody",
    Tlp.GREEN: "may be passed on within the community, not in public",
    Tlp.AMBER: "may be passed on to those who need to know in the own organisation and among its clients",
    Tlp.AMBER_STRICT: "may be passed on to those who need to know in the own organisation only",
    Tlp.RED: "is for the eyes of those it was given to, and for nobody else",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a report: who may see it, and whether its source is confidential."""

    tlp: Tlp = Tlp.CLEAR
    confidential_source: bool = False


def allows(audience: Tlp, mark: Tlp) -> bool:
    """Whether an audience may be shown what bears a mark.

    >>> allows(Tlp.GREEN, Tlp.CLEAR), allows(Tlp.GREEN, Tlp.AMBER)
    (True, False)
    """
    return ORDER.index(mark) <= ORDER.index(audience)


def strictest(marks: Iterable[Tlp]) -> Tlp:
    """The strictest of some marks: what holds of a whole made of such parts.

    >>> strictest([Tlp.CLEAR, Tlp.AMBER]), strictest([])
    (<Tlp.AMBER: 'amber'>, <Tlp.CLEAR: 'clear'>)
    """
    return max(marks, key=ORDER.index, default=Tlp.CLEAR)


def label(mark: Tlp) -> str:
    """A mark as the protocol writes it.

    >>> label(Tlp.AMBER_STRICT)
    'TLP:AMBER+STRICT'
    """
    return f"TLP:{mark.value.upper()}"


def revoked(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of the decisions that were taken back; a revocation that was itself revoked counts for nothing."""
    found: set[str] = set()
    for one in reversed(list(decisions)):  # a revocation comes after what it revokes
        if one.kind is DecisionKind.REVOKE and one.target is Target.DECISION and one.id not in found:
            found.add(one.key)
    return frozenset(found)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody took back, oldest first; revocations are left out."""
    given = list(decisions)
    gone = revoked(given)
    return tuple(one for one in given if one.id not in gone and one.kind is not DecisionKind.REVOKE)


def marks_of(decisions: Iterable[Decision]) -> Marks:
    """The marks of a report from the decisions about it: of each kind of mark, the latest that stands."""
    marks = Marks()
    for one in standing(decisions):
        if one.kind is DecisionKind.MARK:
            marks = Marks(
                Tlp(one.body.get("tlp", marks.tlp)),
                bool(one.body.get("confidential_source", marks.confidential_source)),
            )
    return marks


def redactions_of(decisions: Iterable[Decision]) -> tuple[tuple[int, int], ...]:
    """The redacted spans of a report from the decisions about it."""
    return tuple(
        (int(start), int(end))
        for one in standing(decisions)
        if one.kind is DecisionKind.REDACT
        for start, end in one.body.get("spans", ())
    )

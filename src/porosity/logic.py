"""Three-valued logic: met, not met, unknown.

Unknown is a finding: nothing that we hold speaks to the question. A failure is an error and is raised.
The rules are Kleene's: more knowledge never turns a settled answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    """What the facts that we hold say about one condition."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Met for true, not met for false, unknown for None."""
        if value is None:
            return cls.UNKNOWN
        return cls.MET if value else cls.NOT_MET

    def negated(self) -> Truth:
        """The opposite answer; unknown stays unknown."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.NOT_MET if self is Truth.MET else Truth.MET


def all_of(values: Iterable[Truth]) -> Truth:
    """All must be met: one failure settles it, a gap leaves it open. Nothing to decide is met.

    >>> all_of([Truth.UNKNOWN, Truth.NOT_MET])
    <Truth.NOT_MET: 'not_met'>
    """
    seen = set(values)
    if Truth.NOT_MET in seen:
        return Truth.NOT_MET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.MET


def any_of(values: Iterable[Truth]) -> Truth:
    """One met settles it, a gap leaves it open. Nothing to decide is not met.

    >>> any_of([Truth.UNKNOWN, Truth.NOT_MET])
    <Truth.UNKNOWN: 'unknown'>
    """
    seen = set(values)
    if Truth.MET in seen:
        return Truth.MET
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.NOT_MET

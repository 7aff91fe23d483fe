"""Spans of time: an act took place on some day between two days, both counted in.

A partial date is a span, not its first day: "in 2017" is 1 January to 31 December 2017. An open end is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from porosity.logic import Truth


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Some day from ``first`` to ``last``, both included; None is open. ``text`` is the wording that says so."""

    first: date | None
    last: date | None
    text: str = ""

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"a span of time ends before it begins: {self.first} to {self.last}")

    @classmethod
    def on(cls, day: date, text: str = "") -> TimeSpan:
        """One day."""
        return cls(day, day, text)

    @property
    def is_bounded(self) -> bool:
        """Whether anything is known of when it was."""
        return self.first is not None or self.last is not None

    def since(self, day: date) -> Truth:
        """Whether the act took place on ``day`` or later."""
        if self.first is not None and self.first >= day:
            return Truth.MET
        if self.last is not None and self.last < day:
            return Truth.NOT_MET
        return Truth.UNKNOWN

    def before(self, day: date) -> Truth:
        """Whether the act took place before ``day``."""
        return self.since(day).negated()

    def overlaps(self, other: TimeSpan) -> bool:
        """Whether one day can lie in both."""
        starts_in_time = self.first is None or other.last is None or self.first <= other.last
        ends_in_time = self.last is None or other.first is None or self.last >= other.first
        return starts_in_time and ends_in_time

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return self.first.isoformat()
        if self.first is None and self.last is None:
            return "at an unknown time"
        if self.first is None:
            return f"by {self.last}"
        if self.last is None:
            return f"from {self.first} on"
        return f"between {self.first} and {self.last}"

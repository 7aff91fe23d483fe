"""The sentences of a report, to look around a claim: how its source is described, and whether it could be checked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from porosity.assessment import Evidence, Report
from porosity.reports.sentences import sentences

REACH = 3  # sentences after a claim in which the report says that it could not be checked


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one report, in order, as spans of its text."""

    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, report: Report) -> Sentences:
        """The sentences of a report."""
        found = sentences(report.text, title=report.title)
        return cls(report.text, tuple((one.start, one.end) for one in found))

    def around(self, words: Iterable[Evidence]) -> tuple[str, ...]:
        """The sentences in which some words stand."""
        return tuple(self.text[slice(*self.spans[at])] for at in self._places(words))

    def from_on(self, words: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The sentences in which some words stand, and those that follow close upon each."""
        reached = {at + step for at in self._places(words) for step in range(REACH + 1)}
        found = (self.spans[at] for at in sorted(reached) if at < len(self.spans))
        return tuple(Evidence(start, end, self.text[start:end]) for start, end in found)

    def _places(self, words: Iterable[Evidence]) -> list[int]:
        starts = [start for start, _ in self.spans]
        return sorted({at for one in words if (at := bisect_right(starts, one.start) - 1) >= 0})

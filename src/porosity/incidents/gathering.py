"""Reports gathered into incidents in memory: for files that nobody keeps. The store does the same over its tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from porosity.assessment import Assessment
from porosity.incidents.digests import Digest
from porosity.incidents.duplicates import Copies
from porosity.incidents.joining import Held, Joiner, Memory
from porosity.incidents.records import Part
from porosity.incidents.strands import digest_of


@dataclass(slots=True)
class Gathering:
    """Reports with the incidents that they make; ``assessments`` and ``digests`` are by the keys of the reports.

    ``copies`` names for each report that repeats a text the first that has it.
    """

    shelf: Memory = field(default_factory=Memory)
    assessments: dict[str, Assessment] = field(default_factory=dict)
    digests: dict[str, Digest] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    _copies: Copies = field(default_factory=Copies)

    @classmethod
    def of(cls, assessments: Iterable[Assessment]) -> Gathering:
        """The incidents of some reports; two reports of one id are told apart by a number."""
        gathering = cls()
        for one in assessments:
            gathering.add(one)
        return gathering

    def add(self, assessment: Assessment) -> str:
        """Add a report and give its key."""
        key = assessment.report.id
        twice = 1
        while key in self.assessments and self.assessments[key].report.text != assessment.report.text:
            twice += 1
            key = f"{assessment.report.id}~{twice}"
        self.assessments[key] = assessment
        first = self._copies.add(key, assessment.report.text, assessment.report.published)
        if first is not None:
            self.copies[key] = first
        self.digests[key] = digest_of(assessment, key=key)
        Joiner(self.shelf).add(self.digests[key])
        return key

    @property
    def incidents(self) -> Mapping[str, tuple[Held, ...]]:
        """The strands of each incident, those that are about it first."""
        found = {one: self.shelf.within(one) for one in self.shelf.incidents}
        return {
            one: tuple(sorted(inside, key=lambda held: (held.strand.part is Part.MENTION, held.strand.key)))
            for one, inside in found.items()
        }

    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The keys of the reports that are about each incident."""
        return {
            one: tuple(sorted({held.strand.report for held in inside if held.strand.part is Part.MAIN}))
            for one, inside in self.incidents.items()
        }

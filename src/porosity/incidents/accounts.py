"""What one report tells of one incident: its events there, with their claims, who says them, and the words that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from porosity.assessment import Assessment, Certainty, Claim, Entity, Event, Evidence, Finding
from porosity.incidents.joining import Held
from porosity.incidents.names import person_key
from porosity.incidents.records import Part, Quote
from porosity.reading.sources import Speaker, Voice
from porosity.status import Voices
from porosity.support.sentences import Sentences


@dataclass(frozen=True)
class Account:
    """A report in an incident. ``copy_of`` is the report whose text it repeats, None where it is its own."""

    key: str
    assessment: Assessment
    held: tuple[Held, ...]
    copy_of: str | None = None

    @property
    def part(self) -> Part:
        """Whether it is about the incident or tells it in passing."""
        is_main = any(one.strand.part is Part.MAIN for one in self.held)
        return Part.MAIN if is_main else Part.MENTION

    @property
    def published(self) -> date | None:
        """When it was published."""
        return self.assessment.report.published

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities of the report by their ids."""
        return {one.id: one for one in self.assessment.entities}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events that tell the incident, in the report's order."""
        wanted = {one for held in self.held for one in held.strand.events}
        return tuple(one for one in self.assessment.events if one.id in wanted)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings on these events."""
        mine = {one.id for one in self.events}
        return tuple(one for one in self.assessment.findings if one.event in mine)

    def claims(self, event: Event) -> tuple[Claim, ...]:
        """The claims of an event."""
        wanted = set(event.claims)
        return tuple(one for one in self.assessment.claims if one.id in wanted)

    def told(self) -> Iterator[tuple[Event, Claim]]:
        """Every event with each of its claims."""
        for event in self.events:
            for claim in self.claims(event):
                yield event, claim

    def quote(self, evidence: Evidence, claim: Claim | None = None) -> Quote:
        """Words of the report, with whose they are."""
        who = claim.sources[-1] if claim is not None and claim.sources else ""
        report = self.assessment.report
        return Quote(self.key, evidence.text, evidence.start, evidence.end, who, report.publisher, report.published)

    def saying(self, event: Event) -> Quote | None:
        """The words that say an event first."""
        for claim in self.claims(event):
            if claim.evidence:
                return self.quote(claim.evidence[0], claim)
        return None

    def voices(self, event: Event) -> Voices:
        """The claims of an event with whose words they are, as the grading of support takes them."""
        report = self.assessment.report
        told = self.claims(event)
        voices = {one.id: _voice(one, self._by_name) for one in told}
        return Voices(told, voices, self.entities, self._sentences, report.publisher)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences.of(self.assessment.report)

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        spelled = [(name, one.id) for one in self.assessment.entities for name in (one.name, *one.spellings)]
        return {**{person_key(name): i for name, i in spelled if person_key(name)}, **dict(spelled)}


def _voice(claim: Claim, ids: Mapping[str, str]) -> Voice:
    speakers = tuple(Speaker(ids.get(name) or ids.get(person_key(name), name), name) for name in claim.sources)
    return Voice(speakers, alleges=claim.certainty is not Certainty.CERTAIN)


def accounts_of(
    held: Iterable[Held], assessments: Mapping[str, Assessment], copies: Mapping[str, str] | None = None
) -> tuple[Account, ...]:
    """The accounts that some strands make, by the day of publication; reports that are not at hand are left out."""
    by_report: dict[str, list[Held]] = {}
    for one in held:
        by_report.setdefault(one.strand.report, []).append(one)
    known = copies or {}
    at_hand = ((key, some) for key, some in by_report.items() if key in assessments)
    return in_order([Account(key, assessments[key], tuple(some), known.get(key)) for key, some in at_hand])


def in_order(accounts: Sequence[Account]) -> tuple[Account, ...]:
    """Accounts by the day of publication, those without one last."""
    return tuple(sorted(accounts, key=lambda one: (one.published or date.max, one.key)))

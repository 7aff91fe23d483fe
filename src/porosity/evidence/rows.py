"""The rows that an assessment gives: derived, so that lists and filters need not open it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from porosity.assessment import Assessment, Entity, Event, Report
from porosity.evidence import keys
from porosity.evidence.decisions import Standing
from porosity.evidence.packing import short, storable
from porosity.evidence.records import Tlp
from porosity.exports import wording

Row = dict[str, Any]
STRICTNESS = {mark: place for place, mark in enumerate(Tlp)}


def day_number(day: date | None) -> int:
    """A day to sort by; 0 where nobody knows it."""
    return 0 if day is None else day.toordinal()


def text_hash(report: Report) -> str:
    """What tells two texts apart."""
    return sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def maybe(text: str | None) -> str | None:
    """Text as a column holds it, None where there is none."""
    return None if text is None else storable(text)


def iso(day: date | None) -> str | None:
    """A day as a column holds it."""
    return None if day is None else day.isoformat()


def report_row(assessment: Assessment) -> Row:
    """What the columns of a report say after an assessment, save its key, its marks and when it was added."""
    report = assessment.report
    return {
        "sha256": report.sha256,
        "text_sha256": text_hash(report),
        "title": storable(report.title),
        "publisher": None if report.publisher is None else short(report.publisher),
        "published": iso(report.published),
        "day": day_number(report.published),
        "url": maybe(report.url),
        "language": maybe(report.language),
        "verdict": assessment.verdict,
        "findings": len(assessment.findings),
        "words": len(report.text.split()),
    }


@dataclass(frozen=True, slots=True)
class Derived:
    """The rows of the events and findings of one assessment."""

    events: tuple[Row, ...]
    findings: tuple[Row, ...]


def derived(assessment: Assessment, standings: Mapping[str, Standing]) -> Derived:
    """Events and findings as rows; ``standings`` says, by finding key, what people decided."""
    key = assessment.report.id
    entities = {entity.id: entity for entity in assessment.entities}
    events = {event.id: event for event in assessment.events}
    places = {event.id: _countries(event, entities) for event in assessment.events}
    phrases = {event: _summary(events[event], entities) for event in {one.event for one in assessment.findings}}
    findings = []
    for finding in assessment.findings:
        event = events[finding.event]
        identity = keys.finding_key(key, finding.id)
        support = finding.support
        read = (None, None) if support is None else (support.reliability, support.credibility)
        findings.append(
            {
                "key": identity,
                "report": key,
                "day": day_number(assessment.report.published),
                "event": keys.event_key(key, event.id),
                "measure": finding.measure,
                "family": finding.family,
                "verdict": finding.verdict.value,
                "status": finding.status.value,
                "read_reliability": read[0],
                "read_credibility": read[1],
                **decided_columns(standings.get(identity, Standing()), *read),
                "summary": phrases[event.id],
                **_acted(event),
                "countries": " ".join(places[event.id]),
            }
        )
    told = tuple({"key": keys.event_key(key, one.id), "report": key, **_acted(one)} for one in assessment.events)
    return Derived(told, tuple(findings))


def decided_columns(standing: Standing, reliability: str | None, credibility: int | None) -> Row:
    """What decisions make of a row that was read with this support."""
    return {
        "decided": standing.decided,
        "reliability": standing.reliability or reliability,
        "credibility": standing.credibility or credibility,
    }


def _acted(event: Event) -> Row:
    first, last = (None, None) if event.time is None else (event.time.first, event.time.last)
    return {"act": event.act.value, "since": iso(first), "until": iso(last)}


def _summary(event: Event, entities: Mapping[str, Entity]) -> str:
    return storable(wording.capital(wording.event_phrase(event, entities)))


def _countries(event: Event, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The States that the parties, the places and the flags of an event belong to."""
    return tuple(sorted(set(_codes(event, entities))))


def _codes(event: Event, entities: Mapping[str, Entity]) -> Iterator[str]:
    for ids in event.roles.values():
        for entity in (entities[one] for one in ids if one in entities):
            yield from (code for code in (entity.country, entity.flag) if code)

"""The records that the store keeps and gives back. All are frozen; times are UTC, days ISO 8601.

Keys: a *report key* is the report's own id where it has one that no other report took, and stays the same for ever;
an *event key* is ``report key#event id`` and a *finding key* names the same finding again after a re-run (see
`porosity.evidence.keys`). Decisions point at keys, so they survive every re-run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Tlp(StrEnum):
    """The Traffic Light Protocol (FIRST, version 2.0): who may be shown a report. Later members are stricter."""

    CLEAR = "clear"
    GREEN = "green"
    AMBER = "amber"
    AMBER_STRICT = "amber+strict"
    RED = "red"


class Target(StrEnum):
    """What a decision is about."""

    REPORT = "report"
    FINDING = "finding"
    LISTING = "listing"
    INCIDENT = "incident"
    EVENT = "event"
    ENTITY = "entity"
    DECISION = "decision"


class DecisionKind(StrEnum):
    """What a person decides. ``revoke`` takes an earlier decision back; both stay on record."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    MERGE = "merge"
    SPLIT = "split"
    OVERRIDE = "override"
    NOTE = "note"
    MARK = "mark"
    REDACT = "redact"
    ERASE = "erase"
    REVOKE = "revoke"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's judgement: signed, dated, never changed.

    ``body`` by kind: *merge* ``{"with": [incident ids]}``; *split* ``{"events": [event keys]}``; *override*
    ``{"reliability": "B", "credibility": 2}`` (either alone is fine); *mark* ``{"tlp": "amber", "confidential_source":
    true}``; *redact* ``{"spans": [[start, end], ...]}`` in the report's text; *revoke* ``{}`` with the target decision.
    """

    id: str
    kind: DecisionKind
    target: Target
    key: str
    who: str
    when: datetime
    why: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes as they came: ``name`` is the file's, ``url`` where they were fetched from, ``at`` when."""

    data: bytes
    sha256: str
    at: datetime
    name: str = ""
    url: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which findings, reports or incidents are meant. Empty means all; every export respects the same filters.

    ``words`` is a full-text query; days are those of publication for reports, of the act for incidents, both counted.
    ``decided``: *open*, *confirmed* or *dismissed*.
    """

    words: str = ""
    measures: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    decided: tuple[str, ...] = ()
    incident: str | None = None
    report: str | None = None
    max_tlp: Tlp | None = None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as lists show it."""

    key: str
    title: str
    publisher: str | None
    published: date | None
    url: str | None
    sha256: str
    language: str | None
    added: datetime
    verdict: str
    findings: int
    words: int
    tlp: Tlp
    erased: bool = False


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as lists show it; ``decided`` is *open*, *confirmed* or *dismissed*."""

    key: str
    report: str
    event: str
    incident: str | None
    measure: str
    family: str
    verdict: str
    status: str
    reliability: str | None
    credibility: int | None
    summary: str
    act: str
    since: date | None
    until: date | None
    countries: tuple[str, ...]
    decided: str


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """One run over one report: when, and with which versions of everything that made it."""

    report: str
    number: int
    made: datetime
    made_with: Mapping[str, str]
    verdict: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a re-run changed: a finding gained, lost or judged otherwise, and which version that differs explains it."""

    kind: str
    finding: str
    before: str | None
    after: str | None
    because: str


@dataclass(frozen=True, slots=True)
class Added:
    """What `Store.add` did: ``new`` report or known, ``changes`` where a known one was assessed anew."""

    key: str
    new: bool
    assessed: bool
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """An event in an incident, and why it is there: each reason in words ("same act, transfer", "same day")."""

    event: str
    report: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as lists show it. ``verdict`` is the strongest of its findings; ``origins`` counts distinct ones."""

    id: str
    title: str
    act: str
    since: date | None
    until: date | None
    verdict: str
    status: str
    measures: tuple[str, ...]
    families: tuple[str, ...]
    countries: tuple[str, ...]
    reports: int
    origins: int
    reliability: str | None
    credibility: int | None
    decided: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that a full-text search found: ``snippet`` in three parts, before, the words found, after."""

    key: str
    title: str
    publisher: str | None
    published: date | None
    snippet: tuple[str, str, str]
    rank: float


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of many: ``total`` counts all (None where counting would be slow), ``after`` fetches what follows."""

    items: tuple[T, ...]
    total: int | None
    after: str | None

"""The whole chain behind a finding, a report or an incident: from the bytes as they came to what people decided.

An `Audit` is gathered from the store (`porosity.evidence.showing`) for an audience, with marks and redactions already
respected; here it becomes JSON, held by a published schema. ``porosity.exports.audit_sheet`` prints it as a page.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from porosity import __version__
from porosity.assessment import Assessment
from porosity.contract import SCHEMA, to_dict
from porosity.evidence.marks import Marks, label, revoked, strictest
from porosity.evidence.records import (
    AssessmentRow,
    Change,
    Decision,
    FindingRow,
    IncidentRow,
    Member,
    ReportRow,
    Target,
    Tlp,
)
from porosity.exports.card import CardOf, MeasureCard
from porosity.incidents import records as incidents
from porosity.incidents.records import Incident

SCHEMA_VERSION: Final = 1
SCHEMA_PATH: Final = Path(__file__).parents[1] / "schema" / "audit.schema.json"

Json = dict[str, Any]


def schema() -> Json:
    """What `as_json` writes, as JSON Schema; claims, events, entities and findings are those of the contract."""
    own: Json = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return {**own, "$defs": {**SCHEMA["$defs"], **own["$defs"]}}


@dataclass(frozen=True, slots=True)
class Capture:
    """When and as what the bytes of a report came. ``file`` is where a pack holds them."""

    sha256: str
    size: int
    at: datetime
    name: str = ""
    url: str | None = None
    media_type: str | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One assessment of a report, and what it changed in those before. ``withheld`` says why it is not shown."""

    row: AssessmentRow
    assessment: Assessment | None
    changes: tuple[Change, ...] = ()
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """One report with all that hangs on it, as an audience may see it.

    ``assessment`` is the latest, narrowed to what is audited; ``findings`` are the rows of its findings. ``withheld``
    says why the bytes as they came and their hash are not shown; empty where they are.
    """

    row: ReportRow
    marks: Marks
    assessment: Assessment
    runs: tuple[Run, ...]
    captures: tuple[Capture, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    decisions: tuple[Decision, ...] = ()
    withheld: str = ""
    redacted: int = 0


@dataclass(frozen=True, slots=True)
class Audit:
    """What is audited for whom.

    ``left_out`` counts the reports that the audience may not see; ``account`` is the incident whole, with origins,
    contradictions and questions, made of the reports that it may.
    """

    target: Target
    key: str
    audience: Tlp
    reports: tuple[Audited, ...]
    incident: IncidentRow | None = None
    members: tuple[Member, ...] = ()
    decisions: tuple[Decision, ...] = ()
    left_out: int = 0
    account: Incident | None = None

    @property
    def tlp(self) -> Tlp:
        """The mark that the whole bears: the strictest of its reports."""
        return strictest(one.marks.tlp for one in self.reports)


def narrowed(assessment: Assessment, findings: Collection[str]) -> Assessment:
    """The assessment with some findings alone: their acts, the claims of these, and who takes part in them."""
    kept = tuple(one for one in assessment.findings if one.id in findings)
    events = {one.event for one in kept}
    acts = tuple(one for one in assessment.events if one.id in events)
    wanted = {claim for act in acts for claim in act.claims} | {claim for one in kept for claim in one.claims}
    claims = tuple(one for one in assessment.claims if one.id in wanted)
    roles = [*(act.roles for act in acts), *(claim.roles for claim in claims)]
    parties = {one for held in roles for ids in held.values() for one in ids}
    return replace(
        assessment,
        findings=kept,
        events=acts,
        claims=claims,
        entities=tuple(one for one in assessment.entities if one.id in parties),
        contradictions=tuple(one for one in assessment.contradictions if wanted.issuperset(one.claims)),
        echoes=(),
        variants=(),
    )


def finding_of(row: FindingRow) -> str:
    """The id that a finding has in the assessments of its report.

    >>> from porosity.evidence.records import FindingRow
    >>> row = FindingRow("a#f2", "a", "a#v1", None, "m", "f", "exempt", "asserted", None, None, "", "transfer",
    ...     None, None, (), "open")
    >>> finding_of(row)
    'f2'
    """
    return row.key.rpartition("#")[2]


def as_json(audit: Audit, *, card: CardOf) -> Json:
    """The audit, ready for ``json.dumps``. ``card`` finds a measure by its id."""
    return {
        "schema_version": SCHEMA_VERSION,
        "made_by": {"porosity": __version__},
        "target": audit.target.value,
        "key": audit.key,
        "audience": label(audit.audience),
        "marking": label(audit.tlp),
        "left_out": audit.left_out,
        "incident": None if audit.incident is None else _incident(audit.incident, audit.members, audit.account),
        "decisions": _decisions(audit.decisions),
        "reports": [_audited(one, card) for one in audit.reports],
    }


def _incident(row: IncidentRow, members: Iterable[Member], account: Incident | None) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "act": row.act,
        "since": _day(row.since),
        "until": _day(row.until),
        "verdict": row.verdict,
        "status": row.status,
        "decided": row.decided,
        "support": None
        if row.reliability is None
        else {"reliability": row.reliability, "credibility": row.credibility},
        "members": [{"event": one.event, "report": one.report, "why": list(one.why)} for one in members],
        "account": None if account is None else _account(account),
    }


def _account(incident: Incident) -> Json:
    """How reports tell the incident, without what stands beside it: its row and its decisions."""
    return {name: value for name, value in incidents.to_dict(incident).items() if name not in ("row", "decisions")}


def _audited(one: Audited, card: CardOf) -> Json:
    whole = to_dict(one.assessment)
    return {
        "key": one.row.key,
        "added": one.row.added.isoformat(),
        "marks": {
            "tlp": label(one.marks.tlp),
            "confidential_source": one.marks.confidential_source,
            "redacted_spans": one.redacted,
        },
        "originals": {"withheld": one.withheld} if one.withheld else {"captures": list(map(_capture, one.captures))},
        "report": whole["report"],
        "made_with": whole["made_with"],
        "claims": whole["claims"],
        "events": whole["events"],
        "entities": whole["entities"],
        "contradictions": whole["contradictions"],
        "warnings": whole["warnings"],
        "assessments": [_run(run) for run in one.runs],
        "findings": [_finding(one, row, whole, card) for row in one.findings],
        "decisions": _decisions(one.decisions),
    }


def _capture(capture: Capture) -> Json:
    return {
        "sha256": capture.sha256,
        "size": capture.size,
        "at": capture.at.isoformat(),
        "name": capture.name,
        "url": capture.url,
        "media_type": capture.media_type,
        **({"file": capture.file} if capture.file else {}),
    }


def _run(run: Run) -> Json:
    return {
        "number": run.row.number,
        "made": run.row.made.isoformat(),
        "made_with": dict(run.row.made_with),
        "verdict": run.row.verdict,
        **({"withheld": run.withheld} if run.withheld else {}),
        "findings": [
            {
                "id": finding.id,
                "measure": finding.measure,
                "family": finding.family,
                "verdict": finding.verdict.value,
                "status": finding.status.value,
            }
            for finding in (() if run.assessment is None else run.assessment.findings)
        ],
        "changes": [
            {
                "kind": change.kind,
                "finding": change.finding,
                "before": change.before,
                "after": change.after,
                "because": change.because,
            }
            for change in run.changes
        ],
    }


def _finding(one: Audited, row: FindingRow, whole: Json, card: CardOf) -> Json:
    own = finding_of(row)
    finding = next(found for found in whole["findings"] if found["id"] == own)
    known = card(row.measure)
    support = None
    if row.reliability is not None:
        support = {"reliability": row.reliability, "credibility": row.credibility}
    return {
        "key": row.key,
        "incident": row.incident,
        "decided": row.decided,
        "support_as_decided": support,
        "finding": finding,
        "law": None if known is None else _law(known),
    }


def _law(card: MeasureCard) -> Json:
    return {
        "measure": card.id,
        "title": card.title,
        "instrument": card.instrument,
        "citations": [{"text": text, "paragraph_number": sure} for text, sure in card.citations],
        "adopted": _day(card.adopted),
        "vote": card.vote,
        "in_force_from": _day(card.in_force_from),
        "in_force_until": _day(card.in_force_until),
        "force": card.force,
        "note": card.note,
        "history": list(card.history),
    }


def _decisions(decisions: Sequence[Decision]) -> list[Json]:
    gone = revoked(decisions)
    return [{**decision_json(one), "stands": one.id not in gone} for one in decisions]


def decision_json(decision: Decision) -> Json:
    """A decision as JSON."""
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "target": decision.target.value,
        "key": decision.key,
        "who": decision.who,
        "when": decision.when.isoformat(),
        "why": decision.why,
        "body": _plain(decision.body),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

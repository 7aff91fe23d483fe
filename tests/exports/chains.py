"""An audit of the sample, made by hand: two captures, two runs, decisions, one of them taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from porosity.assessment import Assessment, Verdict
from porosity.evidence.audit import Audit, Audited, Capture, Run, narrowed
from porosity.evidence.marks import Marks
from porosity.evidence.records import (
    AssessmentRow,
    Change,
    Decision,
    DecisionKind,
    FindingRow,
    ReportRow,
    Target,
    Tlp,
)
from samples import ASSESSMENT, TEXT

BYTES = TEXT.encode()
HASH = sha256(BYTES).hexdigest()


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, 30, tzinfo=UTC)


def decision(number: int, kind: str, target: str, key: str, why: str = "", **body: object) -> Decision:
    return Decision(f"d-{number}", DecisionKind(kind), Target(target), key, "A. Analyst", at(number), why, body)


DECISIONS = (
    decision(3, "dismiss", "finding", "sample#f2", "the make is not a luxury make"),
    decision(4, "revoke", "decision", "d-3", "it is, by the annex"),
    decision(5, "confirm", "finding", "sample#f1", "seen in two pictures"),
    decision(6, "note", "report", "sample", "ask the ministry"),
)


def row(assessment: Assessment = ASSESSMENT, key: str = "sample", tlp: Tlp = Tlp.GREEN) -> ReportRow:
    report = assessment.report
    return ReportRow(
        key, report.title, report.publisher, report.published, report.url, report.sha256, report.language, at(1),
        assessment.verdict, len(assessment.findings), 200, tlp,
    )  # fmt: skip


def finding_rows(assessment: Assessment = ASSESSMENT, key: str = "sample") -> tuple[FindingRow, ...]:
    return tuple(
        FindingRow(
            f"{key}#{one.id}", key, f"{key}#{one.event}", None, one.measure, one.family, one.verdict.value,
            one.status.value, "D", 3, "Transfer of a car", "transfer", None, None, ("kp", "ru"),
            "confirmed" if one.id == "f1" else "open",
        )
        for one in assessment.findings
    )  # fmt: skip


def audited(*findings: str, tlp: Tlp = Tlp.GREEN, key: str = "sample") -> Audited:
    shown = narrowed(ASSESSMENT, findings) if findings else ASSESSMENT
    earlier = replace(ASSESSMENT, findings=tuple(one for one in ASSESSMENT.findings if one.id != "f2"))
    runs = (
        Run(AssessmentRow(key, 1, at(1), {"porosity": "0.1.0", "law": "sha256:1"}, "prohibited"), earlier),
        Run(
            AssessmentRow(key, 2, at(2), dict(ASSESSMENT.made_with), "prohibited"),
            ASSESSMENT,
            (Change("gained", "sample#f2", None, Verdict.CONDITIONAL.value, "the law changed from 1 to 2"),),
        ),
    )
    captures = (
        Capture(HASH, len(BYTES), at(1), "Visiting President.TXT", "https://courier.example/visiting", "text/plain"),
        Capture(HASH, len(BYTES), at(2), "copy.txt"),
    )
    rows = tuple(one for one in finding_rows(key=key) if not findings or one.key.rpartition("#")[2] in findings)
    return Audited(row(key=key, tlp=tlp), Marks(tlp), shown, runs, captures, rows, DECISIONS)


def audit(*findings: str, tlp: Tlp = Tlp.GREEN) -> Audit:
    target, key = (Target.FINDING, f"sample#{findings[0]}") if findings else (Target.REPORT, "sample")
    return Audit(target, key, Tlp.AMBER, (audited(*findings, tlp=tlp),))


def original(digest: str) -> bytes:
    assert digest == HASH
    return BYTES

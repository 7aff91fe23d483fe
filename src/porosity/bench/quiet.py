"""Quiet where it should be: unrelated news must yield no finding; who yields one is named, for a person to look at."""

from __future__ import annotations

from pathlib import Path

from porosity import batches
from porosity.assessment import Assessment, Verdict
from porosity.bench.scoring import Figures, as_report, records

LOUD = (Verdict.PROHIBITED, Verdict.CONDITIONAL)


def polnear(data: Path, *, jobs: int) -> tuple[Figures, list[str]]:
    """How many articles of the PolNeAR dev set have a finding, and what it rests on, a line each."""
    found = batches.assess_all((as_report(one) for one in records(data / "data/polnear/dev.jsonl.gz")), jobs=jobs)
    articles, loud, lines = 0, 0, []
    for one in found:
        if not isinstance(one, Assessment):
            continue
        articles += 1
        findings = [finding for finding in one.findings if finding.verdict in LOUD]
        loud += bool(findings)
        shown = {(finding.event, finding.family): finding for finding in reversed(findings)}
        for finding in shown.values():
            quote = next((e.text for element in finding.elements for e in element.evidence), "")
            lines.append(f"{one.report.id}: {finding.verdict} {finding.family}: {quote[:200]}")
    return {"articles": articles, "articles with a finding": loud}, lines

"""The long reports: whole articles labelled twice."""

from __future__ import annotations

from pathlib import Path

from porosity import batches, contract
from porosity.assessment import Assessment
from porosity.bench.scoring import Figures, as_report, records, score


def from_text(data: Path, *, jobs: int, errors: int = 0) -> tuple[Figures, str]:
    """The figures of the dev half."""
    folder = data / "bench" / "longform"
    found = batches.assess_all((as_report(case) for case in records(folder / "dev.jsonl")), jobs=jobs)
    predictions = [contract.to_dict(one) for one in found if isinstance(one, Assessment)]
    return score(folder / "score.py", folder / "dev.jsonl", predictions, errors=errors)

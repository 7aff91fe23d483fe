"""The state agency's articles: findings held against the families that a person read in them.

``kcna_families.jsonl`` names 266 articles: a sample of 200 that holds every launch and test, read whole by somebody who
had seen neither rules nor output, and the 66 others in which an earlier version found something, judged by another.
Nearly all else is ceremony and home news, so a finding there is most likely false. No text of the agency is kept.
Rules were fitted to the articles with an even id (the hexadecimal number behind the dash) and only measured on the odd.
"""

from __future__ import annotations

from pathlib import Path

from porosity import batches
from porosity.assessment import Assessment
from porosity.bench.quiet import LOUD
from porosity.bench.scoring import Figures, as_report, records


def measured(data: Path, *, jobs: int) -> tuple[Figures, list[str]]:
    """Precision and recall of families by article, with a line for each that is wrong."""
    gold = {row["article"]: row for row in records(Path(__file__).parent / "kcna_families.jsonl")}
    articles = (row for row in records(data / "data/kcna/articles.jsonl.gz") if row["id"] in gold)
    wanted = found = right = recalled = 0
    lines = []
    for one in batches.assess_all((as_report(row) for row in articles), jobs=jobs):
        if not isinstance(one, Assessment):
            continue
        required, allowed = (set(gold[one.report.id][key]) for key in ("families", "allowed"))
        families = {finding.family for finding in one.findings if finding.verdict in LOUD} - {"human-rights"}
        wanted, found = wanted + len(required), found + len(families)
        right, recalled = right + len(families & (required | allowed)), recalled + len(families & required)
        for family in sorted(families - required - allowed):
            lines.append(f"{one.report.id}: false {family} | {one.report.title}")
        for family in sorted(required - families):
            lines.append(f"{one.report.id}: missed {family} | {one.report.title}")
    figures: Figures = {
        "articles": len(gold),
        "findings, by family and article": found,
        "precision": round(right / found, 3) if found else 1.0,
        "recall": round(recalled / wanted, 3),
    }
    return figures, lines

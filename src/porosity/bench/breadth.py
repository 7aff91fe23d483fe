"""Breadth: short reports of our own for every family, six that fall under it and six that only look like it.

A report is right when its verdict is an accepted one, every family that it requires is found, and no other family than
those that it requires or allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from porosity import batches, resources, yaml_strict
from porosity.assessment import Assessment, Verdict
from porosity.bench.scoring import Figures, as_report

LOUD = (Verdict.PROHIBITED, Verdict.CONDITIONAL)


def cases(folder: Path | None = None) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The reports with the file (a family) that each is in."""
    for path in sorted((folder or resources.knowledge() / "cases" / "reports").glob("*.yml")):
        loaded = yaml_strict.load(path)
        assert isinstance(loaded, list)
        yield from ((path.stem, case) for case in loaded)


def measured(*, jobs: int) -> tuple[Figures, list[str]]:
    """Shares of right reports, over all and by file, with a line for each wrong one."""
    todo = list(cases())
    found = batches.assess_all((as_report(case) for _, case in todo), jobs=jobs)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    verdicts, lines = 0, []
    for (name, case), one in zip(todo, found, strict=True):
        total[name] += 1
        if not isinstance(one, Assessment):
            lines.append(f"{case['id']}: failed: {one.problem}")
            continue
        wrong = wrongs(case["expect"], one)
        verdicts += "verdict" not in wrong
        right[name] += not wrong
        if wrong:
            lines.append(f"{case['id']}: {'; '.join(wrong.values())} | {case['title']}")
    figures: Figures = {
        "reports": len(todo),
        "verdict right": round(verdicts / len(todo), 3),
        "all right": round(sum(right.values()) / len(todo), 3),
    }
    figures |= {f"  {name}": round(right[name] / total[name], 2) for name in total}
    return figures, lines


def wrongs(expect: Mapping[str, Any], one: Assessment) -> dict[str, str]:
    """What is wrong with an assessment, by kind; empty if nothing is."""
    accepted = expect["verdict"] if isinstance(expect["verdict"], list) else [expect["verdict"]]
    families = {finding.family for finding in one.findings if finding.verdict in LOUD} - {"human-rights"}
    required = set(expect.get("families") or ())
    allowed = required | set(expect.get("allowed") or ())
    wrong = {}
    if one.verdict not in accepted:
        wrong["verdict"] = f"{one.verdict}, not {'/'.join(accepted)}"
    if required - families:
        wrong["missing"] = f"missing {', '.join(sorted(required - families))}"
    if families - allowed:
        wrong["extra"] = f"extra {', '.join(sorted(families - allowed))}"
    return wrong

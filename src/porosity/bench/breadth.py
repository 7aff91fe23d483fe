"""Breadth: short reports of our own for every family, those that fall under it and those that only look like it.

Two sets: ``reports``, which the rules were mended by, and ``oblique``, which they were not, and which is far harder.

A report is right when its verdict is an accepted one, every family that it requires is found, and no other family than
those that it requires or allows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from porosity import batches, resources, yaml_strict
from porosity.assessment import Assessment, Verdict
from porosity.bench.scoring import Figures, as_report

LOUD = (Verdict.PROHIBITED, Verdict.CONDITIONAL)


SETS = ("reports", "oblique")


def cases(which: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The reports of a set with the file (a family) that each is in."""
    for path in sorted((resources.knowledge() / "cases" / which).glob("*.yml")):
        loaded = yaml_strict.load(path)
        assert isinstance(loaded, list)
        yield from ((path.stem, case) for case in loaded)


def measured(which: str, *, jobs: int) -> tuple[Figures, list[str]]:
    """Shares of right reports of a set, over all and by file, with a line for each wrong one."""
    todo = list(cases(which))
    found = batches.assess_all((as_report(case) for _, case in todo), jobs=jobs)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    verdicts, hits, wanted, lines = 0, 0, 0, []
    for (name, case), one in zip(todo, found, strict=True):
        total[name] += 1
        if not isinstance(one, Assessment):
            lines.append(f"{case['id']}: failed: {one.problem}")
            continue
        wrong = wrongs(case["expect"], one)
        required = set(case["expect"].get("families") or ())
        wanted += len(required)
        hits += len(required & loud_families(one))
        verdicts += "verdict" not in wrong
        right[name] += not wrong
        if wrong:
            lines.append(f"{case['id']}: {'; '.join(wrong.values())} | {case['title']}")
    figures: Figures = {
        "reports": len(todo),
        "verdict right": round(verdicts / len(todo), 3),
        "all right": round(sum(right.values()) / len(todo), 3),
    }
    figures["families found"] = round(hits / wanted, 3)
    figures |= {f"  {name}": round(right[name] / total[name], 2) for name in total}
    return figures, lines


def wrongs(expect: Mapping[str, Any], one: Assessment) -> dict[str, str]:
    """What is wrong with an assessment, by kind; empty if nothing is."""
    accepted = expect["verdict"] if isinstance(expect["verdict"], list) else [expect["verdict"]]
    families = loud_families(one)
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


def loud_families(one: Assessment) -> set[str]:
    """The families that are found as prohibited or conditional."""
    return {finding.family for finding in one.findings if finding.verdict in LOUD} - {"human-rights"}

"""Incidents: the casebook's dev half as two people grouped it, against what joining makes of its texts."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from porosity import batches
from porosity.assessment import Assessment
from porosity.bench.scoring import NO_DATA, Figures, as_report, records
from porosity.errors import InputError
from porosity.incidents.gathering import Gathering

Pair = tuple[str, str]


def measured(data: Path, *, jobs: int) -> tuple[Figures, list[str]]:
    """Precision, recall and F1 by extended B-cubed against either person, and a line for each pair that is wrong."""
    folder = data / "bench" / "casebook"
    gold_file = folder / "incidents.json"
    if not gold_file.exists():
        raise InputError(str(gold_file), "is not there.", NO_DATA)
    read = batches.assess_all((as_report(case) for case in records(folder / "dev.jsonl")), jobs=jobs)
    gathering = Gathering.of(one for one in read if isinstance(one, Assessment))
    found = [{"id": one, "members": list(members)} for one, members in gathering.members().items()]
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    figures = _scored(folder / "score_incidents.py", gold_file, found)
    titles = {key: one.report.title for key, one in gathering.assessments.items()}
    return figures, _errors(found, gold, titles)


def _scored(scorer: Path, gold: Path, found: Sequence[Mapping[str, Any]]) -> Figures:
    """The figures of the scorer's own lines: "against A  precision 0.9  recall 0.9  F1 0.9"."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump({"incidents": found}, file)
        file.flush()
        command = [sys.executable, str(scorer), str(gold), file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise InputError(str(scorer), f"failed: {(done.stderr or done.stdout).strip()[-300:]}")
    figures: Figures = {}
    for line in done.stdout.splitlines():
        words = line.split()
        if line.startswith("against"):
            values = {name: float(words[words.index(name) + 1]) for name in ("precision", "recall", "F1")}
            figures |= {f"{words[1]} {name}": value for name, value in values.items()}
    return figures


def _errors(found: Sequence[Mapping[str, Any]], gold: Mapping[str, Any], titles: Mapping[str, str]) -> list[str]:
    mine, either, both = _pairs(found), set[Pair](), None
    for person in ("A", "B"):
        theirs = _pairs(gold[person])
        either |= theirs
        both = theirs if both is None else both & theirs
    wrong = [("joined", pair) for pair in sorted(mine - either)]
    missed = [("missed", pair) for pair in sorted((both or set()) - mine)]
    return [f"{what} {a} {b} | {titles[a]} | {titles[b]}" for what, (a, b) in (*missed, *wrong)]


def _pairs(incidents: Iterable[Mapping[str, Any]]) -> set[Pair]:
    return {pair for one in incidents for pair in combinations(sorted(one["members"]), 2)}

"""Screening: recall and false positives on the open benchmark, namesakes, noisy queries and name pairs; time and room.

The peers answer the same questions in the same run: `rapidfuzz` (token-sorted ratio of 85 and more, over all names),
and nomenklatura's logic-v2 (0.7 and more, over the ten best by rapidfuzz) where it is installed.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from porosity.bench import names_text
from porosity.bench.names_peers import Peer, peers
from porosity.bench.scoring import Figures, records
from porosity.errors import InputError
from porosity.screening import scorer
from porosity.screening.lists.loading import find_lists, open_list
from porosity.screening.names import Kind, read_name
from porosity.screening.questions import subject
from porosity.screening.screener import Screener

SEED = 1
ENTITIES = 1000
PEER_CASES = 1500
OFAC = "us_ofac_sdn/2021-07"
PARTIAL = "2025-12_partial"  # aliases without their primaries; left out as the lists' README says
Answer = Callable[[Mapping[str, Any]], list[dict[str, Any]]]


def measured(data: Path) -> tuple[Figures, Mapping[str, Figures]]:
    """Our figures on all cases; and ours beside the peers' on a part of them."""
    bench, lists = data / "bench/names", data / "lists"
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sets = _sets(bench, lists, folder)
        figures.update(_accuracy(bench, sets, None, folder))
        figures["name pairs, F1"] = round(_pairs_f1(bench / "dev.csv"), 3)
        figures.update(_speed(bench, folder))
        figures.update(names_text.measured(data))
        columns = _beside(bench, sets, folder)
    return figures, columns


class CaseSet:
    """Cases, and the names that they are screened against."""

    def __init__(self, cases: Path, against: Sequence[Path]) -> None:
        self.cases = cases
        self.against = against

    def screener(self) -> Screener:
        """The lists, ready to be searched; an entry that comes again in a later file is left out."""
        seen: set[str] = set()
        return Screener.build(one for path in self.against for one in open_list(path) if _new(seen, one.id))


def _new(seen: set[str], value: str) -> bool:
    return value not in seen and not seen.add(value)  # type: ignore[func-returns-value]


def _sets(bench: Path, lists: Path, folder: Path) -> list[CaseSet]:
    listed = bench / "listed.tsv.gz"
    everything = [path for path in find_lists(lists) if PARTIAL not in str(path)]
    bare, context = folder / "bare.jsonl", folder / "context.jsonl"
    _part(bench / "namesakes.jsonl", bare, lambda case: "born" not in case)
    _part(bench / "namesakes.jsonl", context, lambda case: "born" in case)
    opened = folder / "ssb.jsonl"
    _open_benchmark(bench, lists / OFAC, opened)
    return [
        CaseSet(opened, [lists / OFAC]),
        CaseSet(bare, [listed]),
        CaseSet(context, everything),
        CaseSet(bench / "queries.jsonl", [listed]),
    ]


def _part(source: Path, target: Path, wanted: Callable[[Mapping[str, Any]], bool], most: int | None = None) -> None:
    cases = [case for case in records(source) if wanted(case)]
    step = 1 if most is None else max(1, len(cases) // most)
    target.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases[::step]), encoding="utf-8")


def _open_benchmark(bench: Path, ofac: Path, target: Path) -> None:
    """The cases of sanctions-screening-benchmark over the list of 2021-07."""
    command = [sys.executable, str(bench / "ssb_cases.py"), str(ofac / "sdn.csv"), str(ofac / "alt.csv")]
    done = subprocess.run(
        [*command, "--seed", str(SEED), "--limit", str(ENTITIES)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no word of why"]
        raise InputError("ssb_cases.py", f"failed: {last[0]}.", "Run `make setup`: it installs the package ssb.")
    target.write_text(done.stdout, encoding="utf-8")


def _accuracy(bench: Path, sets: Iterable[CaseSet], peer: Peer | None, folder: Path) -> Figures:
    """What score.py says of our answers, or of a peer's."""
    pairs = []
    for number, one in enumerate(sets):
        answer = _ours(one.screener()) if peer is None else peer.over(one.against)
        out = folder / f"{'ours' if peer is None else peer.name}-{number}.jsonl"
        with out.open("w", encoding="utf-8") as file:
            for case in records(one.cases):
                line = {"query": case["query"], "results": answer(case)}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        pairs.append(f"{one.cases}:{out}")
    command = [sys.executable, str(bench / "score.py"), *pairs]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return _figures(done.stdout)


def _ours(screener: Screener) -> Answer:
    def answer(case: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = screener.match(subject("a case", case))
        return [{"id": one.listed.id, "match": one.score >= scorer.THRESHOLD} for one in found]

    return answer


def _figures(output: str) -> Figures:
    """The groups of score.py, and the worst class of the open benchmark."""
    classes, groups = output.split("\nrecall;")
    figures = {}
    for line in groups.splitlines():
        parts = line.rsplit(None, 2)
        if len(parts) == 3 and parts[1].isdigit():
            figures[parts[0].strip()] = float(parts[2])
    worst = [line.split() for line in classes.splitlines() if line.startswith(("benign/", "adversarial/", "degraded/"))]
    if worst:
        figures["ssb worst class"] = min(float(value) for _, _, value in worst)
    return figures


def _pairs_f1(path: Path) -> float:
    true = false = missed = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            told = pair_score(row["schema"], row["name1"], row["name2"]) >= scorer.THRESHOLD
            meant = row["is_match"] == "true"
            true += told and meant
            false += told and not meant
            missed += meant and not told
    return 2 * true / (2 * true + false + missed)


def pair_score(schema: str, one: str, two: str) -> float:
    """The score of two names of a kind, whichever is the listed one."""
    kind = Kind.of(schema)
    names = read_name(one, kind), read_name(two, kind)
    if not all(name.words for name in names):
        return 0.0
    bits = (scorer.compare(scorer.prepare_for(a, kind, b), b).bits for a, b in (names, names[::-1]))
    return scorer.score(max(bits))


def _speed(bench: Path, folder: Path) -> Figures:
    """Seconds and megabytes, in a process of its own, on one core."""
    command = [sys.executable, "-m", "porosity.bench.names_speed", str(bench), str(folder / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _beside(bench: Path, sets: Sequence[CaseSet], folder: Path) -> dict[str, Figures]:
    """Ours and the peers' on a part of the cases, for the peers take minutes."""
    parts = []
    for number, one in enumerate(sets):
        part = folder / f"part-{number}.jsonl"
        _part(one.cases, part, lambda _: True, PEER_CASES)
        parts.append(CaseSet(part, one.against))
    columns = {"porosity": _accuracy(bench, parts, None, folder)}
    for peer in peers():
        columns[peer.name] = _accuracy(bench, parts, peer, folder) | peer.speed()
    return columns

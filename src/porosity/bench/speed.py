"""Speed from text to findings: reports and words a second, and how much of the time the network takes."""

from __future__ import annotations

import cProfile
import pstats
import time
from pathlib import Path

from porosity import batches
from porosity.bench.scoring import Figures, as_report, records
from porosity.reading.network import Network
from porosity.reports.loading import Loaded


def measured(data: Path, *, jobs: int) -> Figures:
    """Words and reports a second on the casebook and the long reports, on one process and on ``jobs``."""
    files = [data / f"bench/{name}/dev.jsonl" for name in ("casebook", "longform")]
    reports = [as_report(case) for file in files for case in records(file)]
    words = sum(len(one.report.text.split()) for one in reports)
    figures: Figures = {"reports": len(reports), "words": words}
    reader = batches.shipped_reader()
    batches.assess_loaded(reports[0], reader)
    began = time.perf_counter()
    for one in reports:
        batches.assess_loaded(one, reader)
    seconds = time.perf_counter() - began
    figures["words a second, one core"] = round(words / seconds)
    figures["reports a second, one core"] = round(len(reports) / seconds, 1)
    figures["share of the network, %"] = round(100 * _share(reports), 1)
    if jobs > 1:
        began = time.perf_counter()
        for _ in batches.assess_all(iter(reports * 3), jobs=jobs):
            pass
        figures[f"words a second, {jobs} processes, start included"] = round(3 * words / (time.perf_counter() - began))
    return figures


def _share(reports: list[Loaded]) -> float:
    """The share of the time that is spent in the network's own ``read_words``."""
    profile = cProfile.Profile()
    reader = batches.shipped_reader()
    profile.enable()
    for one in reports[::4]:
        batches.assess_loaded(one, reader)
    profile.disable()
    stats = pstats.Stats(profile)
    code = Network.read_words.__code__
    key = (code.co_filename, code.co_firstlineno, code.co_name)
    cumulative: float = stats.stats[key][3]  # type: ignore[attr-defined]
    total: float = stats.total_tt  # type: ignore[attr-defined]
    return cumulative / total

"""How long the screening takes and how much room: run as a process of its own, so that nothing else is counted."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from porosity.bench.scoring import Figures, records
from porosity.screening.listed import Listed
from porosity.screening.questions import subject
from porosity.screening.screener import Screener


def main(bench: Path, folder: Path) -> None:
    """Print the figures as JSON."""
    if not folder.exists():
        from porosity.screening.lists.loading import open_list

        figures = _built(list(open_list(bench / "listed.tsv.gz")), folder)
        again = [sys.executable, "-m", "porosity.bench.names_speed", str(bench), str(folder)]
        done = subprocess.run(again, capture_output=True, check=True)
        figures.update(json.loads(done.stdout))
    else:
        figures = _searched(bench, folder)
    print(json.dumps(figures))


def _built(listed: list[Listed], folder: Path) -> Figures:
    began = time.perf_counter()
    screener = Screener.build(listed)
    seconds = time.perf_counter() - began
    screener.save(folder)
    return {"index: names": sum(len(one.names) for one in listed), "index: build, s": round(seconds, 2)}


def _searched(bench: Path, folder: Path) -> Figures:
    began = time.perf_counter()
    screener = Screener.load(folder)
    loaded = time.perf_counter() - began
    asked = [subject("a case", case) for case in records(bench / "queries.jsonl")]
    screener.match(asked[0])
    times = []
    for one in asked[::2]:
        start = time.perf_counter()
        screener.match(one)
        times.append(time.perf_counter() - start)
    gc.collect()
    gc.freeze()  # as `porosity match FILE` does
    bare = (case for case in records(bench / "namesakes.jsonl") if "born" not in case)
    many = asked[1::2] + [subject("a case", case) for case in bare]
    began = time.process_time()
    for one in many:
        screener.match(one)
    rate = len(many) / (time.process_time() - began)
    times.sort()
    return {
        "index: load, s": round(loaded, 3),
        "index: memory of the process, MB": _megabytes(),
        "p50, ms": round(1000 * times[len(times) // 2], 2),
        "p95, ms": round(1000 * times[len(times) * 95 // 100], 2),
        "queries a second, one core, batch": round(rate),
    }


def _megabytes() -> int:
    """The most room that this process took."""
    status = Path("/proc/self/status")
    if status.exists():  # what Linux counts for a process started by a larger one includes the larger one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1000)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Kill a writer of the store 200 times, at random moments, and count what is lost or half-written: it must be nothing.

    python benchmarks/store_kill.py [--kills 200] [--store URL] [--seed 1]

Each time a process adds reports and decides about them until SIGKILL; then the store is opened again, everything that
the process had been promised is looked for, and every row is held against the others (see tests/killing.py).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from killing import Toll, kill_one, look  # noqa: E402


def main() -> None:
    """Kill and look."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--store", default=None, help="a database URL or a file; a new file if left out")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice, toll = random.Random(asked.seed), Toll()
    with tempfile.TemporaryDirectory(prefix="porosity-kill-") as folder:
        url = asked.store or str(Path(folder) / "store.sqlite")
        for number in range(asked.kills):
            reports, decisions = kill_one(url, f"w{asked.seed}-{number}", dice)
            look(url, reports, decisions, toll)
            print(f"\r{toll.kills} kills, {toll.lost} lost, {toll.half_written} half-written", end="", file=sys.stderr)
    print(
        f"\n{toll.kills} kills during adds and decisions: {toll.reports} reports and {toll.decisions} decisions "
        f"promised, {toll.lost} lost, {toll.half_written} half-written"
    )
    sys.exit(1 if toll.lost or toll.half_written else 0)


if __name__ == "__main__":
    main()

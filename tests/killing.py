"""Processes that write until they are killed, and the look afterwards: is anything lost, is anything half-written?

The writer says on its standard output what the store promised to keep, line by line, after each promise. It is killed
at a random moment; whatever it had said by then must be there, and whatever is there must be whole.

    python tests/killing.py STORE NAME          the writer
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent


@dataclass
class Toll:
    """What the kills did."""

    kills: int = 0
    reports: int = 0
    decisions: int = 0
    lost: int = 0
    half_written: int = 0


def write(url: str, name: str) -> None:
    """Add reports and decide about them, for ever."""
    from porosity.evidence.store import Store
    from stores import small

    with Store.open(url) as store:
        print("open", flush=True)
        number = 0
        while True:
            number += 1
            key = f"{name}-{number}"
            given = small(key, f"A firm sold crane {key} to the port. " * (1 + number % 40))
            print("report", store.add(given.original, given.assessment).key, flush=True)
            made = store.decide("dismiss", "finding", f"{key}#f1", who="A", why=key)
            print("decision", made.id, flush=True)
            if number % 3 == 0:
                print("decision", store.decide("revoke", "decision", made.id, who="B").id, flush=True)


def kill_one(url: str, name: str, dice: random.Random, *, longest: float = 0.6) -> tuple[list[str], list[str]]:
    """Start a writer, kill it after a while, and give back the reports and decisions that it was promised."""
    command = [sys.executable, __file__, url, name]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_environment())
    assert writer.stdout is not None and writer.stderr is not None
    first = writer.stdout.readline()
    if not first:
        raise AssertionError(writer.stderr.read())
    time.sleep(dice.random() * longest)
    writer.send_signal(signal.SIGKILL)
    lines = [line.split() for line in writer.stdout.read().splitlines()]
    writer.wait()
    writer.stdout.close()
    writer.stderr.close()
    whole = [line for line in lines if len(line) == 2]
    return [key for kind, key in whole if kind == "report"], [key for kind, key in whole if kind == "decision"]


def _environment() -> dict[str, str]:
    import porosity

    return {**os.environ, "PYTHONPATH": str(Path(porosity.__file__).parents[1])}


def look(url: str, reports: list[str], decisions: list[str], toll: Toll) -> None:
    """Open the store again and count what is lost or half-written."""
    import sqlalchemy as sa

    from porosity.evidence import copying, tables
    from porosity.evidence.decisions import standing
    from porosity.evidence.store import Store

    with Store.open(url) as store:
        held = {one.id for one in store.decisions()}
        toll.lost += sum(store.report(key) is None for key in reports) + len(set(decisions) - held)
        with store.read() as connection:
            toll.half_written += copying.damage(connection) is not None
            keys = set(connection.scalars(sa.select(tables.report.c.key)))
            shown = dict(connection.execute(sa.select(tables.finding.c.report, tables.finding.c.decided)).all())
            events = set(connection.scalars(sa.select(tables.event.c.report)))
            texts = connection.scalar(sa.select(sa.func.count()).select_from(tables.report_text))
            indexed = connection.exec_driver_sql("SELECT count(*) FROM report_words").scalar_one()
        toll.half_written += len(keys ^ set(shown)) + len(keys ^ events) + abs(len(keys) - texts)
        toll.half_written += abs(len(keys) - indexed)
        for key in reports[-3:]:
            assessment = store.assessment(key)
            toll.half_written += assessment.report.id != key or len(store.originals(key)) != 1
            about = store.decisions(None, f"{key}#f1")
            toll.half_written += standing(about).decided != shown[key]
    toll.kills += 1
    toll.reports += len(reports)
    toll.decisions += len(decisions)


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    write(sys.argv[1], sys.argv[2])

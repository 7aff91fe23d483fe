"""A disk that is full: a clear error, exit code 2, and a store that is whole and goes on once there is room."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from porosity.errors import StoreError
from porosity.evidence import copying, engine
from porosity.evidence.store import Store
from stores import environment, small

FILL = """
import resource, sys, signal
from pathlib import Path
from porosity import cli
from porosity.evidence.store import Store
from stores import small

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 150_000, size + 150_000))

def fill():
    with Store.open(sys.argv[1]) as store:
        for number in range(10_000):
            given = small(f"r{number}", f"A firm sold crane {number} to the port. " + str(number) * 3000)
            store.add(given.original, given.assessment)
            print(f"r{number}", flush=True)

cli.app = fill
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_a_full_disk_is_said_and_leaves_the_store_whole(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store.open(str(path)).close()
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=300,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "what was in it is whole" in done.stderr and "Free some space" in done.stderr
    assert "Traceback" not in done.stderr
    promised = done.stdout.split()
    assert promised
    with Store.open(str(path)) as store:
        assert {row.key for row in store.reports(limit=1000).items} >= set(promised)
        with store.read() as connection:
            assert copying.damage(connection) is None
        given = small("after")
        assert store.add(given.original, given.assessment).new


def test_a_database_that_may_not_grow_is_said_too(tmp_path: Path) -> None:
    with Store.open(str(tmp_path / "store.sqlite")) as store:
        with store.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(StoreError, match="what was in it is whole"):
            for number in range(50):
                given = small(f"r{number}", f"{number} " * 3000)
                store.add(given.original, given.assessment)
        held = store.reports().total
        assert held is not None and held == store.findings().total


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("database or disk is full", "Free some space"),
        ("could not extend file: No space left on device", "Free some space"),
        ("database is locked", "Wait for it"),
        ("database disk image is malformed", "Restore a backup"),
        ("attempt to write a readonly database", "its owner and its rights"),
        ("connection refused", "at the server"),
        ("something else", "tell the developers"),
    ],
)
def test_each_trouble_of_the_engine_has_its_next_step(told: str, words: str) -> None:
    error = engine.explanation(engine.store_url("cases.sqlite"), sqlite3.OperationalError(told))
    assert error.place == "cases.sqlite" and words in error.next_step

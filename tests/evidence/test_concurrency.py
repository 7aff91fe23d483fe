"""Two writers and ten readers at once: every write is there, and no reader ever sees half of one."""

from __future__ import annotations

import subprocess
import sys
import threading

from porosity.evidence.store import Store
from stores import environment, small

WRITERS, READERS, EACH = 2, 10, 25

WRITE = """
import sys
from porosity.evidence.store import Store
from stores import small
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with Store.open(url) as store:
    for number in range(count):
        given = small(f"{name}-{number}", f"A firm sold crane {name} {number} to the port.")
        store.add(given.original, given.assessment)
        shared = small(f"both-{number}", f"A firm sold crane {number} to both ports.")
        store.add(shared.original, shared.assessment)
        store.decide("confirm", "finding", f"{name}-{number}#f1", who=name)
print("done")
"""
READ = """
import sys, time
from porosity.evidence.store import Store
from porosity.evidence.records import Filters
from porosity.evidence import listing
with Store.open(sys.argv[1]) as store:
    looks, before = 0, 0
    end = time.monotonic() + float(sys.argv[2])
    while time.monotonic() < end:
        with store.read() as connection:
            reports = listing.reports(connection, Filters(), limit=1000, after=None)
            findings = listing.findings(connection, Filters(), limit=1000, after=None)
            words = listing.reports(connection, Filters(words="crane"), limit=1000, after=None)
            counts = listing.counts(connection, Filters())
        keys = {row.key for row in reports.items}
        assert keys == {row.report for row in findings.items} == {row.key for row in words.items}
        assert sum(counts["measures"].values()) == len(keys) >= before, (counts, len(keys), before)
        before = len(keys)
        for key in list(keys)[:2]:
            assert store.assessment(key).report.id == key
        looks += 1
print(looks)
"""


def test_two_writers_and_ten_readers(store_url: str) -> None:
    Store.open(store_url).close()

    def start(code: str, *arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", code, store_url, *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())

    readers = [start(READ, 6) for _ in range(READERS)]
    writers = [start(WRITE, f"w{number}", EACH) for number in range(WRITERS)]
    for one in (*writers, *readers):
        out, said = one.communicate(timeout=300)
        assert one.returncode == 0, said
        assert out.strip() == "done" or int(out) > 0
    with Store.open(store_url) as store:
        expected = {f"w{n}-{i}" for n in range(WRITERS) for i in range(EACH)} | {f"both-{i}" for i in range(EACH)}
        assert {row.key for row in store.reports(limit=1000).items} == expected
        assert store.counts()["decided"] == {"confirmed": WRITERS * EACH, "open": EACH}
        assert len(store.decisions()) == WRITERS * EACH


def test_one_store_serves_many_threads(store: Store) -> None:
    failed: list[BaseException] = []

    def work(name: int) -> None:
        try:
            for number in range(10):
                given = small(f"t{name}-{number}", f"A firm sold crane {name} {number}.")
                store.add(given.original, given.assessment)
                assert store.report(f"t{name}-{number}") is not None
                store.counts()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed and store.reports().total == 60

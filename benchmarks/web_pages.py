"""How fast the pages are with very many reports: p50 and p95 of every page, memory of the server, errors under load.

    python benchmarks/web_pages.py                      # 100,000 reports, made in a folder of its own
    python benchmarks/web_pages.py --store FILE --keep  # make them once, measure often

The reports are copies of short reports of our own that are read once; each copy has its own key, day and findings, so
that lists, facets and the search have that many rows to go through. SQLite only: the copies are made in SQL.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

WIDEST = 1_000_000  # more than there are rows of any table in the base
PORT = 8795
BARS = {"page": 0.200, "search": 0.100, "memory": 700}


def make_base(path: Path, most: int) -> int:
    """Read some short reports into a store; how many."""
    from porosity.batches import assess_loaded
    from porosity.bench import breadth
    from porosity.bench.scoring import as_report
    from porosity.evidence.records import Original
    from porosity.evidence.store import Store
    from porosity.reading.reader import NetworkReader

    reader = NetworkReader()
    with Store.open(str(path)) as store:
        for number, (_, case) in enumerate(breadth.cases("reports")):
            if number == most:
                break
            loaded = as_report(case)
            data = loaded.report.text.encode()
            original = Original(data, sha256(data).hexdigest(), datetime.now(UTC), f"{loaded.report.id}.txt")
            store.add(original, assess_loaded(loaded, reader))
        return store.reports(limit=1).total or 0


def copy_base(path: Path, wanted: int) -> None:
    """Copy every report until there are as many as wanted, each copy some days earlier and under a key of its own."""
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA synchronous = OFF")
    base.execute("PRAGMA cache_size = -200000")
    base.execute("PRAGMA foreign_keys = OFF")
    held = base.execute("SELECT count(*) FROM report").fetchone()[0]
    copies = -(-(wanted - held) // held)
    tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = {
        name: [row[1] for row in base.execute(f"PRAGMA table_info({name})")] for name in _COPIED if name in tables
    }
    first = {name: base.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0] or 0 for name in columns}
    for number in range(1, copies + 1):
        base.execute("BEGIN")
        for name, some in columns.items():
            chosen = ", ".join(_copied(name, column, number) for column in some)
            listed = ", ".join(f'"{column}"' for column in some)
            base.execute(f"INSERT INTO {name} ({listed}) SELECT {chosen} FROM {name} WHERE rowid <= {first[name]}")
        base.execute(
            "INSERT INTO report_words (rowid, title, body) SELECT rowid + ?, title, body FROM report_words "
            "WHERE rowid <= ?", (number * WIDEST, first["report"]),
        )  # fmt: skip
        base.execute("COMMIT")
        if number % 50 == 0:
            print(f"  {(number + 1) * held:,} reports", file=sys.stderr)
    base.execute(f"UPDATE party SET reports = reports * {copies + 1}, findings = findings * {copies + 1}")
    for number in range(40):
        base.execute(
            "INSERT INTO party SELECT key || ' ' || ?1, name || ' ' || ?1, kind, country, reports / 9, findings / 9, "
            "listed, day FROM party WHERE instr(substr(key, -4), ' ') = 0 LIMIT 1500", (number,),
        )  # fmt: skip
    base.execute("ANALYZE")
    base.close()


_COPIED = ("report", "report_text", "capture", "assessment", "event", "finding", "party_report",
           "party_event", "incident", "incident_event", "strand")  # fmt: skip
_KEYS = {"key", "report", "event", "finding"}  # of a report, or of something in it


def _copied(table: str, column: str, number: int) -> str:
    """What a column holds in a copy."""
    name = f'"{column}"'
    report = "key" if table == "report" else "report"
    if column in ("number", "report_number"):
        return f"{name} + {number * WIDEST}"
    if table == "incident":
        return f"id || '{number:04}'" if column == "id" else f"day - {number * 3 % 4000}" if column == "day" else name
    if column == "incident":
        return f"incident || '{number:04}'"
    if column in _KEYS and table not in ("report_text",):
        return f"{report} || '~{number}' || substr({name}, length({report}) + 1)"
    if column == "day":
        return f"CASE WHEN day > 0 THEN day - {number * 3 % 4000} ELSE 0 END"
    return f"date(published, '-{number * 3 % 4000} days')" if column == "published" else name


# Measuring


def paths(store: Path) -> dict[str, Callable[[int], str]]:
    """Every page, with other keys and filters each time, so that nothing is served from memory."""
    base = sqlite3.connect(store)
    reports = [row[0] for row in base.execute("SELECT key FROM report ORDER BY random() LIMIT 400")]
    findings = [row[0] for row in base.execute("SELECT key FROM finding ORDER BY random() LIMIT 400")]
    party = [row[0] for row in base.execute("SELECT key FROM party ORDER BY findings DESC LIMIT 200")]
    incident = [row[0] for row in base.execute("SELECT id FROM incident ORDER BY random() LIMIT 400")]
    measures = [row[0] for row in base.execute("SELECT measure FROM finding GROUP BY measure ORDER BY count(*) DESC")]
    families = [row[0] for row in base.execute("SELECT DISTINCT family FROM finding")]
    words = _words(base)
    base.close()

    def of(some: list[str], prefix: str, tail: str = "") -> Callable[[int], str]:
        return lambda n: f"{prefix}{quote(some[n % len(some)], safe='')}{tail}"

    found: dict[str, Callable[[int], str]] = {
        "inbox": lambda n: "/",
        "reports": lambda n: "/reports",
        "reports, filtered": lambda n: f"/reports?measure={measures[n % len(measures)]}&verdict=prohibited",
        "reports, by words": of(words, "/reports?q="),
        "report": of(reports, "/reports/"),
        "report as JSON": of(reports, "/reports/", ".json"),
        "incidents": lambda n: "/incidents",
        "incidents, filtered": lambda n: f"/incidents?family={families[n % len(families)]}",
        "entities": lambda n: "/entities",
        "entities, by name": of(words, "/entities?q="),
        "entity": of(party, "/entity/"),
        "measures": lambda n: f"/measures?on=20{10 + n % 15}-03-01",
        "measure": of(measures, "/measures/", "?on=2024-02-18"),
        "search": of(words, "/search?q="),
        "search, two words": lambda n: f"/search?q={words[n % len(words)]}+{words[(n * 7 + 3) % len(words)]}",
        "picture": lambda n: "/picture",
        "picture, filtered": lambda n: f"/picture?family={families[n % len(families)]}",
        "review": lambda n: "/review",
        "review, filtered": lambda n: f"/review?family={families[n % len(families)]}&verdict=conditional",
        "words of a finding": of(findings, "/review/words?key="),
        "audit": lambda n: "/audit",
    }
    if incident:
        found["incident"] = of(incident, "/incidents/")
    return found


def _words(base: sqlite3.Connection) -> list[str]:
    texts = " ".join(row[0] for row in base.execute("SELECT body FROM report_words LIMIT 200"))
    counted: dict[str, int] = {}
    for word in re.findall(r"[a-z]{4,}", texts):
        counted[word] = counted.get(word, 0) + 1
    return sorted(counted, key=lambda word: (-counted[word], word))[:200:4]


class Browser:
    """One connection that stays open."""

    def __init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)

    def see(self, path: str) -> tuple[int, float, int]:
        """Status, seconds and bytes of a page."""
        begun = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept": "text/html"})
        response = self._connection.getresponse()
        size = len(response.read())
        return response.status, time.perf_counter() - begun, size


def percentile(times: list[float], share: float) -> float:
    """The time that this share of the answers keeps within."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def memory(pid: int) -> int:
    """Resident megabytes of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def serve(store: Path) -> subprocess.Popen[bytes]:
    """The server, once it answers."""
    command = [sys.executable, "-c", "from porosity.cli import main; main()", "serve", "--store", str(store),
               "--port", str(PORT), "--no-lists"]  # fmt: skip
    server = subprocess.Popen(command, env=dict(os.environ), stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            Browser().see("/measures")
            return server
        except OSError:
            time.sleep(0.1)
    server.kill()
    raise SystemExit("the server does not answer")


def measure(store: Path, rounds: int) -> bool:
    """Print a line a page; whether every bar is met."""
    asked = paths(store)
    server = serve(store)
    good = True
    try:
        browser = Browser()
        print(f"{'page':22} {'p50 ms':>8} {'p95 ms':>8} {'most ms':>8} {'kB':>6}  errors")
        for name, path in asked.items():
            browser.see(path(0))
            seen = [browser.see(path(number)) for number in range(1, rounds + 1)]
            times = [seconds for _, seconds, _ in seen]
            errors = sum(status >= 400 for status, *_ in seen)
            bar = BARS["search" if name.startswith("search") else "page"]
            p95 = percentile(times, 0.95)
            good &= p95 < bar and not errors
            size = statistics.median(size for *_, size in seen) / 1000
            mark = "" if p95 < bar else f"  over {bar * 1000:.0f} ms"
            print(f"{name:22} {percentile(times, 0.5) * 1000:8.1f} {p95 * 1000:8.1f} {max(times) * 1000:8.1f} "
                  f"{size:6.0f}  {errors}{mark}")  # fmt: skip
        print(f"memory of the server: {memory(server.pid)} MB")
        good &= _load(asked, 8, 20.0)
        held = memory(server.pid)
        print(f"memory after the load: {held} MB")
        return good and held < BARS["memory"]
    finally:
        server.terminate()
        server.wait(20)


def _load(asked: dict[str, Callable[[int], str]], readers: int, seconds: float) -> bool:
    """Several readers at once over all pages; whether nothing failed."""
    end = time.monotonic() + seconds
    lock = threading.Lock()
    statuses: dict[int, int] = {}
    times: list[float] = []

    def read(reader: int) -> None:
        browser = Browser()
        for path in _turns(asked, reader):
            if time.monotonic() > end:
                return
            status, took, _ = browser.see(path)
            with lock:
                statuses[status] = statuses.get(status, 0) + 1
                times.append(took)

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    failed = sum(count for status, count in statuses.items() if status >= 400)
    print(f"load: {readers} readers, {len(times) / seconds:.0f} pages/s, p50 {percentile(times, 0.5) * 1000:.0f} ms, "
          f"p95 {percentile(times, 0.95) * 1000:.0f} ms, {failed} errors {statuses}")  # fmt: skip
    return not failed


def _turns(asked: dict[str, Callable[[int], str]], reader: int) -> Iterator[str]:
    number = reader * 37
    while True:
        for path in asked.values():
            number += 1
            yield path(number)


def main() -> int:
    """Make what is missing, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--base", type=int, default=200, help="how many are read, and then copied")
    parser.add_argument("--store", type=Path, help="keep the store here")
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store.sqlite"
        if not store.exists():
            print(f"reading {make_base(store, options.base)} reports", file=sys.stderr)
            copy_base(store, options.reports)
        print(f"{store.stat().st_size / 1e6:,.0f} MB")
        return 0 if measure(store, options.rounds) else 1


if __name__ == "__main__":
    sys.exit(main())

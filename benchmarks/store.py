"""The store by numbers: reports a second, its size, and how long lists and searches take among 100,000 reports.

    python benchmarks/store.py --data DATA [--reports 100000] [--store URL] [--jobs 1] [--rounds 10]

Reads the agency's articles and the casebook under DATA and adds them as `porosity add` does. Then all of them are
copied, in SQLite by SQL, until there are as many reports as asked for, and every query is asked again and again: its
95th percentile is what counts, beside the time that the processor took for it. The words that are searched are the
commonest, middling and rare ones of the articles themselves, so that the worst case is among them: a word that stands
in every report.
"""

from __future__ import annotations

import argparse
import gzip
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from web_pages import copy_base

from porosity.assessment import Assessment
from porosity.evidence import searching, taking_in
from porosity.evidence.records import Filters, Original, Tlp
from porosity.evidence.store import ALL, Store
from porosity.reading_run import Request

SEARCH_MS, LIST_MS = 100, 200
Taken = tuple[float, float]  # milliseconds by the clock and of the processor


def main() -> None:
    """Add, copy, ask."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument(
        "--store", default=None, help="a database URL or a file; a file that is gone in the end if left out"
    )
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="porosity-bench-") as folder:
        url = asked.store or str(Path(folder) / "store.sqlite")
        with Store.open(url) as store:
            add(store, asked.data, Path(folder), asked.jobs)
            held, sqlite = store.reports(limit=1).total or 0, store.is_sqlite
        if held < asked.reports and sqlite:
            copy_base(Path(url.removeprefix("sqlite:///")), asked.reports)
        with Store.open(url) as store:
            print(
                f"{size(store) / 1e6:.1f} MB with {store.reports(limit=1).total} reports, "
                f"{store.findings(limit=1).total} findings, {store.incidents(limit=1).total} incidents"
            )
            sys.exit(ask(store, asked.rounds))


def add(store: Store, data: Path, folder: Path, jobs: int) -> None:
    """The articles and the casebook, as the command adds them; the time in the store is told apart."""
    articles = folder / "articles.jsonl"
    with gzip.open(data / "data/kcna/articles.jsonl.gz") as packed, articles.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    spent = 0.0
    keep = store.add

    def timed(original: Original, assessment: Assessment) -> object:
        nonlocal spent
        began = time.perf_counter()
        try:
            return keep(original, assessment)
        finally:
            spent += time.perf_counter() - began

    store.add = timed  # type: ignore[method-assign, assignment]
    for path in (articles, data / "bench/casebook/dev.jsonl"):
        began, spent = time.perf_counter(), 0.0
        request = Request(files=(str(path),), jobs=jobs, no_lists=True)
        tally = taking_in.add(store, request, lambda *_: None)
        took = time.perf_counter() - began
        done = tally.new + tally.again
        if done:
            print(
                f"{path.name:18} {done:5} reports, {done / took:6.1f} a second read and kept with {jobs} jobs; "
                f"the store alone: {done / spent:6.1f} a second, {1000 * spent / done:.1f} ms each"
            )
    store.add = keep  # type: ignore[method-assign]
    print(f"{size(store) / 1e6:.1f} MB with {store.reports(limit=1).total} reports")


def size(store: Store) -> int:
    """Bytes of the database."""
    with store.read() as connection:
        if store.is_sqlite:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def words_by_frequency(store: Store) -> list[str]:
    """The words of the articles, the commonest first."""
    counted: Counter[str] = Counter()
    for key in list(taking_in.all_keys(store, Filters(until=date(2015, 12, 31))))[:300] or []:
        counted.update({word for word, *_ in searching.words_of(store.assessment(key).report.text)})
    if not counted:
        for row in store.reports(limit=300).items:
            counted.update({word for word, *_ in searching.words_of(store.assessment(row.key).report.text)})
    return [word for word, _ in counted.most_common() if not word.isdecimal()]


def searches(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """Searches by how common their words are."""
    words = words_by_frequency(store)
    dice = random.Random(11)
    common, middling, rare = words[:20], words[100:600], words[-2000:]

    def search(query: str, filters: Filters = ALL) -> Callable[[], object]:
        return lambda: store.search(query, filters)

    for name, pool in (("common", common), ("middling", middling), ("rare", rare)):
        for _ in range(8):
            yield f"search, a {name} word", search(dice.choice(pool))
    for _ in range(8):
        yield "search, two words", search(f"{dice.choice(middling)} {dice.choice(middling)}")
        yield "search, a beginning", search(f"{dice.choice(common)[:2]}*")
        yield "search, filtered", search(dice.choice(common), Filters(since=date(2019, 1, 1), until=date(2019, 12, 31)))
    yield "search, a phrase", search('"north korea"')
    yield "search, a phrase", search('"of the"')
    yield "search, by verdict", search(common[3], Filters(verdicts=("prohibited",)))
    yield "search, by family", search(common[3], Filters(families=("luxury-goods",)))


def lists(store: Store) -> Iterator[tuple[str, Callable[[], object]]]:
    """Every list, unfiltered, by each filter, deep inside, and its facets."""
    counts = store.counts()
    common = {name: next(iter(values), "") for name, values in counts.items()}
    rare = {name: list(values)[-1] if values else "" for name, values in counts.items()}
    year = Filters(since=date(2019, 1, 1), until=date(2019, 12, 31))
    filters: dict[str, Filters] = {"all": Filters(), "a year": year, "clear": Filters(max_tlp=Tlp.CLEAR)}
    for name in counts:
        filters[f"common {name}"] = Filters(**{name: (common[name],)})
        filters[f"rare {name}"] = Filters(**{name: (rare[name],)})
    filters["word"] = Filters(words="missile")
    filters["measure, country, year"] = replace(year, measures=(common["measures"],), countries=(common["countries"],))
    filters["prohibited, open"] = Filters(verdicts=("prohibited",), decided=("open",))
    for name, one in filters.items():
        for kind, listed in (("reports", store.reports), ("findings", store.findings), ("incidents", store.incidents)):
            yield f"{kind}, {name}", lambda listed=listed, one=one: listed(one)  # type: ignore[misc]
        yield f"counts, {name}", lambda one=one: store.counts(one)  # type: ignore[misc]
    for kind, listed in (("reports", store.reports), ("findings", store.findings)):
        after = None
        for _ in range(40):
            after = listed(limit=1000, after=after).after or after
        yield f"{kind}, page 40,000 rows on", lambda listed=listed, after=after: listed(after=after)  # type: ignore[misc]
    key = store.reports(Filters(verdicts=("prohibited",)), limit=1).items[0].key
    yield "one report", lambda: (store.report(key), store.assessment(key), store.assessments(key), store.originals(key))
    found = store.findings(limit=1).items[0].key
    yield "one finding", lambda: store.finding(found)
    yield "decisions of a finding", lambda: store.decisions(None, found)


def ask(store: Store, rounds: int) -> int:
    """Every query, again and again; 1 if one is too slow."""
    times: dict[str, list[Taken]] = {}
    for kind, some in (("lists", lists), ("searches", searches)):
        whole: list[Taken] = []
        for name, query in some(store):
            for _ in range(rounds):
                began, spent = time.perf_counter(), time.process_time()
                query()
                whole.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - spent)))
            times.setdefault(name, []).extend(whole[-rounds:])
        print(_line(kind, whole))
    slow = 0
    for name, taken in sorted(times.items(), key=lambda one: -at([wall for wall, _ in one[1]], 0.95)):
        too_slow = at([wall for wall, _ in taken], 0.95) > (SEARCH_MS if name.startswith("search") else LIST_MS)
        slow += too_slow
        print(_line(f"  {name}", taken) + ("   TOO SLOW" if too_slow else ""))
    return 1 if slow else 0


def _line(name: str, taken: list[Taken]) -> str:
    wall, spent = [one for one, _ in taken], [one for _, one in taken]
    return f"{name:36} p50 {at(wall, 0.5):7.1f} ms, p95 {at(wall, 0.95):7.1f} ms (processor {at(spent, 0.95):6.1f} ms)"


def at(values: list[float], share: float) -> float:
    """A percentile."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    main()

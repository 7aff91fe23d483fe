"""Lists: pages join into the whole, in a stable order, whatever comes in between; filters mean what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from porosity.assessment import Verdict
from porosity.errors import InputError
from porosity.evidence.records import Filters, Page
from porosity.evidence.store import Store
from stores import small

DAYS = [None, date(2024, 3, 1), date(2024, 3, 2), date(2016, 1, 1)]


def _add(store: Store, name: str, **told: object) -> None:
    given = small(name, f"A firm sold crane {name} to the port.", **told)  # type: ignore[arg-type]
    store.add(given.original, given.assessment)


def _all(listed: Callable[..., Page[object]], limit: int) -> list[str]:
    seen: list[str] = []
    after = None
    while True:
        page = listed(limit=limit, after=after)
        assert len(page.items) <= limit
        seen += [row.key for row in page.items]  # type: ignore[attr-defined]
        after = page.after
        if after is None:
            return seen


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(DAYS), min_size=1, max_size=12), st.integers(1, 5))
def test_pages_join_into_the_whole(store: Store, days: list[date | None], limit: int) -> None:
    start = store.reports().total or 0
    for number, day in enumerate(days, start):
        _add(store, f"r{number:03}", day=day)
    rows = store.reports(limit=1000).items
    expected = [row.key for row in sorted(rows, key=lambda row: (-(row.published or date.min).toordinal(), row.key))]
    # date.min has ordinal 1: before every day that is told
    assert [row.key for row in rows] == expected == _all(store.reports, limit)
    assert _all(store.findings, limit) == [f"{key}#f1" for key in expected]
    assert store.reports().total == store.findings().total == len(expected)


def test_what_comes_in_meanwhile_neither_repeats_nor_hides(store: Store) -> None:
    for number in range(6):
        _add(store, f"r{number}", day=date(2024, 3, 1) + timedelta(days=number))
    first = store.reports(limit=3)
    _add(store, "later", day=date(2024, 5, 1))
    _add(store, "earlier", day=date(2024, 1, 1))
    rest = store.reports(limit=10, after=first.after)
    assert [row.key for row in (*first.items, *rest.items)] == ["r5", "r4", "r3", "r2", "r1", "r0", "earlier"]


@pytest.mark.parametrize("after", ["", "x", "bm90IGpzb24", "WzFd", "WyJhIiwgImIiXQ", "W3RydWUsICJhIl0"])
def test_a_place_that_no_page_ended_at_is_refused(store: Store, after: str) -> None:
    for listed in (store.reports, store.findings, store.incidents):
        with pytest.raises(InputError, match="Begin with the first page"):
            listed(after=after)


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_a_page_has_a_size(store: Store, limit: int) -> None:
    with pytest.raises(InputError, match="1 to 1000"):
        store.reports(limit=limit)


def test_filters(store: Store) -> None:
    _add(store, "a", day=date(2024, 1, 1), measure="m1", publisher="One")
    _add(store, "b", day=date(2024, 1, 2), measure="m2", publisher="Two", country="sy")
    _add(store, "c", day=None, measure="m2", publisher=None, verdict=Verdict.CONDITIONAL)

    def found(filters: Filters) -> tuple[str, str]:
        reports = "".join(sorted(row.key for row in store.reports(filters).items))
        findings = "".join(sorted(row.report for row in store.findings(filters).items))
        return reports, findings

    for filters, keys in (
        (Filters(), "abc"),
        (Filters(measures=("m1",)), "a"),
        (Filters(measures=("m1", "m2")), "abc"),
        (Filters(publishers=("One",)), "a"),
        (Filters(countries=("sy",)), "b"),
        (Filters(countries=("kp", "sy"), measures=("m2",)), "bc"),
        (Filters(verdicts=("conditional",)), "c"),
        (Filters(statuses=("asserted",)), "abc"),
        (Filters(statuses=("denied",)), ""),
        (Filters(decided=("open",)), "abc"),
        (Filters(since=date(2024, 1, 2)), "b"),
        (Filters(until=date(2024, 1, 1)), "a"),
        (Filters(since=date(2024, 1, 1), until=date(2024, 1, 2)), "ab"),
        (Filters(words="crane b"), "b"),
        (Filters(words="!!!"), ""),
        (Filters(report="a"), "a"),
        (Filters(incident="i-999"), ""),
    ):
        assert found(filters) == (keys, keys), filters
    assert store.counts(Filters(measures=("m2",)))["countries"] == {"ru": 2, "kp": 1, "sy": 1}
    assert store.counts()["publishers"] == {"One": 1, "Two": 1}
    assert store.counts()["verdicts"] == {"prohibited": 2, "conditional": 1}


def test_an_incident_that_was_merged_leads_to_the_older_one(store: Store) -> None:
    for name, goods in (("a", "A firm in Russia sold a crane"), ("b", "A bank in China paid for coal")):
        given = small(name, f"{goods} to the port of Nampo.", day=date(2024 - 8 * (name == "b"), 3, 1))
        store.add(given.original, given.assessment)
    ids = [row.id for row in store.incidents().items]
    if len(ids) < 2:
        pytest.skip("they are joined already")
    younger, older = sorted(ids, key=lambda one: -int(one[2:]))
    store.decide("merge", "incident", older, who="A", body={"with": [younger]})
    for identity in (younger, older):
        found = store.incident(identity)
        assert found is not None and found[0].id == older
        filters = Filters(incident=identity)
        assert store.reports(filters).total == 2
        assert [row.id for row in store.incidents(filters).items] == [older]

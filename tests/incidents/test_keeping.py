"""Incidents in the store: joined in the transaction that keeps a report, and moved by what people decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
import sqlalchemy as sa

from incidents.test_reports import REPORTS
from porosity.assessment import Assessment
from porosity.batches import assess_loaded, shipped_reader
from porosity.errors import InputError
from porosity.evidence import tables
from porosity.evidence.records import Original
from porosity.evidence.store import Store
from porosity.incidents import keeping
from porosity.incidents.gathering import Gathering
from porosity.incidents.records import Part
from porosity.reports.loading import from_text
from stores import postgres, store, store_url

__all__ = ["postgres", "store", "store_url"]
WANTED = ("a1", "a2", "a3", "a5", "b1", "b3", "b5", "k4", "k5", "m1", "a4", "l1", "l2", "i1")


@pytest.fixture(scope="module")
def read() -> Mapping[str, Assessment]:
    some = (one for one in REPORTS if one["id"] in WANTED)
    loaded = (from_text(one["text"], id=one["id"], title=one["title"], published=one["published"]) for one in some)
    return {one.report.id: one for one in (assess_loaded(each, shipped_reader()) for each in loaded)}


def original(assessment: Assessment) -> Original:
    data = f"{assessment.report.id}\n{assessment.report.text}".encode()
    return Original(data, sha256(data).hexdigest(), datetime(2026, 1, 1, tzinfo=UTC))


def add(store: Store, read: Mapping[str, Assessment], *names: str) -> None:
    for name in names:
        store.add(original(read[name]), read[name])


def groups(store: Store) -> set[frozenset[str]]:
    with store.read() as connection:
        rows = connection.execute(
            sa.select(tables.strand.c.incident, tables.strand.c.report).where(
                tables.strand.c.main, tables.strand.c.incident.isnot(None)
            )
        ).all()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.incident, set()).add(row.report)
    return {frozenset(one) for one in found.values()}


def home(store: Store, report: str) -> str:
    with store.read() as connection:
        table = tables.strand
        query = sa.select(table.c.incident).where(table.c.report == report, table.c.main, table.c.incident.isnot(None))
        return str(connection.execute(query.order_by(table.c.key)).scalars().first())


def test_the_store_joins_as_memory_does(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, *WANTED)
    assert groups(store) == {frozenset(one) for one in Gathering.of(read[name] for name in WANTED).members().values()}


def test_rows_are_what_the_whole_incident_says(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, *WANTED)
    for row in store.incidents(limit=100).items:
        with store.read() as connection:
            whole = keeping.whole(connection, row.id)
        assert whole is not None
        assert whole.row == row
        assert len([one for one in whole.reports if one.part is Part.MAIN]) == row.reports


def test_an_incident_lists_its_events_and_why_they_are_there(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    found = store.incident(home(store, "a1"))
    assert found is not None
    row, members = found
    assert row.title == "Munitions from North Korea to Belarus, February 2023 to March 2023"
    assert row.verdict == "prohibited"
    assert {one.report for one in members} == {"a1", "a2"}
    assert all(one.why for one in members)


def test_the_same_report_twice_changes_nothing(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    before = store.incidents(limit=10)
    add(store, read, "a2", "a1")
    assert store.incidents(limit=10) == before


def test_what_is_merged_stays_merged_and_its_id_leads_on(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "k4")
    first, second = home(store, "a1"), home(store, "k4")
    store.decide("merge", "incident", second, who="Ada", body={"with": [first]})
    add(store, read, "a2", "k5", "a3")
    assert groups(store) == {frozenset({"a1", "a2", "a3", "k4", "k5"})}
    found = store.incident(second)
    assert found is not None
    assert found[0].id == first


def test_a_merge_that_is_taken_back_falls_apart_again(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2", "k4")
    decision = store.decide("merge", "incident", home(store, "a1"), who="Ada", body={"with": [home(store, "k4")]})
    assert groups(store) == {frozenset({"a1", "a2", "k4"})}
    store.decide("revoke", "decision", decision.id, who="Ada")
    assert groups(store) == {frozenset({"a1", "a2"}), frozenset({"k4"})}


def _events(store: Store, report: str) -> list[str]:
    found = store.incident(home(store, report))
    assert found is not None
    return [one.event for one in found[1] if one.report == report]


def test_a_split_stays_split_under_later_adds(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    store.decide("split", "incident", home(store, "a1"), who="Ada", body={"events": _events(store, "a2")})
    assert groups(store) == {frozenset({"a1"}), frozenset({"a2"})}
    add(store, read, "a3", "k4", "a4", "m1")
    assert home(store, "a1") != home(store, "a2")


def test_a_split_that_is_taken_back_is_one_again(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    events = _events(store, "a2")
    decision = store.decide("split", "incident", home(store, "a1"), who="Ada", body={"events": events})
    store.decide("revoke", "decision", decision.id, who="Ada")
    assert groups(store) == {frozenset({"a1", "a2"})}
    add(store, read, "a3")
    assert groups(store) == {frozenset({"a1", "a2", "a3"})}


def test_a_split_of_everything_is_refused_and_leaves_nothing_behind(
    store: Store, read: Mapping[str, Assessment]
) -> None:
    add(store, read, "a1", "a2")
    events = _events(store, "a1") + _events(store, "a2")
    with pytest.raises(InputError, match="can be split only"):
        store.decide("split", "incident", home(store, "a1"), who="Ada", body={"events": events})
    assert groups(store) == {frozenset({"a1", "a2"})}
    assert store.decisions() == ()


def test_decisions_are_shown_in_the_row(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    incident = home(store, "a1")
    store.decide("override", "incident", incident, who="Ada", why="seen", body={"reliability": "A", "credibility": 1})
    decision = store.decide("confirm", "incident", incident, who="Ada")
    row = store.incidents().items[0]
    assert (row.reliability, row.credibility, row.decided) == ("A", 1, "confirmed")
    store.decide("revoke", "decision", decision.id, who="Ada")
    assert store.incidents().items[0].decided == "open"
    with store.read() as connection:
        whole = keeping.whole(connection, incident)
    assert whole is not None
    assert whole.support is not None
    assert whole.support.because == "seen"


def test_a_report_that_is_forgotten_leaves_no_trace_in_incidents(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2", "k4")
    with store.write() as connection:
        keeping.forget(connection, "a1")
        keeping.forget(connection, "k4")
    assert groups(store) == {frozenset({"a2"})}
    for table in (tables.strand, tables.text_sketch, tables.text_hash, tables.incident_event):
        with store.read() as connection:
            assert not connection.execute(sa.select(table).where(table.c.report.in_(["a1", "k4"]))).all()


def test_only_what_may_be_shown_is_shown(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, "a1", "a2")
    incident = home(store, "a1")
    with store.read() as connection:
        whole = keeping.whole(connection, incident, shown=["a2"])
        assert whole is not None
        assert [one.report for one in whole.reports] == ["a2"]
        assert keeping.whole(connection, incident, shown=[]) is None
        assert keeping.whole(connection, "i-999") is None


def test_a_copy_is_known_and_counts_once(store: Store, read: Mapping[str, Assessment]) -> None:
    from dataclasses import replace

    one = read["a1"]
    again = replace(one, report=replace(one.report, id="a1-copy", publisher="Harbour Gazette"))
    store.add(original(one), one)
    data = b"another page"
    store.add(Original(data, sha256(data).hexdigest(), datetime(2026, 1, 1, tzinfo=UTC)), again)
    with store.read() as connection:
        whole = keeping.whole(connection, home(store, "a1"))
    assert whole is not None
    assert whole.duplicates == (("a1", "a1-copy"),)
    assert [one.copies for one in whole.origins] == [1] * len(whole.origins)
    assert whole.row.origins == 1


def test_all_can_be_joined_anew(store: Store, read: Mapping[str, Assessment]) -> None:
    add(store, read, *WANTED)
    before = groups(store)
    with store.write() as connection:
        for name in WANTED:
            keeping.forget(connection, name)
        keeping.join_all(connection)
    assert groups(store) == before


def test_numbers_are_never_given_again(store: Store, read: Mapping[str, Any]) -> None:
    add(store, read, "a1")
    first = home(store, "a1")
    with store.write() as connection:
        keeping.forget(connection, "a1")
    add(store, read, "k4")
    assert home(store, "k4") != first

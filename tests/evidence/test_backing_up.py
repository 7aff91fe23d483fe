"""Backups while others write, moves between engines, and stores taken into one that holds something already."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from porosity.errors import InputError, StoreError
from porosity.evidence import backing_up, importing
from porosity.evidence.records import Target
from porosity.evidence.store import Store
from stores import Given, small


def _quiet(_: str) -> None:
    """Nobody listens."""


def _fill(store: Store, *names: str) -> None:
    for name in names:
        given = small(name, f"A firm sold crane {name} to the port.")
        store.add(given.original, given.assessment)


def _same(one: Store, other: Store) -> None:
    assert one.reports(limit=1000) == other.reports(limit=1000)
    assert one.findings(limit=1000) == other.findings(limit=1000)
    assert one.incidents(limit=1000) == other.incidents(limit=1000)
    assert one.decisions() == other.decisions()
    assert [hit.key for hit in one.search("crane")] == [hit.key for hit in other.search("crane")]
    for row in one.reports(limit=1000).items:
        assert one.assessment(row.key) == other.assessment(row.key)
        assert one.originals(row.key) == other.originals(row.key)


def test_a_backup_holds_everything_and_goes_into_either_engine(
    store: Store, another_url: str, sample: Given, tmp_path: Path
) -> None:
    store.add(sample.original, sample.assessment)
    _fill(store, "a", "b")
    store.decide("dismiss", "finding", "a#f1", who="A")
    store.decide("mark", "report", "b", who="A", body={"tlp": "red"})
    path = tmp_path / "backups" / "backup.sqlite"
    held = backing_up.backup(store, path)
    assert (held.reports, held.assessments, held.originals, held.decisions) == (3, 3, 3, 2)
    assert [one.name for one in path.parent.iterdir()] == ["backup.sqlite"]
    for url in (another_url, f"sqlite:///{tmp_path / 'moved.sqlite'}"):
        with Store.open(url) as moved:
            taken = importing.take_in(moved, path, _quiet)
            assert (taken.new, taken.decisions) == (3, 2)
            _same(moved, store)
            _fill(moved, "c")  # numbers go on where they were
            moved.decide("note", "report", "c", who="A", why="after the move")
            assert importing.take_in(moved, path, _quiet).new == 0


def test_a_backup_while_others_write_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    _fill(store, *(f"r{number}" for number in range(20)))
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            _fill(store, f"w{number}")
            store.decide("confirm", "finding", f"w{number}#f1", who="A")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            held = backing_up.backup(store, tmp_path / f"{number}.sqlite")
            assert held.reports >= 20
    finally:
        stop.set()
        writer.join()
    with Store.open(str(tmp_path / "2.sqlite")) as copied:
        decided = {one.key for one in copied.decisions()}
        shown = {row.key for row in copied.findings(limit=1000).items if row.decided == "confirmed"}
        assert decided == shown


def test_a_backup_that_is_not_whole_is_refused(store: Store, tmp_path: Path) -> None:
    _fill(store, "a")
    path = tmp_path / "backup.sqlite"
    backing_up.backup(store, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE original SET data = x'0041'")
    with Store.open(str(tmp_path / "new.sqlite")) as new, pytest.raises(StoreError, match="is not whole"):
        importing.take_in(new, path, _quiet)
    with pytest.raises(InputError, match="exists already"):
        backing_up.backup(store, path)
    with pytest.raises((StoreError, InputError)):
        backing_up.backup(store, tmp_path / "backup.sqlite" / "in-a-file.sqlite")


def test_a_store_is_taken_into_another_with_the_decisions_about_its_reports(
    store: Store, another_url: str, tmp_path: Path
) -> None:
    told: list[str] = []
    _fill(store, "both", "mine")
    with Store.open(another_url) as other:
        _fill(other, "both", "theirs")
        given = small("mine", "A firm sold another crane altogether.")
        other.add(given.original, given.assessment)
        other.decide("dismiss", "finding", "mine#f1", who="T", why="another mine")
        confirmed = other.decide("confirm", "finding", "both#f1", who="T")
        other.decide("note", "entity", "theirs#e1", who="T", why="an entity")
        noted = other.decide("note", "finding", "theirs#f1", who="T", why="seen")
        other.decide("revoke", "decision", noted.id, who="T")
        incident = other.incidents().items
        if incident:
            other.decide("note", "incident", incident[0].id, who="T", why="ids are its own")
        backing_up.backup(other, tmp_path / "theirs.sqlite")
    taken = importing.take_in(store, tmp_path / "theirs.sqlite", told.append)
    assert (taken.new, taken.known) == (2, 1)
    assert {row.key for row in store.reports().items} == {"both", "mine", "mine~2", "theirs"}
    decided = {row.key: row.decided for row in store.findings().items}
    assert decided == {"both#f1": "confirmed", "mine#f1": "open", "mine~2#f1": "dismissed", "theirs#f1": "open"}
    assert store.decisions(Target.FINDING, "both#f1") == (confirmed,)
    assert [one.kind.value for one in store.decisions(Target.FINDING, "theirs#f1")] == ["note", "revoke"]
    assert len(told) == (1 if incident else 0)
    again = importing.take_in(store, tmp_path / "theirs.sqlite", told.append)
    assert (again.new, again.decisions) == (0, 0)

"""Opening a store: what is ours is brought up to date, what is not is left alone, each with a next step."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from porosity.errors import InputError, StoreError
from porosity.evidence import engine, parties, schema, searching, tables
from porosity.evidence.store import Store
from porosity.incidents import keeping
from stores import Given, small


def test_the_file_and_its_folder_are_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "store.sqlite"
    with Store.open(str(path)) as store:
        given = small("a")
        store.add(given.original, given.assessment)
        for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["store.sqlite"]


def test_the_migrations_make_the_tables(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda thing, name, kind, *_: kind != "table" or name in tables.metadata.tables,
            },
        )
        assert compare_metadata(context, tables.metadata) == []


def test_the_head_is_the_latest_migration() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(schema.MIGRATIONS)).get_current_head() == schema.HEAD


def _with_what_was_there(name: str) -> sa.Select[Any]:
    """The rows of a table, with columns that earlier versions had."""
    finding, facet = tables.finding, tables.facet
    if name != "finding":
        return sa.select(tables.metadata.tables[name])
    return sa.select(finding, facet.c.publisher, facet.c.tlp).join_from(finding, facet)


KEPT = ("original", "report", "capture", "assessment", "event", "finding", "decision")


@pytest.mark.parametrize("version", ["0001", "0004"])
def test_an_earlier_store_is_migrated_with_all_that_is_in_it(
    store_url: str, another_url: str, sample: Given, version: str
) -> None:
    old = engine.make_engine(engine.store_url(another_url))
    schema.bring_up_to_date(old, to=version)
    with Store.open(store_url) as store:
        store.add(sample.original, sample.assessment)
        store.decide("dismiss", "finding", "sample#f1", who="A")
        with store.read() as source, engine.transaction(old, writing=True) as target:
            for name in KEPT:  # as that version held them
                there = [column["name"] for column in sa.inspect(target).get_columns(name)]
                table = sa.table(name, *(sa.column(column) for column in there))
                for row in source.execute(_with_what_was_there(name)):
                    target.execute(table.insert().values({one: row._mapping[one] for one in there}))
            if version > "0001":
                report = sample.assessment.report
                searching.keep_text(target, 1, report.title, report.text)
                parties.keep(target, sample.assessment)
                keeping.keep(target, sample.assessment)
        old.dispose()
        with Store.open(another_url) as migrated:
            assert migrated.assessment("sample") == sample.assessment
            assert migrated.search("luxury") == store.search("luxury") != ()
            assert migrated.findings() == store.findings() and migrated.counts() == store.counts()
            assert migrated.reports() == store.reports() and migrated.decisions() == store.decisions()
            assert migrated.incidents() == store.incidents()


def test_a_later_store_is_refused_and_left_alone(store_url: str) -> None:
    with Store.open(store_url) as store, store.write() as connection:
        connection.exec_driver_sql(f"UPDATE {schema.VERSIONS} SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(StoreError, match=r"later version of Porosity.*Update Porosity"):
            Store.open(store_url)


def test_a_migration_that_fails_leaves_nothing(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from porosity.evidence import copying

    def fail(_: object) -> None:
        raise sa.exc.OperationalError("index", {}, Exception("disk I/O error"))

    with monkeypatch.context() as patched:
        patched.setattr(copying, "index_all", fail)
        with pytest.raises(StoreError, match="what was in it is whole"):
            Store.open(store_url)
    with Store.open(store_url) as store:
        assert store.reports().total == 0


def _text(path: Path) -> None:
    path.write_text("This is a letter, and no store at all.")


def _cut(path: Path) -> None:
    with Store.open(str(path)) as store:
        given = small("a")
        store.add(given.original, given.assessment)
    path.write_bytes(path.read_bytes()[:5000])


def _scribbled(path: Path) -> None:
    _cut(path)
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)


def _of_others(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")


def _marked_by_others(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 42")


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [_text, _cut, _scribbled, _of_others, _marked_by_others, _folder])
def test_what_is_no_store_is_refused_untouched(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "thing"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as refused:
        Store.open(str(path))
    assert refused.value.place == str(path) and refused.value.next_step
    if make is not _marked_by_others and before is not None and make is not _of_others:
        assert path.read_bytes() == before
    if make is _of_others:
        with sqlite3.connect(path) as connection:
            assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["moz_places"]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with Store.open(str(tmp_path / "empty")) as store:
        assert store.reports().total == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mysql://me@host/db", "of a kind that is not kept"),
        ("sqlite://", "of a kind that is not kept"),
        ("sqlite:///:memory:", "of a kind that is not kept"),
        ("postgresql://me:secret@host:port/db", "no database URL"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        engine.store_url(text)
    assert "secret" not in str(refused.value)


def test_a_server_that_is_not_there_is_said_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Store.open("postgresql://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(refused.value)


def test_the_store_is_found_by_its_variable_or_among_the_users_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POROSITY_STORE", "postgresql://me@host/db")
    assert engine.store_url(engine.default_url()).drivername == "postgresql+psycopg"
    monkeypatch.delenv("POROSITY_STORE")
    assert engine.default_url().startswith("sqlite:///") and engine.default_url().endswith("porosity/store.sqlite")


OPEN = "import sys; from porosity.evidence.store import Store; print(Store.open(sys.argv[1]).reports().total)"


def test_many_that_open_a_new_store_at_once_make_it_once(store_url: str) -> None:
    command = [sys.executable, "-c", OPEN, store_url]
    opened = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(5)]
    for one in opened:
        out, said = one.communicate(timeout=120)
        assert (one.returncode, out.strip()) == (0, b"0"), said.decode()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_file_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    Store.open(str(path)).close()
    path.chmod(0o400)
    with pytest.raises(StoreError, match="its owner and its rights"):
        given = small("a")
        Store.open(str(path)).add(given.original, given.assessment)

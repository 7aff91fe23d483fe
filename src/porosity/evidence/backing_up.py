"""Backups: one SQLite file that is a store by itself, on whatever engine the store is, checked before it is named."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from porosity.errors import InputError, StoreError
from porosity.evidence import copying, tables
from porosity.evidence.engine import explained
from porosity.evidence.store import Store


@dataclass(frozen=True, slots=True)
class Held:
    """How much is in a store."""

    reports: int
    assessments: int
    originals: int
    decisions: int


def backup(store: Store, path: Path) -> Held:
    """Write a backup while others go on reading and writing: one state of the store, whole or not at all.

    Raises:
        InputError: the file is there already.
        StoreError: it cannot be written, or what was written is not whole.
    """
    if path.exists():
        raise InputError(str(path), "exists already.", "Name another file; a backup overwrites nothing.")
    with _part(path) as part:
        if store.is_sqlite:
            copy_file(Path(store.url), part)
        else:
            with Store.open(str(part)) as target, store.read() as source, target.write() as connection:
                copying.copy(source, connection)
        _settle(part)
        with Store.open(str(part)) as written:
            held = checked(written)
        _settle(part)
        if path.exists():
            raise InputError(str(path), "came to be meanwhile.", "Name another file.")
        part.replace(path)
    return held


def checked(store: Store) -> Held:
    """How much a store holds, once it is found to be whole.

    Raises:
        StoreError: something is wrong with it.
    """
    with store.read() as connection:
        wrong = copying.damage(connection)
        if wrong is not None:
            raise StoreError(store.url, f"is not whole: {wrong}.", "Restore an earlier backup.")
        kept = (tables.report, tables.assessment, tables.original, tables.decision)
        return Held(*(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in kept))


@contextmanager
def _part(path: Path) -> Iterator[Path]:
    """A file beside, for its owner alone, that is gone in the end whatever happens."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        yield part
    except OSError as error:
        raise StoreError(str(path), f"cannot be written: {error.strerror or error}.", "Name another place.") from error
    finally:
        for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            with suppress(OSError):
                name.unlink()


def copy_file(source: Path, target: Path) -> None:
    """SQLite's own online backup, in one step: writers go on, and what they write meanwhile is not in it."""
    url = sa.URL.create("sqlite", database=str(target))
    with (
        explained(url),
        closing(sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)) as held,
        closing(sqlite3.connect(target)) as written,
    ):
        held.backup(written)


def _settle(path: Path) -> None:
    """Put what stands in the write-ahead log into the file itself, so that the one file is all."""
    with explained(sa.URL.create("sqlite", database=str(path))), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.absolute()))

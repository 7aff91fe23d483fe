"""The engine under the store: one SQLite file, or PostgreSQL by URL, set up so that nothing is ever half-written.

SQLite: write-ahead log, foreign keys, every commit on the disk before it counts, writers take their lock when they
begin (``BEGIN IMMEDIATE``) and wait for each other. PostgreSQL: writers wait for one advisory lock, readers see one
snapshot. The file is its owner's alone (0600).
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError

from porosity.errors import InputError, PorosityError, StoreError

ENVIRONMENT: Final = "POROSITY_STORE"
APPLICATION_ID: Final = 0x506F726F  # "Poro": marks the SQLite file as ours
WAIT_SECONDS: Final = 60  # for another writer: an import may hold the lock for long
WRITING: Final = "porosity_writing"
ADVISORY_LOCK: Final = 0x506F726F
MOST_CONNECTIONS: Final = 40  # the web server's threads; each waits for its turn beyond that


def default_url() -> str:
    """The store that ``POROSITY_STORE`` names, else a file among the user's data."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return named
    import platformdirs

    return f"sqlite:///{platformdirs.user_data_path('porosity') / 'store.sqlite'}"


def store_url(text: str) -> sa.URL:
    """A database URL, or a path of a file, as SQLAlchemy takes it.

    >>> store_url("postgresql://me@host/db").drivername, store_url("cases.sqlite").database
    ('postgresql+psycopg', 'cases.sqlite')

    Raises:
        InputError: it is neither.
    """
    if "://" not in text:
        return sa.URL.create("sqlite", database=text)
    try:
        url = sa.make_url(text)
    except (SQLAlchemyError, ValueError) as error:
        raise InputError(
            "the store", f"{_without_password(text)!r} is no database URL.", "Write sqlite:///FILE."
        ) from error
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:" and "file:" not in url.database:
        return url
    if url.drivername != "postgresql+psycopg":
        raise InputError(
            "the store",
            f"{url.render_as_string(hide_password=True)!r} is of a kind that is not kept.",
            "Write sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
        )
    return url


def _without_password(text: str) -> str:
    head, at, tail = text.rpartition("@")
    return f"{head.split('://')[0]}://***@{tail}" if at else text


def make_engine(url: sa.URL) -> sa.Engine:
    """An engine that keeps the rules above; the database itself is made or migrated by `porosity.evidence.schema`."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url)
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreError(
            "the store", "PostgreSQL needs psycopg.", "Install it: pip install 'porosity[postgres]'."
        ) from error
    engine = sa.create_engine(
        url, pool_size=5, max_overflow=MOST_CONNECTIONS - 5, pool_pre_ping=True, isolation_level="READ COMMITTED"
    )
    sa.event.listen(engine, "begin", _begin_postgres)
    return engine


def _sqlite_engine(url: sa.URL) -> sa.Engine:
    path = Path(url.database or "")
    _make_private(path)
    engine = sa.create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
        pool_size=5,
        max_overflow=MOST_CONNECTIONS - 5,
    )
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(path: Path) -> None:
    """Make the file, if there is none, for its owner alone; refuse what is no SQLite file, untouched."""
    try:
        if path.is_dir():
            raise StoreError(str(path), "is a folder.", f"Name a file by {ENVIRONMENT}.")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError(
            str(path), f"cannot be opened: {error.strerror or error}.", f"Name another by {ENVIRONMENT}."
        ) from error
    if head and head != b"SQLite format 3\x00":
        raise StoreError(str(path), "is no store: not a SQLite file.", f"Name another file by {ENVIRONMENT}.")


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for number in range(100):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:  # another process turns it on: this lock does not wait by itself
            if "locked" not in str(error) or number == 99:
                raise
            time.sleep(0.05)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE is a DELETE that a trigger can refuse


def _begin_sqlite(connection: sa.Connection) -> None:
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgres(connection: sa.Connection) -> None:
    if connection.get_execution_options().get(WRITING, False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


@contextmanager
def transaction(engine: sa.Engine, *, writing: bool) -> Iterator[sa.Connection]:
    """One transaction: whole when the block ends, undone when it raises; errors of the engine are ones to act upon."""
    with explained(engine.url), engine.connect() as connection:
        connection = connection.execution_options(**{WRITING: writing})
        with connection.begin():
            yield connection


def rewrite(engine: sa.Engine) -> None:
    """Merge the full text, rewrite every page or table, and empty the log: what was deleted is nowhere any more."""
    with explained(engine.url):
        if engine.dialect.name == "sqlite":
            raw = engine.raw_connection()
            try:
                plain = raw.driver_connection
                assert isinstance(plain, sqlite3.Connection)
                plain.execute("INSERT INTO report_words (report_words) VALUES ('optimize')")
                plain.execute("VACUUM")
                plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
            return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM FULL")


@contextmanager
def explained(url: sa.URL) -> Iterator[None]:
    """Turn what the engine raises into a `StoreError` that says what to do; everything else passes."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise explanation(url, error) from error
    except NoSuchModuleError as error:
        raise StoreError("the store", f"cannot be reached: {error}.") from error


_FULL = ("database or disk is full", "no space left", "disk i/o error", "file size limit", "could not extend file")
_BUSY = ("database is locked", "database table is locked", "lock timeout")
_BROKEN = ("malformed", "not a database", "file is encrypted")


def explanation(url: sa.URL, error: Exception) -> PorosityError:
    """What an error of the engine means to somebody at the command line."""
    place = name_of(url)
    told = str(getattr(error, "orig", None) or error).strip().split("\n")[0]
    lower = told.lower()
    if any(words in lower for words in _FULL):
        return StoreError(
            place, f"could not be written ({told}); what was in it is whole.", "Free some space and go on."
        )
    if any(words in lower for words in _BUSY):
        return StoreError(place, "is being written by another program for too long.", "Wait for it, then try again.")
    if any(words in lower for words in _BROKEN):
        return StoreError(place, f"is broken ({told}).", "Restore a backup: porosity import BACKUP into a new store.")
    if "unable to open" in lower or "readonly" in lower or "permission denied" in lower:
        return StoreError(place, f"cannot be opened for writing ({told}).", "Look at its owner and its rights.")
    if "connection" in lower or "connect" in lower or "authentication" in lower:
        return StoreError(place, f"cannot be reached ({told}).", f"Look at {ENVIRONMENT} and at the server.")
    return StoreError(place, f"failed: {told}.", "Please tell the developers if it happens again.")


def name_of(url: sa.URL) -> str:
    """What people call it: the file, or the URL without its password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql").render_as_string(hide_password=True)

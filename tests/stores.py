"""Stores to test on: every test that asks for one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from porosity.assessment import Assessment
from porosity.evidence.records import Original
from porosity.evidence.store import Store
from samples import ASSESSMENT, TEXT

SERVER = "POROSITY_TEST_POSTGRES"  # a server's URL, where pgserver has no wheel: postgresql://USER@HOST/postgres
NO_SERVER = f"PostgreSQL is not here: install pgserver, or name a server by {SERVER}"
DAY = datetime(2025, 4, 17, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes empty databases on a server of the tests' own, or on the one that ``POROSITY_TEST_POSTGRES`` names."""
    with tempfile.TemporaryDirectory(prefix="porosity-postgres-", ignore_cleanup_errors=True) as folder:
        server, url = _server(folder)
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")

        def make() -> str:
            name = f"porosity_{uuid.uuid4().hex}"
            with engine.connect() as connection:
                connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
            head, _, tail = url.partition("?")
            return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")

        yield make
        engine.dispose()
        if server is not None:
            server.cleanup()


def _server(folder: str) -> tuple[Any, str]:
    if named := os.environ.get(SERVER):
        return None, named
    pgserver = pytest.importorskip("pgserver", reason=NO_SERVER)
    try:
        server = pgserver.get_server(folder)
    except Exception as error:  # whatever keeps a server from starting on this machine
        pytest.skip(f"{NO_SERVER} ({error})")
    return server, server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store may be made."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return make()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    with Store.open(store_url) as opened:
        yield opened


@dataclass(frozen=True)
class Given:
    """The sample report, as it comes."""

    original: Original
    assessment: Assessment


def original(text: str = TEXT, *, name: str = "visit.txt", url: str | None = None) -> Original:
    """Bytes as they came on the day after the report."""
    data = text.encode()
    return Original(data, sha256(data).hexdigest(), DAY, name, url, "text/plain")


@pytest.fixture
def sample() -> Given:
    """The sample report with its assessment."""
    return Given(original(), ASSESSMENT)

"""Stores to test on: every test that asks for one runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from porosity.assessment import (
    Act,
    Assessment,
    Claim,
    Element,
    Entity,
    Event,
    Evidence,
    Finding,
    Report,
    Support,
    Verdict,
)
from porosity.evidence.records import Original
from porosity.evidence.store import Store
from porosity.logic import Truth
from porosity.timespan import TimeSpan
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
def another_url(store_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a second store may be made, on the same engine."""
    if store_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'another.sqlite'}"
    make: Callable[[], str] = request.getfixturevalue("postgres")
    return make()


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store."""
    with Store.open(store_url) as opened:
        yield opened


def environment() -> dict[str, str]:
    """For processes of a test: they find the same program, and these helpers."""
    import porosity

    paths = (str(Path(__file__).parent), str(Path(porosity.__file__).parents[1]))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


@dataclass(frozen=True)
class Given:
    """A report as it comes, and its assessment."""

    original: Original
    assessment: Assessment


def original(text: str = TEXT, *, name: str = "visit.txt", url: str | None = None) -> Original:
    """Bytes as they came on the day after the report."""
    data = text.encode("utf-8", "surrogatepass")
    return Original(data, sha256(data).hexdigest(), DAY, name, url, "text/plain")


@pytest.fixture
def sample() -> Given:
    """The sample report with its assessment."""
    return Given(original(), ASSESSMENT)


def small(
    name: str,
    text: str = "A firm in Harbour City sold a crane to the port of Nampo.",
    *,
    day: date | None = date(2024, 3, 1),
    publisher: str | None = "The Harbour Courier (invented)",
    measure: str = "un-2397-7-vehicles",
    law: str = "1",
    country: str = "kp",
    verdict: Verdict = Verdict.PROHIBITED,
) -> Given:
    """A report of one sentence with one claim, one event and one finding."""
    whole = Evidence(0, len(text), text)
    seller = Entity("e1", "A firm", "organisation", "ru", mentions=((0, 6),))
    port = Entity("e2", "the port of Nampo", "place", country, mentions=((7, 9),))
    roles = {"agent": ("e1",), "recipient": ("e2",)}
    claim = Claim("c1", Act.TRANSFER, roles, (whole,))
    event = Event("v1", Act.TRANSFER, roles, ("c1",), None if day is None else TimeSpan.on(day))
    finding = Finding(
        "f1",
        "v1",
        measure,
        "vehicles-machinery-metals",
        verdict,
        (Element("act", Truth.MET, "To sell is to transfer.", (whole,)),),
        claims=("c1",),
        support=Support("C", 3, "One origin."),
    )
    came = original(text, name=f"{name}.txt")
    report = Report(name, "", text, day, publisher, None, came.sha256, "en")
    made_with = {"porosity": "0", "network": "1", "law": law}
    return Given(came, Assessment(report, made_with, {}, (claim,), (event,), (seller, port), (finding,)))

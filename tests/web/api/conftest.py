"""What the tests of the API share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from porosity.web.app import create_app
from porosity.web.settings import Limits, Settings
from samples import ASSESSMENT
from stores import original
from web.api import served

LIMITS = Limits(reading_seconds=60, reports=5)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("api")


@pytest.fixture(scope="session")
def kept_lists(folder: Path) -> Path:
    return served.shelf(folder)


@pytest.fixture(scope="session")
def settings(folder: Path) -> Settings:
    return Settings(store=f"sqlite:///{folder / 'store.sqlite'}", limits=LIMITS)


@pytest.fixture(scope="session")
def app(settings: Settings, kept_lists: Path) -> Iterator[FastAPI]:
    """The whole application over a small store, with two lists."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POROSITY_LISTS", str(kept_lists))
        made = create_app(settings)
        made.state.site.store.add(original(), ASSESSMENT)
        yield made
        made.state.site.close()


@pytest.fixture(scope="session")
def api(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)

"""What the tests of the pages share: a browser without scripts, before a server with the sample report."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "exports")]

from porosity.assessment import Assessment  # noqa: E402
from porosity.evidence.store import Store  # noqa: E402
from porosity.web.app import create_app  # noqa: E402
from porosity.web.settings import Settings  # noqa: E402
from samples import ASSESSMENT  # noqa: E402
from stores import original  # noqa: E402

HERE = "http://127.0.0.1:8710"
KEY = "sample"
NEWS = (
    "Russian company gives North Korean leader a car\n\nMOSCOW, March 4, 2024 - A Russian company gave North Korean "
    "leader Kim Jong Un a car in February 2024, the Kremlin said.\n",
    "Russia sends diesel to North Korea\n\nMOSCOW, March 4, 2024 - Russia shipped 900,000 barrels of diesel to North "
    "Korea in February 2024, the energy ministry said.\n",
    "China sells locomotives to North Korea\n\nBEIJING, March 4, 2024 - China sold four locomotives to North Korea in "
    "February 2024, a railway official said.\n",
)


@dataclass
class Visitor:
    """Somebody with a browser: pages by `see`, their twins by `ask`, forms by `send`."""

    client: TestClient
    store: Store
    _token: str = field(default="", init=False)

    def see(self, path: str, status: int = 200) -> str:
        """A page."""
        response = self.client.get(path, headers={"Accept": "text/html"})
        assert response.status_code == status, response.text[:2000]
        assert response.headers["content-type"].startswith("text/html")
        found = re.search(r'name="csrf_token" value="([0-9a-f]{64})"', response.text)
        self._token = found[1] if found else self._token
        return response.text

    def ask(self, path: str, status: int = 200) -> Any:
        """The twin of a page."""
        response = self.client.get(path, headers={"Accept": "application/json"})
        assert response.status_code == status, response.text[:2000]
        return response.json()

    def send(self, path: str, *, status: int = 303, htmx: bool = False, json: bool = False, **data: Any) -> Any:
        """A form, with the mark of the page that was seen last."""
        self.see("/")
        headers = {"Origin": HERE, "Accept": "application/json" if json else "text/html"}
        headers |= {"HX-Request": "true"} if htmx else {}
        files = data.pop("files", None)
        response = self.client.post(
            path, data={**data, "csrf_token": self._token}, files=files, headers=headers, follow_redirects=False
        )
        assert response.status_code == status, response.text[:2000]
        return response.json() if json else response


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Visitor]:
    """A visitor of a server whose store is empty."""
    app = create_app(Settings(store=str(tmp_path / "store.sqlite"), lists=False))
    with TestClient(app, base_url=HERE) as client:
        yield Visitor(client, app.state.site.store)


@pytest.fixture
def visitor(empty: Visitor) -> Visitor:
    """A visitor of a server that keeps the sample report."""
    empty.store.add(original(), ASSESSMENT)
    return empty


@pytest.fixture(scope="session")
def news() -> tuple[Assessment, ...]:
    """Three short reports of our own, each of an affair of its own, read."""
    from porosity.batches import assess_loaded
    from porosity.reading.reader import NetworkReader
    from porosity.reports.loading import from_text

    reader = NetworkReader()
    return tuple(assess_loaded(from_text(text, id=f"news-{number}"), reader) for number, text in enumerate(NEWS, 1))


@pytest.fixture
def desk(empty: Visitor, news: tuple[Assessment, ...]) -> Visitor:
    """A visitor of a server that keeps the three short reports."""
    for one in news:
        empty.store.add(original(one.report.text), one)
    return empty

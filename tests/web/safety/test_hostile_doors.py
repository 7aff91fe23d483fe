"""One table of hostile documents and names, sent through every door: no crash, no execution, no leak, one clear answer.

The door for assistants has its own such test (``tests/test_mcp_server.py``), the reading process too
(``test_parsing.py``), and the pages (``tests/web/test_hostile_pages.py``).
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from porosity.web.app import create_app
from porosity.web.settings import Limits, Settings
from web.safety import doors
from web.safety.test_parsing import BILLION, OUTSIDE, bomb_pdf

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)> Russia shipped coal to nobody, officials said."
SECRET = "root:"


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.txt", b"\x00" * 50_000_000)
    return packed.getvalue()


DOCUMENTS: dict[str, tuple[str, bytes]] = {
    "script tags": ("a.html", f"<html><body><p>{SCRIPT}</p></body></html>".encode()),
    "script tags as text": ("a.txt", SCRIPT.encode()),
    "a huge word": ("a.txt", b"x" * 1_000_000),
    "too huge": ("a.txt", b"Coal was sold. " * 500_000),
    "random bytes": ("a.txt", os.urandom(20_000)),
    "null bytes": ("a.txt", b"\x00" * 500),
    "null bytes in words": ("a.txt", b"Coal\x00 was\x00 sold."),
    "deep JSON": ("a.json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "JSON that is none": ("a.json", b'[{"text": "x"'),
    "a zip bomb": ("a.zip", zip_bomb()),
    "a zip bomb by another name": ("a.txt", zip_bomb()),
    "a gzip bomb": ("a.html", gzip.compress(b"<p>" * 10_000_000)),
    "a billion laughs": ("a.xhtml", BILLION.encode()),
    "an entity from outside": ("a.xhtml", OUTSIDE.encode()),
    "a PDF in a small package": ("a.pdf", bomb_pdf()),
    "half a PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog"),
    "a path as name": ("../../../../tmp/porosity-was-here.txt", b"Coal was sold to nobody."),
    "a header in its name": ('a"\r\nSet-Cookie: a=b\r\n.txt', b"Coal was sold to nobody."),
    "nothing": ("a.txt", b""),
}
NAMES = (
    "<script>alert(1)</script>",
    "../../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "a\r\nSet-Cookie: a=b",
    "x" * 5000,
    "' OR 1=1; DROP TABLE report; --",
    '"unfinished AND (NEAR * OR',
    "%s%n{0}{{7*7}}",
    "\u202egnp.exe",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    store = tmp_path_factory.mktemp("doors") / "store.sqlite"
    made = create_app(Settings(store=str(store), lists=False, limits=Limits(reading_seconds=5)))
    with TestClient(made, base_url=doors.HERE):
        yield made


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=doors.HERE, raise_server_exceptions=False, follow_redirects=False)


def form_token(client: TestClient) -> str:
    return client.get("/", headers={"Accept": "text/html"}).text.split('name="csrf_token" value="')[1].split('"')[0]


def brought(client: TestClient, path: str, **sent: Any) -> httpx.Response:
    """Through a form of the inbox; then wait until whatever came of it is over."""
    sent["data"] = {**sent.get("data", {}), "csrf_token": form_token(client)}
    answer = client.post(path, headers={"Accept": "application/json"}, **sent)
    if answer.status_code == 202:
        for job in answer.json()["jobs"]:
            over = client.app.state.site.desk.wait(job["id"], 60)  # type: ignore[attr-defined]
            assert over is not None and over.is_over
            assert over.state == "done" or over.problems
    return answer


def by_paste(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return brought(client, "/inbox/text", data={"text": data.decode("latin-1"), "title": name})


def by_file(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return brought(client, "/inbox/files", files={"files": (name, data)})


def by_api(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return client.post("/api/read", json={"text": data.decode("latin-1"), "title": name, "id": name})


def by_api_file(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return client.post("/api/read/file", files={"file": (name, data)})


def as_body(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return client.post("/api/judge", content=data, headers={"Content-Type": "application/json"})


def as_event(client: TestClient, name: str, data: bytes) -> httpx.Response:
    text = data[:100_000].decode("latin-1")
    event = {"id": name, "act": "transfer", "roles": {"agent": [text], "item": [{"name": text, "kind": text[:50]}]}}
    return client.post("/api/judge", json={"events": [event]})


def as_batch(client: TestClient, name: str, data: bytes) -> httpx.Response:
    return client.post("/api/reconcile", data={"queries": data.decode("latin-1")})


def as_match(client: TestClient, name: str, data: bytes) -> httpx.Response:
    example = {"schema": "Person", "properties": {"name": [data[:1000].decode("latin-1")]}}
    return client.post("/api/match/default", json={"queries": {name: example}})


Door = Callable[[TestClient, str, bytes], httpx.Response]
DOORS: tuple[Door, ...] = (by_paste, by_file, by_api, by_api_file, as_body, as_event, as_batch, as_match)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_hostile_document_gets_one_clear_answer(client: TestClient, door: Door, document: str) -> None:
    answer = door(client, *DOCUMENTS[document])
    assert answer.status_code < 500 or answer.status_code == 503, answer.text[:500]
    check(answer)
    assert client.get("/api/healthz").status_code == 200


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize(
    "path",
    [
        "/reports/{}", "/reports?q={}", "/search?q={}", "/measures/{}", "/entity/{}", "/incidents/{}", "/audit?key={}",
        "/static/{}", "/login?back={}", "/api/reports/{}", "/api/reports?q={}", "/api/reports?after={}",
        "/api/findings?measure={}", "/api/incidents/{}", "/api/measures/{}", "/api/entities/{}",
        "/api/search/default?q={}", "/api/search/{}", "/api/reconcile/{}", "/api/reconcile?queries={}", "/{}",
    ],
)  # fmt: skip
def test_a_hostile_name_gets_one_clear_answer(client: TestClient, path: str, name: str) -> None:
    for accept in ("text/html", "application/json"):
        answer = client.get(path.format(quote(name, safe="")), headers={"Accept": accept})
        assert answer.status_code < 500 or answer.status_code == 503, answer.text[:500]
        check(answer)
        assert "{{7*7}}" not in name or "49" not in answer.text.split("<main")[-1][:400]


def check(answer: httpx.Response) -> None:
    """Nothing that a browser would run, nothing from outside of the store, and errors in their one shape."""
    kind = answer.headers.get("content-type", "")
    assert SECRET not in answer.text
    assert "a=b" not in answer.headers.get("set-cookie", "")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    if kind.startswith("text/html"):
        assert "<script>alert" not in answer.text and "<img src=x" not in answer.text
    elif answer.status_code >= 400:
        error = json.loads(answer.text)["error"]
        assert set(error) == {"status", "title", "place", "problem", "next_step"}
        assert error["problem"] and "Traceback" not in error["problem"] and len(error["problem"]) < 400
        assert "/tmp/" not in error["problem"] and ".py" not in error["problem"]


def test_the_store_is_whole_and_nothing_was_written_elsewhere(app: FastAPI, client: TestClient) -> None:
    url = app.state.site.store.url
    with sqlite3.connect(url.removeprefix("sqlite:///")) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not Path("/tmp/porosity-was-here.txt").exists()
    for path in ("/", "/reports", "/inbox/jobs"):
        page = client.get(path, headers={"Accept": "text/html"})
        assert path == "/inbox/jobs" or '"allowEval":false' in page.text
        assert page.status_code == 200 and "<script>alert" not in page.text and "<img src=x" not in page.text


def test_the_command_line_says_what_it_could_not_read_and_goes_on(
    porosity: Callable[..., CompletedProcess[bytes]], tmp_path: Path
) -> None:
    files = []
    for number, (name, data) in enumerate(DOCUMENTS.values()):
        path = tmp_path / f"{number}{Path(name).suffix}"
        path.write_bytes(data)
        files.append(path)
    good = tmp_path / "good.txt"
    good.write_text("Coal was sold to nobody, officials said.", encoding="utf-8")
    store = f"sqlite:///{tmp_path / 'store.sqlite'}"
    done = porosity("add", *files, good, tmp_path / "absent.txt", "--no-lists", "--store", store)
    assert done.returncode == 1, done.stderr
    said = done.stderr.decode(errors="replace")
    assert "absent.txt" in said and "Porosity failed" not in said
    assert b"\x1b" not in done.stderr and SECRET not in said
    with sqlite3.connect(tmp_path / "store.sqlite") as base:
        assert base.execute("SELECT count(*) FROM report WHERE key = 'good'").fetchone() == (1,)

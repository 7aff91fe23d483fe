from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from porosity.errors import ReportError
from porosity.reports import Loaded, load
from porosity.reports.fetching import fetch, is_public

PAGE = (
    b"<html><head><title>A ship left</title></head><body><p>The ship left the port on Monday with nine crates of coal,"
    b" the harbour master said to everybody who asked.</p></body></html>"
)


class Handler(BaseHTTPRequestHandler):
    """A server with a page, redirects, a large answer and an answer that never ends."""

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_address[1]}"
        if self.path == "/page":
            self._send(200, PAGE, "text/html; charset=utf-8")
        elif self.path == "/moved":
            self._send(302, b"", "text/html", location="/page")
        elif self.path == "/round":
            self._send(302, b"", "text/html", location=f"{host}/round")
        elif self.path == "/file":
            self._send(302, b"", "text/html", location="file:///etc/hosts")
        elif self.path == "/picture":
            self._send(200, b"x", "image/png")
        elif self.path == "/large":
            self._send(200, b"a b c. " * 30_000, "text/plain")
        elif self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            try:
                while not self.server.stopped.wait(0.05):  # type: ignore[attr-defined]
                    self.wfile.write(b"drip ")
                    self.wfile.flush()
            except OSError:
                pass
        else:
            self._send(404, b"", "text/plain")

    def _send(self, status: int, body: bytes, kind: str, location: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.stopped = threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.stopped.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_a_page_is_loaded_from_its_address(site: str) -> None:
    (loaded,) = load(f"{site}/moved", allow_private=True)
    assert isinstance(loaded, Loaded)
    assert loaded.report.title == "A ship left"
    assert loaded.report.url == f"{site}/page"


def test_the_own_machine_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(ReportError, match="not on the public internet"):
        fetch(f"{site}/page")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/round", "redirects"),
        ("/file", "only http and https"),
        ("/picture", "image/png"),
        ("/absent", "404"),
    ],
)
def test_what_is_no_report_is_refused(site: str, path: str, words: str) -> None:
    with pytest.raises(ReportError, match=words):
        fetch(site + path, allow_private=True)


def test_size_is_limited(site: str) -> None:
    with pytest.raises(ReportError, match="larger than"):
        fetch(f"{site}/large", allow_private=True, most_bytes=100_000)


def test_time_is_limited_though_bytes_keep_coming(site: str) -> None:
    with pytest.raises(ReportError, match=r"longer than the time|in time"):
        fetch(f"{site}/slow", allow_private=True, most_seconds=0.6)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "ftp://news.example/",
        "file:///etc/passwd",
        "http://user:secret@news.example/",
        "http:///nothing",
        "http://[broken/",
        "http://a.invalid/",
        "http://" + "a" * 3000,
    ],
)
def test_addresses_that_are_not_fetched(url: str) -> None:
    with pytest.raises(ReportError):
        fetch(url, most_seconds=5)


def test_a_secret_in_an_address_is_not_repeated() -> None:
    with pytest.raises(ReportError) as caught:
        fetch("http://user:secret@news.example/")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:0a00:0001::", False),
        ("::", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public

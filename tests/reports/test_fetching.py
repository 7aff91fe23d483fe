from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from porosity.errors import ReportError
from porosity.reports import Loaded, fetching, load
from porosity.reports.fetching import fetch, is_public

PAGE = (
    b"<html><head><title>A ship left</title></head><body><p>The ship left the port on Monday with nine crates of coal,"
    b" the harbour master said to everybody who asked.</p></body></html>"
)
BOMB = gzip.compress(b" " * 50_000_000)


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
        elif self.path.startswith("/to?"):
            self._send(302, b"", "text/html", location=self.path[4:])
        elif self.path == "/nowhere":
            self._send(302, b"", "text/html")
        elif self.path == "/bomb":
            self._send(200, BOMB, "text/plain", encoding="gzip")
        elif self.path == "/packed":
            self._send(200, gzip.compress(PAGE), "text/html; charset=utf-8", encoding="gzip")
        elif self.path == "/strange":
            self._send(200, b"x", "text/plain", encoding="br")
        elif self.path == "/dripping-headers":
            try:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not self.server.stopped.wait(0.05):  # type: ignore[attr-defined]
                    self.wfile.write(b"x")
                    self.wfile.flush()
            except OSError:
                pass
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

    def _send(
        self, status: int, body: bytes, kind: str, location: str | None = None, encoding: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if encoding is not None:
            self.send_header("Content-Encoding", encoding)
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


def test_time_is_limited_though_headers_keep_coming(site: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ReportError, match="in time"):
        fetch(f"{site}/dripping-headers", allow_private=True, most_seconds=0.6)
    assert time.monotonic() - begun < 3


def test_a_small_package_that_holds_a_huge_one_is_not_unpacked(site: str) -> None:
    tracemalloc.start()
    with pytest.raises(ReportError, match="larger than"):
        fetch(f"{site}/bomb", allow_private=True, most_bytes=1_000_000)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


def test_what_is_packed_unasked_is_unpacked_if_we_can(site: str) -> None:
    assert fetch(f"{site}/packed", allow_private=True).data == PAGE
    with pytest.raises(ReportError, match="encoding br"):
        fetch(f"{site}/strange", allow_private=True)


def test_a_redirect_to_nowhere_is_no_page(site: str) -> None:
    with pytest.raises(ReportError, match="302"):
        fetch(f"{site}/nowhere", allow_private=True)


PRIVATE = [
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://168.63.129.16/metadata",
    "http://192.0.0.192/opc/v2/",
    "http://100.100.100.200/latest/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:0:10.0.0.1]/",
    "http://[::10.0.0.1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[64:ff9b:1::10.0.0.1]/",
    "http://[2002:a00:1::]/",
    "http://[fe80::1]/",
    "http://0x7f.1/",
    "http://017700000001/",
    "http://127.1/",
    "http://0/",
]


@pytest.mark.parametrize("url", PRIVATE)
def test_a_redirect_into_the_own_network_is_not_followed(site: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first server counts as public here, so that its redirect is seen; where it leads to is judged as ever."""
    judged = fetching.is_public
    here = ipaddress.ip_address("127.0.0.1")
    seen: list[object] = []

    def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        seen.append(address)
        return (len(seen) == 1 and address == here) or judged(address)

    monkeypatch.setattr(fetching, "is_public", is_public)
    monkeypatch.setattr(fetching, "PORTS", (*fetching.PORTS, int(site.rsplit(":", 1)[1])))
    with pytest.raises(ReportError, match=r"not on the public internet|cannot be found"):
        fetch(f"{site}/to?{url}", most_seconds=5)
    assert seen


def test_a_name_is_resolved_once_and_the_connection_goes_to_that_address(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that would lead elsewhere when it is asked for again never is."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, *more: object, **named: object) -> object:
        if host == "news.example":
            asked.append(host)
            assert len(asked) == 1, "the name was resolved again"
            host = "127.0.0.1"
        return real(host, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert fetch(f"http://news.example:{site.rsplit(':', 1)[1]}/page", allow_private=True).data == PAGE
    assert asked == ["news.example"]


def test_one_private_answer_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(ReportError, match=r"10\.0\.0\.1"):
        fetch("http://news.example/")


@pytest.mark.parametrize("port", [22, 25, 6379, 9200])
def test_other_services_are_not_talked_to(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("93.184.215.14", port))])
    with pytest.raises(ReportError, match=f"port {port}"):
        fetch(f"http://news.example:{port}/")


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
        ("::7f00:1", False),
        ("::ffff:0:7f00:1", False),
        ("64:ff9b:1::808:808", False),
        ("2001:0:808:808::1", False),
        ("5f00::1", False),
        ("3fff::1", False),
        ("100::1", False),
        ("168.63.129.16", False),
        ("192.88.99.1", False),
        ("192.0.0.192", False),
        ("198.18.0.1", False),
        ("255.255.255.255", False),
        ("2a00:1450:4001:830::200e", True),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public

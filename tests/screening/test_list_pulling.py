"""Pulling: what is sound is kept, what has not changed is not downloaded, what looks wrong is refused."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from shelf_samples import LIST, day, file, ftm_lines, parties, party, un_xml

from porosity.screening import downloading, pulling
from porosity.screening.downloading import WAITS, Wire
from porosity.screening.intake import ASIDE, take_in
from porosity.screening.parts import Arrival
from porosity.screening.publishers import PublishedFile, Publisher, Range
from porosity.screening.pulling import Pulled, pull
from porosity.screening.versions import DayFrom, Shelf

TODAY = date(2026, 3, 1)
Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


@dataclass
class Site:
    """A publisher in a box: answers in turn, the last one again and again, and all that was asked."""

    answers: list[Answer]
    asked: list[httpx.Request] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(request)

    def wire(self, **more: Any) -> Wire:
        return Wire(allow_private=True, transport=httpx.MockTransport(self), sleep=self.waited.append, **more)


def body(data: bytes, status: int = 200, **headers: str) -> Answer:
    named = {"Content-Length": str(len(data)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    return lambda request: httpx.Response(status, content=iter([data]), headers=named)


def fails(error: type[httpx.TransportError]) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error("no luck")

    return answer


def publisher(url: str = "https://127.0.0.1/list.xml", **more: Any) -> Publisher:
    made = Publisher(
        list=LIST,
        title="A list",
        publisher="A publisher",
        format="un-xml",
        files=(PublishedFile("list.xml", url, Range(100, 100_000)),),
        records=Range(2, 500),
        verified_on=None,
        reference="none",
    )
    return replace(made, **more)


def pulled(shelf: Shelf, site: Site, today: date = TODAY, **more: Any) -> Pulled:
    shrink = more.pop("accept_shrink", False)
    (one,) = pull(shelf, [publisher(**more)], site.wire(), accept_shrink=shrink, today=today)
    return one


def refused(shelf: Shelf, site: Site, words: str, **more: Any) -> str:
    """Refused for a reason, and nothing has changed on the shelf."""
    before = shelf.versions(LIST)
    found = pulled(shelf, site, **more)
    assert found.kept is None
    assert words in found.problem
    assert shelf.versions(LIST) == before
    assert list((shelf.path / ASIDE).iterdir()) == []
    return found.problem


XML = un_xml(None, parties(10))


# what is kept


def test_a_list_is_downloaded_and_kept(shelf: Shelf) -> None:
    site = Site([body(XML, ETag='"1"', Last_Modified="Sat, 28 Feb 2026 10:00:00 GMT")])
    found = pulled(shelf, site)
    assert found.kept is not None and found.kept.new
    version = found.kept.version
    assert (version.dated, version.dated_from, version.covers_until) == (date(2026, 2, 28), DayFrom.SERVER, TODAY)
    assert version.source == "https://127.0.0.1/list.xml"
    assert version.originals[0].etag == '"1"'
    assert (version.records, version.size) == (10, len(XML))
    assert shelf.versions(LIST) == (version,)


def test_who_asks_says_so(shelf: Shelf) -> None:
    site = Site([body(XML)])
    pulled(shelf, site)
    (asked,) = site.asked
    assert asked.headers["user-agent"] == downloading.USER_AGENT
    assert asked.headers["host"] == "127.0.0.1"
    assert "if-none-match" not in asked.headers


def test_the_day_in_the_file_comes_first(shelf: Shelf) -> None:
    found = pulled(
        shelf, Site([body(un_xml(day("02-01"), parties(10)), Last_Modified="Sat, 28 Feb 2026 10:00:00 GMT")])
    )
    assert found.kept is not None
    assert (found.kept.version.dated, found.kept.version.dated_from) == (day("02-01"), DayFrom.FILE)
    assert found.kept.version.covers_until == TODAY


@pytest.mark.parametrize(
    "stamp", ["", "yesterday", "Mon, 31 Feb 2026 10:00:00 GMT", "Sat, 28 Feb 2099 10:00:00 GMT", "0"]
)
def test_without_a_day_it_is_that_of_the_download(shelf: Shelf, stamp: str) -> None:
    found = pulled(shelf, Site([body(XML, Last_Modified=stamp) if stamp else body(XML)]))
    assert found.kept is not None
    assert (found.kept.version.dated, found.kept.version.dated_from) == (TODAY, DayFrom.DOWNLOAD)


def test_what_has_not_changed_is_not_downloaded_and_stands_longer(shelf: Shelf) -> None:
    stamp = "Sat, 28 Feb 2026 10:00:00 GMT"
    site = Site([body(XML, ETag='"1"', Last_Modified=stamp), body(b"", 304)])
    pulled(shelf, site)
    later = date(2026, 3, 9)
    again = pulled(shelf, site, later)
    assert again.kept is not None and not again.kept.new
    assert site.asked[1].headers["if-none-match"] == '"1"'
    assert site.asked[1].headers["if-modified-since"] == stamp
    assert shelf.versions(LIST)[0].covers_until == later
    assert shelf.at(LIST, later) == again.kept.version


def test_the_same_bytes_without_an_etag_stand_longer_too(shelf: Shelf) -> None:
    site = Site([body(XML)])
    pulled(shelf, site)
    again = pulled(shelf, site, date(2026, 3, 9))
    assert again.kept is not None and not again.kept.new
    assert len(shelf.versions(LIST)) == 1


def test_an_address_that_has_changed_is_asked_without_conditions(shelf: Shelf) -> None:
    site = Site([body(XML, ETag='"1"')])
    pulled(shelf, site)
    pulled(shelf, site, url="https://127.0.0.1/moved.xml")
    assert "if-none-match" not in site.asked[1].headers


def test_an_original_that_is_lost_is_downloaded_again(shelf: Shelf) -> None:
    site = Site([body(XML, ETag='"1"')])
    found = pulled(shelf, site)
    assert found.kept is not None
    (shelf.folder(found.kept.version) / "original" / "list.xml").unlink()
    pulled(shelf, site)
    assert "if-none-match" not in site.asked[1].headers


def test_a_304_that_nobody_asked_for_is_refused(shelf: Shelf) -> None:
    refused(shelf, Site([body(b"", 304)]), "304")


def test_of_several_files_the_unchanged_are_taken_from_the_shelf(shelf: Shelf) -> None:
    row = '{0},"PERSON {0}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    primary = "".join(row.format(number) for number in range(1, 9)).encode()
    names = b'1,12,"aka","ANOTHER NAME",-0- \n'
    more = b'1,12,"aka","ANOTHER NAME",-0- \n2,13,"aka","A NAME",-0- \n'
    size = Range(10, 10_000)
    ofac = {
        "list": "us-ofac-sdn",
        "format": "ofac-csv",
        "files": (
            PublishedFile("sdn.csv", "https://127.0.0.1/sdn.csv", size),
            PublishedFile("alt.csv", "https://127.0.0.1/alt.csv", size),
        ),
    }
    site = Site(
        [body(primary, ETag='"p"'), body(names, ETag='"n"'), body(b"", 304), body(more, ETag='"m"'), body(b"", 304)]
    )
    first, second, third = (pulled(shelf, site, date(2026, 3, on), **ofac) for on in (1, 2, 3))
    assert first.kept and second.kept and third.kept
    assert (first.kept.version.names, second.kept.version.names) == (9, 10)
    assert second.kept.version.originals[1].etag == '"p"'
    assert (second.kept.new, third.kept.new) == (True, False)
    assert third.kept.version.covers_until == date(2026, 3, 3)


# what is tried again


@pytest.mark.parametrize(
    "passing",
    [
        body(b"", 500),
        body(b"", 503),
        body(b"", 429),
        fails(httpx.ConnectError),
        fails(httpx.ReadTimeout),
        fails(httpx.RemoteProtocolError),
        body(XML[:500], Content_Length=str(len(XML))),
    ],
)
def test_what_is_passing_is_tried_again(shelf: Shelf, passing: Answer) -> None:
    site = Site([passing] * len(WAITS) + [body(XML)])
    assert pulled(shelf, site).kept is not None
    assert site.waited == list(WAITS)


@pytest.mark.parametrize(("passing", "words"), [(body(b"", 503), "503"), (fails(httpx.ConnectTimeout), "in time")])
def test_what_does_not_pass_is_given_up(shelf: Shelf, passing: Answer, words: str) -> None:
    site = Site([passing])
    assert "4 times" in refused(shelf, site, words)
    assert len(site.asked) == 1 + len(WAITS)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_what_is_not_passing_is_not_tried_again(shelf: Shelf, status: int) -> None:
    site = Site([body(b"", status)])
    refused(shelf, site, str(status))
    assert len(site.asked) == 1


# what is refused


@pytest.mark.parametrize(("least", "most", "kept"), [(0, 0, True), (1, 1, False), (-1, -1, False), (-1, 1, True)])
def test_the_size_must_be_sane(shelf: Shelf, least: int, most: int, kept: bool) -> None:
    """The ends of the range, counted from the size of the list."""
    sane = PublishedFile("list.xml", "https://127.0.0.1/list.xml", Range(len(XML) + least, len(XML) + most))
    site = Site([body(XML)])
    found = pulled(shelf, site, files=(sane,))
    assert (found.kept is not None) is kept
    assert kept or "sound copy" in found.problem
    assert len(site.asked) == 1


def test_a_body_that_never_ends_is_cut_off(shelf: Shelf) -> None:
    sent = []

    def endless() -> Iterator[bytes]:
        while True:
            sent.append(1)
            yield b"x" * 10_000

    refused(shelf, Site([lambda request: httpx.Response(200, content=endless())]), "larger than")
    assert len(sent) < 30


def test_an_announced_size_that_is_too_large_is_refused_at_once(shelf: Shelf) -> None:
    refused(shelf, Site([body(XML, Content_Length="100001")]), "larger than")


def test_a_bomb_of_compression_is_cut_off(shelf: Shelf) -> None:
    import gzip

    packed = gzip.compress(b"x" * 10_000_000)
    refused(shelf, Site([body(packed, Content_Encoding="gzip")]), "larger than")


@pytest.mark.parametrize(("count", "kept"), [(1, False), (2, True), (500, True), (501, False)])
def test_the_number_of_records_must_be_sane(shelf: Shelf, count: int, kept: bool) -> None:
    found = pulled(shelf, Site([body(un_xml(None, parties(count)))]))
    assert (found.kept is not None) is kept
    assert kept or "records, a sound copy 2 to 500" in found.problem


@pytest.mark.parametrize(("count", "kept"), [(89, False), (90, True), (100, True), (110, True)])
def test_a_list_that_shrinks_by_more_than_a_tenth_is_refused(shelf: Shelf, count: int, kept: bool) -> None:
    pulled(shelf, Site([body(un_xml(day("02-01"), parties(100)))]))
    site = Site([body(un_xml(day("02-09"), parties(count)))])
    if kept:
        assert pulled(shelf, site).kept is not None
    else:
        assert "--accept-shrink" in refused(shelf, site, "a loss of more than 10 %")


def test_a_loss_can_be_accepted(shelf: Shelf) -> None:
    pulled(shelf, Site([body(un_xml(day("02-01"), parties(100)))]))
    assert pulled(shelf, Site([body(un_xml(day("02-09"), parties(50)))]), accept_shrink=True).kept is not None
    newest = shelf.newest(LIST)
    assert newest is not None and newest.records == 50


def test_an_accepted_loss_must_still_be_sane(shelf: Shelf) -> None:
    pulled(shelf, Site([body(un_xml(day("02-01"), parties(100)))]))
    refused(shelf, Site([body(un_xml(day("02-09"), parties(1)))]), "a sound copy", accept_shrink=True)


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>We are sorry, the site is down.</body></html>".ljust(200),
        un_xml(None, parties(20))[:1500],
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + XML,
        XML.replace(b"Person 1", b"\xff\xfe\xfa" * 99).replace(b"</INDIVIDUALS>", b""),
    ],
)
def test_what_is_no_whole_list_is_refused(shelf: Shelf, data: bytes) -> None:
    pulled(shelf, Site([body(un_xml(day("02-01"), parties(10)))]))
    refused(shelf, Site([body(data)]), "list.xml")


def test_another_list_than_the_one_asked_for_is_refused(shelf: Shelf) -> None:
    data = ftm_lines([party(number, list="us-ofac-sdn") for number in range(3)])
    refused(shelf, Site([body(data)]), "brings us-ofac-sdn", format="ftm")


def test_one_that_fails_does_not_stop_the_rest(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site([body(XML)])
    bad = publisher(records=Range(400, 500))
    broken = publisher(url="https://user:secret@127.0.0.1/")
    found = list(pull(shelf, [bad, broken, publisher()], site.wire(), today=TODAY))
    assert [one.kept is not None for one in found] == [False, False, True]
    assert "secret" not in found[1].problem


def test_a_fault_of_ours_does_not_stop_the_rest(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*given: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(pulling, "_sound", fault)
    found = pulled(shelf, Site([body(XML)]))
    assert "Porosity failed" in found.problem and "RecursionError" in found.problem


def test_a_version_from_a_file_can_be_followed_by_a_pulled_one(shelf: Shelf, tmp_path: Path) -> None:
    take_in(shelf, file(tmp_path, XML), Arrival("list.xml"), today=date(2026, 2, 1))
    found = pulled(shelf, Site([body(XML)]))
    assert found.kept is not None and found.kept.new
    assert found.kept.instead_of is not None  # the same bytes, whose day nobody knew
    assert [one.dated_from for one in shelf.versions(LIST)] == [DayFrom.DOWNLOAD]


# where it may go


def test_only_https_on_the_public_internet_is_trusted(shelf: Shelf) -> None:
    site = Site([body(XML)])
    for url, words in (
        ("http://8.8.8.8/list.xml", "only https"),
        ("https://127.0.0.1/list.xml", "not on the public internet"),
        ("https://10.0.0.1/list.xml", "not on the public internet"),
        ("https://[::1]/list.xml", "not on the public internet"),
    ):
        wire = replace(site.wire(), allow_private=False)
        (found,) = pull(shelf, [publisher(url)], wire, today=TODAY)
        assert words in found.problem
    assert site.asked == []


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://8.8.8.8/list.xml", "only https"),
        ("https://192.168.0.1/list.xml", "not on the public internet"),
        ("file:///etc/passwd", "only https"),
        ("https://8.8.8.8/again", "more than 5 redirects"),
    ],
)
def test_a_redirect_may_not_lead_elsewhere(shelf: Shelf, location: str, words: str) -> None:
    site = Site([body(b"", 302, Location=location)])
    wire = replace(site.wire(), allow_private=False)
    (found,) = pull(shelf, [publisher("https://8.8.8.8/list.xml")], wire, today=TODAY)
    assert words in found.problem


def test_a_name_that_resolves_into_the_own_network_is_refused(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: inside)
    site = Site([body(XML)])
    wire = replace(site.wire(), allow_private=False)
    (found,) = pull(shelf, [publisher("https://list.example/list.xml")], wire, today=TODAY)
    assert "not on the public internet" in found.problem
    assert site.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.4.4", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: outside)
    site = Site([body(XML)])
    wire = replace(site.wire(), allow_private=False)
    (found,) = pull(shelf, [publisher("https://list.example/list.xml")], wire, today=TODAY)
    assert found.kept is not None
    (asked,) = site.asked
    assert asked.url.host == "8.8.4.4"
    assert asked.headers["host"] == "list.example"
    assert asked.extensions["sni_hostname"] == "list.example"


def test_progress_is_told(shelf: Shelf) -> None:
    told: list[tuple[str, int, int | None]] = []
    site = Site([body(XML)])
    wire = site.wire(progress=lambda name, done, total: told.append((name, done, total)))
    list(pull(shelf, [publisher()], wire, today=TODAY))
    assert told[-1] == ("list.xml", len(XML), len(XML))


# over a real connection


class Server(BaseHTTPRequestHandler):
    """A server with a list, one that breaks off, and a redirect."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self._send(302, b"", Location="/list.xml")
        elif self.headers.get("If-None-Match") == '"1"':
            self._send(304, b"")
        else:
            self._send(200, XML[:300] if self.path == "/short" else XML, ETag='"1"')

    def _send(self, status: int, data: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(XML) if data else 0))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_over_a_real_connection(shelf: Shelf, site: str) -> None:
    wire = Wire(allow_private=True, sleep=lambda seconds: None)
    for path, new in (("/moved", True), ("/moved", False)):
        (found,) = pull(shelf, [publisher(site + path)], wire, today=TODAY)
        assert found.kept is not None and found.kept.new is new
    (found,) = pull(shelf, [publisher(f"{site}/short")], wire, today=TODAY)
    assert "4 times" in found.problem
    assert len(shelf.versions(LIST)) == 1

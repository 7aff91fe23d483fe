"""Hostile documents are read in a process that is killed and replaced, and that can do nothing but read."""

from __future__ import annotations

import os
import signal
import threading
import time
import zlib
from collections.abc import Iterator

import pytest

from porosity.assessment import Assessment
from porosity.batches import Failed
from porosity.web.brought import Brought
from porosity.web.problems import Refused
from porosity.web.safety import parsing, reading_worker
from porosity.web.safety.parsing import Readers
from porosity.web.safety.uploads import check, own_name
from porosity.web.settings import Limits

TEXT = Brought(b"Russia shipped nine limousines to North Korea on Sunday, officials said.", id="r", is_text=True)


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    made = Readers(Limits(reading_seconds=10, reading_memory=600_000_000, reports=3), lists=False)
    yield made
    made.close()


def read(readers: Readers, brought: Brought) -> tuple[Assessment | Failed, ...]:
    return tuple(readers.read(brought))


def problem(readers: Readers, brought: Brought) -> str:
    found = read(readers, brought)[-1]
    assert isinstance(found, Failed)
    return found.problem


def test_a_report_comes_back_as_it_was_read(readers: Readers) -> None:
    (found,) = read(readers, TEXT)
    assert isinstance(found, Assessment)
    assert found.report.id == "r" and found.events


def test_the_process_stays_between_reports(readers: Readers) -> None:
    read(readers, TEXT)
    before = readers.pids
    read(readers, TEXT)
    assert readers.pids == before and len(before) == 1


def test_a_report_that_never_ends_is_given_up_and_the_next_is_read(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(readers, TEXT)
    (pid,) = readers.pids
    os.kill(pid, signal.SIGSTOP)  # as stuck as a process can be
    hasty = Limits(reading_seconds=0.5)
    with monkeypatch.context() as patch:
        patch.setattr(readers, "_limits", hasty)
        assert "given up" in problem(readers, TEXT)
    assert isinstance(read(readers, TEXT)[0], Assessment)
    assert readers.pids != (pid,)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_report_that_breaks_its_process_breaks_nothing_else(readers: Readers) -> None:
    read(readers, TEXT)
    (pid,) = readers.pids
    threading.Timer(0.05, os.kill, (pid, signal.SIGKILL)).start()
    slow = Brought(b"<p>Nine ships left. </p>" * 60_000, "slow.html")
    assert "broke" in problem(readers, slow)
    assert isinstance(read(readers, TEXT)[0], Assessment)


def test_nobody_waiting_for_the_rest_ends_the_reading(readers: Readers) -> None:
    lines = b'{"id": "a", "text": "Coal was sold."}\n{"id": "b", "text": "Coal was sold again."}\n'
    first = readers.read(Brought(lines, "two.jsonl"))
    assert isinstance(next(first), Assessment)
    first.close()  # type: ignore[attr-defined]
    assert isinstance(read(readers, TEXT)[0], Assessment)


def test_a_source_of_too_many_reports_is_read_as_far_as_is_allowed(readers: Readers) -> None:
    lines = b"".join(b'{"id": "%d", "text": "Coal was sold."}\n' % number for number in range(9))
    found = read(readers, Brought(lines, "many.jsonl"))
    assert [isinstance(one, Assessment) for one in found] == [True, True, True, False]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}]><html><body><p>&l9;</p></body></html>'
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<html><body><p>The secret of the house is &x; said the man who knew it well enough.</p></body></html>"
)


def bomb_pdf() -> bytes:
    """A PDF of one page whose content is a hundred megabytes in a small package."""
    stream = zlib.compress(b"BT /F 9 Tf (coal) Tj ET " * 4_000_000)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, one) for n, one in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R/Size 6>>"


HOSTILE = {
    "a billion laughs": Brought(BILLION.encode(), "a.xhtml"),
    "an entity from outside": Brought(OUTSIDE.encode(), "a.xhtml"),
    "tags without end": Brought(b"<div>" * 2_000_000, "a.html"),
    "attributes without end": Brought(b"<p " + b"a=b " * 2_000_000 + b">x</p>", "a.html"),
    "one word": Brought(b"a" * 4_000_000, "a.txt"),
    "null bytes": Brought(b"\x00" * 1000, "a.txt"),
    "deep JSON": Brought(b"[" * 1_000_000, "a.json"),
    "a PDF that is none": Brought(b"%PDF-1.7\n" + os.urandom(50_000), "a.pdf"),
    "a PDF in a small package": Brought(bomb_pdf(), "a.pdf"),
    "a mail in a mail": Brought(
        b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 5000, "a.eml"
    ),
    "brackets": Brought(b"((((" * 400_000 + b" said the officials.", "a.txt"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_ends_in_time_and_the_next_is_read(readers: Readers, name: str) -> None:
    begun = time.monotonic()
    found = read(readers, HOSTILE[name])
    assert time.monotonic() - begun < 60
    assert found and all("root:" not in str(one) for one in found)
    (after,) = read(readers, TEXT)
    assert isinstance(after, Assessment)
    assert len(readers.pids) == 1


def test_memory_is_bounded(readers: Readers) -> None:
    """What a document makes of itself may not outgrow its share; the process says so, or dies of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONSTARTUP", "")
        small = Readers(Limits(reading_seconds=30, reading_memory=30_000_000), lists=False)
        try:
            assert problem(small, Brought(b"<p>Coal was sold to nobody.</p>" * 500_000, "a.html"))
        finally:
            small.close()


def test_too_many_in_line_are_sent_away() -> None:
    readers = Readers(Limits(readers=1, waiting=0), lists=False)
    assert readers._waiting.acquire(blocking=False)
    with pytest.raises(Refused) as refused:
        next(readers.read(TEXT))
    assert refused.value.answer.status == 503
    readers.close()


@pytest.mark.parametrize("event", reading_worker.DENIED)
def test_a_reading_process_may_do_nothing_but_read(event: str) -> None:
    with pytest.raises(PermissionError):
        reading_worker._deny(event, ())
    reading_worker._deny("open", ("some file",))


def test_a_reading_process_can_write_no_file_and_open_no_connection(readers: Readers) -> None:
    read(readers, TEXT)
    limits = open(f"/proc/{readers.pids[0]}/limits").read()  # noqa: PTH123, SIM115
    told = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()[1:]}
    assert told["Max file size"] == "0" and told["Max core file size"] == "0"
    assert told["Max address space"] != "unlimited" and int(told["Max open files"]) <= 128


def test_a_reading_process_does_not_know_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in parsing.SECRETS:
        monkeypatch.setenv(name, "postgresql://user:secret@db/porosity")
    readers = Readers(lists=False)
    worker = parsing._Worker(Limits(), lists=False)
    environment = open(f"/proc/{worker.pid}/environ", "rb").read()  # noqa: PTH123, SIM115
    worker.kill()
    readers.close()
    assert b"secret" not in environment


class TestUploads:
    """Which files are taken at all."""

    @pytest.mark.parametrize(
        ("name", "data", "status"),
        [
            ("a.zip", b"PK\x03\x04" + b"x" * 100, 415),
            ("report.txt", b"PK\x03\x04" + b"x" * 100, 415),
            ("report.html.gz", b"\x1f\x8b\x08", 415),
            ("a.docx", b"PK\x03\x04", 415),
            ("a.png", b"\x89PNG\r\n", 415),
            ("a.exe", b"MZ\x90", 415),
            ("a.exe", b"hello", 415),
            ("store.sqlite", b"SQLite format 3\x00", 415),
            ("a.txt", b"x" * 1001, 413),
        ],
    )
    def test_what_is_no_report_is_refused(self, name: str, data: bytes, status: int) -> None:
        with pytest.raises(Refused) as refused:
            check([(name, data)], Limits(upload=1000))
        assert refused.value.answer.status == status

    def test_too_many_are_refused(self) -> None:
        with pytest.raises(Refused):
            check([("a.txt", b"x")] * 4, Limits(uploads=3))
        check([("a.txt", b"x")] * 3, Limits(uploads=3))

    @pytest.mark.parametrize("name", ["a.txt", "a.PDF", "report", "Report of 3 May. Second part", "v1.2", "x.jsonl"])
    def test_what_may_be_a_report_is_taken(self, name: str) -> None:
        check([(name, b"Coal was sold.")], Limits())

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("../../../etc/passwd", "passwd"),
            ("C:\\Windows\\system.ini", "system.ini"),
            ("a\r\nSet-Cookie: x", "aSet-Cookie: x"),
            ("\u202etxt.exe", "txt.exe"),
            ("....", "report"),
            ("", "report"),
            ("x" * 500 + ".txt", "x" * 146 + ".txt"),
        ],
    )
    def test_a_name_loses_what_could_lead_elsewhere(self, name: str, kept: str) -> None:
        assert own_name(name) == kept

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from porosity.errors import InputError, PorosityError, ReportError
from porosity.reports import Loaded, LoadFailure, from_text, load, sentences
from porosity.reports.loading import load_bytes

FILES = Path(__file__).parent / "files"


def one(data: bytes, **known: object) -> Loaded:
    (loaded,) = load(io.BytesIO(data), **known)  # type: ignore[arg-type]
    assert isinstance(loaded, Loaded)
    return loaded


def test_a_text_file_is_title_blank_line_body() -> None:
    (loaded,) = load(FILES / "ships.txt")
    assert isinstance(loaded, Loaded)
    report = loaded.report
    assert report.title == "Two ships leave Port Example"
    assert report.text.startswith("Two ships leave Port Example\n\nPORT EXAMPLE, March 5, 2024 (Reuters) - ")
    assert (report.id, report.published, report.publisher, report.language) == (
        "ships",
        date(2024, 3, 5),
        "Reuters",
        "en",
    )
    assert report.sha256 == hashlib.sha256((FILES / "ships.txt").read_bytes()).hexdigest()
    assert loaded.warnings == ()
    assert {"title", "published", "publisher", "language", "encoding"} <= set(loaded.because)


def test_what_the_caller_knows_wins() -> None:
    data = (FILES / "ships.txt").read_bytes()
    loaded = one(
        data, published=date(2020, 1, 1), publisher="Example Wire", title="Another title", url="http://a.example/"
    )
    assert loaded.report.published == date(2020, 1, 1)
    assert loaded.report.publisher == "Example Wire"
    assert loaded.report.text.startswith("Another title\n\nTwo ships leave")
    assert loaded.because["published"] == "given"


def test_a_given_title_is_not_said_twice() -> None:
    loaded = one((FILES / "ships.txt").read_bytes(), title="Two ships leave Port Example")
    assert loaded.report.text.count("Two ships leave Port Example") == 1


def test_text_without_a_title_is_all_body() -> None:
    loaded = one(b"The ship left on Monday.\nIt came back.")
    assert (loaded.report.title, loaded.report.text) == ("", "The ship left on Monday.\nIt came back.")
    assert loaded.report.id == loaded.report.sha256[:12]


def test_markdown_loses_its_syntax() -> None:
    (loaded,) = load(FILES / "ships.md")
    assert isinstance(loaded, Loaded)
    assert loaded.report.title == "Two ships and a quay"
    assert loaded.report.published == date(2024, 3, 5)
    assert loaded.report.text.split("\n\n") == [
        "Two ships and a quay",
        "The Alder left the quay with nine crates, said the harbour master.",
        "What was in them",
        "- pumps, mostly\n- two valves",
        "“Nobody asked,” he said.",
    ]


def test_html_gives_its_main_text_and_metadata() -> None:
    (loaded,) = load(FILES / "ships.html")
    assert isinstance(loaded, Loaded)
    report = loaded.report
    assert report.title == "Two ships leave Port Example"
    assert (report.published, report.publisher, report.language) == (date(2024, 3, 5), "Reuters", "en")
    assert report.url == "https://news.example/ships"
    assert "nine crates" in report.text
    for unwanted in ("alert(", "document.write", "Cookies", "color: red", "<"):
        assert unwanted not in report.text
    assert "linked data" in loaded.because["published"]


def test_scripts_alone_are_no_text() -> None:
    with pytest.raises(ReportError, match="no text"):
        one(b"<html><body><script>document.write('The ship left')</script></body></html>")


def test_a_page_nested_beyond_reason_is_still_read() -> None:
    assert "The ship left" in one(b"<html><body>" + b"<div>" * 50_000 + b"The ship left.").report.text


def test_mail_gives_subject_date_and_sender() -> None:
    (loaded,) = load(FILES / "ships.eml")
    assert isinstance(loaded, Loaded)
    report = loaded.report
    assert report.title == "Two ships leave Port Exämple"
    assert (report.published, report.publisher) == (date(2024, 3, 5), "TASS")
    assert "harbour master" in report.text
    assert "Press office" not in report.text
    assert loaded.warnings == ("attachments are not read: list.pdf",)


def test_json_lines_go_on_after_a_broken_line() -> None:
    lines = [
        b'{"id": "a", "title": "A ship left", "text": "It left.", "published": "2024-03-05", "publisher": "Reuters"}',
        b'{"text": ',
        b"",
        b"[1, 2]",
        b'{"text": 5}',
        b'{"title": "", "text": " "}',
        b'{"text": "It left.", "published": "soon"}',
        b"\xff\xfe",
        b'{"a":' * 30_000,
        b'{"id": 7, "text": "It came back on the second day.", "extra": {"kept": false}}',
    ]
    found = list(load(io.BytesIO(b"\n".join(lines)), published=date(2020, 1, 1)))
    good = [item.report for item in found if isinstance(item, Loaded)]
    bad = [item for item in found if isinstance(item, LoadFailure)]
    assert [(report.id, report.published) for report in good] == [("a", date(2024, 3, 5)), ("7", date(2020, 1, 1))]
    assert good[0].text == "A ship left\n\nIt left."
    assert good[0].sha256 == hashlib.sha256(lines[0]).hexdigest()
    assert [item.place.rpartition(":")[2] for item in bad] == ["2", "4", "5", "6", "7", "8", "9"]
    assert all(item.problem for item in bad)


def test_json_lines_longer_than_a_buffer(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    texts = ["The ship left on Monday. " * count for count in (1, 5000, 60_000, 3)]
    path.write_text("\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts)) + "\n\n")
    found = [item for item in load(path) if isinstance(item, Loaded)]
    assert [item.report.id for item in found] == ["0", "1", "2", "3"]
    assert [item.report.text for item in found] == [text.strip() for text in texts]


def test_a_json_file_may_hold_one_object_or_a_list(tmp_path: Path) -> None:
    path = tmp_path / "reports.json"
    path.write_text('[\n{"id": "a", "text": "It left."},\n{"id": "b", "text": "It came."}\n]')
    assert [item.report.id for item in load(path) if isinstance(item, Loaded)] == ["a", "b"]
    path.write_text('{\n  "id": "a",\n  "text": "It left."\n}')
    assert [item.report.id for item in load(path) if isinstance(item, Loaded)] == ["a"]
    path.write_text("[1,\n")
    with pytest.raises(ReportError, match="not JSON"):
        list(load(path))


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The ship left on Monday.")))
    (loaded,) = load("-")
    assert isinstance(loaded, Loaded)
    assert loaded.report.text == "The ship left on Monday."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 500, "not text"),
        (bytes(range(256)) * 40, "not text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        (b"PK\x03\x04" + b"\x14\x00" * 50, "zip archive"),
        (b"%PDF-1.7\nnothing", "broken"),
        ("\u200b\u202e\ufeff\n".encode() * 20, "no text"),
    ],
)
def test_bad_input_is_named_with_its_place(data: bytes, words: str) -> None:
    with pytest.raises(ReportError, match=words) as caught:
        load_bytes(data, place="inbox/7")
    assert caught.value.place == "inbox/7"


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for source in (tmp_path / "absent.txt", tmp_path, "a\x00b"):
        with pytest.raises(InputError):
            list(load(source))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "The ship “Älder” left – at noon."),
        ("utf-8-sig", "The ship “Älder” left – at noon."),
        ("utf-16", "The ship “Älder” left – at noon."),
        ("utf-16-le", "The ship “Älder” left – at noon."),
        ("utf-16-be", "The ship “Älder” left – at noon."),
        ("cp1252", "The ship “Älder” left – at noon."),
        ("cp1251", "Судно прибыло в порт в понедельник, и никто этого не видел. Оно привезло уголь."),
        ("euc-kr", "선박이 석탄을 싣고 항구에 도착했다고 항만 관계자가 월요일에 말했다. 선원들은 말이 없었다."),
        ("shift_jis", "船は石炭を積んで港に着いたと港長が月曜日に述べた。乗組員は何も言わなかった。"),
    ],
)
def test_encodings_are_detected(encoding: str, text: str) -> None:
    assert one(text.encode(encoding)).report.text == text


def test_bytes_that_do_not_fit_are_counted() -> None:
    data = "The “ship” left – at noon, said the harbour master’s wife.".encode() + b" \xff\xfe and so on and on."
    loaded = one(data)
    assert "“ship”" in loaded.report.text
    assert any("could not be decoded" in warning for warning in loaded.warnings)


def test_a_declared_encoding_of_a_page_is_followed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Судно прибыло в порт.</p></body></html>'
    assert one(page.encode("cp1251")).report.text == "Судно прибыло в порт."


def test_control_characters_and_directions_leave_the_words() -> None:
    text = "The\x07 ship \u202eleft\u202c the\x1b[0m port of \u05d7\u05d9\u05e4\u05d4\u200f."
    assert one(text.encode()).report.text == "The ship left the[0m port of \u05d7\u05d9\u05e4\u05d4."


def test_another_language_is_said_to_be_so() -> None:
    loaded = one("Судно прибыло в порт с углём, и никто этого не видел.".encode())
    assert loaded.report.language == "ru"
    assert loaded.warnings == ("written in Russian; only English is read",)


def test_long_text_is_read_and_longer_text_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b"The ship left the port on Monday with 3.5 tons of coal, Mr. Lee said.\n"
    loaded = one(line * 40_000)
    assert len(loaded.report.text) == len(line) * 40_000 - 1
    assert len(sentences(loaded.report.text, title=loaded.report.title)) == 40_000
    monkeypatch.setattr("porosity.reports.loading.MOST_TEXT_BYTES", 1_000_000)
    with pytest.raises(ReportError, match="larger than"):
        one(line * 40_000)


def test_large_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("porosity.reports.loading.MOST_BYTES", 10_000)
    with pytest.raises(ReportError, match="larger than"):
        one(b"<html><body>" + b"<p>The ship left.</p>" * 1000)


def test_text_at_hand() -> None:
    loaded = from_text("The ship left.", title="A ship", id="x", published=date(2024, 3, 5))
    assert (loaded.report.id, loaded.report.text) == ("x", "A ship\n\nThe ship left.")


def test_importing_reports_brings_in_nothing_heavy() -> None:
    code = (
        "import sys, porosity.reports;"
        "heavy = {'trafilatura', 'pypdfium2', 'httpx', 'lxml', 'yaml', 'charset_normalizer', 'numpy', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True)
    assert answer.stdout.strip() == "[]"


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_report_or_a_clear_error(data: bytes) -> None:
    for kind in (None, "html", "mail", "markdown", "plain", "pdf"):
        try:
            loaded = load_bytes(data, place="here", kind=kind)
        except PorosityError as error:
            assert error.place == "here"
        else:
            assert loaded.report.text.strip()
            loaded.report.text.encode("utf-8")


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["<p>", "</p>", "<div", ">", "<script>", "</script>", "&#0;", "&lt;", "<!--", "-->",
                                 "<![CDATA[", "ship ", "\x00", "<title>", "<html>", "<meta charset=x>", '"', "'", "=",
                                 "<table><tr><td>", "<svg>", "<?xml", "?>", "\ud800"]), max_size=40))  # fmt: skip
def test_any_markup_gives_a_report_or_a_clear_error(parts: list[str]) -> None:
    try:
        loaded = load_bytes("".join(parts).encode("utf-8", "replace"), place="here", kind="html")
    except ReportError:
        return
    assert loaded.report.text.strip()


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200), st.text(max_size=40))
def test_text_is_title_blank_line_body(text: str, title: str) -> None:
    try:
        loaded = from_text(text, title=title)
    except ReportError:
        return
    report = loaded.report
    if report.title:
        assert "\n" not in report.title
        assert report.text.startswith(report.title + "\n\n")

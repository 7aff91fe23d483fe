from __future__ import annotations

import io
from datetime import date

import pytest

from porosity.errors import ReportError
from porosity.reports import Loaded, load, sentences

from .pdfs import pdf

PAGES = [
    [
        (760, "Example Institute    Brief 7"),
        (720, "Two ships and a quay"),
        (690, "The Alder left the quay at noon on Monday with nine sealed crates in"),
        (678, "its hold, the harbour master said. Nobody had asked what was in them or"),
        (666, "where the agent who had paid for the voyage wanted them to be unload-"),
        (654, "ed when the ship came in."),
        (630, "A second ship came on Tuesday. Its papers were in order, and its crew"),
        (618, "was tired of the sea and of each other, and the voyage was not over for"),
        (30, "1"),
    ],
    [
        (760, "Example Institute    Brief 7"),
        (720, "another week at least."),
        (700, "The quay was empty on Wednesday."),
        (30, "2"),
    ],
    [(760, "Example Institute    Brief 7"), (720, "Nothing more is known of the crates."), (30, "3")],
]


def load_pdf(data: bytes) -> Loaded:
    (loaded,) = load(io.BytesIO(data))
    assert isinstance(loaded, Loaded)
    return loaded


def test_lines_become_paragraphs_and_running_heads_go() -> None:
    loaded = load_pdf(pdf(PAGES))
    assert loaded.report.title == "Two ships and a quay"
    assert loaded.report.text.split("\n\n")[1:] == [
        "The Alder left the quay at noon on Monday with nine sealed crates in its hold, the harbour master said. Nobody"
        " had asked what was in them or where the agent who had paid for the voyage wanted them to be unloaded when the"
        " ship came in.",
        "A second ship came on Tuesday. Its papers were in order, and its crew was tired of the sea and of each other,"
        " and the voyage was not over for another week at least.",
        "The quay was empty on Wednesday.",
        "Nothing more is known of the crates.",
    ]


def test_pages_are_ranges_of_the_text() -> None:
    loaded = load_pdf(pdf(PAGES))
    text = loaded.report.text
    assert len(loaded.pages) == 3
    assert loaded.pages[0][0] == 0
    assert loaded.pages[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in zip(loaded.pages, loaded.pages[1:], strict=False))
    assert loaded.page_at(text.index("noon")) == 1
    assert loaded.page_at(text.index("another week")) == 2
    assert loaded.page_at(text.index("Wednesday")) == 2
    assert loaded.page_at(text.index("Nothing more")) == 3
    assert loaded.page_at(len(text)) is None
    assert sentences(text, title=loaded.report.title)


def test_the_day_that_the_file_was_made_is_the_last_resort() -> None:
    loaded = load_pdf(pdf(PAGES, created="D:20240305101500Z"))
    assert loaded.report.published == date(2024, 3, 5)
    assert loaded.because["published"] == "the PDF was made on that day"


def test_a_pdf_without_text_says_what_to_do() -> None:
    with pytest.raises(ReportError, match="OCR"):
        load_pdf(pdf([[]]))


@pytest.mark.parametrize("cut", [9, 40, 200])
def test_a_broken_pdf_is_said_to_be_broken(cut: int) -> None:
    with pytest.raises(ReportError, match=r"broken|no text"):
        load_pdf(pdf(PAGES)[:cut])


def test_a_pdf_may_be_larger_than_a_page_for_its_pictures_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("porosity.reports.loading.MOST_BYTES", 1_000)
    assert load_pdf(pdf(PAGES)).report.title
    monkeypatch.setattr("porosity.reports.loading.MOST_PDF_BYTES", 1_000)
    with pytest.raises(ReportError, match="larger than"):
        load_pdf(pdf(PAGES))

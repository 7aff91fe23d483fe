"""Long documents: an expert panel's report, an indictment, and what is not read as one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from porosity.assessment import Document, Evidence
from porosity.reports import Loaded, from_text, load
from porosity.reports.numbering import annex, numbered
from porosity.reports.structure import Places, document_of

from .panel import mark, note, panel_report, row, text
from .pdfs import Placed, pdf

DOCUMENTS = Path(__file__).parent / "documents"


def loaded(source: bytes | Path) -> Loaded:
    (one,) = load(io.BytesIO(source) if isinstance(source, bytes) else source)
    assert isinstance(one, Loaded)
    return one


@pytest.fixture(scope="module")
def panel() -> tuple[Loaded, Document]:
    one = loaded(panel_report())
    document = document_of(one)
    assert document is not None
    return one, document


def place(panel: tuple[Loaded, Document], words: str) -> Evidence:
    one, document = panel
    start = one.report.text.index(words)
    return Places(one, document).of(Evidence(start, start + len(words), words))


def test_neither_notes_nor_running_heads_nor_contents_are_text(panel: tuple[Loaded, Document]) -> None:
    words = panel[0].report.text
    for foreign in ("Iran sold missiles", "Reply of", "EX/2020", "....", "Report of the Example Panel\n", "/5"):
        assert foreign not in words
    assert "a Member State. The rifles came by rail through Dandong.\n" in words, "the mark of a note left something"


def test_notes_are_kept_whole_with_their_page_and_their_place(panel: tuple[Loaded, Document]) -> None:
    one, document = panel
    first, second, third = document.notes
    assert (first.mark, first.page, third.at) == ("1", 2, None)
    assert first.text.endswith("the letter adds, but no.")
    assert second.text.endswith("the ship and says that the crew had been paid in full."), "it goes on overleaf"
    assert first.at is not None
    assert one.report.text[: first.at].endswith("through Dandong.")


def test_a_paragraph_goes_on_behind_a_table(panel: tuple[Loaded, Document]) -> None:
    assert "a company with an office in a street of small shops, carried coal" in panel[0].report.text


def test_rows_of_a_table_say_their_heads_also_overleaf(panel: tuple[Loaded, Document]) -> None:
    lines = [line for line in panel[0].report.text.split("\n\n") if line.startswith("Vessel")]
    assert lines == [
        "Vessel: Halde Star; Cargo: coal; Port: Nampo; Date: 3 April 2019.",
        "Vessel: Orsa Pearl; Cargo: iron ore and zinc; Port: Dalian; Date: 9 April 2019.",
        "Vessel: Merin Hope; Cargo: seafood; Port: Busan; Date: 11 May 2019.",
        "Vessel: Dalva Wind; Cargo: statues; Port: Nampo; Date: 4 June 2019.",
        "Vessel: Farol Bright; Cargo: wine; Port: Dalian; Date: 5 June 2019.",
    ]


@pytest.mark.parametrize(
    ("words", "page", "paragraph", "notes"),
    [
        ("eight members", 2, "1", ()),
        ("The companies that own", 2, "2 (b)", ()),
        ("rifles came by rail", 2, "3", ("n1",)),
        ("In April 2019, the vessel", 2, "4", ()),
        ("street of small shops", 3, "4", ()),
        ("Cargo: wine", 4, "6", ()),
        ("sold the ship to a buyer", 5, "annex 1, 2", ()),
        ("Ships that changed", 3, None, ()),
    ],
)
def test_words_know_their_place(
    panel: tuple[Loaded, Document], words: str, page: int, paragraph: str | None, notes: tuple[str, ...]
) -> None:
    found = place(panel, words)
    assert (found.page, found.paragraph, found.notes) == (page, paragraph, notes)


def test_headings_are_the_contents(panel: tuple[Loaded, Document]) -> None:
    assert [(one.text, one.level, one.page) for one in panel[1].headings] == [
        ("I. Introduction", 1, 2),
        ("II. Transport", 1, 3),
        ("A. Ships that changed their names", 2, 3),
        ("Annex 1", 1, 5),
    ]


def test_an_indictment_numbers_its_paragraphs_through_its_counts() -> None:
    one = loaded(DOCUMENTS / "indictment.txt")
    document = document_of(one)
    assert document is not None
    assert [label for _, _, label in document.paragraphs] == ["1", "2", "2 (a)", "2 (b)", "3", "4", "5", "6"]
    assert [(h.text, h.level) for h in document.headings][-4:] == [
        ("COUNT ONE", 1),
        ("(Conspiracy to evade sanctions)", 2),
        ("COUNT TWO", 1),
        ("(Money laundering)", 2),
    ]


@pytest.mark.parametrize(
    "article",
    [
        "Two ships leave\n\nThe ship left on Monday.\n\nThe port\n\nIt came back on Tuesday.",
        "Two ships leave\n\n1. The ship left.\n\n2. It came back.",
        "Two ships leave\n\nIn 2019.\n\n37. The ship left.\n\n40 men were on board.",
    ],
)
def test_an_article_is_no_document(article: str) -> None:
    assert document_of(from_text(article)) is None


def labels(*lines: str) -> list[str]:
    return [label for _, _, label in numbered("\n\n".join(lines), title="")]


def test_a_list_within_a_paragraph_is_counted_under_it() -> None:
    lines = ("11. It left.", "12. It saw:", "1. A ship.", "2. A quay.", "3. A tug.", "13. It came.", "14. It went.")
    assert labels(*lines) == ["11", "12", "12 (1)", "12 (2)", "12 (3)", "13", "14"]


def test_numbers_begin_anew_in_each_annex() -> None:
    lines = ("Annex A: Letters", "1. It left.", "2. It came.", "3. It sank.", "Annex B", "1. It left.", "2. It came.")
    assert labels(*lines, "3. It sank.")[-1] == "annex B, 3"


def test_letters_stand_in_numbers_and_romans_in_letters() -> None:
    lines = ("1. It saw:", "(a) A ship;", "(i) A mast;", "(ii) A sail;", "(b) A quay.", "2. It left.", "3. It came.")
    assert labels(*lines) == ["1", "1 (a)", "1 (a) (i)", "1 (a) (ii)", "1 (b)", "2", "3"]


def test_a_paragraph_may_have_lost_its_number() -> None:
    assert labels("1. It left.", "It came.", "3. It sank.", "4. It rose.") == ["1", "1", "3", "4"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Annex 2", "annex 2"),
        ("ANNEX IV", "annex IV"),
        ("Appendix B: Letters", "appendix B"),
        ("Annex", "annex"),
        ("Annex 2 shows the ship.", None),
        ("Annexed papers", None),
        ("Annex 2 shows the ship", None),
    ],
)
def test_annexes(line: str, name: str | None) -> None:
    assert annex(line) == name


# --- what looks like a note or a table, and is none ---


def test_two_columns_of_text_are_no_table() -> None:
    left = ("The ship left the quay at noon with all", "its crates, and nobody asked where it", "went or who had paid.")
    right = ("A second ship came in the evening and", "lay beside the first for some hours, its", "crew ashore.")
    page = [*text(700, *left), *text(700, *right, left=320)]
    words = loaded(pdf([page])).report.text
    assert ":" not in words
    assert "crates, and nobody asked where it went or who had paid." in words


def test_two_rows_are_no_table() -> None:
    page = [*row(700, "Port", "Nampo"), *row(688, "Cargo", "coal"), *text(640, "The ship left on Monday.")]
    assert "Port: " not in loaded(pdf([page])).report.text


def test_small_type_without_a_mark_is_text() -> None:
    page = [*text(700, "The ship left on Monday.", "It came back."), *text(100, "Source: harbour office.", size=8)]
    one = loaded(pdf([page]))
    assert one.notes == ()
    assert "Source: harbour office." in one.report.text


def test_notes_in_the_type_of_the_text_show_by_their_raised_marks() -> None:
    below: list[Placed] = [(124, "4", 50, 6), (120, "Letter of 4 May.", 56, 10)]
    page = [*mark(700, "The ship left on Monday.", 4), *text(660, "It came back."), *below]
    one = loaded(pdf([page]))
    assert [(n.mark, n.text) for n in one.notes] == [("4", "Letter of 4 May.")]
    assert one.report.text.endswith("It came back.")


def test_a_number_in_small_type_is_no_note_where_no_text_cites_it() -> None:
    page = [*text(700, "The ship left on Monday.", "It came back."), *text(100, "12 crates were on board.", size=8)]
    assert loaded(pdf([page])).notes == ()


def test_a_note_of_the_same_mark_on_another_page_keeps_its_own_place() -> None:
    pages = [
        [*mark(700, f"Ship {number} left on Monday.", 1), *text(660, "It came."), *note(100, 1, f"Letter {number}.")]
        for number in (1, 2)
    ]
    one = loaded(pdf(pages))
    first, second = one.notes
    assert first.at is not None
    assert second.at is not None
    assert one.report.text[: first.at].endswith("Ship 1 left on Monday.")
    assert one.report.text[: second.at].endswith("Ship 2 left on Monday.")

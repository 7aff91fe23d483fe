"""The dossier as PDF: what a reader finds on its pages, and that no text of a report is ever markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from poison import ANY_TEXT, PAYLOADS, card_of, rewritten

from porosity.assessment import Assessment, Report
from porosity.exports import no_card, pdf
from samples import ASSESSMENT, CARDS, card

TYPST = (
    "#panic(1)",
    '#read("/etc/passwd")',
    '#import "@preview/x:0.1.0"',
    "*bold* _it_ `raw` $x^2$ <label> @ref = heading",
    "]] #[ } { \\ // /* */",
    "#sys.inputs.data",
    "\\u{1F600} \\#",
)


def words(written: bytes) -> str:
    """The text of all pages, with white space folded."""
    document = pypdfium2.PdfDocument(written)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())


def test_golden(golden) -> None:
    document = pypdfium2.PdfDocument(pdf.render(ASSESSMENT, card=card, marking="TLP:AMBER"))
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    lines = [line.rstrip() for page in pages for line in (*page.splitlines(), "---")]
    golden("dossier-pdf.txt", "\n".join(lines) + "\n")


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert pdf.render(ASSESSMENT, card=card) == pdf.render(ASSESSMENT, card=card)


def test_the_report_and_every_finding_are_in_it() -> None:
    found = words(pdf.render(ASSESSMENT, card=card))
    assert "If as reported, the transfer of a car built in Russia from Viktor Sorokin" in found
    assert "accuses nobody" in found
    for line in ASSESSMENT.report.text.splitlines()[2:4]:
        assert line.split(",")[0] in found
    assert "paragraph number recalled, not checked" in found


def test_the_marking_stands_twice_on_every_page() -> None:
    document = pypdfium2.PdfDocument(pdf.render(ASSESSMENT, card=card, marking="TLP:AMBER+STRICT"))
    for number in range(len(document)):
        assert document[number].get_textpage().get_text_range().count("TLP:AMBER+STRICT") == 2


def test_no_marking_where_none_is_given() -> None:
    assert "TLP" not in words(pdf.render(ASSESSMENT, card=card))


def test_an_empty_assessment_makes_a_document() -> None:
    report = Report("r", "", "", None, None, None, "0" * 64, None)
    assert "That is no clearance" in words(pdf.render(Assessment(report, {}), card=no_card))


def test_a_word_longer_than_a_line_breaks_and_copies_whole() -> None:
    long = "https://courier.example/" + "a" * 300
    report = replace(ASSESSMENT.report, url=long)
    found = words(pdf.render(replace(ASSESSMENT, report=report), card=card))
    assert long in found.replace(" ", "")


def test_what_the_fonts_lack_is_said() -> None:
    report = replace(ASSESSMENT.report, text="김정은\n\n차", title="김정은")
    bare = Assessment(report, {})
    assert "4 characters of the text cannot be set" in words(pdf.render(bare, card=no_card))
    assert "cannot be set" not in words(pdf.render(ASSESSMENT, card=card))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "//x.example"])
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    written = pdf.render(replace(ASSESSMENT, report=replace(ASSESSMENT.report, url=url)), card=card)
    assert b"/URI" not in written


@pytest.mark.parametrize("payload", [*PAYLOADS, *TYPST])
@pytest.mark.parametrize("keep", [True, False], ids=["appended", "instead"])
def test_hostile_text_in_every_field_stays_text(payload: str, keep: bool) -> None:
    def rewrite(text: str) -> str:
        return text + payload if keep else payload

    written = pdf.render(rewritten(ASSESSMENT, rewrite), card=card_of(rewrite, CARDS["un-1718-8a3-luxury"]))
    assert written.startswith(b"%PDF-")
    for name in (b"/JavaScript", b"/Launch", b"/EmbeddedFile"):
        assert name not in written


@pytest.mark.parametrize("payload", TYPST)
def test_markup_of_typst_is_shown_letter_by_letter(payload: str) -> None:
    report = replace(ASSESSMENT.report, text=payload, title=payload)
    found = words(pdf.render(Assessment(report, {}), card=no_card))
    assert " ".join(payload.split()) in found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_in_any_field_is_set(text: str) -> None:
    assert pdf.render(rewritten(ASSESSMENT, lambda _: text), card=no_card).startswith(b"%PDF-")


@settings(max_examples=40, deadline=None)
@given(st.dates())
def test_any_day_of_publication_is_set(day: date) -> None:
    report = replace(ASSESSMENT.report, published=day)
    assert pdf.render(Assessment(report, {}), card=no_card).startswith(b"%PDF-")


def test_the_command_writes_a_file(porosity, tmp_path) -> None:
    (tmp_path / "report.txt").write_text("Nothing happened in the harbour on Monday.\n", encoding="utf-8")
    done = porosity("read", "report.txt", "--format", "pdf", "--output", "out.pdf", "--no-lists")
    assert done.returncode == 0
    assert "Nothing happened in the harbour" in words((tmp_path / "out.pdf").read_bytes())


def test_many_reports_need_a_folder(porosity, tmp_path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"Nothing happened in harbour {name}.\n", encoding="utf-8")
    done = porosity("read", "a.txt", "b.txt", "--format", "pdf", "--no-lists")
    assert done.returncode == 2 and b"--output" in done.stderr
    done = porosity("read", "a.txt", "b.txt", "--format", "pdf", "--no-lists", "--output", "all")
    assert done.returncode == 0 and sorted(path.name for path in (tmp_path / "all").iterdir()) == ["a.pdf", "b.pdf"]

"""Findings as CSV and gathered for a document."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from porosity.assessment import Act, Assessment, Document, Entity, Event, Heading, Note
from porosity.batches import with_places
from porosity.exports import findings_sheet, html, markdown, no_card
from porosity.exports.dossier import arrange
from porosity.exports.overview import route
from porosity.reports import Loaded
from porosity.reports.structure import Places
from samples import ASSESSMENT


def as_document() -> Assessment:
    """The sample as a document of one page, all of it paragraph 7 under one heading, with a note."""
    report = ASSESSMENT.report
    size = len(report.text)
    document = Document(
        pages=1,
        headings=(Heading(0, len(report.title), report.title, 1, 1),),
        paragraphs=((0, size, "7"),),
        notes=tuple(Note("12", "Letter of 4 May.", 1, at, f"n{number}") for number, at in enumerate(_ends(), 1)),
    )
    loaded = Loaded(report, ((0, size),))
    return replace(with_places(ASSESSMENT, Places(loaded, document)), document=document)


def _ends() -> list[int]:
    text = ASSESSMENT.report.text
    return [at for at, sign in enumerate(text) if sign == "\n" and at and text[at - 1] != "\n"]


def read(assessment: Assessment) -> list[dict[str, str]]:
    lines = [findings_sheet.header(), *findings_sheet.rows(assessment, card=no_card)]
    return list(csv.DictReader(io.StringIO("\n".join(lines))))


def test_a_line_a_finding_with_its_place() -> None:
    found = read(as_document())
    assert [one["finding"] for one in found] == [finding.id for finding in ASSESSMENT.findings]
    first = found[0]
    assert (first["page"], first["paragraph"], first["verdict"]) == ("1", "7", ASSESSMENT.findings[0].verdict.value)
    assert "Letter of 4 May." in first["notes"]
    assert first["words"]


def test_an_article_has_neither_page_nor_paragraph() -> None:
    assert {(one["page"], one["paragraph"], one["notes"]) for one in read(ASSESSMENT)} == {("", "", "")}


def test_no_cell_is_a_formula() -> None:
    report = replace(ASSESSMENT.report, title="=cmd|' /C calc'!A0", id="@x")
    (first, *_) = read(replace(ASSESSMENT, report=report))
    assert first["title"] == "'=cmd|' /C calc'!A0"
    assert first["report"] == "'@x"


def test_a_document_opens_with_its_contents_and_its_findings_gathered() -> None:
    dossier = arrange(as_document(), card=no_card)
    assert dossier.overview is not None
    loud = {view.number for view in dossier.loud}
    assert {number for section in dossier.overview.sections for number in section.findings} <= loud
    assert {number for group in dossier.overview.by_measure for number in group.findings} == loud
    assert dossier.overview.notes
    for shown in (markdown.render(as_document(), card=no_card), html.render(as_document(), card=no_card)):
        assert "page 1, paragraph 7" in shown
        assert "Letter of 4 May" in shown
        assert "y supplier" in shown


def test_an_article_has_no_overview() -> None:
    assert arrange(ASSESSMENT, card=no_card).overview is None


def test_a_route_runs_from_over_to() -> None:
    entities = {
        entity.id: entity
        for entity in (
            Entity("firm", "a firm", "organisation"),
            Entity("russia", "Russia", "place", "ru"),
            Entity("dandong", "Dandong", "place", "cn"),
            Entity("kim", "Kim Jong Un", "person", "kp"),
        )
    }
    sale = Event("v1", Act.TRANSFER, {"agent": ("russia",), "via": ("dandong",), "recipient": ("kim",)})
    assert route(sale, entities) == ("Russia", "China", "North Korea")
    assert route(replace(sale, roles={"agent": ("firm",), "via": ("russia",)}), entities) == ("a firm", "Russia", "")
    assert route(replace(sale, roles={"agent": ("russia",), "via": ("russia",)}), entities) == ("Russia", "", "")

"""How a long report is laid out: its headings, the paragraphs that it numbers, its notes. None for an article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from porosity.assessment import Document, Evidence, Heading
from porosity.reports.layout import paragraphs
from porosity.reports.loading import Loaded
from porosity.reports.numbering import annex, numbered

LEAST_PAGES = 5  # from which on a text with headings is a document, whether it numbers its paragraphs or not
LONGEST_HEADING = 160
DEEPEST = 5

_STYLES = (
    ("part", re.compile(r"(?:part|chapter|section|count|volume|book)\s+(?:[\dIVXL]+|[a-z]+)\b", re.IGNORECASE)),
    ("roman", re.compile(r"[IVXL]+\.\s")),
    ("letter", re.compile(r"[A-Z]\.\s")),
    ("number", re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s")),
)


def document_of(loaded: Loaded) -> Document | None:
    """The layout of a report that has one: numbered paragraphs, notes, or headings over many pages."""
    report = loaded.report
    labelled = numbered(report.text, title=report.title)
    headings = tuple(_headings(loaded))
    several = len(loaded.pages) >= LEAST_PAGES and len(headings) > 1
    if not labelled and not loaded.notes and not several:
        return None
    notes = tuple(replace(note, id=f"n{number}") for number, note in enumerate(loaded.notes, start=1))
    return Document(len(loaded.pages), headings, tuple(labelled), notes)


def _headings(loaded: Loaded) -> Iterator[Heading]:
    text = loaded.report.text
    larger = dict(loaded.headings)
    depth: dict[str, int] = {}
    numbered_at = 0  # how deep the last heading with a number stands: one without stands below it
    for block in paragraphs(text, title=loaded.report.title):
        line = text[block.start : block.end]
        opened = annex(line)
        is_heading = block.kind == "heading" or block.start in larger
        if opened is None and (not is_heading or len(line) > LONGEST_HEADING or block.kind == "title"):
            continue
        style = "annex" if opened is not None else _style(line)
        if style == "annex":
            depth = {}
        if style:
            numbered_at = level = depth.setdefault(style, min(DEEPEST, len(depth) + 1))
        else:
            level = min(DEEPEST, numbered_at + 1)
        yield Heading(block.start, block.end, line, level, loaded.page_at(block.start))


def _style(line: str) -> str:
    """How a heading is numbered; empty where it is not."""
    return next((name for name, pattern in _STYLES if pattern.match(line)), "")


class Places:
    """Where evidence stands in a document: its page, its paragraph, the notes that the paragraph cites."""

    def __init__(self, loaded: Loaded, document: Document | None) -> None:
        self._loaded = loaded
        self._labelled = () if document is None else document.paragraphs
        notes = () if document is None else document.notes
        self._notes = sorted((note.at, note.id) for note in notes if note.at is not None)
        self._text = loaded.report.text

    def of(self, evidence: Evidence) -> Evidence:
        """The evidence with its place."""
        page = self._loaded.page_at(evidence.start)
        at = bisect_right(self._labelled, evidence.start, key=lambda paragraph: paragraph[0])
        inside = at > 0 and evidence.start < self._labelled[at - 1][1]
        label = self._labelled[at - 1][2] if inside else None
        return replace(evidence, page=page, paragraph=label, notes=self._cited(evidence.start))

    def _cited(self, start: int) -> tuple[str, ...]:
        if not self._notes:
            return ()
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", start)
        last = len(self._text) if last < 0 else last
        begin, end = bisect_left(self._notes, (first, "")), bisect_left(self._notes, (last + 1, ""))
        return tuple(note for _, note in self._notes[begin:end])

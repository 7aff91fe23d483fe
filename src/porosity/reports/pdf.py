"""PDF by pypdfium2: lines joined into paragraphs, running heads dropped, notes kept apart, tables read as rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from porosity.assessment import Note
from porosity.errors import ReportError
from porosity.reports.cleaning import LineJoiner, is_list_item, one_line
from porosity.reports.footnotes import FootNote, part_notes
from porosity.reports.pdf_lines import MARK, Line, page_lines
from porosity.reports.plain import Page, split_title
from porosity.reports.tables import Heads, with_rows

MOST_PAGES = 3000
MOST_CHARACTERS = 20_000_000
EDGE_LINES = 2  # at the top and bottom of a page, where running heads and page numbers stand
HEAD_PAGES = 3  # a line at the edge of that many pages, numbers apart, is no text
LARGER = 1.12  # of the usual size: a line in such type is a heading

_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?(?: ?-)?$|[ivxl]{1,6}$", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_LEADER = re.compile(r"(?:\.|…){4,} ?\d{0,4}$|(?:\. ){4,}\d{0,4}$")  # a line of a table of contents
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NO_TITLE = re.compile(
    r"(?i)^(untitled|microsoft word|powerpoint|document\d*|slide \d|.*\.(docx?|pdf|indd|tex|pages|rtf|qxp)$)"
)


def read_pdf(data: bytes, place: str, *, title: str | None = None) -> Page:
    """A PDF as title and body; `pages` are the offset ranges of its pages in the body."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReportError(place, "the PDF is locked with a password.", "Save a copy without one.") from error
        raise ReportError(place, "the PDF is broken and cannot be opened.", "Fetch it again.") from error
    try:
        if len(document) > MOST_PAGES:
            raise ReportError(place, f"the PDF has {len(document)} pages; at most {MOST_PAGES} are read.", "Split it.")
        pages, warnings = _lines(document, place)
        metadata = _metadata(document)
    finally:
        document.close()
    text, notes = part_notes(_without_running_heads(pages))
    return _page(_paragraphs(_with_tables(text)), notes, len(pages), metadata, warnings, title)


def _lines(document: Any, place: str) -> tuple[list[list[Line]], tuple[str, ...]]:
    import pypdfium2 as pdfium

    pages: list[list[Line]] = []
    broken: list[int] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
            lines = page_lines(text_page)
            text_page.close()
            page.close()
        except pdfium.PdfiumError:
            broken.append(number + 1)
            lines = []
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise ReportError(place, f"the PDF holds more than {MOST_CHARACTERS:,} characters.", "Split it.")
        pages.append(lines)
    if broken and len(broken) == len(pages):
        raise ReportError(place, "no page of the PDF can be opened.", "Fetch it again, or print it anew.")
    warnings = [f"page {number} of the PDF is broken and was left out" for number in broken[:5]]
    empty = [str(index) for index, lines in enumerate(pages, start=1) if not lines and index not in broken]
    if empty and len(empty) < len(pages):
        warnings.append(f"no text on page {', '.join(empty[:10])}: perhaps pictures of text")
    return pages, tuple(warnings)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _edges(lines: list[Line]) -> set[int]:
    """The lines at the top and the bottom of a page, by how high they stand and by their order: heads may come last."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].bottom)
    return {at for row in (order, range(len(lines))) for at in (*row[:EDGE_LINES], *row[-EDGE_LINES:])}


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    seen: Counter[str] = Counter()
    for lines in pages:
        seen.update({_shape(lines[at].bare) for at in _edges(lines)})
    enough = max(HEAD_PAGES, len(pages) // 4)
    kept: list[list[Line]] = []
    for lines in pages:
        keep: list[Line] = []
        edges = _edges(lines)
        outermost = {0, len(lines) - 1, *(sorted(edges, key=lambda at: lines[at].bottom)[:1])}
        for index, line in enumerate(lines):
            number = index in outermost and len(lines) > 1 and _PAGE_NUMBER.match(line.bare) is not None
            head = index in edges and seen[_shape(line.bare)] >= enough
            if not number and not head and _LEADER.search(line.bare) is None:
                keep.append(line)
        kept.append(keep)
    return kept


def _with_tables(pages: list[list[Line]]) -> list[list[Line]]:
    kept: list[list[Line]] = []
    heads: Heads = ()
    for lines in pages:
        made, heads = with_rows(lines, heads)
        kept.append(made)
    return kept


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as its lines by page, for it may run over the end of a page."""

    parts: list[tuple[int, list[str]]]
    is_heading: bool = False


def _paragraphs(pages: list[list[Line]]) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    above: Line | None = None
    width, size = _usual(pages)
    for number, lines in enumerate(pages):
        overleaf, last = (paragraphs[-1], above) if paragraphs else (None, None)
        for index, line in enumerate(lines):
            if above is not None and _goes_on(line, above, width, first_on_page=index == 0):
                _add(paragraphs[-1], number, line)
            elif overleaf is not None and last is not None and index and _is_rest(line, last, width):
                _add(overleaf, number, line)
                paragraphs.append(overleaf)
                overleaf = None
            else:
                large = size > 0 and line.size > size * LARGER and not line.is_row
                paragraphs.append(_Paragraph([(number, [line.text])], large))
            above = line
    return list({id(paragraph): paragraph for paragraph in paragraphs}.values())


def _add(paragraph: _Paragraph, number: int, line: Line) -> None:
    if paragraph.parts[-1][0] == number:
        paragraph.parts[-1][1].append(line.text)
    else:
        paragraph.parts.append((number, [line.text]))


def _is_rest(line: Line, last: Line, width: int) -> bool:
    """Whether a line goes on with what the page before broke off, a table or a heading being between them."""
    if line.is_row or last.is_row or is_list_item(line.text) or not _alike(line.size, last.size):
        return False
    broken_off = _ENDS.search(last.bare[-6:]) is None
    return broken_off and (line.text[:1].islower() or (line.text[:1].isdigit() and len(last.bare) > width * 0.8))


def _usual(pages: list[list[Line]]) -> tuple[int, float]:
    """How long a full line is, in characters, and the size that most of the text is set in."""
    lengths = sorted(len(line.text) for lines in pages for line in lines)
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
    return (lengths[len(lengths) * 9 // 10], sizes.most_common(1)[0][0]) if lengths else (0, 0.0)


def _goes_on(line: Line, before: Line, width: int, *, first_on_page: bool) -> bool:
    above = before.bare
    if is_list_item(line.text) or line.is_row or before.is_row or not _alike(line.size, before.size):
        return False
    ended = _ENDS.search(above[-6:]) is not None
    if first_on_page:
        return not ended and (line.text[:1].islower() or above.endswith(("-", ",")) or len(above) > width * 0.8)
    if line.opens is True:
        return above.endswith("-") and line.text[:1].islower()
    full = len(above) + len(line.text.partition(" ")[0]) + 1 > width * 0.8
    if line.opens is False:
        return full or not ended
    return full or (not ended and line.text[:1].islower())


def _alike(one: float, other: float) -> bool:
    """Whether two lines are set in one size, or in one that nobody knows."""
    return not one or not other or max(one, other) <= min(one, other) * LARGER


def _page(
    paragraphs: list[_Paragraph],
    foot: list[FootNote],
    page_count: int,
    metadata: dict[str, str],
    warnings: tuple[str, ...],
    title: str | None,
) -> Page:
    joiner = LineJoiner("\n".join(line for paragraph in paragraphs for _, lines in paragraph.parts for line in lines))
    texts: list[str] = []
    starts: list[int | None] = [None] * page_count
    headings: list[tuple[int, int]] = []
    cited: list[tuple[str, int]] = []
    position = 0
    for paragraph in paragraphs:
        text = ""
        for number, lines in paragraph.parts:
            joined = joiner.join([text, *lines] if text else lines)
            if starts[number] is None:
                starts[number] = position + min(len(MARK.sub("", text)), len(MARK.sub("", joined)))
            text = joined
        text, marks = _without_marks(text)
        cited += [(mark, position + at) for mark, at in marks]
        if paragraph.is_heading:
            headings.append((position, position + len(text)))
        texts.append(text)
        position += len(text) + 2
    body = "\n\n".join(texts)
    because: dict[str, str] = {}
    found: dict[str, str] = {}
    if "created" in metadata:
        found["created"], because["created"] = metadata["created"], "the PDF was made on that day"
    stated = metadata.get("title")
    opens = stated is not None and body.casefold().startswith(stated.casefold())
    why = "given" if title else "the PDF's own title"
    page = split_title(body, title=title or (stated if opens else None), why=why)
    cut = len(body) - len(page.body)
    return Page(
        page.title,
        page.body,
        found,
        {**because, **page.because},
        _ranges(starts, cut, len(page.body)),
        warnings,
        notes=tuple(_placed_notes(foot, cited, starts, cut)),
        headings=tuple((start - cut, end - cut) for start, end in headings if start >= cut),
    )


def _without_marks(text: str) -> tuple[str, list[tuple[str, int]]]:
    """A paragraph without the marks of notes, and each mark with where it stood."""
    marks: list[tuple[str, int]] = []
    removed = 0
    for found in MARK.finditer(text):
        marks.append((found[1], found.start() - removed))
        removed += len(found[0])
    return MARK.sub("", text).rstrip(), marks


def _ranges(starts: list[int | None], cut: int, end: int) -> tuple[tuple[int, int], ...]:
    """The pages as ranges of the body; one without text is empty."""
    ranges: list[tuple[int, int]] = []
    for start in reversed(starts):
        begin = min(max(0, start - cut), end) if start is not None else end
        ranges.append((begin, end))
        end = begin
    ranges.reverse()
    if ranges:
        ranges[0] = (0, ranges[0][1])
    return tuple(ranges)


def _placed_notes(
    foot: list[FootNote], cited: list[tuple[str, int]], starts: list[int | None], cut: int
) -> Iterator[Note]:
    """Each note with where the text cites it: its mark on the same page."""
    begins = [start for start in starts if start is not None]
    for note in foot:
        first = next((start for start in reversed(starts[: note.page]) if start is not None), 0)
        after = begins.index(first) if first in begins else 0
        last = begins[after + 1] if after + 1 < len(begins) else None
        at = [at for mark, at in cited if mark == note.mark and at >= first and (last is None or at <= last)]
        yield Note(note.mark, note.text, note.page, at[0] - cut if at and at[0] >= cut else None)


def _metadata(document: Any) -> dict[str, str]:
    try:
        raw = document.get_metadata_dict()
    except Exception:  # broken metadata is no reason to refuse the text
        return {}
    metadata: dict[str, str] = {}
    title = one_line(raw.get("Title", ""))
    if title and _NO_TITLE.match(title) is None:
        metadata["title"] = title
    made = _DATE.match(raw.get("CreationDate", ""))
    if made is not None:
        metadata["created"] = "-".join(made.groups())
    return metadata

"""PDF by pypdfium2: text page by page, lines joined into paragraphs, running heads dropped, page ranges kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from porosity.errors import ReportError
from porosity.reports.cleaning import LineJoiner, clean, is_list_item, one_line
from porosity.reports.plain import Page, split_title

MOST_PAGES = 3000
MOST_CHARACTERS = 20_000_000
EDGE_LINES = 2  # at the top and bottom of a page, where running heads and page numbers stand
HEAD_PAGES = 3  # a line at the edge of that many pages, numbers apart, is no text
LEAST_GAP = 4.0  # points; less is a raised sign on the same line
WIDER_GAP = 1.35  # of the usual distance between lines parts paragraphs

_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?(?: ?-)?$|[ivxl]{1,6}$", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile("[\x02\xad\ufffe\uffff]$")
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
    paragraphs = _paragraphs(_without_running_heads(pages))
    return _page(paragraphs, len(pages), metadata, warnings, title)


class _Line:
    """A line of a page; `opens` says whether the distance above it parts paragraphs."""

    __slots__ = ("opens", "text")

    def __init__(self, text: str, opens: bool | None) -> None:
        self.text = text
        self.opens = opens


def _lines(document: Any, place: str) -> tuple[list[list[_Line]], tuple[str, ...]]:
    import pypdfium2 as pdfium

    pages: list[list[_Line]] = []
    broken: list[int] = []
    characters = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
            lines = _page_lines(text_page)
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


def _page_lines(text_page: Any) -> list[_Line]:
    raw = text_page.get_text_range()
    heights = _heights(text_page, raw)
    gaps = sorted(_gaps([height for height in heights if height is not None]))
    usual = gaps[len(gaps) // 4] if gaps else None
    lines: list[_Line] = []
    last: float | None = None
    blank = False
    for text, height in zip(re.split(r"\r\n|\r|\n", raw), heights, strict=True):
        broken = _BROKEN_WORD.search(text.rstrip()) is not None
        line = clean(text) + ("-" if broken else "")
        if not line.strip("-"):
            blank = blank or bool(lines)
            continue
        opens: bool | None = None
        if usual is not None and height is not None and last is not None:
            gap = last - height[0]
            opens = gap > usual * WIDER_GAP or gap < -usual  # a jump upwards is the next column
        lines.append(_Line(line, True if blank else opens))
        last, blank = (height[1] if height is not None else None), False
    return lines


def _gaps(heights: list[tuple[float, float]]) -> Iterator[float]:
    for (_, above), (below, _) in pairwise(heights):
        if above - below >= LEAST_GAP:
            yield above - below


def _heights(text_page: Any, raw: str) -> list[tuple[float, float] | None]:
    """How high the first and the last sign of each line stand, for a line may hold a broken word and run over two.

    None for all where characters and positions do not correspond.
    """
    lines = re.split(r"(\r\n|\r|\n)", raw)
    heights: list[tuple[float, float] | None] = []
    corresponds = text_page.count_chars() == len(raw)
    position = 0
    for index in range(0, len(lines), 2):
        line = lines[index]
        height: tuple[float, float] | None = None
        if corresponds and line.strip():
            first = position + len(line) - len(line.lstrip())
            last = position + len(line.rstrip()) - 1
            height = (text_page.get_charbox(first, loose=True)[1], text_page.get_charbox(last, loose=True)[1])
        heights.append(height)
        position += len(line) + (len(lines[index + 1]) if index + 1 < len(lines) else 0)
    return heights


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _without_running_heads(pages: list[list[_Line]]) -> list[list[_Line]]:
    seen: Counter[str] = Counter()
    for lines in pages:
        edges = {_shape(line.text) for line in (*lines[:EDGE_LINES], *lines[-EDGE_LINES:])}
        seen.update(edges)
    enough = max(HEAD_PAGES, len(pages) // 4)
    kept: list[list[_Line]] = []
    for lines in pages:
        keep: list[_Line] = []
        for index, line in enumerate(lines):
            at_edge = index < EDGE_LINES or index >= len(lines) - EDGE_LINES
            outermost = index == 0 or index == len(lines) - 1
            number = outermost and len(lines) > 1 and _PAGE_NUMBER.match(line.text) is not None
            if not number and not (at_edge and seen[_shape(line.text)] >= enough):
                keep.append(line)
        kept.append(keep)
    return kept


def _paragraphs(pages: list[list[_Line]]) -> list[list[tuple[int, list[str]]]]:
    """Paragraphs, each as its lines by page: a paragraph may run over the end of a page."""
    paragraphs: list[list[tuple[int, list[str]]]] = []
    above = ""
    width = _usual_width(pages)
    for number, lines in enumerate(pages):
        for index, line in enumerate(lines):
            if paragraphs and _goes_on(line, above, width, first_on_page=index == 0):
                if paragraphs[-1][-1][0] == number:
                    paragraphs[-1][-1][1].append(line.text)
                else:
                    paragraphs[-1].append((number, [line.text]))
            else:
                paragraphs.append([(number, [line.text])])
            above = line.text
    return paragraphs


def _usual_width(pages: list[list[_Line]]) -> int:
    lengths = sorted(len(line.text) for lines in pages for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(line: _Line, above: str, width: int, *, first_on_page: bool) -> bool:
    if is_list_item(line.text):
        return False
    ended = _ENDS.search(above[-6:]) is not None
    if first_on_page:
        return not ended and (line.text[:1].islower() or above.endswith(("-", ",")))
    if line.opens is True:
        return above.endswith("-") and line.text[:1].islower()
    full = len(above) + len(line.text.partition(" ")[0]) + 1 > width * 0.8
    if line.opens is False:
        return full or not ended
    return full or (not ended and line.text[:1].islower())


def _page(
    paragraphs: list[list[tuple[int, list[str]]]],
    page_count: int,
    metadata: dict[str, str],
    warnings: tuple[str, ...],
    title: str | None,
) -> Page:
    everything = "\n".join(line for paragraph in paragraphs for _, lines in paragraph for line in lines)
    joiner = LineJoiner(everything)
    texts: list[str] = []
    starts: list[int | None] = [None] * page_count
    position = 0
    for paragraph in paragraphs:
        text = ""
        for number, lines in paragraph:
            joined = joiner.join([text, *lines] if text else lines)
            if starts[number] is None:
                starts[number] = position + min(len(text), len(joined))
            text = joined
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
    ranges: list[tuple[int, int]] = []
    end = len(page.body)
    for number in range(page_count - 1, -1, -1):
        start = starts[number]
        begin = min(max(0, start - cut), end) if start is not None else end
        ranges.append((begin, end))
        end = begin
    ranges.reverse()
    if ranges:
        ranges[0] = (0, ranges[0][1])
    return Page(page.title, page.body, found, {**because, **page.because}, tuple(ranges), warnings)


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

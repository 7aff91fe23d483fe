"""The lines of a PDF page as they stand: text with its place and size, raised marks, cells where wide gaps part it.

A mark of a note ("signed.¹²") is kept in the text as ``MARK``: it must neither be read as a number nor lose its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from porosity.reports.cleaning import clean

OPEN_MARK, CLOSE_MARK = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN_MARK}([0-9*†‡]+){CLOSE_MARK}")
LEAST_GAP = 4.0  # points; less is a raised sign on the same line
WIDER_GAP = 1.35  # of the usual distance between lines parts paragraphs
CELL_GAP = 1.6  # of the size of the type, from which on a gap parts the cells of a table
RAISED, SMALLER = 0.12, 0.85  # of the size of a line: how high a mark stands at least, how large it is at most

_BROKEN_WORD = re.compile("[\x02\xad\ufffe\uffff]$")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"(?<=[\w.,;:!?\"”’)\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a line between wide gaps."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; ``opens`` says whether the distance above it parts paragraphs. Without a place, sizes are 0.

    ``bottom`` counts upwards from the foot of the page; ``is_row`` is a row of a table, made into words.
    """

    text: str
    opens: bool | None = None
    bottom: float = 0.0
    size: float = 0.0
    cells: tuple[Cell, ...] = ()
    is_row: bool = False

    @property
    def bare(self) -> str:
        """The text without the marks of notes."""
        return MARK.sub("", self.text).strip()


class _Sign(NamedTuple):
    """A character with its place; one that is not seen has no size."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with the heights of its first and its last sign, for it may hold a broken word and run over two."""

    line: Line
    first: float
    last: float


def page_lines(text_page: Any) -> list[Line]:
    """The lines of a page in the order in which they are stored, as far as possible with their places."""
    raw = text_page.get_text_range()
    if text_page.count_chars() != len(raw):
        return list(_without_places(raw))
    signs = list(_signs(text_page, raw))
    placed: list[_Placed | None] = []
    start = 0
    for text in re.split(r"(\r\n|\r|\n)", raw):
        if text.strip("\r\n") or not text:
            _append(placed, _placed(text, signs[start : start + len(text)]))
        start += len(text)
    return list(_opened(placed))


def _without_places(raw: str) -> Iterator[Line]:
    blank = False
    seen = False
    for text in re.split(r"\r\n|\r|\n", raw):
        line = _clean(text)
        if line.strip("-"):
            yield Line(line, True if blank else None)
            seen, blank = True, False
        else:
            blank = seen


def _clean(text: str) -> str:
    broken = _BROKEN_WORD.search(text.rstrip()) is not None
    text = _SUPERSCRIPT.sub(lambda found: f"{OPEN_MARK}{found[0].translate(_SUPERSCRIPTS)}{CLOSE_MARK}", clean(text))
    return text + ("-" if broken else "")


def _signs(text_page: Any, raw: str) -> Iterator[_Sign]:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for index, text in enumerate(raw):
        if text.isspace() or not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            yield _Sign(text)
        else:
            text = "" if text in (OPEN_MARK, CLOSE_MARK) else text
            yield _Sign(text, box.left, box.right, box.bottom, box.top - box.bottom)


def _placed(text: str, signs: Sequence[_Sign]) -> _Placed | None:
    """A line of the stored text; None where it is blank."""
    seen = [sign for sign in signs if sign.size > 0]
    if not _clean(text).strip("-") or not seen:
        return None
    size = median(sign.size for sign in seen)
    usual = [sign for sign in seen if sign.size > size * SMALLER] or seen
    bottom = median(sign.bottom for sign in usual)
    cells: list[list[_Sign]] = [[]]
    before: _Sign | None = None
    for sign in signs:
        if sign.size > 0:
            gap = 0.0 if before is None else sign.left - before.right
            if gap > size * CELL_GAP:
                cells.append([])
            before = sign
        cells[-1].append(sign)
    made = tuple(_cell(part, bottom, size) for part in cells)
    broken = "-" if _BROKEN_WORD.search(text.rstrip()) else ""
    line = Line(" ".join(cell.text for cell in made) + broken, None, bottom, size, made)
    return _Placed(line, seen[0].bottom, seen[-1].bottom)


def _cell(signs: Sequence[_Sign], bottom: float, size: float) -> Cell:
    parts: list[str] = []
    mark = ""
    for sign in signs:
        raised = 0 < sign.size < size * SMALLER and sign.bottom > bottom + size * RAISED
        if raised and (sign.text.isdigit() or sign.text in "*†‡"):
            mark += sign.text
            continue
        if mark and sign.text.strip():
            parts.append(_marked(parts, mark))
            mark = ""
        parts.append(sign.text)
    if mark:
        parts.append(_marked(parts, mark))
    seen = [sign for sign in signs if sign.size > 0]
    return Cell(_clean("".join(parts)), seen[0].left, max(sign.right for sign in seen))


def _marked(parts: list[str], mark: str) -> str:
    """A mark, close to the word before it; what space stood there stands behind it."""
    space = ""
    while parts and not parts[-1].strip():
        space = parts.pop() or space
    return f"{OPEN_MARK}{mark}{CLOSE_MARK}{space and ' '}"


def _append(placed: list[_Placed | None], one: _Placed | None) -> None:
    """Add a line, or join it to the one before where it goes on at the same height: a mark had parted them."""
    before = placed[-1] if placed else None
    if one is None or before is None:
        placed.append(one)
        return
    line, above = one.line, before.line
    beside = line.cells[0].left >= above.cells[-1].right - 1 and abs(one.first - before.last) < LEAST_GAP
    raised = line.size < above.size * SMALLER and line.text.isdigit() and 0 <= line.bottom - above.bottom < above.size
    if not beside and not (raised and line.cells[0].left >= above.cells[-1].right - 1):
        placed.append(one)
        return
    text = f"{OPEN_MARK}{line.text}{CLOSE_MARK}" if raised else line.text
    apart = line.cells[0].left - above.cells[-1].right > max(line.size, above.size) * CELL_GAP
    joined = "" if raised else " "
    last, first = above.cells[-1], line.cells[0]
    cells = (
        (*above.cells, *line.cells)
        if apart
        else (*above.cells[:-1], Cell(f"{last.text}{joined}{text}", last.left, first.right), *line.cells[1:])
    )
    placed[-1] = _Placed(
        replace(above, text=f"{above.text}{joined}{text}", cells=cells),
        before.first,
        before.last if raised else one.last,
    )


def _opened(placed: Sequence[_Placed | None]) -> Iterator[Line]:
    """The lines, each with whether the distance above it parts paragraphs; a jump upwards is the next column."""
    heights = [one for one in placed if one is not None]
    gaps = sorted(gap for above, below in pairwise(heights) if (gap := above.last - below.first) >= LEAST_GAP)
    usual = gaps[len(gaps) // 4] if gaps else None
    above: _Placed | None = None
    blank = False
    for one in placed:
        if one is None:
            blank = blank or above is not None
            continue
        opens: bool | None = None
        if usual is not None and above is not None:
            gap = above.last - one.first
            opens = gap > usual * WIDER_GAP or gap < -usual
        yield replace(one.line, opens=True if blank else opens)
        above, blank = one, False

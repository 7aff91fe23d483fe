"""Tables of a PDF page, found by how their cells stand above each other, as lines of words: a line a row.

    Vessel: Alder; Cargo: coal; Port: Nampo.

A wide gap alone makes no table: two columns of running text have one, too, but no column of theirs is short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from porosity.reports.pdf_lines import LEAST_GAP, Cell, Line

LEAST_ROWS = 3
SHORT_CELL = 20  # characters; a table has a column whose cells are as short as a rule
FARTHEST = 4.0  # sizes of the type between rows of one table

Heads = tuple[str, ...]
Span = tuple[float, float]


@dataclass(slots=True)
class _Row:
    bottom: float
    size: float
    cells: list[Cell]
    at: list[int]  # the lines that it came from


def with_rows(lines: Sequence[Line], heads: Heads = ()) -> tuple[list[Line], Heads]:
    """The lines with those of tables made into rows; the heads of a table that the page ends with, else none.

    ``heads`` are those of the table that the page before ended with: it may go on here.
    """
    tables = list(_tables(lines))
    taken: dict[int, int] = {at: number for number, rows in enumerate(tables) for row in rows for at in row.at}
    out: list[Line] = []
    shown: set[int] = set()
    last: Heads = ()
    for index, line in enumerate(lines):
        if index not in taken:
            out.append(line)
            last = ()
        elif taken[index] not in shown:
            shown.add(taken[index])
            made, last = _words(tables[taken[index]], heads if not out else ())
            out += made
    return out, last


def _tables(lines: Sequence[Line]) -> Iterator[list[_Row]]:
    run: list[_Row] = []
    for row in _rows(lines):
        if run and (run[-1].bottom - row.bottom > FARTHEST * row.size or not _fits(run, row)):
            yield from _if_table(run)
            run = []
        if run or len(row.cells) > 1:
            run.append(row)
    yield from _if_table(run)


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """All cells of the page that stand on one height, from the top down."""
    rows: list[_Row] = []
    for at, line in sorted(enumerate(lines), key=lambda pair: (-pair[1].bottom, pair[0])):
        if not line.cells:
            continue
        if rows and rows[-1].bottom - line.bottom < LEAST_GAP:
            rows[-1].cells += line.cells
            rows[-1].at.append(at)
        else:
            rows.append(_Row(line.bottom, line.size, list(line.cells), [at]))
    for row in rows:
        row.cells.sort(key=lambda cell: cell.left)
    return rows


def _fits(run: Sequence[_Row], row: _Row) -> bool:
    """Whether a row can belong to a table: a single cell must stay within its column."""
    if len(row.cells) > 1:
        return True
    columns = _columns(run)
    cell = row.cells[0]
    return sum(cell.left < right and left < cell.right for left, right in columns) == 1


def _columns(rows: Sequence[_Row]) -> list[Span]:
    """From where to where each column goes, by the rows that have a cell in each."""
    count = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    most = max(count, key=lambda number: (count[number], number))
    full = [row for row in rows if len(row.cells) == most]
    return [
        (min(row.cells[number].left for row in full), max(row.cells[number].right for row in full))
        for number in range(most)
    ]


def _if_table(run: list[_Row]) -> Iterator[list[_Row]]:
    several = [row for row in run if len(row.cells) > 1]
    if len(several) < LEAST_ROWS:
        return
    columns = _columns(run)
    if any(after[0] < before[1] for before, after in pairwise(columns)):
        return
    widths: list[list[int]] = [[] for _ in columns]
    for row in several:
        for cell in row.cells:
            widths[_column_of(cell, columns)].append(len(cell.text))
    if min(median(width) for width in widths if width) <= SHORT_CELL:
        while len(run[-1].cells) == 1 and _column_of(run[-1].cells[0], columns) == 0:
            run.pop()  # what stands below the first column alone opens the text that follows
        yield run


def _column_of(cell: Cell, columns: Sequence[Span]) -> int:
    def beside(number: int) -> float:
        left, right = columns[number]
        return max(left - cell.right, cell.left - right, 0.0) - max(0.0, min(right, cell.right) - max(left, cell.left))

    return min(range(len(columns)), key=beside)


def _words(rows: Sequence[_Row], known: Heads) -> tuple[list[Line], Heads]:
    columns = _columns(rows)
    texts: list[list[str]] = []
    for row in rows:
        cells = [""] * len(columns)
        for cell in row.cells:
            column = _column_of(cell, columns)
            cells[column] = f"{cells[column]} {cell.text}".strip()
        if texts and not cells[0]:
            texts[-1] = [f"{above} {below}".strip() for above, below in zip(texts[-1], cells, strict=True)]
        else:
            texts.append(cells)
    heads = known if len(known) == len(columns) else tuple(texts[0])
    body = texts[1:] if heads == tuple(texts[0]) else texts
    lines = [Line(_sentence(heads, cells), True, rows[0].bottom, rows[0].size, is_row=True) for cells in body]
    return lines, heads


def _sentence(heads: Heads, cells: Sequence[str]) -> str:
    parts = [f"{head}: {cell}" if head else cell for head, cell in zip(heads, cells, strict=True) if cell]
    return "; ".join(parts).rstrip(" .;") + "."

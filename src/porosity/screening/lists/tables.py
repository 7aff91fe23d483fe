"""Rows of CSV and TSV files, read so that one bad row costs itself only."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from porosity.screening.lists.source import LINE_LIMIT, Source, Stream, encoding_of

CELL_LIMIT = 1024**2
GLUED_LINES = 200
Line = tuple[int, str]
Row = list[str]


class At(NamedTuple):
    """Where a row stands: its first line from one, and its number from nought behind the header, bad rows counted."""

    line: int
    number: int


def lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers from one; broken letters are replaced in their own line only."""
    encoding = encoding_of(source.path)
    if encoding == "utf-16":
        yield from _wide_lines(source)
        return
    with Stream(source.path) as stream:
        number = 0
        while raw := stream.readline():
            number += 1
            if len(raw) >= LINE_LIMIT and not raw.endswith(b"\n"):
                _pass_rest(stream)
                source.skip(f"line {number}", f"it is longer than {LINE_LIMIT // 1024**2} MB.")
                continue
            yield number, raw.decode(encoding if number == 1 else encoding.removesuffix("-sig"), "replace")


def _wide_lines(source: Source) -> Iterator[tuple[int, str]]:
    with source.path.open(encoding="utf-16", errors="replace", newline=None) as file:
        yield from enumerate(file, 1)


def _pass_rest(stream: Stream) -> None:
    while (raw := stream.readline()) and not raw.endswith(b"\n"):
        pass


def rows(
    source: Source,
    delimiter: str,
    *,
    width: int | None = None,
    glue: bool = True,
    header: Callable[[Sequence[str]], bool] | None = None,
) -> Iterator[tuple[At, Row]]:
    """The rows of a CSV file; a row of another width is skipped by name.

    ``width`` None takes that of the first row. A quote that never closes would swallow all rows behind it: a row that
    comes out wrong is given up at its first line, and reading goes on with the next. ``glue`` False says that no cell
    holds a line break. Lines before the first row that is a ``header`` are no part of the table.
    """
    coming = _Lines(lines(source))
    number = -2
    for first, line in coming:
        taken = [(first, line), *(_behind(line, coming) if glue else ())]
        row = cells("".join(text for _, text in taken), delimiter)
        if row is not None and not any(cell.strip("\x1a") for cell in row):
            continue
        if header is not None and width is None and not header(row or ()):
            continue
        width, number = width or (len(row) if row else None), number + 1
        if row is not None and len(row) == width:
            yield At(first, number), row
            continue
        coming.put_back(taken[1:])
        source.skip(f"line {first}", _problem(row, width))


class _Lines:
    """Lines that can be put back."""

    def __init__(self, behind: Iterator[Line]) -> None:
        self._behind = behind
        self._waiting: deque[Line] = deque()

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return self._waiting.popleft() if self._waiting else next(self._behind)

    def put_back(self, taken: Sequence[Line]) -> None:
        """These lines come next."""
        self._waiting.extendleft(reversed(taken))


def _behind(line: str, coming: Iterator[Line]) -> Iterator[Line]:
    """The lines that belong to the same row, while a quote is open."""
    is_open = line.count('"') % 2 == 1
    for _ in range(GLUED_LINES):
        more = next(coming, None) if is_open else None
        if more is None:
            return
        yield more
        is_open ^= more[1].count('"') % 2 == 1


def cells(text: str, delimiter: str) -> Row | None:
    """The cells of one row; None where it cannot be parted into cells."""
    csv.field_size_limit(CELL_LIMIT)
    try:
        found = next(csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter), [])
    except csv.Error:
        return None
    return [cell.strip() for cell in found]


def _problem(row: Row | None, width: int | None) -> str:
    if row is None:
        return f"a cell is longer than {CELL_LIMIT // 1024} KB, or a quote in it never closes."
    return f"it has {len(row)} columns where the list has {width}."


class Cells(dict[str, str]):
    """A row by the names of its columns; a column that the list does not have is empty."""

    def __missing__(self, name: str) -> str:
        return ""


def named(source: Source, table: Iterable[tuple[At, Row]], *needed: str) -> Iterator[tuple[At, Cells]]:
    """Rows by the names of their columns, which the first row gives; a list without a needed column is an error."""
    coming = iter(table)
    header = [name.strip('\ufeff" ') for name in next(coming, (None, []))[1]]
    missing = [name for name in needed if name not in header]
    if missing:
        raise source.error(f"it has no column {missing[0]!r}.", "Give the file as its publisher made it.")
    for at, row in coming:
        yield at, Cells(zip(header, row, strict=True))

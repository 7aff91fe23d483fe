"""Rows of an OpenDocument spreadsheet, streamed from its `content.xml`."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence

from porosity.screening.lists.markup import Element, local, stream_elements
from porosity.screening.lists.source import SIZE_LIMIT, Source
from porosity.screening.lists.tables import At, Row

WIDEST = 1024  # blank cells at the end of a row are written as one cell that repeats many thousand times
REPEATED = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated"


def rows(source: Source, *, header: Callable[[Sequence[str]], bool]) -> Iterator[tuple[At, Row]]:
    """The rows from the header on, with their numbers, each filled or cut to its width."""
    width = top = 0
    try:
        with zipfile.ZipFile(source.path) as archive:
            if archive.getinfo("content.xml").file_size > SIZE_LIMIT:
                raise source.error(f"it unpacks to more than {SIZE_LIMIT // 1024**3} GB; no list is so large.")
            with archive.open("content.xml") as sheet:
                for line, item in enumerate(stream_elements(source, sheet, "table-row"), 1):
                    row = _cells(item)
                    if not width and header(row):
                        width, top = len(row), line
                    if width and any(row):
                        yield At(line, line - top - 1), (row + [""] * width)[:width]
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise source.error("it is no spreadsheet, or it is broken.") from error


def _cells(item: Element) -> Row:
    row: Row = []
    for cell in item:
        if local(cell) in ("table-cell", "covered-table-cell") and len(row) < WIDEST:
            text = "\n".join("".join(line.itertext()) for line in cell if local(line) == "p").strip()
            repeated = cell.get(REPEATED) or "1"
            row += [text] * min(int(repeated) if repeated.isdigit() else 1, WIDEST - len(row))
    while row and not row[-1]:
        row.pop()
    return row

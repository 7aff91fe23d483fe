"""Notes at the foot of a PDF page, parted from the text: they are its sources and are not read with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from porosity.reports.cleaning import LineJoiner
from porosity.reports.pdf_lines import MARK, Line

SMALLER = 0.93  # of the usual size: notes are set in smaller type as a rule
_OPENS = re.compile(r"(\d{1,4}|[*†‡]{1,3})[./)]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class FootNote:
    """A note: its mark, its words and the page, counted from one, that it stands on."""

    mark: str
    text: str
    page: int


def part_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[FootNote]]:
    """The pages without their notes, and the notes; one that goes on overleaf is one."""
    usual = _usual_size(pages)
    kept: list[list[Line]] = []
    notes: list[tuple[str, int, list[str]]] = []
    for number, lines in enumerate(pages, start=1):
        start = _foot(lines, usual, notes[-1][0] if notes else "0")
        kept.append(list(lines[:start]))
        for line in lines[start:]:
            mark, text = _opening(line, _cited(lines[:start]), notes[-1][0] if notes else "0")
            if mark:
                notes.append((mark, number, [text]))
            else:
                notes[-1][2].append(line.bare)
    joiner = LineJoiner("\n".join(line for _, _, lines in notes for line in lines))
    return kept, [FootNote(mark, joiner.join(lines), page) for mark, page, lines in notes]


def _usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size that most of the text is set in."""
    sizes: dict[float, int] = {}
    for lines in pages:
        for line in lines:
            size = round(line.size, 1)
            sizes[size] = sizes.get(size, 0) + len(line.text)
    return max(sizes, key=sizes.__getitem__) if sizes else 0.0


def _cited(lines: Sequence[Line]) -> set[str]:
    return {mark for line in lines for mark in MARK.findall(line.text)}


def _foot(lines: Sequence[Line], usual: float, last: str) -> int:
    """Where the notes of a page begin; its length where there are none.

    Notes are the last lines of the page, and the first of them opens with its mark, or goes on from the page before.
    """
    start = len(lines)
    while start and 0 < lines[start - 1].size < usual * SMALLER and not lines[start - 1].is_row:
        start -= 1
    cited = _cited(lines[:start])
    if start == len(lines):  # set in the size of the text: only a raised mark at the head of a line shows them
        opening = (at for at, line in enumerate(lines) if (m := MARK.match(line.text)) and m[1] in _cited(lines[:at]))
        return next(opening, start)
    for at in range(start, len(lines)):
        if _opening(lines[at], cited, last)[0]:
            goes_on = at > start and last != "0"
            return start if goes_on else at
    return len(lines)


def _opening(line: Line, cited: set[str], last: str) -> tuple[str, str]:
    """The mark that a note opens with and the words behind it; no mark where the line opens none."""
    raised = MARK.match(line.text)
    if raised is not None:
        return raised[1], MARK.sub("", line.text[raised.end() :]).strip()
    plain = _OPENS.match(line.text)
    if plain is not None and (plain[1] in cited or (last.isdigit() and plain[1] == str(int(last) + 1))):
        return plain[1], MARK.sub("", line.text[plain.end() :]).strip()
    return "", line.bare

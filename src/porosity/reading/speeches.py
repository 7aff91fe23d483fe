"""Speech that runs on over sentences: turns of an interview, and quotations that close only later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from porosity.reading.lines import Line, Span

OPENING, CLOSING = frozenset('"“«'), frozenset('"”»')
LONGEST_LABEL = 4  # words of a speaker's label before the colon
LEAST_TURNS = 2  # a label that stands once ("UPDATE:") is no speaker's


@dataclass(frozen=True, slots=True)
class Turn:
    """A line as part of somebody's turn: the label that opened it, and the words of the line that belong to it."""

    label: str
    labelled: int
    content: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks that begin and end in different lines of a paragraph, half-open in lines and words."""

    first: int
    last: int
    contents: Mapping[int, Span]


def turns(lines: Sequence[Line]) -> dict[int, Turn]:
    """By line, whose turn it is, in a text that is set as questions and answers ("Q: ...", "MS ROE: ...")."""
    labels = {line.index: _label(line) for line in lines if _begins_paragraph(line, lines)}
    often = Counter(label for label in labels.values() if label is not None)
    spoken = {label for label, count in often.items() if count >= LEAST_TURNS}
    if len(spoken) < LEAST_TURNS:
        return {}
    found: dict[int, Turn] = {}
    current: tuple[str, int] | None = None
    for line in lines:
        label = labels.get(line.index)
        start = 0
        if label in spoken and label is not None:
            current, start = (label, line.index), line.words.index(":") + 1
        elif line.kind == "heading":
            current = None
        if current is not None and start < len(line.words):
            found[line.index] = Turn(*current, (start, len(line.words)))
    return found


def _begins_paragraph(line: Line, lines: Sequence[Line]) -> bool:
    return line.index == 0 or lines[line.index - 1].paragraph != line.paragraph


def _label(line: Line) -> str | None:
    """The label of a turn that a line opens with: words in capitals, or one letter, and a colon."""
    colon = next((at for at, word in enumerate(line.words[: LONGEST_LABEL + 1]) if word == ":"), None)
    if not colon:
        return None
    text = line.text_of(0, colon)
    return text if re.fullmatch(r"[^\W\d_][^\d:]*", text) and text == text.upper() else None


def quotations(lines: Sequence[Line]) -> list[Quotation]:
    """The quotations that run on from one sentence to others of the paragraph."""
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    for line in lines:
        if opened is not None and lines[opened[0]].paragraph != line.paragraph:
            opened = None
        for at, word in enumerate(line.words):
            if word in CLOSING and opened is not None:
                if opened[0] != line.index:
                    found.append(_quotation(opened, (line.index, at), lines))
                opened = None
            elif word in OPENING:
                opened = (line.index, at)
    return found


def _quotation(opened: Span, closed: Span, lines: Sequence[Line]) -> Quotation:
    (first, start), (last, end) = opened, closed
    contents = {
        index: (start + 1 if index == first else 0, end if index == last else len(lines[index].words))
        for index in range(first, last + 1)
    }
    return Quotation(first, last + 1, {index: span for index, span in contents.items() if span[0] < span[1]})

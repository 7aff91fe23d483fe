"""A text cut where highlighted spans begin and end, so that overlapping spans can each be shown and linked.

HTML elements nest, spans of evidence cross. Each piece of text therefore knows every span that covers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the numbers of the spans that cover it, begin with it and end with it."""

    start: int
    end: int
    text: str
    covers: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def paragraphs(text: str, spans: Sequence[Span]) -> Iterator[list[Segment]]:
    """Each line of the text that is not empty, as segments. Together they hold every character but the line breaks.

    Spans must lie within the text. One that covers nothing but line breaks is not shown.
    """
    start = 0
    cuts = _cuts(text, spans)
    begins = _by_place(spans, 0)
    active: dict[int, None] = {}
    place = 0
    for line_text in text.split("\n"):
        end = start + len(line_text)
        line: list[Segment] = []
        while place < len(cuts) and cuts[place] <= end:
            here = cuts[place]
            for number in [number for number in active if spans[number][1] <= here]:
                del active[number]
            for number in begins.get(here, ()):
                if spans[number][1] > here:
                    active[number] = None
            after = cuts[place + 1] if place + 1 < len(cuts) else len(text)
            if here >= start and here < end:
                line.append(Segment(here, after, text[here:after], tuple(active)))
            place += 1
        if line:
            yield line
        start = end + 1


def _cuts(text: str, spans: Sequence[Span]) -> list[int]:
    cuts = {0, len(text)}
    for first, last in spans:
        cuts.update((first, last))
    position = text.find("\n")
    while position >= 0:
        cuts.update((position, position + 1))
        position = text.find("\n", position + 1)
    return sorted(cuts)


def _by_place(spans: Sequence[Span], side: int) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {}
    for number, pair in enumerate(spans):
        places.setdefault(pair[side], []).append(number)
    return places


def marked(text: str, spans: Sequence[Span]) -> list[list[Segment]]:
    """The paragraphs with, for each span, where it is first and last seen: there its anchor and its links go."""
    lines = list(paragraphs(text, spans))
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for line in lines:
        for segment in line:
            for number in segment.covers:
                first.setdefault(number, segment.start)
                last[number] = segment.start
    return [
        [
            Segment(
                segment.start,
                segment.end,
                segment.text,
                segment.covers,
                tuple(number for number in segment.covers if first[number] == segment.start),
                tuple(number for number in segment.covers if last[number] == segment.start),
            )
            for segment in line
        ]
        for line in lines
    ]

"""A line: one sentence of the report with all that was read in it, and its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from porosity.assessment import Evidence, Goods
from porosity.reading.countries import CountryMention, Place
from porosity.reading.hedges import Cue
from porosity.reading.lexicon import Candidate
from porosity.reading.network import Mention, SentenceReading
from porosity.reading.sayings import SayingCue
from porosity.reading.times import TimeMention
from porosity.timespan import TimeSpan

Span = tuple[int, int]  # words of a line, half-open


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, read. ``start`` is its offset in the text of the report; all spans count words, half-open.

    ``goods`` are the things that the gazetteer finds; ``echo_of`` is the line that this one says again; ``under`` is
    the date before it under which its undated acts stand.
    """

    index: int
    start: int
    text: str
    paragraph: int
    kind: str
    reading: SentenceReading
    words: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    cues: tuple[Cue, ...]
    saying_cues: tuple[SayingCue, ...]
    times: tuple[tuple[Span, TimeMention], ...]
    goods: tuple[tuple[Span, Goods], ...]
    states: tuple[CountryMention, ...] = ()
    places: tuple[tuple[int, int, Place], ...] = ()
    echo_of: int | None = None
    under: TimeSpan | None = None

    def text_of(self, first: int, last: int) -> str:
        """The text of some words, as written."""
        words = self.reading.words
        return self.text[words[first].start : words[last - 1].end]

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Where some words stand in the text of the report."""
        words = self.reading.words
        return self.start + words[first].start, self.start + words[last - 1].end

    def evidence(self, first: int, last: int) -> Evidence:
        """Some words as evidence."""
        start, end = self.offsets(first, last)
        return Evidence(start, end, self.text_of(first, last))

    def mention_at(self, first: int, last: int) -> Mention | None:
        """The last mention within some words: the head of an English phrase stands at its end."""
        inside = [m for m in self.reading.mentions if m.start < last and m.end > first]
        return inside[-1] if inside else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a word."""
    return one[0] < other[1] and other[0] < one[1]


def within(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def word_texts(reading: SentenceReading) -> tuple[str, ...]:
    """The words of a sentence as texts."""
    return tuple(word.text for word in reading.words)


def in_words(reading: SentenceReading, start: int, end: int) -> Span | None:
    """The words that offsets of the sentence cover."""
    inside = [i for i, word in enumerate(reading.words) if word.start < end and word.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def clause_of(line: Line, trigger: int, others: Sequence[int]) -> Span:
    """The clause around a trigger: up to a strong break, or a break beyond which another trigger stands."""
    first = trigger
    while first > 0 and not _breaks(line, first - 1, trigger, others):
        first -= 1
    last = trigger + 1
    while last < len(line.words) and not _breaks(line, last, trigger, others):
        last += 1
    return first, last


STRONG = frozenset((";", ":", "—", "–"))
WEAK = frozenset((",", "and", "but", "while", "which", "who", "that", "as", "after", "before", "although", "though"))


def _breaks(line: Line, at: int, trigger: int, others: Sequence[int]) -> bool:
    word = line.words[at].lower()
    if word in STRONG:
        return True
    if word not in WEAK:
        return False
    beyond = [other for other in others if (other < at if at < trigger else other > at)]
    return bool(beyond)

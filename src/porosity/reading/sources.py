"""Who says so: sayings of a line, and the chain of speakers behind an act, also across sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from porosity.reading import sayings as saying_words
from porosity.reading.cast import Cast
from porosity.reading.lines import Line, Span

REACH = 3  # lines back and forth in which a quotation finds its speaker
QUOTES = frozenset("\"“”«»‘’'")
OPENING, CLOSING = frozenset("\"“«"), frozenset("\"”»")
CITING = frozenset(("citing", "cited", "quoting", "quoted"))
REPEATS = frozenset(("report", "statement", "agency", "article", "newspaper", "paper", "outlet", "network", "dispatch"))


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something in a line: the speakers' entity ids (none: nobody is named), and the words said."""

    line: int
    cue: int
    speakers: tuple[str, ...]
    contents: tuple[Span, ...]

    @property
    def length(self) -> int:
        """How many words are said."""
        return sum(last - first for first, last in self.contents)


def sayings_of(lines: Sequence[Line], cast: Cast) -> Mapping[int, list[Saying]]:
    """The sayings of each line by its index, speakers identified; a cue that is no word of saying is no saying."""
    found: dict[int, list[Saying]] = {}
    last: tuple[str, ...] = ()
    for line in lines:
        here = []
        cues = {at for cue in saying_words.cues(line.words) for at in range(cue.start, cue.end)}
        for reading in line.reading.sayings:
            if reading.cue not in cues:
                continue
            speakers: tuple[str, ...] = ()
            for filler in reading.sources:
                speakers += _speaker(line, filler.start, filler.end, cast, last)
            contents = tuple((filler.start, filler.end) for filler in reading.contents)
            here.append(Saying(line.index, reading.cue, tuple(dict.fromkeys(speakers)), contents))
            last = speakers or last
        found[line.index] = here
    return found


def _speaker(line: Line, first: int, last: int, cast: Cast, previous: tuple[str, ...]) -> tuple[str, ...]:
    """The speaker that some words mean; "the report" and its like lead back to who spoke before."""
    words = line.text_of(first, last).lower().split()
    if words and words[-1] in REPEATS and len(words) <= 2 and previous:
        return previous
    return cast.parties(line, first, last)


def chain(line: Line, at: int, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]) -> tuple[str, ...]:
    """Entity ids of the speakers behind a word, outermost first; empty where the outlet itself speaks."""
    here = [s for s in sayings.get(line.index, ()) if any(first <= at < last for first, last in s.contents)]
    here.sort(key=lambda s: (-s.length, line.words[s.cue].lower() in CITING))
    ids = [speaker for saying in here for speaker in saying.speakers[:1]]
    if not here and _is_quoted(line, at):
        ids = list(_neighbour(line, sayings, lines))
    return tuple(dict.fromkeys(ids))


def _is_quoted(line: Line, at: int) -> bool:
    """Whether a word stands within quotation marks that hold several words."""
    opened = None
    for index, word in enumerate(line.words[: at + 1]):
        if word in OPENING and (opened is None or word != '"'):
            opened = index
        elif word in CLOSING and opened is not None:
            opened = None
    return opened is not None and at - opened < 80 and len(line.words) - opened > 4


def _neighbour(line: Line, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]) -> tuple[str, ...]:
    """The speaker of a quotation without a cue in its sentence: of the same paragraph, else the one before."""
    order = [line.index - step for step in range(1, REACH + 1)] + [line.index + 1]
    for same in (True, False):
        for index in order:
            if not 0 <= index < len(lines) or (same and lines[index].paragraph != line.paragraph):
                continue
            speakers = [s.speakers for s in sayings.get(index, ()) if s.speakers]
            if speakers:
                return speakers[-1][:1]
    return ()


def names(ids: Iterable[str], cast: Cast) -> tuple[str, ...]:
    """The speakers' names."""
    return tuple(cast[entity_id].name for entity_id in ids)

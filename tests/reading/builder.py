"""Lines made by hand: a sentence with its mentions marked, and what a network would read in it.

No network is needed, so these tests stay true when its weights change. ``[Russia|place]`` marks a mention; words are
named by their text, and ``gave@2`` is the second *gave* of the sentence.

>>> story = Story(said("[Iran|place] got a [car|vehicle].", act("got", "procure", agent="Iran", item="car")))
>>> story.names("agent"), story.countries("agent")
(('Iran',), ('ir',))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from porosity import goods
from porosity.assessment import Entity
from porosity.reading import countries, hedges, sayings
from porosity.reading.cast import Cast
from porosity.reading.claims import Told, claims_of
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, Span, in_words
from porosity.reading.moments import Moments
from porosity.reading.network import ActReading, Filler, Mention, PredicateReading, SayingReading, SentenceReading
from porosity.reading.words import Word, split_words

LEXICON = Lexicon.load()
PUBLISHED = date(2024, 2, 20)
SURE, UNSURE = 0.95, 0.5  # scores of the network's stance and certainty, on either side of where it overrules the words
MARK = re.compile(r"\[([^|\]]+)\|(\w+)\]")


@dataclass(frozen=True, slots=True)
class GivenAct:
    """An act to be read at the word ``trigger``; roles name their fillers by text."""

    trigger: str
    act: str
    roles: tuple[tuple[str, str], ...]
    stance: str
    certainty: str
    proposed: bool
    score: float
    sure: float


@dataclass(frozen=True, slots=True)
class GivenSaying:
    """A saying: its cue, who speaks (nobody, if empty), what is said."""

    cue: str
    source: str
    content: str


@dataclass(frozen=True, slots=True)
class GivenArguments:
    """PropBank arguments of a word."""

    trigger: str
    arguments: tuple[tuple[str, str], ...]


Part = GivenAct | GivenSaying | GivenArguments


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with its mentions marked, and what is read in it."""

    marked: str
    parts: tuple[Part, ...]
    paragraph: int
    kind: str
    echo_of: int | None


def act(
    trigger: str,
    name: str,
    *,
    stance: str = "asserts",
    certainty: str = "certain",
    proposed: bool = False,
    score: float = 0.9,
    sure: float = SURE,
    **roles: str | Sequence[str],
) -> GivenAct:
    """An act; a role may have several fillers."""
    pairs = [(role, text) for role, texts in roles.items() for text in ([texts] if isinstance(texts, str) else texts)]
    return GivenAct(trigger, name, tuple(pairs), stance, certainty, proposed, score, sure)


def saying(cue: str, source: str, content: str) -> GivenSaying:
    """A saying."""
    return GivenSaying(cue, source, content)


def arguments(trigger: str, **texts: str) -> GivenArguments:
    """The PropBank arguments of a word."""
    return GivenArguments(trigger, tuple(texts.items()))


def said(marked: str, *parts: Part, paragraph: int = 0, kind: str = "body", echo_of: int | None = None) -> Said:
    """A sentence for a page."""
    return Said(marked, parts, paragraph, kind, echo_of)


def page(*sentences: Said | str, published: date | None = PUBLISHED) -> list[Line]:
    """The lines of a report. A new paragraph begins where its number changes."""
    lines: list[Line] = []
    moments = Moments(published)
    start = 0
    for index, sentence in enumerate(sentences):
        one = sentence if isinstance(sentence, Said) else said(sentence)
        lines.append(_line(one, index, start, moments))
        start += len(lines[-1].text) + 1
    return lines


def text_of(lines: Iterable[Line]) -> str:
    """The text of the report that lines were made of."""
    return " ".join(line.text for line in lines)


def span_of(words: Sequence[Word], phrase: str) -> Span:
    """The words of a phrase, its second occurrence if it ends in ``@2``."""
    text, _, number = phrase.partition("@")
    wanted = [word.text for word in split_words(text)]
    texts = [word.text for word in words]
    starts = [at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted]
    start = starts[int(number or 1) - 1]
    return start, start + len(wanted)


def read_by_hand(marked: str, *parts: Part) -> tuple[str, SentenceReading]:
    """The sentence without its marks, and its reading."""
    text, mentions = _unmarked(marked)
    words = tuple(split_words(text))
    empty = SentenceReading(words, (), (), (), ())
    spans = [(label, in_words(empty, start, end)) for label, start, end in mentions]
    return text, SentenceReading(
        words,
        tuple(Mention(label, *span, 0.9) for label, span in spans if span is not None),
        tuple(_act(words, part) for part in parts if isinstance(part, GivenAct)),
        tuple(_saying(words, part) for part in parts if isinstance(part, GivenSaying)),
        tuple(_predicate(words, part) for part in parts if isinstance(part, GivenArguments)),
    )


def _act(words: Sequence[Word], one: GivenAct) -> ActReading:
    return ActReading(
        trigger=span_of(words, one.trigger)[0],
        act=one.act,
        score=one.score,
        stance=one.stance,
        certainty=one.certainty,
        stance_scores={one.stance: one.sure},
        certainty_scores={one.certainty: one.sure},
        roles=_fillers(words, one.roles),
        proposed=one.proposed,
    )


def _saying(words: Sequence[Word], one: GivenSaying) -> SayingReading:
    sources = _fillers(words, [("source", one.source)] if one.source else [])
    return SayingReading(span_of(words, one.cue)[0], sources, _fillers(words, [("content", one.content)]), 0.9)


def _predicate(words: Sequence[Word], one: GivenArguments) -> PredicateReading:
    return PredicateReading(span_of(words, one.trigger)[0], 2.0, _fillers(words, one.arguments))


def _fillers(words: Sequence[Word], pairs: Iterable[tuple[str, str]]) -> tuple[Filler, ...]:
    return tuple(Filler(role, *span_of(words, phrase), 0.9) for role, phrase in pairs)


def _unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    text, last = "", 0
    mentions = []
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        mentions.append((match[2], len(text), len(text) + len(match[1])))
        text += match[1]
        last = match.end()
    return text + marked[last:], mentions


def _line(one: Said, index: int, start: int, moments: Moments) -> Line:
    text, reading = read_by_hand(one.marked, *one.parts)
    words = tuple(word.text for word in reading.words)
    dated, under = moments.of(one.paragraph, text)
    return Line(
        index=index,
        start=start,
        text=text,
        paragraph=one.paragraph,
        kind=one.kind,
        reading=reading,
        words=words,
        candidates=tuple(LEXICON.candidates(words)),
        cues=tuple(hedges.find(words)),
        saying_cues=tuple(sayings.cues(words)),
        times=tuple((span, t) for t in dated if (span := in_words(reading, t.start, t.end))),
        goods=tuple((span, g) for a, b, g in goods.find_goods(text) if (span := in_words(reading, a, b))),
        states=tuple(countries.find_countries(words)),
        places=tuple(countries.find_places(words)),
        echo_of=one.echo_of,
        under=under,
    )


def span_in(line: Line, phrase: str) -> Span:
    """The words of a phrase in a line."""
    return span_of(line.reading.words, phrase)


class Story:
    """The claims of a report made by hand, and its cast."""

    def __init__(self, *sentences: Said | str, published: date | None = PUBLISHED, home: str | None = None) -> None:
        self.published = published
        self.lines = page(*sentences, published=published)
        self.text = text_of(self.lines)
        self.cast = Cast(published, home=home)
        self.cast.meet(self.lines)
        self.told: list[Told] = claims_of(self.lines, self.cast, LEXICON)

    @property
    def entities(self) -> dict[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.cast.entities()}

    def names(self, role: str, at: int = 0) -> tuple[str, ...]:
        """The names of those who play a role in a claim."""
        entities = self.entities
        return tuple(entities[i].name for i in self.told[at].claim.roles.get(role, ()))

    def countries(self, role: str, at: int = 0) -> tuple[str | None, ...]:
        """Their countries."""
        entities = self.entities
        return tuple(entities[i].country for i in self.told[at].claim.roles.get(role, ()))

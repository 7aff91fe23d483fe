"""The reader: a report in, claims, events and entities out.

``Reader`` is the interface; a reader of another kind can stand in, as long as each claim points at what says it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from porosity import goods
from porosity.assessment import Claim, Contradiction, Entity, Event, Report
from porosity.reading import countries, hedges, sayings
from porosity.reading.acts import Noted
from porosity.reading.cast import Cast
from porosity.reading.claims import Told, claims_of
from porosity.reading.contradictions import contradictions
from porosity.reading.events import events_of, implied
from porosity.reading.fronts import with_fronts
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, in_words, word_texts
from porosity.reading.moments import Moments, is_history
from porosity.reading.network import Network, SentenceReading
from porosity.reading.scenes import played
from porosity.reading.sources import Voice
from porosity.reading.spellings import variants
from porosity.reading.standpoint import home_of
from porosity.reading.ways import ways_of
from porosity.reading.words import split_words
from porosity.reports.echoes import echoes
from porosity.reports.layout import paragraphs
from porosity.reports.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader makes of a report."""

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    entities: tuple[Entity, ...]
    voices: Mapping[str, Voice]
    contradictions: tuple[Contradiction, ...] = ()
    echoes: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    variants: tuple[tuple[str, str], ...] = ()


class Reader(Protocol):
    """Reads reports. ``version`` names the network or model behind it."""

    version: str

    def read(self, report: Report) -> Reading:
        """Claims, events and entities of one report, each claim with the spans that say it."""
        ...


class NetworkReader:
    """The reader that ships: the reading network under a lexicon of acts."""

    def __init__(self, network: Network | None = None, lexicon: Lexicon | None = None) -> None:
        self._network = network or Network.load()
        self._lexicon = lexicon or Lexicon.load()
        self.version = self._network.version

    def read(self, report: Report) -> Reading:
        """Claims, events and entities of one report."""
        found = sentences(report.text, title=report.title)
        texts = [report.text[s.start : s.end] for s in found]
        pairs = echoes(texts)
        noted = Noted(self._lexicon)
        words = [split_words(text) for text in texts]
        readings = self._network.read_words(words, propose=noted.propose, predicates=noted.propose)
        lines = self._lines(report, found, readings, noted, _said_again(texts, pairs))
        return self._gather(report, lines, pairs)

    def _lines(
        self,
        report: Report,
        found: Sequence[Sentence],
        readings: Sequence[SentenceReading],
        noted: Noted,
        echo_of: Mapping[int, int],
    ) -> list[Line]:
        kinds = [paragraph.kind for paragraph in paragraphs(report.text, title=report.title)]
        moments = Moments(report.published, is_history(report.text, report.published))
        lines = []
        for index, (sentence, reading) in enumerate(zip(found, readings, strict=True)):
            text = report.text[sentence.start : sentence.end]
            words = word_texts(reading)
            dated, under = moments.of(sentence.paragraph, text)
            things = goods.find_goods(text)
            lines.append(
                Line(
                    index=index,
                    start=sentence.start,
                    text=text,
                    paragraph=sentence.paragraph,
                    kind=kinds[sentence.paragraph],
                    reading=reading,
                    words=words,
                    candidates=noted.candidates(words),
                    cues=tuple(hedges.find(words)),
                    saying_cues=tuple(sayings.cues(words)),
                    times=tuple((span, t) for t in dated if (span := in_words(reading, t.start, t.end))),
                    goods=tuple((span, g) for start, end, g in things if (span := in_words(reading, start, end))),
                    states=tuple(countries.find_countries(words)),
                    places=tuple(countries.find_places(words)),
                    echo_of=echo_of.get(index),
                    under=under,
                )
            )
        return lines

    def _gather(self, report: Report, lines: Sequence[Line], pairs: Sequence[tuple[int, int]]) -> Reading:
        cast = Cast(report.published, home=home_of(report.publisher, report.text))
        cast.meet(lines)
        told = claims_of(lines, cast, self._lexicon)
        makers = {entity.id: cast[entity.id].maker for entity in cast.entities()}
        by_id = {entity.id: entity for entity in cast.entities()}
        told = _with_states([*told, *implied(told, by_id, makers)], cast)
        told += played(told, lines, cast)
        told += ways_of(told, lines, cast)
        told = with_fronts(told, lines, cast)
        cast.involve(i for one in told for ids in one.claim.roles.values() for i in ids)
        entities = cast.entities()
        by_id = {entity.id: entity for entity in entities}
        events = events_of(told, by_id, report.published)
        at_odds = contradictions(told, events)
        tied = {claim_id for one in at_odds for claim_id in one.claims}
        told = [one for one in told if one.has_act or one.claim.id in tied]
        return Reading(
            claims=tuple(one.claim for one in told),
            events=tuple(events),
            entities=entities,
            voices={one.claim.id: one.voice for one in told},
            contradictions=tuple(at_odds),
            echoes=tuple((_offsets(lines[first]), _offsets(lines[later])) for first, later in pairs),
            variants=variants(entities),
        )


def _said_again(texts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Which sentence says again which: of a pair the fuller one is read, so a headline does not hide its lead."""
    again = {}
    for first, later in pairs:
        fuller, other = (later, first) if len(texts[later]) > len(texts[first]) else (first, later)
        again[other] = fuller
    return again


def _offsets(line: Line) -> tuple[int, int]:
    return line.start, line.start + len(line.text)


def _with_states(told: Sequence[Told], cast: Cast) -> list[Told]:
    """States that a claim implies by code ("country:kp") as entities of the cast."""

    def entity(entity_id: str) -> str:
        return cast.country(entity_id.removeprefix("country:")) if entity_id.startswith("country:") else entity_id

    return [
        replace(
            one,
            claim=replace(
                one.claim, roles={role: tuple(entity(i) for i in ids) for role, ids in one.claim.roles.items()}
            ),
        )
        for one in told
    ]

"""Readers with parts taken away, to see what each part is worth.

``keywords``: a sentence with an act of the lexicon and a known thing is one flat claim, the first State gives, the
second receives. ``no network``: the lexicon's acts, fillers by word order around the trigger. ``no domain heads``: the
network's PropBank predicates and arguments, turned into acts and roles by the lexicon, instead of its own acts.
``full``: the reader that ships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from porosity import goods
from porosity.assessment import Act
from porosity.batches import shipped_reader
from porosity.reading import countries, sayings
from porosity.reading.lexicon import Candidate, Lexicon
from porosity.reading.lines import in_words
from porosity.reading.network import (
    ActReading,
    Chooser,
    Filler,
    Mention,
    Network,
    SayingReading,
    SentenceReading,
)
from porosity.reading.reader import NetworkReader, Reader
from porosity.reading.words import Word

MOVING = (Act.TRANSFER, Act.PROCURE, Act.TRANSPORT, Act.DEPLOY, Act.TRAIN, Act.EMPLOY, Act.COOPERATE, Act.FINANCE)


class WordNetwork:
    """Stands in for the network: acts of the lexicon, parties and things of the word lists, roles by word order."""

    def __init__(self, *, flat: bool) -> None:
        self.version = "keywords" if flat else "none"
        self._flat = flat
        self._lexicon = Lexicon.load()

    def read_words(
        self, sentences: Sequence[Sequence[Word]], *, propose: Chooser | None = None, predicates: Chooser | None = None
    ) -> list[SentenceReading]:
        """Read each sentence by its words alone."""
        return [self._read(tuple(words)) for words in sentences]

    def _read(self, words: tuple[Word, ...]) -> SentenceReading:
        texts = [word.text for word in words]
        mentions = tuple(_mentions(words, texts))
        candidates = [c for c in self._lexicon.candidates(texts) if c.act in MOVING or not self._flat]
        if self._flat:
            candidates = candidates[:1]
        acts = tuple(_act(candidate, mentions, flat=self._flat) for candidate in candidates)
        said = () if self._flat else tuple(_saying(texts, mentions))
        return SentenceReading(words, mentions, acts, said, ())


def _mentions(words: Sequence[Word], texts: Sequence[str]) -> Iterator[Mention]:
    taken: set[int] = set()
    sentence = _spelled(words)
    shell = SentenceReading(tuple(words), (), (), (), ())
    for start, end, _ in goods.find_goods(sentence):
        span = in_words(shell, start, end)
        if span is not None:
            taken |= set(range(*span))
            yield Mention("goods", *span, 1.0)
    for found in countries.find_countries(texts):
        if not taken & set(range(found.start, found.end)):
            yield Mention("nationality" if found.kind == "demonym" else "place", found.start, found.end, 1.0)


def _spelled(words: Sequence[Word]) -> str:
    """The sentence that words come from, blanks between them, at their offsets."""
    signs = [" "] * (words[-1].end if words else 0)
    for word in words:
        signs[word.start : word.end] = word.text
    return "".join(signs)


def _act(candidate: Candidate, mentions: Sequence[Mention], *, flat: bool) -> ActReading:
    parties = [m for m in mentions if m.label in ("place", "nationality")]
    things = [m for m in mentions if m.label == "goods"]
    roles = [Filler("item", m.start, m.end, 1.0) for m in things]
    before = [m for m in parties if m.end <= candidate.start]
    after = [m for m in parties if m.start >= candidate.end]
    givers, takers = (parties[:1], parties[1:2]) if flat else (before[-1:], after[:1])
    roles += [Filler("agent", m.start, m.end, 1.0) for m in givers]
    roles += [Filler("recipient", m.start, m.end, 1.0) for m in takers]
    return ActReading(
        candidate.start, candidate.act.value, 1.0, "asserts", "certain", {}, {}, tuple(roles), proposed=False
    )


def _saying(texts: Sequence[str], mentions: Sequence[Mention]) -> Iterator[SayingReading]:
    for cue in sayings.cues(texts):
        before = [m for m in mentions if m.end <= cue.start and m.label == "place"]
        sources = tuple(Filler("source", m.start, m.end, 1.0) for m in before[-1:])
        yield SayingReading(cue.start, sources, (Filler("content", cue.end, len(texts), 1.0),), 1.0)


class PredicateNetwork:
    """The network with its PropBank heads alone: the lexicon turns predicates into acts, arguments into roles."""

    def __init__(self, network: Network) -> None:
        self.version = f"{network.version}-propbank"
        self._network = network
        self._lexicon = Lexicon.load()

    def read_words(
        self, sentences: Sequence[Sequence[Word]], *, propose: Chooser | None = None, predicates: Chooser | None = None
    ) -> list[SentenceReading]:
        """Read sentences, the acts rebuilt from predicates."""
        return [self._rebuilt(reading) for reading in self._network.read_words(sentences, propose=propose)]

    def _rebuilt(self, reading: SentenceReading) -> SentenceReading:
        texts = [word.text for word in reading.words]
        candidates = self._lexicon.candidates(texts)
        acts = []
        for predicate in reading.predicates:
            candidate = next((c for c in candidates if c.start <= predicate.trigger < c.end), None)
            if candidate is not None:
                roles = tuple(_filler(f, candidate.entry.args) for f in predicate.arguments if _has_role(f, candidate))
                acts.append(
                    ActReading(
                        predicate.trigger, candidate.act.value, 1.0, "asserts", "certain", {}, {}, roles, proposed=False
                    )
                )
        return SentenceReading(reading.words, reading.mentions, tuple(acts), reading.sayings, reading.predicates)


MODIFIERS = {
    "ARGM-TMP": "time",
    "ARGM-LOC": "place",
    "ARGM-PRP": "purpose",
    "ARGM-DIR": "origin",
    "ARGM-GOL": "destination",
}


def _has_role(filler: Filler, candidate: Candidate) -> bool:
    return filler.role in candidate.entry.args or filler.role in MODIFIERS


def _filler(filler: Filler, args: Mapping[str, str]) -> Filler:
    return Filler(args.get(filler.role) or MODIFIERS[filler.role], filler.start, filler.end, filler.score)


def _reader(stand_in: WordNetwork | PredicateNetwork) -> Reader:
    return NetworkReader(cast(Network, stand_in))  # of the network, the reader uses ``read`` and ``version`` alone


READERS: Mapping[str, Callable[[], Reader]] = {
    "keywords": lambda: _reader(WordNetwork(flat=True)),
    "no network": lambda: _reader(WordNetwork(flat=False)),
    "no domain heads": lambda: _reader(PredicateNetwork(Network.load())),
    "full": shipped_reader,
}

"""The reading network at run time: sentences in, scored words, spans and acts out.

A sentence is read once. Where a word opens an act, a saying or a PropBank predicate, a second, small stage reads the
sentence again as seen from that word and tags who fills which role. Sentences longer than `MAX_PIECES_AT_ONCE`
sub-words are read in windows, each by itself, so time stays linear and a span never crosses a window.

A sentence reads the same whatever is read beside it: activations are scaled to int8 word by word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from porosity.reading.decoding import IMPOSSIBLE, Scores, Span, log_softmax, spans, viterbi, without_repeats
from porosity.reading.graph import Batch, Graph, Indices
from porosity.reading.words import Encoded, Pieces, Word, split_words
from porosity.resources import third_party

WEIGHTS = Path(__file__).parent / "weights" / "reading.onnx"
MAX_PIECES_AT_ONCE = 120  # sub-words, marks included: measured, arguments lose 4.7 F1 when 180 are encoded at once
PIECES_PER_BATCH = 1024  # padded; larger batches are no faster on one core
WORDS_PER_TAGGING = 6144  # predicates times words, padded: bounds the memory of the second stage
ACT_FIRES = 0.4  # probability from which a word is the trigger of an act,
CUE_FIRES = 0.05  # a cue (then dropped where it is found to have no content),
PREDICATE_FIRES = 0.5  # a PropBank predicate; the first two were set on the dev splits
BREAKS = frozenset(",;:.!?–—()[]\n")  # where a window may end
ENDS = frozenset(".?!")
TITLE_WORDS = """
mr mrs ms miss dr prof professor sir lord lady dame king queen prince princess duke duchess count countess emperor
empress tsar pope saint st president minister premier chancellor senator general colonel captain reverend
"""
TITLES = frozenset(TITLE_WORDS.split())
NAMES = {"person": "PER", "organisation": "ORG", "place": "LOC"}
NAMES_STRENGTHEN = 1.0  # added to a type's log-probability where the open names are certain of it

Chooser = Callable[[Sequence[Word]], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or thing: `label` is one of the fourteen types of the domain corpus; word indices, half-open."""

    label: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Filler:
    """A span that plays a role for one word (an act, a cue, a predicate); word indices, half-open."""

    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class ActReading:
    """An act at its trigger word.

    `proposed` means that the caller named the trigger and the network would not have fired there; `act` is then still
    its best act other than none.
    """

    trigger: int
    act: str
    score: float
    stance: str
    certainty: str
    stance_scores: Mapping[str, float]
    certainty_scores: Mapping[str, float]
    roles: tuple[Filler, ...]
    proposed: bool


@dataclass(frozen=True, slots=True)
class SayingReading:
    """Somebody says something: the cue word, who says it (may be empty), what is said (never empty)."""

    cue: int
    sources: tuple[Filler, ...]
    contents: tuple[Filler, ...]
    score: float


@dataclass(frozen=True, slots=True)
class PredicateReading:
    """A PropBank predicate with its arguments (ARG0, ARGM-TMP ...); factuality about -2.5 (did not) to 2 (did)."""

    trigger: int
    factuality: float
    arguments: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """All that the network reads in one sentence; every index counts `words`."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    acts: tuple[ActReading, ...]
    sayings: tuple[SayingReading, ...]
    predicates: tuple[PredicateReading, ...]


class Network:
    """The network, ready to read. It keeps nothing but a memory of words, and threads may share it."""

    def __init__(self, graph: Graph, pieces: Pieces) -> None:
        self._graph, self._pieces = graph, pieces
        self.version = graph.version
        self._decoder = _Decoder(graph)

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1) -> Network:
        """Load the network that ships, or the file at `path` with its labels beside it (same name, `.json`).

        `threads` is the number of cores that one call may use. Raises `NetworkFileError` where a file is missing
        or broken.
        """
        tokenizer = Tokenizer.from_file(str(third_party() / "minilm" / "tokenizer.json"))
        return cls(Graph(WEIGHTS if path is None else path, threads=threads), Pieces(tokenizer))

    def read(
        self, sentences: Sequence[str], *, propose: Chooser | None = None, arguments: bool = True
    ) -> list[SentenceReading]:
        """Read sentences; the answers come in their order.

        `propose` is given the words of a sentence and names those that are acts whatever the network thinks: their
        roles, stance and certainty are read too. `arguments=False` leaves out the PropBank arguments and predicates.
        """
        none: Chooser = _no_words
        return self.read_words(
            [split_words(sentence) for sentence in sentences],
            propose=propose or none,
            predicates=None if arguments else none,
        )

    def read_words(
        self, sentences: Sequence[Sequence[Word]], *, propose: Chooser | None = None, predicates: Chooser | None = None
    ) -> list[SentenceReading]:
        """Read sentences that are already cut into words; `predicates` names the PropBank predicates (default: all).

        For corpora that come with their own words and with gold predicates.
        """
        drafts = [_Draft() for _ in sentences]
        windows = [window for i, words in enumerate(sentences) for window in self._windows(i, words)]
        for batch in _batches(windows):
            proposed = [_inside(propose, sentences[w.sentence], w) if propose else set() for w in batch]
            given = [_inside(predicates, sentences[w.sentence], w) for w in batch] if predicates else None
            encoded = self._graph.encode([window.encoded for window in batch])
            self._decoder.read(encoded, batch, drafts, proposed, given)
        return [draft.finish(words) for draft, words in zip(drafts, sentences, strict=True)]

    def open_names(self, sentences: Sequence[Sequence[Word]]) -> list[tuple[Mention, ...]]:
        """Named persons, organisations and places alone (PER, ORG, LOC), as the open name corpora define them."""
        found: list[list[Mention]] = [[] for _ in sentences]
        windows = [window for i, words in enumerate(sentences) for window in self._windows(i, words)]
        for batch in _batches(windows):
            encoded = self._graph.encode([window.encoded for window in batch])
            scores = log_softmax(encoded.heads["open_names"])
            for window, mentions in zip(
                batch, _mentions(scores, encoded.counts, self._graph.labels.open_names), strict=True
            ):
                bare = (_untitled(mention, window.texts) for mention in mentions)
                found[window.sentence] += [_moved(mention, window.offset) for mention in bare if mention is not None]
        return [tuple(sorted(mentions, key=lambda m: m.start)) for mentions in found]

    def _windows(self, sentence: int, words: Sequence[Word]) -> Iterator[_Window]:
        """A sentence in pieces that fit, cut behind a mark of punctuation where one is near the end."""
        texts = [word.text for word in words]
        start, pieces, last_break = 0, 2, 0
        for i, text in enumerate(texts):
            size = len(self._pieces.of(text))
            if pieces + size > MAX_PIECES_AT_ONCE:
                end = last_break if 2 * (last_break - start) > i - start else i
                yield self._window(sentence, start, texts[start:end])
                pieces = 2 + sum(len(self._pieces.of(kept)) for kept in texts[end:i])
                start = end
            pieces += size
            if text in BREAKS:
                last_break = i + 1
        if start < len(texts):
            yield self._window(sentence, start, texts[start:])

    def _window(self, sentence: int, offset: int, texts: Sequence[str]) -> _Window:
        return _Window(sentence, offset, texts, self._pieces.encode(texts))


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a sentence that is encoded at once; `offset` is its first word."""

    sentence: int
    offset: int
    texts: Sequence[str]
    encoded: Encoded


@dataclass(slots=True)
class _Draft:
    """What has been read of a sentence so far."""

    mentions: list[Mention] = field(default_factory=list)
    acts: list[ActReading] = field(default_factory=list)
    sayings: list[SayingReading] = field(default_factory=list)
    predicates: list[PredicateReading] = field(default_factory=list)

    def finish(self, words: Sequence[Word]) -> SentenceReading:
        """The reading, everything in the order of the words."""
        return SentenceReading(
            tuple(words),
            tuple(sorted(self.mentions, key=lambda mention: mention.start)),
            tuple(sorted(self.acts, key=lambda act: act.trigger)),
            tuple(sorted(self.sayings, key=lambda saying: saying.cue)),
            tuple(sorted(self.predicates, key=lambda predicate: predicate.trigger)),
        )


@dataclass(frozen=True, slots=True)
class _Seen:
    """A batch as the flat heads see it: log-probabilities a word."""

    batch: Batch
    windows: Sequence[_Window]
    types: Scores
    acts: Scores
    cues: Scores


class _Decoder:
    """Turns the scores of a batch into readings."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        labels = graph.labels
        self._labels = labels
        self._strengthened = [
            (2 * labels.types.index(kind) + 1 + k, 2 * labels.open_names.index(name) + 1 + k)
            for kind, name in NAMES.items()
            for k in (0, 1)
        ]
        core = {f"ARG{number}" for number in range(6)}
        self._core = frozenset(i for i, label in enumerate(labels.arguments) if label in core)
        self._source = frozenset({labels.saying.index("source")})
        barred = np.zeros((len(labels.acts), 1 + 2 * len(labels.roles)), dtype=np.float32)
        for i, act in enumerate(labels.acts):
            for k, role in enumerate(labels.roles):
                if role not in labels.roles_of_act[act]:
                    barred[i, [2 * k + 1, 2 * k + 2]] = IMPOSSIBLE
        self._barred = barred

    def read(
        self,
        batch: Batch,
        windows: Sequence[_Window],
        drafts: Sequence[_Draft],
        proposed: Sequence[set[int]],
        predicates: Sequence[set[int]] | None,
    ) -> None:
        """Read one batch into the drafts; `proposed` and `predicates` count the words of each window."""
        types = log_softmax(batch.heads["types"])
        acts, cues = log_softmax(batch.heads["act"]), log_softmax(batch.heads["cue"])
        seen = _Seen(batch, windows, types, acts, cues)
        mentions = self._read_mentions(seen, drafts)
        self._read_acts(seen, drafts, proposed, mentions)
        self._read_sayings(seen, drafts)
        self._read_predicates(seen, drafts, predicates)

    def _read_mentions(self, seen: _Seen, drafts: Sequence[_Draft]) -> list[list[Mention]]:
        """The domain types lead; a name that the open heads know strengthens its type. One list a window."""
        names = np.exp(log_softmax(seen.batch.heads["open_names"]))
        types = seen.types.copy()
        for kind, name in self._strengthened:
            types[:, :, kind] += NAMES_STRENGTHEN * names[:, :, name]
        types = log_softmax(types)
        found = _mentions(types, seen.batch.counts, self._labels.types)
        found = [[_moved(m, w.offset) for m in row] for w, row in zip(seen.windows, found, strict=True)]
        for window, mentions in zip(seen.windows, found, strict=True):
            drafts[window.sentence].mentions += mentions
        return found

    def _read_acts(
        self,
        seen: _Seen,
        drafts: Sequence[_Draft],
        proposed: Sequence[set[int]],
        mentions: Sequence[Sequence[Mention]],
    ) -> None:
        fires = _fires(1 - np.exp(seen.acts[:, :, 0]), seen.batch.counts, ACT_FIRES)
        extra = {(row, word) for row, words in enumerate(proposed) for word in words}
        found = sorted(fires | extra)
        if not found:
            return
        rows, words = _columns(found)
        best = seen.acts[rows, words, 1:].argmax(axis=1)
        stances = np.exp(log_softmax(seen.batch.heads["stance"][rows, words]))
        certainties = np.exp(log_softmax(seen.batch.heads["certainty"][rows, words]))
        sure = np.array([pair in fires for pair in found])  # of its act; a proposed word may be another to its proposer
        barred = self._barred[best] * sure[:, None]
        fillers: list[tuple[Filler, ...]] = []
        for part, tags in self._tagged(seen.batch, rows, words, "role"):
            likely = log_softmax(tags)
            scores = likely + barred[part][:, None]
            offsets = [seen.windows[row].offset for row in rows[part]]
            found_here = without_repeats(scores, seen.batch.counts[rows[part]], frozenset(), likely)
            fillers += _fillers(found_here, self._labels.roles, offsets)
        for i, (row, word) in enumerate(found):
            window, act = seen.windows[row], int(best[i])
            stance = _named(self._labels.stances, stances[i])
            certainty = _named(self._labels.certainties, certainties[i])
            if stance["asks"] == max(stance.values()) and _in_question(window.texts, word):
                certainty = _unvouched(certainty)
            drafts[window.sentence].acts.append(
                ActReading(
                    trigger=word + window.offset,
                    act=self._labels.acts[act],
                    score=float(np.exp(seen.acts[row, word, act + 1])),
                    stance=max(stance, key=stance.__getitem__),
                    certainty=max(certainty, key=certainty.__getitem__),
                    stance_scores=stance,
                    certainty_scores=certainty,
                    roles=_whole(fillers[i], mentions[row]),
                    proposed=not bool(sure[i]),
                )
            )

    def _read_sayings(self, seen: _Seen, drafts: Sequence[_Draft]) -> None:
        chances = np.exp(seen.cues[:, :, 1])
        found = sorted(_fires(chances, seen.batch.counts, CUE_FIRES))
        for (row, word), fillers in zip(found, self._frames(seen, found, "saying", self._source), strict=True):
            if not any(filler.role == "content" for filler in fillers):
                continue  # "officials said on Tuesday": nothing that anybody could be the source of
            window = seen.windows[row]
            drafts[window.sentence].sayings.append(
                SayingReading(
                    cue=word + window.offset,
                    sources=tuple(f for f in fillers if f.role == "source"),
                    contents=tuple(f for f in fillers if f.role == "content"),
                    score=float(chances[row, word]),
                )
            )

    def _read_predicates(self, seen: _Seen, drafts: Sequence[_Draft], given: Sequence[set[int]] | None) -> None:
        if given is None:
            chances = np.exp(log_softmax(seen.batch.heads["predicate"])[:, :, 1])
            found = sorted(_fires(chances, seen.batch.counts, PREDICATE_FIRES))
        else:
            found = sorted((row, word) for row, words in enumerate(given) for word in words)
        for (row, word), fillers in zip(found, self._frames(seen, found, "argument", self._core), strict=True):
            window = seen.windows[row]
            factuality = float(seen.batch.heads["factuality"][row, word, 0])
            drafts[window.sentence].predicates.append(PredicateReading(word + window.offset, factuality, fillers))

    def _frames(
        self, seen: _Seen, found: Sequence[tuple[int, int]], task: str, once: frozenset[int]
    ) -> list[tuple[Filler, ...]]:
        """The fillers of each (row, word)."""
        if not found:
            return []
        rows, words = _columns(found)
        names = self._labels.arguments if task == "argument" else self._labels.saying
        out: list[tuple[Filler, ...]] = []
        for part, tags in self._tagged(seen.batch, rows, words, task):
            offsets = [seen.windows[row].offset for row in rows[part]]
            out += _fillers(without_repeats(log_softmax(tags), seen.batch.counts[rows[part]], once), names, offsets)
        return out

    def _tagged(self, batch: Batch, rows: Indices, words: Indices, task: str) -> Iterator[tuple[slice, Scores]]:
        """The tagger's scores, so many predicates at a time that memory stays bounded."""
        step = max(1, WORDS_PER_TAGGING // batch.states.shape[1])
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            yield part, self._graph.tag(batch, rows[part], words[part], task)


def _fillers(found: Sequence[Sequence[Span]], names: Sequence[str], offsets: Sequence[int]) -> list[tuple[Filler, ...]]:
    return [
        tuple(Filler(names[s.label], s.start + offset, s.end + offset, s.score) for s in row)
        for row, offset in zip(found, offsets, strict=True)
    ]


def _in_question(texts: Sequence[str], word: int) -> bool:
    """Whether the next mark that ends a sentence is a question mark."""
    return next((text for text in texts[word:] if text in ENDS), "") == "?"


def _unvouched(certainty: Mapping[str, float]) -> dict[str, float]:
    """Nobody vouches for what is only asked about: what would be certain is possible."""
    return {**certainty, "certain": 0.0, "possible": certainty["possible"] + certainty["certain"]}


def _no_words(_words: Sequence[Word]) -> Iterable[int]:
    return ()


def _inside(choose: Chooser, words: Sequence[Word], window: _Window) -> set[int]:
    """What the caller names in a window, counted from its first word; what lies outside the sentence is dropped."""
    end = window.offset + len(window.encoded.first)
    return {index - window.offset for index in choose(words) if window.offset <= index < end}


def _batches(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda w: len(w.encoded.ids)):
        if batch and len(window.encoded.ids) * (len(batch) + 1) > PIECES_PER_BATCH:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _columns(found: Sequence[tuple[int, int]]) -> tuple[Indices, Indices]:
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _fires(chances: Scores, counts: Indices, least: float) -> set[tuple[int, int]]:
    """(row, word) where a probability exceeds the threshold."""
    there = np.arange(chances.shape[1])[None] < counts[:, None]
    rows, words = np.nonzero((chances > least) & there)
    return set(zip(rows.tolist(), words.tolist(), strict=True))


def _mentions(scores: Scores, counts: Indices, names: Sequence[str]) -> list[list[Mention]]:
    return [
        [Mention(names[s.label], s.start, s.end, s.score) for s in spans(tags[:count], row)]
        for tags, row, count in zip(viterbi(scores, counts).tolist(), scores, counts.tolist(), strict=True)
    ]


def _untitled(mention: Mention, texts: Sequence[str]) -> Mention | None:
    """A person without the title before the name, as UNER's guidelines have it; `None` where only a title is left."""
    start = mention.start
    if mention.label == "PER":
        while start < mention.end and (texts[start].lower().rstrip(".") in TITLES or texts[start] == "."):
            start += 1
    return Mention(mention.label, start, mention.end, mention.score) if start < mention.end else None


def _moved(mention: Mention, offset: int) -> Mention:
    return Mention(mention.label, mention.start + offset, mention.end + offset, mention.score) if offset else mention


def _named(names: Sequence[str], values: Scores) -> dict[str, float]:
    return dict(zip(names, values.tolist(), strict=True))


def _whole(fillers: Sequence[Filler], mentions: Sequence[Mention]) -> tuple[Filler, ...]:
    """Fillers of roles are things, so one that is a part of a mention is the whole of it."""
    out: dict[tuple[str, int, int], Filler] = {}
    for filler in fillers:
        around = (m for m in mentions if m.start <= filler.start and filler.end <= m.end)
        start, end = next(((m.start, m.end) for m in around), (filler.start, filler.end))
        out.setdefault((filler.role, start, end), Filler(filler.role, start, end, filler.score))
    return tuple(out.values())

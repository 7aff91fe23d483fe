"""How well the shipped network reads: each corpus's evaluation split, through the same decoding that reports get.

Figures are F1 in points unless the measure says otherwise. *Exact* counts a span that has its gold label, start and
end. *Overlap* counts a span that shares a word with one of its kind on the other side, which is how PolNeAR's and the
domain corpus's sources and contents are compared. Given words (gold predicates, gold triggers) are said in the task.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from porosity.bench.reading_corpora import Sentence, Span, domain, kcna, names, polnear, propbank, spans
from porosity.reading.network import Network, SentenceReading
from porosity.reading.words import Word

CORPUS = Path("training/corpus")  # where the project's own sentences lie in a checkout
FLOORS = {
    ("domain", "triggers"): 84.0,
    ("domain", "triggers with act"): 70.0,
    ("domain", "roles exact, gold triggers"): 69.0,
    ("domain", "hedged certainty, accuracy"): 55.0,
    ("ewt test", "arguments exact, gold predicates"): 73.0,
    ("polnear dev", "source overlap"): 66.0,
    ("polnear dev", "content overlap"): 63.0,
    ("uner pud", "PER"): 84.0,
    ("uner pud", "ORG"): 58.0,
    ("uner pud", "LOC"): 77.0,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: on which set, of what, and the floor below which a change is refused (`None`: none is set)."""

    corpus: str
    measure: str
    value: float
    floor: float | None


class Tally:
    """Hits on both sides, by measure: exact sets, or spans that overlap."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()
        self._gold: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._recalled: Counter[str] = Counter()

    def exact(self, measure: str, gold: AbstractSet[Hashable], found: AbstractSet[Hashable]) -> None:
        """Count equal items."""
        hits = len(gold & found)
        self._add(measure, len(gold), len(found), hits, hits)

    def overlap(self, measure: str, gold: Sequence[Span], found: Sequence[Span]) -> None:
        """Count spans that share a word with any on the other side."""
        right = sum(any(_touch(a, b) for b in gold) for a in found)
        self._add(measure, len(gold), len(found), right, sum(any(_touch(a, b) for b in found) for a in gold))

    def accuracy(self, measure: str, right: bool) -> None:
        """Count one decision."""
        self._add(measure, 1, 1, int(right), int(right))

    def _add(self, measure: str, gold: int, found: int, right: int, recalled: int) -> None:
        self._gold[measure] += gold
        self._found[measure] += found
        self._right[measure] += right
        self._recalled[measure] += recalled

    def figures(self) -> dict[str, float]:
        """F1 in points: the harmonic mean of precision and recall (of equal counts: accuracy)."""
        out = {}
        for measure, gold in self._gold.items():
            precision = self._right[measure] / max(1, self._found[measure])
            recall = self._recalled[measure] / max(1, gold)
            out[measure] = 200 * precision * recall / (precision + recall) if precision + recall else 0.0
        return out


def run(
    data: Path, *, domain_file: Path | None = None, corpus: Path = CORPUS, network: Network | None = None
) -> dict[str, Any]:
    """Measure the network on what `data` (the folder of the corpora) holds; a set that is absent is left out.

    `corpus` is the folder of our own sentences, of which those held out are measured, and those of the state agency.

    `domain_file` is measured in place of the domain corpus's `dev.jsonl`. The answer is
    `{"network": version, "rows": [{"corpus", "measure", "value", "floor"}, ...], "absent": [...]}`.
    """
    reader = network or Network.load()
    domain_at = domain_file or data / "domain/dev.jsonl"
    sets: list[tuple[str, Path, Callable[[], dict[str, float]]]] = [
        ("domain", domain_at, lambda: measure_domain(reader, domain(domain_at))),
        (
            "ewt test",
            data / "propbank_ewt/test.jsonl.gz",
            lambda: measure_propbank(reader, propbank(data, "test")),
        ),
        ("polnear dev", data / "polnear/dev.jsonl.gz", lambda: measure_sayings(reader, polnear(data, "dev"))),
    ]
    held, agency = corpus / "held.jsonl", corpus / "kcna.jsonl"
    sets.append(("held", held, lambda: measure_domain(reader, domain(held))))
    if (data / "kcna").exists():
        sets.append(("kcna", agency, lambda: measure_domain(reader, kcna(agency, data))))
    for name, folder in (("uner pud", "uner_pud"), ("uner ewt test", "uner_ewt")):
        path = data / folder / "test.jsonl.gz"
        sets.append((name, path, lambda path=path: measure_names(reader, names(path))))  # type: ignore[misc]
    rows, absent = [], []
    for name, path, measure in sets:
        if not path.exists():
            absent.append(name)
            continue
        rows += [
            Row(name, what, round(value, 3 if "Pearson" in what else 1), FLOORS.get((name, what)))
            for what, value in measure().items()
        ]
    listed = [{"corpus": r.corpus, "measure": r.measure, "value": r.value, "floor": r.floor} for r in rows]
    return {"network": reader.version, "rows": listed, "absent": absent}


def measure_domain(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Triggers, acts, roles, stance, certainty, things and sayings of the domain corpus."""
    tally = Tally()
    words = [words_of(sentence.words) for sentence in sentences]
    gold_words = {id(row): {act.word for act in s.acts or ()} for row, s in zip(words, sentences, strict=True)}
    readings = network.read_words(words, propose=_chooser(gold_words), predicates=_none)
    for sentence, reading in zip(sentences, readings, strict=True):
        gold = {(act.word, act.act) for act in sentence.acts or ()}
        found = {(act.trigger, act.act) for act in reading.acts if not act.proposed}
        tally.exact("triggers", {word for word, _ in gold}, {word for word, _ in found})
        tally.exact("triggers with act", gold, found)
        read = {act.trigger: act for act in reading.acts}
        for act in sentence.acts or ():
            reading_act = read[act.word]
            fillers = {(f.role, f.start, f.end) for f in reading_act.roles}
            tally.exact("roles exact, gold triggers", set(act.roles), fillers)
            for role in ("agent", "recipient", "item"):
                tally.exact(f"{role} exact, gold triggers", _only(act.roles, role), _only(fillers, role))
            tally.accuracy("stance, accuracy", reading_act.stance == act.stance)
            if act.stance != "asserts":
                tally.accuracy("stance not asserts, accuracy", reading_act.stance == act.stance)
            tally.accuracy("certainty, accuracy", reading_act.certainty == act.certainty)
            if act.certainty != "certain":
                tally.accuracy("hedged certainty, accuracy", reading_act.certainty == act.certainty)
        mentions = {(m.label, m.start, m.end) for m in reading.mentions}
        tally.exact("things exact", set(spans(sentence.types or [])), mentions)
        _tally_sayings(tally, sentence, reading)
    return tally.figures()


def measure_propbank(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Predicates; arguments on gold predicates; factuality where UDS judged it."""
    tally = Tally()
    words = [words_of(sentence.words) for sentence in sentences]
    asked = {
        id(row): {p.word for p in s.predicates or ()} | {word for word, _ in s.factuality}
        for row, s in zip(words, sentences, strict=True)
    }
    said, judged = [], []
    free = network.read_words(words)
    for sentence, reading, own in zip(
        sentences, network.read_words(words, predicates=_chooser(asked)), free, strict=True
    ):
        tally.exact("predicates", {p.word for p in sentence.predicates or ()}, {p.trigger for p in own.predicates})
        read = {predicate.trigger: predicate for predicate in reading.predicates}
        for predicate in sentence.predicates or ():
            found = {(f.role, f.start, f.end) for f in read[predicate.word].arguments}
            tally.exact("arguments exact, gold predicates", set(predicate.spans), found)
        for word, value in sentence.factuality:
            said.append(read[word].factuality)
            judged.append(value)
    figures = tally.figures()
    if len(said) > 1:
        figures["factuality, Pearson"] = float(np.corrcoef(said, judged)[0, 1])
    return figures


def measure_sayings(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Sources and contents, sentence by sentence."""
    tally = Tally()
    words = [words_of(sentence.words) for sentence in sentences]
    for sentence, reading in zip(sentences, network.read_words(words, predicates=_none), strict=True):
        _tally_sayings(tally, sentence, reading)
    return tally.figures()


def measure_names(network: Network, sentences: Sequence[Sentence]) -> dict[str, float]:
    """Named persons, organisations and places of the open name corpora, exact."""
    tally = Tally()
    found = network.open_names([words_of(sentence.words) for sentence in sentences])
    for sentence, mentions in zip(sentences, found, strict=True):
        gold = set(spans(sentence.open_names or []))
        read = {(m.label, m.start, m.end) for m in mentions}
        tally.exact("all names", gold, read)
        for label in ("PER", "ORG", "LOC"):
            tally.exact(label, _only(gold, label), _only(read, label))
    return tally.figures()


def words_of(texts: Sequence[str]) -> list[Word]:
    """Words of a corpus that is already cut, as if a blank stood between any two."""
    out, at = [], 0
    for text in texts:
        out.append(Word(text, at, at + len(text)))
        at += len(text) + 1
    return out


def _tally_sayings(tally: Tally, sentence: Sentence, reading: SentenceReading) -> None:
    for role in ("source", "content"):
        gold = {span for saying in sentence.sayings or () for span in saying.spans if span[0] == role}
        found = {
            (role, filler.start, filler.end)
            for saying in reading.sayings
            for filler in (saying.sources if role == "source" else saying.contents)
        }
        tally.overlap(f"{role} overlap", sorted(gold), sorted(found))


def _touch(a: Span, b: Span) -> bool:
    return a[1] < b[2] and b[1] < a[2]


def _only(spans_: Iterable[Span], label: str) -> set[Span]:
    return {span for span in spans_ if span[0] == label}


def _chooser(chosen: dict[int, set[int]]) -> Callable[[Sequence[Word]], Iterable[int]]:
    return lambda words: chosen[id(words)]


def _none(_words: Sequence[Word]) -> Iterable[int]:
    return ()

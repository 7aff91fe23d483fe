"""Quick greedy figures while training; what ships is measured by `porosity bench reading` on the int8 file."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import torch
from torch import Tensor

from porosity.bench.reading_corpora import spans
from porosity.reading.network import ACT_FIRES
from porosity.reading.words import Pieces
from porosity_training.batches import Inputs, batches, inputs
from porosity_training.corpora import Sentence, Span
from porosity_training.model import Network


class Tally:
    """True and false positives by task."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, task: str, gold: AbstractSet[object], found: AbstractSet[object]) -> None:
        self._counts[task, "hit"] += len(gold & found)
        self._counts[task, "all"] += len(gold) + len(found)

    def f1(self) -> dict[str, float]:
        """Micro F1 in points."""
        tasks = dict.fromkeys(task for task, _ in self._counts)
        return {t: round(200 * self._counts[t, "hit"] / max(1, self._counts[t, "all"]), 1) for t in tasks}


@torch.no_grad()
def evaluate(network: Network, sentences: Sequence[Sentence], pieces: Pieces) -> dict[str, float]:
    """F1 of what the sentences are annotated for; arguments and roles on gold words."""
    tally = Tally()
    for batch in batches(sentences, pieces, random.Random(0), size=4096):
        x = inputs(batch, pieces)
        states = network.states(x.ids, x.shapes, x.lengths, x.first)
        if batch[0].predicates is not None:
            _tally_predicates(tally, network, batch, states)
            frames = [(i, p.word, p.spans) for i, s in enumerate(batch) for p in s.predicates or ()]
            _tally_frames(tally, network, batch, states, x, "argument", frames)
        if batch[0].acts is not None:
            _tally_acts(tally, network, batch, states)
            frames = [(i, a.word, a.roles) for i, s in enumerate(batch) for a in s.acts or ()]
            _tally_frames(tally, network, batch, states, x, "role", frames)
    return tally.f1()


def _tally_predicates(tally: Tally, network: Network, batch: Sequence[Sentence], states: Tensor) -> None:
    for sentence, row in zip(batch, network.heads["predicate"](states).argmax(-1).tolist(), strict=True):
        found = {word for word, fires in enumerate(row[: len(sentence.words)]) if fires}
        tally.add("predicates", {p.word for p in sentence.predicates or ()}, found)


def _tally_acts(tally: Tally, network: Network, batch: Sequence[Sentence], states: Tensor) -> None:
    acts, certainties = network.labels.acts, network.labels.certainties
    chances = torch.softmax(network.heads["act"](states), dim=-1)
    fires, best = (1 - chances[..., 0] > ACT_FIRES).tolist(), chances[..., 1:].argmax(-1).tolist()
    graded = network.heads["certainty"](states).argmax(-1).tolist()
    for i, sentence in enumerate(batch):
        gold = {(a.word, a.act) for a in sentence.acts or ()}
        found = {(word, acts[best[i][word]]) for word in range(len(sentence.words)) if fires[i][word]}
        tally.add("triggers", {word for word, _ in gold}, {word for word, _ in found})
        tally.add("acts", gold, found)
        hedged = [a for a in sentence.acts or () if a.certainty != "certain"]
        tally.add(
            "hedged",
            {(k, a.certainty) for k, a in enumerate(hedged)},
            {(k, certainties[graded[i][a.word]]) for k, a in enumerate(hedged)},
        )


def _tally_frames(
    tally: Tally,
    network: Network,
    batch: Sequence[Sentence],
    states: Tensor,
    x: Inputs,
    task: str,
    frames: Sequence[tuple[int, int, Sequence[Span]]],
) -> None:
    if not frames:
        return
    names = network.labels.tasks[task]
    at = torch.tensor([f[0] for f in frames]), torch.tensor([f[1] for f in frames])
    tag_rows = network.tagger(states, x.counts, *at, task).argmax(-1).tolist()
    for (i, _, gold), row in zip(frames, tag_rows, strict=True):
        tally.add(task, set(gold), set(spans([names[k] for k in row[: len(batch[i].words)]])))

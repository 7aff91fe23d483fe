"""What each sentence teaches: a sum over the tasks that it is annotated for."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from porosity.bench.reading_corpora import tags
from porosity_training.batches import PREDICATES, Inputs, up
from porosity_training.corpora import IGNORED, Sentence, Span
from porosity_training.labels import bio
from porosity_training.model import Network

OUT = -100  # PyTorch's mark for what the loss leaves out
ACTS_DISPUTED = 0.1  # label smoothing: two people agree on trigger and act in 79 of 100
HEDGES_COUNT = (1.0, 2.5, 2.5)  # certain, probable, possible: hedges are rare, and missing one is worse
STANCES_COUNT = (1.0, 1.5, 1.5, 1.5)  # asserts, denies, asks, plans: the same


def _cross_entropy(scores: Tensor, targets: Tensor, *, smoothing: float = 0.0) -> Tensor:
    return F.cross_entropy(
        scores.float().flatten(0, -2), targets.flatten(), ignore_index=OUT, label_smoothing=smoothing
    )


class Losses:
    """Losses of a batch from one corpus, with the weights of the recipe."""

    def __init__(self, network: Network) -> None:
        self._network = network
        labels = network.labels
        self._tags = {name: {tag: i for i, tag in enumerate(names)} for name, names in labels.tasks.items()}
        self._tags["types"] = {tag: i for i, tag in enumerate(bio(labels.types))}
        self._tags["open_names"] = {tag: i for i, tag in enumerate(bio(labels.open_names))}
        self._hedges, self._stances = torch.tensor(HEDGES_COUNT), torch.tensor(STANCES_COUNT)

    def __call__(self, batch: Sequence[Sentence], inputs: Inputs) -> Tensor:
        network = self._network
        states = network.states(inputs.ids, inputs.shapes, inputs.lengths, inputs.first)
        kind = batch[0].corpus
        total = states.new_zeros((), dtype=torch.float32)
        if kind == "domain":
            total = total + self._names(states, batch, "types")
            total = total + 0.25 * self._names(states, batch, "open_names")
            total = total + self._acts(states, batch, inputs)
        elif kind == "names":
            total = total + self._names(states, batch, "open_names")
        elif kind == "gum":
            total = total + 0.5 * self._names(states, batch, "silver_names")
        if batch[0].predicates is not None:
            total = total + self._predicates(states, batch, inputs)
        if batch[0].sayings is not None:
            total = total + self._sayings(states, batch, inputs)
        return total

    def _rows(self, rows: list[list[int]], width: int) -> Tensor:
        return torch.tensor([row + [OUT] * (width - len(row)) for row in rows])

    def _names(self, states: Tensor, batch: Sequence[Sentence], field: str) -> Tensor:
        index = {**self._tags["types" if field == "types" else "open_names"], IGNORED: OUT}
        rows = []
        for sentence in batch:
            row = getattr(sentence, field)
            rows.append([OUT] * len(sentence.words) if row is None else [index[tag] for tag in row])
        if all(target == OUT for row in rows for target in row):
            return states.new_zeros(())
        head = self._network.silver_names if field == "silver_names" else self._network.heads[field]
        return _cross_entropy(head(states), self._rows(rows, states.shape[1]))

    def _marks(self, states: Tensor, batch: Sequence[Sentence], head: str, marks: list[dict[int, int]]) -> Tensor:
        """A head over all words, which are 0 where no mark says otherwise."""
        rows = [[mark.get(i, 0) for i in range(len(s.words))] for s, mark in zip(batch, marks, strict=True)]
        smoothing = ACTS_DISPUTED if head == "act" else 0.0
        scores = self._network.heads[head](states)
        return _cross_entropy(scores, self._rows(rows, states.shape[1]), smoothing=smoothing)

    def _tagged(
        self,
        states: Tensor,
        batch: Sequence[Sentence],
        inputs: Inputs,
        task: str,
        frames: list[tuple[int, int, Sequence[Span]]],
    ) -> Tensor:
        """The conditioned tagger on (sentence, word, spans)."""
        index = self._tags[task]
        rows = []
        for row, _, spans in frames:
            known = [span for span in spans if f"B-{span[0]}" in index]
            rows.append([index[tag] for tag in tags(len(batch[row].words), known)])
        frames = frames + [frames[0]] * (up(len(frames), PREDICATES) - len(frames))
        where = torch.tensor([frame[0] for frame in frames]), torch.tensor([frame[1] for frame in frames])
        scores = self._network.tagger(states, inputs.counts, *where, task)
        return _cross_entropy(scores[: len(rows)], self._rows(rows, states.shape[1]))

    def _predicates(self, states: Tensor, batch: Sequence[Sentence], inputs: Inputs) -> Tensor:
        total = self._marks(states, batch, "predicate", [{p.word: 1 for p in s.predicates or ()} for s in batch])
        frames = [(i, p.word, p.spans) for i, s in enumerate(batch) for p in s.predicates or ()]
        if frames:
            total = total + 2 * self._tagged(states, batch, inputs, "argument", frames)
        facts = [(i, word, value) for i, s in enumerate(batch) for word, value in s.factuality]
        if facts:
            at = torch.tensor([f[0] for f in facts]), torch.tensor([f[1] for f in facts])
            said = self._network.heads["factuality"](states[at]).squeeze(-1).float()
            total = total + 0.2 * F.smooth_l1_loss(said, torch.tensor([f[2] for f in facts]))
        return total

    def _sayings(self, states: Tensor, batch: Sequence[Sentence], inputs: Inputs) -> Tensor:
        total = self._marks(states, batch, "cue", [{p.word: 1 for p in s.sayings or ()} for s in batch])
        frames = [(i, p.word, p.spans) for i, s in enumerate(batch) for p in s.sayings or () if p.word >= 0]
        return total + self._tagged(states, batch, inputs, "saying", frames) if frames else total

    def _acts(self, states: Tensor, batch: Sequence[Sentence], inputs: Inputs) -> Tensor:
        labels = self._network.labels
        marks = [{a.word: labels.acts.index(a.act) + 1 for a in s.acts or ()} for s in batch]
        total = 2 * self._marks(states, batch, "act", marks)
        found = [(i, act) for i, s in enumerate(batch) for act in s.acts or ()]
        if not found:
            return total
        frames = [(i, act.word, act.roles) for i, act in found]
        total = total + 2 * self._tagged(states, batch, inputs, "role", frames)
        triggers = states[torch.tensor([i for i, _ in found]), torch.tensor([act.word for _, act in found])]
        stance = torch.tensor([labels.stances.index(act.stance) for _, act in found])
        certainty = torch.tensor([labels.certainties.index(act.certainty) for _, act in found])
        heads = self._network.heads
        total = total + F.cross_entropy(heads["stance"](triggers).float(), stance, weight=self._stances)
        return total + F.cross_entropy(heads["certainty"](triggers).float(), certainty, weight=self._hedges)

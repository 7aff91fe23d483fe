"""Quick greedy figures while training; what ships is measured by `porosity bench reading` on the int8 file."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import torch

from porosity.bench.reading_corpora import spans
from porosity.reading.words import Pieces
from porosity_training.batches import batches, inputs
from porosity_training.corpora import Sentence
from porosity_training.model import Network


class Tally:
    """True and false positives by task."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, task: str, gold: set[object], found: set[object]) -> None:
        self._counts[task, "hit"] += len(gold & found)
        self._counts[task, "all"] += len(gold) + len(found)

    def f1(self) -> dict[str, float]:
        """Micro F1 in points."""
        tasks = dict.fromkeys(task for task, _ in self._counts)
        return {t: round(200 * self._counts[t, "hit"] / max(1, self._counts[t, "all"]), 1) for t in tasks}


@torch.no_grad()
def evaluate(network: Network, sentences: Sequence[Sentence], pieces: Pieces) -> dict[str, float]:
    """F1 of what the sentences are annotated for; arguments and roles on gold words."""
    labels, tally = network.labels, Tally()
    hedged: Counter[bool] = Counter()
    for batch in batches(sentences, pieces, random.Random(0), size=4096):
        x = inputs(batch, pieces)
        states = network.states(x.ids, x.shapes, x.lengths, x.first)
        best = {name: head(states).argmax(-1).tolist() for name, head in network.heads.items()}
        for i, s in enumerate(batch):
            n = len(s.words)
            if s.predicates is not None:
                fired = {j for j in range(n) if best["predicate"][i][j]}
                tally.add("predicates", {p.word for p in s.predicates}, fired)
            if s.acts is not None:
                found = {(j, labels.acts[k - 1]) for j, k in enumerate(best["act"][i][:n]) if k}
                gold = {(a.word, a.act) for a in s.acts}
                tally.add("triggers", {j for j, _ in gold}, {j for j, _ in found})
                tally.add("acts", gold, found)
                for act in s.acts:
                    if act.certainty != "certain":
                        said = labels.certainties[best["certainty"][i][act.word]]
                        hedged[said == act.certainty] += 1
        for task in ("argument", "role"):
            frames = [
                (i, f.word, f.spans if task == "argument" else f.roles)
                for i, s in enumerate(batch)
                for f in ((s.predicates if task == "argument" else s.acts) or ())
            ]
            if frames:
                at = torch.tensor([f[0] for f in frames]), torch.tensor([f[1] for f in frames])
                tags = network.tagger(states, x.counts, *at, task).argmax(-1).tolist()
                for (i, _, gold_spans), row in zip(frames, tags, strict=True):
                    names = [labels.tasks[task][k] for k in row[: len(batch[i].words)]]
                    tally.add(task, set(gold_spans), set(spans(names)))
    out = tally.f1()
    if hedged:
        out["hedged"] = round(100 * hedged[True] / hedged.total(), 1)
    return out

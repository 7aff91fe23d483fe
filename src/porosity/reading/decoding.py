"""From tag scores to spans: the best valid BIO sequence, and the spans in it.

Tags are laid out as the network writes them: 0 is outside, then `B-` and `I-` of each label in turn. All functions
work on many sequences at once and take time linear in their length and in the number of labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Tags = NDArray[np.int64]

IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of words, half-open; `score` is the geometric mean of its tags' probabilities."""

    label: int
    start: int
    end: int
    score: float


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def viterbi(scores: Scores, counts: NDArray[np.int64]) -> Tags:
    """The best tag sequences in which every I- continues its own label.

    `scores` is (n, length, 1 + 2 * labels), added along a sequence; only the first `counts[k]` words of sequence `k`
    are read, and the tags behind them are 0. Returns (n, length).

    >>> viterbi(np.array([[[1.0, 0.9, 0.0], [0.0, 0.0, 5.0]]], dtype=np.float32), np.array([2])).tolist()
    [[1, 2]]
    """
    n, length, width = scores.shape
    tags = np.zeros((n, length), dtype=np.int64)
    if n == 0 or length == 0:
        return tags
    labels = (width - 1) // 2
    outside, begin, inside = scores[:, :, 0], scores[:, :, 1::2], scores[:, :, 2::2]
    rows = np.arange(n)
    # Where a sequence stands: best sums of paths that end here in O, in B- and in I- of each label. After O or a B-
    # may come anything that was best before (`came_from`); an I- follows its own B- or I- (`continued`).
    best = np.zeros(n, dtype=np.float32)
    in_begin = in_inside = np.full((n, labels), IMPOSSIBLE, dtype=np.float32)
    everything = np.empty((n, width), dtype=np.float32)
    came_from = np.zeros((length, n), dtype=np.int64)
    continued = np.zeros((length, n, labels), dtype=bool)
    final = np.zeros(n, dtype=np.int64)
    for t in range(length):
        continued[t] = in_inside > in_begin
        in_inside = np.maximum(in_begin, in_inside) + inside[:, t]
        in_begin = best[:, None] + begin[:, t]
        everything[:, 0] = best + outside[:, t]
        everything[:, 1::2], everything[:, 2::2] = in_begin, in_inside
        arrived = everything.argmax(axis=1)
        best = everything[rows, arrived]
        came_from[t] = arrived
        final = np.where(counts - 1 == t, arrived, final)
    tag = final
    for t in range(length - 1, -1, -1):
        live = t < counts
        tags[live, t] = tag[live]
        if t > 0:
            label = np.maximum(tag - 1, 0) // 2
            is_inside = (tag > 0) & (tag % 2 == 0)
            stays = np.where(continued[t, rows, label], 2 * label + 2, 2 * label + 1)
            tag = np.where(live, np.where(is_inside, stays, came_from[t - 1]), tag)
    return tags


def spans(tags: Sequence[int], log_probabilities: Scores) -> list[Span]:
    """The spans of one valid sequence; `log_probabilities` is (length, tags)."""
    found: list[Span] = []
    start = 0
    while start < len(tags):
        tag = tags[start]
        if tag == 0:
            start += 1
            continue
        end = start + 1
        while end < len(tags) and tags[end] == tag + tag % 2 and tags[end] % 2 == 0:
            end += 1
        total = sum(float(log_probabilities[i, tags[i]]) for i in range(start, end))
        found.append(Span((tag - 1) // 2, start, end, float(np.exp(total / (end - start)))))
        start = end
    return found


def without_repeats(
    scores: Scores, counts: NDArray[np.int64], once: frozenset[int], log_probabilities: Scores | None = None
) -> list[list[Span]]:
    """Spans of the best sequences in which no label of `once` occurs twice.

    `log_probabilities` give the spans their scores where `scores` are more than that.
    Where the best sequence repeats a label its surest span stays, the label is barred from all other words, and the
    sequence is read again: at most once a label, and in practice for few sequences.
    """
    likely = scores if log_probabilities is None else log_probabilities
    found = [
        spans(tags[:count], row)
        for tags, row, count in zip(viterbi(scores, counts).tolist(), likely, counts.tolist(), strict=True)
    ]
    if not once:
        return found
    barred = scores
    for _ in range(len(once)):
        again = [(k, repeated) for k, row in enumerate(found) if (repeated := _repeated(row, once))]
        if not again:
            break
        if barred is scores:
            barred = scores.copy()
        for k, repeated in again:
            for label, kept in repeated.items():
                tags = [2 * label + 1, 2 * label + 2]
                barred[k, : kept.start, tags] = IMPOSSIBLE
                barred[k, kept.end :, tags] = IMPOSSIBLE
                barred[k, kept.start + 1 : kept.end, tags[0]] = IMPOSSIBLE
        which = np.array([k for k, _ in again])
        for k, tags_again in zip(which.tolist(), viterbi(barred[which], counts[which]).tolist(), strict=True):
            found[k] = spans(tags_again[: int(counts[k])], likely[k])
    return found


def _repeated(row: list[Span], once: frozenset[int]) -> dict[int, Span]:
    """Labels that occur twice and must not, each with its surest span."""
    best: dict[int, Span] = {}
    twice: dict[int, Span] = {}
    for span in row:
        if span.label not in once:
            continue
        if span.label in best:
            best[span.label] = max(best[span.label], span, key=lambda s: s.score)
            twice[span.label] = best[span.label]
        else:
            best[span.label] = span
    return {label: best[label] for label in twice}

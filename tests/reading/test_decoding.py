"""Decoding against its laws: valid BIO always, the best of the valid sequences, no label twice where none may be."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from porosity.reading.decoding import Scores, Span, log_softmax, spans, viterbi, without_repeats

LABELS = 2
TAGS = 1 + 2 * LABELS


def sequences(*, longest: int) -> st.SearchStrategy[Scores]:
    """Scores (1, length, tags) of one sequence."""
    lengths = st.integers(1, longest)
    values = st.floats(-8, 8, width=32)
    return lengths.flatmap(lambda n: arrays.arrays(np.float32, (1, n, TAGS), elements=values))


def is_valid(tags: list[int]) -> bool:
    before = [0, *tags]
    return all(tag % 2 or tag == 0 or previous in (tag, tag - 1) for previous, tag in zip(before, tags, strict=False))


def total(scores: Scores, tags: list[int]) -> float:
    return float(sum(scores[0, i, tag] for i, tag in enumerate(tags)))


def decoded(scores: Scores) -> list[int]:
    tags: list[int] = viterbi(scores, np.array([scores.shape[1]]))[0].tolist()
    return tags


def greedy(scores: Scores) -> list[int]:
    """The best next valid tag, word by word."""
    tags: list[int] = []
    for row in scores[0]:
        allowed = [tag for tag in range(TAGS) if is_valid([*tags, tag])]
        tags.append(max(allowed, key=lambda tag: row[tag]))
    return tags


@given(sequences(longest=12))
def test_what_is_decoded_is_valid_and_never_worse_than_greedy(scores: Scores) -> None:
    tags = decoded(scores)
    assert is_valid(tags)
    assert total(scores, tags) >= total(scores, greedy(scores)) - 1e-3


@given(sequences(longest=4))
def test_what_is_decoded_is_the_best_of_all_valid_sequences(scores: Scores) -> None:
    length = scores.shape[1]
    best = max(
        total(scores, list(tags)) for tags in itertools.product(range(TAGS), repeat=length) if is_valid(list(tags))
    )
    assert abs(total(scores, decoded(scores)) - best) < 1e-3


@given(sequences(longest=6), sequences(longest=6))
def test_padding_and_neighbours_change_nothing(first: Scores, second: Scores) -> None:
    longest = max(first.shape[1], second.shape[1])
    both = np.full((2, longest, TAGS), 7, dtype=np.float32)
    both[0, : first.shape[1]], both[1, : second.shape[1]] = first[0], second[0]
    tags = viterbi(both, np.array([first.shape[1], second.shape[1]]))
    assert tags[0, : first.shape[1]].tolist() == decoded(first)
    assert tags[1, : second.shape[1]].tolist() == decoded(second)
    assert not tags[0, first.shape[1] :].any() and not tags[1, second.shape[1] :].any()


@given(sequences(longest=10))
def test_no_label_occurs_twice_where_it_may_occur_once(scores: Scores) -> None:
    count = np.array([scores.shape[1]])
    found = without_repeats(log_softmax(scores), count, frozenset({0}))[0]
    assert sum(span.label == 0 for span in found) <= 1
    free = without_repeats(log_softmax(scores), count, frozenset())[0]
    if sum(span.label == 0 for span in free) <= 1:
        assert found == free


def test_of_two_the_surer_stays() -> None:
    probabilities = np.full((1, 3, 3), 0.01, dtype=np.float32)
    probabilities[0, 0, 1], probabilities[0, 1, 0], probabilities[0, 2, 1] = 0.6, 0.98, 0.9
    found = without_repeats(np.log(probabilities), np.array([3]), frozenset({0}))[0]
    assert [(span.start, span.end) for span in found] == [(2, 3)]


def test_neighbouring_spans_of_one_label_stay_apart() -> None:
    certain = np.zeros((4, TAGS), dtype=np.float32)
    assert spans([1, 2, 1, 3], certain) == [Span(0, 0, 2, 1.0), Span(0, 2, 3, 1.0), Span(1, 3, 4, 1.0)]


def test_an_empty_sequence_has_no_spans() -> None:
    assert viterbi(np.zeros((0, 5, TAGS), np.float32), np.zeros(0, np.int64)).shape == (0, 5)
    assert spans([], np.zeros((0, TAGS), np.float32)) == []


@given(sequences(longest=5))
def test_log_probabilities_sum_to_one(scores: Scores) -> None:
    assert np.allclose(np.exp(log_softmax(scores)).sum(axis=-1), 1, atol=1e-4)

"""Text cut at the ends of spans."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from porosity.exports.segments import marked

TEXTS = st.text(alphabet="ab \n", max_size=30)


@st.composite
def text_with_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    return text, [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@given(text_with_spans())
def test_segments_hold_every_character_once(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    lines = ["".join(segment.text for segment in line) for line in marked(text, spans)]
    assert lines == [line for line in text.split("\n") if line]


@given(text_with_spans())
def test_a_segment_is_covered_by_just_the_spans_around_it(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    for line in marked(text, spans):
        for segment in line:
            around = {n for n, (start, end) in enumerate(spans) if start <= segment.start and segment.end <= end}
            touching = {n for n, (start, end) in enumerate(spans) if start < segment.end and segment.start < end}
            assert set(segment.covers) == around == touching


@given(text_with_spans())
def test_each_span_with_words_opens_and_closes_once(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    opened = [n for line in marked(text, spans) for segment in line for n in segment.opens]
    closed = [n for line in marked(text, spans) for segment in line for n in segment.closes]
    shown = [n for n, (start, end) in enumerate(spans) if text[start:end].strip("\n")]
    assert sorted(opened) == sorted(closed) == shown

"""Lines: where words stand in the report, and how far the clause around a trigger goes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from builder import Story, page, read_by_hand, said, span_in, text_of
from hypothesis import given
from hypothesis import strategies as st

from porosity.reading.lines import Line, Span, clause_of, in_words, overlap, within

SPANS = st.tuples(st.integers(0, 20), st.integers(1, 5)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def clause(sentence: str, trigger: str, *others: str) -> str:
    (line,) = page(said(sentence))
    at = span_in(line, trigger)[0]
    return line.text_of(*clause_of(line, at, [at, *(span_in(line, other)[0] for other in others)]))


def test_offsets_count_the_text_of_the_report() -> None:
    lines = page("Иран’s “jet” 🚀 left.", said("[North Korea|place] sold it.", paragraph=1))
    text = text_of(lines)
    start, end = lines[1].offsets(*span_in(lines[1], "North Korea"))
    assert text[start:end] == "North Korea"


def test_evidence_quotes_the_report_word_for_word() -> None:
    lines = page("It rained.", "Iran,  they say,\tsold “drones”.")
    evidence = lines[1].evidence(0, 5)
    assert evidence.text == "Iran,  they say," == text_of(lines)[evidence.start : evidence.end]


def test_the_last_mention_heads_a_phrase() -> None:
    (line,) = page("[Russian|nationality] army [trucks|vehicle] left.")
    mention = line.mention_at(0, 3)
    assert mention is not None and mention.label == "vehicle"


def test_words_without_a_mention_have_none() -> None:
    (line,) = page("[Russian|nationality] army [trucks|vehicle] left.")
    assert line.mention_at(1, 2) is None and line.mention_at(3, 4) is None


def test_words_that_offsets_only_touch_are_not_covered() -> None:
    text, reading = read_by_hand("Iran sold it.")
    at = text.index("sold")
    assert in_words(reading, at, at + 4) == (1, 2)
    assert in_words(reading, at + 1, at + 2) == (1, 2)
    assert in_words(reading, at - 1, at) is None


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_word(one: Span, other: Span) -> None:
    assert overlap(one, other) == overlap(other, one) == bool(set(range(*one)) & set(range(*other)))


@given(SPANS, SPANS)
def test_a_span_lies_within_another_that_has_all_its_words(one: Span, other: Span) -> None:
    assert within(one, other) == (set(range(*one)) <= set(range(*other)))


@pytest.mark.parametrize(
    ("sentence", "others", "found"),
    [
        ("Iran, a buyer, sold oil to Iraq.", (), "Iran, a buyer, sold oil to Iraq."),
        ("Iran sold oil, and Iraq bought gas.", ("bought",), "Iran sold oil"),
        ("Iraq bought gas, and Iran sold oil.", ("bought",), "Iran sold oil."),
        ("Iraq slept; Iran sold oil: everybody slept.", (), "Iran sold oil"),
        ("Iraq slept — Iran sold oil – everybody slept.", (), "Iran sold oil"),
        ("Iran sold oil and gas before Iraq bought it.", ("bought",), "Iran sold oil"),
    ],
    ids=["alone", "up to the next act", "from the act before", "strong breaks", "dashes", "at the first break"],
)
def test_a_clause_ends_where_another_act_begins(sentence: str, others: Sequence[str], found: str) -> None:
    assert clause(sentence, "sold", *others) == found


def test_a_break_with_an_act_only_on_the_near_side_is_none() -> None:
    assert clause("Iran sold and shipped oil, gas and coal.", "shipped", "sold") == "shipped oil, gas and coal."


def test_every_word_of_a_line_is_in_the_report() -> None:
    story = Story("Iran sold oil.", said("Iraq did not.", paragraph=1))
    for line in story.lines:
        assert [story.text[slice(*line.offsets(at, at + 1))] for at in range(len(line.words))] == list(line.words)


def test_a_line_has_its_place_in_order() -> None:
    lines: list[Line] = page("One.", "Two.", said("Three.", paragraph=1))
    assert [line.index for line in lines] == [0, 1, 2]
    assert [line.paragraph for line in lines] == [0, 0, 1]

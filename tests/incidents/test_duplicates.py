"""Texts that are the same again, and texts that only sound alike."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from porosity.incidents.duplicates import Copies, likeness, sketch

NOUNS = ("coal", "iron", "ship", "port", "crew", "cargo", "night", "buyer", "seller", "bank", "sea", "tug")
WORDS = st.lists(st.sampled_from(NOUNS), max_size=80)
LONG = " ".join(f"the {at} crane of berth {at * 7} lifted crate {at * 13} for buyer {at * 17}" for at in range(60))
DAY = date(2024, 10, 15)


@given(WORDS, WORDS)
def test_likeness_is_the_same_from_either_side(one: list[str], other: list[str]) -> None:
    a, b = sketch(" ".join(one)), sketch(" ".join(other))
    assert likeness(a, b) == likeness(b, a)


@given(WORDS)
def test_a_text_is_a_copy_of_itself_whatever_its_case_and_marks(words: list[str]) -> None:
    text = " ".join(words)
    assert likeness(sketch(text), sketch(text.upper().replace(" ", ",  "))).is_copy is bool(words)


def test_a_cut_is_a_copy_and_a_short_formula_within_a_text_is_none() -> None:
    assert likeness(sketch(LONG), sketch(LONG[: len(LONG) // 3])).is_copy
    assert not likeness(sketch(LONG), sketch(LONG[:120])).is_copy


def test_a_long_text_that_was_put_anew_is_a_copy_and_a_short_one_is_not() -> None:
    anew = LONG.replace("lifted crate", "raised box")
    assert 0.25 < likeness(sketch(LONG), sketch(anew)).shared < 0.5
    assert likeness(sketch(LONG), sketch(anew)).is_copy
    short = LONG[:500]
    assert not likeness(sketch(short), sketch(short.replace("lifted crate", "raised box"))).is_copy


def test_the_same_words_weeks_later_are_a_formula() -> None:
    assert likeness(sketch(LONG, DAY), sketch(LONG, date(2024, 10, 18))).is_copy
    assert not likeness(sketch(LONG, DAY), sketch(LONG, date(2024, 10, 19))).is_copy


def test_copies_lead_to_the_first() -> None:
    copies = Copies()
    assert copies.add("a", LONG) is None
    assert copies.add("b", LONG + " and that was all") == "a"
    assert copies.add("c", LONG + " and that was all there was") == "a"
    assert copies.add("d", "something else altogether was told here") is None
    assert copies.first == {"b": "a", "c": "a"}

"""How one word came to be written as another: what is cheap, what is dear, what is another word."""

from __future__ import annotations

import math
import string
from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from porosity.screening.channel import families, kin, price, prices

WORDS = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("cheap", "dear", "name"),
    [
        ("quarzzin", "quarztin", "quarzin"),  # a double letter, a letter too many
        ("quarzen", "quarztn", "quarzin"),  # another vowel, another letter
        ("kuarzin", "buarzin", "quarzin"),  # a letter that sounds alike, one that does not
        ("quazrin", "quabnin", "quarzin"),  # two letters swapped, two others
        ("olrnogren", "olbogren", "olmogren"),  # what a scanner sees, what it does not
        ("olmogrem", "olmogres", "olmogren"),
        ("qrzn", "qrbn", "quarzin"),  # vowels left out, a consonant changed too
        ("belodrah", "belodran", "belodrag"),
        ("khorasani", "vorasani", "horasani"),
        ("robert", "rupert", "bob"),
    ],
)
def test_the_likelier_slip_is_the_cheaper(cheap: str, dear: str, name: str) -> None:
    assert 0 < price(cheap, name) < price(dear, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bob", "robert"),
        ("sasha", "aleksandr"),
        ("mohamed", "muhammad"),
        ("ri", "lee"),
        ("chang", "zhang"),
        ("jon", "john"),
        ("intl", "international"),
        ("jeong", "jong"),
        ("gim", "kim"),
        ("thaek", "taek"),
        ("vladimir", "wladimir"),
    ],
)
def test_forms_of_one_name_are_cheap_both_ways(one: str, other: str) -> None:
    assert 0 < price(one, other) < 3
    assert 0 < price(other, one) < 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quarzin", "vrublezh"),
        ("chol", "min"),
        ("chol", "chun"),
        ("song", "sin"),
        ("belodrag", "vashti"),
        ("a", "quarzin"),
    ],
)
def test_another_word_has_no_price(one: str, other: str) -> None:
    assert price(one, other) == price(other, one) == math.inf


@given(WORDS, WORDS)
@settings(deadline=None, max_examples=300)
def test_a_price_is_bits_up_to_the_most_or_none_at_all(one: str, other: str) -> None:
    found = price(one, other)
    assert (found == 0) is (one == other)
    assert 0 <= found <= prices().most or found == math.inf


@given(st.text(max_size=20), st.text(max_size=20))
@settings(deadline=None)
def test_any_text_has_an_answer(one: str, other: str) -> None:
    assert price(one, other) >= 0


def test_every_price_is_above_nothing() -> None:
    assert all(bits > 0 for bits in astuple(prices()))


def test_families_go_both_ways() -> None:
    for word in families():
        assert word in kin(word)
        assert all(word in kin(other) for other in kin(word)), word


def test_a_word_of_no_family_is_its_own() -> None:
    assert kin("quarzin") == {"quarzin"}

"""Korean syllables: one in many romanisations is one, two in one romanisation are two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.screening.korean import is_name, is_other, is_same, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jong", "jeong"),
        ("jong", "chong"),
        ("jong", "jung"),
        ("chol", "cheol"),
        ("pak", "bak"),
        ("kim", "gim"),
        ("un", "eun"),
        ("yong", "young"),
        ("hyok", "hyeok"),
        ("guk", "kuk"),
        ("choe", "choi"),
        ("hui", "hee"),
        ("myong", "myung"),
        ("ri", "lee"),
        ("no", "noh"),
        ("sin", "shin"),
        ("sim", "shim"),
        ("sik", "shik"),
    ],
)
def test_one_syllable_in_two_romanisations(one: str, other: str) -> None:
    assert is_same(one, other) and is_same(other, one)
    assert not is_other(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("chol", "chun"), ("su", "min"), ("un", "il"), ("song", "sin"), ("kim", "kang"), ("hyok", "ho")]
)
def test_two_syllables_are_two_names(one: str, other: str) -> None:
    assert is_other(one, other) and is_other(other, one)
    assert not is_same(one, other)


@pytest.mark.parametrize(
    ("name", "korean"),
    [
        ("kim jong un", True),
        ("ri chol", True),
        ("namgung yong ho", False),
        ("kim", False),
        ("kim jong un il su", False),
        ("kim quarzin", False),
        ("", False),
    ],
)
def test_a_korean_name_is_two_to_four_syllables(name: str, korean: bool) -> None:
    assert is_name(name.split()) is korean


@given(st.sampled_from(sorted(syllables())), st.sampled_from(sorted(syllables())))
def test_two_syllables_are_either_the_same_or_not(one: str, other: str) -> None:
    assert is_same(one, other) is is_same(other, one)
    assert is_other(one, other) is not is_same(one, other)


def test_a_syllable_is_itself() -> None:
    assert [one for one in sorted(syllables()) if not is_same(one, one)] == []


@given(st.text(), st.text())
def test_other_words_are_neither(one: str, other: str) -> None:
    if not {one, other} <= syllables():
        assert not is_other(one, other)
    assert is_same(one, other) is is_same(other, one)

"""What a word says about who is meant: rare ones much, common ones little."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.screening import channel
from porosity.screening.background import LEAST, RARE, bits, common, frequencies, is_known
from porosity.screening.names import Kind, Role

PERSON, BODY, CRAFT = Kind.PERSON, Kind.BODY, Kind.CRAFT


def core(word: str, kind: Kind = PERSON) -> float:
    """The bits of a word that tells who is meant."""
    return bits(word, Role.CORE, kind)


@pytest.mark.parametrize(
    ("rare", "frequent", "kind"),
    [
        ("quarzin", "khan", PERSON),
        ("quarzin", "smith", PERSON),
        ("vrublezh", "ivanov", PERSON),
        ("olmogren", "muhammad", PERSON),
        ("khan", "muhammad", PERSON),
        ("zemtrolex", "trading", BODY),
        ("zemtrolex", "bank", BODY),
        ("quarzin", "qua", PERSON),  # nobody has either, but a short word is soon met by chance
        ("trading", "muhammad", PERSON),
        ("muhammad", "trading", BODY),
    ],
)
def test_the_rarer_word_says_more(rare: str, frequent: str, kind: Kind) -> None:
    assert core(rare, kind) > core(frequent, kind) + 1


@pytest.mark.parametrize("role", [Role.LEGAL, Role.PARTICLE, Role.TITLE, Role.GENERIC])
def test_a_word_that_only_accompanies_says_less(role: Role) -> None:
    assert bits("quarzin", role, BODY) < core("quarzin", BODY)


def test_legal_forms_say_next_to_nothing() -> None:
    assert bits("llc", Role.LEGAL, BODY) < 1
    assert bits("van", Role.PARTICLE, PERSON) < 2


def test_forms_of_one_name_are_as_common_as_all_of_them() -> None:
    assert core("mohamed") == core("muhammad") == core("muhammed")
    assert core("muhammad") < min(core("karim"), core("tariq"))


def test_a_frequent_name_of_the_world_is_no_rare_one_where_the_lists_lack_it() -> None:
    unlisted = sorted(word for word in common() if word not in frequencies() and len(channel.kin(word)) == 1)
    assert unlisted
    assert all(core(word) < core("quarzin") - 3 for word in unlisted)


@pytest.mark.parametrize("word", ["muhammad", "ivanov", "smith", "kim", "ltd"])
def test_a_frequent_word_is_a_name_of_its_own(word: str) -> None:
    assert is_known(word)


@pytest.mark.parametrize("word", ["quarzin", "muhammmad", "smiht", "", "zemtrolex"])
def test_a_slip_is_not(word: str) -> None:
    assert not is_known(word)


@given(st.text(string.ascii_lowercase + string.digits), st.sampled_from(Role), st.sampled_from(Kind))
def test_every_word_says_something_and_none_says_all(word: str, role: Role, kind: Kind) -> None:
    assert LEAST <= bits(word, role, kind) <= RARE + 2
    assert bits(word, role, kind) <= core(word, kind)


def test_the_counts_are_of_a_hundred_thousand() -> None:
    assert len(frequencies()) > 1000
    assert all(0 <= persons <= 100_000 and 0 <= others <= 100_000 for persons, others in frequencies().values())
    assert all(persons + others > 0 for persons, others in frequencies().values())

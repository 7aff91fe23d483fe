"""A digest's JSON form, and which part of a report counts."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from incidents.strands import digest, strand
from porosity.incidents import digests, names

NAMES = st.text("abc ,", max_size=12)
WORDS = st.sets(st.sampled_from(("kp", "ru", "by")), max_size=3).map(" ".join)


@given(WORDS, WORDS, NAMES, st.booleans())
def test_what_is_written_comes_back(givers: str, goods: str, people: str, passing: bool) -> None:
    one = strand("a", "supply", "2024-01-01", givers=givers, goods=goods, people=people, passing=passing)
    made = digest(one, strand("a", "visit", "2024-01-01", "2024-01-03"))
    assert digests.from_dict(json.loads(json.dumps(digests.to_dict(made)))) == made


def test_names_are_compared_as_they_sound() -> None:
    assert names.meet(names.person_key("Choe Son Hui"), names.person_key("Choe Son-hui"))
    assert names.meet(names.person_key("Alexander Khinshtein"), names.person_key("Aleksandr Khinshtein"))
    assert not names.meet(names.person_key("Ri Song-jin"), names.person_key("Ri Hi-yong"))
    assert names.without_office("Deputy Foreign Minister Ada Roe") == "Ada Roe"


def test_a_name_is_one_that_is_nobody_elses() -> None:
    assert names.is_own_name("Blue Heron")
    assert not names.is_own_name("the delegation")
    assert not names.is_own_name("North Korea")
    assert not names.is_own_name("Reuters")


def test_capitals_that_begin_no_sentence_are_names() -> None:
    assert names.capital_runs("Pillars rise out of the Yalu River. Workers of Zubr Tour watched.") == (
        "Yalu River",
        "Zubr Tour",
    )

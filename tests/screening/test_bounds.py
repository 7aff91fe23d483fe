"""The bound on the evidence that two names can give: never too low, and low enough to be of use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from match_samples import FAMILY, GIVEN

from porosity.screening import bounds, scorer
from porosity.screening.index import Index
from porosity.screening.names import Kind, read_name

WORDS = (*GIVEN, *FAMILY, "Kim", "Yong", "Chol", "al", "A.", "K", "bin", "Ltd", "Shipping", "7", "Abdulrahman")
NAMES = [f"{WORDS[at]} {WORDS[(at * 7 + 3) % len(WORDS)]}" for at in range(len(WORDS))]
INDEX = Index.build((Kind.PERSON, read_name(text, Kind.PERSON)) for text in NAMES)[0]


@st.composite
def slipped(draw: st.DrawFn) -> str:
    """Some words, with letters lost, doubled and exchanged, joined or cut."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)))
    for at in draw(st.lists(st.integers(0, max(0, len(text) - 2)), max_size=4)):
        text = draw(
            st.sampled_from(
                (
                    text[:at] + text[at + 1 :],
                    text[:at] + text[at : at + 1] + text[at:],
                    text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :],
                    text[: at + 1],
                    text[:at] + " " + text[at:],
                )
            )
        )
    return text


@given(slipped(), slipped(), st.sampled_from(Kind))
def test_nothing_that_can_be_reached_is_given_up(asked: str, held: str, kind: Kind) -> None:
    query, listed = INDEX.prepare(read_name(asked, kind), kind), read_name(held, kind)
    if not query.name.words or not listed.words:
        return
    assert not bounds.is_hopeless(query, listed, scorer.compare(query, listed).bits - 1e-6)


@pytest.mark.parametrize(
    ("asked", "held", "hopeless"),
    [
        ("Kim Yong Chol", "Kim Yong Chol", False),
        ("Kim Yong Chol", "Kim Mun Chol", True),
        ("Kim Yongchol", "Kim Yong Chol", False),
        ("John Smith", "Jon Smith", False),
        ("John Smith", "Peter Smith", True),
        ("Y. Chol", "Yong Chol", False),
    ],
)
def test_another_word_in_its_place_settles_it(asked: str, held: str, hopeless: bool) -> None:
    index = Index.build([(Kind.PERSON, read_name(held, Kind.PERSON))])[0]
    query = index.prepare(read_name(asked, Kind.PERSON), Kind.PERSON)
    least = scorer.weights().needed - scorer.weights().margin
    assert bounds.is_hopeless(query, read_name(held, Kind.PERSON), least) is hopeless

"""The Admiralty grade: both sides of every boundary, the laws that it keeps, and its one sentence."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Certainty, Stance, Support
from porosity.support.grading import support_of
from support.said import ASKS, PLANS, POSSIBLE, PROBABLE, Put, deny, put, voices, words

TEXT = "Iran sold rifles. A day passed. Nothing else was said. The sale could not be independently verified"
SOLD = words(TEXT, "Iran sold rifles")


def support(*claims: Put, publisher: str | None = None, text: str = "") -> Support:
    return support_of(voices(*claims, publisher=publisher, text=text))


def digit(*claims: Put) -> int:
    return support(*claims).credibility


# --- credibility ---


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        # 1: admitted and told by others, three origins, or two of which one shows it
        ([put("iran"), put("seoul")], 1),
        ([put("iran"), put("official")], 1),
        ([put("seoul"), put("tokyo"), put("reuters")], 1),
        ([put("seoul"), put("photos")], 1),
        # 2: admitted by a party alone, or two origins
        ([put("iran")], 2),
        ([put("iran"), put("irna")], 2),
        ([put("iran"), put("seoul", certainty=POSSIBLE)], 2),
        ([put("seoul"), put("tokyo")], 2),
        ([put("seoul"), put("official")], 2),
        ([put("seoul", alleges=True), put("photos", alleges=True)], 2),
        ([put("seoul"), put("tokyo"), put("official")], 2),
        # 3: one origin
        ([put("seoul")], 3),
        ([put()], 3),
        ([put("photos")], 3),
        ([put("seoul"), put()], 3),
        ([put(), put("seoul", certainty=POSSIBLE)], 3),
        ([put(), put("seoul", stance=ASKS)], 3),
        ([put("reuters"), put("reuters", "seoul", certainty=POSSIBLE)], 3),
        ([put("seoul"), put("ministry")], 3),
        ([put("reuters", "seoul"), put("reuters")], 3),
        ([put("official"), put("people")], 3),
        ([put("seoul", certainty=PROBABLE)], 3),
        ([put("seoul"), put("tokyo", certainty=POSSIBLE)], 3),
        ([put("seoul", stance=PLANS)], 3),
        # 4: only called possible, or hearsay
        ([put("seoul", certainty=POSSIBLE)], 4),
        ([put("seoul", certainty=POSSIBLE), put("tokyo", certainty=POSSIBLE)], 4),
        ([put("stranger", name="rumours")], 4),
        # denied by a party, which has an interest: one worse, and no better than 3
        ([put("iran"), put("seoul"), deny("iraq")], 3),
        ([put("iran"), deny("iraq")], 3),
        ([put("seoul"), put("tokyo"), deny("iran")], 3),
        ([put("seoul"), deny("iran")], 4),
        ([put("seoul", certainty=POSSIBLE), deny("iran")], 5),
        # denied by somebody who has none: two worse, and no better than 4
        ([put("iran"), put("seoul"), deny("tokyo")], 4),
        ([put("seoul"), deny("tokyo")], 5),
        ([put("seoul"), put(negated=True)], 5),
        # 5 and 6: only denied; only asked about
        ([deny("iran")], 5),
        ([deny("iran"), deny("tokyo")], 5),
        ([put("seoul", stance=ASKS)], 6),
        ([put("seoul", stance=ASKS), deny("iran")], 6),
        ([put("seoul", stance=ASKS), put("tokyo")], 3),
    ],
)
def test_credibility(claims: list[Put], expected: int) -> None:
    assert {digit(*order) for order in permutations(claims)} == {expected}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([put("seoul", evidence=SOLD), put("tokyo", evidence=SOLD)], 3),
        ([put("seoul", evidence=SOLD)], 3),
        ([put("iran", evidence=SOLD)], 2),
        ([put("seoul", evidence=SOLD, certainty=POSSIBLE)], 4),
    ],
)
def test_what_could_not_be_checked_is_no_better_than_possible_unless_admitted(claims: list[Put], expected: int) -> None:
    found = support(*claims, text=TEXT)
    assert found.credibility == expected
    assert [one.text for one in found.unverified] == ["The sale could not be independently verified"]
    assert "could not be verified" in found.because


def test_such_words_count_close_upon_the_claim_only() -> None:
    far = TEXT.replace("A day passed. ", "A day passed. A week passed. ")
    assert support(put("seoul", evidence=words(far, "Iran sold rifles")), text=far).unverified == ()
    turned = "The sale could not be verified. Iran sold rifles"
    assert support(put("seoul", evidence=words(turned, "Iran sold rifles")), text=turned).unverified == ()
    assert support(put("iran", stance=Stance.DENIES, evidence=SOLD), text=TEXT).unverified == ()


# --- reliability ---


@pytest.mark.parametrize(
    ("claims", "publisher", "letter"),
    [
        ([put("stranger")], None, "F"),
        ([put("official")], None, "F"),
        ([put("stranger")], "The Nowhere Gazette", "F"),
        ([put("iran")], None, "D"),
        ([put("kcna")], None, "D"),
        ([put("kcna")], "Reuters", "B"),
        ([put("official")], "Reuters", "B"),
        ([put("reuters", "official")], None, "B"),
        ([put("official")], "KCNA", "D"),
        ([put("seoul")], None, "C"),
        ([put("seoul")], "KCNA", "C"),
        ([put("seoul"), put("reuters")], None, "B"),
        ([put("stranger"), deny("reuters")], None, "F"),
        ([deny("iran")], None, "D"),
        ([put()], "Reuters", "B"),
    ],
)
def test_reliability_is_that_of_the_best_source(claims: list[Put], publisher: str | None, letter: str) -> None:
    assert support(*claims, publisher=publisher).reliability == letter


# --- the laws ---

SPEAKERS = ("", "iran", "iraq", "seoul", "ministry", "tokyo", "stranger", "official", "people", "photos", "reuters")


def spoken(by: str, stance: Stance, certainty: Certainty, alleges: bool) -> Put:
    return put(*([by] if by else []), stance=stance, certainty=certainty, alleges=alleges)


PUTS = st.builds(spoken, st.sampled_from(SPEAKERS), st.sampled_from(Stance), st.sampled_from(Certainty), st.booleans())
CLAIMS = st.lists(PUTS, min_size=1, max_size=5)


def asserts(claims: list[Put]) -> bool:
    """Whether anybody says that it took place or will: else there is no grade that a denial could worsen."""
    return any(claim.stance in (Stance.ASSERTS, Stance.PLANS) for claim, _ in claims)


@given(CLAIMS, st.sampled_from(("iraq", "tokyo", "")))
def test_a_denial_never_makes_it_more_credible(claims: list[Put], who: str) -> None:
    if asserts(claims):
        assert digit(*claims, deny(*([who] if who else []))) >= digit(*claims)


@given(CLAIMS, st.sampled_from(("kcna", "irna", "seoul", "yonhap", "stranger")), st.sampled_from(Certainty))
def test_a_further_origin_never_makes_it_less_credible(claims: list[Put], who: str, certainty: Certainty) -> None:
    if asserts(claims):
        assert digit(*claims, put(who, certainty=certainty)) <= digit(*claims)


@given(CLAIMS, st.sampled_from(("kcna", "irna", "seoul", "yonhap", "stranger")))
def test_a_further_source_never_makes_it_less_reliable(claims: list[Put], who: str) -> None:
    if asserts(claims):
        assert support(*claims, put(who)).reliability <= support(*claims).reliability


@given(CLAIMS)
def test_saying_it_again_changes_nothing(claims: list[Put]) -> None:
    once, twice = support(*claims), support(*claims, *claims)
    assert (once.reliability, once.credibility, once.because) == (
        twice.reliability,
        twice.credibility,
        twice.because,
    )


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_never_matters(claims: list[Put], random: Random) -> None:
    mixed = list(claims)
    random.shuffle(mixed)
    one, other = support(*claims), support(*mixed)
    assert (one.reliability, one.credibility, one.because) == (other.reliability, other.credibility, other.because)


@given(CLAIMS, st.sampled_from((None, "Reuters", "KCNA")))
def test_the_reason_is_one_sentence_that_accuses_nobody(claims: list[Put], publisher: str | None) -> None:
    because = support(*claims, publisher=publisher).because
    assert because.endswith(".") and ". " not in because and because[:1].isupper()
    assert not any(word in because.lower() for word in ("violat", "guilty", "illegal", "breach", "lie"))


# --- the sentence ---


@pytest.mark.parametrize(
    ("claims", "publisher", "sentence"),
    [
        (
            [put("seoul")],
            None,
            "It is told by one origin, South Korea; that source is fairly reliable (speaks openly, with interests of "
            "its own).",
        ),
        (
            [put("official")],
            None,
            "It is told by one origin, an official (not named); nobody of known standing says so.",
        ),
        (
            [put("reuters", "official")],
            None,
            "It is told by one origin, an official (not named, by way of Reuters); the best source, Reuters, is "
            "usually reliable (agency with names, documents and corrections on record).",
        ),
        (
            [put("seoul"), deny("iran")],
            None,
            "It is told by one origin, South Korea; it is denied by Iran (a party to it); that source is fairly "
            "reliable (speaks openly, with interests of its own).",
        ),
        (
            [put("iran")],
            None,
            "It is admitted by Iran (a party to it), and told by nobody else here; that source is not usually reliable "
            "(a party to the act: strong on what it admits, weak on what it denies).",
        ),
    ],
)
def test_the_sentence(claims: list[Put], publisher: str | None, sentence: str) -> None:
    assert support(*claims, publisher=publisher).because == sentence


@pytest.mark.parametrize(
    ("claims", "words_in_it"),
    [
        ([put("seoul", alleges=True)], "It is alleged by one origin, South Korea;"),
        (
            [put("seoul"), put("tokyo")],
            "by two origins that do not lean on each other, Japan and South Korea;",
        ),
        ([put("iran"), put("seoul")], "It is admitted by Iran (a party to it), and told by South Korea too;"),
        ([put("seoul", certainty=POSSIBLE)], "It is no more than possible by the word of South Korea;"),
        ([deny("iran")], "It is only denied here, by Iran (a party to it);"),
        ([put("seoul", stance=ASKS)], "Nobody here says that it took place: it is asked about by South Korea;"),
        ([put("seoul", stance=ASKS), deny("iran")], "by South Korea, and denied by Iran (a party to it);"),
        ([put()], "It is told by one origin, the outlet itself, without a source;"),
    ],
)
def test_what_the_sentence_says(claims: list[Put], words_in_it: str) -> None:
    assert words_in_it in support(*claims).because


def test_what_those_who_tell_it_differ_on_is_said() -> None:
    found = support_of(voices(put("seoul"), put("tokyo"), disputed=("how many or how much",)))
    assert "; those who tell it differ on how many or how much;" in found.because

"""How an act is put and how well it stands: each status and each grade, on claims made by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Act, Certainty, Claim, Entity, Evidence, Report, Stance, Status
from porosity.reading.sources import Speaker, Voice
from porosity.status import Voices, hedges_of, status_of, support_of

ENTITIES = {
    one.id: one
    for one in (
        Entity("iran", "Iran", "place", "ir"),
        Entity("general", "General Amiri", "person", "ir"),
        Entity("iraq", "Iraq", "place", "iq"),
        Entity("seoul", "South Korea", "place", "kr"),
        Entity("stranger", "a stranger", "person"),
        Entity("kcna", "KCNA", "organisation", "kp"),
        Entity("guns", "rifles", "weapon", "ru"),
    )
}
POSSIBLE, PROBABLE = Certainty.POSSIBLE, Certainty.PROBABLE
DENIES, PLANS, ASKS = Stance.DENIES, Stance.PLANS, Stance.ASKS
Put = tuple[Claim, Voice]


def put(
    by: str = "",
    stance: Stance = Stance.ASSERTS,
    certainty: Certainty = Certainty.CERTAIN,
    *,
    name: str = "",
    alleges: bool = False,
    hedges: tuple[Evidence, ...] = (),
) -> Put:
    """A claim that Iran sold Iraq rifles, by an entity (the outlet itself, if none) under a name."""
    voice = Voice((Speaker(by, name or by),) if by else (), alleges)
    roles = {"agent": ("iran",), "recipient": ("iraq",), "item": ("guns",)}
    claim = Claim("", Act.TRANSFER, roles, (), stance=stance, certainty=certainty, sources=voice.names, hedges=hedges)
    return claim, voice


def voices(*claims: Put) -> Voices:
    numbered = [(replace(claim, id=f"c{number}"), voice) for number, (claim, voice) in enumerate(claims)]
    return Voices([claim for claim, _ in numbered], {claim.id: voice for claim, voice in numbered}, ENTITIES)


def status(*claims: Put) -> Status:
    return status_of(voices(*claims))


def report(publisher: str | None = None) -> Report:
    return Report("r", "", "", None, publisher, None, "0" * 64, None)


# --- status ---


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([put()], Status.ASSERTED),
        ([put("seoul")], Status.ASSERTED),
        ([put("seoul", certainty=PROBABLE)], Status.ALLEGED),
        ([put("seoul", certainty=POSSIBLE)], Status.ALLEGED),
        ([put("seoul", alleges=True)], Status.ALLEGED),
        ([put("seoul", alleges=True), put()], Status.ASSERTED),
        ([put("general")], Status.CONFIRMED),
        ([put("iraq"), put("seoul", alleges=True)], Status.CONFIRMED),
        ([put("iraq", DENIES)], Status.DENIED),
        ([put("iraq", DENIES), put("seoul", PLANS)], Status.DENIED),
        ([put("iraq", DENIES), put("seoul")], Status.MIXED),
        ([put("iraq", DENIES), put("iran")], Status.MIXED),
        ([put("seoul", PLANS)], Status.PLANNED),
        ([put("seoul", PLANS), put("seoul", ASKS)], Status.PLANNED),
        ([put("seoul", PLANS), put("seoul")], Status.ASSERTED),
        ([put("seoul", ASKS)], Status.ALLEGED),
    ],
)
def test_status(claims: list[Put], expected: Status) -> None:
    assert {status(*order) for order in permutations(claims)} == {expected}


@pytest.mark.parametrize("who", ["iran", "general", "iraq"])
def test_a_party_that_says_so_itself_confirms_it(who: str) -> None:
    assert status(put(who)) is Status.CONFIRMED


@pytest.mark.parametrize(
    "claim",
    [
        put("seoul"),
        put("kcna"),
        put("stranger"),
        put(),
        put("iran", certainty=PROBABLE),
        put("iran", alleges=True),
        put("iran", name="the Iranian cargo manifest"),
        put("iran", PLANS),
    ],
    ids=["a third State", "another's agency", "nobody known", "the outlet", "hedged", "alleging", "a paper", "a plan"],
)
def test_anybody_else_or_a_party_that_hedges_does_not(claim: Put) -> None:
    assert status(claim) is not Status.CONFIRMED


def test_the_makers_state_is_no_party() -> None:
    entities = {**ENTITIES, "moscow": Entity("moscow", "Russia", "place", "ru")}
    claim, voice = put("moscow")
    assert status_of(Voices([claim], {claim.id: voice}, entities)) is Status.ASSERTED


# --- support ---


@pytest.mark.parametrize(
    ("claims", "credibility", "word"),
    [
        ([put("iran"), put("seoul")], 1, "others too"),
        ([put("iran")], 2, "itself"),
        ([put("seoul"), put("stranger")], 2, "2 origins agree"),
        ([put("seoul")], 3, "One origin: seoul"),
        ([put()], 3, "the outlet itself"),
        ([put("seoul"), put()], 3, "One origin"),
        ([put("seoul", certainty=PROBABLE)], 3, "likely"),
        ([put("seoul", certainty=POSSIBLE)], 4, "possible"),
        ([put("seoul", certainty=POSSIBLE), put("stranger", certainty=POSSIBLE)], 4, "possible"),
        ([put("seoul", certainty=POSSIBLE), put("stranger")], 2, "2 origins"),
        ([put("seoul"), put("iraq", DENIES)], 4, "said by seoul and denied"),
        ([put("iran"), put("iraq", DENIES)], 3, "A party"),
        ([put("iraq", DENIES)], 5, "only denied"),
    ],
)
def test_credibility(claims: list[Put], credibility: int, word: str) -> None:
    for order in permutations(claims):
        support = support_of(voices(*order), report())
        assert (support.credibility, word in support.because) == (credibility, True)


def test_the_same_origin_twice_is_one() -> None:
    assert support_of(voices(put("seoul"), put("seoul")), report()).credibility == 3


@pytest.mark.parametrize(
    ("by", "publisher", "grade"),
    [("seoul", None, "F"), ("seoul", "The Nowhere Gazette", "F"), ("KCNA", None, "D"), ("seoul", "KCNA", "D")],
)
def test_reliability_is_that_of_the_best_known_source(by: str, publisher: str | None, grade: str) -> None:
    claim, voice = put("kcna" if by == "KCNA" else by, name=by)
    support = support_of(Voices([claim], {claim.id: voice}, ENTITIES), report(publisher))
    assert support.reliability == grade


def test_of_two_sources_the_better_counts() -> None:
    alone = support_of(voices(put("kcna", name="KCNA")), report())
    both = support_of(voices(put("kcna", name="KCNA"), put("seoul", name="Reuters")), report())
    assert both.reliability < alone.reliability and "Reuters" in both.because


PUTS = st.builds(
    put,
    st.sampled_from(("", "iran", "iraq", "seoul", "stranger")),
    st.sampled_from(Stance),
    st.sampled_from(Certainty),
    alleges=st.booleans(),
)


@given(st.lists(PUTS, min_size=1, max_size=4))
def test_a_denial_more_never_makes_it_more_credible(claims: list[Put]) -> None:
    before = support_of(voices(*claims), report()).credibility
    after = support_of(voices(*claims, put("iraq", DENIES)), report()).credibility
    assert after >= before or all(claim.stance is DENIES for claim, _ in claims)


@given(st.lists(PUTS, min_size=1, max_size=4), st.randoms())
def test_the_order_of_claims_never_matters(claims: list[Put], random: Random) -> None:
    mixed = list(claims)
    random.shuffle(mixed)
    assert status(*claims) is status(*mixed)
    assert support_of(voices(*claims), report()) == support_of(voices(*mixed), report())


# --- hedges ---


def test_hedges_come_in_order_and_once() -> None:
    first, later = Evidence(3, 6, "may"), Evidence(30, 39, "allegedly")
    claims = [put(hedges=(later, first))[0], put(hedges=(first,))[0]]
    assert hedges_of(claims) == (first, later)

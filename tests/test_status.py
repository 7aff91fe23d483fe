"""How an act is put: each status, on claims made by hand."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Act, Certainty, Entity, Evidence, Stance, Status
from porosity.status import Voices, hedges_of, is_refuted, status_of
from support.said import ASKS, DENIES, ENTITIES, PLANS, POSSIBLE, PROBABLE, Put, put, voices, words


def status(*claims: Put) -> Status:
    return status_of(voices(*claims))


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
        ([put("iraq", stance=DENIES)], Status.DENIED),
        ([put("iraq", stance=DENIES), put("seoul", stance=PLANS)], Status.DENIED),
        ([put("iraq", stance=DENIES), put("seoul")], Status.MIXED),
        ([put("iraq", stance=DENIES), put("iran")], Status.MIXED),
        ([put("seoul", stance=PLANS)], Status.PLANNED),
        ([put("seoul", stance=PLANS), put("seoul", stance=ASKS)], Status.PLANNED),
        ([put("seoul", stance=PLANS), put("seoul")], Status.ASSERTED),
        ([put("seoul", stance=ASKS)], Status.ALLEGED),
    ],
)
def test_status(claims: list[Put], expected: Status) -> None:
    assert {status(*order) for order in permutations(claims)} == {expected}


@pytest.mark.parametrize(
    ("claims", "refuted"),
    [
        ([put("seoul", stance=DENIES)], True),
        ([put("iraq", stance=DENIES)], False),
        ([put("seoul", stance=DENIES), put("iraq", stance=DENIES)], False),
        ([put("seoul", stance=DENIES), put("residents")], False),
        ([put(stance=DENIES)], True),
        ([put("seoul")], False),
    ],
)
def test_what_an_inquiry_finds_not_to_be_so_is_refuted_and_a_partys_denial_is_none(
    claims: list[Put], refuted: bool
) -> None:
    assert is_refuted(voices(*claims)) is refuted


@pytest.mark.parametrize("who", ["iran", "general", "iraq", "irna"])
def test_a_party_that_says_so_itself_confirms_it(who: str) -> None:
    assert status(put(who)) is Status.CONFIRMED


@pytest.mark.parametrize(
    "claim",
    [
        put("seoul"),
        put("kcna"),
        put("stranger"),
        put("residents"),
        put(),
        put("iran", certainty=PROBABLE),
        put("iran", alleges=True),
        put("iran", name="the Iranian cargo manifest"),
        put("iran", stance=PLANS),
    ],
    ids=[
        "a third State",
        "another's agency",
        "nobody known",
        "people of a party",
        "the outlet",
        "hedged",
        "alleging",
        "a paper",
        "a plan",
    ],
)
def test_anybody_else_or_a_party_that_hedges_does_not(claim: Put) -> None:
    assert status(claim) is not Status.CONFIRMED


def test_the_makers_state_is_no_party() -> None:
    assert status(put("moscow")) is Status.ASSERTED


def test_whom_arms_hit_suffers_the_act_and_admits_nothing() -> None:
    assert status(put("iraq", act=Act.USE)) is Status.ASSERTED
    assert status(put("iran", act=Act.USE)) is Status.CONFIRMED


def test_somebody_from_a_party_speaks_for_it_only_in_office() -> None:
    text = "Ida Moss said so. A spokeswoman for Iran, Lea Karr, said so too. Iran's army chief, General Amiri, agreed"
    one, other = Entity("moss", "Ida Moss", "person", "ir"), Entity("karr", "Lea Karr", "person", "ir")
    for entity, expected in ((one, Status.ASSERTED), (other, Status.CONFIRMED)):
        claim = put("stranger", name=entity.name, evidence=words(text, entity.name))
        said = voices(claim, text=text)
        assert status_of(Voices(said.claims, said.voices, {**ENTITIES, "stranger": entity}, said.sentences)) is expected


def test_state_media_speak_for_their_state_also_as_the_outlet_itself() -> None:
    assert status_of(voices(put(), publisher="IRNA")) is Status.CONFIRMED
    assert status_of(voices(put(), publisher="KCNA")) is Status.ASSERTED
    assert status_of(voices(put(), publisher="Reuters")) is Status.ASSERTED
    assert status_of(voices(put("seoul"), publisher="IRNA")) is Status.ASSERTED


PUTS = st.builds(
    put,
    st.sampled_from(("iran", "iraq", "seoul", "stranger")),
    stance=st.sampled_from(Stance),
    certainty=st.sampled_from(Certainty),
    alleges=st.booleans(),
)


@given(st.lists(PUTS, min_size=1, max_size=4), st.randoms())
def test_the_order_of_claims_never_matters(claims: list[Put], random: Random) -> None:
    mixed = list(claims)
    random.shuffle(mixed)
    assert status(*claims) is status(*mixed)


# --- hedges ---


def test_hedges_come_in_order_and_once() -> None:
    first, later = Evidence(3, 6, "may"), Evidence(30, 39, "allegedly")
    claims = [put(hedges=(later, first))[0], put(hedges=(first,))[0]]
    assert hedges_of(claims) == (first, later)

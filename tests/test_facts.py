"""Circumstances that the words of a claim state, deny or leave open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.facts import facts, facts_in


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("The delivery was approved by the 1718 Committee.", "committee_approved", True),
        ("It went ahead without the approval of the committee.", "committee_approved", False),
        ("The tankers met for ship-to-ship transfers.", "ship_to_ship", True),
        ("Deliveries went beyond the annual UN cap.", "over_cap", True),
        ("Deliveries stayed below the annual cap.", "over_cap", False),
        ("The shipment was reported to the UN committee.", "reported_to_committee", True),
        ("The shipment was unreported.", "reported_to_committee", False),
        ("It fired a ballistic missile.", "ballistic", True),
        ("It fired a cruise missile.", "ballistic", False),
        ("It bought a newly built tanker.", "new_vessel", True),
        ("It bought a second-hand tanker.", "new_vessel", False),
        ("A North Korean-flagged vessel took the oil.", "dprk_flagged_vessel", True),
    ],
)
def test_words_state_or_deny_a_fact(text: str, fact: str, value: bool) -> None:
    assert facts_in(text)[fact] is value


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Nobody said a word.", "committee_approved"),
        ("He told reporters of new sanctions.", "new_vessel"),  # "told" is not "old"
        ("It fired a ballistic missile and a cruise missile.", "ballistic"),  # said both ways
        ("", "ballistic"),
    ],
)
def test_silence_and_contradiction_leave_a_fact_open(text: str, fact: str) -> None:
    assert fact not in facts_in(text)


def test_denial_that_contains_the_cue_is_no_statement() -> None:
    assert facts_in("It was a non-ballistic missile.")["ballistic"] is False


def test_every_fact_asks_a_question() -> None:
    assert all(fact.asks.endswith("?") for fact in facts().values())


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert set(facts_in(text)) <= set(facts())

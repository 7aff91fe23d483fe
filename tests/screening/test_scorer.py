"""Two names held against each other: what speaks for one person, ship or company, and what against."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from match_samples import compared, score

from porosity.screening import scorer
from porosity.screening.names import Kind, Role, read_name
from porosity.screening.scorer import THRESHOLD

PERSON, BODY, CRAFT = Kind.PERSON, Kind.BODY, Kind.CRAFT


@given(st.floats(-1500, 1500), st.floats(-1500, 1500))
def test_a_score_is_from_0_to_1_and_grows_with_the_bits(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= scorer.score(low) <= scorer.score(high) <= 1


def test_the_threshold_is_where_the_evidence_is_just_enough() -> None:
    needed = scorer.weights().needed
    assert scorer.score(needed) == pytest.approx(THRESHOLD)
    assert scorer.score(needed - 1) < THRESHOLD < scorer.score(needed + 1)
    assert scorer.score(needed - 20) < 0.01
    assert scorer.score(needed + 20) > 0.99


@pytest.mark.parametrize(
    ("near", "far", "listed", "kind"),
    [
        ("Belodrag Quarzin", "Belodrag Quarzim", "Belodrag Quarzin", PERSON),
        ("Belodrag Quarzim", "Beledrag Qvarzim", "Belodrag Quarzin", PERSON),
        ("Belodrag Thunmir Quarzin", "Belodrag Quarzin", "Belodrag Thunmir Quarzin", PERSON),
        ("Belodrag Quarzin", "B. Quarzin", "Belodrag Quarzin", PERSON),
        ("B. Quarzin", "V. Quarzin", "Belodrag Quarzin", PERSON),
        ("Belodrag Quarzin", "Vashti Quarzin", "Belodrag Quarzin", PERSON),
        ("Belodrag Quarzin", "Belodrag Quarzin Olmogren", "Belodrag Quarzin", PERSON),
        ("Kim Chol Su", "Kim Chol Min", "Kim Chol Su", PERSON),
        ("Kim Chol Su", "Pak Chol Su", "Kim Chol Su", PERSON),
        ("Robert Quarzin", "Bob Quarzin", "Robert Quarzin", PERSON),
        ("Bob Quarzin", "Paul Quarzin", "Robert Quarzin", PERSON),
        ("Zemtrolex Shipping", "Zemtrolex Trading", "Zemtrolex Shipping", BODY),
        ("Zemtrolex Trading", "Krevalong Trading", "Zemtrolex Shipping", BODY),
        ("TONG VRENG 5", "TONG VRENG 6", "TONG VRENG 5", CRAFT),
        ("TONG VRENG 5", "TONG VRENG", "TONG VRENG 5", CRAFT),
    ],
)
def test_the_nearer_name_has_more_bits(near: str, far: str, listed: str, kind: Kind) -> None:
    assert compared(near, listed, kind).bits > compared(far, listed, kind).bits + 0.5


def test_a_rare_name_weighs_more_than_a_common_one() -> None:
    assert compared("Quarzin", "Quarzin").bits > compared("Khan", "Khan").bits + 3
    assert compared("Belodrag Quarzim", "Belodrag Quarzin").bits > compared("Mohammad Kham", "Mohammad Khan").bits + 3
    assert compared("Zemtrolex", "Zemtrolex", BODY).bits > compared("Bank", "Bank", BODY).bits + 3


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("Belodrag Quarzin", ["same", "same"]),
        ("B. Quarzin", ["initial", "same"]),
        ("Belodrag Quarzim", ["same", "spelt"]),
        ("Belodrag Quarz", ["cut short", "same"]),
        ("Belo Drag Quarzin", ["one word", "same"]),
        ("Belodragquarzin", ["two words"]),
    ],
)
def test_each_pair_says_how_it_came_about(query: str, how: list[str]) -> None:
    assert sorted(pair.how for pair in compared(query, "Belodrag Quarzin").pairs) == how


def test_words_without_a_partner_are_told_on_both_sides() -> None:
    found = compared("Belodrag Olmogren", "Vashti Belodrag Krevalong")
    assert ([pair.to for pair in found.pairs], found.extra, found.missing) == ([(1,)], (1,), (0, 2))
    assert "another word stands in its place" in dict(found.remarks)


def test_a_common_name_given_with_a_slip_needs_more_than_itself() -> None:
    assert score("Belodrag Quarzim", "Belodrag Quarzin") > 0.9
    assert score("Ali Hasen", "Ali Hassan") < score("Belodrag Quarzim", "Belodrag Quarzin")


@given(st.text(), st.text(), st.sampled_from(Kind))
@settings(deadline=None, max_examples=400)
def test_any_two_texts_can_be_compared(one: str, other: str, kind: Kind) -> None:
    if read_name(one, kind).words:
        assert 0 <= score(one, other, kind) <= 1


NAMES = st.lists(
    st.sampled_from(
        [
            "quarzin",
            "belodrag",
            "van",
            "der",
            "al",
            "kim",
            "chol",
            "su",
            "b",
            "5",
            "ltd",
            "trading",
            "group",
            "dr",
            "muhammad",
            "smith",
            "quarzim",
        ]
    ),
    min_size=1,
    max_size=24,
).map(" ".join)


@given(NAMES, NAMES, st.sampled_from(Kind))
@settings(deadline=None, max_examples=400)
def test_every_word_is_used_once_and_the_bits_are_their_sum(one: str, other: str, kind: Kind) -> None:
    name, listed = read_name(one, kind), read_name(other, kind)
    query = scorer.prepare_for(name, kind, listed)
    found = scorer.compare(query, listed)
    assert sorted([*found.extra, *(at for pair in found.pairs for at in pair.at)]) == list(range(len(name.words)))
    assert sorted([*found.missing, *(to for pair in found.pairs for to in pair.to)]) == list(range(len(listed.words)))
    costs = scorer.missing_costs(listed)
    against = sum(query.alone[at] for at in found.extra) + sum(costs[to] for to in found.missing)
    most = sum(pair.gain for pair in found.pairs) - against + sum(bits for _, bits in found.remarks)
    assert found.bits <= most + 0.001


@given(NAMES)
@settings(deadline=None)
def test_no_name_is_nearer_to_another_than_to_itself(one: str) -> None:
    itself = compared(one, one).bits
    assert all(itself >= compared(one, other).bits - 0.001 for other in ("Belodrag Quarzin", "Kim Chol Su", "al"))


def test_a_query_without_words_is_like_nothing() -> None:
    assert score("!!!", "Belodrag Quarzin") < THRESHOLD


def test_a_listed_name_without_words_is_like_nothing() -> None:
    assert score("Belodrag Quarzin", "!!!") < 0.01


@pytest.mark.parametrize(
    ("role", "is_dear"),
    [(Role.CORE, True), (Role.TITLE, False), (Role.PARTICLE, False), (Role.LEGAL, False), (Role.INITIAL, False)],
)
def test_leaving_out_a_word_costs_what_the_word_is_for(role: Role, is_dear: bool) -> None:
    text = {"CORE": "Belodrag", "TITLE": "Dr", "PARTICLE": "van", "LEGAL": "LLC", "INITIAL": "B"}[role.name]
    listed = read_name(f"{text} Quarzin", BODY if role is Role.LEGAL else PERSON)
    assert listed.roles[0] is role
    assert (scorer.missing_costs(listed)[0] > 5) is is_dear


@pytest.mark.parametrize(
    ("query", "listed", "is_shuffled"),
    [
        ("Chol Su Kim", "Kim Chol Su", False),
        ("Kim Chol Su", "Chol Su Kim", False),
        ("Un Kim Jong", "Kim Jong Un", False),
        ("Kim Su Chol", "Kim Chol Su", True),
        ("Kim Un Jong", "Kim Jong Un", True),
    ],
)
def test_syllables_of_a_given_name_stay_in_their_order(query: str, listed: str, is_shuffled: bool) -> None:
    assert ("the syllables stand in another order" in dict(compared(query, listed).remarks)) is is_shuffled

"""Why a measure is not found: the nearest event, every element, and an answer that agrees with the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.made import CARGO, COAL, FROM, LORRY, UNTIL, law, measure, party, situation, way_out
from porosity.assessment import Evidence, Verdict
from porosity.errors import InputError
from porosity.exports.why_not import sentence
from porosity.measures.deciding import Situation
from porosity.measures.judging import judge
from porosity.measures.loading import shipped_law
from porosity.measures.measure import Measure
from porosity.measures.why_not import WhyNot, held_against, named_measure, reply

BAN = measure()
HAND = {
    "hand": {
        "family": "vehicles-machinery-metals",
        "says": "handing over coal",
        "acts": ["transfer"],
        "direction": "in",
        "things": {"classes": ["coal"]},
        "reference": "An act of our own, art. 2",
    }
}
WORDS = Evidence(0, 5, "Words")


def replies(why: WhyNot) -> dict[str, str]:
    return {element.name: reply(element) for element in why.elements}


def named(one: Situation, name: str) -> Situation:
    return replace(one, event=replace(one.event, id=name))


def nearest(*events: Situation, of: Measure = BAN) -> str | None:
    """The id of the event that is picked."""
    why = held_against(of, [named(one, str(number)) for number, one in enumerate(events)])
    return None if why.situation is None else why.situation.event.id


# --- each element, each answer ---


@pytest.mark.parametrize(
    ("one", "of", "element", "answer"),
    [
        (situation(), BAN, "things", "met"),
        (situation(item=COAL), BAN, "things", "not met"),
        (situation(item=CARGO), BAN, "things", "unknown"),
        (situation(on=FROM), BAN, "in_force", "met"),
        (situation(on=date(2009, 12, 31)), BAN, "in_force", "not in force"),
        (situation(on=UNTIL), BAN, "in_force", "not in force"),
        (situation(on=None), BAN, "in_force", "unknown"),
        (situation(), measure(bound={"states": ["ru"]}), "bound", "met"),
        (situation(), measure(bound={"states": ["jp"]}), "bound", "not bound"),
        (situation(), measure(force="calls"), "bound", "not bound"),
        (situation(agent=party(None)), measure(bound={"states": ["jp"]}), "bound", "unknown"),
        (situation(agent="kp", recipient="ru"), BAN, "direction", "not met"),
        (situation("seize"), BAN, "act", "not met"),
    ],
)
def test_what_becomes_of_an_element(one: Situation, of: Measure, element: str, answer: str) -> None:
    assert replies(held_against(of, [one]))[element] == answer


def test_every_element_is_told_also_after_one_has_failed() -> None:
    why = held_against(BAN, [situation(item=COAL, on=UNTIL)])
    assert replies(why) == {
        "in_force": "not in force",
        "bound": "met",
        "act": "met",
        "direction": "met",
        "things": "not met",
    }
    assert [element.name for element in why.deciding] == ["in_force", "things"]


def test_each_element_has_its_reason_its_words_and_its_article() -> None:
    one = replace(situation(item=COAL), evidence=(WORDS,), time_evidence=(WORDS,))
    for element in held_against(BAN, [one]).elements:
        assert element.because and element.evidence == (WORDS,) and element.reference == "An act of our own, art. 1"


def test_ways_out_are_told_too() -> None:
    approval = {"fact": "committee_approved", "silent": "open", "asks": "Was it approved?", "reference": "art. 9"}
    why = held_against(measure(exemptions={"approval": approval}), [situation(item=COAL)])
    assert [(one.name, one.value) for one in why.exemptions] == [(way_out("approval", "open").name, "open")]


# --- which event, which limb ---


def test_an_event_with_a_finding_comes_first_wherever_it_stands() -> None:
    assert nearest(situation(item=COAL), situation()) == nearest(situation(item=COAL), situation(), situation()) == "1"


def test_the_fewer_elements_fail_the_nearer() -> None:
    away, wrong = situation(agent="kp", recipient="ru", item=COAL), situation(item=COAL)
    assert nearest(away, wrong) == "1"
    assert nearest(wrong, away) == "0"


def test_of_two_alike_the_first_is_told() -> None:
    assert nearest(situation(item=COAL), situation(item=COAL)) == "0"


@pytest.mark.parametrize(
    ("one", "near"),
    [
        (situation(item=COAL), True),
        (situation(agent="de", recipient="ch"), True),
        (situation(agent="de", recipient="ch", item=COAL), False),
        (situation(agent="de", recipient="ch", item=[]), False),
        (situation(agent=[], recipient=[], item=[]), False),
        (situation("seize", agent="ru", recipient=[], item=LORRY), True),
        (situation("seize", agent="ru", recipient=[], item=COAL), False),
        (situation("meet", item=[]), False),
    ],
    ids=[
        "another thing, the same way",
        "such a thing, another way",
        "another thing, another way",
        "no thing, another way",
        "nothing known but the act",
        "another act with such a thing",
        "another act and another thing",
        "another act without a thing",
    ],
)
def test_what_comes_near(one: Situation, near: bool) -> None:
    assert (nearest(one) is not None) is near


def test_without_an_event_that_comes_near_it_says_so() -> None:
    why = held_against(BAN, [])
    assert (why.situation, why.elements, why.finding) == (None, (), None)
    assert "comes near An act of our own" in sentence(why)


def test_the_limb_that_comes_nearest_is_told_and_the_others_beside_it() -> None:
    two = measure(limbs={**HAND, "supply": {**HAND["hand"], "says": "lorries", "things": {"classes": ["vehicle"]}}})
    why = held_against(two, [situation(item=LORRY)])
    assert why.limb is not None and why.limb.id == "supply"
    assert why.finding is not None and why.finding.verdict is Verdict.PROHIBITED
    assert [(other.limb.id, other.element.name, reply(other.element)) for other in why.others] == [
        ("hand", "things", "not met")
    ]


def test_an_aircraft_under_way_is_the_carrier_here_as_in_findings() -> None:
    jet = replace(LORRY, term="jet", hs=("8802",), classes=frozenset(("aircraft",)))
    flying = situation("transport", item=jet)
    bars = measure({"acts": ["transport"], "things": {"hs": ["88"]}})
    why = held_against(bars, [flying])
    assert not judge(flying, law(bars))
    assert why.finding is None


# --- the answer in words ---


@pytest.mark.parametrize(
    ("one", "of", "words"),
    [
        (situation(), BAN, "If as reported, the transfer of lorry from RU to KP falls under"),
        (situation(item=COAL), BAN, "does not fall under An act of our own, art. 1. Not met: things."),
        (situation(on=UNTIL), BAN, "was not in force at that time."),
        (situation(), measure(force="calls"), "does not bind those reported to act."),
        (situation(item=[]), BAN, "is too little to hold it against An act of our own, art. 1. Open: things."),
        (situation(recipient=party(None)), BAN, "Nobody and nothing of North Korea is named in it. Open: direction."),
        (situation(), measure(in_force_from=None, in_force_until=None), "nobody knows from when that governs"),
        (situation(), replace(BAN, limbs=()), "its terms are not written out."),
    ],
)
def test_the_answer_is_a_conditional_sentence(one: Situation, of: Measure, words: str) -> None:
    assert words in sentence(held_against(of, [one])).replace("a lorry", "lorry")


# --- it agrees with the findings ---

EVENTS = st.builds(
    situation,
    st.sampled_from(("transfer", "procure", "transport", "test", "seize")),
    agent=st.sampled_from(("ru", "kp", "jp", party(None))),
    recipient=st.sampled_from(("ru", "kp", "jp", party(None))),
    item=st.sampled_from((LORRY, COAL, CARGO, [])),
    on=st.sampled_from((None, date(2005, 1, 1), date(2012, 6, 1), date(2018, 6, 1), date(2023, 1, 1))),
)


@given(st.lists(EVENTS, max_size=3), st.sampled_from(shipped_law().measures))
def test_the_answer_has_the_verdict_of_the_strongest_finding_and_none_where_there_is_none(
    events: list[Situation], one: Measure
) -> None:
    whole = shipped_law()
    order = list(Verdict)
    found = [f.verdict for event in events for f in judge(event, whole) if f.measure == one.id]
    why = held_against(one, events)
    verdict = None if why.finding is None else why.finding.verdict
    assert (verdict is None) == (not found)
    assert verdict is None or order.index(verdict) == min(order.index(each) for each in found)


@given(st.lists(EVENTS, max_size=3), st.sampled_from(shipped_law().measures))
def test_whatever_is_asked_there_is_an_answer(events: Iterable[Situation], one: Measure) -> None:
    why = held_against(one, events)
    assert sentence(why).endswith(".")
    assert (why.situation is None) == (not why.elements)
    assert all(element.because and element.reference for element in why.elements)


# --- which measure ---


def test_a_measure_is_named_by_its_id() -> None:
    assert named_measure(shipped_law(), " un-2397-7-vehicles ").id == "un-2397-7-vehicles"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("un-2397-7-vehicle", "Did you mean un-2397-7-vehicles or"),
        ("UN-2397-7-Vehicles", "Did you mean un-2397-7-vehicles or"),
        ("statues", "un-2321-29-statues"),
        ("qqqq", "'porosity measures WORDS' finds their ids."),
        ("", "'porosity measures WORDS' finds their ids."),
    ],
)
def test_an_unknown_measure_is_refused_with_near_names(name: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        named_measure(shipped_law(), name)
    assert str(caught.value).startswith(f"--why-not: {name!r} is no measure.")
    assert hint in str(caught.value)

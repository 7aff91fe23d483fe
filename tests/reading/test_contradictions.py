"""Claims that cannot both hold: which of a report's claims answers which, and which can stand side by side."""

from __future__ import annotations

from time import perf_counter

import pytest
from builder import Said, Story, act, said, saying

from porosity.assessment import Stance
from porosity.reading.contradictions import REACH, contradictions
from porosity.reading.events import events_of


def conflicts(*sentences: Said | str) -> list[tuple[str, str, str]]:
    """What contradicts what, by the evidence of both, and about what."""
    story = Story(*sentences)
    text = {one.claim.id: one.claim.evidence[0].text for one in story.told}
    events = events_of(story.told, story.entities, None)
    found = contradictions(story.told, events)
    return [(text[one.claims[0]], text[one.claims[1]], one.about) for one in found]


def sale(by: str, words: str = "", stance: str = "asserts", paragraph: int = 0) -> Said:
    told = f"{words or '[Iran|place] sold [coal|goods] to [Iraq|place]'}"
    plain = told.replace("[", "").replace("|place]", "").replace("|goods]", "")
    parts = [act("sold", "transfer", stance=stance, agent="Iran", recipient="Iraq", item="coal")]
    if by:
        parts_said = saying("said", by, plain)
        return said(f"[{by}|place] said {told}.", parts_said, *parts, paragraph=paragraph)
    return said(f"{told}.", *parts, paragraph=paragraph)


def says(by: str, cue: str, what: str, paragraph: int = 0) -> Said:
    return said(f"[{by}|place] {cue} {what}.", saying(cue, by, what), paragraph=paragraph)


FABRICATION = says("Iran", "called", "that a fabrication")

# --- denials ---


@pytest.mark.parametrize(
    "denial",
    [
        FABRICATION,
        says("Iran", "dismissed", "the accounts as gossip"),
        says("Iran", "says", "it did not"),
        says("Iran", "says", "that the story is made up"),
    ],
    ids=["called", "dismissed", "did not", "made up"],
)
def test_a_denial_answers_what_somebody_else_just_said(denial: Said) -> None:
    ((first, _, about),) = conflicts(sale("Seoul"), denial)
    assert first == "Seoul said Iran sold coal to Iraq."
    assert about == "whether it is so"


def test_a_denial_reaches_over_a_paragraph_and_some_sentences() -> None:
    later = says("Iran", "called", "that a fabrication", paragraph=1)
    assert len(conflicts(sale("Seoul"), "It rained.", "It rained.", later)) == 1
    assert conflicts(sale("Seoul"), *["It rained."] * (REACH + 1), later) == []


def test_who_denies_what_he_said_himself_contradicts_nobody() -> None:
    assert conflicts(sale("Iran"), FABRICATION) == []


def test_a_surname_is_no_other_speaker() -> None:
    said_so = said("[Ada Roe|person] said it rained on the coal.", saying("said", "Ada Roe", "it rained on the coal"))
    denial = said("[Roe|person] called that a lie.", saying("called", "Roe", "that a lie"))
    assert conflicts(said_so, denial) == []


def test_a_denial_of_a_denial_answers_nothing() -> None:
    assert conflicts(says("Seoul", "called", "the tale a lie"), FABRICATION) == []


def test_the_outlet_denies_nothing() -> None:
    assert conflicts(sale("Seoul"), "That was a fabrication.") == []


def test_a_denial_takes_up_what_it_has_most_in_common_with() -> None:
    ship = said("[Tokyo|place] said a barge came.", saying("said", "Tokyo", "a barge came"), act("came", "travel"))
    ((first, _, _),) = conflicts(sale("Seoul"), ship, says("Iran", "denied", "that coal was sold to anybody"))
    assert first == "Seoul said Iran sold coal to Iraq."


def test_one_asserts_what_another_denies_of_one_event() -> None:
    denial = sale("Baghdad", "[Iran|place] had sold no [coal|goods] to [Iraq|place]", stance=Stance.DENIES)
    assert len(conflicts(sale("Seoul"), denial)) == 1
    assert conflicts(sale("Seoul"), sale("Baghdad")) == []


# --- corrections, doubts, what was or was not found ---


def test_a_correction_is_of_what_stands_right_before_it() -> None:
    fact = said("It was in fact [oil|goods], [Tokyo|place] said.", saying("said", "Tokyo", "It was in fact oil"))
    ((first, second, about),) = conflicts(sale("Baghdad"), sale("Seoul"), fact)
    assert (first, second) == ("Seoul said Iran sold coal to Iraq.", "It was in fact oil, Tokyo said.")
    assert about == "what it was in fact"


def test_a_doubt_is_of_what_somebody_said() -> None:
    assert len(conflicts(sale("Seoul"), "A rival was not convinced.")) == 1
    assert conflicts("A rival was not convinced.") == []


def test_a_bare_negation_answers_the_sentence_before_it() -> None:
    assert len(conflicts(sale("Seoul"), "It did not.")) == 1
    assert conflicts(sale("Seoul"), "It rained.", "It did not.") == []
    assert conflicts(sale(""), "It did not.") == []


def test_who_finds_nothing_speaks_of_the_same_thing() -> None:
    assert len(conflicts(sale("Seoul"), "The port has no record of coal.")) == 1
    assert conflicts(sale("Seoul"), "The port has no crane.") == []


def test_what_is_still_there_is_not_over() -> None:
    left = said("[Oman|place] said the men left.", saying("said", "Oman", "the men left"), act("left", "travel"))
    stay = said("[Oman|place] said the men came.", saying("said", "Oman", "the men came"), act("came", "travel"))
    assert len(conflicts(left, "One was still at his bench in June.")) == 1
    assert conflicts(stay, "One was still at his bench in June.") == []


# --- figures ---


def counted(figure: str) -> Said:
    words = f"[Iran|place] sold {figure} of [coal|goods] to [Iraq|place]"
    return sale("Seoul", words)


@pytest.mark.parametrize(
    ("figure", "other", "differ"),
    [
        ("40 sacks", "A clerk put the figure at 50.", True),
        ("4.4 million sacks", "A clerk put the figure at closer to 4.5.", True),
        ("four sacks", "The number given at the time was five.", True),
        ("40 sacks", "A clerk put the figure at 40.", False),
        ("40 sacks", "A clerk put the figure at 9,000.", False),
        ("40 sacks", "A clerk wore a size 50 coat.", False),
    ],
)
def test_two_figures_for_one_thing_cannot_both_hold(figure: str, other: str, differ: bool) -> None:
    assert bool(conflicts(counted(figure), other)) is differ


def test_amounts_of_one_thing_by_two_who_tell_of_it() -> None:
    def tell(by: str, amount: str) -> Said:
        text = f"[{by}|place] said [Iran|place] sold {amount} of [coal|goods] to [Iraq|place]."
        told = f"Iran sold {amount} of coal to Iraq"
        roles = {"agent": "Iran", "recipient": "Iraq", "item": "coal", "quantity": amount}
        return said(text, saying("said", by, told), act("sold", "transfer", **roles))  # type: ignore[arg-type]

    assert [about for *_, about in conflicts(tell("Seoul", "5 tons"), tell("Tokyo", "6 tons"))] == [
        "how many or how much"
    ]
    assert conflicts(tell("Seoul", "5 tons"), tell("Tokyo", "5 tons")) == []
    assert conflicts(tell("Seoul", "5 tons"), tell("Seoul", "6 tons")) == []


def test_a_long_report_is_not_compared_pair_by_pair() -> None:
    story = Story(*[sale("Seoul"), FABRICATION] * 500)
    events = events_of(story.told[:2], story.entities, None)
    start = perf_counter()
    assert len(contradictions(story.told, events)) >= 500
    assert perf_counter() - start < 2.0

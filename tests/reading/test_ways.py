"""The way of a thing, told over several clauses: what joins the DPRK and another State, and what does not."""

from __future__ import annotations

import pytest
from builder import Said, Story, act, said

from porosity.assessment import Act, Basis, Stance
from porosity.reading.ways import ways_of

Way = tuple[tuple[str | None, ...], tuple[str | None, ...]]  # the States of who gives, and of who gets


def ways(*sentences: Said) -> list[Way]:
    """The States on either side of each transfer that a story implies."""
    story = Story(*sentences)
    found = ways_of(story.told, story.lines, story.cast)
    assert all(one.claim.act is Act.TRANSFER and one.claim.basis is Basis.IMPLIED for one in found)
    return [
        (
            tuple(story.cast[i].country for i in one.claim.roles.get("agent", ())),
            tuple(story.cast[i].country for role in ("recipient", "place") for i in one.claim.roles.get(role, ())),
        )
        for one in found
    ]


CAST = said(
    "Cast in [Wonsan|place] and put up in [Hanoi|place], the [statue|goods] shows a poet.",
    act("put", "other", item="statue"),
)


def test_what_was_made_in_the_north_and_is_unloaded_elsewhere_went_from_one_to_the_other() -> None:
    assert ways(CAST) == [(("kp",), ("vn",))]


def test_a_way_may_be_told_over_the_sentences_of_a_paragraph() -> None:
    made = said("The [sculptures|goods] were made by pupils of [North Korea|place].", act("made", "produce"))
    seen = said("Now they are displayed in [Hanoi|place].", act("displayed", "other"))
    assert ways(made, seen) == [(("kp",), ("vn",))]
    assert ways(made, said(seen.marked, *seen.parts, paragraph=1)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The [statue|goods] was cast in [Rome|place] and unloaded at [Libreville|place].",
        "The [statue|goods], cast in [Pyongyang|place], stands in [Wonsan|place].",
        "The [statue|goods] at [Libreville|place] is bigger than any cast in [Pyongyang|place].",
    ],
)
def test_no_way_without_the_north_at_one_end_and_another_state_at_the_other(text: str) -> None:
    assert ways(said(text, act("cast", "produce"))) == []


def test_what_was_built_abroad_and_turns_up_in_the_north_came_from_somebody_unknown() -> None:
    text = "A [speedboat|vessel] built in [Oman|place] has been seen at [Nampo|place]."
    assert ways(said(text, act("built", "produce", item="speedboat"))) == [((), ("kp",))]


def test_arms_come_from_their_maker() -> None:
    text = "[Rifles|weapon] made in [Iran|place] have turned up in [Pyongyang|place]."
    assert ways(said(text, act("turned", "other", item="Rifles"))) == [(("ir",), ("kp",))]


def test_what_is_found_somewhere_has_a_place_and_no_receiver() -> None:
    text = "[Rifles|weapon] of [North Korean|nationality] make were found in [Oman|place]."
    story = Story(said(text, act("found", "other", item="Rifles")))
    (one,) = ways_of(story.told, story.lines, story.cast)
    assert set(one.claim.roles) == {"agent", "place", "item"}


def test_what_lies_in_a_hold_goes_the_way_of_the_ship() -> None:
    ship = said(
        "The freighter left [North Korea|place] for [Egypt|place] with [ore|goods].",
        act("left", "transport", carrier="freighter", origin="North Korea", destination="Egypt", item="ore"),
    )
    assert ways(ship, said("Hidden under it lay [rifles|weapon].", act("lay", "other"))) == [(("kp",), ("eg",))]
    assert ways(ship, said("He spoke of [rifles|weapon].", act("spoke", "state"))) == []


def test_what_is_told_already_is_not_implied_again() -> None:
    told = said(
        "[North Korea|place] sold [Gabon|place] a [statue|goods] cast in [Pyongyang|place] and put up in Gabon.",
        act("sold", "transfer", agent="North Korea", recipient="Gabon", item="statue"),
    )
    assert ways(told) == []


def test_what_is_only_planned_stays_planned() -> None:
    text = "The [statue|goods], cast in [Pyongyang|place], will be shipped to [Libreville|place]."
    story = Story(said(text, act("shipped", "transport", item="statue", stance="plans")))
    assert [one.claim.stance for one in ways_of(story.told, story.lines, story.cast)] == [Stance.PLANS]


def test_who_travels_takes_no_thing_along_that_is_named_later() -> None:
    came = said("[Orlov|person] of [Iran|place] arrived in [Moscow|place].", act("arrived", "travel", agent="Orlov"))
    made = said("He once built [rockets|weapon] in [North Korea|place].", act("built", "produce", item="rockets"))
    assert ways(came, made) == []


def test_what_is_fired_off_is_not_supplied_to_where_it_flies() -> None:
    text = "Built in [Wonsan|place] and landed in [Hanoi|place], the [missile|weapon] shows what was tested."
    assert ways(said(text, act("shows", "other", item="missile"))) == [(("kp",), ("vn",))]
    assert ways(said(text, act("tested", "test", item="missile"))) == []


def test_who_looks_on_is_not_what_moves() -> None:
    text = "A [Japanese car|vehicle] {} [Nampo|place]."
    assert ways(said(text.format("came to"), act("came", "other"))) == [((), ("kp",))]
    assert ways(said(text.format("filmed what came to"), act("filmed", "other"))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A [drone|weapon] built in [South Korea|place] was found in [Pyongyang|place].", []),
        ("A [drone|weapon] built in [Iran|place] was found in [Pyongyang|place].", [(("ir",), ("kp",))]),
        ("A [pump|goods] built in [South Korea|place] was found in [Pyongyang|place].", [((), ("kp",))]),
    ],
)
def test_arms_of_an_enemy_were_not_supplied(text: str, found: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    thing = "drone" if "drone" in text else "pump"
    assert ways(said(text, act("built", "produce", item=thing))) == found

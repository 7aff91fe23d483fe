"""From acts to claims, on sentences of our own: who did what to whom, when, how firmly."""

from __future__ import annotations

from datetime import date

import pytest
from builder import GivenSaying, Story, act, said, saying

from porosity.assessment import Act, Certainty, Stance

# --- a claim and its evidence ---

SALE = said(
    "[Iran|place] sold [rifles|weapon] to [Iraq|place] on 3 May 2023, and nobody slept.",
    act("sold", "transfer", agent="Iran", recipient="Iraq", item="rifles"),
)


def test_a_claim_says_who_did_what_to_whom() -> None:
    story = Story(SALE)
    (one,) = story.told
    assert (one.claim.act, one.claim.stance, one.claim.certainty) == (Act.TRANSFER, Stance.ASSERTS, Certainty.CERTAIN)
    assert (story.names("agent"), story.names("item"), story.names("recipient")) == (("Iran",), ("rifles",), ("Iraq",))


def test_evidence_is_the_text_of_the_report() -> None:
    story = Story("It rained “hard”.", SALE)
    (evidence,) = story.told[0].claim.evidence
    assert evidence.text == story.text[evidence.start : evidence.end]
    assert evidence.text.startswith("Iran sold rifles")


def test_evidence_holds_all_who_take_part() -> None:
    text = "[Iran|place] slept, and [rifles|weapon] were sold, say, to [Iraq|place], which paid."
    parts = act("slept", "other"), act("sold", "transfer", agent="Iran", recipient="Iraq"), act("paid", "finance")
    sale = next(one.claim for one in Story(said(text, *parts)).told if one.claim.act is Act.TRANSFER)
    assert sale.evidence[0].text.startswith("Iran slept") and "Iraq" in sale.evidence[0].text


def test_what_a_line_says_again_is_not_claimed_again() -> None:
    again = said(SALE.marked, *SALE.parts, echo_of=0)
    assert len(Story(SALE, again).told) == 1


@pytest.mark.parametrize(("kind", "number"), [("boilerplate", 0), ("dateline", 0), ("caption", 1), ("title", 1)])
def test_the_small_print_claims_nothing(kind: str, number: int) -> None:
    assert len(Story(said(SALE.marked, *SALE.parts, kind=kind)).told) == number


def test_who_says_so_is_named() -> None:
    text = "[Seoul|place] said [Iran|place] sold [rifles|weapon]."
    spoken = said(text, saying("said", "Seoul", "Iran sold rifles"), act("sold", "transfer", item="rifles"))
    assert Story(spoken).told[0].claim.sources == ("Seoul",)


# --- what goes the other way ---


@pytest.mark.parametrize("words", ["in exchange for", "in return for", "in payment for"])
def test_an_exchange_has_two_directions(words: str) -> None:
    text = f"[North Korea|place] sent [troops|person] to [Russia|place] {words} [oil|goods]."
    sent = act("sent", "deploy", agent="North Korea", item="troops", destination="Russia")
    story = Story(said(text, sent))
    assert [one.claim.act for one in story.told] == [Act.DEPLOY, Act.TRANSFER]
    assert (story.countries("agent", 1), story.countries("recipient", 1)) == (("ru",), ("kp",))
    assert story.names("item", 1) == ("oil",)


def test_an_exchange_with_nobody_has_one() -> None:
    text = "[North Korea|place] sent [troops|person] in exchange for [oil|goods]."
    assert len(Story(said(text, act("sent", "deploy", agent="North Korea", item="troops"))).told) == 1


def test_what_is_returned_is_named_close_by_or_not_at_all() -> None:
    sent = act("sent", "deploy", agent="North Korea", item="troops", destination="Russia")
    text = "[North Korea|place] sent [troops|person] to [Russia|place] in exchange for {} [oil|goods]."
    assert len(Story(said(text.format("a little"), sent)).told) == 2
    assert len(Story(said(text.format("one of those many things that a State may want, as there is"), sent)).told) == 1


@pytest.mark.parametrize(("between", "number"), [(11, 2), (12, 1)])
def test_what_is_returned_stands_within_a_dozen_words(between: int, number: int) -> None:
    sent = act("sent", "deploy", agent="North Korea", item="troops", destination="Russia")
    text = f"[North Korea|place] sent [troops|person] to [Russia|place] in exchange for {'very ' * between}[oil|goods]."
    assert len(Story(said(text, sent)).told) == number


# --- answers ---

ALLEGED = said("[Seoul|place] said [Iran|place] sold oil.", saying("said", "Seoul", "Iran sold oil"))


def test_a_denial_in_words_of_its_own_is_a_claim_of_who_denies() -> None:
    denial = said("[Iran|place] called it a fabrication.", saying("called", "Iran", "a fabrication"))
    last = Story(ALLEGED, denial).told[-1]
    assert (last.claim.act, last.claim.stance, last.claim.sources) == (Act.STATE, Stance.DENIES, ("Iran",))
    assert last.claim.evidence[0].text == "Iran called it a fabrication."
    assert last.answers is not None


def test_what_somebody_says_becomes_a_claim_once_it_is_answered() -> None:
    denial = said("[Iran|place] called it a lie.", saying("called", "Iran", "a lie"))
    plain = "It rained in [Iran|place] all day."
    hints = said(
        "[Seoul|place] hinted at more than fruit there.", saying("hinted", "Seoul", "at more than fruit there")
    )
    assert [one.claim.sources for one in Story(hints, denial).told] == [("Seoul",), ("Iran",)]
    assert [one.has_act for one in Story(hints, denial).told] == [False, True]
    assert Story(hints, plain).told == []


def test_an_act_that_answers_is_marked_and_not_claimed_twice() -> None:
    denial = said(
        "[Iran|place] denied it had sold oil.",
        saying("denied", "Iran", "it had sold oil"),
        act("denied", "state", stance="denies", agent="Iran"),
    )
    story = Story(ALLEGED, denial)
    assert [one.answers is not None for one in story.told if one.line == 1] == [True]


# --- certainty ---


def test_what_is_conceded_is_certain_though_it_is_quoted() -> None:
    text = "[Orlov|person] {} that [Iran|place] “sold” [rifles|weapon]."
    sold = act("sold", "transfer", agent="Iran", item="rifles", certainty="possible")

    def certainty(cue: str) -> Certainty:
        spoken = saying(cue, "Orlov", "Iran “sold” rifles")
        return Story(said(text.format(cue), spoken, sold)).told[0].claim.certainty

    assert certainty("confirmed") is Certainty.CERTAIN
    assert certainty("said") is Certainty.POSSIBLE


def test_hedges_are_evidence() -> None:
    sold = act("sold", "transfer", item="rifles", sure=0.5)
    story = Story("It rained.", said("[Iran|place] reportedly sold [rifles|weapon].", sold))
    (hedge,) = story.told[0].claim.hedges
    assert story.text[hedge.start : hedge.end] == hedge.text == "reportedly"


# --- when, how much, how ---


def when(marked: str, *parts: object) -> tuple[date | None, date | None] | None:
    time = Story(said(marked, *parts)).told[0].claim.time  # type: ignore[arg-type]
    return None if time is None else (time.first, time.last)


BOUGHT = act("bought", "procure")
SOLD_ACT = act("sold", "transfer")
MAY_2 = (date(2023, 5, 2), date(2023, 5, 2))


def test_an_act_is_dated_by_its_own_clause() -> None:
    text = "Iraq sold oil on 2 May 2023, and Iran bought gas on 9 June 2023."
    assert when(text, SOLD_ACT, BOUGHT) == MAY_2


def test_the_only_time_of_a_sentence_dates_all_its_acts() -> None:
    text = "On 2 May 2023 Iraq ate, and Iran sold gas."
    assert when(text, act("ate", "other"), SOLD_ACT) == MAY_2
    assert Story(said(text, act("ate", "other"), SOLD_ACT)).told[1].claim.time is not None


@pytest.mark.xfail(strict=True, reason="the only time of a sentence dates all its acts")
def test_the_time_of_another_act_dates_that_act_alone() -> None:
    text = "Iran, which won in 2011, sold gas."
    won, sale = (one.claim.time for one in Story(said(text, act("won", "other", time="in 2011"), SOLD_ACT)).told)
    assert won is not None and sale is None


def test_the_time_that_its_role_names_dates_an_act() -> None:
    text = "After talks on 9 June 2023 Iran sold its gas, all of it, late, on 2 May 2023."
    assert when(text, act("sold", "transfer", time="on 2 May 2023")) == MAY_2


def test_of_several_times_in_other_clauses_none_dates_an_act() -> None:
    text = "Iran sold gas, and Iraq ate on 2 May 2023, and slept on 3 May 2023."
    assert when(text, SOLD_ACT, act("ate", "other"), act("slept", "other")) is None


def test_the_nearest_time_of_the_clause_dates_the_act() -> None:
    assert when("After a talk on 1 March 2021 Iran sold on 2 May 2023 its gas.", SOLD_ACT) == MAY_2


def test_an_act_without_a_time_has_none() -> None:
    assert when("Iran sold gas.", SOLD_ACT) is None


def test_how_much_is_the_things_own_amount() -> None:
    text = "Ten ships of [Iran|place] sold 500 tonnes of [coal|goods]."
    quantity = Story(said(text, act("sold", "transfer", item="coal", quantity="500 tonnes"))).told[0].claim.quantity
    assert quantity is not None and (quantity.amount, quantity.unit) == (500.0, "tonne")


def test_an_amount_right_before_the_thing_is_its_own() -> None:
    text = "Ten ships of [Iran|place] sold twenty [tanks|weapon]."
    quantity = Story(said(text, act("sold", "transfer", item="tanks"))).told[0].claim.quantity
    assert quantity is not None and (quantity.amount, quantity.unit) == (20.0, "piece")


def test_an_amount_of_something_else_is_not_the_things() -> None:
    text = "Ten ships of [Iran|place] sold [tanks|weapon]."
    assert Story(said(text, act("sold", "transfer", item="tanks"))).told[0].claim.quantity is None


def test_circumstances_are_those_of_the_clause() -> None:
    text = "Iran sold [oil|goods] in a ship-to-ship transfer; Iraq paid."
    first, second = (one.claim.facts for one in Story(said(text, SOLD_ACT, act("paid", "finance"))).told)
    assert first.get("ship_to_ship") is True and "ship_to_ship" not in second


# --- the gift ---


def test_the_gift_is_what_a_claim_gave() -> None:
    gave_it = said("[Iran|place] sold a [car|vehicle].", act("sold", "transfer", agent="Iran", item="car"))
    later = said("[Iraq|place] drove the [gift|goods].", act("drove", "use", agent="Iraq", item="gift"))
    assert Story(gave_it, later).names("item", 1) == ("car",)


def test_what_was_not_given_is_no_gift() -> None:
    denied = said("[Iran|place] sold no [car|vehicle].", act("sold", "transfer", stance="denies", item="car"))
    later = said("[Iraq|place] drove the [gift|goods].", act("drove", "use", agent="Iraq", item="gift"))
    assert Story(denied, later).names("item", 1) == ("gift",)


@pytest.mark.parametrize(
    ("sentence", "parts", "stance", "negated"),
    [
        ("[Iran|place] sold no [oil|goods].", (), Stance.ASSERTS, True),
        (
            "[Iran|place] sold no [oil|goods], the [minister|person] said.",
            (saying("said", "minister", "Iran sold no oil"),),
            Stance.DENIES,
            False,
        ),
        (
            "[Iran|place] sold no [oil|goods], the [analysts|person] said.",
            (saying("said", "analysts", "Iran sold no oil"),),
            Stance.ASSERTS,
            True,
        ),
    ],
)
def test_who_only_observes_states_a_plain_negative(
    sentence: str, parts: tuple[GivenSaying, ...], stance: Stance, negated: bool
) -> None:
    told = Story(said(sentence, act("sold", "transfer", stance="denies", agent="Iran", item="oil"), *parts)).told[0]
    assert (told.claim.stance, told.claim.negated) == (stance, negated)
    assert told.claim.is_negative


@pytest.mark.parametrize(
    ("sentence", "trigger", "stance", "certainty"),
    [
        ("[Iran|place] dismissed the [report|document].", "dismissed", Stance.DENIES, Certainty.CERTAIN),
        ("[Iran|place] asked whether it was so.", "asked", Stance.ASKS, Certainty.POSSIBLE),
        ("[Iran|place] urged calm.", "urged", Stance.ASKS, Certainty.CERTAIN),
        ("[Iran|place] praised the [report|document].", "praised", Stance.ASSERTS, Certainty.CERTAIN),
    ],
)
def test_to_deny_and_to_ask_say_of_themselves_how_they_are_put(
    sentence: str, trigger: str, stance: Stance, certainty: Certainty
) -> None:
    claim = Story(said(sentence, act(trigger, "state", agent="Iran"))).told[0].claim
    assert (claim.stance, claim.certainty, claim.sources) == (stance, certainty, ("Iran",))


@pytest.mark.parametrize(
    ("first", "then", "item"),
    [
        ("[Iran|place] has [diesel|goods].", "It sent the [shipment|goods] to [Syria|place].", "diesel"),
        ("[Iran|place] has [diesel|goods].", "It sent [coal|goods] to [Syria|place].", "coal"),
        ("[Iran|place] has hope.", "It sent the [shipment|goods] to [Syria|place].", "shipment"),
    ],
)
def test_the_load_is_what_was_last_spoken_of(first: str, then: str, item: str) -> None:
    thing = "coal" if "coal" in then else "shipment"
    owned = (act("has", "possess", agent="Iran", item="diesel"),) if "diesel" in first else ()
    story = Story(said(first, *owned), said(then, act("sent", "transfer", item=thing, recipient="Syria")))
    assert story.names("item", len(story.told) - 1) == (item,)


# --- amounts and times that bound each other ---


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("until 3 May 2023", date(2023, 5, 3)),  # what lasted until then was so then
        ("by 3 May 2023", date(2023, 1, 1)),  # a sum by then is that of the year
    ],
)
def test_an_open_time_is_bounded_by_what_it_says(when: str, first: date) -> None:
    text = f"[Iran|place] sold 5,000 barrels of [oil|goods] to [Syria|place] {when}."
    sold = act("sold", "transfer", agent="Iran", item="oil", recipient="Syria", quantity="5,000 barrels")
    time = Story(said(text, sold)).told[0].claim.time
    assert time is not None
    assert (time.first, time.last) == (first, date(2023, 5, 3))


def test_an_amount_stands_before_the_thing_that_it_is_of() -> None:
    text = "[Iran|place] had more than two million barrels of [oil|goods] for [Syria|place]."
    claim = Story(said(text, act("had", "transfer", agent="Iran", item="oil", recipient="Syria"))).told[0].claim
    assert claim.quantity is not None
    assert claim.quantity.amount == 2_000_000


@pytest.mark.parametrize(("after", "told"), [("That is twice the cap.", True), ("Twice the cap was set.", None)])
def test_the_sentence_right_behind_says_how_much_of_a_cap_it_was(after: str, told: bool | None) -> None:
    sold = said("[Iran|place] sold [oil|goods].", act("sold", "transfer", agent="Iran", item="oil"))
    assert Story(sold, said(after)).told[0].claim.facts.get("over_cap") is told

"""From acts to claims, on sentences of our own: who did what to whom, when, how firmly."""

from __future__ import annotations

from datetime import date

import pytest
from builder import Said, Story, act, said, saying
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


# --- the other side of an act ---


def other_side(*sentences: Said | str, role: str = "recipient", at: int = 0) -> tuple[str | None, ...]:
    return Story(*sentences).countries(role, at)


def gave(marked: str, *more: object, **given: object) -> Said:
    roles = {"agent": "Iran", "item": "rifles", **given}
    return said(marked, act("sold", "transfer", **roles), *more)  # type: ignore[arg-type]


def test_the_other_side_is_the_one_other_state_of_the_sentence() -> None:
    assert other_side(gave("As [Iraq|place] re-armed, [Iran|place] sold [rifles|weapon].")) == ("iq",)


def test_who_receives_has_it_from_the_one_other_state() -> None:
    text = "As [Iraq|place] watched, [Iran|place] bought [rifles|weapon]."
    bought = said(text, act("bought", "procure", agent="Iran", item="rifles"))
    assert other_side(bought, role="origin") == ("iq",)


def test_who_is_given_something_has_it_from_the_one_other_state() -> None:
    text = "[Rifles|weapon] were sold to [Iran|place] as [Iraq|place] watched."
    passive = said(text, act("sold", "transfer", recipient="Iran", item="Rifles"))
    assert other_side(passive, role="agent") == ("iq",)


def test_of_two_other_states_neither_is_the_other_side() -> None:
    assert other_side(gave("As [Iraq|place] and [Oman|place] slept, [Iran|place] sold [rifles|weapon].")) == ()


def test_where_both_sides_are_named_nobody_is_added() -> None:
    text = "As [Oman|place] slept, [Iran|place] sold [rifles|weapon] to [Iraq|place]."
    assert other_side(gave(text, recipient="Iraq")) == ("iq",)


def test_two_states_on_one_side_are_no_reason_for_a_third() -> None:
    text = "As [Oman|place] slept, [Iran|place] and [Iraq|place] sold [rifles|weapon]."
    assert other_side(gave(text, agent=["Iran", "Iraq"])) == ()


def test_a_speakers_state_is_no_party() -> None:
    text = "[Seoul|place] said [Iran|place] sold [rifles|weapon]."
    spoken = saying("said", "Seoul", "Iran sold rifles")
    assert other_side(gave(text, spoken)) == ()
    assert other_side(gave(text)) == ("kr",)


def test_who_meets_or_votes_is_no_party() -> None:
    text = "After [Iraq|place] voted, [Iran|place] sold [rifles|weapon]."
    assert other_side(gave(text, act("voted", "vote", agent="Iraq")), at=1) == ()


def test_where_a_war_is_is_no_party() -> None:
    assert other_side(gave("During the war in [Ukraine|place] [Iran|place] sold [rifles|weapon].")) == ()
    assert other_side(gave("In [Ukraine|place] [Iran|place] sold [rifles|weapon].")) == ("ua",)


def test_the_makers_state_is_no_party() -> None:
    assert other_side(gave("[Iran|place] sold [German|nationality] [rifles|weapon].")) == ()


@pytest.mark.parametrize("union", ["UN", "EU"])
def test_a_union_is_no_party(union: str) -> None:
    assert other_side(gave(f"Despite the [{union}|organisation] [Iran|place] sold [rifles|weapon].")) == ()


SOLD = "[Iran|place] sold [rifles|weapon]."


def test_the_other_side_may_stand_beside_the_sentence() -> None:
    assert other_side("[Iraq|place] is arming.", gave(SOLD)) == ("iq",)
    assert other_side("It rained.", "[Iraq|place] is arming.", "It rained.", gave(SOLD)) == ("iq",)


def test_the_other_side_is_not_looked_for_far_off() -> None:
    assert other_side("[Iraq|place] is arming.", "It rained.", "It rained.", gave(SOLD)) == ()
    assert other_side(said("[Iraq|place] is arming.", paragraph=1), gave(SOLD)) == ()


def test_the_title_is_always_near() -> None:
    title = said("[Iraq|place] is arming", paragraph=7, kind="title")
    assert other_side(title, "It rained.", "It rained.", gave(SOLD)) == ("iq",)


def test_the_sentence_goes_before_its_surroundings() -> None:
    assert other_side("[Oman|place] is arming.", gave("As [Iraq|place] re-armed, [Iran|place] sold [rifles|weapon].")) == (
        "iq",
    )


def test_what_is_demanded_has_no_other_side_that_nobody_names() -> None:
    text = "As [Iraq|place] re-armed, [Iran|place] sold [rifles|weapon]."
    asked = said(text, act("sold", "transfer", stance="asks", agent="Iran", item="rifles"))
    assert other_side(asked) == ()


def test_a_death_has_one_side() -> None:
    text = "As [Iraq|place] watched, [soldiers|person] died in [Iran|place]."
    assert other_side(said(text, act("died", "die", item="soldiers", place="Iran"))) == ()


# --- makers ---


def test_what_nobody_gives_comes_from_the_state_whose_it_is() -> None:
    text = "[North Korean|nationality] [munitions|weapon] reached [Iran|place]."
    story = Story(said(text, act("reached", "transport", item="munitions", destination="Iran")))
    assert story.countries("origin") == ("kp",)


def test_what_somebody_gives_comes_from_him() -> None:
    text = "[Iraq|place] sold [North Korean|nationality] [munitions|weapon] to [Iran|place]."
    story = Story(said(text, act("sold", "transfer", agent="Iraq", item="munitions", recipient="Iran")))
    assert (story.countries("agent"), story.countries("origin")) == (("iq",), ())


@pytest.mark.parametrize(
    "marked",
    [
        "A [Russian|nationality]-made [truck|vehicle] reached [Iran|place].",
        "An [Iranian|nationality] [truck|vehicle] reached [Iran|place].",
    ],
    ids=["made there", "the receiver's own"],
)
def test_what_is_only_made_there_or_ones_own_comes_from_nobody(marked: str) -> None:
    story = Story(said(marked, act("reached", "transport", item="truck", destination="Iran")))
    assert story.countries("origin") == ()


# --- people first ---


def test_troops_that_act_are_sent_by_their_state() -> None:
    text = "[North Korean|nationality] [troops|person] fight in [Russia|place]."
    story = Story(said(text, act("fight", "deploy", agent="troops", place="Russia")))
    assert (story.names("item"), story.countries("agent")) == (("North Korean troops",), ("kp",))


def test_a_state_that_sends_troops_is_the_agent() -> None:
    text = "[Iran|place] deployed [North Korean|nationality] [troops|person] in [Russia|place]."
    story = Story(said(text, act("deployed", "deploy", agent="Iran", item="troops", place="Russia")))
    assert (story.countries("agent"), story.countries("item")) == (("ir",), ("kp",))


def test_the_workers_own_state_is_their_origin_and_employs_nobody() -> None:
    text = "[North Korea|place] sent [North Korean|nationality] [workers|person] to [Russia|place]."
    story = Story(said(text, act("sent", "employ", agent="North Korea", item="workers", destination="Russia")))
    assert (story.countries("origin"), story.countries("agent")) == (("kp",), ())


def test_who_employs_people_abroad_that_are_nobodys_sends_them() -> None:
    text = "[North Korea|place] placed [builders|person] in [Russia|place]."
    story = Story(said(text, act("placed", "employ", agent="North Korea", item="builders", place="Russia")))
    assert (story.countries("origin"), story.countries("place")) == (("kp",), ("ru",))


def test_who_employs_foreigners_at_home_sends_nobody() -> None:
    text = "A [Russian|nationality] [yard|organisation] employs [North Korean|nationality] [workers|person]."
    story = Story(said(text, act("employs", "employ", agent="yard", item="workers")))
    assert (story.countries("agent"), story.countries("origin")) == (("ru",), ())


def test_who_is_employed_is_labour() -> None:
    text = "A [Russian|nationality] [yard|organisation] employs [North Korean|nationality] [women|person]."
    story = Story(said(text, act("employs", "employ", agent="yard", item="women")))
    (women,) = (e for e in story.entities.values() if "women" in e.name)
    assert women.goods is not None and "labour" in women.goods.classes


def test_of_two_who_work_on_ones_own_thing_that_one_is_helped() -> None:
    text = "[Russia|place] and [Iran|place] cooperate on [Iranian|nationality] [missiles|weapon]."
    story = Story(said(text, act("cooperate", "cooperate", agent=["Russia", "Iran"], topic="missiles")))
    assert (story.countries("agent"), story.countries("recipient")) == (("ru",), ("ir",))


def test_of_two_who_work_on_nobodys_thing_neither_is_helped() -> None:
    text = "[Russia|place] and [Iran|place] cooperate on [missiles|weapon]."
    story = Story(said(text, act("cooperate", "cooperate", agent=["Russia", "Iran"], topic="missiles")))
    assert (story.countries("agent"), story.countries("recipient")) == (("ru", "ir"), ())


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


# --- rules and passing remarks ---


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("A resolution bans the supply of [cars|vehicle].", True),
        ("A resolution bans, for a long and dreary while, the supply of [cars|vehicle].", False),
        ("The arms supply ban holds.", True),
        ("[Iran|place] reported the supply of [cars|vehicle].", False),
    ],
)
def test_what_a_rule_forbids_nobody_did(text: str, rule: bool) -> None:
    (one,) = Story(said(text, act("supply", "transfer"))).told
    assert one.is_rule is rule


def test_a_vote_on_a_ban_is_an_act() -> None:
    assert not Story(said("After the ban they voted.", act("voted", "vote"))).told[0].is_rule


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("A memorial to [soldiers|person] killed there opened.", "killed", False),
        ("A memorial to the fallen [soldiers|person] opened.", "fallen", False),
        ("[Soldiers|person] were killed there.", "killed", True),
        ("[Shells|weapon] have killed [soldiers|person].", "killed", True),
        ("[Soldiers|person] died there.", "died", True),
    ],
)
def test_a_death_in_passing_is_not_what_is_reported(text: str, trigger: str, told: bool) -> None:
    assert bool(Story(said(text, act(trigger, "die"))).told) is told


def test_a_death_in_the_headline_is_what_is_reported() -> None:
    assert Story(said("Twelve [soldiers|person] killed", act("killed", "die"), kind="title")).told


@pytest.mark.parametrize("word", ["including", "namely", "notably"])
def test_examples_are_items_too(word: str) -> None:
    text = f"[Iran|place] sold [weapons|weapon], {word} [howitzers|weapon] and [rockets|weapon]."
    story = Story(said(text, act("sold", "transfer", agent="Iran", item="weapons")))
    assert story.names("item") == ("weapons", "howitzers", "rockets")


def test_things_without_including_are_no_examples() -> None:
    text = "[Iran|place] sold [weapons|weapon], after [howitzers|weapon] and [rockets|weapon]."
    story = Story(said(text, act("sold", "transfer", agent="Iran", item="weapons")))
    assert story.names("item") == ("weapons",)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("It did not say how the [car|vehicle] was sold.", "how the car was sold"),
        ("It didn't name whom it sold the [car|vehicle] to.", "whom it sold the car to"),
        ("It is unclear who sold it.", "who sold it"),
        ("The buyer of what they sold is undisclosed.", "what they sold is undisclosed"),
        ("Sold for an unknown sum.", "Sold for an unknown sum"),
        ("It did not sell the [car|vehicle].", None),
        ("It said how the [car|vehicle] was sold.", None),
    ],
)
def test_a_report_says_itself_what_it_leaves_open(text: str, left: str | None) -> None:
    story = Story("It rained.", said(text, act("Sold" if "Sold" in text else "sell" if " sell " in text else "sold", "transfer")))
    found = story.told[0].left_open
    assert [one.text for one in found] == ([] if left is None else [left])
    assert all(story.text[one.start : one.end] == one.text for one in found)


def test_a_denial_is_about_whom_it_names() -> None:
    text = "[Orlov|person] denied that [Ivan Petrov|person] was there with [Anna Lind|person]."
    story = Story("[Ivan Petrov|person] spoke.", said(text, act("denied", "state", agent="Orlov")))
    first = Story(said("[Ivan Petrov|person] ate.", act("ate", "other", agent="Ivan Petrov")), said(text, act("denied", "state", agent="Orlov")))
    assert story.told[0].denied == ()
    assert [first.entities[i].name for i in first.told[1].denied] == ["Ivan Petrov"]


def test_who_thanks_denies_nothing() -> None:
    text = "[Orlov|person] thanked [Orlov|person]."
    assert Story(said(text, act("thanked", "state", agent="Orlov"))).told[0].denied == ()


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

"""Who fills which role, on sentences of our own: what the fillers say, and what they leave to be understood."""

from __future__ import annotations

import pytest
from builder import Said, Story, act, said, saying

from porosity.assessment import Act

# --- the other side of an act ---


def other_side(*sentences: Said | str, role: str = "recipient", at: int = 0) -> tuple[str | None, ...]:
    return Story(*sentences).countries(role, at)


def gave(marked: str, *more: object, **given: object) -> Said:
    roles = {"agent": "Iran", "item": "rifles", **given}
    return said(marked, act("sold", "transfer", **roles), *more)  # type: ignore[arg-type]


def test_the_other_side_is_the_one_other_state_of_the_sentence() -> None:
    assert other_side(gave("As [Iraq|place] re-armed, [Iran|place] sold [rifles|weapon].")) == ("iq",)


def test_who_receives_has_it_from_the_one_other_state() -> None:
    text = "From [Iraq|place], [Iran|place] bought [rifles|weapon]."
    bought = said(text, act("bought", "procure", agent="Iran", item="rifles"))
    assert other_side(bought, role="origin") == ("iq",)
    text = "As [Iraq|place] watched, [Iran|place] bought [rifles|weapon]."
    bought = said(text, act("bought", "procure", agent="Iran", item="rifles"))
    assert other_side(bought, role="origin") == ()


def test_who_is_given_something_has_it_from_the_one_other_state() -> None:
    text = "[Iraq|place]'s [rifles|weapon] were sold to [Iran|place]."
    passive = said(text, act("sold", "transfer", recipient="Iran", item="rifles"))
    assert other_side(passive, role="origin") == ("iq",)
    text = "[Rifles|weapon] were sold to [Iran|place] as [Iraq|place] watched."
    passive = said(text, act("sold", "transfer", recipient="Iran", item="Rifles"))
    assert other_side(passive, role="agent") == ()


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


def test_a_supplier_is_not_looked_for_beside_the_sentence() -> None:
    text = "[Rifles|weapon] were sold to [Iran|place]."
    passive = said(text, act("sold", "transfer", recipient="Iran", item="Rifles"))
    assert other_side("[Iraq|place] is rich.", passive, role="agent") == ()
    assert other_side(said("[Iraq|place] is rich", kind="title"), passive, role="agent") == ()


def test_the_title_is_always_near() -> None:
    title = said("[Iraq|place] is arming", paragraph=7, kind="title")
    assert other_side(title, "It rained.", "It rained.", gave(SOLD)) == ("iq",)


def test_the_sentence_goes_before_its_surroundings() -> None:
    assert other_side("[Oman|place] is arming.", gave("Into [Iraq|place] [Iran|place] sold [rifles|weapon].")) == (
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


def test_soldiers_are_sent_by_their_own_state_whoever_deploys_them() -> None:
    text = "[Iran|place] deployed [North Korean|nationality] [troops|person] in [Russia|place]."
    story = Story(said(text, act("deployed", "deploy", agent="Iran", item="troops", place="Russia")))
    assert (story.countries("agent"), story.countries("recipient")) == (("kp",), ("ir",))


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


def test_who_works_on_his_own_thing_alone_or_for_another_is_not_helped() -> None:
    alone = "[Iran|place] cooperates on [Iranian|nationality] [missiles|weapon]."
    story = Story(said(alone, act("cooperates", "cooperate", agent="Iran", topic="missiles")))
    assert (story.countries("agent"), story.countries("recipient")) == (("ir",), ())
    served = "[Russia|place] and [Iran|place] cooperate on [Iranian|nationality] [missiles|weapon] for [Iraq|place]."
    both = act("cooperate", "cooperate", agent=["Russia", "Iran"], topic="missiles", recipient="Iraq")
    story = Story(said(served, both))
    assert (story.countries("agent"), story.countries("recipient")) == (("ru", "ir"), ("iq",))


def test_of_two_who_work_on_nobodys_thing_neither_is_helped() -> None:
    text = "[Russia|place] and [Iran|place] cooperate on [missiles|weapon]."
    story = Story(said(text, act("cooperate", "cooperate", agent=["Russia", "Iran"], topic="missiles")))
    assert (story.countries("agent"), story.countries("recipient")) == (("ru", "ir"), ())


# --- what the words of a phrase tell ---


def test_help_that_is_got_is_cooperation_of_who_gives_it() -> None:
    text = "[Iran|place] received [Russia|place]'s help in building [reactors|goods]."
    story = Story(said(text, act("received", "procure", agent="Iran", item="Russia's help")))
    assert story.told[0].claim.act == "cooperate"
    assert (story.countries("agent"), story.countries("recipient")) == (("ru",), ("ir",))


def test_whose_support_it_is_that_one_supports() -> None:
    text = "[Oman|place] and [Iran|place] speak of [Iran|place]'s support."
    story = Story(said(text, act("speak", "cooperate", agent=["Oman", "Iran"], item="[Iran's support".strip("["))))
    assert (story.countries("agent"), story.countries("recipient")) == (("ir",), ("om",))


def test_nobody_receives_what_goes_to_another_state() -> None:
    text = "[Omani|nationality] [firms|organisation] enter [Iran|place] with [beer|goods]."
    story = Story(said(text, act("enter", "procure", agent="firms", item="beer", destination="Iran")))
    assert story.told[0].claim.act == "transfer"
    assert (story.countries("agent"), story.countries("destination")) == (("om",), ("ir",))


def test_who_gets_a_thing_at_home_receives_it() -> None:
    text = "[Omani|nationality] [firms|organisation] bought [beer|goods] for [Oman|place]."
    story = Story(said(text, act("bought", "procure", agent="firms", item="beer", destination="Oman")))
    assert story.told[0].claim.act == "procure"


def test_a_joint_project_is_with_the_state_where_it_stands() -> None:
    text = "An [Omani|nationality] [firm|organisation] restarted a joint coal project in [Iran|place]."
    story = Story(said(text, act("restarted", "cooperate", agent="firm", item="joint coal project", place="Iran")))
    assert story.countries("recipient") == ("ir",)


def test_a_carrier_is_full_of_what_follows_it() -> None:
    text = "Sixty [tank cars|vehicle] of [diesel|goods] left [Oman|place]."
    story = Story(said(text, act("left", "transport", carrier="tank cars", origin="Oman")))
    assert story.names("item") == ("diesel",)


def test_of_boxes_what_they_hold_is_sent() -> None:
    text = "[Iran|place] sent [containers|goods] filled with [ammunition|weapon]."
    assert Story(said(text, act("sent", "transfer", agent="Iran", item="containers"))).names("item") == ("ammunition",)
    alone = Story(
        said("[Iran|place] sent [containers|goods].", act("sent", "transfer", agent="Iran", item="containers"))
    )
    assert alone.names("item") == ("containers",)


@pytest.mark.parametrize(("noun", "kind"), [("troops", "deploy"), ("workers", "employ"), ("rifles", "transfer")])
def test_people_who_are_given_are_deployed_or_employed(noun: str, kind: str) -> None:
    text = f"[Iran|place] gave [{noun}|person] to [Oman|place]."
    story = Story(said(text, act("gave", "transfer", agent="Iran", item=noun, recipient="Oman")))
    assert story.told[0].claim.act == kind


def test_a_test_without_a_tester_is_of_the_state_where_it_is() -> None:
    text = "A [ballistic missile|weapon] was tested near [Wonsan|place]."
    assert Story(said(text, act("tested", "test", item="ballistic missile", place="Wonsan"))).countries("agent") == (
        "kp",
    )


def test_who_is_named_behind_by_is_who_acts() -> None:
    text = "[Oman|place] fires [shells|weapon] made by [Iran|place]."
    story = Story(said(text, act("made", "produce", agent=["Oman", "Iran"], item="shells")))
    assert story.countries("agent") == ("ir",)


@pytest.mark.parametrize(
    ("preposition", "given", "role"),
    [("from", "destination", "origin"), ("out of", "destination", "origin"), ("into", "origin", "destination")],
)
def test_a_preposition_goes_before_the_network(preposition: str, given: str, role: str) -> None:
    text = f"[Rifles|weapon] were shipped {preposition} the [Oman|place]."
    story = Story(said(text, act("shipped", "transport", item="Rifles", **{given: "Oman"})))
    assert story.countries(role) == ("om",)


def test_nationals_who_work_are_workers() -> None:
    text = "[North Koreans|person] work in [Oman|place]."
    story = Story(said(text, act("work", "employ", agent="North Koreans", place="Oman")))
    assert (story.names("item"), story.countries("origin")) == (("North Koreans",), ("kp",))


def test_those_who_train_others_are_what_is_given() -> None:
    text = "[Iranian|nationality] [instructors|person] train [recruits|person] in [Oman|place]."
    story = Story(said(text, act("train", "train", agent="instructors", recipient="recruits", place="Oman")))
    assert (story.names("item"), story.countries("agent")) == (("Iranian instructors",), ("ir",))


def test_who_brings_a_thing_into_his_own_country_gets_it() -> None:
    text = "[Kim Jong Un|person] smuggled [cars|vehicle] into his country."
    story = Story(said(text, act("smuggled", "transfer", agent="Kim Jong Un", item="cars", destination="country")))
    assert (story.told[0].claim.act, story.countries("destination")) == ("procure", ("kp",))


def test_a_country_without_an_owner_is_no_party() -> None:
    text = "[Kim Jong Un|person] smuggled [cars|vehicle] into a country."
    story = Story(said(text, act("smuggled", "transfer", agent="Kim Jong Un", item="cars", destination="country")))
    assert story.countries("destination") == ()


def test_of_two_states_the_one_that_did_not_make_a_weapon_uses_it() -> None:
    text = "[Iran|place] and [Russia|place] fired [Iranian|nationality] [missiles|weapon]."
    story = Story(said(text, act("fired", "use", agent=["Iran", "Russia"], item="missiles")))
    assert (story.countries("agent"), story.countries("origin")) == (("ru",), ("ir",))


@pytest.mark.parametrize(("link", "agents"), [("about", ("ir",)), ("for", ("om", "ir"))])
def test_who_is_only_told_of_an_act_has_no_part_in_it(link: str, agents: tuple[str, ...]) -> None:
    text = f"They addressed [Oman|place] {link} [rifles|weapon] that [Iran|place] sold."
    told = act("addressed", "state", recipient="Oman")
    story = Story(said(text, told, act("sold", "transfer", agent=["Oman", "Iran"], item="rifles")))
    assert story.countries("agent", 1) == agents


def test_a_preposition_holds_for_the_whole_list() -> None:
    text = "[Rifles|weapon] went to [Iran|place] through [Oman|place], [Iraq|place] and [Syria|place]."
    story = Story(
        said(text, act("went", "transport", item="Rifles", destination=["Iran", "Iraq", "Syria"], via="Oman"))
    )
    assert (story.countries("destination"), story.countries("via")) == (("ir",), ("iq", "sy", "om"))


# --- people who leave ---


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Oman|place] sent [Iranian masons|person] home.", "travel"),
        ("[Iran|place] sent [Iranian masons|person] to [Oman|place].", "employ"),
    ],
)
def test_who_sends_people_home_does_not_employ_them(text: str, kind: str) -> None:
    sender = text[1 : text.index("|")]
    claim = Story(said(text, act("sent", "transfer", agent=sender, item="Iranian masons"))).told[0].claim
    assert claim.act.value == kind


def test_cars_full_of_a_thing_carry_it() -> None:
    text = "[Iran|place] sent [tank cars|vehicle] of [propane|goods] to [Syria|place]."
    story = Story(said(text, act("sent", "transfer", agent="Iran", item="tank cars", recipient="Syria")))
    assert story.names("item") == ("propane",)


def test_sealed_boxes_are_what_is_carried() -> None:
    text = "[Sealed wagons|vehicle] crossed into [Russia|place] from [North Korea|place]."
    story = Story(said(text, act("crossed", "transport", carrier="Sealed wagons", destination="Russia")))
    assert story.names("item") == ("Sealed wagons",)


def test_what_is_given_back_is_not_given() -> None:
    text = "[Iran|place] sent [crude|goods] to [Syria|place] in partial settlement for [rifles|weapon]."
    story = Story(said(text, act("sent", "transfer", agent="Iran", item=["crude", "rifles"], recipient="Syria")))
    assert story.names("item") == ("crude",)


# --- what stays at home ---


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("The [Iranian works|organisation] supplied [cement|goods].", True),
        ("The [Iranian works|organisation] sold [cement|goods].", False),  # what is sold may go anywhere
        ("[Iran|place] supplied [cement|goods].", False),  # and so may what a State gives
        ("The [Iranian works|organisation] supplied [rifles|weapon].", False),  # and arms
        ("The [Iranian works|organisation] supplied [cement|goods] as [Oman|place] looked on.", False),
    ],
)
def test_goods_that_a_firm_supplies_stay_at_home_where_no_other_state_is_near(text: str, stays: bool) -> None:
    agent, item = (part.split("|")[0] for part in text.split("[")[1:3])
    verb = "sold" if "sold" in text else "supplied"
    story = Story(said(text, act(verb, "transfer", agent=agent, item=item)))
    assert (story.countries("destination") == ("ir",)) is stays


@pytest.mark.parametrize(("text", "learns"), [("its drills", False), ("its courses", True)])
def test_whom_drills_are_aimed_at_learns_nothing(text: str, learns: bool) -> None:
    sentence = f"[Iran|place] held [{text}|other] near [Oman|place]."
    story = Story(said(sentence, act("held", "train", agent="Iran", item=text)))
    assert bool(story.names("recipient")) is learns


def test_on_whom_a_thing_is_used_does_not_get_it() -> None:
    story = Story(
        said(
            "[Iran|place] fired [rockets|weapon] at [Oman|place].",
            act("fired", "use", agent="Iran", item="rockets", recipient="Oman"),
        )
    )
    assert (story.names("recipient"), story.names("topic")) == ((), ("Oman",))


def test_who_calls_at_an_embassy_is_not_in_its_state() -> None:
    sentence = "The [minister|person] visited the [Omani embassy|organisation]."
    story = Story(said(sentence, act("visited", "travel", agent="minister", destination="Omani embassy")))
    assert (story.names("destination"), bool(story.names("recipient"))) == ((), True)


@pytest.mark.parametrize(
    ("text", "at_home"),
    [
        ("[Iran|place] sent [tractors|vehicle] to [farms|organisation].", True),
        ("[Iran|place] sent [tractors|vehicle] to [farms|organisation], [Oman|place] says.", False),
        ("[Iran|place] sent [tractors|vehicle] to [Agrofirm Nov|organisation].", False),  # a name may be anywhere
    ],
)
def test_farms_that_a_state_equips_are_its_own_where_no_other_is_near(text: str, at_home: bool) -> None:
    taker = text.split("[")[3].split("|")[0]
    story = Story(said(text, act("sent", "transfer", agent="Iran", item="tractors", recipient=taker)))
    assert ("ir" in story.countries("recipient")) is at_home


@pytest.mark.parametrize(("verb", "against"), [("intruded", True), ("arrived", False)])
def test_what_intrudes_is_used_and_not_supplied(verb: str, against: bool) -> None:
    text = f"[Iranian|nationality] [drones|weapon] {verb} in [Oman|place]."
    story = Story(said(text, act(verb, "transport", item="drones", destination="Oman")))
    assert (story.told[0].claim.act.value == "use") is against


@pytest.mark.parametrize(("giver", "inferred"), [("Iranian minister", True), ("province", False)])
def test_a_receiver_is_inferred_only_where_it_is_known_who_gives(giver: str, inferred: bool) -> None:
    text = f"The [{giver}|person] sent [tractors|vehicle]. "
    story = Story(said(text, act("sent", "transfer", agent=giver, item="tractors")), "[Oman|place] rejoiced.")
    assert bool(story.countries("recipient")) is inferred


def test_who_works_together_may_be_named_between() -> None:
    text = "A plan for cooperation in [farming|other] was signed between [Iran|place] and [Oman|place]."
    plan = said(text, act("cooperation", "cooperate", item="farming"))
    assert Story(plan).countries("agent") == ("ir", "om")
    plan = said("Cooperation in [farming|other] between [Iran|place]'s mills grew.", act("Cooperation", "cooperate"))
    assert Story(plan).countries("agent") == ()


def test_what_is_shown_side_by_side_was_not_made_together() -> None:
    made = "devices made by firms of [Iran|place] and [Oman|place]"
    one = said(f"They show {made}.", act("made", "produce", agent=["Iran", "Oman"]))
    other = said(f"At an exhibition stood {made}.", act("made", "produce", agent=["Iran", "Oman"]))
    assert Story(one).countries("agent") == ("ir", "om")
    assert Story(other).countries("agent") == ()


def test_who_launches_a_ship_has_not_got_it() -> None:
    launched = said(
        "[Iran|place] launched a [destroyer|vessel].", act("launched", "use", agent="Iran", item="destroyer")
    )
    assert Story(launched).told[0].claim.act is Act.OTHER
    used = said("[Iran|place] used a [destroyer|vessel].", act("used", "use", agent="Iran", item="destroyer"))
    assert Story(used).told[0].claim.act is Act.USE


def test_soldiers_who_are_taken_wounded_work_for_nobody() -> None:
    for words, kind in (("wounded", Act.DETAIN), ("skilled", Act.EMPLOY)):
        text = f"[Iraq|place] took two {words} [Iranians|person]."
        assert Story(said(text, act("took", "employ", agent="Iraq", item="Iranians"))).told[0].claim.act is kind

"""Acts at home and acts of enemies, told by a State's own outlet: on lines by hand, then on whole reports."""

from __future__ import annotations

import pytest
from builder import Said, Story, act, said

from porosity import batches, resources
from porosity.assessment import Act, Assessment
from porosity.bench import breadth
from porosity.bench.scoring import as_report

CEMENT = "The [works|organisation] of [Nampo|place] sent [cement|goods] to the [sites|place]."


def sent(marked: str, trigger: str = "sent", **given: object) -> Said:
    roles = {"agent": "works of Nampo", "item": "cement", **given}
    return said(marked, act(trigger, "transfer", **{role: who for role, who in roles.items() if who}))  # type: ignore[arg-type]


# --- home ---


def test_what_the_state_tells_of_its_own_goes_nowhere_abroad() -> None:
    story = Story(sent(CEMENT, recipient="sites"), home="kp")
    assert story.countries("agent") == ("kp",)
    assert story.countries("recipient") == ("kp",)


def test_a_side_that_is_left_out_is_of_home() -> None:
    story = Story(sent("The [works|organisation] of [Nampo|place] sent [cement|goods]."), home="kp")
    assert story.countries("destination") == ("kp",)
    got = said("[Nampo|place] was given [cement|goods].", act("given", "transfer", recipient="Nampo", item="cement"))
    assert Story(got, home="kp").countries("agent") == ("kp",)


def test_an_ordinary_outlet_leaves_it_open() -> None:
    story = Story(sent("[North Korea|place] sent [cement|goods].", agent="North Korea"))
    assert story.countries("destination") == ()


@pytest.mark.parametrize(
    "text",
    [
        "With [Russia|place] looking on, the [works|organisation] of [Nampo|place] sent [cement|goods].",
        "The [works|organisation] of [Nampo|place] sent [cement|goods] abroad.",
        "The [works|organisation] of [Nampo|place] sent [cement|goods] to a foreign firm.",
    ],
)
def test_where_somebody_abroad_is_near_nothing_is_added(text: str) -> None:
    assert "kp" not in Story(sent(text), home="kp").countries("destination")


def test_a_title_that_names_another_state_counts() -> None:
    title = said("Trade with [Russia|place]", kind="title")
    story = Story(title, sent("The [works|organisation] of [Nampo|place] sent [cement|goods]."), home="kp")
    assert story.countries("destination") == ()


def test_an_enemy_in_the_sentence_takes_nothing_abroad() -> None:
    text = "In spite of [Japan|place], the [works|organisation] of [Nampo|place] sent [cement|goods]."
    assert Story(sent(text), home="kp").countries("destination") == ("kp",)


def test_of_whom_nobody_is_known_to_be_of_home_nothing_is_told() -> None:
    text = "The [works|organisation] sent [cement|goods]."
    story = Story(sent(text, agent="works"), home="kp")
    assert (story.countries("agent"), story.countries("destination")) == ((None,), ())


def test_a_stranger_may_be_of_the_state_that_was_just_named() -> None:
    work = act("agreed", "cooperate", agent=["Han Chol", "Boris Petrov"], item="farming")
    talk = said("[Han Chol|person] of [Nampo|place] and [Boris Petrov|person] agreed on [farming|other].", work)
    guests = said("Guests from [Russia|place] came.")
    assert Story(guests, talk, home="kp").countries("agent")[-1] is None
    assert Story(talk, home="kp").countries("agent")[-1] == "kp"


def test_what_was_exported_left_the_state_whose_outlet_says_so() -> None:
    ore = said("[Ore|goods] was exported.", act("exported", "transfer", item="Ore"))
    assert Story(ore, home="kp").countries("agent") == ("kp",)
    assert Story(ore).countries("agent") == ()


def test_a_ministry_without_a_state_is_the_outlets_own() -> None:
    text = "The [Ministry of Rail|organisation] met."
    met = said(text, act("met", "meet", agent="Ministry of Rail"))
    assert Story(met, home="kp").countries("agent") == ("kp",)
    assert Story(met).countries("agent") == (None,)


def test_a_mine_of_no_other_state_is_of_home() -> None:
    text = "The [Hwarang Coal Mine|organisation] sold [coal|goods] to [China|place]."
    sold = said(text, act("sold", "transfer", agent="Hwarang Coal Mine", item="coal", recipient="China"))
    assert Story(sold, home="kp").countries("agent") == ("kp",)
    assert Story(sold).countries("agent") == (None,)


def test_at_home_and_abroad_is_not_abroad() -> None:
    text = "The [works|organisation] of [Nampo|place], known at home and abroad, sent [cement|goods]."
    assert Story(sent(text), home="kp").countries("destination") == ("kp",)


def test_where_both_sides_are_told_the_clause_counts() -> None:
    given = act("gave", "transfer", agent="Kim Jong Un", item="tractors", recipient="farms")
    went = act("saw", "travel", agent="Kim Jong Un", destination="Moscow")
    text = "[Kim Jong Un|person] saw [Moscow|place], and gave [tractors|vehicle] to [farms|organisation]."
    assert Story(said(text, given, went), home="kp").countries("recipient", 1) == ("kp",)


def test_a_pronoun_that_leads_back_to_who_gives_is_nobody_abroad() -> None:
    text = "[Kim Jong Un|person] saw seamen and gave them a [rifle|weapon]."
    gave = said(text, act("gave", "transfer", agent="Kim Jong Un", recipient="them", item="rifle"))
    assert Story(gave, home="kp").countries("destination") == ("kp",)


@pytest.mark.parametrize(
    ("marked", "spoken_of"),
    [
        ("Albums of photos showing the launch of a [missile|weapon] are sold.", True),
        ("The launch of a [missile|weapon] is a legitimate right.", True),
        ("The launch of a [missile|weapon] took place.", False),
    ],
)
def test_a_launch_that_is_only_spoken_of(marked: str, spoken_of: bool) -> None:
    launch = said(marked, act("launch", "test", item="missile"))
    assert Story(launch, home="kp").told[0].is_unreal is spoken_of
    assert not Story(launch).told[0].is_unreal


def test_a_missile_of_the_outlets_own_state_needs_no_other_name() -> None:
    fired = said("A [missile|weapon] was test-fired.", act("test-fired", "test", item="missile"))
    assert Story(fired, home="kp").countries("agent") == ("kp",)
    assert Story(fired).countries("agent") == ()


# --- enemies ---


@pytest.mark.parametrize(
    ("marked", "agent", "kind"),
    [
        (
            "The [South Korean army|organisation] sent [drones|weapon] to [Pyongyang|place].",
            "South Korean army",
            Act.USE,
        ),
        ("The [Russian army|organisation] sent [drones|weapon] to [Pyongyang|place].", "Russian army", Act.TRANSFER),
        (
            "A [South Korean firm|organisation] sent [drones|weapon] to [Pyongyang|place].",
            "South Korean firm",
            Act.TRANSFER,
        ),
    ],
)
def test_what_an_enemy_state_sends_comes_against_it(marked: str, agent: str, kind: Act) -> None:
    one = said(marked, act("sent", "transfer", agent=agent, item="drones", recipient="Pyongyang"))
    assert Story(one).told[0].claim.act is kind


def test_an_enemy_is_not_taken_for_the_receiver() -> None:
    text = "Near [North Korea|place] the [United States|place] sold [rifles|weapon]."
    sold = said(text, act("sold", "transfer", agent="United States", item="rifles"))
    assert Story(said("Arms for [North Korea|place]?", kind="title"), sold).countries("recipient") == ()
    text = "Near [North Korea|place] [Iran|place] sold [rifles|weapon]."
    sold = said(text, act("sold", "transfer", agent="Iran", item="rifles"))
    assert Story(sold).countries("recipient") == ("kp",)


def test_those_at_work_for_an_enemy_are_told_of_as_history() -> None:
    text = "[Japan|place] employed [Koreans|person] in [mines|place]."
    toil = said(text, act("employed", "employ", agent="Japan", item="Koreans", place="mines"))
    assert Story(toil, home="kp").told[0].claim.act is Act.OTHER
    assert Story(toil).told[0].claim.act is Act.EMPLOY


# --- reports with the answer of an analyst ---

REPORTS = list(breadth.cases(resources.knowledge() / "cases" / "home"))


def test_home_news_and_what_crosses_the_border() -> None:
    found = batches.assess_all((as_report(case) for _, case in REPORTS), jobs=1)
    wrong = {}
    for (_, case), one in zip(REPORTS, found, strict=True):
        assert isinstance(one, Assessment)
        if problems := breadth.wrongs(case["expect"], one):
            wrong[case["id"]] = list(problems.values())
    assert wrong == {}


def test_every_kind_of_report_stands_on_both_sides() -> None:
    kinds = {case["id"].rsplit("-", 1)[0] for _, case in REPORTS}
    sides = {(case["id"].rsplit("-", 1)[0], case["id"].rsplit("-", 1)[1][0]) for _, case in REPORTS}
    assert sides == {(kind, side) for kind in kinds for side in "np"}

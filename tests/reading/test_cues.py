"""Wordings that steer what is made of an act: rules, deaths in passing, examples, what is left unsaid."""

from __future__ import annotations

import pytest
from builder import Story, act, said


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
    assert one.is_unreal is rule


@pytest.mark.parametrize(
    "text",
    [
        "Despite the ban [Iran|place] sold [oil|goods].",
        "[Iran|place], barred from trade, sold [oil|goods].",
        "The banned [oil|goods] was sold.",
        "In breach of the arms embargo [Iran|place] sold [rifles|weapon].",
        "A bar owner sold a [car|vehicle].",
    ],
)
def test_what_is_done_in_spite_of_a_rule_is_done(text: str) -> None:
    assert not Story(said(text, act("sold", "transfer"))).told[0].is_unreal


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("[Oil|goods] may not be sold to [Iran|place].", True),
        ("[Oil|goods] must not be sold to [Iran|place].", True),
        ("[Oil|goods] may not have been sold to [Iran|place].", False),
        ("[Oil|goods] may be sold to [Iran|place].", False),
    ],
)
def test_what_may_not_be_done_is_a_rule(text: str, rule: bool) -> None:
    assert Story(said(text, act("sold", "transfer"))).told[0].is_unreal is rule


def test_a_vote_on_a_ban_is_an_act() -> None:
    assert not Story(said("After the ban they voted.", act("voted", "vote"))).told[0].is_unreal


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("A memorial to [soldiers|person] killed there opened.", "killed", False),
        ("A memorial to the fallen [soldiers|person] opened.", "fallen", False),
        ("The widows of [soldiers|person] who died there wept.", "died", False),
        ("[Soldiers|person] were killed there.", "killed", True),
        ("[Shells|weapon] have killed [soldiers|person].", "killed", True),
        ("[Soldiers|person] died there.", "died", True),
    ],
)
def test_a_death_in_passing_is_not_what_is_reported(text: str, trigger: str, told: bool) -> None:
    assert bool(Story(said(text, act(trigger, "die"))).told) is told


def test_a_death_behind_another_act_of_the_headline_is_told_in_passing() -> None:
    title = said(
        "[Oman|place] buries [soldiers|person] killed there",
        act("buries", "other"),
        act("killed", "die"),
        kind="title",
    )
    assert [one.claim.act for one in Story(title).told] == ["other"]


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
    trigger = next(word for word in ("Sold", "sold", "sell") if f"{word} " in text or f"{word}." in text)
    story = Story("It rained.", said(text, act(trigger, "transfer")))
    found = story.told[0].left_open
    assert [one.text for one in found] == ([] if left is None else [left])
    assert all(story.text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("text", "trigger", "rule"),
    [
        ("UN sanctions concern the supply of [arms|weapon].", "supply", True),
        (
            "A resolution of May 2017 that ordered the closing of ventures exempts the supply of [oil|goods].",
            "supply",
            True,
        ),
        ("[Iran|place] ordered the supply of [cars|vehicle].", "supply", False),
    ],
)
def test_what_the_law_says_nobody_did(text: str, trigger: str, rule: bool) -> None:
    (one,) = Story(said(text, act(trigger, "transfer"))).told
    assert one.is_unreal is rule


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Council tightened its sanctions after the third [nuclear test|goods] of [Iran|place].", False),
        ("[Japan|place] banned the trade since its [nuclear test|goods].", False),
        ("Ministers met after the third [nuclear test|goods] of [Iran|place].", True),
        ("The [nuclear test|goods] of [Iran|place] was followed by sanctions.", True),
    ],
)
def test_a_test_that_only_dates_the_law_is_told_in_passing(text: str, told: bool) -> None:
    assert bool(Story(said(text, act("test", "test"))).told) is told


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If [Iran|place] sold [oil|goods], prices would fall.", True),
        ("Unless [Iran|place] sold [oil|goods], prices would rise.", True),
        ("[Iran|place] sold [oil|goods], if late.", False),
        ("They asked if [Iran|place] sold [oil|goods].", False),
    ],
)
def test_what_is_only_supposed_nobody_did(text: str, supposed: bool) -> None:
    assert Story(said(text, act("sold", "transfer"))).told[0].is_unreal is supposed


@pytest.mark.parametrize(
    ("text", "trigger", "rule"),
    [
        ("[Coal|goods] loaded at [Rajin|place] was left outside the ban.", "loaded", True),
        ("[Coal|goods] loaded at [Rajin|place] was left outside the ban.", "left", True),
        ("They closed down the [coal|goods] supply.", "supply", True),
        ("[Coal|goods] loaded at [Rajin|place] was left outside the gate.", "loaded", False),
        ("[Coal|goods] was loaded; the ban was no obstacle.", "loaded", False),
    ],
)
def test_what_a_rule_leaves_free_or_closes_is_no_deed(text: str, trigger: str, rule: bool) -> None:
    coal = "coal" if "[coal" in text else "Coal"
    assert Story(said(text, act(trigger, "transfer", item=coal))).told[0].is_unreal is rule


def test_no_more_than_usual_is_nothing() -> None:
    text = "He took {} [cash|money] than they advised."
    for words, unreal in (("no more", True), ("more", False)):
        one = said(text.format(words), act("took", "finance", item=f"{words} cash"))
        assert Story(one).told[0].is_unreal is unreal

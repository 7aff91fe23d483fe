"""Launches: what flies decides what an act with it means, and whose it is."""

import pytest
from builder import Said, Story, act, said

from porosity.assessment import Act


def test_who_launches_his_own_missile_tests_it() -> None:
    text = "[North Korea|place] launched a [Hwasong-15|weapon]."
    story = Story(said(text, act("launched", "use", agent="North Korea", item="Hwasong-15")))
    assert story.told[0].claim.act is Act.TEST
    assert story.countries("agent") == ("kp",)


def test_who_fires_a_missile_of_foreign_make_uses_it() -> None:
    text = "[Russia|place] fired [North Korean|nationality] [missiles|weapon] at [Kharkiv|place]."
    story = Story(said(text, act("fired", "test", agent="Russia", item="missiles", destination="Kharkiv")))
    assert story.told[0].claim.act is Act.USE


def test_a_missile_shot_at_another_state_is_used() -> None:
    text = "[Russia|place] fired [Iskander|weapon] missiles at [Kharkiv|place]."
    story = Story(said(text, act("fired", "use", agent="Russia", item="Iskander", destination="Kharkiv")))
    assert story.told[0].claim.act is Act.USE


def test_missiles_that_leave_by_ship_are_carried() -> None:
    text = "[Missiles|weapon] left [Nampo|place] for [Dunai|place]."
    story = Story(said(text, act("left", "transport", item="Missiles", origin="Nampo", destination="Dunai")))
    assert story.told[0].claim.act is Act.TRANSPORT


def test_a_missile_that_leaves_its_site_for_the_sky_is_launched_by_the_state_of_the_site() -> None:
    text = "A [ballistic missile|weapon] left the [Sunan|place] area on a steep path over the sea."
    story = Story(said(text, act("left", "transport", item="ballistic missile", destination="Sunan")))
    assert story.told[0].claim.act is Act.TEST
    assert story.countries("agent") == ("kp",)


@pytest.mark.parametrize("told", ["agent", "origin"])
def test_where_a_missile_falls_nobody_launched_it(told: str) -> None:
    text = "The [Hwasong-12|weapon] fell into the sea 300 km from [Japan|place]."
    story = Story(said(text, act("fell", "test", item="Hwasong-12", **{told: "Japan"})))
    assert story.countries("agent") == ("kp",)


def test_it_failed_is_told_of_the_rocket_last_launched() -> None:
    story = Story(
        said("[North Korea|place] launched a [Chollima-1|weapon].", act("launched", "test", item="Chollima-1")),
        said("It failed on 3 May.", act("failed", "other", agent="It")),
    )
    assert story.told[1].claim.act is Act.TEST
    assert (story.names("item", 1), story.countries("agent", 1)) == (("Chollima-1",), ("kp",))


def test_what_fails_without_a_rocket_before_it_is_no_test() -> None:
    story = Story(said("It failed on 3 May.", act("failed", "other", agent="It")))
    assert story.told[0].claim.act is Act.OTHER


def test_a_satellite_that_a_rocket_carries_is_launched() -> None:
    text = "A rocket carried [Kwangmyongsong-4|weapon] on 7 February."
    story = Story(said(text, act("carried", "transport", item="Kwangmyongsong-4")))
    assert story.told[0].claim.act is Act.TEST
    assert story.countries("agent") == ("kp",)


def test_a_satellite_that_is_taken_to_a_town_is_carried() -> None:
    text = "A lorry carried the [satellite|weapon] to [Sohae|place]."
    story = Story(said(text, act("carried", "transport", item="satellite", destination="Sohae")))
    assert story.told[0].claim.act is Act.TRANSPORT


def test_who_speaks_of_a_passive_launch_did_not_launch() -> None:
    text = "The [missile|weapon] was launched from [Sinpo|place], the [US Pacific Command|organisation] said."
    story = Story(said(text, act("launched", "test", agent="US Pacific Command", item="missile", origin="Sinpo")))
    assert story.countries("agent") == ("kp",)


def kinds(*sentences: Said) -> frozenset[str]:
    story = Story(*sentences)
    read = story.entities[story.told[0].claim.roles["item"][0]].goods
    return read.classes if read is not None else frozenset()


def test_the_sentence_behind_tells_that_a_missile_was_ballistic() -> None:
    fired = said("[North Korea|place] fired a [missile|weapon].", act("fired", "test", item="missile"))
    assert "ballistic-missile" in kinds(fired, said("It was ballistic, [Seoul|place] said."))
    assert "ballistic-missile" not in kinds(fired, said("It was small, [Seoul|place] said."))


def test_what_somebody_will_stop_he_is_not_said_to_do() -> None:
    text = "[North Korea|place] will stop [nuclear tests|weapon]."
    story = Story(said(text, act("tests", "test", agent="North Korea", item="nuclear tests")))
    assert story.told[0].is_unreal


def test_the_missile_of_before_is_the_make_that_is_named_now() -> None:
    story = Story(
        said("[North Korea|place] fired a [missile|weapon].", act("fired", "test", item="missile")),
        said("The [Hwasong-12|weapon] fell into the sea.", act("fell", "test", item="Hwasong-12")),
    )
    assert story.told[0].claim.roles["item"] == story.told[1].claim.roles["item"]
    thing = story.entities[story.told[0].claim.roles["item"][0]]
    assert thing.goods is not None
    assert "ballistic-missile" in thing.goods.classes

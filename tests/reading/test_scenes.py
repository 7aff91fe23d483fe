"""Scenes: acts that who somebody is, what he does and where he does it add up to. No network; all lines are by hand."""

from __future__ import annotations

from datetime import date

import pytest
from builder import Said, Story, act, said

from porosity.assessment import Act, Basis, Claim
from porosity.errors import KnowledgeError
from porosity.reading import scenes
from porosity.reading.claims import Told

PUBLISHED = date(2021, 3, 3)


def _played(*sentences: str | Said, published: date = PUBLISHED) -> tuple[Story, list[Told]]:
    lines = [one if isinstance(one, Said) else said(one) for one in sentences]
    story = Story(*lines, published=published)
    return story, scenes.played(story.told, story.lines, story.cast)


def _claims(*sentences: str | Said, published: date = PUBLISHED) -> list[Claim]:
    return [one.claim for one in _played(*sentences, published=published)[1]]


def _acts(*sentences: str | Said) -> set[Act]:
    return {claim.act for claim in _claims(*sentences)}


@pytest.mark.parametrize(
    ("act", "texts"),
    [
        (Act.EMPLOY, ["Nine North Korean waitresses sing every night in a bar in Jakarta."]),
        (Act.EMPLOY, ["Roofers from Pyongyang are still housed behind a school in Dakar."]),
        (Act.EMPLOY, ["Seventy women sew at a mill in Ulaanbaatar.", "All of them are from Pyongyang."]),
        (Act.EMPLOY, ["Their contractor in Warsaw hired four coders who turned out to be North Koreans."]),
        (Act.COOPERATE, ["A mill in Dandong is held half by a Chinese trader and half by a North Korean company."]),
        (Act.COOPERATE, ["A North Korean firm and a Lao hotel owner founded together a restaurant in Vientiane."]),
        (Act.FINANCE, ["The North Korean embassy in Sofia rents out rooms to a dentist."]),
        (Act.FINANCE, ["A bank in Jakarta kept two accounts for a North Korean trader."]),
        (Act.TRANSPORT, ["A North Korean diplomat carried cash in a suitcase through Doha."]),
        (Act.TRAIN, ["Thirty students from Pyongyang study rocket propulsion in Kazan."]),
        (Act.TRAIN, ["North Korean instructors drill the police of Uganda."]),
        (Act.TRAIN, ["North Korean soldiers have been taught to fly drones at a base in Vladivostok."]),
        (Act.DEPLOY, ["North Korean sappers clear mines near Kursk."]),
    ],
)
def test_what_comes_together_is_an_act_that_is_implied(act: Act, texts: list[str]) -> None:
    claims = [claim for claim in _claims(*texts) if claim.act is act]
    assert claims
    assert {claim.basis for claim in claims} == {Basis.IMPLIED}


@pytest.mark.parametrize(
    "texts",
    [
        ["Nine Nepali waitresses sing every night in a bar in Jakarta."],  # of another State
        ["North Korean waitresses sing every night in Pyongyang."],  # at home
        ["The North Korean waitresses who sang in Jakarta have been sent home."],  # gone
        ["No North Korean waitresses work in Jakarta."],  # denied
        ["Do North Korean waitresses still work in Jakarta?"],  # asked
        ["If North Korean waitresses worked in Jakarta, somebody would know."],  # supposed
        ["The Workers' Party of North Korea still holds congresses, a guest from Jakarta said."],  # no workers
        ["A North Korean company has sold its share in the joint venture in Dandong."],  # over
        ["Moscow and Pyongyang are partners."],  # States, and no business
        ["Four North Korean women study literature in Rome."],  # no named discipline
        ["North Korean instructors teach children at a club in Vienna."],  # neither soldiers nor police
        ["Wreaths were laid for the North Korean soldiers who fought near Kursk."],  # in memory
    ],
)
def test_what_lacks_a_part_or_is_over_is_none(texts: list[str]) -> None:
    assert not _claims(*texts)


def test_each_side_has_its_part() -> None:
    story, told = _played("Nine North Korean waitresses sing in a bar in Jakarta.")
    (claim,) = [one.claim for one in told]
    entities = story.entities
    assert [entities[i].name for i in claim.roles["item"]] == ["waitresses"]
    assert [entities[i].country for i in claim.roles["origin"]] == ["kp"]
    assert [entities[i].country for i in claim.roles["place"]] == ["id"]
    assert [span.text for span in claim.evidence] == ["Nine North Korean waitresses sing in a bar in Jakarta."]


def test_a_taught_soldier_and_a_teaching_one_differ() -> None:
    def recipients(text: str) -> set[str | None]:
        story, told = _played(text)
        return {
            story.entities[i].country
            for one in told
            if one.claim.act is Act.TRAIN
            for i in one.claim.roles["recipient"]
        }

    assert recipients("North Korean commandos have trained the army of Uganda.") == {"ug"}
    assert recipients("North Korean commandos have been trained by the army of Uganda.") == {"kp"}


def test_a_known_body_plays_the_part_of_its_state() -> None:
    story, told = _played("A lender in Jakarta keeps a settlement account for [Koryo Bank|organisation].")
    names = {story.entities[i].name for one in told for i in one.claim.roles.get("recipient", ())}
    assert names == {"Koryo Bank"}


def test_a_tongue_and_somebodys_nationality_are_no_place() -> None:
    assert not _claims("North Korean cooks work here.", "One of them whispered in English.")
    assert not _claims("North Korean cooks work here.", "An American guest liked the noodles.")


def test_what_is_told_already_is_not_implied_again() -> None:
    line = said(
        "[North Korean waitresses|person] work in a bar in [Jakarta|place].",
        act("work", "employ", agent="North Korean waitresses", place="Jakarta"),
    )
    assert not [claim for claim in _claims(line) if claim.act is Act.EMPLOY]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Roofers from Pyongyang worked in Dakar in 2018.", date(2018, 1, 1)),
        ("Roofers from Pyongyang have worked in Dakar since 2018.", None),  # and still do on the day of publication
        ("Roofers from Pyongyang work in Dakar for the same wages as in 2012.", None),  # what it is held against
    ],
)
def test_the_time_of_a_scene(text: str, first: date | None) -> None:
    (claim,) = _claims(text)
    assert (claim.time.first if claim.time is not None else None) == first


def test_a_scene_names_only_words_that_the_file_holds() -> None:
    body = {"act": "employ", "home": ["cooks"], "does": ["work"], "class": "labour", "roles": {"home": "origin"}}
    with pytest.raises(KnowledgeError, match="names the words 'work'"):
        scenes.read_scene("kitchen", body, {"cooks": "cooks?"})
    with pytest.raises(KnowledgeError, match="unknown key 'doing'"):
        scenes.read_scene("kitchen", {**body, "doing": []}, {"cooks": "cooks?"})


def test_a_rival_in_a_contest_has_no_workers() -> None:
    text = "Nine North Korean {} sing in Jakarta."
    assert _acts(text.format("waitresses")) == {Act.EMPLOY}
    assert _acts(text.format("waitresses, winners of a contest,")) == set()


def test_what_a_state_tells_of_its_own_needs_somebody_abroad() -> None:
    text = "Lecturers of a North Korean college taught physics to its students."
    lines = [said(text)]
    for home in ("kp", None):
        story = Story(*lines, published=PUBLISHED, home=home)
        found = scenes.played(story.told, story.lines, story.cast)
        assert [one.claim.act for one in found] == ([] if home else [Act.TRAIN])

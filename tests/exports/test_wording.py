"""Sentences: grammatical, conditional, and accusing nobody."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from porosity.assessment import Act, Entity, Event, Status, Verdict
from porosity.exports import wording
from porosity.exports.card import MeasureCard
from porosity.exports.dossier import arrange
from porosity.timespan import TimeSpan
from samples import ASSESSMENT, CARDS, FINDINGS, card

ENTITIES = {
    entity.id: entity
    for entity in (
        Entity("kim", "Kim Jong Un", "person", "kp"),
        Entity("russia", "Russia", "place", "ru"),
        Entity("firm", "Volna Shipping", "organisation", "ru"),
        Entity("ministry", "defence ministry", "organisation", "ru"),
        Entity("car", "car", "vehicle"),
        Entity("limousine", "Aurus Senat", "vehicle"),
        Entity("built", "Russian-made car", "vehicle"),
        Entity("coal", "coal", "good"),
        Entity("shells", "artillery shells", "weapon"),
        Entity("missile", "Hwasong-11", "weapon"),
        Entity("ship", "Lady Rosa", "vessel"),
        Entity("suv", "SUV", "vehicle"),
        Entity("tank", "T-62 tank", "weapon"),
        Entity("port", "Rajin", "place", "kp"),
        Entity("workers", "North Korean workers", "person", "kp"),
        Entity("talks", "military cooperation", "other"),
    )
}


@pytest.mark.parametrize(
    ("act", "roles", "phrase"),
    [
        (
            Act.TRANSFER,
            {"agent": "russia", "recipient": "kim", "item": "car"},
            "transfer of a car from Russia to Kim Jong Un",
        ),
        (
            Act.TRANSFER,
            {"agent": "ministry", "item": "built"},
            "transfer of a Russian-made car from the defence ministry",
        ),
        (Act.TRANSFER, {"item": "limousine", "recipient": "kim"}, "transfer of an Aurus Senat to Kim Jong Un"),
        (Act.TRANSFER, {"item": "suv"}, "transfer of an SUV"),
        (Act.TRANSFER, {}, "transfer"),
        (
            Act.PROCURE,
            {"item": "coal", "recipient": "firm", "agent": "kim"},
            "procurement of coal by Volna Shipping from Kim Jong Un",
        ),
        (Act.POSSESS, {"item": "car", "agent": "kim"}, "possession of a car by Kim Jong Un"),
        (Act.USE, {"item": "missile", "agent": "russia"}, "use of Hwasong-11 by Russia"),
        (Act.TEST, {"item": "missile"}, "test of Hwasong-11"),
        (
            Act.TRANSPORT,
            {"item": "coal", "carrier": "ship", "destination": "port"},
            "transport of coal by Lady Rosa to Rajin",
        ),
        (Act.EMPLOY, {"agent": "firm", "recipient": "workers"}, "employment of North Korean workers by Volna Shipping"),
        (Act.EMPLOY, {"agent": "workers"}, "employment of North Korean workers"),
        (Act.COOPERATE, {"agent": "russia", "recipient": "kim"}, "cooperation between Russia and Kim Jong Un"),
        (Act.COOPERATE, {"agent": "russia", "topic": "talks"}, "cooperation of Russia on military cooperation"),
        (Act.MEET, {"agent": "kim", "recipient": "russia"}, "meeting between Kim Jong Un and Russia"),
        (Act.DIE, {"agent": "kim"}, "death of Kim Jong Un"),
        (Act.DETAIN, {"agent": "ministry", "recipient": "kim"}, "detention of Kim Jong Un by the defence ministry"),
        (Act.TRAVEL, {"agent": "kim", "destination": "russia"}, "travel of Kim Jong Un to Russia"),
    ],
)
def test_an_act_reads_as_a_noun_phrase(act: Act, roles: dict[str, str], phrase: str) -> None:
    assert wording.act_phrase(act, {role: (key,) for role, key in roles.items()}, ENTITIES) == phrase


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("car built in Russia", "vehicle", "a car built in Russia"),
        ("cars built in Russia", "vehicle", "cars built in Russia"),
        ("the car", "vehicle", "the car"),
        ("hourly flight", "good", "an hourly flight"),
        ("artillery ammunition", "weapon", "artillery ammunition"),
        ("armoured train", "vehicle", "an armoured train"),
        ("uniform", "good", "a uniform"),
        ("T-62 tank", "weapon", "a T-62 tank"),
        ("Hwasong-11", "weapon", "Hwasong-11"),
        ("oil tanker", "vessel", "an oil tanker"),
        ("Lady Rosa", "vessel", "Lady Rosa"),
        ("Kim Jong-un", "person", "Kim Jong-un"),
        ("North Korean leader", "person", "the North Korean leader"),
        ("unmanned aircraft", "good", "an unmanned aircraft"),
        ("", "good", ""),
        ("40,000 shells", "weapon", "40,000 shells"),
    ],
)
def test_articles(name: str, kind: str, words: str) -> None:
    assert wording.with_article(name, kind) == words


def test_many_parties_are_counted() -> None:
    roles = {"agent": tuple(ENTITIES)[:7], "item": ("car",)}
    assert wording.act_phrase(Act.TRANSFER, roles, ENTITIES).count(" and 4 others") == 1


@pytest.mark.parametrize(("verdict", "status"), list(product(Verdict, Status)))
def test_no_sentence_accuses(verdict: Verdict, status: Status) -> None:
    from dataclasses import replace

    event = Event("e", Act.TRANSFER, {"agent": ("russia",), "recipient": ("kim",), "item": ("car",)})
    finding = replace(FINDINGS[0], verdict=verdict, status=status)
    act = wording.event_phrase(event, ENTITIES)
    sentence = wording.finding_sentence(finding, act, "UNSCR 2397 (2017) OP 7")
    assert re.match(
        r"(If|Even if)( carried out)? as reported, the transfer of a car from Russia to Kim Jong Un ", sentence
    )
    assert not re.search(r"violat|breach|guilty|illegal|broke|committed", sentence)
    assert sentence.endswith(".") and "  " not in sentence


def test_the_sentence_of_the_first_dossier() -> None:
    assert arrange(ASSESSMENT, card=card).sentence == (
        "If as reported, the transfer of a car built in Russia from Viktor Sorokin to Han Chol Min and Han Sol Hui "
        "falls under UNSCR 2397 (2017) OP 7; and the transfer of artillery shells from North Korea to Russia falls "
        "under UNSCR 1718 (2006) OP 8(b). One further act depends on points which the report leaves open."
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 2, 18), date(2024, 2, 18), "on 18 February 2024"),
        (date(2017, 1, 1), date(2017, 12, 31), "in 2017"),
        (date(2016, 1, 1), date(2017, 12, 31), "between 2016 and 2017"),
        (date(2024, 2, 1), date(2024, 2, 29), "in February 2024"),
        (date(2024, 2, 1), date(2024, 2, 28), "between 1 February 2024 and 28 February 2024"),
        (None, date(2024, 2, 20), "by 20 February 2024"),
        (date(2024, 2, 20), None, "from 20 February 2024 on"),
        (None, None, "at a time not given"),
    ],
)
def test_spans_of_time_in_words(first: date | None, last: date | None, words: str) -> None:
    assert wording.period(TimeSpan(first, last)) == words


def test_the_end_of_a_measure_is_the_first_day_without_it() -> None:
    ended = MeasureCard("m", "t", "i", in_force_from=date(2016, 3, 2), in_force_until=date(2017, 8, 5))
    assert wording.in_force(ended) == "in force from 2 March 2016 until 5 August 2017 (first day without it)"
    assert wording.in_force(CARDS["un-2397-7-vehicles"]) == "in force since 22 December 2017, no end known"


def test_every_word_of_the_vocabularies_is_worded() -> None:
    assert set(wording.VERDICT_WORDS) == {*(verdict.value for verdict in Verdict), "not-covered"}
    assert set(wording.VERDICT_MEANS) == {verdict.value for verdict in Verdict}
    assert set(wording.STATUS_WORDS) == {status.value for status in Status}
    assert set(wording._PATTERNS) == set(Act)


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert wording.country("zz9") == "zz9"
    assert wording.family("new-family") == "New family"


def test_a_reason_that_repeats_the_sentence_is_cut() -> None:
    card = CARDS["un-2397-7-vehicles"]
    said = "This is within the subject of UNSCR 2397 (2017) OP 7: supplying cars, but: it binds nobody."
    assert wording.reason(said, card) == "It concerns supplying cars, but: it binds nobody."
    assert wording.reason("Every element is met.", card) == "Every element is met."
    assert wording.reason(said, None) == said


def test_many_measures_are_counted_and_long_instruments_cut() -> None:
    measures = [wording.measure_name("m", MeasureCard("m", "t", f"Law {n}; widened by others")) for n in range(5)]
    sentence = wording.verdict_sentence("prohibited", [("the act", measures)])
    assert sentence == "If as reported, the act falls under Law 0, Law 1 and three more measures."


def test_labels_keep_the_capitals_of_acronyms() -> None:
    assert wording.label("dprk_missions") == "DPRK missions"

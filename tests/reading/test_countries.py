"""Names of countries and places, and the groups on either side of a date."""

from datetime import date
from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading.countries import (
    country_name,
    country_of,
    find_countries,
    find_places,
    in_group,
    place_of,
    read_countries,
)
from porosity.reading.words import split_words


def words_of(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("North Korea", "kp"),
        ("DPRK", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Republic of Korea", "kr"),
        ("the North", "kp"),
        ("Russian", "ru"),
        ("Russians", "ru"),
        ("the Kremlin", "ru"),
        ("Kiev", "ua"),
        ("U.S.", "us"),
        ("Turkey", "tr"),
        ("Norway", "no"),
        ("European Union", "eu"),
        ("Brussels", "eu"),
        ("Burma", "mm"),
        ("Mongolia's", "mn"),
    ],
)
def test_full_names(name: str, code: str) -> None:
    assert country_of(name) == code


@pytest.mark.parametrize("name", ["Korea Mining", "Atlantis", "", "the"])
def test_other_names_are_no_country(name: str) -> None:
    assert country_of(name) is None


def test_kinds_of_names() -> None:
    found = find_countries(words_of("North Korea's envoy told U.S. diplomats that Moscow and Iranian firms agreed"))
    assert [(m.code, m.kind) for m in found] == [("kp", "name"), ("us", "name"), ("ru", "metonym"), ("ir", "demonym")]


def test_short_forms_are_flagged() -> None:
    (north,) = find_countries(words_of("Aid for the North stopped"))
    assert (north.code, north.ambiguous) == ("kp", True)
    (headline,) = find_countries(words_of("North fires missile"))
    assert (headline.code, headline.ambiguous) == ("kp", True)
    (congolese,) = find_countries(words_of("Congolese soldiers"))
    assert congolese.ambiguous


@pytest.mark.parametrize(
    "text",
    [
        "It pleased us",
        "in the North Sea",
        "they went north",
        "North of the river",
        "the South Pacific",
        "a male voice",
        "a car",
    ],
)
def test_common_words_are_no_countries(text: str) -> None:
    assert find_countries(words_of(text)) == []


@pytest.mark.parametrize(
    ("code", "group", "day", "inside"),
    [
        ("kp", "un-members", date(1991, 9, 16), False),
        ("kp", "un-members", date(1991, 9, 17), True),
        ("ss", "un-members", date(2011, 7, 13), False),
        ("ss", "un-members", date(2011, 7, 14), True),
        ("tw", "un-members", date(2024, 1, 1), False),
        ("ru", "un-members", date(2006, 10, 14), True),
        ("gb", "eu", date(2020, 1, 31), True),
        ("gb", "eu", date(2020, 2, 1), False),
        ("hr", "eu", date(2013, 6, 30), False),
        ("hr", "eu", date(2013, 7, 1), True),
        ("kr", "msmt", date(2024, 10, 15), False),
        ("kr", "msmt", date(2024, 10, 16), True),
        ("fi", "nato", date(2023, 4, 3), False),
        ("fi", "nato", date(2023, 4, 4), True),
        ("jp", "g7", date(2024, 1, 1), True),
    ],
)
def test_groups_on_either_side_of_a_day(code: str, group: str, day: date, inside: bool) -> None:
    assert in_group(code, group, day) is inside


def test_an_unknown_group_is_named() -> None:
    with pytest.raises(KnowledgeError, match="no group is called 'g8'"):
        in_group("ru", "g8", date(2010, 1, 1))


def test_the_un_has_193_members() -> None:
    from porosity.reading import countries

    members = [code for code in countries._countries().names if in_group(code, "un-members", date(2024, 1, 1))]
    assert len(members) == 193


@pytest.mark.parametrize(
    ("name", "country", "held_by"),
    [
        ("Vladivostok", "ru", None),
        ("Rason", "kp", None),
        ("Tongchang-ri", "kp", None),
        ("Dandong", "cn", None),
        ("Donetsk", "ua", "ru"),
        ("Kursk", "ru", None),
        ("Salekhard", "ru", None),
        ("Port Said", "eg", None),
    ],
)
def test_places(name: str, country: str, held_by: str | None) -> None:
    place = place_of(name)
    assert place is not None
    assert (place.country, place.held_by) == (country, held_by)


def test_places_in_a_sentence_longest_first() -> None:
    found = find_places(words_of("from Rajin to Vostochny Cosmodrome by way of Tongchang-ri"))
    assert [(start, end, place.name) for start, end, place in found] == [
        (1, 2, "Rajin"),
        (3, 5, "Vostochny Cosmodrome"),
        (8, 11, "Tongchang-ri"),
    ]


def test_names_come_back() -> None:
    assert country_name("kp") == "North Korea"
    assert country_name("zz") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("countries: {}\nunions: {}\n", "exactly countries, unions and groups"),
        ("countries: {KP: {name: North Korea}}\nunions: {}\ngroups: {}\n", "'KP' is no country code"),
        ("countries: {kp: {demonyms: [Korean]}}\nunions: {}\ngroups: {}\n", "has no name"),
        ("countries: {kp: {name: K, seat: P}}\nunions: {}\ngroups: {}\n", "unknown key 'seat'"),
        ("countries: {kp: {name: K}}\nunions: {}\ngroups: {eu: {xx: null}}\n", "lists 'xx'"),
        ("countries: {kp: {name: K}}\nunions: {}\ngroups: {eu: {kp: soon}}\n", "needs the day it joined"),
    ],
)
def test_a_broken_table_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "countries.yml"
    path.write_text(text)
    with pytest.raises(KnowledgeError, match=says):
        read_countries(path)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kusong airfield", "kp"),
        ("the port of Owendo", "ga"),
        ("Sohae launch site", "kp"),
        ("Khasan border station", "ru"),
        ("Kusong agreement", None),
        ("the port", None),
        ("old town", None),
    ],
)
def test_what_stands_at_a_place_lies_where_it_does(name: str, country: str | None) -> None:
    found = place_of(name)
    assert (found.country if found else None) == country


def test_a_pronoun_is_no_state() -> None:
    assert country_of("us") is None
    assert country_of("US") == "us"


def test_what_is_against_a_state_is_not_of_it() -> None:
    assert [m.code for m in find_countries([w.text for w in split_words("anti-DPRK drills in Japan")])] == ["jp"]
    assert [m.code for m in find_countries([w.text for w in split_words("US-DPRK talks")])] == ["us", "kp"]

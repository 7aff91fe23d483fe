"""Who is meant, on a day: holders on either side of a change, relatives, spellings, bodies."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from porosity.errors import KnowledgeError
from porosity.reading.offices import (
    Office,
    Person,
    find_office,
    offices,
    organisation,
    person,
    read_offices,
    resolve,
    vessel,
)

FEBRUARY = date(2024, 2, 20)


def name_of(description: str, on: date = FEBRUARY, **given: str) -> str | None:
    found = resolve(description, on, **given)
    return found.name if isinstance(found, Person) else None


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("the North Korean leader", "Kim Jong Un"),
        ("North Korea's leader", "Kim Jong Un"),
        ("the ruler of North Korea", "Kim Jong Un"),
        ("leader Kim Jong Un", "Kim Jong Un"),
        ("the Russian president", "Vladimir Putin"),
        ("the President of the Russian Federation", "Vladimir Putin"),
        ("Russian President Vladimir Putin", "Vladimir Putin"),
        ("Russia's foreign minister, Sergey Lavrov", "Sergei Lavrov"),
        ("the Kremlin spokesman", "Dmitry Peskov"),
        ("South Korean Defense Minister", "Shin Won-sik"),
        ("the DPRK's Foreign Minister", "Choe Son Hui"),
        ("Moscow's ambassador to Pyongyang", "Alexander Matsegora"),
        ("the U.N. chief", "Antonio Guterres"),
        ("Kim Jong Un's younger sister", "Kim Yo Jong"),
        ("Kim's sister", "Kim Yo Jong"),
        ("the North Korean leader's daughter", "Kim Ju Ae"),
        ("Zelenskyy", "Volodymyr Zelensky"),
    ],
)
def test_descriptions(description: str, name: str) -> None:
    assert name_of(description) == name


@pytest.mark.parametrize(
    ("description", "day", "name"),
    [
        ("the North Korean leader", date(2011, 12, 16), "Kim Jong Il"),
        ("the North Korean leader", date(2011, 12, 17), "Kim Jong Un"),
        ("the Russian defence minister", date(2024, 5, 11), "Sergei Shoigu"),
        ("the Russian defence minister", date(2024, 5, 14), "Andrei Belousov"),
        ("the US president", date(2025, 1, 19), "Joe Biden"),
        ("the US president", date(2025, 1, 20), "Donald Trump"),
        ("the Russian president", date(2010, 1, 1), "Dmitry Medvedev"),
        ("the Syrian president", date(2024, 12, 7), "Bashar al-Assad"),
    ],
)
def test_either_side_of_a_change(description: str, day: date, name: str) -> None:
    assert name_of(description, day) == name


def test_between_two_holders_the_office_itself_answers() -> None:
    found = resolve("the South Korean president", date(2025, 5, 1))
    assert isinstance(found, Office)
    assert (found.title, found.country) == ("president", "kr")


def test_a_former_holder_and_an_unknown_day_are_no_person() -> None:
    assert isinstance(resolve("the former Russian president", FEBRUARY), Office)
    assert isinstance(resolve("the Russian president", None), Office)


@pytest.mark.parametrize(
    "description",
    [
        "a North Korean official",
        "an aide to the Russian president",
        "the Russian deputy foreign minister",
        "the Russian president's office",
        "Putin's spokesman",
        "the defence minister",
        "the president",
        "",
    ],
)
def test_others_are_nobody(description: str) -> None:
    assert resolve(description, FEBRUARY) is None


def test_his_and_a_bare_office_need_help() -> None:
    assert name_of("his sister", antecedent="Kim Jong-un") == "Kim Yo Jong"
    assert name_of("her brother", antecedent="Kim Yo Jong") == "Kim Jong Un"
    assert resolve("his sister", FEBRUARY) is None
    assert resolve("his sister", FEBRUARY, antecedent="Vladimir Putin") is None
    assert name_of("the defence minister", country="ru") == "Sergei Shoigu"


@pytest.mark.parametrize("spelling", ["Kim Jong Un", "Kim Jong-un", "KIM JONG UN", "Kim Jong-Un", "kim jong un"])
def test_spellings_fold(spelling: str) -> None:
    found = person(spelling)
    assert found is not None and found.name == "Kim Jong Un"


def test_a_common_surname_is_nobody() -> None:
    assert person("Kim") is None
    assert person("Xyzzy") is None


def test_un_listings_are_only_the_lists_own() -> None:
    listed = person("Kim Jong Sik")
    assert listed is not None and listed.un_listed is not None
    assert (listed.un_listed.id, listed.un_listed.since) == ("KPi.066", date(2017, 12, 22))
    for name in ("Kim Jong Un", "Kim Yo Jong", "Kim Yong Chol", "Ri Su Yong", "Pak Jong Chon"):
        found = person(name)
        assert found is not None and found.un_listed is None


@pytest.mark.parametrize(
    ("name", "usual", "country", "kind"),
    [
        ("KCNA", "Korean Central News Agency", "kp", "media"),
        ("Tass", "TASS", "ru", "media"),
        ("the Pentagon", "Pentagon", "us", "ministry"),
        ("KOMID", "Korea Mining Development Trading Corporation", "kp", "company"),
        ("UN Panel of Experts", "Panel of Experts", "un", "body"),
        ("MSMT", "Multilateral Sanctions Monitoring Team", None, "body"),
        ("the Russian foreign ministry", "Ministry of Foreign Affairs of Russia", "ru", "ministry"),
        ("South Korea's Defense Ministry", "Ministry of Defence of South Korea", "kr", "ministry"),
    ],
)
def test_organisations(name: str, usual: str, country: str | None, kind: str) -> None:
    found = organisation(name)
    assert found is not None
    assert (found.name, found.country, found.kind) == (usual, country, kind)


def test_an_unknown_body_is_none() -> None:
    assert organisation("Acme Trading") is None
    assert organisation("foreign ministry") is None


def test_no_office_has_two_holders_at_once() -> None:
    for office in offices():
        for earlier, later in pairwise(office.tenures):
            assert earlier.until is not None and earlier.until <= later.since


def test_find_office_takes_the_longest_title() -> None:
    found = find_office("the US vice president")
    assert found is not None and found.title == "vice president"


def table(tmp_path: Path, people: str = "{}", held: str = "[]", bodies: str = "{}") -> Path:
    path = tmp_path / "offices.yml"
    path.write_text(f"verified: false\npeople: {people}\noffices: {held}\norganisations: {bodies}\n")
    return path


@pytest.mark.parametrize(
    ("people", "held", "bodies", "says"),
    [
        ("{A: {country: zz}}", "[]", "{}", "'zz' is no country"),
        ("{A: {country: kp, age: 3}}", "[]", "{}", "unknown key 'age'"),
        ("{A: {country: kp, relations: {sister: B}}}", "[]", "{}", "relation 'sister' to 'B'"),
        ("{A: {country: kp, un_listed: KPi.001}}", "[]", "{}", "un_listed needs an id and a day"),
        ("{}", "[]", "{B: {country: kp, kind: shop}}", "kind is 'shop'"),
        ("{}", "[{country: kp, title: leader, holders: {A: {from: 2011-12-17}}}]", "{}", "not among people"),
        ("{A: {country: kp}}", "[{country: kp, title: leader, holders: {A: {since: 2011}}}]", "{}", "first day"),
        (
            "{A: {country: kp}, B: {country: kp}}",
            "[{country: kp, title: leader, holders: {A: {from: 2010-01-01}, B: {from: 2011-01-01}}}]",
            "{}",
            "A and B hold it at once",
        ),
    ],
)
def test_a_broken_table_says_what_is_wrong(tmp_path: Path, people: str, held: str, bodies: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        read_offices(table(tmp_path, people, held, bodies))


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("the defence ministry in Tokyo", "jp", "ministry"),
        ("the DPRK's power ministry", "kp", "ministry"),
        ("Japan's coast guard", "jp", "agency"),
        ("Seoul's joint chiefs", "kr", "armed-forces"),
        ("the North Korean embassy", "kp", "agency"),
        ("Ryonha Machinery", "kp", "company"),
    ],
)
def test_bodies_of_states(name: str, country: str, kind: str) -> None:
    found = organisation(name)
    assert found is not None
    assert (found.country, found.kind) == (country, kind)


@pytest.mark.parametrize("name", ["mid", "the coast guard", "Russian police academy", "North Korean", "the head"])
def test_what_is_no_body_of_a_state(name: str) -> None:
    assert organisation(name) is None


@pytest.mark.parametrize("name", ["the head", "chief", "the chairman"])
def test_a_bare_head_is_nobody(name: str) -> None:
    assert resolve(name, FEBRUARY) is None


def test_ships_of_the_list_by_any_name_and_day() -> None:
    ship = vessel("the tanker Shang Yuan Bao")
    assert ship is not None
    assert ship.imo == "8126070"
    assert not ship.listed(date(2018, 10, 15))
    assert ship.listed(date(2018, 10, 16))[0].measures == ("port-ban", "deflag")
    left = vessel("MV Orion Star")
    assert left is not None
    assert left.listed(date(2016, 12, 16))
    assert not left.listed(date(2016, 12, 17))
    assert vessel("Wise Honest") is None


def test_an_entry_of_a_ship_needs_a_day(tmp_path: Path) -> None:
    path = tmp_path / "offices.yml"
    head = "verified: false\npeople: {}\noffices: []\norganisations: {}\n"
    path.write_text(head + "vessels: {Boat: {listed: [{measures: [port-ban]}]}}\n")
    with pytest.raises(KnowledgeError, match="needs a day"):
        read_offices(path)

"""Follow the Money: our records go there and come back as they were; the streams of others are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from list_samples import SAMPLES, births, names, numbers, problems, read

from porosity.screening.ftm import from_ftm, to_ftm
from porosity.screening.listed import IDENTIFIERS, Identifier, Listed, ListedName, Program, Quality
from porosity.screening.lists.loading import find_lists, open_list
from porosity.screening.lists.source import BadRecord
from porosity.timespan import TimeSpan

LISTS = ("un-sc", "un-1718-vessels", "us-ofac-sdn", "us-ofac-cons", "us-bis-dpl", "eu-fsf", "eu-oj", "uk-sl", "ftm-x")
SCHEMAS = ("Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane", "Asset", "Thing")

texts = st.one_of(
    st.text(min_size=1, max_size=20),
    st.sampled_from(("Ruben Vasko", "Рубен Васко", "박솔목", "A  B", "1960", "kp", "DPRK", "9290397", "+7 999 000")),
)
days = st.dates(min_value=date(1850, 1, 1), max_value=date(2100, 1, 1))
spans = st.builds(
    lambda first, length, text: TimeSpan(first, first + timedelta(days=length), text),
    days,
    st.sampled_from((0, 1, 29, 364, 365, 1095)),
    texts,
)
programs = st.builds(
    Program,
    name=texts,
    basis=st.none() | texts,
    measures=st.lists(texts | st.sampled_from(("asset-freeze", "port-ban")), max_size=2).map(tuple),
    since=st.none() | days,
    until=st.none() | days,
)


def some(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, min_size=least, max_size=3, unique=True).map(tuple)


records = st.builds(
    Listed,
    id=st.from_regex(r"[A-Za-z0-9]([A-Za-z0-9-]{0,8}[A-Za-z0-9])?", fullmatch=True),
    list=st.sampled_from(LISTS) | texts,
    schema=st.sampled_from(SCHEMAS) | texts,
    names=some(st.builds(ListedName, texts, st.sampled_from(Quality)), 1),
    programs=some(programs),
    countries=some(st.sampled_from(("kp", "ru", "cn", "zz", "xk"))),
    born=some(spans | st.builds(TimeSpan, st.none(), days, texts)),
    birth_places=some(texts),
    genders=some(st.sampled_from(("male", "female", "other"))),
    positions=some(texts),
    titles=some(texts),
    addresses=some(texts),
    identifiers=some(
        st.builds(Identifier, st.sampled_from(IDENTIFIERS), texts, st.none() | st.sampled_from(("kp", "ru")))
    ),
    particulars=some(st.tuples(st.sampled_from(("flag", "type", "tonnage", "website", "nothing", "name")), texts)),
    reference=st.none() | texts,
    note=st.none() | texts,
)


@settings(max_examples=80, deadline=None)
@given(records)
def test_every_record_comes_back_as_it_was(listed: Listed) -> None:
    entities = json.loads(json.dumps(to_ftm(listed)))
    assert list(from_ftm(entities)) == [listed]
    assert list(from_ftm(iter([*entities[1:], entities[0]]))) == [listed]


@settings(max_examples=40, deadline=None)
@given(records)
def test_every_entity_is_valid_there_and_keeps_its_values(listed: Listed) -> None:
    _check_valid(to_ftm(listed))


def _check_valid(entities: list[dict[str, Any]]) -> None:
    from followthemoney import model

    for entity in entities:
        for cleaned in (True, False):
            proxy = model.get_proxy(entity, cleaned=cleaned)
            kept = {name: set(values) for name, values in proxy.to_dict()["properties"].items()}
            assert kept == {name: set(values) for name, values in entity["properties"].items()}


def sample_records() -> Iterator[Listed]:
    for path in find_lists(SAMPLES):
        yield from open_list(path)


def test_every_sample_comes_back_and_is_valid() -> None:
    for listed in sample_records():
        entities = to_ftm(listed)
        _check_valid(entities)
        assert list(from_ftm(entities)) == [listed]


def test_the_properties_alone_say_nearly_everything() -> None:
    for listed in sample_records():
        entity, *sanctions = to_ftm(listed)
        if listed.list == "names" or listed.schema == "Thing":
            continue
        (plain,) = from_ftm([{name: entity[name] for name in entity if name != "porosity"}, *sanctions])
        assert (plain.id, plain.list, plain.schema) == (listed.id, listed.list, listed.schema)
        assert {name.text for name in plain.names} == {name.text for name in listed.names}
        assert {name.text for name in plain.names if name.quality is Quality.WEAK} == {
            name.text for name in listed.names if name.quality is Quality.WEAK
        }
        assert plain.programs == listed.programs
        assert set(plain.countries) == set(listed.countries)
        assert {number.value for number in plain.identifiers} == {number.value for number in listed.identifiers}
        assert {born.first for born in listed.born} <= {born.first for born in plain.born}


def test_numbers_have_their_own_properties() -> None:
    given_numbers = (
        Identifier("passport", "77001122", "ru"),
        Identifier("tax", "7799001122"),
        Identifier("lei", "not an lei"),
        Identifier("other", "990"),
    )
    listed = Listed("un-1", "un-sc", "Person", (ListedName("Ruben Vasko"),), identifiers=given_numbers)
    properties = to_ftm(listed)[0]["properties"]
    assert properties["passportNumber"] == ["77001122"]
    assert properties["taxNumber"] == ["7799001122"]
    assert properties["idNumber"] == ["not an lei", "990"]
    ship = replace(
        listed, schema="Vessel", identifiers=(Identifier("imo", "9290397"), Identifier("call-sign", "9XYZ9"))
    )
    assert to_ftm(ship)[0]["properties"]["imoNumber"] == ["IMO9290397"]
    assert to_ftm(ship)[0]["properties"]["callSign"] == ["9XYZ9"]


def test_a_listing_becomes_a_sanction_with_its_dates() -> None:
    program = Program("DPRK", "UNSCR 9901", ("asset-freeze",), date(2016, 3, 2), date(2016, 12, 17))
    listed = Listed("un-1", "un-sc", "Vessel", (ListedName("SOL 9"),), (program,), reference="KPe.1")
    entity, sanction = to_ftm(listed)
    assert sanction["schema"] == "Sanction" and entity["datasets"] == sanction["datasets"] == ["un-sc"]
    assert sanction["properties"] == {
        "entity": ["un-1"],
        "program": ["DPRK"],
        "reason": ["UNSCR 9901"],
        "authority": ["United Nations Security Council"],
        "unscId": ["KPe.1"],
        "provisions": ["asset-freeze"],
        "listingDate": ["2016-03-02"],
        "startDate": ["2016-03-02"],
        "endDate": ["2016-12-17"],
    }


def test_the_streams_of_others() -> None:
    found, reading = read("others.ftm.json")
    ruben, again, ship = found.values()
    assert names(ruben) == [
        "primary: Ruben Vasko",
        "primary: Vasko Ruben",
        "alias: Ruben Vasco",
        "weak: Lampman",
        "former: Vaskov",
    ]
    assert (ruben.id, ruben.list, ruben.reference) == ("NK-1", "un-sc", "KPi.901")
    assert ruben.programs == (Program("DPRK", None, ("asset-freeze",), date(2017, 6, 2)),)
    assert (births(ruben), ruben.countries) == (["1960-08-12", "between 1965-01-01 and 1965-12-31"], ("kp", "ru"))
    assert ruben.addresses == ("3 Lamp Street, Omsk",)
    assert numbers(ruben) == {("tax", "7799001122", None), ("passport", "77001122", "ru")}
    assert (again.id, again.list, again.reference) == ("NK-1-us-ofac-sdn", "us-ofac-sdn", None)
    assert again.programs == (Program("US-DPRK4", "Executive Order 99001", (), date(2018, 1, 5), date(2020, 1, 5)),)
    assert numbers(again) == numbers(ruben)
    assert (ship.list, dict(ship.particulars)) == ("ftm-xx_lamps", {"type": "Tanker", "flag": "kp"})
    assert problems(reading) == [
        "others.ftm.json, line 8: it has no name.",
        "others.ftm.json, line 10: it is no JSON.",
        "others.ftm.json, record NK-3: its id was there before; the first one is kept.",
        "others.ftm.json, line 12: its key porosity is not as we write it.",
        "others.ftm.json, line 13: it is no entity: it has no schema.",
    ]


def test_nested_sanctions_and_streams_without_any() -> None:
    nested = {"schema": "Sanction", "properties": {"program": ["DPRK"]}}
    entity = {"id": "a", "schema": "Person", "properties": {"name": "Ruben Vasko", "sanctions": [nested]}}
    (listed,) = from_ftm(iter([entity]), dataset="lamps")
    assert (listed.list, listed.programs) == ("ftm-lamps", (Program("DPRK"),))
    (plain,) = from_ftm([{"id": "b", "schema": "Person", "properties": {"name": ["Somebody"]}}])
    assert (plain.list, plain.programs) == ("ftm-unknown", ())


@pytest.mark.parametrize(
    "entity",
    [
        {"schema": "Person", "properties": {"name": ["Idless"]}},
        {"id": "a", "schema": "Person", "properties": {"name": [7, None, {}]}},
        {"id": "a", "schema": "Person", "properties": ["name"]},
        {"id": "a", "schema": "Person", "properties": {"name": ["X"]}, "porosity": [1]},
        {"id": "a", "schema": "Person", "properties": {"name": ["X"]}, "porosity": {"born": [["x", None, ""]]}},
        {"id": "a", "schema": "Person", "properties": {"name": ["X"]}, "porosity": {"names": [["X", "splendid"]]}},
    ],
)
def test_odd_entities_are_bad_records(entity: dict[str, Any]) -> None:
    with pytest.raises(BadRecord):
        list(from_ftm([entity]))


def test_a_file_of_our_own_entities_is_a_list(tmp_path: Path) -> None:
    written = [listed for listed in sample_records() if listed.list.startswith("un-")]
    path = tmp_path / "ours.ftm.json"
    path.write_text("".join(json.dumps(entity) + "\n" for listed in written for entity in to_ftm(listed)))
    reading = open_list(path)
    unique = {listed.id: listed for listed in reversed(written)}
    assert {listed.id: listed for listed in reading} == unique

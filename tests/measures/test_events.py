"""Events without any text: what ``judge`` accepts, fills in and refuses."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from porosity.errors import InputError
from porosity.logic import Truth
from porosity.measures.deciding import Situation
from porosity.measures.documents import read_documents
from porosity.measures.events import country_of, judge_document, parse_quantity, read_situations
from porosity.measures.loading import shipped_law
from porosity.timespan import TimeSpan

LAW = shipped_law()
DOCS = Path(__file__).parents[2] / "docs"


def event(**changes: Any) -> dict[str, Any]:
    roles = {"agent": ["Russia"], "recipient": ["North Korea"], "item": ["a lorry"]}
    return {"act": "transfer", "roles": {**roles, **changes.pop("roles", {})}, "time": "2020-05-01", **changes}


def read(**changes: Any) -> Situation:
    (situation,) = read_situations({"events": [event(**changes)]}, "made")
    return situation


def only(situation: Situation, role: str) -> Any:
    (one,) = situation.named(situation.event.roles[role])
    return one


def test_names_are_filled_in() -> None:
    situation = read()
    assert (only(situation, "agent").country, only(situation, "recipient").country) == ("ru", "kp")
    assert "vehicle" in only(situation, "item").goods.classes
    assert situation.event.time == TimeSpan.on(date(2020, 5, 1))


def test_what_is_given_goes_before_what_a_name_says() -> None:
    party = {"name": "a Russian company", "country": "CN", "kind": "organisation"}
    assert only(read(roles={"agent": [party]}), "agent").country == "cn"
    assert only(read(roles={"agent": {"name": "a company", "country": "China"}}), "agent").country == "cn"


def test_entities_are_named_by_their_ids() -> None:
    document = {
        "entities": [{"id": "x", "name": "A trader", "country": "cn"}],
        "events": [event(roles={"agent": ["x"]})],
    }
    (situation,) = read_situations(document, "made")
    assert only(situation, "agent").name == "A trader"


def test_parties_written_as_one_are_taken_apart() -> None:
    situation = read(roles={"agent": ["Russia and China"]})
    assert {one.country for one in situation.named(situation.event.roles["agent"])} == {"ru", "cn"}
    assert only(read(roles={"agent": ["Smith and Sons"]}), "agent").name == "Smith and Sons"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        (None, None),
        ("2020-05-01", TimeSpan.on(date(2020, 5, 1))),
        ("2020-05-01T10:00:00Z", TimeSpan.on(date(2020, 5, 1))),
        ({"from": "2020-05-01", "to": None}, TimeSpan(date(2020, 5, 1), None)),
        ({"to": "2020-05-01", "text": "by May"}, TimeSpan(None, date(2020, 5, 1), "by May")),
        ({"from": None, "to": None}, None),
    ],
)
def test_times(time: object, expected: TimeSpan | None) -> None:
    assert read(time=time).event.time == expected


def test_the_day_of_publication_stands_where_no_day_is_told() -> None:
    document = {"published": "2020-05-01", "events": [event(time=None)]}
    (situation,) = read_situations(document, "made")
    assert situation.time == TimeSpan.on(date(2020, 5, 1))


def test_quantities() -> None:
    assert read(quantity="40,000 tonnes").event.quantity == parse_quantity("40,000 tonnes")
    given = read(quantity={"amount": 5, "unit": "barrel"}).event.quantity
    assert given is not None
    assert (given.amount, given.unit) == (5.0, "barrel")
    named = read(roles={"item": ["60,000 barrels of diesel"]}).event.quantity
    assert named is not None
    assert (named.amount, named.unit) == (60_000.0, "barrel")


def test_a_thing_by_heading_or_class() -> None:
    thing = only(read(roles={"item": [{"name": "it", "hs": ["87.03"], "possible_classes": ["coal"]}]}), "item").goods
    assert thing.hs == ("8703",)
    assert "coal" in thing.possible_classes
    assert "8703" in thing.because


def test_an_empty_list_of_listings_says_that_somebody_searched() -> None:
    def listed(**known: Any) -> Any:
        return only(read(roles={"agent": [{"name": "A trader", **known}]}), "agent").listings

    assert listed() is None
    assert listed(listings=[]) == ()
    assert listed(listings=[], screened=False) is None  # as `read` writes it for a name that nobody screened
    (entry,) = listed(listings=[{"list": "un-1718", "since": "2016-03-02"}])
    assert (entry.list, entry.since) == ("un-1718", date(2016, 3, 2))


@pytest.mark.parametrize(
    ("document", "place", "problem"),
    [
        ([], "made", "an object with 'events' was expected."),
        ({}, "made", "'events' is missing."),
        ({"events": {}}, "made: events", "a list was expected"),
        ({"events": ["transfer"]}, "made: events[0]", "an object was expected, not 'transfer'."),
        ({"events": [{}]}, "made: events[0]", "'act' is None. Use one of: transfer,"),
        ({"events": [event(act="give")]}, "made: events[0]", "'act' is 'give'. Use one of: transfer, procure,"),
        (
            {"events": [event(roles={"giver": ["Russia"]})]},
            "made: events[0]",
            "the role 'giver' is unknown. Use one of:",
        ),
        ({"events": [{"act": "transfer", "roles": []}]}, "made: events[0]", "'roles' must be an object of lists."),
        ({"events": [event(roles={"agent": [7]})]}, "roles.agent[0]", "an entity with a 'name' was expected, not 7."),
        ({"events": [event(roles={"agent": [{"country": "ru"}]})]}, "roles.agent[0]", "an entity with a 'name'"),
        (
            {"events": [event(roles={"agent": [{"name": "x", "country": "rus sia"}]})]},
            "roles.agent[0]: country",
            "'rus sia' is no country. Write its ISO 3166 code, e.g. kp.",
        ),
        ({"events": [event(roles={"item": [{"name": "x", "hs": ["870"]}]})]}, "item[0]: hs", "'870' is no heading."),
        (
            {"events": [event(roles={"item": [{"name": "x", "classes": ["vehicel"]}]})]},
            "item[0]: classes",
            "the class 'vehicel' is unknown. Did you mean 'vehicle'?",
        ),
        ({"events": [event(facts={"over_kap": True})]}, "events[0]: facts", "the fact 'over_kap' is unknown. Known:"),
        (
            {"events": [event(facts={"over_cap": 1})]},
            "events[0]: facts",
            "'over_cap' must be true, false or null, not 1.",
        ),
        ({"events": [event(facts=[])]}, "events[0]: facts", "an object of true and false was expected."),
        ({"events": [event(time="2020-02-30")]}, "events[0]: time.from", "'2020-02-30' is no day."),
        ({"events": [event(time="2020-02-201")]}, "events[0]: time.from", "Write it as 2024-02-20."),
        ({"events": [event(time=20200501)]}, "events[0]: time", "an object with 'from' and 'to' was expected"),
        ({"events": [event(time={"from": "2020-05-02", "to": "2020-05-01"})]}, "time", "ends (2020-05-01) before"),
        ({"events": [event(quantity={"amount": "many", "unit": "tonne"})]}, "quantity", "an amount with a unit"),
        ({"events": [event(quantity=5)]}, "quantity", "an amount with a unit was expected, not 5."),
        ({"published": 2020, "events": []}, "made: published", "2020 is no day."),
        ({"events": [event(claims="c1")]}, "events[0]: claims", "a list was expected"),
        (
            {"events": [event(roles={"agent": [{"name": "x", "listings": [{"score": "high"}]}]})]},
            "listings: score",
            "a number was expected, not 'high'.",
        ),
        ({"entities": ["x"], "events": []}, "made: entities[0]", "an entity with a 'name' was expected"),
    ],
)
def test_what_is_refused_names_its_place_and_the_remedy(document: object, place: str, problem: str) -> None:
    with pytest.raises(InputError) as error:
        judge_document(document, LAW, place="made")
    assert place in error.value.place
    assert problem in str(error.value)
    assert error.value.next_step


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("DPRK", "organisation", "kp"),
        ("Vladivostok", "place", "ru"),
        ("a Chinese trading company", "organisation", "cn"),
        ("Jane Example", "person", None),
        ("a company", "organisation", None),
        ("Chinese and Russian companies", "organisation", None),
    ],
)
def test_countries_by_name(name: str, kind: str, country: str | None) -> None:
    assert country_of(name, kind) == country


def test_the_example_of_the_manual_is_judged() -> None:
    example = re.search(r"```json\n(.*?)```", (DOCS / "judge.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    findings = judge_document(json.loads(example[1]), LAW)
    told = {(finding.event, finding.measure): finding.verdict.value for finding in findings}
    assert told["gift", "un-2397-7-vehicles"] == "prohibited"
    assert told["coal", "un-2371-8-coal-iron"] == "conditional"  # the ban came in August 2017
    (coal,) = [finding for finding in findings if finding.measure == "un-2371-8-coal-iron"]
    assert {e.name for e in coal.elements if e.value is Truth.UNKNOWN} == {"in_force"}


def test_the_manual_names_every_act_and_role() -> None:
    from porosity.assessment import ROLES, Act

    text = (DOCS / "judge.md").read_text(encoding="utf-8")
    assert ", ".join(act.value for act in Act) in text
    assert ", ".join(ROLES) in text


# documents in files


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    one, lines, many = tmp_path / "one.json", tmp_path / "lines.jsonl", tmp_path / "many.json"
    one.write_text('\ufeff{"events": []}', encoding="utf-8")
    lines.write_text('{"events": [1]}\n\n{"events": ["\u2028"]}\r\n{"events": [3]}', encoding="utf-8")
    many.write_text('[{"events": []}, 7]')
    found = list(read_documents([str(one), str(lines), str(many)]))
    assert [place for place, _ in found] == [
        str(one),
        f"{lines}:1",
        f"{lines}:3",
        f"{lines}:4",
        f"{many}[0]",
        f"{many}[1]",
    ]
    assert found[2][1] == {"events": ["\u2028"]}


@pytest.mark.parametrize(
    ("data", "place", "problem"),
    [
        (b"", "", "is empty."),
        (b"  \n", "", "is empty."),
        (b'{"events": []}\n{"events": [}\n', ":2", "is not JSON: Expecting value."),
        (b"\xff\xfe{}", "", "is not UTF-8 (byte 0)."),
        (b"[" * 100_000, "", "is nested too deeply."),
        (b'{"events": ' + b"9" * 5000 + b"}", ":1", "is not JSON: Exceeds the limit"),
    ],
)
def test_files_that_are_no_documents(tmp_path: Path, data: bytes, place: str, problem: str) -> None:
    path = tmp_path / "events.json"
    path.write_bytes(data)
    with pytest.raises(InputError) as error:
        list(read_documents([str(path)]))
    assert error.value.place == f"{path}{place}"
    assert problem in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened: No such file"):
        list(read_documents([str(tmp_path / "none.json")]))
    with pytest.raises(InputError, match="cannot be opened: Is a directory"):
        list(read_documents([str(tmp_path)]))

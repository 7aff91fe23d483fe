"""Origins, support, contradictions, questions and answers over several reports, both sides of each boundary."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from incidents.told import CAR, account, entity
from porosity.evidence.records import Decision, DecisionKind, Target
from porosity.incidents.contradictions import contrasts
from porosity.incidents.grading import support_of
from porosity.incidents.origins import shared_origins
from porosity.incidents.portraits import portrait
from porosity.incidents.questions import questions
from porosity.incidents.replies import replies
from porosity.logic import Truth

KP = entity("e1", "North Korea", "place", "kp")
RU = entity("e2", "Russia", "place", "ru")
THE_CAR = entity("e3", "a car", "goods", goods=CAR)
AURUS = entity("e4", "an Aurus Senat", "goods", goods=CAR)
SEDAN = entity("e5", "a Hongqi L5", "goods", goods=CAR)
KCNA = entity("e6", "KCNA", "organisation", "kp")
SEOUL = entity("e7", "South Korea's defence ministry", "organisation", "kr")
KREMLIN = entity("e8", "the Kremlin", "organisation", "ru")
GIFT: dict[str, Any] = {"roles": {"agent": (RU,), "recipient": (KP,), "item": (THE_CAR,)}}


def test_ten_outlets_that_repeat_one_agency_count_once() -> None:
    some = [
        account(f"r{at}", "2024-02-20", "a car", sources=(KCNA,), publisher=f"Paper {at}", **GIFT) for at in range(10)
    ]
    (one,) = shared_origins(some)
    assert one.shown.name == "KCNA"
    assert len(one.shown.reports) == 10
    assert "Paper 3" in one.shown.via


def test_an_agency_that_cites_another_adds_no_origin() -> None:
    yonhap = entity("e9", "Yonhap", "organisation", "kr")
    some = [
        account("a", "2024-02-20", "a car", sources=(KCNA,), **GIFT),
        account("b", "2024-02-20", "a car", sources=(yonhap, KCNA), **GIFT),
    ]
    (one,) = shared_origins(some)
    assert "Yonhap" in one.shown.via


def test_two_that_do_not_lean_on_each_other_are_two_and_count_for_more() -> None:
    one = account("a", "2024-02-20", "a car", sources=(SEOUL,), **GIFT)
    other = account("b", "2024-02-21", "a car", sources=(entity("e9", "the Pentagon", "organisation", "us"),), **GIFT)
    alone, both = (support_of(shared_origins(some), some) for some in ([one], [one, other]))
    assert alone is not None
    assert both is not None
    assert len(shared_origins([one, other])) == 2
    assert both.credibility < alone.credibility
    assert both.because.endswith("2 reports tell of it.")


def test_reports_of_nobody_known_are_one_origin() -> None:
    assert (
        len(shared_origins([account("a", "2024-02-20", "a car", **GIFT), account("b", "2024-02-21", "x", **GIFT)])) == 1
    )


def test_a_denial_stands_apart_and_takes_from_the_grade() -> None:
    said = account("a", "2024-02-20", "a car", sources=(SEOUL,), **GIFT)
    denied = account("b", "2024-02-21", "no car", sources=(KREMLIN,), stance="denies", **GIFT)
    origins = shared_origins([said, denied])
    assert [one.shown.put for one in origins] == ["says", "denies"]
    before, after = support_of(shared_origins([said]), [said]), support_of(origins, [said, denied])
    assert before is not None
    assert after is not None
    assert after.credibility > before.credibility


def test_a_copy_is_told_in_the_reason() -> None:
    some = [
        account("a", "2024-02-20", "a car", sources=(SEOUL,), **GIFT),
        account("b", "2024-02-20", "a car", sources=(SEOUL,), copy_of="a", **GIFT),
    ]
    support = support_of(shared_origins(some), some)
    assert support is not None
    assert support.because.endswith("2 reports tell of it, 1 copy among them.")


def _about(*accounts: Any) -> dict[str, list[str]]:
    return {one.about: [side.says for side in one.sides] for one in contrasts(accounts)}


def test_whether_it_took_place() -> None:
    said = account("a", "2024-02-20", "a car", **GIFT)
    denied = account("b", "2024-02-21", "no car", stance="denies", **GIFT)
    assert _about(said, denied) == {"whether at all": ["it took place", "it did not take place"]}
    assert _about(said, account("c", "2024-02-21", "a car", **GIFT)) == {}


def test_how_many() -> None:
    some = [
        account(key, "2024-02-20", "cars", amount=(size, "piece"), **GIFT)
        for key, size in (("a", 2), ("b", 3), ("c", 2))
    ]
    assert _about(*some) == {"how many": ["2 piece", "3 piece"]}
    assert _about(some[0], some[2]) == {}
    assert _about(some[0], account("d", "2024-02-20", "cars", amount=(3, "tonne"), **GIFT)) == {}


def test_what_make() -> None:
    one, other = ({"roles": {**GIFT["roles"], "item": (thing,)}} for thing in (AURUS, SEDAN))
    assert set(_about(account("a", "2024-02-20", "x", **one), account("b", "2024-02-20", "y", **other))) == {"what"}
    assert _about(account("a", "2024-02-20", "x", **one), account("b", "2024-02-20", "y", **GIFT)) == {}


def test_who() -> None:
    one, other = (
        {"roles": {**GIFT["roles"], "agent": (entity("e9", name, "organisation", "ru"),)}}
        for name in ("Rosatlas", "Vostok Motors")
    )
    assert _about(account("a", "2024-02-20", "x", **one), account("b", "2024-02-20", "y", **other)) == {
        "who": ["Rosatlas", "Vostok Motors"]
    }
    assert _about(account("a", "2024-02-20", "x", **one), account("b", "2024-02-20", "y", **one)) == {}


def test_when_something_that_has_one_day() -> None:
    one, other = (
        account(key, "2024-05-30", "a test", kind="launch", act="test", when=day, roles={"agent": (KP,)})
        for key, day in (("a", "2024-05-27"), ("b", "2024-05-28"))
    )
    assert set(_about(one, other)) == {"when"}
    assert (
        _about(one, account("c", "2024-05-30", "a test", act="test", when="2024-05-27", roles={"agent": (KP,)})) == {}
    )


def test_where() -> None:
    nampo, rason = entity("e9", "Nampo", "place", "kp"), entity("e10", "Rason", "place", "kp")
    one, other = ({"roles": {**GIFT["roles"], "destination": (place,)}} for place in (nampo, rason))
    assert set(_about(account("a", "2024-02-20", "x", **one), account("b", "2024-02-20", "y", **other))) == {"where"}


ASKED = ("goods_are_vehicles", Truth.UNKNOWN, "Which car is it?")
TOLD = ("goods_are_vehicles", Truth.MET, "Which car is it?")


def test_a_question_closes_when_a_later_report_answers_it() -> None:
    first = account("a", "2024-02-20", "He gave him a car.", element=ASKED, **GIFT)
    second = account("b", "2024-02-22", "It is an Aurus Senat.", element=TOLD, **GIFT)
    (question,) = questions([second, first])
    assert not question.is_open
    assert question.because == "a report 2 days later says it"
    assert question.closed_by is not None
    assert question.closed_by.text == "It is an Aurus Senat."


def test_a_question_stays_open_while_nobody_answers_it() -> None:
    first = account("a", "2024-02-20", "He gave him a car.", element=ASKED, **GIFT)
    again = account("b", "2024-02-22", "He gave him a car.", element=ASKED, **GIFT)
    (question,) = questions([first, again])
    assert question.is_open
    other = account("c", "2024-02-22", "x", element=("other", Truth.MET, ""), **GIFT)
    assert questions([first, other])[0].is_open


def test_a_denial_is_an_answer_that_stands_beside() -> None:
    some = [account("a", "2024-02-21", "no car", sources=(KREMLIN,), stance="denies", **GIFT)]
    (reply,) = replies(some)
    assert (reply.kind, reply.who) == ("denial", "the Kremlin")
    assert replies([account("a", "2024-02-20", "a car", **GIFT)]) == ()


def test_a_designation_told_in_passing_stands_beside() -> None:
    firm = entity("e9", "Rosatlas", "organisation", "ru")
    given = {"roles": {"agent": (entity("e10", "Japan", "place", "jp"),), "recipient": (firm,)}}
    (reply,) = replies([account("a", "2024-03-01", "Japan listed it.", act="designate", passing=True, **given)])
    assert (reply.kind, reply.who, reply.quote.text) == ("designation", "Japan", "Japan listed it.")


def test_a_person_can_override_the_grade_and_take_that_back() -> None:
    some = [account("a", "2024-02-20", "a car", sources=(SEOUL,), **GIFT)]
    when = datetime(2024, 3, 1, tzinfo=UTC)
    over = Decision("d1", DecisionKind.OVERRIDE, Target.INCIDENT, "i-1", "Ada", when, "seen it", {"credibility": 1})
    back = Decision("d2", DecisionKind.REVOKE, Target.DECISION, "d1", "Ada", when)
    set_, plain = (support_of(shared_origins(some), some, (), decided) for decided in ((over,), (over, back)))
    assert set_ is not None
    assert plain is not None
    assert (set_.credibility, set_.because, set_.overridden_by) == (1, "seen it", "d1")
    assert plain.overridden_by is None


def test_a_portrait_holds_all_of_it() -> None:
    first = account("a", "2024-02-20", "He gave him a car.", sources=(SEOUL,), element=ASKED, **GIFT)
    second = account("b", "2024-02-22", "It is an Aurus Senat.", sources=(KCNA,), element=TOLD, **GIFT)
    held = [*first.held, *second.held]
    whole = portrait("i-1", held, {"a": first.assessment, "b": second.assessment})
    assert (whole.row.verdict, whole.row.reports, whole.row.origins) == ("prohibited", 2, 2)
    assert [one.report for one in whole.reports] == ["a", "b"]
    assert [one.event for one in whole.timeline] == ["a#v1", "b#v1"]
    assert not whole.questions[0].is_open

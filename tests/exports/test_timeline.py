"""The picture of acts and measures in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from porosity.assessment import Act, Event
from porosity.exports import timeline
from porosity.exports.card import no_card
from porosity.exports.dossier import arrange
from porosity.timespan import TimeSpan
from samples import ASSESSMENT, CARDS, card

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**changes: object) -> ElementTree.Element:
    return ElementTree.fromstring(timeline.render(replace(ASSESSMENT, **changes), card=card))  # type: ignore[arg-type]


def test_golden(golden) -> None:
    golden("timeline.svg", timeline.render(ASSESSMENT, card=card))


def test_it_says_in_words_what_it_shows() -> None:
    picture = drawn()
    names = {picture.find(f"{SVG}title").get("id"), picture.find(f"{SVG}desc").get("id")}  # type: ignore[union-attr]
    assert set(picture.get("aria-labelledby", "").split()) == names
    described = picture.find(f"{SVG}desc").text  # type: ignore[union-attr]
    assert described is not None and "on 13 April 2025" in described
    assert "22 December 2017: UNSCR 2397 (2017) OP 7 in force" in described


def test_a_day_is_a_dot_and_a_long_span_a_bar() -> None:
    year = TimeSpan(date(2005, 1, 1), date(2012, 12, 31))
    picture = drawn(
        events=(Event("a", Act.MEET, {}, time=year), Event("b", Act.MEET, {}, time=TimeSpan.on(date(2020, 1, 1))))
    )
    assert len(picture.findall(f".//{SVG}rect")) == 1
    assert len(picture.findall(f".//{SVG}circle")) == 1


def test_an_open_end_is_drawn_open() -> None:
    picture = drawn(events=(Event("a", Act.MEET, {}, time=TimeSpan(None, date(2024, 2, 20))),))
    assert [line for line in picture.iter(f"{SVG}line") if line.get("class") == "open"]


def test_acts_without_a_date_are_listed_not_drawn() -> None:
    plan = timeline.plan(ASSESSMENT, arrange(ASSESSMENT, card=card))
    assert [event.id for event in plan.undated] == ["e3"]
    assert len(plan.rows) == 6


def test_without_any_date_there_is_no_picture() -> None:
    assert timeline.render(replace(ASSESSMENT, events=(), findings=()), card=card) == ""


def test_the_end_of_a_measure_is_marked() -> None:
    def law(measure: str):
        found = CARDS.get(measure)
        return None if found is None else replace(found, in_force_until=date(2030, 1, 1))

    plan = timeline.plan(ASSESSMENT, arrange(ASSESSMENT, card=law))
    assert plan.ticks[-1].day == date(2030, 1, 1) and "ends" in plan.ticks[-1].text


def test_of_very_many_acts_those_with_findings_are_drawn() -> None:
    extra = tuple(Event(f"x{n}", Act.MEET, {}, time=TimeSpan.on(date(2020, 1, 1))) for n in range(100))
    plan = timeline.plan(
        replace(ASSESSMENT, events=ASSESSMENT.events + extra),
        arrange(replace(ASSESSMENT, events=ASSESSMENT.events + extra), card=card),
    )
    assert 0 < len(plan.rows) < 40 and plan.left_out == 106 - len(plan.rows)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.dates(), st.dates(), st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.text(max_size=60),
)
def test_any_dates_make_a_well_formed_picture(spans: list[tuple[date, date, bool, bool]], name: str) -> None:
    events = tuple(
        Event(
            f"{name}{n}",
            Act.OTHER,
            {"item": (name,)},
            time=TimeSpan(min(a, b) if x else None, max(a, b) if y else None),
        )
        for n, (a, b, x, y) in enumerate(spans)
    )
    assessment = replace(ASSESSMENT, events=events, findings=())
    for width in (340, 760):
        text = timeline.render(assessment, card=no_card, width=width)
        if text:
            places = [float(circle.get("cx", 0)) for circle in ElementTree.fromstring(text).iter(f"{SVG}circle")]
            assert all(0 <= place <= width for place in places)


@pytest.mark.parametrize(
    ("text", "room", "cut"), [("short", 9, "short"), ("a long label", 7, "a long…"), ("가나다라", 5, "가…")]
)
def test_labels_are_cut_by_columns(text: str, room: int, cut: str) -> None:
    assert timeline._cut(text, room) == cut

"""Spans of days: an act on some day between two."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.logic import Truth
from porosity.timespan import TimeSpan

NEW_YEAR, EVE = date(2017, 1, 1), date(2017, 12, 31)
YEAR = TimeSpan(NEW_YEAR, EVE, "in 2017")
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 1, 1))
spans = st.lists(st.none() | days, min_size=2, max_size=2).map(
    lambda ends: TimeSpan(*ends) if None in ends else TimeSpan(*sorted(ends))
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(NEW_YEAR, Truth.MET), (date(2017, 1, 2), Truth.UNKNOWN), (EVE, Truth.UNKNOWN), (date(2018, 1, 1), Truth.NOT_MET)],
)
def test_since_a_day(day: date, expected: Truth) -> None:
    assert YEAR.since(day) is expected
    assert YEAR.before(day) is expected.negated()


def test_an_open_end_settles_what_the_other_end_can() -> None:
    assert TimeSpan(NEW_YEAR, None).since(NEW_YEAR) is Truth.MET
    assert TimeSpan(NEW_YEAR, None).since(EVE) is Truth.UNKNOWN
    assert TimeSpan(None, NEW_YEAR).since(EVE) is Truth.NOT_MET
    assert TimeSpan(None, None).since(EVE) is Truth.UNKNOWN


def test_a_span_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins: 2017-12-31 to 2017-01-01"):
        TimeSpan(EVE, NEW_YEAR)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (TimeSpan.on(EVE), "2017-12-31"),
        (YEAR, "between 2017-01-01 and 2017-12-31"),
        (TimeSpan(EVE, None), "from 2017-12-31 on"),
        (TimeSpan(None, EVE), "by 2017-12-31"),
        (TimeSpan(None, None), "at an unknown time"),
    ],
)
def test_spans_read_as_words(span: TimeSpan, text: str) -> None:
    assert str(span) == text


def test_spans_that_touch_overlap() -> None:
    assert YEAR.overlaps(TimeSpan(EVE, None))
    assert YEAR.overlaps(TimeSpan(None, NEW_YEAR))
    assert not YEAR.overlaps(TimeSpan(date(2018, 1, 1), None))
    assert not YEAR.overlaps(TimeSpan(None, date(2016, 12, 31)))


@given(spans, spans)
def test_overlapping_is_mutual(one: TimeSpan, other: TimeSpan) -> None:
    assert one.overlaps(one)
    assert one.overlaps(other) == other.overlaps(one)


@given(spans, days, days)
def test_a_day_of_the_span_agrees_with_the_whole(span: TimeSpan, inside: date, day: date) -> None:
    if span.overlaps(TimeSpan.on(inside)) and span.since(day) is not Truth.UNKNOWN:
        assert TimeSpan.on(inside).since(day) is span.since(day)


@given(days, days)
def test_one_day_is_on_one_side_of_any_day(on: date, day: date) -> None:
    assert TimeSpan.on(on).since(day) is Truth.of(on >= day)
    assert TimeSpan.on(on).before(day + timedelta(days=1)) is Truth.of(on <= day)

"""A date holds for what follows it: what later words of time mean, and under which date undated acts stand."""

from __future__ import annotations

from datetime import date

import pytest
from builder import Story, act, said
from hypothesis import given
from hypothesis import strategies as st

from porosity.reading.moments import Moments, is_history

PUBLISHED = date(2024, 11, 2)


def days(*sentences: str, published: date | None = PUBLISHED) -> list[str]:
    """The days of each expression of time in the last of some sentences of one paragraph."""
    moments = Moments(published)
    found = [moments.of(0, sentence)[0] for sentence in sentences][-1]
    return [str(mention.span) for mention in found]


@pytest.mark.parametrize(
    ("sentences", "last"),
    [
        (
            ("In January 2023 it showed a train that had left the previous November.",),
            "between 2022-11-01 and 2022-11-30",
        ),
        (("It left in May 2016.", "That October it came back."), "between 2016-10-01 and 2016-10-31"),
        (("It left in May 2016.", "In October it came back."), "between 2016-10-01 and 2016-10-31"),
        (("It left on 3 May 2016.", "Two days later it came back."), "2016-05-05"),
        (("It left on 3 May 2016.", "It came back on Friday."), "2024-11-01"),
        (
            ("It left on 3 October 2024.", "In May it had come."),
            "between 2024-05-01 and 2024-05-31",
        ),  # this is the news
        (("In October it came back.",), "between 2024-10-01 and 2024-10-31"),
    ],
)
def test_words_of_time_count_from_the_date_before_them(sentences: tuple[str, ...], last: str) -> None:
    assert days(*sentences)[-1] == last


def test_a_year_later_is_meant_roughly() -> None:
    assert days("It left on 3 May 2016.", "A year later it came back.") == ["between 2017-01-04 and 2017-09-01"]


def test_a_paragraph_starts_anew() -> None:
    moments = Moments(PUBLISHED)
    moments.of(0, "It left in May 2016.")
    found, under = moments.of(1, "In October it came back.")
    assert (str(found[0].span), under) == ("between 2024-10-01 and 2024-10-31", None)


@pytest.mark.parametrize(
    ("before", "stands"), [("It began in May 2016.", True), ("It began on 28 October 2024.", False)]
)
def test_only_a_look_back_holds_for_undated_acts(before: str, stands: bool) -> None:
    moments = Moments(PUBLISHED)
    moments.of(0, before)
    _, under = moments.of(0, "It sold cars.")
    assert (under is not None) is stands


@pytest.mark.parametrize(
    ("sentence", "trigger", "dated"),
    [
        ("[Iran|place] sold [cars|vehicle].", "sold", True),
        ("[Iran|place] had sold [cars|vehicle].", "sold", True),
        ("[Iran|place] has sold [cars|vehicle].", "sold", False),
        ("[Iran|place] sells [cars|vehicle].", "sells", False),
    ],
)
def test_an_act_told_in_the_past_stands_under_the_date_before_it(sentence: str, trigger: str, dated: bool) -> None:
    story = Story("It began in May 2016.", said(sentence, act(trigger, "transfer", agent="Iran", item="cars")))
    assert (story.told[-1].claim.time is not None) is dated


@given(st.lists(st.sampled_from(["In May 2016.", "That June.", "Later.", "A week later.", "On Friday."]), max_size=6))
def test_without_a_day_of_publication_nothing_is_counted_from_it(sentences: list[str]) -> None:
    moments = Moments(None)
    for sentence in sentences:
        found, under = moments.of(0, sentence)
        assert under is None
        assert all(mention.start < mention.end for mention in found)


def test_a_time_that_something_is_only_held_against_dates_nothing() -> None:
    assert days("The guards were the same as ten years ago, and they left in July.")[-1].startswith(
        "between 2024-07-01"
    )
    assert days("It is the same as in May 2016.", "In October it came back.") == ["between 2024-10-01 and 2024-10-31"]


# --- history ---


@pytest.mark.parametrize(
    ("text", "history"),
    [
        ("In 1945 a ship sank. In 1946 it was raised.", True),
        ("In 1945 a ship sank. On 2 November 2024 it was recalled. In 1946 it was raised.", True),
        ("In 1945 a ship sank.", False),  # one year alone may be said in passing
        ("In 1945 a ship sank, in 1946 another. In 2019 it sold oil.", False),
    ],
)
def test_a_report_of_nothing_but_a_time_long_past_is_history(text: str, history: bool) -> None:
    assert is_history(text, PUBLISHED) is history
    assert not is_history(text, None)


def test_in_history_a_date_holds_over_paragraphs() -> None:
    for history, holds in ((True, "1945-08-24"), (False, "None")):
        moments = Moments(PUBLISHED, history)
        moments.of(0, "It sailed on 24 August 1945.")
        assert str(moments.of(1, "Then it sank.")[1]) == holds


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("From 1932 on it made germs.", "between 1932-01-01 and 1951-12-27"),
        ("Since 1932 it has made germs.", "from 1932-01-01 on"),
        ("From 2016 on it made germs.", "from 2016-01-01 on"),
    ],
)
def test_what_began_long_ago_was_over_in_its_time(text: str, span: str) -> None:
    assert days(text) == [span]


def test_what_somebody_was_made_to_do_is_told_of_that_time() -> None:
    story = Story(
        said("It came on 3 May 2016."),
        said("They forced them to sell [oil|goods].", act("sell", "transfer", item="oil")),
    )
    assert str(story.told[-1].claim.time) == "2016-05-03"

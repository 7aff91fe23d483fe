"""Expressions of time as spans of days; the day of publication is a Tuesday, 20 February 2024."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.reading.times import find_times

PUBLISHED = date(2024, 2, 20)


def spans(text: str, published: date | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(found.span.text, str(found.span)) for found in find_times(text, published)]


def only(text: str) -> str:
    (found,) = find_times(text, PUBLISHED)
    return str(found.span)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("on 18 February 2024", "2024-02-18"),
        ("on Feb. 18, 2024", "2024-02-18"),
        ("on Sunday, February 18, 2024", "2024-02-18"),
        ("on the 3rd of May 2021", "2021-05-03"),
        ("on 2017-12-22", "2017-12-22"),
        ("on 22.12.2017", "2017-12-22"),
        ("in 2013", "between 2013-01-01 and 2013-12-31"),
        ("September 2023", "between 2023-09-01 and 2023-09-30"),
        ("February 2024", "between 2024-02-01 and 2024-02-29"),
        ("May 2019", "between 2019-05-01 and 2019-05-31"),
        ("in Q3 2023", "between 2023-07-01 and 2023-09-30"),
        ("in the fourth quarter of 2023", "between 2023-10-01 and 2023-12-31"),
        ("the first half of 2025", "between 2025-01-01 and 2025-06-30"),
        ("in the winter of 2022", "between 2021-12-01 and 2022-02-28"),
        ("between 2018 and 2020", "between 2018-01-01 and 2020-12-31"),
        ("from 2018 to 2020", "between 2018-01-01 and 2020-12-31"),
        ("in 2022-23", "between 2022-01-01 and 2023-12-31"),
        ("17-18 June 2024", "between 2024-06-17 and 2024-06-18"),
        ("June 18-19, 2024", "between 2024-06-18 and 2024-06-19"),
        ("from 13 to 17 September 2023", "between 2023-09-13 and 2023-09-17"),
        ("from 28 August to 2 September 2023", "between 2023-08-28 and 2023-09-02"),
        ("between January and March 2023", "between 2023-01-01 and 2023-03-31"),
        ("in the 1990s", "between 1990-01-01 and 1999-12-31"),
    ],
)
def test_absolute(text: str, span: str) -> None:
    assert only(text) == span
    assert find_times(text, PUBLISHED)[0].kind == "absolute"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("since 2006", "from 2006-01-01 on"),
        ("until 2019", "by 2019-12-31"),
        ("by May 2024", "by 2024-05-31"),
        ("before 2017-12-22", "by 2017-12-21"),
        ("after 2017-12-22", "from 2017-12-23 on"),
        ("before the end of 2019", "by 2019-12-31"),
        ("since last September", "from 2023-09-01 on"),
        ("since the 1990s", "from 1990-01-01 on"),
    ],
)
def test_open_ends(text: str, span: str) -> None:
    assert spans(text) == [(text, span)]


def test_parts_of_a_year_lie_within_it() -> None:
    for text in ("mid-2022", "early 2022", "late 2022", "the beginning of 2022", "at the end of 2022"):
        (found,) = find_times(text, PUBLISHED)
        assert found.span.first is not None and found.span.last is not None
        assert date(2022, 1, 1) <= found.span.first < found.span.last <= date(2022, 12, 31)
        assert (found.span.last - found.span.first).days < 200


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The car was delivered on Feb. 18.", "2024-02-18"),
        ("It was seen on Feb. 25.", "2023-02-25"),
        ("It arrived on Sunday.", "2024-02-18"),
        ("Peskov said Tuesday", "2024-02-20"),
        ("He left on Wednesday", "2024-02-14"),
        ("He left last Tuesday", "2024-02-13"),
        ("They met yesterday", "2024-02-19"),
        ("They met this morning", "2024-02-20"),
        ("They met last week", "between 2024-02-12 and 2024-02-18"),
        ("They met over the weekend", "between 2024-02-17 and 2024-02-18"),
        ("They met last September", "between 2023-09-01 and 2023-09-30"),
        ("They met in January", "between 2024-01-01 and 2024-01-31"),
        ("They met in February", "between 2024-02-01 and 2024-02-29"),
        ("They met in March", "between 2023-03-01 and 2023-03-31"),
        ("They met last month", "between 2024-01-01 and 2024-01-31"),
        ("They meet next month", "between 2024-03-01 and 2024-03-31"),
        ("They met earlier this month", "between 2024-02-01 and 2024-02-20"),
        ("It was sold this year", "between 2024-01-01 and 2024-12-31"),
        ("It was sold three years ago", "between 2021-01-01 and 2021-12-31"),
        ("It was sold two months ago", "between 2023-12-01 and 2023-12-31"),
        ("It was sold three days ago", "2024-02-17"),
        ("It has gone on for years", "by 2024-02-20"),
        ("It is so now", "2024-02-20"),
        ("from June to August last year", "between 2023-06-01 and 2023-08-31"),
        ("They sold it in the autumn", "between 2023-09-01 and 2023-11-30"),
        ("They sold it in winter", "between 2023-12-01 and 2024-02-29"),
        ("in March last year", "between 2023-03-01 and 2023-03-31"),
    ],
)
def test_relative_to_publication(text: str, span: str) -> None:
    assert only(text) == span
    assert find_times(text, PUBLISHED)[0].kind == "relative"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Kim will meet him on Sunday", "2024-02-25"),
        ("Putin to visit Pyongyang on Sunday", "2024-02-25"),
        ("Putin plans to visit in May", "between 2024-05-01 and 2024-05-31"),
        ("He is due to fly on Feb. 25", "2024-02-25"),
        ("Car given to Kim in May", "between 2023-05-01 and 2023-05-31"),
        ("Russia gave a car to Kim on Sunday", "2024-02-18"),
        ("They will visit, the Kremlin said on Monday", "2024-02-19"),
    ],
)
def test_words_that_look_ahead(text: str, span: str) -> None:
    assert only(text) == span


def test_late_last_week_ends_with_it() -> None:
    (found,) = find_times("late last week", PUBLISHED)
    assert found.span.last == date(2024, 2, 18)
    assert found.span.first is not None and found.span.first >= date(2024, 2, 14)


def test_another_event_is_an_anchor() -> None:
    for text, days in (("two days later", 2), ("three weeks earlier", -21), ("the following day", 1)):
        (found,) = find_times(text, PUBLISHED)
        assert (found.kind, found.days, found.span.first, found.span.last) == ("anchored", days, None, None)


def test_without_publication_a_relative_time_is_open() -> None:
    for text in ("on Sunday", "last week", "in January", "three years ago", "on Feb. 18", "now", "17-18 June"):
        (found,) = find_times(text, None)
        assert (found.kind, found.span.first, found.span.last) == ("relative-unknown", None, None)
    assert only("in 2013") == str(find_times("in 2013", None)[0].span)


@pytest.mark.parametrize(
    "text",
    [
        "under resolution 1718 (2006)",
        "resolutions 2371 and 2397",
        "some 2000 containers",
        "2000 tonnes of coal",
        "20,000 shells",
        "about 2,023 workers",
        "2019-nCoV",
        "a Mercedes S600",
        "the Hwasong-2020",
        "a man aged 45",
        "$2000 a head",
        "he may ship it",
        "they march on",
        "March on Rome",
        "Sun Tzu said so",
        "He sat down",
        "No. 1999",
        "Theresa May resigned",
    ],
)
def test_no_times(text: str) -> None:
    assert spans(text) == []


def test_the_longest_wording_wins() -> None:
    assert spans("on Sunday, February 18, 2024, in Pyongyang") == [("Sunday, February 18, 2024", "2024-02-18")]


WORDS = (
    "in on since until before after by early late mid- last next this the 2013 2024 1718 31 30 29 "
    "February Feb. June May March Sunday Tuesday yesterday week month year years ago later two three "
    "between and to - 1990s Q3 weekend end of said will , . winter decade for past recent 18-19 2018-20 "
    "(2017) $2000"
)
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=12), st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2090, 12, 31))))
def test_mentions_are_their_words_in_order(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    found = find_times(text, published)
    for mention in found:
        assert text[mention.start : mention.end] == mention.span.text
        if mention.span.first is not None and mention.span.last is not None:
            assert mention.span.first <= mention.span.last
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(max_size=60), st.one_of(st.none(), st.dates()))
def test_any_text_is_read(text: str, published: date | None) -> None:
    for mention in find_times(text, published):
        assert text[mention.start : mention.end] == mention.span.text


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It was taken in the Korean War.", "between 1950-06-25 and 1953-07-27"),
        ("During its military occupation of Korea Japan took rice.", "between 1910-08-29 and 1945-08-15"),
        ("It was made in Soviet times.", "between 1946-01-01 and 1991-12-26"),
    ],
)
def test_a_time_may_have_a_name(text: str, span: str) -> None:
    assert only(text) == span


def test_the_name_of_a_war_alone_dates_nothing() -> None:
    assert spans("A museum of the Korean War opened.") == []

"""Days, births and countries as lists print them."""

from __future__ import annotations

from datetime import date

import pytest

from porosity.screening.lists.days import births, day, span
from porosity.screening.lists.draft import number_and_country, split_names
from porosity.screening.lists.nations import country_codes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017-06-02", date(2017, 6, 2)),
        ("2017-06-02T00:00:00", date(2017, 6, 2)),
        ("28.2.2011", date(2011, 2, 28)),
        ("26 Feb. 2011", date(2011, 2, 26)),
        ("2 December 1985", date(1985, 12, 2)),
        ("01-Mar-2026", date(2026, 3, 1)),
        ("1/3/2026", date(2026, 3, 1)),
        ("2017-13-45", None),
        ("30.2.2011", None),
        ("2011", None),
        ("2011-02", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_day_is_a_full_date_of_the_calendar(text: str, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 Aug 1960", ["1960-08-12"]),
        ("1960", ["between 1960-01-01 and 1960-12-31"]),
        ("Aug 1960", ["between 1960-08-01 and 1960-08-31"]),
        ("circa 1965", ["between 1964-01-01 and 1966-12-31"]),
        ("circa 07 Jul 1966", ["between 1965-01-01 and 1967-12-31"]),
        ("Approximately 1963; 1956", ["between 1962-01-01 and 1964-12-31", "between 1956-01-01 and 1956-12-31"]),
        ("1970 (presumed)", ["between 1969-01-01 and 1971-12-31"]),
        ("1951 to 1953", ["between 1951-01-01 and 1953-12-31"]),
        ("1979-1982", ["between 1979-01-01 and 1982-12-31"]),
        ("Mar 1962 to Feb 1963", ["between 1962-03-01 and 1963-02-28"]),
        ("between 1.1.1961 and 31.12.1963", ["between 1961-01-01 and 1963-12-31"]),
        ("1972 and 1974", ["between 1972-01-01 and 1972-12-31", "between 1974-01-01 and 1974-12-31"]),
        ("1959/1960", ["between 1959-01-01 and 1959-12-31", "between 1960-01-01 and 1960-12-31"]),
        ("1960s", ["between 1960-01-01 and 1969-12-31"]),
        ("before 1964", ["by 1963-12-31"]),
        ("(a) 18.12.1969, (b) 25.5.1968", ["1969-12-18", "1968-05-25"]),
        ("dd/mm/1965", ["between 1965-01-01 and 1965-12-31"]),
        ("00/07/1965", ["between 1965-07-01 and 1965-07-31"]),
        ("1340 (Iranian Hijri calendar), 1961", ["between 1961-01-01 and 1961-12-31"]),
        ("24.6.1402 (Hijri Calendar)", []),
        ("10 October (year unknown)", []),
        ("31.2.1961", []),
        ("1970 to 1960", ["between 1970-01-01 and 1970-12-31", "between 1960-01-01 and 1960-12-31"]),
        ("", []),
    ],
)
def test_births_are_spans_one_for_each_that_is_given(text: str, expected: list[str]) -> None:
    assert [str(born) for born in births(text)] == expected


def test_a_span_keeps_the_words_that_say_so() -> None:
    assert births("alt. DOB circa 1965")[0].text == "circa 1965"


@pytest.mark.parametrize("text", ["0000", "2017-00-01", "99999", "1/0/1999", "5 Foo 1999"])
def test_what_is_no_date_has_no_span(text: str) -> None:
    assert span(text) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Korea, North", ("kp",)),
        ("Congo, Democratic Republic of the", ("cd",)),
        ("Democratic People’s Republic of Korea (DPRK)", ("kp",)),
        ("Myanmar/Burma", ("mm",)),
        ("Ukrainian, Russian", ("ua", "ru")),
        ("(a) German, (b) Moroccan", ("de", "ma")),
        ("DPRK.", ("kp",)),
        ("Region: Gaza", ("ps",)),
        ("AE", ("ae",)),
        ("None Identified", ()),
        ("Nowhere-land", ()),
        ("", ()),
    ],
)
def test_countries_are_read_in_every_spelling(text: str, codes: tuple[str, ...]) -> None:
    assert country_codes(text) == codes


@pytest.mark.parametrize(
    ("text", "number", "country"),
    [
        ("77001122", "77001122", None),
        ("77001122 (Russia) expires 01 Jan 2030", "77001122", "ru"),
        ("Sudan number B00017334", "B00017334", "sd"),
        ("Diplomatic Passport no. D990, issued on 21 Feb. 2013", "D990", None),
        ("series MH No 553834", "553834", None),
        ("no.", "no", None),
    ],
)
def test_numbers_lose_their_labels(text: str, number: str, country: str | None) -> None:
    assert number_and_country(text) == (number, country)


def test_names_in_one_cell_are_parted() -> None:
    assert split_names("Old Mill; Dam (The Weir); ") == ["Old Mill", "Dam (The Weir)"]
    assert split_names("Ruben Vasko, born 1 Jan. 1953 (passport no 990)") == ["Ruben Vasko"]
    assert split_names("Ruben Vasko (born Lampov)") == ["Ruben Vasko (born Lampov)"]
    assert split_names("Ruben (Rubik; Rubin)") == ["Ruben", "Rubik", "Rubin"]
    assert split_names("Ruben b) Rubik; Rubin") == ["Ruben b) Rubik", "Rubin"]

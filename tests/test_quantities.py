"""Numbers with units, as reports write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Quantity
from porosity.logic import Truth
from porosity.quantities import bounds, compare, convert, find, number, parse


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("two million barrels of heavy crude", 2e6, "barrel"),
        ("1.65m barrels", 1.65e6, "barrel"),
        ("1,065,398 barrels", 1065398, "barrel"),
        ("more than half a million barrels", 5e5, "barrel"),
        ("a million barrels", 1e6, "barrel"),
        ("a quarter of a million tonnes", 2.5e5, "tonne"),
        ("some 60,000 tonnes", 6e4, "tonne"),
        ("500 metric tons of rice", 500, "tonne"),
        ("100 short tons", 90.718474, "tonne"),
        ("thirty-five thousand tonnes", 35000, "tonne"),
        ("a tonne of coal", 1, "tonne"),
        ("200 kg of gold", 200, "kg"),
        ("3,000 litres of diesel", 3000, "litre"),
        ("more than 10,000 North Korean troops", 1e4, "person"),
        ("some 13,000 people", 13000, "person"),
        ("twenty-four men", 24, "person"),
        ("several hundred North Korean engineers", 300, "person"),
        ("tens of thousands of workers", 2e4, "person"),
        ("dozens of trucks", 24, "piece"),
        ("a dozen ships", 12, "vessel"),
        ("three tankers", 3, "vessel"),
        ("over 13,000 shipping containers", 13000, "container"),
        ("hundreds of thousands of shells", 2e5, "round"),
        ("1.5 million 152 mm shells", 1.5e6, "round"),  # the calibre is no count
        ("millions of artillery shells", 2e6, "round"),
        ("20 short-range ballistic missiles", 20, "piece"),
        ("30 horses", 30, "piece"),
        ("1 500 tons of flour", 1500, "tonne"),  # state media part thousands with a space
        ("15km", 15, "km"),
        ("29 trillion dollars", 2.9e13, "usd"),
        ("flew about 100 km", 100, "km"),
        ("half a million dollars apiece", 5e5, "usd"),
        ("$9 million", 9e6, "usd"),
        ("US$1.3bn", 1.3e9, "usd"),
        ("100,000 euros", 1e5, "eur"),
        ("€2.5m", 2.5e6, "eur"),
        ("£20m", 2e7, "gbp"),
        ("two and a half million rubles", 2.5e6, "rub"),
        ("40 billion won", 4e10, "krw"),
        ("5 million yen", 5e6, "jpy"),
        ("600 million yuan", 6e8, "cny"),
        ("2 to 3 million barrels", 2e6, "barrel"),
        ("between 10,000 and 12,000 soldiers", 1e4, "person"),
    ],
)
def test_quantity_is_read(text: str, amount: float, unit: str) -> None:
    (quantity,) = parse(text)
    assert (quantity.amount, quantity.unit) == (pytest.approx(amount), unit)


@pytest.mark.parametrize(
    "text",
    [
        "resolution 2397 (2017)",
        "on 22 December 2017",
        "in 2024 the ship sailed",
        "a Russian-made car",  # an article counts nothing
        "an officer said",
        "80 percent of the people",
        "KN-23 missiles",
        "a broad smile",  # not a mile
        "12 square km",
        "Type 58 rifles",
        "MiG 29 jets",
        "",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert parse(text) == ()


def test_several_quantities_in_order() -> None:
    quantities = parse("It sent 5 ships with 60,000 tonnes of oil worth $30 million")
    assert [(q.amount, q.unit) for q in quantities] == [(5, "vessel"), (60000, "tonne"), (3e7, "usd")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("500 tonnes", 500, 500),
        ("at least 500 tonnes", 500, math.inf),
        ("no fewer than 500 workers", 500, math.inf),
        ("no more than 500 workers", 0, 500),
        ("up to 1,000 tonnes", 0, 1000),
        ("as many as 12,000 soldiers", 0, 12000),
        ("less than 500 barrels", 0, 500),
        ("100 or more ships", 100, math.inf),
        ("100+ trucks", 100, math.inf),
        ("about 500 tonnes", 450, 550),
        ("dozens of trucks", 24, 240),
        ("hundreds of workers", 200, 2000),
        ("10,000 to 12,000 soldiers", 10000, 12000),
        ("2 to 3 million barrels", 2e6, 3e6),
    ],
)
def test_bounds_follow_the_words(text: str, low: float, high: float) -> None:
    (quantity,) = parse(text)
    assert bounds(quantity) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "amount", "unit", "expected"),
    [
        ("500 tonnes", 500, "tonne", Truth.NOT_MET),  # the cap itself is not over the cap
        ("501 tonnes", 500, "tonne", Truth.MET),
        ("more than 500 tonnes", 500, "tonne", Truth.MET),
        ("at least 500 tonnes", 500, "tonne", Truth.UNKNOWN),
        ("at least 600 tonnes", 500, "tonne", Truth.MET),
        ("at least 100 tonnes", 500, "tonne", Truth.UNKNOWN),
        ("up to 1,000 tonnes", 500, "tonne", Truth.UNKNOWN),
        ("up to 1,000 tonnes", 2000, "tonne", Truth.NOT_MET),
        ("up to 1,000 tonnes", 1000, "tonne", Truth.NOT_MET),
        ("about 500 tonnes", 500, "tonne", Truth.UNKNOWN),
        ("about 500 tonnes", 300, "tonne", Truth.MET),
        ("dozens of trucks", 20, "piece", Truth.MET),
        ("dozens of trucks", 100, "piece", Truth.UNKNOWN),
        ("dozens of trucks", 1000, "piece", Truth.NOT_MET),
        ("900 kg", 1, "tonne", Truth.NOT_MET),
        ("1,100 kg", 1, "tonne", Truth.MET),
        ("€600", 500, "usd", Truth.UNKNOWN),  # rates move; nobody states one here
        ("$600", 500, "usd", Truth.MET),
        ("600 tonnes", 500, "barrel", Truth.UNKNOWN),
    ],
)
def test_compare_answers_over_or_not(text: str, amount: float, unit: str, expected: Truth) -> None:
    (quantity,) = parse(text)
    assert compare(quantity, amount, unit) is expected


def test_refined_oil_converts_at_the_rate_of_the_cap() -> None:
    (quantity,) = parse("60,000 tonnes")
    converted = convert(quantity, "barrel", substance="refined-petroleum")
    assert converted is not None
    assert converted.amount == pytest.approx(500_000)


def test_crude_oil_converts_at_its_own_rate() -> None:
    (quantity,) = parse("4 million barrels")
    converted = convert(quantity, "tonne", substance="crude-oil")
    assert converted is not None
    assert converted.amount == pytest.approx(525_000)


def test_litres_of_refined_oil_reach_tonnes_through_barrels() -> None:
    converted = convert(Quantity(158.987, "litre", ""), "tonne", substance="refined-petroleum")
    assert converted is not None
    assert converted.amount == pytest.approx(0.12, rel=1e-3)


def test_nothing_converts_without_a_stated_rate() -> None:
    assert convert(Quantity(1, "barrel", ""), "tonne") is None
    assert convert(Quantity(1, "barrel", ""), "tonne", substance="coal") is None
    assert convert(Quantity(1, "usd", ""), "eur") is None


@given(st.integers(min_value=1, max_value=10**12))
def test_digits_come_back_with_and_without_commas(amount: int) -> None:
    assert number(str(amount)) == number(f"{amount:,}") == amount


@given(st.integers(min_value=2, max_value=10**7), st.integers(min_value=1, max_value=10**7))
def test_a_plain_amount_is_always_decided(amount: int, cap: int) -> None:
    (quantity,) = parse(f"{amount:,} tonnes")
    assert compare(quantity, cap, "tonne") is Truth.of(amount > cap)


@given(
    st.sampled_from(["at least", "more than", "up to", "about", "no more than", "less than", ""]),
    st.integers(min_value=2, max_value=10**7),
    st.integers(min_value=1, max_value=10**7),
)
def test_a_bound_never_turns_a_settled_answer(bound: str, amount: int, cap: int) -> None:
    (quantity,) = parse(f"{bound} {amount} tonnes".strip())
    low, high = bounds(quantity)
    answer = compare(quantity, cap, "tonne")
    assert low <= high
    if answer is Truth.MET:
        assert low > cap
    if answer is Truth.NOT_MET:
        assert high <= cap


@given(st.text(max_size=200))
def test_any_text_is_read_and_offsets_point_at_the_words(text: str) -> None:
    last = 0
    for start, end, quantity in find(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == quantity.text
        last = end

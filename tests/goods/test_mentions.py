"""Goods in running text: where they stand, and where a word only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.goods import classify, find_goods, nearest


def named(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in find_goods(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Putin gave Kim a Russian-made car, a tea set and a dagger.", ["car", "tea set", "dagger"]),
        ("Russia sent diesel and trucks in exchange for weapons.", ["diesel", "trucks", "weapons"]),
        ("A tanker moved refined oil ship-to-ship.", ["tanker", "refined oil", "ship-to-ship"]),
        (
            "It fired two short-range ballistic missiles and a cruise missile.",
            ["short-range ballistic missiles", "cruise missile"],
        ),
        ("an Aurus limousine", ["Aurus limousine"]),
        ("parts for MiG-29 jets", ["parts for MiG-29 jets"]),
        ("the launch of a ballistic missile", ["launch of a ballistic missile"]),
        ("North Korea Sends More Troops To Russia", ["Troops"]),  # a headline
        ("the coal miner told Fox News", []),
        ("an expert on the Granite State", []),
        ("They ship the goods to train its soldiers", ["goods", "soldiers"]),  # verbs are no vessels or trains
        ("the arms exhibition", []),
        ("An 18-year-old flew an An-24.", ["An-24"]),
        ("The S-400 and the U.S. 400 years on", ["S-400"]),
        ("tank, truck", ["tank", "truck"]),  # a comma keeps them apart
        ("tank truck", ["tank truck"]),
        ("", []),
    ],
)
def test_mentions_are_the_words_that_name_goods(text: str, expected: list[str]) -> None:
    assert named(text) == expected


def test_offsets_count_code_points() -> None:
    text = "«Подарок» 🎁: a car"
    ((start, end, _),) = find_goods(text)
    assert text[start:end] == "car"


def test_luxury_cue_speaks_only_of_its_own_noun() -> None:
    (_, _, car), (_, _, watch) = find_goods("He received a car and a luxury watch.")
    assert "luxury" not in car.classes
    assert "luxury" in watch.classes


def test_reason_names_the_term_and_the_heading() -> None:
    goods = classify("a Russian-made car")
    assert goods is not None
    assert "“car”" in goods.because
    assert "8703" in goods.because


def test_unknown_thing_gets_possible_headings_only() -> None:
    goods = classify("folding umbrellas", kind="goods")
    assert goods is not None
    assert not goods.hs
    assert "66" in goods.possible_hs


def test_nearest_is_possible_never_certain() -> None:
    goods = nearest("embroidery sewing machines")
    assert not goods.hs
    assert not goods.classes
    assert "8452" in goods.possible_hs


@given(st.text(max_size=300))
def test_any_text_gives_ordered_disjoint_mentions(text: str) -> None:
    last = 0
    for start, end, goods in find_goods(text):
        assert last <= start < end <= len(text)
        assert goods.hs or goods.classes or goods.possible_hs or goods.possible_classes
        last = end


@given(
    st.lists(
        st.sampled_from(
            ["a car", "the tanks", "coal", "of", "parts for", "missile", "test", ",", "factory", "Aurus", "and"]
        )
    )
)
def test_certain_and_possible_never_overlap(words: list[str]) -> None:
    for _, _, goods in find_goods(" ".join(words)):
        assert not goods.classes & goods.possible_classes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("goods of headings 8504, 8541 and 8413", ("8504", "8541", "8413")),
        ("booked under HS code 7208", ("7208",)),
        ("the heading 9999 of a list", ()),
        ("heading for 2024", ()),
    ],
)
def test_headings_named_by_their_numbers_are_goods(text: str, codes: tuple[str, ...]) -> None:
    assert tuple(code for _, _, found in find_goods(text) for code in found.hs) == codes

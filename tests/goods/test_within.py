"""Whether goods fall under what a measure names: laws, and the boundaries between chapter, heading and class."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porosity.assessment import Goods
from porosity.goods import classify, union, within
from porosity.goods.classes import ancestors, classes
from porosity.logic import Truth

CODES = st.sampled_from(["87", "8703", "8704", "870310", "88", "8802", "27", "2709", "2710", "84", "93", "9306"])
NAMES = st.sampled_from(sorted(classes()))
GOODS = st.builds(
    Goods,
    term=st.just("thing"),
    hs=st.lists(CODES, max_size=3).map(tuple),
    classes=st.frozensets(NAMES, max_size=3),
    possible_hs=st.lists(CODES, max_size=3).map(tuple),
    possible_classes=st.frozensets(NAMES, max_size=3),
)
NAMED_CODES = st.lists(CODES, max_size=3)
NAMED_CLASSES = st.lists(NAMES, max_size=3)


@pytest.mark.parametrize(
    ("hs", "named", "expected"),
    [
        (("8703",), ["86", "87", "88", "89"], Truth.MET),
        (("8703",), ["8703"], Truth.MET),
        (("8703",), ["8704"], Truth.NOT_MET),
        (("87",), ["8703"], Truth.UNKNOWN),  # a vehicle may be a car
        (("87",), ["87"], Truth.MET),
        (("88",), ["8802.11"], Truth.UNKNOWN),  # a thing that flies may be a helicopter
        (("880240",), ["8802.11"], Truth.NOT_MET),  # an aeroplane is none
        (("7408",), ["72-83"], Truth.MET),
        (("8408",), ["72-83"], Truth.NOT_MET),
        ((), ["87"], Truth.NOT_MET),
        (("8703",), [], Truth.NOT_MET),
    ],
)
def test_heading_is_held_against_chapter(hs: tuple[str, ...], named: list[str], expected: Truth) -> None:
    assert within(Goods("thing", hs=hs), hs=named) is expected


def test_class_counts_for_all_that_it_is_within() -> None:
    missile = Goods("missile", classes=frozenset({"ballistic-missile"}))
    assert within(missile, classes=["arms"]) is Truth.MET
    assert within(missile, classes=["wmd-missile"]) is Truth.MET
    assert within(missile, classes=["munitions"]) is Truth.NOT_MET


def test_wider_class_does_not_prove_the_narrower() -> None:
    assert within(Goods("arms", classes=frozenset({"arms"})), classes=["ballistic-missile"]) is Truth.NOT_MET


def test_possible_class_leaves_it_open() -> None:
    assert (
        within(Goods("missile", possible_classes=frozenset({"ballistic-missile"})), classes=["arms"]) is Truth.UNKNOWN
    )


def test_car_is_barred_by_chapter_while_luxury_stays_open() -> None:
    car = classify("a car")
    assert car is not None
    assert within(car, hs=["86", "87", "88", "89"]) is Truth.MET
    assert within(car, classes=["luxury"]) is Truth.UNKNOWN


def test_ancestors_include_the_class_itself_and_its_grandparents() -> None:
    assert ancestors("ballistic-missile") == {"ballistic-missile", "heavy-arms", "arms", "wmd-missile"}


@given(GOODS, NAMED_CODES, NAMED_CLASSES, CODES, NAMES)
def test_more_certain_knowledge_never_unsettles_met(
    goods: Goods, hs: list[str], names: list[str], code: str, name: str
) -> None:
    if within(goods, hs=hs, classes=names) is Truth.MET:
        richer = replace(goods, hs=(*goods.hs, code), classes=goods.classes | {name})
        assert within(richer, hs=hs, classes=names) is Truth.MET


@given(GOODS, NAMED_CODES, NAMED_CLASSES, CODES, NAMES)
def test_naming_more_never_lets_go(goods: Goods, hs: list[str], names: list[str], code: str, name: str) -> None:
    order = [Truth.NOT_MET, Truth.UNKNOWN, Truth.MET]
    before = within(goods, hs=hs, classes=names)
    after = within(goods, hs=[*hs, code], classes=[*names, name])
    assert order.index(after) >= order.index(before)


@given(GOODS, NAMED_CODES, NAMED_CLASSES)
def test_possible_knowledge_alone_never_meets(goods: Goods, hs: list[str], names: list[str]) -> None:
    only_possible = replace(goods, hs=(), classes=frozenset())
    assert within(only_possible, hs=hs, classes=names) is not Truth.MET


@given(GOODS, NAMED_CODES, NAMED_CLASSES)
def test_order_of_names_does_not_matter(goods: Goods, hs: list[str], names: list[str]) -> None:
    assert within(goods, hs=hs, classes=names) is within(goods, hs=hs[::-1], classes=names[::-1])


@given(GOODS, GOODS, NAMED_CODES, NAMED_CLASSES)
def test_union_meets_what_either_meets(one: Goods, other: Goods, hs: list[str], names: list[str]) -> None:
    both = within(union([one, other]), hs=hs, classes=names)
    answers = {within(one, hs=hs, classes=names), within(other, hs=hs, classes=names)}
    if Truth.MET in answers:
        assert both is Truth.MET
    elif answers == {Truth.NOT_MET}:
        assert both is Truth.NOT_MET
    else:
        assert both is Truth.UNKNOWN

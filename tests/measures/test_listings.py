"""Listings in the law: whose list, which programme, which measure of the entry, on which day, and whom it means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from porosity.assessment import Act, Element, Entity, Event, Listing, Means
from porosity.logic import Truth
from porosity.measures.deciding import Situation
from porosity.measures.judging import judge
from porosity.measures.loading import shipped_law
from porosity.timespan import TimeSpan

LAW = shipped_law()
FREEZE = "un-1718-8d-asset-freeze"
BAN = "un-1718-8e-travel-ban"
VESSELS = "un-2321-12-designated-vessels"
ENTRY = Listing("un-sc", "un-1", "QUARZIN", 1.0, "DPRK", date(2017, 12, 22))
SHIP = Listing(
    "un-1718-vessels",
    "9110236",
    "TONG VRENG 5",
    1.0,
    "DPRK",
    date(2018, 3, 30),
    measures=("port-ban",),
    terms=(("port-ban", date(2018, 3, 30), None),),
)


def elements(measure: str, entity: Entity, event: Event) -> dict[str, Element]:
    """The elements of the first finding under a measure; none where it yields no finding."""
    places = {"p": Entity("p", "Vladivostok", "place", "ru")}
    found = judge(Situation(event, {entity.id: entity, **places}), LAW)
    return {one.name: one for finding in found if finding.measure == measure for one in finding.elements}


def traveller(*listings: Listing, day: date = date(2019, 3, 1)) -> dict[str, Element]:
    """Somebody from the DPRK who travels to Russia."""
    event = Event("v", Act.TRAVEL, {"agent": ("e",), "destination": ("p",)}, time=TimeSpan.on(day))
    return elements(BAN, Entity("e", "Quarzin", "person", "kp", listings=listings), event)


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        (ENTRY, Truth.MET),
        (replace(ENTRY, program="1718"), Truth.MET),
        (replace(ENTRY, program=""), Truth.MET),
        (replace(ENTRY, program="Al-Qaida"), None),
        (replace(ENTRY, program="Taliban; DPRK"), Truth.MET),
        (replace(ENTRY, list="us-ofac-sdn"), None),
        (replace(ENTRY, list="eu-oj"), None),
        (replace(ENTRY, means=Means.OTHER), None),
    ],
    ids=["dprk", "1718", "no programme", "another programme", "two programmes", "us", "eu", "namesake"],
)
def test_only_the_issuers_own_list_of_the_regime_opens_its_measure(entry: Listing, value: Truth | None) -> None:
    found = traveller(entry)
    assert (found["listed"].value if found else None) is value


def test_a_name_that_others_bear_leaves_it_open() -> None:
    found = traveller(replace(ENTRY, means=Means.POSSIBLE))
    assert not found or found["listed"].value is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("day", "is_listed"), [(date(2017, 12, 21), False), (date(2017, 12, 22), True), (date(2018, 12, 31), True)]
)
def test_the_day_of_the_listing_counts(day: date, is_listed: bool) -> None:
    found = traveller(ENTRY, day=day)
    assert bool(found and found["listed"].value is Truth.MET) is is_listed


@pytest.mark.parametrize(("day", "is_listed"), [(date(2018, 5, 31), True), (date(2018, 6, 1), False)])
def test_the_first_day_without_the_entry_counts(day: date, is_listed: bool) -> None:
    found = traveller(replace(ENTRY, until=date(2018, 6, 1)), day=day)
    assert bool(found and found["listed"].value is Truth.MET) is is_listed


def calling(entry: Listing, day: date = date(2019, 3, 1)) -> dict[str, Element]:
    """A ship that calls at Vladivostok."""
    event = Event("v", Act.TRAVEL, {"agent": ("e",), "destination": ("p",)}, time=TimeSpan.on(day))
    return elements(VESSELS, Entity("e", "Tong Vreng 5", "vessel", "kp", listings=(entry,)), event)


def test_a_port_ban_is_told_by_the_entry() -> None:
    found = calling(SHIP)["port_ban"]
    assert found.value is Truth.MET
    assert "TONG VRENG 5" in found.because
    assert "port-ban" in found.because


def test_a_freeze_is_no_port_ban() -> None:
    frozen = replace(SHIP, measures=("asset-freeze",), terms=(("asset-freeze", date(2018, 3, 30), None),))
    assert "port_ban" not in calling(frozen) or calling(frozen)["port_ban"].value is Truth.NOT_MET


@pytest.mark.parametrize(("day", "is_banned"), [(date(2018, 3, 29), False), (date(2018, 3, 30), True)])
def test_a_port_ban_has_a_day_of_its_own(day: date, is_banned: bool) -> None:
    entry = replace(SHIP, since=date(2016, 3, 2))
    found = calling(entry, day)
    assert bool(found and found["port_ban"].value is Truth.MET) is is_banned


def test_what_the_report_says_of_the_entry_comes_first() -> None:
    event = Event(
        "v",
        Act.TRAVEL,
        {"agent": ("e",), "destination": ("p",)},
        time=TimeSpan.on(date(2019, 3, 1)),
        facts={"vessel_port_ban": True},
    )
    frozen = replace(SHIP, measures=("asset-freeze",), terms=())
    found = elements(VESSELS, Entity("e", "Tong Vreng 5", "vessel", "kp", listings=(frozen,)), event)
    assert found["port_ban"].value is Truth.MET
    assert "report" in found["port_ban"].because


@pytest.mark.parametrize(
    ("measures", "value"),
    [
        (("port-ban", "deflag"), None),
        (("asset-freeze",), Truth.MET),
        (("port-ban", "asset-freeze"), Truth.MET),
        ((), Truth.MET),
    ],
    ids=["port ban alone", "freeze", "both", "the entry does not say"],
)
def test_a_ship_is_frozen_only_by_an_entry_that_freezes(measures: tuple[str, ...], value: Truth | None) -> None:
    entry = replace(SHIP, measures=measures, terms=())
    event = Event("v", Act.TRANSPORT, {"agent": ("c",), "carrier": ("e",)}, time=TimeSpan.on(date(2019, 3, 1)))
    found = elements("un-1718-8d-asset-freeze", Entity("e", "Tong Vreng 5", "vessel", "kp", listings=(entry,)), event)
    assert (found["listed"].value if "listed" in found else None) is value

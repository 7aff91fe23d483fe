"""Parties of a report held against lists: in the text, by likeness, by what people decided, and by our own tables."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from porosity.assessment import Entity, Listing, Means, Report
from porosity.logic import Truth
from porosity.reading.reader import Reading
from porosity.screening import known
from porosity.screening.decisions import Answer, Decision, Decisions, listing_hash
from porosity.screening.listed import Identifier, Listed, ListedName, Program, Quality
from porosity.screening.resolving import Lists, resolve
from porosity.screening.screener import Screener
from porosity.screening.spotting import Spotter
from porosity.timespan import TimeSpan

BELODRAG = Listed(
    "un-1",
    "un-sc",
    "Person",
    (ListedName("Belodrag Thunmir Quarzin"),),
    (Program("DPRK", since=date(2017, 12, 22)),),
    countries=("xa",),
    reference="KPi.901",
)
TRADING = Listed("us-2", "us-ofac-sdn", "Organization", (ListedName("Vrublezh Krevalong Trading Company"),))
SHIP = Listed(
    "un-vessel-3",
    "un-1718-vessels",
    "Vessel",
    (ListedName("TONG VRENG 5"),),
    (
        Program("DPRK", measures=("port-ban",), since=date(2018, 3, 30)),
        Program("DPRK", measures=("asset-freeze",), since=date(2018, 10, 16)),
    ),
    identifiers=(Identifier("imo", "9110236"),),
)
WEAK = Listed("us-4", "us-ofac-sdn", "Person", (ListedName("Olmogren Haddadine"), ListedName("Falkir", Quality.WEAK)))
KIM = Listed("us-5", "us-ofac-sdn", "Person", (ListedName("KIM, Chol Su"),), countries=("kp",))
NAMESAKE = Listed(
    "un-6", "un-sc", "Person", (ListedName("KIM YONG CHOL"),), (Program("DPRK"),), ("kp",), reference="KPi.024"
)
ALL = (BELODRAG, TRADING, SHIP, WEAK, KIM, NAMESAKE)


def lists(decisions: Decisions | None = None) -> Lists:
    """The lists above, under versions of their own."""
    versions = {"un-sc": "un-sc@2026-01-01-aa", "us-ofac-sdn": "us-ofac-sdn@2026-01-01-bb"}
    return Lists(Screener.build(ALL, versions), Spotter.build(ALL), decisions)


def told(text: str, *parties: tuple[str, str], decisions: Decisions | None = None) -> list[Entity]:
    """The parties of a text after resolving; each is given by its name, found in the text, and its kind."""
    entities = tuple(
        Entity(f"e{number}", name, kind, mentions=((text.index(name), text.index(name) + len(name)),))
        for number, (name, kind) in enumerate(parties, 1)
    )
    report = Report("r", "", text, date(2026, 1, 1), None, None, "0" * 64, "en")
    return list(resolve(Reading((), (), entities, {}), report, lists(decisions)).entities)


def test_a_name_in_the_text_is_listed_with_list_programme_day_and_version() -> None:
    [found] = told("Belodrag Thunmir Quarzin flew in.", ("Belodrag Thunmir Quarzin", "person"))
    [entry] = found.listings or ()
    assert (entry.list, entry.id, entry.reference) == ("un-sc", "un-1", "KPi.901")
    assert (entry.program, entry.since, entry.version) == ("DPRK", date(2017, 12, 22), "un-sc@2026-01-01-aa")
    assert entry.means is Means.SAME


def test_a_bent_name_is_found_by_likeness() -> None:
    [found] = told("Belodrag Tunmir Quarzin flew in.", ("Belodrag Tunmir Quarzin", "person"))
    assert [entry.id for entry in found.listings or ()] == ["un-1"]


def test_a_first_name_a_place_and_another_person_are_nobody_listed() -> None:
    text = "Belodrag met Quarzin Olmogren in Thunmir."
    found = told(text, ("Belodrag", "person"), ("Quarzin Olmogren", "person"), ("Thunmir", "place"))
    assert [entity.listings or () for entity in found] == [(), (), ()]


def test_the_head_of_a_mention_decides_whom_it_means() -> None:
    text = "The guard of Belodrag Thunmir Quarzin left."
    found = told(text, ("The guard of Belodrag Thunmir Quarzin", "organisation"))
    guard = next(entity for entity in found if entity.id == "e1")
    assert not guard.listings
    assert [entry.id for entity in found if entity.id != "e1" for entry in entity.listings or ()] == ["un-1"]


def test_a_listed_party_that_the_reader_did_not_see_is_added() -> None:
    [found] = told("The goods were bought by Vrublezh Krevalong Trading Company.")
    assert (found.id, found.kind) == ("l1", "organisation")
    assert [entry.id for entry in found.listings or ()] == ["us-2"]


def test_a_person_is_no_body_of_like_name() -> None:
    [found] = told("Vrublezh Krevalong went home.", ("Vrublezh Krevalong", "person"))
    assert not found.listings


def test_a_weak_alias_alone_lists_nobody() -> None:
    [found] = told("Falkir spoke.", ("Falkir", "person"))
    assert not found.listings


def test_a_korean_name_is_perhaps_the_listed_one() -> None:
    [found] = told("Kim Chol Su spoke.", ("Kim Chol Su", "person"))
    assert [entry.means for entry in found.listings or ()] == [Means.POSSIBLE]


def test_a_known_namesake_is_shown_as_somebody_else() -> None:
    [found] = told("Kim Yong Chol spoke.", ("Kim Yong Chol", "person"))
    [entry] = found.listings or ()
    assert entry.means is Means.OTHER
    assert "namesake" in entry.because


def test_a_ship_carries_each_measure_with_its_day() -> None:
    [found] = told("The tanker Tong Vreng 5 sailed.", ("Tong Vreng 5", "vessel"))
    [entry] = found.listings or ()
    assert set(entry.measures) == {"port-ban", "asset-freeze"}
    june, november = TimeSpan.on(date(2018, 6, 1)), TimeSpan.on(date(2018, 11, 1))
    assert entry.brought("port-ban", june) is Truth.MET
    assert entry.brought("asset-freeze", june) is Truth.NOT_MET
    assert entry.brought("asset-freeze", november) is Truth.MET
    assert entry.brought("deflag", november) is Truth.NOT_MET


def test_a_ship_of_our_own_table_needs_no_list() -> None:
    ship = Entity("e1", "Shang Yuan Bao", "vessel")
    [found] = known.resolve(Reading((), (), (ship,), {})).entities
    assert [(entry.list, entry.measures) for entry in found.listings or ()] == [
        ("un-1718-vessels", ("port-ban", "deflag"))
    ]


@pytest.mark.parametrize(
    ("answer", "means"), [(Answer.DIFFERENT, Means.OTHER), (Answer.SAME, Means.SAME), (Answer.UNSURE, Means.POSSIBLE)]
)
def test_what_a_person_decided_counts(tmp_path: Path, answer: Answer, means: Means) -> None:
    decisions = Decisions(tmp_path)
    when = datetime(2026, 1, 2, tzinfo=UTC)
    decisions.add(
        Decision(
            "kim chol  su", None, "us-5", "us-ofac-sdn", answer, "an analyst", when, "v", listing_hash(KIM), 0.9, "why"
        )
    )
    [found] = told("Kim Chol Su spoke.", ("Kim Chol Su", "person"), decisions=decisions)
    assert [entry.means for entry in found.listings or ()] == [means]


def test_a_decision_on_a_listing_that_has_changed_is_void(tmp_path: Path) -> None:
    decisions = Decisions(tmp_path)
    when = datetime(2026, 1, 2, tzinfo=UTC)
    decisions.add(
        Decision("Kim Chol Su", None, "us-5", "us-ofac-sdn", Answer.DIFFERENT, "an analyst", when, "v", "0" * 32, 0.9)
    )
    [found] = told("Kim Chol Su spoke.", ("Kim Chol Su", "person"), decisions=decisions)
    assert [entry.means for entry in found.listings or ()] == [Means.POSSIBLE]


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2016, 12, 16), Truth.MET),
        (date(2016, 12, 17), Truth.NOT_MET),
        (date(2016, 3, 1), Truth.NOT_MET),
        (date(2016, 3, 2), Truth.MET),
        (None, Truth.UNKNOWN),
    ],
)
def test_an_entry_stands_between_its_days(day: date | None, stood: Truth) -> None:
    entry = Listing("un-1718", "x", "X", 1.0, "1718", date(2016, 3, 2), date(2016, 12, 17))
    assert entry.stood(None if day is None else TimeSpan.on(day)) is stood

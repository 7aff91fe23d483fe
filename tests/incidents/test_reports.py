"""Short reports of our own, read and joined: what a person would join, and what not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from porosity import yaml_strict
from porosity.batches import assess_loaded, shipped_reader
from porosity.incidents.accounts import accounts_of
from porosity.incidents.gathering import Gathering
from porosity.incidents.outlines import outline_of, title_of, total
from porosity.reports.loading import from_text

REPORTS: Any = yaml_strict.load(Path(__file__).parent / "reports.yml")
WRONG = {  # pairs that joining still gets wrong; docs/incidents.md says why
    ("a5", "a7"), ("a6", "a7"), ("p3", "p4"), ("p3", "p5"), ("q1", "q3"), ("q2", "q3"), ("q8", "q9"), ("u1", "u7"),
    ("u2", "u7"), ("u3", "u7"), ("v6", "v8"), ("v7", "v8"), ("x17", "x18"), ("y13", "y14"),
    ("y21", "y22"),
}  # fmt: skip
Pair = tuple[str, str]


@pytest.fixture(scope="module")
def gathering() -> Gathering:
    loaded = (from_text(one["text"], id=one["id"], title=one["title"], published=one["published"]) for one in REPORTS)
    return Gathering.of(assess_loaded(one, shipped_reader()) for one in loaded)


def _pairs(groups: Iterator[tuple[str, ...]]) -> set[Pair]:
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}


def _wanted() -> set[Pair]:
    groups: dict[str, list[str]] = {}
    for one in REPORTS:
        for name in one["in"]:
            groups.setdefault(name, []).append(one["id"])
    return _pairs(tuple(group) for group in groups.values())


def test_reports_are_joined_as_a_person_would(gathering: Gathering) -> None:
    found = _pairs(iter(gathering.members().values()))
    assert found ^ _wanted() <= WRONG


def test_every_report_is_in_an_incident(gathering: Gathering) -> None:
    assert {one for members in gathering.members().values() for one in members} == {one["id"] for one in REPORTS}


def test_each_member_says_why_it_is_there(gathering: Gathering) -> None:
    assert all(held.why for inside in gathering.incidents.values() for held in inside)


def test_an_incident_is_called_by_what_its_reports_share(gathering: Gathering) -> None:
    wholes = (
        total(outline_of(one) for one in accounts_of(inside, gathering.assessments))
        for inside in gathering.incidents.values()
    )
    made = {title_of(one) for one in wholes if one is not None and one.reports > 1}
    assert "Soldiers of Cuba in Belarus, demining, June 2024 to August 2024" in made
    assert "Bridge at Yalu River Manpo, May 2023 to July 2024" in made

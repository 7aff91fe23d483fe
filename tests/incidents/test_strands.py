"""What a report is about: what its title names and its first sentence tells, whatever dateline stands before it."""

from __future__ import annotations

import pytest

from porosity import batches
from porosity.bench.scoring import as_report
from porosity.incidents.records import Part
from porosity.incidents.strands import digest_of


def kinds(title: str, text: str) -> dict[str, Part]:
    """The kinds of incident that a report tells, and whether it is about each."""
    report = as_report({"id": "r", "title": title, "text": text, "published": "2024-06-20"})
    return {one.kind: one.part for one in digest_of(batches.assess_loaded(report, batches.shipped_reader())).strands}


CAR = "The president of Russia gave the leader of North Korea an Aurus limousine, an aide said."


@pytest.mark.parametrize("dateline", ["", "PYONGYANG, June 20, 2024 - "], ids=["bare", "dateline"])
def test_the_first_sentence_stands_behind_the_dateline(dateline: str) -> None:
    assert kinds("A gift", dateline + CAR)["supply"] is Part.MAIN


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Second limousine for Kim as Putin signs pact in Pyongyang", Part.MAIN),
        ("Putin signs pact in Pyongyang", Part.MENTION),
    ],
)
def test_a_thing_in_the_title_is_what_a_report_is_about_too(title: str, part: Part) -> None:
    found = kinds(title, CAR)
    assert found["treaty"] is Part.MAIN
    assert found["supply"] is part

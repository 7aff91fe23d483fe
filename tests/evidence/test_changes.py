"""What a re-run changed, and which version explains it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from porosity.assessment import Assessment, Status, Support, Verdict
from porosity.evidence.changes import changes
from samples import ASSESSMENT, EVENTS, FINDINGS


def _made(**versions: str) -> dict[str, str]:
    return {**ASSESSMENT.made_with, **versions}


def _told(before: Assessment, after: Assessment) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.kind, one.finding, one.before, one.after) for one in changes(before, after)]


def test_nothing_changed_is_nothing() -> None:
    assert changes(ASSESSMENT, replace(ASSESSMENT, made_with=_made(law="2"))) == ()


def test_gained_lost_and_judged_otherwise() -> None:
    first, second, *rest = FINDINGS
    after = replace(
        ASSESSMENT,
        made_with=_made(law="2"),
        findings=(
            replace(
                second, verdict=Verdict.PROHIBITED, status=Status.ASSERTED, support=Support("B", 2, "Two origins.")
            ),
            *rest,
            replace(first, id="f99", measure="new"),
        ),
    )
    assert _told(ASSESSMENT, after) == [
        ("verdict", "sample#f2", "conditional", "prohibited"),
        ("status", "sample#f2", "mixed", "asserted"),
        ("support", "sample#f2", "D3", "B2"),
        ("gained", "sample#f99", None, "prohibited"),
        ("lost", "sample#f1", "prohibited", None),
    ]
    assert {one.because for one in changes(ASSESSMENT, after)} == {"the law changed from sha256:7d793037a076 to 2"}


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        ({"law": "2"}, "the law changed"),
        ({"law": "2", "network": "2"}, "the law changed"),
        ({"goods": "2", "network": "2"}, "the goods changed"),
        ({"network": "2"}, "the reading network changed"),
        ({}, "no version differs"),
    ],
)
def test_where_the_act_was_read_alike_the_law_explains_it_first(versions: dict[str, str], words: str) -> None:
    after = replace(ASSESSMENT, made_with=_made(**versions), findings=FINDINGS[1:])
    (one,) = changes(ASSESSMENT, after)
    assert one.because.startswith(words)
    assert ("likeliest" in one.because) is (len(versions) > 1)


def test_where_the_act_was_read_otherwise_the_network_explains_it() -> None:
    events = (replace(EVENTS[0], time=None), *EVENTS[1:])
    after = replace(ASSESSMENT, made_with=_made(law="2", network="2"), findings=FINDINGS[1:], events=events)
    (one,) = changes(ASSESSMENT, after)
    assert one.because.startswith("the reading network changed")


def test_what_people_told_of_the_report_explains_it_before_any_version() -> None:
    report = replace(ASSESSMENT.report, published=date(2012, 1, 1))
    after = replace(ASSESSMENT, made_with=_made(law="2"), report=report, findings=FINDINGS[1:])
    (one,) = changes(ASSESSMENT, after)
    assert one.because == "the day of publication was 2025-04-16 and is 2012-01-01"

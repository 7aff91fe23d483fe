"""What ties two strands and what does not: both sides of each weight and window, for each kind."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.strands import strand
from porosity.incidents.bonds import bond

SHELLS: dict[str, Any] = {"givers": "kp", "takers": "by", "goods": "munitions"}
TROOPS: dict[str, Any] = {"givers": "cu", "takers": "by", "goods": "troops"}
WORKERS: dict[str, Any] = {"givers": "kp", "takers": "mn", "goods": "labour"}
VISIT: dict[str, Any] = {"givers": "ml", "takers": "kp", "people": "ada traore"}
BRIDGE: dict[str, Any] = {"lands": "kp cn", "goods": "infrastructure", "things": "bridge", "names": "yalu river"}
LINE: dict[str, Any] = {"lands": "kp by", "things": "flights", "names": "belavia"}
TOUR: dict[str, Any] = {"lands": "kp by", "things": "tours", "names": "zubr tour"}

TIED = [
    ("supply", SHELLS, SHELLS, "2023-01-01", "2023-04-20", "one campaign, three and a half months on"),
    ("supply", SHELLS, SHELLS | {"takers": ""}, "2023-01-01", "2023-02-10", "the taker not told, but soon after"),
    ("force", TROOPS, TROOPS, "2024-01-01", "2024-10-20", "a deployment goes on"),
    ("force", TROOPS, TROOPS | {"takers": "", "lands": "cu by"}, "2024-01-01", "2024-06-01", "the taker only named"),
    ("labour", WORKERS, WORKERS, "2024-01-01", "2024-09-20", "workers, as long as only States are named"),
    ("visit", VISIT, VISIT, "2024-02-12", "2024-02-21", "nine days of a visit"),
    ("visit", VISIT, VISIT | {"people": "traore"}, "2024-02-12", "2024-02-14", "a surname that tells enough"),
    ("works", BRIDGE, BRIDGE, "2023-05-10", "2024-02-10", "a site is told for long"),
    ("line", LINE, LINE, "2024-05-02", "2024-05-30", "the plan and the licence"),
    ("line", LINE, LINE | {"names": ""}, "2024-05-02", "2024-05-30", "few lines run between two States"),
    ("tours", TOUR, TOUR, "2024-06-15", "2024-08-03", "one agency"),
    ("ship", {"names": "blue heron"}, {"names": "blue heron"}, "2024-04-11", "2024-08-01", "a ship is one ship"),
]
APART = [
    ("supply", SHELLS, SHELLS, "2023-01-01", "2023-05-02", "the pause is too long"),
    ("supply", SHELLS, SHELLS | {"goods": "coal"}, "2023-01-01", "2023-01-02", "other goods"),
    ("supply", SHELLS, SHELLS | {"givers": "ir"}, "2023-01-01", "2023-01-02", "another supplier"),
    ("supply", SHELLS, SHELLS | {"givers": "by", "takers": "kp"}, "2023-01-01", "2023-01-02", "the way back"),
    ("supply", SHELLS | {"goods": "arms"}, SHELLS | {"goods": "arms"}, "2023-01-01", "2023-01-02", "arms is no kind"),
    ("force", TROOPS, TROOPS, "2024-01-01", "2024-10-28", "too long a silence"),
    ("force", TROOPS, TROOPS | {"givers": "ve"}, "2024-01-01", "2024-01-02", "soldiers of another State"),
    ("force", TROOPS, TROOPS | {"jobs": "demining"}, "2024-01-01", "2024-01-02", "sent for another job"),
    ("force", TROOPS, TROOPS | {"takers": "", "lands": "cu"}, "2024-01-01", "2024-01-02", "nobody says where to"),
    ("labour", WORKERS, WORKERS | {"names": "nomadstaff"}, "2024-01-01", "2024-01-02", "an agency with a name"),
    ("labour", WORKERS, WORKERS | {"goods": "it-work"}, "2024-01-01", "2024-01-02", "other work"),
    ("visit", VISIT, VISIT, "2024-02-12", "2024-02-22", "ten days later it is the next visit"),
    ("visit", VISIT, VISIT | {"people": "pavel ivanou"}, "2024-02-12", "2024-02-12", "somebody else"),
    ("visit", VISIT, VISIT | {"takers": "by"}, "2024-02-12", "2024-02-18", "the next State of the journey"),
    ("works", BRIDGE, BRIDGE | {"names": "tumen river"}, "2023-05-10", "2023-05-11", "another river"),
    ("line", LINE, LINE | {"things": "ferry"}, "2024-05-02", "2024-05-03", "no flight"),
    ("line", LINE, LINE | {"names": ""}, "2024-05-02", "2024-06-20", "another year's line may be another's"),
    ("tours", TOUR, TOUR | {"names": "golden lotus"}, "2024-06-15", "2024-06-16", "many sell tours"),
    ("words", {"lands": "kp by"}, {"lands": "kp by"}, "2024-01-01", "2024-01-01", "States alone tie no statements"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other", "first", "then", "why"), TIED, ids=[case[-1] for case in TIED])
def test_one_affair(kind: str, one: dict[str, Any], other: dict[str, Any], first: str, then: str, why: str) -> None:
    assert bond(strand("a", kind, first, **one), strand("b", kind, then, **other)).holds, why


@pytest.mark.parametrize(("kind", "one", "other", "first", "then", "why"), APART, ids=[case[-1] for case in APART])
def test_two_affairs(kind: str, one: dict[str, Any], other: dict[str, Any], first: str, then: str, why: str) -> None:
    assert not bond(strand("a", kind, first, **one), strand("b", kind, then, **other)).holds, why


@pytest.mark.parametrize(("kind", "one", "other", "first", "then", "why"), [*TIED, *APART])
def test_a_bond_is_the_same_from_either_side(
    kind: str, one: dict[str, Any], other: dict[str, Any], first: str, then: str, why: str
) -> None:
    a, b = strand("a", kind, first, **one), strand("b", kind, then, **other)
    assert bond(a, b).score == bond(b, a).score, why


def test_a_report_has_no_bond_with_itself_and_kinds_none_with_each_other() -> None:
    assert not bond(strand("a", "supply", "2023-01-01", **SHELLS), strand("a", "supply", "2023-01-01", **SHELLS)).holds
    assert not bond(strand("a", "supply", "2023-01-01", **SHELLS), strand("b", "funds", "2023-01-01", **SHELLS)).holds


def test_two_heads_of_state_meet_once_but_one_at_home_makes_no_meeting() -> None:
    both = {"leaders": "vladimir putin, kim jong un", "lands": "cn"}
    assert bond(strand("a", "visit", "2025-09-03", **both), strand("b", "visit", "2025-09-04", **both)).holds
    host = {"leaders": "kim jong un", "lands": "kp ru"}
    assert not bond(strand("a", "visit", "2025-09-03", **host), strand("b", "visit", "2025-09-04", **host)).holds


def test_reasons_are_words_and_sum_up_to_the_score() -> None:
    found = bond(strand("a", "supply", "2023-01-01", **SHELLS), strand("b", "supply", "2023-01-11", **SHELLS))
    assert found.why == (
        "the same goods (munitions)",
        "the same State on the giving side (North Korea)",
        "the same State on the taking side (Belarus)",
        "told 10 days apart",
    )
    assert found.score == pytest.approx(sum(reason.weight for reason in found.reasons))


def test_a_strand_without_a_day_has_no_bond() -> None:
    from dataclasses import replace

    one = strand("a", "supply", "2023-01-01", **SHELLS)
    assert not bond(one, replace(one, report="b", first=None, last=None)).holds

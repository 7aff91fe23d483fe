"""Marks: an order, the latest that stands, and what a revocation does."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from porosity.evidence.marks import Marks, allows, label, marks_of, redactions_of, standing, strictest
from porosity.evidence.records import Decision, DecisionKind, Target, Tlp


def decided(
    number: int, kind: DecisionKind, target: Target = Target.REPORT, key: str = "r", **body: object
) -> Decision:
    return Decision(str(number), kind, target, key, "an analyst", datetime(2026, 1, number, tzinfo=UTC), "", body)


def test_who_may_see_a_mark_may_see_every_laxer_one() -> None:
    order = list(Tlp)
    for audience, mark in product(order, order):
        assert allows(audience, mark) == (order.index(mark) <= order.index(audience))


def test_a_whole_is_as_strict_as_its_strictest_part() -> None:
    assert strictest((Tlp.GREEN, Tlp.RED, Tlp.CLEAR)) is Tlp.RED
    assert strictest(()) is Tlp.CLEAR


def test_labels_are_those_of_the_protocol() -> None:
    assert [label(one) for one in Tlp] == ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]


def test_an_unmarked_report_is_clear() -> None:
    assert marks_of(()) == Marks(Tlp.CLEAR, False)


def test_the_latest_mark_holds_and_each_kind_by_itself() -> None:
    given = [
        decided(1, DecisionKind.MARK, tlp="red"),
        decided(2, DecisionKind.MARK, confidential_source=True),
        decided(3, DecisionKind.MARK, tlp="amber"),
    ]
    assert marks_of(given) == Marks(Tlp.AMBER, True)
    assert marks_of(given[:2]) == Marks(Tlp.RED, True)


def test_a_revoked_mark_counts_no_longer_and_a_revoked_revocation_counts_for_nothing() -> None:
    given = [
        decided(1, DecisionKind.MARK, tlp="amber"),
        decided(2, DecisionKind.MARK, tlp="green"),
        decided(3, DecisionKind.REVOKE, Target.DECISION, "2"),
    ]
    assert marks_of(given).tlp is Tlp.AMBER
    assert marks_of([*given, decided(4, DecisionKind.REVOKE, Target.DECISION, "3")]).tlp is Tlp.GREEN
    assert [one.id for one in standing(given)] == ["1"]


def test_a_mark_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="pink"):
        marks_of([decided(1, DecisionKind.MARK, tlp="pink")])


def test_spans_of_standing_redactions_are_gathered() -> None:
    given = [
        decided(1, DecisionKind.REDACT, spans=[[3, 5], [8, 9]]),
        decided(2, DecisionKind.REDACT, spans=[[10, 12]]),
        decided(3, DecisionKind.REVOKE, Target.DECISION, "1"),
    ]
    assert redactions_of(given) == ((10, 12),)

"""Decisions: signed, append-only, revocable, in effect at once, and still there after every re-run."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from porosity.errors import InputError, StoreError
from porosity.evidence.decisions import new_decision, standing
from porosity.evidence.records import Decision, Filters, Target, Tlp
from porosity.evidence.store import Store
from samples import FINDINGS
from stores import Given, small

KEY = "sample#f1"


@pytest.fixture
def kept(store: Store, sample: Given) -> Store:
    """A store with the sample in it."""
    store.add(sample.original, sample.assessment)
    return store


def test_a_decision_is_signed_dated_and_kept(kept: Store) -> None:
    made = kept.decide("dismiss", "finding", KEY, who=" A. Analyst ", why="another car")
    assert made.who == "A. Analyst" and made.when.tzinfo is not None
    assert kept.decisions(Target.FINDING, KEY) == kept.decisions() == (made,)


def test_it_is_in_effect_at_once_and_so_is_its_revocation(kept: Store) -> None:
    made = kept.decide("dismiss", "finding", KEY, who="A")
    row = kept.finding(KEY)
    assert row is not None and row.decided == "dismissed"
    assert kept.findings(Filters(decided=("dismissed",))).total == kept.counts()["decided"]["dismissed"] == 1
    revoked = kept.decide("revoke", "decision", made.id, who="B", why="it was that car")
    row = kept.finding(KEY)
    assert row is not None and row.decided == "open"
    assert kept.decisions(Target.FINDING, KEY) == (made, revoked)
    kept.decide("revoke", "decision", revoked.id, who="A")
    row = kept.finding(KEY)
    assert row is not None and row.decided == "dismissed"


def test_a_grade_is_overridden_and_comes_back(kept: Store) -> None:
    before = kept.finding(KEY)
    made = kept.decide("override", "finding", KEY, who="A", body={"reliability": "B"})
    row = kept.finding(KEY)
    assert before is not None and row is not None
    assert (row.reliability, row.credibility) == ("B", before.credibility)
    kept.decide("revoke", "decision", made.id, who="A")
    assert kept.finding(KEY) == before


def test_a_mark_hides_the_report_and_its_findings_from_those_below(kept: Store) -> None:
    kept.decide("mark", "report", "sample", who="A", body={"tlp": "amber"})
    row = kept.report("sample")
    assert row is not None and row.tlp is Tlp.AMBER
    for most, seen in ((Tlp.GREEN, 0), (Tlp.AMBER, 1), (Tlp.RED, 1)):
        assert kept.reports(Filters(max_tlp=most)).total == seen
        assert kept.findings(Filters(max_tlp=most)).total == seen * len(FINDINGS)


def test_decisions_survive_a_re_run_that_numbers_anew(kept: Store, sample: Given) -> None:
    made = kept.decide("confirm", "finding", KEY, who="A")
    kept.decide("mark", "report", "sample", who="A", body={"tlp": "green"})
    findings = tuple(replace(one, id=f"f{9 - int(one.id[1:])}") for one in reversed(FINDINGS))
    again = replace(sample.assessment, made_with={**sample.assessment.made_with, "law": "2"}, findings=findings)
    added = kept.add(sample.original, again)
    assert added.assessed and added.changes == ()
    row = kept.finding(KEY)
    assert row is not None and row.decided == "confirmed" and row.measure == FINDINGS[0].measure
    assert kept.findings(Filters(max_tlp=Tlp.CLEAR)).total == 0
    assert kept.decisions(Target.FINDING, KEY) == (made,)


def test_decisions_about_a_finding_that_went_come_back_with_it(kept: Store, sample: Given) -> None:
    kept.decide("dismiss", "finding", KEY, who="A")
    for law, findings in (("2", FINDINGS[1:]), ("3", FINDINGS)):
        made_with = {**sample.assessment.made_with, "law": law}
        kept.add(sample.original, replace(sample.assessment, made_with=made_with, findings=findings))
        if law == "2":
            kept.decide("note", "finding", KEY, who="A", why="about a finding that is gone for now")
    row = kept.finding(KEY)
    assert row is not None and row.decided == "dismissed" and len(kept.decisions(Target.FINDING, KEY)) == 2


@pytest.mark.parametrize("table", ["decision", "tombstone"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET who = 'nobody'", "DELETE FROM {}", "REPLACE", "TRUNCATE {}"])
def test_the_database_itself_refuses_to_change_or_delete(store: Store, table: str, statement: str) -> None:
    only = {"REPLACE": True, "TRUNCATE {}": False}.get(statement)
    if only is not None and only is not store.is_sqlite:
        pytest.skip("the other engine has no such statement")
    given = small("a")
    store.add(given.original, given.assessment)
    store.decide("note", "report", "a", who="A", why="kept")
    with store.write() as connection:
        connection.execute(
            sa.text("INSERT INTO tombstone (report, at, who, why, body) VALUES ('a', 'now', 'A', 'b', '{}')")
        )
    asked = statement.format(table)
    if statement == "REPLACE":
        asked = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
    with pytest.raises(StoreError, match="append-only"), store.write() as connection:
        connection.exec_driver_sql(asked)
    assert store.decisions()[0].why == "kept"


WRONG: list[tuple[str, str, str, dict[str, Any], str]] = [
    ("confirm", "decision", "d", {}, "can be about"),
    ("applaud", "finding", KEY, {}, "Known: confirm"),
    ("confirm", "person", KEY, {}, "Known: report"),
    ("confirm", "finding", "sample#f99", {}, "no such finding"),
    ("note", "report", "other", {}, "no such report"),
    ("revoke", "decision", "d-1", {}, "no such decision"),
    ("override", "finding", KEY, {}, "sets no grade"),
    ("override", "finding", KEY, {"reliability": "G"}, "A, B, C, D, E, F"),
    ("override", "finding", KEY, {"credibility": 7}, "from 1 to 6"),
    ("override", "finding", KEY, {"credibility": True}, "from 1 to 6"),
    ("mark", "report", "sample", {"tlp": "purple"}, "amber+strict"),
    ("mark", "report", "sample", {}, "marks nothing"),
    ("redact", "report", "sample", {"spans": [[5, 2]]}, "names no words"),
    ("redact", "report", "sample", {"spans": [[0, 10**6]]}, "its text ends"),
    ("merge", "incident", "i-998", {"with": ["i-999"]}, "no such incident"),
    ("note", "listing", "sample#han#us-sdn/ofac-9", {}, "no such listing"),
]


@pytest.mark.parametrize(("kind", "target", "key", "body", "words"), WRONG, ids=[f"{w[0]}-{w[4]}" for w in WRONG])
def test_what_makes_no_sense_is_refused(
    kept: Store, kind: str, target: str, key: str, body: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputError) as refused:
        kept.decide(kind, target, key, who="A", body=body)
    assert words in str(refused.value) and kept.decisions() == ()


def test_an_unsigned_decision_is_none(kept: Store) -> None:
    with pytest.raises(InputError, match="not signed"):
        kept.decide("confirm", "finding", KEY, who="  ")


@pytest.mark.parametrize("key", ["sample#han#us-sdn/ofac-00001", "sample#han", "sample#e1"])
def test_a_match_an_entity_and_an_event_can_be_decided_about(kept: Store, key: str) -> None:
    target = "listing" if key.count("#") == 2 else "event" if key.endswith("e1") else "entity"
    assert kept.decide("dismiss", target, key, who="A", why="a namesake").key == key


@given(st.lists(st.tuples(st.sampled_from(["confirm", "dismiss", "revoke"]), st.integers(0, 9)), max_size=12))
def test_what_stands_is_the_latest_that_nobody_took_back(steps: list[tuple[str, int]]) -> None:
    held: list[Decision] = []
    active: dict[str, bool] = {}  # the oracle: switch each off and on, the latest first
    for kind, place in steps:
        if kind == "revoke" and held:
            held.append(new_decision("revoke", "decision", held[place % len(held)].id, who="A"))
        elif kind != "revoke":
            held.append(new_decision(kind, "finding", KEY, who="A"))
    for one in reversed(held):
        active.setdefault(one.id, True)
        if one.kind == "revoke" and active[one.id]:
            active[one.key] = False
    left = [one for one in held if one.kind != "revoke" and active[one.id]]
    expected = {"confirm": "confirmed", "dismiss": "dismissed"}[left[-1].kind.value] if left else "open"
    assert standing(held).decided == expected

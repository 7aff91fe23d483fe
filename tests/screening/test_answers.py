"""Answers as records: the contract of every result, and what a person decided before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from match_samples import party, weak, year

from porosity.screening.answers import answer
from porosity.screening.decisions import Answer, Decision, Decisions, listing_hash
from porosity.screening.listed import Listed, Program
from porosity.screening.screener import Screener, Subject

HIM = replace(
    party("xx-1", "Person", "QUARZIN, Belodrag", "Belodrag Quarzinov", born=[year(1961)]),
    programs=(
        Program("GRANARY", since=date(2019, 4, 2)),
        Program("HARBOUR"),
        Program("GRANARY", since=date(2017, 1, 9)),
    ),
)
COUSIN = party("xx-2", "Person", "Belodrag Thunmir Quarzin")
OTHER = party("xx-3", "Person", "Vashti Olmogren")
SUBJECT = Subject("Belodrag Quarzin", "Person")


def screener(*parties: Listed) -> Screener:
    """A screener over some parties of a list in a version."""
    return Screener.build(parties, {"xx-test": "xx-test@2026-01-02"})


BOTH = screener(HIM, COUSIN, OTHER)


def decision(listed: Listed, said: Answer, subject: Subject = SUBJECT) -> Decision:
    """What somebody decided on a match."""
    return Decision(
        query=subject.query,
        query_schema=subject.schema,
        listed_id=listed.id,
        list=listed.list,
        answer=said,
        who="r.vole",
        when=datetime(2026, 3, 4, tzinfo=UTC),
        list_version="xx-test@2025-12-01",
        listing_hash=listing_hash(listed),
        score=0.9,
        why="Another father.",
        country="; ".join(subject.countries) or None,
        born=subject.born,
    )


def told(kept: Decisions | None, over: Screener = BOTH, subject: Subject = SUBJECT, **options: Any) -> list[Any]:
    """Ids and matches in their order."""
    return [(one["id"], one["match"]) for one in answer(over, subject, kept, **options)]


def test_a_result_says_all_that_the_contract_promises() -> None:
    first = answer(BOTH, SUBJECT)[0]
    assert {key: first[key] for key in first if key not in ("score", "because")} == {
        "id": "xx-1",
        "list": "xx-test",
        "name": "QUARZIN, Belodrag",
        "schema": "Person",
        "match": True,
        "caption": "QUARZIN, Belodrag",
        "program": "GRANARY; HARBOUR",
        "since": "2017-01-09",
        "version": "xx-test@2026-01-02",
    }
    assert 0.9 < first["score"] <= 1
    assert first["because"] and all(isinstance(one, str) for one in first["because"])


def test_the_name_that_matched_is_told_beside_the_one_to_print() -> None:
    first = answer(screener(HIM), Subject("Belodrag Quarzinov", "Person"))[0]
    assert (first["name"], first["caption"]) == ("Belodrag Quarzinov", "QUARZIN, Belodrag")


def test_what_the_list_does_not_say_is_none() -> None:
    first = answer(Screener.build([COUSIN]), SUBJECT)[0]
    assert (first["program"], first["since"], first["version"]) == ("", None, None)
    assert COUSIN.program == ""


def test_a_match_begins_at_the_threshold() -> None:
    first, second = BOTH.match(SUBJECT)
    assert first.score > second.score
    assert told(None, threshold=0.0) == [("xx-1", True), ("xx-2", True)]
    assert told(None, threshold=second.score) == [("xx-1", True), ("xx-2", True)]
    assert told(None, threshold=first.score) == [("xx-1", True), ("xx-2", False)]
    assert told(None, threshold=1.0) == [("xx-1", False), ("xx-2", False)]


def test_the_best_comes_first_and_the_limit_holds() -> None:
    found = answer(BOTH, SUBJECT)
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert [one["id"] for one in answer(BOTH, SUBJECT, limit=1)] == ["xx-1"]


def test_somebody_else_comes_last_and_is_no_match(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    assert told(kept) == [("xx-1", True), ("xx-2", True)]
    kept.add(decision(HIM, Answer.DIFFERENT))
    assert told(kept) == [("xx-2", True), ("xx-1", False)]
    assert told(kept, limit=1) == [("xx-2", True)]
    last = answer(BOTH, SUBJECT, kept)[-1]
    assert last["decision"] == {
        "answer": "different",
        "who": "r.vole",
        "when": "2026-03-04T00:00:00+00:00",
        "why": "Another father.",
        "version": "xx-test@2025-12-01",
    }
    assert last["score"] > 0.9  # the evidence stays what it was


def test_the_same_is_a_match_below_the_threshold(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.SAME))
    assert dict(told(kept, threshold=1.0)) == {"xx-1": True, "xx-2": False}


@pytest.mark.parametrize("threshold", [0.0, 0.7, 1.0])
def test_unsure_changes_nothing_but_is_told(tmp_path: Path, threshold: float) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.UNSURE))
    assert told(kept, threshold=threshold) == told(None, threshold=threshold)
    assert answer(BOTH, SUBJECT, kept)[0]["decision"]["answer"] == "unsure"


def test_the_last_decision_counts(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.DIFFERENT))
    kept.add(decision(HIM, Answer.SAME))
    assert told(kept)[0] == ("xx-1", True)


@pytest.mark.parametrize(
    "subject",
    [
        Subject("Belodrag Quarzin"),
        Subject("Belodrag Quarzin", "Person", born="1961"),
        Subject("Belodrag Quarzin", "Person", countries=("kp",)),
        Subject("Belodrag Quarzim", "Person"),
    ],
)
def test_another_question_is_not_decided(tmp_path: Path, subject: Subject) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.DIFFERENT))
    assert ("xx-1", True) in told(kept, subject=subject)


def test_the_same_question_is_decided_with_all_that_is_known(tmp_path: Path) -> None:
    subject = Subject("Belodrag Quarzin", "Person", ("kp", "ru"), "1961")
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.DIFFERENT, subject))
    assert ("xx-1", False) in told(kept, subject=subject)


@pytest.mark.parametrize(
    "changed",
    [
        replace(HIM, born=(year(1975),)),
        replace(HIM, names=(*HIM.names, weak("Belo"))),
        replace(HIM, programs=(Program("GRANARY"),)),
    ],
)
def test_a_changed_listing_asks_again(tmp_path: Path, changed: Listed) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.DIFFERENT))
    assert ("xx-1", False) in told(kept, screener(replace(HIM, note="printed again")))
    assert ("xx-1", True) in told(kept, screener(changed))


def test_a_decision_on_one_party_says_nothing_of_another(tmp_path: Path) -> None:
    kept = Decisions(tmp_path)
    kept.add(decision(HIM, Answer.DIFFERENT))
    assert ("xx-2", True) in told(kept)

"""An incident's JSON form: what is written comes back the same, and odd data are refused in words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from porosity.errors import InputError
from porosity.evidence.records import Decision, DecisionKind, IncidentRow, Target
from porosity.incidents import records
from porosity.incidents.records import Contrast, Incident, Joined, Moment, Part, Question, Quote, Side

ROW = IncidentRow(
    "i-7", "Yachts", "transfer", None, date(2024, 1, 9), "prohibited", "alleged", ("m",), ("luxury-goods",), ("kp",),
    2, 1, "C", 3, "open",
)  # fmt: skip
QUOTE = Quote("r1", "a yacht", 4, 11, "a broker", "Harbour Gazette", date(2024, 1, 9))
WHOLE = Incident(
    ROW,
    "supply",
    "yachts for North Korea",
    (Joined("r1", "Yachts", "Harbour Gazette", date(2024, 1, 9), Part.MAIN, ("r1#v1",), ("same goods, yachts",)),),
    (Moment(None, date(2024, 1, 9), "", "transfer", "asserts", "a yacht for North Korea", "r1#v1", QUOTE),),
    contradictions=(Contrast("how many", (Side("one", (QUOTE,)), Side("two", (QUOTE,))), "they differ"),),
    questions=(Question("Which yacht?", "r1#f1", "r1"), Question("When?", "r1#f1", "r1", "in May", "it says", QUOTE)),
    decisions=(
        Decision("d-1", DecisionKind.NOTE, Target.INCIDENT, "i-7", "Ada", datetime(2024, 2, 1, tzinfo=UTC), "seen"),
    ),
)


def test_what_is_written_comes_back() -> None:
    assert records.from_dict(json.loads(json.dumps(records.to_dict(WHOLE)))) == WHOLE


def test_a_key_of_a_later_version_is_passed_over() -> None:
    assert records.from_dict({**records.to_dict(WHOLE), "colour": "red"}) == WHOLE


def test_data_of_another_form_is_refused_in_words() -> None:
    with pytest.raises(InputError, match="is not of its form"):
        records.from_dict({"row": {"id": "i-1"}})


def test_a_question_is_open_until_a_report_answers_it() -> None:
    first, second = WHOLE.questions
    assert first.is_open
    assert not second.is_open
    assert replace(second, closed_by=None).is_open

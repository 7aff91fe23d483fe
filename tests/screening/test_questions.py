"""Batches as they come: JSON lines and CSV, each line a subject, and the line that is wrong named."""

from __future__ import annotations

import io
import json

import pytest

from porosity.errors import InputError
from porosity.screening.questions import Question, read, subject
from porosity.screening.screener import Subject


def asked(text: str, path: str = "batch.jsonl") -> list[Question]:
    """The questions of a file with this content."""
    return list(read(path, io.StringIO(text, newline="")))


def test_a_line_is_a_subject_and_keeps_what_else_it_says() -> None:
    line = {
        "query": "Kim Chol Su",
        "schema": "Person",
        "country": "KP",
        "born": "1984",
        "id": "AB 123456",
        "desk": 4,
        "notes": {"a": [1]},
    }
    (question,) = asked(json.dumps(line))
    assert question.record == line
    assert question.subject == Subject("Kim Chol Su", "Person", ("kp",), "1984", ("AB 123456",))


@pytest.mark.parametrize(
    ("record", "subject_"),
    [
        ({"query": "A"}, Subject("A")),
        ({"name": "A"}, Subject("A")),
        ({"query": "A", "name": "B"}, Subject("A")),
        ({"query": "", "name": "B"}, Subject("B")),
        ({"query": None, "name": "B"}, Subject("B")),
        ({"query": "A", "schema": None, "country": None, "born": None, "id": None}, Subject("A")),
        ({"query": "A", "schema": "", "country": "", "born": "", "id": ""}, Subject("A")),
        ({"query": "A", "country": ["KP", "ru"]}, Subject("A", countries=("kp", "ru"))),
        ({"query": "A", "country": "KP; ru"}, Subject("A", countries=("kp", "ru"))),
        ({"query": "A", "country": []}, Subject("A")),
        ({"query": "A", "born": 1984}, Subject("A", born="1984")),
        ({"query": "A", "born": "1984-03-02"}, Subject("A", born="1984-03-02")),
        ({"query": "A", "imo": 9110236}, Subject("A", identifiers=("9110236",))),
        ({"query": "A", "imo": "9110236", "passport": "AB1234"}, Subject("A", identifiers=("9110236", "AB1234"))),
        ({"query": "A", "id": "17"}, Subject("A")),  # the number of a row is no number of a person
        ({"query": "A", "id": ["AB1234", "17"]}, Subject("A", identifiers=("AB1234",))),
    ],
)
def test_what_a_record_asks_for(record: dict[str, object], subject_: Subject) -> None:
    assert subject("line 1", record) == subject_


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({}, "no name"),
        ({"query": ""}, "no name"),
        ({"query": " \t"}, "no name"),
        ({"query": None}, "no name"),
        ({"query": 7}, "no name"),
        ({"query": ["A"]}, "no name"),
        ({"Query": "A"}, "no name"),
        ({"query": "A", "schema": 7}, "schema"),
        ({"query": "A", "schema": ["Person"]}, "schema"),
        ({"query": "A", "country": [["kp"]]}, "country"),
        ({"query": "A", "born": [None]}, "born"),
        ({"query": "A", "id": [{"a": 1}]}, "id"),
        ({"query": "A", "country": {"code": "kp"}}, "country"),
        ({"query": "A", "born": {"year": 1984}}, "born"),
    ],
)
def test_a_record_that_asks_nothing_is_named(record: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError) as refused:
        subject("batch.jsonl, line 3", record)
    assert refused.value.place == "batch.jsonl, line 3"
    assert problem in refused.value.problem
    assert refused.value.next_step


def test_empty_lines_are_stepped_over_and_counted() -> None:
    text = '\n{"query": "A"}\r\n\n  \n{"query": "B"}'
    assert [(one.place, one.subject.query) for one in asked(text)] == [
        ("batch.jsonl, line 2", "A"),
        ("batch.jsonl, line 5", "B"),
    ]


@pytest.mark.parametrize(
    "line", ["{", "query", "[]", '"A"', "7", "null", '{"query": "A"} {"query": "B"}', "{'query': 'A'}", "[" * 100_000]
)
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    with pytest.raises(InputError, match="line 2"):
        asked('{"query": "A"}\n' + line + "\n")


def test_what_comes_before_a_bad_line_is_read() -> None:
    questions = read("batch.jsonl", io.StringIO('{"query": "A"}\n{\n'))
    assert next(questions).subject.query == "A"
    with pytest.raises(InputError):
        next(questions)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("query,schema,country,desk\nKim Chol Su,Person,KP,4\n", "batch.csv"),
        ("desk,country,name,schema\r\n4,KP,Kim Chol Su,Person\r\n", "batch.CSV"),
        ("query\tschema\tcountry\tdesk\nKim Chol Su\tPerson\tKP\t4", "batch.tsv"),
        ('"query","schema","country","desk"\n"Kim Chol Su","Person","KP","4"\n', "batch.csv"),
    ],
)
def test_a_row_is_a_subject_and_keeps_its_columns(text: str, path: str) -> None:
    (question,) = asked(text, path)
    assert question.subject == Subject("Kim Chol Su", "Person", ("kp",))
    assert question.record["desk"] == "4"


def test_quoted_commas_and_lines_belong_to_the_field() -> None:
    (one, two) = asked('query,note\n"KIM, Chol Su","a\nb"\nVashti,\n', "batch.csv")
    assert (one.subject.query, one.record["note"]) == ("KIM, Chol Su", "a\nb")
    assert (two.place, two.record) == ("batch.csv, line 4", {"query": "Vashti", "note": ""})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("who,country\nKim,kp\n", "batch.csv"),
        ("", "batch.csv"),
        ("query,country\nKim,kp\nPak,kp,cn\n", "line 3"),
        ("query,country\nKim,kp\nPak\n", "line 3"),
        ("query,country\n,kp\n", "line 2"),
        ('query,country\n"Kim,kp\n', "line 2"),
        ('query,country\nPak,cn\n"Kim"x,kp\n', "line 3"),
    ],
)
def test_a_row_that_is_wrong_is_named(text: str, place: str) -> None:
    with pytest.raises(InputError) as refused:
        asked(text, "batch.csv")
    assert place in refused.value.place


def test_an_empty_batch_asks_nothing() -> None:
    assert asked("") == asked("\n\n") == asked("query,country\n", "batch.csv") == []

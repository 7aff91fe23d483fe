"""Batches answered in order on one process or several, into a file that survives interruptions."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from match_samples import PARTIES

from porosity.errors import InputError
from porosity.screening.answering import CHUNK, Lines, Settings, run
from porosity.screening.questions import Question, subject
from porosity.screening.screener import Screener

OPEN = partial(Screener.build, PARTIES)
SETTINGS = Settings(threshold=0.7, limit=10, decisions=None)


def questions(*queries: str, **known: Any) -> list[Question]:
    """A question for each name."""
    records = [{"desk": number, "query": query, **known} for number, query in enumerate(queries)]
    return [Question(f"line {record['desk']}", record, subject("line", record)) for record in records]


MANY = questions(*(f"{given} Quarzin" for given in ("Belodrag", "Vashti", "Thunmir") for _ in range(CHUNK // 2)))


def test_each_question_has_its_line_with_all_its_keys() -> None:
    told = list(run(questions("Belodrag Quarzin", "Nobody Atall", schema="Person"), OPEN, SETTINGS))
    assert [{key: line[key] for key in line if key != "results"} for line in told] == [
        {"desk": 0, "query": "Belodrag Quarzin", "schema": "Person"},
        {"desk": 1, "query": "Nobody Atall", "schema": "Person"},
    ]
    assert [[one["id"] for one in line["results"]] for line in told] == [["p1"], []]


def test_a_column_called_name_becomes_the_query_too() -> None:
    record = {"name": "Belodrag Quarzin"}
    (line,) = run([Question("line 1", record, subject("line 1", record))], OPEN, SETTINGS)
    assert (line["name"], line["query"]) == ("Belodrag Quarzin", "Belodrag Quarzin")


def test_several_processes_answer_as_one_does() -> None:
    assert len(MANY) > CHUNK
    alone = list(run(MANY, OPEN, SETTINGS))
    assert [line["desk"] for line in alone] == list(range(len(MANY)))
    assert list(run(MANY, OPEN, SETTINGS, jobs=2)) == alone


@pytest.mark.parametrize("jobs", [0, 1, 2])
def test_no_question_has_no_answer(jobs: int) -> None:
    assert list(run([], OPEN, SETTINGS, jobs)) == []


def test_the_settings_hold() -> None:
    (strict,) = run(questions("Belodrag Quarzin"), OPEN, Settings(1.0, 10, None))
    assert [one["match"] for one in strict["results"]] == [False]
    twins = partial(Screener.build, [replace(PARTIES[0], id=f"p{number}") for number in range(5)])
    (short,) = run(questions("Belodrag Quarzin"), twins, Settings(0.7, 2, None))
    assert len(short["results"]) == 2


# the file


def line(query: str) -> dict[str, Any]:
    """An answer."""
    return {"query": query, "results": []}


def write(path: Path, *queries: str, torn: bytes = b"") -> Path:
    """A file that answers these, and ends in the midst of a line."""
    path.write_bytes(b"".join(json.dumps(line(query)).encode() + b"\n" for query in queries) + torn)
    return path


def queries(path: Path) -> list[str]:
    """What a file answers; every line must be whole."""
    return [json.loads(text)["query"] for text in path.read_text(encoding="utf-8").splitlines()]


def test_a_new_file_takes_the_lines(tmp_path: Path) -> None:
    lines = Lines(tmp_path / "out.jsonl", resume=False)
    lines.check(iter(questions("A", "B")))
    lines.write(line("Ólmogrėn 김"))
    lines.close()
    assert queries(lines.path) == ["Ólmogrėn 김"]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = write(tmp_path / "out.jsonl", "A")
    before = path.read_bytes()
    with pytest.raises(InputError, match="--resume"):
        Lines(path, resume=False)
    assert path.read_bytes() == before


def test_resuming_what_was_not_begun_begins(tmp_path: Path) -> None:
    lines = Lines(tmp_path / "out.jsonl", resume=True)
    lines.check(iter([]))
    lines.close()
    assert (lines.queries, lines.path.read_bytes()) == ([], b"")


def test_nothing_is_touched_before_the_questions_are_known(tmp_path: Path) -> None:
    lines = Lines(tmp_path / "new.jsonl", resume=False)
    lines.close()
    assert not lines.path.exists()
    path = write(tmp_path / "out.jsonl", "A", torn=b'{"query": "B", "res')
    before = path.read_bytes()
    Lines(path, resume=True).close()
    assert path.read_bytes() == before


def test_resuming_steps_over_what_is_answered(tmp_path: Path) -> None:
    asked = iter(questions("A", "B", "C"))
    lines = Lines(write(tmp_path / "out.jsonl", "A", "B"), resume=True)
    lines.check(asked)
    assert [question.subject.query for question in asked] == ["C"]
    lines.write(line("C"))
    lines.close()
    assert queries(lines.path) == ["A", "B", "C"]


@pytest.mark.parametrize("torn", [b"{", b'{"query": "B", "results": [', b'{"query": "\xc3', b"\x00"])
def test_a_torn_line_is_taken_back(tmp_path: Path, torn: bytes) -> None:
    asked = iter(questions("A", "B"))
    lines = Lines(write(tmp_path / "out.jsonl", "A", torn=torn), resume=True)
    lines.check(asked)
    lines.write(line("B"))
    lines.close()
    assert (queries(lines.path), next(asked).subject.query) == (["A", "B"], "B")


@pytest.mark.parametrize("kept", [("A", "C"), ("B", "A"), ("A", "B", "C"), ("a",)])
def test_the_answers_of_another_batch_are_refused(tmp_path: Path, kept: tuple[str, ...]) -> None:
    path = write(tmp_path / "out.jsonl", *kept)
    lines = Lines(path, resume=True)
    with pytest.raises(InputError, match=r"out\.jsonl, line \d"):
        lines.check(iter(questions("A", "B")))
    lines.close()
    assert queries(path) == list(kept)


@pytest.mark.parametrize(
    "content", [b"my notes\n", b"query,country\nKim,kp", b"[]\n", b"7\n", b'{"name": "A"}\n', b"\xff\xfe\n", b"\n"]
)
def test_a_file_that_holds_something_else_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"out\.jsonl, line 1: is no answer of a batch"):
        Lines(path, resume=True)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"my notes",
        b'{"name": "A"}',
        b'{"query": "A"}\n{"query": "X"}',
        b'{"query": "A"}\n{"query": "B", "res',
        b'{"query": "X", "results": []}\n{"query": "B", "res',
    ],
)
def test_a_file_of_somebody_elses_loses_nothing(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError):
        Lines(path, resume=True).check(iter(questions("A", "B")))
    assert path.read_bytes() == content


def test_a_batch_is_not_taken_for_its_answers(tmp_path: Path) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'{"query": "A"}\n{"query": "B"}\n')
    with pytest.raises(InputError):
        Lines(path, resume=True)
    assert path.read_bytes() == b'{"query": "A"}\n{"query": "B"}\n'


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    lines = Lines(tmp_path / "nowhere" / "out.jsonl", resume=False)
    with pytest.raises(InputError, match=r"out\.jsonl: cannot be written"):
        lines.check(iter(questions("A")))

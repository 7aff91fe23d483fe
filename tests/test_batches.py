"""Many reports: order, failures that do not spread, and a journal that survives being cut off."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from porosity import batches
from porosity.assessment import Assessment, Report
from porosity.batches import Failed, Journal, assess_all, sources, write_whole
from porosity.errors import InputError, PorosityError, ReportError
from porosity.reading.reader import Reading
from porosity.reports.loading import Loaded, LoadFailure, from_text

NOTHING = Reading((), (), (), {})


class Quiet:
    """A reader that finds nothing, and fails on the words that a test plants."""

    version = "quiet"

    def read(self, report: Report) -> Reading:
        if "BROKEN" in report.text:
            raise ReportError(report.id, "cannot be read.")
        if "FAULT" in report.text:
            raise IndexError("list index out of range")
        return NOTHING


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_reader", Quiet())


def loaded(name: str, text: str = "Nothing happened in the port today.") -> Loaded:
    return from_text(text, id=name, title=name, published=date(2024, 5, 1))


def names(results: Iterator[Assessment | Failed]) -> list[str]:
    return [one.place if isinstance(one, Failed) else one.report.id for one in results]


def test_reports_come_out_in_their_order() -> None:
    todo = [loaded("b"), Failed("c", "is empty."), loaded("a")]
    assert names(assess_all(todo)) == ["b", "c", "a"]


def test_a_report_that_fails_does_not_end_the_batch() -> None:
    results = list(assess_all([loaded("a", "BROKEN report."), loaded("b", "FAULT in it."), loaded("c")]))
    assert [type(one) for one in results] == [Failed, Failed, Assessment]
    assert results[0] == Failed("a", "cannot be read.")
    fault = results[1]
    assert isinstance(fault, Failed)
    assert fault.place == "b"
    assert "IndexError: list index out of range (test_batches.py, line" in fault.problem


def test_reports_are_taken_as_they_are_needed() -> None:
    taken = []

    def endless() -> Iterator[Loaded]:
        while True:
            taken.append(1)
            yield loaded(str(len(taken)))

    results = assess_all(endless())
    assert [next(results).report.id for _ in range(3)] == ["1", "2", "3"]  # type: ignore[union-attr]
    assert len(taken) == 3


def test_warnings_of_the_loading_are_kept() -> None:
    one = replace(loaded("a"), warnings=("The day is a guess.",))
    (result,) = assess_all([one])
    assert isinstance(result, Assessment)
    assert "The day is a guess." in result.warnings


def test_a_source_that_cannot_be_opened_is_a_failure_among_the_others() -> None:
    def load(path: str) -> Iterator[Loaded | LoadFailure]:
        if path == "gone":
            raise InputError("gone", "is not there.", "Name another file.")
        yield loaded(path)
        yield LoadFailure(f"{path}:2", "is not JSON.")

    assert [one if isinstance(one, Failed) else one.report.id for one in sources(["a", "gone", "b"], load)] == [
        "a",
        Failed("a:2", "is not JSON."),
        Failed("gone", "is not there. Name another file."),
        "b",
        Failed("b:2", "is not JSON."),
    ]


def test_there_is_a_core() -> None:
    assert batches.cores() >= 1


def test_cores_are_counted_where_affinity_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert batches.cores() == (os.cpu_count() or 1)


# the journal

LINE = '{"schema_version": 1, "report": {"id": "%s", "sha256": "0"}}\n'


def record(name: str) -> dict[str, object]:
    return {"schema_version": 1, "report": {"id": name, "sha256": "0"}}


def has(journal: Journal, name: str) -> bool:
    return journal.has(replace(loaded(name).report, sha256="0"))


def test_a_journal_grows_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out.jsonl"
    journal = Journal(path, resume=False)
    journal.write(record("a"))
    assert path.read_text() == LINE % "a"  # there before the journal is closed
    journal.write(record("ü"))
    journal.close()
    assert path.read_text(encoding="utf-8") == LINE % "a" + LINE % "ü"


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(LINE % "a")
    with pytest.raises(InputError, match=r"exists already\. Name another file, or go on with it by --resume\."):
        Journal(path, resume=False)
    assert path.read_text() == LINE % "a"


@pytest.mark.parametrize("cut", range(len(LINE % "b")))
def test_a_line_that_was_cut_off_anywhere_is_taken_back(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(LINE % "a" + (LINE % "b")[:cut])
    journal = Journal(path, resume=True)
    assert (has(journal, "a"), has(journal, "b")) == (True, False)
    journal.write(record("b"))
    journal.close()
    assert path.read_text() == LINE % "a" + LINE % "b"


def test_a_report_that_comes_twice_is_read_as_often_as_it_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(LINE % "a")
    journal = Journal(path, resume=True)
    assert [has(journal, "a"), has(journal, "a")] == [True, False]
    journal.close()


@pytest.mark.parametrize(
    "content",
    [
        "Dear diary",
        "Dear diary\n",
        '{"report": "all quiet"}\n',
        '{"report": {"id": "a"}}\n',
        LINE % "a" + "[1, 2]\n" + LINE % "b",
        "\0\0\0",
    ],
)
def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(content)
    with pytest.raises(InputError, match="holds a line that is no assessment"):
        Journal(path, resume=True)
    assert path.read_text() == content


def test_a_folder_is_no_journal(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "out.jsonl"):
        with pytest.raises(InputError, match=r"cannot be written|exists already"):
            Journal(path, resume=False)
    with pytest.raises(InputError, match="cannot be written"):
        Journal(tmp_path, resume=True)


def test_odd_characters_are_written_as_escapes(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    journal = Journal(path, resume=False)
    journal.write({"text": "\ud800 \u2028"})
    journal.close()
    assert json.loads(path.read_text(encoding="utf-8")) == {"text": "\ud800 \u2028"}


# whole files


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "out.html"
    write_whole(path, "first \ud800")
    assert path.read_text(encoding="utf-8") == "first ?"

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        write_whole(path, "second")
    assert path.read_text(encoding="utf-8") == "first ?"
    assert [one.name for one in path.parent.iterdir()] == ["out.html"]


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / "out", "text")
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


# processes


class Lost:
    """A worker's answer that never came."""

    def result(self) -> Assessment:
        from concurrent.futures.process import BrokenProcessPool

        raise BrokenProcessPool("A process in the process pool was terminated abruptly")


def test_a_worker_that_dies_is_told_with_a_remedy() -> None:
    with pytest.raises(PorosityError, match=r"a worker process died.*--resume"):
        batches._done(Lost())  # type: ignore[arg-type]

"""Batches of names: in order, on several processes, with progress, resumable; what was written is never lost."""

from __future__ import annotations

import gc
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from porosity.errors import InputError
from porosity.screening.answers import answer
from porosity.screening.decisions import Decisions
from porosity.screening.questions import Question
from porosity.screening.screener import Screener

CHUNK = 200
Open = Callable[[], Screener]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a batch is run with."""

    threshold: float
    limit: int
    decisions: Path | None


class _Worker:
    """One process's screener and settings."""

    def __init__(self, screener: Screener, settings: Settings) -> None:
        self._screener = screener
        self._settings = settings
        self._decisions = None if settings.decisions is None else Decisions(settings.decisions)
        gc.freeze()  # the lists stay; the collector need not look at them again and again

    def answers(self, questions: Iterable[Question]) -> list[dict[str, Any]]:
        """The lines of the output."""
        return [{**question.record, **self._answer(question)} for question in questions]

    def _answer(self, question: Question) -> dict[str, Any]:
        settings = self._settings
        results = answer(
            self._screener, question.subject, self._decisions, threshold=settings.threshold, limit=settings.limit
        )
        return {"query": question.subject.query, "results": results}


def run(
    questions: Iterable[Question], open_screener: Open, settings: Settings, jobs: int = 1
) -> Iterator[dict[str, Any]]:
    """Answer questions in their order. ``open_screener`` is called in each process; it must be cheap and picklable."""
    chunks = _chunks(iter(questions))
    if jobs <= 1:
        worker = _Worker(open_screener(), settings)
        for chunk in chunks:
            yield from worker.answers(chunk)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(open_screener, settings)) as pool:
        waiting: deque[Future[list[dict[str, Any]]]] = deque()
        for chunk in chunks:
            waiting.append(pool.submit(_answers_here, chunk))
            if len(waiting) > 2 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _chunks(questions: Iterator[Question]) -> Iterator[list[Question]]:
    while chunk := list(islice(questions, CHUNK)):
        yield chunk


_here: list[_Worker] = []


def _start(open_screener: Open, settings: Settings) -> None:
    _here[:] = [_Worker(open_screener(), settings)]


def _answers_here(questions: list[Question]) -> list[dict[str, Any]]:
    return _here[0].answers(questions)


class Lines:
    """A file of answers that grows line by line; a line that an interruption tore is taken back.

    Nothing of a file that is there already is touched before `check` has found that it answers this very batch.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        if path.exists() and not resume:
            raise InputError(str(path), "exists.", "Give --resume to go on with it, or another --output.")
        self.queries, self._end = _whole(path) if path.exists() else ([], 0)
        self._file: TextIO | None = None

    def check(self, questions: Iterator[Question]) -> None:
        """Step over the questions that were answered before; the file must answer these and no others."""
        for number, query in enumerate(self.queries, 1):
            question = next(questions, None)
            if question is None or question.subject.query != query:
                asked = "nothing more" if question is None else repr(question.subject.query)
                problem = f"answers {query!r} where the batch asks {asked}."
                raise InputError(f"{self.path}, line {number}", problem, "Resume with the file that it was begun with.")
        try:
            self._file = self.path.open("a", encoding="utf-8", errors="backslashreplace")
            self._file.truncate(self._end)
        except OSError as error:
            problem = f"cannot be written: {error.strerror or error}."
            raise InputError(str(self.path), problem, "Give another --output.") from error

    def write(self, line: Mapping[str, Any]) -> None:
        """Append one answer."""
        assert self._file is not None, "check comes first"
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Put everything on the disk."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()


def _whole(path: Path) -> tuple[list[str], int]:
    """The queries of the whole lines, and where the last of them ends; what follows was torn off."""
    queries: list[str] = []
    end = 0
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                if not queries and not _is_torn(line):
                    raise _foreign(path, 1)
                break
            queries.append(_query(path, line, len(queries) + 1))
            end += len(line)
    return queries, end


def _is_torn(line: bytes) -> bool:
    """Whether a line without an end can be the beginning of an answer."""
    if not line.startswith(b'{"'):
        return False
    try:
        json.loads(line)
    except ValueError:
        return True
    return b'"results"' in line


def _query(path: Path, line: bytes, number: int) -> str:
    try:
        record = json.loads(line)
        if not isinstance(record["results"], list):
            raise TypeError("results is no list")
        return str(record["query"])
    except (ValueError, KeyError, TypeError) as error:
        raise _foreign(path, number) from error


def _foreign(path: Path, number: int) -> InputError:
    return InputError(f"{path}, line {number}", "is no answer of a batch.", "Give another --output.")

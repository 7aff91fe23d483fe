"""The reading desk: what was brought waits here, is read one after the other and kept; how far each is can be seen."""

from __future__ import annotations

import itertools
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from porosity.batches import Failed
from porosity.errors import PorosityError
from porosity.web.brought import Brought, original_of
from porosity.web.safety import logs
from porosity.web.safety.parsing import Readers
from porosity.web.settings import Settings

if TYPE_CHECKING:
    from porosity.evidence.store import Store

MOST_REMEMBERED = 100
MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """A report that a job brought into the store."""

    key: str
    title: str
    verdict: str
    findings: int
    new: bool


@dataclass(frozen=True, slots=True)
class Job:
    """Something brought to be read. ``state`` is *waiting*, *fetching*, *reading*, *done* or *failed*."""

    id: int
    label: str
    state: str
    since: datetime
    kept: tuple[Kept, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "failed")


@dataclass(slots=True)
class _Waiting:
    job: int
    fetch: Callable[[], Brought] | None = None
    brought: Brought | None = None


@dataclass(slots=True)
class Desk:
    """One thread that reads what waits. What is read is kept at once: a server that is stopped loses only the rest."""

    store: Store
    settings: Settings
    readers: Readers
    _jobs: dict[int, Job] = field(default_factory=dict)
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _thread: threading.Thread | None = None
    _closed: bool = False

    def bring(self, brought: Brought, label: str) -> Job:
        """Something that is at hand."""
        return self._enqueue(label, lambda job: _Waiting(job, brought=brought))

    def send_for(self, fetch: Callable[[], Brought], label: str) -> Job:
        """Something that is fetched first."""
        return self._enqueue(label, lambda job: _Waiting(job, fetch=fetch))

    def jobs(self) -> tuple[Job, ...]:
        """The last jobs, newest first."""
        with self._changed:
            return tuple(reversed(self._jobs.values()))

    @property
    def is_full(self) -> bool:
        """Whether so much waits that nothing more is taken."""
        with self._changed:
            return len(self._waiting) >= MOST_WAITING

    def wait(self, job: int, seconds: float) -> Job | None:
        """A job once it is over, or as far as it is after some time."""
        with self._changed:
            self._changed.wait_for(lambda: job not in self._jobs or self._jobs[job].is_over, seconds)
            return self._jobs.get(job)

    def close(self) -> None:
        """Stop reading; what waits is dropped."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            thread = self._thread
            self._changed.notify_all()
        self.readers.close()
        if thread is not None:
            thread.join(10)

    def _enqueue(self, label: str, waiting: Callable[[int], _Waiting]) -> Job:
        with self._changed:
            job = Job(next(self._numbers), label, "waiting", datetime.now(UTC))
            self._jobs[job.id] = job
            while len(self._jobs) > MOST_REMEMBERED and (
                old := next((one.id for one in self._jobs.values() if one.is_over), None)
            ):
                del self._jobs[old]
            self._waiting.append(waiting(job.id))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="porosity-desk", daemon=True)
                self._thread.start()
            self._changed.notify_all()
            return job

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or bool(self._waiting))
                if self._closed:
                    return
                waiting = self._waiting.popleft()
            try:
                self._read(waiting)
            except PorosityError as error:
                self._fail(waiting.job, str(error))
            except Exception as error:
                number = logs.fault(error)
                self._fail(waiting.job, f"Something broke on our side; the log of the server has it as {number}.")

    def _read(self, waiting: _Waiting) -> None:
        brought = waiting.brought
        if waiting.fetch is not None:
            self._change(waiting.job, state="fetching")
            brought = waiting.fetch()
        assert brought is not None
        self._change(waiting.job, state="reading")
        original = original_of(brought)
        for item in self.readers.read(brought):
            job = self._jobs[waiting.job]
            if isinstance(item, Failed):
                self._change(job.id, problems=(*job.problems, f"{item.place}: {item.problem}"))
                continue
            added = self.store.add(original, item)
            kept = Kept(added.key, item.report.title, item.verdict, len(item.findings), added.new)
            self._change(job.id, kept=(*job.kept, kept))
        self._change(waiting.job, state="done" if self._jobs[waiting.job].kept else "failed")

    def _fail(self, job: int, problem: str) -> None:
        self._change(job, state="failed", problems=(*self._jobs[job].problems, problem))

    def _change(self, job: int, **changes: object) -> None:
        with self._changed:
            self._jobs[job] = replace(self._jobs[job], **changes)  # type: ignore[arg-type]
            self._changed.notify_all()

"""Reports from anywhere, read in a process of their own that can be killed.

    readers = Readers(settings)
    for result in readers.read(Brought(data, "report.pdf")): ...

A document that takes too long, or makes its process die, is a `Failed`; the process is replaced by a new one, and the
next document is read as if nothing had been. The network stays loaded between documents.
"""

from __future__ import annotations

import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from porosity.batches import Failed
from porosity.errors import PorosityError
from porosity.web.brought import Brought
from porosity.web.problems import Problem, Refused
from porosity.web.safety.reading_worker import KNOWN, LENGTH
from porosity.web.settings import Limits

if TYPE_CHECKING:
    from porosity.assessment import Assessment

STARTING_SECONDS = 300.0  # the lists may have to be laid out first
LARGEST_ANSWER = 200_000_000
LONGEST_NAME = 200
READ_AGAIN = "Cut it into its chapters, or read it with `porosity add` on the command line."
SECRETS = ("POROSITY_STORE", "POROSITY_ACCOUNTS", "PGPASSWORD", "PGPASSFILE", "DATABASE_URL")
Json = dict[str, Any]


class Readers:
    """A few processes that read. Safe to use from many threads; each call waits for a process that is free."""

    def __init__(self, limits: Limits | None = None, *, lists: bool = True) -> None:
        self._limits = limits or Limits()
        self._lists = lists
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self._limits.readers):
            self._idle.put(None)
        self._waiting = threading.Semaphore(self._limits.readers + self._limits.waiting)
        self._lock = threading.Lock()
        self._alive: set[_Worker] = set()
        self._closed = False

    def warm(self) -> None:
        """Start a process beforehand, in the background."""
        threading.Thread(target=self._warm, daemon=True).start()

    def read(self, brought: Brought) -> Iterator[Assessment | Failed]:
        """Each report in what was brought, as it gets done: assessed, or why it could not be.

        Raises:
            Refused: too many are waiting already.
            PorosityError: no process can be started.
        """
        from porosity.contract_reading import from_dict

        for one in self.records(brought):
            yield one if isinstance(one, Failed) else from_dict(one)

    def records(self, brought: Brought) -> Iterator[Json | Failed]:
        """As `read`, each assessment as its JSON contract."""
        if not self._waiting.acquire(blocking=False):
            problem = f"{self._limits.waiting} reports are waiting to be read."
            raise Refused(Problem(503, "reading", problem, "Try again in a minute.", {"Retry-After": "60"}))
        try:
            worker = self._idle.get()
            try:
                worker = worker if worker is not None and worker.is_alive else self._started()
                yield from self._read(worker, brought)
            finally:
                self._idle.put(worker if worker is not None and worker.is_alive else None)
        finally:
            self._waiting.release()

    def close(self) -> None:
        """End all processes; what is being read is given up."""
        with self._lock:
            self._closed = True
            for worker in self._alive:
                worker.kill()
            self._alive.clear()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes."""
        with self._lock:
            return tuple(worker.pid for worker in self._alive if worker.is_alive)

    def _warm(self) -> None:
        with suppress(PorosityError):
            worker = self._idle.get()
            try:
                worker = worker if worker is not None and worker.is_alive else self._started()
            finally:
                self._idle.put(worker)

    def _started(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise PorosityError("reading", "the server is stopping.", "Send it again later.")
            worker = _Worker(self._limits, lists=self._lists)
            self._alive = {one for one in self._alive if one.is_alive} | {worker}
        worker.wait_until_ready()
        return worker

    def _read(self, worker: _Worker, brought: Brought) -> Iterator[Json | Failed]:
        place = brought.name or brought.id or "the report"
        seconds = self._limits.reading_seconds
        is_done = False
        try:
            for answer in worker.ask(_job(brought, self._limits), brought.data, seconds):
                if "failed" in answer:
                    yield Failed(str(answer["failed"]["place"]), str(answer["failed"]["problem"]))
                else:
                    yield answer["assessment"]
            is_done = True
        except TimeoutError:
            yield Failed(place, f"took longer than {seconds:g} seconds to read; it was given up. {READ_AGAIN}")
        except (OSError, ValueError, KeyError, TypeError):
            yield Failed(place, f"broke the process that read it. {READ_AGAIN}")
        finally:
            if not is_done:  # also where nobody waits for the rest
                worker.kill()


def _job(brought: Brought, limits: Limits) -> Json:
    return {
        **{key: getattr(brought, key) for key in KNOWN},
        "size": len(brought.data),
        "name": Path(brought.name).name[-LONGEST_NAME:],
        "published": None if brought.published is None else brought.published.isoformat(),
        "reports": limits.reports,
        "seconds": limits.reading_seconds,
    }


class _Worker:
    """One process, and the pipes to it."""

    def __init__(self, limits: Limits, *, lists: bool) -> None:
        env = {name: value for name, value in os.environ.items() if name not in SECRETS}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "porosity.web.safety.reading_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a library may print what it reads
            bufsize=0,
            env=env,
        )
        self._send({"lists": lists, "memory": limits.reading_memory})

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it can be asked."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait for the network and the lists.

        Raises:
            PorosityError: it cannot be started.
        """
        try:
            said = self._receive(time.monotonic() + STARTING_SECONDS)
        except (OSError, ValueError) as error:
            self.kill()
            raise PorosityError("reading", "its process cannot be started.", "Try `porosity read` by hand.") from error
        if "ready" not in said:
            self.kill()
            raise PorosityError("reading", f"its process cannot be started: {said.get('broken')}")

    def ask(self, job: Json, data: bytes, seconds: float) -> Iterator[Json]:
        """The answers to a job, each within the time that a report is given.

        Raises:
            TimeoutError: an answer takes longer.
            OSError, ValueError: the process died, or does not talk as agreed.
        """
        sending = threading.Thread(target=self._send_quietly, args=(job, data), daemon=True)
        sending.start()
        while True:
            answer = self._receive(time.monotonic() + seconds)
            if "done" in answer:
                sending.join(1)
                return
            yield answer

    def kill(self) -> None:
        """End it, now."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)

    def _send_quietly(self, job: Json, data: bytes) -> None:
        with suppress(OSError, ValueError):  # it died: whoever waits for its answer sees that
            self._send(job, data)

    def _send(self, message: Json, data: bytes = b"") -> None:
        assert self._process.stdin is not None
        told = json.dumps(message).encode("ascii")
        _write(self._process.stdin, len(told).to_bytes(LENGTH, "big") + told + data)

    def _receive(self, deadline: float) -> Json:
        size = int.from_bytes(self._take(LENGTH, deadline), "big")
        if size > LARGEST_ANSWER:
            raise ValueError("an answer is too large")
        found = json.loads(self._take(size, deadline))
        if not isinstance(found, dict):
            raise ValueError("an answer is no object")
        return found

    def _take(self, size: int, deadline: float) -> bytes:
        assert self._process.stdout is not None
        parts: list[bytes] = []
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while size:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise TimeoutError
                part = os.read(self._process.stdout.fileno(), min(size, 1 << 20))
                if not part:
                    raise OSError("the process ended")
                parts.append(part)
                size -= len(part)
        return b"".join(parts)


def _write(stream: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        written = stream.write(view)
        view = view[written:]

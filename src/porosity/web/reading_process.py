"""Loading and reading in a process of its own: what it is given may be hostile, and it can be killed.

The network, the lists and whatever a file makes of itself stay out of the server, which so stays small and answers
while a report is read. The process opens what it needs with its first report, and ends with the server.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING

from porosity.assessment import Assessment
from porosity.batches import Failed, assess_loaded
from porosity.errors import PorosityError
from porosity.evidence.records import Original
from porosity.reports import loading
from porosity.reports.loading import Known, Loaded, LoadFailure

if TYPE_CHECKING:
    from porosity.reading.reader import Reader
    from porosity.screening.resolving import Lists

MOST_SECONDS = 900.0  # for one report: a document of 300 pages takes about one minute
READ_AGAIN = "Cut it into its chapters, or read it with `porosity add` on the command line."


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody brings to be read: bytes, with what is known of them."""

    data: bytes
    name: str = ""
    url: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None


Read = tuple[Original, Assessment]


class _Named(io.BytesIO):
    """Bytes with the name of their file, which tells their format."""

    name = ""


def load(brought: Brought) -> Iterator[Loaded | LoadFailure]:
    """The reports in what was brought."""
    known = Known(brought.published, brought.publisher, brought.url, brought.title)
    if brought.url is not None and brought.media_type is not None:
        yield from loading.of_page(brought.data, brought.url, brought.media_type, brought.encoding, known)
        return
    stream = _Named(brought.data)
    stream.name = brought.name
    yield from loading.load(
        stream, published=known.published, publisher=known.publisher, url=known.url, title=known.title
    )


def original_of(brought: Brought, at: datetime | None = None) -> Original:
    """The bytes as they came, ready to be kept."""
    return Original(
        brought.data,
        hashlib.sha256(brought.data).hexdigest(),
        at or datetime.now(UTC),
        brought.name,
        brought.url,
        brought.media_type,
    )


class ReadingProcess:
    """The process, started when it is needed and again after it was killed."""

    def __init__(self, *, lists: bool, most_seconds: float = MOST_SECONDS) -> None:
        self._lists = lists
        self._most_seconds = most_seconds
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, brought: Brought) -> Iterator[Assessment | Failed]:
        """Every report in what was brought, as it gets done; a failure that ends the reading is the last."""
        pipe = self._started()
        try:
            pipe.send(brought)
            while pipe.poll(self._most_seconds):
                said = pipe.recv()
                if said is None:
                    return
                yield said
            yield Failed(brought.name or "this report", f"was given up after {self._most_seconds:.0f} s. {READ_AGAIN}")
        except (EOFError, OSError):
            yield Failed(brought.name or "this report", f"made the reader break down. {READ_AGAIN}")
        self.close()

    def _started(self) -> Connection:
        if self._process is not None and self._process.is_alive() and self._pipe is not None:
            return self._pipe
        self.close()
        context = get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, self._lists), daemon=True, name="porosity-reader")
        self._process.start()
        there.close()
        self._pipe = here
        return here

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


def _serve(pipe: Connection, with_lists: bool) -> None:
    """The work of the process: read what comes, answer with each report, then with None."""
    opened: tuple[Reader, Lists | None] | None = None
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            brought: Brought = pipe.recv()
            try:
                opened = opened or _open(with_lists)
                _read_all(brought, opened, pipe.send)
            except PorosityError as error:
                pipe.send(Failed(error.place, f"{error.problem} {error.next_step}".strip()))
            except Exception as error:
                pipe.send(Failed(brought.name or "this report", f"cannot be read: {type(error).__name__}: {error}"))
            pipe.send(None)


def _read_all(brought: Brought, opened: tuple[Reader, Lists | None], send: Callable[[object], None]) -> None:
    reader, lists = opened
    for item in load(brought):
        if isinstance(item, LoadFailure):
            send(Failed(item.place, item.problem))
        else:
            send(assess_loaded(item, reader, lists))


def _open(with_lists: bool) -> tuple[Reader, Lists | None]:
    from porosity.reading.reader import NetworkReader
    from porosity.screening import indexes
    from porosity.screening.versions import Shelf, default_shelf

    shelf = Shelf(default_shelf())
    lists = indexes.lists_for_shelf(shelf) if with_lists and shelf.lists() else None
    return NetworkReader(), lists

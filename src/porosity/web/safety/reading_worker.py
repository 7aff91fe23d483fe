"""The process in which a report from anywhere is taken apart and read; `parsing` starts it as a module.

It holds the network and the lists, and nothing that is worth stealing: not the store, not the accounts. Once they are
loaded it can write no file, open no connection, start no process and grow no further than it is allowed; and whoever
started it may kill it at any time. What it sends back is JSON, so that a process that was taken over by a document
cannot make its parent run anything.

A message is its length (eight bytes) and JSON; a job is followed by the bytes of the document.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from porosity.errors import PorosityError

LENGTH = 8
SECONDS_TO_SPARE = 5
OPEN_FILES = 128
KNOWN = ("url", "media_type", "encoding", "title", "publisher", "id", "is_text")
DENIED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
          "os.posix_spawn", "os.fork", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.chmod",
          "os.kill")  # fmt: skip


def main() -> None:
    """Load, say so, shut the doors, then read whatever comes until nobody asks any more."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes to the log
    settings = _receive(source)
    if settings is None:
        return
    try:
        _load(lists=bool(settings["lists"]))
    except PorosityError as error:
        send(target, {"broken": str(error)})
        return
    _shut(int(settings["memory"]))
    send(target, {"ready": True})
    while (job := _receive(source)) is not None:
        data = source.read(int(job["size"]))
        _bound_time(float(job["seconds"]))
        for answer in _answers(job, data):
            send(target, answer)
        send(target, {"done": True})


def send(target: BinaryIO, message: dict[str, Any]) -> None:
    """Write a message."""
    data = json.dumps(message).encode("ascii")
    target.write(len(data).to_bytes(LENGTH, "big") + data)
    target.flush()


def _receive(source: BinaryIO) -> dict[str, Any] | None:
    size = source.read(LENGTH)
    if len(size) < LENGTH:
        return None
    found: dict[str, Any] = json.loads(source.read(int.from_bytes(size, "big")))
    return found


def _load(*, lists: bool) -> None:
    """What is needed to read, and everything that would otherwise be loaded with the first report."""
    from porosity import batches
    from porosity.measures.loading import shipped_law
    from porosity.reading_run import Request
    from porosity.reports.loading import from_text

    batches._open_here(Request(files=()).open_lists if lists else None)
    shipped_law()
    first = from_text("A ship carried nine crates of coal from Nampo to Dalian, officials said.", id="first")
    batches.assess_loaded(first, batches.shipped_reader(), batches._lists)


def _answers(job: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    """Each report of a document, assessed, or why it is not."""
    from porosity import batches, contract
    from porosity.batches import Failed

    try:
        for number, item in enumerate(batches.sources([job["name"]], lambda _: _loaded(job, data))):
            if number == job["reports"]:
                problem = f"holds more than {number} reports; those after them were not read."
                yield {"failed": {"place": job["name"], "problem": problem}}
                return
            result = item if isinstance(item, Failed) else batches._assess_here(item)
            if isinstance(result, Failed):
                yield {"failed": {"place": result.place, "problem": result.problem}}
            else:
                yield {"assessment": contract.to_dict(result)}
            _bound_time(float(job["seconds"]))
    except MemoryError:
        yield {"failed": {"place": job["name"], "problem": "needs more memory than a report is given."}}
    except RecursionError:
        yield {"failed": {"place": job["name"], "problem": "is nested too deeply."}}


def _loaded(job: dict[str, Any], data: bytes) -> Iterator[Any]:
    from porosity.web.brought import Brought, load

    known = {key: job[key] for key in KNOWN}
    published = date.fromisoformat(job["published"]) if job["published"] else None
    yield from load(Brought(data, job["name"], published=published, **known))


def _shut(memory: int) -> None:
    """Give up what reading does not need."""
    with suppress(ImportError, OSError, ValueError):  # not every system has every bound
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
        size = _address_space()
        if size is not None:
            resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))
    sys.addaudithook(_deny)


def _deny(event: str, _: tuple[Any, ...]) -> None:
    if event in DENIED:
        raise PermissionError(f"a report asked for {event}")


def _address_space() -> int | None:
    """The bytes of address space in use, where the system tells."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return None


def _bound_time(seconds: float) -> None:
    """So much more time on the processor; the system kills what goes beyond it, should nobody else do."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime + seconds * (os.cpu_count() or 1)) + SECONDS_TO_SPARE
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()

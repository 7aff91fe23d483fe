"""Many reports: on all cores, in order, resumable, in bounded memory; what fails is named and the rest goes on."""

from __future__ import annotations

import json
import os
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from porosity.errors import InputError, PorosityError
from porosity.reports.loading import Loaded, LoadFailure
from porosity.reports.structure import Places, document_of

if TYPE_CHECKING:
    from porosity.assessment import Assessment, Evidence, Report
    from porosity.reading.reader import Reader
    from porosity.screening.resolving import Lists

OpenLists = Callable[[], "Lists | None"]
AHEAD = 16  # reports in flight for each worker: enough to keep it busy, few enough to hold in memory


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that could not be read or judged, and why."""

    place: str
    problem: str


def cores() -> int:
    """How many processes can run at once here."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def assess_loaded(loaded: Loaded, reader: Reader, lists: Lists | None = None) -> Assessment:
    """Assess one loaded report; pages and warnings of the loading are kept."""
    from porosity.assess import assess
    from porosity.measures.loading import shipped_law

    assessment = assess(loaded.report, reader, lists, shipped_law())
    warnings = (*loaded.warnings, *assessment.warnings)
    document = document_of(loaded)
    assessment = replace(assessment, warnings=warnings, found=dict(loaded.because), document=document)
    return with_places(assessment, Places(loaded, document)) if loaded.pages or document else assessment


def with_places(assessment: Assessment, places: Places) -> Assessment:
    """The assessment with the page and the paragraph of the document beside each piece of evidence."""

    def placed(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(places.of(one) for one in evidence)

    claims = tuple(
        replace(claim, evidence=placed(claim.evidence), hedges=placed(claim.hedges)) for claim in assessment.claims
    )
    events = tuple(replace(event, left_open=placed(event.left_open)) for event in assessment.events)
    findings = tuple(
        replace(
            finding,
            hedge=placed(finding.hedge),
            support=None
            if finding.support is None
            else replace(finding.support, unverified=placed(finding.support.unverified)),
            elements=tuple(replace(one, evidence=placed(one.evidence)) for one in finding.elements),
        )
        for finding in assessment.findings
    )
    return replace(assessment, claims=claims, events=events, findings=findings)


def sources(paths: Iterable[str], load: Callable[[str], Iterator[Loaded | LoadFailure]]) -> Iterator[Loaded | Failed]:
    """All reports of all sources; a source that cannot be opened or read is a failure among them."""
    for path in paths:
        try:
            for item in load(path):
                yield Failed(item.place, item.problem) if isinstance(item, LoadFailure) else item
        except PorosityError as error:
            yield Failed(error.place, f"{error.problem} {error.next_step}".strip())


def assess_all(
    reports: Iterable[Loaded | Failed], *, jobs: int = 1, open_lists: OpenLists | None = None
) -> Iterator[Assessment | Failed]:
    """Assess reports in their order, on ``jobs`` processes, each of which opens the lists for itself."""
    if jobs <= 1:
        _open_here(open_lists)
        for item in reports:
            yield item if isinstance(item, Failed) else _assess_here(item)
        return
    if open_lists is not None:
        open_lists()  # laid out and kept once, before any worker asks for it
    with ProcessPoolExecutor(
        jobs, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(open_lists,)
    ) as pool:
        waiting: deque[Failed | Future[Assessment | Failed]] = deque()
        try:
            for item in reports:
                waiting.append(item if isinstance(item, Failed) else pool.submit(_assess_here, _light(item)))
                if len(waiting) >= jobs * AHEAD:
                    yield _done(waiting.popleft())
            while waiting:
                yield _done(waiting.popleft())
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _light(loaded: Loaded) -> Loaded:
    """The report without its original bytes, which no worker reads."""
    return replace(loaded, received=None)


def _done(item: Failed | Future[Assessment | Failed]) -> Assessment | Failed:
    if isinstance(item, Failed):
        return item
    try:
        return item.result()
    except BrokenProcessPool as error:
        remedy = "Memory may have run out: use fewer --jobs; a batch with --output goes on by --resume."
        raise PorosityError("porosity read", "a worker process died.", remedy) from error


_reader: Reader | None = None


def shipped_reader() -> Reader:
    """The reader that ships, loaded once a process."""
    global _reader
    if _reader is None:
        from porosity.reading.reader import NetworkReader

        _reader = NetworkReader()
    return _reader


def _start_worker(open_lists: OpenLists | None) -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    shipped_reader()
    _open_here(open_lists)


_lists: Lists | None = None


def _open_here(open_lists: OpenLists | None) -> None:
    """Open the lists that the reports of this process are held against."""
    global _lists
    _lists = None if open_lists is None else open_lists()


def _assess_here(loaded: Loaded) -> Assessment | Failed:
    try:
        return assess_loaded(loaded, shipped_reader(), _lists)
    except PorosityError as error:
        return Failed(error.place, f"{error.problem} {error.next_step}".strip())
    except Exception as error:  # a fault of ours in one report must not end the batch
        return Failed(loaded.report.id, _fault(error))


def _fault(error: Exception) -> str:
    """A fault of the program in one line: what, and where in the code."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    return f"Porosity failed on this report: {type(error).__name__}: {error} ({where}). Please tell its developers."


class Journal:
    """JSON lines that grow report by report, so that an interrupted batch goes on where it stopped.

    A last line that was cut off is taken back. ``done`` counts the keys (id and hash) of the reports that are in it.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.done: Counter[tuple[str, str]] = Counter()
        if not resume and path.exists() and path.stat().st_size:
            raise InputError(str(path), "exists already.", "Name another file, or go on with it by --resume.")
        try:
            if path.exists():
                self._take_back()
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("ab")
        except OSError as error:
            raise _unwritable(path, error) from error

    def _take_back(self) -> None:
        kept = 0
        with self.path.open("rb") as lines:
            for line in lines:
                key = _key(line)
                if key is None:
                    if line.endswith(b"\n") or not (line.startswith(START) or START.startswith(line)):
                        raise InputError(str(self.path), "holds a line that is no assessment.", "Name another file.")
                    break
                self.done[key] += 1
                kept += len(line)
        os.truncate(self.path, kept)

    def has(self, report: Report) -> bool:
        """Whether the report is there from an earlier run; one that comes twice must be there twice."""
        key = (report.id, report.sha256)
        if not self.done[key]:
            return False
        self.done[key] -= 1
        return True

    def write(self, record: dict[str, Any]) -> None:
        """Append one record; it is on its way to the disk when this returns."""
        self._file.write(json.dumps(record, ensure_ascii=False).encode(errors="backslashreplace") + b"\n")
        self._file.flush()

    def close(self) -> None:
        """Put everything on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()


START = b'{"schema_version"'  # how a line begins that was cut off: nothing else is taken back


def _key(line: bytes) -> tuple[str, str] | None:
    """Id and hash of the report in a whole line of a journal; None if it is none."""
    if not line.endswith(b"\n"):
        return None
    try:
        report = json.loads(line)["report"]
        return str(report["id"]), str(report["sha256"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file as a whole or not at all."""
    data = content if isinstance(content, bytes) else content.encode(errors="replace")
    with whole_file(path) as file:
        file.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that is there when the block ends, and not at all, or as it was before, where it raises."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> InputError:
    return InputError(str(path), f"cannot be written: {error.strerror or error}.", "Name another place.")

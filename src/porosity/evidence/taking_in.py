"""``porosity add`` and ``porosity reassess``: reports read and kept, one transaction each, so that any end is clean.

What is stored already is not read again: a run that was stopped goes on by giving the same files once more.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from porosity import batches
from porosity.batches import Failed
from porosity.errors import InputError
from porosity.evidence.records import Added, Filters, Original
from porosity.evidence.reloading import reloaded
from porosity.evidence.store import ALL, Store
from porosity.reading_run import Request, reports_of, say, with_progress
from porosity.reports.loading import Loaded

if TYPE_CHECKING:
    from porosity.assessment import Assessment

Tell = Callable[[Added, "Assessment"], None]


@dataclass(slots=True)
class Intake:
    """How a run went: reports that were new, assessed anew, there already, and not readable."""

    new: int = 0
    again: int = 0
    known: int = 0
    failed: int = 0

    @property
    def code(self) -> int:
        """0 if all went well, 1 if some failed, 2 if nothing was done."""
        if not self.failed:
            return 0
        return 1 if self.new or self.again or self.known else 2


def add(store: Store, request: Request, tell: Tell) -> Intake:
    """Read the files of a request and keep what is not there yet; ``tell`` hears of each report that is kept.

    Raises:
        StoreError: the store can hold no more; everything told before is kept.
    """
    tally = Intake()
    waiting: deque[Original | None] = deque()

    def unknown() -> Iterator[Loaded | Failed]:
        for item in reports_of(request):
            original = None if isinstance(item, Failed) else original_of(item)
            if original is not None and isinstance(item, Loaded):
                key = store.known(original.sha256, item.report)
                if key is not None:
                    store.capture(key, original)
                    tally.known += 1
                    continue
            waiting.append(original)
            yield item

    for result in _assessed(unknown(), request):
        original = waiting.popleft()
        if isinstance(result, Failed) or original is None:
            tally.failed += 1
            if isinstance(result, Failed):
                say(f"porosity: {result.place}: {result.problem}")
            continue
        try:
            added = store.add(original, result)
        except InputError as error:  # it was erased
            tally.failed += 1
            say(f"porosity: {error}")
            continue
        tally.new += added.new
        tally.again += added.assessed and not added.new
        tally.known += not added.assessed
        tell(added, result)
    return tally


def reassess(store: Store, request: Request, keys: Iterable[str], tell: Tell, *, even_same: bool = False) -> Intake:
    """Assess stored reports with everything as it is today; ``even_same``: also where no version differs."""
    from porosity.assess import made_with
    from porosity.measures.loading import shipped_law

    tally = Intake()
    today = made_with(batches.shipped_reader(), request.open_lists(), shipped_law())
    waiting: deque[str] = deque()

    def due() -> Iterator[Loaded | Failed]:
        for key in keys:
            row = store.report(key)
            if row is None or row.erased:
                tally.failed += row is None
                say(f"porosity: {key}: {'is not in the store' if row is None else 'was erased'}.")
                continue
            if not even_same and dict(store.assessments(key)[-1].made_with) == today:
                tally.known += 1
                continue
            waiting.append(key)
            yield reloaded(store.originals(key)[0], store.assessment(key), store.own_id(key))

    for result in _assessed(due(), request):
        key = waiting.popleft()
        if isinstance(result, Failed):
            tally.failed += 1
            say(f"porosity: {result.place}: {result.problem}")
            continue
        added = store.again(key, result, even_same=even_same)
        tally.again += added.assessed
        tally.known += not added.assessed
        tell(added, result)
    return tally


def all_keys(store: Store, filters: Filters = ALL) -> Iterator[str]:
    """The keys of all reports that keep the filters, page by page."""
    after: str | None = None
    while True:
        page = store.reports(filters, limit=500, after=after)
        yield from (row.key for row in page.items)
        after = page.after
        if after is None:
            return


def original_of(loaded: Loaded, *, at: datetime | None = None) -> Original:
    """The bytes that a report came in, as they are kept."""
    received: Any = loaded.received
    return Original(
        received.data,
        loaded.report.sha256,
        at or datetime.now(UTC),
        received.name,
        received.url,
        received.media_type,
    )


def _assessed(reports: Iterable[Loaded | Failed], request: Request) -> Iterator[Assessment | Failed]:
    jobs = request.jobs or batches.cores()
    return with_progress(batches.assess_all(reports, jobs=jobs, open_lists=request.open_lists), shown=True)

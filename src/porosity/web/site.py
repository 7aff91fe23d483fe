"""What the pages share: the store, the law, and the desk where reports are read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from fastapi import Request

from porosity.evidence.records import Filters
from porosity.exports import MeasureCard
from porosity.measures.law import Law
from porosity.measures.loading import shipped_law
from porosity.web.settings import NO_STORE, Settings

if TYPE_CHECKING:
    from porosity.evidence.listing import Cell
    from porosity.evidence.store import Store
    from porosity.web.counting import Counting
    from porosity.web.desk import Desk
    from porosity.web.safety.parsing import Readers

T = TypeVar("T")


class Site:
    """One a server. The store is opened with the first page that needs it, the reader with the first report."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = threading.Lock()
        self._store: Store | None = None
        self._desk: Desk | None = None
        self._readers: Readers | None = None
        self._counting: Counting | None = None

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        with self._opening:
            if self._store is None:
                from porosity.evidence.store import Store

                self._store = Store.open(self.settings.store)
            return self._store

    def counted(self, asked: Hashable, count: Callable[[], T]) -> T:
        """Counts over everything, kept until something is added or decided."""
        store = self.store
        with self._opening:
            if self._counting is None:
                from porosity.web.counting import Counting

                self._counting = Counting(store)
        found: T = self._counting.get((type(asked), asked), count)
        return found

    def counts(self, filters: Filters) -> Mapping[str, Mapping[str, int]]:
        """How many findings there are by each facet."""
        from porosity.evidence import listing

        rest = listing.without_facets(filters)
        return listing.counted(self.counted(rest, lambda: self.store.cells(rest)), filters)

    def incident_cells(self, filters: Filters) -> list[Cell]:
        """The incidents that keep the filters, by all facets at once."""
        from porosity.evidence import listing

        rest = listing.without_facets(filters)

        def count() -> tuple[Cell, ...]:
            with self.store.read() as connection:
                return listing.incident_cells(connection, rest)

        return listing.incidents_within(self.counted(("incidents", rest), count), filters)

    @property
    def has_store(self) -> bool:
        """Whether anything can be kept here: a page of the law needs no store."""
        return self.settings.store != NO_STORE

    @property
    def desk(self) -> Desk:
        """Where reports are read."""
        store, readers = self.store, self.readers
        with self._opening:
            if self._desk is None:
                from porosity.web.desk import Desk

                self._desk = Desk(store, self.settings, readers)
            return self._desk

    @property
    def readers(self) -> Readers:
        """The processes that read."""
        with self._opening:
            if self._readers is None:
                from porosity.web.safety.parsing import Readers

                self._readers = Readers(self.settings.limits, lists=self.settings.lists)
            return self._readers

    @cached_property
    def law(self) -> Law:
        """The law that ships."""
        return shipped_law()

    def card(self, measure_id: str) -> MeasureCard | None:
        """What a dossier prints of a measure."""
        measure = self.law.get(measure_id)
        return None if measure is None else MeasureCard.of(measure)

    def close(self) -> None:
        """Stop reading and let the store go."""
        with self._opening:
            if self._desk is not None:
                self._desk.close()
            if self._readers is not None:
                self._readers.close()
            if self._store is not None:
                self._store.close()
            self._desk = self._readers = self._store = self._counting = None


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site

"""Counts over everything are dear; they are kept until something is added or decided, and for a short while at most."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from porosity.evidence import tables

if TYPE_CHECKING:
    from porosity.evidence.store import Store

SECONDS = 60.0
MOST = 400


class Counting:
    """What was counted, by what was asked and by the state of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[float, tuple[int, ...], Any]] = OrderedDict()

    def get(self, asked: Hashable, count: Callable[[], Any]) -> Any:
        """The counts, counted now or a moment ago."""
        state, now = self._state(), time.monotonic()
        with self._lock:
            found = self._kept.get(asked)
            if found is not None and found[1] == state and now - found[0] < SECONDS:
                self._kept.move_to_end(asked)
                return found[2]
        made = count()
        with self._lock:
            self._kept[asked] = (now, state, made)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return made

    def _state(self) -> tuple[int, ...]:
        """What changes whenever a report or a decision is added, by this process or another."""
        newest = [
            sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0)).scalar_subquery()
            for table in (tables.report, tables.decision, tables.capture, tables.incident)
        ]
        with self._store.read() as connection:
            return tuple(connection.execute(sa.select(*newest)).one())

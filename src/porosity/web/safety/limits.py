"""How often one caller may ask: counted for each, over the last while, in bounded memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from math import ceil

from porosity.web.problems import Problem

MOST_CALLERS = 20_000


class Rate:
    """So many times within so many seconds, for each key. Safe to use from many threads."""

    def __init__(self, times: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._times = times
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """The seconds until a key may come again; 0 if it may come now. Nothing is counted."""
        with self._lock:
            seen = self._recent(key)
            if len(seen) < self._times:
                return 0.0
            return max(0.001, seen[-self._times] + self._seconds - self._clock())

    def count(self, key: str) -> None:
        """Count one more."""
        with self._lock:
            seen = self._recent(key)
            seen.append(self._clock())
            self._seen[key] = seen
            self._seen.move_to_end(key)
            while len(self._seen) > MOST_CALLERS:
                self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        """Count from nothing again."""
        with self._lock:
            self._seen.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        seen = self._seen.get(key)
        if seen is None:
            return deque(maxlen=self._times)
        while seen and seen[0] <= self._clock() - self._seconds:
            seen.popleft()
        return seen


def too_often(seconds: float, place: str) -> Problem:
    """What a caller is told who comes too often."""
    wait = max(1, ceil(seconds))
    again = f"Try again in {wait} second{'s' if wait > 1 else ''}."
    return Problem(429, place, "too many requests in a short time.", again, {"Retry-After": str(wait)})

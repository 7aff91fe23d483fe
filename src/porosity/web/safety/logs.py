"""What the server writes down: that something was asked, which door it was, how it went. Never what it was about.

Addresses hold what people search for, and messages of exceptions may hold names and report text; neither is written.
A fault is written as its kind and the places in the code that it came through, with a number that the caller is told.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

log = logging.getLogger("porosity.web")
DEEPEST = 12


def request_done(scope: Mapping[str, Any], method: str, status: int, seconds: float) -> None:
    """A request by the pattern of its door (``/reports/{key}``), never by its address."""
    route = scope.get("route")
    door = getattr(route, "path", None) or "no door"
    log.info("%s %s %d %.0f ms", method, door, status, seconds * 1000)


def fault(error: BaseException) -> str:
    """Write a fault of ours down; the number under which it stands is returned."""
    number = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    way = " > ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    log.error("fault %s: %s at %s", number, type(error).__name__, way)
    return number

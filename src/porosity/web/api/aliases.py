"""The addresses without ``/api`` at which clients of yente look, and those that are easy to guess.

Where a page has the same address (``/entities/...``), a browser, which asks for HTML, is led to the page.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from porosity.web.safety.asked import Asked

Scope = MutableMapping[str, Any]
App = Callable[[Scope, Any, Any], Awaitable[None]]

READ = re.compile(r"/(?:search/[^/]+|entities/[^/]+|catalog|algorithms|healthz|readyz|reconcile(?:/.+)?)")
SENT = re.compile(r"/(?:match/[^/]+|read(?:/file)?|judge|reconcile(?:/.+)?)")
TWINS = (".json", ".html")


class Aliases:
    """Leads those addresses to the API."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and is_alias(Asked.of(scope)):
            scope = {**scope, "path": f"/api{scope['path']}", "raw_path": b"/api" + scope.get("raw_path", b"")}
        await self._app(scope, receive, send)


def is_alias(asked: Asked) -> bool:
    """Whether a request means the API although it does not say so."""
    if not asked.is_safe:
        return SENT.fullmatch(asked.path) is not None
    for_people = "text/html" in asked.headers.get("accept", "") or asked.path.endswith(TWINS)
    return not for_people and READ.fullmatch(asked.path) is not None

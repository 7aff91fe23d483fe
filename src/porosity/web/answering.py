"""Page or JSON: decided in one place, from the same data.

Every page has a twin: its address with ``.json``, or the header ``Accept: application/json``. An address that ends in
``.json`` or ``.html`` loses that ending before it is routed; a key that itself ends so is linked with ``.html``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from porosity.incidents.codec import encoded
from porosity.web import templating

FORM = "porosity.form"
ENDINGS = (".json", ".html")
KEPT = ("/openapi.json",)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: ``data`` is the JSON twin and the template's variables, ``more`` only the template's."""

    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    status: int = HTTPStatus.OK


class Twins:
    """Takes the ending off an address and remembers which form it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path: str = scope["path"]
            ending = path[-5:]
            if ending in ENDINGS and path not in KEPT and not path.startswith(("/static/", "/api/")):
                scope = {**scope, "path": path[:-5] or "/", FORM: ending[1:]}
                if scope["path"] == "/index":
                    scope["path"] = "/"
        await self.app(scope, receive, send)


def wants_json(request: Request) -> bool:
    """Whether a request asks for the JSON twin."""
    form = request.scope.get(FORM)
    if form is not None:
        return bool(form == "json")
    accepted = request.headers.get("accept", "")
    first = accepted.split(",")[0].split(";")[0].strip()
    return first == "application/json"


def answer(request: Request, shown: Shown) -> Response:
    """The page, or its twin."""
    if wants_json(request):
        return as_json(shown.data, shown.status)
    html = templating.render(request, shown.template, {**shown.data, **shown.more})
    return HTMLResponse(html, shown.status, headers={"Vary": "Accept, HX-Request, Cookie"})


def as_json(data: Mapping[str, Any], status: int = HTTPStatus.OK) -> Response:
    """Records as JSON."""
    body = orjson.dumps(encoded(data), option=orjson.OPT_INDENT_2, default=str)
    return Response(body, status, media_type="application/json", headers={"Vary": "Accept"})


def address(*parts: str) -> str:
    """The path of a page; each part after the first is a key and may hold anything.

    >>> address("reports", "a/b.json")
    '/reports/a%2Fb.json.html'
    """
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    return f"{path}.html" if path.endswith(ENDINGS) else path

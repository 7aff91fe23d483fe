"""The one shape of everything that goes wrong, on pages and in the API: what, where, and what to do about it.

``{"error": {"status": 404, "title": ..., "place": ..., "problem": ..., "next_step": ...}}``
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from porosity.errors import KnowledgeError, ListError, PorosityError, StoreError
from porosity.exports.safe import line

TITLES = {
    400: "This request cannot be answered",
    401: "Sign in first",
    403: "This is not allowed",
    404: "There is no such thing here",
    405: "Not in this way",
    408: "That took too long to arrive",
    413: "That is too large",
    415: "Not a form that is understood here",
    421: "This server does not go by that name",
    422: "This request is not of the form that was expected",
    429: "Too many requests",
    500: "Something broke on our side",
    503: "Not now",
}
NEXT_STEPS = {
    404: "Check the address.",
    405: "See /openapi.json for what can be asked, and how.",
    500: "Try again; the log of the server says where it broke.",
}
LONGEST = 300
Page = Callable[[Request, "Problem"], Response]


@dataclass(frozen=True, slots=True)
class Problem:
    """What goes back instead of an answer; ``headers`` go with it."""

    status: int
    place: str
    problem: str
    next_step: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The kind of problem, in words."""
        return TITLES.get(self.status) or HTTPStatus(self.status).phrase

    def as_record(self) -> dict[str, Any]:
        """The shape."""
        record = {"status": self.status, "title": self.title, **asdict(self)}
        del record["headers"]
        return {"error": record}


class NotFound(PorosityError):
    """There is no such thing: a key that the store does not know, a measure that the law does not have."""


class Refused(PorosityError):
    """A request that is answered by a problem of a status of its own."""

    def __init__(self, answer: Problem) -> None:
        self.answer = answer
        super().__init__(answer.place, answer.problem, answer.next_step)


def install(app: FastAPI) -> None:
    """Answer every failure in this shape: as JSON, or as a page where a browser asks for one."""
    for kind in (PorosityError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, _handled)


def of(error: Exception) -> Problem:
    """What an exception says to the caller; nothing of what it holds, unless it was written for them."""
    if isinstance(error, Refused):
        return error.answer
    if isinstance(error, PorosityError):
        return Problem(_status(error), _short(error.place), _short(error.problem), line(error.next_step))
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        said = str(error.detail)
        status = error.status_code
        if status == HTTPStatus.NOT_FOUND and said == "Not Found":
            said = "nothing is found under this address."
        return Problem(status, "the request", _short(said), NEXT_STEPS.get(status, ""), dict(error.headers or {}))
    return Problem(500, "the server", "this request broke something.", NEXT_STEPS[500])


def answer(problem: Problem, *, page: Page | None = None, request: Request | None = None) -> Response:
    """A problem as a response: the page where there is one, a plain page, or JSON."""
    if request is not None and is_for_people(request):
        response = _page(problem, page, request)
    else:
        body = json.dumps(problem.as_record(), ensure_ascii=False).encode("utf-8", "replace")
        response = Response(body, problem.status, media_type="application/json")
    response.status_code = problem.status
    response.headers.update(problem.headers)
    return response


def is_for_people(request: Request) -> bool:
    """Whether a page is asked for: a browser's request, outside of the API and of the JSON twins."""
    path: str = request.scope["path"]
    if request.scope.get("porosity.form") == "json" or path.endswith(".json") or path.startswith("/api/"):
        return False
    return "text/html" in request.headers.get("accept", "")


def _page(problem: Problem, page: Page | None, request: Request) -> Response:
    if page is not None:
        return page(request, problem)
    words = [html.escape(text) for text in (problem.title, f"{problem.place}: {problem.problem}", problem.next_step)]
    body = "<!doctype html><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>{1}<p>{2}".format(*words)
    return Response(body, media_type="text/html; charset=utf-8")


def page_of(app: Any) -> Page | None:
    """How the application shows a problem to people: ``app.state.problem_page``, where it is set."""
    return getattr(app.state, "problem_page", None)


def _handled(request: Request, error: Exception) -> Response:
    return answer(of(error), page=page_of(request.app), request=request)


def _status(error: PorosityError) -> int:
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, StoreError):
        return 503
    return 500 if isinstance(error, KnowledgeError | ListError) else 400


def _invalid(error: RequestValidationError) -> Problem:
    """The first thing that is wrong, by its place; never the value, which may be a name or a report."""
    first = error.errors()[0] if error.errors() else {"loc": ("body",), "msg": "is not as expected"}
    place = ".".join(str(part) for part in first["loc"])
    others = len(error.errors()) - 1
    more = f" ({others} more like this)" if others > 0 else ""
    said = "is not JSON" if first.get("type") == "json_invalid" else str(first["msg"])
    return Problem(422, _short(place), f"{_short(said)}.{more}", "See /openapi.json for the form.")


def _short(text: str) -> str:
    said = line(text)
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"

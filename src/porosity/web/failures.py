"""Failures as pages and as JSON, in one shape: what is wrong, and what to do about it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from porosity.errors import PorosityError
from porosity.web.answering import Shown, answer

log = logging.getLogger("porosity.web")
TITLES = {
    400: "This request cannot be answered",
    401: "Sign in first",
    403: "This is not allowed",
    404: "There is no such page",
    405: "Not in this way",
    413: "That is too large",
    422: "This request cannot be answered",
    429: "Too many requests",
    500: "Something broke on our side",
    503: "Not now",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """The one shape of an error: ``code`` is that of HTTP."""

    code: int
    title: str
    message: str
    next_step: str = ""


class NotFound(PorosityError):
    """A page that there is not: a key that the store does not know, a measure that the law does not have."""


def install(app: FastAPI) -> None:
    """Turn every failure into a page, or into its twin."""
    app.add_exception_handler(PorosityError, _explained)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _broken)


def failed(request: Request, code: int, message: str, next_step: str = "") -> Response:
    """The page of a failure."""
    failure = Failure(code, TITLES.get(code, HTTPStatus(code).phrase), message, next_step)
    return answer(request, Shown("error.html", {"error": failure}, status=code))


def _explained(request: Request, error: Exception) -> Response:
    assert isinstance(error, PorosityError)
    code = HTTPStatus.NOT_FOUND if isinstance(error, NotFound) else HTTPStatus.BAD_REQUEST
    return failed(request, code, f"{error.place}: {error.problem}", error.next_step)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = str(error.detail)
    said = "" if detail == HTTPStatus(error.status_code).phrase else detail
    shown = said or f"{request.scope['path']} leads nowhere."
    response = failed(request, error.status_code, shown, "Check the address, or go on from one of the sections above.")
    response.headers.update(error.headers or {})
    return response


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = ", ".join(sorted({".".join(map(str, one["loc"][1:])) or str(one["loc"][0]) for one in error.errors()}))
    return failed(request, HTTPStatus.UNPROCESSABLE_ENTITY, f"Not as expected: {places}.")


def _broken(request: Request, error: Exception) -> Response:
    log.error("a page broke", exc_info=error)
    return failed(
        request, HTTPStatus.INTERNAL_SERVER_ERROR, "The page could not be made. Nothing that was kept is lost.",
        "Go back and try again; the log of the server says more.",
    )  # fmt: skip

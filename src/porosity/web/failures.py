"""Problems as pages, in the frame of all others."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from porosity.web.answering import Shown, answer
from porosity.web.problems import NotFound, Problem

__all__ = ["NotFound", "install", "page"]


def install(app: FastAPI) -> None:
    """Show people every problem in this way; programs get its JSON (`porosity.web.problems`)."""
    app.state.problem_page = page


def page(request: Request, problem: Problem) -> Response:
    """The page of a problem."""
    return answer(request, Shown("error.html", {"error": problem}, status=problem.status))

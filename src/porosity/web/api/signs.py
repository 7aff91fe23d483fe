"""Signs of life: ``/healthz`` while the process answers, ``/readyz`` once it can do its work."""

from __future__ import annotations

from fastapi import APIRouter, Request

from porosity.errors import PorosityError
from porosity.web.api import bodies
from porosity.web.api.openapi import PROBLEMS
from porosity.web.api.screening import kept_lists
from porosity.web.problems import Problem, Refused
from porosity.web.site import site_of

router = APIRouter(prefix="/api", tags=["Health"], responses=PROBLEMS)


@router.get("/healthz", operation_id="healthz")
def healthz() -> bodies.Status:
    """The process answers."""
    return bodies.Status()


@router.get("/readyz", operation_id="readyz")
def readyz(request: Request) -> bodies.Status:
    """The store opens, and the lists do where this server screens."""
    site = site_of(request)
    try:
        if site.has_store:
            site.store.reports(limit=1)
    except PorosityError as error:
        raise Refused(Problem(503, "the store", "cannot be opened.", "See the log of the server.")) from error
    if site.settings.lists:
        kept_lists(request).open()
    return bodies.Status()

"""The doors for programs, under ``/api`` and described by ``/openapi.json``.

==================  =========================================================================
``screening``       matching, searching and fetching listed parties, as clients of yente do it
``reconciliation``  the reconciliation service of OpenRefine and its like
``reading``         a report read, events judged
``records``         reports, findings, incidents, measures
``signs``           whether the server lives and is ready
``bodies``          the forms of questions and answers
``lists``           the kept lists, opened once
``aliases``         the addresses without ``/api`` at which clients of yente look
``openapi``         the description
==================  =========================================================================
"""

from __future__ import annotations

from fastapi import APIRouter

__all__ = ["routers"]


def routers() -> tuple[APIRouter, ...]:
    """The routers for the application to include."""
    from porosity.web.api import reading, reconciliation, records, screening, signs

    return (reading.router, screening.router, reconciliation.router, records.router, signs.router)

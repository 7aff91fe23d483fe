"""The application: pages over the store and the law."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from porosity import __version__
from porosity.web import failures, maps, statics, templating
from porosity.web.answering import Twins
from porosity.web.api import openapi, routers
from porosity.web.pages import (
    audit,
    decisions,
    entities,
    inbox,
    incidents,
    measures,
    picture,
    preferences,
    reports,
    review,
    search,
)
from porosity.web.safety import guard
from porosity.web.settings import Settings
from porosity.web.site import Site

PAGES = (inbox, reports, incidents, entities, measures, picture, search, review, decisions, audit, preferences)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application of one store."""
    site = Site(settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        threading.Thread(target=_warm, name="porosity-warm", daemon=True).start()
        yield
        site.close()

    app = FastAPI(title="Porosity", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.site = site
    app.include_router(statics.router)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False)
    for router in routers():
        app.include_router(router)
    openapi.install(app)
    failures.install(app)
    app.add_middleware(Twins)
    guard(app, site.settings)
    return app


def _warm() -> None:
    """Load what the first pages would wait for."""
    templating.warm()
    measures.worked_cases()
    maps.world()

"""Search over the text of all reports."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from porosity.web.answering import Shown, answer
from porosity.web.asking import asked
from porosity.web.site import site_of

router = APIRouter()
MOST = 20
SHORTEST = 2


@router.get("/search")
def search(request: Request) -> Response:
    """The reports that hold some words, best first, and the measures that do."""
    site = site_of(request)
    wanted = asked(request.query_params, "/search")
    words = wanted.filters.words
    hits = site.store.search(words, wanted.filters, limit=MOST) if len(words) >= SHORTEST else ()
    measures = site.law.search(words)[:8] if len(words) >= SHORTEST else []
    return answer(
        request,
        Shown(
            "search.html",
            {
                "query": words,
                "hits": hits,
                "measures": [{"id": one.id, "title": one.title, "instrument": one.instrument} for one in measures],
            },
            {"asked": wanted, "most": MOST},
        ),
    )

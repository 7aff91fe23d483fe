"""Incidents: the list with its facets, one of them whole, and its merging and splitting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from porosity.errors import InputError
from porosity.evidence import listing, tables
from porosity.evidence.records import DecisionKind, Filters, IncidentRow, ReportRow, Target
from porosity.exports.safe import clean
from porosity.incidents import keeping
from porosity.incidents.records import Incident
from porosity.web import person
from porosity.web.answering import Shown, address, answer, as_json, wants_json
from porosity.web.asking import asked, facets
from porosity.web.pages.decisions import MOST_WHY
from porosity.web.problems import NotFound
from porosity.web.site import Site, site_of

router = APIRouter()
MOST = 50
MOST_NEAR = 8
NEAR_DAYS = 45
FACETS = ("verdicts", "decided", "families", "measures", "statuses", "countries")
ID = re.compile(r"i-[1-9][0-9]{0,17}")


@router.get("/incidents")
def browse(request: Request) -> Response:
    """Incidents, the latest act first."""
    site = site_of(request)
    wanted = asked(request.query_params, "/incidents")
    cells = site.incident_cells(wanted.filters)
    rows = site.store.incidents(wanted.filters, limit=MOST, after=wanted.after)
    found = replace(rows, total=sum(number for _, number in cells))
    counts = listing.incidents_counted(cells)
    return answer(
        request,
        Shown(
            "incidents.html",
            {"incidents": found.items, "total": found.total, "after": found.after, "facets": counts},
            {"asked": wanted, "page": found, "groups": facets(counts, FACETS)},
        ),
    )


@router.get("/incidents/{key}")
def show(request: Request, key: str) -> Response:
    """One incident; an id that was merged leads to the incident that it is part of."""
    site = site_of(request)
    found = _whole(site, key)
    return answer(
        request,
        Shown(
            "incident.html",
            {"incident": found, "led_from": "" if found.id == key else key},
            {"titles": _titles(site, found), "near": _near(site, found.row), "card": site.card},
        ),
    )


@router.post("/incidents/{key}/merge")
def merge(
    request: Request,
    key: str,
    other: Annotated[str, Form(alias="with")],
    who: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Say that two incidents are one; the older keeps its id, and the younger leads there."""
    others = [one.strip() for one in re.split(r"[\s,]+", other) if one.strip()]
    if not others or not all(ID.fullmatch(one) for one in others):
        raise InputError("with", f"{clean(other)[:40]!r} names no incident.", "Give its id, such as i-12.")
    return _decide(request, DecisionKind.MERGE, key, who, why, {"with": others})


@router.post("/incidents/{key}/split")
def split(
    request: Request,
    key: str,
    report: Annotated[list[str] | None, Form()] = None,
    who: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
) -> Response:
    """Say that what some reports tell is another incident; it stays apart, whatever is read later."""
    store = site_of(request).store
    found = store.incident(key)
    if found is None:
        raise _missing(key)
    chosen = set(report or ())
    inside = {member.report for member in found[1]}
    if not chosen:
        raise InputError("reports", "none was chosen.", "Tick those that are of another incident.")
    if chosen >= inside:
        raise InputError("reports", "all were chosen, and nothing would stay.", "Leave one that it is about.")
    events = [member.event for member in found[1] if member.report in chosen]
    return _decide(request, DecisionKind.SPLIT, key, who, why, {"events": events})


def _decide(
    request: Request, kind: DecisionKind, key: str, who: str, why: str, body: Mapping[str, list[str]]
) -> Response:
    store = site_of(request).store
    signed, reason = person.signing(request, who), clean(why).strip()[:MOST_WHY]
    if not reason:
        raise InputError("why", "a reason is missing.", "Say in a few words why; others will read it.")
    taken = store.decide(kind, Target.INCIDENT, key, who=signed, why=reason, body=body)
    if wants_json(request):
        response = as_json({"decision": taken}, 201)
    else:
        response = RedirectResponse(f"{address('incidents', key)}#decisions", 303)
    person.remember(response, signed)
    return response


def _whole(site: Site, key: str) -> Incident:
    with site.store.read() as connection:
        found = keeping.whole(connection, key) if ID.fullmatch(key) else None
    if found is None:
        raise _missing(key)
    return found


def _missing(key: str) -> NotFound:
    return NotFound("incidents", f"there is none with the id {key[:60]!r}.", "Look for it in the list of incidents.")


def _titles(site: Site, incident: Incident) -> dict[str, ReportRow]:
    """The rows of its reports, by key."""
    found = site.store.reports(Filters(incident=incident.id), limit=1000).items
    return {row.key: row for row in found}


def _near(site: Site, row: IncidentRow) -> tuple[IncidentRow, ...]:
    """Others of the same measure within some weeks: what it might be merged with."""
    since, until = row.since or row.until, row.until or row.since
    if not row.measures or since is None or until is None:
        return ()
    table = tables.incident
    query = (
        sa.select(table)
        .where(
            table.c.day.between(since.toordinal() - NEAR_DAYS, until.toordinal() + NEAR_DAYS),
            table.c.into.is_(None),
            table.c.id != row.id,
            (sa.literal(" ") + table.c.measures + " ").contains(f" {row.measures[0]} ", autoescape=True),
        )
        .order_by(table.c.day.desc(), table.c.id)
        .limit(MOST_NEAR)
    )
    with site.store.read() as connection:
        return tuple(map(listing.incident_row, connection.execute(query)))

"""Reports: the list with its facets, and one report with its text beside the findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from porosity import contract
from porosity.assessment import Assessment
from porosity.evidence.keys import finding_key, listing_key
from porosity.evidence.records import Decision, Filters, Target
from porosity.exports import timeline, wording
from porosity.web import report_view
from porosity.web.answering import Shown, answer
from porosity.web.asking import asked, facets
from porosity.web.decided import Decisions, on_report
from porosity.web.failures import NotFound
from porosity.web.site import Site, site_of

router = APIRouter()
FACETS = ("verdicts", "decided", "families", "measures", "statuses", "countries", "publishers")
MOST = 50


@router.get("/reports")
def browse(request: Request) -> Response:
    """Reports, the newest first."""
    site = site_of(request)
    wanted = asked(request.query_params, "/reports")
    found = site.store.reports(wanted.filters, limit=MOST, after=wanted.after)
    counts = site.counts(wanted.filters)
    return answer(
        request,
        Shown(
            "reports.html",
            {"reports": found.items, "total": found.total, "after": found.after, "facets": counts},
            {"asked": wanted, "page": found, "groups": facets(counts, FACETS)},
        ),
    )


@router.get("/reports/{key:path}")
def show(request: Request, key: str) -> Response:
    """One report: its latest assessment, or an earlier one by ``?number=``."""
    site = site_of(request)
    row = site.store.report(key)
    if row is None:
        raise NotFound("reports", f"there is none with the key {key[:120]!r}.", "Look for it in the list of reports.")
    if row.erased:
        return answer(request, Shown("erased.html", {"report": row, "decisions": _on(site, Target.REPORT, key)}))
    runs = site.store.assessments(key)
    number = _number(request.query_params.get("number"), [run.number for run in runs])
    assessment = site.store.assessment(key, number)
    decisions = on_report(site.store, key)
    incidents = _incidents(site, key)
    shown_run = next((run for run in runs if run.number == number), runs[-1])
    view = report_view.view(assessment, law=site.law, card=site.card)
    picture = timeline.plan(assessment, view.dossier)
    keys = {finding.id: finding_key(key, finding.id) for finding in assessment.findings}
    on_findings = {one: decisions.get((Target.FINDING, found), ()) for one, found in keys.items()}
    rows = site.store.findings(Filters(report=key), limit=1000).items
    states = {finding.id: next((one.decided for one in rows if one.key == keys[finding.id]), "open")
              for finding in assessment.findings}  # fmt: skip
    return answer(
        request,
        Shown(
            "report.html",
            {
                "report": row,
                "assessment": contract.to_dict(assessment),
                "findings": [
                    {"id": one, "key": found, "decided": states[one], "decisions": on_findings[one]}
                    for one, found in keys.items()
                ],
                "assessments": runs,
                "captures": _captures(site, key),
                "incidents": incidents,
                "decisions_on_report": decisions.get((Target.REPORT, key), ()),
            },
            {
                "view": view,
                "anchors": view.anchors,
                "shown_notes": set[str](),
                "states": states,
                "keys": keys,
                "decisions_on": on_findings,
                "matches": list(matches(assessment, key, decisions)),
                "picture": picture,
                "wide": timeline.draw(picture, width=760, name="wide"),
                "narrow": timeline.draw(picture, width=340, name="narrow"),
                "tick_mark": timeline.mark,
                "exports": (),
                "old_number": number if shown_run is not runs[-1] else None,
                "shown_assessment": shown_run,
            },
        ),
    )


@dataclass(frozen=True, slots=True)
class Match:
    """A party and the entry of a list that it may be."""

    name: str
    listed: str
    entry: str
    key: str
    decisions: tuple[Decision, ...]


def matches(assessment: Assessment, report: str, decisions: Decisions) -> Iterable[Match]:
    """The matches with lists, one a party and entry."""
    for entity in assessment.entities:
        for entry in entity.listings or ():
            key = listing_key(report, entity.id, entry)
            yield Match(entity.name, entry.name, wording.listing(entry), key, decisions.get((Target.LISTING, key), ()))


def _number(text: str | None, known: Iterable[int]) -> int | None:
    """The number of an assessment, if there is such a one."""
    if text is None:
        return None
    if not text.isdecimal() or int(text) not in set(known):
        raise NotFound("number", f"there is no assessment {text[:20]!r} of this report.", "Leave it out.")
    return int(text)


def _on(site: Site, target: Target, key: str) -> tuple[Decision, ...]:
    return tuple(site.store.decisions(target, key))


def _captures(site: Site, key: str) -> list[dict[str, Any]]:
    return [
        {"at": one.at, "name": one.name, "url": one.url, "size": len(one.data), "sha256": one.sha256}
        for one in site.store.originals(key)
    ]


def _incidents(site: Site, key: str) -> tuple[Any, ...]:
    return tuple(site.store.incidents(Filters(report=key), limit=10).items)

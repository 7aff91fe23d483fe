"""What is kept, as JSON: reports, findings, incidents; and the law. Paged, with the filters of the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from porosity import contract
from porosity.errors import InputError
from porosity.evidence.records import AssessmentRow, Decision, Filters, Page, Target, Tlp
from porosity.exports import law_sheet
from porosity.incidents.codec import encoded
from porosity.measures.measure import Direction
from porosity.web.api import bodies
from porosity.web.api.openapi import ASSESSMENT, PROBLEMS, ref
from porosity.web.api.visible import Visible
from porosity.web.problems import NotFound
from porosity.web.site import site_of

router = APIRouter(prefix="/api", tags=["Records"], responses=PROBLEMS)
MOST = 200
Word = Annotated[str, Query(max_length=100)]
Words = Annotated[list[Word], Query(max_length=50)]
Limit = Annotated[int, Query(ge=1, le=MOST)]
After = Annotated[str | None, Query(max_length=1000, description="`after` of the page before.")]
Key = Annotated[str, Path(max_length=500)]
REPORT_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report, its runs, and the latest of them as the contract has it.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["report", "runs", "decisions", "assessment"],
                    "properties": {
                        "report": ref("ReportBody"),
                        "runs": {"type": "array", "items": ref("AssessmentRowBody")},
                        "decisions": {"type": "array", "items": ref("DecisionBody")},
                        "assessment": {"anyOf": [ref(ASSESSMENT), {"type": "null"}]},
                    },
                }
            }
        },
    }
}


def filters(
    q: Annotated[str, Query(max_length=300, description="Words to be found in the text.")] = "",
    measure: Words = [],  # noqa: B006
    family: Words = [],  # noqa: B006
    verdict: Words = [],  # noqa: B006
    status: Words = [],  # noqa: B006
    country: Words = [],  # noqa: B006
    publisher: Words = [],  # noqa: B006
    decided: Annotated[list[Word], Query(max_length=3, description="open, confirmed, dismissed")] = [],  # noqa: B006
    since: Annotated[date | None, Query(description="The first day; of publication, or of the act.")] = None,
    until: Annotated[date | None, Query(description="The last day, counted in.")] = None,
    incident: Annotated[str | None, Query(max_length=100)] = None,
    report: Annotated[str | None, Query(max_length=500)] = None,
    max_tlp: Annotated[Tlp | None, Query(description="Leave out what is marked more strictly.")] = None,
) -> Filters:
    """The filters that all lists share."""
    return Filters(
        words=q.strip(),
        measures=tuple(measure),
        families=tuple(family),
        verdicts=tuple(verdict),
        statuses=tuple(status),
        countries=tuple(code.lower() for code in country),
        publishers=tuple(publisher),
        since=since,
        until=until,
        decided=tuple(decided),
        incident=incident,
        report=report,
        max_tlp=max_tlp,
    )


Asked = Annotated[Filters, Depends(filters)]


@router.get("/reports", operation_id="reports")
def reports(request: Request, asked: Asked, limit: Limit = 50, after: After = None) -> bodies.ReportsPage:
    """Reports that are kept, those published last first. What is redacted or confidential is hidden, as in exports."""
    page = site_of(request).store.reports(asked, limit=limit, after=after)
    return bodies.ReportsPage.model_validate(_page(page, visible(request, asked).reports(page.items)))


@router.get("/reports/{key:path}", operation_id="report", response_model=None, responses=REPORT_ANSWER)
def report(request: Request, key: Key) -> dict[str, Any]:
    """One report with its latest assessment; hidden words are blocked out."""
    store = site_of(request).store
    seen = visible(request)
    shown = seen.report(key)
    row = store.report(key) if shown is None else shown.row
    if row is None or (shown is None and not row.erased):
        raise NotFound("key", "no report of this key is kept.", "Take a key from /api/reports.")
    own = key if shown is None else shown.own_key
    decided = store.decisions(Target.REPORT, own)
    return {
        "report": bodies.ReportBody.model_validate(encoded(row)).model_dump(mode="json"),
        "runs": [_run(one) for one in store.assessments(own)],
        "decisions": [_decision(one if shown is None else shown.decision(one)) for one in decided],
        "assessment": None if shown is None else contract.to_dict(shown.assessment),
    }


@router.get("/findings", operation_id="findings")
def findings(request: Request, asked: Asked, limit: Limit = 50, after: After = None) -> bodies.FindingsPage:
    """Findings of the reports that are kept: if as reported, which measure each would fall under."""
    page = site_of(request).store.findings(asked, limit=limit, after=after)
    return bodies.FindingsPage.model_validate(_page(page, visible(request, asked).findings(page.items)))


@router.get("/incidents", operation_id="incidents")
def incidents(request: Request, asked: Asked, limit: Limit = 50, after: After = None) -> bodies.IncidentsPage:
    """Incidents: one real event each, in however many reports."""
    page = site_of(request).store.incidents(asked, limit=limit, after=after)
    return bodies.IncidentsPage.model_validate(_page(page, visible(request, asked).incidents(page.items)))


@router.get("/incidents/{id}", operation_id="incident")
def incident(request: Request, id: Annotated[str, Path(max_length=100)]) -> bodies.IncidentWhole:
    """One incident: its events, and why each is there."""
    found = visible(request).incident(id)
    if found is None:
        raise NotFound("id", "there is no incident of this id.", "Take an id from /api/incidents.")
    row, members = found
    decided = site_of(request).store.decisions(Target.INCIDENT, row.id)
    return bodies.IncidentWhole.model_validate(encoded({"incident": row, "members": members, "decisions": decided}))


@router.get("/measures", operation_id="measures")
def measures(
    request: Request,
    q: Annotated[str, Query(max_length=300, description="Words to be found in the measure.")] = "",
    on: Annotated[date | None, Query(description="In force on this day.")] = None,
    target: Annotated[str | None, Query(max_length=10)] = None,
    goods: Annotated[str | None, Query(pattern=r"^\d{2,6}$", description="A heading of the HS.")] = None,
    direction: Annotated[Direction | None, Query()] = None,
    family: Annotated[str | None, Query(max_length=100)] = None,
    regime: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 50,
    after: After = None,
) -> bodies.MeasuresPage:
    """Measures of law that fit all that is asked."""
    law = site_of(request).law
    found = law.search(q, on=on, target=target, goods=goods, direction=direction, family=family, regime=regime)
    begin = _after([one.id for one in found], after)
    shown = found[begin : begin + limit]
    follows = shown[-1].id if begin + limit < len(found) else None
    items = [bodies.MeasureBody.model_validate(law_sheet.as_record(one)) for one in shown]
    return bodies.MeasuresPage(items=items, total=len(found), after=follows)


@router.get("/measures/{id}", operation_id="measure")
def measure(request: Request, id: Annotated[str, Path(max_length=200)]) -> bodies.MeasureBody:
    """One measure, as its file has it."""
    found = site_of(request).law.get(id)
    if found is None:
        raise NotFound("id", "the law has no such measure.", "Take an id from /api/measures.")
    return bodies.MeasureBody.model_validate(law_sheet.as_record(found))


def visible(request: Request, asked: Filters | None = None) -> Visible:
    """The store as a program may see it."""
    asked = asked or Filters()
    return Visible(site_of(request).store, asked.max_tlp or Tlp.RED, asked.words)


def _page(page: Page[Any], items: Sequence[Any]) -> dict[str, Any]:
    total = page.total if len(items) == len(page.items) else None  # it would tell that something is hidden
    return {"items": encoded(items), "total": total, "after": page.after}


def _decision(one: Decision) -> dict[str, Any]:
    return bodies.DecisionBody.model_validate(encoded(one)).model_dump(mode="json")


def _run(row: AssessmentRow) -> dict[str, Any]:
    return bodies.AssessmentRowBody.model_validate(encoded(row)).model_dump(mode="json")


def _after(ids: list[str], after: str | None) -> int:
    if after is None:
        return 0
    if after not in ids:
        raise InputError("after", "is on no page of these measures.", "Take `after` from the page before.")
    return ids.index(after) + 1

"""The audit trail: every decision, newest first, with a way to what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from porosity.evidence.keys import report_of
from porosity.evidence.records import Decision, Target
from porosity.web.answering import Shown, address, answer
from porosity.web.site import site_of
from porosity.web.wordings import with_revocations

if TYPE_CHECKING:
    from porosity.evidence.store import Store

router = APIRouter()
MOST = 100


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which decisions are asked for; empty words ask for all."""

    who: str = ""
    kind: str = ""
    target: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.who or self.kind or self.target)

    def fits(self, one: Decision) -> bool:
        """Whether a decision is asked for."""
        return (
            self.who.lower() in one.who.lower()
            and self.kind in ("", one.kind.value)
            and self.target in ("", one.target.value)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A decision as the trail shows it."""

    decision: Decision
    revoked: bool
    href: str
    about: str


@router.get("/audit")
def trail(request: Request) -> Response:
    """Decisions, newest first."""
    params = request.query_params
    chosen = Chosen(*(params.get(name, "").strip() for name in ("who", "kind", "target")))
    page = int(params.get("page", "1")) if params.get("page", "1").isdecimal() else 1
    store = site_of(request).store
    found = [pair for pair in reversed(with_revocations(store.decisions())) if chosen.fits(pair[0])]
    places = {one.id: one for one, _ in found}
    start = (max(page, 1) - 1) * MOST
    rows = [Line(one, revoked, _href(one, places), _about(store, one)) for one, revoked in found[start : start + MOST]]
    query = {name: getattr(chosen, name) for name in ("who", "kind", "target") if getattr(chosen, name)}
    following = f"/audit?{urlencode({**query, 'page': page + 1})}" if start + MOST < len(found) else None
    return answer(
        request,
        Shown(
            "audit.html",
            {"decisions": [row.decision for row in rows], "total": len(found)},
            {"rows": rows, "chosen": chosen, "next": following},
        ),
    )


def _href(one: Decision, known: dict[str, Decision]) -> str:
    """Where what a decision is about can be seen."""
    if one.target is Target.INCIDENT:
        return address("incidents", one.key)
    if one.target is Target.DECISION:
        return f"#{one.key}" if one.key in known else "/audit"
    if one.target is Target.FINDING:
        return f"{address('reports', report_of(one.key))}#at-{one.key.rpartition('#')[2]}"
    return address("reports", report_of(one.key))


def _about(store: Store, one: Decision) -> str:
    """What a decision is about, in words; its key where nothing of that name is there any more."""
    if one.target is Target.FINDING and (finding := store.finding(one.key)) is not None:
        return finding.summary
    if one.target is Target.INCIDENT and (known := store.incident(one.key)) is not None:
        return known[0].title
    if one.target is not Target.DECISION and (report := store.report(report_of(one.key))) is not None:
        return report.title
    return ""

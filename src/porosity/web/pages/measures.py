"""The law, to browse: what governed on a day, and one measure with its history, votes, terms and worked cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from porosity.evidence.records import Filters
from porosity.exports import law_sheet
from porosity.measures.measure import Direction, Measure
from porosity.web import charts
from porosity.web.answering import Shown, answer
from porosity.web.asking import ON, WORDS, day
from porosity.web.failures import NotFound
from porosity.web.site import Site, site_of

router = APIRouter()
CHOICES = ("regime", "family", "direction", "goods", "target")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures are asked for; empty words ask for all."""

    words: str = ""
    on: date | None = None
    regime: str = ""
    family: str = ""
    direction: str = ""
    goods: str = ""
    target: str = ""

    def link(self, **changed: object) -> str:
        """The address of the list with some of it changed."""
        values = {name: getattr(self, name) for name in CHOICES} | {WORDS: self.words, ON: self.on or ""} | changed
        query = urlencode({name: str(value) for name, value in values.items() if value})
        return f"/measures?{query}" if query else "/measures"


@router.get("/measures")
def browse(request: Request) -> Response:
    """All measures, or those that are asked for, by regime."""
    site, asked = site_of(request), request.query_params
    wanted = Wanted(
        asked.get(WORDS, "").strip(), day(asked.get(ON), ON), *(asked.get(name, "").strip() for name in CHOICES)
    )
    goods = wanted.goods.replace(".", "")
    found = site.law.search(
        wanted.words,
        on=wanted.on,
        target=wanted.target or None,
        goods=goods if goods.isdecimal() else None,
        direction=Direction(wanted.direction) if wanted.direction in set(Direction) else None,
        family=wanted.family or None,
        regime=wanted.regime or None,
    )
    counts = _counts(site)
    axis = charts.law_axis(site.law.measures)
    groups = [
        (regime, [measure for measure in found if measure.regime == regime.id])
        for regime in site.law.regimes
        if any(measure.regime == regime.id for measure in found)
    ]
    return answer(
        request,
        Shown(
            "measures.html",
            {"wanted": wanted, "measures": [_listed(one, wanted.on, counts) for one in found]},
            {
                "groups": groups,
                "law": site.law,
                "counts": counts,
                "in_force": law_sheet.in_force,
                "bar": lambda measure: charts.law_bar(measure, axis, wanted.on),
                "today": date.today(),
            },
        ),
    )


@router.get("/measures/{key}")
def show(request: Request, key: str) -> Response:
    """One measure."""
    site = site_of(request)
    measure = site.law.get(key)
    if measure is None:
        raise NotFound(f"/measures/{key}"[:200], "the law has no such measure.", "Look for it in the list of measures.")
    on = day(request.query_params.get(ON), ON)
    worked = worked_cases().get(measure.id, ())
    findings = site.store.findings(Filters(measures=(measure.id,)), limit=12) if site.has_store else None
    return answer(
        request,
        Shown(
            "measure.html",
            {
                "measure": law_sheet.as_record(measure),
                "on": on,
                "governs": None if on is None else measure.governs(on),
                "cases": [{"name": name, "expect": verdict} for name, verdict in worked],
                "findings": () if findings is None else findings.items,
                "total": 0 if findings is None else findings.total,
            },
            {
                "law": measure,
                "siblings": _siblings(site, measure),
                "worked": worked,
                "bar": charts.law_bar(measure, charts.law_axis(site.law.measures), on, width=720, named=True),
                "sheet": law_sheet,
                "today": date.today(),
            },
        ),
    )


def _counts(site: Site) -> dict[str, int]:
    """How many findings the store holds under each measure."""
    return dict(site.counts(Filters()).get("measures", {})) if site.has_store else {}


def _listed(measure: Measure, on: date | None, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "id": measure.id,
        "title": measure.title,
        "instrument": measure.instrument,
        "regime": measure.regime,
        "families": list(measure.families),
        "in_force": law_sheet.in_force(measure),
        "in_force_from": measure.in_force_from,
        "in_force_until": measure.in_force_until,
        "force": measure.force.value,
        "governs": None if on is None else measure.governs(on),
        "findings": counts.get(measure.id, 0),
    }


def _siblings(site: Site, measure: Measure) -> Sequence[Measure]:
    """Other measures of the same regime on one of its subjects, and those that replace it."""
    return [
        other
        for other in site.law.measures
        if other.id != measure.id
        and other.regime == measure.regime
        and (set(other.families) & set(measure.families) or other.id in measure.replaced_by)
    ][:12]


@cache
def worked_cases() -> dict[str, tuple[tuple[str, str], ...]]:
    """The worked cases of each measure: what each is, and what the law says of it."""
    from porosity.measures.cases import load_cases

    found: dict[str, list[tuple[str, str]]] = {}
    for case in load_cases():
        found.setdefault(case.measure, []).append((case.name, case.verdict))
    return {measure: tuple(some) for measure, some in found.items()}

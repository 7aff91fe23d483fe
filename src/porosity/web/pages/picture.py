"""The porosity picture: where the wall leaks, as figures, each beside its numbers; every figure counts incidents.

Incidents on which no measure is found are no leak and stay out, and so do those that somebody dismissed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from porosity.evidence.listing import IN_PICTURE, Cell, incidents_counted
from porosity.evidence.records import Filters
from porosity.exports import wording
from porosity.web import charts, maps, wordings
from porosity.web.answering import Shown, answer
from porosity.web.asking import Asked, asked
from porosity.web.site import site_of

router = APIRouter()
LOUD = ("prohibited", "conditional")
PLACE = {name: place for place, name in enumerate(IN_PICTURE)}
MOST = 12
MONTH = re.compile(r"\d{4}-\d{2}")
BLOCKS = (
    ("families", "By subject"),
    ("measures", "By measure"),
    ("suppliers", "By supplier"),
    ("receivers", "By receiver"),
    ("goods", "By goods"),
    ("statuses", "How it is put"),
    ("support", "How well it stands"),
    ("answers", "What came of it"),
)
LINKED = ("families", "measures", "statuses")


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its count: ``href`` leads to the incidents behind it, where there is a filter for it."""

    name: str
    count: int
    bar: Markup
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A figure: its bars, and how many more values there are."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    more: int


@router.get("/picture")
def show(request: Request) -> Response:
    """The picture of all incidents, or of those that are asked for."""
    site = site_of(request)
    wanted = asked(request.query_params, "/picture")
    cells = site.incident_cells(_leaks(wanted.filters))
    counts = incidents_counted(cells)
    routes = _routes(cells)
    months = _months(cells)
    total = sum(number for _, number in cells)
    return answer(
        request,
        Shown(
            "picture.html",
            {
                "total": total,
                "counts": {name: counts[name] for name in IN_PICTURE},
                "routes": [{"from": one.origin, "to": one.goal, "incidents": one.count} for one in routes],
                "months": [{"month": f"{one.first:%Y-%m}", **one.counts} for one in months],
            },
            {
                "asked": wanted,
                "blocks": [_block(name, title, counts[name], wanted) for name, title in BLOCKS if counts[name]],
                "map": maps.draw(routes),
                "small_map": maps.draw(routes, name="small-map", small=True),
                "ways": routes,
                "columns": charts.columns(months, title="Incidents by month and verdict", width=1180, name="wide"),
                "narrow": charts.columns(
                    months[-60:], title="Incidents by month and verdict", width=340, name="narrow"
                ),
                "named": [month for month in months if month.total],
                "waiting": counts["decided"].get("open", 0),
                "answered": total - sum(number for values, number in cells if not values[PLACE["answers"]]),
            },
        ),
    )


def _leaks(filters: Filters) -> Filters:
    """Those on which a measure is found and that nobody dismissed, unless others are asked for."""
    return replace(filters, verdicts=filters.verdicts or LOUD, decided=filters.decided or ("open", "confirmed"))


def _block(name: str, title: str, counts: Mapping[str, int], wanted: Asked) -> Block:
    shown = list(counts.items())[:MOST]
    most = max(counts.values())
    bars = tuple(Bar(_called(name, value), count, charts.bar(count, most), _href(name, value, wanted))
                 for value, count in shown)  # fmt: skip
    return Block(name, title, bars, len(counts) - len(shown))


def _href(name: str, value: str, wanted: Asked) -> str:
    if name not in LINKED:
        return ""
    return replace(wanted, path="/incidents").link(**{name: (value,)})


def _called(name: str, value: str) -> str:
    """A value in words."""
    if name in ("suppliers", "receivers"):
        return wording.country(value)
    if name == "support":
        letter, digit = value[:1], value[1:]
        return (
            f"{value}: {wording.support_code(letter, int(digit))}"
            if letter.isalpha() and digit.isdecimal()
            else "not graded"
        )
    if name == "goods":
        return f"HS {value[2:]}" if value.startswith("hs") and value[2:].isdecimal() else wording.label(value)
    if name == "answers":
        return wording.label(value)
    return wordings.facet_value(name, value)


def _routes(cells: Iterable[Cell]) -> list[maps.Route]:
    """From each supplier to each receiver, the most frequent first."""
    found: dict[tuple[str, str], int] = {}
    for values, number in cells:
        for origin in values[PLACE["suppliers"]].split():
            for goal in values[PLACE["receivers"]].split():
                if origin != goal:
                    found[origin, goal] = found.get((origin, goal), 0) + number
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [maps.Route(origin, goal, count) for (origin, goal), count in ordered]


def _months(cells: Iterable[Cell]) -> list[charts.Month]:
    found: dict[date, dict[str, int]] = {}
    for values, number in cells:
        month, verdict = values[PLACE["months"]], values[PLACE["verdicts"]]
        if MONTH.fullmatch(month):
            held = found.setdefault(date.fromisoformat(f"{month}-01"), {})
            held[verdict] = held.get(verdict, 0) + number
    return charts.filled(found)

"""The porosity picture: where the wall leaks, as counts of incidents, and beside them what came of it.

Every figure counts incidents, not reports: ten reports of one delivery are one. Incidents on which no measure is found
are no leak, and stay out. The same picture is data, a table and CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from porosity.incidents.codec import encoded
from porosity.incidents.outlines import NOT_COVERED
from porosity.incidents.records import Incident
from porosity.reading import countries

FACETS = ("measure", "family", "month", "route", "supplier", "receiver", "goods", "support", "status", "answer")
COLUMNS = (
    "id", "title", "since", "until", "verdict", "status", "measures", "families", "supplier", "receiver", "route",
    "goods", "reports", "origins", "reliability", "credibility", "designations", "votes", "denials", "other answers",
    "decided",
)  # fmt: skip
NAMED = ("designation", "vote", "denial")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in the picture."""

    id: str
    title: str
    since: str
    until: str
    month: str
    verdict: str
    status: str
    measures: tuple[str, ...]
    families: tuple[str, ...]
    suppliers: tuple[str, ...]
    receivers: tuple[str, ...]
    goods: tuple[str, ...]
    reports: int
    origins: int
    reliability: str
    credibility: int | None
    answers: Mapping[str, int]
    decided: str

    @property
    def route(self) -> str:
        """From whom to whom: "kp > ru"; a question mark where nobody says."""
        return f"{' '.join(self.suppliers) or '?'} > {' '.join(self.receivers) or '?'}"

    @property
    def support(self) -> str:
        """The Admiralty code, *none* where nothing was graded."""
        return f"{self.reliability}{self.credibility}" if self.reliability and self.credibility else "none"


@dataclass(frozen=True, slots=True)
class Picture:
    """The incidents, and how many there are under each value of each facet, the most frequent first."""

    lines: tuple[Line, ...]
    counts: Mapping[str, Mapping[str, int]]


def picture(incidents: Iterable[Incident]) -> Picture:
    """The picture of some incidents, the latest last; dismissed ones stay out."""
    some = (_line(one) for one in incidents if one.row.verdict != NOT_COVERED and one.row.decided != "dismissed")
    lines = tuple(sorted(some, key=lambda line: (line.since, line.id)))
    return Picture(lines, {facet: _counted(facet, lines) for facet in FACETS})


def _line(incident: Incident) -> Line:
    row = incident.row
    answers: dict[str, int] = {}
    for reply in incident.replies:
        answers[reply.kind] = answers.get(reply.kind, 0) + 1
    day = row.since or row.until
    return Line(
        id=row.id,
        title=row.title,
        since="" if row.since is None else row.since.isoformat(),
        until="" if row.until is None else row.until.isoformat(),
        month="" if day is None else f"{day:%Y-%m}",
        verdict=row.verdict,
        status=row.status,
        measures=row.measures,
        families=row.families,
        suppliers=incident.givers,
        receivers=incident.takers,
        goods=incident.goods,
        reports=row.reports,
        origins=row.origins,
        reliability=row.reliability or "",
        credibility=row.credibility,
        answers=answers,
        decided=row.decided,
    )


def _counted(facet: str, lines: Sequence[Line]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for line in lines:
        for value in _values(facet, line):
            counted[value] = counted.get(value, 0) + 1
    if facet == "month":
        return dict(sorted(counted.items()))
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _values(facet: str, line: Line) -> tuple[str, ...]:
    match facet:
        case "measure":
            return line.measures
        case "family":
            return line.families
        case "month":
            return (line.month or "unknown",)
        case "route":
            return (line.route,)
        case "supplier":
            return line.suppliers or ("unknown",)
        case "receiver":
            return line.receivers or ("unknown",)
        case "goods":
            return line.goods or ("unknown",)
        case "support":
            return (line.support,)
        case "status":
            return (line.status,)
        case _:
            return tuple(line.answers) or ("none",)


def to_dict(shown: Picture) -> dict[str, Any]:
    """The picture, ready for ``json.dumps``."""
    written: dict[str, Any] = encoded(shown)
    return written


def to_csv(shown: Picture) -> str:
    """The incidents of the picture as CSV, one a line; no cell begins as a formula does."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in shown.lines:
        others = sum(times for kind, times in line.answers.items() if kind not in NAMED)
        told = (line.id, line.title, line.since, line.until, line.verdict, line.status)
        law = (" ".join(line.measures), " ".join(line.families))
        way = (" ".join(line.suppliers), " ".join(line.receivers), line.route, ", ".join(line.goods))
        support = (line.reports, line.origins, line.reliability, line.credibility)
        cells = (*told, *law, *way, *support, *(line.answers.get(kind, 0) for kind in NAMED), others, line.decided)
        writer.writerow(_safe(cell) for cell in cells)
    return out.getvalue()


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def to_table(shown: Picture) -> str:
    """The picture for people: each facet with its counts, then the incidents."""
    if not shown.lines:
        return "No incident on which a measure is found."
    parts = [
        f"{len(shown.lines)} incident{'s' if len(shown.lines) > 1 else ''} on which a measure is found, if as reported"
    ]
    for facet in FACETS:
        counts = shown.counts[facet]
        width = max(len(_shown(facet, value)) for value in counts)
        rows = (f"  {_shown(facet, value):<{width}}  {times}" for value, times in counts.items())
        parts.append("\n".join((f"by {facet}", *rows)))
    rows = (f"  {line.id:<7} {line.support:<5} {line.status:<10} {line.title}" for line in shown.lines)
    return "\n\n".join((*parts, "\n".join(("incidents", *rows))))


def _shown(facet: str, value: str) -> str:
    if facet in ("supplier", "receiver"):
        return countries.country_name(value) or value
    if facet == "route":
        return " > ".join(
            " and ".join(countries.country_name(one) or one for one in side.split()) for side in value.split(" > ")
        )
    return value

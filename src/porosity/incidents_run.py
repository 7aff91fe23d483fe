"""``porosity incidents``, ``show`` and ``picture``: over files that nobody keeps, or over the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from porosity import batches
from porosity.assessment import Assessment
from porosity.batches import Failed
from porosity.incidents import picture as pictures
from porosity.incidents import records
from porosity.incidents.gathering import Gathering
from porosity.incidents.portraits import portrait
from porosity.incidents.records import Incident, Part
from porosity.reports import loading
from porosity.reports.loading import Loaded, LoadFailure

OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    files: tuple[str, ...]
    form: str = "text"
    several: bool = False
    jobs: int = 1


def list_files(request: Request) -> int:
    """Write the incidents of the reports in some files."""
    gathering, code = gathered(request)
    found = [one for one in portraits(gathering) if not request.several or one.row.reports > 1]
    print(as_json(found) if request.form == "json" else "\n".join(lines(found)))
    return code


def picture_files(request: Request) -> int:
    """Write the porosity picture of the reports in some files."""
    gathering, code = gathered(request)
    write_picture(portraits(gathering), request.form)
    return code


def gathered(request: Request) -> tuple[Gathering, int]:
    """The reports of some files with their incidents; what cannot be read is named on stderr."""
    gathering = Gathering()
    failed = 0
    for one in batches.assess_all(_reports(request), jobs=request.jobs or batches.cores()):
        if isinstance(one, Assessment):
            gathering.add(one)
        else:
            failed += 1
            print(f"porosity: {one.place}: {one.problem}", file=sys.stderr)
    return gathering, OK if not failed else SOME_FAILED if gathering.assessments else NOTHING_DONE


def _reports(request: Request) -> Iterator[Loaded | Failed]:
    def load(path: str) -> Iterator[Loaded | LoadFailure]:
        return loading.load(path)

    return batches.sources(request.files, load)


def portraits(gathering: Gathering) -> list[Incident]:
    """All incidents of some reports, whole."""
    return [
        portrait(one, inside, gathering.assessments, copies=gathering.copies)
        for one, inside in gathering.incidents.items()
    ]


def as_json(found: Iterable[Incident]) -> str:
    """Incidents as JSON: ``members`` are the reports that are about each, ``mentions`` tell it in passing."""
    return json.dumps({"incidents": [_listed(one) for one in found]}, ensure_ascii=False, indent=1)


def _listed(incident: Incident) -> dict[str, Any]:
    whole = records.to_dict(incident)
    return {
        "id": incident.id,
        "title": incident.row.title,
        "kind": incident.kind,
        "members": _keys(incident, Part.MAIN),
        "mentions": _keys(incident, Part.MENTION),
        "why": {one.report: list(one.why) for one in incident.reports},
        "row": whole["row"],
        "support": whole["support"],
    }


def _keys(incident: Incident, part: Part) -> list[str]:
    return sorted(one.report for one in incident.reports if one.part is part)


def lines(found: Sequence[Incident]) -> Iterator[str]:
    """Incidents for people: each with its reports, and why they are there."""
    for incident in found:
        row = incident.row
        support = f"{row.reliability}{row.credibility}" if row.reliability and row.credibility else "not graded"
        yield f"{incident.id}  {row.title}  [{row.verdict}, {row.status}, {support}]"
        for one in incident.reports:
            told = f"{one.report}: {'; '.join(one.why)}"
            yield f"    {told}" if one.part is Part.MAIN else f"    ({told})"


def write_picture(found: Iterable[Incident], form: str) -> None:
    """Write the picture of some incidents as text, CSV or JSON."""
    shown = pictures.picture(found)
    if form == "json":
        print(json.dumps(pictures.to_dict(shown), ensure_ascii=False, indent=1))
    elif form == "csv":
        print(pictures.to_csv(shown), end="")
    else:
        print(pictures.to_table(shown))

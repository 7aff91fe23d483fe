"""``porosity incidents``, ``show`` and ``picture``: over files that nobody keeps, or over the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from porosity import batches
from porosity.assessment import Assessment
from porosity.batches import Failed
from porosity.errors import InputError
from porosity.evidence.records import Filters
from porosity.exports import incident_sheet
from porosity.incidents import picture as pictures
from porosity.incidents import records
from porosity.incidents.gathering import Gathering
from porosity.incidents.portraits import portrait
from porosity.incidents.records import Incident, Part
from porosity.reading_run import render
from porosity.reports import loading
from porosity.reports.loading import Loaded, LoadFailure

if TYPE_CHECKING:
    from porosity.evidence.store import Store

ALL = Filters()
AT_ONCE = 200

OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; without files, of the store."""

    files: tuple[str, ...]
    form: str = "text"
    several: bool = False
    jobs: int = 1
    store: str | None = None
    filters: Filters = ALL


def list_incidents(request: Request) -> int:
    """Write incidents, the filters kept."""
    found, code = _found(request)
    some = [one for one in found if not request.several or one.row.reports > 1]
    print(as_json(some) if request.form == "json" else "\n".join(lines(some)))
    return code


def paint(request: Request) -> int:
    """Write the porosity picture."""
    found, code = _found(request)
    write_picture(found, request.form)
    return code


def _found(request: Request) -> tuple[list[Incident], int]:
    """The incidents of the files, or of the store, that the filters ask for."""
    if request.files:
        gathering, code = gathered(request)
        return [one for one in portraits(gathering) if _is_asked_for(one, request.filters)], code
    with _opened(request.store) as store:
        return list(_kept(store, request.filters)), OK


def _opened(url: str | None) -> Store:
    from porosity.evidence.store import Store

    return Store.open(url)


def _kept(store: Store, filters: Filters) -> Iterator[Incident]:
    from porosity.incidents import keeping

    after: str | None = None
    while True:
        page = store.incidents(filters, limit=AT_ONCE, after=after)
        for row in page.items:
            with store.read() as connection:
                whole = keeping.whole(connection, row.id)
            if whole is not None:
                yield whole
        after = page.after
        if after is None:
            return


def _is_asked_for(incident: Incident, filters: Filters) -> bool:
    """Whether an incident that is not kept is what the filters ask for; words are looked for in titles."""
    row = incident.row
    asked = (
        (filters.measures, row.measures),
        (filters.families, row.families),
        (filters.verdicts, (row.verdict,)),
        (filters.statuses, (row.status,)),
        (filters.countries, row.countries),
        (filters.decided, (row.decided,)),
        (filters.publishers, tuple(one.publisher or "" for one in incident.reports)),
        ((filters.report,) if filters.report else (), tuple(one.report for one in incident.reports)),
    )
    if any(wanted and not set(wanted) & set(held) for wanted, held in asked):
        return False
    first, last = row.since or row.until, row.until or row.since
    if filters.since is not None and (last is None or last < filters.since):
        return False
    if filters.until is not None and (first is None or first > filters.until):
        return False
    told = " ".join((row.title, *(one.title for one in incident.reports))).casefold()
    return all(word in told for word in filters.words.casefold().split())


def show(key: str, form: str, url: str | None) -> int:
    """Write an incident or a report of the store.

    Raises:
        InputError: there is neither of that key.
    """
    from porosity.incidents import keeping

    with _opened(url) as store:
        with store.read() as connection:
            whole = keeping.whole(connection, key)
        if whole is not None:
            told = records.to_dict(whole)
            print(json.dumps(told, ensure_ascii=False, indent=1) if form == "json" else incident_sheet.text(whole))
            return OK
        if store.report(key) is None:
            raise InputError(key, "is no incident and no report of the store.", "List them by porosity incidents.")
        print(render(store.assessment(key), form))
    return OK


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

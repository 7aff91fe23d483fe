"""``porosity incidents``: from files, or from the store, to incidents."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from porosity import batches
from porosity.assessment import Assessment
from porosity.batches import Failed
from porosity.incidents.gathering import Gathering
from porosity.incidents.joining import Held
from porosity.incidents.records import Part
from porosity.incidents.titles import title_of
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


def run(request: Request) -> int:
    """Gather the reports of some files and write their incidents; what cannot be read is named on stderr."""
    gathering = Gathering()
    failed = 0
    for one in batches.assess_all(_reports(request), jobs=request.jobs or batches.cores()):
        if isinstance(one, Assessment):
            gathering.add(one)
        else:
            failed += 1
            print(f"porosity: {one.place}: {one.problem}", file=sys.stderr)
    found = [one for one in listed(gathering) if not request.several or len(one["members"]) > 1]
    if request.form == "json":
        print(json.dumps({"incidents": found}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(found)))
    return OK if not failed else SOME_FAILED if gathering.assessments else NOTHING_DONE


def _reports(request: Request) -> Iterator[Loaded | Failed]:
    def load(path: str) -> Iterator[Loaded | LoadFailure]:
        return loading.load(path)

    return batches.sources(request.files, load)


def listed(gathering: Gathering) -> list[dict[str, Any]]:
    """The incidents as plain data: ``members`` are about it, ``mentions`` tell it in passing; ``why`` says why."""
    titles = {key: one.report.title for key, one in gathering.assessments.items()}
    return [_listed(one, inside, titles) for one, inside in gathering.incidents.items()]


def _listed(identity: str, inside: tuple[Held, ...], titles: Mapping[str, str]) -> dict[str, Any]:
    main = [held for held in inside if held.strand.part is Part.MAIN]
    members = sorted({held.strand.report for held in main})
    mentions = sorted({held.strand.report for held in inside} - set(members))
    return {
        "id": identity,
        "title": title_of([held.strand for held in main], titles),
        "kind": main[0].strand.kind,
        "members": members,
        "mentions": mentions,
        "why": {held.strand.report: list(held.why) for held in reversed(inside)},
    }


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for one in found:
        yield f"{one['id']}  {one['title']}"
        for member in one["members"]:
            yield f"    {member}: {'; '.join(one['why'][member])}"
        for member in one["mentions"]:
            yield f"    ({member}: {'; '.join(one['why'][member])})"

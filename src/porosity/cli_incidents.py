"""``porosity incidents``, ``show`` and ``picture``: the same affair in many reports, for the own eyes.

What leaves the house goes through ``porosity export``, which respects marks and redactions.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from porosity import cli_filters as options

Files = Annotated[list[str] | None, typer.Argument(help="Files, or -, to gather by themselves; else the store.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one a core.")]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", envvar="POROSITY_STORE", help="The store: a file, or a database URL.", show_default=False),
]


class IncidentFormat(StrEnum):
    """How incidents are written."""

    TEXT = "text"
    JSON = "json"


class PictureFormat(StrEnum):
    """How the picture is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


def incidents(
    files: Files = None,
    form: Annotated[IncidentFormat, typer.Option("--format", "-f", help="How to write them.")] = IncidentFormat.TEXT,
    several: Annotated[bool, typer.Option("--several", help="Only those that several reports tell.")] = False,
    jobs: Jobs = 1,
    words: options.Words = "",
    measures: options.Measures = None,
    families: options.Families = None,
    verdicts: options.Verdicts = None,
    statuses: options.Statuses = None,
    countries: options.Countries = None,
    publishers: options.Publishers = None,
    decided: options.Decided = None,
    since: options.Since = None,
    until: options.Until = None,
    report: options.OfReport = None,
    store: StoreOption = None,
) -> None:
    """List incidents: reports of the same affair, and why they are joined."""
    filters = options.filters_of(
        words=words,
        measures=measures,
        families=families,
        verdicts=verdicts,
        statuses=statuses,
        countries=countries,
        publishers=publishers,
        decided=decided,
        since=since,
        until=until,
        report=report,
    )
    from porosity import incidents_run

    request = incidents_run.Request(tuple(files or ()), form.value, several, jobs, store, filters)
    raise typer.Exit(incidents_run.list_incidents(request))


def show(
    key: Annotated[str, typer.Argument(help="An incident (i-7) or a report, by its key.")],
    form: Annotated[IncidentFormat, typer.Option("--format", "-f", help="How to write it.")] = IncidentFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """Show an incident whole, or what a kept report says, which measures that falls under, and what was decided."""
    from porosity import incidents_run

    raise typer.Exit(incidents_run.show(key, form.value, store))


def picture(
    files: Files = None,
    form: Annotated[PictureFormat, typer.Option("--format", "-f", help="How to write it.")] = PictureFormat.TEXT,
    jobs: Jobs = 1,
    measures: options.Measures = None,
    families: options.Families = None,
    verdicts: options.Verdicts = None,
    statuses: options.Statuses = None,
    countries: options.Countries = None,
    decided: options.Decided = None,
    since: options.Since = None,
    until: options.Until = None,
    store: StoreOption = None,
) -> None:
    """Show where the wall leaks: incidents by measure, month, route, goods and support, and what came of them."""
    filters = options.filters_of(
        measures=measures,
        families=families,
        verdicts=verdicts,
        statuses=statuses,
        countries=countries,
        decided=decided,
        since=since,
        until=until,
    )
    from porosity import incidents_run

    request = incidents_run.Request(tuple(files or ()), form.value, False, jobs, store, filters)
    raise typer.Exit(incidents_run.paint(request))

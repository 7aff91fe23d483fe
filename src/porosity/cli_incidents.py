"""``porosity incidents``, ``show`` and ``picture``: the same affair in many reports."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class IncidentFormat(StrEnum):
    """How incidents are written."""

    TEXT = "text"
    JSON = "json"


def incidents(
    files: Annotated[
        list[str] | None, typer.Argument(help="Files or - to gather by themselves; the store if left out.")
    ] = None,
    form: Annotated[IncidentFormat, typer.Option("--format", "-f", help="How to write them.")] = IncidentFormat.TEXT,
    several: Annotated[bool, typer.Option("--several", help="Only those that several reports tell.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one a core.")] = 1,
) -> None:
    """List incidents: reports of the same affair, and why they are joined."""
    from porosity import incidents_run

    request = incidents_run.Request(files=tuple(files or ()), form=form.value, several=several, jobs=jobs)
    raise typer.Exit(incidents_run.list_files(request))

"""``porosity export``, ``audit`` and ``erase``: what leaves the store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from porosity import cli_filters as options
from porosity.cli_casework import StoreOption
from porosity.errors import InputError


class ExportFormat(StrEnum):
    """How an export is written."""

    FTM = "ftm"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    PDF = "pdf"


class AuditFormat(StrEnum):
    """How an audit is written."""

    JSON = "json"
    HTML = "html"


Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")]


def export(
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="How to write it.")],
    output: Output = None,
    tlp: options.Audience = "clear",
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
    incident: options.OfIncident = None,
    report: options.OfReport = None,
    store: StoreOption = None,
) -> None:
    """Write what the store holds, filtered, for an audience, as entities, table, JSON, page or PDF."""
    audience = options.audience_of(tlp)
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
        incident=incident,
        report=report,
    )
    from porosity import export_run

    raise typer.Exit(export_run.export(form.value, filters, audience, output, store=store))


def audit(
    key: Annotated[str | None, typer.Argument(help="A finding, a report or an incident, by its key.")] = None,
    form: Annotated[AuditFormat, typer.Option("--format", "-f", help="How to write it.")] = AuditFormat.JSON,
    output: Output = None,
    tlp: options.Audience = "clear",
    pack: Annotated[Path | None, typer.Option(help="Write an evidence pack (ZIP) here.")] = None,
    verify: Annotated[Path | None, typer.Option(help="Say whether a pack is as it was written.")] = None,
    store: StoreOption = None,
) -> None:
    """Write all that stands behind a finding, a report or an incident, from the bytes to what people decided."""
    from porosity import export_run

    if verify is not None:
        if key is not None or pack is not None:
            raise InputError("--verify", "stands alone.", "Write: porosity audit --verify FILE.zip.")
        raise typer.Exit(export_run.verify(verify))
    if key is None:
        raise InputError("porosity audit", "is asked about nothing.", "Name a finding, a report or an incident.")
    request = export_run.AuditRequest(key, options.audience_of(tlp), form.value, output, pack, store)
    raise typer.Exit(export_run.audit(request))


def erase(
    reports: Annotated[list[str] | None, typer.Argument(help="Reports, by their keys.")] = None,
    who: Annotated[str, typer.Option(envvar="POROSITY_WHO", help="Who erases them.")] = "",
    why: Annotated[str, typer.Option(help="Why; this stays.")] = "",
    older_than: Annotated[int | None, typer.Option(min=1, help="Those taken in more than so many days ago.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say which.")] = False,
    store: StoreOption = None,
) -> None:
    """Take reports out of the store for good, bytes, text and all that was made of them; a tombstone stays."""
    from porosity import export_run

    if not reports and older_than is None:
        raise InputError("porosity erase", "is asked about nothing.", "Name reports, or an age by --older-than.")
    raise typer.Exit(
        export_run.erase(reports or (), who=who, why=why, older_than=older_than, dry_run=dry_run, store=store)
    )

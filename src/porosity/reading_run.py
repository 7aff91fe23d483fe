"""``porosity read``: from files to dossiers, one or many."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from porosity import batches, contract
from porosity.batches import Failed
from porosity.errors import InputError
from porosity.reports import loading
from porosity.reports.loading import Loaded, LoadFailure

if TYPE_CHECKING:
    from rich.console import Console

    from porosity.assessment import Assessment
    from porosity.exports import MeasureCard
    from porosity.measures.why_not import WhyNot
    from porosity.screening.resolving import Lists

SUFFIXES = {"text": "txt", "json": "json", "html": "html", "md": "md", "pdf": "pdf"}
WHY_NOT_FORMS = ("text", "md", "json", "jsonl")
OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    files: tuple[str, ...]
    published: date | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    output: Path | None = None
    form: str = "text"
    jobs: int = 1
    resume: bool = False
    allow_private: bool = False
    against: tuple[Path, ...] = ()
    no_lists: bool = False
    why_not: str | None = None

    def open_lists(self) -> Lists | None:
        """The lists that parties are held against: those given, else those that are kept, if any."""
        from porosity.screening import indexes
        from porosity.screening.versions import Shelf, default_shelf

        if self.no_lists:
            return None
        shelf = Shelf(default_shelf())
        if self.against:
            return indexes.lists_for_paths(self.against, shelf.path / indexes.FOLDER, _talk)
        return indexes.lists_for_shelf(shelf, _talk) if shelf.lists() else None


@dataclass(slots=True)
class Tally:
    """How many reports went well and how many did not."""

    done: int = 0
    failed: int = 0

    @property
    def code(self) -> int:
        """0 if all went well, 1 if some failed, 2 if nothing was done."""
        if not self.failed:
            return OK
        return SOME_FAILED if self.done else NOTHING_DONE


def run(request: Request) -> int:
    """Read, assess and write; the exit code tells how it went."""
    jobs = request.jobs or batches.cores()
    if request.why_not is not None:
        request = _asking_why_not(request)
    if request.resume and (request.form != "jsonl" or request.output is None):
        raise InputError("--resume", "is for --format jsonl with --output.", "Add them, or leave it out.")
    if request.form == "jsonl":
        return _run_lines(request, jobs)
    if request.form == "csv":
        return _run_sheet(request, jobs)
    found = reports_of(request)
    first = list(islice(found, 2))
    if len(first) == 1 and isinstance(first[0], Failed):
        raise InputError(first[0].place, first[0].problem)
    if request.form == "pdf" and request.output is None and len(first) > 1:
        raise InputError("--format pdf", "makes one file a report.", "Name a folder by --output.")
    results = batches.assess_all(chain(first, found), jobs=jobs if len(first) > 1 else 1, open_lists=request.open_lists)
    return _write_one_by_one(request, results, several=len(first) > 1)


def _asking_why_not(request: Request) -> Request:
    """The request with the id of the measure as the law has it; whatever cannot be answered is refused beforehand."""
    from porosity.measures.loading import shipped_law
    from porosity.measures.why_not import OPTION, named_measure

    if request.form not in WHY_NOT_FORMS:
        raise InputError(OPTION, f"is not written as {request.form}.", f"Use one of: {', '.join(WHY_NOT_FORMS)}.")
    return replace(request, why_not=named_measure(shipped_law(), request.why_not or "").id)


def reports_of(request: Request) -> Iterator[Loaded | Failed]:
    """The reports of all files of a request, one by one."""

    def load(path: str) -> Iterator[Loaded | LoadFailure]:
        return loading.load(
            path,
            published=request.published,
            publisher=request.publisher,
            title=request.title,
            url=request.url,
            allow_private=request.allow_private,
        )

    return batches.sources(request.files, load)


def _talk(text: str) -> None:
    say(f"porosity: {text}")


def say(text: str) -> None:
    """Talk, on stderr."""
    print(text, file=sys.stderr)


def _run_lines(request: Request, jobs: int) -> int:
    """JSON lines: to stdout, or to a file that can be resumed."""
    journal = None if request.output is None else batches.Journal(request.output, resume=request.resume)
    before = 0 if journal is None else journal.done.total()
    tally = Tally(done=before)
    found = (
        one for one in reports_of(request) if isinstance(one, Failed) or journal is None or not journal.has(one.report)
    )
    if before:
        say(f"{before} reports are in {request.output} already; going on.")
    try:
        results = batches.assess_all(found, jobs=jobs, open_lists=request.open_lists)
        for result in with_progress(results, shown=journal is not None):
            if isinstance(result, Failed):
                tally.failed += 1
                say(f"porosity: {result.place}: {result.problem}")
                continue
            tally.done += 1
            record = _record(result, request.why_not)
            if journal is not None:
                journal.write(record)
            else:
                print(json.dumps(record, ensure_ascii=False))
    finally:
        if journal is not None:
            journal.close()
    if tally.failed:
        say(f"{tally.done - before} reports read, {tally.failed} failed.")
    return tally.code


def _run_sheet(request: Request, jobs: int) -> int:
    """The findings of all reports as one table; to a file only when it is whole."""
    from porosity.exports import findings_sheet

    tally = Tally()
    lines = [findings_sheet.header()]
    if request.output is None:
        print(lines[0])
    for result in batches.assess_all(reports_of(request), jobs=jobs, open_lists=request.open_lists):
        if isinstance(result, Failed):
            tally.failed += 1
            say(f"porosity: {result.place}: {result.problem}")
            continue
        tally.done += 1
        for row in findings_sheet.rows(result, card=card_of):
            if request.output is None:
                print(row)
            else:
                lines.append(row)
    if request.output is not None and tally.done:
        batches.write_whole(request.output, "\n".join(lines) + "\n")
        say(f"written: {request.output}")
    if tally.failed:
        say(f"{tally.done} reports read, {tally.failed} failed.")
    return tally.code


def with_progress(results: Iterable[Assessment | Failed], *, shown: bool) -> Iterator[Assessment | Failed]:
    """The results as they come, counted on stderr where somebody looks at it."""
    if not shown or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} reports read"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("read", total=None)
        for result in results:
            progress.advance(task)
            yield result


def _write_one_by_one(request: Request, results: Iterable[Assessment | Failed], *, several: bool) -> int:
    tally = Tally()
    folder = request.output if several and request.output is not None else None
    used: set[str] = set()
    for result in results:
        if isinstance(result, Failed):
            tally.failed += 1
            say(f"porosity: {result.place}: {result.problem}")
            continue
        tally.done += 1
        name = None if folder is None else _file_name(result.report.id, request.form, used)
        path = request.output if folder is None or name is None else folder / name
        _write(result, request.form, path, request.why_not)
    if several:
        where = f", dossiers in {folder}" if folder is not None else ""
        say(f"{tally.done} reports read, {tally.failed} failed{where}.")
    return tally.code


def _file_name(report_id: str, form: str, used: set[str]) -> str:
    """A safe file name for a report's dossier, unlike all before."""
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in report_id)[:80] or "report"
    name, number = safe, 2
    while name in used:
        name, number = f"{safe}-{number}", number + 1
    used.add(name)
    return f"{name}.{SUFFIXES[form]}"


def _write(assessment: Assessment, form: str, path: Path | None, measure: str | None) -> None:
    if form == "text" and path is None:
        from rich.console import Console

        _print(assessment, Console(), measure)
        return
    if form == "pdf":
        _write_pdf(assessment, path)
        return
    text = render(assessment, form, measure)
    if path is None:
        print(text)
    else:
        batches.write_whole(path, text)
        say(f"written: {path}")


def _write_pdf(assessment: Assessment, path: Path | None) -> None:
    from porosity.exports import pdf

    if path is None and sys.stdout.isatty():
        raise InputError("--format pdf", "is nothing for a screen.", "Name a file by --output.")
    written = pdf.render(assessment, card=card_of)
    if path is None:
        sys.stdout.buffer.write(written)
    else:
        batches.write_whole(path, written)
        say(f"written: {path}")


def render(assessment: Assessment, form: str, measure: str | None = None) -> str:
    """A dossier as text in one of the formats; with a measure, why that is not found in the report."""
    from porosity.exports import html, markdown, why_not

    if form == "json":
        return json.dumps(_record(assessment, measure), ensure_ascii=False, indent=2)
    if form == "md" and measure is not None:
        return why_not.markdown(_why_not(assessment, measure), title=assessment.report.title)
    if form == "html":
        return html.render(assessment, card=card_of)
    if form == "md":
        return markdown.render(assessment, card=card_of)
    return _plain(assessment, measure)


def _record(assessment: Assessment, measure: str | None) -> dict[str, Any]:
    if measure is None:
        return contract.to_dict(assessment)
    return contract.from_why_not(_why_not(assessment, measure), assessment.made_with, assessment)


def _why_not(assessment: Assessment, measure_id: str) -> WhyNot:
    """A measure held against the nearest event of a report; its finding, if there is one, as the report's dossier."""
    from porosity.assess import situation_of
    from porosity.measures.loading import shipped_law
    from porosity.measures.why_not import held_against, named_measure

    claims = {claim.id: claim for claim in assessment.claims}
    entities = {entity.id: entity for entity in assessment.entities}
    day = assessment.report.published
    situations = (situation_of(event, claims, entities, day) for event in assessment.events)
    why = held_against(named_measure(shipped_law(), measure_id), situations)
    if why.finding is None:
        return why
    key = (why.finding.event, why.finding.measure, why.finding.family)
    shown = (one for one in assessment.findings if (one.event, one.measure, one.family) == key)
    return replace(why, finding=next(shown, why.finding))


def _print(assessment: Assessment, console: Console, measure: str | None) -> None:
    from porosity.exports import terminal, why_not

    if measure is None:
        terminal.render(assessment, console, card=card_of)
    else:
        why_not.render(_why_not(assessment, measure), console, title=assessment.report.title)


def _plain(assessment: Assessment, measure: str | None) -> str:
    import io

    from rich.console import Console

    stream = io.StringIO()
    _print(assessment, Console(file=stream, width=100), measure)
    return stream.getvalue()


def card_of(measure_id: str) -> MeasureCard | None:
    """What a dossier prints of a measure."""
    from porosity.exports import MeasureCard
    from porosity.measures.loading import shipped_law

    measure = shipped_law().get(measure_id)
    return None if measure is None else MeasureCard.of(measure)

"""``porosity match``: a name or a file of names against the lists, as a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from functools import partial
from io import TextIOWrapper
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from porosity.errors import InputError

if TYPE_CHECKING:
    from porosity.screening.decisions import Decisions
    from porosity.screening.screener import Screener, Subject

DAY = ["%Y-%m-%d"]


class MatchFormat(StrEnum):
    """How matches are written."""

    TEXT = "text"
    JSONL = "jsonl"


def match(
    what: Annotated[str, typer.Argument(help="A name, a file of names (.jsonl, .csv, .txt), or - for standard input.")],
    schema: Annotated[str | None, typer.Option(help="Person, Organization, Company, Vessel, ...")] = None,
    country: Annotated[list[str] | None, typer.Option(help="A country code, e.g. kp; repeatable.")] = None,
    born: Annotated[str | None, typer.Option(help="Year or day of birth.")] = None,
    number: Annotated[list[str] | None, typer.Option("--id", help="An IMO, passport or other number.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="A list file or folder, not the kept lists.")] = None,
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="The kept lists as they stood on a day.")] = None,
    form: Annotated[MatchFormat | None, typer.Option("--format", "-f", help="text, or jsonl as for files.")] = None,
    explain: Annotated[bool, typer.Option(help="Print all evidence on each match.")] = False,
    threshold: Annotated[
        float, typer.Option(min=0.0, max=1.0, envvar="POROSITY_MATCH_THRESHOLD", help="A match from this score on.")
    ] = 0.7,
    limit: Annotated[int, typer.Option(min=1, help="Results a name.")] = 10,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")] = None,
    resume: Annotated[bool, typer.Option(help="Go on with a batch whose --output exists.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one a core.")] = 1,
    decide: Annotated[str | None, typer.Option(help="Decide: LISTED_ID=same, =different, =unsure.")] = None,
    who: Annotated[str | None, typer.Option("--by", help="Who decides.")] = None,
    why: Annotated[str | None, typer.Option(help="Why.")] = None,
) -> None:
    """Hold a name, or a file of names, against sanctions lists; every match says what speaks for it and against it."""
    open_screener = partial(_open, tuple(against or ()), on.date().isoformat() if on else None)
    if _is_batch(what):
        if decide is not None:
            raise InputError("--decide", "goes with one name.", "Give the name instead of a file.")
        if output is not None and form is MatchFormat.TEXT:
            raise InputError("--format", "text is for the screen; a file of answers is JSON lines.", "Leave out one.")
        _batch(what, open_screener, threshold, limit, output, resume, jobs, _printer(form, explain))
        return
    _one(what, schema, country, born, number, open_screener, form, explain, threshold, limit, decide, who, why)


def _is_batch(what: str) -> bool:
    """Whether a file of names is meant, rather than a name."""
    from porosity.screening.questions import READERS

    if what == "-" or Path(what).suffix.lower() in READERS:
        return True
    if isfile(what):  # noqa: PTH113  (Path.is_file raises where a name is too long for a path)
        raise InputError(what, "is a file of a kind that holds no names.", f"Give one of: {', '.join(READERS)}.")
    return False


def _printer(form: MatchFormat | None, explain: bool) -> Callable[[Mapping[str, Any]], None]:
    """How an answer is put on stdout."""
    if form is not MatchFormat.TEXT:
        return lambda line: print(json.dumps(line, ensure_ascii=False))
    from porosity.exports import match_sheet

    return lambda line: match_sheet.print_matches(line["query"], line["results"], explain=explain)


def _one(
    name: str,
    schema: str | None,
    country: list[str] | None,
    born: str | None,
    number: list[str] | None,
    open_screener: Any,
    form: MatchFormat | None,
    explain: bool,
    threshold: float,
    limit: int,
    decide: str | None,
    who: str | None,
    why: str | None,
) -> None:
    from porosity.exports import match_sheet
    from porosity.screening.answers import answer
    from porosity.screening.decisions import Decisions
    from porosity.screening.questions import subject
    from porosity.screening.versions import default_shelf

    asked = subject("the name", {"query": name, "schema": schema, "country": country, "born": born, "id": number})
    screener = open_screener()
    decisions = Decisions(default_shelf())
    if decide is not None:
        if not who or not why:
            raise InputError("--decide", "needs who decides and why.", 'Give --by NAME --why "..." with it.')
        _record(screener, decisions, asked, decide, who, why)
    results = answer(screener, asked, decisions, threshold=threshold, limit=limit)
    if form is MatchFormat.JSONL:
        print(json.dumps({"query": name, "results": results}, ensure_ascii=False))
    else:
        match_sheet.print_matches(name, results, explain=explain)
    if not any(one["match"] for one in results):
        raise typer.Exit(1)


def _record(screener: Screener, decisions: Decisions, asked: Subject, decide: str, who: str, why: str) -> None:
    """Keep what somebody decided about one match."""
    from datetime import UTC

    from porosity.screening.decisions import Answer, Decision, listing_hash

    listed_id, _, said = decide.rpartition("=")
    if said not in list(Answer):
        raise InputError("--decide", f"{said!r} is no answer.", f"Give ID=ANSWER, one of: {', '.join(Answer)}.")
    found = next((one for one in screener.match(asked, None) if one.listed.id == listed_id), None)
    if found is None:
        raise InputError(listed_id, "is no match of this name.", "Decide on an id that the match prints.")
    decisions.add(
        Decision(
            query=asked.query,
            query_schema=asked.schema,
            listed_id=listed_id,
            list=found.listed.list,
            answer=Answer(said),
            who=who,
            when=datetime.now(UTC),
            list_version=screener.versions.get(found.listed.list, ""),
            listing_hash=listing_hash(found.listed),
            score=found.score,
            why=why,
            country="; ".join(asked.countries) or None,
            born=asked.born,
        )
    )


def _batch(
    path: str,
    open_screener: Any,
    threshold: float,
    limit: int,
    output: Path | None,
    resume: bool,
    jobs: int,
    show: Callable[[Mapping[str, Any]], None],
) -> None:
    from porosity import batches
    from porosity.screening import answering, questions
    from porosity.screening.versions import default_shelf

    open_screener()  # laid out once, before any process needs it
    settings = answering.Settings(threshold, limit, default_shelf())
    lines = None if output is None else answering.Lines(output, resume=resume)
    with _opened(path) as stream, _counted() as count:
        asked = questions.read(_called(path), stream)
        if lines is not None:
            lines.check(asked)
        try:
            for line in answering.run(asked, open_screener, settings, jobs or batches.cores()):
                if lines is not None:
                    lines.write(line)
                else:
                    show(line)
                count()
        finally:
            if lines is not None:
                lines.close()


def _open(against: tuple[Path, ...], day: str | None) -> Screener:
    from datetime import date

    from porosity.screening import indexes
    from porosity.screening.versions import Shelf, default_shelf

    shelf = Shelf(default_shelf())
    if against:
        if day is not None:
            raise InputError("--on", "goes with the kept lists.", "Leave out --against, or --on.")
        return indexes.for_paths(against, shelf.path / indexes.FOLDER, _say)
    return indexes.for_shelf(shelf, None if day is None else date.fromisoformat(day), _say)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    try:
        if path == "-":
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(encoding="utf-8", errors="strict")
            yield sys.stdin
            return
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            yield stream
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}.", "Check the file's name.") from error
    except UnicodeDecodeError as error:
        raise InputError(_called(path), f"is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error


@contextmanager
def _counted() -> Iterator[Any]:
    """A count of the names on stderr, where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} names"), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda: progress.advance(task)


def _called(path: str) -> str:
    return "standard input" if path == "-" else path


def _say(text: str) -> None:
    print(f"porosity: {text}", file=sys.stderr)

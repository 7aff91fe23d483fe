"""The command line: each command parses, calls one function, prints. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from porosity import cli_casework, cli_doors
from porosity.cli_export import audit, erase, export
from porosity.cli_incidents import incidents, picture, show
from porosity.cli_lists import lists
from porosity.cli_match import match
from porosity.cli_serve import serve
from porosity.errors import InputError, PorosityError

app = typer.Typer(
    name="porosity",
    help="Read what is reported and show where sanctions leak.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.add_typer(lists)
app.command()(match)
app.command()(export)
app.command()(audit)
app.command()(erase)
app.command()(cli_casework.add)
app.command()(cli_casework.reassess)
app.command()(cli_casework.decide)
app.command()(cli_casework.decisions)
app.command()(cli_casework.backup)
app.command("import")(cli_casework.take_back)
app.command()(serve)
app.command()(incidents)
app.command()(show)
app.command()(picture)
app.add_typer(cli_doors.accounts)
app.add_typer(cli_doors.tokens)
app.command()(cli_doors.mcp)

DAY = ["%Y-%m-%d"]


class Format(StrEnum):
    """How a dossier is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    MD = "md"
    PDF = "pdf"
    CSV = "csv"


class LawFormat(StrEnum):
    """How measures are written."""

    TEXT = "text"
    JSON = "json"


def version(value: bool) -> None:
    """Print the version and stop."""
    if value:
        from porosity import __version__

        print(f"porosity {__version__}")
        raise typer.Exit


@app.callback()
def root(
    show_version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Read what is reported and show where sanctions leak."""


@app.command()
def read(
    files: Annotated[list[str], typer.Argument(help="Files, web addresses, or - for standard input.")],
    published: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Day of publication, where the file does not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, where the file does not say.")] = None,
    title: Annotated[str | None, typer.Option(help="The title, where the file does not say.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of stdout.")] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the dossier.")] = Format.TEXT,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one a core.")] = 1,
    resume: Annotated[bool, typer.Option(help="Go on with a batch whose --output exists.")] = False,
    allow_private: Annotated[bool, typer.Option(help="Let web addresses lead into the own network.")] = False,
    against: Annotated[list[Path] | None, typer.Option(help="A list file or folder, not the kept lists.")] = None,
    no_lists: Annotated[bool, typer.Option("--no-lists", help="Hold nobody against sanctions lists.")] = False,
    why_not: Annotated[str | None, typer.Option(help="Say of a measure (its id) why it is not found here.")] = None,
) -> None:
    """Read reports and write what they say, which measures that falls under, and how well it stands."""
    from porosity import reading_run

    request = reading_run.Request(
        files=tuple(files),
        published=published.date() if published else None,
        publisher=publisher,
        title=title,
        url=url,
        output=output,
        form=form.value,
        jobs=jobs,
        resume=resume,
        allow_private=allow_private,
        against=tuple(against or ()),
        no_lists=no_lists,
        why_not=why_not,
    )
    raise typer.Exit(reading_run.run(request))


@app.command()
def judge(
    files: Annotated[list[str], typer.Argument(help="JSON or JSON lines of events, or - for standard input.")],
    why_not: Annotated[str | None, typer.Option(help="Say of a measure (its id) why it is not found here.")] = None,
) -> None:
    """Hold events, given as JSON without any text, against the law and write the findings as JSON lines."""
    import json

    from porosity import __version__, contract
    from porosity.knowledge import versions
    from porosity.measures.documents import read_documents
    from porosity.measures.events import judge_document, read_situations
    from porosity.measures.loading import shipped_law
    from porosity.measures.why_not import held_against, named_measure

    law = shipped_law()
    measure = None if why_not is None else named_measure(law, why_not)
    made_with = {"porosity": __version__, "law": law.version, **versions()}
    results = []
    for place, document in read_documents(files):
        if measure is not None:
            results.append(contract.from_why_not(held_against(measure, read_situations(document, place)), made_with))
            continue
        results.append(contract.from_judgement(judge_document(document, law, place=place), made_with))
    for result in results:
        print(json.dumps(result, ensure_ascii=False))


@app.command()
def measures(
    words: Annotated[list[str] | None, typer.Argument(help="An id, or words to search for.")] = None,
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="In force on this day.")] = None,
    target: Annotated[str | None, typer.Option(help="Country code of the target, e.g. kp.")] = None,
    goods: Annotated[str | None, typer.Option(help="A heading of the Harmonized System, e.g. 8703.")] = None,
    direction: Annotated[str | None, typer.Option(help="in, out, both or none, seen from the target.")] = None,
    family: Annotated[str | None, typer.Option(help="A family, e.g. luxury-goods.")] = None,
    regime: Annotated[str | None, typer.Option(help="A regime, e.g. un-dprk.")] = None,
    form: Annotated[LawFormat, typer.Option("--format", "-f", help="How to write them.")] = LawFormat.TEXT,
) -> None:
    """List and search the measures, or print one with its history, votes, citations and cases."""
    from porosity.exports import law_sheet
    from porosity.measures.loading import shipped_law

    law = shipped_law()
    if words and len(words) == 1 and (one := law.get(words[0])) is not None:
        law_sheet.print_measure(one, as_json=form is LawFormat.JSON)
        return
    found = law.search(
        " ".join(words or []),
        on=on.date() if on else None,
        target=_known("--target", target, sorted({one.target for one in law.measures if one.target})),
        goods=_heading(goods),
        direction=_direction(direction),
        family=_known("--family", family, [one.id for one in law.families]),
        regime=_known("--regime", regime, [one.id for one in law.regimes]),
    )
    law_sheet.print_list(found, as_json=form is LawFormat.JSON)
    if not found:
        raise typer.Exit(1)


@app.command()
def bench(
    what: Annotated[str | None, typer.Argument(help="One yardstick; all of them if left out.")] = None,
    data: Annotated[
        Path | None, typer.Option(envvar="POROSITY_DATA", help="The folder that holds bench/, data/ and lists/.")
    ] = None,
    oracle: Annotated[bool, typer.Option(help="casebook: the law alone, on the acts as people read them.")] = False,
    ablate: Annotated[bool, typer.Option(help="casebook: what each part of the reading is worth.")] = False,
    domain: Annotated[Path | None, typer.Option(help="reading: score any file of the domain format.")] = None,
    errors: Annotated[int, typer.Option(help="Print the first wrong cases.")] = 0,
) -> None:
    """Measure: print every yardstick, with its floor, and fail where one is missed."""
    from porosity.bench import run

    raise typer.Exit(run.main(what, data=data, oracle=oracle, ablate=ablate, domain=domain, errors=errors))


def _heading(value: str | None) -> str | None:
    if value is None:
        return None
    digits = value.replace(".", "")
    if not digits.isdecimal() or not 2 <= len(digits) <= 6:
        raise InputError("--goods", f"{value!r} is no heading.", "Give 2 to 6 digits, e.g. 8703.")
    return digits


def _direction(value: str | None) -> Any:
    from porosity.measures.measure import Direction

    if value is None:
        return None
    _known("--direction", value, [one.value for one in Direction])
    return Direction(value)


def _known(option: str, value: str | None, words: list[str]) -> str | None:
    if value is not None and value not in words:
        raise InputError(option, f"{value!r} is unknown.", f"Known: {', '.join(sorted(words))}.")
    return value


def main() -> None:
    """Run the command line; an error that we can explain is one line on stderr and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # data is UTF-8 everywhere; a lone surrogate stays the escape that it was
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except PorosityError as error:
        print(f"porosity: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("porosity: interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)

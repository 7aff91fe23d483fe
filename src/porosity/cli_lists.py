"""``porosity lists``: the kept versions of the sanctions lists, as commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from porosity.errors import InputError, PorosityError

if TYPE_CHECKING:
    from porosity.screening.downloading import Progress
    from porosity.screening.intake import Kept
    from porosity.screening.publishers import Publisher

lists = typer.Typer(
    name="lists",
    help="Keep versions of sanctions lists, compare them, and ask who was listed when.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

DAY = ["%Y-%m-%d"]
OK, SOME_FAILED, NOTHING_DONE = 0, 1, 2


class SheetFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"


AnswerFormat = Annotated[SheetFormat, typer.Option("--format", "-f", help="How to write the answer.")]


class WithFormats(TyperCommand):
    """A command whose help ends with the formats of lists, looked up only when it is asked for."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # typer brings click under a name of its own
        """Write the formats."""
        from porosity.screening.lists.loading import FORMATS

        with formatter.section("Formats (experimental: written by the description, not held against a real file)"):
            formatter.write_dl(
                [(one.name, f"{one.about} (experimental)" if one.experimental else one.about) for one in FORMATS]
            )


@lists.callback(invoke_without_command=True)
def table(context: typer.Context, form: AnswerFormat = SheetFormat.TEXT) -> None:
    """Show which versions of which lists are kept; the subcommands add to them and ask them."""
    if context.invoked_subcommand is not None:
        return
    from porosity.exports import list_sheet
    from porosity.screening.versions import Shelf, default_shelf

    shelf = Shelf(default_shelf())
    versions = [version for name in shelf.lists() for version in shelf.versions(name)]
    list_sheet.print_versions(versions, as_json=form is SheetFormat.JSON)
    if not versions:
        _say(f"No list is kept in {shelf.path} yet. Next: porosity lists import FILE, or porosity lists pull.")


@lists.command("import", cls=WithFormats)
def take_in(
    files: Annotated[list[Path], typer.Argument(help="Files of lists, or folders that hold them.")],
    dated: Annotated[
        datetime | None, typer.Option(formats=DAY, help="The day the list stands for, where the file does not say.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--as", help="The format, where it should not be told from the file.")
    ] = None,
) -> None:
    """Read lists from files and keep them as versions; what is kept already stays as it is."""
    from porosity.screening import intake
    from porosity.screening.parts import Arrival
    from porosity.screening.versions import Shelf, default_shelf

    if dated is not None and dated > datetime.now():
        raise InputError("--dated", f"{dated.date()} is yet to come.", "Give the day the list stands for.")
    shelf = Shelf(default_shelf())
    failed = 0
    for path in files:
        arrival = Arrival(str(path.absolute()), given=dated.date() if dated else None)
        try:
            kept = intake.take_in(shelf, path, arrival, form=form)
        except PorosityError as error:
            if len(files) == 1:
                raise
            failed += 1
            _say(f"porosity: {error}")
            continue
        for one in kept:
            _tell(one, given=arrival.given is not None)
    if failed:
        raise typer.Exit(SOME_FAILED if failed < len(files) else NOTHING_DONE)


@lists.command()
def pull(
    names: Annotated[list[str] | None, typer.Argument(metavar="[LIST]...", help="The lists; all if left out.")] = None,
    accept_shrink: Annotated[
        bool, typer.Option("--accept-shrink", help="Keep a version that lost more than 10 % of its records.")
    ] = False,
    publishers: Annotated[
        Path | None, typer.Option(help="Addresses and sane ranges, instead of those that ship.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let addresses lead into the own network, by http too.")
    ] = False,
) -> None:
    """Download the newest versions from their publishers; what looks wrong is refused, and the kept version stays."""
    from porosity.screening import pulling
    from porosity.screening.downloading import Wire
    from porosity.screening.publishers import read_publishers, shipped
    from porosity.screening.versions import Shelf, default_shelf

    wanted = _wanted(read_publishers(publishers or shipped()), names or [])
    failed = 0
    with _progress() as progress:
        wire = Wire(allow_private=allow_private, progress=progress)
        for pulled in pulling.pull(Shelf(default_shelf()), wanted, wire, accept_shrink=accept_shrink):
            if pulled.kept is None:
                failed += 1
                _say(f"porosity: {pulled.list}: {pulled.problem}")
            else:
                _tell(pulled.kept)
    if failed:
        raise typer.Exit(SOME_FAILED)


@lists.command()
def diff(
    old: Annotated[str, typer.Argument(help="LIST@DAY, LIST@VERSION, LIST (its newest version), or a file.")],
    new: Annotated[str, typer.Argument(help="The same, of the same list.")],
    form: AnswerFormat = SheetFormat.TEXT,
) -> None:
    """Show who was added, removed and changed between two versions of a list."""
    from porosity.exports import list_sheet
    from porosity.screening.differences import difference, entries_of
    from porosity.screening.versions import Shelf, default_shelf

    shelf = Shelf(default_shelf())
    before, after = entries_of(shelf, old), entries_of(shelf, new)
    apart = ({one.list for one in side} for side in (before.entries, after.entries))
    names_before, names_after = (sorted(names) for names in apart)
    if not set(names_before) & set(names_after):
        both = f"{', '.join(names_before)} and {', '.join(names_after)}"
        raise InputError(f"{old} and {new}", f"are of different lists ({both}).", "Compare versions of one list.")
    for side in (before, after):
        if side.skipped:
            _say(f"{side.ref}: {side.skipped} records are skipped or marred.")
    found = difference(before.entries, after.entries)
    list_sheet.print_difference(before.ref, after.ref, found, as_json=form is SheetFormat.JSON)


@lists.command()
def was(
    who: Annotated[str, typer.Argument(help="An id (un-6907993), or a name as the list prints it.")],
    on: Annotated[datetime, typer.Option("--on", formats=DAY, help="The day.")],
    names: Annotated[list[str] | None, typer.Option("--list", help="Ask this list only; may be repeated.")] = None,
    form: AnswerFormat = SheetFormat.TEXT,
) -> None:
    """Say whether somebody was listed on a day and under which programme: yes, no or unknown, list by list."""
    from porosity.exports import list_sheet
    from porosity.screening.membership import by_id_or_name, was_listed
    from porosity.screening.versions import Shelf, default_shelf

    if not who.strip():
        raise InputError("WHO", "is empty.", "Give an id or a name.")
    shelf = Shelf(default_shelf())
    kept = shelf.lists()
    if not kept:
        raise InputError(str(shelf.path), "no list is kept yet.", "Import one by `porosity lists import FILE`.")
    for name in names or ():
        if name not in kept:
            raise InputError("--list", f"no version of {name!r} is kept.", f"Kept: {', '.join(kept)}.")
    answers = [was_listed(shelf, name, by_id_or_name(who), on.date()) for name in names or kept]
    list_sheet.print_answers(who, on.date(), answers, as_json=form is SheetFormat.JSON)


@lists.command()
def show(
    ref: Annotated[str, typer.Argument(help="LIST@DAY, LIST@VERSION, or LIST (its newest version).")],
    form: AnswerFormat = SheetFormat.TEXT,
) -> None:
    """Show all that is known of one kept version: its days, files and hashes, and what of it could not be read."""
    from porosity.exports import list_sheet
    from porosity.screening.versions import Shelf, default_shelf

    list_sheet.print_version(Shelf(default_shelf()).find(ref), as_json=form is SheetFormat.JSON)


def _wanted(publishers: tuple[Publisher, ...], names: list[str]) -> list[Publisher]:
    known = {publisher.list: publisher for publisher in publishers}
    for name in names:
        if name not in known:
            raise InputError(name, "no publisher of such a list is known.", f"Known: {', '.join(known)}.")
    return [known[name] for name in dict.fromkeys(names or known)]


def _tell(kept: Kept, *, given: bool = False) -> None:
    """The version on stdout, what became of it on stderr."""
    version = kept.version
    print(version.ref)
    if not kept.new:
        _say(f"  kept already; nothing changes. It is of {version.dated} ({version.dated_from.words}).")
        return
    look = f"{version.skipped:,} skipped or marred (porosity lists show {version.ref})"
    skipped = look if version.skipped else "none skipped"
    _say(f"  {version.records:,} records, {version.names:,} names, {skipped}.")
    _say(f"  It is of {version.dated} ({version.dated_from.words}).")
    if version.experimental:
        _say(f"  The format {version.format} is experimental: check some entries against the original.")
    if version.covers_from is None:
        _say("  The file does not say its day, so it answers no question about days: import it with --dated.")
    if given and version.dated_from.value == "file":
        _say("  --dated is not used: the file says its day itself.")
    if kept.instead_of is not None:
        _say(f"  It replaces {kept.instead_of.id}, the same bytes under the day of their import.")


@contextmanager
def _progress() -> Iterator[Progress]:
    """Shows downloads as they come, where somebody looks."""
    if not sys.stderr.isatty():
        yield lambda name, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bars:  # stdout may be a file
        tasks: dict[str, int] = {}

        def show_progress(name: str, done: int, total: int | None) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=total)
            bars.update(tasks[name], completed=done, total=total)  # type: ignore[arg-type]

        yield show_progress


def _say(text: str) -> None:
    print(text, file=sys.stderr)

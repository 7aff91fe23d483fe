"""Versions of sanctions lists on a page: the table of them, one in full, two compared, and who was listed when."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from porosity.logic import Truth
from porosity.screening.differences import Changed, Difference, program_words
from porosity.screening.listed import Listed
from porosity.screening.membership import Membership
from porosity.screening.versions import Version, as_record

ANSWERS = {Truth.MET: "yes", Truth.NOT_MET: "no", Truth.UNKNOWN: "unknown"}
JOINERS = "\u200c\u200d"  # without them some scripts cannot be read
LEAST_WIDTH = 120  # of the table of versions: narrower it would lose columns
LABEL = 12  # columns of the names of rows


def print_versions(versions: Sequence[Version], *, as_json: bool) -> None:
    """A line for each version."""
    if as_json:
        _print_json({"versions": [as_record(version) for version in versions]})
        return
    if not versions:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("list", "version"):
        table.add_column(column, no_wrap=True)
    table.add_column("day (known by)", min_width=14)
    for column in ("records", "names", "skipped"):
        table.add_column(column, justify="right", no_wrap=True)
    for column in ("format", "source"):
        table.add_column(column, min_width=14, overflow="fold")
    for one in versions:
        counts = (f"{number:,}" for number in (one.records, one.names, one.skipped))
        form = f"{one.format} (experimental)" if one.experimental else one.format
        cells = (one.list, one.id, f"{_days(one)} ({one.dated_from})", *counts, form, one.source)
        table.add_row(*(Text(plain(cell)) for cell in cells))
    Console(width=max(Console().width, LEAST_WIDTH)).print(table)
    print(f"{len(versions)} versions", file=sys.stderr)


def print_version(version: Version, *, as_json: bool) -> None:
    """All that is known of one version."""
    if as_json:
        _print_json(as_record(version))
        return
    rows = [
        ("day", f"{version.dated} ({version.dated_from.words})"),
        ("stands for", _days(version) if version.covers_from else "no day that is known; import it with --dated"),
        ("imported", version.imported_at.isoformat()),
        ("source", version.source),
        ("format", version.format + (" (experimental)" if version.experimental else "")),
        ("sha256", version.sha256),
        ("size", f"{version.size:,} bytes"),
        ("counts", f"{version.records:,} records, {version.names:,} names, {version.skipped:,} skipped or marred"),
    ]
    _lines(version.ref, *(f"{name:{LABEL}} {value}" for name, value in rows))
    _lines("", "files", *(f"  {one.name}  {one.size:,} bytes  {one.sha256}" for one in version.originals))
    if version.skips:
        _lines("", "skipped or marred", *(f"  {one.place}: {one.problem}" for one in version.skips))
    if version.skipped > len(version.skips):
        _lines(f"  and {version.skipped - len(version.skips):,} more")


def print_difference(old: str, new: str, found: Difference, *, as_json: bool) -> None:
    """The counts first, then who came, who went and what changed."""
    if as_json:
        _print_json({"old": old, "new": new, **_difference_record(found)})
        return
    counts = (f"{number:,} {word}" for word, number in _counts(found).items())
    _lines(f"{old} -> {new}", ", ".join(counts))
    for title, entries in (("added", found.added), ("removed", found.removed)):
        if entries:
            _lines("", title, *(f"  {_entry(one)}" for one in entries))
    if found.changed:
        _lines("", "changed", *(line for one in found.changed for line in _changed(one)))


def print_answers(who: str, day: date, answers: Sequence[Membership], *, as_json: bool) -> None:
    """Whether somebody was listed, list by list."""
    if as_json:
        _print_json({"who": who, "on": day.isoformat(), "answers": [_answer_record(one) for one in answers]})
        return
    for number, one in enumerate(answers):
        if number:
            _lines("")
        _lines(f"{one.list}: {ANSWERS[one.answer]}", *_answer_rows(one))


def plain(text: str) -> str:
    """A text of a list without what would command a terminal or turn the direction of writing.

    >>> plain("Kim\\x1b[31m Il\\u202e")
    'Kim [31m Il'
    """
    kept = (character if character.isprintable() or character in JOINERS else " " for character in text)
    return "".join(kept).rstrip()


def _answer_rows(answer: Membership) -> list[str]:
    rows = [("programme", program_words(one)) for one in answer.programs]
    rows.append(("because", answer.because))
    if answer.answer is Truth.UNKNOWN:
        rows += [("nearest", f"{one.ref} ({one.dated_from.words})") for one in answer.nearest]
    return [f"  {name:{LABEL}} {value}" for name, value in rows]


def _answer_record(answer: Membership) -> dict[str, Any]:
    return {
        "list": answer.list,
        "answer": ANSWERS[answer.answer],
        "because": answer.because,
        "programs": [asdict(program) for program in answer.programs],
        "found": [{"id": one.id, "name": one.name} for one in answer.found],
        "versions": [one.ref for one in answer.versions],
        "nearest": [{"ref": one.ref, "dated": one.dated, "dated_from": one.dated_from} for one in answer.nearest],
    }


def _counts(found: Difference) -> dict[str, int]:
    return {
        "added": len(found.added),
        "removed": len(found.removed),
        "changed": len(found.changed),
        "the same": found.same,
    }


def _difference_record(found: Difference) -> dict[str, Any]:
    return {
        "counts": {word.replace("the ", ""): number for word, number in _counts(found).items()},
        "added": [asdict(one) for one in found.added],
        "removed": [asdict(one) for one in found.removed],
        "changed": [
            {"id": one.after.id, "name": one.after.name, "changes": [asdict(change) for change in one.changes]}
            for one in found.changed
        ],
    }


def _entry(listed: Listed) -> str:
    programs = ", ".join(dict.fromkeys(program.name for program in listed.programs))
    return f"{listed.id}  {listed.name}" + (f"  ({programs})" if programs else "")


def _changed(changed: Changed) -> list[str]:
    lines = [f"  {_entry(changed.after)}"]
    for change in changed.changes:
        lines += [f"    {change.field:{LABEL}} - {value}" for value in change.removed]
        lines += [f"    {change.field:{LABEL}} + {value}" for value in change.added]
    return lines


def _days(version: Version) -> str:
    """The day of a version, or its days where it was seen to stand for longer."""
    last = version.covers_until
    return f"{version.dated} to {last}" if last and last > version.dated else str(version.dated)


def _lines(*lines: str) -> None:
    for line in lines:
        print(plain(line))


def _print_json(record: dict[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False, indent=2, default=str))

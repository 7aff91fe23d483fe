"""``porosity add | reassess | decide | decisions | backup | import``: what is kept of reports, as commands."""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from porosity.errors import InputError

if TYPE_CHECKING:
    from porosity.evidence.store import Store

DAY = ["%Y-%m-%d"]
StoreOption = Annotated[
    str | None,
    typer.Option("--store", envvar="POROSITY_STORE", help="The store: a file, or a database URL.", show_default=False),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 is one a core.")]
Against = Annotated[list[Path] | None, typer.Option(help="A list file or folder, not the kept lists.")]
NoLists = Annotated[bool, typer.Option("--no-lists", help="Hold nobody against sanctions lists.")]


class SheetFormat(StrEnum):
    """How an answer is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


SheetForm = Annotated[SheetFormat, typer.Option("--format", "-f", help="How to write the answer.")]


def add(
    files: Annotated[list[str], typer.Argument(help="Files, web addresses, or - for standard input.")],
    published: Annotated[
        datetime | None, typer.Option(formats=DAY, help="Day of publication, where the file does not say.")
    ] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it, where the file does not say.")] = None,
    title: Annotated[str | None, typer.Option(help="The title, where the file does not say.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was published.")] = None,
    jobs: Jobs = 1,
    allow_private: Annotated[bool, typer.Option(help="Let web addresses lead into the own network.")] = False,
    against: Against = None,
    no_lists: NoLists = False,
    store: StoreOption = None,
) -> None:
    """Read reports and keep them: the bytes, what they say, what the law says of it. What is there is skipped."""
    from porosity.evidence import taking_in
    from porosity.reading_run import Request, say

    request = Request(
        files=tuple(files),
        published=published.date() if published else None,
        publisher=publisher,
        title=title,
        url=url,
        jobs=jobs,
        allow_private=allow_private,
        against=tuple(against or ()),
        no_lists=no_lists,
    )
    with _opened(store) as opened:
        tally = taking_in.add(opened, request, lambda added, result: print(f"{added.key}\t{result.verdict}"))
        parts = [f"{tally.new} reports added to {opened.url}"]
    if tally.again:
        parts.append(f"{tally.again} assessed anew")
    if tally.known:
        parts.append(f"{tally.known} there already")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    say(f"{', '.join(parts)}.")
    raise typer.Exit(tally.code)


def reassess(
    keys: Annotated[list[str] | None, typer.Argument(help="Keys of reports; all of them if left out.")] = None,
    jobs: Jobs = 1,
    against: Against = None,
    no_lists: NoLists = False,
    even_same: Annotated[bool, typer.Option("--even-same", help="Also where no version differs.")] = False,
    form: SheetForm = SheetFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """Assess stored reports with the network, law and lists of today; show what changes and what explains it."""
    from porosity.evidence import taking_in
    from porosity.exports import change_sheet
    from porosity.reading_run import Request, say

    request = Request(files=(), jobs=jobs, against=tuple(against or ()), no_lists=no_lists)
    changed: list[Any] = []
    with _opened(store) as opened:
        which = keys or taking_in.all_keys(opened)

        def tell(added: Any, _: Any) -> None:
            changed.extend(added.changes)
            if form is not SheetFormat.JSON:
                for change in added.changes:
                    print(change_sheet.line(change, as_json=form is SheetFormat.JSONL))

        tally = taking_in.reassess(opened, request, which, tell, even_same=even_same)
    if form is SheetFormat.JSON:
        print(json.dumps({"changes": [change_sheet.as_record(one) for one in changed]}, ensure_ascii=False, indent=2))
    say(f"{tally.again} reports assessed anew, {tally.known} as they were, {len(changed)} findings changed.")
    raise typer.Exit(tally.code)


def decide(
    kind: Annotated[
        str, typer.Argument(help="confirm, dismiss, merge, split, override, note, mark, redact or revoke.")
    ],
    key: Annotated[str, typer.Argument(help="What it is about: REPORT, REPORT#f1, i-7, or a decision to revoke.")],
    who: Annotated[str, typer.Option(envvar="POROSITY_WHO", help="Who decides: the decision is signed.")],
    why: Annotated[str, typer.Option(help="The reason, in a sentence.")] = "",
    target: Annotated[str | None, typer.Option(help="What kind of thing KEY names, where it is not clear.")] = None,
    others: Annotated[list[str] | None, typer.Option("--with", help="merge: the incidents that are the same.")] = None,
    events: Annotated[list[str] | None, typer.Option("--event", help="split: an event that leaves.")] = None,
    reliability: Annotated[str | None, typer.Option(help="override: A to F.")] = None,
    credibility: Annotated[int | None, typer.Option(help="override: 1 to 6.")] = None,
    tlp: Annotated[str | None, typer.Option(help="mark: clear, green, amber, amber+strict or red.")] = None,
    confidential: Annotated[
        bool | None, typer.Option("--confidential-source/--no-confidential-source", help="mark: hide the source.")
    ] = None,
    spans: Annotated[list[str] | None, typer.Option("--span", help="redact: START-END in the text.")] = None,
    form: SheetForm = SheetFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """Decide about a report, a finding, a match or an incident: signed, dated, kept for ever, revocable."""
    from porosity.evidence.naming import target_of

    body: dict[str, Any] = {
        "with": others,
        "events": events,
        "reliability": reliability,
        "credibility": credibility,
        "tlp": tlp,
        "confidential_source": confidential,
        "spans": [_span(one) for one in spans] if spans else None,
    }
    with _opened(store) as opened:
        about = target or target_of(opened, key)
        given = {name: value for name, value in body.items() if value is not None}
        decision = opened.decide(kind, about, key, who=who, why=why, body=given)
    _print([decision], form)


def decisions(
    key: Annotated[str | None, typer.Argument(help="What they are about; all decisions if left out.")] = None,
    target: Annotated[str | None, typer.Option(help="Only those about this kind of thing.")] = None,
    form: SheetForm = SheetFormat.TEXT,
    store: StoreOption = None,
) -> None:
    """List decisions, the oldest first, revoked ones and revocations among them."""
    from porosity.evidence.records import Target

    if target is not None and target not in tuple(Target):
        raise InputError("--target", f"{target!r} is unknown.", f"Known: {', '.join(Target)}.")
    with _opened(store) as opened:
        found = opened.decisions(None if target is None else Target(target), key)
    _print(found, form)


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; the file must not be there yet.")],
    store: StoreOption = None,
) -> None:
    """Write a backup while others work: one consistent file, checked before it gets its name."""
    from porosity.evidence import backing_up
    from porosity.reading_run import say

    with _opened(store) as opened:
        held = backing_up.backup(opened, file)
    say(f"{file}: {held.reports} reports, {held.assessments} assessments, {held.decisions} decisions; checked.")


def take_back(
    file: Annotated[Path, typer.Argument(help="A backup, or JSON lines of porosity read or porosity export.")],
    store: StoreOption = None,
) -> None:
    """Take in a backup, or assessments as JSON lines; what is there already stays as it is."""
    from porosity.evidence import importing
    from porosity.reading_run import say

    with _opened(store) as opened:
        taken = importing.take_in(opened, file, say)
    say(f"{taken.new} reports and {taken.decisions} decisions taken in, {taken.known} reports were there already.")


def _opened(url: str | None) -> Store:
    from porosity.evidence.store import Store

    return Store.open(url)


def _span(text: str) -> list[int]:
    start, dash, end = text.partition("-")
    if not (dash and start.isdecimal() and end.isdecimal()):
        raise InputError("--span", f"{text!r} is no span.", "Write START-END, e.g. 120-145.")
    return [int(start), int(end)]


def _print(found: Any, form: SheetFormat) -> None:
    from porosity.evidence.audit import decision_json
    from porosity.exports import decision_sheet

    if form is SheetFormat.JSON:
        records = [decision_json(one) for one in found]
        print(json.dumps({"decisions": records}, ensure_ascii=False, indent=2))
        return
    for one in found:
        print(decision_sheet.line(one, as_json=form is SheetFormat.JSONL))

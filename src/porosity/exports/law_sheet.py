"""Measures on a page: lists, and one measure with its history, votes, citations and cases."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from porosity.measures.measure import Limb, Measure, Things

LABEL = 12  # columns of the names of rows


def print_list(measures: Sequence[Measure], *, as_json: bool) -> None:
    """One line a measure: id, since when, until when, what it is."""
    if as_json:
        print(json.dumps({"measures": [as_record(measure) for measure in measures]}, ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("id", no_wrap=True)
    table.add_column("in force", no_wrap=True)
    table.add_column("title")
    for measure in measures:
        table.add_row(measure.id, in_force(measure), measure.title)
    if measures:
        Console().print(table)
    print(f"{len(measures)} measures", file=sys.stderr)


def print_measure(measure: Measure, *, as_json: bool) -> None:
    """All that is known of one measure, its worked cases included."""
    from porosity.measures.cases import shipped_cases

    cases = [case for case in shipped_cases() if case.measure == measure.id]
    if as_json:
        record = as_record(measure)
        record["cases"] = [{"name": case.name, "expect": case.verdict} for case in cases]
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    width = Console().width
    worked = [f"  {case.name}: {case.verdict}" for case in cases] or ["  none"]
    for line in (
        measure.id,
        measure.title,
        "",
        *_head(measure),
        *_limbs(measure),
        *_ways_out(measure),
        "",
        "cases",
        *worked,
    ):
        print(_folded(line, width))


def _folded(line: str, width: int) -> str:
    """A line folded under its own beginning: under the value of a row, or two in from where it starts."""
    margin = len(line) - len(line.lstrip())
    hanging = margin + 2 if margin else LABEL + 1
    return textwrap.fill(line, max(width, 40), subsequent_indent=" " * hanging, break_on_hyphens=False)


def in_force(measure: Measure) -> str:
    """From when to when a measure governs, as a reader puts it."""
    if measure.in_force_from is None:
        return "undated"
    if measure.in_force_until is None:
        return f"since {measure.in_force_from}"
    return f"{measure.in_force_from} to {measure.in_force_until - timedelta(days=1)}"


def as_record(measure: Measure) -> dict[str, Any]:
    """A measure as JSON: the fields of its file."""
    record = {key: _plain(value) for key, value in asdict(measure).items() if key != "path"}
    return {key: value for key, value in record.items() if value not in (None, "", [], {})}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if one not in (None, "", (), [])}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _head(measure: Measure) -> list[str]:
    verified = measure.verified_on.isoformat() if measure.verified_on else "not checked against the official text"
    rows = [
        ("instrument", measure.instrument),
        ("symbol", measure.symbol),
        ("adopted", str(measure.adopted or "")),
        ("vote", vote_words(measure)),
        ("in force", in_force(measure)),
        ("replaced by", ", ".join(measure.replaced_by)),
        ("force", " - ".join(part for part in (measure.force.value, measure.force_note) if part)),
        ("binds", ", ".join(measure.bound.states) or measure.bound.who),
        ("families", ", ".join(measure.families)),
        ("verified", verified),
        ("confidence", measure.confidence),
        ("note", measure.note),
    ]
    lines = [f"{name:{LABEL}} {' '.join(value.split())}" for name, value in rows if value]
    lines += ["", "citations"]
    lines += [f"  {one.text} (number {one.sure}){': ' + one.of if one.of else ''}" for one in measure.citations]
    if measure.history:
        lines += ["", "history"]
        lines += [f"  {step.since}  {step.by}: {step.adds}" for step in measure.history]
    return lines


def vote_words(measure: Measure) -> str:
    """How a measure was adopted, as a reader puts it; empty where nobody knows."""
    vote = measure.vote
    if vote is None:
        return ""
    record = ", ".join(part for part in (vote.meeting, vote.release) if part)
    return f"{vote.yes} for, {vote.no} against, {vote.abstaining} abstaining" + (f" ({record})" if record else "")


def _limbs(measure: Measure) -> list[str]:
    lines = ["", "limbs"] if measure.limbs else []
    for limb in measure.limbs:
        lines.append(f"  {limb.id} [{limb.family}]: {limb.says}")
        says = f"acts: {', '.join(limb.acts)}; direction: {limb.direction}{things_words(limb)}{dates_words(limb)}"
        lines.append(f"    {says}; {limb.reference}")
        lines += [f"    {rule.name.replace('_', ' ')}: {rule.asks}" for rule in limb.conditions]
    return lines


def things_words(limb: Limb) -> str:
    """What a limb bars, by heading and class, after a semicolon."""
    things: Things | None = limb.things
    if things is None:
        return ""
    named = [f"HS {', '.join(things.hs)}"] if things.hs else []
    named += [", ".join(things.classes)] if things.classes else []
    named += [f"but not {', '.join(things.but_not)}"] if things.but_not else []
    return f"; things: {'; '.join(named)}"


def dates_words(limb: Limb) -> str:
    """The days of a limb where they are narrower than those of its measure."""
    begins = f"; since {limb.since}" if limb.since else ""
    return begins + (f"; until {limb.until - timedelta(days=1)}" if limb.until else "")


def _ways_out(measure: Measure) -> list[str]:
    lines = ["", "exemptions"] if measure.exemptions else []
    for rule in measure.exemptions:
        lines.append(f"  {rule.id} (silence: {rule.silent.replace('_', ' ')}): {rule.asks} {rule.reference}")
    return lines

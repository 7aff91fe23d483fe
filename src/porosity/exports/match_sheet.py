"""Matches on the terminal: a table, and with ``explain`` the evidence for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

NONE = "Nobody on these lists is likely to be meant."


def print_matches(query: str, results: Iterable[Mapping[str, Any]], *, explain: bool) -> None:
    """Print the results for one name."""
    console = Console()
    found = list(results)
    console.print(f"[bold]{escape(query)}[/]")
    if not found:
        console.print(NONE)
        return
    console.print(_table(found))
    if explain:
        for one in found:
            console.print(f"\n[bold]{escape(one['id'])}[/] {escape(one['name'])}: {one['score']:.2f}")
            for reason in one["because"]:
                console.print(f"  {escape(reason)}", highlight=False)
    else:
        console.print("The evidence, in bits: --explain", style="dim")


def _table(results: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("score", "", "id", "listed as", "kind", "programme", "since", "list"):
        table.add_column(column, justify="right" if column == "score" else "left", overflow="fold")
    for one in results:
        table.add_row(
            f"{one['score']:.2f}",
            _sign(one),
            escape(one["id"]),
            escape(_names(one)),
            escape(one["schema"]),
            escape(one["program"] or ""),
            one["since"] or "",
            escape(one["version"] or one["list"]),
            style="" if one["match"] else "dim",
        )
    return table


def _sign(result: Mapping[str, Any]) -> str:
    """What is to be done: look at it, or nothing, or what somebody decided."""
    decision = result.get("decision")
    if decision is not None:
        return f"{decision['answer']} ({decision['who']})"
    return "match" if result["match"] else "near"


def _names(result: Mapping[str, Any]) -> str:
    name, caption = result["name"], result["caption"]
    return name if name == caption else f"{name} ({caption})"

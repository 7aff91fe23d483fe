"""The console dossier: fits its width, says all without colour, obeys no text from outside."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from poison import ANY_TEXT, PAYLOADS, card_of, rewritten
from rich.cells import cell_len
from rich.console import Console

from porosity.assessment import Assessment
from porosity.exports import terminal
from porosity.exports.card import CardOf
from samples import ASSESSMENT, CARDS, CLAIMS, card


def printed(assessment: Assessment = ASSESSMENT, *, width: int = 80, law: CardOf = card, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, no_color=not colour, force_terminal=colour, _environ={})
    terminal.render(assessment, console, card=law)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_golden(golden, width: int) -> None:
    golden(f"dossier-{width}.txt", printed(width=width))


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_console(width: int) -> None:
    assert max(cell_len(line) for line in printed(width=width).splitlines()) <= width


def test_everything_is_said_without_colour() -> None:
    text = " ".join(printed(width=120).split())
    for words in (
        "Prohibited, if as reported",
        "? unknown",
        "✓ met",
        "denies",
        "Who says it",
        "D3: source not usually",
    ):
        assert words in text


def test_colour_adds_no_words() -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", printed(colour=True)) == printed()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_steers_nothing(payload: str) -> None:
    def rewrite(text: str) -> str:
        return text + payload

    text = printed(rewritten(ASSESSMENT, rewrite), law=card_of(rewrite, CARDS["un-1718-8a3-luxury"]))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_markup_of_the_console_is_shown_as_written() -> None:
    report = replace(ASSESSMENT.report, title="[bold red]x[/] :warning: [link=http://evil.example]y[/link]")
    assert report.title in printed(replace(ASSESSMENT, report=report))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_in_any_field_prints(text: str) -> None:
    law = card_of(lambda _: text, CARDS["eu-ghrsr"])
    printed(rewritten(ASSESSMENT, lambda _: text), law=law).encode()


def test_very_many_claims_are_cut_and_counted() -> None:
    claims = tuple(replace(CLAIMS[0], id=f"c{number}") for number in range(260))
    assert "60 more claims are in the HTML and JSON output." in printed(replace(ASSESSMENT, claims=claims))

"""Numbers that a document gives its own paragraphs: "37.", "(a)", "annex 2, 4".

A number counts as a paragraph's when it is one of a run that goes on through the text; a short list within a paragraph
is counted under it: "37 (2)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from porosity.reports.layout import Paragraph, paragraphs

LEAST_RUN = 3  # numbers in a row; fewer may be anything
MISSING = 3  # paragraphs in a row may have lost their number, in the layout or to a broken page

_LABEL = re.compile(r"(?:(?P<number>\d{1,4})\.|\((?P<inner>\d{1,3}|[a-z]{1,2}|[ivxl]{1,6})\)|(?P<letter>[a-z])[.)])\s+")
ANNEX = re.compile(
    r"(?P<kind>annex|appendix|enclosure|schedule|attachment|exhibit)"
    r"(?::? (?P<which>\d{1,3}|[IVXL]{1,6}|[A-Z])\b)?(?: to the report)?(?P<rest>.*)",
    re.IGNORECASE,
)
LONGEST_ANNEX = 120


@dataclass(slots=True)
class _Run:
    """Numbers that go on from each other: the paragraphs, by index, and the number of each."""

    members: list[tuple[int, int]] = field(default_factory=list)


def label_end(line: str) -> int:
    """Where the words of a numbered paragraph begin; 0 where it bears no number.

    >>> label_end("37. The ship left."), label_end("(a) It came back."), label_end("It left.")
    (4, 4, 0)
    """
    found = _LABEL.match(line)
    return found.end() if found is not None and found.end() < len(line) else 0


def annex(line: str) -> str | None:
    """The name of the annex that a line opens ("annex 2"), or None: "Annex 2 shows the ship." opens none."""
    found = ANNEX.match(line)
    if found is None or len(line) > LONGEST_ANNEX or line.rstrip().endswith((".", ";", ",")):
        return None
    if found["rest"] and re.match(r"\s*[:.–—-]\s|\s+[A-Z(]", found["rest"]) is None:
        return None
    return " ".join(part for part in (found["kind"].lower(), found["which"]) if part)


def numbered(text: str, *, title: str | None = None) -> list[tuple[int, int, str]]:
    """The paragraphs that bear or belong to a number: start, end and label, in order."""
    blocks = paragraphs(text, title=title)
    lines = [text[block.start : block.end] for block in blocks]
    runs = _runs(lines, blocks)
    return list(_labelled(lines, blocks, runs))


def _runs(lines: Sequence[str], blocks: Sequence[Paragraph]) -> dict[int, tuple[int, bool]]:
    """For each numbered paragraph its number, and whether it only counts within another."""
    kept: list[_Run] = []
    going_on: list[_Run] = []
    for index, line in enumerate(lines):
        if annex(line) is not None:
            going_on = []
        found = _LABEL.match(line)
        if found is None or found["number"] is None or blocks[index].kind == "heading":
            continue
        number = int(found["number"])
        fitting = [run for run in going_on if 0 < number - run.members[-1][1] <= MISSING]
        if fitting:
            run = min(fitting, key=lambda run: (number - run.members[-1][1], -len(run.members)))
        else:
            run = _Run()
            kept.append(run)
            begins_anew = number == 1 and index > 0 and blocks[index - 1].kind == "heading"
            going_on = [run] if begins_anew else [*going_on, run]
        run.members.append((index, number))
    long = [run for run in kept if len(run.members) >= LEAST_RUN]
    return {
        index: (number, is_inner)
        for run, is_inner in [(run, any(_is_within(run, other) for other in long)) for run in long]
        for index, number in run.members
    }


def _is_within(run: _Run, other: _Run) -> bool:
    return other.members[0] < run.members[0] and run.members[-1][0] < other.members[-1][0]


def _labelled(
    lines: Sequence[str], blocks: Sequence[Paragraph], runs: dict[int, tuple[int, bool]]
) -> Iterator[tuple[int, int, str]]:
    within = number = ""
    inner: list[str] = []
    for index, (line, block) in enumerate(zip(lines, blocks, strict=True)):
        opened = annex(line)
        if opened is not None:
            within, number, inner = opened, "", []
            continue
        if block.kind == "heading":
            number, inner = "", []
            continue
        if block.kind in ("title", "dateline", "boilerplate"):
            continue
        found = _LABEL.match(line)
        if index in runs:
            value, is_inner = runs[index]
            number, inner = (number, [str(value)]) if is_inner and number else (str(value), [])
        elif found is not None and found["number"] is None:
            inner = _deeper(inner, found["inner"] or found["letter"])
        else:
            inner = []
        if number:
            own = " ".join([number, *(f"({part})" for part in inner)])
            yield block.start, block.end, f"{within}, {own}" if within else own


def _deeper(inner: Sequence[str], label: str) -> list[str]:
    """The labels within a paragraph after another: "(b)" follows "(a)", "(i)" stands in it."""
    if inner and _follows(inner[-1], label):
        return [*inner[:-1], label]
    if len(inner) > 1 and _follows(inner[-2], label):
        return [*inner[:-2], label]
    if inner and label in ("i", "1", "a") and label != inner[-1]:
        return [*inner, label]
    return [label]


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def _follows(before: str, label: str) -> bool:
    if before.isdigit() or label.isdigit():
        return before.isdigit() and label.isdigit() and int(label) == int(before) + 1
    if before in _ROMAN and label in _ROMAN[_ROMAN.index(before) + 1 :][:1]:
        return True
    return len(before) == len(label) == 1 and ord(label) == ord(before) + 1

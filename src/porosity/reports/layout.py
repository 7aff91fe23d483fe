"""Paragraphs and what they are: title, lead, caption, heading, dateline, boilerplate, list, quote or body.

A line of clean text is a paragraph (wrapped lines were joined before). Captions and headings are told from running
text by their layout: they stand alone and end without a full stop. `knowledge/boilerplate.yml` holds the cues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from porosity.reports.cleaning import is_list_item
from porosity.reports.datelines import dateline
from porosity.reports.wordlists import load_yaml

Kind = Literal["title", "lead", "caption", "heading", "dateline", "boilerplate", "body", "list", "quote"]

LONGEST_TITLE = 250  # characters; longer first lines are paragraphs
LONGEST_CUED = 600  # characters; boilerplate and captions are short, running text that quotes them is not
CAPTION_WORDS = 8  # a line without a full stop and with this many words says something: a caption, not a heading

_LINE = re.compile(r"[^\n]+")
_ENDED = re.compile(r"[.!?…。！？؟:;,][\"'”’»)\]]*$")
_NUMBERED_HEADING = re.compile(r"(?:\d{1,2}|[IVX]{1,5})\.\s+\S[^.!?]*[^.!?:;,]$")
_INNER_STOP = re.compile(r"[a-z\d][.!?][\"'”’)]?\s+[\"'“‘(]?[A-Z]")
_TURN = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*)?:\s")  # "Q: ...", "PRESENTER: ...": somebody speaks
_WHOLE_QUOTE = re.compile(r"[“\"«„][^“”\"«»„]+[”\"»]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `start` and `end` are offsets into the clean text, half-open."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Cue:
    opens: re.Pattern[str]
    anywhere: re.Pattern[str]

    def on(self, line: str) -> bool:
        if len(line) > LONGEST_CUED:
            return False
        return self.opens.match(line) is not None or self.anywhere.search(line) is not None


@lru_cache(maxsize=1)
def _cues() -> Mapping[str, _Cue]:
    data = load_yaml("boilerplate.yml")

    def either(entries: Sequence[Mapping[str, str]]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{entry['cue']})" for entry in entries))

    return {key: _Cue(either(lists["opens"]), either(lists["anywhere"])) for key, lists in data.items()}


def is_boilerplate(line: str) -> bool:
    """Whether a line belongs to the page and not to the report: rights, subscriptions, by-lines, editors' notes."""
    return _cues()["boilerplate"].on(line)


def has_caption_cue(line: str) -> bool:
    """Whether a line says itself that it goes with a picture."""
    return _cues()["captions"].on(line)


def looks_like_title(line: str) -> bool:
    """Whether a line can be a title: short, one sentence at most, and not ended like a running paragraph."""
    return (
        0 < len(line) <= LONGEST_TITLE
        and _ENDED.search(line.rstrip("?!\"'”’")[-8:] or ".") is None
        and _INNER_STOP.search(line) is None
        and any(character.isalpha() for character in line)
        and not line[0].islower()
        and dateline(line) is None
        and not is_list_item(line)
        and not is_boilerplate(line)
        and not has_caption_cue(line)
    )


def paragraphs(text: str, *, title: str | None = None) -> list[Paragraph]:
    """The paragraphs of a clean text, in order; a dateline that opens one is a paragraph of its own.

    `title` is the title that the text is known to open with ("" for none); None: judge by the first line.
    """
    lines = [(match.start(), match.end()) for match in _LINE.finditer(text)]
    parted = text.count("\n\n") * 2 >= max(1, len(lines) - 1)  # blank lines between paragraphs are the rule here
    found: list[Paragraph] = []
    has_lead = False
    previous: Kind | None = None
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if index == 0 and _is_title(text, line, title, several=len(lines) > 1):
            found.append(Paragraph(start, end, "title"))
            continue
        touches = start >= 2 and text[start - 2] != "\n"
        kind = _kind(line, touches_caption=parted and touches and previous == "caption")
        opening = dateline(line) if kind in ("body", "caption", "heading") and not has_lead else None
        if opening is not None:
            found.append(Paragraph(start, start + opening.end, "dateline"))
            start += opening.after
            if start >= end:
                previous = "dateline"
                continue
            kind = "body"
        if kind in ("body", "quote") and not has_lead:
            kind, has_lead = "lead", True
        found.append(Paragraph(start, end, kind))
        previous = kind
    return found


def _is_title(text: str, line: str, title: str | None, *, several: bool) -> bool:
    if title is not None:
        return bool(title) and line == title
    return several and text[len(line) : len(line) + 2] == "\n\n" and looks_like_title(line)


def _kind(line: str, *, touches_caption: bool) -> Kind:
    if is_boilerplate(line):
        return "boilerplate"
    if has_caption_cue(line):
        return "caption"
    if _NUMBERED_HEADING.match(line) and len(line) <= 90:
        return "heading"
    if is_list_item(line):
        return "list"
    words = line.count(" ") + 1
    if line.isupper() and len(line) <= 90:
        return "heading"
    if _ENDED.search(line[-8:]) is None:
        return "caption" if words >= CAPTION_WORDS else "heading"
    if line[-1] in "?!" and words <= 7 and line[0] not in "\"“‘'" and _TURN.match(line) is None:
        return "heading"
    if touches_caption and words <= 35 and _INNER_STOP.search(line) is None:
        return "caption"
    if _WHOLE_QUOTE.match(line):
        return "quote"
    return "body"

"""Sentences that answer an earlier one: a denial in words of its own, a doubt, a correction, another figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading.lines import Line, Span, clause_of, in_words


class Answer(StrEnum):
    """How a sentence answers: ``knowledge/rebuttals.yml`` holds the wordings of each."""

    DENIED = "denied"
    DOUBTED = "doubted"
    CORRECTED = "corrected"
    REVERSED = "reversed"
    BARE = "bare"
    NOTHING = "nothing"
    STILL = "still"
    COUNTED = "counted"
    NEGATED = "negated"


GONE = "gone"  # what a "still" answers


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """An answer in a line: its words, the clause that they stand in, and where they begin in the report."""

    answer: Answer
    words: Span
    clause: Span
    start: int


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """The wordings of each kind as one expression.

    Raises:
        KnowledgeError: a kind is missing or is not known.
    """
    path = resources.knowledge() / "rebuttals.yml"
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or set(data) != {*Answer, GONE}:
        raise KnowledgeError(yaml_strict.shown(path), f"must hold the kinds {', '.join((*Answer, GONE))}.")
    return {kind: re.compile("|".join(f"(?:{one})" for one in texts), re.IGNORECASE) for kind, texts in data.items()}


def rebuttal_in(line: Line) -> Rebuttal | None:
    """How a line answers what was said before it, if it does; the plainest answer first."""
    for answer in Answer:
        found = _patterns()[answer].search(line.text)
        span = in_words(line.reading, *found.span()) if found is not None else None
        if span is not None:
            triggers = [act.trigger for act in line.reading.acts if not act.proposed]
            return Rebuttal(answer, span, _around(line, span, triggers), line.offsets(*span)[0])
    return None


def _around(line: Line, span: Span, triggers: list[int]) -> Span:
    first, last = clause_of(line, span[0], triggers), clause_of(line, span[1] - 1, triggers)
    return min(first[0], span[0]), max(last[1], span[1])


def is_over(text: str) -> bool:
    """Whether words say that something has come to its end: what "still" would contradict.

    >>> is_over("The last of them left in May."), is_over("They work in a yard.")
    (True, False)
    """
    return _patterns()[GONE].search(text) is not None

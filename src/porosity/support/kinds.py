"""The kinds of sources and how each is graded by itself: ``knowledge/support.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
CANNOT_BE_JUDGED = "F"
DIRECTNESS = ("first-hand", "eyewitness", "document", "picture", "statement", "hearsay")
BY_WHO_IT_IS = ("international", "state", "court", "office", "organisation", "person", "outlet", "party", "state-media")
PATTERNS = frozenset(("unverified", "withheld", "saw", "shown", "letter", "sworn"))
KEYS = frozenset(("words", "described", "called", "reliability", "directness", "weight", "state", "because"))
NEEDED = KEYS - {"words", "described", "state"}


class Weight(IntEnum):
    """How much the word of an origin counts; a greater weight never counts for less."""

    POSSIBLE = 1
    LIKELY = 2
    FIRM = 3


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source. ``words`` finds it in a name; ``described``: only for somebody who is not named.

    ``state``: it speaks for the State that it belongs to.
    """

    id: str
    called: str
    reliability: str
    directness: str
    weight: Weight
    because: str
    words: re.Pattern[str] | None = None
    described: bool = False
    state: bool = False


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds in their order, and the wordings that are held against a sentence."""

    by_id: Mapping[str, SourceKind]
    patterns: Mapping[str, re.Pattern[str]]

    def says(self, pattern: str, text: str) -> bool:
        """Whether a sentence holds one of the wordings."""
        return self.patterns[pattern].search(text) is not None


@cache
def kinds() -> Kinds:
    """The shipped kinds of sources."""
    return read_kinds(resources.knowledge() / "support.yml")


def read_kinds(path: Path) -> Kinds:
    """Read the kinds of sources; whatever is odd stops it.

    Raises:
        KnowledgeError: the file is not of the form that its head describes.
    """
    data = yaml_strict.load(path)
    place = yaml_strict.shown(path)
    if not isinstance(data, Mapping) or set(data) != {"kinds", "patterns"}:
        raise KnowledgeError(place, "must hold 'kinds' and 'patterns'.")
    found = {str(name): _kind(f"{place}: {name}", str(name), entry) for name, entry in data["kinds"].items()}
    missing = set(BY_WHO_IT_IS) - set(found)
    if missing:
        raise KnowledgeError(place, f"lacks the kinds {', '.join(sorted(missing))}.", "Each of them is needed.")
    if set(data["patterns"]) != PATTERNS:
        raise KnowledgeError(place, f"its patterns must be {', '.join(sorted(PATTERNS))}.")
    return Kinds(found, {name: re.compile(text, re.IGNORECASE) for name, text in data["patterns"].items()})


def _kind(place: str, name: str, entry: object) -> SourceKind:
    if not isinstance(entry, Mapping) or set(entry) - KEYS or NEEDED - set(entry):
        raise KnowledgeError(place, f"must have {', '.join(sorted(NEEDED))}.", f"Keys are {', '.join(sorted(KEYS))}.")
    if entry["reliability"] not in RELIABILITY:
        raise KnowledgeError(place, f"reliability {entry['reliability']!r} is none of A to F.")
    if entry["directness"] not in DIRECTNESS:
        raise KnowledgeError(place, f"directness {entry['directness']!r} is none of {', '.join(DIRECTNESS)}.")
    if str(entry["weight"]).upper() not in Weight.__members__:
        raise KnowledgeError(place, f"weight {entry['weight']!r} is none of firm, likely, possible.")
    words = entry.get("words")
    if words is None and name not in BY_WHO_IT_IS:
        raise KnowledgeError(place, "has no words, so nothing can be of that kind.", "Give it words.")
    return SourceKind(
        id=name,
        called=str(entry["called"]),
        reliability=str(entry["reliability"]),
        directness=str(entry["directness"]),
        weight=Weight[str(entry["weight"]).upper()],
        because=str(entry["because"]),
        words=None if words is None else re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE),
        described=entry.get("described", False) is True,
        state=entry.get("state", False) is True,
    )

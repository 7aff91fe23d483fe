"""Where a report is written from: the State whose own voice it is, and who gives whom nothing.

An outlet of a State writes of home unless it says otherwise, and of those with whom its State is at odds as of what
they do against it. The knowledge is ``knowledge/standpoints.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reports.datelines import dateline
from porosity.reports.outlets import outlet

FILE = "standpoints.yml"
KEYS = frozenset(("voices", "own_bodies", "crossing", "at_odds", "state_bodies", "against"))
VOICE_KEYS = frozenset(("least", "marks"))
OPENING_LINES = 3  # lines from the top in which a dateline names the agency


@dataclass(frozen=True, slots=True)
class VoiceMarks:
    """How a State's own voice sounds: ``least`` different ones of the marks are enough to know it."""

    least: int
    marks: tuple[re.Pattern[str], ...]

    def in_text(self, text: str) -> bool:
        """Whether a text sounds so."""
        return sum(mark.search(text) is not None for mark in self.marks) >= self.least


@dataclass(frozen=True, slots=True)
class Standpoints:
    """The file, as it is used."""

    voices: Mapping[str, VoiceMarks]
    own_bodies: tuple[str, ...]
    crossing: frozenset[str]
    at_odds: Mapping[str, frozenset[str]]
    state_bodies: frozenset[str]
    against: frozenset[str]


@cache
def standpoints() -> Standpoints:
    """The shipped standpoints.

    Raises:
        KnowledgeError: the file holds other keys than it should.
    """
    data = yaml_strict.load(resources.knowledge() / FILE)
    if not isinstance(data, Mapping) or set(data) != KEYS:
        raise KnowledgeError(f"knowledge/{FILE}", f"must hold exactly {', '.join(sorted(KEYS))}.")
    voices = {}
    for code, body in data["voices"].items():
        if set(body) != VOICE_KEYS or not 0 < body["least"] <= len(body["marks"]):
            raise KnowledgeError(f"knowledge/{FILE}: voices: {code}", "needs marks, and how many of them are enough.")
        marks = tuple(re.compile(mark, re.IGNORECASE) for mark in body["marks"])
        voices[str(code)] = VoiceMarks(body["least"], marks)
    return Standpoints(
        voices,
        tuple(f" {body} " for body in data["own_bodies"]),
        frozenset(data["crossing"]),
        {str(code): frozenset(others) for code, others in data["at_odds"].items()},
        frozenset(data["state_bodies"]),
        frozenset(data["against"]),
    )


def home_of(publisher: str | None, text: str) -> str | None:
    """The State whose own voice a report is: by its outlet, by the agency of its dateline, or by how it sounds.

    >>> home_of("KCNA", ""), home_of(None, "PYONGYANG, May 2 (KCNA) -- Farmers sow."), home_of("Reuters", "")
    ('kp', 'kp', None)
    """
    names = [publisher] if publisher else []
    opened = (dateline(line) for line in text.split("\n", OPENING_LINES)[:OPENING_LINES])
    names += [one.agency for one in opened if one is not None and one.agency is not None]
    for name in names:
        known = outlet(name)
        if known is not None:
            return known.party_country if known.kind.startswith("state") else None
    return next((code for code, voice in standpoints().voices.items() if voice.in_text(text)), None)


def at_odds(states: Iterable[str | None]) -> frozenset[str]:
    """The States with which some States are at odds: neither gives the other anything.

    >>> sorted(at_odds(["kp"])), sorted(at_odds(["jp"])), sorted(at_odds(["ru"]))
    (['jp', 'kr', 'us'], ['kp'], [])
    """
    found: set[str] = set()
    wanted = set(states)
    for code, others in standpoints().at_odds.items():
        if code in wanted:
            found |= others
        if others & wanted:
            found.add(code)
    return frozenset(found)

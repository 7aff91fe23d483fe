"""Whose a ship is, by the words around it: the flag it flies, where it is registered, who owns it."""

from __future__ import annotations

from porosity.reading.cues import cues
from porosity.reading.lines import Line
from porosity.reading.naming import HYPHENS, states_of

REACH = 9  # words behind a ship in which its flag, its register or its owner is told
TONNAGES = frozenset(("dwt", "grt", "gt", "ton", "tonne"))
KINDS = frozenset(("oil", "product", "cargo", "fishing", "bulk", "container", "general", "gas", "fuel"))
APPOSED = 4  # words behind a comma in which the State of "a North Korean tanker" stands


def kind_start(line: Line, first: int) -> int:
    """Where the words begin that say what kind of ship a name is of: "the oil tanker Ann"."""
    start = first
    while start > 0 and line.words[start - 1].lower() in cues().words["ships"] | (KINDS if start < first else set()):
        start -= 1
    return start


def past_tonnage(line: Line, first: int, last: int) -> int:
    """Where a ship's name begins behind its size: "the 3,000-dwt Ann"."""
    at = first
    while at < last and (line.words[at][0].isdigit() or line.words[at] in HYPHENS):
        at += 1
    return at + 1 if first < at < last - 1 and line.words[at].lower() in TONNAGES else first


def flag_of(line: Line, first: int, last: int) -> str | None:
    """The State to which a ship belongs, by the words beside it: "flying the flag of Togo", "owned by N"."""
    end = min(len(line.words), last + REACH)
    text = " ".join(word.lower() for word in line.words[last:end])
    if cues().patterns["flag"].match(text) is not None:
        named = states_of(line, last, min(len(line.words), end + 1))
        return named[0][2] if named else None
    start = kind_start(line, first)
    before = [found for found in states_of(line, max(0, start - 4), first) if found[1] == start]
    if before:
        return before[-1][2]
    if line.words[last : last + 1] != (",",):
        return None
    apposed = states_of(line, last + 1, min(len(line.words), last + 1 + APPOSED))
    behind = {word.lower() for word in line.words[last + 1 : min(len(line.words), last + 3 + APPOSED)]}
    starts = line.words[last + 1 : last + 2] in (("a",), ("an",), ("the",))
    return apposed[0][2] if starts and apposed and cues().words["ships"] & behind else None

"""Circumstances that decide an element or an exemption, seen in the words of a claim (``knowledge/facts.yml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from porosity.errors import KnowledgeError
from porosity.resources import knowledge

FILE = "knowledge/facts.yml"


@dataclass(frozen=True, slots=True)
class Fact:
    """A circumstance, the question that asks for it, and the wordings that state or deny it.

    ``listed_for`` is the measure of a list's entry (``port-ban``) that settles it where the words do not.
    """

    id: str
    asks: str
    stated: re.Pattern[str] | None
    denied: re.Pattern[str] | None
    listed_for: str = ""


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its id, in the order of the file."""
    from porosity.yaml_strict import load

    raw = load(knowledge() / "facts.yml")
    if not isinstance(raw, dict):
        raise KnowledgeError(FILE, "must be a mapping of fact ids.")
    return {str(name): _fact(str(name), body) for name, body in raw.items()}


def _fact(name: str, body: object) -> Fact:
    place = f"{FILE}: fact '{name}'"
    if not isinstance(body, dict) or not isinstance(body.get("asks"), str):
        raise KnowledgeError(place, "does not say what it asks.", 'Add asks: "...?", the open question.')
    if unknown := sorted(set(map(str, body)) - {"asks", "cues", "denied_by", "listed_for"}):
        raise KnowledgeError(
            place, f"has the unknown key '{unknown[0]}'.", "Keys are asks, cues, denied_by and listed_for."
        )
    stated, denied = _pattern(body, "cues", place), _pattern(body, "denied_by", place)
    return Fact(name, body["asks"], stated, denied, str(body.get("listed_for", "")))


def _pattern(body: Mapping[object, object], key: str, place: str) -> re.Pattern[str] | None:
    cues = body.get(key) or []
    if not isinstance(cues, list):
        raise KnowledgeError(place, f"'{key}' must be a list of regular expressions.")
    for cue in cues:
        try:
            re.compile(cue)
        except (re.error, TypeError) as error:
            raise KnowledgeError(place, f"{cue!r} in '{key}' is no regular expression: {error}.") from error
    return re.compile(r"(?<!\w)(?:" + "|".join(cues) + ")", re.IGNORECASE) if cues else None


def facts_in(text: str) -> dict[str, bool]:
    """The circumstances that the words state (true) or deny (false). What they leave open, or say both ways, is absent.

    >>> facts_in("The tanker received oil in a ship-to-ship transfer")["ship_to_ship"]
    True
    """
    return dict(_facts_in(text))


@lru_cache(maxsize=1 << 12)  # the acts of one clause share its words
def _facts_in(text: str) -> tuple[tuple[str, bool], ...]:
    found = []
    for fact in facts().values():
        denied = [match.span() for match in fact.denied.finditer(text)] if fact.denied is not None else []
        stated = [match.span() for match in fact.stated.finditer(text)] if fact.stated is not None else []
        stated = [(start, end) for start, end in stated if not any(a < end and start < b for a, b in denied)]
        if bool(stated) != bool(denied):
            found.append((fact.id, bool(stated)))
    return tuple(found)

"""How common a word is in ordinary text, from data that ships: no list of exceptions.

The reading network's vocabulary holds the words of English by how often they are met; lists of names tell which are
given or family names; the tables of countries and places tell which are places.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from porosity import yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading import countries
from porosity.resources import knowledge, third_party
from porosity.screening import background
from porosity.screening.names import Kind, Role

UNHEARD = 17.0  # bits of a word that the vocabulary does not have
_FIRST = 1996  # the place in the vocabulary of its first word, "the"; before it stand marks and single letters
_GROUPS = ("vessels", "aircraft", "bodies", "institutions", "linking", "korean", "abbreviations")


@dataclass(frozen=True, slots=True)
class Contexts:
    """The words of ``knowledge/screening/contexts.yml``."""

    vessels: re.Pattern[str]
    aircraft: re.Pattern[str]
    bodies: re.Pattern[str]
    institutions: frozenset[str]
    linking: frozenset[str]
    korean: frozenset[str]
    abbreviations: Mapping[str, str]


@cache
def contexts() -> Contexts:
    """The shipped context words."""
    path = knowledge() / "screening" / "contexts.yml"
    read = yaml_strict.load(path)
    if not isinstance(read, dict) or sorted(read) != sorted(_GROUPS):
        raise KnowledgeError(yaml_strict.shown(path), f"holds {', '.join(_GROUPS)}, and nothing else.")
    wrong = [group for group in _GROUPS if not isinstance(read[group], dict if group == "abbreviations" else str)]
    if wrong:
        raise KnowledgeError(yaml_strict.shown(path), f"{wrong[0]!r} is not of its kind.", "Write it as it ships.")
    return Contexts(
        vessels=_any_of(read["vessels"]),
        aircraft=_any_of(read["aircraft"]),
        bodies=_any_of(read["bodies"]),
        institutions=_words(read["institutions"]),
        linking=_words(read["linking"]),
        korean=_words(read["korean"], separator=None),
        abbreviations=read["abbreviations"],
    )


def _any_of(text: str) -> re.Pattern[str]:
    """A pattern for whole words, singular or plural."""
    words = sorted((word.strip() for word in text.split(",")), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?:s|es)?(?!\w)", re.IGNORECASE)


def _words(text: str, separator: str | None = ",") -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(separator))


@cache
def known(role: str) -> frozenset[str]:
    """The words of ``knowledge/screening/words.yml`` that have a role in names."""
    read: Mapping[str, str] = yaml_strict.load(knowledge() / "screening" / "words.yml")  # type: ignore[assignment]
    return frozenset(read[role].split())


@cache
def _ranks() -> Mapping[str, int]:
    """The words of the vocabulary by their place in it."""
    with (third_party() / "minilm" / "tokenizer.json").open(encoding="utf-8") as file:
        vocabulary: dict[str, int] = json.load(file)["model"]["vocab"]
    return {word: place for word, place in vocabulary.items() if place >= _FIRST and word.isalnum()}


def is_heard(word: str) -> bool:
    """Whether a word in plain letters is one of ordinary text."""
    return word in _ranks()


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """The bits of meeting a word in ordinary text, roughly: words come by the inverse of their rank."""
    rank = _ranks().get(word)
    if rank is not None:
        return 3.0 + math.log2(rank - _FIRST + 1)
    return min(UNHEARD, 2.5 + 2.5 * len(word))


@lru_cache(maxsize=1 << 16)
def worth(word: str) -> float:
    """The bits that a word gives to a person's name: it may be common in text, or common in names."""
    return min(rarity(word), background.bits(word, Role.CORE, Kind.PERSON))


@lru_cache(maxsize=1 << 16)
def is_personal(word: str) -> bool:
    """Whether a word is met in the names of persons, more than in those of bodies and ships."""
    persons, others = background.frequencies().get(word, (0, 0))
    return persons > others


@lru_cache(maxsize=1 << 16)
def is_place(words: str) -> bool:
    """Whether some words, in plain letters, are the name of a place, a country or a people."""
    spellings = (words.title(), words.upper())
    return any(countries.place_of(name) is not None or countries.country_of(name) is not None for name in spellings)

"""How much a word says about who is meant: the bits of surprise in meeting it in somebody else's name.

The counts are of the words on public sanctions lists (``knowledge/screening/frequencies.tsv``, made by
``training/porosity_training/names``), so that a score does not change when a list is added.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from porosity import yaml_strict
from porosity.resources import knowledge
from porosity.screening import channel
from porosity.screening.names import Kind, Role

PER = 100_000
RARE = 15.0
COMMON = 8.5
LEAST = 0.3
_PARTLY = {Role.LEGAL: 0.15, Role.PARTICLE: 0.15, Role.TITLE: 0.35, Role.GENERIC: 0.7}


@cache
def frequencies() -> Mapping[str, tuple[int, int]]:
    """Persons and others in whose names a word stands, of 100,000 each."""
    found = {}
    with (knowledge() / "screening" / "frequencies.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                word, persons, others = line.split("\t")
                found[word] = (int(persons), int(others))
    return found


@cache
def common() -> frozenset[str]:
    """Names that very many people bear, however seldom the lists have them."""
    read: Mapping[str, str] = yaml_strict.load(knowledge() / "screening" / "common.yml")  # type: ignore[assignment]
    return frozenset(word for words in read.values() for word in words.split())


@lru_cache(maxsize=1 << 17)
def bits(word: str, role: Role, kind: Kind) -> float:
    """The bits of a word in a name of a kind; a word that no list has is rare, a short one less so."""
    persons, others = _counts(word)
    count = {Kind.PERSON: persons, Kind.BODY: others, Kind.CRAFT: others}.get(kind, max(persons, others))
    seldom = COMMON if word in common() and kind is not Kind.BODY else min(RARE, 3.0 + 2.5 * len(word))
    rarity = min(seldom, math.log2(PER / count)) if count else seldom
    return max(LEAST, rarity * _PARTLY.get(role, 1.0))


@lru_cache(maxsize=1 << 16)
def _counts(word: str) -> tuple[int, int]:
    """The counts of a word and of all forms of the same name."""
    forms = channel.kin(word)
    found = [frequencies().get(one, (0, 0)) for one in forms]
    return sum(persons for persons, _ in found), sum(others for _, others in found)


def is_known(word: str) -> bool:
    """Whether the word is met in names often enough to be a name of its own, rather than a slip."""
    return word in frequencies() or word in common()

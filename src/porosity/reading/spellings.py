"""Spellings that look like slips of each other: "Anrus" beside "Aurus"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from porosity.assessment import Entity
from porosity.reading import countries, offices


def variants(entities: Iterable[Entity]) -> tuple[tuple[str, str], ...]:
    """Spellings that look like slips: names of one letter's difference that are no inflections of each other.

    Two names that are both well known (States, people of the table of offices) are two, however alike.
    """
    known: dict[str, bool] = {}
    for entity in entities:
        for spelling in (entity.name, *entity.spellings):
            famous = offices.person(spelling) is not None
            for word in re.findall(r"[A-Z][\w-]{3,}", spelling):
                known[word] = known.get(word, False) or famous or countries.country_of(word) is not None
    return tuple(
        (one, other)
        for one, other in sorted(_near(known))
        if one.lower() != other.lower()
        and not (known[one] and known[other])
        and not _inflected(one, other)
        and is_slip(one, other)
    )


def _near(words: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of words, in order, that can be slips of each other: they share what is left without one letter."""
    left: dict[str, list[str]] = {}
    for word in sorted(words):
        for key in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            left.setdefault(key, []).append(word)
    return {pair for group in left.values() for pair in combinations(group, 2)}


def is_slip(one: str, other: str) -> bool:
    """Whether one letter dropped, added, changed or swapped makes one word of the other.

    >>> is_slip("Anrus", "Aurus")
    True
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    rest, other_rest = one[head:], other[head:]
    if len(rest) != len(other_rest):
        short, long = sorted((rest, other_rest), key=len)
        return long[1:] == short
    return rest[1:] == other_rest[1:] or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])


def _inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short)

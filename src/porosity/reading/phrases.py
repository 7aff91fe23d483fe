"""Finding the multiword entries of a word list in a sentence of words.

Words are cut as `reading/words.py` cuts them. Hyphens never matter: "ship-to-ship" is `ship to ship`, "Kim Jong-un" is
`kim jong un`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from porosity.reading.words import split_words

Value = TypeVar("Value")
HYPHENS = frozenset("-‐‑–")


def word_set(words: str) -> frozenset[str]:
    """A set of words, written in one line.

    >>> sorted(word_set("to from"))
    ['from', 'to']
    """
    return frozenset(words.split())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word as the tables spell it: any case, no accents, a straight apostrophe, no full stops in an abbreviation.

    >>> fold("U.S."), fold("’s"), fold("Bogotá")
    ('us', "'s", 'bogota')
    """
    word = word.casefold().replace("’", "'")
    if not word.isascii():
        word = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return word.replace(".", "") if len(word) > 1 and word[0].isalpha() else word


def cut(phrase: str) -> tuple[str, ...]:
    """The folded words of a phrase, hyphens left out."""
    return tuple(fold(word.text) for word in split_words(phrase) if word.text not in HYPHENS)


class PhraseTable(Generic[Value]):
    """Phrases and what they stand for, found longest first."""

    def __init__(self, items: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = {}
        self._starts: dict[str, int] = {}
        for words, value in items:
            key = tuple(words)
            self._values.setdefault(key, []).append(value)
            self._starts[key[0]] = max(self._starts.get(key[0], 0), len(key))

    def get(self, words: Sequence[str]) -> list[Value]:
        """The values of exactly these folded words."""
        return self._values.get(tuple(words), [])

    def longest(
        self, words: Sequence[str], start: int, accept: Callable[[int, int], bool] | None = None
    ) -> tuple[int, list[Value]] | None:
        """The end and the values of the longest phrase that begins at ``start``; ``accept`` may turn a span down."""
        if words[start] in HYPHENS:
            return None
        longest = self._starts.get(fold(words[start]), 0)
        if not longest:
            return None
        key: list[str] = []
        ends: list[int] = []
        for index in range(start, len(words)):
            if words[index] in HYPHENS:
                continue
            key.append(fold(words[index]))
            ends.append(index + 1)
            if len(key) == longest:
                break
        for size in range(min(longest, len(key)), 0, -1):
            values = self._values.get(tuple(key[:size]))
            if values and (accept is None or accept(start, ends[size - 1])):
                return ends[size - 1], values
        return None

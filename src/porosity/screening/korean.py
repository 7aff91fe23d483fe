"""Syllables of Korean names. Each is a word with a meaning of its own, and each is romanised in many ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from porosity import yaml_strict
from porosity.resources import knowledge

LONGEST = 6
_ONSETS = "kk|tt|pp|ss|jj|ch|sh|[gkdtbpjrlnmshw]"
_NUCLEI = "yae|eui|yeo|you|woo|[yw]?(?:ae|ai|eo|eu|oe|oi|oo|ee|ui|[aeiou])"
_CODAS = "ng|ck|ch|rk|[kgntdlmpbsr]"
_SYLLABLE = re.compile(f"({_ONSETS})?({_NUCLEI})h?({_CODAS})?")
_ONSET = {
    "g": "k",
    "kk": "k",
    "d": "t",
    "tt": "t",
    "b": "p",
    "pp": "p",
    "jj": "j",
    "ch": "j",
    "l": "r",
    "ss": "s",
    "sh": "s",
}
_NUCLEUS = {
    **dict.fromkeys(("eo", "u", "eu", "oo", "woo", "wu"), "o"),
    **dict.fromkeys(("yeo", "you", "yu"), "yo"),
    **dict.fromkeys(("ae", "ai"), "e"),
    **dict.fromkeys(("ee", "ui", "eui", "yi"), "i"),
    "yae": "ye",
    "oi": "oe",
    "weo": "wo",
}
_CODA = {"g": "k", "ck": "k", "d": "t", "ch": "t", "b": "p", "r": "l", "rk": "k"}


@cache
def syllables() -> frozenset[str]:
    """The syllables of Korean names, in the romanisations that the lists and the press use."""
    return frozenset(str(yaml_strict.load(knowledge() / "screening" / "syllables.yml")).split())


def is_name(words: Iterable[str]) -> bool:
    """Whether the words can be a Korean name: two to four syllables."""
    told = tuple(words)
    return 2 <= len(told) <= 4 and syllables().issuperset(told)


def is_same(one: str, two: str) -> bool:
    """Whether two words are one syllable in two romanisations: Jong, Jeong, Chong and Jung."""
    if len(one) > LONGEST or len(two) > LONGEST:
        return False
    read = _read(one)
    return read is not None and read == _read(two)


def is_other(one: str, two: str) -> bool:
    """Whether both are syllables of names, and not the same: Chol and Chun differ as John and Paul do."""
    return one in syllables() and two in syllables() and not is_same(one, two)


@lru_cache(maxsize=1 << 14)
def _read(word: str) -> tuple[str, str, str] | None:
    match = _SYLLABLE.fullmatch(word)
    if match is None:
        return None
    onset, nucleus, coda = (part or "" for part in match.groups())
    return _ONSET.get(onset, onset), _NUCLEUS.get(nucleus, nucleus), _CODA.get(coda, coda)

"""A name as the matcher sees it: words in plain letters, each with what it does in the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from itertools import groupby

from rigour.names import replace_org_types_compare, tokenize_name

from porosity import yaml_strict
from porosity.resources import knowledge
from porosity.screening import channel, folding, korean
from porosity.screening.folding import plain

LONGEST = 300
MOST_WORDS = 24
LONG = 5  # letters: a slip in a shorter word makes another word
SLIP = 5.0
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w)")
_DOUBLED = re.compile(r"^(.)\1")
_ABD = frozenset(("abd", "abed", "abdu"))
_ARTICLES = frozenset(("al", "el", "ul", "ar", "er", "ur", "as", "es", "ash", "at", "az", "an", "ad"))
_SERVANT = re.compile(r"abd[aeou](?:l|(?=rr|ss|zz))((?!la$|lah$|lahi$|lla)[a-z]{4,})")
_HANGUL = re.compile(r"[가-힣]+")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")


class Role(IntEnum):
    """What a word does in a name."""

    CORE = 0
    INITIAL = 1
    TITLE = 2
    PARTICLE = 3
    LEGAL = 4
    GENERIC = 5
    NUMBER = 6


class Kind(IntEnum):
    """What a name is the name of; it decides how its words are weighed."""

    PERSON = 0
    BODY = 1
    CRAFT = 2
    UNKNOWN = 3

    @classmethod
    def of(cls, schema: str | None) -> Kind:
        """The kind of a schema of Follow the Money."""
        return _KINDS.get(schema or "", cls.UNKNOWN)


_KINDS = {
    "Person": Kind.PERSON,
    **dict.fromkeys(("Organization", "Company", "PublicBody", "Asset"), Kind.BODY),
    **dict.fromkeys(("Vessel", "Airplane", "Vehicle"), Kind.CRAFT),
}


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name in lower case and ASCII, each with its role.

    "KIM, Jong Un" is put in its natural order. ``end`` is the word that stood last, where a text may have been cut.
    """

    words: tuple[str, ...]
    roles: tuple[Role, ...]
    end: int


def read_name(text: str, kind: Kind) -> Name:
    """Read a name as printed. A text without any letter or digit gives a name without words."""
    text = text[:LONGEST]
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()  # half a surrogate pair is no letter
        text = plain(_HANGUL.sub(lambda match: " " + " ".join(match.group()) + " ", text))
    if kind is Kind.PERSON and text.count(",") == 1:
        family, given = (_split(part, kind) for part in text.split(","))
        return _name(given + family, kind, len(given) - 1 if given else len(family) - 1)
    words = _split(text, kind)
    return _name(words, kind, len(words) - 1)


def _split(text: str, kind: Kind) -> list[str]:
    text = _CAMEL.sub(" ", text).replace(",", " ").casefold()
    if kind is Kind.PERSON:
        return list(_servants(tokenize_name(_INITIALS.sub(". ", text))))
    words = list(tokenize_name(text))
    text = " ".join(_corrected(word) for word in _letters_joined(words))
    return list(tokenize_name(replace_org_types_compare(text.replace(" stock co ", " stock company "))))


def _servants(words: Sequence[str]) -> Iterator[str]:
    """The words of a person's name with "Abd al-Rahman", "Abdurrahman" and "Abdul Rahman" written alike."""
    at = 0
    while at < len(words):
        word = words[at]
        match = _SERVANT.fullmatch(word)
        if word in _ABD and at + 2 < len(words) and words[at + 1] in _ARTICLES:
            yield "abdul"
            at += 2
            continue
        yield from ("abdul", _DOUBLED.sub(r"\1", match.group(1))) if match else (word,)
        at += 1


def _letters_joined(words: Iterable[str]) -> Iterator[str]:
    """Single letters in a row are an abbreviation: "s a de c v" is "sa de cv"."""
    for is_letter, run in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        told = list(run)
        yield from ["".join(told)] if is_letter else told


@lru_cache(maxsize=1 << 16)
def _corrected(word: str) -> str:
    """A word of a legal form without the slip in it, so that the form is recognised; any other word as it is."""
    return word if word in _words()["forms"] else _meant(word, "forms") or word


def _meant(word: str, which: str) -> str | None:
    """The longer word of a list that a longer word is with a slip in it; of words equally near the first by its
    letters."""
    if len(word) < LONG:
        return None
    near = {other for key in folding.keys(word) for other in _by_key(which).get(key, ())}
    prices = sorted((channel.price(word, other), other) for other in near)
    return prices[0][1] if prices and prices[0][0] <= SLIP else None


def _name(words: list[str], kind: Kind, end: int) -> Name:
    words = words[:MOST_WORDS]
    if kind is Kind.PERSON and korean.is_name(words):
        roles: tuple[Role, ...] = (Role.CORE,) * len(words)
    else:
        roles = tuple(role_of(word, kind) for word in words)
    return Name(tuple(words), roles, min(end, len(words) - 1))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    read: Mapping[str, str] = yaml_strict.load(knowledge() / "screening" / "words.yml")  # type: ignore[assignment]
    return {key: frozenset(value.split()) for key, value in read.items()}


@lru_cache(maxsize=1 << 16)
def role_of(word: str, kind: Kind) -> Role:
    """What a word does in the names of a kind."""
    known = _words()
    if word.isdecimal() or (kind is not Kind.PERSON and word in known["roman"]):
        return Role.NUMBER
    if kind is Kind.CRAFT and word in known["craft"]:
        return Role.TITLE
    if word in known["particles"]:
        return Role.PARTICLE
    if kind is not Kind.PERSON and word in known["legal"]:
        return Role.LEGAL
    if kind is not Kind.PERSON and word in known["generic"]:
        return Role.GENERIC
    if word in known["titles"]:
        return Role.TITLE
    if len(word) == 1:
        return Role.INITIAL
    return Role.GENERIC if kind is not Kind.PERSON and _meant(word, "generic") else Role.CORE


@cache
def _by_key(which: str) -> Mapping[str, frozenset[str]]:
    """The longer words of a list by the keys that lead to them."""
    found: dict[str, set[str]] = {}
    for word in _words()[which]:
        if len(word) >= LONG:
            for key in folding.keys(word):
                found.setdefault(key, set()).add(word)
    return {key: frozenset(words) for key, words in found.items()}

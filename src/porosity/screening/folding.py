"""Spellings of one word brought together: what looks alike, what sounds alike, what scribes confuse.

Nothing here decides that two words are one name. These functions make keys, under which the index finds candidates;
`channel` then weighs how the one could have been written for the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from rigour.text.translit import ascii_text

from porosity import yaml_strict
from porosity.resources import knowledge

# Letters of other scripts that look like Latin ones (Unicode's confusables, the letters of names only).
LOOKALIKES = str.maketrans(
    "ӀаеёіїјкмнорстухѕһԁԛԝАВЕЁКМНОРСТУХІЇЈЅԌԚԜҮαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "IaeeiijkmhopctyxshdqwABEEKMHOPCTYXIIJSGQWYabeikvoptuxABEZHIKMNOPTYX",
)
# Latin letters that are no letter with a mark, and the marks that come off the others.
LETTERS = str.maketrans(
    {
        **dict(zip("øØłŁđĐðıħəƏ", "oOlLdDdihaA", strict=True)),
        **dict.fromkeys("’‘ʼʻ`´ʿʾ", "'"),
        **dict.fromkeys("–—‐", "-"),
        **dict.fromkeys("“”„«»", '"'),
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "Æ": "Ae",
        "Œ": "Oe",
    }
)
MARKS = dict.fromkeys(range(0x0300, 0x0370))
LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
OTHER = re.compile(r"[Ͱ-ӿԀ-ԯ]")
UNHEARD = "ءعٔٱـ"  # letters that no Latin one stands for: read, they would cut a word in two
FILLERS = "\u115f\u1160\u3164\uffa0\u034f"  # letters that nobody sees
VOWELS = frozenset("aeiou")
_WORD = re.compile(r"[^\s,;/|]+")

_DIGRAPHS = (
    ("sch", "j"), ("tch", "j"), ("dzh", "j"), ("dj", "j"), ("zh", "j"), ("sh", "j"), ("ch", "j"), ("tz", "s"),
    ("ts", "s"), ("cz", "j"), ("ph", "f"), ("kh", "k"), ("gh", "k"), ("ck", "k"), ("x", "ks"), ("rn", "m"),
)  # fmt: skip
SOUNDS = (
    *(("gkh", "h"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sch", "sh"), ("tch", "ch")),
    *(("dzh", "j"), ("dj", "j"), ("zh", "j"), ("tz", "s"), ("ts", "s"), ("x", "ks"), ("ck", "k"), ("ch", "sh")),
    *(("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ie", "i"), ("ey", "i"), ("ay", "ai"), ("iy", "i")),
    *(("yi", "i"), ("ij", "i"), ("y", "i"), ("w", "v"), ("q", "k"), ("c", "k"), ("z", "s")),
)
_CLASSES = str.maketrans("bcdgqtvz015", "pktkktfsols", "aeiouyhw'’`-")
_DOUBLED = re.compile(r"(.)\1+")


def plain(text: str) -> str:
    """The text in ASCII letters: look-alikes read as what they look like, other scripts in Latin letters."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text.replace("\u00a0", " "))
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf" and sign not in FILLERS)
    if LATIN.search(text) and OTHER.search(text):
        text = _WORD.sub(_unmasked, text)
    text = text.translate(LETTERS).translate(cyrillic())
    bare = text if text.isascii() else unicodedata.normalize("NFKD", text).translate(MARKS)
    if bare.isascii():
        return bare
    return str(ascii_text("".join(sign for sign in text if sign not in UNHEARD))).replace("?", "")


@cache
def cyrillic() -> Mapping[int, str]:
    """Cyrillic letters, small and capital, in Latin ones."""
    table: dict[str, str] = {}
    for pair in yaml_strict.load(knowledge() / "screening" / "letters.yml")["cyrillic"].split():  # type: ignore[index]
        letter, _, latin = pair.partition(":")
        latin = latin.replace("-", "")
        table[letter] = latin
        table[letter.upper()] = latin.capitalize()
    return str.maketrans(table)


def _unmasked(match: re.Match[str]) -> str:
    """A word between Latin words that can be read as Latin letters throughout is one in disguise."""
    word = match.group()
    if not OTHER.search(word):
        return word
    read = word.translate(LOOKALIKES)
    return word if OTHER.search(read) else read


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of a word by kinds that romanisations confuse; doubled ones once."""
    word = _DOUBLED.sub(r"\1", word)
    for pair, one in _DIGRAPHS:
        if pair in word:
            word = word.replace(pair, one)
    return word.translate(_CLASSES)


@lru_cache(maxsize=1 << 17)
def rewritten(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """The word with the first of each pair written as the second."""
    for pair, one in pairs:
        if pair in word:
            word = word.replace(pair, one)
    return word


@lru_cache(maxsize=1 << 17)
def sounds(word: str) -> str:
    """The word as it sounds, roughly: letters that romanisations exchange written alike, double ones once."""
    return _DOUBLED.sub(r"\1", rewritten(word, SOUNDS))


@lru_cache(maxsize=1 << 17)
def is_bare(word: str) -> bool:
    """Whether a word has lost the vowels inside it, or never had any."""
    return VOWELS.isdisjoint(word[1:-1] if len(word) > 2 else word) and len(word) >= 2


@lru_cache(maxsize=1 << 17)
def consonants(word: str) -> str:
    """A word without its vowels, but for a first letter."""
    return word[:1] + "".join(letter for letter in word[1:] if letter not in VOWELS)


def keys(word: str) -> Iterator[str]:
    """The keys under which a word is found: the word and its skeleton, and what one slip leaves of both."""
    yield sound_key(word)
    yield from _bones(skeleton(word))
    yield from letters(word)


def sound_key(word: str) -> str:
    """The key of all words that sound like this one."""
    return "x" + sounds(word)


def query_keys(word: str) -> Iterator[str]:
    """The keys to look under. Two consonants alone lead to too much, unless the word has lost its vowels: then
    letters have come together that were no pair."""
    if is_bare(word):
        yield from _bones(_DOUBLED.sub(r"\1", word).translate(_CLASSES))
        yield from _bones(skeleton(word))
        yield from letters(word)
    elif len(skeleton(word)) == 2:
        yield from letters(word)
    else:
        yield from _bones(skeleton(word))
        yield from letters(word)


def _bones(bones: str) -> Iterator[str]:
    if len(bones) >= 2:
        yield "s" + bones
    if len(bones) >= 4:
        for at in range(len(bones)):
            yield "s" + bones[:at] + bones[at + 1 :]


def letters(word: str) -> Iterator[str]:
    """The word, and the word without one of its letters."""
    yield "w" + word
    if len(word) >= 3:
        for at in range(len(word)):
            yield "w" + word[:at] + word[at + 1 :]

"""How one word came to be written as another, and how surprising that is, in bits.

A word of a list passes through romanisation, typing, scanning and sometimes through the hands of somebody who bends
it. Each change has a price; the cheapest explanation counts. Prices are data: ``knowledge/screening/prices.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from rapidfuzz.distance import Levenshtein

from porosity import yaml_strict
from porosity.resources import knowledge
from porosity.screening import korean
from porosity.screening.folding import consonants, is_bare, rewritten, sounds

VOWELS = frozenset("aeiouy")
SCANS = (("rn", "m"), ("cl", "d"), ("vv", "w"))
CONFUSABLE = frozenset(
    frozenset(pair)
    for pair in (
        *("ck", "cq", "kq", "gk", "gq", "sz", "cs", "gj", "dt", "bp", "fv", "vw", "hk", "hg", "jy", "iy", "uw", "ij"),
        *("lr", "mn", "jz", "sx", "uv", "fp", "bv", "dz", "gh", "i1", "l1", "il", "o0", "s5", "b8", "z2"),
    )
)


Edit = tuple[str, int, int]
NEVER = float("inf")
MOST_EDITS = 4
FARTHEST = 5  # letters that differ: more is another word, unless it has lost its vowels


@dataclass(frozen=True, slots=True)
class Prices:
    """What each kind of change costs, in bits."""

    family: float
    sound: float
    syllable: float
    vowel: float
    dropped_vowel: float
    dropped_vowels: float
    double: float
    aspiration: float
    confusable: float
    swap: float
    scan: float
    letter: float
    first: float
    join: float
    most: float


@cache
def prices() -> Prices:
    """The shipped prices."""
    return yaml_strict.load_numbers(knowledge() / "screening" / "prices.yml", Prices)


@cache
def families() -> Mapping[str, frozenset[int]]:
    """Words that are forms of one name (nicknames, romanisations), each with the numbers of its families."""
    read: Mapping[str, list[str]] = yaml_strict.load(knowledge() / "screening" / "families.yml")  # type: ignore[assignment]
    found: dict[str, set[int]] = {}
    for number, line in enumerate(line for lines in read.values() for line in lines):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def kin(word: str) -> frozenset[str]:
    """The forms of the same name, the word among them."""
    return _members().get(word, frozenset((word,)))


@cache
def _members() -> Mapping[str, frozenset[str]]:
    members: dict[int, set[str]] = {}
    for word, numbers in families().items():
        for number in numbers:
            members.setdefault(number, set()).add(word)
    return {word: frozenset().union(*(members[number] for number in numbers)) for word, numbers in families().items()}


@lru_cache(maxsize=1 << 18)
def price(written: str, name: str) -> float:
    """The bits by which ``written`` surprises where ``name`` was meant; infinite beyond ``most``."""
    if written == name:
        return 0.0
    p = prices()
    if are_kin(written, name):
        return p.family
    apart = Levenshtein.distance(written, name, score_cutoff=FARTHEST)
    if (apart > FARTHEST and not is_bare(written)) or korean.is_other(written, name):
        return NEVER
    found = _respelt(written, name)
    if apart <= MOST_EDITS:
        found = min(found, _edited(written, name))
    sound, meant = sounds(written), sounds(name)
    if sound == meant:
        found = min(found, p.sound)
    elif (sound != written or meant != name) and _is_near(sound, meant):
        found = min(found, p.sound + _edited(sound, meant))
    return found if found <= p.most else NEVER


def _is_near(one: str, two: str) -> bool:
    return Levenshtein.distance(one, two, score_cutoff=MOST_EDITS) <= MOST_EDITS


def are_kin(one: str, two: str) -> bool:
    """Whether two words are forms of one name."""
    known = families()
    return one in known and two in known and not known[one].isdisjoint(known[two])


def _respelt(written: str, name: str) -> float:
    """Another spelling of the same sounds, or the word without its vowels."""
    p = prices()
    best = NEVER
    if korean.is_same(written, name):
        best = p.syllable
    if is_bare(written) and not is_bare(name) and consonants(written) == consonants(name):
        best = min(best, p.dropped_vowels + p.dropped_vowel * (len(name) - len(written)))
    if _scanned(written) == _scanned(name):
        best = min(best, p.scan)
    return best


@lru_cache(maxsize=1 << 17)
def _scanned(word: str) -> str:
    """The word as a machine may read it from paper."""
    return rewritten(word, SCANS)


def _edited(written: str, name: str) -> float:
    """The sum over the letters that differ."""
    edits: list[Edit] = Levenshtein.editops(name, written).as_list()  # type: ignore[assignment]  # they are tuples
    total = 0.0
    at = 0
    while at < len(edits):
        if at + 1 < len(edits) and _swapped(name, written, edits[at], edits[at + 1]):
            total += prices().swap
            at += 2
            continue
        total += _edit(name, written, edits[at])
        at += 1
    return total


def _edit(name: str, written: str, edit: Edit) -> float:
    p = prices()
    tag, at, to = edit
    first = p.first if at == 0 and to == 0 and (tag == "insert" or name[0] not in VOWELS) else 0.0
    if tag == "replace":
        return _replacements().get(name[at] + written[to], p.letter) + first
    changed, text, place = (written[to], written, to) if tag == "insert" else (name[at], name, at)
    if changed in (text[place - 1 : place], text[place + 1 : place + 2]):
        return p.double + first
    if changed in VOWELS:
        return p.vowel + first
    return (p.aspiration if changed == "h" else p.letter) + first


@cache
def _replacements() -> Mapping[str, float]:
    """What a letter for another costs, by the two; all others cost a letter."""
    p = prices()
    found = {one + two: p.confusable for pair in CONFUSABLE for one, two in permutations(pair)}
    return found | {one + two: p.vowel for one, two in permutations(VOWELS, 2)}


def _swapped(name: str, written: str, one: Edit, two: Edit) -> bool:
    """Two neighbouring letters in the wrong order, however the edits were cut."""
    tags = (one[0], two[0])
    if tags == ("replace", "replace") and two[1] == one[1] + 1 and two[2] == one[2] + 1:
        return name[one[1]] == written[two[2]] and name[two[1]] == written[one[2]]
    if tags == ("insert", "delete"):
        return two[1] == one[1] + 1 and written[one[2]] == name[two[1]]
    if tags == ("delete", "insert"):
        return two[2] == one[2] + 1 and name[one[1]] == written[two[2]]
    return False

"""How one word came to be written as another, and how surprising that is, in bits.

A word of a list passes through romanisation, typing, scanning and sometimes through the hands of somebody who bends
it. Each change has a price; the cheapest explanation counts. Prices are data: ``knowledge/screening/prices.yml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

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
_NONE: frozenset[int] = frozenset()


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
    if Levenshtein.distance(written, name, score_cutoff=FARTHEST) > FARTHEST and not is_bare(written):
        return prices().family if are_kin(written, name) else NEVER
    if are_kin(written, name):
        return prices().family
    if korean.is_other(written, name):
        return NEVER
    found = min(_respelt(written, name), _edited(written, name))
    sound, meant = sounds(written), sounds(name)
    if sound != written or meant != name:
        found = min(found, prices().sound + _edited(sound, meant))
    return found if found <= prices().most else NEVER


def are_kin(one: str, two: str) -> bool:
    """Whether two words are forms of one name."""
    return not families().get(one, _NONE).isdisjoint(families().get(two, _NONE))


def _respelt(written: str, name: str) -> float:
    """Another spelling of the same sounds, or the word without its vowels."""
    p = prices()
    best = NEVER
    if korean.is_same(written, name):
        best = p.syllable
    if is_bare(written) and not is_bare(name) and consonants(written) == consonants(name):
        best = min(best, p.dropped_vowels + p.dropped_vowel * (len(name) - len(written)))
    if rewritten(written, SCANS) == rewritten(name, SCANS):
        best = min(best, p.scan)
    return best


def _edited(written: str, name: str) -> float:
    """The sum over the letters that differ."""
    if Levenshtein.distance(written, name, score_cutoff=MOST_EDITS) > MOST_EDITS:
        return NEVER
    edits = [(edit.tag, edit.src_pos, edit.dest_pos) for edit in Levenshtein.editops(name, written)]
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
    tag, at, to = edit
    here = name[at] if tag != "insert" else ""
    there = written[to] if tag != "delete" else ""
    is_first = at == 0 and to == 0 and here not in VOWELS
    return _letter(here, there, name, at, written, to) + prices().first * is_first


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


def _letter(here: str, there: str, name: str, at: int, written: str, to: int) -> float:
    p = prices()
    if not here or not there:
        changed, text, place = (there, written, to) if not here else (here, name, at)
        if changed == text[place - 1 : place] or changed == text[place + 1 : place + 2]:
            return p.double
        if changed in VOWELS:
            return p.vowel
        return p.aspiration if changed == "h" else p.letter
    if here in VOWELS and there in VOWELS:
        return p.vowel
    if frozenset((here, there)) in CONFUSABLE:
        return p.confusable
    return p.letter

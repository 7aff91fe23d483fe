"""Cheap guesses about a word from its neighbours: verb or noun, passive or not, where its object may stand.

These are no parser. Each returns None, or an empty stretch, where the neighbours do not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from porosity.reading.lemmas import is_irregular_form
from porosity.reading.phrases import HYPHENS, fold, word_set

Part = Literal["verb", "noun"]

DETERMINERS = word_set(
    "a an the this these those its his her their our my your 's some any no each every another such both several "
    "many few all more most two three four five six seven eight nine ten dozens hundreds thousands first second "
    "third next last new recent latest further additional possible alleged illegal illicit reported planned "
    "secret regular direct"
)
OBJECT_STARTS = word_set(
    "a an the this these those its his her their our my your some any no each every another such both several "
    "many few all more two three four five six seven eight nine ten dozens hundreds thousands it them him us me"
)
BEFORE_VERBS = word_set(
    "to will would can could may might must shall should did does do n't not cannot they we i you who he she it "
    "'ll 'd never also helped let reportedly allegedly secretly"
)
PREPOSITIONS = word_set(
    "of to from in on at by for with via through into onto under over after before without against during between "
    "about across aboard towards toward since until than as per despite including within near off"
)
BE = word_set("be been being is are was were am 's 're get gets got getting")
HAVE = word_set("has have had having do does did")
SMALL_ADVERBS = word_set("also never ever already since long just now yet still once always often so far all both then")
CLAUSE_BREAKS = word_set(
    ', ; : . ? ! ( ) — – " “ ” and but or that which who whom whose where when while because if although though after '
    "before said says"
)
ADVERBS = word_set("not n't also never then already later being back home away out up down over again today yesterday")
NEVER_BEFORE_PARTICIPLES = word_set("they he she we i you who it has had have 've 'd which")


def before(words: Sequence[str], index: int) -> str:
    """The folded word before, over hyphens; empty at the beginning."""
    index -= 1
    while index >= 0 and words[index] in HYPHENS:
        index -= 1
    return fold(words[index]) if index >= 0 else ""


def after(words: Sequence[str], end: int) -> str:
    """The folded word at ``end`` or behind it, over hyphens; empty at the end of the sentence."""
    while end < len(words) and words[end] in HYPHENS:
        end += 1
    return fold(words[end]) if end < len(words) else ""


def _is_number(word: str) -> bool:
    return word[:1].isdigit()


def is_auxiliary(words: Sequence[str], index: int) -> bool:
    """Whether a form of have or do only helps the verb behind it: "has supplied", "have long been sold", "had to"."""
    if fold(words[index]) not in HAVE:
        return False
    for word in words[index + 1 : index + 5]:
        folded = fold(word)
        if (
            folded in ("been", "to", "n't", "not")
            or is_irregular_form(word)
            or (folded.endswith("ed") and folded != "need")
        ):
            return True
        if not (folded.endswith("ly") or folded in SMALL_ADVERBS):
            return False
    return False


def part(words: Sequence[str], index: int) -> Part | None:
    """Whether the word is used as a verb or as a noun, where its form or its neighbours tell."""
    word, left, right = fold(words[index]), before(words, index), after(words, index + 1)
    if _in_compound(words, index):
        return None if word.endswith("ing") else "noun"
    if word.endswith("ing"):
        return _part_of_ing(left, right)
    if is_past(word):
        return (
            "noun" if left == "the" and (right in PREPOSITIONS or right in BE or right in HAVE or not right) else "verb"
        )
    if left in BEFORE_VERBS:
        return "verb"
    if left in DETERMINERS or _is_number(left) or left in PREPOSITIONS or left.endswith(("ian", "ean", "ese", "ish")):
        return "noun"
    if right in OBJECT_STARTS or _is_number(right):
        return "verb"
    if right == "of":
        return "noun"
    named_left = index > 0 and words[index - 1][:1].isupper()
    if word.endswith("s") and not word.endswith("ss") and named_left and right.isalpha() and right not in PREPOSITIONS:
        return None if right in CLAUSE_BREAKS else "verb"
    plural_left = left.endswith("s") and not left.endswith("ss") and _is_lower(words, index)
    if word.endswith("s") and not word.endswith("ss"):
        return "noun" if plural_left or (right in PREPOSITIONS and left.isalpha() and _is_lower(words, index)) else None
    if plural_left or not left.isalpha() or left.endswith("ly"):
        return None
    return "noun" if _is_lower(words, index) else None


def is_past(word: str) -> bool:
    """Whether a folded word is a past or a participle by its form."""
    return (word.endswith("ed") and not word.endswith("eed")) or is_irregular_form(word)


def _in_compound(words: Sequence[str], index: int) -> bool:
    """Part of a compound with a hyphen and no act of its own: "state-owned", "shell-shocked", "arms-for-oil"."""
    behind = index + 2 < len(words) and words[index + 1] == "-"
    in_front = index >= 2 and words[index - 1] == "-"
    return (behind and not is_past(fold(words[index]))) or in_front


def _is_lower(words: Sequence[str], index: int) -> bool:
    return index > 0 and words[index - 1][:1].islower()


def _part_of_ing(left: str, right: str) -> Part | None:
    if left in BE:
        return "verb"
    if left in DETERMINERS:
        return "verb" if right in OBJECT_STARTS else "noun"
    if right in OBJECT_STARTS or _is_number(right):
        return "verb"
    return None


def is_passive(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the verb is a participle whose object stands before it: "was sold", "tanks sold by Italy"."""
    word = fold(words[start])
    if not is_past(word):
        return False
    for index in range(start - 1, max(-1, start - 5), -1):
        left = fold(words[index])
        if left in BE:
            return True
        if left in ("has", "have", "had") or left in CLAUSE_BREAKS:
            break
        if not (left.endswith("ly") or left in ADVERBS):
            break
    if before(words, start) in NEVER_BEFORE_PARTICIPLES:
        return False
    right = after(words, end)
    return start > 0 and (right in PREPOSITIONS or right == "")


def gets_its_object_behind(words: Sequence[str], end: int) -> bool:
    """Whether a passive verb has a second object behind it: "were given rifles", "was promised wheat"."""
    right = after(words, end)
    return (
        bool(right)
        and right not in PREPOSITIONS
        and right not in CLAUSE_BREAKS
        and not right.endswith("ly")
        and (right not in ADVERBS)
    )


def words_right(words: Sequence[str], end: int, *, most: int = 14) -> list[str]:
    """The words behind a verb up to the next break, or to a preposition that cannot belong to its object."""
    found: list[str] = []
    for word in words[end : end + most]:
        folded = fold(word)
        if folded in CLAUSE_BREAKS and folded not in ("and", "or"):
            break
        if found and folded in PREPOSITIONS and folded != "of":
            break
        if not found and folded in PREPOSITIONS:
            return []
        found.append(word)
    return found


def words_left(words: Sequence[str], start: int, *, most: int = 12) -> list[str]:
    """The words before a passive verb, back to the break or preposition that opens its subject."""
    found: list[str] = []
    for index in range(start - 1, max(-1, start - 1 - most), -1):
        folded = fold(words[index])
        if folded in CLAUSE_BREAKS and folded not in ("that", "which", "who") and found:
            break
        if folded in CLAUSE_BREAKS or folded in BE or folded in BEFORE_VERBS or folded in ("has", "have", "had"):
            continue
        found.append(words[index])
    found.reverse()
    return found

"""Base forms of English verbs and nouns: a table of irregular forms, then rules on endings.

The rules know no dictionary, so an unknown word may keep or lose an *e* wrongly. That is harmless where the same rules
meet the same table: `knowledge/acts/irregular.yml` lists what they would get wrong among the words that we care about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError

SECTIONS = ("verbs", "nouns", "unchanged", "takes_e", "stays_bare")
# Endings of a bare stem (what is left without -ed or -ing) after which English writes a silent e.
SILENT_E = re.compile(
    r"(?:[cvuz]|[^aeiou]s|[aeiou]s|(?<!n)g|[nr]g|dg"  # seiz|ed, mov|ed, us|ed, charg|ed
    r"|(?<![eo])at|(?<!o)ut|(?<![aeo])id|(?<![eo])ad|(?<![oa])ud|(?<!o)od|(?<!e)ed"
    r"|(?<![eo])ar|(?<!a)ir|(?<!o)ur|(?<![aeo])in|(?<![eo])am|(?<!a)im|(?<!o)um"
    r"|(?<![eo])ap|(?<![ae])ip|ib|(?<!o)op|(?<!o)up|(?<![eo])ak|ik|(?<!o)ok|uk"
    r"|(?<![aoe])il|(?<!o)ol|(?<![ao])ul|[bcdfgkpstz]l|(?<!o)ot)$"
)
DOUBLED = re.compile(r"([bdgmnprt])\1$|(?<=[aeiou])ll$|kk$|vv$")
# l is doubled in British spelling where the base has one (travelled), and belongs to a short base (called).
LONG_L = re.compile(r"[aeiou][^aeiou]+[aeiou]ll$")
DOUBLE_L_BASES = frozenset(
    ("install", "enroll", "recall", "fulfill", "appall", "distill", "instill", "befall", "forestall")
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The irregular forms, read once."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    unchanged: frozenset[str]
    takes_e: frozenset[str]
    stays_bare: frozenset[str]


def read_forms(path: Path) -> Forms:
    """Read a table of irregular forms; whatever is odd stops it."""
    place = str(path)
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or tuple(sorted(data)) != tuple(sorted(SECTIONS)):
        raise KnowledgeError(
            place, f"it must hold the sections {', '.join(SECTIONS)}.", "Leave a section empty with []."
        )
    verbs: dict[str, str] = {}
    for base, forms in data["verbs"].items():
        if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
            raise KnowledgeError(place, f"verb {base!r} needs a list of forms.", "Write e.g. give: [gave, given].")
        for form in forms:
            verbs.setdefault(form, base)
    for singular in data["nouns"].values():
        if not isinstance(singular, str):
            raise KnowledgeError(place, f"a noun has the singular {singular!r}.", "Write e.g. men: man.")
    return Forms(verbs, data["nouns"], *(frozenset(data[name]) for name in SECTIONS[2:]))


@lru_cache(maxsize=1)
def _forms() -> Forms:
    return read_forms(resources.knowledge() / "acts" / "irregular.yml")


def _without_s(word: str) -> str:
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word
    if word.endswith("ies"):
        return word[:-1] if len(word) <= 4 else word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes", "buses", "nuses", "ruses", "puses", "tuses")):
        return word[:-2]
    return word[:-1]


def _base_of_stem(stem: str, forms: Forms) -> str:
    if stem in forms.takes_e:
        return stem + "e"
    if stem in forms.stays_bare:
        return stem
    if DOUBLED.search(stem):
        if stem.endswith("ll") and (stem in DOUBLE_L_BASES or not LONG_L.search(stem)):
            return stem
        return stem[:-1]
    if len(stem) > 2 and stem.endswith(("ss", "zz", "ff")):
        return stem
    return stem + "e" if SILENT_E.search(stem) else stem


@lru_cache(maxsize=20_000)
def lemma(word: str, *, noun: bool = False) -> str:
    """The base form of a word, in lower case: of a verb, or with ``noun`` of a noun (its singular).

    >>> lemma("shipped"), lemma("supplied"), lemma("given"), lemma("missiles", noun=True), lemma("arms", noun=True)
    ('ship', 'supply', 'give', 'missile', 'arms')
    """
    forms, word = _forms(), word.casefold().replace("’", "'")
    if noun:
        return forms.nouns.get(word) or (word if word in forms.unchanged else _without_s(word))
    if word in forms.verbs:
        return forms.verbs[word]
    if word in forms.unchanged:
        return word
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied"):
        return word[:-1]
    if word.endswith("eed"):
        return word[:-1]
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and re.search(r"[aeiouy]", stem):
            return _base_of_stem(stem, forms)
    return _without_s(word)


def is_irregular_form(word: str) -> bool:
    """Whether the word is an irregular past or participle, such as *sold* or *taken*."""
    folded = word.casefold()
    base = _forms().verbs.get(folded)
    return base is not None and not folded.endswith(("ing", "s"))

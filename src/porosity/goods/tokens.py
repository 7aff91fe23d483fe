"""Words as the lexicon compares them: lower case, singular, British spelling.

Hyphens and quotation marks join words ("ship-to-ship" is "ship to ship"); other punctuation breaks a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

TOKEN = re.compile(
    r"[0-9]+(?:[.,][0-9]+)*[^\W_]*"  # 13,000 and 5.45mm
    r"|(?:[^\W\d_]\.){2,}"  # U.S. and N.K., kept from breaking phrases or lending their letters
    r"|[^\W_]+"
    r"|['’]s\b"
    r"|\n\s*\n|\s[-–—]\s|[.,;:!?()\[\]/…—|•]"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
BREAK = ""
_SHORT = 3  # letters: "gas", "bus" and "us" are no plurals


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a break (``norm`` is empty), with its place in the text."""

    text: str
    norm: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """Which forms of a word count as one: irregular plurals, words that keep their s, American spellings."""

    irregular: Mapping[str, str]
    invariable: frozenset[str]

    def norm(self, word: str) -> str:
        """The form in which a word is compared; empty for a break.

        >>> Spelling({"buses": "bus"}, frozenset({"arms"})).norm("Lorries")
        'lorry'
        """
        low = word.lower()
        if not low[0].isalnum():
            return "'s" if low in ("'s", "’s") else BREAK
        found = self.irregular.get(low)
        if found is not None:
            return found
        if low in self.invariable:
            return low
        single = _singular(low)
        return self.irregular.get(single, single)


def _singular(word: str) -> str:
    if word.endswith("s") and word[0].isdigit():  # T-72s
        return word[:-1]
    if len(word) <= _SHORT or not word.endswith("s") or word[-2] in "su":
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > _SHORT + 1 else word[:-1]
    if word.endswith(("sses", "xes", "ches", "shes", "zes", "oes")):
        return word[:-2]
    return word[:-1]


def masked(norm: str) -> tuple[str, ...]:
    """The forms in which a word with digits answers to a pattern: ``#mm`` for 152mm, ``#`` for 15 and 11a."""
    if not any(map(str.isdigit, norm)):
        return (norm,)
    mask = _NUMBER.sub("#", norm)
    bare = "#" if len(mask) <= _SHORT and mask.startswith("#") and mask[1:].isalpha() else mask
    return tuple(dict.fromkeys((norm, mask, bare)))

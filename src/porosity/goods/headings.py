"""The Harmonized System in short, and the headings nearest to words that no entry knows."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache

from porosity.assessment import Goods
from porosity.errors import KnowledgeError
from porosity.goods.tokens import BREAK, TOKEN
from porosity.resources import knowledge

FILE = "knowledge/goods/headings.yml"
_FLOOR = 0.25  # likeness below which a heading says nothing about the words
_WORD, _GRAM = 3.0, 1.0  # a shared word counts more than a shared run of letters
_RUN = 4  # letters of a run


@cache
def headings() -> Mapping[str, str]:
    """Chapters and headings with what they hold, in short words."""
    from porosity.yaml_strict import load

    raw = load(knowledge() / "goods" / "headings.yml")
    if not isinstance(raw, dict) or not raw:
        raise KnowledgeError(FILE, "must be a mapping of HS codes.")
    for code, holds in raw.items():
        if not isinstance(code, str) or not code.isdigit() or len(code) not in (2, 4):
            raise KnowledgeError(FILE, f"{code!r} is no chapter or heading.", 'Write 2 or 4 digits in quotes: "8703".')
        if not isinstance(holds, str):
            raise KnowledgeError(FILE, f"heading {code} does not say what it holds.")
    return raw


_NAMED = re.compile(
    r"\b(?:(?:sub)?headings?|HS(?: codes?)?|tariff (?:codes?|lines?|items?))\s+((?:\d{4,6}(?:,? (?:and|or) |, ?)?)+)",
    re.I,
)


def named(text: str) -> list[tuple[int, int, Goods]]:
    """The headings that a text names by their numbers: "goods of headings 8504 and 8541"."""
    found = []
    for match in _NAMED.finditer(text):
        codes = tuple(code for code in re.findall(r"\d{4,6}", match[1]) if code[:4] in headings())
        if codes:
            term = match[0].rstrip(" ,")
            because = "the report names " + "; ".join(f"HS {code}, {headings()[code[:4]]}" for code in codes)
            found.append((match.start(), match.start() + len(term), Goods(term, hs=codes, because=because)))
    return found


def nearest(text: str, n: int = 3) -> Goods:
    """The customs headings whose words are nearest to the text, as possible ones only; empty if none is near.

    >>> "8452" in nearest("embroidery sewing machines").possible_hs
    True
    """
    vector = _weighted(_features(text))
    size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    scores: dict[str, float] = defaultdict(float)
    for feature, weight in vector.items():
        for code, other in _index().get(feature, ()):
            scores[code] += weight * other / size
    best = sorted((-score, code) for code, score in scores.items() if score >= _FLOOR)[:n]
    codes = tuple(code for _, code in best)
    because = "; ".join(f"HS {code}, {headings()[code]}" for code in codes)
    return Goods(text, possible_hs=codes, because=f"the nearest headings are {because}" if codes else "")


def _features(text: str) -> Counter[str]:
    from porosity.goods.entries import words

    spelling, small = words().spelling, words().small_words
    found: Counter[str] = Counter()
    for word in TOKEN.findall(text):
        norm = spelling.norm(word)
        if norm in (BREAK, "'s") or norm in small or norm.isdigit():
            continue
        found["=" + norm] += 1
        padded = f"^{norm}$"
        for at in range(len(padded) - _RUN + 1):
            found[padded[at : at + _RUN]] += 1
    return found


@cache
def _rarity() -> Mapping[str, float]:
    seen: Counter[str] = Counter()
    for holds in headings().values():
        seen.update(set(_features(holds)))
    total = len(headings())
    return {feature: math.log(1 + total / count) for feature, count in seen.items()}


def _weighted(features: Mapping[str, int]) -> dict[str, float]:
    unseen = math.log(1 + len(headings()))
    return {
        feature: (_WORD if feature[0] == "=" else _GRAM) * _rarity().get(feature, unseen) * math.sqrt(count)
        for feature, count in features.items()
    }


@cache
def _index() -> Mapping[str, list[tuple[str, float]]]:
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for code, holds in headings().items():
        vector = _weighted(_features(holds))
        size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        for feature, weight in vector.items():
            index[feature].append((code, weight / size))
    return index

"""How much: numbers with units, as reports write them, and whether they exceed an amount.

A quantity keeps its words, for they carry its bounds: "at least 500" is 500 or more, "up to 1,000" is 1,000 or less,
"dozens" is 24 or more, "about 60,000" is near it. Units are data, in ``knowledge/units.yml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from porosity.assessment import Quantity
from porosity.errors import KnowledgeError
from porosity.logic import Truth
from porosity.resources import knowledge

FILE = "knowledge/units.yml"
ABOUT = 0.1  # how far "about 60,000" may be off, as a share
VAGUE = 10.0  # "hundreds" may be up to this many times the least that it can be

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: float(at) for at, word in enumerate(_UNITS.split())}
_SMALL |= {word: 10.0 * at for at, word in enumerate(_TENS.split(), 2)}
_SMALL |= {"a": 1.0, "an": 1.0, "another": 1.0, "single": 1.0, "couple": 2.0, "pair": 2.0, "several": 3.0, "few": 3.0}
_SCALES = {"dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_SCALES["trillion"] = 1e12
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_PLURALS = {"tens": 20.0} | {f"{word}s": 2 * size for word, size in _SCALES.items()}  # at least two of them

_SCALE = "|".join(_SCALES)
_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:[, \u00a0\u202f]\d{3}\b)+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = (
    rf"(?:(?:{_DIGITS})(?:\s?(?:mn|mln|bn|tn|[kmb])\b|[\s-](?:{_SCALE})s?\b(?!\s+of\b(?=\s+(?:{_SCALE})))|(?!\w)|(?=(?:km|kg|mt|bbl|lb)s?\b))"
    rf"|half\s+an?\s+(?:{_SCALE})\b|an?\s+half[\s-](?:{_SCALE})\b|an?\s+quarter\s+(?:of\s+)?an?\s+(?:{_SCALE})\b"
    rf"|(?:tens|dozens|scores|hundreds|thousands|millions|billions)(?:\s+of\s+(?:thousands|millions|billions))?\b"
    rf"|(?:{_WORD})(?:[\s-]+(?:and\s+(?:a\s+half\s+)?)?(?:of\s+)?(?:{_WORD}|{_SCALE})\b)*(?!\w)"
    rf"|(?:{_SCALE})\b)"
)
_LOWER = (
    r"at\s+least|a\s+minimum\s+of|no\s+(?:fewer|less)\s+than|not\s+less\s+than"
    r"|more\s+than|over|above|exceeding|upwards\s+of|in\s+excess\s+of|beyond|well\s+over"
)
_UPPER = (
    r"up\s+to|as\s+(?:many|much)\s+as|no\s+more\s+than|not\s+more\s+than|at\s+most|a\s+maximum\s+of"
    r"|fewer\s+than|less\s+than|under|below"
)
_NEAR = r"about|around|some|roughly|approximately|an\s+estimated|estimated|nearly|almost|close\s+to|circa|~|≈"
_STRICT = re.compile(r"more\s+than|over|above|exceeding|upwards\s+of|in\s+excess\s+of|beyond", re.IGNORECASE)
_BOUNDS = re.compile(rf"\b(?:(?P<least>{_LOWER}|or\s+more)|(?P<most>{_UPPER}|or\s+(?:fewer|less)))\b", re.IGNORECASE)
_ABOUT = re.compile(_NEAR, re.IGNORECASE)
_BOUND = rf"(?:(?:{_LOWER}|{_UPPER}|{_NEAR})\s*)"
_STOP = (
    r"in|on|at|to|from|by|where|when|while|square|cubic|can|will|would|for|with|and|or|as|per|a|an|the|was|were|is|are|has|have|had|of|that|which|who|into|after|before|during|"
    r"than|but|its|his|her|their|said|says|percent|per\s?cent|years?|days?|months?|weeks?|hours?|minutes?|january|february|march|"
    r"april|may|june|july|august|september|october|november|december|million|billion|thousand|hundred|dozen"
)
_DESIGNATION = re.compile(
    r"\b(?:[A-Z]{1,3}|An|Il|Ka|Mi|MiG|Su|Tu|[Tt]ype|[Mm]odel|[Nn]o\.?|[Nn]umber|[Uu]nit|[Oo]ffice|[Bb]ureau|[Rr]oom|[Pp]ier"
    r"|[Rr]esolution|[Aa]rticle|[Pp]aragraph|Hwasong|Boeing|Airbus)\s$"
)  # "Type 58 rifles" are of a type, and are not 58
_AFTER_ARTICLE = frozenset({"half", "quarter", "few", "couple", "pair", "single"})
_COUNTED = frozenset({"person", "piece", "vessel", "round", "container"})


@dataclass(frozen=True, slots=True)
class Units:
    """The words for units and currencies, each with its unit and how many of it one is; and what can be converted."""

    words: Mapping[str, tuple[str, float]]
    symbols: Mapping[str, str]
    same: Mapping[tuple[str, str], float]
    substances: Mapping[str, tuple[float, float, str]]
    pattern: re.Pattern[str]


@cache
def units() -> Units:
    """The units, validated and compiled."""
    from porosity.yaml_strict import load

    raw = load(knowledge() / "units.yml")
    if not isinstance(raw, dict) or set(raw) != {"units", "currencies", "conversions"}:
        raise KnowledgeError(FILE, "must hold exactly units, currencies and conversions.")
    words: dict[str, tuple[str, float]] = {}
    symbols: dict[str, str] = {}
    same: dict[tuple[str, str], float] = {}
    for unit, body in raw["units"].items():
        for word, factor in body["words"].items():
            if word in words:
                raise KnowledgeError(FILE, f"'{word}' is a word of '{words[word][0]}' already, so not of '{unit}'.")
            words[word] = (unit, float(factor))
        for other, factor in (body.get("is") or {}).items():
            same[unit, other] = float(factor)
            same[other, unit] = 1 / float(factor)
    for code, body in raw["currencies"].items():
        words.update(dict.fromkeys(body["words"], (code, 1.0)))
        symbols.update(dict.fromkeys(body["symbols"], code))
    substances: dict[str, tuple[float, float, str]] = {}
    for row in raw["conversions"]:
        if not row.get("reference"):
            raise KnowledgeError(FILE, f"the conversion for '{row.get('substance')}' cites no reference.")
        substances[row["substance"]] = (float(row["barrel"]), float(row["tonne"]), row["reference"])
    return Units(words, symbols, same, substances, _compiled(words, symbols))


def _compiled(words: Mapping[str, tuple[str, float]], symbols: Mapping[str, str]) -> re.Pattern[str]:
    def any_of(texts: Mapping[str, object]) -> str:
        longest_first = sorted(texts, key=len, reverse=True)
        return "|".join(re.escape(text).replace(r"\ ", r"[\s-]+") for text in longest_first)

    currency = any_of(symbols)
    unit = rf"(?P<unit>{any_of(words)})(?:s|es)?\b"
    between = rf"(?:[\s-]+(?!(?:{_STOP})\b)(?:[^\W\d][\w'’.-]*?|\d+(?:\.\d+)?[\s-]?mm)){{0,3}}?"
    second = rf"(?:\s*(?:-|–|to)\s*(?:{currency})?\s?(?P<second>{_NUMBER}))?"
    return re.compile(
        rf"(?<![\w.,$€£-])(?P<bound>{_BOUND}{{0,3}})(?P<between>between\s+|from\s+)?"
        rf"(?:(?P<symbol>{currency})\s?(?P<money>{_NUMBER}){second.replace('second', 'upper')}"
        rf"|(?P<number>{_NUMBER})(?:\s*(?:-|–|to|and)\s*(?P<second>{_NUMBER}))?(?P<plus>\+|\s+or\s+more)?(?:\s+of)?{between}(?:[\s-]+|(?<=\d)){unit})"
        rf"(?P<more>\s+or\s+(?:more|fewer|less))?(?P<each>\s+(?:apiece|each))?",
        re.IGNORECASE,
    )


def find(text: str) -> list[tuple[int, int, Quantity]]:
    """Every quantity in a text with its offsets in code points, half-open, in order."""
    return list(_find(text))


def parse(text: str) -> tuple[Quantity, ...]:
    """Every quantity in a text, in order.

    >>> parse("some 60,000 tonnes")
    (Quantity(amount=60000.0, unit='tonne', text='some 60,000 tonnes'),)
    """
    return tuple(quantity for _, _, quantity in _find(text))


def _find(text: str) -> Iterator[tuple[int, int, Quantity]]:
    known = units()
    for match in known.pattern.finditer(text):
        unit, low, _ = _amounts(match, known)
        if unit in _COUNTED and match["number"].lower() in ("a", "an", "another"):
            continue  # "a car" names a thing and counts nothing
        if unit in _COUNTED and _DESIGNATION.search(text, max(0, match.start() - 15), match.start()):
            continue
        yield match.start(), match.end(), Quantity(low, unit, match.group())


def _amounts(match: re.Match[str], known: Units) -> tuple[str, float, float | None]:
    """The unit, the amount, and the upper end of a range."""
    if match["symbol"]:
        low, high = number(match["money"]), match["upper"]
        unit, factor = known.symbols[_key(match["symbol"], known.symbols)], 1.0
    else:
        low, high = number(match["number"]), match["second"]
        unit, factor = known.words[" ".join(re.split(r"[\s-]+", match["unit"].lower()))]
    top = number(high) if high else None
    if top is not None and top >= VAGUE * 10 * low and high is not None:
        low = _scaled_like(low, high)  # "2 to 3 million"
    return unit, low * factor, None if top is None else top * factor


def _key(symbol: str, symbols: Mapping[str, str]) -> str:
    return next(key for key in symbols if key.lower() == symbol.lower())


def _scaled_like(low: float, high: str) -> float:
    words = high.lower().replace("-", " ").split()
    scale = _SCALES.get(words[-1].removesuffix("s"))
    suffix = re.search(r"\d\s?([a-z]+)$", high.lower())
    return low * (scale or (_SUFFIXES.get(suffix[1], 1.0) if suffix else 1.0))


def number(text: str) -> float:
    """A number in digits or words. A plural magnitude is the least that it can be: "dozens" is 24.

    >>> number("1.65m"), number("two and a half million"), number("hundreds of thousands")
    (1650000.0, 2500000.0, 200000.0)
    """
    low = re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d)", "", text.lower()).replace("-", " ")
    low = re.sub(r"(?<=\d)(?=[a-z])", " ", low)
    total, group, half = 0.0, 0.0, False
    words = low.split()
    for at, word in enumerate(words):
        if word in _PLURALS and group == 0 and total == 0:
            following = [_SCALES[w.removesuffix("s")] for w in words[at + 1 :] if w.removesuffix("s") in _SCALES]
            return _PLURALS[word] * math.prod(following)
        if word in ("half", "quarter"):
            share = 0.5 if word == "half" else 0.25
            group = group + share if at > 1 and words[at - 1] == "a" else share
            half = True
        elif (scale := _SCALES.get(word.removesuffix("s")) or (_SUFFIXES.get(word) if at else None)) is not None:
            group = (group or 1.0) * scale
            if scale >= 1e3:
                total, group = total + group, 0.0
        elif word in _SMALL:
            following_word = words[at + 1] if at + 1 < len(words) else ""
            only_article = word in ("a", "an") and (half or group or following_word in _AFTER_ARTICLE)
            group += 0.0 if only_article else _SMALL[word]
        elif word[0].isdigit():
            group += float(word)
    return total + group


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The least and the most that the words allow, both inclusive; infinite where they set no bound.

    >>> bounds(Quantity(1000.0, "tonne", "up to 1,000 tonnes"))
    (0.0, 1000.0)
    """
    amount = quantity.amount
    match = units().pattern.match(quantity.text)
    if match is None:
        return amount, amount
    upper_end = _amounts(match, units())[2]
    written = (match["number"] or match["money"] or "").lower()
    words = f"{match['bound']} {match['more'] or ''} {'or more' if match['plus'] else ''}"
    low, high = amount, amount if upper_end is None else max(amount, upper_end)
    if written.split()[0] in _PLURALS or "several" in written or "few" in written:
        high = max(high, amount * VAGUE)
    bound = _BOUNDS.search(words)
    if bound is not None and bound["most"]:
        return 0.0, high
    if bound is not None:
        return (math.nextafter(low, math.inf) if _STRICT.fullmatch(bound["least"]) else low), math.inf
    if _ABOUT.search(words):
        return low * (1 - ABOUT), high * (1 + ABOUT)
    return low, high


def convert(quantity: Quantity, unit: str, *, substance: str | None = None) -> Quantity | None:
    """The quantity in another unit; None if nothing says how many make one.

    Barrels and tonnes convert only for a ``substance`` (``crude-oil``, ``refined-petroleum``) with a stated rate.
    """
    rate = _rate(quantity.unit, unit, substance)
    return None if rate is None else Quantity(quantity.amount * rate, unit, quantity.text)


def _rate(source: str, target: str, substance: str | None) -> float | None:
    known = units()
    if source == target:
        return 1.0
    if (source, target) in known.same:
        return known.same[source, target]
    if substance is not None and substance in known.substances:
        barrels, tonnes, _ = known.substances[substance]
        if (source, target) == ("barrel", "tonne"):
            return tonnes / barrels
        if (source, target) == ("tonne", "barrel"):
            return barrels / tonnes
        for middle in ("barrel", "tonne"):
            if source not in ("barrel", "tonne") and (first := known.same.get((source, middle))) is not None:
                rest = _rate(middle, target, substance)
                return None if rest is None else first * rest
    return None


def compare(quantity: Quantity, amount: float, unit: str, *, substance: str | None = None) -> Truth:
    """Whether a quantity is more than ``amount`` of ``unit``; UNKNOWN if its words or its unit leave that open.

    >>> compare(Quantity(500.0, "tonne", "more than 500 tonnes"), 500, "tonne")
    <Truth.MET: 'met'>
    """
    rate = _rate(quantity.unit, unit, substance)
    if rate is None:
        return Truth.UNKNOWN
    low, high = bounds(quantity)
    if low * rate > amount:
        return Truth.MET
    return Truth.NOT_MET if high * rate <= amount else Truth.UNKNOWN

"""The calendar in words: months, weekdays, numbers and units, and the spans of days that they name.

`MONTH`, `YEAR`, `DAY` and their like are pieces of regular expressions that `times.py` puts together.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

Days = tuple[date | None, date | None]

_MONTHS = "january february march april may june july august september october november december"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"


def _numbered(words: str, first: int) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


MONTHS = _numbered(_MONTHS, 1) | {name[:3]: number for name, number in _numbered(_MONTHS, 1).items()} | {"sept": 9}
WEEKDAYS = _numbered(_WEEKDAYS, 0) | {name[:3]: number for name, number in _numbered(_WEEKDAYS, 0).items()}
WEEKDAYS |= {"tues": 1, "thur": 3, "thurs": 3, "weds": 2}
NUMBERS = _numbered(_NUMBERS, 0) | {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2}
VAGUE = frozenset(("several", "few", "couple"))
SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366}
UNIT_DAYS |= {"decade": 3653, "century": 36525}
LAST_YEAR = 2099

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Weds?|Thur?s?|Fri|Sat)\b\.?"
YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d)(?![\d%])(?!,\d|\.\d|-nCoV)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"
PART = r"(?:(?P<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of|the (?:first|second) half of)[ -])?"
NUMBER = r"(?:\d{1,3}|" + _NUMBERS.replace(" ", "|") + r"|a few|a couple of|several|a|an|few)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
DASH = r"\s?(?:-|–|—|to|and|through|until)\s?"


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none ("31 June")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def leading_number(text: str) -> int:
    """The number that a text begins with ("18th")."""
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]


def month_number(text: str) -> int:
    """1 to 12 for a month or its abbreviation, full stop or not."""
    return MONTHS[text.lower().rstrip(".")]


def part_of(days: tuple[date, date], part: str | None) -> Days:
    """Early, mid or late in a span, generously: two fifths at either end, a quarter for "the end of"."""
    if not part:
        return days
    first, last = days
    length = (last - first).days + 1
    part = part.lower().rstrip()
    if "first half" in part:
        return first, first + timedelta(days=length // 2)
    if "second half" in part:
        return first + timedelta(days=length // 2), last
    if part.startswith("mid") or "middle" in part:
        return first + timedelta(days=length // 4), last - timedelta(days=length // 4)
    share = timedelta(days=length // 4 if part.endswith(" of") else length * 2 // 5)
    return (first, first + share) if re.search("early|beginning|start", part) else (last - share, last)


def calendar_span(unit: str, step: int, published: date) -> Days:
    """The current unit of the calendar, or the one ``step`` units away from it; weeks begin on Monday."""
    if unit == "day":
        day = published + timedelta(days=step)
        return day, day
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7 - 7 * max(step, 0))
        return saturday, saturday + timedelta(days=1)
    if unit in ("week", "fortnight"):
        length = 7 if unit == "week" else 14
        monday = published - timedelta(days=published.weekday()) + timedelta(days=length * step)
        return monday, monday + timedelta(days=length - 1)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        return month_span(index // 12, index % 12 + 1)
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        year, quarter = index // 4, index % 4
        return date(year, 3 * quarter + 1, 1), month_span(year, 3 * quarter + 3)[1]
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = published.year // size * size + size * step
    return date(first, 1, 1), date(first + size - 1, 12, 31)


def season_span(rel: str, season: str, published: date) -> Days:
    """The last, this or next season, or with *begun* the latest that has begun; winter begins in December."""
    first_month, last_month = SEASONS[season]
    spans = [
        (date(year - (first_month > last_month), first_month, 1), month_span(year, last_month)[1])
        for year in range(published.year - 2, published.year + 3)
    ]
    if rel in ("next", "the coming", "coming"):
        return next(span for span in spans if span[0] > published)
    if rel == "begun":
        return [span for span in spans if span[0] <= published][-1]
    if rel == "this":
        return next(span for span in spans if span[1] >= published)
    return [span for span in spans if span[1] < published][-1]

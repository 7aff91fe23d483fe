"""Expressions of time in a sentence, as spans of days: "Feb. 18, 2024", "in 2013", "late last week", "since 2006".

Relative expressions count from the day of publication. News looks back, so "Sunday" is the latest Sunday up to that day
and "in January" the latest January, unless the words before say that it is to come ("will meet on Sunday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from porosity.timespan import TimeSpan

TimeKind = Literal["absolute", "relative", "relative-unknown", "anchored"]
Days = tuple[date | None, date | None]

MONTH_NAMES = (
    "january february march april may june july august september october november december".split()
)
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "thur": 3, "thurs": 3, "weds": 2}
NUMBERS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
NUMBERS |= {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2}
VAGUE = frozenset(("several", "few", "couple"))
SEASONS = {"winter": (12, 2), "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
FIRST_YEAR, LAST_YEAR = 1850, 2099

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Weds?|Thur?s?|Fri|Sat)\b\.?"
YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d)(?![\d%])(?!,\d|\.\d|-nCoV)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%])"
PART = r"(?:(?P<part{n}>early|mid|late|the beginning of|the start of|the middle of|the end of|the first half of|the second half of|beginning of|start of|end of)[ -])?"
NUMBER = r"(?:\d{1,3}|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|a couple of|several|a|an|few)"
UNIT = r"(?:day|week|fortnight|month|year|decade)"
DASH = r"\s?(?:-|–|—|to|and|through|until)\s?"

# Words before a bare number that make it no year: "resolution 2087", "No. 1999", "$2000", "model 2012" ...
NOT_A_YEAR_AFTER = re.compile(
    r"(?:\b(?:resolutions?|res|no|nos|number|order|article|paragraph|para|flight|room|route|regulation|decree|law|page|section|annex|model|hull|"
    r"imo|item|case|block|lot|about|some|nearly|almost|than|over|under|roughly|least|around|approximately|unscr|scr)\b\.?\s*"
    r"|\b(?:resolutions?|unscr|scr|regulation|decree|law)\.? (?:no\. ?)?[\d/]+ (?:of |\()"
    r"|\b\d{3,4} \(|[$€£¥#/–.,:+-]\d*|\d[ ,.:/-]|(?-i:[A-Z]{1,4}-))$",
    re.IGNORECASE,
)
# Words after a bare number that make it a count: "2000 tonnes", "1950 workers".
NOT_A_YEAR_BEFORE = re.compile(
    r"\s*(?:%|percent|per cent|tonnes?|tons?|barrels?|dollars?|euros?|workers?|people|troops?|soldiers?|men|women|shells?|rounds?|missiles?|"
    r"containers?|km|kilomet|miles?|metres?|meters?|kg|hours?|gmt|local|hp|rpm|litres?|liters?|units?|cars?|vehicles?|tanks?|rifles?|drones?|"
    r"pairs|copies|yuan|won|roubles?|rubles?|cases|pieces|sets|metric|cc|block|\(\d{4}\))",
    re.IGNORECASE,
)
FUTURE_BEFORE = re.compile(
    r"\b(?:will|'ll|’ll|would|shall|to|plans?|planned|planning|expected|scheduled|due|set|going|upcoming|next|by|until|before|may|could)\b[^.;]{0,80}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression of time: ``text[start:end]`` is its wording, ``span`` the days it may mean.

    ``kind`` is *absolute*, *relative* (counted from publication), *relative-unknown* (the same without a publication
    date: the span is open) or *anchored* (counted from another event, as in "two days later": the span is open, too).
    ``days`` is how many days an anchored mention lies after its anchor; negative before it.
    """

    start: int
    end: int
    span: TimeSpan
    kind: TimeKind
    days: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    days: Days
    kind: TimeKind = "absolute"
    offset: int | None = None
    closed: bool = False  # a range with both ends named: "from 13 to 17 June"


def find_times(text: str, published: date | None) -> list[TimeMention]:
    """All expressions of time in a sentence, in order and without overlap; the longest wins."""
    found = sorted(_all(text, published), key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[_Found] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    kept.sort(key=lambda hit: hit.start)
    return [_with_open_end(text, hit) for hit in kept]


def _with_open_end(text: str, hit: _Found) -> TimeMention:
    """ "since 2006" has no end, "until 2019" no beginning; the preposition belongs to the mention."""
    first, last = hit.days
    start = hit.start
    before = re.search(r"\b(since|until|till|before|after|by|from|up to|prior to|no later than|starting(?: in| on| from)?)\s+(?:the\s+)?$", text[:start], re.I)
    if before and not hit.closed and (first is not None or last is not None):
        word = before.group(1).lower()
        opened: Days | None = None
        if word in ("since", "from", "after") or word.startswith("starting"):
            opened = (_after(last) if word == "after" and first == last else first, None)
        elif word == "before" or word == "prior to":
            opened = (None, _day_before(first))
        else:
            opened = (None, last)
        if opened is not None and opened != (None, None):
            start, (first, last) = before.start(), opened
    return TimeMention(start, hit.end, TimeSpan(first, last, text[start : hit.end]), hit.kind, hit.offset)


def _after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)


def _day_before(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=1)


def _all(text: str, published: date | None) -> Iterator[_Found]:
    yield from _full_dates(text)
    yield from _month_years(text)
    yield from _years(text)
    yield from _days_without_year(text, published)
    yield from _months(text, published)
    yield from _weekdays(text, published)
    yield from _near_days(text, published)
    yield from _periods(text, published)
    yield from _ago(text, published)
    yield from _anchored(text)


def _span_of(first: date, last: date) -> Days:
    return (first, last) if first <= last else (last, first)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_span(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def _number(text: str) -> int:
    return int(re.match(r"\d+", text).group())  # type: ignore[union-attr]


def _month_number(text: str) -> int:
    return MONTHS[text.lower().rstrip(".")]


def _part_of(days: tuple[date, date], part: str | None) -> Days:
    """Early, mid or late in a span: a third of it, with a little room on either side."""
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
    if part.startswith("early") or "beginning" in part or "start" in part:
        return first, first + timedelta(days=length * 2 // 5)
    return last - timedelta(days=length * 2 // 5), last


FULL_DATES = (
    re.compile(rf"\b(?:{WEEKDAY},? )?(?:the )?(?P<d>{DAY})(?: of)? (?P<m>{MONTH}),? (?P<y>{YEAR})"),
    re.compile(rf"\b(?:{WEEKDAY},? )?(?P<m>{MONTH}) (?P<d>{DAY}),? (?P<y>{YEAR})"),
)
ISO_DATE = re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?![\d-])")
DOTTED_DATE = re.compile(r"(?<![\d.])(?P<d>[0-3]?\d)\.(?P<m>[01]?\d)\.(?P<y>(?:19|20)\d\d)(?![\d.])")
DAY_RANGES = (
    re.compile(rf"\b(?P<a>{DAY}){DASH}(?P<b>{DAY}) (?P<m>{MONTH}),?(?: (?P<y>{YEAR}))?"),
    re.compile(rf"\b(?P<m>{MONTH}) (?P<a>{DAY}){DASH}(?P<b>{DAY})(?:,? (?P<y>{YEAR}))?"),
)
DATE_TO_DATE = (
    re.compile(rf"\b(?P<a>{DAY}) (?P<m>{MONTH})(?: (?P<y1>{YEAR}))?{DASH}(?P<b>{DAY}) (?P<n>{MONTH})(?:,? (?P<y>{YEAR}))?"),
    re.compile(rf"\b(?P<m>{MONTH}) (?P<a>{DAY})(?:,? (?P<y1>{YEAR}),?)?{DASH}(?P<n>{MONTH}) (?P<b>{DAY})(?:,? (?P<y>{YEAR}))?"),
)


def _full_dates(text: str) -> Iterator[_Found]:
    for pattern in FULL_DATES:
        for hit in pattern.finditer(text):
            day = _date(int(hit["y"]), _month_number(hit["m"]), _number(hit["d"]))
            if day:
                yield _Found(hit.start(), hit.end(), (day, day))
    for pattern in (ISO_DATE, DOTTED_DATE):
        for hit in pattern.finditer(text):
            day = _date(int(hit["y"]), int(hit["m"]), int(hit["d"]))
            if day:
                yield _Found(hit.start(), hit.end(), (day, day))


MONTH_YEAR = re.compile(rf"(?:\b{PART.format(n='')})\b(?P<m>{MONTH})(?: of)?,? (?P<y>{YEAR})", re.IGNORECASE)
MONTHS_YEAR = re.compile(rf"\b(?:(?:between|from) )?(?P<m>{MONTH})(?: (?P<y1>{YEAR}))?{DASH}(?P<n>{MONTH}),? (?P<y>{YEAR})")
QUARTERS = (
    re.compile(rf"\b(?:Q(?P<q>[1-4])|(?:the )?(?P<w>first|second|third|fourth|last) quarter)(?: of)?,? (?P<y>{YEAR})"),
    re.compile(rf"\b(?:(?:the )?(?P<h>first|second|latter) half)(?: of) (?P<y>{YEAR})"),
    re.compile(rf"\b(?:the )?(?P<s>spring|summer|autumn|fall|winter)(?: of)? (?P<y>{YEAR})"),
)
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2}


def _month_years(text: str) -> Iterator[_Found]:
    for hit in MONTH_YEAR.finditer(text):
        if hit["m"][0].isupper():
            yield _Found(hit.start(), hit.end(), _part_of(_month_span(int(hit["y"]), _month_number(hit["m"])), hit["part"]))
    for hit in MONTHS_YEAR.finditer(text):
        year = int(hit["y"])
        first = _month_span(int(hit["y1"] or year), _month_number(hit["m"]))[0]
        last = _month_span(year, _month_number(hit["n"]))[1]
        if first > last and not hit["y1"]:
            first = first.replace(year=first.year - 1)
        yield _Found(hit.start(), hit.end(), _span_of(first, last), closed=True)
    for pattern in QUARTERS:
        for hit in pattern.finditer(text):
            yield _Found(hit.start(), hit.end(), _quarter(hit))


def _quarter(hit: re.Match[str]) -> Days:
    year, parts = int(hit["y"]), hit.groupdict()
    if parts.get("s"):
        first, last = SEASONS[parts["s"]]
        return date(year - (first > last), first, 1), _month_span(year, last)[1]
    if parts.get("h"):
        half = ORDER[parts["h"]]
        return date(year, 6 * half - 5, 1), _month_span(year, 6 * half)[1]
    quarter = int(parts["q"]) if parts.get("q") else ORDER[parts["w"]]
    return date(year, 3 * quarter - 2, 1), _month_span(year, 3 * quarter)[1]


YEARS_RANGE = re.compile(rf"(?:\b(?:between|from) )?(?<![\w$€£.,-])(?P<a>{YEAR})(?P<dash>{DASH})(?P<b>{YEAR}|\d\d(?![\d\w,.%]))")
ONE_YEAR = re.compile(rf"(?:\b{PART.format(n='')}|(?<![\w$€£.,/#–-]))(?P<y>{YEAR})(?!(?:-[a-z])|[\w])", re.IGNORECASE)
DECADE = re.compile(r"(?:\bthe )?(?:\b(?P<part>early|mid|late)[ -])?\b(?P<y>(?:19|20)\d0)['’]?s\b", re.IGNORECASE)


def _years(text: str) -> Iterator[_Found]:
    for hit in YEARS_RANGE.finditer(text):
        first = int(hit["a"])
        last = int(hit["b"]) if len(hit["b"]) == 4 else first // 100 * 100 + int(hit["b"])
        joined = hit["dash"].strip() == "and"
        if joined and not hit.group().lower().startswith("between"):
            continue
        if first <= last <= LAST_YEAR and not _is_no_year(text, hit.start("a"), hit.end()):
            yield _Found(hit.start(), hit.end(), (date(first, 1, 1), date(last, 12, 31)), closed=True)
    for hit in ONE_YEAR.finditer(text):
        if not _is_no_year(text, hit.start(), hit.end("y")):
            year = int(hit["y"])
            yield _Found(hit.start(), hit.end(), _part_of((date(year, 1, 1), date(year, 12, 31)), hit["part"]))
    for hit in DECADE.finditer(text):
        year = int(hit["y"])
        yield _Found(hit.start(), hit.end(), _part_of((date(year, 1, 1), date(year + 9, 12, 31)), hit["part"]))


def _is_no_year(text: str, start: int, end: int) -> bool:
    return bool(NOT_A_YEAR_AFTER.search(text[max(0, start - 24) : start]) or NOT_A_YEAR_BEFORE.match(text, end))


DAY_MONTH = (
    re.compile(rf"\b(?:{WEEKDAY},? )?(?:the )?(?P<d>{DAY})(?: of)? (?P<m>{MONTH})(?!,? {YEAR})"),
    re.compile(rf"\b(?:{WEEKDAY},? )?(?P<m>{MONTH}) (?P<d>{DAY})(?!,? {YEAR})(?![:\w])"),
)


def _days_without_year(text: str, published: date | None) -> Iterator[_Found]:
    for pattern in DAY_RANGES + DATE_TO_DATE:
        for hit in pattern.finditer(text):
            yield from _range(text, hit, published)
    for pattern in DAY_MONTH:
        for hit in pattern.finditer(text):
            month, number = _month_number(hit["m"]), _number(hit["d"])
            if published is None:
                yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
                continue
            day = _nearest(text, hit.start(), published, month, number)
            if day:
                yield _Found(hit.start(), hit.end(), (day, day), "relative")


def _range(text: str, hit: re.Match[str], published: date | None) -> Iterator[_Found]:
    parts = hit.groupdict()
    month = _month_number(hit["m"])
    other = _month_number(parts["n"]) if parts.get("n") else month
    if parts.get("y"):
        year = int(hit["y"])
    elif published is None:
        yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
        return
    else:
        day = _nearest(text, hit.start(), published, other, _number(hit["b"]))
        if day is None:
            return
        year = day.year
    first = _date(int(parts.get("y1") or year), month, _number(hit["a"]))
    last = _date(year, other, _number(hit["b"]))
    if first and last:
        if first > last and not parts.get("y1"):
            first = _date(first.year - 1, first.month, first.day) or first
        if first <= last:
            yield _Found(hit.start(), hit.end(), (first, last), "absolute" if parts.get("y") else "relative", closed=True)


def _is_future(text: str, start: int) -> bool:
    return bool(FUTURE_BEFORE.search(text[:start])) and not re.search(r"\b(?:said|told|announced)\b[^,;]{0,25}$", text[:start])


def _nearest(text: str, start: int, published: date, month: int, number: int) -> date | None:
    """The latest such day up to publication, or the next one where the words look ahead."""
    days = [day for year in (published.year - 1, published.year, published.year + 1) if (day := _date(year, month, number))]
    past = [day for day in days if day <= published]
    coming = [day for day in days if day > published]
    if _is_future(text, start) and coming and (coming[0] - published).days < 300:
        return coming[0]
    return past[-1] if past else None


BARE_MONTH = re.compile(
    rf"(?:\b(?P<rel>last|this past|this|next|the coming|past) )?(?:\b{PART.format(n='')})\b(?P<m>{MONTH})(?! \d)(?!,? {YEAR})(?! (?:of )?(?:this|last|next) year)"
)
MONTH_OF_YEAR = re.compile(rf"(?:\b{PART.format(n='')})\b(?P<m>{MONTH})(?: of)? (?P<rel>this|last|next) year", re.IGNORECASE)
MAY_IS_A_MONTH = re.compile(r"\b(?:in|since|last|this|next|by|until|of|early|mid|late|during|from|between|before|after|and|to|late-|mid-|early-|until|for)[ -]$", re.IGNORECASE)


def _months(text: str, published: date | None) -> Iterator[_Found]:
    for hit in BARE_MONTH.finditer(text):
        if not _is_a_month(text, hit):
            continue
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        month, rel = _month_number(hit["m"]), (hit["rel"] or "").lower()
        year = published.year - (month > published.month or (month == published.month and rel in ("last", "past")))
        ahead = rel in ("next", "the coming") or (not rel and _is_future(text, hit.start()) and month > published.month)
        if ahead and date(year, month, 1) <= published:
            year += 1
        if rel == "this":
            year = published.year
        yield _Found(hit.start(), hit.end(), _part_of(_month_span(year, month), hit["part"]), "relative")
    for hit in MONTH_OF_YEAR.finditer(text):
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        year = published.year + {"this": 0, "last": -1, "next": 1}[hit["rel"].lower()]
        yield _Found(hit.start(), hit.end(), _part_of(_month_span(year, _month_number(hit["m"])), hit["part"]), "relative")


def _is_a_month(text: str, hit: re.Match[str]) -> bool:
    """"May" and "March" are words too, and "Mar" or "Jan" are names: ask for a preposition before them."""
    word = hit["m"].rstrip(".")
    if text[hit.end() : hit.end() + 1].isalpha() or re.match(r"[-'’][A-Za-z]", text[hit.end() :]) and word in ("May", "March", "Jan"):
        return False
    if word in ("May", "March", "Jan", "Mar", "Dec", "Apr", "June", "April", "August"):
        return bool(hit["rel"] or hit["part"] or MAY_IS_A_MONTH.search(text[: hit.start("m")]))
    return True


BARE_WEEKDAY = re.compile(
    rf"(?:\b(?P<rel>last|this past|this|next|on|early on|late on|late|early|by|until) )?\b(?P<w>{WEEKDAY})(?!,? (?:{DAY} {MONTH}|{MONTH} {DAY}))"
    r"(?: (?:morning|afternoon|evening|night))?(?P<lastweek> (?:of )?last week)?",
)
ABBREVIATED_DAYS = frozenset(("sat", "sun", "wed", "fri", "mon", "tue", "thu"))


def _weekdays(text: str, published: date | None) -> Iterator[_Found]:
    for hit in BARE_WEEKDAY.finditer(text):
        word = hit["w"].rstrip(".").lower()
        if word in ABBREVIATED_DAYS and not hit["w"].endswith(".") and (hit["rel"] or "").lower() not in ("on", "last", "next"):
            continue
        if re.match(r"['’]s\b", text[hit.end() :]) is None and text[hit.end() : hit.end() + 1].isalpha():
            continue
        number = WEEKDAYS.get(word)
        if number is None:
            continue
        start = hit.start("w") if (hit["rel"] or "").lower() in ("on", "by", "until", "late", "early", "early on", "late on") else hit.start()
        if published is None:
            yield _Found(start, hit.end(), (None, None), "relative-unknown")
            continue
        day = _weekday(text, hit, published, number)
        yield _Found(start, hit.end(), (day, day), "relative")


def _weekday(text: str, hit: re.Match[str], published: date, number: int) -> date:
    back = (published.weekday() - number) % 7
    rel = (hit["rel"] or "").lower()
    if hit["lastweek"]:
        return published - timedelta(days=published.weekday() + 7 - number)
    if rel in ("last",) and back == 0:
        back = 7
    if rel == "next" or (rel not in ("last", "this past") and _is_future(text, hit.start())):
        return published + timedelta(days=7 - back if back else 7)
    return published - timedelta(days=back)


NEAR = re.compile(
    r"\b(?P<w>the day before yesterday|yesterday|the day after tomorrow|tomorrow|tonight|today|this (?:morning|afternoon|evening)|"
    r"last night|overnight|right now|nowadays|now|currently|at present|at the moment)\b(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
NEAR_DAYS = {"the day before yesterday": -2, "yesterday": -1, "tomorrow": 1, "the day after tomorrow": 2}


def _near_days(text: str, published: date | None) -> Iterator[_Found]:
    for hit in NEAR.finditer(text):
        word = hit["w"].lower()
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        if word in ("last night", "overnight"):
            days: Days = (published - timedelta(days=1), published)
        elif word in NEAR_DAYS:
            day = published + timedelta(days=NEAR_DAYS[word])
            days = (day, day)
        else:
            days = (published, published)
        yield _Found(hit.start(), hit.end(), days, "relative")


PERIOD = re.compile(
    r"\b(?:(?P<fine>early|earlier|late|later|mid) )?(?P<rel>last|this past|this|next|the coming|the previous|the past|the last|past|recent|in recent|the current|coming) "
    r"(?:(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple of) )?"
    r"(?P<u>weekend|day|week|fortnight|month|quarter|year|decade|century|winter|spring|summer|autumn|fall)(?P<s>s?)\b",
    re.IGNORECASE,
)
LONG_TIME = re.compile(r"\b(?:for|over|in)(?: the past)?(?: many)? (?P<u>years|decades|months|weeks|ages)(?! of age)\b(?! ago)", re.IGNORECASE)
UNIT_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366, "decade": 3653, "century": 36525}


def _periods(text: str, published: date | None) -> Iterator[_Found]:
    for hit in PERIOD.finditer(text):
        rel, unit = hit["rel"].lower(), hit["u"].lower()
        if hit["s"] and not hit["n"] and "recent" not in rel and rel not in ("the past", "the last", "past", "coming", "the coming"):
            continue
        if rel == "past" and not hit["s"] and not hit["n"]:
            continue
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        days = _period(rel, unit, hit["n"], bool(hit["s"]), published)
        fine = (hit["fine"] or "").lower()
        if fine and days[0] and days[1]:
            days = _fine(days[0], days[1], fine, rel, published)
        yield _Found(hit.start(), hit.end(), days, "relative")
    for hit in LONG_TIME.finditer(text):
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
        else:
            yield _Found(hit.start(), hit.end(), (None, published), "relative")


def _fine(first: date, last: date, fine: str, rel: str, published: date) -> Days:
    if rel == "this" and fine == "earlier":
        return first, min(last, published) if first <= published else last
    if rel == "this" and fine == "later":
        return max(first, published), max(last, published)
    return _part_of((first, last), {"earlier": "early", "later": "late"}.get(fine, fine))


def _period(rel: str, unit: str, number: str | None, plural: bool, published: date) -> Days:
    if unit in SEASONS:
        return _season(rel, unit, published)
    if number or plural or rel in ("the past", "the last", "in recent", "recent"):
        count = _count(number) if number else (1 if not plural else 12 if unit in ("day", "week", "month") else 10)
        length = timedelta(days=UNIT_DAYS[unit] * count)
        if rel in ("next", "the coming", "coming"):
            return published, published + length
        return published - length, published
    step = {"last": -1, "the previous": -1, "this past": -1, "next": 1, "the coming": 1, "coming": 1}.get(rel, 0)
    return _calendar(unit, step, published)


def _count(number: str) -> int:
    word = number.lower().split()[0]
    return int(word) if word.isdigit() else {"few": 6, "several": 9}.get(word, NUMBERS.get(word, 1))


def _calendar(unit: str, step: int, published: date) -> Days:
    if unit == "day":
        day = published + timedelta(days=step)
        return day, day
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7) + timedelta(days=7 * (step if step > 0 else 0))
        return saturday, saturday + timedelta(days=1)
    if unit in ("week", "fortnight"):
        length = 7 if unit == "week" else 14
        monday = published - timedelta(days=published.weekday()) + timedelta(days=length * step)
        return monday, monday + timedelta(days=length - 1)
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        return _month_span(index // 12, index % 12 + 1)
    if unit == "quarter":
        index = published.year * 4 + (published.month - 1) // 3 + step
        year, quarter = index // 4, index % 4
        return date(year, 3 * quarter + 1, 1), _month_span(year, 3 * quarter + 3)[1]
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = published.year // size * size + size * step
    return date(first, 1, 1), date(first + size - 1, 12, 31)


def _season(rel: str, season: str, published: date) -> Days:
    first_month, last_month = SEASONS[season]
    spans = [
        (date(year - (first_month > last_month), first_month, 1), _month_span(year, last_month)[1])
        for year in range(published.year - 2, published.year + 3)
    ]
    if rel in ("next", "the coming", "coming"):
        return next(span for span in spans if span[0] > published)
    if rel == "this":
        return next(span for span in spans if span[1] >= published)
    return [span for span in spans if span[1] < published][-1]


AGO = re.compile(rf"\b(?:(?:about|some|around|nearly|almost|more than|over) )?(?P<n>{NUMBER}) (?P<u>{UNIT})s? (?P<w>ago|earlier this)\b", re.IGNORECASE)


def _ago(text: str, published: date | None) -> Iterator[_Found]:
    for hit in AGO.finditer(text):
        if hit["w"].lower() != "ago":
            continue
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        yield _Found(hit.start(), hit.end(), _ago_span(hit["n"].lower(), hit["u"].lower(), published), "relative")


def _ago_span(number: str, unit: str, published: date) -> Days:
    vague = any(word in VAGUE for word in number.split())
    word = "couple" if "couple" in number else "few" if "few" in number else number
    count = int(word) if word.isdigit() else NUMBERS[word]
    if unit == "year" and not vague and published.year - count >= 1:
        return date(published.year - count, 1, 1), date(published.year - count, 12, 31)
    if unit == "month" and not vague:
        index = published.year * 12 + published.month - 1 - count
        return _month_span(index // 12, index % 12 + 1)
    size = UNIT_DAYS[unit]
    middle = published - timedelta(days=size * count)
    room = timedelta(days=0 if unit == "day" and not vague else size * (count if vague else 1) // (1 if vague else 2))
    return middle - room, min(published, middle + room)


ANCHORED = re.compile(
    rf"\b(?P<n>{NUMBER}) (?P<u>{UNIT})s? (?P<w>later|afterwards|earlier|before|after|beforehand|previously)\b"
    r"|\bthe (?P<same>following|next|previous|same) (?P<v>day|week|month|year)\b",
    re.IGNORECASE,
)


def _anchored(text: str) -> Iterator[_Found]:
    for hit in ANCHORED.finditer(text):
        if hit["same"]:
            size = UNIT_DAYS[hit["v"].lower()]
            offset = {"following": size, "next": size, "previous": -size, "same": 0}[hit["same"].lower()]
        else:
            word = hit["n"].lower()
            word = "couple" if "couple" in word else "few" if "few" in word else word
            count = int(word) if word.isdigit() else NUMBERS[word]
            sign = 1 if hit["w"].lower() in ("later", "afterwards", "after") else -1
            offset = sign * count * UNIT_DAYS[hit["u"].lower()]
        yield _Found(hit.start(), hit.end(), (None, None), "anchored", offset)

"""Expressions of time in a sentence, as spans of days: "Feb. 18, 2024", "in 2013", "late last week", "since 2006".

Relative expressions count from the day of publication. News looks back, so "Sunday" is the latest Sunday up to that day
and "in January" the latest January, unless the words before say that it is to come ("will meet on Sunday").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading.calendar_words import (
    DASH,
    DAY,
    LAST_YEAR,
    MONTH,
    NUMBER,
    NUMBERS,
    PART,
    SEASONS,
    UNIT,
    UNIT_DAYS,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    Days,
    calendar_span,
    day_of,
    leading_number,
    month_number,
    month_span,
    part_of,
    season_span,
)
from porosity.reading.grammar import is_past
from porosity.timespan import TimeSpan

TimeKind = Literal["absolute", "relative", "relative-unknown", "anchored"]

# Words before a bare number that make it no year: "resolution 2087", "No. 1999", "$2000", "model 2012" ...
NOT_A_YEAR_AFTER = re.compile(
    r"(?:\b(?:resolutions?|res|no|nos|number|order|article|paragraph|para|flight|room|route|regulation|decree|law|page"
    r"|section|annex|model|hull|imo|item|case|block|lot|about|some|nearly|almost|than|over|under|roughly|least|around"
    r"|approximately|unscr|scr)\b\.?\s*"
    r"|\b(?:resolutions?|unscr|scr|regulation|decree|law)\.? (?:no\. ?)?[\d/]+ (?:of |\()"
    r"|\b\d{3,4} \(|[$€£¥#/–.,:+-]\d*|\d[ ,.:/-]|(?-i:[A-Z]{1,4}-))$",
    re.IGNORECASE,
)
# Words after a bare number that make it a count: "2000 tonnes", "1950 workers".
NOT_A_YEAR_BEFORE = re.compile(
    r"\s*(?:%|percent|per cent|tonnes?|tons?|barrels?|dollars?|euros?|workers?|people|troops?|soldiers?|men|women"
    r"|shells?|rounds?|missiles?|containers?|km|kilomet|miles?|metres?|meters?|kg|hours?|gmt|local|hp|rpm|litres?"
    r"|liters?|units?|cars?|vehicles?|tanks?|rifles?|drones?|pairs|copies|yuan|won|roubles?|rubles?|cases|pieces|sets"
    r"|metric|cc|block|\(\d{4}\))",
    re.IGNORECASE,
)
FUTURE_BEFORE = re.compile(
    r"(?:\b(?:will|would|shall|upcoming|later|next)|['’]ll|\b(?:plan(?:s|ned|ning)?|expected|scheduled|due|set|going|agreed"
    r"|ready|about|is|are|was|were|intend(?:s|ed)?|wants?|hopes?) (?:to|for))\b[^.;]{0,90}$",
    re.IGNORECASE,
)
SAID_BEFORE = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|added|warned|denied|confirmed|statement|interview"
    r"|briefing)\b[^,;]{0,40}$"
)
HEADLINE_TO = re.compile(r"^(?P<subject>(?:[^\s,.:;]+ ){1,5})to [a-z]+\b[^.;]*$")


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
    before = OPENING.search(text[:start])
    if before and not hit.closed and (first is not None or last is not None):
        word = before.group(1).lower()
        opened: Days | None = None
        if word in ("since", "from", "after") or word.startswith("starting"):
            opened = (_after(last) if word == "after" and first == last else first, None)
        elif word == "before" or word == "prior to":
            opened = (None, last if "end of" in text[start : hit.end] else _day_before(first))
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
    yield from _eras(text)
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


@cache
def eras() -> tuple[tuple[re.Pattern[str], Days], ...]:
    """Times with names of their own, as ``knowledge/eras.yml`` bounds them.

    Raises:
        KnowledgeError: an entry lacks names or one of its days.
    """
    data = yaml_strict.load(resources.knowledge() / "eras.yml")
    found = []
    for number, entry in enumerate(data if isinstance(data, list) else [], 1):
        if set(entry) != {"names", "first", "last"} or entry["first"] > entry["last"]:
            raise KnowledgeError(f"knowledge/eras.yml: entry {number}", "needs names, a first and a last day.")
        names = "|".join(re.escape(name) for name in entry["names"])
        within = rf"\b(?:in|during|throughout|under)(?: the(?: \w+)?| its| their)? (?P<name>{names})\b"
        found.append((re.compile(within, re.IGNORECASE), (entry["first"], entry["last"])))
    return tuple(found)


def _eras(text: str) -> Iterator[_Found]:
    for pattern, days in eras():
        for hit in pattern.finditer(text):
            yield _Found(hit.start("name"), hit.end(), days, closed=True)


def _span_of(first: date, last: date) -> Days:
    return (first, last) if first <= last else (last, first)


OPENING = re.compile(
    r"\b(since|until|till|before|after|by|from|up to|prior to|no later than|starting(?: in| on| from)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
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
    re.compile(
        rf"\b(?P<a>{DAY}) (?P<m>{MONTH})(?: (?P<y1>{YEAR}))?{DASH}(?P<b>{DAY}) (?P<n>{MONTH})(?:,? (?P<y>{YEAR}))?"
    ),
    re.compile(
        rf"\b(?P<m>{MONTH}) (?P<a>{DAY})(?:,? (?P<y1>{YEAR}),?)?{DASH}(?P<n>{MONTH}) (?P<b>{DAY})(?:,? (?P<y>{YEAR}))?"
    ),
)


def _full_dates(text: str) -> Iterator[_Found]:
    for pattern in FULL_DATES:
        for hit in pattern.finditer(text):
            day = day_of(int(hit["y"]), month_number(hit["m"]), leading_number(hit["d"]))
            if day:
                yield _Found(hit.start(), hit.end(), (day, day))
    for pattern in (ISO_DATE, DOTTED_DATE):
        for hit in pattern.finditer(text):
            day = day_of(int(hit["y"]), int(hit["m"]), int(hit["d"]))
            if day:
                yield _Found(hit.start(), hit.end(), (day, day))


MONTH_YEAR = re.compile(rf"(?:\b{PART})\b(?P<m>{MONTH})(?: of)?,? (?P<y>{YEAR})", re.IGNORECASE)
MONTHS_YEAR = re.compile(
    rf"\b(?:(?:between|from) )?(?P<m>{MONTH})(?: (?P<y1>{YEAR}))?{DASH}(?P<n>{MONTH}),? (?P<y>{YEAR})"
)
QUARTERS = (
    re.compile(rf"\b(?:Q(?P<q>[1-4])|(?:the )?(?P<w>first|second|third|fourth|last) quarter)(?: of)?,? (?P<y>{YEAR})"),
    re.compile(rf"\b(?:(?:the )?(?P<h>first|second|latter) half)(?: of) (?P<y>{YEAR})"),
    re.compile(rf"\b(?:the )?(?P<s>spring|summer|autumn|fall|winter)(?: of)? (?P<y>{YEAR})"),
)
ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "latter": 2}


def _month_years(text: str) -> Iterator[_Found]:
    for hit in MONTH_YEAR.finditer(text):
        if hit["m"][0].isupper():
            yield _Found(
                hit.start(), hit.end(), part_of(month_span(int(hit["y"]), month_number(hit["m"])), hit["part"])
            )
    for hit in MONTHS_YEAR.finditer(text):
        year = int(hit["y"])
        first = month_span(int(hit["y1"] or year), month_number(hit["m"]))[0]
        last = month_span(year, month_number(hit["n"]))[1]
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
        return date(year - (first > last), first, 1), month_span(year, last)[1]
    if parts.get("h"):
        half = ORDER[parts["h"]]
        return date(year, 6 * half - 5, 1), month_span(year, 6 * half)[1]
    quarter = int(parts["q"]) if parts.get("q") else ORDER[parts["w"]]
    return date(year, 3 * quarter - 2, 1), month_span(year, 3 * quarter)[1]


YEARS_RANGE = re.compile(
    rf"(?:\b(?:between|from) )?(?<![\w$€£.,-])(?P<a>{YEAR})(?P<dash>{DASH})(?P<b>{YEAR}|\d\d(?![\d\w,.%]))"
)
ONE_YEAR = re.compile(rf"(?:\b{PART}|(?<![\w$€£.,/#–-]))(?P<y>{YEAR})(?!(?:-[a-z])|[\w])", re.IGNORECASE)
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
            yield _Found(hit.start(), hit.end(), part_of((date(year, 1, 1), date(year, 12, 31)), hit["part"]))
    for hit in DECADE.finditer(text):
        year = int(hit["y"])
        yield _Found(hit.start(), hit.end(), part_of((date(year, 1, 1), date(year + 9, 12, 31)), hit["part"]))


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
            month, number = month_number(hit["m"]), leading_number(hit["d"])
            if published is None:
                yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
                continue
            day = _nearest(text, hit.start(), published, month, number)
            if day:
                yield _Found(hit.start(), hit.end(), (day, day), "relative")


def _range(text: str, hit: re.Match[str], published: date | None) -> Iterator[_Found]:
    parts = hit.groupdict()
    month = month_number(hit["m"])
    other = month_number(parts["n"]) if parts.get("n") else month
    if parts.get("y"):
        year = int(hit["y"])
    elif published is None:
        yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
        return
    else:
        day = _nearest(text, hit.start(), published, other, leading_number(hit["b"]))
        if day is None:
            return
        year = day.year
    first = day_of(int(parts.get("y1") or year), month, leading_number(hit["a"]))
    last = day_of(year, other, leading_number(hit["b"]))
    if first and last:
        if first > last and not parts.get("y1"):
            first = day_of(first.year - 1, first.month, first.day) or first
        if first <= last:
            yield _Found(
                hit.start(), hit.end(), (first, last), "absolute" if parts.get("y") else "relative", closed=True
            )


def _is_future(text: str, start: int) -> bool:
    """Whether the words before look ahead: "will meet on", "plans to send by", or the *to* of a headline."""
    before = text[:start]
    if SAID_BEFORE.search(before):
        return False
    headline = HEADLINE_TO.match(before)
    if headline is not None and not any(is_past(word.lower()) for word in headline["subject"].split()):
        return True
    return FUTURE_BEFORE.search(before) is not None


def _nearest(text: str, start: int, published: date, month: int, number: int) -> date | None:
    """The latest such day up to publication, or the next one where the words look ahead."""
    days = [
        day for year in (published.year - 1, published.year, published.year + 1) if (day := day_of(year, month, number))
    ]
    past = [day for day in days if day <= published]
    coming = [day for day in days if day > published]
    if _is_future(text, start) and coming and (coming[0] - published).days < 300:
        return coming[0]
    return past[-1] if past else None


BARE_MONTHS = re.compile(
    rf"\b(?:(?P<open>between|from) )?(?P<m>{MONTH}){DASH}(?P<n>{MONTH})(?! \d)(?!,? {YEAR})"
    r"(?: (?P<rel>this|last|next) year)?"
)
BARE_MONTH = re.compile(
    rf"(?:\b(?P<rel>last|this past|this|next|the coming|past) )?(?:\b{PART})\b(?P<m>{MONTH})"
    rf"(?! \d)(?!,? {YEAR})(?! (?:of )?(?:this|last|next) year)"
)
MONTH_OF_YEAR = re.compile(rf"(?:\b{PART})\b(?P<m>{MONTH})(?: of)? (?P<rel>this|last|next) year", re.IGNORECASE)
RELATIVE_YEARS = {"this": 0, "last": -1, "next": 1}
MAY_IS_A_MONTH = re.compile(
    r"\b(?:in|since|last|this|next|by|until|of|early|mid|late|during|from|between|before|after|and|to|for)[ -]$",
    re.IGNORECASE,
)


def _months(text: str, published: date | None) -> Iterator[_Found]:
    for hit in BARE_MONTH.finditer(text):
        if not _is_a_month(text, hit):
            continue
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        month, rel = month_number(hit["m"]), (hit["rel"] or "").lower()
        year = published.year - (month > published.month or (month == published.month and rel in ("last", "past")))
        ahead = rel in ("next", "the coming") or (not rel and _is_future(text, hit.start()) and month > published.month)
        if ahead and date(year, month, 1) <= published:
            year += 1
        if rel == "this":
            year = published.year
        yield _Found(hit.start(), hit.end(), part_of(month_span(year, month), hit["part"]), "relative")
    for hit in BARE_MONTHS.finditer(text):
        if " and " in hit.group() and hit["open"] != "between":
            continue
        yield _bare_months(hit, published)
    for hit in MONTH_OF_YEAR.finditer(text):
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
            continue
        year = published.year + RELATIVE_YEARS[hit["rel"].lower()]
        yield _Found(hit.start(), hit.end(), part_of(month_span(year, month_number(hit["m"])), hit["part"]), "relative")


def _bare_months(hit: re.Match[str], published: date | None) -> _Found:
    """ "from June to August last year"; without a year, the latest such stretch that has begun."""
    if published is None:
        return _Found(hit.start(), hit.end(), (None, None), "relative-unknown", closed=True)
    first, last = month_number(hit["m"]), month_number(hit["n"])
    year = published.year - (first > published.month)
    if hit["rel"]:
        year = published.year + RELATIVE_YEARS[hit["rel"]]
    days = (date(year, first, 1), month_span(year + (last < first), last)[1])
    return _Found(hit.start(), hit.end(), days, "relative", closed=True)


def _is_a_month(text: str, hit: re.Match[str]) -> bool:
    """ "May" and "March" are words too, and "Mar" or "Jan" are names: ask for a preposition before them."""
    word = hit["m"].rstrip(".")
    if text[hit.end() : hit.end() + 1].isalpha() or (
        re.match(r"[-'’][A-Za-z]", text[hit.end() :]) and word in ("May", "March", "Jan")
    ):
        return False
    if word in ("May", "March", "Jan", "Mar", "Dec", "Apr", "June", "April", "August"):
        return bool(hit["rel"] or hit["part"] or MAY_IS_A_MONTH.search(text[: hit.start("m")]))
    return True


BARE_WEEKDAY = re.compile(
    rf"(?:\b(?P<rel>last|this past|this|next|on|early on|late on|late|early|by|until) )?\b(?P<w>{WEEKDAY})"
    rf"(?!,? (?:{DAY} {MONTH}|{MONTH} {DAY}))"
    r"(?: (?:morning|afternoon|evening|night))?(?P<lastweek> (?:of )?last week)?",
)
ABBREVIATED_DAYS = frozenset(("sat", "sun", "wed", "fri", "mon", "tue", "thu"))


def _weekdays(text: str, published: date | None) -> Iterator[_Found]:
    for hit in BARE_WEEKDAY.finditer(text):
        word = hit["w"].rstrip(".").lower()
        if (
            word in ABBREVIATED_DAYS
            and not hit["w"].endswith(".")
            and (hit["rel"] or "").lower() not in ("on", "last", "next")
        ):
            continue
        if re.match(r"['’]s\b", text[hit.end() :]) is None and text[hit.end() : hit.end() + 1].isalpha():
            continue
        number = WEEKDAYS.get(word)
        if number is None:
            continue
        start = hit.start() if (hit["rel"] or "").lower() in ("last", "this past", "this", "next") else hit.start("w")
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
    if rel in ("next", "by", "until") or (rel not in ("last", "this past") and _is_future(text, hit.start())):
        return published + timedelta(days=7 - back if back else 7)
    return published - timedelta(days=back)


NEAR = re.compile(
    r"\b(?P<w>the day before yesterday|yesterday|the day after tomorrow|tomorrow|tonight|today"
    r"|this (?:morning|afternoon|evening)|last night|overnight|right now|nowadays|now|currently|at present"
    r"|at the moment)\b"
    r"(?: (?:morning|afternoon|evening|night))?",
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
    r"\b(?:(?P<fine>early|earlier|late|later|mid|(?:the )?(?:beginning|start|middle|end) of) )?"
    r"(?P<rel>last|this past|this|next|the coming|the previous|the past|the last|past|recent|in recent|the current"
    r"|coming) "
    r"(?:(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple of) )?"
    r"(?P<u>weekend|day|week|fortnight|month|quarter|year|decade|century|winter|spring|summer|autumn|fall)(?P<s>s?)\b",
    re.IGNORECASE,
)
BARE_SEASON = re.compile(
    r"\b(?:in|since|by|until|during) (?:the )?(?P<season>spring|summer|autumn|winter)\b(?! (?:of )?\d)", re.IGNORECASE
)
THE_WEEKEND = re.compile(r"\b(?:over|at|during) the weekend\b", re.IGNORECASE)
LONG_TIME = re.compile(
    r"\b(?:for|over|in)(?: the past)?(?: many)? (?P<u>years|decades|months|weeks|ages)(?! of age)\b(?! ago)",
    re.IGNORECASE,
)
MAY_BE_PLURAL = frozenset(("the past", "the last", "past", "coming", "the coming", "recent", "in recent"))


def _periods(text: str, published: date | None) -> Iterator[_Found]:
    for hit in PERIOD.finditer(text):
        rel, unit = hit["rel"].lower(), hit["u"].lower()
        if hit["s"] and not hit["n"] and rel not in MAY_BE_PLURAL:
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
    for hit in BARE_SEASON.finditer(text):
        if published is None:
            yield _Found(hit.start("season"), hit.end(), (None, None), "relative-unknown")
        else:
            days = season_span("begun", hit["season"].lower(), published)
            yield _Found(hit.start("season"), hit.end(), days, "relative")
    for hit in THE_WEEKEND.finditer(text):
        if published is None:
            yield _Found(hit.start(), hit.end(), (None, None), "relative-unknown")
        else:
            yield _Found(hit.start(), hit.end(), calendar_span("weekend", -1, published), "relative")
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
    return part_of((first, last), {"earlier": "early", "later": "late"}.get(fine, fine.removeprefix("the ")))


def _period(rel: str, unit: str, number: str | None, plural: bool, published: date) -> Days:
    if unit in SEASONS:
        return season_span(rel, unit, published)
    if number or plural or rel in ("the past", "the last", "in recent", "recent"):
        count = _count(number) if number else (1 if not plural else 12 if unit in ("day", "week", "month") else 10)
        length = timedelta(days=UNIT_DAYS[unit] * count)
        if rel in ("next", "the coming", "coming"):
            return published, published + length
        return published - length, published
    step = {"last": -1, "the previous": -1, "this past": -1, "next": 1, "the coming": 1, "coming": 1}.get(rel, 0)
    return calendar_span(unit, step, published)


def _count(number: str) -> int:
    word = number.lower().split()[0]
    return int(word) if word.isdigit() else {"few": 6, "several": 9}.get(word, NUMBERS.get(word, 1))


AGO = re.compile(
    rf"\b(?:(?:about|some|around|nearly|almost|more than|over) )?(?P<n>{NUMBER}) (?P<u>{UNIT})s? ago\b", re.IGNORECASE
)


def _ago(text: str, published: date | None) -> Iterator[_Found]:
    for hit in AGO.finditer(text):
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
        return month_span(index // 12, index % 12 + 1)
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

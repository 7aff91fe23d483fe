"""The day a report was published and who published it, found in the text itself, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from porosity.reports.datelines import MONTH, MONTHS, Dateline, dateline, day_or_none
from porosity.reports.outlets import outlet, outlet_of_url

HEAD, TAIL = 3000, 1500  # characters at both ends where a page says when it was published
FIRST_YEAR = 1945
LATEST_BEFORE_DATELINE = timedelta(days=45)  # the newest event in a wire report is this close to its dateline

_ISO = r"(?P<y1>(?:19|20)\d\d)-(?P<m1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])(?!\d)"
_DAY_FIRST = rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m2>{MONTH})\.?,? (?P<y2>(?:19|20)\d\d)\b"
_MONTH_FIRST = rf"(?P<m3>{MONTH})\.? (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>(?:19|20)\d\d)\b"
_DOTTED = r"(?P<d4>0?[1-9]|[12]\d|3[01])\.(?P<m4>0?[1-9]|1[0-2])\.(?P<y4>(?:19|20)\d\d)\b"
_ANY_DATE = re.compile(rf"(?<![\w.-])(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST}|{_DOTTED})", re.IGNORECASE)
_SAYS_PUBLISHED = re.compile(
    r"\b(?:published|posted|issued|released|publication date|date|first published|updated|last updated|last modified)"
    r"(?: (?:on|at))?\s?:?\s(?:(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?,? )?"
    r"(?:\d{1,2}[:.]\d\d (?:[A-Z]{2,4},? )?)?$",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]? )?$", re.IGNORECASE)
_CLOCK = re.compile(
    r"^[ ,|·•–-]*(?:at )?(?:\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?)?[ ,]*(?:[A-Z]{2,4})?(?: / .{0,40})?\.?$",
    re.IGNORECASE,
)
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])(?!\d)")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_CREDIT = re.compile(r"\((?P<agency>[A-Z][\w.&'’/ -]{1,40})\)")
_RIGHTS = re.compile(r"(?:©|\(c\)|Copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d\s*)?(?P<name>[A-Z][\w.&'’ -]{1,60})")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and how it was found."""

    value: str
    because: str


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day and how it was found."""

    value: date
    because: str


def parse_date(text: str) -> date | None:
    """The day of an ISO 8601 date or time stamp, or of a mail header; None where it is neither."""
    text = text.strip()
    match = re.match(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)", text)
    if match is not None:
        return day_or_none(*(int(part) for part in match.groups()))
    match = _ANY_DATE.search(text[:200])
    return _day(match) if match is not None else None


def day_alone(line: str) -> date | None:
    """The day that stands alone on a line, but for a weekday before it and a time, a zone or a credit behind it."""
    for match, day in _dates(line[:120]):
        before, after = line[: match.start()], line[match.end() :]
        if len(before) <= 20 and len(after) <= 60 and _ALONE.match(before) and _CLOCK.match(after):
            return day
    return None


def newest_in(text: str) -> date | None:
    """The latest day that a text gives in full."""
    return max((day for _, day in _dates(text)), default=None)


def published_in(text: str, *, url: str | None = None, name: str | None = None) -> tuple[FoundDate | None, str]:
    """The day of publication by the text, the address or the file name; the string says how, or why there is none.

    The order: a date in the address, words such as "published 3 May 2024", a dateline with its year, a date that stands
    alone on a line, a dateline whose year follows from the newest date in the text, a date in the file's name.
    """
    by_text = (_by_words(text), _by_dateline(text), _by_line(text), _by_dateline_and_text(text))
    ways = (_by_url(url), *by_text, _by_name(name))
    for found in ways:
        if found is not None:
            return found, found.because
    opening = _opening(text)
    if opening is not None and opening.month is not None:
        return None, "none: the dateline gives no year, and nothing in the text settles it"
    return None, "none: neither the text nor its name says when it was published"


def publisher_in(text: str, *, url: str | None = None) -> tuple[Found | None, str]:
    """The publisher by the address, the dateline's agency, a credit such as "(Reuters)", or a line of rights."""
    by_url = outlet_of_url(url) if url else None
    if by_url is not None:
        return _found(by_url.name, f"the address belongs to {by_url.name}")
    opening = _opening(text)
    if opening is not None and opening.agency:
        known = outlet(opening.agency)
        return _found(known.name if known else opening.agency, f"the dateline names ({opening.agency})")
    for where in (text[:600], text[-600:] if len(text) > 600 else ""):
        for match in _CREDIT.finditer(where):
            known = outlet(match["agency"])
            if known is not None and _stands_alone(where, match):
                return _found(known.name, f"the text credits ({match['agency']})")
    for match in _RIGHTS.finditer(text[-TAIL:]):
        known = outlet(match["name"].split(". ")[0].strip(" .-"))
        if known is not None:
            return _found(known.name, f"the line of rights names {known.name}")
    return None, "none: neither the text nor its address names who published it"


def _found(value: str, because: str) -> tuple[Found, str]:
    return Found(value, because), because


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """A credit opens a paragraph, or ends one; in the middle it explains an abbreviation."""
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    before = text[line_start : match.start()]
    after = text[match.end() : line_end if line_end >= 0 else len(text)].strip()
    return not before.strip() or (len(before) <= 60 and after[:1] in ("-", "–", "—")) or after in ("", ".")


def _opening(text: str) -> Dateline | None:
    for line in text[:HEAD].split("\n")[:8]:
        found = dateline(line)
        if found is not None and (found.month is not None or found.agency is not None):
            return found
    return None


def _dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for match in _ANY_DATE.finditer(text):
        day = _day(match)
        if day is not None:
            yield match, day


def _day(match: re.Match[str]) -> date | None:
    for way in "1234":
        year = match[f"y{way}"]
        if year:
            month = match[f"m{way}"]
            number = int(month) if month.isdigit() else MONTHS[month.lower()]
            day = day_or_none(int(year), number, int(match[f"d{way}"]))
            return day if day is not None and day.year >= FIRST_YEAR else None
    return None


def _ends(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else text[:HEAD] + "\n" + text[-TAIL:]


def _by_url(url: str | None) -> FoundDate | None:
    match = _IN_URL.search(url) if url else None
    day = day_or_none(*(int(part) for part in match.groups())) if match else None
    return FoundDate(day, "the date in the address") if day else None


def _by_words(text: str) -> FoundDate | None:
    ends = _ends(text)
    later: FoundDate | None = None
    for match, day in _dates(ends):
        line_start = ends.rfind("\n", 0, match.start()) + 1
        says = _SAYS_PUBLISHED.search(ends[max(line_start, match.start() - 60) : match.start()])
        if says is None:
            continue
        found = FoundDate(day, f"the text says “{' '.join((says.group() + match.group()).split())}”")
        if not re.match(r"(?i)(last )?(updated|modified)", says.group()):
            return found
        later = later or found
    return later


def _by_dateline(text: str) -> FoundDate | None:
    opening = _opening(text)
    day = opening.on() if opening is not None else None
    return FoundDate(day, f"the dateline says {day.isoformat()}") if day else None


def _by_line(text: str) -> FoundDate | None:
    for line in _ends(text).split("\n"):
        found = day_alone(line)
        if found is not None:
            words = next(match.group() for match, day in _dates(line) if day == found)
            return FoundDate(found, f"“{words}” stands alone on a line")
    return None


def _by_dateline_and_text(text: str) -> FoundDate | None:
    opening = _opening(text)
    if opening is None or opening.month is None or opening.day is None:
        return None
    newest = newest_in(text[: 20 * HEAD])
    if newest is None:
        return None
    for year in (newest.year, newest.year + 1):
        day = day_or_none(year, opening.month, opening.day)
        if day is not None and timedelta(0) <= day - newest <= LATEST_BEFORE_DATELINE:
            return FoundDate(day, f"the dateline gives day and month, the newest date in the text ({newest}) the year")
    return None


def _by_name(name: str | None) -> FoundDate | None:
    match = _IN_NAME.search(name) if name else None
    day = day_or_none(*(int(part) for part in match.groups())) if match else None
    return FoundDate(day, "the date in the file's name") if day else None

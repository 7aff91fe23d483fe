"""Days and births as lists print them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from porosity.timespan import TimeSpan

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?:18[5-9]|19\d|20\d)\d(?!\d)"
_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*\.?"
_DATE = (
    rf"(?<!\d)(?:{_YEAR}-\d\d-\d\d|\d{{1,2}}\s*[./-]\s*\d{{1,2}}\s*[./ -]\s*{_YEAR}"
    rf"|\d{{1,2}}[.\s-]\s*{_MONTH}[\s-]*{_YEAR}|{_MONTH}[\s-]*{_YEAR}|\d{{1,2}}/{_YEAR}|{_YEAR}s?)"
)
_ABOUT = r"(?:approximately|approx\.?|circa|ca\.|c\.|around|about|probably|presumably)"
_BIRTH = re.compile(
    rf"(?P<about>{_ABOUT}[\s(]*)?(?P<before>before\s+)?"
    rf"(?:(?P<between>between\s+)?(?P<first>{_DATE})(?:\s*(?P<to>to|and|-|–)\s*(?P<last>{_DATE}))?)"
    rf"(?P<behind>\s*\(?(?:{_ABOUT}|presumed)\)?)?",
    re.I,
)
_BLANK_PARTS = re.compile(r"\b(?:(?:dd|00)/)?(?:mm|00)/(?=\d{4})|\bdd/(?=\d\d/\d{4})", re.I)
_HIJRI = re.compile(r"\b\d{4}\s*\((?:Iranian )?Hijri calendar\),?", re.I)


def day(text: str, *, month_first: bool = False) -> date | None:
    """A full day as printed; None where the text is none, or no day of the calendar.

    >>> day("28.2.2011"), day("26 Feb. 2011"), day("2011-02-30"), day("06/29/2056", month_first=True)
    (datetime.date(2011, 2, 28), datetime.date(2011, 2, 26), None, datetime.date(2056, 6, 29))
    """
    found = span(text.strip()[:40], month_first=month_first)
    return found[0] if found and found[0] == found[1] else None


def span(text: str, *, month_first: bool = False) -> tuple[date, date] | None:
    """The first and last day of a printed date: a day, a month, a year or a decade."""
    text = text.strip().lower()
    if match := re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)", text):
        return _days(int(match[1]), int(match[2]), int(match[3] or 0))
    if match := re.match(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./ -]\s*(\d{4})\b", text):
        first, second = int(match[1]), int(match[2])
        return _days(int(match[3]), first, second) if month_first else _days(int(match[3]), second, first)
    if match := re.match(r"(?:(\d{1,2})[.\s-]\s*)?([a-z]{3})[a-z]*\.?[\s-]*(\d{4})\b", text):
        known = match[2] in MONTHS
        return _days(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1] or 0)) if known else None
    if match := re.match(r"(\d{1,2})/(\d{4})\b", text):
        return _days(int(match[2]), int(match[1]), 0)
    if match := re.match(r"(\d{4})(s?)(?!\d)", text):
        year = int(match[1])
        return years(year, year + 9 if match[2] else year)
    return None


def _days(year: int, month: int, of_month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    length = calendar.monthrange(year, month)[1]
    if of_month > length:
        return None
    return date(year, month, of_month or 1), date(year, month, of_month or length)


def years(first: int, last: int) -> tuple[date, date] | None:
    """All days of some years."""
    if not 1 <= first <= last <= 9998:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def births(text: str) -> tuple[TimeSpan, ...]:
    """The spans in which a birth lies, one for each that the text gives.

    >>> [str(span) for span in births("(a) 4.4.1969, (b) Approximately 1960, (c) between 1965 and 1967")]
    ['1969-04-04', 'between 1959-01-01 and 1961-12-31', 'between 1965-01-01 and 1967-12-31']
    """
    plain = _HIJRI.sub("", _BLANK_PARTS.sub(lambda found: "", text))
    found: dict[tuple[date | None, date | None], TimeSpan] = {}
    for match in _BIRTH.finditer(plain):
        for born in _born(match):
            found.setdefault((born.first, born.last), born)
    return tuple(found.values())


def _born(match: re.Match[str]) -> list[TimeSpan]:
    first = span(match["first"])
    last = span(match["last"]) if match["last"] else first
    if first is None or last is None:
        known, word = (first, "first") if first else (last, "last")
        return [TimeSpan(*known, match[word])] if known else []
    text = match.group().strip(" (")
    if match["before"]:
        return [TimeSpan(None, first[0] - timedelta(days=1), text)]
    if (match["to"] or "").lower() == "and" and not match["between"]:
        return [TimeSpan(*first, match["first"]), TimeSpan(*last, match["last"])]
    if first[0] > last[1]:
        return [TimeSpan(*first, match["first"]), TimeSpan(*last, match["last"])]
    if match["about"] or match["behind"]:
        return [about(first[0], last[1], text)]
    return [TimeSpan(first[0], last[1], text)]


def about(first: date, last: date, text: str) -> TimeSpan:
    """An approximate birth: a year more on either side, in whole years."""
    wide = years(max(first.year - 1, 1), min(last.year + 1, 9998)) or (first, last)
    return TimeSpan(*wide, text)

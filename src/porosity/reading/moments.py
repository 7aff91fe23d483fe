"""The times of an article as it goes on: a date holds for what follows it, and what is told after it counts from it.

News looks back from its day, but an article that has come to "January 2019" means by "the following month" and "that
October" those after it. Each paragraph starts anew, save in an article that tells of nothing but a time long past.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from porosity.reading.times import TimeMention, find_times
from porosity.timespan import TimeSpan

LONG = timedelta(days=20 * 365)  # before publication: what lies beyond it is history
LEAST_YEARS = 2  # years that an article of history names
YEARS = re.compile(r"\b(?:18[5-9]\d|19\d\d|20\d\d)\b")
RECENT = 60  # days before publication from which on a date is the news itself, and no look back
SLACK = {7: 1, 31: 10, 366: 120}  # by how many days "a week", "a month", "a year later" may be meant roughly
BEFORE, SAME, AFTER = (
    frozenset(("previous", "preceding")),
    frozenset(("that", "same")),
    frozenset(("following", "next")),
)
LAST_WORD = re.compile(r"(\w+)\W*$")
OF_THAT_YEAR = re.compile(r"\W*(?:of )?(?:that|the same) year\b", re.IGNORECASE)


@dataclass(slots=True)
class Moments:
    """The times of one report, sentence by sentence in order."""

    published: date | None
    history: bool = False
    _paragraph: int = -1
    _at: TimeSpan | None = None

    def of(self, paragraph: int, text: str) -> tuple[list[TimeMention], TimeSpan | None]:
        """The expressions of time in the next sentence, and the date under which its undated acts stand.

        That is the last date before the sentence in its paragraph, where it lies some time back; else None.
        """
        if paragraph != self._paragraph:
            self._paragraph, self._at = paragraph, self._at if self.history else None
        before = self._at
        found = [self._placed(mention, text) for mention in find_times(text, self.published)]
        return found, before if self._is_back(before) else None

    def _placed(self, mention: TimeMention, text: str) -> TimeMention:
        """A mention, counted from the date that stands before it where it counts from one; it is the date from now."""
        span = self._counted(mention, text) or self._over(mention, text)
        if span is not None:
            mention = replace(mention, span=span, kind="absolute")
        if mention.span.first is not None and mention.span.last is not None and not is_compared(text, mention.start):
            self._at = mention.span
        return mention

    def _counted(self, mention: TimeMention, text: str) -> TimeSpan | None:
        at = self._at
        if at is None or at.first is None or at.last is None:
            return None
        if mention.kind == "anchored" and mention.days is not None:
            slack = _slack(abs(mention.days))
            moved = timedelta(days=mention.days)
            ends = sorted((at.first + moved - timedelta(days=slack), at.last + moved + timedelta(days=slack)))
            return TimeSpan(ends[0], ends[1], mention.span.text)
        if mention.kind != "relative" or self.published is None:
            return None
        match = LAST_WORD.search(text[: mention.start])
        word = match[1].lower() if match else ""
        if word in BEFORE:
            return _first(text, mention, at.first)
        if word in AFTER:
            return _first(text, mention, min(self.published, at.last + timedelta(days=330)))
        of_that_year = word in SAME or OF_THAT_YEAR.match(text, mention.end) is not None
        back = self._is_back(at) and mention.span.text[:1].isupper() and at.last.year < self.published.year
        if of_that_year or (back and not _names_now(mention.span.text)):
            return _first(text, mention, min(self.published, date(at.last.year, 12, 31)))
        return None

    def _over(self, mention: TimeMention, text: str) -> TimeSpan | None:
        """What was so "from 1932" on, two decades before the report or more, was over in its time."""
        first = mention.span.first
        if first is None or mention.span.last is not None or self.published is None:
            return None
        begun = text[mention.start : mention.end].lower().startswith(("from", "after", "starting"))
        return replace(mention.span, last=first + LONG) if begun and first < self.published - LONG else None

    def _is_back(self, span: TimeSpan | None) -> bool:
        if span is None or span.last is None or self.published is None:
            return False
        return span.last < self.published - timedelta(days=RECENT)


def is_history(text: str, published: date | None) -> bool:
    """Whether a report dates what it tells to a time long past, and names no year since but its own."""
    if published is None:
        return False
    years = [int(year) for year in YEARS.findall(text)]
    past = [year for year in years if year <= published.year - LONG.days // 365]
    return len(past) >= LEAST_YEARS and all(year in past or year >= published.year for year in years)


def is_compared(text: str, start: int) -> bool:
    """Whether a time is only what another is held against: "the same as ten years ago", not "as lately as July"."""
    return COMPARED.search(text[:start]) is not None


def _slack(days: int) -> int:
    """By how many days an offset may be meant roughly: "a year later" is, "two days later" is not."""
    if days < min(SLACK):
        return 0
    return next((slack for size, slack in SLACK.items() if days <= size), max(SLACK.values()))


def _first(text: str, mention: TimeMention, day: date) -> TimeSpan | None:
    """What the words of a mention mean to somebody who looks back from another day."""
    found: Iterable[TimeMention] = find_times(text, day)
    return next((other.span for other in found if other.start < mention.end and mention.start < other.end), None)


def _names_now(text: str) -> bool:
    """Whether a mention can only be counted from the day of publication: a day of the week, "today", "last May"."""
    return NOW.search(text) is not None


NOW = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|last|this|now|ago)\b", re.IGNORECASE
)
COMPARED = re.compile(
    r"\b(?<!lately )(?<!recently )(?<!late )(?<!early )(?<!soon )(?:as|than|like)(?: (?:in|on))? $", re.IGNORECASE
)

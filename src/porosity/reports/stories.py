"""Several reports in one file: a digest with its headlines and datelines, a running report under the clock.

A wrong cut tears an article apart, so a file is one report unless it shows three times over that it is not: each story
has its own head (a headline with a dateline or a day, or a time of the clock), its own body, and hardly a word stands
outside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import median

from porosity.reports.cleaning import one_line
from porosity.reports.datelines import Dateline, dateline, day_or_none
from porosity.reports.dating import day_alone, newest_in
from porosity.reports.layout import is_boilerplate, looks_like_title
from porosity.reports.loading import Loaded
from porosity.reports.numbering import numbered
from porosity.reports.outlets import outlet
from porosity.reports.wordlists import load_yaml

LEAST_DATED, LEAST_DAYS, LEAST_TIMES = 2, 3, 4  # stories with a dateline, with a day under the headline, with a time
LEAST_WORDS = 30  # of a story of a digest: less is a teaser or a link
LEAST_ENTRY = 12  # words that an entry under the clock has as a rule
MOST_OUTSIDE = 0.25  # of the text may stand before the first story
MOST_APART = timedelta(days=10)  # days under headlines that lie further apart make a chronology
OPENING = 600  # characters in which a running report says that it is one

_TIME = re.compile(
    r"(?P<ago>\d{1,2} ?(?:h|hrs?|hours?|m|min|mins|minutes?) ago[ |·•–-]*)?"
    r"(?:(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap])\.?m\.?)?"
    r"|(?P<hour2>1[0-2]|[1-9]) ?(?P<half2>[ap])\.?m\.?)"
    r"(?: ?(?:GMT|UTC|[A-Z]{1,3}ST|[A-Z]{1,2}DT|CET|CEST|ET|PT|KST|JST|MSK|local time))?"
    r"(?:\s*(?:[-–—:|·•]|hrs?\b)\s*(?P<title>\S.*)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Head:
    """Where a story begins: the line of its head, its title, where its body begins, and what its head tells."""

    start: int
    title: str
    body: int
    day: date | None = None
    line: Dateline | None = None
    time: int | None = None


def stories(loaded: Loaded) -> list[Loaded]:
    """The reports that a source holds, each with a title and a day of its own; the source itself if it is one."""
    text = loaded.report.text
    heads = _dated(text) or _timed(loaded)
    if not heads or numbered(text, title=loaded.report.title):
        return [loaded]
    source = loaded.report.published or newest_in(text[: heads[0].start])
    parts = list(_bounded(heads, text))
    return [_story(loaded, head, end, (number, len(parts)), source) for number, (head, end) in enumerate(parts, 1)]


def _lines(text: str) -> list[tuple[int, str]]:
    return [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text)]


def _words(text: str) -> int:
    return len(text.split())


def _dated(text: str) -> list[_Head]:
    """The stories of a digest: a headline, perhaps a by-line, then a dateline or a day, then a body."""
    heads = list(_heads(text))
    for chosen, least in (
        ([head for head in heads if head.line is not None], LEAST_DATED),
        ([head for head in heads if head.day is not None and head.line is None], LEAST_DAYS),
    ):
        whole = _with_bodies(text, chosen, LEAST_WORDS)
        days = [head.day for head in whole if head.day is not None and head.line is None]
        near = not days or max(days) - min(days) <= MOST_APART
        if len(whole) >= least and near and whole[0].start <= len(text) * MOST_OUTSIDE:
            return whole
    return []


def _heads(text: str) -> Iterator[_Head]:
    lines = _lines(text)
    for at, (start, line) in enumerate(lines):
        if not looks_like_title(line) or day_alone(line) is not None:
            continue
        below = [one for one in lines[at + 1 : at + 4] if not is_boilerplate(one[1])][:1]
        for begin, opening in below:
            found = dateline(opening)
            if found is not None and (found.month is not None or found.agency is not None):
                yield _Head(start, line, begin, found.on(), found)
            elif (day := day_alone(opening)) is not None:
                yield _Head(start, line, begin + len(opening), day)


def _with_bodies(text: str, heads: Sequence[_Head], least: int) -> list[_Head]:
    return [head for head, end in _bounded(heads, text) if _words(text[head.body : end]) >= least]


def _bounded(heads: Sequence[_Head], text: str) -> Iterator[tuple[_Head, int]]:
    """Each head with where its story ends: at the next head."""
    for at, head in enumerate(heads):
        yield head, heads[at + 1].start if at + 1 < len(heads) else len(text)


@lru_cache(maxsize=1)
def _live() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry['cue']})" for entry in load_yaml("stories.yml")["live"]), re.IGNORECASE)


def _timed(loaded: Loaded) -> list[_Head]:
    """The entries of a running report, whose opening says that it is one; times run one way, but for midnight."""
    text = loaded.report.text
    heads = list(_entries(text, loaded.report.published))
    if len(heads) < LEAST_TIMES or heads[0].start > max(OPENING, len(text) * MOST_OUTSIDE):
        return []
    lengths = [_words(text[head.body : end]) for head, end in _bounded(heads, text)]
    if median(lengths) < LEAST_ENTRY or _live().search(text[: min(OPENING, heads[0].start)]) is None:
        return []
    times = [head.time for head in heads if head.time is not None]
    steps = [after - before for before, after in pairwise(times)]
    turns = min(sum(step > 0 for step in steps), sum(step < 0 for step in steps))
    days = len({head.day for head in heads})
    return _with_bodies(text, heads, 1) if turns <= max(1, days) else []


def _entries(text: str, published: date | None) -> Iterator[_Head]:
    lines = _lines(text)
    day: date | None = None
    for at, (start, line) in enumerate(lines):
        alone = day_alone(line)
        if alone is not None:
            day = alone
            continue
        found = _TIME.match(line.strip())
        if found is None:
            continue
        title, body = (found["title"] or "").strip(), start + len(line)
        if not title and at + 1 < len(lines) and at + 2 < len(lines) and looks_like_title(lines[at + 1][1]):
            begin, title = lines[at + 1]
            body = begin + len(title)
        elif title and not looks_like_title(title):
            title, body = "", start + line.rindex(title)
        yield _Head(start, title, body, day or published, time=_minutes(found))


def _minutes(found: re.Match[str]) -> int:
    hour, half = int(found["hour"] or found["hour2"]), (found["half"] or found["half2"] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return hour * 60 + int(found["minute"] or 0)


def _story(loaded: Loaded, head: _Head, end: int, number: tuple[int, int], source: date | None) -> Loaded:
    report = loaded.report
    raw = report.text[head.body : end]
    begin = head.body + len(raw) - len(raw.lstrip())
    body = raw.strip()
    title = one_line(head.title)
    shift = len(title) + 2 if title else 0
    published, because = _published(head, source)
    agency = None if head.line is None else head.line.agency
    known = outlet(agency) if agency else None
    publisher = (known.name if known else agency) or report.publisher
    told = {"title": "the story's own headline"} if title else {}
    told["published"] = because
    if agency:
        told["publisher"] = f"the story's dateline names ({agency})"

    def inside(offset: int) -> int:
        return min(max(offset - begin, 0), len(body)) + (shift if offset > begin else 0)

    return Loaded(
        replace(
            report,
            id=f"{report.id}-{number[0]}",
            title=title,
            text=f"{title}\n\n{body}" if title else body,
            published=published,
            publisher=publisher,
        ),
        tuple((inside(first), inside(last)) for first, last in loaded.pages),
        {**loaded.because, **told},
        (*loaded.warnings, f"story {number[0]} of {number[1]} in the source; each is read on its own"),
        received=loaded.received,
    )


def _published(head: _Head, source: date | None) -> tuple[date | None, str]:
    if head.line is not None and head.line.month is not None and head.line.day is not None:
        day = head.line.on() or _in_year(head.line.month, head.line.day, source)
        if day is not None:
            return day, f"the story's dateline says {day.isoformat()}"
    if head.day is not None:
        return head.day, "the day above the story, or that of the source"
    return source, "none: neither the story nor its source gives a day" if source is None else "the day of the source"


def _in_year(month: int, day: int, near: date | None) -> date | None:
    """A day without its year, as the one nearest to another day."""
    if near is None:
        return None
    days = [found for year in (near.year - 1, near.year, near.year + 1) if (found := day_or_none(year, month, day))]
    return min(days, key=lambda found: abs(found - near), default=None)

"""The line that opens a wire report: where, when, by which agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

_PLACE = r"[A-ZÀ-Þ][\w'’.\-]*(?:[ /][A-ZÀ-Þ][\w'’.\-]*){0,5}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DAY = (
    rf"(?:(?P<m1>{MONTH})\.? (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{MONTH})\.?)"
    r"(?:,? (?P<year>(?:19|20)\d\d))?"
)
_AGENCY = r"\((?P<agency>[A-Z][\w.&'’/ \-]{1,40})\)"
_BETWEEN_SLASHES = r"/(?P<agency3>[A-Z][\w. -]{1,30})/"
_DASH = r"(?:--+|[-–—:])"
_BY_AGENCY = _AGENCY.replace("agency", "agency2")
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})"
    r"(?:(?:, | )(?:(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
    rf"{_DAY}\.?(?: (?:{_AGENCY}|{_BETWEEN_SLASHES}))?(?P<dash1> ?{_DASH}|\.(?= )|$)"
    rf"|,? {_BY_AGENCY}(?P<dash2> ?{_DASH}|$)"
    rf"|(?P<dash3> {_DASH}(?= )))"
)
LONGEST_DATELINE = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, day and agency as a report opens with them.

    `end` is where the dateline ends and `after` where the text goes on, both counted from its first character.
    `year` is None where only day and month are given.
    """

    place: str
    month: int | None
    day: int | None
    year: int | None
    agency: str | None
    end: int
    after: int

    def on(self) -> date | None:
        """The day, where the dateline says all of it."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return day_or_none(self.year, self.month, self.day)


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def dateline(line: str) -> Dateline | None:
    """The dateline that a paragraph opens with, or None.

    >>> dateline("BUSAN, Feb 20 (Example Wire) -- A ship came in.")
    Dateline(place='BUSAN', month=2, day=20, year=None, agency='Example Wire', end=31, after=32)
    """
    match = _DATELINE.match(line[: LONGEST_DATELINE + 40])
    if match is None or match.end() > LONGEST_DATELINE:
        return None
    place = match["place"]
    if match["dash3"] is not None and not _is_upper(place):
        return None  # "Mr Lee - a broker - said" is no dateline; "BUSAN - A ship" is
    month = match["m1"] or match["m2"]
    day = match["d1"] or match["d2"]
    if match["dash1"] is not None and not match["dash1"].strip() and match.end() < len(line):
        return None
    if match["dash1"] == "." and not _is_upper(place):
        return None
    rest = line[match.end() :]
    return Dateline(
        place=place,
        month=MONTHS[month.lower()] if month else None,
        day=int(day) if day else None,
        year=int(match["year"]) if match["year"] else None,
        agency=match["agency"] or match["agency2"] or match["agency3"],
        end=match.end(),
        after=match.end() + len(rest) - len(rest.lstrip()),
    )


def _is_upper(place: str) -> bool:
    head = place.split(",")[0]
    return head.isupper() and len(head) > 2

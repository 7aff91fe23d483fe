"""Was a party listed on a day, under one programme or at all: the rules, over what each kept version says of it.

What the days mean. A version speaks of the days on which it was seen to stand and, by the dates of its entries, of the
days before; of the days after it, it says nothing, though its entries name an end or none. So for each programme of a
party, in this order:

1.  ``since`` is on or before the day, ``until`` (the first day that no longer counts) after it, in a version that
    stands on the day or later: **yes**. A version of the day itself that lacks the party is named beside it.
2.  A version stands on the day: **yes** if the party is in it and no date of the entry speaks against it, else **no**.
    Two versions of one day that disagree leave it **unknown**.
3.  A later version has the party and all its dates exclude the day (it is before ``since``, or ``until`` had come):
    **no**, as long as no older version saw otherwise, as where somebody was listed, delisted and listed anew.
4.  The day lies between two versions that follow each other: **yes** if both have the party and no date speaks against
    it, **no** if neither has. If one has, it was listed or delisted some day in between: **unknown**. Where the one
    after it lacks the party, a later one that names the end, after the day and by then, says why, and stands for it.
5.  Otherwise the day is before the oldest or after the newest version: **unknown**, and the nearest are named.

The party as a whole is judged like a programme of its own, for it may have changed programmes between two versions.
A version whose day nobody knows decides nothing. A party is followed by its id as long as its names overlap; ids that
are numbered through anew in every version lose their meaning, their names do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from porosity.logic import Truth
from porosity.screening.listed import Listed
from porosity.screening.versions import Version

Spans = tuple[tuple[date | None, date | None], ...]
EVERLASTING: Spans = ((None, None),)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one version says of one party; ``listed`` is None where it is not in it."""

    version: Version
    listed: Listed | None

    @property
    def first(self) -> date:
        """The first day on which the version stood."""
        return self.version.covers_from or self.version.dated

    @property
    def last(self) -> date:
        """The last day on which it was seen to stand."""
        return self.version.covers_until or self.first

    def covers(self, day: date) -> bool:
        """Whether the version stood on a day."""
        return self.first <= day <= self.last

    def spans(self, program: str | None) -> Spans:
        """From when until when the entry holds under a programme, or at all; empty where it does not."""
        if self.listed is None:
            return ()
        if program is None and not self.listed.programs:
            return EVERLASTING
        return tuple((one.since, one.until) for one in self.listed.programs if program in (None, one.name))


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer, why, and the versions that gave it."""

    answer: Truth
    because: str
    versions: tuple[Version, ...]


def decide(row: Sequence[Sight], program: str | None, day: date) -> Decision:
    """Whether one party was listed on a day under one programme, or at all; the rules stand at the top."""
    return (
        _by_its_dates(row, program, day)
        or _by_a_version_of_the_day(row, program, day)
        or _excluded_by_its_dates(row, program, day)
        or _between(row, program, day)
        or _beyond(row, day)
    )


def _by_its_dates(row: Sequence[Sight], program: str | None, day: date) -> Decision | None:
    for sight in row:
        if sight.last >= day and (since := _begun(sight.spans(program), day)):
            missing = [one for one in row if one.covers(day) and not allows(one.spans(program), day)]
            but = f"; yet {missing[0].version.ref}, which stood on that day, does not say so" if missing else ""
            return Decision(Truth.MET, f"listed since {since} by {sight.version.ref}{but}", (sight.version,))
    return None


def _by_a_version_of_the_day(row: Sequence[Sight], program: str | None, day: date) -> Decision | None:
    there = [sight for sight in row if sight.covers(day)]
    if not there:
        return None
    said = {allows(sight.spans(program), day) for sight in there}
    versions = tuple(sight.version for sight in there)
    if len(said) > 1:
        return Decision(Truth.UNKNOWN, f"{_refs(versions)} stood on that day and disagree", versions)
    last = there[-1].version
    if said == {True}:
        return Decision(Truth.MET, f"in {last.ref}, which stood on that day", (last,))
    return Decision(Truth.NOT_MET, f"not in {last.ref}, which stood on that day{_gaps(last)}", (last,))


def _excluded_by_its_dates(row: Sequence[Sight], program: str | None, day: date) -> Decision | None:
    for sight in row:
        spans = sight.spans(program)
        if sight.first > day and spans and not allows(spans, day) and _undisputed(sight, row, program):
            return Decision(Truth.NOT_MET, f"{_dates(spans)} by {sight.version.ref}", (sight.version,))
    return None


def _between(row: Sequence[Sight], program: str | None, day: date) -> Decision | None:
    before = _of_one_day([sight for sight in row if sight.last < day], last=True)
    after = _following(row, program, day)
    if not before or not after:
        return None
    versions = (before[-1].version, after[0].version)
    had = {allows(sight.spans(program), day) for sight in before}
    has = {allows(sight.spans(program), day) for sight in after}
    if had == has == {True}:
        return Decision(Truth.MET, f"in {_refs(versions)}, between which the day lies", versions)
    if had == has == {False}:
        return Decision(Truth.NOT_MET, f"neither in {versions[0].ref} nor in {versions[1].ref}", versions)
    return Decision(Truth.UNKNOWN, f"{_refs(versions)}, between which the day lies, disagree", versions)


def _following(row: Sequence[Sight], program: str | None, day: date) -> Sequence[Sight]:
    """The versions of the first day after a day, or a later one that names the end for which these lack the party."""
    later = [sight for sight in row if sight.first > day]
    next_ones = _of_one_day(later, last=False)
    if any(allows(sight.spans(program), day) for sight in next_ones):
        return next_ones
    return [sight for sight in later if _ended_by(sight.spans(program), day, next_ones[0].first)][:1] or next_ones


def _ended_by(spans: Spans, day: date, last: date) -> bool:
    """Whether one of the spans holds on a day and names an end that had come on another."""
    return any((since is None or since <= day) and until is not None and day < until <= last for since, until in spans)


def _beyond(row: Sequence[Sight], day: date) -> Decision:
    """The day is before the oldest or after the newest version."""
    if not row:
        return Decision(Truth.UNKNOWN, "of no kept version is the day known; import one with --dated", ())
    if day < row[0].first:
        first = row[0].version
        return Decision(Truth.UNKNOWN, f"nothing is known of the days before the oldest version, {first.ref}", (first,))
    newest = row[-1]
    then = "listed" if newest.listed is not None and allows(newest.spans(None), newest.last) else "not listed"
    said = f"{then} by {newest.version.ref}, the newest version, seen up to {newest.last}; nothing is known since"
    return Decision(Truth.UNKNOWN, said, (newest.version,))


def _begun(spans: Spans, day: date) -> date | None:
    """The day since which one of the spans says that it holds on a day."""
    held = (since for since, until in spans if since and since <= day and (until is None or day < until))
    return next(held, None)


def allows(spans: Spans, day: date) -> bool:
    """Whether no date speaks against a day."""
    return any((since is None or since <= day) and (until is None or day < until) for since, until in spans)


def _undisputed(sight: Sight, row: Sequence[Sight], program: str | None) -> bool:
    """Whether no older version had the programme on a day that this one's dates exclude."""
    seen = [one.first for one in row if one.first < sight.first and allows(one.spans(program), one.first)]
    return all(allows(sight.spans(program), day) for day in seen)


def _of_one_day(row: Sequence[Sight], *, last: bool) -> list[Sight]:
    """The first or the last version of a row, with all others of its day."""
    if not row:
        return []
    edge = row[-1] if last else row[0]
    return [sight for sight in row if sight.first == edge.first]


def _dates(spans: Spans) -> str:
    told = [f"from {since or 'an unknown day'} to {until or 'now'}" for since, until in spans]
    return f"listed only {' and '.join(dict.fromkeys(told))}"


def _gaps(version: Version) -> str:
    return f" ({version.skipped} of its records are skipped or marred)" if version.skipped else ""


def _refs(versions: Sequence[Version]) -> str:
    return " and ".join(one.ref for one in versions)

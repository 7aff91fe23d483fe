"""Who stands for whom: a firm that goes on with a listed body's business, money that is a listed body's.

What the report says of the one is then a circumstance of the acts that the other has a part in: they are done with
somebody who acts for a listed one (``acting_for_listed``). The wordings are data (``knowledge/cues.yml``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from porosity.reading import offices
from porosity.reading.cast import Cast
from porosity.reading.claims import Told
from porosity.reading.cues import cues
from porosity.reading.lines import Line, in_words
from porosity.reading.naming import bare

FACT = "acting_for_listed"
REACH = 8  # words from the wording to the listed one that it names


def with_fronts(told: Sequence[Told], lines: Sequence[Line], cast: Cast) -> list[Told]:
    """The claims, those with a part for whoever stands for a listed body told as such."""
    fronts: set[str] = set()
    places: set[tuple[int, int]] = set()
    for line in lines:
        for match in cues().patterns["stands_for"].finditer(line.text):
            span = in_words(line.reading, match.start(), match.end())
            if span is None or not _names_listed(line, span[1], cast):
                continue
            fronts |= set(_before(line, span[0], cast)[:1])
            places.add((line.index, line.start + match.start()))
    return [_told_as(one, fronts, places) for one in told]


def _names_listed(line: Line, first: int, cast: Cast) -> bool:
    """Whether a body or person that is on the UN's list by the day of the report is named right behind a word."""
    for mention in line.reading.mentions:
        if first <= mention.start < first + REACH:
            name = bare(line.text_of(mention.start, mention.end))
            known = offices.organisation(name) or offices.person(name)
            if known is not None and known.un_listed is not None and cast.is_past(known.un_listed.since):
                return True
    return False


def _before(line: Line, first: int, cast: Cast) -> list[str]:
    """The parties and moneys that a line names before a word, the nearest first."""
    mentions = [m for m in line.reading.mentions if m.end <= first and m.label in ("organisation", "person", "money")]
    known = (cast.known(line, m.start, m.end) for m in reversed(mentions))
    return [i for i in known if i is not None]


def _told_as(one: Told, fronts: set[str], places: set[tuple[int, int]]) -> Told:
    inside = any(line == one.line and span.start <= at < span.end for line, at in places for span in one.claim.evidence)
    parties = {i for ids in one.claim.roles.values() for i in ids}
    if FACT in one.claim.facts or not (inside or parties & fronts):
        return one
    return replace(one, claim=replace(one.claim, facts={**one.claim.facts, FACT: True}))

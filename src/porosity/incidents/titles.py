"""What an incident is called, and what it is in a sentence: by its kind, with what its reports agree on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from porosity.exports import wording
from porosity.incidents.digests import Strand
from porosity.incidents.rules import rules
from porosity.reading import countries

MOST = 2  # of what several reports say differently, the two that most of them say
_FIELD = re.compile(r"\{(\w+)\}")


def title_of(strands: Sequence[Strand], titles: Mapping[str, str]) -> str:
    """The title of an incident: made of what its reports share, else that of its first report."""
    ordered = sorted(strands, key=lambda one: (one.first or date.max, one.report))
    first = titles.get(ordered[0].report, "")
    kind = rules().kinds[ordered[0].kind]
    if not kind.title or len({one.report for one in strands}) == 1:
        return first
    values = {name: _value(name, ordered) for name in _FIELD.findall(kind.title)}
    if any(not value for name, value in values.items() if name not in ("place", "name")):
        return first
    made = _FIELD.sub(lambda match: values[match[1]], kind.title)
    job = wording.joined(sorted({one for strand in strands for one in strand.jobs}))
    made = f"{made}, {job}" if job else made
    when = months(ordered)
    return wording.capital(re.sub(r"\s+([,.])", r"\1", " ".join(f"{made}, {when}".split())).rstrip(", "))


def months(strands: Iterable[Strand]) -> str:
    """The months in which an incident lies: "June 2024", "October 2024 to April 2025"."""
    days = [day for one in strands for day in (one.first, one.last) if day is not None]
    if not days:
        return ""
    first, last = f"{min(days):%B %Y}", f"{max(days):%B %Y}"
    return first if first == last else f"{first} to {last}"


def _value(name: str, strands: Sequence[Strand]) -> str:
    """What most strands have for a field, as a reader takes it."""
    match name:
        case "giver":
            return _states(one.givers for one in strands)
        case "taker":
            return _states(one.takers for one in strands)
        case "lands":
            return _states(one.lands for one in strands)
        case "goods":
            telling = [one.goods - rules().generic or one.goods for one in strands]
            return wording.joined([wording.label(one).lower() for one in _common(telling)])
        case "thing":
            return wording.joined(_common(one.things for one in strands))
        case "who":
            return _named([{**one.leaders, **one.people} if not one.people else one.people for one in strands])
        case "name":
            return _named([one.names for one in strands])
        case _:
            return _named([one.places for one in strands])


def _common(sets: Iterable[Iterable[str]]) -> list[str]:
    counted = Counter(one for each in sets for one in each)
    if not counted:
        return []
    most = max(counted.values())
    return sorted(one for one, times in counted.items() if times == most)[:MOST]


def _states(sets: Iterable[Iterable[str]]) -> str:
    return wording.joined([countries.country_name(one) or one for one in _common(sets)])


def _named(maps: Sequence[Mapping[str, str]]) -> str:
    """The names that most strands have, each as it is written longest."""
    shown: dict[str, str] = {}
    for one in maps:
        for key, name in one.items():
            shown[key] = max(name, shown.get(key, ""), key=len)
    return wording.joined([shown[key] for key in _common(maps)])

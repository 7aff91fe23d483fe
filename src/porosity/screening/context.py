"""What else speaks for or against: numbers, birth, country. The same kind of evidence as the name, in the same bits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from porosity import yaml_strict
from porosity.resources import knowledge
from porosity.screening import scorer
from porosity.screening.folding import LOOKALIKES

if TYPE_CHECKING:
    from porosity.screening.listed import Listed
    from porosity.screening.screener import Subject

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
NEAR = 2  # years between births that may be one
_SIGNS = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing beside the name, what it is worth in bits, and a clause that says so.

    One that ``contradicts`` leaves no match, however good the name is.
    """

    bits: float
    because: str
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What birth, country and numbers are worth, in bits."""

    born_same: float
    born_next: float
    born_near: float
    born_apart: float
    country_same: float
    country_other: float
    number_same: float
    number_other: float


@cache
def weights() -> Weights:
    """The shipped weights."""
    return yaml_strict.load_numbers(knowledge() / "screening" / "context.yml", Weights)


def most(subject: Subject) -> float:
    """The most that can speak for a subject beside its name."""
    w = weights()
    birth = w.born_same if subject.born else 0.0
    country = w.country_same if subject.countries else 0.0
    return birth + country + (w.number_same if subject.identifiers else 0.0)


def weigh(subject: Subject, listed: Listed) -> tuple[Evidence, ...]:
    """All that speaks for or against, beside the name."""
    found = (_birth(subject, listed), _country(subject, listed), _number(subject, listed))
    return tuple(one for one in found if one is not None)


def settled(bits: float, told: Sequence[Evidence]) -> float:
    """The bits of a name with all that is told beside it; a contradiction leaves them short of a match."""
    total = bits + sum(one.bits for one in told)
    short = scorer.weights().needed - scorer.weights().margin / 2
    return min(total, short) if any(one.contradicts for one in told) and not _is_proven(told) else total


def _is_proven(told: Sequence[Evidence]) -> bool:
    return any(one.bits >= weights().number_same for one in told)


def year(text: str) -> int | None:
    """The year in a birth date, however it is written."""
    match = _YEAR.search(text)
    return int(match.group()) if match else None


def _birth(subject: Subject, listed: Listed) -> Evidence | None:
    asked = year(subject.born) if subject.born else None
    years = [(span.first.year, span.last.year) for span in listed.born if span.first and span.last]
    if asked is None or not years:
        return None
    apart = min(max(first - asked, asked - last, 0) for first, last in years)
    w = weights()
    bits = w.born_same if apart == 0 else w.born_next if apart == 1 else w.born_near if apart == 2 else w.born_apart
    told = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in years)
    return Evidence(bits, f"born {asked}, listed as born {told}", contradicts=apart > NEAR)


def _country(subject: Subject, listed: Listed) -> Evidence | None:
    if not subject.countries or not listed.countries:
        return None
    shared = sorted(set(subject.countries) & set(listed.countries))
    if shared:
        return Evidence(weights().country_same, f"country {', '.join(shared)}, as listed")
    return Evidence(
        weights().country_other, f"country {', '.join(subject.countries)}, listed with {', '.join(listed.countries)}"
    )


def _number(subject: Subject, listed: Listed) -> Evidence | None:
    asked = {sign(value) for value in subject.identifiers} - {""}
    for one in listed.identifiers:
        if sign(one.value) in asked:
            return Evidence(weights().number_same, f"{one.kind} {one.value}, as listed")
    imo = [one.value for one in listed.identifiers if one.kind == "imo"]
    told = [value for value in asked if len(value) == 7 and value.isdecimal()]
    if imo and told and listed.schema == "Vessel":
        because = f"IMO number {told[0]}, listed with {', '.join(imo)}"
        return Evidence(weights().number_other, because, contradicts=True)
    return None


def sign(value: str) -> str:
    """A number without its spaces, dots and prefixes: ``IMO 9110236`` is ``9110236``; without any digit it is none."""
    written = _SIGNS.sub("", value.translate(LOOKALIKES).upper()).removeprefix("IMO")
    return written if any(letter.isdigit() for letter in written) else ""

"""Small lists for the tests of matching: people, companies and ships of our own invention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from porosity.screening import scorer
from porosity.screening.listed import Identifier, Listed, ListedName, Quality
from porosity.screening.names import Kind, read_name
from porosity.screening.screener import Match, Screener, Subject
from porosity.timespan import TimeSpan

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Names that no list has and that mean nothing, so that a word of them is as rare as a word can be.
GIVEN = ("Belodrag", "Vashti", "Thunmir", "Tormodan", "Sigrunvel", "Ozkhelia", "Fenwrick", "Draganthe", "Ulmarika")
FAMILY = ("Quarzin", "Olmogren", "Vrublezh", "Krevalong", "Szczepanox", "Okonjolde", "Tchernivar", "Gutterezzo")


def year(first: int, last: int | None = None) -> TimeSpan:
    """A birth in a year, or between two."""
    return TimeSpan(date(first, 1, 1), date(last or first, 12, 31), str(first))


def party(
    id: str,
    schema: str,
    *names: str | ListedName,
    born: Sequence[TimeSpan] = (),
    countries: Sequence[str] = (),
    numbers: Sequence[tuple[str, str]] = (),
) -> Listed:
    """A listed party; its first name is the primary one, the others are aliases unless they say otherwise."""
    plain = [name if isinstance(name, ListedName) else ListedName(name, Quality.ALIAS) for name in names]
    if not isinstance(names[0], ListedName):
        plain[0] = ListedName(plain[0].text)
    return Listed(
        id,
        "xx-test",
        schema,
        tuple(plain),
        born=tuple(born),
        countries=tuple(countries),
        identifiers=tuple(Identifier(kind, value) for kind, value in numbers),
    )


def weak(text: str) -> ListedName:
    """An alias that the list itself calls weak."""
    return ListedName(text, Quality.WEAK)


PARTIES = (
    party("p1", "Person", "QUARZIN, Belodrag Thunmir", weak("Rashid"), born=[year(1961)], countries=["kp"]),
    party("p2", "Person", "Vashti Ólmogrėn", "Vashti van der Ólmogrėn"),
    party("p3", "Person", "KIM, Chol Su", "김철수", born=[year(1961)], countries=["kp"]),
    party("p4", "Person", "KIM, Chol Min", countries=["kp"]),
    party("p5", "Person", "Sergei Petrovich Vrublezh", born=[year(1957, 1959)], countries=["ru"]),
    party("p6", "Person", "John Smith", born=[year(1961)], countries=["us"]),
    party("p7", "Person", "Muhammad Husayn Krevalong", numbers=[("passport", "AB 123456")]),
    party("b1", "Company", "Zemtrolex Shipping Co., Ltd.", numbers=[("registration", "HRB 20441")]),
    party("b2", "Company", "Vrublezh Oil and Gas OOO"),
    party("b3", "Organization", "Ministry of Public Weather", countries=["kp"]),
    party("b4", "Company", "International General Trading LLC"),
    party("v1", "Vessel", "TONG VRENG 5", numbers=[("imo", "9110236")], countries=["kp"]),
    party("v2", "Vessel", "ANGARA"),
    party("v3", "Vessel", "Maria", numbers=[("imo", "9175937")]),
)


def match(query: str, listed: str | Listed, schema: str | None = "Person", **known: Any) -> Match | None:
    """What a query finds on a list that holds this one party, or this one name of the same schema."""
    if isinstance(listed, str):
        listed = party("x1", schema or "LegalEntity", listed)
    found = Screener.build([listed]).match(Subject(query, schema, **known))
    return found[0] if found else None


def is_match(query: str, listed: str | Listed, schema: str | None = "Person", **known: Any) -> bool:
    """Whether that is a match."""
    found = match(query, listed, schema, **known)
    return found is not None and found.score >= scorer.THRESHOLD


def compared(query: str, listed: str, kind: Kind = Kind.PERSON) -> scorer.Comparison:
    """Two names held against each other, without any index."""
    other = read_name(listed, kind)
    return scorer.compare(scorer.prepare_for(read_name(query, kind), kind, other), other)


def score(query: str, listed: str, kind: Kind = Kind.PERSON) -> float:
    """The score of two names."""
    return scorer.score(compared(query, listed, kind).bits)


def failing(*values: Any, why: str) -> Any:
    """A case that is right and that we fail."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=why))


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """A list in a file: id, schema, name and quality of each name."""
    lines = ["id\tschema\tname\tquality", *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

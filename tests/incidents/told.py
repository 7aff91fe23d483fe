"""Reports by hand, as they were read: one act each, with who says it, how, and what the law says of it."""

from __future__ import annotations

from datetime import date

from porosity.assessment import (
    Act,
    Assessment,
    Claim,
    Element,
    Entity,
    Event,
    Evidence,
    Finding,
    Goods,
    Quantity,
    Report,
    Stance,
    Status,
    Support,
    Verdict,
)
from porosity.incidents.accounts import Account
from porosity.incidents.digests import Strand, Told
from porosity.incidents.joining import Held
from porosity.incidents.records import Part
from porosity.logic import Truth
from porosity.timespan import TimeSpan

CAR = Goods("car", classes=frozenset(("passenger-vehicle",)))


def entity(id: str, name: str, kind: str, country: str | None = None, goods: Goods | None = None) -> Entity:
    return Entity(id, name, kind, country, (name,), goods=goods)


def account(
    key: str,
    day: str,
    text: str,
    *,
    kind: str = "supply",
    act: str = "transfer",
    roles: dict[str, tuple[Entity, ...]] | None = None,
    sources: tuple[Entity, ...] = (),
    stance: str = "asserts",
    publisher: str | None = None,
    when: str | None = None,
    amount: tuple[float, str] | None = None,
    element: tuple[str, Truth, str] | None = None,
    copy_of: str | None = None,
    passing: bool = False,
) -> Account:
    """A report with one event, one claim that is the whole text, and one finding where an element is given."""
    given = roles or {}
    parties = [one for some in given.values() for one in some]
    ids = {role: tuple(one.id for one in some) for role, some in given.items()}
    time = None if when is None else TimeSpan.on(date.fromisoformat(when), when)
    quantity = None if amount is None else Quantity(amount[0], amount[1], f"{amount[0]:g} {amount[1]}")
    span = Evidence(0, len(text), text)
    claim = Claim(
        "c1", Act(act), ids, (span,), stance=Stance(stance), time=time, sources=tuple(one.name for one in sources)
    )
    event = Event("v1", Act(act), ids, ("c1",), time, quantity=quantity)
    findings = () if element is None else (_finding(element, span),)
    published = date.fromisoformat(day)
    report = Report(key, text, text, published, publisher, None, key, "en")
    known = {one.id: one for one in (*parties, *sources)}
    read = Assessment(report, {}, claims=(claim,), events=(event,), entities=tuple(known.values()), findings=findings)
    part = Part.MENTION if passing else Part.MAIN
    strand = Strand(key, kind, part, Told.TITLE, ("v1",), first=published, last=published)
    return Account(key, read, (Held(strand, "i-1", ("same",)),), copy_of)


def _finding(element: tuple[str, Truth, str], span: Evidence) -> Finding:
    name, value, asks = element
    decided = Element(name, value, f"it says so of {name}", (span,), asks=asks)
    return Finding(
        "f1",
        "v1",
        "un-2397-7-vehicles",
        "vehicles-machinery-metals",
        Verdict.CONDITIONAL if value is Truth.UNKNOWN else Verdict.PROHIBITED,
        (decided,),
        open_questions=(asks,) if value is Truth.UNKNOWN else (),
        status=Status.ALLEGED,
        support=Support("C", 3, "one says it"),
    )

"""Small measures and events of our own for the tests of the engine: nothing here is law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from porosity.assessment import Act, Element, Entity, Event, Exemption, Finding, Goods, Listing, Quantity, Verdict
from porosity.logic import Truth
from porosity.measures.deciding import Situation, weigh
from porosity.measures.judging import judge
from porosity.measures.law import Law
from porosity.measures.loading import read_measure
from porosity.measures.measure import Measure
from porosity.timespan import TimeSpan

FROM = date(2010, 1, 1)
UNTIL = date(2020, 1, 1)
LORRY = Goods("lorry", hs=("8704",), classes=frozenset(("vehicle",)))
COAL = Goods("coal", hs=("2701",), classes=frozenset(("coal",)))
CARGO = Goods("cargo", possible_classes=frozenset(("vehicle", "coal")))


def measure(limb: Mapping[str, Any] | None = None, **changes: Any) -> Measure:
    """A ban on supplying vehicles to the DPRK from 2010 to 2019, with some of it changed; None takes a key out."""
    data: dict[str, Any] = {
        "id": "made",
        "title": "Vehicles to the DPRK",
        "regime": "un-dprk",
        "kind": "prohibition",
        "force": "decides",
        "instrument": "An act of our own, art. 1",
        "in_force_from": FROM,
        "in_force_until": UNTIL,
        "target": "kp",
        "bound": "un-members",
        "families": ["vehicles-machinery-metals"],
        "citations": [{"text": "An act of our own, art. 1", "sure": "recalled"}],
        **changes,
    }
    supply = {
        "family": data["families"][0],
        "says": "supplying vehicles",
        "acts": ["transfer", "procure", "use", "possess"],
        "direction": "in",
        "things": {"hs": ["87"], "classes": ["vehicle"]},
        "reference": "An act of our own, art. 1",
        **(limb or {}),
    }
    data.setdefault("limbs", {"supply": {key: value for key, value in supply.items() if value is not None}})
    kept = {key: value for key, value in data.items() if value is not None}
    return read_measure(Path("measures/un-dprk/made.yml"), kept)


def law(*measures: Measure) -> Law:
    """A law of some measures, without families or regimes."""
    return Law(measures or (measure(),), (), (), "made")


def party(country: str | None, *, name: str = "", **known: Any) -> Entity:
    """A party by its country; unknown if it is None."""
    given = {"kind": "organisation", **known}
    return Entity(id="", name=name or (country or "somebody").upper(), country=country, **given)


def listed(since: date | None = None, *, by: str = "un-1718") -> Listing:
    """An entry of a list."""
    return Listing(by, "1", "A name", 1.0, "1718", since)


def situation(
    act: str = "transfer",
    *,
    agent: object = "ru",
    recipient: object = "kp",
    item: object = LORRY,
    on: date | tuple[date | None, date | None] | None = date(2015, 6, 1),
    published: date | None = None,
    amount: tuple[float, str] | None = None,
    facts: Mapping[str, bool] | None = None,
    **roles: object,
) -> Situation:
    """An event: roles by country, party or goods (or lists of them); an empty list names nobody."""
    entities: dict[str, Entity] = {}
    filled: dict[str, tuple[str, ...]] = {}
    for role, fillers in {"agent": agent, "recipient": recipient, "item": item, **roles}.items():
        for filler in fillers if isinstance(fillers, list) else [fillers]:
            if isinstance(filler, Goods):
                one = Entity("", filler.term, "goods", goods=filler)
            else:
                one = filler if isinstance(filler, Entity) else party(filler)
            entity = Entity(**{**{f: getattr(one, f) for f in one.__slots__}, "id": f"{role}-{len(entities)}"})
            entities[entity.id] = entity
            filled[role] = (*filled.get(role, ()), entity.id)
    time = TimeSpan(*on) if isinstance(on, tuple) else None if on is None else TimeSpan.on(on)
    quantity = None if amount is None else Quantity(amount[0], amount[1], f"{amount[0]:g} {amount[1]}")
    event = Event("event", Act(act), filled, time=time, quantity=quantity, facts=facts or {})
    return Situation(event, entities, published)


def elements(of: Measure, one: Situation) -> dict[str, Element]:
    """The elements of a measure's first limb, by name."""
    return {element.name: element for element in weigh(of, of.limbs[0], one).elements}


def value(name: str, one: Situation, of: Measure | None = None) -> Truth:
    """What one element is."""
    return elements(of or measure(), one)[name].value


def finding(one: Situation, *measures: Measure) -> Finding | None:
    """The first finding of a made law."""
    found = judge(one, law(*measures))
    return found[0] if found else None


def verdict(one: Situation, *measures: Measure) -> Verdict | None:
    """The verdict of the first finding, if there is one."""
    found = finding(one, *measures)
    return None if found is None else found.verdict


def way_out(name: str, state: str) -> Exemption:
    """An exemption in a state."""
    return Exemption(name, state, "")

"""Worked cases beside the law: events in shorthand, the verdict that each must yield, and the boundaries they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from porosity import resources, yaml_strict
from porosity.assessment import ROLES, Act, Entity, Event, Finding, Goods, Listing
from porosity.errors import KnowledgeError
from porosity.logic import Truth
from porosity.measures.deciding import Situation, weigh
from porosity.measures.events import complete, parse_quantity
from porosity.measures.judging import fails, judge
from porosity.measures.law import Law
from porosity.measures.loading import GUIDE, Block, known_facts, known_words
from porosity.measures.measure import Direction, Limb, Measure
from porosity.timespan import TimeSpan

EXPECTED = ("prohibited", "conditional", "exempt", "not-in-force", "not-bound", "criterion", "none")


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One event and what the measure must say of it."""

    measure: str
    name: str
    situation: Situation
    verdict: str
    family: str | None = None
    elements: Mapping[str, str] = field(default_factory=dict)


def load_cases(folder: Path | None = None, *, ids: Iterable[str] = ()) -> list[WorkedCase]:
    """The worked cases of the measures: of all, or of those that are named.

    Raises:
        KnowledgeError: a case file breaks a rule of docs/measures.md.
    """
    folder = (folder or resources.knowledge()) / "cases" / "measures"
    wanted = set(ids)
    paths = [path for path in sorted(folder.glob("*/*.yml")) if not wanted or path.stem in wanted]
    return [case for path in paths for case in read_cases(path)]


def read_cases(path: Path) -> list[WorkedCase]:
    """The cases of one file, which bears the id of its measure."""
    place = f"cases/measures/{path.parent.name}/{path.name}"
    data = yaml_strict.load(path)
    if not isinstance(data, list):
        raise KnowledgeError(place, "a list of cases was expected.", GUIDE)
    cases = [_read_case(Block(f"{place}: case {number}", item), path.stem) for number, item in enumerate(data, 1)]
    names = [case.name for case in cases]
    for name in names:
        if names.count(name) > 1:
            raise KnowledgeError(place, f"two cases are named '{name}'.", "Name each as the sentence that it proves.")
    return cases


def _read_case(block: Block, measure: str) -> WorkedCase:
    name = block.text("name")
    event = block.block("event")
    if event is None:
        raise block.wrong("event", "is missing.")
    situation = _read_event(event)
    expect = block.raw("expect")
    family: str | None = None
    elements: dict[str, str] = {}
    if isinstance(expect, Mapping):
        below = Block(f"{block.place}: expect", expect)
        verdict = below.text("verdict")
        family = below.text("family", default="") or None
        wanted = below.raw("elements") or {}
        elements = {str(key): str(value) for key, value in wanted.items()} if isinstance(wanted, Mapping) else {}
        below.close()
    else:
        verdict = str(expect)
    block.text("limb", default="")
    block.close()
    if verdict not in EXPECTED:
        raise block.wrong("expect", f"is {verdict!r}.", known_words(verdict, EXPECTED))
    return WorkedCase(measure, name, situation, verdict, family, elements)


def _read_event(block: Block) -> Situation:
    act = block.one_of("act", Act)
    roles: dict[str, tuple[str, ...]] = {}
    entities: dict[str, Entity] = {}
    for key, role in (("from", "agent"), ("to", "recipient"), *((role, role) for role in ROLES)):
        if key == "quantity":
            continue
        value = block.raw(key)
        if value is None:
            continue
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            entity = _read_party(f"{role}-{number}-{key}", role, item, block)
            entities[entity.id] = entity
            roles[role] = (*roles.get(role, ()), entity.id)
    facts = block.raw("facts") or {}
    if not isinstance(facts, Mapping) or not all(isinstance(value, bool) for value in facts.values()):
        raise block.wrong("facts", f"must map facts to true or false, not {facts!r}.")
    for fact in facts:
        if fact not in known_facts():
            raise block.wrong("facts", f"names {fact!r}.", known_words(str(fact), known_facts()))
    quantity = block.text("quantity", default="")
    event = Event(
        id="case",
        act=act,
        roles=roles,
        time=_read_date(block),
        quantity=parse_quantity(quantity),
        facts={str(key): bool(value) for key, value in facts.items()},
    )
    block.close()
    return Situation(event, entities)


def _read_date(block: Block) -> TimeSpan | None:
    value = block.raw("date")
    if value is None:
        return None
    days: list[Any] = value if isinstance(value, list) else [value, value]
    if len(days) != 2 or not all(day is None or type(day) is date for day in days):
        raise block.wrong("date", f"must be a day or [first, last], not {value!r}.")
    return TimeSpan(days[0], days[1])


PLACE_ROLES = ("place", "origin", "destination", "via")


def _read_party(entity_id: str, role: str, item: object, block: Block) -> Entity:
    if isinstance(item, str):
        is_code = len(item) == 2 and item.islower() and role != "item"
        kind = "goods" if role == "item" else "place" if role in PLACE_ROLES else "organisation"
        entity = Entity(entity_id, item, kind)
        return complete(replace(entity, country=item, name=item.upper()) if is_code else entity)
    below = Block(f"{block.place}: {role}", item)
    listed = below.raw("listings")
    goods = Goods(
        term=(name := below.text("name", default="it")),
        hs=below.texts("hs"),
        classes=frozenset(below.texts("classes")),
        possible_hs=below.texts("possible_hs"),
        possible_classes=frozenset(below.texts("possible_classes")),
    )
    given = goods.hs or goods.classes or goods.possible_hs or goods.possible_classes
    entity = Entity(
        id=entity_id,
        name=name,
        kind=below.text("kind", default="goods" if role == "item" else "organisation"),
        country=below.text("country", default="") or None,
        flag=below.text("flag", default="") or None,
        goods=goods if given else None,
        listings=_read_listings(listed, name),
    )
    below.close()
    return complete(entity)


def _read_listings(listed: object, name: str) -> tuple[Listing, ...] | None:
    if listed is None:
        return None
    return (Listing("un-1718", "case", name, 1.0, "1718", None),) if listed else ()


def run(case: WorkedCase, law: Law) -> str | None:
    """What is wrong with the outcome of a case, or None if it is as expected."""
    findings = [f for f in judge(case.situation, law) if f.measure == case.measure]
    if case.family is not None:
        findings = [f for f in findings if f.family == case.family]
    got: Finding | None = findings[0] if findings else None
    verdict = got.verdict.value if got else "none"
    if verdict != case.verdict:
        return f"expected {case.verdict}, got {verdict}. {_trace(case, law)}"
    values = {element.name: element.value.value for element in got.elements} if got else {}
    for name, value in case.elements.items():
        if values.get(name) != value:
            return f"element {name}: expected {value}, got {values.get(name)}"
    return None


def _trace(case: WorkedCase, law: Law) -> str:
    measure = law.get(case.measure)
    if measure is None:
        return f"The measure {case.measure} does not exist."
    lines = []
    for limb in measure.limbs:
        weighed = weigh(measure, limb, case.situation)
        values = ", ".join(f"{e.name}={e.value}" for e in weighed.elements if e.value is not Truth.MET)
        lines.append(f"{limb.id}: {values or 'all met'}{'' if weighed.raised else ' (not raised)'}")
    return " | ".join(lines)


@dataclass(frozen=True, slots=True, order=True)
class Boundary:
    """A side of a boundary of a measure that some case must stand on."""

    measure: str
    limb: str
    says: str


def missing_boundaries(measure: Measure, cases: Iterable[WorkedCase], law: Law) -> list[Boundary]:
    """The sides of the measure's boundaries on which no case stands."""
    if not measure.dated or not measure.limbs:
        return []
    seen: set[Boundary] = set()
    for case in cases:
        if case.measure == measure.id:
            for limb in measure.limbs:
                seen |= _covered(measure, limb, case, law)
    return sorted(set(boundaries(measure)) - seen)


def boundaries(measure: Measure) -> Iterator[Boundary]:
    """Every side of every boundary of a measure: dates, acts, direction, things, conditions, exemptions, actors."""
    if not measure.dated or not measure.limbs:
        return
    if measure.bound.who in ("states", "target") and measure.force.binds:
        yield Boundary(measure.id, "", "an actor whom it does not bind")
    for limb in measure.limbs:
        yield from (Boundary(measure.id, limb.id, says) for says in _sides(measure, limb))


def _sides(measure: Measure, limb: Limb) -> Iterator[str]:
    yield "all elements met"
    begins, ends = _dates(measure, limb)
    yield f"the day before {begins}"
    yield f"the day {begins}"
    if ends is not None:
        yield f"the last day before {ends}"
        yield f"the day {ends}"
    yield "an act outside"
    if limb.direction in (Direction.IN, Direction.OUT):
        yield "the wrong direction"
    if limb.things is not None:
        yield "a thing outside"
    for rule in limb.conditions:
        yield f"{rule.name} met"
        yield f"{rule.name} not met or open"
    for exemption in measure.exemptions:
        if (not exemption.limbs or limb.id in exemption.limbs) and _can_be_prohibited(measure):
            yield f"exemption {exemption.id} applied"


def _can_be_prohibited(measure: Measure) -> bool:
    return measure.force.binds and measure.kind.value != "criterion"


def _dates(measure: Measure, limb: Limb) -> tuple[date, date | None]:
    begins = max(filter(None, (measure.in_force_from, limb.since)))
    ends = min(filter(None, (measure.in_force_until, limb.until)), default=None)
    return begins, ends


def _covered(measure: Measure, limb: Limb, case: WorkedCase, law: Law) -> set[Boundary]:
    weighed = weigh(measure, limb, case.situation)
    values = {element.name: element.value for element in weighed.elements}
    sides = set(_settled(measure, limb, case, values))
    failing = [name for name, value in values.items() if value is Truth.NOT_MET]
    if not measure.force.binds:
        failing.remove("bound")
    if "bound" in failing and not fails(weighed.elements):
        return {Boundary(measure.id, "", "an actor whom it does not bind")} | _named(measure, limb, sides)
    if failing == ["act"]:
        sides.add("an act outside")
    if failing == ["direction"]:
        sides.add("the wrong direction")
    if failing == ["things"]:
        sides.add("a thing outside")
    sides |= set(_conditions(limb, values, failing))
    if weighed.raised and not failing:
        sides |= {f"exemption {one}" for one in _applied(measure, limb, case)}
    return _named(measure, limb, sides)


def _named(measure: Measure, limb: Limb, sides: Iterable[str]) -> set[Boundary]:
    return {Boundary(measure.id, limb.id, says) for says in sides}


def _settled(measure: Measure, limb: Limb, case: WorkedCase, values: Mapping[str, Truth]) -> Iterator[str]:
    """Dates and the whole: only a case in which all else is right stands on such a boundary."""
    others = {value for name, value in values.items() if name not in ("in_force", "bound")}
    if Truth.NOT_MET in others:
        return
    begins, ends = _dates(measure, limb)
    if others <= {Truth.MET} and values["in_force"] is Truth.MET:
        yield "all elements met"
    when = case.situation.event.time
    if when is None or when.first is None or when.first != when.last:
        return
    if when.first == begins - timedelta(days=1):
        yield f"the day before {begins}"
    if when.first == begins:
        yield f"the day {begins}"
    if ends is not None and when.first == ends - timedelta(days=1):
        yield f"the last day before {ends}"
    if ends is not None and when.first == ends:
        yield f"the day {ends}"


def _conditions(limb: Limb, values: Mapping[str, Truth], failing: list[str]) -> Iterator[str]:
    for rule in limb.conditions:
        if values[rule.name] is Truth.MET and not failing:
            yield f"{rule.name} met"
        elif not [name for name in failing if name != rule.name]:
            yield f"{rule.name} not met or open"


def _applied(measure: Measure, limb: Limb, case: WorkedCase) -> Iterator[str]:
    for rule in measure.exemptions:
        if (not rule.limbs or limb.id in rule.limbs) and case.situation.event.facts.get(rule.fact) is True:
            yield f"{rule.id} applied"


@cache
def shipped_cases() -> tuple[WorkedCase, ...]:
    """The cases that ship with Porosity, loaded once."""
    return tuple(load_cases())

"""Is each element of a limb met, not met or unknown? Pure functions from a situation to elements with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from porosity import facts, goods, quantities
from porosity.assessment import Act, Element, Entity, Event, Evidence, Goods, Listing, Means
from porosity.goods.classes import closure
from porosity.logic import Truth, all_of, any_of
from porosity.measures import parties
from porosity.measures.measure import Condition, Direction, Limb, Measure, Party, Silent, Things
from porosity.reading import countries
from porosity.timespan import TimeSpan

TARGET_NAMES = {"kp": "the DPRK", "ru": "Russia"}
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Situation:
    """An event with the entities in it, and the words that say it. ``published`` bounds an undated act.

    ``suppliers`` and ``receivers`` are ids; ``giving`` and ``taking`` their countries, and whether one is unknown.
    """

    event: Event
    entities: Mapping[str, Entity]
    published: date | None = None
    evidence: tuple[Evidence, ...] = ()
    time_evidence: tuple[Evidence, ...] = ()
    fact_evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    suppliers: tuple[str, ...] = field(init=False, repr=False, compare=False)
    receivers: tuple[str, ...] = field(init=False, repr=False, compare=False)
    giving: tuple[frozenset[str], bool] = field(init=False, repr=False, compare=False)
    taking: tuple[frozenset[str], bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        suppliers, receivers = parties.suppliers(self.event), parties.receivers(self.event)
        object.__setattr__(self, "suppliers", suppliers)
        object.__setattr__(self, "receivers", receivers)
        object.__setattr__(self, "giving", parties.countries(suppliers, self.entities))
        object.__setattr__(self, "taking", parties.countries(receivers, self.entities))

    @property
    def time(self) -> TimeSpan | None:
        """When it took place: as told, else the day of publication, else unknown."""
        if self.event.time is not None:
            return self.event.time
        return None if self.published is None else TimeSpan.on(self.published)

    def named(self, ids: Iterable[str]) -> list[Entity]:
        """The entities of some ids."""
        return [self.entities[i] for i in ids if i in self.entities]

    def names(self, ids: Iterable[str]) -> str:
        """The names of some entities, for a reason."""
        return ", ".join(self.entities[i].name for i in ids if i in self.entities)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A limb held against a situation: its elements, and whether it is worth raising as a finding.

    ``raised`` is false where the report does not come near: a direction or thing nobody names, a national rule of which
    nobody says that its State had a part, a condition on which silence raises nothing. The elements hold either way.
    """

    limb: Limb
    elements: tuple[Element, ...]
    raised: bool


CRAFT = frozenset({"aircraft", "vessel", "rail-vehicle", "warship", "combat-aircraft"})
CRAFT_CHAPTERS = ("86", "88", "89")
SHIPPED = ("8806", "8807", "8607", "8609")  # drones, parts, containers: these are carried
OPEN_FACTS: Mapping[str, frozenset[Act]] = {
    "hangs_on_event": frozenset(Act),
    "only_shown": frozenset({Act.TRANSFER, Act.PROCURE, Act.TRANSPORT}),
}


def under_way(situation: Situation) -> Situation:
    """The situation, with an aircraft, ship or train that is only under way read as the carrier, not as the cargo.

    A jet that "is transported" to Pyongyang flies there: no jet is supplied, but what it may carry still matters. Where
    the report speaks of a delivery or names another carrier, the craft itself is the cargo.
    """
    event = situation.event
    if event.act is not Act.TRANSPORT or event.roles.get("carrier") or event.facts.get("delivered_itself") is True:
        return situation
    entities = dict(situation.entities)
    items, carriers = [], []
    for entity in situation.named(event.roles.get("item", ())):
        cargo = None if entity.goods is None else _without_craft(entity.goods)
        if cargo is None:
            items.append(entity.id)
            continue
        carriers.append(entity.id)
        if cargo.classes or cargo.possible_classes or cargo.hs:
            entities[f"{entity.id}-cargo"] = replace(entity, id=f"{entity.id}-cargo", goods=cargo)
            items.append(f"{entity.id}-cargo")
    if not carriers:
        return situation
    roles = {**event.roles, "item": tuple(items), "carrier": tuple(carriers)}
    return replace(situation, event=replace(event, roles=roles), entities=entities)


@lru_cache(maxsize=10_000)
def _without_craft(read: Goods) -> Goods | None:
    """What a description names besides the craft in it; None if there is no craft."""
    codes = read.hs + read.possible_hs
    if any(code.startswith(SHIPPED) for code in codes):
        return None
    craft = {name for name in read.classes | read.possible_classes if CRAFT & closure((name,))}
    if not craft:
        return None
    return replace(
        read,
        hs=tuple(code for code in read.hs if not code.startswith(CRAFT_CHAPTERS)),
        possible_hs=tuple(code for code in read.possible_hs if not code.startswith(CRAFT_CHAPTERS)),
        classes=read.classes - craft,
        possible_classes=read.possible_classes - craft,
    )


def things_value(wanted: Things, situation: Situation) -> Truth:
    """Whether one of the event's items is among the things that are wanted."""
    values = [_thing(entity, wanted) for entity in situation.named(situation.event.roles.get("item", ()))]
    return any_of(values) if values else Truth.UNKNOWN


def weigh(measure: Measure, limb: Limb, situation: Situation) -> Weighed:
    """All elements of a limb in a situation; every one is decided, also after one has failed."""
    binds = bound(measure, limb, situation)
    told = list(_told(measure, limb, situation))
    raised = _may_bind(measure, binds) and all(near for _, near in told)
    return _weighed(measure, limb, situation, binds, raised=raised, told=[element for element, _ in told])


def weigh_near(measure: Measure, limb: Limb, situation: Situation) -> Weighed | None:
    """The same; None as soon as an element fails or is not near enough to be raised, as most limbs of the law do."""
    binds = bound(measure, limb, situation)
    if not _may_bind(measure, binds):
        return None
    told = []
    for element, near in _told(measure, limb, situation):
        if not near or element.value is Truth.NOT_MET:
            return None
        told.append(element)
    return _weighed(measure, limb, situation, binds, raised=True, told=told)


def _may_bind(measure: Measure, binds: Element) -> bool:
    return measure.bound.who != "states" or binds.value is not Truth.UNKNOWN


def _weighed(
    measure: Measure, limb: Limb, situation: Situation, binds: Element, *, raised: bool, told: Iterable[Element]
) -> Weighed:
    first = (in_force(measure, limb, situation), binds, act(limb, situation))
    return Weighed(limb, (*first, *left_open(limb, situation), *told), raised)


def _told(measure: Measure, limb: Limb, situation: Situation) -> Iterator[tuple[Element, bool]]:
    """The elements that the report decides, each with whether it comes near enough to be raised."""
    if limb.direction is not Direction.NONE:
        element = direction(measure, limb, situation)
        yield element, element.value is not Truth.UNKNOWN or bool(situation.event.inferred)
    if limb.things is not None:
        items = situation.event.roles.get("item", ())
        element = things(limb, limb.things, items, situation)
        yield element, element.value is not Truth.UNKNOWN or _anything_possible(limb.things, items, situation)
    for rule in limb.conditions:
        element = condition(rule, measure, limb, situation)
        yield element, element.value is not Truth.UNKNOWN or rule.silent is not Silent.NOT_RAISED


def period(measure: Measure, limb: Limb) -> tuple[date | None, date | None]:
    """From when until when a limb governs: the dates of its measure, narrowed by its own; the end is half-open."""
    begins = max(filter(None, (measure.in_force_from, limb.since)), default=None)
    ends = min(filter(None, (measure.in_force_until, limb.until)), default=None)
    return begins, ends


def in_force(measure: Measure, limb: Limb, situation: Situation) -> Element:
    """Whether the limb governed when the act took place."""
    begins, ends = period(measure, limb)
    when = situation.time
    told = situation.event.time is not None
    ask = "When did it take place?"
    if begins is None:
        return Element("in_force", Truth.UNKNOWN, "We do not know from when this measure governs.", asks=ask)
    governs = f"{begins} to {ends - timedelta(days=1)}" if ends else f"since {begins}"
    if when is None:
        reason = f"It governs {governs}; the report gives no date."
        return Element("in_force", Truth.UNKNOWN, reason, reference=limb.reference, asks=ask)
    value = when.since(begins)
    if ends is not None:
        value = all_of((value, when.before(ends)))
    source = situation.event.time_because or (
        "as reported" if told else "no date is given: the day of publication stands"
    )
    stands = {
        Truth.MET: f"It governs {governs}, and the act is dated {when} ({source}).",
        Truth.NOT_MET: f"It governs {governs}; the act is dated {when} ({source}).",
        Truth.UNKNOWN: f"It governs {governs}; the act may lie on either side, {when} ({source}).",
    }
    evidence = situation.time_evidence if told else ()
    return Element("in_force", value, stands[value], evidence, limb.reference, ask)


def bound(measure: Measure, limb: Limb, situation: Situation) -> Element:
    """Whether the measure binds those who act."""
    event, entities = situation.event, situation.entities
    if not measure.force.binds:
        says = "calls upon States" if measure.force.value == "calls" else "permits States to act"
        return Element("bound", Truth.NOT_MET, f"The paragraph only {says}; it binds nobody.", reference=limb.reference)
    who = measure.bound
    if who.who == "anyone":
        return Element("bound", Truth.MET, who.says or "It reaches any person.", reference=limb.reference)
    acting = (*situation.suppliers, *event.roles.get("agent", ()), *event.roles.get("carrier", ()))
    known, gap = parties.countries(acting, entities)
    ask = "Who acted, and under which State's jurisdiction?"
    days = _days(measure, limb, situation)
    if who.who == "target":
        value = _among(known, gap or not acting, (measure.target or "",), days)
        reason = f"It binds {_target(measure)} itself; the act is by {situation.names(acting) or 'somebody unknown'}."
        return Element("bound", value, reason, (), limb.reference, ask)
    receiving, receiving_gap = situation.taking
    asks_who = any(rule.party is not None and rule.party.countries_not for rule in limb.conditions)
    if not asks_who and _stays_in(measure.target, situation):
        reason = f"Both sides are of {_target(measure)} itself; nobody of another State has a part."
        return Element("bound", Truth.NOT_MET, reason, (), limb.reference, ask)
    if who.who == "un-members":
        return _bound_members(known | receiving, limb, days)
    others = frozenset(c for c in receiving if c != measure.target)
    value = _among(known | others, gap or receiving_gap or not acting, who.states, days)
    scope = who.says or "its own territory, nationals and companies"
    states = ", ".join(who.states).upper()
    reasons = {
        Truth.MET: f"It binds {states} ({scope}), and {situation.names(acting) or 'a party'} belongs there.",
        Truth.NOT_MET: f"It binds {states} ({scope}); no such link of {situation.names(acting)} is reported.",
        Truth.UNKNOWN: f"It binds {states} ({scope}); the report does not say whether somebody there took part.",
    }
    return Element("bound", value, reasons[value], (), limb.reference, ask)


def _stays_in(target: str | None, situation: Situation) -> bool:
    """Whether who gives and who gets are known, and all of them of the target."""
    (giving, giving_gap), (taking, taking_gap) = situation.giving, situation.taking
    return not (giving_gap or taking_gap) and giving == taking == {target}


def _bound_members(known: frozenset[str], limb: Limb, days: Days) -> Element:
    members = sorted(c for c in known if _member(c, "un-members", days) is Truth.MET)
    if members:
        reason = f"It binds every UN Member State; a party belongs to one ({', '.join(members).upper()})."
        return Element("bound", Truth.MET, reason, reference=limb.reference)
    if known:
        reason = f"It binds UN Member States; {', '.join(sorted(known)).upper()} is none, others may have taken part."
        return Element("bound", Truth.UNKNOWN, reason, (), limb.reference, "Through which State did it pass?")
    reason = "It binds every UN Member State, so whoever acted was under the jurisdiction of one."
    return Element("bound", Truth.MET, reason, reference=limb.reference)


def _among(known: frozenset[str], gap: bool, states: Iterable[str], days: Days) -> Truth:
    """Whether one of the known countries is one of the States, or in one of the groups, that are named."""
    groups = countries.groups()
    tests = [Truth.UNKNOWN] if gap else []
    for state in states:
        tests.append(Truth.of(state in known))
        if state in groups:
            tests.extend(_member(country, state, days) for country in known)
    return any_of(tests)


def _member(country: str, group: str, days: Days) -> Truth:
    """Whether a State was in a group; unknown where it joined or left within the days on which the act may lie."""
    first, last = (countries.in_group(country, group, day) for day in days)
    return Truth.of(first if first is last else None)


def _days(measure: Measure, limb: Limb, situation: Situation) -> Days:
    """When to ask who was a member of what: in the span of the act, pulled into the time that the limb governs.

    Outside that time the question does not arise. Pulled in, an open or narrowed span settles no less than before.
    """
    begins, ends = period(measure, limb)
    earliest = begins or date.min
    latest = date.max if ends is None else max(earliest, ends - timedelta(days=1))
    when = situation.time or TimeSpan(None, None)
    first, last = when.first or earliest, when.last or latest
    return min(max(first, earliest), latest), min(max(last, earliest), latest)


def act(limb: Limb, situation: Situation) -> Element:
    """Whether the limb speaks of such an act."""
    value = Truth.of(situation.event.act.value in limb.acts)
    kinds = ", ".join(limb.acts)
    verb = "is one" if value is Truth.MET else "is none"
    reason = f"The act is read as '{situation.event.act}', which {verb} of those that count here ({kinds})."
    return Element("act", value, reason, situation.evidence, limb.reference)


def left_open(limb: Limb, situation: Situation) -> list[Element]:
    """What leaves open that the act is done at all: it hangs on another event, or the thing was only shown."""
    event = situation.event
    return [
        Element(
            name,
            Truth.UNKNOWN,
            f"The report leaves it open ({name.replace('_', ' ')}).",
            situation.fact_evidence.get(name, ()) or situation.evidence,
            limb.reference,
            facts.facts()[name].asks,
        )
        for name, acts in OPEN_FACTS.items()
        if event.facts.get(name) is True and event.act in acts
    ]


def direction(measure: Measure, limb: Limb, situation: Situation) -> Element:
    """Whether things move the way that the limb bars, seen from the target."""
    into = _moves(measure, situation, into=True)
    out = _moves(measure, situation, into=False)
    target = _target(measure)
    if limb.direction is Direction.IN:
        value, way = into, f"to {target}"
    elif limb.direction is Direction.OUT:
        value, way = out, f"out of {target}"
    else:
        value, way = any_of((into, out, _together(measure, situation))), f"to or out of {target}"
    inferred = frozenset(situation.event.inferred) & frozenset(situation.receivers)
    if value is Truth.MET and inferred and out is not Truth.MET:
        value = Truth.UNKNOWN
    giver = situation.names(situation.suppliers) or "somebody unknown"
    taker = situation.names(situation.receivers) or "somebody unknown"
    verb = {Truth.MET: "is", Truth.NOT_MET: "is not", Truth.UNKNOWN: "may be"}[value]
    reason = f"The way is from {giver} to {taker}: this {verb} {way}."
    if inferred and value is Truth.UNKNOWN:
        reason += f" The report names {situation.names(inferred)} near the act, and does not say that it took part."
    return Element("direction", value, reason, situation.evidence, limb.reference, "From whom to whom did it go?")


ONE_WAY = frozenset(
    (Act.TRANSFER, Act.PROCURE, Act.TRANSPORT, Act.USE, Act.POSSESS, Act.DEPLOY, Act.EMPLOY, Act.FINANCE)
)


def _moves(measure: Measure, situation: Situation, *, into: bool) -> Truth:
    near, far = (situation.receivers, situation.suppliers) if into else (situation.suppliers, situation.receivers)
    (known, gap), (beyond, beyond_gap) = (
        (situation.taking, situation.giving) if into else (situation.giving, situation.taking)
    )
    target = measure.target or ""
    joint = len(known) > 1 or gap
    if target in known and joint and not far and situation.event.act not in ONE_WAY:
        return Truth.UNKNOWN
    if target in known and beyond == {target}:
        return Truth.UNKNOWN if beyond_gap else Truth.NOT_MET
    if target in known:
        return Truth.MET
    return Truth.UNKNOWN if gap or not near else Truth.NOT_MET


def _together(measure: Measure, situation: Situation) -> Truth:
    """A joint act of the target and somebody else has no direction, and counts both ways."""
    event = situation.event
    ids = (*event.roles.get("agent", ()), *event.roles.get("recipient", ()), *situation.suppliers)
    known, gap = parties.countries(ids, situation.entities)
    if (measure.target or "") not in known:
        return Truth.UNKNOWN if gap or not ids else Truth.NOT_MET
    return Truth.MET if len(known) > 1 else Truth.UNKNOWN


def things(limb: Limb, wanted: Things, ids: Iterable[str], situation: Situation, name: str = "things") -> Element:
    """Whether one of the things is among those that the limb names."""
    entities = [situation.entities[i] for i in ids if i in situation.entities]
    values = [_thing(entity, wanted) for entity in entities]
    value = any_of(values) if values else Truth.UNKNOWN
    told = [entity for entity, one in zip(entities, values, strict=True) if one is value] or entities
    reasons = "; ".join(entity.goods.because for entity in told if entity.goods and entity.goods.because)
    listing = ", ".join(entity.name for entity in told) or "nothing"
    says = {
        Truth.MET: f"Named: {listing}",
        Truth.NOT_MET: f"Not named: {listing}",
        Truth.UNKNOWN: f"It may be named, depending on what it is: {listing}" if told else "The report names no thing",
    }[value]
    ask = f"What exactly is it ({listing})?" if told else "What was it?"
    reason = f"{says}. {reasons}".strip().rstrip(".") + "."
    return Element(name, value, reason, situation.evidence, limb.reference, ask)


def _thing(entity: Entity, wanted: Things) -> Truth:
    return Truth.UNKNOWN if entity.goods is None else _among_things(entity.goods, wanted)


@lru_cache(maxsize=100_000)
def _among_things(read: Goods, wanted: Things) -> Truth:
    value = goods.within(read, hs=wanted.hs, classes=wanted.classes)
    if not wanted.but_not:
        return value
    return all_of((value, goods.within(read, hs=(), classes=wanted.but_not).negated()))


VAGUE = "goods-unspecified"


def _anything_possible(wanted: Things, ids: Iterable[str], situation: Situation) -> bool:
    """Whether an unknown thing comes near: a class that it may have is named. A heading that merely resembles its
    name, and words such as "goods" or "aid" that may mean anything, do not come near.
    """
    for entity in (situation.entities[i] for i in ids if i in situation.entities):
        read = entity.goods
        if read is None or VAGUE in read.classes or _thing(entity, wanted) is not Truth.UNKNOWN:
            continue
        if goods.within(replace(read, hs=(), possible_hs=()), classes=wanted.classes) is not Truth.NOT_MET:
            return True
    return False


def condition(rule: Condition, measure: Measure, limb: Limb, situation: Situation) -> Element:
    """A further element: any of its tests being met settles it; a fact that is told goes before an amount.

    A fact that nobody tells leaves it to the party where one is asked for, so that nothing is presumed against it.
    """
    event = situation.event
    tests: list[tuple[Truth, str]] = []
    asked = rule.party is None or rule.silent is not Silent.PRESUMED_MET
    if rule.fact is not None and (asked or event.facts.get(rule.fact) is not None):
        tests.append(_fact(rule, measure, situation))
    if rule.amount is not None and event.facts.get(rule.fact or "") is None:
        tests.append(_amount(rule, limb, event))
    if rule.party is not None:
        tests.append(_party(rule.party, situation, _days(measure, limb, situation)))
    if rule.things is not None:
        ids = parties.in_role(event, rule.things_role)
        element = things(limb, rule.things, ids, situation)
        tests.append((element.value, element.because))
    if rule.listed:
        tests.append(_listed(rule.listed, measure, situation))
    value = any_of(value for value, _ in tests)
    reason = " ".join(reason for one, reason in tests if one is value)
    if value is Truth.UNKNOWN and rule.silent is Silent.PRESUMED_MET:
        value, reason = Truth.MET, f"{reason} Presumed, as nothing speaks against it."
    evidence = situation.fact_evidence.get(rule.fact or "", ()) or situation.evidence
    return Element(rule.name, value, reason, evidence, rule.reference or limb.reference, rule.asks)


def _fact(rule: Condition, measure: Measure, situation: Situation) -> tuple[Truth, str]:
    told = situation.event.facts.get(rule.fact or "")
    if told is None and (listed_for := facts.facts()[rule.fact or ""].listed_for):
        value, reason = _listed_for(listed_for, measure, situation)
        if reason:
            return (value if rule.fact_is else value.negated()), reason
    value = Truth.of(None if told is None else told is rule.fact_is)
    subject = (rule.fact or "").replace("_", " ")
    if told is None:
        return value, f"The report does not speak of it ({subject})."
    return value, f"The report speaks for it ({subject})." if told else f"The report speaks against it ({subject})."


def _amount(rule: Condition, limb: Limb, event: Event) -> tuple[Truth, str]:
    assert rule.amount is not None
    substances = quantities.units().substances
    substance = next((one for one in sorted(limb.things.classes) if one in substances), None) if limb.things else None
    limit = f"{rule.amount.over:,.0f} {rule.amount.unit}"
    if event.quantity is None:
        return Truth.UNKNOWN, f"No amount is given to hold against {limit}."
    value = quantities.compare(event.quantity, rule.amount.over, rule.amount.unit, substance=substance)
    if value is Truth.NOT_MET and rule.amount.per == "year":
        return Truth.UNKNOWN, f"{event.quantity.text} is below {limit}, but others count too."
    verb = {Truth.MET: "exceeds", Truth.NOT_MET: "does not exceed", Truth.UNKNOWN: "cannot be held against"}[value]
    return value, f"{event.quantity.text} {verb} {limit}."


def _party(party: Party, situation: Situation, days: Days) -> tuple[Truth, str]:
    ids = tuple(dict.fromkeys(i for role in party.roles for i in parties.in_role(situation.event, role)))
    values, names = [], []
    for entity_id in ids:
        entity = situation.entities.get(entity_id)
        if entity is not None:
            values.append(_is_such(entity, party, days))
            names.append(entity.name)
    value = any_of(values) if values else Truth.UNKNOWN
    if party.countries:
        wanted = f"belongs to {' or '.join(party.countries).upper()}"
    elif party.countries_not:
        wanted = f"belongs to a State other than {' or '.join(party.countries_not).upper()}"
    else:
        wanted = f"is of the kind {' or '.join(party.kinds)}"
    named = ", ".join(names) or "nobody is named"
    verb = {Truth.MET: "One of them", Truth.NOT_MET: "None of them", Truth.UNKNOWN: "It is open whether one of them"}
    return value, f"{verb[value]} {wanted}: {named}."


def _listed_for(what: str, measure: Measure, situation: Situation) -> tuple[Truth, str]:
    """Whether a party's entry on the list brings a measure (``port-ban``); without a reason nothing is known."""
    ids = {id_ for role in situation.event.roles.values() for id_ in role}
    entries = [
        entry
        for id_ in sorted(ids & situation.entities.keys())
        for entry in situation.entities[id_].listings or ()
        if entry.measures and entry.means is Means.SAME and _counts(entry, measure)
    ]
    if not entries:
        return Truth.UNKNOWN, ""
    when = situation.time or TimeSpan(None, None)
    values = [entry.brought(what, when) for entry in entries]
    value = any_of(values)
    entry = next(one for one, told in zip(entries, values, strict=True) if told is value)
    says = {Truth.MET: "lists", Truth.NOT_MET: "does not list", Truth.UNKNOWN: "lists, but perhaps not on that day,"}
    return value, f"{entry.list} {says[value]} {entry.name} ({entry.id}) for {what}."


def _is_such(entity: Entity, party: Party, days: Days) -> Truth:
    tests = []
    if party.kinds:
        tests.append(Truth.of(entity.kind in party.kinds))
    if party.countries:
        known = frozenset((entity.country,)) if entity.country else frozenset()
        tests.append(_among(known, entity.country is None, party.countries, days))
    if party.countries_not:
        tests.append(Truth.of(None if entity.country is None else entity.country not in party.countries_not))
    return all_of(tests)


def _listed(roles: Iterable[str], measure: Measure, situation: Situation) -> tuple[Truth, str]:
    """Whether a party is on a list of the measure's own issuer: UN listings decide UN measures, national ones not."""
    ids = tuple(dict.fromkeys(i for role in roles for i in parties.in_role(situation.event, role)))
    entities = [situation.entities[i] for i in ids if i in situation.entities]
    if situation.event.facts.get("un_listed") is True:
        return Truth.MET, "The report says that a party is on the UN list."
    told = [_on_list(entity, measure, situation.time) for entity in entities]
    value = any_of(one for one, _ in told) if told else Truth.UNKNOWN
    if value is Truth.NOT_MET and not any(reason for _, reason in told):
        return value, f"No listing was found for {situation.names(ids)}."
    reasons = " ".join(reason for one, reason in told if one is value and reason)
    return value, reasons or f"Nobody screened {situation.names(ids) or 'the parties'} against the list."


def _on_list(entity: Entity, measure: Measure, when: TimeSpan | None) -> tuple[Truth, str]:
    """Whether an entity was on a list of the measure's issuer at the time, and the entry that says so, if any."""
    if entity.listings is None:
        return Truth.UNKNOWN, ""
    entries = [one for one in entity.listings if _counts(one, measure)]
    values = [_is_listed(one, when, measure.entry_brings) for one in entries]
    value = any_of(values)
    for entry, one in zip(entries, values, strict=True):
        if one is value:
            return value, _entry_says(entity, entry, one, when)
    return value, ""


def _counts(entry: Listing, measure: Measure) -> bool:
    """Whether an entry is of the measure's issuer and programme: the UN's list of another regime opens nothing."""
    is_issuer = entry.list.startswith(measure.regime.split("-")[0] + "-")
    programs = set(entry.program.split("; "))
    return is_issuer and (not measure.programs or not entry.program or not programs.isdisjoint(measure.programs))


def _is_listed(entry: Listing, when: TimeSpan | None, brings: str | None) -> Truth:
    """Whether an entry stood at the time, and brought what the measure is about, where it says what it brings."""
    if entry.means is Means.OTHER:
        return Truth.NOT_MET
    if brings is not None and entry.measures:
        stood = entry.brought(brings, when or TimeSpan(None, None))
    else:
        stood = entry.stood(when)
    return all_of((stood, Truth.UNKNOWN)) if entry.means is Means.POSSIBLE else stood


def _entry_says(entity: Entity, entry: Listing, value: Truth, when: TimeSpan | None) -> str:
    called = f"{entry.list} {entry.id}, {entry.name}"
    if entry.means is Means.OTHER:
        return f"{entity.name} is not the one who is listed: {called}."
    if entry.means is Means.POSSIBLE:
        return f"{entity.name} may be the one who is listed ({called}), but others bear that name."
    if value is Truth.MET:
        return f"{entity.name} is listed: {called}."
    dated = f"the act is dated {when}" if when is not None else "the report gives no date"
    until = f" until {entry.until}" if entry.until is not None else ""
    return f"{entity.name} is listed since {entry.since}{until} ({entry.list} {entry.id}), {dated}."


def _target(measure: Measure) -> str:
    return TARGET_NAMES.get(measure.target or "", (measure.target or "the target").upper())

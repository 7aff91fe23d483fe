"""What must hold of any event whatever, tried on random events against the whole law.

More knowledge settles elements and never turns them. Where silence is read in a given way (a presumption), telling the
contrary may turn the element; each presumption is named here, and nothing else is let through:

- a condition that is presumed met until the contrary is said;
- the other side of a trade, and an unnamed partner, count as foreign until they are said to be of the target;
- whoever acted lived in some UN Member State, until he is said to belong to none;
- a fact that is told goes before an amount; being told to be listed goes before a search that found nothing;
- an act without a date took place on the day of publication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from porosity.assessment import Act, Element, Entity, Event, Finding, Goods, Listing, Quantity
from porosity.logic import Truth
from porosity.measures.deciding import Situation, under_way, weigh
from porosity.measures.judging import fails, judge, verdict_of
from porosity.measures.loading import known_classes, known_facts, shipped_law
from porosity.measures.measure import Limb, Measure, Silent
from porosity.timespan import TimeSpan

LAW = shipped_law()
IDS = tuple("abcde")
PLACES = (None, None, "kp", "kp", "ru", "cn", "us", "jp", "gb", "de", "hr", "ch", "tw", "xk")
ROLES = ("agent", "recipient", "item", "origin", "destination", "place", "carrier", "via")
KINDS = ("person", "organisation", "vessel", "goods", "place")
DAYS = sorted(
    {
        day + timedelta(days=shift)
        for m in LAW.measures
        for day in (m.in_force_from, m.in_force_until)
        if day
        for shift in (-1, 0)
    }
    | {date(2005, 1, 1), date(2020, 1, 31), date(2020, 2, 1), date(2024, 6, 19)}
)
NAMED = sorted({name for m in LAW.measures for limb in m.limbs if limb.things for name in limb.things.classes})
HEADINGS = sorted(
    {hs for m in LAW.measures for limb in m.limbs if limb.things for hs in limb.things.hs} | {"8703", "2710"}
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

some = st.lists(st.sampled_from(NAMED), max_size=2).map(frozenset)
headings = st.lists(st.sampled_from(HEADINGS), max_size=2).map(tuple)
goods = st.none() | st.builds(
    Goods, term=st.just("thing"), hs=headings, classes=some, possible_hs=headings, possible_classes=some
)
listings = st.none() | st.lists(
    st.builds(
        Listing,
        list=st.sampled_from(["un-1718", "ofac"]),
        id=st.just("1"),
        name=st.just("A name"),
        score=st.just(1.0),
        program=st.just(""),
        since=st.none() | st.sampled_from(DAYS),
    ),
    max_size=2,
).map(tuple)
spans = st.none() | st.lists(st.none() | st.sampled_from(DAYS), min_size=2, max_size=2).map(
    lambda days: TimeSpan(*days) if None in days else TimeSpan(*sorted(days))
)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    entities = {
        name: Entity(
            name,
            name.upper(),
            draw(st.sampled_from(KINDS)),
            country=draw(st.sampled_from(PLACES)),
            goods=draw(goods),
            listings=draw(listings),
        )
        for name in IDS
    }
    roles = {role: tuple(draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))) for role in ROLES}
    event = Event(
        "event",
        draw(st.sampled_from(Act)),
        {role: ids for role, ids in roles.items() if ids},
        time=draw(spans),
        quantity=draw(
            st.none()
            | st.builds(
                Quantity,
                amount=st.sampled_from([1.0, 90_000.0, 9e6]),
                unit=st.sampled_from(["barrel", "tonne", "eur", "usd"]),
                text=st.just("so much"),
            )
        ),
        facts=draw(st.dictionaries(st.sampled_from(sorted(known_facts())), st.booleans(), max_size=4)),
    )
    return Situation(event, entities, draw(st.none() | st.sampled_from(DAYS)))


def weighed(situation: Situation) -> list[tuple[Measure, Limb, Mapping[str, Element], bool]]:
    """Every limb of the law that speaks of the act, held against a situation."""
    found = []
    for measure in LAW.measures:
        for limb in measure.limbs:
            if measure.dated and situation.event.act.value in limb.acts:
                one = weigh(measure, limb, situation)
                found.append((measure, limb, {element.name: element for element in one.elements}, one.raised))
    return found


def unpresumed(limb: Limb) -> Limb:
    """A limb without presumptions: on silence its conditions stay unknown."""
    return replace(limb, conditions=tuple(replace(rule, silent=Silent.UNKNOWN) for rule in limb.conditions))


@quick
@given(situations())
def test_the_explanation_reproduces_the_verdict(situation: Situation) -> None:
    for finding in judge(situation, LAW):
        measure = LAW.get(finding.measure)
        assert measure is not None
        assert not fails(finding.elements)
        assert verdict_of(measure.kind, finding.elements, finding.exemptions) is finding.verdict


@quick
@given(situations())
def test_judging_is_deterministic(situation: Situation) -> None:
    assert judge(situation, LAW) == judge(situation, LAW)


@quick
@given(situations())
def test_the_quick_look_leaves_nothing_out(situation: Situation) -> None:
    raised = {
        (measure.id, limb.family)
        for measure, limb, elements, near in weighed(under_way(situation))
        if near and not fails(elements.values())
    }
    assert raised == {(finding.measure, finding.family) for finding in judge(situation, LAW)}


def outcome(findings: list[Finding]) -> set[tuple[object, ...]]:
    """What findings say, their wording aside: names may be listed in another order."""
    return {
        (f.measure, f.family, f.verdict, tuple((e.name, e.value) for e in f.elements), f.exemptions) for f in findings
    }


@quick
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_entities_never_matters(situation: Situation, shuffler: object) -> None:
    def shuffled(ids: tuple[str, ...]) -> tuple[str, ...]:
        order = list(ids)
        shuffler.shuffle(order)  # type: ignore[attr-defined]
        return tuple(order)

    roles = {role: shuffled(ids) for role, ids in situation.event.roles.items()}
    entities = {name: situation.entities[name] for name in shuffled(IDS)}
    other = replace(situation, event=replace(situation.event, roles=roles), entities=entities)
    assert outcome(judge(other, LAW)) == outcome(judge(situation, LAW))


@quick
@given(situations())
def test_who_plays_no_part_never_matters(situation: Situation) -> None:
    playing = {name for ids in situation.event.roles.values() for name in ids}
    fewer = replace(situation, entities={name: one for name, one in situation.entities.items() if name in playing})
    assert judge(fewer, LAW) == judge(situation, LAW)


def assert_settled_stays(before: Situation, after: Situation, *, spared: Mapping[str, str] | None = None) -> None:
    """Each element that was settled before is the same after, those spared (element to bound or target) aside."""
    for measure, limb, _, _ in weighed(before):
        plain = unpresumed(limb)
        old = weigh(measure, plain, before).elements
        new = {element.name: element.value for element in weigh(measure, plain, after).elements}
        for element in old:
            spares = (spared or {}).get(element.name)
            if element.value is Truth.UNKNOWN or spares in (measure.bound.who, measure.target):
                continue
            assert new[element.name] is element.value, (measure.id, limb.id, element.name, element.because)


@quick
@given(situations(), st.data())
def test_a_narrower_time_never_turns_an_element(situation: Situation, data: st.DataObject) -> None:
    wide = situation.event.time or TimeSpan(None, None)
    situation = replace(situation, published=None)
    inside = [day for day in DAYS if wide.overlaps(TimeSpan.on(day))]
    if not inside:
        return
    first, last = sorted((data.draw(st.sampled_from(inside)), data.draw(st.sampled_from(inside))))
    narrow = replace(situation.event, time=TimeSpan(first, last))
    assert_settled_stays(situation, replace(situation, event=narrow))


@quick
@given(situations(), st.sampled_from(IDS), st.sampled_from([one for one in PLACES if one]))
def test_a_country_that_becomes_known_never_turns_an_element(situation: Situation, name: str, country: str) -> None:
    if situation.entities[name].country is not None:
        return
    entities = {**situation.entities, name: replace(situation.entities[name], country=country)}
    spared = {"direction": country}
    if country in ("tw", "xk", "ch"):  # members of the UN at no time, or not at all times
        spared["bound"] = "un-members"
    assert_settled_stays(situation, replace(situation, entities=entities), spared=spared)


@quick
@given(situations(), st.sampled_from(sorted(known_facts())), st.booleans())
def test_a_fact_that_is_told_never_turns_an_element(situation: Situation, fact: str, told: bool) -> None:
    if fact in situation.event.facts or fact == "un_listed":
        return
    event = replace(situation.event, facts={**situation.event.facts, fact: told})
    without_amount = replace(situation, event=replace(situation.event, quantity=None))
    assert_settled_stays(without_amount, replace(without_amount, event=replace(event, quantity=None)))


@quick
@given(situations(), st.sampled_from(IDS))
def test_possible_things_that_become_certain_never_turn_an_element(situation: Situation, name: str) -> None:
    read = situation.entities[name].goods
    if read is None:
        return
    certain = replace(
        read,
        hs=read.hs + read.possible_hs,
        classes=read.classes | read.possible_classes,
        possible_hs=(),
        possible_classes=frozenset(),
    )
    entities = {**situation.entities, name: replace(situation.entities[name], goods=certain)}
    assert_settled_stays(situation, replace(situation, entities=entities))


@quick
@given(situations(), st.sampled_from(IDS), goods)
def test_a_thing_that_becomes_known_never_turns_an_element(situation: Situation, name: str, read: Goods | None) -> None:
    if situation.entities[name].goods is not None:
        return
    entities = {**situation.entities, name: replace(situation.entities[name], goods=read)}
    assert_settled_stays(situation, replace(situation, entities=entities))


@quick
@given(situations(), st.sampled_from(IDS), listings)
def test_screening_never_turns_an_element(situation: Situation, name: str, found: tuple[Listing, ...] | None) -> None:
    if situation.entities[name].listings is not None:
        return
    entities = {**situation.entities, name: replace(situation.entities[name], listings=found)}
    assert_settled_stays(situation, replace(situation, entities=entities))


@quick
@given(situations())
def test_more_knowledge_never_undoes_a_prohibition_but_by_a_way_out(situation: Situation) -> None:
    """Telling every way out to be absent leaves each prohibition, and settles what only hung on approval."""
    ways = {rule.fact for measure in LAW.measures for rule in measure.exemptions}
    deciding = {rule.fact for m in LAW.measures for limb in m.limbs for rule in limb.conditions}
    absent = dict.fromkeys(ways - deciding - situation.event.facts.keys(), False)
    told = replace(situation, event=replace(situation.event, facts={**situation.event.facts, **absent}))
    before = {(f.measure, f.family): f.verdict for f in judge(situation, LAW)}
    after = {(f.measure, f.family): f.verdict for f in judge(told, LAW)}
    assert before.keys() == after.keys()
    for key, verdict in before.items():
        assert after[key] is verdict or (verdict.value, after[key].value) == ("conditional", "prohibited")


def test_the_vocabularies_of_these_tests_are_those_of_the_law() -> None:
    assert set(NAMED) <= known_classes()
    assert len(DAYS) > 20

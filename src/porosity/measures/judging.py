"""Events held against the law: findings with their whole reasoning."""

from __future__ import annotations

from collections.abc import Iterable

from porosity.assessment import Element, Exemption, Finding, Verdict
from porosity.logic import Truth
from porosity.measures import parties
from porosity.measures.deciding import Situation, Weighed, things_value, under_way, weigh_near
from porosity.measures.law import Law
from porosity.measures.measure import Direction, ExemptionRule, Kind, Limb, Measure

STRENGTH = (
    Verdict.PROHIBITED,
    Verdict.CONDITIONAL,
    Verdict.EXEMPT,
    Verdict.CRITERION,
    Verdict.NOT_BOUND,
    Verdict.NOT_IN_FORCE,
)
SETTLING = ("in_force", "bound")


def judge(situation: Situation, law: Law) -> list[Finding]:
    """Every measure that the event comes near to, strongest first: one finding a measure and family.

    Measures of which an element fails are left out, save where they were not in force or do not bind the actor.
    """
    situation = under_way(situation)
    best: dict[tuple[str, str], Finding] = {}
    states = states_in(situation)
    for measure, limb, needs_target in law.limbs_for(situation.event.act.value):
        if needs_target and measure.target not in states:
            continue
        finding = hold(measure, limb, situation)
        if finding is not None and _is_stronger(finding, best.get((measure.id, limb.family))):
            best[measure.id, limb.family] = finding
    return sorted(best.values(), key=lambda f: (STRENGTH.index(f.verdict), law.rank(f.family, f.measure)))


def states_in(situation: Situation) -> set[str | None]:
    """The States of all who and what is named in a situation."""
    return {entity.country for ids in situation.event.roles.values() for entity in situation.named(ids)}


def hold(measure: Measure, limb: Limb, situation: Situation) -> Finding | None:
    """The finding under a limb that speaks of such an act; None where an element fails or nothing comes near."""
    if limb.things is not None and things_value(limb.things, situation) is Truth.NOT_MET:
        return None
    weighed = weigh_near(measure, limb, situation)
    return None if weighed is None else _finding(measure, weighed, situation)


def telling(findings: Iterable[Finding], law: Law) -> list[Finding]:
    """The findings of one event that tell a reader something: a measure not in force beside its heir does not."""
    found = list(findings)
    return [finding for finding in found if not _is_succeeded(finding, found, law)]


def _is_succeeded(finding: Finding, found: Iterable[Finding], law: Law) -> bool:
    """Whether a measure no longer (or not yet) in force only repeats what its successor, raised too, says."""
    measure = law.get(finding.measure)
    if finding.verdict is not Verdict.NOT_IN_FORCE or measure is None:
        return False
    return any(other.measure in measure.replaced_by and other.family == finding.family for other in found)


def _is_stronger(finding: Finding, other: Finding | None) -> bool:
    return other is None or STRENGTH.index(finding.verdict) < STRENGTH.index(other.verdict)


def _finding(measure: Measure, weighed: Weighed, situation: Situation) -> Finding:
    exemptions = ways_out(measure, weighed.limb, situation)
    verdict = verdict_of(measure.kind, weighed.elements, exemptions)
    return Finding(
        id=f"{situation.event.id}:{measure.id}:{weighed.limb.family}",
        event=situation.event.id,
        measure=measure.id,
        family=weighed.limb.family,
        verdict=verdict,
        elements=weighed.elements,
        exemptions=exemptions,
        open_questions=_questions(verdict, weighed, exemptions, situation),
        because=_because(verdict, measure, weighed, exemptions),
        claims=situation.event.claims,
    )


def fails(elements: Iterable[Element]) -> bool:
    """Whether an element other than *in force* and *bound* is not met, so that the measure has nothing to say."""
    return any(element.value is Truth.NOT_MET and element.name not in SETTLING for element in elements)


def verdict_of(kind: Kind, elements: Iterable[Element], exemptions: Iterable[Exemption]) -> Verdict:
    """The verdict that elements and exemptions amount to, none of them failing (``fails``)."""
    elements, exemptions = tuple(elements), tuple(exemptions)
    values = {element.name: element.value for element in elements}
    if values["in_force"] is Truth.NOT_MET:
        return Verdict.NOT_IN_FORCE
    if values["bound"] is Truth.NOT_MET:
        return Verdict.NOT_BOUND
    if kind is Kind.CRITERION:
        return Verdict.CRITERION
    ways_out = {one.value for one in exemptions}
    if "applies" in ways_out:
        return Verdict.EXEMPT
    if Truth.UNKNOWN in values.values() or "open" in ways_out:
        return Verdict.CONDITIONAL
    return Verdict.PROHIBITED


def ways_out(measure: Measure, limb: Limb, situation: Situation) -> tuple[Exemption, ...]:
    """The exemptions of a measure that concern a limb, each decided."""
    rules = [rule for rule in measure.exemptions if not rule.limbs or limb.id in rule.limbs]
    return tuple(exemption(rule, situation) for rule in rules)


def exemption(rule: ExemptionRule, situation: Situation) -> Exemption:
    """Whether a way out applies, is absent, or what silence about it means."""
    told = situation.event.facts.get(rule.fact)
    value = rule.silent if told is None else ("applies" if told else "absent")
    because = {
        "applies": "The report says that it applies.",
        "absent": "The report says that it does not apply.",
        "presumed_absent": "The report does not mention it; it is the exception, so it is presumed absent.",
        "open": "The report does not mention it, and it is usual here, so it stays open.",
    }[value]
    return Exemption(rule.id, value, because, rule.reference, rule.asks)


def _questions(
    verdict: Verdict, weighed: Weighed, exemptions: Iterable[Exemption], situation: Situation
) -> tuple[str, ...]:
    """What a journalist could still ask: first what decides, then what only fills the picture."""
    if verdict in (Verdict.NOT_IN_FORCE, Verdict.NOT_BOUND, Verdict.EXEMPT):
        return ()
    asks = [e.asks for e in weighed.elements if e.value is Truth.UNKNOWN and e.asks]
    asks += [e.asks for e in exemptions if e.value == "open"]
    asks += [f"The report leaves open: “{words.text}”" for words in situation.event.left_open]
    asks += _picture(weighed.limb, situation)
    asks += [e.asks for e in exemptions if e.value == "presumed_absent"]
    return tuple(dict.fromkeys(asks))


def _picture(limb: Limb, situation: Situation) -> list[str]:
    event = situation.event
    if limb.direction is Direction.NONE or limb.things is None:
        return []
    asks = []
    if not parties.suppliers(event):
        asks.append("Who supplied it, and when?")
    if not parties.receivers(event):
        asks.append("Who received it?")
    if not any(event.roles.get(role) for role in ("via", "carrier")):
        asks.append("How was it shipped, and by which route?")
    return asks


def _because(verdict: Verdict, measure: Measure, weighed: Weighed, exemptions: Iterable[Exemption]) -> str:
    """One sentence, always conditional, that names what decided."""
    subject = f"{measure.instrument}: {weighed.limb.says}"
    if verdict is Verdict.PROHIBITED:
        return f"If as reported, this falls under {subject}."
    if verdict is Verdict.CONDITIONAL:
        gaps = [e.name.replace("_", " ") for e in weighed.elements if e.value is Truth.UNKNOWN]
        gaps += [e.name.replace("-", " ") for e in exemptions if e.value == "open"]
        return f"If as reported, this may fall under {subject}. Open: {', '.join(gaps)}."
    if verdict is Verdict.CRITERION:
        return f"If as reported, this is a ground on which somebody may be listed under {subject}."
    element = "in_force" if verdict is Verdict.NOT_IN_FORCE else "bound"
    if verdict is Verdict.EXEMPT:
        names = ", ".join(e.name.replace("-", " ") for e in exemptions if e.value == "applies")
        return f"If as reported, this is exempt ({names}) from {subject}."
    reason = next(e.because for e in weighed.elements if e.name == element)
    return f"This is within the subject of {subject}, but: {reason}"

"""Why a measure is not found in a report: the event that comes nearest to it, element by element.

Nothing is judged anew here: elements are decided by ``deciding``, verdicts by ``judging``. This only picks the event
and the limb that come nearest, and keeps what a finding would leave out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from porosity.assessment import Element, Exemption, Finding
from porosity.errors import InputError
from porosity.logic import Truth
from porosity.measures.deciding import Situation, under_way, weigh
from porosity.measures.judging import SETTLING, STRENGTH, hold, states_in, ways_out
from porosity.measures.law import Law
from porosity.measures.measure import Limb, Measure, Silent

OPTION = "--why-not"
NEAR_NAMES = 3
REPLIES = {("in_force", Truth.NOT_MET): "not in force", ("bound", Truth.NOT_MET): "not bound"}


@dataclass(frozen=True, slots=True)
class OtherWay:
    """Another limb of the measure: what it bars, and the first element that fails or is open under it."""

    limb: Limb
    element: Element


@dataclass(frozen=True, slots=True)
class WhyNot:
    """A measure held against the event that comes nearest to it.

    ``situation`` and ``limb`` are None where no event comes near, ``finding`` where there is none. ``elements`` are all
    of the limb, also those after one that fails. ``without_target``: nobody and nothing of the State that the measure
    is about is named.
    """

    measure: Measure
    situation: Situation | None = None
    limb: Limb | None = None
    elements: tuple[Element, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    finding: Finding | None = None
    without_target: bool = False
    others: tuple[OtherWay, ...] = ()

    @property
    def deciding(self) -> tuple[Element, ...]:
        """The elements that settle it: those that fail; where none does, those that are open."""
        return _deciding(self.elements)


def named_measure(law: Law, name: str) -> Measure:
    """The measure of an id.

    Raises:
        InputError: there is none; the message gives those whose ids are alike, or whose texts hold the words.
    """
    found = law.get(name.strip())
    if found is not None:
        return found
    ids = [measure.id for measure in law.measures]
    near = difflib.get_close_matches(name.strip().lower(), ids, n=NEAR_NAMES, cutoff=0.6)
    near += [measure.id for measure in law.search(name.replace("-", " "))] if name.strip() else []
    near = list(dict.fromkeys(near))[:NEAR_NAMES]
    hint = f"Did you mean {' or '.join(near)}?" if near else "'porosity measures WORDS' finds their ids."
    raise InputError(OPTION, f"{name!r} is no measure.", hint)


def held_against(measure: Measure, situations: Iterable[Situation]) -> WhyNot:
    """The nearest of some events, held against each limb of a measure: with what fails, what is open and what is met.

    An event with a finding comes first; then the fewer elements of its subject fail, and the more are met, the nearer.
    """
    held = [one for situation in situations for one in _held(measure, under_way(situation))]
    if not held:
        return WhyNot(measure)
    best = min(held, key=_distance)
    others = tuple(
        OtherWay(one.limb, one.deciding[0])
        for one in held
        if one.situation is best.situation and one.limb is not best.limb and one.limb is not None and one.deciding
    )
    return replace(best, others=others)


def reply(element: Element) -> str:
    """What became of an element: met, not met, unknown; of the two that settle a measure: not in force, not bound."""
    return REPLIES.get((element.name, element.value), element.value.value.replace("_", " "))


def _held(measure: Measure, situation: Situation) -> Iterator[WhyNot]:
    """Each limb held against a situation that comes near under it."""
    for limb in measure.limbs:
        elements = weigh(measure, limb, situation).elements
        without_target = limb.needs(measure.target) and measure.target not in states_in(situation)
        weighable = measure.dated and not without_target and situation.event.act.value in limb.acts
        found = hold(measure, limb, situation) if weighable else None
        if found is None and not _is_near(limb, elements):
            continue
        yield WhyNot(
            measure,
            situation,
            limb,
            tuple(_told(element, limb, situation) for element in elements),
            ways_out(measure, limb, situation),
            found,
            without_target,
        )


def _told(element: Element, limb: Limb, situation: Situation) -> Element:
    """The element with the words that it was read from: of who is bound, too, the report speaks in those of the act."""
    evidence = situation.evidence if element.name == "bound" else element.evidence
    return replace(element, evidence=evidence, reference=element.reference or limb.reference)


def _is_near(limb: Limb, elements: Iterable[Element]) -> bool:
    """Whether an event touches the subject of a limb: its act, and one thing more of what it speaks of.

    An act of another kind comes near only with such a thing, and where all the rest could fit. What is merely presumed
    ties nothing to the measure.
    """
    presumed = {rule.name for rule in limb.conditions if rule.silent is Silent.PRESUMED_MET}
    values = {e.name: e.value for e in elements if e.name not in SETTLING and e.name not in presumed}
    if values.pop("act") is Truth.MET:
        return Truth.MET in values.values() or not values
    return values.get("things") is Truth.MET and Truth.NOT_MET not in values.values()


def _distance(one: WhyNot) -> tuple[int, int, int, int]:
    """How far an event is from a measure: first by the strength of a finding, then by the elements of the subject."""
    values = [element.value for element in one.elements if element.name not in SETTLING]
    strength = len(STRENGTH) if one.finding is None else STRENGTH.index(one.finding.verdict)
    fails = values.count(Truth.NOT_MET) + one.without_target
    return strength, fails, -values.count(Truth.MET), values.count(Truth.UNKNOWN)


def _deciding(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The elements that fail, in the order of the measure; where none fails, those that are open."""
    elements = tuple(elements)
    for value in (Truth.NOT_MET, Truth.UNKNOWN):
        found = tuple(element for element in elements if element.value is value)
        if found:
            return found
    return ()

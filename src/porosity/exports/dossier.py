"""An assessment arranged for reading: grouped, ordered, numbered and put into words, for every format alike.

Nothing is decided here. A reference to something that the assessment does not hold is shown as the bare id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from porosity.assessment import (
    Assessment,
    Claim,
    Contradiction,
    Element,
    Entity,
    Event,
    Evidence,
    Finding,
    Origin,
    Report,
    Support,
    Verdict,
)
from porosity.exports import wording
from porosity.exports.card import CardOf, MeasureCard
from porosity.exports.overview import Overview, overview
from porosity.exports.segments import Span

LOUD = (Verdict.PROHIBITED, Verdict.CONDITIONAL)
ORDER = (*LOUD, Verdict.CRITERION, Verdict.EXEMPT, Verdict.NOT_BOUND, Verdict.NOT_IN_FORCE)
WHO, WHOM, WHAT, WHERE = ("agent",), ("recipient",), ("item",), ("place", "origin", "via", "destination")
OTHER_ROLES = ("carrier", "purpose", "topic")


Numbered = tuple[int, Evidence]


@dataclass(frozen=True, slots=True)
class ElementView:
    """An element with the words behind it, numbered within its finding: the new ones, and those quoted above."""

    element: Element
    new: tuple[Numbered, ...]
    again: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its number, its sentence and its measure."""

    number: int
    finding: Finding
    sentence: str
    because: str
    measure: str
    card: MeasureCard | None
    elements: tuple[ElementView, ...]
    claims: tuple[int, ...]

    @property
    def support(self) -> Support | None:
        """How well it stands, if that was graded."""
        return self.finding.support


@dataclass(frozen=True, slots=True)
class SourceView:
    """Somebody who says or denies an act, how and why so graded, and the claims in which it does."""

    origin: Origin
    says: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with who says or denies it, and the findings that hang on it, strongest first."""

    number: int
    id: str
    heading: str
    when: str
    time_said: str
    time_because: str
    quantity: str
    findings: tuple[FindingView, ...]
    sources: tuple[SourceView, ...] = ()
    unverified: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its roles spelled out and the chain of those who say it, outermost first."""

    number: int
    claim: Claim
    act: str
    who: str
    to_whom: str
    what: str
    where: str
    other: tuple[tuple[str, str], ...]
    when: str
    chain: tuple[str, ...]
    tone: str
    heading: str


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Two claims side by side; None where the assessment does not hold the claim."""

    about: str
    sides: tuple[ClaimView | None, ClaimView | None]


@dataclass(frozen=True, slots=True)
class Question:
    """An open question with the findings that ask it."""

    text: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a dossier shows."""

    report: Report
    made_with: Mapping[str, str]
    found: Mapping[str, str]
    verdict: str
    sentence: str
    groups: tuple[EventView, ...]
    quiet: tuple[tuple[EventView, FindingView], ...]
    events: tuple[EventView, ...]
    claims: tuple[ClaimView, ...]
    contradictions: tuple[ContradictionView, ...]
    entities: tuple[Entity, ...]
    echoes: tuple[tuple[Span, Span], ...]
    variants: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]
    overview: Overview | None = None

    @property
    def loud(self) -> tuple[FindingView, ...]:
        """The findings that carry the verdict."""
        return tuple(finding for group in self.groups for finding in group.findings)


def arrange(assessment: Assessment, *, card: CardOf) -> Dossier:
    """The assessment, ready to be shown. Findings are numbered in the order in which they are shown."""
    entities = {entity.id: entity for entity in assessment.entities}
    claim_numbers = {claim.id: number for number, claim in enumerate(assessment.claims, start=1)}
    views = _finding_views(assessment, entities, claim_numbers, card)
    events = _event_views(assessment, entities, claim_numbers, views)
    groups = tuple(_only_loud(event) for event in sorted(events, key=_strength) if _strength(event) < len(LOUD))
    quiet = [(event, view) for event in events for view in event.findings if view.finding.verdict not in LOUD]
    quiet.sort(key=lambda pair: ORDER.index(pair[1].finding.verdict))
    claims = _claim_views(assessment, entities)
    by_id = {view.claim.id: view for view in claims}
    return Dossier(
        report=assessment.report,
        made_with=assessment.made_with,
        found=assessment.found,
        verdict=assessment.verdict,
        sentence=_verdict_sentence(assessment.verdict, groups, assessment, entities),
        groups=groups,
        quiet=tuple(quiet),
        events=events,
        claims=claims,
        contradictions=tuple(_contradiction(item, by_id) for item in assessment.contradictions),
        entities=assessment.entities,
        echoes=tuple((min(pair), max(pair)) for pair in assessment.echoes),
        variants=assessment.variants,
        questions=_questions([*(view for group in groups for view in group.findings), *(view for _, view in quiet)]),
        warnings=assessment.warnings,
        overview=_overview(assessment, groups),
    )


def _overview(assessment: Assessment, groups: Iterable[EventView]) -> Overview | None:
    events = {event.id: event for event in assessment.events}
    counted = [
        (view.number, view.card.title if view.card and view.card.title else view.measure, events.get(group.id),
         view.finding.claims)
        for group in groups
        for view in group.findings
    ]  # fmt: skip
    return overview(assessment, counted)


def _finding_views(
    assessment: Assessment, entities: Mapping[str, Entity], claim_numbers: Mapping[str, int], card: CardOf
) -> dict[str, list[FindingView]]:
    """The findings of each event, strongest first, numbered in the order of the page: the loud ones first."""
    events = {event.id: event for event in assessment.events}
    place = {event_id: number for number, event_id in enumerate(_event_ids(assessment))}
    best: dict[str, int] = {}
    for finding in assessment.findings:
        rank = ORDER.index(finding.verdict)
        best[finding.event] = min(rank, best.get(finding.event, len(ORDER)))

    def shown_at(finding: Finding) -> tuple[int, int, int, int]:
        rank = ORDER.index(finding.verdict)
        if finding.verdict in LOUD:
            return (0, best[finding.event], place[finding.event], rank)
        return (1, rank, place[finding.event], 0)

    views: dict[str, list[FindingView]] = {}
    for number, finding in enumerate(sorted(assessment.findings, key=shown_at), start=1):
        known = card(finding.measure)
        measure = wording.measure_name(finding.measure, known)
        view = FindingView(
            number=number,
            finding=finding,
            sentence=wording.finding_sentence(finding, _phrase(finding.event, events, entities), measure),
            because=wording.reason(finding.because, known),
            measure=measure,
            card=known,
            elements=tuple(element_views(finding.elements)),
            claims=tuple(claim_numbers[claim] for claim in finding.claims if claim in claim_numbers),
        )
        views.setdefault(finding.event, []).append(view)
    return views


def element_views(elements: Iterable[Element]) -> Iterator[ElementView]:
    """Elements with their words, each numbered where it is first quoted."""
    numbers: dict[Evidence, int] = {}
    for element in elements:
        words = dict.fromkeys(element.evidence)
        again = tuple((numbers[item], item) for item in words if item in numbers)
        new = tuple(
            (len(numbers) + place, item)
            for place, item in enumerate((item for item in words if item not in numbers), start=1)
        )
        numbers.update((item, number) for number, item in new)
        yield ElementView(element, new, again)


def _event_ids(assessment: Assessment) -> Iterable[str]:
    """The events, and after them those that only findings speak of."""
    return dict.fromkeys(
        [*(event.id for event in assessment.events), *(finding.event for finding in assessment.findings)]
    )


def _phrase(event_id: str, events: Mapping[str, Event], entities: Mapping[str, Entity]) -> str:
    event = events.get(event_id)
    return f"the act {event_id}" if event is None else wording.event_phrase(event, entities)


def _event_views(
    assessment: Assessment,
    entities: Mapping[str, Entity],
    claim_numbers: Mapping[str, int],
    views: Mapping[str, list[FindingView]],
) -> tuple[EventView, ...]:
    events = {event.id: event for event in assessment.events}
    shown = []
    for number, event_id in enumerate(_event_ids(assessment), start=1):
        event = events.get(event_id)
        time = None if event is None else event.time
        graded = [view.support for view in views.get(event_id, ()) if view.support is not None]
        shown.append(
            EventView(
                number=number,
                id=event_id,
                heading=wording.capital(_phrase(event_id, events, entities).removeprefix("the ")),
                when=wording.period(time),
                time_said="" if time is None else time.text,
                time_because="" if event is None else event.time_because,
                quantity="" if event is None or event.quantity is None else event.quantity.text,
                findings=tuple(views.get(event_id, ())),
                sources=tuple(_source_view(one, claim_numbers) for one in graded[0].origins) if graded else (),
                unverified=graded[0].unverified if graded else (),
            )
        )
    return tuple(shown)


def _source_view(origin: Origin, claim_numbers: Mapping[str, int]) -> SourceView:
    numbers = tuple(sorted(claim_numbers[claim] for claim in origin.claims if claim in claim_numbers))
    return SourceView(origin, wording.origin(origin), numbers)


def _strength(event: EventView) -> int:
    return min((ORDER.index(view.finding.verdict) for view in event.findings), default=len(ORDER))


def _only_loud(event: EventView) -> EventView:
    return replace(event, findings=tuple(view for view in event.findings if view.finding.verdict in LOUD))


def _verdict_sentence(
    verdict: str, groups: Iterable[EventView], assessment: Assessment, entities: Mapping[str, Entity]
) -> str:
    events = {event.id: event for event in assessment.events}
    acts, depending = [], 0
    for group in groups:
        measures = [view.measure for view in group.findings if view.finding.verdict == verdict]
        if measures:
            acts.append((_phrase(group.id, events, entities), tuple(dict.fromkeys(measures))))
        else:
            depending += 1
    return wording.verdict_sentence(verdict, acts, depending)


def _claim_views(assessment: Assessment, entities: Mapping[str, Entity]) -> tuple[ClaimView, ...]:
    tones: dict[str, int] = {}
    for finding in assessment.findings:
        for claim in finding.claims:
            tones[claim] = min(ORDER.index(finding.verdict), tones.get(claim, len(ORDER)))
    return tuple(
        _claim_view(number, claim, entities, ORDER[tones[claim.id]].value if claim.id in tones else "plain")
        for number, claim in enumerate(assessment.claims, start=1)
    )


def _claim_view(number: int, claim: Claim, entities: Mapping[str, Entity], tone: str) -> ClaimView:
    def names(roles: Iterable[str]) -> str:
        ids = [entity for role in roles for entity in claim.roles.get(role, ())]
        return ", ".join(dict.fromkeys(entities[key].name if key in entities else key for key in ids))

    return ClaimView(
        number=number,
        claim=claim,
        act=wording.label(claim.act.value),
        who=names(WHO),
        to_whom=names(WHOM),
        what=names(WHAT),
        where="; ".join(
            found if role == "place" else f"{role}: {found}" for role in WHERE if (found := names((role,)))
        ),
        other=tuple((wording.label(role), found) for role in OTHER_ROLES if (found := names((role,)))),
        when="" if claim.time is None else wording.period(claim.time),
        chain=claim.sources or (wording.OUTLET,),
        tone=tone,
        heading=wording.capital(wording.act_phrase(claim.act, claim.roles, entities)),
    )


def _contradiction(item: Contradiction, claims: Mapping[str, ClaimView]) -> ContradictionView:
    first, second = item.claims
    return ContradictionView(item.about, (claims.get(first), claims.get(second)))


def _questions(findings: Iterable[FindingView]) -> tuple[Question, ...]:
    asked: dict[str, list[int]] = {}
    for view in findings:
        for text in view.finding.open_questions:
            numbers = asked.setdefault(text, [])
            if view.number not in numbers:
                numbers.append(view.number)
    return tuple(Question(text, tuple(numbers)) for text, numbers in asked.items())


def quotes_of(assessment: Assessment) -> Iterable[Evidence]:
    """Every place in the text that the dossier links to."""
    for claim in assessment.claims:
        yield from claim.evidence
        yield from claim.hedges
    for finding in assessment.findings:
        yield from finding.hedge
        if finding.support is not None:
            yield from finding.support.unverified
        for element in finding.elements:
            yield from element.evidence
    if assessment.document is not None:
        yield from (Evidence(one.start, one.end, one.text) for one in assessment.document.headings)

"""Keys that last: what a report, an event, a finding or a listing is called in decisions, pages and exports.

A *report key* is the report's own id, or that with a number where another report has it already. An *event key* is
``report key#event id``, and so for findings and entities: ids of an assessment that is stored name the same thing as
in every earlier assessment of that report (see `settled`), so that what people decided survives every re-run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from porosity.assessment import Assessment, Claim, Entity, Event, Evidence, Finding, Listing
from porosity.evidence.packing import short

Spans = tuple[tuple[int, int], ...]

BETWEEN: Final = "#"
LONGEST: Final = 280
"""Bytes of a report key: an own id that is longer is cut."""


def report_key(own_id: str, taken: Callable[[str], bool]) -> str:
    """The key of a new report; ``taken`` tells whether another report has one.

    >>> report_key("kcna-1", {"kcna-1", "kcna-1~2"}.__contains__)
    'kcna-1~3'
    """
    base = short(own_id.replace(BETWEEN, "-").strip(), LONGEST) or "report"
    key, number = base, 1
    while taken(key):
        number += 1
        key = f"{base}~{number}"
    return key


def event_key(report: str, event_id: str) -> str:
    """What an event of a stored assessment is called."""
    return f"{report}{BETWEEN}{event_id}"


def finding_key(report: str, finding_id: str) -> str:
    """What a finding of a stored assessment is called."""
    return f"{report}{BETWEEN}{finding_id}"


def entity_key(report: str, entity_id: str) -> str:
    """What an entity of a stored assessment is called."""
    return f"{report}{BETWEEN}{entity_id}"


def listing_key(report: str, entity_id: str, listing: Listing) -> str:
    """What the match of an entity with an entry of a list is called: dismissing it says that it is somebody else."""
    return f"{report}{BETWEEN}{entity_id}{BETWEEN}{listing.list}/{listing.id}"


def report_of(key: str) -> str:
    """The report that any of these keys belongs to.

    >>> report_of("kcna-1#f3"), report_of("kcna-1")
    ('kcna-1', 'kcna-1')
    """
    return key.partition(BETWEEN)[0]


@dataclass(frozen=True, slots=True)
class _Known:
    """Something of an earlier assessment: its id, what it is, and where its evidence stands."""

    id: str
    kind: tuple[str, ...]
    spans: Spans


def settled(new: Assessment, earlier: Sequence[Assessment]) -> Assessment:
    """The new assessment of a report with the ids of its earlier ones, newest first, wherever it means the same.

    The same finding is one of the same measure, family and act whose evidence overlaps most; the same event one of the
    same act, the same entity one with mentions at the same places. An id, once given, never names anything else: what
    is new gets one that no earlier assessment had. Without an earlier assessment nothing changes.
    """
    if not earlier:
        return new
    movers = [_mover(one.report.text, new.report.text) for one in earlier]
    entities, events, findings = (
        _matched(known(new), [known(one) for one in earlier], movers) for known in (_entities, _events, _findings)
    )
    return _renamed(new, entities, events, findings)


def _entities(assessment: Assessment) -> list[_Known]:
    return [_Known(one.id, (), one.mentions) for one in assessment.entities]


def _events(assessment: Assessment) -> list[_Known]:
    claims = {claim.id: claim for claim in assessment.claims}
    return [_Known(one.id, (one.act.value,), _said(one.claims, claims)) for one in assessment.events]


def _findings(assessment: Assessment) -> list[_Known]:
    claims = {claim.id: claim for claim in assessment.claims}
    events = {event.id: event for event in assessment.events}
    known = []
    for finding in assessment.findings:
        event = events.get(finding.event)
        kind = (finding.measure, finding.family, "" if event is None else event.act.value)
        said = _said(finding.claims or (() if event is None else event.claims), claims)
        known.append(_Known(finding.id, kind, said or _spans(i for e in finding.elements for i in e.evidence)))
    return known


def _said(ids: Iterable[str], claims: Mapping[str, Claim]) -> Spans:
    return _spans(item for one in ids if one in claims for item in claims[one].evidence)


def _spans(evidence: Iterable[Evidence]) -> Spans:
    return tuple(sorted({(item.start, item.end) for item in evidence}))


def _mover(old: str, new: str) -> Callable[[Spans], Spans]:
    """How places in an earlier text are found in the new one: by their words, nearest to the old place."""
    if old == new:
        return lambda spans: spans

    def move(spans: Spans) -> Spans:
        found = []
        for start, end in spans:
            words = old[start:end]
            places = [at for at in (new.rfind(words, 0, end), new.find(words, start)) if at >= 0] if words else []
            if places:
                at = min(places, key=lambda place: abs(place - start))
                found.append((at, at + len(words)))
        return tuple(found)

    return move


def _matched(
    new: Sequence[_Known], earlier: Sequence[Sequence[_Known]], movers: Sequence[Callable[[Spans], Spans]]
) -> dict[str, str]:
    """Which id each thing gets: that of its match in the newest assessment that has one, else one never used."""
    ids: dict[str, str] = {}
    used: set[str] = set()
    for known, move in zip(earlier, movers, strict=True):
        by_kind: dict[tuple[str, ...], list[tuple[str, Spans]]] = {}
        for old in known:
            if old.id not in used:
                by_kind.setdefault(old.kind, []).append((old.id, move(old.spans)))
        pairs = [
            (-alike, one.id != old_id, place, old_id)
            for place, one in enumerate(new)
            if one.id not in ids
            for old_id, spans in by_kind.get(one.kind, ())
            if (alike := _alike(one.spans, spans))
        ]
        for *_, place, old_id in sorted(pairs):
            if new[place].id not in ids and old_id not in used:
                ids[new[place].id] = old_id
                used.add(old_id)
    taken = {old.id for known in earlier for old in known}
    for one in new:
        if one.id not in ids:
            ids[one.id] = _fresh(one.id, taken)
            taken.add(ids[one.id])
    return ids


def _alike(first: Spans, second: Spans) -> float:
    """How much of two sets of places is shared: 0 where they do not touch, 1 where they are the same."""
    if first == second:
        return 1.0
    one, other = _covered(first), _covered(second)
    shared = len(one & other)
    return shared / len(one | other) if shared else 0.0


def _covered(spans: Spans) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _fresh(wanted: str, taken: Collection[str]) -> str:
    """The id itself, or the next one of its kind that was never given.

    >>> _fresh("f2", {"f1", "f2", "f7"})
    'f8'
    """
    if wanted not in taken:
        return wanted
    stem = wanted.rstrip("0123456789") or "x"
    numbers = [int(one[len(stem) :]) for one in taken if one.startswith(stem) and one[len(stem) :].isdecimal()]
    return f"{stem}{max(numbers, default=0) + 1}"


def _renamed(
    assessment: Assessment, entities: Mapping[str, str], events: Mapping[str, str], findings: Mapping[str, str]
) -> Assessment:
    def roles(held: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        return {role: tuple(entities.get(one, one) for one in ids) for role, ids in held.items()}

    def entity(one: Entity) -> Entity:
        return replace(one, id=entities[one.id])

    def event(one: Event) -> Event:
        inferred = tuple(entities.get(party, party) for party in one.inferred)
        return replace(one, id=events[one.id], roles=roles(one.roles), inferred=inferred)

    def finding(one: Finding) -> Finding:
        return replace(one, id=findings[one.id], event=events.get(one.event, one.event))

    return replace(
        assessment,
        entities=tuple(map(entity, assessment.entities)),
        claims=tuple(replace(one, roles=roles(one.roles)) for one in assessment.claims),
        events=tuple(map(event, assessment.events)),
        findings=tuple(map(finding, assessment.findings)),
    )

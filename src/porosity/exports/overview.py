"""The findings of a long document gathered: by measure, by route, by supplier, and by the section they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from porosity.assessment import Assessment, Claim, Document, Entity, Event, Heading, Note
from porosity.exports import wording
from porosity.measures import parties

NOT_NAMED = "not named"


@dataclass(frozen=True, slots=True)
class Group:
    """Findings, by number, that have something in common."""

    label: str
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the document with the findings that stand under it, before the next heading."""

    heading: Heading
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a dossier of a document opens with. ``notes`` are those that paragraphs with findings cite."""

    pages: int
    sections: tuple[Section, ...]
    by_measure: tuple[Group, ...]
    by_route: tuple[Group, ...]
    by_supplier: tuple[Group, ...]
    notes: tuple[Note, ...]


Counted = tuple[int, str, Event | None, tuple[str, ...]]
"""A finding as it is gathered: its number, its measure in words, its event and the ids of its claims."""


def overview(assessment: Assessment, counted: Sequence[Counted]) -> Overview | None:
    """The findings gathered, if the report is a document."""
    document = assessment.document
    if document is None:
        return None
    entities = {entity.id: entity for entity in assessment.entities}
    claims = {claim.id: claim for claim in assessment.claims}
    return Overview(
        pages=document.pages,
        sections=_sections(document, counted, claims),
        by_measure=_gathered(counted, lambda one: (one[1],)),
        by_route=_gathered(counted, lambda one: _routes(one[2], entities)),
        by_supplier=_gathered(counted, lambda one: _suppliers(one[2], entities)),
        notes=_notes(document, counted, claims),
    )


def route(event: Event, entities: Mapping[str, Entity]) -> tuple[str, str, str]:
    """From where, over what and to where something goes, each as States or, where those are not known, by name.

    A State that is both where something comes from and what it passes is only the former.
    """
    origin = _where(event.roles.get("origin", ()) or parties.suppliers(event), entities)
    goal = _where(parties.receivers(event) or event.roles.get("destination", ()), entities)
    via = [name for name in _where(event.roles.get("via", ()), entities) if name not in (*origin, *goal)]
    return wording.joined(origin), wording.joined(via), wording.joined(goal)


def _where(ids: Iterable[str], entities: Mapping[str, Entity]) -> list[str]:
    found: dict[str, None] = {}
    for one in ids:
        entity = entities.get(one)
        if entity is not None:
            found[wording.country(entity.country) or entity.name] = None
    return list(found)


def _routes(event: Event | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The route in words; none where less than two of its places are known."""
    if event is None:
        return ()
    origin, via, goal = route(event, entities)
    if sum(map(bool, (origin, via, goal))) < 2 or origin == goal:
        return ()
    return (" → ".join((origin or NOT_NAMED, *([via] if via else []), goal or NOT_NAMED)),)


def _suppliers(event: Event | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    if event is None:
        return ()
    known = [entities[one] for one in parties.suppliers(event) if one in entities]
    return tuple(dict.fromkeys(_party(entity) for entity in known))


def _party(entity: Entity) -> str:
    country = wording.country(entity.country)
    return entity.name if not country or entity.kind == "place" else f"{entity.name} ({country})"


def _gathered(counted: Sequence[Counted], labels: Callable[[Counted], tuple[str, ...]]) -> tuple[Group, ...]:
    """Groups by label, those with most findings first."""
    found: dict[str, list[int]] = {}
    for one in counted:
        for label in labels(one):
            found.setdefault(label, []).append(one[0])
    groups = [Group(label, tuple(numbers)) for label, numbers in found.items()]
    return tuple(sorted(groups, key=lambda group: -len(group.findings)))


def _sections(document: Document, counted: Sequence[Counted], claims: Mapping[str, Claim]) -> tuple[Section, ...]:
    starts = [heading.start for heading in document.headings]
    under: dict[int, list[int]] = {}
    for number, _, _, ids in counted:
        places = {bisect_right(starts, item.start) for one in ids if one in claims for item in claims[one].evidence}
        for place in sorted(places - {0}):
            under.setdefault(place, []).append(number)
    return tuple(
        Section(heading, tuple(under.get(place, ()))) for place, heading in enumerate(document.headings, start=1)
    )


def _notes(document: Document, counted: Sequence[Counted], claims: Mapping[str, Claim]) -> tuple[Note, ...]:
    cited = {
        note for _, _, _, ids in counted for one in ids if one in claims for item in claims[one].evidence
        for note in item.notes
    }  # fmt: skip
    return tuple(note for note in document.notes if note.id in cited)

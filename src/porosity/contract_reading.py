"""The contract for machines, read back: the JSON of `porosity.contract` as the assessment that it was written from.

What is written and read again is equal to what it was. Keys that this version does not know are passed over (fields
are added within a ``schema_version``); those that an earlier version did not write yet get the value of silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from porosity.assessment import (
    Act,
    Assessment,
    Basis,
    Certainty,
    Claim,
    Contradiction,
    Document,
    Element,
    Entity,
    Event,
    Evidence,
    Exemption,
    Finding,
    Goods,
    Heading,
    Listing,
    Means,
    Note,
    Origin,
    Quantity,
    Report,
    Stance,
    Status,
    Support,
    Verdict,
)
from porosity.contract import SCHEMA_VERSION
from porosity.errors import InputError
from porosity.logic import Truth
from porosity.timespan import TimeSpan

Json = Mapping[str, Any]


def from_dict(data: Any, place: str = "the assessment") -> Assessment:
    """An assessment from its JSON form; ``place`` names it where it is refused.

    Raises:
        InputError: the data are not of the form, or of a later one.
    """
    version = data.get("schema_version") if isinstance(data, Mapping) else None
    if version != SCHEMA_VERSION:
        told = "states no schema_version" if version is None else f"is of schema_version {version!r}"
        raise InputError(place, f"{told}; this version reads {SCHEMA_VERSION}.", "Write it by porosity read -f jsonl.")
    try:
        return _assessment(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        problem = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(place, f"is no assessment: {problem}.", "Write it by porosity read -f jsonl.") from error


def _assessment(data: Json) -> Assessment:
    return Assessment(
        report=_report(data["report"]),
        made_with=dict(data["made_with"]),
        found=dict(data["report"].get("because", {})),
        claims=tuple(map(_claim, data["claims"])),
        events=tuple(map(_event, data["events"])),
        entities=tuple(map(_entity, data["entities"])),
        findings=tuple(map(finding, data["findings"])),
        contradictions=tuple(Contradiction(_two(one["claims"]), one["about"]) for one in data["contradictions"]),
        echoes=tuple((_span(first), _span(second)) for first, second in data["echoes"]),
        variants=tuple(map(_two, data["variants"])),
        warnings=tuple(data["warnings"]),
        document=_document(data["document"]) if "document" in data else None,
    )


def finding(data: Json) -> Finding:
    """One finding with its whole reasoning."""
    return Finding(
        id=data["id"],
        event=data["event"],
        measure=data["measure"],
        family=data["family"],
        verdict=Verdict(data["verdict"]),
        elements=tuple(map(_element, data["elements"])),
        exemptions=tuple(map(_exemption, data["exemptions"])),
        open_questions=tuple(data["open_questions"]),
        because=data.get("because", ""),
        claims=tuple(data["claims"]),
        status=Status(data["status"]),
        hedge=_evidences(data["hedge"]),
        support=_support(data["support"]),
    )


def _report(data: Json) -> Report:
    return Report(
        id=data["id"],
        title=data["title"],
        text=data["text"],
        published=_day(data["published"]),
        publisher=data["publisher"],
        url=data["url"],
        sha256=data["sha256"],
        language=data["language"],
    )


def _claim(data: Json) -> Claim:
    return Claim(
        id=data["id"],
        act=Act(data["act"]),
        roles=_roles(data["roles"]),
        evidence=_evidences(data["evidence"]),
        basis=Basis(data["basis"]),
        stance=Stance(data["stance"]),
        certainty=Certainty(data["certainty"]),
        time=_time(data["time"]),
        quantity=_quantity(data.get("quantity")),
        sources=tuple(data["sources"]),
        hedges=_evidences(data.get("hedges", ())),
        facts=dict(data.get("facts", {})),
        negated=data.get("negated", False),
    )


def _event(data: Json) -> Event:
    return Event(
        id=data["id"],
        act=Act(data["act"]),
        roles=_roles(data["roles"]),
        claims=tuple(data["claims"]),
        time=_time(data["time"]),
        time_because=data.get("time_because", ""),
        quantity=_quantity(data["quantity"]),
        facts=dict(data.get("facts", {})),
        left_open=_evidences(data.get("left_open", ())),
        inferred=tuple(data.get("inferred", ())),
    )


def _entity(data: Json) -> Entity:
    listings = tuple(map(_listing, data["listings"]))
    return Entity(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        country=data["country"],
        spellings=tuple(data["spellings"]),
        mentions=tuple(map(_span, data["mentions"])),
        listings=listings if listings or data.get("screened", False) else None,
        goods=_goods(data),
        flag=data.get("flag"),
        description=data.get("description", ""),
    )


def _goods(data: Json) -> Goods | None:
    """What kind of thing it is; an earlier version wrote only the headings and classes, and nothing elsewhere."""
    held = {name: data.get(name, ()) for name in ("hs", "classes", "possible_hs", "possible_classes")}
    told: Json | None = data["goods"] if "goods" in data else ({} if any(held.values()) else None)
    if told is None:
        return None
    return Goods(
        term=told.get("term", data["name"]),
        hs=tuple(held["hs"]),
        classes=frozenset(held["classes"]),
        possible_hs=tuple(held["possible_hs"]),
        possible_classes=frozenset(held["possible_classes"]),
        because=told.get("because", ""),
    )


def _listing(data: Json) -> Listing:
    return Listing(
        list=data["list"],
        id=data["id"],
        name=data["name"],
        score=data["score"],
        program=data["program"],
        since=_day(data["since"]),
        until=_day(data.get("until")),
        measures=tuple(data.get("measures", ())),
        means=Means(data.get("means", Means.SAME)),
        because=data.get("because", ""),
        reference=data.get("reference"),
        version=data.get("version"),
        terms=tuple((one["measure"], _day(one["since"]), _day(one["until"])) for one in data.get("terms", ())),
    )


def _element(data: Json) -> Element:
    return Element(
        name=data["name"],
        value=Truth(data["value"]),
        because=data["because"],
        evidence=_evidences(data["evidence"]),
        reference=data.get("reference", ""),
        asks=data.get("asks", ""),
    )


def _exemption(data: Json) -> Exemption:
    return Exemption(data["name"], data["value"], data["because"], data.get("reference", ""), data.get("asks", ""))


def _support(data: Json | None) -> Support | None:
    if data is None:
        return None
    return Support(
        reliability=data["reliability"],
        credibility=data["credibility"],
        because=data["because"],
        origins=tuple(map(_origin, data.get("origins", ()))),
        unverified=_evidences(data.get("unverified", ())),
    )


def _origin(data: Json) -> Origin:
    return Origin(
        name=data["name"],
        kind=data["kind"],
        put=data["put"],
        directness=data["directness"],
        reliability=data["reliability"],
        because=data["because"],
        claims=tuple(data["claims"]),
        via=tuple(data["via"]),
    )


def _document(data: Json) -> Document:
    return Document(
        pages=data["pages"],
        headings=tuple(
            Heading(one["start"], one["end"], one["text"], one["level"], one["page"]) for one in data["headings"]
        ),
        paragraphs=tuple((one["start"], one["end"], one["label"]) for one in data["paragraphs"]),
        notes=tuple(Note(one["mark"], one["text"], one["page"], one["at"], one["id"]) for one in data["notes"]),
    )


def _evidences(data: Sequence[Json]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            one["start"], one["end"], one["text"], one.get("page"), one.get("paragraph"), tuple(one.get("notes", ()))
        )
        for one in data
    )


def _quantity(data: Json | None) -> Quantity | None:
    return None if data is None else Quantity(data["amount"], data["unit"], data["text"])


def _time(data: Json | None) -> TimeSpan | None:
    return None if data is None else TimeSpan(_day(data["from"]), _day(data["to"]), data["text"])


def _day(data: str | None) -> date | None:
    return None if data is None else date.fromisoformat(data)


def _roles(data: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {role: tuple(ids) for role, ids in data.items()}


def _span(data: Sequence[int]) -> tuple[int, int]:
    start, end = data
    return start, end


def _two(data: Sequence[str]) -> tuple[str, str]:
    first, second = data
    return first, second

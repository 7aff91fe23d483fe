"""An assessment, or an incident, as entities of Follow the Money, for Aleph, yente and whatever else reads that format.

=====================  ==========================================================================================
the report             ``Article``: title, publisher, day, address, hash; not its text
people, bodies, ...    ``Person``, ``Organization``, ``PublicBody`` (a State that acts), ``Vessel``, ``Airplane``,
                       ``Vehicle``, ``RealEstate``, ``Address`` (a place), ``Asset`` (weapons and goods)
the entry of a list    ``Sanction``, where screening says that it means the party itself; a perhaps is a note
where names stand      ``Mention``, one for each spelling of a person or body
an act                 ``Event`` with days, countries and parties; ``UnknownLink`` gives each participant its role
a finding              ``Note`` on the act: the conditional sentence, the reasons, verdict and measure
an incident            ``Event`` over the acts of its reports, each tied to it by an ``UnknownLink``
=====================  ==========================================================================================

Ids are made of the report's key and of our own ids, so the same assessment gives the same entities. A `Note` says "if
as reported"; nothing here says that somebody did something.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from porosity.assessment import Assessment, Entity, Event, Finding, Listing, Means
from porosity.evidence.records import IncidentRow, Member
from porosity.exports import wording
from porosity.exports.card import CardOf
from porosity.exports.dossier import Dossier, FindingView, arrange
from porosity.exports.safe import line, web_address
from porosity.screening.ftm import AUTHORITIES, put
from porosity.timespan import TimeSpan

DATASET: Final = "porosity"
SCHEMAS: Final = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Address",
    "vessel": "Vessel",
    "aircraft": "Airplane",
    "vehicle": "Vehicle",
    "building": "RealEstate",
}
_WHO: Final = ("Person", "Organization", "PublicBody")

Ftm = dict[str, Any]
Values = Iterable[tuple[str, str | None]]


def entities(assessment: Assessment, *, card: CardOf, key: str | None = None) -> Iterator[Ftm]:
    """The entities of an assessment, the report first. ``key`` is the report's in the store; its own id without one."""
    yield from _Writer(assessment, arrange(assessment, card=card), key or assessment.report.id).entities()


def incident(row: IncidentRow, members: Sequence[Member], acts: Container[str]) -> Iterator[Ftm]:
    """An incident as an event over those of its reports, whose own entities are written with the reports.

    ``acts`` holds the ids of those that are; a member that is a report as a whole is tied by the report alone.
    """
    own = f"{DATASET}-{row.id}"
    yield _entity(
        own,
        "Event",
        (
            ("name", row.title),
            *_days(row.since, row.until),
            *(("country", code) for code in row.countries),
            *(("keywords", word) for word in (row.act, row.verdict, row.status, *row.families)),
            *(("program", measure) for measure in row.measures),
            *(("proof", report_id(report)) for report in dict.fromkeys(member.report for member in members)),
            ("recordId", row.id),
            ("summary", _counts(row)),
        ),
    )
    for member in members:
        act = f"{report_id(member.report)}-{_safe(member.event.rpartition('#')[2])}"
        if act not in acts:
            continue
        yield _entity(
            f"{own}-{_safe(member.event)}",
            "UnknownLink",
            (
                ("subject", act),
                ("object", own),
                ("role", "reported act of the incident"),
                ("summary", "; ".join(member.why)),
            ),
        )


def report_id(key: str) -> str:
    """The id of a report's entity."""
    return f"{DATASET}-{_safe(key)}"


def _counts(row: IncidentRow) -> str:
    told = f"{wording.counted(row.reports, 'report')}, {wording.counted(row.origins, 'origin')}"
    return told if row.reliability is None else f"{told}, support {row.reliability}{row.credibility or ''}"


class _Writer:
    def __init__(self, assessment: Assessment, dossier: Dossier, key: str) -> None:
        self._assessment = assessment
        self._dossier = dossier
        self._key = key
        self._report = report_id(key)
        acting = {one for event in assessment.events for one in _acting(event)}
        self._schemas = {entity.id: _schema(entity, entity.id in acting) for entity in assessment.entities}

    def entities(self) -> Iterator[Ftm]:
        yield self._article()
        for entity in self._assessment.entities:
            yield from self._party(entity)
        for event in self._assessment.events:
            yield from self._event(event)
        for shown in self._dossier.events:
            for view in shown.findings:
                yield self._finding(view)

    def _id(self, own: str) -> str:
        return f"{self._report}-{_safe(own)}"

    def _proven(self, values: Values) -> list[tuple[str, str | None]]:
        return [*values, ("proof", self._report)]

    def _article(self) -> Ftm:
        report = self._assessment.report
        return _entity(
            self._report,
            "Article",
            (
                ("title", report.title or "Untitled report"),
                ("publisher", report.publisher),
                ("publishedAt", None if report.published is None else report.published.isoformat()),
                ("sourceUrl", web_address(report.url)),
                ("language", report.language),
                ("notes", f"SHA-256 of the source: {report.sha256}"),
                ("summary", self._dossier.sentence),
                ("processingAgent", f"Porosity {self._assessment.made_with.get('porosity', '')}".strip()),
            ),
        )

    def _party(self, entity: Entity) -> Iterator[Ftm]:
        own, schema = self._id(entity.id), self._schemas[entity.id]
        listings = entity.listings or ()
        listed = [one for one in listings if one.means is Means.SAME]
        perhaps = [one for one in listings if one.means is Means.POSSIBLE]
        goods = entity.goods
        others = [name for name in entity.spellings if name != entity.name]
        yield _entity(
            own,
            schema,
            self._proven(
                [
                    ("name", entity.name or entity.kind),
                    ("full", entity.name or entity.kind),
                    *(("alias", name) for name in others),
                    ("country", entity.country),
                    ("flag", entity.flag),
                    ("description", entity.description),
                    ("keywords", entity.kind if schema == "Asset" else None),
                    *(("keywords", f"HS {heading}") for heading in (goods.hs if goods else ())),
                    *(("notes", f"Perhaps on a list: {one.name}, {wording.listing(one)}") for one in perhaps),
                    *(("topics", "sanction") for _ in listed[:1]),
                ]
            ),
        )
        for number, one in enumerate(listed):
            yield self._sanction(own, number, one)
        if schema in _WHO:
            for number, name in enumerate(dict.fromkeys((entity.name, *entity.spellings))):
                yield self._mention(entity, schema, number, name)

    def _sanction(self, own: str, number: int, listing: Listing) -> Ftm:
        authority = next((name for start, name in AUTHORITIES.items() if listing.list.startswith(start)), None)
        return _entity(
            f"{own}-sanction-{number}",
            "Sanction",
            self._proven(
                [
                    ("entity", own),
                    ("authority", authority),
                    ("program", listing.program),
                    ("unscId" if listing.list.startswith("un-") else "authorityId", listing.reference),
                    ("recordId", listing.id),
                    *(("provisions", measure) for measure in listing.measures),
                    ("listingDate", None if listing.since is None else listing.since.isoformat()),
                    ("endDate", None if listing.until is None else listing.until.isoformat()),
                    ("summary", f"Matched by name to “{listing.name}” ({listing.list}), score {listing.score:.2f}"),
                ]
            ),
        )

    def _mention(self, entity: Entity, schema: str, number: int, name: str) -> Ftm:
        return _entity(
            f"{self._id(entity.id)}-mention-{number}",
            "Mention",
            (
                ("document", self._report),
                ("resolved", self._id(entity.id)),
                ("name", name or entity.kind),
                ("detectedSchema", schema),
                ("contextCountry", entity.country),
            ),
        )

    def _event(self, event: Event) -> Iterator[Ftm]:
        known = {entity.id: entity for entity in self._assessment.entities}
        shown = next(one for one in self._dossier.events if one.id == event.id)
        sides = [one for one in _acting(event) if self._schemas.get(one) in _WHO]
        places = [known[one] for role in ("place", "destination") for one in event.roles.get(role, ()) if one in known]
        countries = dict.fromkeys(known[one].country for one in (*sides, *(place.id for place in places)))
        yield _entity(
            self._id(event.id),
            "Event",
            self._proven(
                [
                    ("name", shown.heading),
                    *_time(event.time),
                    *(("involved", self._id(one)) for one in dict.fromkeys(sides)),
                    *(("location", place.name) for place in places),
                    *(("country", code) for code in countries),
                    ("keywords", event.act.value),
                    ("recordId", f"{self._key}#{event.id}"),
                    ("sourceUrl", web_address(self._assessment.report.url)),
                    ("description", None if event.quantity is None else f"Quantity as reported: {event.quantity.text}"),
                    *(("summary", view.sentence) for view in shown.findings),
                ]
            ),
        )
        for role, ids in event.roles.items():
            for one in dict.fromkeys(ids):
                if one in known:
                    yield self._participant(event, role, one)

    def _participant(self, event: Event, role: str, entity: str) -> Ftm:
        return _entity(
            f"{self._id(event.id)}-{_safe(role)}-{_safe(entity)}",
            "UnknownLink",
            self._proven(
                [
                    ("subject", self._id(entity)),
                    ("object", self._id(event.id)),
                    ("role", role),
                    ("status", "as reported; inferred" if entity in event.inferred else "as reported"),
                ]
            ),
        )

    def _finding(self, view: FindingView) -> Ftm:
        finding = view.finding
        event = next((one for one in self._assessment.events if one.id == finding.event), None)
        verdict = wording.VERDICT_WORDS[finding.verdict.value]
        return _entity(
            self._id(finding.id),
            "Note",
            self._proven(
                [
                    ("name", f"{verdict}: {view.card.title if view.card and view.card.title else view.measure}"),
                    ("entity", None if event is None else self._id(event.id)),
                    ("description", _reasons(view)),
                    ("program", view.measure),
                    ("programId", finding.measure),
                    *(("keywords", word) for word in (finding.verdict.value, finding.status.value, finding.family)),
                    ("keywords", _grade(finding)),
                    *(("notes", question) for question in finding.open_questions),
                ]
            ),
        )


def _acting(event: Event) -> tuple[str, ...]:
    """Those who act and those who receive; a place that only lies on the way does neither."""
    return (*event.roles.get("agent", ()), *event.roles.get("recipient", ()))


def _schema(entity: Entity, acts: bool) -> str:
    if entity.kind == "place" and acts:
        return "PublicBody"
    return SCHEMAS.get(entity.kind, "Asset")


def _grade(finding: Finding) -> str | None:
    support = finding.support
    return None if support is None else f"support {support.reliability}{support.credibility}"


def _reasons(view: FindingView) -> str:
    """The sentence of a finding and each element with its reason and its words, a line each."""
    lines = [f"{view.sentence} {view.because}".strip()]
    for shown in view.elements:
        element = shown.element
        words = " ".join(f"“{item.text}”" for item in element.evidence)
        reason = f"{wording.label(element.name)}: {wording.TRUTH_WORDS[element.value.value]}. {element.because} {words}"
        lines.append(f"{reason.strip()} [{element.reference}]" if element.reference else reason.strip())
    return "\n".join(map(line, lines))


def _time(time: TimeSpan | None) -> Values:
    return () if time is None else _days(time.first, time.last)


def _days(first: date | None, last: date | None) -> Values:
    if first is not None and first == last:
        return (("date", first.isoformat()),)
    days = (("startDate", first), ("endDate", last))
    return tuple((name, None if day is None else day.isoformat()) for name, day in days)


def _safe(own: str) -> str:
    """An id as part of another: letters, digits, points and dashes. One that loses something gets a number for it.

    >>> _safe("f1"), _safe("a b/c") == _safe("a b:c")
    ('f1', False)
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", own)
    if plain == own and own:
        return own
    return f"{plain[:60]}-{_number(own):08x}"


def _number(text: str) -> int:
    from zlib import crc32

    return crc32(text.encode(errors="surrogatepass"))


def _entity(key: str, schema: str, values: Values) -> Ftm:
    """An entity of the values that the model takes: what is too long for its property is left out."""
    from followthemoney import model

    properties: dict[str, list[str]] = {}
    for name, text in values:
        known = model.schemata[schema].properties.get(name)
        told = _plain(text or "", several=name == "description")
        if known is not None and known.validate([told]) is None:
            put(properties, schema, name, told)
    return {"id": key, "schema": schema, "datasets": [DATASET], "properties": properties}


def _plain(text: str, *, several: bool) -> str:
    return "\n".join(map(line, text.split("\n"))) if several else line(text)


def referents(written: Iterable[Mapping[str, Any]]) -> set[str]:
    """The ids that entities point at, for those who check that nothing points at nothing."""
    from followthemoney import model

    found: set[str] = set()
    for entity in written:
        schema = model.schemata[entity["schema"]]
        for name, texts in entity["properties"].items():
            if schema.properties[name].type.name == "entity":
                found.update(texts)
    return found

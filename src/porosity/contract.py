"""The contract for machines: an assessment as plain JSON, and the JSON Schema that holds it.

Fields may be added within a ``schema_version``, never changed or dropped. Days are ISO 8601; a span of time counts
both its days; offsets count Unicode code points in ``report.text``, half-open.

>>> span(None) is None
True
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from porosity.assessment import (
    Assessment,
    Claim,
    Contradiction,
    Document,
    Element,
    Entity,
    Event,
    Evidence,
    Exemption,
    Finding,
    Listing,
    Origin,
    Quantity,
    Report,
    Support,
)
from porosity.measures.why_not import WhyNot, reply
from porosity.timespan import TimeSpan

SCHEMA_VERSION: Final = 1
SCHEMA_PATH: Final = Path(__file__).parent / "schema" / "assessment.schema.json"

SCHEMA: Final[dict[str, Any]] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
"""What ``to_dict`` writes, as JSON Schema (draft 2020-12): strict about keys and vocabularies, open to added keys."""

JUDGEMENT_SCHEMA: Final[dict[str, Any]] = {
    "$schema": SCHEMA["$schema"],
    "title": "Porosity judgement",
    "$ref": "#/$defs/judgement",
    "$defs": SCHEMA["$defs"],
}
"""What ``from_judgement`` writes: the findings of the same contract, without a report."""

WHY_NOT_SCHEMA: Final[dict[str, Any]] = {
    "$schema": SCHEMA["$schema"],
    "title": "Porosity why-not",
    "$ref": "#/$defs/why_not",
    "$defs": SCHEMA["$defs"],
}
"""What ``from_why_not`` writes: one measure, element by element."""

Json = dict[str, Any]


def to_dict(assessment: Assessment) -> Json:
    """The whole assessment, ready for ``json.dumps``."""
    return {
        "schema_version": SCHEMA_VERSION,
        "made_with": dict(assessment.made_with),
        "report": _report(assessment.report, assessment.found),
        "verdict": assessment.verdict,
        "claims": [_claim(claim) for claim in assessment.claims],
        "events": [_event(event) for event in assessment.events],
        "entities": [_entity(entity) for entity in assessment.entities],
        "findings": [finding_dict(finding) for finding in assessment.findings],
        "contradictions": [_contradiction(item) for item in assessment.contradictions],
        "echoes": [[list(first), list(second)] for first, second in assessment.echoes],
        "variants": [list(pair) for pair in assessment.variants],
        "warnings": list(assessment.warnings),
        **({} if assessment.document is None else {"document": _document(assessment.document)}),
    }


def from_judgement(findings: Iterable[Finding], made_with: Mapping[str, str]) -> Json:
    """The findings alone, as ``porosity judge`` writes them: there was no text to read."""
    return {
        "schema_version": SCHEMA_VERSION,
        "made_with": dict(made_with),
        "findings": [finding_dict(finding) for finding in findings],
    }


def finding_dict(finding: Finding) -> Json:
    """One finding with its whole reasoning."""
    return {
        "id": finding.id,
        "event": finding.event,
        "claims": list(finding.claims),
        "measure": finding.measure,
        "family": finding.family,
        "verdict": finding.verdict.value,
        "because": finding.because,
        "status": finding.status.value,
        "hedge": [_evidence(item) for item in finding.hedge],
        "elements": [_element(element) for element in finding.elements],
        "exemptions": [_exemption(exemption) for exemption in finding.exemptions],
        "open_questions": list(finding.open_questions),
        "support": _support(finding.support),
    }


def from_why_not(why: WhyNot, made_with: Mapping[str, str], assessment: Assessment | None = None) -> Json:
    """A measure held against the event that comes nearest to it; with the report, where there is one."""
    written: Json = {"schema_version": SCHEMA_VERSION, "made_with": dict(made_with)}
    from porosity.exports import why_not as why_not_sheet

    if assessment is not None:
        written["report"] = _report(assessment.report, assessment.found)
    written["why_not"] = {
        "measure": why.measure.id,
        "title": why.measure.title,
        "instrument": why.measure.instrument,
        "because": why_not_sheet.sentence(why),
        "event": None if why.situation is None else _event(why.situation.event),
        "family": None if why.limb is None else why.limb.family,
        "says": None if why.limb is None else why.limb.says,
        "verdict": None if why.finding is None else why.finding.verdict.value,
        "elements": [{**_element(element), "reply": reply(element)} for element in why.elements],
        "exemptions": [_exemption(exemption) for exemption in why.exemptions],
        "others": [
            {"says": other.limb.says, "family": other.limb.family, "reply": reply(other.element)}
            | _element(other.element)
            for other in why.others
        ],
        "replaced_by": list(why.measure.replaced_by),
    }
    return written


def span(time: TimeSpan | None) -> Json | None:
    """A span of time; an open end is null, and a time that nobody gives is null as a whole."""
    if time is None:
        return None
    return {
        "from": _day(time.first),
        "to": _day(time.last),
        "text": time.text,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _report(report: Report, found: Mapping[str, str]) -> Json:
    return {
        "id": report.id,
        "title": report.title,
        "text": report.text,
        "published": _day(report.published),
        "publisher": report.publisher,
        "url": report.url,
        "sha256": report.sha256,
        "language": report.language,
        "because": dict(found),
    }


def _evidence(evidence: Evidence) -> Json:
    written: Json = {"start": evidence.start, "end": evidence.end, "text": evidence.text}
    if evidence.page is not None:
        written["page"] = evidence.page
    if evidence.paragraph is not None:
        written["paragraph"] = evidence.paragraph
    if evidence.notes:
        written["notes"] = list(evidence.notes)
    return written


def _document(document: Document) -> Json:
    return {
        "pages": document.pages,
        "headings": [
            {"start": one.start, "end": one.end, "text": one.text, "level": one.level, "page": one.page}
            for one in document.headings
        ],
        "paragraphs": [{"start": start, "end": end, "label": label} for start, end, label in document.paragraphs],
        "notes": [
            {"id": note.id, "mark": note.mark, "text": note.text, "page": note.page, "at": note.at}
            for note in document.notes
        ],
    }


def _quantity(quantity: Quantity | None) -> Json | None:
    if quantity is None:
        return None
    return {"amount": quantity.amount, "unit": quantity.unit, "text": quantity.text}


def _roles(roles: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {role: list(ids) for role, ids in roles.items()}


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "act": claim.act.value,
        "basis": claim.basis.value,
        "stance": claim.stance.value,
        "negated": claim.negated,
        "certainty": claim.certainty.value,
        "roles": _roles(claim.roles),
        "time": span(claim.time),
        "quantity": _quantity(claim.quantity),
        "sources": list(claim.sources),
        "evidence": [_evidence(item) for item in claim.evidence],
        "hedges": [_evidence(item) for item in claim.hedges],
        "facts": dict(claim.facts),
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "act": event.act.value,
        "claims": list(event.claims),
        "roles": _roles(event.roles),
        "time": span(event.time),
        "time_because": event.time_because,
        "quantity": _quantity(event.quantity),
        "facts": dict(event.facts),
        "left_open": [_evidence(item) for item in event.left_open],
        "inferred": list(event.inferred),
    }


def _entity(entity: Entity) -> Json:
    goods = entity.goods
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "country": entity.country,
        "flag": entity.flag,
        "description": entity.description,
        "spellings": list(entity.spellings),
        "mentions": [list(mention) for mention in entity.mentions],
        "screened": entity.listings is not None,
        "listings": [_listing(listing) for listing in entity.listings or ()],
        "hs": [] if goods is None else list(goods.hs),
        "classes": [] if goods is None else sorted(goods.classes),
        "possible_hs": [] if goods is None else list(goods.possible_hs),
        "possible_classes": [] if goods is None else sorted(goods.possible_classes),
        "goods": None if goods is None else {"term": goods.term, "because": goods.because},
    }


def _listing(listing: Listing) -> Json:
    written: Json = {
        "list": listing.list,
        "id": listing.id,
        "name": listing.name,
        "score": listing.score,
        "program": listing.program,
        "since": _day(listing.since),
        "until": _day(listing.until),
        "measures": list(listing.measures),
        "means": listing.means.value,
        "because": listing.because,
        "reference": listing.reference,
        "version": listing.version,
    }
    if listing.terms:
        written["terms"] = [
            {"measure": measure, "since": _day(since), "until": _day(until)} for measure, since, until in listing.terms
        ]
    return written


def _element(element: Element) -> Json:
    return {
        "name": element.name,
        "value": element.value.value,
        "because": element.because,
        "evidence": [_evidence(item) for item in element.evidence],
        "reference": element.reference,
        "asks": element.asks,
    }


def _exemption(exemption: Exemption) -> Json:
    return {
        "name": exemption.name,
        "value": exemption.value,
        "because": exemption.because,
        "reference": exemption.reference,
        "asks": exemption.asks,
    }


def _support(support: Support | None) -> Json | None:
    if support is None:
        return None
    return {
        "reliability": support.reliability,
        "credibility": support.credibility,
        "because": support.because,
        "origins": [_origin(origin) for origin in support.origins],
        "unverified": [_evidence(item) for item in support.unverified],
    }


def _origin(origin: Origin) -> Json:
    return {
        "name": origin.name,
        "kind": origin.kind,
        "put": origin.put,
        "directness": origin.directness,
        "reliability": origin.reliability,
        "because": origin.because,
        "claims": list(origin.claims),
        "via": list(origin.via),
    }


def _contradiction(contradiction: Contradiction) -> Json:
    return {"claims": list(contradiction.claims), "about": contradiction.about}

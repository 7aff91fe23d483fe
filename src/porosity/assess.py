"""``assess``: a report in, its claims, events and findings out. Everything else is a part or an edge of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from porosity import __version__
from porosity.assessment import Assessment, Claim, Contradiction, Entity, Event, Finding, Report
from porosity.knowledge import versions
from porosity.measures.deciding import Situation
from porosity.measures.judging import STRENGTH, judge, telling
from porosity.measures.law import Law
from porosity.reading.reader import Reader, Reading
from porosity.screening import known
from porosity.status import Voices, hedges_of, is_refuted, status_of
from porosity.support.grading import support_of
from porosity.support.sentences import Sentences

if TYPE_CHECKING:
    from porosity.screening.resolving import Lists


def assess(report: Report, reader: Reader, lists: Lists | None, law: Law) -> Assessment:
    """Read one report, hold its parties against the lists (if any are given) and its events against the law.

    An act that a party denies is judged as the act that is denied, with the status *denied*; one that is only asked
    about, with the status *alleged*. What an inquiry or the outlet itself finds not to be so yields no finding.
    """
    reading = _screened(reader.read(report), report, lists)
    entities = {entity.id: entity for entity in reading.entities}
    claims = {claim.id: claim for claim in reading.claims}
    findings: list[Finding] = []
    sentences = Sentences.of(report)
    for event in reading.events:
        findings.extend(_findings(event, claims, entities, reading, report, sentences, law))
    findings.sort(key=lambda f: (STRENGTH.index(f.verdict), law.rank(f.family, f.measure)))
    return Assessment(
        report=report,
        made_with=made_with(reader, lists, law),
        claims=reading.claims,
        events=reading.events,
        entities=reading.entities,
        findings=tuple(replace(finding, id=f"f{number}") for number, finding in enumerate(findings, 1)),
        contradictions=reading.contradictions,
        echoes=reading.echoes,
        variants=reading.variants,
    )


def _screened(reading: Reading, report: Report, lists: Lists | None) -> Reading:
    """The reading with the listings of its parties; the machinery of lists is loaded only where there are some."""
    if lists is None:
        return known.resolve(reading)
    from porosity.screening.resolving import resolve

    return resolve(reading, report, lists)


def made_with(reader: Reader, lists: Lists | None, law: Law) -> dict[str, str]:
    """The versions of everything that makes an assessment, and of the lists that its parties are held against."""
    known = {"porosity": __version__, "network": reader.version, "law": law.version, **versions()}
    return known if lists is None else known | {"lists": f"{known['lists']}, {lists.version}"}


def _findings(
    event: Event,
    claims: Mapping[str, Claim],
    entities: Mapping[str, Entity],
    reading: Reading,
    report: Report,
    sentences: Sentences,
    law: Law,
) -> list[Finding]:
    situation = situation_of(event, claims, entities, report.published)
    found = telling(judge(situation, law), law)
    if not found:
        return []
    told = [claims[i] for i in event.claims]
    contrary, disputed = _against(event, claims, reading.contradictions)
    voices = Voices(told, reading.voices, entities, sentences, report.publisher, contrary, disputed)
    if is_refuted(voices):
        return []
    status, hedge, support = status_of(voices), hedges_of(told), support_of(voices)
    return [replace(finding, status=status, hedge=hedge, support=support) for finding in found]


def _against(
    event: Event, claims: Mapping[str, Claim], contradictions: Iterable[Contradiction]
) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """Denials of an event that are no claims of it, and what its own claims differ on, save whether it took place."""
    mine = set(event.claims)
    contrary: dict[str, Claim] = {}
    disputed: dict[str, None] = {}
    for item in contradictions:
        outside = [i for i in item.claims if i not in mine]
        if not outside and not any(claims[i].is_negative for i in item.claims):
            disputed[item.about] = None
        if len(outside) == 1 and outside[0] in claims and claims[outside[0]].is_negative:
            contrary[outside[0]] = claims[outside[0]]
    return tuple(contrary.values()), tuple(disputed)


def situation_of(
    event: Event, claims: Mapping[str, Claim], entities: Mapping[str, Entity], published: date | None
) -> Situation:
    """An event as the law weighs it: with the words that say it, those that date it, and those behind each fact."""
    told = [claims[i] for i in event.claims]
    stating = [claim for claim in told if not claim.is_negative] or told
    evidence = tuple(span for claim in stating for span in claim.evidence)
    dated = tuple(span for claim in stating if claim.time is not None for span in claim.evidence)
    by_fact = {name: tuple(s for c in told if name in c.facts for s in c.evidence) for name in event.facts}
    return Situation(event, entities, published, evidence, dated, by_fact)

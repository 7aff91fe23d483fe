"""What an audience may see of the store: marks, confidential sources and redactions respected in one place.

Every export reads the store through a `Showing`. A report that is marked more strictly than the audience is not shown
and counted; of a confidential source neither name, address, file name nor bytes are shown, and the report gets another
key; redacted words are taken out of everything (`porosity.evidence.redaction`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from porosity.assessment import Assessment, Event
from porosity.evidence import keys
from porosity.evidence.audit import Audit, Audited, Capture, Run, narrowed
from porosity.evidence.changes import changes
from porosity.evidence.marks import Marks, allows, marks_of, revoked
from porosity.evidence.records import (
    Decision,
    DecisionKind,
    Filters,
    FindingRow,
    IncidentRow,
    Member,
    Page,
    ReportRow,
    Target,
    Tlp,
)
from porosity.evidence.redaction import NOTHING, WITHHELD, Redaction, redacted, redaction_of, telling_words
from porosity.evidence.store import Store
from porosity.exports import wording
from porosity.incidents import keeping
from porosity.incidents.joining import Held
from porosity.incidents.portraits import portrait
from porosity.incidents.records import Incident, Part
from porosity.incidents.strands import digest_of

CONFIDENTIAL: Final = "withheld: the source is confidential"
OTHERS: Final = "[withheld: it may speak of reports that are left out]"
PAGE: Final = 500
_STRENGTH: Final = ("prohibited", "conditional", "criterion", "exempt", "not-bound", "not-in-force")


@dataclass(frozen=True, slots=True)
class Shown:
    """A report as an audience may see it. ``withheld`` says why its bytes are not shown, empty where they are."""

    own_key: str
    row: ReportRow
    marks: Marks
    assessment: Assessment
    redaction: Redaction
    withheld: str = ""

    @property
    def key(self) -> str:
        """What the report is called in exports."""
        return self.row.key

    def named(self, key: str) -> str:
        """A key of something in the report, as exports call it."""
        return self.row.key + key.removeprefix(self.own_key) if key.startswith(self.own_key) else key

    def finding(self, row: FindingRow) -> FindingRow | None:
        """A finding as lists show it; None where it rests on hidden words alone."""
        if not self.redaction and self.key == self.own_key:
            return row
        own = row.key.rpartition(keys.BETWEEN)[2]
        found = next((one for one in self.assessment.findings if one.id == own), None)
        event = next((one for one in self.assessment.events if found and one.id == found.event), None)
        if event is None:
            return None
        entities = {entity.id: entity for entity in self.assessment.entities}
        first, last = _days(event)
        return replace(
            row,
            key=self.named(row.key),
            report=self.key,
            event=self.named(row.event),
            summary=wording.capital(wording.event_phrase(event, entities)),
            since=first,
            until=last,
            countries=_countries(event, self.assessment),
        )

    def decision(self, decision: Decision) -> Decision:
        """A decision without the words that are hidden."""
        if not self.redaction and self.key == self.own_key:
            return decision
        return replace(
            decision,
            key=self.named(decision.key),
            why=self.redaction.mask(decision.why),
            body=self._plain(decision.body),
        )

    def _plain(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.named(self.redaction.mask(value))
        if isinstance(value, Mapping):
            return {key: self._plain(item) for key, item in value.items()}
        return [self._plain(item) for item in value] if isinstance(value, list | tuple) else value


class Showing:
    """The store as an audience may see it. ``left_out`` holds the reports that it asked for and may not see."""

    def __init__(self, store: Store, audience: Tlp) -> None:
        self.store = store
        self.audience = audience
        self.left_out: set[str] = set()
        about = store.decisions(Target.REPORT)
        gone = revoked(about)
        marking = (DecisionKind.MARK, DecisionKind.REDACT)
        self._marking: dict[str, list[Decision]] = {}
        for one in about:
            if one.kind in marking and one.id not in gone:
                self._marking.setdefault(one.key, []).append(one)

    # Reports

    def reports(self, filters: Filters) -> Iterator[Shown]:
        """The reports that the filters ask for, the newest first; those that may not be seen are counted."""
        for row in _all(lambda after: self.store.reports(filters, limit=PAGE, after=after)):
            if (shown := self.report(row)) is not None:
                yield shown

    def report(self, row: ReportRow) -> Shown | None:
        """A report, unless the audience may not see it or it was erased."""
        if row.erased:
            return None
        given = self._marking.get(row.key, ())
        marks = marks_of(given)
        if not allows(self.audience, marks.tlp) or not allows(self.audience, row.tlp):
            self.left_out.add(row.key)
            return None
        assessment = self.store.assessment(row.key)
        redaction = self._redaction(row.key, assessment, given, marks)
        return _shown(row, marks, assessment, redaction, any(one.kind is DecisionKind.REDACT for one in given))

    def findings(self, shown: Shown, filters: Filters = Filters()) -> tuple[FindingRow, ...]:  # noqa: B008  # frozen
        """The findings of a report that the filters ask for."""
        asked = replace(filters, report=shown.own_key, words="", since=None, until=None)
        rows = _all(lambda after: self.store.findings(asked, limit=PAGE, after=after))
        found = [one for row in rows if (one := shown.finding(row)) is not None]
        order = {finding.id: place for place, finding in enumerate(shown.assessment.findings)}
        return tuple(sorted(found, key=lambda row: order.get(row.key.rpartition(keys.BETWEEN)[2], len(order))))

    def _redaction(
        self,
        key: str,
        assessment: Assessment,
        given: Sequence[Decision],
        marks: Marks,
        latest: Assessment | None = None,
    ) -> Redaction:
        """What is hidden in one assessment of a report. A span counts in the text that it was chosen in."""
        names = self._source(key, latest or assessment) if marks.confidential_source else []
        spans: list[tuple[int, int]] = []
        for one in given:
            if one.kind is not DecisionKind.REDACT:
                continue
            text = self._text_at(key, one)
            for start, end in one.body["spans"]:
                if text == assessment.report.text:
                    spans.append((start, end))
                else:
                    words = text[start:end]
                    names += [words, *(() if words in assessment.report.text else telling_words(words))]
        return redaction_of(assessment, spans, names)

    def _text_at(self, key: str, decision: Decision) -> str:
        """The text of the assessment that somebody had before him when he decided."""
        runs = self.store.assessments(key)
        before = [run.number for run in runs if run.made <= decision.when] or [runs[0].number]
        return self.store.assessment(key, before[-1]).report.text

    def _source(self, key: str, assessment: Assessment) -> list[str]:
        """What a confidential source is called: the publisher, the host of its address, the names of its files."""
        report = assessment.report
        publisher = (report.publisher or "").removeprefix("The ").removeprefix("the ")
        captures = self.store.originals(key)
        hosts = [urlsplit(url).hostname or "" for url in (report.url, *(one.url for one in captures)) if url]
        stems = [one.name.rpartition("/")[2].rpartition(".")[0] or one.name for one in captures]
        return [name for name in (publisher, *(host.removeprefix("www.") for host in hosts), *stems) if len(name) > 2]

    # Incidents

    def incidents(self, filters: Filters) -> Iterator[tuple[IncidentRow, tuple[Member, ...]]]:
        """The incidents that the filters ask for, each as far as its reports may be seen."""
        for row in _all(lambda after: self.store.incidents(filters, limit=PAGE, after=after)):
            if (found := self.incident(row.id)) is not None:
                yield found

    def incident(self, identity: str) -> tuple[IncidentRow, tuple[Member, ...]] | None:
        """An incident made of what the audience may see of it; None where that is nothing."""
        found = self.store.incident(identity)
        if found is None:
            return None
        row, members = found
        shown = {key: self._report(key) for key in {member.report for member in members}}
        kept = [
            (member, one) for member in members if (one := shown[member.report]) is not None and self._has(one, member)
        ]
        if not kept:
            return None
        visible = tuple(_member(member, one) for member, one in kept)
        if len(kept) == len(members) and all(one.key == one.own_key and not one.redaction for _, one in kept):
            return row, visible
        return self._rebuilt(row, kept), visible

    def account(self, identity: str) -> Incident | None:
        """An incident whole, made anew from what may be seen of its reports where that is not all."""
        with self.store.read() as connection:
            whole = keeping.whole(connection, identity)
            held = [] if whole is None else keeping.Shelf(connection).within(whole.id)
        if whole is None:
            return None
        reports = {key: self._report(key) for key in dict.fromkeys(one.strand.report for one in held)}
        if all(one is not None and one.key == key and not one.redaction for key, one in reports.items()):
            return whole
        told: list[Held] = []
        for shown in (one for one in reports.values() if one is not None):
            strands = {strand.id: strand for strand in digest_of(shown.assessment, key=shown.key).strands}
            told += [
                replace(one, strand=strands[one.strand.id], why=tuple(map(shown.redaction.mask, one.why)))
                for one in held
                if one.strand.report == shown.own_key and one.strand.id in strands
            ]
        if not any(one.strand.part is Part.MAIN for one in told):
            return None
        return portrait(whole.id, told, {one.key: one.assessment for one in reports.values() if one is not None})

    def _report(self, key: str) -> Shown | None:
        row = self.store.report(key)
        return None if row is None else self.report(row)

    def _has(self, shown: Shown, member: Member) -> bool:
        """Whether a member is left: an act that is shown, or a report that belongs to an incident as a whole."""
        if not shown.redaction or _event(shown, member) is not None:
            return True
        own = member.event.rpartition(keys.BETWEEN)[2]
        return all(event.id != own for event in self.store.assessment(shown.own_key).events)

    def _rebuilt(self, row: IncidentRow, kept: Sequence[tuple[Member, Shown]]) -> IncidentRow:
        """The row of an incident of which only a part may be seen, from that part."""
        reports = {one.own_key: one for _, one in kept}
        own = {member.event for member, _ in kept}
        rows = [
            finding
            for one in reports.values()
            for finding in self.findings(one)
            if finding.event in {one.named(event) for event in own}
        ]
        acts = [(event, one) for member, one in kept if (event := _event(one, member)) is not None]
        days = [day for event, _ in acts for day in _days(event) if day is not None]
        verdicts = [finding.verdict for finding in rows]
        return replace(
            row,
            title=_title(*acts[0]) if acts else kept[0][1].row.title or "Untitled report",
            since=min(days, default=None),
            until=max(days, default=None),
            verdict=next((verdict for verdict in _STRENGTH if verdict in verdicts), "not-covered"),
            measures=tuple(sorted({finding.measure for finding in rows})),
            families=tuple(sorted({finding.family for finding in rows})),
            countries=tuple(sorted({code for finding in rows for code in finding.countries})),
            reports=len(reports),
            origins=min(row.origins, len(reports)),
            reliability=None,
            credibility=None,
        )

    # Audits

    def audit_of_report(self, key: str) -> Audit | None:
        """The audit of a report; None where it is not there or may not be seen."""
        shown = self._report(key)
        if shown is None:
            return None
        return Audit(Target.REPORT, shown.key, self.audience, (self._audited(shown, None),))

    def audit_of_finding(self, key: str) -> Audit | None:
        """The audit of a finding; None where it is not there or may not be seen."""
        row = self.store.finding(key)
        shown = None if row is None else self._report(row.report)
        if row is None or shown is None or (finding := shown.finding(row)) is None:
            return None
        return Audit(Target.FINDING, finding.key, self.audience, (self._audited(shown, (row,)),))

    def audit_of_incident(self, identity: str) -> Audit | None:
        """The audit of an incident with all its reports that may be seen; None where that is nothing."""
        found = self.incident(identity)
        whole = self.store.incident(identity)
        if found is None or whole is None:
            return None
        row, members = found
        events = {member.event for member in whole[1]}
        reports = [one for key in dict.fromkeys(member.report for member in whole[1]) if (one := self._report(key))]
        audited = []
        for shown in reports:
            asked = Filters(report=shown.own_key)
            rows = _all(lambda after, asked=asked: self.store.findings(asked, limit=PAGE, after=after))
            audited.append(self._audited(shown, [one for one in rows if one.event in events]))
        every = len(members) == len(whole[1])
        decided = [self._masked(one, reports, every) for one in self.store.decisions(Target.INCIDENT, whole[0].id)]
        return Audit(
            target=Target.INCIDENT,
            key=row.id,
            audience=self.audience,
            reports=tuple(audited),
            incident=row,
            members=members,
            decisions=tuple(decided),
            left_out=len(self.left_out),
            account=self.account(identity),
        )

    def _masked(self, decision: Decision, reports: Iterable[Shown], every: bool) -> Decision:
        """A decision about an incident; its reason may speak of any of its reports, so it needs all of them."""
        for one in reports:
            decision = one.decision(decision)
        return decision if every or not decision.why else replace(decision, why=OTHERS)

    def _audited(self, shown: Shown, rows: Sequence[FindingRow] | None) -> Audited:
        """A report with its chain; ``rows`` are the findings that are audited, None all of them."""
        if rows is None:
            findings, assessment = self.findings(shown), shown.assessment
        else:
            findings = tuple(one for row in rows if (one := shown.finding(row)) is not None)
            assessment = narrowed(shown.assessment, {row.key.rpartition(keys.BETWEEN)[2] for row in findings})
        captures = () if shown.withheld else tuple(self._captures(shown.own_key))
        return Audited(
            row=shown.row,
            marks=shown.marks,
            assessment=assessment,
            runs=tuple(self._runs(shown)),
            captures=captures,
            findings=findings,
            decisions=tuple(shown.decision(one) for one in self._decisions(shown, rows)),
            withheld=shown.withheld,
            redacted=len(shown.redaction.hidden),
        )

    def _captures(self, key: str) -> Iterator[Capture]:
        for one in self.store.originals(key):
            yield Capture(one.sha256, len(one.data), one.at, one.name, one.url, one.media_type)

    def _runs(self, shown: Shown) -> Iterator[Run]:
        given = self._marking.get(shown.own_key, ())
        latest = self.store.assessment(shown.own_key)
        before: Assessment | None = None
        for row in self.store.assessments(shown.own_key):
            assessment = self.store.assessment(shown.own_key, row.number)
            if before is None:
                changed: tuple[Any, ...] = ()
            else:
                changed = changes(before, assessment)
            before = assessment
            redaction = self._redaction(shown.own_key, assessment, given, shown.marks, latest)
            seen = redacted(assessment, redaction)
            known = {shown.named(keys.finding_key(shown.own_key, one.id)) for one in seen.findings}
            yield Run(
                replace(row, report=shown.key),
                seen,
                tuple(
                    replace(one, finding=shown.named(one.finding), because=redaction.mask(one.because))
                    for one in changed
                    if not redaction or shown.named(one.finding) in known
                ),
            )

    def _decisions(self, shown: Shown, rows: Sequence[FindingRow] | None) -> list[Decision]:
        """All decisions that bear on what is audited, oldest first, with those that took some back."""
        key = shown.own_key
        assessment = self.store.assessment(key)
        wanted: set[tuple[Target, str]] = {(Target.REPORT, key)}
        if rows is None:
            kept = assessment
        else:
            kept = narrowed(assessment, {row.key.rpartition(keys.BETWEEN)[2] for row in rows})
        wanted |= {(Target.FINDING, keys.finding_key(key, one.id)) for one in kept.findings}
        wanted |= {(Target.EVENT, keys.event_key(key, one.id)) for one in kept.events}
        for entity in kept.entities:
            wanted.add((Target.ENTITY, keys.entity_key(key, entity.id)))
            wanted |= {(Target.LISTING, keys.listing_key(key, entity.id, one)) for one in entity.listings or ()}
        hidden = shown.redaction.aliases if shown.redaction else {}
        found: dict[str, Decision] = {}
        for target, one in wanted:
            if target in (Target.ENTITY, Target.LISTING) and one.split(keys.BETWEEN)[1] in hidden:
                continue  # its key may name the entry of a list, and so the party
            found |= {decision.id: decision for decision in self.store.decisions(target, one)}
        return sorted(found.values(), key=lambda one: (one.when, one.id))


def _shown(row: ReportRow, marks: Marks, assessment: Assessment, redaction: Redaction, by_words: bool) -> Shown:
    if not redaction and not marks.confidential_source:
        return Shown(row.key, row, marks, assessment, NOTHING)
    seen = redacted(assessment, redaction)
    report = seen.report
    if marks.confidential_source:
        found = {name: reason for name, reason in seen.found.items() if name != "publisher"}
        digest = sha256(report.text.encode(errors="surrogatepass")).hexdigest()
        report = replace(report, publisher=None, url=None, sha256=digest)
        seen = replace(seen, found=found)
    key = row.key
    if marks.confidential_source or redaction.tells(row.key):
        key = f"withheld-{report.sha256[:12]}"
    shown = replace(
        row,
        key=key,
        title=report.title,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
        sha256=report.sha256,
        verdict=seen.verdict,
        findings=len(seen.findings),
    )
    reason = WITHHELD if by_words else CONFIDENTIAL
    return Shown(row.key, shown, marks, replace(seen, report=replace(report, id=key)), redaction, reason)


def _all(page: Any) -> Iterator[Any]:
    """Every item of a list that comes in pages."""
    after = None
    while True:
        found: Page[Any] = page(after)
        yield from found.items
        after = found.after
        if after is None:
            return


def _event(shown: Shown, member: Member) -> Event | None:
    """The act that a member is; None where it is a report as a whole, or an act that only hidden words tell."""
    own = member.event.rpartition(keys.BETWEEN)[2]
    return next((event for event in shown.assessment.events if event.id == own), None)


def _member(member: Member, shown: Shown) -> Member:
    if shown.key == shown.own_key and not shown.redaction:
        return member
    why = tuple(map(shown.redaction.mask, member.why))
    return Member(shown.named(member.event), shown.key, why)


def _title(event: Event, shown: Shown) -> str:
    entities = {entity.id: entity for entity in shown.assessment.entities}
    return wording.capital(wording.act_phrase(event.act, event.roles, entities))


def _days(event: Event) -> tuple[date | None, date | None]:
    return (None, None) if event.time is None else (event.time.first, event.time.last)


def _countries(event: Event, assessment: Assessment) -> tuple[str, ...]:
    entities = {entity.id: entity for entity in assessment.entities}
    parties = [entities[one] for ids in event.roles.values() for one in ids if one in entities]
    return tuple(sorted({code for entity in parties for code in (entity.country, entity.flag) if code}))

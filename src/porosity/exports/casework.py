"""What the store holds, as files for others: Follow the Money, CSV, JSON, a page and a PDF, by the same filters.

Everything is read through a `Showing`, so that marks and redactions are respected, and written report by report: a
large store needs no large memory, save for PDF, which is set as a whole and therefore limited.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from markupsafe import Markup

from porosity import __version__
from porosity.assessment import Claim, Evidence
from porosity.contract import to_dict
from porosity.errors import InputError
from porosity.evidence.marks import WORDS, label
from porosity.evidence.records import Filters, FindingRow, IncidentRow, Member, Tlp
from porosity.evidence.showing import Showing, Shown
from porosity.exports import findings_sheet, ftm, wording
from porosity.exports.card import CardOf
from porosity.exports.dossier import FindingView, arrange
from porosity.exports.html import environment, style_sheet
from porosity.exports.safe import web_address

SCHEMA_VERSION: Final = 1
MOST_FINDINGS_OF_A_PDF: Final = 2000
COLUMNS: Final = ("key", "incident", "decided", "marking", "support_as_decided", *findings_sheet.COLUMNS)
FORMS: Final = ("ftm", "csv", "json", "jsonl", "html", "pdf")

Json = dict[str, Any]


def written(form: str, showing: Showing, filters: Filters, *, card: CardOf) -> Iterator[bytes]:
    """An export in one of the ``FORMS``, piece by piece."""
    if form == "pdf":
        yield _pdf(showing, filters, card)
        return
    makers = {"ftm": _ftm, "csv": _csv, "json": _json, "jsonl": _jsonl, "html": _html}
    for text in makers[form](showing, filters, card):
        yield text.encode(errors="backslashreplace")


# For machines


def _ftm(showing: Showing, filters: Filters, card: CardOf) -> Iterator[str]:
    """Entities as JSON lines: those of each report, then the incidents over them."""
    reports: set[str] = set()
    acts: set[str] = set()
    for shown in showing.reports(filters):
        reports.add(shown.key)
        for entity in ftm.entities(shown.assessment, card=card, key=shown.key):
            if entity["schema"] == "Event":
                acts.add(entity["id"])
            yield _line(entity)
    for row, members in showing.incidents(filters):
        for entity in ftm.incident(row, [member for member in members if member.report in reports], acts):
            yield _line(entity)


def _csv(showing: Showing, filters: Filters, card: CardOf) -> Iterator[str]:
    """The findings, a line each."""
    yield findings_sheet.written(COLUMNS) + "\n"
    for shown in showing.reports(filters):
        cells = dict(findings_sheet.cells(shown.assessment, card=card))
        for row in showing.findings(shown, filters):
            front = (row.key, row.incident or "", row.decided, label(shown.marks.tlp), _grade(row))
            yield findings_sheet.written((*front, *cells[row.key.rpartition("#")[2]])) + "\n"


def _json(showing: Showing, filters: Filters, card: CardOf) -> Iterator[str]:
    """One object: whole assessments by the contract, with the findings that the filters ask for, and incidents."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "made_by": {"porosity": __version__},
        "audience": label(showing.audience),
        "filters": filters_json(filters),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "reports": ['
    for place, shown in enumerate(showing.reports(filters)):
        yield (",\n" if place else "\n") + json.dumps(_report_json(showing, shown, filters), ensure_ascii=False)
    yield '], "incidents": ['
    for place, (row, members) in enumerate(showing.incidents(filters)):
        yield (",\n" if place else "\n") + json.dumps(_incident_json(row, members), ensure_ascii=False)
    yield f'], "left_out": {len(showing.left_out)}}}\n'


def _jsonl(showing: Showing, filters: Filters, card: CardOf) -> Iterator[str]:
    """Whole assessments by the contract, a report a line, as ``porosity read -f jsonl`` writes and ``import`` takes."""
    for shown in showing.reports(filters):
        yield _line(to_dict(shown.assessment))


def _report_json(showing: Showing, shown: Shown, filters: Filters) -> Json:
    return {
        "key": shown.key,
        "added": shown.row.added.isoformat(),
        "marking": label(shown.marks.tlp),
        "withheld": shown.withheld or None,
        "findings": [_plain(asdict(row)) for row in showing.findings(shown, filters)],
        "assessment": to_dict(shown.assessment),
    }


def _incident_json(row: IncidentRow, members: Iterable[Member]) -> Json:
    return {**_plain(asdict(row)), "members": [_plain(asdict(member)) for member in members]}


def filters_json(filters: Filters) -> Json:
    """The filters that say something."""
    return {name: value for name, value in _plain(asdict(filters)).items() if value}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _grade(row: FindingRow) -> str:
    return "" if row.reliability is None else f"{row.reliability}{row.credibility or ''}"


# For people


@dataclass(frozen=True, slots=True)
class FindingEntry:
    """A finding on a sheet."""

    row: FindingRow
    view: FindingView
    heading: str
    when: str
    words: tuple[Evidence, ...]
    grade: str


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report on a sheet, with the findings that are asked for."""

    shown: Shown
    url: str | None
    marking: str
    findings: tuple[FindingEntry, ...]


def entries(showing: Showing, filters: Filters, card: CardOf) -> Iterator[ReportEntry]:
    """The reports for a sheet, those without a finding that is asked for left out."""
    for shown in showing.reports(filters):
        rows = {row.key.rpartition("#")[2]: row for row in showing.findings(shown, filters)}
        if not rows:
            continue
        dossier = arrange(shown.assessment, card=card)
        claims = {claim.id: claim for claim in shown.assessment.claims}
        found = [
            FindingEntry(
                rows[view.finding.id],
                view,
                event.heading,
                event.when,
                tuple(
                    dict.fromkeys(item for one in view.finding.claims if one in claims for item in claims[one].evidence)
                ),
                _grade(rows[view.finding.id]),
            )
            for event in dossier.events
            for view in event.findings
            if view.finding.id in rows
        ]
        found.sort(key=lambda one: one.view.number)
        report = shown.assessment.report
        yield ReportEntry(shown, web_address(report.url), label(shown.marks.tlp), tuple(found))


def _words(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(item for claim in claims for item in claim.evidence))


def in_words(filters: Filters) -> list[str]:
    """What the filters ask for, one part a line."""
    told = [f"holding “{filters.words}”"] if filters.words else []
    for name, values in (
        ("measure", filters.measures),
        ("family", tuple(map(wording.family, filters.families))),
        ("verdict", tuple(wording.VERDICT_WORDS.get(one, one) for one in filters.verdicts)),
        ("status", filters.statuses),
        ("country", tuple(map(wording.country, filters.countries))),
        ("publisher", filters.publishers),
        ("decided", filters.decided),
    ):
        if values:
            told.append(f"{name}: {wording.joined(list(values), 'or')}")
    if filters.since is not None:
        told.append(f"from {wording.day(filters.since)} on")
    if filters.until is not None:
        told.append(f"up to {wording.day(filters.until)}")
    if filters.incident is not None:
        told.append(f"of incident {filters.incident}")
    if filters.report is not None:
        told.append(f"of report {filters.report}")
    return told


def _html(showing: Showing, filters: Filters, card: CardOf) -> Iterator[str]:
    style = style_sheet()
    template = environment().get_template("casework.html")
    yield from template.generate(
        asked=in_words(filters),
        incidents=showing.incidents(filters),
        entries=entries(showing, filters, card),
        left_out=lambda: len(showing.left_out),
        audience=label(showing.audience),
        means=WORDS[showing.audience],
        words=wording,
        version=__version__,
        style=Markup(style),
        style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
    )


def _pdf(showing: Showing, filters: Filters, card: CardOf) -> bytes:
    from porosity.exports import pdf

    reports: list[Json] = []
    count = 0
    last = date.min
    for entry in entries(showing, filters, card):
        count += len(entry.findings)
        if count > MOST_FINDINGS_OF_A_PDF:
            problem = f"comes to more than {MOST_FINDINGS_OF_A_PDF} findings."
            raise InputError("--format pdf", problem, "Ask for fewer by the filters, or write html.")
        last = max(last, entry.shown.assessment.report.published or last)
        reports.append(_set_report(entry))
    document = {
        "kind": "Porosity casework",
        "title": "Findings",
        "marking": label(showing.audience),
        "means": WORDS[showing.audience],
        "asked": in_words(filters),
        "counts": f"{wording.counted(len(reports), 'report')}, {wording.counted(count, 'finding')}",
        "incidents": [_set_incident(row) for row, _ in showing.incidents(filters)],
        "reports": reports,
        "left_out": left_out_words(len(showing.left_out), showing.audience),
        "made_by": f"Porosity {__version__}",
    }
    return pdf.typeset("casework.typ", document, day=last if last > date.min else date(1980, 1, 1))


def left_out_words(count: int, audience: Tlp) -> str:
    """How many reports an export leaves out, and why; empty where it is none."""
    if not count:
        return ""
    verb = "is" if count == 1 else "are"
    return f"{wording.counted(count, 'report')} {verb} left out: marked more strictly than {label(audience)}."


def _set_incident(row: IncidentRow) -> Json:
    return {
        "id": row.id,
        "title": row.title,
        "when": _span(row.since, row.until),
        "tone": row.verdict,
        "verdict": wording.VERDICT_WORDS.get(row.verdict, row.verdict),
        "told": f"{wording.counted(row.reports, 'report')}, {wording.counted(row.origins, 'origin')}",
        "grade": "" if row.reliability is None else f"{row.reliability}{row.credibility or ''}",
        "decided": row.decided,
    }


def _span(first: date | None, last: date | None) -> str:
    from porosity.timespan import TimeSpan

    return wording.period(None if first is None and last is None else TimeSpan(first, last))


def _set_report(entry: ReportEntry) -> Json:
    report = entry.shown.assessment.report
    published = "date not given" if report.published is None else wording.day(report.published)
    source = (
        "source confidential" if entry.shown.marks.confidential_source else report.publisher or "publisher not given"
    )
    return {
        "title": report.title or "Untitled report",
        "byline": f"{source} · {published} · {entry.marking}",
        "key": entry.shown.key,
        "url": entry.url,
        "findings": [_set_finding(one) for one in entry.findings],
    }


def _set_finding(one: FindingEntry) -> Json:
    finding, card = one.view.finding, one.view.card
    law = one.view.measure if card is None else wording.citations(card.citations) or card.instrument
    return {
        "number": one.view.number,
        "key": one.row.key,
        "tone": finding.verdict.value,
        "verdict": wording.VERDICT_WORDS[finding.verdict.value],
        "family": wording.family(finding.family),
        "heading": one.heading,
        "when": wording.capital(one.when),
        "sentence": one.view.sentence,
        "law": wording.unbroken(law),
        "status": wording.STATUS_WORDS[finding.status.value],
        "grade": one.grade,
        "decided": one.row.decided,
        "incident": one.row.incident or "",
        "words": [{"text": item.text, "place": wording.place(item)} for item in one.words],
        "open": list(finding.open_questions),
    }

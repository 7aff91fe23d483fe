"""Findings as CSV, one a line, for spreadsheets: what, from where over what to where, which measure, which words.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, so that a report can run nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from porosity.assessment import Assessment, Claim, Entity, Event, Evidence, Finding
from porosity.exports import wording
from porosity.exports.card import CardOf
from porosity.exports.overview import route
from porosity.exports.safe import line
from porosity.measures import parties

COLUMNS = (
    *("report", "title", "published", "finding", "verdict", "status", "support", "family", "measure", "cited"),
    *("act", "supplier", "receiver", "item", "quantity", "from", "via", "to", "first_day", "last_day"),
    *("sources", "open_questions", "page", "paragraph", "words", "notes"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def header() -> str:
    """The first line."""
    return written(COLUMNS)


def rows(assessment: Assessment, *, card: CardOf) -> Iterator[str]:
    """The findings of one report, a line each, in the order of its JSON. ``card`` finds a measure by its id."""
    return (written(found) for _, found in cells(assessment, card=card))


def cells(assessment: Assessment, *, card: CardOf) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The id of each finding with what its line says, column by column."""
    entities = {entity.id: entity for entity in assessment.entities}
    events = {event.id: event for event in assessment.events}
    claims = {claim.id: claim for claim in assessment.claims}
    notes = {} if assessment.document is None else {note.id: note.text for note in assessment.document.notes}
    report = assessment.report
    for finding in assessment.findings:
        told = [claims[one] for one in finding.claims if one in claims]
        words = list(dict.fromkeys(item for claim in told for item in claim.evidence))
        known = card(finding.measure)
        yield (
            finding.id,
            (
                report.id,
                report.title,
                "" if report.published is None else report.published.isoformat(),
                finding.id,
                finding.verdict.value,
                finding.status.value,
                "" if finding.support is None else f"{finding.support.reliability}{finding.support.credibility}",
                finding.family,
                finding.measure,
                "" if known is None else wording.citations(known.citations) or known.instrument,
                *_act(events.get(finding.event), entities),
                *_said(finding, told),
                *_places(words, notes),
            ),
        )


def _act(event: Event | None, entities: Mapping[str, Entity]) -> tuple[str, ...]:
    if event is None:
        return ("",) * 10

    def names(ids: Sequence[str]) -> str:
        return "; ".join(dict.fromkeys(entities[one].name if one in entities else one for one in ids))

    first, last = (None, None) if event.time is None else (event.time.first, event.time.last)
    return (
        event.act.value,
        names(parties.suppliers(event)),
        names(parties.receivers(event)),
        names(event.roles.get("item", ())),
        "" if event.quantity is None else event.quantity.text,
        *route(event, entities),
        "" if first is None else first.isoformat(),
        "" if last is None else last.isoformat(),
    )


def _said(finding: Finding, told: Sequence[Claim]) -> tuple[str, str]:
    chains = dict.fromkeys(" > ".join(claim.sources) or wording.OUTLET for claim in told)
    return "; ".join(chains), " ".join(finding.open_questions)


def _places(words: Sequence[Evidence], notes: Mapping[str, str]) -> tuple[str, ...]:
    pages = dict.fromkeys(str(item.page) for item in words if item.page is not None)
    labels = dict.fromkeys(item.paragraph for item in words if item.paragraph is not None)
    cited = dict.fromkeys(note for item in words for note in item.notes)
    return (
        "; ".join(pages),
        "; ".join(labels),
        " […] ".join(item.text for item in words),
        " ".join(notes.get(note, note) for note in cited),
    )


def written(cells: Sequence[str]) -> str:
    """A line of CSV in which no cell is a formula."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow([_harmless(cell) for cell in cells])
    return stream.getvalue()


def _harmless(cell: str) -> str:
    cell = line(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell

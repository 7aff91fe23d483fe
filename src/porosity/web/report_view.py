"""A report as its page shows it: the text, cut and marked, beside the findings that rest on it.

Nothing is decided here: the dossier arranges, this adds the links that only a page has. From the words to the findings
and elements that quote them, and from an element to the article of its measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from porosity.assessment import Assessment, Event, Finding
from porosity.exports import dossier as dossiers
from porosity.exports.card import CardOf
from porosity.exports.dossier import Dossier, FindingView, arrange
from porosity.exports.html import Anchors, Piece
from porosity.measures.law import Law
from porosity.measures.measure import Measure

LOUD = tuple(verdict.value for verdict in dossiers.LOUD)
MOST_QUIET = 2
MOST_REFS = 3


@dataclass(frozen=True, slots=True)
class Quoting:
    """An element that quotes a paragraph, and where on the page it stands."""

    name: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding that rests on a paragraph, with those of its elements that quote it."""

    number: int
    verdict: str
    elements: tuple[Quoting, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the findings that rest on it: those that carry the verdict, or the first of the others."""

    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    more: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A finding, as a mark in the text."""

    number: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the page shows of an assessment."""

    dossier: Dossier
    anchors: Anchors
    paragraphs: tuple[Paragraph, ...]
    findings_of: Mapping[int, tuple[Ref, ...]]
    articles: Mapping[str, Mapping[str, str]]
    days: Mapping[str, date]

    def article(self, finding: Finding, reference: str) -> str:
        """The anchor of an article on the page of its measure; empty where that page does not name it."""
        return self.articles.get(finding.measure, {}).get(reference, "")


def view(assessment: Assessment, *, law: Law, card: CardOf) -> ReportView:
    """The assessment, ready for its page."""
    dossier = arrange(assessment, card=card)
    anchors = Anchors(assessment, dossier)
    views = [found for event in dossier.events for found in event.findings]
    measures = {found.finding.measure for found in views}
    return ReportView(
        dossier=dossier,
        anchors=anchors,
        paragraphs=tuple(_paragraphs(assessment, anchors, views)),
        findings_of=_findings_of(views),
        articles={name: articles(known) for name in measures if (known := law.get(name)) is not None},
        days=_days(assessment.events),
    )


def element_anchor(number: int, place: int) -> str:
    """The id of an element's row: the number of its finding, and its place in it from one on."""
    return f"f{number}-{place}"


def articles(measure: Measure) -> dict[str, str]:
    """From the references of a measure's terms to the anchors of its page; of two the narrower one, a limb, wins."""
    found: dict[str, str] = {}
    for place, citation in enumerate(measure.citations, start=1):
        found[citation.text] = f"citation-{place}"
    for rule in measure.exemptions:
        found[rule.reference] = f"way-{rule.id}"
    for limb in measure.limbs:
        for condition in limb.conditions:
            if condition.reference:
                found[condition.reference] = f"limb-{limb.id}"
    for limb in reversed(measure.limbs):
        found[limb.reference] = f"limb-{limb.id}"
    return found


def _days(events: Iterable[Event]) -> dict[str, date]:
    """The first day that each event may have been on."""
    days = {event.id: event.time.first or event.time.last for event in events if event.time is not None}
    return {key: when for key, when in days.items() if when is not None}


def _findings_of(views: Iterable[FindingView]) -> dict[int, tuple[Ref, ...]]:
    found: dict[int, list[Ref]] = {}
    for one in views:
        for claim in one.claims:
            found.setdefault(claim, []).append(Ref(one.number, one.finding.verdict.value))
    return {claim: _shown(refs) for claim, refs in found.items()}


def _shown(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Those that carry the verdict, else the first of the others."""
    ordered = sorted(refs, key=lambda ref: ref.number)
    loud = [ref for ref in ordered if ref.verdict in LOUD]
    return tuple(loud[:MOST_REFS] or ordered[:1])


def _paragraphs(assessment: Assessment, anchors: Anchors, views: list[FindingView]) -> Iterator[Paragraph]:
    quotes = sorted(_quotes(views), key=lambda quote: (quote[2], quote[3] or 0))
    for (start, end), pieces in zip(_lines(assessment.report.text), anchors.paragraphs, strict=True):
        marks = tuple(_marks(quotes, start, end))
        shown = [mark for mark in marks if mark.verdict in LOUD] or list(marks[:MOST_QUIET])
        yield Paragraph(tuple(pieces), tuple(shown), tuple(mark for mark in marks if mark not in shown))


Quote = tuple[int, int, int, int | None, str, str]
"""Words that an element quotes: start, end, number of the finding, place and name of the element, verdict."""


def _quotes(views: Iterable[FindingView]) -> Iterator[Quote]:
    for one in views:
        for place, shown in enumerate(one.elements, start=1):
            for item in shown.element.evidence:
                yield item.start, item.end, one.number, place, shown.element.name, one.finding.verdict.value


def _marks(quotes: Iterable[Quote], start: int, end: int) -> Iterator[Mark]:
    found: dict[tuple[int, str], dict[int, Quoting]] = {}
    for first, last, number, place, name, verdict in quotes:
        if first < end and last > start and place is not None:
            found.setdefault((number, verdict), {})[place] = Quoting(name, element_anchor(number, place))
    for (number, verdict), elements in found.items():
        yield Mark(number, verdict, tuple(elements.values()))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines that are not empty begin and end, as ``segments.paragraphs`` counts them."""
    start = 0
    for line in text.split("\n"):
        if line:
            yield start, start + len(line)
        start += len(line) + 1

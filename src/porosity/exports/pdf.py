"""The dossier as PDF, set by Typst from one template of ours.

The template is the only source that Typst sees. All text from outside travels beside it, as JSON in ``sys.inputs``, and
is set as plain strings: no word of a report is ever parsed as markup. Nothing is loaded: no network, no fonts of the
machine, no files but the template; so the same dossier gives the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources
from typing import Any, Final

from porosity.assessment import Assessment, Entity, Evidence, Exemption, Verdict
from porosity.exports import timeline, wording
from porosity.exports.card import CardOf, MeasureCard
from porosity.exports.dossier import (
    ClaimView,
    Dossier,
    ElementView,
    EventView,
    FindingView,
    SourceView,
    arrange,
)
from porosity.exports.html import Anchors, Piece
from porosity.exports.overview import Group, Overview
from porosity.exports.safe import clean, web_address

Plain = dict[str, Any]

_FALLBACK_DAY: Final = date(1980, 1, 1)
_NOT_IN_THE_FONTS: Final = re.compile(
    "["
    "\u0700-\u0e7f\u0f00-\u109f\u1100-\u1cff"  # scripts of India, South-East Asia and Ethiopia, Hangul jamo
    "\u2e80-\ua4ff\ua800-\uab2f\uab70-\ufaff\uff00-\uffef"  # Chinese, Japanese, Korean
    "\U00010000-\U0001d3ff\U0001e000-\U0001f5ff\U0001f900-\U000fffff"  # ancient scripts, emoji, rare ideographs
    "]"
)
_LONG_WORD: Final = re.compile(r"\S{28,}")
_BROKEN_ANYWAY: Final = ("meta", "sha256", "url", "key", "picture")
_TONES: Final = {
    "prohibited": "#96201c",
    "conditional": "#7c4a00",
    "exempt": "#2b5c3a",
    "criterion": "#56398a",
}
_PICTURE_STYLE: Final = (
    "<style>text{font-family:'Libertinus Serif';fill:#1d1c1a;paint-order:stroke;stroke:#fff;stroke-width:4px;"
    "stroke-linejoin:round}.when,.year,.tick-mark{fill:#5b5750}"
    ".rail{stroke:#dcd8ce}.tick,.axis{stroke:#5b5750}.bar{fill:#42505e}.open{stroke:#42505e}"
    + "".join(f".{tone} .bar{{fill:{ink}}}.{tone} .open{{stroke:{ink}}}" for tone, ink in _TONES.items())
    + "</style>"
)


def render(assessment: Assessment, *, card: CardOf, marking: str = "") -> bytes:
    """The whole dossier as a PDF document. ``card`` finds a measure by its id; ``marking`` stands on every page."""
    day = assessment.report.published or _FALLBACK_DAY
    return typeset("dossier.typ", {**plan(assessment, card=card), "marking": marking}, day=day)


def typeset(template: str, document: Mapping[str, Any], *, day: date) -> bytes:
    """A template of ours filled with data. ``day`` is written into the file as its date, so that bytes repeat."""
    import typst

    shown = _harmless(document)
    shown["long_words"] = any(_LONG_WORD.search(text) for text in _texts(shown))
    compiler = typst.Compiler(
        _template(template),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
    )
    written = compiler.compile(format="pdf", timestamp=datetime.combine(day, time(), UTC))
    if not isinstance(written, bytes):
        raise TypeError("Typst wrote no document")
    return written


@cache
def _template(name: str) -> bytes:
    """The parts that every document shares, then the template: Typst gets one source and opens no other file."""
    folder = resources.files("porosity.exports").joinpath("templates")
    return folder.joinpath("page.typ").read_bytes() + b"\n" + folder.joinpath(name).read_bytes()


def _harmless(value: Any) -> Any:
    """The data with every text cleaned of what would steer a display; the picture is markup of ours and stays."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _harmless(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(item) for item in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    """The texts of the data, save those that are set so as to break anywhere, and the picture."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _BROKEN_ANYWAY:
                yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def unset_characters(text: str) -> int:
    """How many characters of a text the fonts of the document cannot show.

    >>> unset_characters("Kim 김"), unset_characters("Ким — ✓")
    (1, 0)
    """
    return len(_NOT_IN_THE_FONTS.findall(text))


def plan(assessment: Assessment, *, card: CardOf) -> Plain:
    """All that the template sets, as plain data."""
    dossier = arrange(assessment, card=card)
    anchors = Anchors(assessment, dossier)
    notes = {note.id for note in dossier.overview.notes} if dossier.overview else set()
    return _Planner(assessment, dossier, anchors, notes).document()


class _Planner:
    """The parts of a dossier as plain data. Words of the report that the text holds know the place they stand at."""

    def __init__(self, assessment: Assessment, dossier: Dossier, anchors: Anchors, notes: set[str]) -> None:
        self._assessment = assessment
        self._dossier = dossier
        self._anchors = anchors
        self._notes = notes

    def document(self) -> Plain:
        dossier, report = self._dossier, self._dossier.report
        published = "date of publication not given"
        if report.published is not None:
            published = f"published {wording.day(report.published)}"
        return {
            "kind": "Porosity dossier",
            "title": report.title or "Untitled report",
            "language": report.language if re.fullmatch("[a-z]{2,3}", report.language or "") else None,
            "byline": [
                report.publisher or "Publisher not given",
                published,
                wording.counted(len(dossier.claims), "claim"),
                wording.counted(len(dossier.events), "act"),
                wording.counted(len(dossier.loud) + len(dossier.quiet), "finding"),
            ],
            "meta": self._meta(),
            "verdict": {
                "tone": dossier.verdict,
                "words": wording.VERDICT_WORDS[dossier.verdict],
                "sentence": dossier.sentence,
            },
            "overview": None if dossier.overview is None else self._overview(dossier.overview),
            "groups": [self._event(event) for event in dossier.groups],
            "quiet": [self._quiet(event, view) for event, view in dossier.quiet],
            "claims": [self._claim(view) for view in dossier.claims],
            "contradictions": [
                {
                    "about": wording.capital(item.about) or "Two claims that cannot both hold",
                    "sides": [None if side is None else self._claim(side) for side in item.sides],
                }
                for item in dossier.contradictions
            ],
            "paragraphs": [[_piece(piece) for piece in line] for line in self._anchors.paragraphs],
            "entities": [_entity(entity) for entity in dossier.entities],
            "variants": [list(pair) for pair in dossier.variants],
            "time": self._time(),
            "questions": [{"text": one.text, "findings": list(one.findings)} for one in dossier.questions],
            "warnings": [*dossier.warnings, *self._unset()],
            "method": _method(),
            "made_by": f"Porosity {dossier.made_with.get('porosity', '')}".strip(),
            "sha256": report.sha256,
        }

    def _meta(self) -> list[Plain]:
        report, dossier = self._dossier.report, self._dossier
        rows: list[Plain] = []
        if report.url:
            rows.append({"label": "Address", "text": report.url, "url": web_address(report.url)})
        rows.append({"label": "Source, SHA-256", "code": report.sha256})
        if dossier.found:
            rows.append({"label": "How we know", "pairs": [list(pair) for pair in dossier.found.items()]})
        rows.append({"label": "Made with", "codes": [list(pair) for pair in dossier.made_with.items()]})
        return rows

    def _unset(self) -> list[str]:
        count = unset_characters(self._assessment.report.text)
        if not count:
            return []
        words = "One character" if count == 1 else f"{count} characters"
        return [
            f"{words} of the text cannot be set in this document's fonts and show as boxes; other formats have them."
        ]

    def _overview(self, overview: Overview) -> Plain:
        groups = (
            ("Findings by measure", overview.by_measure),
            ("Findings by route", overview.by_route),
            ("Findings by supplier", overview.by_supplier),
        )
        return {
            "pages": wording.counted(overview.pages, "page") if overview.pages else "",
            "sections": [
                {
                    "text": section.heading.text,
                    "level": section.heading.level,
                    "page": section.heading.page,
                    "findings": _some(section.findings),
                    "to": self._anchors.to(Evidence(section.heading.start, section.heading.end, section.heading.text)),
                }
                for section in overview.sections
            ],
            "groups": [{"title": title, "rows": [_group(one) for one in found]} for title, found in groups if found],
            "notes": [
                {"number": note.id[1:], "place": f"mark {note.mark}, page {note.page}", "text": note.text}
                for note in overview.notes
            ],
        }

    def _event(self, event: EventView) -> Plain:
        return {
            "number": event.number,
            "heading": event.heading,
            "when": _event_line(event),
            "sources": [_source(view) for view in event.sources],
            "unverified": [self._quote(item) for item in event.unverified],
            "findings": [self._finding(view) for view in event.findings],
        }

    def _finding(self, view: FindingView) -> Plain:
        finding, card = view.finding, view.card
        return {
            "number": view.number,
            "tone": finding.verdict.value,
            "verdict": wording.VERDICT_WORDS[finding.verdict.value],
            "family": wording.family(finding.family),
            "title": finding.measure if card is None else card.title or card.id,
            "known": card is not None,
            "citations": _citations(card),
            "sentence": view.sentence,
            "because": view.because,
            "put": self._put(view),
            "elements": [self._element(one) for one in view.elements],
            "open": list(finding.open_questions),
            "ways_out": [_exemption(item) for item in finding.exemptions],
            "about": _about(card),
        }

    def _quiet(self, event: EventView, view: FindingView) -> Plain:
        decisive = [one for one in view.finding.exemptions if one.value in ("applies", "open")]
        return {
            **self._finding(view),
            "heading": event.heading,
            "when": wording.capital(event.when),
            "ways_out": [_exemption(item) for item in decisive],
        }

    def _put(self, view: FindingView) -> list[Plain]:
        finding = view.finding
        rows: list[Plain] = [{"label": "Status", "text": wording.STATUS_WORDS[finding.status.value]}]
        if finding.hedge:
            rows.append({"label": "Hedge words", "quotes": [self._quote(item) for item in finding.hedge]})
        support = view.support
        if support is not None:
            grade = f"{support.reliability}{support.credibility}"
            meaning = wording.support_code(support.reliability, support.credibility)
            rows.append({"label": "Support", "grade": grade, "text": f"{meaning}. {support.because}"})
        if view.claims:
            rows.append({"label": "Rests on", "claims": list(view.claims)})
        return rows

    def _element(self, view: ElementView) -> Plain:
        element = view.element
        asks = element.asks if element.value.value == "unknown" and element.asks != element.because else ""
        return {
            "name": wording.label(element.name),
            "value": element.value.value,
            "words": wording.TRUTH_WORDS[element.value.value],
            "icon": wording.TRUTH_ICONS[element.value.value],
            "because": element.because or element.asks,
            "asks": asks if element.because else "",
            "new": [{"number": number, **self._quote(item)} for number, item in view.new],
            "again": [number for number, _ in view.again],
            "reference": wording.unbroken(element.reference),
        }

    def _claim(self, view: ClaimView) -> Plain:
        claim = view.claim
        parties = [("who", view.who), ("what", view.what), ("to whom", view.to_whom), *view.other]
        quantity = "" if claim.quantity is None else claim.quantity.text
        return {
            "number": view.number,
            "tone": view.tone,
            "act": view.act,
            "roles": [[role.lower(), found] for role, found in parties if found],
            "quantity": quantity if view.what else "",
            "when": wording.capital(view.when),
            "dated": view.when,
            "said_time": claim.time.text if claim.time is not None and view.when else "",
            "where": view.where,
            "stance": claim.stance.value,
            "put": f"{claim.put}, {claim.certainty.value}, {claim.basis.value}",
            "hedges": [self._quote(item) for item in claim.hedges],
            "chain": list(view.chain),
            "quotes": [self._quote(item) for item in claim.evidence],
        }

    def _quote(self, evidence: Evidence) -> Plain:
        return {
            "words": evidence.text,
            "to": self._anchors.to(evidence),
            "place": wording.place(evidence),
            "notes": [note[1:] for note in evidence.notes if note in self._notes],
        }

    def _time(self) -> Plain:
        picture = timeline.plan(self._assessment, self._dossier)
        drawn = str(timeline.draw(picture, width=640, name="time"))
        head, closing, body = drawn.partition(">")
        return {
            "picture": f"{head}{closing}{_PICTURE_STYLE}{body}" if drawn else "",
            "described": timeline.describe(picture) if drawn else "",
            "ticks": [
                {"mark": timeline.mark(place), "text": f"{wording.day(tick.day)}, {tick.text}"}
                for place, tick in enumerate(picture.ticks)
            ],
            "undated": [f"{event.number}. {event.heading}" for event in picture.undated],
            "left_out": f"{wording.counted(picture.left_out, 'more dated act')} not drawn." if picture.left_out else "",
        }


def _piece(piece: Piece) -> Plain:
    classes = piece.classes.split()
    tone = next((name for name in classes if name in wording.VERDICT_WORDS or name == "plain"), "")
    return {
        "text": piece.text,
        "tone": tone if "said" in classes else "",
        "echo": "echo" in classes,
        "ids": list(piece.ids),
        "claims": list(piece.claims),
        "before": piece.said_before,
    }


def _event_line(event: EventView) -> str:
    parts = [wording.capital(event.when)]
    if event.time_said:
        parts.append(f"(“{event.time_said}”)")
    if event.time_because and event.time_because != f"“{event.time_said}”":
        parts.append(event.time_because)
    if event.quantity:
        parts.append(f"· quantity as reported: {event.quantity}")
    return " ".join(parts)


def _source(view: SourceView) -> Plain:
    origin = view.origin
    return {"grade": origin.reliability, "name": origin.name, "says": view.says, "claims": list(view.claims)}


def _some(numbers: Sequence[int]) -> Plain:
    shown, more = wording.some_numbers(numbers)
    return {"count": wording.counted(len(numbers), "finding") if numbers else "", "shown": list(shown), "more": more}


def _group(group: Group) -> Plain:
    return {"label": group.label, "findings": _some(group.findings)}


def _citations(card: MeasureCard | None) -> list[Plain]:
    if card is None:
        return []
    if not card.citations:
        return [{"text": card.instrument, "sure": "", "checked": False}]
    return [
        {"text": wording.unbroken(text), "sure": wording.CITATION_WORDS.get(sure, sure), "checked": sure == "verified"}
        for text, sure in card.citations
    ]


def _about(card: MeasureCard | None) -> Plain | None:
    if card is None:
        return None
    parts = [wording.in_force(card)]
    if card.adopted is not None:
        parts.append(f"adopted {wording.day(card.adopted)}")
    if card.vote:
        parts.append(f"vote {card.vote}")
    if card.force:
        parts.append(wording.FORCE_WORDS.get(card.force, card.force))
    return {"id": card.id, "line": " · ".join(parts), "notes": [text for text in (card.note, *card.history) if text]}


def _exemption(item: Exemption) -> Plain:
    return {
        "name": wording.label(item.name),
        "value": wording.EXEMPTION_WORDS.get(item.value, item.value),
        "because": "" if item.value == "presumed_absent" else item.because,
        "reference": wording.unbroken(item.reference),
    }


def _entity(entity: Entity) -> Plain:
    return {
        "name": entity.name,
        "also": [spelling for spelling in entity.spellings if spelling != entity.name],
        "description": entity.description,
        "kind": entity.kind,
        "country": wording.country(entity.country) if entity.country else "",
        "flag": f"flag: {wording.country(entity.flag)}" if entity.flag else "",
        "goods": _goods(entity),
        "screened": _screened(entity),
        "listings": [
            {"means": wording.MEANS_WORDS[entry.means], "name": entry.name, "text": wording.listing(entry)}
            | {"because": entry.because}
            for entry in entity.listings or ()
        ],
    }


def _screened(entity: Entity) -> str:
    if entity.kind not in wording.SCREENED_KINDS or entity.listings:
        return ""
    return "not screened" if entity.listings is None else "screened, no match"


def _goods(entity: Entity) -> Plain | None:
    goods = entity.goods
    if goods is None:
        return None
    sure = [f"HS {', '.join(goods.hs)}"] if goods.hs else []
    perhaps = [f"HS {', '.join(goods.possible_hs)}"] if goods.possible_hs else []
    return {
        "sure": "; ".join([*sure, *_listed(goods.classes)]),
        "perhaps": "; ".join([*perhaps, *_listed(goods.possible_classes)]),
        "because": goods.because,
    }


def _listed(names: Iterable[str]) -> list[str]:
    return [", ".join(sorted(names))] if names else []


def _method() -> Plain:
    from porosity.support.kinds import CREDIBILITY, RELIABILITY

    order = [one.value for one in Verdict if one.value in wording.VERDICT_MEANS]
    return {
        "method": wording.METHOD,
        "not": list(wording.WHAT_THIS_IS_NOT),
        "verdicts": [
            {"tone": name, "words": wording.VERDICT_WORDS[name], "means": wording.VERDICT_MEANS[name]} for name in order
        ],
        "reliability": [[letter, wording.capital(meaning)] for letter, meaning in RELIABILITY.items()],
        "credibility": [[str(digit), wording.capital(meaning)] for digit, meaning in CREDIBILITY.items()],
    }

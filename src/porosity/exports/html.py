"""The dossier as one HTML page: self-contained, nothing loaded, nothing executed.

The page holds no script at all. All text from outside passes one gate (``_shown``) and Jinja's autoescaping; the
content policy in its head forbids everything but the one style sheet that the page carries, named by its hash. Ids
and class names are numbers of ours, never words of the report.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from porosity.assessment import Assessment, Evidence
from porosity.exports import timeline, wording
from porosity.exports.card import CardOf
from porosity.exports.dossier import ClaimView, Dossier, arrange, quotes_of
from porosity.exports.safe import clean, web_address
from porosity.exports.segments import Segment, Span, marked


def render(assessment: Assessment, *, card: CardOf) -> str:
    """The whole dossier as an HTML document. ``card`` finds a measure by its id."""
    dossier = arrange(assessment, card=card)
    anchors = Anchors(assessment, dossier)
    picture = timeline.plan(assessment, dossier)
    style = style_sheet() + anchors.style()
    template = environment().get_template("dossier.html")
    return template.render(
        dossier=dossier,
        words=wording,
        anchors=anchors,
        shown_notes={note.id for note in dossier.overview.notes} if dossier.overview else set(),
        picture=picture,
        wide=timeline.draw(picture, width=760, name="wide"),
        narrow=timeline.draw(picture, width=340, name="narrow"),
        tick_mark=timeline.mark,
        url=web_address(assessment.report.url),
        style=Markup(style),
        style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment of the text, ready for the template."""

    text: str
    classes: str
    ids: tuple[str, ...]
    claims: tuple[int, ...]
    said_before: str


class Anchors:
    """The places of the text that something links to, and the text cut at them.

    An anchor is the number of a distinct span, so that the same words said by several findings have one. ``prefix``
    keeps the anchors of several reports on one page apart; it is a word of ours.
    """

    def __init__(self, assessment: Assessment, dossier: Dossier, prefix: str = "") -> None:
        self._prefix = prefix
        self._length = len(assessment.report.text)
        self._numbers: dict[Span, int] = {}
        self._claims: dict[int, list[ClaimView]] = {}
        self._echo_of: dict[int, int] = {}
        for view in dossier.claims:
            for evidence in view.claim.evidence:
                number = self._add(evidence.start, evidence.end)
                if number is not None and view not in self._claims.setdefault(number, []):
                    self._claims[number].append(view)
        for evidence in quotes_of(assessment):
            self._add(evidence.start, evidence.end)
        for first, later in dossier.echoes:
            before, after = self._add(*first), self._add(*later)
            if before is not None and after is not None and before != after:
                self._echo_of[after] = before
        lines = marked(assessment.report.text, list(self._numbers))
        self.paragraphs: list[list[Piece]] = [[self._piece(segment) for segment in line] for line in lines]
        self._seen = {number for line in lines for segment in line for number in segment.opens}

    def _add(self, start: int, end: int) -> int | None:
        """The number of a span, or None if it does not lie in the text."""
        if not 0 <= start < end <= self._length:
            return None
        return self._numbers.setdefault((start, end), len(self._numbers))

    def to(self, evidence: Evidence) -> str:
        """The id of the words of some evidence; empty if the text does not hold them."""
        number = self._numbers.get((evidence.start, evidence.end))
        return self._id(number) if number is not None and number in self._seen else ""

    def _id(self, number: int) -> str:
        return f"t{self._prefix}{number}"

    def _class(self, number: int) -> str:
        return f"k{self._prefix}{number}"

    def style(self) -> str:
        """The rules that light up all segments of a span when it is the target of a link."""
        rules = ",".join(f"#{self._id(number)}:target~.{self._class(number)}" for number in sorted(self._seen))
        return f"{rules}{{background:var(--lit);box-shadow:0 0 0 2px var(--lit)}}" if rules else ""

    def _piece(self, segment: Segment) -> Piece:
        claims = [view for number in segment.covers for view in self._claims.get(number, ())]
        classes = [self._class(number) for number in segment.covers]
        if claims:
            classes += ["said", _strongest(claims)]
        if any(number in self._echo_of for number in segment.covers):
            classes.append("echo")
        closing = sorted({view.number for number in segment.closes for view in self._claims.get(number, ())})
        before = next((self._echo_of[number] for number in segment.closes if number in self._echo_of), None)
        return Piece(
            text=segment.text,
            classes=" ".join(classes),
            ids=tuple(map(self._id, segment.opens)),
            claims=tuple(closing),
            said_before="" if before is None else self._id(before),
        )


TONES = ("prohibited", "conditional", "criterion", "exempt", "not-bound", "not-in-force", "plain")


def _strongest(claims: Iterable[ClaimView]) -> str:
    return min((view.tone for view in claims), key=TONES.index)


def _shown(value: object) -> object:
    """The gate for everything that a template prints: text that is not markup of ours is made harmless."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def environment() -> Environment:
    """Templates of ours, through whose gate all text from outside passes."""
    environment = Environment(
        loader=PackageLoader("porosity.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["cite"] = wording.unbroken
    return environment


@cache
def style_sheet() -> str:
    """The one style sheet of our pages."""
    return resources.files("porosity.exports").joinpath("templates/dossier.css").read_text(encoding="utf-8")

"""An audit as one page to print: self-contained, nothing loaded, nothing executed, by the same rules as the dossier."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from porosity import __version__
from porosity.evidence.audit import Audit, Audited, Run
from porosity.evidence.marks import WORDS, label, revoked
from porosity.evidence.records import Decision, FindingRow
from porosity.exports import wording
from porosity.exports.card import CardOf
from porosity.exports.dossier import ClaimView, Dossier, FindingView, arrange
from porosity.exports.html import Anchors, environment, style_sheet
from porosity.exports.safe import web_address

KINDS = {
    "confirm": "confirmed",
    "dismiss": "dismissed",
    "merge": "merged",
    "split": "split",
    "override": "graded by hand",
    "note": "noted",
    "mark": "marked",
    "redact": "redacted",
    "erase": "erased",
    "revoke": "took back",
}
CHANGES = {
    "gained": "found now",
    "lost": "found no longer",
    "verdict": "verdict changed",
    "status": "status changed",
    "support": "support changed",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its row in the store and the decisions that bear on it."""

    view: FindingView
    row: FindingRow
    heading: str
    when: str
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report of an audit, ready for the template. ``prefix`` keeps the ids of several reports on a page apart."""

    audited: Audited
    dossier: Dossier
    anchors: Anchors
    prefix: str
    findings: tuple[Shown, ...]
    claims: tuple[ClaimView, ...]
    url: str | None
    latest: Run | None


def render(audit: Audit, *, card: CardOf) -> str:
    """The audit as an HTML document. ``card`` finds a measure by its id."""
    views = [_view(one, card, f"r{number}-") for number, one in enumerate(audit.reports, 1)]
    style = style_sheet() + "".join(view.anchors.style() for view in views)
    decided = [*audit.decisions, *(decision for one in audit.reports for decision in one.decisions)]
    template = environment().get_template("audit.html")
    return template.render(
        audit=audit,
        views=views,
        words=wording,
        kinds=KINDS,
        changes=CHANGES,
        marking=label(audit.tlp),
        audience=label(audit.audience),
        marking_means=WORDS[audit.tlp],
        gone=revoked(decided),
        label=label,
        version=__version__,
        style=Markup(style),
        style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
    )


def _view(audited: Audited, card: CardOf, prefix: str) -> ReportView:
    dossier = arrange(audited.assessment, card=card)
    rows = {row.key.rpartition("#")[2]: row for row in audited.findings}
    shown = [
        Shown(
            view,
            rows[view.finding.id],
            event.heading,
            event.when,
            tuple(
                one for one in audited.decisions if one.key in (rows[view.finding.id].key, rows[view.finding.id].event)
            ),
        )
        for event in dossier.events
        for view in event.findings
        if view.finding.id in rows
    ]
    return ReportView(
        audited=audited,
        dossier=dossier,
        anchors=Anchors(audited.assessment, dossier, prefix),
        prefix=prefix,
        findings=tuple(sorted(shown, key=lambda one: one.view.number)),
        claims=dossier.claims,
        url=web_address(audited.assessment.report.url),
        latest=audited.runs[-1] if audited.runs else None,
    )

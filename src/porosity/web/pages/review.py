"""The review queue: findings that nobody decided yet, one after the other, by keyboard or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from porosity.assessment import Evidence, Finding
from porosity.errors import InputError
from porosity.evidence.keys import finding_key
from porosity.evidence.records import Decision, DecisionKind, FindingRow, Target
from porosity.exports import dossier
from porosity.exports.safe import clean
from porosity.web import person
from porosity.web.answering import Shown, answer, as_json, wants_json
from porosity.web.asking import asked, facets
from porosity.web.failures import NotFound
from porosity.web.pages.decisions import MOST_WHY
from porosity.web.site import Site, site_of

router = APIRouter()
MOST = 25
FACETS = ("verdicts", "families", "measures", "statuses", "countries", "publishers")
DECIDES = {"confirm": DecisionKind.CONFIRM, "dismiss": DecisionKind.DISMISS, "note": DecisionKind.NOTE}


@router.get("/review")
def queue(request: Request) -> Response:
    """What waits for a decision."""
    site = site_of(request)
    wanted = asked(request.query_params, "/review")
    if not wanted.filters.decided:
        wanted = replace(wanted, filters=replace(wanted.filters, decided=("open",)))
    found = site.store.findings(wanted.filters, limit=MOST, after=wanted.after)
    counts = site.counts(wanted.filters)
    return answer(
        request,
        Shown(
            "review.html",
            {"findings": found.items, "total": found.total, "after": found.after},
            {"asked": wanted, "page": found, "groups": facets(counts, FACETS), "item_of": lambda row: _item(row, ())},
        ),
    )


@router.get("/review/words")
def words(request: Request, key: str) -> Response:
    """The words that a finding rests on, and its elements in one line each: shown when its turn comes."""
    site = site_of(request)
    row = _row(site, key)
    found = site.store.assessment(row.report)
    finding = next((one for one in found.findings if finding_key(row.report, one.id) == key), None)
    if finding is None:
        raise NotFound("finding", "the latest reading no longer has it.", "Open its report.")
    shown = Shown("review_words.html", {"key": key, "quotes": _quotes(finding), "elements": finding.elements,
                                        "open_questions": finding.open_questions})  # fmt: skip
    return answer(request, shown)


@router.post("/review")
def decide(
    request: Request,
    key: Annotated[str, Form()],
    kind: Annotated[str, Form()] = "note",
    who: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    decision: Annotated[str, Form()] = "",
) -> Response:
    """One key or one button: decide, and go on."""
    site = site_of(request)
    row = _row(site, key)
    signed, reason = person.signing(request, who), clean(why).strip()[:MOST_WHY]
    if kind == "revoke":
        taken = _take_back(site, key, decision, signed, reason)
    elif kind in DECIDES:
        if kind != "confirm" and not reason:
            raise InputError("why", "a reason is missing.", "Say in a few words why; others will read it.")
        taken = site.store.decide(DECIDES[kind], Target.FINDING, key, who=signed, why=reason)
    else:
        raise InputError("kind", f"{kind[:40]!r} is no decision.", "Confirm, dismiss, note or take back.")
    if wants_json(request):
        response = as_json({"decision": taken, "finding": site.store.finding(key)}, 201)
    elif request.headers.get("hx-request") == "true":
        fresh = site.store.finding(key) or row
        item = _item(fresh, site.store.decisions(Target.FINDING, key))
        response = answer(request, Shown("review_item.html", more={"item": item}))
    else:
        response = RedirectResponse("/review", 303)
    person.remember(response, signed)
    return response


def _item(row: FindingRow, decisions: tuple[Decision, ...]) -> dict[str, object]:
    from porosity.web.wordings import DECIDED, with_revocations

    standing = [one for one, revoked in with_revocations(decisions) if not revoked and one.kind.value != "revoke"]
    last = standing[-1] if standing else None
    said = "" if not decisions else DECIDED[decisions[-1].kind.value]
    return {"row": row, "decisions": decisions, "last": last, "said": said}


def _take_back(site: Site, key: str, decision: str, who: str, why: str) -> Decision:
    from porosity.web.wordings import with_revocations

    standing = [one for one, revoked in with_revocations(site.store.decisions(Target.FINDING, key))
                if not revoked and one.kind is not DecisionKind.REVOKE]  # fmt: skip
    if not standing:
        raise InputError("revoke", "nothing stands that could be taken back.")
    last = next((one for one in standing if one.id == decision), standing[-1])
    return site.store.decide(DecisionKind.REVOKE, Target.DECISION, last.id, who=who, why=why)


def _row(site: Site, key: str) -> FindingRow:
    row = site.store.finding(key)
    if row is None:
        raise NotFound("finding", f"there is none with the key {key[:120]!r}.", "It may have gone with a new reading.")
    return row


def _quotes(finding: Finding) -> tuple[Evidence, ...]:
    """The words of its elements, each once, in the order of the text."""
    views = dossier.element_views(finding.elements)
    return tuple(sorted({item for view in views for _, item in view.new}, key=lambda item: item.start))[:4]

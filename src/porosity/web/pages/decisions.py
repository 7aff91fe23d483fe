"""Decisions: taken on a page, answered with what now stands, so that a page need not be loaded again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from porosity.errors import InputError
from porosity.evidence.records import Decision, DecisionKind, Target
from porosity.exports.safe import clean
from porosity.web import person
from porosity.web.answering import Shown, answer, as_json, wants_json
from porosity.web.pages.preferences import local
from porosity.web.site import Site, site_of

router = APIRouter()
MOST_WHY = 2000
NEED_WHY = (DecisionKind.DISMISS, DecisionKind.NOTE, DecisionKind.OVERRIDE)
OFFERED = (DecisionKind.CONFIRM, DecisionKind.DISMISS, DecisionKind.NOTE, DecisionKind.OVERRIDE, DecisionKind.REVOKE)


@router.post("/decisions")
def decide(
    request: Request,
    kind: Annotated[str, Form()],
    target: Annotated[str, Form()],
    key: Annotated[str, Form()],
    who: Annotated[str, Form()] = "",
    why: Annotated[str, Form()] = "",
    reliability: Annotated[str, Form()] = "",
    credibility: Annotated[str, Form()] = "",
    id: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
    offered: Annotated[list[str] | None, Form()] = None,
    graded: Annotated[str, Form()] = "",
    of_target: Annotated[str, Form()] = "",
    of_key: Annotated[str, Form()] = "",
) -> Response:
    """Confirm, dismiss, note, override a grade, or take a decision back."""
    site = site_of(request)
    what, about = _kind(kind), _target(target)
    signed, reason = person.signing(request, who), clean(why).strip()[:MOST_WHY]
    if what in NEED_WHY and not reason:
        raise InputError("why", "a reason is missing.", "Say in a few words why; others will read it.")
    taken = site.store.decide(what, about, key, who=signed, why=reason, body=_body(what, reliability, credibility))
    response = _answer(request, site, taken, id, back, offered or [], bool(graded), of_target, of_key)
    person.remember(response, signed)
    return response


def _answer(
    request: Request,
    site: Site,
    taken: Decision,
    place: str,
    back: str,
    offered: list[str],
    graded: bool,
    of_target: str,
    of_key: str,
) -> Response:
    if wants_json(request):
        return as_json({"decision": taken}, 201)
    if request.headers.get("hx-request") != "true" or not place:
        return RedirectResponse(local(back), 303)
    about = _target(of_target) if of_target else taken.target
    key = of_key or taken.key
    return answer(
        request,
        Shown(
            "decided.html",
            more={
                "target": about.value,
                "key": key,
                "id": place if place.replace("-", "").isalnum() else "it",
                "decisions": site.store.decisions(about, key),
                "kinds": tuple(one for one in offered if one in set(DecisionKind)) or ("note",),
                "graded": graded,
                "back": local(back).partition("#")[0],
            },
        ),
    )


def _kind(kind: str) -> DecisionKind:
    if kind not in {one.value for one in OFFERED}:
        raise InputError("kind", f"{kind[:40]!r} is no decision of this form.", "Use one of the buttons.")
    return DecisionKind(kind)


def _target(target: str) -> Target:
    if target not in set(Target):
        raise InputError("target", f"{target[:40]!r} is nothing to decide on.", "Use one of the forms.")
    return Target(target)


def _body(kind: DecisionKind, reliability: str, credibility: str) -> dict[str, Any]:
    if kind is not DecisionKind.OVERRIDE:
        return {}
    body: dict[str, Any] = {}
    if reliability:
        body["reliability"] = reliability
    if credibility.isdecimal():
        body["credibility"] = int(credibility)
    if not body:
        raise InputError("override", "no grade was chosen.", "Choose a reliability, a credibility, or both.")
    return body

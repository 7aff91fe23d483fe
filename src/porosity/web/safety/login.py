"""Signing in and out. A session is the server's: what the browser holds is a random secret, and ends with the session.

A wrong name and a wrong password are answered alike, in the same time. Failures are counted by name and by address.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from porosity.web.problems import NotFound, Refused
from porosity.web.safety import csrf, limits
from porosity.web.safety.accounts import Accounts
from porosity.web.safety.doorkeeper import SESSION, Guard
from porosity.web.settings import Settings

router = APIRouter(include_in_schema=False)


@router.get("/login")
def ask(request: Request, back: str = "/") -> Response:
    """The page to sign in on."""
    _accounts(request)
    return HTMLResponse(_page(request, back))


@router.post("/login")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2000)],
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Open a session, under a secret that was never used before."""
    kept: Guard = request.app.state.guard
    accounts = _accounts(request)
    address = request.client.host if request.client else ""
    both = f"{address} {name}"
    wait = max(kept.logins.wait(both), kept.logins_of_address.wait(address))
    if wait:
        raise Refused(limits.too_often(wait, "signing in"))
    kept.logins.count(both)  # counted before it is tried, so that many at once do not slip through
    kept.logins_of_address.count(address)
    account = accounts.checked(name, password)
    if account is None:
        return HTMLResponse(_page(request, back, "That name and password do not go together."), 401)
    kept.logins.forget(both)
    if request.state.session:
        accounts.close_session(request.state.session)
    response = RedirectResponse(own_path(back), 303)
    _set(response, SESSION, accounts.open_session(account), kept.settings)
    _set(response, csrf.COOKIE, csrf.fresh(), kept.settings)
    return response


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session, here and on the server."""
    accounts = _accounts(request)
    if request.state.session:
        accounts.close_session(request.state.session)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(SESSION, path="/", httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def own_path(back: str) -> str:
    """A path of this server to go back to; anything that could lead elsewhere is the first page.

    >>> own_path("/reports?q=coal"), own_path("//evil.example/"), own_path("https://evil.example/")
    ('/reports?q=coal', '/', '/')
    """
    is_own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable() and "\\" not in back
    return back if is_own and back.isascii() else "/"


def _accounts(request: Request) -> Accounts:
    kept: Guard = request.app.state.guard
    if kept.accounts is None:
        raise NotFound("/login", "this server asks nobody to sign in.", "Go on to the first page.")
    return kept.accounts


def _set(response: Response, name: str, value: str, settings: Settings) -> None:
    response.set_cookie(name, value, path="/", httponly=True, samesite="lax", secure=settings.secure)


def _page(request: Request, back: str, said: str = "") -> str:
    from porosity.web import templating

    return templating.render(request, "login.html", {"back": own_path(back), "said": said})

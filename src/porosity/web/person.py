"""Who sits before the browser: the account, where there are accounts, else the name that they gave last."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request, Response

from porosity.errors import InputError
from porosity.exports.safe import line

COOKIE = "porosity-who"
MOST = 80
A_YEAR = 365 * 24 * 3600


def account(request: Request) -> str:
    """The name of the account that is signed in, or nothing."""
    found = getattr(request.state, "account", None)
    name = getattr(found, "name", found)
    return name if isinstance(name, str) else ""


def of(request: Request) -> str:
    """The name that decisions of this browser are signed with, as far as it is known."""
    return account(request) or line(unquote(request.cookies.get(COOKIE, "")))[:MOST]


def signing(request: Request, given: str) -> str:
    """Who signs a decision: the account, whatever a form says, else the name given.

    Raises:
        InputError: nobody signs.
    """
    name = account(request) or line(given)[:MOST] or of(request)
    if not name:
        raise InputError("who", "nobody signs this decision.", "Give your name; it stays with the decision.")
    return name


def remember(response: Response, name: str) -> None:
    """Keep the name for the next decision."""
    response.set_cookie(COOKIE, quote(name), max_age=A_YEAR, httponly=True, samesite="strict", path="/")

"""Tokens that only our own pages can read, so that only they can send forms.

A browser holds a random cookie; the token of its forms is a keyed hash of that cookie and, where somebody is signed
in, of their session. It travels as a hidden field ``csrf_token`` or, with scripts, as the header ``X-CSRF-Token``.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from urllib.parse import parse_qs

from porosity.web.problems import Problem
from porosity.web.safety.asked import Asked
from porosity.web.settings import Settings

COOKIE = "porosity-csrf"
FIELD = "csrf_token"
HEADER = "x-csrf-token"
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
JSON = "application/json"
_COOKIE_FORM = re.compile(r"[A-Za-z0-9_-]{43}")
_PART = re.compile(
    rb'content-disposition: *form-data; *name="csrf_token" *\r\n(?:[^\r\n]+\r\n)*\r\n([0-9a-f]{64})\r\n', re.IGNORECASE
)


def fresh() -> str:
    """A new cookie."""
    return secrets.token_urlsafe(32)


def cookie_of(asked: Asked) -> str:
    """The cookie of a browser, or nothing where there is none of our making."""
    found = asked.cookie(COOKIE)
    return found if _COOKIE_FORM.fullmatch(found) else ""


def token(key: bytes, cookie: str, session: str = "") -> str:
    """The token that belongs to a cookie and a session."""
    return hmac.new(key, f"{cookie}\n{session}".encode(), hashlib.sha256).hexdigest()


def is_needed(asked: Asked, *, by_token: bool, session: str, trusted: bool) -> bool:
    """Whether a request must bring a token.

    A program brings its own key, which no page can add to a request. Without accounts there is nothing to borrow from
    the browser, and the API only reads; there, what a page could send unasked (a form) is taken from programs alone,
    and from the pages that the settings trust.
    """
    if asked.is_safe or by_token:
        return False
    if asked.is_api and not session:
        return asked.media_type != JSON and asked.is_from_browser and not trusted
    return True


def refusal(asked: Asked, body: bytes, expected: str) -> Problem | None:
    """What is wrong with the token of a request, if anything."""
    given = asked.headers.get(HEADER) or _in_form(asked, body)
    if expected and hmac.compare_digest(given.encode(), expected.encode()):
        return None
    return Problem(
        403, FIELD, "the form does not carry the mark of this browser's page.", "Load the page again, then send it."
    )


def in_body(asked: Asked) -> bool:
    """Whether the token can only be found in the body."""
    return HEADER not in asked.headers and asked.media_type in FORMS


def _in_form(asked: Asked, body: bytes) -> str:
    if asked.media_type == FORMS[0]:
        try:
            fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=1000)
        except ValueError:
            return ""
        return fields.get(FIELD, [""])[0]
    if asked.media_type == FORMS[1]:
        found = _PART.search(body)
        return "" if found is None else found[1].decode()
    return ""


def set_cookie(value: str, settings: Settings) -> str:
    """The header that gives a browser its cookie."""
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if settings.secure else "")

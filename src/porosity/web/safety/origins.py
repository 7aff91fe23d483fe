"""Where a request comes from: the pages of this server, a program, or somebody else's page in the same browser.

Browsers say so by ``Origin`` and ``Sec-Fetch-Site``, and pages cannot forge either. Another site's page may lead a
reader here by a link. It may send nothing, and it may not so much as load a picture from here.
"""

from __future__ import annotations

from porosity.web.problems import Problem
from porosity.web.safety.asked import Asked
from porosity.web.settings import Settings

OURS = "same-origin"
TYPED = "none"  # typed, a bookmark, or opened from outside of the browser


def refusal(asked: Asked, settings: Settings) -> Problem | None:
    """What is wrong with where a request comes from, if anything."""
    if is_trusted(asked, settings):
        return None
    if any(name in asked.repeated for name in ("origin", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest")):
        return _refused("its origin is told more than once.")
    return _read(asked, settings) if asked.is_safe else _sent(asked, settings)


def is_trusted(asked: Asked, settings: Settings) -> bool:
    """Whether it is a page that the settings name, asking the one service that they name it for."""
    return asked.is_reconciliation and asked.headers.get("origin", "") in settings.trusted


def is_trusted_frame(asked: Asked, settings: Settings) -> bool:
    """Whether a page may show it in a frame; which pages may, the answer itself tells the browser."""
    return bool(settings.trusted) and asked.is_reconciliation and asked.path.endswith("/preview")


def _read(asked: Asked, settings: Settings) -> Problem | None:
    """Reading: by our own pages, by programs, and by a reader who follows a link from elsewhere to a page."""
    site = asked.headers.get("sec-fetch-site", TYPED)
    if site not in (OURS, TYPED) and not _is_followed_link(asked) and not is_trusted_frame(asked, settings):
        return _refused("another page asks for it.")
    origin = asked.headers.get("origin")
    if origin is not None and not is_own(origin, asked, settings) and not (origin == "null" and site == OURS):
        return _refused("another page asks for it.")
    return None


def _is_followed_link(asked: Asked) -> bool:
    headers = asked.headers
    is_page = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return asked.method == "GET" and is_page and not asked.is_api


def _sent(asked: Asked, settings: Settings) -> Problem | None:
    """Sending: by our own pages and by programs.

    A page that keeps its address to itself (``Referrer-Policy: no-referrer``) sends the origin "null" with its forms;
    whether it is ours then stands in ``Sec-Fetch-Site``, or, in a browser without it, in the form's token.
    """
    site, origin = asked.headers.get("sec-fetch-site"), asked.headers.get("origin")
    if site is not None and site != OURS:
        return _refused("another page sent it.")
    if origin == "null":
        return None if site == OURS or (site is None and not asked.is_api) else _refused("its origin is hidden.")
    if origin is not None and not is_own(origin, asked, settings):
        return _refused("another page sent it.")
    referer = asked.headers.get("referer")
    if origin is None and site is None and referer and not is_own("/".join(referer.split("/")[:3]), asked, settings):
        return _refused("another page sent it.")
    return None


def is_own(origin: str, asked: Asked, settings: Settings) -> bool:
    """Whether an origin is this server, under the very name and port that were asked for."""
    host = asked.headers.get("host", "").lower()
    schemes = ("https",) if settings.secure else ("http", "https")
    return origin.lower() in {f"{scheme}://{host}" for scheme in schemes}


def _refused(problem: str) -> Problem:
    return Problem(403, "the request", problem, "Open this server's own page and do it there.")

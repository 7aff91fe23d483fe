"""The names that the server goes by. A name that was rebound to this machine is not among them and gets nothing."""

from __future__ import annotations

import re

from porosity.web.problems import Problem
from porosity.web.safety.asked import Asked
from porosity.web.settings import NAMES_OF_LOOPBACK, Settings

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(?P<port>\d{1,5}))?")
EVERYWHERE = ("0.0.0.0", "::", "")


def refusal(asked: Asked, settings: Settings) -> Problem | None:
    """What is wrong with the name that was asked for, if anything.

    The port is of no account: a page cannot choose the name of a server by choosing its port.
    """
    if "host" in asked.repeated or not is_allowed(asked.headers.get("host", ""), settings):
        return Problem(
            421,
            "Host",
            "this server is not reached under that name.",
            "Use the address that it printed at its start, or name the host by --name.",
        )
    return None


def is_allowed(host: str, settings: Settings) -> bool:
    """Whether a Host header names this server.

    >>> is_allowed("localhost:8710", Settings()), is_allowed("rebound.example:8710", Settings())
    (True, False)
    """
    found = _HOST.fullmatch(host.lower())
    return found is not None and found["name"] in names(settings)


def names(settings: Settings) -> frozenset[str]:
    """The names without ports, in lower case."""
    known = {name.lower().rsplit(":", 1)[0] if not name.endswith("]") else name.lower() for name in settings.hosts}
    if settings.is_local:
        known.update(NAMES_OF_LOOPBACK)
    if settings.host not in EVERYWHERE:
        known.add(f"[{settings.host.lower()}]" if ":" in settings.host else settings.host.lower())
    return frozenset(known)

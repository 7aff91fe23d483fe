"""Outlets: who publishes, in which country, whose voice it is, and how far analysts trust it by default.

`knowledge/outlets.yml` holds them. A reliability is a starting point by the Admiralty code, to be changed by whoever
knows better; it never says that a given report is true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from porosity.errors import KnowledgeError
from porosity.reports.wordlists import load_yaml, words

KINDS = ("state-news-agency", "state-run", "public", "private", "specialist", "tabloid")
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
_KEYS = words("name aliases domains country kind party_country reliability because reference verified")
_NEEDED = words("name country kind reliability because verified")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet. `party_country` is the State whose voice it is, None where it speaks for no State."""

    id: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str
    party_country: str | None
    reliability: str
    because: str
    reference: str
    verified: bool


@lru_cache(maxsize=1)
def outlets() -> Mapping[str, Outlet]:
    """All known outlets by id."""
    return {key: _outlet(key, entry) for key, entry in load_yaml("outlets.yml").items()}


def outlet(name: str) -> Outlet | None:
    """The outlet of that name, alias or domain, in any case; None if it is unknown.

    >>> outlet("the korean central news agency").id
    'kcna'
    """
    return _by_name().get(_key(name))


def outlet_of_url(url: str) -> Outlet | None:
    """The outlet that a web address belongs to, by its domain or one above it."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    labels = host.split(".")
    for start in range(len(labels) - 1):
        found = _by_domain().get(".".join(labels[start:]))
        if found is not None:
            return found
    return None


def _key(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold()).strip().removeprefix("the ")


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Outlet]:
    return {_key(name): found for found in outlets().values() for name in (found.name, *found.aliases, *found.domains)}


@lru_cache(maxsize=1)
def _by_domain() -> Mapping[str, Outlet]:
    return {domain: found for found in outlets().values() for domain in found.domains}


def _outlet(key: str, entry: Mapping[str, object]) -> Outlet:
    place = f"outlets.yml: {key}"
    unknown, missing = set(entry) - _KEYS, _NEEDED - set(entry)
    if unknown or missing:
        raise KnowledgeError(place, f"unknown keys {sorted(unknown)}, missing keys {sorted(missing)}.")
    if entry["kind"] not in KINDS:
        raise KnowledgeError(place, f"kind {entry['kind']!r} is none of {', '.join(KINDS)}.")
    if entry["reliability"] not in RELIABILITIES:
        raise KnowledgeError(place, f"reliability {entry['reliability']!r} is none of A to F.")
    state_voice = str(entry["kind"]).startswith("state")
    if state_voice and not entry.get("party_country"):
        raise KnowledgeError(place, "a state outlet needs party_country: the State whose voice it is.")
    return Outlet(
        id=key,
        name=str(entry["name"]),
        aliases=_strings(place, entry.get("aliases", [])),
        domains=_strings(place, entry.get("domains", [])),
        country=str(entry["country"]),
        kind=str(entry["kind"]),
        party_country=str(entry["party_country"]) if entry.get("party_country") else None,
        reliability=str(entry["reliability"]),
        because=str(entry["because"]),
        reference=str(entry.get("reference", "")),
        verified=entry["verified"] is True,
    )


def _strings(place: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise KnowledgeError(place, "aliases and domains are lists of words in quotes.")
    return tuple(value)

"""Country codes of what lists print as a country, nationality, flag or territory."""

from __future__ import annotations

import re
from functools import lru_cache

_NOTES = re.compile(r"\([^)]*\)")
_MARKERS = re.compile(r"\(?\b[a-e]\)|\bRegion:|\b(?:allegedly|reportedly|possibly|previously)\b|\bpassport\b", re.I)
_PARTS = re.compile(r"[,;/]|\band\b|\bor\b")
_UNKNOWN = ("", "na", "n/a", "unknown", "none identified", "undetermined", "none", "-0-")
SPECIAL = {"former yugoslavia": (), "region: crimea": ("ua",), "crimea": ("ua",), "north korean": ("kp",)}


@lru_cache(maxsize=8192)
def country_codes(text: str) -> tuple[str, ...]:
    """The codes of the countries that a cell names; none where it names none.

    >>> country_codes("Korea, North"), country_codes("Ukrainian, Russian"), country_codes("Iran (Islamic Republic of)")
    (('kp',), ('ua', 'ru'), ('ir',))
    """
    plain = " ".join(text.split()).strip(" .")
    if plain.lower() in _UNKNOWN:
        return ()
    if plain.lower() in SPECIAL:
        return SPECIAL[plain.lower()]
    whole = _code(plain)
    if whole:
        return (whole,)
    parts = (_code(part.strip(" .")) for part in _PARTS.split(_MARKERS.sub(",", _NOTES.sub("", plain))))
    return tuple(dict.fromkeys(part for part in parts if part))


def country_code(text: str) -> str | None:
    """The code of the first country that a cell names."""
    return next(iter(country_codes(text)), None)


def _code(name: str) -> str | None:
    """By our own table first, which is at hand; the territories of rigour know the rarer forms."""
    from porosity.reading.countries import country_name, country_of

    if len(name) == 2 and name.isalpha() and country_name(name.lower()):
        return name.lower()
    for form in dict.fromkeys((name, _turned(name), _NOTES.sub("", name).strip())):
        if form and (found := country_of(form)):
            return found
    return _rare(name)


def _turned(name: str) -> str:
    """ "Korea, North" as "North Korea"."""
    head, _, tail = name.partition(", ")
    return f"{tail} {head}" if tail and "," not in tail else name


def _rare(name: str) -> str | None:
    from rigour.territories import lookup_territory

    found = lookup_territory(name) if 2 < len(name) < 80 else None
    return found.code if found is not None and len(found.code) == 2 else None

"""Which State makes a thing, by its designation or brand (``knowledge/makers.yml``)."""

from __future__ import annotations

import re
from functools import cache

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError


def maker_of(name: str) -> str | None:
    """The code of the State where a thing of this designation or brand is made; None where no one is known.

    >>> maker_of("a Hwasong-15 missile"), maker_of("an Aurus Senat"), maker_of("a car")
    ('kp', 'ru', None)
    """
    found = _pattern().search(name)
    return None if found is None else found.lastgroup


@cache
def _pattern() -> re.Pattern[str]:
    path = resources.knowledge() / "makers.yml"
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or not all(isinstance(names, list) for names in data.values()):
        raise KnowledgeError(yaml_strict.shown(path), "must map country codes to lists of names.")
    either = "|".join(f"(?P<{code}>{'|'.join(names)})" for code, names in data.items())
    try:
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    except re.error as error:
        raise KnowledgeError(yaml_strict.shown(path), f"holds a name that is no pattern: {error}.") from error

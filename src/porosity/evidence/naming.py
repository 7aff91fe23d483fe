"""What a key that somebody types is the key of."""

from __future__ import annotations

import re
from typing import Final

from porosity.errors import InputError
from porosity.evidence import keys
from porosity.evidence.records import Target
from porosity.evidence.store import Store

_INCIDENT: Final = re.compile(r"i-\d+")
_DECISION: Final = re.compile(r"d-[0-9a-f]{19}")
_OF_ID: Final = {"f": Target.FINDING, "v": Target.EVENT, "e": Target.ENTITY}


def target_of(store: Store, key: str) -> Target:
    """What a key names: it is told by its form, and of two things that it could name, the one that is there.

    Raises:
        InputError: it could be either of two things that are there.
    """
    if _DECISION.fullmatch(key):
        return Target.DECISION
    if keys.BETWEEN in key:
        _, own, *listing = key.split(keys.BETWEEN, 2)
        if listing:
            return Target.LISTING
        if store.finding(key) is not None:
            return Target.FINDING
        return _OF_ID.get(own[:1], Target.FINDING)
    if not _INCIDENT.fullmatch(key) or store.incident(key) is None:
        return Target.REPORT
    if store.report(key) is not None:
        raise InputError(key, "is a report and an incident.", "Say which by --target report or --target incident.")
    return Target.INCIDENT

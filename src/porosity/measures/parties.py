"""Who supplies and who receives in an event, by its act.

The roles that answer are data (``knowledge/acts/acts.yml``). Who buys, has or uses a thing received it; but where such
an act names a recipient and no origin, the agent is read as the supplier (the way in which events are normalised).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from porosity import resources, yaml_strict
from porosity.assessment import Act, Entity, Event
from porosity.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class ActMeaning:
    """An act of the closed vocabulary, and the roles that name its supplier and receiver."""

    means: str
    supplier: tuple[str, ...]
    receiver: tuple[str, ...]


@cache
def act_meanings() -> Mapping[Act, ActMeaning]:
    """The acts as ``knowledge/acts/acts.yml`` defines them.

    Raises:
        KnowledgeError: an act of the vocabulary has no definition.
    """
    path = resources.knowledge() / "acts" / "acts.yml"
    data = yaml_strict.load(path)
    if not isinstance(data, Mapping) or set(data) != {act.value for act in Act}:
        raise KnowledgeError(path.name, "the acts and the closed vocabulary differ.", "Define each act once.")
    return {
        Act(name): ActMeaning(entry["means"], tuple(entry["supplier"]), tuple(entry["receiver"]))
        for name, entry in data.items()
    }


def is_taking(act: Act) -> bool:
    """Whether the agent of the act is the one who receives."""
    return "agent" in act_meanings()[act].receiver


def suppliers(event: Event) -> tuple[str, ...]:
    """Ids of those from whom the thing, the people or the money come; empty where nobody is named."""
    if is_taking(event.act) and not event.roles.get("origin") and event.roles.get("recipient"):
        return event.roles.get("agent", ())
    return _fillers(event, act_meanings()[event.act].supplier)


def receivers(event: Event) -> tuple[str, ...]:
    """Ids of those to whom they go; empty where nobody is named."""
    if is_taking(event.act) and not event.roles.get("origin") and event.roles.get("recipient"):
        return event.roles["recipient"]
    return _fillers(event, act_meanings()[event.act].receiver)


def in_role(event: Event, role: str) -> tuple[str, ...]:
    """Ids in a role, ``supplier`` and ``receiver`` included."""
    if role == "supplier":
        return suppliers(event)
    if role == "receiver":
        return receivers(event)
    return event.roles.get(role, ())


def _fillers(event: Event, roles: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for role in roles:
        found.update(dict.fromkeys(event.roles.get(role, ())))
    return tuple(found)


def countries(ids: Iterable[str], entities: Mapping[str, Entity]) -> tuple[frozenset[str], bool]:
    """The known countries of some entities, and whether one of them is unknown."""
    known, gap = set(), False
    for entity_id in ids:
        entity = entities.get(entity_id)
        if entity is None or entity.country is None:
            gap = True
        else:
            known.add(entity.country)
    return frozenset(known), gap

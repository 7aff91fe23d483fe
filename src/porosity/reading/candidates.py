"""Which gathered events a claim can belong to at all, so that a report of ten thousand claims takes linear time.

``events`` decides; this only leaves out what cannot match: far away, a claim shares the very thing and a side with its
event, or the kind of thing and both sides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from porosity.assessment import Entity

Ids = Iterable[str]


class Candidates:
    """The events that are being gathered, by number, found by what they have in common with a claim."""

    def __init__(self, entities: Mapping[str, Entity], reach: int) -> None:
        self._entities = entities
        self._reach = reach
        self._found: dict[Hashable, dict[int, None]] = defaultdict(dict)

    def add(self, number: int, paragraph: int, givers: Ids, takers: Ids, things: Ids) -> None:
        """Tell what an event holds now; what it held before is remembered, too."""
        for key in (paragraph, *self._keys(tuple(givers), tuple(takers), tuple(things))):
            self._found[key][number] = None

    def of(self, paragraph: int, givers: Ids, takers: Ids, things: Ids) -> list[int]:
        """The numbers of the events that a claim can belong to, in order."""
        near = range(paragraph - self._reach, paragraph + self._reach + 1)
        keys = (*near, *self._keys(tuple(givers), tuple(takers), tuple(things)))
        return sorted({number for key in keys for number in self._found.get(key, ())})

    def _keys(self, givers: tuple[str, ...], takers: tuple[str, ...], things: tuple[str, ...]) -> Iterator[Hashable]:
        giving, taking = self._sides(givers), self._sides(takers)
        for thing in things:
            yield from ((thing, "from", side) for side in giving)
            yield from ((thing, "to", side) for side in taking)
        for kind in self._kinds(things) if giving and taking else ():
            yield from ((kind, giver, taker) for giver in giving for taker in taking)

    def _sides(self, ids: tuple[str, ...]) -> set[str]:
        countries = {self._entities[i].country for i in ids if i in self._entities} - {None}
        return {*ids, *(f"country:{code}" for code in countries)}

    def _kinds(self, things: tuple[str, ...]) -> set[str]:
        kinds = set(things)
        for thing in things:
            goods = self._entities[thing].goods if thing in self._entities else None
            if goods is not None:
                kinds.update((*goods.classes, *goods.hs))
        return kinds

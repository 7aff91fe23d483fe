"""The listings that our own tables know, without any list: of offices and bodies (by the reader), and ships."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from porosity.assessment import Entity, Listing
from porosity.reading import offices

if TYPE_CHECKING:
    from porosity.reading.reader import Reading

SCHEMAS = {"person": "Person", "organisation": "Organization", "vessel": "Vessel", "aircraft": "Airplane"}


def resolve(reading: Reading) -> Reading:
    """The reading with the listings of its parties, as far as our own tables have them."""
    return replace(reading, entities=tuple(_screened(entity) for entity in reading.entities))


def listings(entity: Entity) -> tuple[Listing, ...]:
    """The listings of a party."""
    if entity.kind == "vessel" and (ship := offices.vessel(entity.name)) is not None:
        return tuple(
            Listing("un-1718-vessels", ship.imo, ship.name, 1.0, "DPRK", one.since, one.until, one.measures)
            for one in ship.listings
        )
    return entity.listings or ()


def _screened(entity: Entity) -> Entity:
    found = listings(entity) if entity.kind in SCHEMAS else ()
    return replace(entity, listings=found) if found else entity

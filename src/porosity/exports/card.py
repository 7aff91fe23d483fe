"""What a dossier prints of a measure. The law package is plugged in as a function from an id to a card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from porosity.measures.measure import Measure


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """One measure as printed.

    ``citations`` are paragraphs with how sure their number is (``verified``, ``recalled``, ``unverified``).
    ``in_force_until`` is the first day without the measure. ``history`` are later steps, one line each.
    """

    id: str
    title: str
    instrument: str
    citations: tuple[tuple[str, str], ...] = ()
    adopted: date | None = None
    vote: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None
    force: str = ""
    note: str = ""
    history: tuple[str, ...] = ()

    @classmethod
    def of(cls, measure: Measure) -> MeasureCard:
        """The card of a measure of the law."""
        vote = measure.vote
        return cls(
            id=measure.id,
            title=measure.title,
            instrument=measure.instrument,
            citations=tuple((_cited(item.text, item.of), item.sure.value) for item in measure.citations),
            adopted=measure.adopted,
            vote="" if vote is None else f"{vote.yes}-{vote.no}-{vote.abstaining}",
            in_force_from=measure.in_force_from,
            in_force_until=measure.in_force_until,
            force=measure.force.value,
            note=" ".join(part for part in (measure.force_note, measure.note) if part),
            history=tuple(f"{step.since.isoformat()}, {step.by}: {step.adds}" for step in measure.history),
        )


CardOf = Callable[[str], MeasureCard | None]
"""From a measure's id to its card; None where nobody knows the measure."""


def no_card(measure_id: str) -> MeasureCard | None:
    """Know no measure: the dossier then prints the id alone."""
    return None


def _cited(text: str, of: str) -> str:
    return f"{text} ({of})" if of else text

"""The samples of lists, and short ways to look at what was read of them."""

from __future__ import annotations

from pathlib import Path

from porosity.screening.listed import Listed
from porosity.screening.lists.loading import ListReading, open_list

SAMPLES = Path(__file__).parent / "samples"


def read(path: Path | str) -> tuple[dict[str, Listed], ListReading]:
    """The records of a sample by their ids, and the account of the reading."""
    reading = open_list(SAMPLES / path)
    return {listed.id: listed for listed in reading}, reading


def names(listed: Listed) -> list[str]:
    """Names with their qualities."""
    return [f"{name.quality}: {name.text}" for name in listed.names]


def births(listed: Listed) -> list[str]:
    """Births in words."""
    return [str(born) for born in listed.born]


def numbers(listed: Listed) -> set[tuple[str, str, str | None]]:
    """Identifiers as plain values."""
    return {(number.kind, number.value, number.country) for number in listed.identifiers}


def problems(reading: ListReading) -> list[str]:
    """The skips in words."""
    return [f"{skip.place}: {skip.problem}" for skip in reading.skips]

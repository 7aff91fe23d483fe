"""Entities of Follow the Money as JSON lines: our own, or the streams of others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from porosity.screening.ftm import Attached, build_all, gather
from porosity.screening.listed import Listed
from porosity.screening.lists.source import BadRecord, Head, Source
from porosity.screening.lists.tables import lines


def fits(head: Head) -> bool:
    """Whether a file is such a stream."""
    first = head.first_line.lstrip("\ufeff ")
    return first.startswith("{") and '"schema"' in first and '"properties"' in first


def read(source: Source) -> Iterator[Listed]:
    """Stream the listed parties; sanctions and addresses are gathered first."""
    dataset = re.sub(r"\W+", "_", source.path.name.split(".")[0]) or "unknown"
    first_pass = Source(source.path)
    attached = gather(entity for _, entity in _entities(first_pass))
    found = _parties(source, attached, dataset)
    yield from source.records(found, lambda listed: listed)


def _parties(source: Source, attached: Attached, dataset: str) -> Iterator[tuple[str, Listed]]:
    for number, entity in _entities(source):
        place = f"line {number}"
        try:
            for listed in build_all(entity, attached, dataset):
                yield place, listed
        except ValueError as reason:
            source.skip(place, str(reason))


def _entities(source: Source) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines(source):
        if not line.strip("\ufeff \t\r\n\x00\x1a"):
            continue
        try:
            yield number, _entity(line.lstrip("\ufeff"))
        except BadRecord as reason:
            source.skip(f"line {number}", str(reason))


def _entity(line: str) -> dict[str, Any]:
    try:
        entity = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRecord("it is no JSON.") from error
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str):
        raise BadRecord("it is no entity: it has no schema.")
    return entity

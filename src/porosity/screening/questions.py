"""What is asked of the screening: names, or records of JSON lines or CSV whose other keys are kept, each a subject."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from porosity.errors import InputError
from porosity.screening.screener import Subject

NAMES = ("query", "name")
NUMBERS = ("id", "imo", "passport", "registration", "identifier")
SHORTEST_NUMBER = 5
LONGEST_FIELD = 1_000_000
_SEVERAL = re.compile(r"[;,|]\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a batch: the record as it came, and who it asks for."""

    place: str
    record: Mapping[str, Any]
    subject: Subject


def read(path: str, stream: TextIO) -> Iterator[Question]:
    """The questions of a file; the first that is wrong is an `InputError` that names its line."""
    rows = READERS.get(Path(path).suffix.lower(), _json_lines)(path, stream)
    for place, record in rows:
        yield Question(place, record, subject(place, record))


def subject(place: str, record: Mapping[str, Any]) -> Subject:
    """Who a record asks for."""
    query = next((record[key] for key in NAMES if record.get(key)), None)
    if not isinstance(query, str) or not query.strip():
        raise InputError(place, "has no name to look for.", 'Give {"query": "NAME"}, or a column named query or name.')
    schema = record.get("schema") or None
    if schema is not None and not isinstance(schema, str):
        raise InputError(place, "schema is no text.", "Give a schema of Follow the Money, e.g. Person.")
    return Subject(
        query=query,
        schema=schema,
        countries=tuple(value.lower() for value in _several(place, record, "country")),
        born="; ".join(_several(place, record, "born")) or None,
        identifiers=tuple(
            value for key in NUMBERS for value in _several(place, record, key) if len(value) >= SHORTEST_NUMBER
        ),
    )


def _several(place: str, record: Mapping[str, Any], key: str) -> list[str]:
    value = record.get(key)
    if value is None or value == "":
        return []
    values = value if isinstance(value, list | dict) else _SEVERAL.split(str(value))
    if isinstance(values, dict) or not all(isinstance(one, str | int) for one in values):
        raise InputError(place, f"{key} is neither text nor a list of texts.", f'Give {{"{key}": "..."}}.')
    return [str(one).strip() for one in values if str(one).strip()]


def _plain(path: str, stream: TextIO) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """A name a line."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield f"{path}, line {number}", {"query": line.strip()}


def _json_lines(path: str, stream: TextIO) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(place, f"is not JSON: {error}.", 'Give one {"query": "NAME"} a line.') from error
        if not isinstance(record, dict):
            raise InputError(place, "is no JSON object.", 'Give one {"query": "NAME"} a line.')
        yield place, record


def _csv(path: str, stream: TextIO) -> Iterator[tuple[str, Mapping[str, Any]]]:
    csv.field_size_limit(LONGEST_FIELD)
    rows = csv.DictReader(stream, delimiter="\t" if path.lower().endswith(".tsv") else ",", strict=True)
    try:
        if not set(NAMES) & set(rows.fieldnames or ()):
            raise InputError(path, "has no column named query or name.", "Give the columns names in the first line.")
        for row in rows:
            place = f"{path}, line {rows.line_num}"
            if None in row or None in row.values():
                raise InputError(place, "has more or fewer fields than the first line.", "Quote fields with commas.")
            yield place, row
    except csv.Error as error:
        place = f"{path}, line {rows.line_num + 1}"
        raise InputError(place, f"is not CSV: {error}.", "Save it as CSV, UTF-8.") from error


READERS = (
    dict.fromkeys((".csv", ".tsv"), _csv)
    | dict.fromkeys((".jsonl", ".ndjson", ".json"), _json_lines)
    | {".txt": _plain}
)
"""How a file of names is read, by its ending."""

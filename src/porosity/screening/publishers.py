"""The publishers of the lists: their addresses, and what a sound copy looks like (``knowledge/publishers.yml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.screening.versions import NAME

KEYS = frozenset({"title", "publisher", "format", "files", "records", "verified_on", "reference"})
FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Range:
    """From ``least`` to ``most``, both included."""

    least: int
    most: int

    def __contains__(self, number: int) -> bool:
        return self.least <= number <= self.most

    def __str__(self) -> str:
        return f"{self.least:,} to {self.most:,}"


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file of a list: its name, where it is, and how many bytes a sound copy has."""

    name: str
    url: str
    size: Range


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes a list, in which files (the one that is opened first) and in which sane range."""

    list: str
    title: str
    publisher: str
    format: str
    files: tuple[PublishedFile, ...]
    records: Range
    verified_on: date | None
    reference: str


def shipped() -> Path:
    """The file that ships."""
    return resources.knowledge() / "publishers.yml"


def read_publishers(path: Path) -> tuple[Publisher, ...]:
    """Read and check a file of publishers."""
    data = yaml_strict.load(path)
    place = yaml_strict.shown(path)
    if not isinstance(data, Mapping) or not data:
        raise KnowledgeError(place, "holds no list.", "Write one as in knowledge/publishers.yml.")
    return tuple(_publisher(place, name, entry) for name, entry in data.items())


def _publisher(place: str, name: object, entry: object) -> Publisher:
    here = f"{place}: {name}"
    if not isinstance(name, str) or not NAME.fullmatch(name):
        raise KnowledgeError(here, "is no name of a list.", "Use lower-case letters, digits and hyphens.")
    fields = _mapping(here, entry, KEYS)
    verified_on = fields["verified_on"]
    if verified_on is not None and not isinstance(verified_on, date):
        raise KnowledgeError(here, "'verified_on' is no day.", "Give the day on which it was downloaded, or null.")
    return Publisher(
        list=name,
        title=_text(here, fields, "title"),
        publisher=_text(here, fields, "publisher"),
        format=_text(here, fields, "format"),
        files=_files(here, fields["files"]),
        records=_range(
            f"{here}: records", _mapping(f"{here}: records", fields["records"], frozenset({"least", "most"}))
        ),
        verified_on=verified_on,
        reference=_text(here, fields, "reference"),
    )


def _files(here: str, value: object) -> tuple[PublishedFile, ...]:
    if not isinstance(value, Mapping) or not value:
        raise KnowledgeError(here, "'files' names no file.", "Give one as NAME: {url: ..., least: ..., most: ...}.")
    return tuple(_file(f"{here}: {name}", name, fields) for name, fields in value.items())


def _file(here: str, name: object, value: object) -> PublishedFile:
    if not isinstance(name, str) or not FILE_NAME.fullmatch(name):
        raise KnowledgeError(here, "is no name of a file.", "Use letters, digits, dots, hyphens and underscores.")
    fields = _mapping(here, value, frozenset({"url", "least", "most"}))
    url = _text(here, fields, "url")
    split = urlsplit(url)
    if split.scheme not in ("http", "https") or not split.hostname:
        raise KnowledgeError(here, f"{url!r} is no web address.", "Give one that begins with https://.")
    return PublishedFile(name, url, _range(here, fields))


def _mapping(here: str, value: object, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise KnowledgeError(here, f"must hold {', '.join(sorted(keys))}.", "See knowledge/publishers.yml.")
    wrong = keys ^ set(value)
    if wrong:
        word = "lacks" if keys - set(value) else "has the unknown"
        raise KnowledgeError(here, f"{word} {', '.join(sorted(map(str, wrong)))}.", f"Keys: {', '.join(sorted(keys))}.")
    return value


def _range(here: str, fields: Mapping[str, object]) -> Range:
    least, most = fields["least"], fields["most"]
    if type(least) is not int or type(most) is not int or not 0 < least <= most:
        raise KnowledgeError(here, "'least' and 'most' are no range.", "Give two whole numbers, 0 < least <= most.")
    return Range(least, most)


def _text(here: str, fields: Mapping[str, object], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(here, f"{key!r} is no text.", "Fill it in.")
    return value

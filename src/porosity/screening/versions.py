"""The kept versions of the sanctions lists: what is on the shelf, and which version stood on a day.

The shelf is a folder: ``<shelf>/<list>/<version>/`` holds ``entities.ftm.json.gz``, ``meta.json`` and ``original/``,
the published files byte for byte. A version is renamed into its place as a whole (see `intake`): what is seen is whole.

The days of a version. It stands for ``dated``: the day its file names, or that was given, or on which the publisher
last changed or served it. What the publisher was seen to serve later, unchanged, covers the days up to then. A version
whose day nobody knows stands under the day of its import and covers no day: the file may be older than that.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any

from porosity.errors import InputError, ListError
from porosity.screening.listed import Listed, Skip

META = "meta.json"
ENTITIES = "entities.ftm.json.gz"
ORIGINALS = "original"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
AGAIN = "Remove the folder and import the list again."
_BROKEN = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error)


class DayFrom(StrEnum):
    """How the day of a version is known."""

    FILE = "file"
    GIVEN = "given"
    SERVER = "server"
    DOWNLOAD = "download"
    IMPORT = "import"

    @property
    def words(self) -> str:
        """As a reader puts it."""
        return _WORDS[self]


_WORDS = {
    DayFrom.FILE: "stands in the file",
    DayFrom.GIVEN: "given at import",
    DayFrom.SERVER: "last change on the server",
    DayFrom.DOWNLOAD: "day of download",
    DayFrom.IMPORT: "day of import, for want of a better",
}


@dataclass(frozen=True, slots=True)
class Original:
    """One published file as it is kept; where it was downloaded, also what the server said of it."""

    name: str
    sha256: str
    size: int
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One kept version of one list. ``covers_until`` is the last day on which it was seen to stand, counted in."""

    list: str
    id: str
    dated: date
    dated_from: DayFrom
    covers_from: date | None
    covers_until: date | None
    imported_at: datetime
    source: str
    sha256: str
    size: int
    records: int
    names: int
    skipped: int
    skips: tuple[Skip, ...]
    format: str
    experimental: bool
    originals: tuple[Original, ...]
    made_with: str

    @property
    def ref(self) -> str:
        """How the version is called among all lists: what every match records."""
        return f"{self.list}@{self.id}"

    def covers(self, day: date) -> bool:
        """Whether the version was seen to stand on a day."""
        return self.covers_from is not None and self.covers_from <= day <= (self.covers_until or self.covers_from)


def default_shelf() -> Path:
    """The folder of `POROSITY_LISTS`, or one among the user's data."""
    named = os.environ.get("POROSITY_LISTS")
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path("porosity") / "lists"


class Shelf:
    """The kept versions under one folder. Reading it never changes it; a shelf that does not exist is empty."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lists(self) -> tuple[str, ...]:
        """The lists of which a version is kept."""
        return tuple(sorted(name for name in _folders(self.path) if _folders(self.path / name)))

    def versions(self, name: str) -> tuple[Version, ...]:
        """The versions of a list from the oldest to the newest."""
        if not NAME.fullmatch(name):
            return ()
        found = [self._read(name, version_id) for version_id in _folders(self.path / name)]
        return tuple(sorted(found, key=lambda one: (one.dated, one.imported_at, one.id)))

    def newest(self, name: str) -> Version | None:
        """The version of the latest day; of two of one day the one that was imported last."""
        versions = self.versions(name)
        return versions[-1] if versions else None

    def at(self, name: str, day: date) -> Version | None:
        """The version that stood on a day; None where none is known to."""
        return next((one for one in reversed(standing(self.versions(name))) if one.covers(day)), None)

    def entities(self, version: Version) -> Iterator[Listed]:
        """The entries of a version, one after the other."""
        from porosity.screening.ftm import from_ftm

        path = self.folder(version) / ENTITIES
        count = 0
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                for listed in from_ftm(json.loads(line) for line in lines):
                    count += 1
                    yield listed
        except _BROKEN as error:
            raise ListError(str(path), f"is damaged: {error}.", AGAIN) from error
        if count != version.records:
            raise ListError(str(path), f"is damaged: it has {count} of {version.records} records.", AGAIN)

    def folder(self, version: Version) -> Path:
        """Where a version is kept."""
        return self.path / version.list / version.id

    def find(self, ref: str) -> Version:
        """The version that ``LIST@DAY``, ``LIST@ID``, an id or a list's name (its newest version) means."""
        name, _, which = ref.rpartition("@")
        named = [name] if name else self.lists()
        versions = [one for some in named for one in self.versions(some)]
        found = [one for one in versions if which in (one.id, one.dated.isoformat(), "" if name else one.list)]
        if not found:
            raise InputError(ref, "no such version is kept.", _kept(versions, self))
        several = {one.list for one in found}
        if len(several) > 1:
            raise InputError(ref, "is kept of several lists.", f"Name one: {', '.join(one.ref for one in found)}.")
        return found[-1]

    def confirm(self, version: Version, day: date) -> Version:
        """Record that the publisher still served a version on a day; a day that is covered already changes nothing."""
        if version.covers_from is None or not version.covers_from < day or version.covers(day):
            return version
        return self.rewrite(replace(version, covers_until=day))

    def rewrite(self, version: Version) -> Version:
        """Replace, as a whole, what is known of the days of a version; its entries and files never change."""
        path = self.folder(version) / META
        part = path.with_name(f".{META}.{os.getpid()}")
        try:
            part.write_text(as_json(version), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ListError(str(path), f"cannot be written: {error.strerror or error}.", "Check its rights.") from error
        return version

    def _read(self, name: str, version_id: str) -> Version:
        path = self.path / name / version_id / META
        try:
            version = _version(json.loads(path.read_text(encoding="utf-8")))
        except _BROKEN as error:
            raise ListError(str(path), f"is damaged: {error}.", AGAIN) from error
        if (version.list, version.id) != (name, version_id):
            raise ListError(str(path), f"tells of {version.ref}, not of its own folder.", AGAIN)
        return version


def standing(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """The versions as they follow each other: each stands at the longest until the day before the next one's.

    A version whose day is not known has no place in the row and is left out.
    """
    row = [one for one in versions if one.covers_from is not None]
    days = sorted({one.dated for one in row})
    following = dict(pairwise(days))
    return tuple(_until(one, following.get(one.dated)) for one in row)


def _until(version: Version, following: date | None) -> Version:
    last = version.covers_until or version.dated
    if following is None or last < following:
        return version
    return replace(version, covers_until=following - timedelta(days=1))


def as_json(version: Version) -> str:
    """What ``meta.json`` says of a version; in ASCII, for a file's name may be no text at all."""
    return json.dumps(asdict(version), indent=2, default=lambda day: day.isoformat()) + "\n"


def as_record(version: Version) -> dict[str, Any]:
    """The version for JSON on the command line: as in ``meta.json``, and how it is called."""
    record: dict[str, Any] = json.loads(as_json(version))
    return {"ref": version.ref, **record}


def _version(fields: dict[str, Any]) -> Version:
    days = {key: _day(fields[key]) for key in ("covers_from", "covers_until")}
    made: dict[str, Any] = {
        **fields,
        **days,
        "dated": date.fromisoformat(fields["dated"]),
        "dated_from": DayFrom(fields["dated_from"]),
        "imported_at": datetime.fromisoformat(fields["imported_at"]),
        "skips": tuple(Skip(**one) for one in fields["skips"]),
        "originals": tuple(Original(**one) for one in fields["originals"]),
    }
    return Version(**made)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _folders(path: Path) -> list[str]:
    """The names of the folders that can be lists or versions; hidden ones are at work or left over."""
    try:
        return sorted(one.name for one in path.iterdir() if NAME.fullmatch(one.name) and one.is_dir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ListError(str(path), f"cannot be read: {error.strerror or error}.", "Check its rights.") from error


def _kept(versions: list[Version], shelf: Shelf) -> str:
    if versions:
        return f"Kept: {', '.join(one.ref for one in versions[-5:])}."
    names = shelf.lists()
    if names:
        return f"Kept are versions of {', '.join(names)}."
    return "No list is kept yet: import one by `porosity lists import FILE`, or `porosity lists pull`."

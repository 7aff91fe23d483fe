"""One list of an import while it is written aside: its entries, its original files and the account of both."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING

from porosity.screening.listed import Listed, Skip
from porosity.screening.versions import ENTITIES, META, ORIGINALS, DayFrom, Original, Version, as_json

if TYPE_CHECKING:
    from porosity.screening.lists.loading import ListReading

MOST_SKIPS = 100  # named in meta.json; all are counted


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where files came from, and what is known of them from outside: a given day, or what a server said."""

    source: str
    given: date | None = None
    fetched: date | None = None
    changed: date | None = None
    served: Mapping[str, Original] = field(default_factory=dict)


@dataclass(slots=True)
class Part:
    """One list of an import: its entries as they are written, and the account of them."""

    name: str
    folder: Path
    raw: IO[bytes]
    packed: gzip.GzipFile
    ids: set[str] = field(default_factory=set)
    names: int = 0
    skipped: int = 0
    skips: list[Skip] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    files: dict[Path, None] = field(default_factory=dict)
    format: str = ""
    experimental: bool = False

    @classmethod
    def begin(cls, name: str, folder: Path) -> Part:
        """An empty list in a folder of its own."""
        folder.mkdir()
        raw = (folder / ENTITIES).open("wb")
        return cls(name, folder, raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))

    def write(self, listed: Listed) -> None:
        """Write an entry; one whose id is there already is skipped by name."""
        from porosity.screening.ftm import to_ftm

        if listed.id in self.ids:
            self.skip(Skip(f"{self.name}, {listed.id}", "stands in the list twice; the first is kept."))
            return
        self.ids.add(listed.id)
        self.names += len(listed.names)
        for entity in to_ftm(listed):
            self.packed.write(json.dumps(entity, sort_keys=True).encode("ascii") + b"\n")

    def skip(self, *skips: Skip) -> None:
        """Count what could not be read, and name the first of it."""
        self.skipped += len(skips)
        self.skips += skips[: max(MOST_SKIPS - len(self.skips), 0)]

    def account(self, reading: ListReading, files: list[Path], strange: list[Skip]) -> None:
        """What the file says of itself once it is read."""
        self.skip(*reading.skips, *strange)
        self.skipped += reading.skipped - len(reading.skips)
        self.files.update(dict.fromkeys(files))
        self.format = reading.format.name
        self.experimental |= reading.format.experimental
        if reading.dated is not None:
            self.days.append(reading.dated)

    def finish(self, path: Path, arrival: Arrival, today: date) -> Version:
        """Lay the originals and the account beside the entries: the folder is a version then."""
        self.close()
        originals = self._originals(path, arrival)
        dated, dated_from = self._day(arrival, today)
        covers_from, covers_until = _covered(dated, dated_from, arrival)
        sha256 = _over(originals)
        version = Version(
            list=self.name,
            id=f"{dated}-{sha256[:8]}",
            dated=dated,
            dated_from=dated_from,
            covers_from=covers_from,
            covers_until=covers_until,
            imported_at=datetime.now(UTC).replace(microsecond=0),
            source=arrival.source,
            sha256=sha256,
            size=sum(one.size for one in originals),
            records=len(self.ids),
            names=self.names,
            skipped=self.skipped,
            skips=tuple(self.skips),
            format=self.format,
            experimental=self.experimental,
            originals=originals,
            made_with=_program(),
        )
        _write(self.folder / META, as_json(version).encode("ascii"))
        return version

    def close(self) -> None:
        """Put the entries on the disk."""
        if not self.raw.closed:
            self.packed.close()
            self.raw.flush()
            os.fsync(self.raw.fileno())
            self.raw.close()

    def _originals(self, path: Path, arrival: Arrival) -> tuple[Original, ...]:
        root = path if path.is_dir() else path.parent
        kept = []
        for file in sorted(self.files):
            name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
            sha256, size = _copy(file, self.folder / ORIGINALS / name)
            kept.append(replace(arrival.served.get(name, Original(name, "", 0)), sha256=sha256, size=size))
        return tuple(sorted(kept, key=lambda one: one.name))

    def _day(self, arrival: Arrival, today: date) -> tuple[date, DayFrom]:
        """The day that the version stands for. A day in the file that is yet to come is a slip, and named as one."""
        to_come = [day for day in self.days if day > today + timedelta(days=1)]
        self.skip(*(Skip(self.name, f"the file says it is of {day}, which is yet to come.") for day in to_come))
        said = [day for day in self.days if day not in to_come]
        if said:
            return max(said), DayFrom.FILE
        known = (
            (arrival.given, DayFrom.GIVEN),
            (arrival.changed, DayFrom.SERVER),
            (arrival.fetched, DayFrom.DOWNLOAD),
        )
        return next(((day, how) for day, how in known if day is not None), (today, DayFrom.IMPORT))


def _covered(dated: date, dated_from: DayFrom, arrival: Arrival) -> tuple[date | None, date | None]:
    """The days on which a version is known to stand: its own, and up to the day on which it was served."""
    if dated_from is DayFrom.IMPORT:
        return None, None
    return dated, max(dated, arrival.fetched or dated)


def _copy(file: Path, target: Path) -> tuple[str, int]:
    """Copy a file; the hash and size are those of what was written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as source, target.open("wb") as copy:
        while chunk := source.read(1 << 20):
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest(), size


def _over(originals: tuple[Original, ...]) -> str:
    """The hash of a version: of its one file, or over the names and hashes of its files."""
    if len(originals) == 1:
        return originals[0].sha256
    lines = "".join(f"{one.sha256}  {one.name}\n" for one in originals)
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _program() -> str:
    from porosity import __version__

    return __version__

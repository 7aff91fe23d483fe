"""How a list comes onto the shelf: read, written aside as a whole, then renamed into its place.

A kill at any instant leaves at most a hidden folder, which nobody reads and a later import clears away. Of two imports
of the same bytes at the same time, one finds that the other has been. A file may hold several lists; each becomes a
version of its own. A list that is published as many files (one an act) becomes one version of them all.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from porosity.errors import ListError
from porosity.screening.listed import Skip
from porosity.screening.parts import Arrival, Part
from porosity.screening.versions import NAME, DayFrom, Shelf, Version

if TYPE_CHECKING:
    from porosity.screening.lists.loading import ListReading

OF_MANY_FILES = frozenset({"eu-oj"})  # lists of which a file is a part, not a version
MOST_LISTS = 100  # in one import; each needs an open file of its own
ASIDE = ".incoming"
STALE_SECONDS = 24 * 3600  # no import takes so long: what is older was left over by one that was killed


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a list that came in: ``new`` is false where the same bytes were on the shelf already.

    ``instead_of`` is the version of the same bytes whose day was not known, which this one replaced.
    """

    version: Version
    new: bool
    instead_of: Version | None = None


Check = Callable[[Version], None]


def take_in(
    shelf: Shelf,
    path: Path,
    arrival: Arrival,
    *,
    form: str | None = None,
    today: date | None = None,
    check: Check | None = None,
) -> tuple[Kept, ...]:
    """Read a file or folder and keep a version of each list in it: all of them, or none if one cannot be read.

    ``check`` sees each version before any is kept, and refuses it by a `ListError`.
    """
    from porosity.screening.lists.loading import find_lists, open_list

    paths = [path] if form and path.is_file() else find_lists(path)
    if not paths:
        raise ListError(str(path), "holds no list of a known format.", "See `porosity lists import --help`.")
    with aside(shelf.path) as folder, closing(Incoming(folder, path)) as incoming:
        for one in paths:
            incoming.read(open_list(one, format=form))
        made = incoming.finish(arrival, today or datetime.now(UTC).date())
        for version, _ in made:
            if check is not None:
                check(version)
        return tuple(_keep(shelf, version, place) for version, place in made)


class Incoming:
    """The lists of one import while they are written aside."""

    def __init__(self, folder: Path, path: Path) -> None:
        self.folder = folder
        self.path = path
        self.parts: dict[tuple[str, Path | None], Part] = {}

    def read(self, reading: ListReading) -> None:
        """Write the entries of a file to the lists that they belong to."""
        files = reading.files
        before = _stamps(files)
        touched: dict[str, Part] = {}
        strange: list[Skip] = []
        for listed in reading:
            if NAME.fullmatch(listed.list):
                part = touched.get(listed.list) or touched.setdefault(listed.list, self._part(listed.list, reading))
                part.write(listed)
            else:
                strange.append(Skip(f"{reading.path.name}, {listed.id}", f"{listed.list[:80]!r} can name no list."))
        if not touched and reading.format.list in OF_MANY_FILES and not reading.skipped:  # an act that lists nobody
            touched[reading.format.list] = self._part(reading.format.list, reading)
        if not touched:
            raise ListError(
                str(reading.path),
                f"holds no entry that can be read ({reading.skipped + len(strange)} could not be).",
                "Check that it is a list and complete.",
            )
        if _stamps(files) != before:
            raise ListError(str(reading.path), "was changed while it was read.", "Import it again.")
        for part in touched.values():
            part.account(reading, files, strange)

    def _part(self, name: str, reading: ListReading) -> Part:
        key = (name, None if name in OF_MANY_FILES else reading.path)
        if key not in self.parts:
            if len(self.parts) >= MOST_LISTS:
                raise ListError(str(self.path), f"holds more than {MOST_LISTS} lists.", "Import them one by one.")
            self.parts[key] = Part.begin(name, self.folder / str(len(self.parts)))
        return self.parts[key]

    def finish(self, arrival: Arrival, today: date) -> list[tuple[Version, Path]]:
        """The versions, each with the folder that holds it for now."""
        for part in self.parts.values():
            if not part.ids:
                raise ListError(str(self.path), f"holds no entry of {part.name}.", "Check that the list is complete.")
        made = [(part.finish(self.path, arrival, today), part.folder) for part in self.parts.values()]
        undated = Counter(version.list for version, _ in made if version.dated_from is not DayFrom.FILE)
        for name, count in undated.items():
            if count > 1:
                raise ListError(
                    str(self.path),
                    f"holds {count} versions of {name} that do not say of which day they are.",
                    "Import each on its own, with --dated.",
                )
        return made

    def close(self) -> None:
        """Let go of the files."""
        for part in self.parts.values():
            part.close()


def _keep(shelf: Shelf, version: Version, place: Path) -> Kept:
    """Rename a version into its place, unless its bytes are kept already."""
    versions = shelf.versions(version.list)
    same = [one for one in versions if one.sha256 == version.sha256]
    here = _same_day(version, same, versions[-1] if versions else None)
    if here is not None:
        return Kept(_better(shelf, here, version), new=False)
    kept = _place(shelf, version, place)
    guesses = [one for one in same if one.dated_from is DayFrom.IMPORT]
    for guess in guesses:
        _discard(shelf, guess)
    return replace(kept, instead_of=guesses[0] if guesses else None)


def _same_day(version: Version, same: Sequence[Version], newest: Version | None) -> Version | None:
    """The kept version that an incoming one of the same bytes is; the same bytes may stand for several days."""
    if version.dated_from is DayFrom.IMPORT:
        return same[-1] if same else None
    served_again = version.dated_from in (DayFrom.SERVER, DayFrom.DOWNLOAD)
    if served_again and newest is not None and newest in same and newest.dated_from is not DayFrom.IMPORT:
        return newest
    return next((one for one in same if one.dated == version.dated), None)


def _better(shelf: Shelf, here: Version, version: Version) -> Version:
    """A kept version with what an incoming one of the same bytes adds to the knowledge of its days."""
    if version.covers_until is None:
        return here
    if here.dated_from is DayFrom.IMPORT:
        known = replace(here, dated_from=version.dated_from)
        return shelf.rewrite(replace(known, covers_from=version.covers_from, covers_until=version.covers_until))
    return shelf.confirm(here, version.covers_until)


def _discard(shelf: Shelf, version: Version) -> None:
    """Take a version off the shelf, as a whole as it came."""
    aside = shelf.path / ASIDE / uuid.uuid4().hex
    with suppress(FileNotFoundError):  # another import has done it
        shelf.folder(version).rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _place(shelf: Shelf, version: Version, place: Path) -> Kept:
    target = shelf.folder(version)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # another import of the same bytes was quicker
            return Kept(shelf.find(version.ref), new=False)
        raise _unwritable(target, error) from error
    _settle(target.parent)
    return Kept(version, new=True)


@contextmanager
def aside(shelf: Path) -> Iterator[Path]:
    """A hidden folder on the shelf's own file system, gone at the end."""
    folder = shelf / ASIDE / uuid.uuid4().hex
    try:
        folder.mkdir(parents=True)
        _sweep(shelf / ASIDE)
    except OSError as error:
        raise _unwritable(shelf, error) from error
    try:
        yield folder
    except OSError as error:
        raise _unwritable(shelf, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(aside: Path) -> None:
    """Clear away what killed imports left."""
    for leftover in aside.iterdir():
        with suppress(OSError):
            if time.time() - leftover.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(leftover, ignore_errors=True)


def _stamps(files: list[Path]) -> list[tuple[int, int]]:
    """What tells whether files were changed."""
    found = [file.stat() for file in files]
    return [(one.st_size, one.st_mtime_ns) for one in found]


def _settle(folder: Path) -> None:
    """Have a renaming on the disk, where the system can say so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> ListError:
    place = str(error.filename or path)
    return ListError(place, f"cannot be read or written: {error.strerror or error}.", "Check its rights and the disk.")

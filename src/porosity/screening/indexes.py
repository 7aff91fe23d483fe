"""Screeners for lists in files and on the shelf, laid out once and kept beside the lists.

An index is kept under a hash of what it was made from: the bytes of the lists, and our knowledge of names. So it is
never out of date; the oldest are thrown away. Where nothing can be written, the index is made in memory each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from porosity.errors import InputError
from porosity.resources import knowledge
from porosity.screening.listed import Listed

if TYPE_CHECKING:
    from porosity.screening.lists.loading import ListReading
    from porosity.screening.resolving import Lists
    from porosity.screening.screener import Screener
    from porosity.screening.versions import Shelf, Version

LAYOUT = 2
KEPT = 12
FOLDER = ".indexes"
DAMAGED = (OSError, ValueError, KeyError, EOFError)
SPOTTER = "spotter.json.gz"
Talk = Callable[[str], None]


def for_paths(paths: Sequence[Path], keep_in: Path | None, talk: Talk = lambda _: None) -> Screener:
    """A screener over list files and folders in any supported format."""
    from porosity.screening.lists.loading import find_lists, open_list

    for path in paths:
        if not path.exists():
            raise InputError(str(path), "does not exist.", "Give a list file, or a folder of lists.")
    found = [one for path in paths for one in find_lists(path)]
    if not found:
        raise InputError(", ".join(map(str, paths)), "holds no list.", "See `porosity lists import --help`.")
    readings = [(reading, _digest(reading.files)) for reading in map(open_list, found)]
    key = _key(sorted(f"{reading.path.name} {digest}" for reading, digest in readings))
    return _kept(key, keep_in, lambda: _read_lists(readings), talk)


def for_shelf(shelf: Shelf, day: date | None = None, talk: Talk = lambda _: None) -> Screener:
    """A screener over the kept lists: the newest version of each, or the one that stood on a day."""
    versions = [one for name in shelf.lists() if (one := shelf.at(name, day) if day else shelf.newest(name))]
    if not versions:
        problem = f"no kept version of a list stood on {day}." if day else "no list is kept yet."
        raise InputError(str(shelf.path), problem, "Run `porosity lists import FILE`, or screen with --against FILE.")
    key = _key(sorted(one.ref + one.sha256 for one in versions))
    return _kept(key, shelf.path / FOLDER, lambda: _read_versions(shelf, versions), talk)


def lists_for_paths(paths: Sequence[Path], keep_in: Path | None, talk: Talk = lambda _: None) -> Lists:
    """The lists in some files, for reports."""
    return _with_spotter(for_paths(paths, keep_in, talk), keep_in.parent if keep_in is not None else None)


def lists_for_shelf(shelf: Shelf, talk: Talk = lambda _: None) -> Lists:
    """The newest version of each kept list, for reports."""
    return _with_spotter(for_shelf(shelf, talk=talk), shelf.path)


def _with_spotter(screener: Screener, decided_in: Path | None) -> Lists:
    """The names of the same lists, ready to be found in running text; kept beside the index."""
    from porosity.errors import ListError
    from porosity.screening.decisions import Decisions
    from porosity.screening.resolving import Lists
    from porosity.screening.spotting import Spotter

    decisions = None if decided_in is None else Decisions(decided_in)
    kept = None if screener.folder is None else screener.folder / SPOTTER
    if kept is not None and kept.is_file():
        with suppress(ListError):
            return Lists(screener, Spotter.load(kept), decisions)
    spotter = Spotter.build(screener)
    if kept is not None:
        with suppress(OSError):
            part = kept.with_name(f".{kept.name}.{os.getpid()}")
            spotter.save(part)
            part.replace(kept)
    return Lists(screener, spotter, decisions)


def _read_lists(readings: Iterable[tuple[ListReading, str]]) -> tuple[Iterable[Listed], dict[str, str]]:
    """The records of some opened lists, each with a digest of its files, and how the version of each list is called
    (complete once all are read)."""
    parts: dict[str, list[tuple[str, str]]] = {}
    versions: dict[str, str] = {}

    def records() -> Iterator[Listed]:
        seen: set[str] = set()
        for reading, digest in readings:
            for listed in reading:
                if listed.id not in seen:
                    seen.add(listed.id)
                    parts.setdefault(listed.list, [])
                    if (str(reading.dated or ""), digest) not in parts[listed.list]:
                        parts[listed.list].append((str(reading.dated or ""), digest))
                    yield listed
        versions.update({name: _called(name, told) for name, told in parts.items()})

    return records(), versions


def _called(name: str, parts: Sequence[tuple[str, str]]) -> str:
    dated = max(day for day, _ in parts) or "undated"
    whole = (
        parts[0][1] if len(parts) == 1 else hashlib.sha256("".join(digest for _, digest in parts).encode()).hexdigest()
    )
    return f"{name}@{dated}-{whole[:8]}"


def _read_versions(shelf: Shelf, versions: Sequence[Version]) -> tuple[Iterable[Listed], dict[str, str]]:
    return (listed for one in versions for listed in shelf.entities(one)), {one.list: one.ref for one in versions}


def _kept(
    key: str, folder: Path | None, read: Callable[[], tuple[Iterable[Listed], dict[str, str]]], talk: Talk
) -> Screener:
    """The index that is kept under a key, made now if there is none."""
    from porosity.screening.screener import Screener

    place = None if folder is None else folder / key
    if place is not None and (place / "meta.json").is_file():
        with suppress(*DAMAGED):
            place.touch()
            return Screener.load(place)
        shutil.rmtree(place, ignore_errors=True)
    talk("laying out the lists, once ...")
    records, versions = read()
    screener = Screener.build(records, versions)
    if place is not None:
        with suppress(*DAMAGED):
            _keep(screener, place)
            return Screener.load(place)
    return screener


def _keep(screener: Screener, place: Path) -> None:
    """Write an index as a whole, and throw the oldest away."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=place.parent))
    try:
        screener.save(part)
        part.rename(place)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        if not (place / "meta.json").is_file():  # another process may have been faster
            raise
    kept = sorted((one for one in place.parent.iterdir() if one.is_dir()), key=lambda one: one.stat().st_mtime)
    for old in kept[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _key(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([LAYOUT, _knowledge(), *parts]).encode()).hexdigest()[:24]


def _knowledge() -> str:
    return _digest(sorted((knowledge() / "screening").glob("*.*")))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            raise InputError(str(path), f"cannot be read: {error.strerror or error}.", "Check the file.") from error
    return digest.hexdigest()


__all__ = ["for_paths", "for_shelf", "lists_for_paths", "lists_for_shelf"]

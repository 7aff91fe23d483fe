"""The newest versions of the lists from their publishers. What looks wrong is refused, and the kept version stays."""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from porosity.errors import ListError, PorosityError
from porosity.screening.downloading import STAYS, Wire, download
from porosity.screening.intake import Check, Kept, aside, take_in
from porosity.screening.parts import Arrival
from porosity.screening.publishers import Publisher
from porosity.screening.versions import ORIGINALS, Original, Shelf, Version

MOST_SHRINK = 10  # per cent of the records of the version before


@dataclass(frozen=True, slots=True)
class Pulled:
    """How it went with one list: what is kept now, or why nothing was."""

    list: str
    kept: Kept | None = None
    problem: str = ""


def pull(
    shelf: Shelf,
    publishers: Iterable[Publisher],
    wire: Wire,
    *,
    accept_shrink: bool = False,
    today: date | None = None,
) -> Iterator[Pulled]:
    """Pull each list; one that fails does not stop the rest."""
    day = today or datetime.now(UTC).date()
    for publisher in publishers:
        try:
            yield Pulled(publisher.list, _pull(shelf, publisher, wire, accept_shrink, day))
        except PorosityError as error:
            yield Pulled(publisher.list, problem=str(error))
        except Exception as error:  # a fault of ours with one list must not stop the rest
            yield Pulled(publisher.list, problem=_fault(error))


def _pull(shelf: Shelf, publisher: Publisher, wire: Wire, accept_shrink: bool, today: date) -> Kept:
    before = shelf.newest(publisher.list)
    with aside(shelf.path) as folder:
        files = _download(shelf, publisher, before, wire, folder)
        if files is None and before is not None:
            return Kept(shelf.confirm(before, today), new=False)
        arrival = Arrival(
            source=publisher.files[0].url,
            fetched=today,
            changed=_changed(files or {}, today),
            served=files or {},
        )
        check = _sound(publisher, before, accept_shrink)
        first = folder / publisher.files[0].name
        (kept,) = take_in(shelf, first, arrival, form=publisher.format, today=today, check=check)
        return kept


def _download(
    shelf: Shelf, publisher: Publisher, before: Version | None, wire: Wire, folder: Path
) -> dict[str, Original] | None:
    """The files of a list in a folder, those that have not changed from the kept version; None where none has."""
    known = _known(shelf, publisher, before)
    files: dict[str, Original] = {}
    changed = False
    for file in publisher.files:
        kept = known.get(file.name)
        fresh = download(file, folder / file.name, kept[0] if kept else None, wire)
        if fresh is not None:
            files[file.name], changed = fresh, True
        elif kept is not None:
            files[file.name] = kept[0]
            shutil.copyfile(kept[1], folder / file.name)
    return files if changed else None


def _known(shelf: Shelf, publisher: Publisher, before: Version | None) -> dict[str, tuple[Original, Path]]:
    """The kept files by name, where they came from the same address and are there to be used again."""
    if before is None or before.covers_from is None:
        return {}
    urls = {file.name: file.url for file in publisher.files}
    folder = shelf.folder(before) / ORIGINALS
    kept = {one.name: (one, folder / one.name) for one in before.originals if urls.get(one.name) == one.url}
    return {name: (one, path) for name, (one, path) in kept.items() if path.is_file()}


def _changed(files: dict[str, Original], today: date) -> date | None:
    """The day on which the server says that the list was last changed."""
    days = [day for one in files.values() if one.last_modified and (day := _http_day(one.last_modified))]
    sane = [day for day in days if day <= today + timedelta(days=1)]
    return max(sane, default=None)


def _http_day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _sound(publisher: Publisher, before: Version | None, accept_shrink: bool) -> Check:
    """What a new version must be: the list that was asked for, in its sane range, and not much shorter than before."""

    def check(version: Version) -> None:
        place = publisher.files[0].url
        if version.list != publisher.list:
            raise ListError(place, f"brings {version.list}, not {publisher.list}.", STAYS)
        if version.records not in publisher.records:
            raise ListError(place, f"has {version.records:,} records, a sound copy {publisher.records}.", STAYS)
        if before is None or accept_shrink:
            return
        if version.records * 100 < before.records * (100 - MOST_SHRINK):
            raise ListError(
                place,
                f"has {version.records:,} records, the version before ({before.id}) {before.records:,}: "
                f"a loss of more than {MOST_SHRINK} %.",
                "The kept version stays; if so many were delisted, pull again with --accept-shrink.",
            )

    return check


def _fault(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    return f"Porosity failed on this list: {type(error).__name__}: {error} ({where}). Please tell its developers."

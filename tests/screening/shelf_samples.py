"""Small lists for the tests of kept versions: our own invention, in the formats that are published."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from porosity.screening.ftm import to_ftm
from porosity.screening.listed import Listed, ListedName, Program
from porosity.screening.versions import DayFrom, Version

LIST = "un-sc"


def day(text: str) -> date:
    """A day of 2020 from ``MM-DD``, or any from a full date."""
    return date.fromisoformat(text if len(text) == 10 else f"2020-{text}")


def party(number: int, name: str = "", *programs: Program, list: str = LIST) -> Listed:
    """A person on a list."""
    return Listed(
        f"un-{number}", list, "Person", (ListedName(name or f"Person {number}"),), programs or (Program("DPRK"),)
    )


def parties(count: int) -> tuple[Listed, ...]:
    """So many persons."""
    return tuple(party(number) for number in range(count))


def un_xml(dated: date | None, entries: Iterable[Listed]) -> bytes:
    """The entries as the Security Council publishes them; ``dated`` is the day that the file names."""
    stamp = f' dateGenerated="{dated}T10:00:00.000-05:00"' if dated else ""
    individuals = "".join(_individual(listed) for listed in entries)
    return f"<CONSOLIDATED_LIST{stamp}><INDIVIDUALS>{individuals}</INDIVIDUALS></CONSOLIDATED_LIST>".encode()


def _individual(listed: Listed) -> str:
    since = listed.programs[0].since if listed.programs else None
    listed_on = f"<LISTED_ON>{since}</LISTED_ON>" if since else ""
    return (
        f"<INDIVIDUAL><DATAID>{listed.id.removeprefix('un-')}</DATAID><FIRST_NAME>{escape(listed.name)}</FIRST_NAME>"
        f"<UN_LIST_TYPE>{listed.programs[0].name}</UN_LIST_TYPE>{listed_on}</INDIVIDUAL>"
    )


def ftm_lines(entries: Iterable[Listed]) -> bytes:
    """The entries as a stream of Follow the Money, which names no day."""
    return b"".join(json.dumps(entity).encode() + b"\n" for listed in entries for entity in to_ftm(listed))


def file(folder: Path, data: bytes, name: str = "list.xml") -> Path:
    """A file with these bytes."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def version(dated: date, until: date | None = None, *, number: int = 0, how: DayFrom = DayFrom.FILE) -> Version:
    """A version of a day, or of the days up to another one."""
    known = how is not DayFrom.IMPORT
    return Version(
        list=LIST,
        id=f"{dated}-{number:08x}",
        dated=dated,
        dated_from=how,
        covers_from=dated if known else None,
        covers_until=(until or dated) if known else None,
        imported_at=datetime(2026, 1, 1, tzinfo=UTC),
        source="list.xml",
        sha256=f"{number:064x}",
        size=1,
        records=1,
        names=1,
        skipped=0,
        skips=(),
        format="un-xml",
        experimental=False,
        originals=(),
        made_with="0",
    )

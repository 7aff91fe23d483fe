"""JSON lines: one report an object, `{"id", "title", "text", "published", "publisher", "url", "language"}`.

Only `text` (or `title`) is needed; other keys are ignored. A JSON file that holds one object or a list of them is read
too, if its first line is no object by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from porosity.errors import PorosityError, ReportError
from porosity.reports.dating import parse_date
from porosity.reports.encodings import decode
from porosity.reports.plain import read_plain

if TYPE_CHECKING:
    from porosity.reports.loading import Known, Loaded, LoadFailure

_TEXTS = ("id", "title", "text", "publisher", "url", "language")


def looks_like_records(head: bytes) -> bool:
    """Whether the first line is a JSON object with a text or a title, or opens an object that goes on below."""
    first = head.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    return first in (b"{", b"[", b"[{") or b'"text"' in head[:64_000] or b'"title"' in first


def read_records(head: bytes, stream: BinaryIO, place: str, known: Known) -> Iterator[Loaded | LoadFailure]:
    """The reports of a source, one by one; a line that is wrong is yielded as a `LoadFailure`."""
    from porosity.reports.loading import MOST_TEXT_BYTES, LoadFailure

    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        raise ReportError(place, "the file is empty.")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = decode(head + stream.read(MOST_TEXT_BYTES), place)[0].encode("utf-8", errors="replace")
    stripped = head.removeprefix(b"\xef\xbb\xbf")
    first = stripped.lstrip().split(b"\n", 1)[0].strip()
    if first.startswith(b"[") or first == b"{":
        yield from _read_document(stripped + stream.read(MOST_TEXT_BYTES), place, known)
        return
    for number, line in enumerate(_lines(stripped, stream, MOST_TEXT_BYTES), start=1):
        if not line.strip():
            continue
        where = f"{place}:{number}"
        if len(line) > MOST_TEXT_BYTES:
            yield LoadFailure(where, f"larger than the {MOST_TEXT_BYTES // 1_000_000} MB that are read")
            continue
        yield read_record(line, where, known)


def _lines(head: bytes, stream: BinaryIO, most: int) -> Iterator[bytes]:
    """Lines of a stream whose beginning was read already; of a line too long, its beginning."""
    rest = head
    while rest:
        line, end, after = rest.partition(b"\n")
        if end:
            yield line
            rest = after
            if rest:
                continue
            rest = stream.read(1 << 20)
            continue
        tail = stream.readline(most + 1)
        yield line + tail.rstrip(b"\n")
        while tail and not tail.endswith(b"\n") and len(tail) > most:
            tail = stream.readline(most + 1)
        rest = stream.read(1 << 20)


def _read_document(data: bytes, place: str, known: Known) -> Iterator[Loaded | LoadFailure]:
    from porosity.reports.loading import LoadFailure

    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReportError(place, f"not JSON: {_short(error)}.", "Write one object a line.") from error
    records = content if isinstance(content, list) else [content]
    for number, record in enumerate(records, start=1):
        where = f"{place}: record {number}"
        line = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", errors="replace")
        if isinstance(record, dict):
            yield _report(record, line, where, known)
        else:
            yield LoadFailure(where, 'not an object; write {"text": ...}')


def read_record(line: bytes, where: str, known: Known) -> Loaded | LoadFailure:
    """One line of JSON lines as a report."""
    from porosity.reports.loading import LoadFailure

    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return LoadFailure(where, "not UTF-8; JSON lines are always UTF-8")
    except (ValueError, RecursionError) as error:
        return LoadFailure(where, f"not JSON: {_short(error)}")
    if not isinstance(record, dict):
        return LoadFailure(where, 'not an object; write {"text": ...}')
    return _report(record, line.strip(), where, known)


def _report(record: dict[str, Any], line: bytes, where: str, known: Known) -> Loaded | LoadFailure:
    from porosity.reports.loading import LoadFailure, finish, received

    for key in _TEXTS:
        value = record.get(key)
        if value is not None and not isinstance(value, str) and not (key == "id" and isinstance(value, int)):
            return LoadFailure(where, f'"{key}" is not text')
    text, title = record.get("text") or "", record.get("title") or known.title
    if not text.strip() and not (title or "").strip():
        return LoadFailure(where, 'no "text" in it')
    published: date | None = known.published
    if record.get("published"):
        stated = record["published"]
        published = parse_date(stated) if isinstance(stated, str) else None
        if published is None:
            return LoadFailure(where, f'"published" is {stated!r}, not a day such as 2024-02-20')
    identity = record.get("id")
    known = replace(
        known,
        published=published,
        publisher=record.get("publisher") or known.publisher,
        url=record.get("url") or known.url,
        title=title,
        language=record.get("language") or known.language,
        id=str(identity) if identity not in (None, "") else None,
    )
    page = read_plain(text, title=title) if title is not None else read_plain(text)
    if not page.title.strip() and not page.body.strip():
        return LoadFailure(where, "nothing but signs that cannot be seen")
    try:
        loaded = finish(page, line, known, place=where)
        return replace(loaded, is_record=True, received=received(line, where, "jsonl"))
    except PorosityError as error:
        return LoadFailure(where, error.problem)


def _short(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error).replace("\n", " ")[:160]

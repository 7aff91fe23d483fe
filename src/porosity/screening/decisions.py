"""What people decided on matches: same, different or unsure, by whom, when, why, and on which version of the list.

A decision holds for the same question (name, schema, country and birth as asked) and the same listing, until what
identifies the listing changes (`listing_hash`); a list that is merely issued again changes nothing. Decisions are
lines of JSON in ``decisions.jsonl`` beside the lists. Lines are only ever added: a later one counts instead of an
earlier one, and both stay. Writers take turns by a lock, each line is on the disk before `Decisions.add` returns, and
a line that was cut off by a crash is told of, and left as it is.
"""

from __future__ import annotations

import json
import math
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from porosity.errors import InputError, ListError
from porosity.screening.listed import Listed, Skip
from porosity.screening.locking import locked

FILE = "decisions.jsonl"
LOCK = ".decisions.lock"


class Answer(StrEnum):
    """What a person says of a match."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's answer to one match. ``country`` and ``born`` are those of the question, as they were given."""

    query: str
    query_schema: str | None
    listed_id: str
    list: str
    answer: Answer
    who: str
    when: datetime
    list_version: str
    listing_hash: str
    score: float
    why: str = ""
    country: str | None = None
    born: str | None = None

    def __post_init__(self) -> None:
        for name in ("query", "listed_id", "who", "listing_hash"):
            if not getattr(self, name).strip():
                raise InputError("decision", f"{name!r} is empty.", "A decision needs one.")
        if self.when.tzinfo is None:
            raise InputError("decision", f"its time {self.when} has no time zone.", "Give it in UTC.")
        if not math.isfinite(self.score):
            raise InputError("decision", f"its score {self.score} is no number.", "Give one from 0 to 1.")


_Key = tuple[str, str | None, str | None, str | None, str, str]
_Name = tuple[str, str, str]


def listing_hash(listed: Listed) -> str:
    """A fingerprint of what identifies a listing: names, births, countries, numbers and programmes, in any order."""
    said = {
        "schema": listed.schema,
        "names": sorted({plain_query(name.text) for name in listed.names}),
        "born": sorted({f"{span.first}/{span.last}" for span in listed.born}),
        "countries": sorted(set(listed.countries)),
        "identifiers": sorted({f"{one.kind} {one.value} {one.country}" for one in listed.identifiers}),
        "programs": sorted({program.name for program in listed.programs}),
    }
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def plain_query(text: str) -> str:
    """A name as questions are told apart: case, width and spaces do not count.

    >>> plain_query("  KIM  Jong\\tUn ")
    'kim jong un'
    """
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


class Decisions:
    """The decisions kept in a folder, that of the lists (`versions.default_shelf`). Reading changes nothing.

    ``problems`` tells, after reading, of the lines that could not be read.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.problems: tuple[Skip, ...] = ()
        self._all: tuple[Decision, ...] = ()
        self._last: dict[_Key, Decision] = {}
        self._last_on: dict[_Name, Decision] = {}
        self._seen: tuple[int, int] | None = None

    def __iter__(self) -> Iterator[Decision]:
        """All decisions from the first to the last, those that a later one replaced among them."""
        self._refresh()
        return iter(self._all)

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        self._refresh()
        return bool(self._all)

    def of(
        self,
        query: str,
        listed_id: str,
        hash: str,
        *,
        schema: str | None = None,
        country: str | None = None,
        born: str | None = None,
    ) -> Decision | None:
        """The decision that holds for a question and a listing as it now is; None where there is none."""
        self._refresh()
        return self._last.get((plain_query(query), schema, country, born, listed_id, hash))

    def on(self, name: str, listed_id: str, hash: str) -> Decision | None:
        """The last decision on a name and a listing as it now is, whatever else was asked for then."""
        self._refresh()
        return self._last_on.get((plain_query(name), listed_id, hash))

    def add(self, decision: Decision) -> None:
        """Keep a decision. It is on the disk when this returns."""
        line = json.dumps(_record(decision), allow_nan=False).encode() + b"\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self.path.with_name(LOCK)), _appending(self.path) as (file, is_cut_off):
                _write_whole(file, b"\n" + line if is_cut_off else line)
        except OSError as error:
            raise ListError(str(self.path), f"cannot be written: {error.strerror or error}.", _SPACE) from error

    def _refresh(self) -> None:
        """Read the file again if it has changed."""
        try:
            state = self.path.stat()
            seen = (state.st_size, state.st_mtime_ns)
            if seen != self._seen:
                self._read(self.path.read_bytes())
                self._seen = seen
        except FileNotFoundError:
            self._read(b"")
            self._seen = None
        except OSError as error:
            raise ListError(
                str(self.path), f"cannot be read: {error.strerror or error}.", "Check its rights."
            ) from error

    def _read(self, content: bytes) -> None:
        found: list[Decision] = []
        problems: list[Skip] = []
        for number, line in enumerate(content.split(b"\n"), 1):
            try:
                if line.strip():
                    found.append(_decision(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, InputError, RecursionError) as error:
                problems.append(Skip(f"{FILE}:{number}", f"is no whole decision ({error}); it is left as it is."))
        self._all, self.problems = tuple(found), tuple(problems)
        self._last = {_key(decision): decision for decision in found}
        self._last_on = {_name(decision): decision for decision in found}


_SPACE = "See whether there is room on the disk and the folder may be written; the decision was not kept."


def _key(decision: Decision) -> _Key:
    asked = (plain_query(decision.query), decision.query_schema, decision.country, decision.born)
    return (*asked, decision.listed_id, decision.listing_hash)


def _name(decision: Decision) -> _Name:
    return plain_query(decision.query), decision.listed_id, decision.listing_hash


def _record(decision: Decision) -> dict[str, Any]:
    """A decision as its line has it, and as exports do."""
    return {**asdict(decision), "when": decision.when.astimezone(UTC).isoformat()}


def _decision(record: Mapping[str, Any]) -> Decision:
    """The decision of a line; keys of later versions of porosity are passed over."""
    known = {field.name: record[field.name] for field in fields(Decision) if field.name in record}
    known.update(answer=Answer(record["answer"]), when=datetime.fromisoformat(record["when"]))
    return Decision(**known)


@contextmanager
def _appending(path: Path) -> Iterator[tuple[int, bool]]:
    """A file open for adding to, and whether its last line was cut off; on the disk when done."""
    is_new = not path.exists()
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        size = os.lseek(file, 0, os.SEEK_END)
        is_cut_off = size > 0 and os.lseek(file, size - 1, os.SEEK_SET) >= 0 and os.read(file, 1) != b"\n"
        yield file, is_cut_off
        os.fsync(file)
    finally:
        os.close(file)
    if is_new and os.name == "posix":
        _sync_folder(path.parent)


def _write_whole(file: int, content: bytes) -> None:
    while content:
        content = content[os.write(file, content) :]


def _sync_folder(folder: Path) -> None:
    """Have the entry of a new file on the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

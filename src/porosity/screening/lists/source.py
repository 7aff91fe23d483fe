"""A list under reading: its bytes, its encoding, and what of it could not be read."""

from __future__ import annotations

import codecs
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, TypeVar

from porosity.errors import ListError
from porosity.screening.listed import Listed, Skip

SIZE_LIMIT = 4 * 1024**3  # of what is unpacked; the largest list known (OFAC's advanced XML) has 0.1 GB
LINE_LIMIT = 16 * 1024**2
HEAD = 64 * 1024
CHUNK = 64 * 1024
NAMED_SKIPS = 100
BROKEN = "\ufffd"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*<(\w[\w:.-]*[^>]*)", re.S
)
_HIGH = re.compile(rb"[\x80-\xff]")

T = TypeVar("T")


class BadRecord(ValueError):
    """A record that cannot be used; its words go into the `Skip`."""


@dataclass(slots=True)
class Source:
    """One list file, and the account of the records that could not be read (skips) or hardly (doubts)."""

    path: Path
    skips: list[Skip] = field(default_factory=list)
    skipped: int = 0
    doubts: list[Skip] = field(default_factory=list)

    def skip(self, place: str, problem: str) -> None:
        """Name a record that could not be read; after the first hundred they are only counted."""
        self.skipped += 1
        if len(self.skips) < NAMED_SKIPS:
            self.skips.append(Skip(f"{self.path.name}, {place}", problem))

    def take_skips(self, part: Source) -> None:
        """Take over what could not be read of another file of the same list."""
        self.skips += part.skips[: NAMED_SKIPS - len(self.skips)]
        self.skipped += part.skipped

    def error(self, problem: str, next_step: str = "Fetch the file again from its publisher.") -> ListError:
        """The whole list cannot be read."""
        return ListError(str(self.path), problem, next_step)

    def records(self, found: Iterable[tuple[str, T]], build: Callable[[T], Listed]) -> Iterator[Listed]:
        """Build a record of each thing found, beside its place; bad ones are skipped by name, broken names doubted."""
        for place, raw in found:
            try:
                listed = build(raw)
            except ValueError as reason:
                self.skip(place, str(reason))
                continue
            if broken := [name.text for name in listed.names if BROKEN in name.text]:
                problem = f"letters of a name are broken: {broken[0]!r}."
                self.doubts.append(Skip(f"{self.path.name}, {place}", problem))
            yield listed


class Stream:
    """The bytes of a file, unpacked where it is gzipped; more than `SIZE_LIMIT` or broken packing is a `ListError`."""

    def __init__(self, path: Path) -> None:
        self._source = Source(path)
        self._left = SIZE_LIMIT
        try:
            self._file: IO[bytes] = path.open("rb")
            if self._file.peek(2)[:2] == b"\x1f\x8b":
                self._file = gzip.open(self._file, "rb")  # type: ignore[assignment]  # noqa: SIM115
        except OSError as error:
            raise ListError(
                str(path), f"it cannot be opened: {error.strerror or error}.", "Check the path and its rights."
            ) from error

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes, as of a file."""
        return self._count(lambda: self._file.read(size))

    def readline(self) -> bytes:
        """The next line, or `LINE_LIMIT` bytes of it."""
        return self._count(lambda: self._file.readline(LINE_LIMIT))

    def _count(self, take: Callable[[], bytes]) -> bytes:
        try:
            found = take()
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise self._source.error("its compression is broken or breaks off.") from error
        except OSError as error:
            raise self._source.error(f"it cannot be read: {error.strerror or error}.", "Check the disk.") from error
        self._left -= len(found)
        if self._left < 0:
            raise self._source.error(f"it unpacks to more than {SIZE_LIMIT // 1024**3} GB; no list is so large.")
        return found

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


@dataclass(frozen=True, slots=True)
class Head:
    """How a file begins, by which its format is told. Of an ODS it is the beginning of its sheet."""

    path: Path
    text: str

    @property
    def first_line(self) -> str:
        """The first line that is not blank."""
        return next((line for line in self.text.splitlines() if line.strip()), "")

    @property
    def root(self) -> str:
        """The start tag of the root element without its namespace prefix; empty where this is no XML."""
        found = _ROOT.match(self.text)
        if not found:
            return ""
        tag, _, attributes = found.group(1).partition(" ")
        return f"{tag.rpartition(':')[2]} {attributes}".strip()


def head_of(path: Path) -> Head:
    """Read how a file begins."""
    with Stream(path) as stream:
        raw = stream.read(HEAD)
    if raw.startswith(b"PK\x03\x04"):
        raw = _beginning_of_sheet(path) or raw
    return Head(path, decoded(raw))


def decoded(raw: bytes) -> str:
    """Text of bytes by their byte order mark, as UTF-8, or as Windows-1252 where they are no UTF-8 at all."""
    encoding = _marked(raw) or ("cp1252" if _is_single_byte(raw) else "utf-8")
    return raw.decode(encoding, "replace")


def _beginning_of_sheet(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as sheet:
            return sheet.read(8 * HEAD)
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return b""


def encoding_of(path: Path) -> str:
    """The encoding of a text file: by its mark, UTF-8, or Windows-1252 where not one letter of it is good UTF-8."""
    good = broken = 0
    with Stream(path) as stream:
        chunk = stream.read()
        marked = _marked(chunk)
        while chunk and not marked:
            some_good, some_broken = _letters(chunk)
            good, broken = good + some_good, broken + some_broken
            chunk = stream.read()
    return marked or ("cp1252" if broken > good else "utf-8")


def _marked(raw: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)


def _letters(raw: bytes) -> tuple[int, int]:
    """How many letters beyond ASCII are good UTF-8, and how many bytes are none."""
    if raw.isascii():
        return 0, 0
    good = _MULTIBYTE.findall(raw)
    return len(good), len(_HIGH.findall(raw)) - sum(map(len, good))


def _is_single_byte(raw: bytes) -> bool:
    good, broken = _letters(raw)
    return broken > good

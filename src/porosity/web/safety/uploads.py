"""Which files are taken: how many, how large, of what kind. Bytes tell the kind; a name proves nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from porosity.exports.safe import line
from porosity.web.problems import Problem, Refused
from porosity.web.settings import Limits

LONGEST_NAME = 150
SUFFIXES = (
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".xhtml",
    ".mhtml",
    ".eml",
    ".pdf",
    ".json",
    ".jsonl",
    ".ndjson",
)
# What a document begins with that is none: archives and what is packed like one, pictures, programs, databases.
FOREIGN = {
    b"PK\x03\x04": "an archive or an office document",
    b"PK\x05\x06": "an archive",
    b"\x1f\x8b": "a packed file",
    b"BZh": "a packed file",
    b"\xfd7zXZ\x00": "a packed file",
    b"7z\xbc\xaf\x27\x1c": "an archive",
    b"Rar!": "an archive",
    b"\x28\xb5\x2f\xfd": "a packed file",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3\x00": "a database",
}


def check(files: Iterable[tuple[str, bytes]], limits: Limits) -> None:
    """Take files as they came, or refuse them all.

    Raises:
        Refused: there are too many, or one is too large or of another kind.
    """
    for number, (name, data) in enumerate(files, 1):
        if number > limits.uploads:
            problem = f"more than {limits.uploads} files were sent at once."
            raise Refused(Problem(413, "the files", problem, "Send them in several goes, or use `porosity add`."))
        place = own_name(name)
        if len(data) > limits.upload:
            problem = f"is larger than the {limits.upload / 1e6:g} MB that are taken."
            raise Refused(Problem(413, place, problem, "Cut it, or use `porosity add`."))
        check_kind(place, data)


def check_kind(place: str, data: bytes) -> None:
    """Take a document that can be read.

    Raises:
        Refused: its bytes are those of something else, or it has a name that says so.
    """
    found = next((kind for start, kind in FOREIGN.items() if data.startswith(start)), None)
    suffix = PurePosixPath(place).suffix.lower()
    if found is None and suffix and suffix not in SUFFIXES and len(suffix) <= 6 and suffix[1:].isalpha():
        found = f"of the kind {suffix}"
    if found is not None:
        raise Refused(
            Problem(415, place, f"is {found}, which is not read.", "Send text, HTML, PDF, e-mail or JSON lines.")
        )


def own_name(name: str) -> str:
    """A file's name for people: no folders, nothing that steers, never empty.

    >>> own_name("../../etc/passwd"), own_name("C:\\\\news\\\\a.txt"), own_name("")
    ('passwd', 'a.txt', 'report')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = line("".join(c for c in last if unicodedata.category(c)[0] != "C"))
    return clean[-LONGEST_NAME:].lstrip(".") or "report"

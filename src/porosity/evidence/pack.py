"""An evidence pack: all that stands behind a conclusion in one ZIP that a stranger verifies without Porosity.

``README.txt`` says in plain words what is in it and how to check it; ``SHA256SUMS`` is what ``sha256sum -c`` reads. The
bytes as they came lie under ``originals/``, dossier (HTML, PDF, JSON) and text of each report under ``reports/``, the
chain in ``audit.json`` and ``audit.html``, the form of the JSON under ``schemas/``.

The same content gives the same bytes, on every machine: nothing is compressed, times and order are fixed. Names are
lower-case ASCII that every system can write.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from porosity import __version__
from porosity.contract import SCHEMA, to_dict
from porosity.errors import InputError
from porosity.evidence import audit as auditing
from porosity.evidence.audit import Audit, Audited, Capture
from porosity.evidence.marks import WORDS, label
from porosity.exports.card import CardOf
from porosity.exports.safe import line

SUMS: Final = "SHA256SUMS"
README: Final = "README.txt"
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
_LONGEST: Final = 60
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_SAFE: Final = re.compile(r"[a-z0-9A-Z][a-zA-Z0-9._-]{0,79}(/[a-zA-Z0-9][a-zA-Z0-9._-]{0,79})*")
_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S+)")
_MOST_FILES: Final = 20_000
_LARGEST: Final = 2_000_000_000  # bytes of one file in a pack that is verified

Bytes = Callable[[str], bytes]
"""From the SHA-256 of an original to its bytes."""


def safe_name(text: str, taken: Iterable[str] = ()) -> str:
    """A file name that every system can write, unlike those that are taken.

    >>> safe_name("Kim's Car.PDF"), safe_name("../../etc/passwd"), safe_name("con.txt"), safe_name("차")
    ('kim-s-car.pdf', 'etc-passwd', 'file-con.txt', 'file')
    >>> safe_name("A.txt", ["a.txt"])
    'a-2.txt'
    """
    plain = re.sub(r"[^a-z0-9._-]+", "-", text.lower())
    plain = re.sub(r"\.{2,}", ".", plain).strip("-._")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = plain, "", ""
    stem = stem[: _LONGEST - len(ending) - 5].rstrip("-._") or "file"
    if _RESERVED.fullmatch(stem) or _RESERVED.fullmatch(f"{stem}{dot}{ending}"):
        stem = f"file-{stem}"
    known, name, number = set(taken), f"{stem}{dot}{ending}", 2
    while name in known:
        name, number = f"{stem}-{number}{dot}{ending}", number + 1
    return name


def write(target: IO[bytes], audit: Audit, *, originals: Bytes, card: CardOf) -> str:
    """Write the pack of an audit; the SHA-256 of its list of sums, which tells this pack from every other."""
    sums: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as pack:
        for name, data in _files(audit, originals, card):
            pack.writestr(_entry(name), data)
            sums.append(f"{sha256(data).hexdigest()}  {name}\n")
        listed = "".join(sums).encode("ascii")
        pack.writestr(_entry(SUMS), listed)
    return sha256(listed).hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.create_system = 3  # said to be of Unix everywhere, so that bytes do not tell the machine
    entry.external_attr = 0o100644 << 16
    return entry


def _files(audit: Audit, originals: Bytes, card: CardOf) -> Iterator[tuple[str, bytes]]:
    from porosity.exports import audit_sheet, html, pdf

    folders = _folders(audit.reports)
    audit = replace(
        audit,
        reports=tuple(_placed(one, folder) for one, folder in zip(audit.reports, folders, strict=True)),
    )
    yield README, _readme(audit, folders).encode()
    yield "audit.json", _json(auditing.as_json(audit, card=card))
    yield "audit.html", audit_sheet.render(audit, card=card).encode(errors="replace")
    yield "schemas/audit.schema.json", _json(auditing.schema())
    yield "schemas/assessment.schema.json", _json(SCHEMA)
    written: set[str] = set()
    for one in audit.reports:
        for capture in one.captures:
            if capture.file and capture.file not in written:
                written.add(capture.file)
                yield capture.file, originals(capture.sha256)
    for one, folder in zip(audit.reports, folders, strict=True):
        marking = label(one.marks.tlp)
        yield f"reports/{folder}/text.txt", one.assessment.report.text.encode(errors="replace")
        yield f"reports/{folder}/dossier.json", _json(to_dict(one.assessment))
        yield f"reports/{folder}/dossier.html", html.render(one.assessment, card=card).encode(errors="replace")
        yield f"reports/{folder}/dossier.pdf", pdf.render(one.assessment, card=card, marking=marking)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode(errors="backslashreplace") + b"\n"


def _folders(reports: Iterable[Audited]) -> list[str]:
    found: list[str] = []
    for one in reports:
        found.append(safe_name(one.row.key.replace(".", "-"), found))
    return found


def _placed(one: Audited, folder: str) -> Audited:
    """The report with the places where the pack holds its bytes; the same bytes are held once."""
    if one.withheld:
        return replace(one, captures=())
    taken: dict[str, str] = {}
    placed: list[Capture] = []
    for capture in one.captures:
        if capture.sha256 not in taken:
            name = safe_name(f"{capture.sha256[:12]}-{capture.name}" if capture.name else f"{capture.sha256[:12]}.bin")
            taken[capture.sha256] = f"originals/{folder}/{name}"
        placed.append(replace(capture, file=taken[capture.sha256]))
    return replace(one, captures=tuple(placed))


def _readme(audit: Audit, folders: Iterable[str]) -> str:
    marking = label(audit.tlp)
    return "\n".join(
        [
            f"{marking}: {WORDS[audit.tlp]}.",
            "",
            "EVIDENCE PACK",
            f"Of {audit.target.value} {line(audit.key)}, made by Porosity {__version__} for {label(audit.audience)}.",
            "",
            "What it is",
            "  Porosity reads news reports and holds what they say against sanctions law. This pack holds what stands",
            "  behind its conclusions: the bytes as they came, what was read in them and where, the law and each of",
            "  its conditions, the lists that names were held against, and what people decided. It does not say that",
            "  a report is true, and it accuses nobody.",
            "",
            "How to check that nothing was changed",
            "  Unpack it, open a terminal in its folder, and type one of",
            "    sha256sum -c SHA256SUMS            (Linux)",
            "    shasum -a 256 -c SHA256SUMS        (macOS)",
            "    certutil -hashfile NAME SHA256     (Windows, one file at a time: compare with SHA256SUMS)",
            "  Every line must end in OK. Whoever gave you the pack can tell you the SHA-256 of the file SHA256SUMS",
            "  itself, by telephone for instance: if that is the same, the whole pack is.",
            "",
            "How to check a conclusion",
            "  Open audit.html in a browser. Each finding shows the article of the law, each condition with the reason",
            "  and the words of the report that it rests on, and where in the text these words stand. audit.json says",
            "  the same for machines; schemas/ holds its form. Positions count characters (Unicode code points) of",
            "  reports/.../text.txt, from 0.",
            "",
            "What is in it",
            *(_told(one, folder) for one, folder in zip(audit.reports, folders, strict=True)),
            *(
                [f"  {audit.left_out} more left out: marked more strictly than {label(audit.audience)}."]
                if audit.left_out
                else []
            ),
            "",
        ]
    )


def _left_out(audit: Audit) -> list[str]:
    if not audit.left_out:
        return []
    return [f"  {audit.left_out} more left out: marked more strictly than {label(audit.audience)}."]


def _told(one: Audited, folder: str) -> str:
    report = one.assessment.report
    day = "" if report.published is None else f", {report.published.isoformat()}"
    title = line(report.title) or "untitled report"
    bytes_told = f"\n    the bytes as they came are not in it: {one.withheld}" if one.withheld else ""
    return f"  reports/{folder}/ ({label(one.marks.tlp)})\n    {title}{day}{bytes_told}"


# Verifying


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of a pack came to: ``problems`` is empty where all is as it was written."""

    files: int
    sums: str
    problems: tuple[str, ...]


def verify(path: Path) -> Verified:
    """Hold a pack against its sums, its audit against its bytes, and the words quoted against the texts.

    Nothing is unpacked. A file that is no pack is an error; a pack that was changed has problems.

    Raises:
        InputError: the file is no ZIP, or has no sums.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            return _verified(pack, path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError) as error:
        raise InputError(
            str(path), f"is no evidence pack: {error}.", "Name a ZIP that porosity audit --pack wrote."
        ) from error


def _verified(pack: zipfile.ZipFile, path: Path) -> Verified:
    names = [entry.filename for entry in pack.infolist()]
    problems: list[str] = []
    if SUMS not in names:
        raise InputError(str(path), f"holds no {SUMS}.", "Name a ZIP that porosity audit --pack wrote.")
    if len(names) > _MOST_FILES:
        raise InputError(str(path), f"holds {len(names)} files.", "No pack has that many.")
    problems += [f"{name!r} is there twice" for name in sorted({name for name in names if names.count(name) > 1})]
    problems += [f"{name!r} is no name of a pack" for name in names if not _SAFE.fullmatch(name)]
    problems += [f"{name} is too large" for name in names if pack.getinfo(name).file_size > _LARGEST]
    if problems:
        return Verified(len(names), "", tuple(problems))
    listed = pack.read(SUMS)
    promised: dict[str, str] = {}
    for text in listed.decode("ascii", "replace").splitlines():
        found = _LINE.fullmatch(text)
        if found is None:
            problems.append(f"{SUMS} holds a line that is none: {text[:80]!r}")
        else:
            promised[found[2]] = found[1]
    problems += [f"{name} is not in {SUMS}" for name in names if name != SUMS and name not in promised]
    problems += [f"{name} is missing" for name in promised if name not in names]
    actual = {name: _hash(pack, name) for name in names if name in promised}
    problems += [f"{name} was changed" for name, found in actual.items() if found != promised[name]]
    if not problems:
        problems += _inconsistent(pack, actual)
    return Verified(len(names), sha256(listed).hexdigest(), tuple(problems))


def _hash(pack: zipfile.ZipFile, name: str) -> str:
    digest = sha256()
    with pack.open(name) as stream:
        while part := stream.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def _inconsistent(pack: zipfile.ZipFile, hashes: Mapping[str, str]) -> Iterator[str]:
    """Where the audit says something of the bytes or of the text that these do not bear out."""
    try:
        told = json.loads(pack.read("audit.json"))
        for one in told["reports"]:
            text = one["report"]["text"]
            for capture in one["originals"].get("captures", ()):
                if "file" in capture and hashes.get(capture["file"]) != capture["sha256"]:
                    yield f"{capture['file']} has not the hash that the audit gives"
            for item in _quoted(one):
                if text[item["start"] : item["end"]] != item["text"]:
                    yield f"{one['key']}: the text has other words at {item['start']}–{item['end']}"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        yield f"audit.json is no audit: {type(error).__name__}"


def _quoted(value: Any) -> Iterator[dict[str, Any]]:
    """Every piece of evidence, however deep it stands."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        for name, item in value.items():
            if name != "report":
                yield from _quoted(item)
    elif isinstance(value, list):
        for item in value:
            yield from _quoted(item)

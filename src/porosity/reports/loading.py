"""Files, pages, mails, addresses and standard input, each as clean reports.

    load("report.html")          a path, an address, or "-" for standard input
    load(open("reports.jsonl", "rb"))
    from_text("...")             text that is already at hand

A source may hold several reports, so `load` yields. What is wrong with a whole source raises `ReportError` or, where
the file is missing, `InputError`; a bad line of a JSON-lines source is yielded as a `LoadFailure` and the others go on.
"""

from __future__ import annotations

import hashlib
import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from porosity.assessment import Note, Report
from porosity.errors import InputError, ReportError
from porosity.reports.cleaning import one_line
from porosity.reports.plain import Page, read_plain

if TYPE_CHECKING:
    from porosity.reports.language import Language

MOST_BYTES = 20_000_000  # of HTML and mail, whose parsers need many times that in memory
MOST_PDF_BYTES = 100_000_000  # its pages are opened one by one, and pictures, which are most of it, are not
MOST_TEXT_BYTES = 5_000_000  # of plain text, Markdown and a line of JSON: more than the longest book is no report
_HTML, _PDF, _MAIL, _MARKDOWN, _JSON, _PLAIN = "html", "pdf", "mail", "markdown", "jsonl", "plain"
_SUFFIXES = {
    ".htm": _HTML, ".html": _HTML, ".xhtml": _HTML, ".mhtml": _MAIL, ".pdf": _PDF, ".eml": _MAIL,
    ".md": _MARKDOWN, ".markdown": _MARKDOWN, ".json": _JSON, ".jsonl": _JSON, ".ndjson": _JSON,
}  # fmt: skip
_MEDIA_TYPES = {
    "text/html": _HTML, "application/xhtml+xml": _HTML, "application/pdf": _PDF, "message/rfc822": _MAIL,
    "text/markdown": _MARKDOWN, "application/x-ndjson": _JSON, "application/jsonl": _JSON, "application/json": _JSON,
}  # fmt: skip


KINDS = {**_MEDIA_TYPES, "text/plain": _PLAIN}
"""The format that a media type stands for."""
_TYPES = {
    _HTML: "text/html", _PDF: "application/pdf", _MAIL: "message/rfc822", _MARKDOWN: "text/markdown",
    _PLAIN: "text/plain", _JSON: "application/json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Received:
    """The very bytes that a report came in, whose hash it bears; of JSON lines that is its own line.

    `name` is that of the file (with the line) or the address asked for, `url` where the bytes were fetched from.
    """

    data: bytes
    name: str = ""
    url: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report ready to be read.

    `pages` are the offset ranges of a PDF's pages in `report.text`, empty for other formats, `notes` those at their
    feet and `headings` the ranges of lines in larger type. `because` says how `published`, `publisher`, `title`,
    `language` and `encoding` were found, or why they were not. `is_record`: it is one report, as its source says.
    `received` are the bytes that it came in.
    """

    report: Report
    pages: tuple[tuple[int, int], ...] = ()
    because: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    headings: tuple[tuple[int, int], ...] = ()
    is_record: bool = False
    received: Received | None = None

    def page_at(self, offset: int) -> int | None:
        """The number, counted from one, of the PDF page that an offset lies on."""
        number = bisect_right(self.pages, offset, key=lambda page: page[0])
        return number if number and offset < self.pages[number - 1][1] else None


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """One report of a source that cannot be read, while the others can: `place` is `file:line`."""

    place: str
    problem: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows about a report; it wins over what the text says."""

    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    id: str | None = None
    language: str | None = None


def load(
    source: Path | str | BinaryIO,
    *,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    title: str | None = None,
    allow_private: bool = False,
) -> Iterator[Loaded | LoadFailure]:
    """Read a path, a web address, "-" (standard input) or an open binary file.

    What the caller gives wins over what a file says, except in JSON lines: there it fills what a record leaves open.
    A file of several stories yields each of them; a record of JSON lines, and what the caller gives a title, is one.
    `allow_private` lets an address lead into the own network.
    """
    known = Known(published=published, publisher=publisher, url=url, title=title)
    yield from each_story(_load(source, known, allow_private=allow_private), known)


def of_page(
    data: bytes, url: str, media_type: str, encoding: str | None, known: Known
) -> Iterator[Loaded | LoadFailure]:
    """The reports of what an address answered, fetched before."""
    yield from each_story(_of_page(data, url, media_type, encoding, replace(known, url=known.url or url)), known)


def each_story(items: Iterable[Loaded | LoadFailure], known: Known) -> Iterator[Loaded | LoadFailure]:
    """The stories of digests and live blogs, each as a report; whatever is one report stays as it is."""
    from porosity.reports.stories import stories

    for item in items:
        if isinstance(item, LoadFailure) or item.is_record or known.title is not None:
            yield item
        else:
            yield from stories(item)


def _load(source: Path | str | BinaryIO, known: Known, *, allow_private: bool) -> Iterator[Loaded | LoadFailure]:
    if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
        yield from _load_url(source, known, allow_private=allow_private)
        return
    if isinstance(source, str) and source == "-":
        yield from _load_stream(sys.stdin.buffer, "standard input", None, known)
        return
    if isinstance(source, str | Path):
        path = Path(source)
        try:
            if path.is_dir():
                raise InputError(str(path), "is a folder.", "Name the files in it.")
            with path.open("rb") as file:
                yield from _load_stream(file, str(path), path, known)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise InputError(str(path), f"cannot be opened: {reason}.") from error
        return
    name = getattr(source, "name", None)
    named = Path(name) if isinstance(name, str) and not name.startswith("<") else None
    yield from _load_stream(source, str(named or "the given file"), named, known)


def from_text(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    publisher: str | None = None,
    url: str | None = None,
    id: str | None = None,
) -> Loaded:
    """A report from text at hand; its hash is of the text in UTF-8."""
    known = Known(published=published, publisher=publisher, url=url, title=title, id=id)
    data = text.encode("utf-8", errors="replace")
    place = id or "the given text"
    _refuse_empty(data, place)
    loaded = finish(read_plain(text, title=title), data, known, place=place)
    return replace(loaded, received=received(data, "", _PLAIN, encoding="utf-8"))


def received(data: bytes, place: str, kind: str, *, url: str | None = None, encoding: str | None = None) -> Received:
    """The bytes with what is known of where they came from; `encoding` is one that was told, and not in them."""
    media_type = _TYPES[kind] + (f"; charset={encoding}" if encoding else "")
    is_address = "://" in place
    return Received(data, place if is_address else Path(place).name, url or (place if is_address else None), media_type)


def _load_stream(stream: BinaryIO, place: str, path: Path | None, known: Known) -> Iterator[Loaded | LoadFailure]:
    from porosity.reports.jsonl import looks_like_records, read_records

    suffix_kind = _SUFFIXES.get(path.suffix.lower()) if path is not None else None
    head = _read(stream, 64_000, place)
    kind = suffix_kind or _sniff(head)
    if kind == _JSON and (suffix_kind is not None or looks_like_records(head)):
        yield from read_records(head, stream, place, known)
        return
    limit = _most_bytes(kind)
    data = head + (_read(stream, limit + 1 - len(head), place) if len(head) == 64_000 else b"")
    yield load_bytes(data, place=place, kind=kind, path=path, known=known)


def load_bytes(
    data: bytes,
    *,
    place: str,
    kind: str | None = None,
    path: Path | None = None,
    known: Known | None = None,
    encoding: str | None = None,
    fetched: str | None = None,
) -> Loaded:
    """One report from its original bytes; `kind` is guessed from them where it is not given.

    `fetched` is the address that they came from in the end.
    """
    known = known or Known()
    _refuse_empty(data, place)
    if data.startswith(b"%PDF-"):
        kind = _PDF  # whatever the name says
    kind = kind or _sniff(data[:64_000])
    limit = _most_bytes(kind)
    if len(data) > limit:
        raise ReportError(
            place, f"larger than the {limit // 1_000_000} MB that are read.", "Cut it into its reports first."
        )
    page, how = _page(data, kind, place, known, encoding)
    if not page.title.strip() and not page.body.strip():
        raise ReportError(place, "there is no text in it.", _WHERE_TEXT_MAY_BE.get(kind, ""))
    loaded = finish(page, data, known, place=place, path=path, encoding=how)
    return replace(loaded, received=received(data, place, kind, url=fetched, encoding=encoding))


def _most_bytes(kind: str) -> int:
    if kind == _PDF:
        return MOST_PDF_BYTES
    return MOST_BYTES if kind in (_HTML, _MAIL) else MOST_TEXT_BYTES


_WHERE_TEXT_MAY_BE = {
    _PDF: "Its pages may be pictures: run them through text recognition (OCR) first.",
    _HTML: "The page may be filled in by a script: save it from a browser once it is shown.",
}


def _plain_page(text: str, kind: str, known: Known) -> Page:
    if kind == _MARKDOWN:
        from porosity.reports.markdown import read_markdown

        return read_markdown(text, title=known.title)
    return read_plain(text, title=known.title)


def _page(data: bytes, kind: str, place: str, known: Known, encoding: str | None) -> tuple[Page, str | None]:
    if kind == _PDF:
        from porosity.reports.pdf import read_pdf

        return read_pdf(data, place, title=known.title), None
    if kind == _MAIL:
        from porosity.reports.mail import read_mail

        return read_mail(data, place, title=known.title), None
    from porosity.reports.encodings import decode

    if kind == _HTML:
        from porosity.reports.html import declared_encoding, read_html

        declared = encoding or declared_encoding(data)
        text, how, warnings = decode(data, place, declared=declared)
        page = read_html(text, title=known.title, url=known.url)
    else:
        text, how, warnings = decode(data, place, declared=encoding)
        page = _plain_page(text, kind, known)
    if warnings:
        page = replace(page, warnings=(*warnings, *page.warnings))
    return page, how


def finish(
    page: Page,
    data: bytes,
    known: Known,
    *,
    place: str,
    path: Path | None = None,
    encoding: str | None = None,
) -> Loaded:
    """Put title and body together and settle date, publisher and language, each with its reason."""
    shift = len(page.title) + 2 if page.title else 0
    text = f"{page.title}\n\n{page.body}" if page.title else page.body
    url = known.url or page.found.get("url") or None
    because: dict[str, str] = {key: page.because[key] for key in ("title", "url") if key in page.because}
    if encoding is not None:
        because["encoding"] = encoding
    published, because["published"] = _published(page, known, url, path)
    publisher, because["publisher"] = _publisher(page, known, url)
    language, because["language"] = _language(text, page, known)
    sha256 = hashlib.sha256(data).hexdigest()
    report = Report(
        id=known.id or (path.stem if path is not None and path.stem else sha256[:12]),
        title=page.title,
        text=text,
        published=published,
        publisher=publisher,
        url=url,
        sha256=sha256,
        language=language.code,
    )
    warnings = page.warnings if language.warning is None else (*page.warnings, language.warning)
    pages = tuple((start + shift if start or not shift else 0, end + shift) for start, end in page.pages)
    notes = tuple(replace(note, at=None if note.at is None else note.at + shift) for note in page.notes)
    headings = tuple((start + shift, end + shift) for start, end in page.headings)
    return Loaded(report, pages, because, warnings, notes, headings)


def _published(page: Page, known: Known, url: str | None, path: Path | None) -> tuple[date | None, str]:
    from porosity.reports.dating import parse_date, published_in

    if known.published is not None:
        return known.published, "given"
    stated = page.found.get("published")
    day = parse_date(stated) if stated else None
    if day is not None:
        return day, page.because.get("published", "the file says so")
    found, because = published_in(page.body, url=url, name=path.stem if path is not None else None)
    if found is None and "created" in page.found:
        day = parse_date(page.found["created"])
        if day is not None:
            return day, page.because.get("created", "the file was made then")
    return (found.value if found else None), because


def _publisher(page: Page, known: Known, url: str | None) -> tuple[str | None, str]:
    from porosity.reports.dating import publisher_in

    if known.publisher:
        return known.publisher, "given"
    stated = page.found.get("publisher")
    if stated:
        from porosity.reports.outlets import outlet

        entry = outlet(stated)
        return (entry.name if entry else one_line(stated)), page.because.get("publisher", "the file says so")
    found, because = publisher_in(page.body, url=url)
    return (found.value if found else None), because


def _language(text: str, page: Page, known: Known) -> tuple[Language, str]:
    from porosity.reports.language import Language, detect

    found = detect(text)
    stated = known.language or page.found.get("language")
    if found.code is None and stated:
        code = stated.strip().lower()[:2]
        return Language(code, ((code, 1.0),)), "as declared; the words do not tell"
    if found.code is None:
        return found, "none: the words do not tell"
    shares = ", ".join(f"{code} {share:.0%}" for code, share in found.shares)
    return found, f"by its script and small words ({shares})"


def _load_url(address: str, known: Known, *, allow_private: bool) -> Iterator[Loaded | LoadFailure]:
    from porosity.reports.fetching import fetch

    page = fetch(address, allow_private=allow_private)
    known = replace(known, url=known.url or page.url)
    yield from _of_page(page.data, address, page.media_type, page.encoding, known, fetched=page.url)


def _of_page(
    data: bytes, place: str, media_type: str, encoding: str | None, known: Known, *, fetched: str | None = None
) -> Iterator[Loaded | LoadFailure]:
    kind = _MEDIA_TYPES.get(media_type)
    if kind == _JSON:
        import io

        yield from _load_stream(io.BytesIO(data), place, Path("records.jsonl"), known)
        return
    yield load_bytes(data, place=place, kind=kind, known=known, encoding=encoding, fetched=fetched)


def _read(stream: BinaryIO, size: int, place: str) -> bytes:
    parts: list[bytes] = []
    try:
        while size > 0 and (part := stream.read(size)):
            parts.append(part)
            size -= len(part)
    except (OSError, ValueError) as error:
        raise ReportError(place, f"cannot be read: {error}.") from error
    return b"".join(parts)


def _refuse_empty(data: bytes, place: str) -> None:
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise ReportError(place, "the file is empty.", "Check that it was saved whole.")


def _sniff(head: bytes) -> str:
    """The format that the first bytes show."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:4000]
    lower = start[:1500].lower()
    if start.startswith(b"%PDF-"):
        return _PDF
    if lower.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        lower.startswith((b"<?xml", b"<!--", b"<!doctype", b"<meta", b"<title", b"<div", b"<p>", b"<article"))
        and (b"<html" in lower or b"</" in lower)
    ):
        return _HTML
    if re.match(rb'\{\s*"|\[\s*\{', start):
        return _JSON
    if _is_mail(start):
        return _MAIL
    return _PLAIN


_TECHNICAL_HEADERS = (b"received:", b"message-id:", b"mime-version:", b"return-path:", b"delivered-to:")
_MAIL_HEADERS = (b"from:", b"to:", b"subject:", b"date:", *_TECHNICAL_HEADERS)


def _is_mail(start: bytes) -> bool:
    head = start.replace(b"\r\n", b"\n").split(b"\n\n")[0].lower().split(b"\n")
    hits = sum(1 for line in head if line.startswith(_MAIL_HEADERS))
    return hits >= 3 and any(line.startswith(_TECHNICAL_HEADERS) for line in head)

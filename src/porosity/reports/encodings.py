"""From bytes to characters: the encoding that a file declares or shows, and refusal of what is no text."""

from __future__ import annotations

import codecs
import re

from porosity.errors import ReportError

SAMPLE = 64_000  # bytes that the guess looks at; reading all of a large file would take minutes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KNOWN_BINARIES = (
    (b"PK\x03\x04", "a zip archive or an Office document", "Save it as PDF, HTML or plain text."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as PDF, HTML or plain text."),
    (b"{\\rtf", "a Rich Text document", "Save it as PDF, HTML or plain text."),
    (b"\x89PNG", "a picture", "Porosity reads text; it does not recognise letters in pictures."),
    (b"\xff\xd8\xff", "a picture", "Porosity reads text; it does not recognise letters in pictures."),
    (b"GIF8", "a picture", "Porosity reads text; it does not recognise letters in pictures."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"\x7fELF", "a program", ""),
    (b"MZ\x90\x00", "a program", ""),
    (b"SQLite format 3", "a database", ""),
    (b"ID3", "a sound file", ""),
    (b"OggS", "a sound file", ""),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MOST_CONTROLS = 0.02  # of the sampled bytes; text has next to none


def refuse_binary(data: bytes, place: str) -> None:
    """Raise `ReportError` where the bytes are a known binary format, or look like one."""
    for magic, kind, next_step in _KNOWN_BINARIES:
        if data.startswith(magic):
            raise ReportError(place, f"not text but {kind}.", next_step)
    sample = data[:SAMPLE]
    if _looks_like_utf16(sample) is not None or any(data.startswith(bom) for bom, _ in _BOMS):
        return
    controls = len(_CONTROLS.findall(sample))
    if controls > max(8, len(sample) * MOST_CONTROLS) or (b"\x00" in sample and controls > len(sample) * 0.002):
        raise ReportError(place, "not text: it is full of control bytes.", "Give a text, HTML, PDF or mail file.")


def decode(data: bytes, place: str, *, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """The characters of a text file, how its encoding was found, and warnings.

    Order: byte order mark, UTF-16 without a mark, strict UTF-8, the declared encoding, a guess from a sample. Bytes
    that do not fit become U+FFFD, and a warning says how many.
    """
    refuse_binary(data, place)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data, name, f"{name.removesuffix('-sig')} by its byte order mark")
    wide = _looks_like_utf16(data[:SAMPLE])
    if wide is not None:
        return _lenient(data, wide, f"{wide} by its pattern of zero bytes")
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        broken_at_end = error.start >= len(data) - 3
    if broken_at_end and len(data) > 64:
        return _lenient(data, "utf-8", "utf-8")
    if declared is not None and _is_known(declared) and declared.lower().replace("_", "-") not in ("utf-8", "utf8"):
        text, how, warnings = _lenient(data, declared, f"{declared} as declared")
        if not warnings:
            return text, how, warnings
    if _mostly_utf8(data):
        return _lenient(data, "utf-8", "utf-8")
    return _lenient(data, *_guess(data))


def _lenient(data: bytes, encoding: str, how: str) -> tuple[str, str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    wrong = text.count("\ufffd")
    if not wrong:
        return text, how, ()
    return text, how, (f"{wrong} characters could not be decoded as {encoding}",)


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
        b"a".decode(encoding)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken UTF-8 is still UTF-8: more sequences hold than fail."""
    sample = data[:SAMPLE].decode("utf-8", errors="replace")
    wrong = sample.count("\ufffd")
    right = sum(1 for character in sample if "\x7f" < character != "\ufffd")
    return right > wrong


def _looks_like_utf16(sample: bytes) -> str | None:
    if len(sample) < 16:
        return None
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > pairs * 0.4 and even < pairs * 0.02:
        return "utf-16-le"
    if even > pairs * 0.4 and odd < pairs * 0.02:
        return "utf-16-be"
    return None


def _guess(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    from porosity.reports.language import READ, detect

    if detect(data[:SAMPLE].decode("cp1252", errors="replace")).code == READ:
        return "cp1252", "cp1252, in which it reads as English"
    best = from_bytes(_telling_sample(data), steps=5, chunk_size=2048).best()
    if best is None:
        return "cp1252", "cp1252, for want of a better guess"
    name = best.encoding
    if name in ("latin_1", "iso8859_1", "ascii"):
        name = "cp1252"  # the quotes and dashes that Windows adds are letters nowhere
    return name, f"{name} by a guess from the bytes"


def _telling_sample(data: bytes) -> bytes:
    """The beginning, and if it is plain ASCII, the first place that is not."""
    head = data[:SAMPLE]
    if not head.isascii():
        return head
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - 2000)
    return data[start : start + SAMPLE]

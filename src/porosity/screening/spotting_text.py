"""Running text in the letters in which names are compared, with the way back to the text as printed.

Case, accents, ligatures and marks without width go; whatever is neither letter nor digit is one space; an apostrophe
inside a word goes with its neighbours closing up ("Qa'ida", "Qaida"), the one of a possessive parts the "s". Scripts
that write words without spaces (Han, Kana, Thai), and Korean, which writes particles onto them, have every character
as a word; where a word may end there, is for `spotting_context` to say. Nearly all of it runs in C.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray
from rigour.text.translit import ascii_text

SPACE, APOSTROPHE, S = 32, 39, 115
APOSTROPHES = frozenset("'`´‘’‛ʹʻʼʽʾʿˈ′＇\u05f3\u055a")
UNKNOWN = 255
SPACELESS = (
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x9FFF),
    (0xA000, 0xA4CF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
LEADING = ((0x1100, 0x115F), (0xA960, 0xA97C))  # the letters with which a Korean syllable begins

_ODD = re.compile(r"[^\x00-\x7f]")
SELDOM = 16  # where more than one of so many characters is not ASCII, all are looked up at once
_ASCII = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else APOSTROPHE if chr(code) in "'`" else SPACE
    for code in range(256)
)

Codes = NDArray[Any]


class Origins(NamedTuple):
    """Where letters stem from: at the places ``at`` from ``source``, and from there on one by one."""

    at: NDArray[np.int64]
    source: NDArray[np.int64]

    def of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The code points from which the letters at some places stem."""
        nearest = np.searchsorted(self.at, places, side="right") - 1
        return cast("NDArray[np.int64]", self.source[nearest] + places - self.at[nearest])


_PLAIN = Origins(np.zeros(1, dtype=np.int64), np.full(1, -1, dtype=np.int64))  # but for the space put before it


class PlainText:
    """A text in plain letters: ``data`` begins and ends with a space, and has one between any two words."""

    def __init__(self, text: str) -> None:
        self.text = text
        codes, self._origins = _folded(text)
        self._kept = _settle(codes)
        kept = codes[self._kept]
        self._is_ascii = codes.dtype == np.uint8
        self.data = kept.tobytes() if self._is_ascii else _utf8(kept)

    def spans(self, starts: Sequence[int], ends: Sequence[int]) -> list[tuple[int, int]]:
        """Where the bytes of some words stand in the text: code points, half-open, marks on the last letter with it."""
        firsts = self.sources(np.array(starts, dtype=np.int64)).tolist()
        lasts = (self.sources(np.array(ends, dtype=np.int64) - 1) + 1).tolist()
        if not self.text.isascii():
            lasts = [self._with_marks(last) for last in lasts]
        return list(zip(firsts, lasts, strict=True))

    def _with_marks(self, end: int) -> int:
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return end

    def sources(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The code points of the text from which some bytes of ``data`` stem."""
        return self._origins.of(self._places[self._letters[places] if self._letters is not None else places])

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return np.flatnonzero(self._kept)

    @cached_property
    def _letters(self) -> NDArray[np.int64] | None:
        """For each byte the letter that it is of; None where every letter is a byte."""
        if self._is_ascii:
            return None
        raw = np.frombuffer(self.data, dtype=np.uint8)
        return cast("NDArray[np.int64]", np.cumsum((raw & 0xC0) != 0x80) - 1)


def plain_names(names: Sequence[str]) -> list[str]:
    """Many names in plain letters at once, without the spaces around them."""
    lines = [name.replace("\n", " ") for name in names]
    page = PlainText("\n".join(lines))
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    cuts = np.searchsorted(page.sources(np.arange(1, len(page.data) - 1)), starts) + 1
    return [page.data[cuts[i] : cuts[i + 1]].decode().strip() for i in range(len(lines))]


def _folded(text: str) -> tuple[Codes, Origins]:
    """The plain letters between spaces, and where they stem from."""
    if text.isascii():
        return _coded(text.encode()), _PLAIN
    odd = list(_ODD.finditer(text))
    pieces = [fold_character(found.group()) for found in odd] if len(odd) * SELDOM < len(text) else []
    if not pieces or not all(map(str.isascii, pieces)):
        return _folds().of(np.frombuffer(f" {text}  ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32))
    return _pieced(text, odd, pieces)


def _coded(letters: bytes) -> Codes:
    return np.frombuffer(bytearray(b" " + letters.translate(_ASCII) + b"  "), dtype=np.uint8)


def _pieced(text: str, odd: Sequence[re.Match[str]], pieces: Sequence[str]) -> tuple[Codes, Origins]:
    """A text of ASCII but for some characters, with what stands for them."""
    parts: list[str] = []
    at, source = [0], [-1]
    last = 0
    shift = 1
    for found, piece in zip(odd, pieces, strict=True):
        place = found.start()
        parts += (text[last:place], piece)
        last = place + 1
        if len(piece) != 1:
            at += range(place + shift, place + shift + len(piece) + 1)
            source += (*([place] * len(piece)), last)
            shift += len(piece) - 1
    codes = _coded("".join((*parts, text[last:])).encode())
    return codes, Origins(np.array(at), np.array(source))


def _settle(codes: Codes) -> NDArray[np.bool_]:
    """Decide every apostrophe, in place, and say which places stay: of spaces in a row, the first."""
    kept = np.ones(len(codes), dtype=np.bool_)
    marks = np.flatnonzero(codes == APOSTROPHE)
    if len(marks):
        behind, before, after = codes[marks - 1], codes[marks + 1], codes[np.minimum(marks + 2, len(codes) - 1)]
        inner = (behind != SPACE) & (behind != APOSTROPHE) & (before != SPACE) & (before != APOSTROPHE)
        closing = inner & ~((before == S) & ((after == SPACE) | (after == APOSTROPHE)))
        codes[marks[~closing]] = SPACE
        kept[marks[closing]] = False
    spaces = codes == SPACE
    kept[1:] &= ~(spaces[1:] & spaces[:-1])
    return kept


def _utf8(codes: Codes) -> bytes:
    return codes.astype("<u4").tobytes().decode("utf-32-le").encode()


class _Folds:
    """The plain letters of every character that was met, in one flat array."""

    def __init__(self) -> None:
        self._size = np.full(0x110000, UNKNOWN, dtype=np.uint8)
        self._start = np.zeros(0x110000, dtype=np.int32)
        self._flat = np.zeros(0, dtype=np.uint32)

    def of(self, points: NDArray[np.uint32]) -> tuple[Codes, Origins]:
        """The plain letters of a text that begins and ends with spaces."""
        sizes = self._size[points]
        if (sizes == UNKNOWN).any():
            self._learn(np.unique(points[sizes == UNKNOWN]).tolist())
            sizes = self._size[points]
        if (sizes == 1).all():
            return self._flat[self._start[points]], _PLAIN
        ends = np.cumsum(sizes, dtype=np.int64)
        owners = np.repeat(np.arange(len(points)), sizes)
        within = np.arange(len(owners)) - (ends - sizes)[owners]
        return self._flat[self._start[points][owners] + within], Origins(np.arange(len(owners)), owners - 1)

    def _learn(self, points: list[int]) -> None:
        flat = self._flat.tolist()
        for point in points:
            letters = fold_character(chr(point))
            self._start[point], self._size[point] = len(flat), len(letters)
            flat.extend(map(ord, letters))
        self._flat = np.array(flat, dtype=np.uint32)


@cache
def _folds() -> _Folds:
    return _Folds()


@lru_cache(maxsize=1 << 14)
def fold_character(character: str) -> str:
    """The plain letters of one character; none for a mark or what has no width.

    >>> [fold_character(c) for c in ("É", "ß", "ﬁ", "İ", "ł", "’", "—", "金")]
    ['e', 'ss', 'fi', 'i', 'l', "'", ' ', ' 金 ']
    """
    if character in APOSTROPHES:
        return "'"
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    bare = "".join(map(_latin, apart)) or " "
    return "".join(_with_room(one) for one in bare)


def _latin(character: str) -> str:
    """A letter without its marks, a Latin one as in ASCII; a space for what is no letter."""
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if not character.isalnum() and category != "Mc":
        return " "
    if not character.isascii() and "LATIN" in unicodedata.name(character, ""):
        return "".join(filter(str.isalnum, ascii_text(character).lower())) or character
    return character


def _with_room(character: str) -> str:
    code = ord(character)
    if any(first <= code <= last for first, last in SPACELESS) and character.isalnum():
        return f" {character} "
    return f" {character}" if any(first <= code <= last for first, last in LEADING) else character

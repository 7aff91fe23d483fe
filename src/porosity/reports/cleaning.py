"""Characters and lines: from decoded text to the clean text that every offset counts.

`clean` works on characters alone and is idempotent. `unwrap` works on lines: it joins what was broken only to fit a
page of some 70 columns. Both run in linear time; nothing after them changes the text any more.
"""

from __future__ import annotations

import re
from itertools import pairwise

from porosity.reports.wordlists import words

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Soft hyphens, zero-width and bidirectional controls, byte order marks, tag characters: they carry no words and can
# hide some. The other controls are noise of a conversion.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]+"
)
_SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]| {2,}")
_RUNS = re.compile(" {2,}")
_AROUND_LINE_END = re.compile(" ?\n ?")
_BLANK_LINES = re.compile("\n{3,}")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")

WRAP_LEAST, WRAP_MOST = 45, 110  # columns at which people and mailers wrap plain text
_ITEM = re.compile(r"(?:[-*•‣◦–—]|\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")


def clean(text: str) -> str:
    """Normalise line ends and spaces, and drop what cannot be seen; letters and accents are left as they are.

    >>> clean("Seoul\\u00a0 and\\u200b  Busan\\r\\n\\r\\n\\r\\n\\r\\nend ")
    'Seoul and Busan\\n\\nend'
    """
    if not text.isascii():
        text = _LONE_SURROGATES.sub("\ufffd", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _UNSEEN.sub("", text)
    text = _SPACES.sub(" ", text)
    text = _RUNS.sub(" ", text)
    text = _AROUND_LINE_END.sub("\n", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """Clean text without line ends, as a title has it."""
    return clean(text).replace("\n\n", " ").replace("\n", " ")


def is_list_item(line: str) -> bool:
    """Whether a line opens with a bullet, a number or a letter of a list."""
    return _ITEM.match(line) is not None


def wrap_width(lines: list[str]) -> int | None:
    """The column at which a text was wrapped, or None where a line is a paragraph.

    A text counts as wrapped when most lines that have a neighbour below are so full that its first word had no room.
    """
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < 2:
        return None
    width = lengths[-1 - len(lengths) // 50]  # two in a hundred may overflow: long addresses, tables
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return None
    followed = full = open_ended = 0
    for line, below in pairwise(lines):
        if line and below and not is_list_item(below):
            followed += 1
            full += _is_full(line, below, width)
            open_ended += _ENDS_SENTENCE.search(line[-6:]) is None
    return width if followed and full * 10 >= followed * 6 and open_ended * 2 >= followed else None


def _is_full(line: str, below: str, width: int) -> bool:
    first_word = below.partition(" ")[0]
    return len(line) + 1 + len(first_word) > width - 8  # ragged edges: writers break before they must


def unwrap(text: str) -> str:
    """Give each paragraph one line, where the text was wrapped; otherwise return the text as it is.

    A wrapped text comes back with its paragraphs parted by blank lines, so that unwrapping again changes nothing.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    if width is None:
        return text
    paragraphs: list[list[str]] = [[]]
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else ""
        if not line:
            continue
        goes_on = bool(above) and not is_list_item(line) and (_is_full(above, line, width) or line[:1].islower())
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    known = LineJoiner(text)
    return "\n\n".join(known.join(paragraph) for paragraph in paragraphs if paragraph)


class LineJoiner:
    """Joins the lines of a paragraph; whether a hyphen at a line end belongs to the word, the rest of the text says."""

    _BROKEN = re.compile(r"(\w+)-$")
    _WORD = re.compile(r"\w+(?:-\w+)*")

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def join(self, lines: list[str]) -> str:
        """Lines of one paragraph as one line, words that a line end broke made whole."""
        parts: list[str] = []
        for line in lines:
            if not parts:
                parts.append(line)
                continue
            broken = self._BROKEN.search(parts[-1][-60:])
            rest = self._WORD.match(line)
            if broken is None or rest is None or not line[0].islower():
                parts.append(" " + line)
            elif self._keeps_hyphen(broken.group(1), rest.group()):
                parts.append(line)
            else:
                parts[-1] = parts[-1][:-1]
                parts.append(line)
        return "".join(parts)

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        if self._words is None:
            self._words = frozenset(word.lower() for word in self._WORD.findall(self._text))
        left, right = left.lower(), right.lower()
        if left + right in self._words:
            return False
        return f"{left}-{right}" in self._words or left in _PREFIXES or left.isdigit()


_PREFIXES = words("ex self non anti co semi vice all half high low long short well ill then")

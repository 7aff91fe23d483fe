"""Words and sub-words: how a sentence is cut before the network reads it.

`split_words` is the tokenisation that the network was trained on; whoever hands it word indices must count by it.
`Pieces` turns words into WordPiece ids and shape ids. The encoder is uncased, so a word's shape (case, digits,
punctuation) is given to it through the token-type table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WORD = re.compile(
    r"[A-Za-z]\.(?:[A-Za-z]\.)+"  # U.S., D.P.R.K.
    r"|\d+(?:[.,:]\d+)*"  # 1,200.50 and 14:30
    r"|[^\W\d_]+(?=n['’]t\b)"  # do|n't, ca|n't, as in the Penn treebank
    r"|n['’]t\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W\d_]+"
    r"|\w+"
    r"|[^\w\s]"
)
CLS, SEP, UNKNOWN, MASK = 101, 102, 100, 103  # ids in the MiniLM vocabulary
MAX_PIECES = 8  # of one word; the heads read the first, the rest only lend context
CACHED_WORDS = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence; `start` and `end` are code-point offsets into the sentence, half-open."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Cut a sentence into words: in order, without overlap, leaving out nothing but white space.

    >>> [word.text for word in split_words("It hasn't left the U.S.")]
    ['It', 'has', "n't", 'left', 'the', 'U.S.']
    """
    return [Word(match.group(), match.start(), match.end()) for match in WORD.finditer(text)]


def shape(word: str) -> int:
    """The shape class of a word, 1 to 7; 0 is kept for the marks around a sentence."""
    if word.islower():
        return 1
    if word[:1].isupper() and word[1:].islower():
        return 2
    if word.isupper() and len(word) > 1:
        return 3
    if word[:1].isdigit():
        return 4
    if word[:1].isupper():
        return 5
    return 7 if word.isalnum() else 6


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as the encoder takes it: ids and shapes a sub-word, and where each word begins."""

    ids: list[int]
    shapes: list[int]
    first: list[int]


class Pieces:
    """WordPiece ids of words, remembered from one sentence to the next."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        """The ids of one word, one at least and `MAX_PIECES` at most."""
        ids = self._known.get(word)
        if ids is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES] or [UNKNOWN]
            if len(self._known) >= CACHED_WORDS:
                self._known.clear()
            self._known[word] = ids
        return ids

    def encode(self, words: Sequence[str]) -> Encoded:
        """A sentence, with the marks at its beginning and end."""
        ids, shapes, first = [CLS], [0], []
        for word in words:
            pieces = self.of(word)
            first.append(len(ids))
            ids += pieces
            shapes += [shape(word)] * len(pieces)
        return Encoded([*ids, SEP], [*shapes, 0], first)

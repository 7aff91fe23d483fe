"""Finding terms in text: one pass over the words with a trie, longest term first.

A hit says only that words match; ``porosity.goods.mentions`` decides what they mean where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from porosity.goods.entries import Entry, Words, entries, words
from porosity.goods.tokens import BREAK, TOKEN, Token, masked

_MEMO = 200_000  # distinct words kept with their lemma and start nodes
_DESIGNATION = re.compile(r"[^\W\d_]{1,2}-[\d#]")
_AROUND = 80  # code points on each side in which the context of a term is looked for


@dataclass(slots=True)
class Node:
    """A step of the trie: the next words, and the terms that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The end of a term: its entry (None for words that name no goods) and, for brands, which words need a capital.

    ``hyphen``: the brand begins with a letter or two and a number, as "An-24" does, so "An 18-year-old" is none.
    """

    entry: Entry | None
    capitals: tuple[bool, ...] | None = None
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``first`` to ``last`` (half-open) match a term of ``entry``, or words that name no goods (None)."""

    first: int
    last: int
    entry: Entry | None
    brand: bool


class Lexicon:
    """All terms, compiled."""

    def __init__(self, known: Mapping[str, Entry], lists: Words) -> None:
        self._lists = lists
        self._root = Node()
        self._memo: dict[str, tuple[str, tuple[Node, ...]]] = {}
        for entry in known.values():
            for term in entry.terms:
                self._add(term, Leaf(entry))
            for brand in entry.brands:
                capitals = tuple(word[0].isupper() for word in _written(brand))
                self._add(brand, Leaf(entry, capitals, bool(_DESIGNATION.match(brand))))
        for phrase in lists.nothing:
            self._add(phrase, Leaf(None))

    def _add(self, term: str, leaf: Leaf) -> None:
        node = self._root
        for word in _written(term):
            key = word.lower() if "#" in word else self._lists.spelling.norm(word)
            node = node.next.setdefault(key, Node())
        if all((old.entry, old.capitals) != (leaf.entry, leaf.capitals) for old in node.leaves):
            node.leaves.append(leaf)

    def tokens(self, text: str) -> list[Token]:
        """The words and breaks of a text."""
        look_up = self._look_up
        return [Token(m.group(), look_up(m.group())[0], m.start(), m.end()) for m in TOKEN.finditer(text)]

    def _look_up(self, word: str) -> tuple[str, tuple[Node, ...]]:
        found = self._memo.get(word)
        if found is None:
            norm = self._lists.spelling.norm(word)
            starts = tuple(node for key in masked(norm) if norm and (node := self._root.next.get(key)) is not None)
            found = (norm, starts)
            if len(self._memo) < _MEMO:
                self._memo[word] = found
        return found

    def hits(self, text: str, tokens: Sequence[Token], *, loose: bool = False) -> Iterator[Hit]:
        """The longest term at each place, from left to right, without overlap.

        ``loose`` asks neither for the capitals of a brand nor for the context of a term.
        """
        memo = self._memo
        at = 0
        while at < len(tokens):
            starts = memo.get(tokens[at].text) or self._look_up(tokens[at].text)
            hit = self._longest(text, tokens, at, starts[1], loose) if starts[1] else None
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.last

    def _longest(
        self, text: str, tokens: Sequence[Token], first: int, starts: tuple[Node, ...], loose: bool
    ) -> Hit | None:
        best: Hit | None = None
        open_nodes = [(node, first + 1) for node in starts]
        while open_nodes:
            node, last = open_nodes.pop()
            if best is None or last > best.last or (last == best.last and best.brand):
                for leaf in node.leaves:
                    if self._fits(leaf, text, tokens, first, last, loose):
                        best = Hit(first, last, leaf.entry, leaf.capitals is not None)
                        break
            if node.next and last < len(tokens) and tokens[last].norm != BREAK:
                for key in masked(tokens[last].norm):
                    if (following := node.next.get(key)) is not None:
                        open_nodes.append((following, last + 1))
        return best

    def _fits(self, leaf: Leaf, text: str, tokens: Sequence[Token], first: int, last: int, loose: bool) -> bool:
        if leaf.hyphen and not _is_hyphenated(text, tokens[first], tokens[first + 1]):
            return False
        if leaf.capitals is not None and not loose:
            for capital, token in zip(leaf.capitals, tokens[first:last], strict=True):
                if capital and not token.text[0].isupper():
                    return False
        entry = leaf.entry
        if entry is None:
            return True
        if entry.plural and tokens[last - 1].text.lower() == tokens[last - 1].norm:
            return False
        if entry.verb and self._is_verb(tokens, first, last):
            return False
        if entry.context is None and entry.unless is None:
            return True
        before = text[max(0, tokens[first].start - _AROUND) : tokens[first].start]
        after = text[tokens[last - 1].end : tokens[last - 1].end + _AROUND]
        within = text[tokens[first].start : tokens[last - 1].end]
        if entry.unless is not None and entry.unless.search(before + within + after):
            return False
        if loose or entry.context is None or entry.context.search(f"{before} | {after}"):
            return True
        small = self._lists.small_words
        rest = [*tokens[:first], *tokens[last:]]
        return all(token.norm in small or not token.norm or token.norm[0].isdigit() for token in rest)

    def _is_verb(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        if last - first > 1:
            return False
        before = tokens[first - 1].text.lower() if first else ""
        after = tokens[last].text.lower() if last < len(tokens) else ""
        bare = tokens[first].text.lower() == tokens[first].norm
        return after in self._lists.verb_after or (bare and before in self._lists.verb_before)


def _is_hyphenated(text: str, letters: Token, number: Token) -> bool:
    return number.start > letters.end and not text[letters.end : number.start].isspace()


def _written(term: str) -> list[str]:
    """The words of a term, cut as text is cut; ``#`` stays part of its word."""
    pieces: list[str] = []
    for word in term.replace("-", " ").split():
        pieces.extend([word] if "#" in word else TOKEN.findall(word))
    return pieces


@cache
def lexicon() -> Lexicon:
    """The compiled terms of the shipped knowledge."""
    return Lexicon(entries(), words())

"""Reports that are the same text again: copies, cuts and re-writes of one agency text.

A text is cut into runs of a few words, of which the lowest hashes are kept: a sketch of it, the same size for a page as
for a book. Of two sketches one reads off how much the texts share. Texts that share much have some of their very lowest
hashes in common, so that candidates are looked up, not searched for, and a report costs the same however many are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

RUN = 4  # words in a run: fewer are shared by chance, more are broken by every small change
KEPT = 128  # hashes in a sketch; a text with no more runs is kept whole, and compared exactly
LOOKED_UP = 12  # of the lowest hashes under which a text is looked up
SAME = 0.5  # of the runs of both that two texts share at least
REWRITTEN = 0.25  # the same for long texts: a re-write keeps less, and no formula is so long
LONG = 180  # runs from which on a text is long
INSIDE = 0.75  # of the runs of the shorter, where the longer has more besides
SAMPLE = 24  # hashes from which on a share of them tells anything
SHORTEST = 50  # runs that a text must have to lie within another; less may be a formula
DAYS = 3  # between two of one text: what comes later, in the same words, is a formula of the next occasion
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """The lowest hashes of the runs of a text, in order, how many runs there are, and the day of the text."""

    lowest: tuple[int, ...]
    runs: int
    day: date | None = None

    @property
    def keys(self) -> tuple[int, ...]:
        """What a text is looked up under."""
        return self.lowest[:LOOKED_UP]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share: ``shared`` of the runs of both, ``inside`` of those of the shorter.

    ``shorter`` is how many runs that has, ``days`` how many lie between the two, None where nobody knows.
    """

    shared: float
    inside: float
    shorter: int
    days: int | None = None

    @property
    def is_copy(self) -> bool:
        """Whether one is the other again, or a part of it."""
        if self.days is not None and self.days > DAYS:
            return False
        rewritten = self.shorter >= LONG and self.shared >= REWRITTEN
        return self.shared >= SAME or rewritten or (self.inside >= INSIDE and self.shorter >= SHORTEST)


def sketch(text: str, day: date | None = None) -> Sketch:
    """The sketch of a text; case, punctuation and layout aside.

    >>> sketch("One two three four five").runs
    2
    """
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))} if words else set()
    hashes = sorted(int.from_bytes(blake2b(one.encode(), digest_size=8).digest(), "big") >> 1 for one in runs)
    return Sketch(tuple(hashes[:KEPT]), len(hashes), day)


def likeness(one: Sketch, other: Sketch) -> Likeness:
    """How much two texts share, by their sketches; the same from either side."""
    shorter = min(one.runs, other.runs)
    if not shorter:
        return Likeness(0.0, 0.0, 0)
    days = None if one.day is None or other.day is None else abs((one.day - other.day).days)
    both = sorted({*one.lowest, *other.lowest})[:KEPT]
    common = set(one.lowest) & set(other.lowest)
    shared = sum(1 for value in both if value in common) / len(both)
    return Likeness(shared, _inside(one, other, common), shorter, days)


def _inside(one: Sketch, other: Sketch, common: set[int]) -> float:
    """How much of the shorter text lies in the longer, by the hashes that both sketches would hold; 0 of too few."""
    short, long = (one, other) if one.runs <= other.runs else (other, one)
    seen = short.lowest if long.runs <= KEPT else [value for value in short.lowest if value <= long.lowest[-1]]
    return len(common.intersection(seen)) / len(seen) if len(seen) >= SAMPLE else 0.0


class Copies:
    """Texts as they come in, each with the first that it repeats."""

    def __init__(self) -> None:
        self._sketches: dict[str, Sketch] = {}
        self._by_hash: dict[int, list[str]] = {}
        self.first: dict[str, str] = {}

    def add(self, key: str, text: str, day: date | None = None) -> str | None:
        """Take a text in; the key of the first text that it repeats, None where it is new."""
        made = sketch(text, day)
        best = closest(made, {one: self._sketches[one] for one in self._near(made) if one != key})
        self._sketches[key] = made
        for one in made.keys:
            self._by_hash.setdefault(one, []).append(key)
        if best is None:
            return None
        self.first[key] = self.first.get(best, best)
        return self.first[key]

    def _near(self, made: Sketch) -> Iterable[str]:
        return dict.fromkeys(key for one in made.keys for key in self._by_hash.get(one, ()))


def closest(made: Sketch, others: Mapping[str, Sketch]) -> str | None:
    """The key of the text that one repeats most closely; None where it repeats none."""
    found = [(likeness(made, other), key) for key, other in others.items()]
    copies = [(like.shared, like.inside, key) for like, key in found if like.is_copy]
    return min(copies, key=lambda one: (-one[0], -one[1], one[2]))[2] if copies else None

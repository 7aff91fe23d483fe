"""All names of some lists, laid out so that the few that a query may mean are found in a fraction of a millisecond.

Every word of every name is filed under keys (`folding.keys`): its consonants, and what one slip leaves of them. A
query's words lead over the keys to the words they may be spellings of, each with its price, and from these to the
names that hold them. Names are ranked by the evidence that their words can give at most; `scorer` then looks at the
best. The index is a folder of flat arrays that are mapped, not read, so that a million names load at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from porosity.screening import background, channel, flat, folding, scorer
from porosity.screening.names import Kind, Name, Role, role_of

ARRAYS = ("name_words", "name_roles", "name_ends", "name_kinds", "postings", "posting_ends", "keys", "key_words")
KINDS = tuple(Kind)
ROLES = tuple(Role)
MOST_CANDIDATES = 40
MOST_CUT = 200
REACH = 3
SHORT = 2
UNSEEN = 4.0  # bits that a word may give that no key leads to

Ints = NDArray[np.int32]


class Index:
    """The names of lists, and what finds them."""

    def __init__(self, words: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        self.words = words
        self.arrays = arrays
        self._number = {word: number for number, word in enumerate(words)}
        self._points = np.zeros(len(arrays["name_kinds"]), dtype=np.float32)
        self._losses = _losses(arrays)
        self._sorted = sorted(words)
        self.near = lru_cache(maxsize=1 << 16)(self._near)
        self._gains_of = lru_cache(maxsize=1 << 16)(self._gains)

    def __len__(self) -> int:
        return len(self.arrays["name_kinds"])

    @classmethod
    def build(cls, names: Iterable[tuple[Kind, Name]]) -> tuple[Index, list[int]]:
        """Lay out names; with the index comes the number that each of them got: equal names share one."""
        numbers: dict[str, int] = {}
        places: dict[tuple[Kind, tuple[str, ...]], int] = {}
        given: list[int] = []
        words: list[int] = []
        roles: list[int] = []
        ends: list[int] = [0]
        for kind, name in names:
            place = places.setdefault((kind, name.words), len(places))
            given.append(place)
            if place == len(ends) - 1:
                words.extend(numbers.setdefault(word, len(numbers)) for word in name.words)
                roles.extend(name.roles)
                ends.append(len(words))
        arrays: dict[str, NDArray[Any]] = {
            "name_words": np.array(words, dtype=np.int32),
            "name_roles": np.array(roles, dtype=np.uint8),
            "name_ends": np.array(ends, dtype=np.int32),
            "name_kinds": np.array([kind for kind, _ in places], dtype=np.uint8),
        }
        arrays.update(_postings(arrays["name_words"], arrays["name_ends"], len(numbers)))
        arrays.update(_filed(tuple(numbers)))
        return cls(tuple(numbers), arrays), given

    def save(self, folder: Path) -> None:
        """Write the index into a folder."""
        flat.save_arrays(folder, self.arrays)
        (folder / "words.txt").write_text("\n".join(self.words), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Index:
        """Map the index that `save` wrote."""
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(words, flat.load_arrays(folder, ARRAYS))

    def kind(self, number: int) -> Kind:
        """The kind of a listed name."""
        return KINDS[int(self.arrays["name_kinds"][number])]

    def name(self, number: int) -> Name:
        """The words of a listed name."""
        first, last = self.arrays["name_ends"][number : number + 2].tolist()
        words = tuple(self.words[at] for at in self.arrays["name_words"][first:last].tolist())
        roles = tuple(ROLES[at] for at in self.arrays["name_roles"][first:last].tolist())
        return Name(words, roles, last - first - 1)

    def prepare(self, name: Name, kind: Kind) -> scorer.Query:
        """A query with all that its words may stand for in this index."""
        return scorer.prepare(name, kind, self._gains_of, self._joined)

    def candidates(self, query: scorer.Query, slack: float = 0.0) -> list[int]:
        """The names that the query may mean, the likeliest first; ``slack`` is what else may speak for them."""
        names, bounds = self._bounded(query)
        floor = self._floor(query) - slack
        best = _top(names, bounds, bounds >= floor)
        unseen = [at for at, gains in enumerate(query.gains) if not gains and len(query.name.words[at]) > SHORT]
        if unseen and len(best) < MOST_CANDIDATES:
            lower = floor - sum(query.alone[at] + scorer.weights().missing + UNSEEN for at in unseen)
            others = _top(names, bounds, (bounds >= lower) & (bounds < floor))
            best.extend(self._bent([query.name.words[at] for at in unseen], others))
        return best

    def _bounded(self, query: scorer.Query) -> tuple[Ints, NDArray[np.float32]]:
        """The names that share evidence with the query, and the most that each can reach; names come repeatedly."""
        starts = self.arrays["posting_ends"]
        evidence = list(self._evidence(query))
        if not evidence:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        postings = self.arrays["postings"]
        numbers = np.array([number for number, _ in evidence])
        gains = np.array([gain for _, gain in evidence], dtype=np.float32)
        names = np.concatenate([postings[starts[number] : starts[number + 1]] for number, _ in evidence])
        points = self._points
        np.add.at(points, names, np.repeat(gains, starts[numbers + 1] - starts[numbers]))
        bounds = points[names] - self._losses[names]
        points[names] = 0.0
        return names, bounds

    def _bent(self, words: Sequence[str], names: Sequence[int]) -> list[int]:
        """Those of some names that hold a word which one of ``words``, bent too far for the keys, may be."""
        if not names:
            return []
        ends = self.arrays["name_ends"]
        held = [self.arrays["name_words"][ends[name] : ends[name + 1]].tolist() for name in names]
        others = sorted({number for numbers in held for number in numbers})
        far = cdist(words, [self.words[number] for number in others], scorer=OSA.distance, score_cutoff=REACH)
        near = {others[at] for at in np.flatnonzero((far <= REACH).any(axis=0)).tolist()}
        return [name for name, numbers in zip(names, held, strict=True) if not near.isdisjoint(numbers)]

    def _floor(self, query: scorer.Query) -> float:
        """With less than this, all words of the query that find no partner deducted, nothing can be enough."""
        w = scorer.weights()
        name = query.name
        hidden = name.roles.count(Role.INITIAL) * (w.initial + w.extra_initial + w.missing)
        last = name.words[name.end]
        if len(last) == SHORT and last not in self._number:
            hidden += 2.5 * SHORT + query.alone[name.end] + w.missing
        return w.needed - w.margin - hidden + sum(query.alone)

    def _evidence(self, query: scorer.Query) -> Iterator[tuple[int, float]]:
        """Words of the index that words of the query may stand for: what each is worth, its own absence undone."""
        w = scorer.weights()
        number = self._number
        share = w.whole / len(query.name.words)  # of the bonus of a name that is given whole
        for at, gains in enumerate(query.gains):
            relief = query.alone[at] + (w.missing if query.name.roles[at] is Role.CORE else w.missing_small)
            own = query.name.words[at]
            for word, gain in gains.items():
                worth = gain + relief + (share if word == own else 0.0)
                if worth > 0:
                    yield number[word], worth
            if own not in number:
                yield from self._halves(query, at, relief)
        yield from self._cut(query)
        for at, gains in enumerate(query.joined):
            relief = query.alone[at] + query.alone[at + 1] + w.missing
            for word, gain in gains.items():
                if gain + relief > 0:
                    yield number[word], gain + relief

    def _cut(self, query: scorer.Query) -> Iterator[tuple[int, float]]:
        """The words of the index that the last word of the query may be the beginning of."""
        written = query.name.words[query.name.end]
        if len(written) <= SHORT or background.is_known(written):
            return
        first = bisect_left(self._sorted, written)
        for at in range(first, min(first + MOST_CUT, len(self._sorted))):
            word = self._sorted[at]
            if not word.startswith(written):
                break
            if word != written:
                gain = scorer.cut(written, background.bits(word, role_of(word, query.kind), query.kind))
                yield self._number[word], gain + query.alone[query.name.end] + scorer.weights().missing

    def _halves(self, query: scorer.Query, at: int, relief: float) -> Iterator[tuple[int, float]]:
        word, role = query.name.words[at], query.name.roles[at]
        for cut in range(2, len(word) - 1):
            one, two = self._number.get(word[:cut]), self._number.get(word[cut:])
            if one is not None and two is not None:
                yield one, background.bits(word[:cut], role, query.kind) + relief
                yield two, background.bits(word[cut:], role, query.kind)

    def _gains(self, word: str, role: Role, kind: Kind) -> Mapping[str, float]:
        return scorer.gains(word, role, kind, self.near(word))

    def _near(self, word: str) -> Mapping[str, float]:
        """The words of the index that ``word`` may be a spelling of, each with its price.

        A word that is known to be a name of its own is no slip: only its other spellings are looked up.
        """
        found = {word: 0.0} if word in self._number else {}
        if len(word) > SHORT or folding.is_bare(word):
            others = [] if background.is_known(word) else folding.query_keys(word)
            alike, *slipped = self._filed_under([folding.sound_key(word), *others])
            close = self._close(word, [self.words[number] for number in set().union(*slipped)]) if slipped else ()
            for other in {*close, *(self.words[number] for number in alike)}:
                price = channel.price(word, other)
                if price < channel.prices().most:
                    found[other] = price
        for form in channel.kin(word):
            if form in self._number:
                found.setdefault(form, channel.price(word, form))
        return found

    def _joined(self, one: str, two: str) -> Mapping[str, float]:
        """The words of the index that two words may be together; two good words are two, unless they make a third."""
        if one not in self._number or two not in self._number:
            return self.near(one + two)
        return {one + two: 0.0} if one + two in self._number else {}

    def _filed_under(self, keys: Sequence[str]) -> list[list[int]]:
        """The words of the index that are filed under each of some keys."""
        hashes = np.array([_hash(key) for key in keys], dtype=np.uint32)
        filed, words = self.arrays["keys"], self.arrays["key_words"]
        firsts, lasts = filed.searchsorted(hashes).tolist(), filed.searchsorted(hashes, side="right").tolist()
        return [words[first:last].tolist() if last > first else [] for first, last in zip(firsts, lasts, strict=True)]

    def _close(self, word: str, others: Sequence[str]) -> Iterable[str]:
        """Those of some words that are within reach of a spelling."""
        if not others:
            return others
        reach = 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3
        far = cdist((word,), others, scorer=OSA.distance, score_cutoff=reach, dtype=np.uint8)[0]
        near = [others[at] for at in np.flatnonzero(far <= reach).tolist()]
        if folding.is_bare(word):
            bones = folding.consonants(word)
            near.extend(other for other in others if folding.consonants(other) == bones)
        return near


def _top(names: Ints, bounds: NDArray[np.float32], wanted: NDArray[np.bool_]) -> list[int]:
    """The names of those wanted that may turn out best, each once."""
    best, places = np.unique(names[wanted], return_index=True)
    found = bounds[wanted][places]
    if len(best) > MOST_CANDIDATES:
        chosen = np.argpartition(-found, MOST_CANDIDATES)[:MOST_CANDIDATES]
        best, found = best[chosen], found[chosen]
    return best[np.argsort(-found, kind="stable")].tolist()  # type: ignore[no-any-return]


def _losses(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """For each name what the absence of all its words would cost at least."""
    w = scorer.weights()
    by_role = np.array([w.missing if role in scorer.CORE else w.missing_small for role in ROLES])
    sums = np.concatenate(([0.0], np.cumsum(by_role[arrays["name_roles"]])))
    ends = arrays["name_ends"]
    losses: NDArray[np.float32] = (sums[ends[1:]] - sums[ends[:-1]]).astype(np.float32)
    return losses


def _hash(key: str) -> int:
    """Two keys may share a hash: words that come by it are priced, and fall away."""
    return crc32(key.encode())


def _postings(words: Ints, ends: Ints, count: int) -> dict[str, NDArray[Any]]:
    """For each word the names that hold it, once each."""
    names = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
    pairs = np.unique(words.astype(np.int64) << 32 | names)
    holders = (pairs & 0xFFFFFFFF).astype(np.int32)
    counts = np.bincount(pairs >> 32, minlength=count)
    return {"postings": holders, "posting_ends": np.concatenate(([0], np.cumsum(counts))).astype(np.int64)}


def _filed(words: Sequence[str]) -> dict[str, NDArray[Any]]:
    """The keys of all words, sorted, and the word of each."""
    hashes: list[int] = []
    numbers: list[int] = []
    for number, word in enumerate(words):
        found = {_hash(key) for key in folding.keys(word)}
        hashes.extend(found)
        numbers.extend([number] * len(found))
    keys = np.array(hashes, dtype=np.uint32)
    order = np.argsort(keys, kind="stable")
    return {"keys": keys[order], "key_words": np.array(numbers, dtype=np.int32)[order]}

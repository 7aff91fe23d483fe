"""How strongly a name as written points at a name as listed: evidence in bits, for and against, each with its reason.

The words of both names are paired. A pair is worth the rarity of its word less the price of the spelling
(`background`, `channel`); words without a partner, replaced words, the kind of name and the quality of an alias count
against. The sum is held against the evidence that one chance match in a list asks for, and becomes a score from 0 to
1: 0.70 is where one should look.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from porosity import yaml_strict
from porosity.resources import knowledge
from porosity.screening import background, channel, korean
from porosity.screening.names import Kind, Name, Role, role_of

SMALL = frozenset((Role.LEGAL, Role.PARTICLE, Role.TITLE))
CORE = frozenset((Role.CORE, Role.NUMBER))
GENERIC = frozenset((Role.GENERIC,))
WHOLE = frozenset((Role.CORE, Role.NUMBER, Role.GENERIC, Role.INITIAL))
THRESHOLD = 0.70
OTHER_WORD = "other word"
FATHER = re.compile(r"(?:ovich|evich|ovna|evna|ogly|oglu|kyzy|qizi)$")
NEAR_SPELLING = 6.0  # bits: what a word may differ by that is two in the list
SHUFFLED = "the syllables stand in another order"
LITTLE = SMALL | GENERIC


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks against, in bits, and how much evidence is enough."""

    needed: float
    steepness: float
    margin: float
    whole: float
    whole_short: float
    whole_initials: float
    whole_spelt: float
    plenty: float
    beyond_plenty: float
    extra: float
    extra_end: float
    extra_father: float
    extra_small: float
    extra_generic: float
    extra_initial: float
    slip_small: float
    missing: float
    missing_first: float
    missing_small: float
    missing_generic: float
    replaced: float
    replaced_generic: float
    other_word: float
    disorder: float
    shuffled: float
    initial: float
    truncated: float
    number: float
    number_other: float
    lone: float
    weak: float
    other_kind: float


@cache
def weights() -> Weights:
    """The shipped weights."""
    return yaml_strict.load_numbers(knowledge() / "screening" / "weights.yml", Weights)


GainsOf = Callable[[str, Role, Kind], Mapping[str, float]]
NearJoined = Callable[[str, str], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Query:
    """A name that is looked for, with what each of its words is worth for each listed word that it may stand for.

    ``gains`` has for each word the listed words and the bits; ``joined`` the same for each word with the next one;
    ``alone`` what each word costs if nothing explains it, ``worth`` the bits of each; ``leads`` are all listed words
    that some word of the query, or two, may stand for.
    """

    name: Name
    kind: Kind
    gains: tuple[Mapping[str, float], ...]
    joined: tuple[Mapping[str, float], ...]
    alone: tuple[float, ...]
    worth: tuple[float, ...]
    leads: frozenset[str]


class Pair(NamedTuple):
    """Words of the query (``at``) that stand for words of the listed name (``to``), and what that is worth."""

    at: tuple[int, ...]
    to: tuple[int, ...]
    gain: float
    how: str


class Comparison(NamedTuple):
    """All evidence on one pair of names: the pairs, the words without a partner on both sides, remarks on the whole
    with their bits, and the sum."""

    pairs: tuple[Pair, ...]
    extra: tuple[int, ...]
    missing: tuple[int, ...]
    remarks: tuple[tuple[str, float], ...]
    bits: float


def score(bits: float) -> float:
    """Bits of evidence, less those needed, as a score: 0.70 where both are equal."""
    w = weights()
    return 1.0 / (1.0 + math.exp(-(bits - w.needed) / w.steepness) * (1.0 / THRESHOLD - 1.0))


def prepare(name: Name, kind: Kind, gains_of: GainsOf, near_joined: NearJoined) -> Query:
    """Look up once what the words of a name may stand for.

    ``gains_of`` gives the listed words that one word may be, with what that is worth (see `gains`); ``near_joined``
    those that two words may be together, with the price of the spelling.
    """
    words, roles = name.words, name.roles
    gains = tuple(gains_of(word, role, kind) for word, role in zip(words, roles, strict=True))
    joined = tuple(
        {} if one.isdecimal() or two.isdecimal() else _joined_gains(kind, near_joined(one, two))
        for one, two in pairwise(words)
    )
    alone = tuple([_alone(name, at) for at in range(len(words))])
    worth = tuple([background.bits(word, role, kind) for word, role in zip(words, roles, strict=True)])
    return Query(name, kind, gains, joined, alone, worth, frozenset().union(*gains, *joined))


def prepare_for(name: Name, kind: Kind, listed: Name) -> Query:
    """The same for a comparison with one name, without any index."""

    def gains_of(word: str, role: Role, kind: Kind) -> Mapping[str, float]:
        return gains(word, role, kind, listed.words)

    def near_joined(one: str, two: str) -> Mapping[str, float]:
        found = {other: channel.price(one + two, other) for other in listed.words}
        return {other: price for other, price in found.items() if price <= channel.prices().most}

    return prepare(name, kind, gains_of, near_joined)


def gains(word: str, role: Role, kind: Kind, others: Iterable[str]) -> Mapping[str, float]:
    """What a word written says of those of some listed words that it can be; it may be less than nothing."""
    found = {other: gain(word, other, role, kind) for other in others}
    return {other: worth for other, worth in found.items() if worth is not None}


@lru_cache(maxsize=1 << 18)
def gain(word: str, other: str, role: Role, kind: Kind) -> float | None:
    """What a word written says of a listed one, in bits; None if it cannot be a spelling of it."""
    price = channel.price(word, other)
    as_role = role_of(other, kind)
    if price > channel.prices().most or (price > 0 and Role.NUMBER in (role, as_role)):
        return None
    worth = min(background.bits(word, role, kind), background.bits(other, as_role, kind)) - price
    if _is_other_word(word, other, price):
        worth -= weights().other_word
    return max(worth, -weights().slip_small) if as_role in LITTLE else worth


def _joined_gains(kind: Kind, near: Mapping[str, float]) -> Mapping[str, float]:
    join = channel.prices().join
    return {
        other: background.bits(other, role_of(other, kind), kind) - price - join
        for other, price in near.items()
        if price == 0 or other not in korean.syllables()
    }


def compare(query: Query, listed: Name) -> Comparison:
    """Weigh a name that is looked for against a listed one."""
    costs = missing_costs(listed)
    return _summed(query, listed, costs, _chosen(query, listed, costs, _pairs(query, listed)))


def _pairs(query: Query, listed: Name) -> Iterable[Pair]:
    words = query.name.words
    known = set(listed.words)
    for at, leads in enumerate(query.gains):
        if len(words[at]) > 1 and known.isdisjoint(leads):
            others = [word for word in known if len(word) > 1 and word not in words]
            leads = gains(words[at], query.name.roles[at], query.kind, others)
        for to, word in enumerate(listed.words):
            if word in leads:
                yield Pair((at,), (to,), leads[word], _how(words[at], word))
            elif (len(word) == 1 or len(words[at]) == 1) and word[0] == words[at][0]:
                yield Pair((at,), (to,), min(weights().initial, _worth(query, listed, to)), "initial")
    yield from _cut_short(query, listed)
    yield from _joined(query, listed, known)
    yield from _split(query, listed, known)


@lru_cache(maxsize=1 << 17)
def _how(written: str, word: str) -> str:
    if written == word:
        return "same"
    return OTHER_WORD if _is_other_word(written, word, channel.price(written, word)) else "spelt"


def _is_other_word(written: str, word: str, price: float) -> bool:
    """Whether a word is too well known by itself to be a slip for another."""
    known = background.is_known(written) and background.is_known(word)
    if not known or price <= channel.prices().sound:
        return False
    return not korean.is_same(written, word) and not channel.are_kin(written, word)


def _worth(query: Query, listed: Name, to: int) -> float:
    return background.bits(listed.words[to], listed.roles[to], query.kind)


def _cut_short(query: Query, listed: Name) -> Iterable[Pair]:
    """The last word of a query that ends before its time."""
    end = query.name.end
    if end < 0:
        return
    written = query.name.words[end]
    if background.is_known(written):  # a name of its own is whole
        return
    for to, word in enumerate(listed.words):
        if len(written) < len(word) and word.startswith(written):
            yield Pair((end,), (to,), cut(written, _worth(query, listed, to)), "cut short")


def cut(written: str, worth: float) -> float:
    """What the beginning of a word says of the whole, in bits."""
    return min(worth, 2.5 * len(written)) - weights().truncated


def _joined(query: Query, listed: Name, known: set[str]) -> Iterable[Pair]:
    """Two words of the query that are one in the list."""
    words = query.name.words
    for at, gains in enumerate(query.joined):
        if not known.isdisjoint(gains) and not (words[at] in known and words[at + 1] in known):
            for to, word in enumerate(listed.words):
                if word in gains and word not in words:
                    yield Pair((at, at + 1), (to,), gains[word], "one word")


def _split(query: Query, listed: Name, known: set[str]) -> Iterable[Pair]:
    """A word of the query that is two in the list."""
    words = query.name.words
    loose = [at for at, word in enumerate(words) if len(word) >= 4 and word not in known]
    for to in range(len(listed.words) - 1) if loose else ():
        one, two = listed.words[to : to + 2]
        if one in words and two in words:
            continue
        for at in loose:
            if abs(len(one) + len(two) - len(words[at])) <= 1 and (words[at][0] == one[0] or words[at][-1] == two[-1]):
                cost = channel.price(words[at], one + two) + channel.prices().join
                if cost <= NEAR_SPELLING:
                    worth = _worth(query, listed, to) + _worth(query, listed, to + 1)
                    yield Pair((at,), (to, to + 1), worth - cost, "two words")


def _chosen(query: Query, listed: Name, costs: tuple[float, ...], pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The pairs that explain most, each word once: a poor pair is better than two words without partners."""
    left: set[int] = set()
    right: set[int] = set()
    chosen = []
    worth = [(_relief(query, listed, costs, pair), pair) for pair in pairs]
    for relief, pair in sorted(worth, key=lambda one: (-one[0], abs(one[1].at[0] - one[1].to[0]))):
        if relief > 0 and left.isdisjoint(pair.at) and right.isdisjoint(pair.to):
            left.update(pair.at)
            right.update(pair.to)
            chosen.append(pair)
    return tuple(chosen)


def _relief(query: Query, listed: Name, costs: tuple[float, ...], pair: Pair) -> float:
    """What a pair gains, and what its words would cost alone."""
    relief = pair.gain
    for at in pair.at:
        relief += query.alone[at]
    for to in pair.to:
        relief += costs[to]
    if query.name.roles[pair.at[0]] in CORE and listed.roles[pair.to[0]] in CORE:
        relief += weights().replaced
    return relief


def _summed(query: Query, listed: Name, costs: tuple[float, ...], pairs: tuple[Pair, ...]) -> Comparison:
    left = {at for pair in pairs for at in pair.at}
    right = {to for pair in pairs for to in pair.to}
    extra = tuple(at for at in range(len(query.alone)) if at not in left)
    absent = tuple(to for to in range(len(costs)) if to not in right)
    remarks = tuple(_remarks(query, listed, pairs, extra, absent))
    total = dampened(sum((pair.gain for pair in pairs), 0.0))
    total -= sum((query.alone[at] for at in extra), 0.0) + sum((costs[to] for to in absent), 0.0)
    total += sum((bits for _, bits in remarks), 0.0)
    return Comparison(pairs, extra, absent, remarks, total)


def _remarks(
    query: Query, listed: Name, pairs: tuple[Pair, ...], extra: tuple[int, ...], absent: tuple[int, ...]
) -> Iterable[tuple[str, float]]:
    """What is to be said of the names as wholes, with its bits."""
    w = weights()
    roles = query.name.roles
    if extra and absent:
        if count := min(_of(roles, extra, CORE), _of(listed.roles, absent, CORE)):
            yield "another word stands in its place", -count * w.replaced
        if count := min(_of(roles, extra, GENERIC), _of(listed.roles, absent, GENERIC)):
            yield "another common word stands in its place", -count * w.replaced_generic
    if count := _disordered(pairs):
        yield "the doubtful words stand elsewhere", -count * w.disorder
    is_shuffled = korean.is_name(listed.words) and _is_shuffled(pairs, len(listed.words))
    if is_shuffled:
        yield SHUFFLED, -w.shuffled
    if (Role.NUMBER in roles or Role.NUMBER in listed.roles) and _numbers(query.name) != _numbers(listed):
        both = Role.NUMBER in roles and Role.NUMBER in listed.roles
        yield "the numbers differ", -(w.number_other if both else w.number)
    if query.kind is Kind.PERSON and _cores(query.name) == 1 < _cores(listed) and Role.INITIAL not in roles:
        yield "one word alone", -w.lone
    if not is_shuffled and not _of(roles, extra, WHOLE) and not _of(listed.roles, absent, WHOLE):
        bonus = _whole(listed, {pair.how for pair in pairs})
        if bonus:
            yield "the name is given whole", bonus


def dampened(bits: float) -> float:
    """The words of one name go together, in families and trades: the more evidence, the less a further word adds."""
    w = weights()
    return bits if bits <= w.plenty else w.plenty + (bits - w.plenty) * w.beyond_plenty


def _whole(listed: Name, hows: set[str]) -> float:
    """The bonus of a name that is given whole."""
    w = weights()
    if hows <= {"same"}:
        return w.whole if _cores(listed) >= 2 else w.whole_short
    if hows <= {"same", "initial"}:
        return w.whole_initials
    return w.whole_spelt if OTHER_WORD not in hows else 0.0


def _is_shuffled(pairs: tuple[Pair, ...], count: int) -> bool:
    """Whether the syllables come in an order in which nobody writes them: the family name goes first or last."""
    order = [pair.to[0] for pair in sorted(pairs, key=lambda one: one.at)]
    return len(order) >= 3 and any((two - one) % count != 1 for one, two in pairwise(order))


def _disordered(pairs: tuple[Pair, ...]) -> int:
    """The doubtful pairs that stand elsewhere than the certain ones say."""
    steady = {pair.at[0] - pair.to[0] for pair in pairs if pair.how == "same"}
    return sum(pair.at[0] - pair.to[0] not in steady for pair in pairs if pair.how != "same") if steady else 0


def _alone(query: Name, at: int) -> float:
    """What a word of the query that no listed word explains costs."""
    w = weights()
    role = query.roles[at]
    if role is Role.GENERIC:
        return w.extra_generic
    if role in SMALL or query.words[at] in query.words[max(0, at - 1) : at]:
        return w.extra_small
    if role is Role.INITIAL:
        return w.extra_initial
    if FATHER.search(query.words[at]):
        return w.extra_father
    return w.extra_end if at in (0, len(query.words) - 1) else w.extra


def missing_costs(listed: Name) -> tuple[float, ...]:
    """What each listed word costs where the query leaves it out; a Korean name lives by each of its syllables."""
    return _costs(listed.roles, korean.is_name(listed.words))


@lru_cache(maxsize=1 << 14)
def _costs(roles: tuple[Role, ...], is_korean: bool) -> tuple[float, ...]:
    return tuple(_missing(role, at_start=is_korean or to == 0) for to, role in enumerate(roles))


def _missing(role: Role, *, at_start: bool) -> float:
    w = weights()
    if role is Role.GENERIC:
        return w.missing_generic
    if role in SMALL or role is Role.INITIAL:
        return w.missing_small
    return w.missing_first if at_start else w.missing


def _cores(name: Name) -> int:
    return _of(name.roles, range(len(name.roles)), CORE)


def _of(roles: tuple[Role, ...], at: Iterable[int], which: frozenset[Role]) -> int:
    return sum(roles[i] in which for i in at)


def _numbers(name: Name) -> tuple[str, ...]:
    return tuple(sorted(word for word, role in zip(name.words, name.roles, strict=True) if role is Role.NUMBER))

"""At most how much evidence two names can give: what most candidates fall away by, before they are weighed.

The bound is never less than what `scorer.compare` finds (a test holds it on many names) and costs a fraction of it.
Pairs of words are not chosen here: each word of the query may stand for its best partner, whoever else wants it; what
certainly stays without a partner counts against, on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from itertools import pairwise

from porosity.screening import background, channel, scorer
from porosity.screening.names import Name
from porosity.screening.scorer import CORE, WHOLE, Query

TWO_WORDS = 2 * background.RARE  # what one word can give that is two on the other side


def is_hopeless(query: Query, listed: Name, least: float) -> bool:
    """Whether two names cannot reach ``least`` bits. What no key leads to is priced only where all hangs on it."""
    known = frozenset(listed.words)
    words = query.name.words
    able: dict[int, float] = {}  # the words of the query that may have a partner, and what each gives at most
    late: dict[int, float] = {}
    taken = 0  # listed words that no key leads to and that may have a partner nevertheless, at most
    for at, leads in enumerate(query.gains):
        led = [leads[word] for word in known if word in leads]
        other = _otherwise(query, listed, known, at)
        if other:
            taken += 2
        if led or other:
            able[at] = max([other, *led])
        elif len(words[at]) > 1:
            late[at] = query.worth[at]
    others = [word for word in known if len(word) > 1 and word not in words]
    while _most(query, listed, known, able | late, taken + len(late)) >= least:
        if not late:
            return False
        at, worth = late.popitem()
        if any(channel.price(words[at], other) <= channel.prices().most for other in others):
            able[at] = worth
            taken += 1
    return True


def _otherwise(query: Query, listed: Name, known: Set[str], at: int) -> float:
    """What a word of the query can give other than by its own spellings: joined with its neighbour, as an initial, cut
    short, or as two words; nothing where it cannot."""
    word = query.name.words[at]
    for gains in query.joined[max(0, at - 1) : at + 1]:
        if gains and not known.isdisjoint(gains):
            return TWO_WORDS
    best = 0.0
    if at == query.name.end and not background.is_known(word) and any(one.startswith(word) for one in known):
        best = background.RARE
    if len(word) == 1:
        return max(best, scorer.weights().initial)
    if len(word) >= 4 and word not in known:
        for one, two in pairwise(listed.words):
            if -1 <= len(one) + len(two) - len(word) <= 1 and (word[0] == one[0] or word[-1] == two[-1]):
                return TWO_WORDS
    return max(best, scorer.weights().initial) if word[0] in known else best


def _most(query: Query, listed: Name, known: Set[str], able: Mapping[int, float], taken: int) -> float:
    """The most bits, if the words that are ``able`` to find a partner do, ``taken`` listed words that no key leads to
    among the partners, and all others stay alone."""
    w = scorer.weights()
    roles = query.name.roles
    lost = 0.0
    extra = 0
    is_whole = is_same = True
    for at, word in enumerate(query.name.words):
        if at not in able:
            lost += query.alone[at]
            extra += roles[at] in CORE
            is_whole = is_whole and roles[at] not in WHOLE
        elif word not in known:
            is_same = is_same and roles[at] not in WHOLE
    unled = [to for to, word in enumerate(listed.words) if word not in query.leads]
    if taken < len(unled):
        costs = scorer.missing_costs(listed)
        lost += sum(sorted([costs[to] for to in unled])[: len(unled) - taken])
        absent = sum([listed.roles[to] in CORE for to in unled]) - taken
        lost += w.replaced * max(0, min(extra, absent))
        is_whole = is_whole and sum([listed.roles[to] in WHOLE for to in unled]) <= taken
    bonus = (w.whole if is_same else w.whole_initials) if is_whole else 0.0
    return scorer.dampened(sum([max(0.0, worth) for worth in able.values()])) + bonus - lost

"""What goods a text names: terms, read where they stand.

A term that only modifies another noun does not name the thing: "arms exhibition", "coal miner" and "tank truck" are
no arms, coal or tanks. Which nouns take the meaning away, weaken it or turn it into something else ("tank parts",
"missile launch") is data, in ``knowledge/goods/words.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from porosity.assessment import Goods
from porosity.goods.classes import closure
from porosity.goods.entries import Entry, Words, entries, words
from porosity.goods.headings import named, nearest
from porosity.goods.lexicon import Hit, lexicon
from porosity.goods.tokens import BREAK, Token

_BACK = 5  # words between "launch of" and the missile
_CUE_BEFORE, _CUE_AFTER = 4, 8  # words around a car in which "luxury" and "for personal use" speak of it
_CARRIERS = frozenset({"vehicle", "vessel", "aircraft"})  # their names may hold any word: the tanker Golden Star
_LEADS = frozenset({"of", "for", "to", "in", "on", "with"})  # training in the use of drones, help with missiles
_PEOPLE = frozenset({"labour", "it-work", "students", "troops", "tourism"})
_OPEN = frozenset({"technology-unspecified", "goods-unspecified", "cargo-unknown"})
_NEAR, _LONG, _HEADLINE = 8, 3, 0.7  # a headline: most of the longer words near by have capitals
_BY_KIND = {
    "vehicle": Goods("", possible_hs=("87", "86"), possible_classes=frozenset({"vehicle"})),
    "vessel": Goods("", possible_hs=("89",), possible_classes=frozenset({"vessel"})),
    "aircraft": Goods("", possible_hs=("88",), possible_classes=frozenset({"aircraft"})),
    "weapon": Goods("", possible_hs=("93",), possible_classes=frozenset({"arms", "wmd-missile"})),
    "money": Goods("", possible_classes=frozenset({"financial-services"})),
    "goods": Goods(""),
    "good": Goods(""),
}


def find_goods(text: str) -> list[tuple[int, int, Goods]]:
    """Every mention of goods, services, people or tests that measures speak of, in order, without overlap.

    Offsets count code points, half-open, and cover the term (with its head noun where that shapes the meaning).
    """
    found = _find(text)[0]
    by_number = [one for one in named(text) if not any(start < one[1] and one[0] < end for start, end, _ in found)]
    return sorted((*found, *by_number), key=lambda one: one[0])


def classify(text: str, *, kind: str | None = None) -> Goods | None:
    """What a name or description is, for the law; None if nothing in it says so.

    Several goods in one text are united. Where no term is known and the ``kind`` is that of a thing (vehicle, vessel,
    aircraft, weapon, money, goods), the kind is given as possible, never as certain; for goods also the nearest
    customs headings.

    >>> sorted(classify("a Russian-made car").classes)
    ['passenger-vehicle', 'vehicle']
    """
    found, blocked = _find(text, whole=True)
    if found:
        return union(goods for _, _, goods in found)
    if (blocked and kind not in _CARRIERS) or (kind is not None and kind not in _BY_KIND):
        return None
    if not blocked and (found := _find(text, whole=True, loose=True)[0]):
        return _weakened(union(goods for _, _, goods in found), "nothing near by confirms that sense")
    if kind is None:
        return None
    guess = _BY_KIND[kind]
    near = nearest(text) if kind in ("goods", "good") else Goods(text)
    if not (guess.possible_hs or guess.possible_classes or near.possible_hs):
        return None
    because = f"no term is known in “{text}”; it is called a {kind}" + (f", and {near.because}" if near.because else "")
    return Goods(
        term=text,
        possible_hs=tuple(dict.fromkeys(guess.possible_hs + near.possible_hs)),
        possible_classes=guess.possible_classes,
        because=because.rstrip(".") + ".",
    )


def union(several: Iterable[Goods]) -> Goods:
    """Several goods as one: what is certain of any is certain; what is certain is not merely possible."""
    parts = list(several)
    hs = tuple(dict.fromkeys(code for part in parts for code in part.hs))
    classes = frozenset[str]().union(*(part.classes for part in parts))
    possible_hs = dict.fromkeys(code for part in parts for code in part.possible_hs if code not in hs)
    return Goods(
        term="; ".join(dict.fromkeys(part.term for part in parts)),
        hs=hs,
        classes=classes,
        possible_hs=tuple(possible_hs),
        possible_classes=frozenset[str]().union(*(part.possible_classes for part in parts)) - classes,
        because=" ".join(dict.fromkeys(part.because for part in parts if part.because)),
    )


def _find(text: str, *, whole: bool = False, loose: bool = False) -> tuple[list[tuple[int, int, Goods]], bool]:
    """The mentions, and whether any words were found that name no goods."""
    terms = lexicon()
    tokens = terms.tokens(text)
    hits = _joined(terms.hits(text, tokens, loose=loose))
    starts = {hit.first: hit for hit in hits}
    used: set[int] = set()
    found: list[tuple[int, int, Goods]] = []
    blocked = False
    for hit in hits:
        if hit.first in used:
            continue
        if hit.entry is None or (not whole and _is_name(hit, tokens)):
            blocked = True
            continue
        reading = _read(hit, hit.entry, tokens, starts, words())
        if reading is None:
            blocked = True
            continue
        entry, first, last, weak = reading
        used.update(range(first, last))
        start, end = tokens[first].start, tokens[last - 1].end
        if found and found[-1][0] <= start < found[-1][1] and not found[-1][2].classes - _OPEN:
            start = found.pop()[0]  # "technical assistance for submarines": the head alone said less
        if found and start < found[-1][1]:  # "parts of drones": the head is read already
            start = tokens[hit.first].start
        if whole and found and not weak and words().aside.search(text[found[-1][1] : start]):
            weak = "it stands there as the purpose"
        goods = entry.goods(text[start:end])
        if weak:
            goods = _weakened(goods, weak)
        if "luxury" in goods.possible_classes and _is_luxury(text, tokens, hit, whole):
            goods = _with_luxury(goods)
        found.append((start, end, goods))
    return found, blocked


def _joined(hits: Iterable[Hit]) -> list[Hit]:
    """The hits, a brand and the plain word right after it as one: "Aurus limousine", "MiG-29 jets"."""
    joined: list[Hit] = []
    for hit in hits:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.brand
            and before.last == hit.first
            and before.entry is not None
            and hit.entry is not None
            and closure(hit.entry.classes) <= closure(before.entry.classes)
        ):
            joined[-1] = replace(before, last=hit.last)
        else:
            joined.append(hit)
    return joined


def _read(
    hit: Hit, entry: Entry, tokens: Sequence[Token], starts: dict[int, Hit], lists: Words
) -> tuple[Entry, int, int, str] | None:
    """The entry that the hit stands for with the nouns after it, its span, and why it is only possible ("")."""
    first, last = hit.first, hit.last
    while last < len(tokens) and (norm := tokens[last].norm) not in (BREAK, "'s"):
        following = starts.get(last)
        if following is None or following.last == last + 1:
            derived = _derive(entry, lists.derived.get(norm))
            if derived is not None:
                entry, last = derived, last + 1
                continue
            if norm in lists.neutral:
                return None
            if norm in lists.weakening:
                return entry, first, last, f"“{tokens[last].text}” may be about it only"
        elif hit.brand and (derived := _derive(entry, lists.derived.get(tokens[following.last - 1].norm))) is not None:
            entry, last = derived, following.last
            continue
        if following is not None and following.entry is not None and _gives_way(hit, entry, following.entry):
            return None
        break
    if entry is hit.entry:
        head = _head_before(tokens, first, lists)
        derived = _derive(entry, lists.derived.get(tokens[head].norm)) if head is not None else None
        if derived is not None and head is not None:
            return derived, head, last, ""
    return entry, first, last, ""


def _is_name(hit: Hit, tokens: Sequence[Token]) -> bool:
    """Whether a common word is part of a proper name: "Fox News", "the Granite State", "Susan Rice".

    Headlines capitalise every word, so there a capital says nothing.
    """
    token = tokens[hit.first]
    if hit.brand or hit.last - hit.first > 1 or not token.text[0].isupper() or token.text.isupper():
        return False
    if hit.first == 0 or tokens[hit.first - 1].norm == BREAK:
        following = tokens[hit.last].text if hit.last < len(tokens) else ""
        if not following[:1].isupper():
            return False
    near = [token for token in tokens[max(0, hit.first - _NEAR) : hit.last + _NEAR] if len(token.text) > _LONG]
    capitals = sum(token.text[0].isupper() for token in near)
    return capitals <= _HEADLINE * len(near)


def _derive(entry: Entry, by: object) -> Entry | None:
    """What a head noun makes of an entry: by the entry's id or a class that it is in, first in the file's order."""
    if not isinstance(by, dict):
        return None
    classes = closure(entry.classes)
    for key, target in by.items():
        if key == entry.id or key in classes:
            return entries()[target]
    return None


def _gives_way(hit: Hit, entry: Entry, head: Entry) -> bool:
    """Whether a term right before another only modifies it ("coal ship"), rather than naming the same thing twice."""
    if hit.brand or head.open or not (head.hs or head.classes & _PEOPLE):
        return False
    return not (closure(entry.classes) & closure(head.classes)) or entry.open


def _head_before(tokens: Sequence[Token], first: int, lists: Words) -> int | None:
    """The head noun of "launch of two short-range ballistic missiles", if there is one."""
    for at in range(first - 1, max(first - 1 - _BACK, 0), -1):
        if tokens[at].norm in (BREAK, "and", "or"):
            return None
        if tokens[at].norm in _LEADS:
            return at - 1 if tokens[at - 1].norm in lists.derived else None
    return None


def _weakened(goods: Goods, why: str) -> Goods:
    """The same goods, all of them only possible."""
    return replace(
        goods,
        hs=(),
        classes=frozenset(),
        possible_hs=goods.hs + goods.possible_hs,
        possible_classes=goods.classes | goods.possible_classes,
        because=f"{goods.because.rstrip('.')}; only possibly, for {why}.",
    )


def _is_luxury(text: str, tokens: Sequence[Token], hit: Hit, whole: bool) -> bool:
    lists = words()
    if whole:
        return bool(lists.luxury_cues.search(text) or lists.luxury_after.search(text))
    first, last = hit.first, hit.last
    while first > 0 and hit.first - first < _CUE_BEFORE and tokens[first - 1].norm != BREAK:
        first -= 1
    while last < len(tokens) and last - hit.last < _CUE_AFTER and tokens[last].norm != BREAK:
        last += 1
    before = text[tokens[first].start : tokens[hit.last - 1].end]
    after = text[tokens[hit.last - 1].end : tokens[last - 1].end]
    return bool(lists.luxury_cues.search(before) or lists.luxury_after.search(after))


def _with_luxury(goods: Goods) -> Goods:
    because = goods.because.rstrip(".") + "; the words around it call it a luxury."
    return replace(
        goods,
        classes=goods.classes | {"luxury"},
        possible_classes=goods.possible_classes - {"luxury"},
        because=because,
    )

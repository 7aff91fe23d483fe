"""Echoes: sentences of a report that are said again, word for word or in other words.

Leads, captions and summaries repeat what the running text says. Found and linked, they never count as second claims.
Two sentences are paired when nearly all that the shorter one says is in the longer one, each word weighed by how rare
it is in the report, and when nothing that matters tells them apart: a number, a date, a name, a negation, an opposite,
another thing in the same place, or the order of the parties ("X told Y" is not "Y told X"). A wrong pair would hide a
claim, so doubt speaks against pairing.

Candidates come from an inverted index over each sentence's rarest words, so that long reports take linear time.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from porosity.reports.wordlists import words

LEAST_COVERED = 0.8  # of the shorter sentence's weight has to be in the longer one
LEAST_ALIKE = 0.4  # of the weight of both has to be common, or the longer says much more: a claim of its own
WHOLLY_COVERED, LEAST_ALIKE_THEN = 0.9, 0.25  # what says nothing new may be much shorter
LEAST_ALIKE_CLOSE = 0.3  # the same, where neighbouring words are the same, too
LEAST_CLOSE = 0.5  # of the neighbours, then
MANY_COMMON = 7  # content words that both have, beside which one more name in one of them tells nothing apart
LEAST_COMMON = 4  # content words that both have; a number in common stands for one more
LEAST_QUOTED = 2  # content words of a sentence that stands in another word for word
LEAST_PHRASES = 0.25  # of the shorter sentence's pairs of neighbours are neighbours in the longer one, too
LEAST_OPENING = 3  # words of a sentence that another one opens with
ROW_WORDS = 4  # content words of a row of figures ("Iron ore: 120,400.") at most
TELLING_NUMBER = 1000  # a number from here on, or one with a fraction, tells by itself what it is the figure of
SAME_WORDS = 5  # a sentence of fewer words ("He declined.") may be said twice in earnest
SHINGLE = 5  # words in a row that a sentence quoted inside another is looked up by
RAREST = 8  # words by which a sentence is looked up
MOST_POSTINGS = 40  # sentences looked at for one word, newest first; words that are everywhere find nothing
MOST_NAMES = 12  # whose order is compared

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:['’][^\W\d_]+)?|\w+")
_ROW = re.compile(r"(?<!\d):\s+[^\w\s]?\d[\d.,]*\W*(?:\w+\W*){0,2}$")
_APOSTROPHE = re.compile(r"['’](?:s|S)?$")

_STOP = words(
    """a an the this that these those and or but nor so yet if than then as at by for from in into of off on onto out
    over to up upon with without within about above across after against along amid among around before behind below
    beneath beside between beyond during near since through throughout till toward towards under until via while when
    where which who whom whose what why how he she it they we you i me him her them us my your his its their our hers
    theirs ours is are was were be been being am do does did done has have had having will would shall should can could
    may might must not no never also just only very too more most much many some any all both each every either
    neither own same such again further here there now once still even well both there's it's he's she's that's
    take takes took taken part get gets got make makes made come comes came go goes went gone
    say says said tell tells told according report reports reported reportedly add adds added note notes noted"""
)
_NEGATION = words(
    "not no never nor neither none nobody nothing without cannot deny denies denied refuse refuses refused"
)
_MONTHS = words(
    """january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec"""
)
_DAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
    " morning evening night midnight noon"
)
_NUMBERS: Mapping[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9,
    "dozen": 12, "dozens": 12.5, "hundreds": 100.5, "thousands": 1000.5, "millions": 1000000.5, "half": 0.5, "first": 1,
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "double": 2.1, "triple": 3.1,
}  # fmt: skip
_OPPOSITES = (
    ("import", "export"), ("buy", "sell"), ("rise", "fall"), ("increase", "decrease"), ("north", "south"),
    ("east", "west"), ("accept", "reject"), ("accept", "refuse"), ("confirm", "deny"), ("arrive", "leave"),
    ("enter", "leave"), ("win", "lose"), ("allow", "ban"), ("permit", "ban"), ("legal", "illegal"), ("before", "after"),
    ("above", "below"), ("more", "less"), ("open", "close"), ("begin", "end"), ("start", "stop"), ("send", "receive"),
    ("lawful", "unlawful"), ("former", "current"), ("known", "unknown"), ("likely", "unlikely"), ("old", "new"),
    ("highest", "lowest"), ("support", "oppose"), ("for", "against"), ("load", "unload"), ("northern", "southern"),
    ("eastern", "western"), ("father", "mother"), ("brother", "sister"), ("husband", "wife"), ("import", "sell"),
)  # fmt: skip
_SAME = (
    "give gave given gift gifted gifts present presented handed hand", "car vehicle automobile", "take took taken",
    "go went gone", "see saw seen", "buy bought purchase purchased", "sell sold", "send sent", "make made",
    "show showed shown", "begin began begun start started", "think thought", "know knew known", "find found",
    "leave left", "hold held", "keep kept", "meet met", "fight fought", "speak spoke spoken", "write wrote written",
    "prefer preferred rather", "use used", "ban banned prohibit prohibited", "ship vessel", "accuse accused",
    "violate violated breach breached", "agree agreed", "children child", "men man", "women woman", "people person",
    "fall fell fallen", "rise rose risen", "lose lost", "win won", "sink sank sunk", "steal stole stolen", "lead led",
    "build built", "bring brought", "bear bore born borne", "pay paid", "fly flew flown", "sit sat", "stand stood",
)  # fmt: skip
_DEMONYM = re.compile(
    r"(?:[^\W\d_]+(?:ian|ean|ish|ese|ican)|german|dutch|french|greek|thai|iraqi|israeli|swiss|czech)s?$"
)
_ADJUNCT = words("in at on near during inside outside since until under amid")
_DETERMINER = words("a an the his her its their our this that these those some any no each every another")
_JOINED = words("and or & with")


@dataclass(frozen=True, slots=True)
class _Word:
    """A content word: its stem, its place among all words, and what its surroundings say it is."""

    stem: str
    at: int
    is_name: bool
    is_thing: bool
    is_adjunct: bool
    is_joined: bool


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a sentence says, as far as words go."""

    key: tuple[str, ...]
    words: tuple[_Word, ...]
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[float]
    dates: frozenset[str]
    negated: frozenset[str]
    light: frozenset[str]
    passive: bool


def echoes(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indices of `texts`, the sentences of one report in order: first said, said again.

    A sentence said three times gives two pairs with the same first member.

    >>> echoes(["The trawler Ada landed nine crates of crab at Busan.", "It rained.",
    ...         "Trawler Ada landed nine crates of crab at Busan"])
    [(0, 2)]
    """
    capitals = _names_of(texts)
    gists = [_gist(text, capitals) for text in texts]
    spread = Counter(stem for gist in gists for stem in gist.stems)
    weight = {stem: math.log(1.0 + (len(gists) + 1) / count) for stem, count in spread.items()}
    firsts: list[int] = list(range(len(gists)))
    verbatim: dict[tuple[str, ...], int] = {}
    index: dict[str, list[int]] = defaultdict(list)
    shingles: dict[tuple[str, ...], int] = {}
    openings: dict[tuple[str, ...], int] = {}
    pairs: list[tuple[int, int]] = []
    for number, gist in enumerate(gists):
        earlier = verbatim.get(gist.key) if len(gist.key) >= SAME_WORDS else None
        if earlier is None:
            earlier = _quoted(gist, gists, shingles)
        if earlier is None:
            earlier = _best(gist, gists, index, weight)
        if earlier is None:
            earlier = _row(gist, texts[number], index)
        if earlier is None:
            earlier = _opened(gist, gists, openings)
        if earlier is not None:
            firsts[number] = firsts[earlier]
            pairs.append((firsts[number], number))
        verbatim.setdefault(gist.key, number)
        for stem in gist.stems:
            index[stem].append(number)
        for shingle in _shingles(gist):
            shingles.setdefault(shingle, number)
        openings.setdefault(gist.key[:LEAST_OPENING], number)
    return pairs


def _shingles(gist: _Gist) -> Iterator[tuple[str, ...]]:
    for at in range(len(gist.key) - SHINGLE + 1):
        yield gist.key[at : at + SHINGLE]


def _quoted(gist: _Gist, gists: Sequence[_Gist], shingles: Mapping[tuple[str, ...], int]) -> int | None:
    """The earlier sentence that is a part of this one word for word, or that this one is a part of."""
    for earlier in dict.fromkeys(shingles[shingle] for shingle in _shingles(gist) if shingle in shingles):
        first = gists[earlier]
        short, long = sorted((first, gist), key=lambda one: len(one.key))
        inside = f" {' '.join(short.key)} " in f" {' '.join(long.key)} "
        if inside and len(short.stems) >= LEAST_QUOTED and not _differ(first, gist, first.stems & gist.stems):
            return earlier
    return None


def _opened(gist: _Gist, gists: Sequence[_Gist], openings: Mapping[tuple[str, ...], int]) -> int | None:
    """The earlier sentence that opens with all of this one, or the other way round: "The foreman counts"."""
    earlier = openings.get(gist.key[:LEAST_OPENING]) if len(gist.key) >= LEAST_OPENING else None
    if earlier is None:
        return None
    short, long = sorted((gists[earlier], gist), key=lambda one: len(one.key))
    opens = len(short.words) >= LEAST_QUOTED and long.key[: len(short.key)] == short.key
    return earlier if opens and not (short.negated ^ long.negated) & short.stems else None


def _row(gist: _Gist, text: str, index: Mapping[str, list[int]]) -> int | None:
    """The earlier sentence whose figure a row of figures ("Iron ore: 120,400.") repeats; None where two could be it."""
    if _ROW.search(text) is None or len(gist.words) > ROW_WORDS or len(gist.numbers) != 1:
        return None
    (number,) = gist.numbers
    found = index.get(f"#{number:g}", [])
    named = {earlier for word in gist.words for earlier in index.get(word.stem, ())}
    tells = number >= TELLING_NUMBER or number != int(number)
    return found[0] if len(found) == 1 and (tells or found[0] in named) else None


def _best(
    gist: _Gist, gists: Sequence[_Gist], index: Mapping[str, list[int]], weight: Mapping[str, float]
) -> int | None:
    """The earlier sentence that says most of the same, or None."""
    if len(gist.stems) < LEAST_COMMON - bool(gist.numbers):
        return None
    met: Counter[int] = Counter()
    for stem in sorted(gist.stems, key=lambda stem: (-weight[stem], stem))[:RAREST]:
        met.update(index.get(stem, ())[-MOST_POSTINGS:])
    best: tuple[float, int] | None = None
    for earlier, hits in met.most_common(MOST_POSTINGS):
        if hits < 2:
            break
        alike = _alike(gists[earlier], gist, weight)
        if alike and (best is None or (alike, -earlier) > (best[0], -best[1])):
            best = (alike, earlier)
    return best[1] if best is not None else None


def _alike(first: _Gist, second: _Gist, weight: Mapping[str, float]) -> float:
    """How much of the two is common, from 0 (not echoes) to 1."""
    common = first.stems & second.stems
    if len(common) < LEAST_COMMON - bool(first.numbers & second.numbers):
        return 0.0
    both = sum(weight[stem] for stem in common)
    one, other = (sum(weight[stem] for stem in gist.stems) for gist in (first, second))
    covered, alike = both / min(one, other), both / (one + other - both)
    phrases = _phrases(first, second)
    if covered >= WHOLLY_COVERED or len(common) >= MANY_COMMON:
        least = LEAST_ALIKE_THEN
    else:
        least = LEAST_ALIKE_CLOSE if phrases >= LEAST_CLOSE else LEAST_ALIKE
    if covered < LEAST_COVERED or alike < least or phrases < LEAST_PHRASES or _differ(first, second, common):
        return 0.0
    return alike


def _phrases(first: _Gist, second: _Gist) -> float:
    """The share of the shorter one's neighbouring content words that are neighbours in the longer one, too."""
    ours, theirs = ({(a.stem, b.stem) for a, b in pairwise(g.words)} for g in (first, second))
    least = min(len(ours), len(theirs))
    return len(ours & theirs) / least if least else 0.0


def _differ(first: _Gist, second: _Gist, common: frozenset[str]) -> bool:
    """Whether anything that matters tells two alike sentences apart."""
    for mine, yours in ((first.numbers, second.numbers), (first.dates, second.dates)):
        if mine - yours and yours - mine:
            return True
    if _other_names(first, second, common):
        return True
    if (first.negated ^ second.negated) & common:
        return True
    mine, yours = first.light - second.light, second.light - first.light
    for a, b in _OPPOSITES:
        a, b = _stem(a), _stem(b)
        if (a in mine and b in yours) or (b in mine and a in yours):
            return True
    return _another_thing(first, second, common) or _parties_swapped(first, second, common)


def _other_names(first: _Gist, second: _Gist, common: frozenset[str]) -> bool:
    """Whether each names somebody whom the other does not; one more name beside very much in common does not count.

    Beside the same neighbour it counts all the same: "the yard in Arcadia", "the yard in Utopia".
    """
    mine, yours = first.names - second.names, second.names - first.names
    if not mine or not yours:
        return False
    if len(common) < MANY_COMMON or min(len(mine), len(yours)) > 1:
        return True
    beside = [
        {(a.stem, b.stem) for a, b in pairwise(gist.words) if b.stem in own}
        for gist, own in ((first, mine), (second, yours))
    ]
    return bool({before for before, _ in beside[0]} & {before for before, _ in beside[1]})


def _another_thing(first: _Gist, second: _Gist, common: frozenset[str]) -> bool:
    """Whether one names a thing where the other, between the same neighbours, names another."""

    def slots(gist: _Gist) -> dict[tuple[str, str], str]:
        stems = ["^", *(word.stem for word in gist.words), "$"]
        return {
            (stems[place], stems[place + 2]): word.stem
            for place, word in enumerate(gist.words)
            if word.is_thing and word.stem not in common
        }

    mine, yours = slots(first), slots(second)
    return any(mine[slot] != yours[slot] for slot in mine.keys() & yours.keys())


def _parties_swapped(first: _Gist, second: _Gist, common: frozenset[str]) -> bool:
    """Whether two names stand in one order here and only in the other order there."""
    if first.passive != second.passive:
        return False

    def places(gist: _Gist) -> dict[str, tuple[int, int, bool]]:
        found: dict[str, tuple[int, int, bool]] = {}
        for word in gist.words:
            if word.is_name and word.stem in common and not word.is_adjunct and not _DEMONYM.match(word.stem):
                start, _, joined = found.get(word.stem, (word.at, word.at, False))
                found[word.stem] = (start, word.at, joined or word.is_joined)
        return found

    mine, yours = places(first), places(second)
    names = sorted(mine.keys() & yours.keys())[:MOST_NAMES]
    for place, a in enumerate(names):
        for b in names[place + 1 :]:
            if (mine[a][2] or mine[b][2]) and (yours[a][2] or yours[b][2]):
                continue  # "X and Y" is "Y and X"
            before = mine[a][0] < mine[b][1], mine[b][0] < mine[a][1]
            after = yours[a][0] < yours[b][1], yours[b][0] < yours[a][1]
            if not (before[0] and after[0]) and not (before[1] and after[1]):
                return True
    return False


def _names_of(texts: Sequence[str]) -> frozenset[str]:
    """Lower-cased words that the report writes with a capital inside sentences, and never without."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        tokens = _TOKEN.findall(text)
        if sum(token[0].isupper() for token in tokens) > 0.6 * len(tokens):
            continue  # a headline in capitals tells nothing
        for place, token in enumerate(tokens):
            bare = _APOSTROPHE.sub("", token)
            if token[0].isupper():
                if place:
                    capital.add(bare.lower())
            else:
                small.add(bare.lower())
    return frozenset(capital - small)


def _gist(text: str, capitals: frozenset[str]) -> _Gist:
    tokens = [_APOSTROPHE.sub("", token) for token in _TOKEN.findall(text)]
    lower = [token.lower().replace("’", "'") for token in tokens]
    content: list[_Word] = []
    numbers: set[float] = set()
    dates: set[str] = set()
    negated: set[str] = set()
    reach = 0
    for at, (token, word) in enumerate(zip(tokens, lower, strict=True)):
        if word in _NEGATION or word.endswith("n't"):
            reach = 3  # content words that a negation is taken to speak of
            continue
        is_month = word in _MONTHS and token[0].isupper()
        number = None if is_month else _number(word)
        if number is not None:
            numbers.add(number)
            continue
        if is_month or word in _DAYS:
            dates.add(word[:3])
            continue
        if word in _STOP and not (len(token) > 1 and token.isupper()):
            continue
        stem = _stem(word)
        before = lower[at - 1] if at else ""
        is_name = token[0].isupper() and word in capitals
        content.append(
            _Word(
                stem,
                at,
                is_name=is_name,
                is_thing=not is_name and (before in _DETERMINER or _is_plural(word)),
                is_adjunct=before in _ADJUNCT,
                is_joined=before in _JOINED or (at + 1 < len(lower) and lower[at + 1] in _JOINED),
            )
        )
        if reach:
            negated.add(stem)
            reach -= 1
    stems = frozenset(word.stem for word in content)
    stems |= {f"#{number:g}" for number in numbers} | {f"@{day}" for day in dates}
    return _Gist(
        key=tuple(lower),
        words=tuple(content),
        stems=stems,
        names=frozenset(word.stem for word in content if word.is_name),
        numbers=frozenset(numbers),
        dates=frozenset(dates),
        negated=frozenset(negated),
        light=stems | {_stem(word) for word in lower},
        passive="by" in lower,
    )


def _number(word: str) -> float | None:
    if word[0].isdigit():
        try:
            return float(re.sub(r"(?:st|nd|rd|th)$", "", word).replace(",", "").replace(":", "."))
        except ValueError:
            return float(hash(word) % 1_000_003) + 0.25
    return _NUMBERS.get(word)


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


_IRREGULAR = {word: group.split()[0] for group in _SAME for word in group.split()}


def _stem(word: str) -> str:
    """A word without its commonest endings; crude, and the same crude for both sentences."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif _is_plural(word):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    if len(word) > 5 and word.endswith("ly"):
        word = word[:-2]
    word = word.removesuffix("e") if len(word) > 4 else word
    return _IRREGULAR.get(word, word)

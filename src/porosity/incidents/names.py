"""Names as incidents compare them across reports: folded as the screening folds them, offices and States taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from porosity.incidents.rules import rules
from porosity.reading import countries, offices
from porosity.reading.sources import is_document
from porosity.screening import folding
from porosity.screening.names import Kind, Role, read_name
from porosity.support.sources import is_described, outlet_in

LEADERS = frozenset(("leader", "head of state", "president", "supreme leader"))
STATE_BODIES = frozenset(("agency", "ministry", "party", "armed-forces", "body", "media", "think-tank"))
KEPT = frozenset((Role.CORE, Role.NUMBER, Role.GENERIC))
LONG = 7  # letters of a word that its consonants alone tell from others
TELLING = 5  # letters of a single word that may stand for a longer name
CACHED = 20_000
_POSSESSIVE = re.compile(r"['’]s?\b")
_TOKEN = re.compile(r"[\w’'-]+|[.!?:;,“”\"()]")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|I"
)


@lru_cache(maxsize=CACHED)
def leads(name: str) -> str | None:
    """The State that a person leads or has led, None for everybody else."""
    person = offices.person(name)
    if person is None:
        return None
    for office in offices.offices():
        if LEADERS & {office.title, *office.also} and any(one.holder == person.name for one in office.tenures):
            return office.country
    return None


@lru_cache(maxsize=CACHED)
def is_envoy(name: str) -> bool:
    """Whether a person is an ambassador: he is there at every meeting, and makes none of them."""
    person = offices.person(name)
    return person is not None and any(
        office.title.startswith("ambassador") and any(one.holder == person.name for one in office.tenures)
        for office in offices.offices()
    )


@lru_cache(maxsize=CACHED)
def person_key(name: str) -> str:
    """A person's name as it sounds, titles off: "Choe Son Hui" and "Choe Son-hui" are one.

    >>> person_key("Kim Jong Un") == person_key("Kim Jong-un")
    True
    """
    known = offices.person(name)
    bare = known.name if known is not None else re.sub(r"^.*['’]s? (?=[A-Z])", "", name)
    read = read_name(bare, Kind.PERSON)
    return " ".join(_sounds(word) for word, role in zip(read.words, read.roles, strict=True) if role is Role.CORE)


@lru_cache(maxsize=CACHED)
def name_key(name: str) -> str:
    """The name of a body, a site or a ship as it sounds, legal forms off; empty where nothing is left of it."""
    read = read_name(_POSSESSIVE.sub("", name), Kind.BODY)
    words = [word for word, role in zip(read.words, read.roles, strict=True) if role in KEPT]
    if all(word in rules().no_names or word == "the" for word in words):
        return ""
    return " ".join(_sounds(word) for word in words if word not in ("the", "of"))


def _sounds(word: str) -> str:
    """A word as it sounds; of a long one the consonants, for vowels are what romanisations differ in."""
    heard = folding.sounds(word)
    return folding.consonants(heard) if len(heard) >= LONG else heard


@lru_cache(maxsize=CACHED)
def is_own_name(name: str) -> bool:
    """Whether it is a name of its own: no description, no State or body of one, no outlet, no paper."""
    if not name[:1].isupper() or is_described(name) or is_document(name):
        return False
    if countries.country_of(name) is not None or outlet_in(name) is not None or not name_key(name):
        return False
    body = offices.organisation(name)
    return body is None or body.kind not in STATE_BODIES


@lru_cache(maxsize=CACHED)
def without_office(name: str) -> str:
    """A name without the office and the State before it: "Vice Premier Ada Roe" is "Ada Roe"."""
    words = name.split()
    while words and (words[0].lower() in _office_words() or countries.find_countries(words[:1])):
        words = words[1:]
    return " ".join(words)


@cache
def _office_words() -> frozenset[str]:
    titles = (title for office in offices.offices() for title in (office.title, *office.also))
    return rules().office_words | {word for title in titles for word in title.split() if len(word) > 2} - {"the"}


def meet(one: str, other: str) -> bool:
    """Whether two keys can be one name: the same, or the shorter a part of the longer that tells enough.

    >>> meet("sergi lavrov", "lavrov"), meet("kim", "kim jong un")
    (True, False)
    """
    short, long = sorted((one.split(), other.split()), key=len)
    if not short:
        return False
    if "".join(short) == "".join(long):
        return True
    return set(short) <= set(long) and (len(short) > 1 or len(short[0]) >= TELLING)


def in_common(ones: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The keys that meet one of the others, in order."""
    others = tuple(others)
    return tuple(sorted(one for one in ones if any(meet(one, other) for other in others)))


def capital_runs(text: str) -> tuple[str, ...]:
    """Runs of words with a capital that do not begin a sentence: names that nobody may have read as such."""
    found: dict[str, None] = {}
    run: list[str] = []
    begins = True
    for match in _TOKEN.finditer(text):
        word = match.group()
        is_name = word[0].isupper() and not begins and _CALENDAR.fullmatch(word) is None
        if is_name:
            run.append(word)
        elif run:
            found[" ".join(run)] = None
            run = []
        begins = word[0] in '.!?:“"'
    if run:
        found[" ".join(run)] = None
    names = (re.sub(r"['’]s?$", "", one) for one in found)
    return tuple(one for one in names if len(one) > 3 and not countries.find_countries(one.replace("-", " ").split()))

"""Countries, their names in reports, and the groups that they belong to on a date.

`knowledge/countries.yml` holds every country of ISO 3166-1 with its English names, nationalities and the capitals that
stand for governments; `knowledge/places.yml` says in which country a city, port, base or region lies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading.phrases import HYPHENS, PhraseTable, cut, fold, word_set

NameKind = Literal["name", "demonym", "metonym"]
UN_MEMBERS = "un-members"
COUNTRY_KEYS = frozenset(("name", "aliases", "demonyms", "capital", "metonyms", "ambiguous", "un"))
# What stands at a place, or is a part of it, and so lies in the same country.
SITES = word_set(
    "airfield airport airbase base aerodrome airstrip port harbour harbor seaport terminal pier quay dock docks wharf "
    "roadstead anchorage bay gulf shipyard yard dockyard refinery plant works factory mill smelter mine quarry complex "
    "site range ground cosmodrome station crossing checkpoint post bridge border customs gate zone district quarter "
    "suburb county province prefecture region oblast krai territory governorate city town village municipality area "
    "coast shore shoreline beach peninsula island islands archipelago valley mountain mountains university "
    "institute academy college hospital camp barracks garrison prison colony hotel market railway depot warehouse "
    "naval air military nuclear missile launch launching test testing satellite rocket international border land sea "
    "freight oil steel chemical cargo container fishing industrial special economic free trade new old central"
)
# Common words in capitals that are also names: read as names only when written just so.
EXACT = {
    "us": ("US", "U.S.", "U.S"),
    "un": ("UN", "U.N.", "U.N"),
    "eu": ("EU", "E.U."),
    "car": ("CAR",),
    "male": (),
    "uk": ("UK", "U.K."),
    "nk": ("NK",),
}


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country in the words ``start`` to ``end``, half-open.

    ``kind`` is *metonym* for a capital or seat that may stand for the government ("Moscow said") or be a mere place.
    ``ambiguous`` marks forms such as "the North" that name the country only where the report is about it.
    """

    start: int
    end: int
    code: str
    kind: NameKind
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A city, port, base, region: ``country`` by international law, ``held_by`` whoever holds it instead."""

    name: str
    country: str
    kind: str
    held_by: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    code: str
    kind: NameKind
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Countries:
    """The table of countries, unions and groups."""

    names: Mapping[str, str]
    table: PhraseTable[_Name]
    groups: Mapping[str, Mapping[str, tuple[date | None, date | None]]]


def country_of(name: str) -> str | None:
    """The code of a country or union from a full name, alias, nationality or capital; None if it is none.

    >>> country_of("DPRK"), country_of("Russian"), country_of("the Kremlin"), country_of("Atlantis")
    ('kp', 'ru', 'ru', None)
    """
    words = list(cut(name.strip()))
    if words[:1] == ["the"] and not _countries().table.get(words):
        words = words[1:]
    if words[-1:] == ["'s"]:
        words = words[:-1]
    if len(words) == 1 and name.strip().islower() and words[0] in EXACT:
        return None  # "us" is no "US"
    found = _countries().table.get(words) if words else []
    return found[0].code if found else None


def country_name(code: str) -> str | None:
    """The usual English name of a country or union code."""
    return _countries().names.get(code)


def find_countries(words: Sequence[str]) -> list[CountryMention]:
    """All countries named in a sentence, by name, nationality or capital; longest first, without overlap."""
    table = _countries().table
    found: list[CountryMention] = []
    index = 0
    while index < len(words):
        match = table.longest(words, index, lambda start, end: _looks_like_a_name(words, start, end))
        if match is None:
            index += 1
            continue
        end, names = match
        if _is_opposed(words, index):
            index = end
            continue
        found.append(CountryMention(index, end, names[0].code, names[0].kind, names[0].ambiguous or len(names) > 1))
        index = end
    return found


def _is_opposed(words: Sequence[str], start: int) -> bool:
    """Whether a name is only that of an enemy: what is "anti-Russian" is nobody's of Russia."""
    return start > 1 and words[start - 1] in HYPHENS and fold(words[start - 2]) == "anti"


def _looks_like_a_name(words: Sequence[str], start: int, end: int) -> bool:
    """Names are written with a capital; some only in a given way, as "US" is no "us"."""
    spelled = [word for word in words[start:end] if word not in HYPHENS]
    if len(spelled) == 1 and fold(spelled[0]) in EXACT:
        return spelled[0] in EXACT[fold(spelled[0])]
    if len(spelled) == 1 and fold(spelled[0]) in ("north", "south"):
        behind = words[end] if end < len(words) else "of"
        return (
            spelled[0].istitle()
            and not behind[:1].isupper()
            and (behind == "'s" or behind == "’s" or _may_follow(behind))
        )
    if end < len(words) and fold(words[end - 1]) in ("north", "south") and words[end][:1].isupper():
        return False  # the North Sea, the South Pacific
    first = next((word for word in spelled if fold(word) != "the"), spelled[0])
    return first[:1].isupper()


def _may_follow(word: str) -> bool:
    """What may stand behind "North" where it is a country: "North fires missile", not "North of the river"."""
    return word.islower() and word not in ("of", "and", "to", "from", "or", "by", "east", "west", "coast", "side")


def groups() -> frozenset[str]:
    """The names of the groups that ``in_group`` knows."""
    return frozenset(_countries().groups)


def in_group(country: str, group: str, on: date) -> bool:
    """Whether a country belongs to a group (``eu``, ``un-members``, ``g7``, ``msmt``, ``nato`` ...) on a day.

    The first day of membership counts, the day of leaving does not.
    """
    members = _countries().groups.get(group)
    if members is None:
        known = ", ".join(sorted(_countries().groups))
        raise KnowledgeError("knowledge/countries.yml", f"no group is called {group!r}.", f"Groups are {known}.")
    if country not in members:
        return False
    first, until = members[country]
    return (first is None or first <= on) and (until is None or on < until)


def place_of(name: str) -> Place | None:
    """What `knowledge/places.yml` knows of a place by this name, hyphens and case aside.

    What stands at a known place lies where it does: "Kusong airfield" is in the country of Kusong.

    >>> place_of("Kusong airfield").country, place_of("the port of Owendo").country, place_of("Kusong agreement")
    ('kp', 'ga', None)
    """
    words = cut(name.strip())
    for known in (words, _without_site(words), _behind_site(words)):
        found = _places().get(known) if known else []
        if found:
            return found[0]
    return None


def _without_site(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "Kusong airfield" without the words that say what is there; empty where nothing is left, or nothing cut."""
    end = len(words)
    while end and words[end - 1] in SITES:
        end -= 1
    left = words[:end] if end < len(words) else ()
    left = left[:-1] if left[-1:] == ("'s",) else left
    return left[1:] if left[:1] == ("the",) else left


def _behind_site(words: tuple[str, ...]) -> tuple[str, ...]:
    """ "the port of Owendo" without what stands before the name."""
    words = words[1:] if words[:1] == ("the",) else words
    if len(words) > 2 and words[0] in SITES and words[1] in ("of", "at", "in", "near"):
        return words[2:]
    return ()


def find_places(words: Sequence[str]) -> list[tuple[int, int, Place]]:
    """All known places named in a sentence; longest first, without overlap."""
    found: list[tuple[int, int, Place]] = []
    index = 0
    while index < len(words):
        match = _places().longest(words, index, lambda start, end: _looks_like_a_name(words, start, end))
        if match is None or words[match[0] : match[0] + 1] == ("River",):  # a river runs along borders
            index += 1
            continue
        found.append((index, match[0], match[1][0]))
        index = match[0]
    return found


@lru_cache(maxsize=1)
def _countries() -> Countries:
    return read_countries(resources.knowledge() / "countries.yml")


@lru_cache(maxsize=1)
def _places() -> PhraseTable[Place]:
    return PhraseTable(read_places(resources.knowledge() / "places.yml", frozenset(_countries().names)))


def read_countries(path: Path) -> Countries:
    """Read the table of countries; whatever is odd stops it."""
    place = str(path)
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or set(data) != {"countries", "unions", "groups"}:
        raise KnowledgeError(place, "it must hold exactly countries, unions and groups.")
    names: dict[str, str] = {}
    pairs: list[tuple[tuple[str, ...], _Name]] = []
    members: dict[str, tuple[date | None, date | None]] = {}
    for code, record in {**data["countries"], **data["unions"]}.items():
        _check_country(place, code, record)
        names[code] = record["name"]
        pairs += _names_of(code, record)
        joined = record.get("un")
        if joined is not None:
            members[code] = (joined if isinstance(joined, date) else None, None)
    found = {UN_MEMBERS: members}
    for group, listed in data["groups"].items():
        found[group] = {code: _membership(place, group, code, when, names) for code, when in listed.items()}
    return Countries(names, PhraseTable(pairs), found)


def _check_country(place: str, code: object, record: object) -> None:
    if not isinstance(code, str) or len(code) != 2 or not code.islower():
        raise KnowledgeError(
            place, f"{code!r} is no country code.", 'Use two lower-case letters, and quote "no" for Norway.'
        )
    if not isinstance(record, dict) or not isinstance(record.get("name"), str):
        raise KnowledgeError(place, f"country {code!r} has no name.")
    unknown = set(record) - COUNTRY_KEYS
    if unknown:
        raise KnowledgeError(
            place,
            f"country {code!r} has the unknown key {sorted(unknown)[0]!r}.",
            f"Keys are {', '.join(sorted(COUNTRY_KEYS))}.",
        )


def _names_of(code: str, record: Mapping[str, object]) -> list[tuple[tuple[str, ...], _Name]]:
    short = {cut(name) for name in _texts(record, "ambiguous")}
    kinds: tuple[tuple[NameKind, list[str]], ...] = (
        ("name", [str(record["name"]), *_texts(record, "aliases")]),
        ("demonym", _demonyms(_texts(record, "demonyms"))),
        ("metonym", [*_texts(record, "metonyms"), *([str(record["capital"])] if record.get("capital") else [])]),
        ("name", _texts(record, "ambiguous")),
    )
    found: dict[tuple[str, ...], _Name] = {}
    for kind, names in kinds:
        for name in names:
            found.setdefault(cut(name), _Name(code, kind, cut(name) in short))
    return list(found.items())


def _demonyms(names: list[str]) -> list[str]:
    """Nationalities, and their plurals where English forms one."""
    return names + [name + "s" for name in names if not name.endswith(("s", "sh", "ch", "ese"))]


def _texts(record: Mapping[str, object], key: str) -> list[str]:
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise KnowledgeError("knowledge/countries.yml", f"{record['name']}: {key} must be a list of names.")
    return value


def _membership(
    place: str, group: str, code: str, when: object, names: Mapping[str, str]
) -> tuple[date | None, date | None]:
    if code not in names:
        raise KnowledgeError(place, f"group {group!r} lists {code!r}, which is no country here.")
    if when is None or isinstance(when, date):
        return when, None
    if isinstance(when, dict) and set(when) == {"from", "until"}:
        return when["from"], when["until"]
    raise KnowledgeError(
        place, f"{code} in group {group!r} needs the day it joined.", "Write 2004-05-01 or {from, until}."
    )


def read_places(path: Path, codes: frozenset[str]) -> list[tuple[tuple[str, ...], Place]]:
    """Read the table of places: a list of names under each country and kind, with exceptions written out."""
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or set(data) != {"places", "held"}:
        raise KnowledgeError(str(path), "it must hold exactly places and held.")
    found: list[tuple[tuple[str, ...], Place]] = []
    held = data["held"]
    seen: set[str] = set()
    for code, kinds in data["places"].items():
        if code not in codes:
            raise KnowledgeError(str(path), f"{code!r} is no country of countries.yml.", 'Quote "no" for Norway.')
        for kind, names in kinds.items():
            for name in names:
                seen.add(name)
                found.append((cut(name), Place(name, code, kind, held.get(name))))
    for name, code in held.items():
        if name not in seen or code not in codes:
            raise KnowledgeError(str(path), f"held: {name!r} is no place above, or {code!r} is no country.")
    return found

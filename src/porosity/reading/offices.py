"""Who is meant by "the North Korean leader" on a day: offices, their holders, people, bodies (`knowledge/offices.yml`).

The table is general knowledge and says so (`verified`); it helps to see that two descriptions are one party. It never
says that a person is listed, except where the UN's own list does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading.countries import country_name, find_countries
from porosity.reading.phrases import HYPHENS, PhraseTable, cut, fold, word_set
from porosity.reading.words import split_words

Record = TypeVar("Record")
PERSON_KEYS = frozenset(
    ("country", "sex", "spellings", "relations", "namesake", "note", "reference", "un_listed", "verified", "died")
)
BODY_KEYS = frozenset(("country", "kind", "spellings", "note", "reference", "un_listed", "verified"))
OFFICE_KEYS = frozenset(("country", "title", "also", "holders", "reference", "verified"))
BODY_KINDS = word_set("agency ministry armed-forces party company bank media think-tank group body court prison school")
RELATIONS = word_set("sister brother daughter son wife husband father mother widow grandfather grandson")
POSSESSIVES = frozenset(("his", "her", "their"))
ARTICLES = frozenset(("the", "'s", "'"))
# Before a title these make it another office, or another person; behind it a noun does ("the president's office").
NOT_THE_HOLDER = word_set(
    "a an deputy vice assistant associate under junior aide adviser advisor spokesman spokeswoman spokesperson to "
    "by with for against office another any some two three several no shadow would-be honorary consul sister "
    "brother son daughter wife"
)
NO_LONGER = word_set("former ex late then predecessor ousted exiled deposed onetime")
MINISTRIES = re.compile(
    r"\b(?:ministry of|department of|ministry for) (?:the )?"
    r"(?P<of>foreign affairs|foreign trade|external economic relations|national defen[cs]e|defen[cs]e|unification"
    r"|interior|home affairs|internal affairs|public security|state security|trade|commerce|economy|finance|justice"
    r"|transport|industry|energy|power|labou?r|health|education|culture|agriculture|fisheries|science|railways)\b"
    r"|\b(?P<before>foreign|defen[cs]e|interior|unification|finance|trade|justice|transport|energy|power|labou?r"
    r"|industry|commerce|economy|health|education|culture|agriculture|agricultural|fisheries|science|railways?"
    r"|home|culture) ministry\b",
    re.IGNORECASE,
)
# Bodies that every State has, with its name or capital beside them: "Japan's coast guard", "the joint chiefs in Seoul".
STATE_BODIES = re.compile(
    r"\b(?P<body>coast ?guard|customs(?: service| administration| authorit(?:y|ies)| office)?"
    r"|border (?:guards?|police|service)"
    r"|joint chiefs(?: of staff)?|general staff|navy|air force|army|armed forces|military|self-defen[cs]e forces?"
    r"|police(?: force| service)?|federal police|national police|intelligence (?:service|agency|directorate)|spy agency"
    r"|security service|central bank|parliament|government|cabinet|presidency|presidential (?:office|guard)"
    r"|maritime (?:administration|authority)|port authority|shipping registry|ship registry|space agency|railways?"
    r"|embassy|consulate(?: general)?|mission to the un|mission|supreme court|prosecutor(?:'s|’s|s)? office"
    r"|public prosecutor|financial intelligence unit|academy of sciences)\b",
    re.IGNORECASE,
)


ARMED = frozenset(
    ("joint chiefs", "joint chiefs of staff", "general staff", "navy", "air force", "army", "armed forces", "military")
)
Titled = tuple[tuple[str, ...], "Office"]  # a title in folded words, and the office that bears it
TOO_BARE = frozenset((("head",), ("chief",), ("leader",), ("chairman",), ("minister",)))  # without a State, anybody's
SHIP_WORDS = word_set(
    "the a an mv mt m/v m/t ms ss vessel ship tanker freighter bulker carrier cargo bulk oil product motor steamer "
    "coaster general refrigerated north korean dprk flagged"
)
VESSEL_KEYS = frozenset(("imo", "spellings", "listed"))
BESIDE_A_BODY = word_set("the of in at its own and 's ' a")


@dataclass(frozen=True, slots=True)
class UnListing:
    """An entry of the UN's list for the DPRK, and the day it was made."""

    id: str
    since: date


@dataclass(frozen=True, slots=True)
class Person:
    """A person by the usual spelling; ``relations`` maps *sister* and the like to names; ``died``: on which day."""

    name: str
    country: str | None
    sex: str | None = None
    spellings: tuple[str, ...] = ()
    relations: Mapping[str, str] = field(default_factory=dict)
    un_listed: UnListing | None = None
    namesake: str = ""
    note: str = ""
    reference: str = ""
    verified: bool = False
    died: date | None = None
    kind: str = "person"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body, firm, outlet or group; ``country`` is a union's code for international ones, or None."""

    name: str
    country: str | None
    kind: str
    spellings: tuple[str, ...] = ()
    un_listed: UnListing | None = None
    note: str = ""
    reference: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class VesselListing:
    """One entry of a ship on the UN's list: *asset-freeze*, *port-ban*, *deflag*, and the days for which it stands."""

    since: date
    until: date | None
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship that the UN lists, by its name then; names are borne by other ships, too, so an IMO number tells more."""

    name: str
    imo: str
    spellings: tuple[str, ...]
    listings: tuple[VesselListing, ...]

    def listed(self, on: date) -> tuple[VesselListing, ...]:
        """The entries that stand on a day."""
        return tuple(one for one in self.listings if one.since <= on and (one.until is None or on < one.until))


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody in an office from one day until the first day without."""

    holder: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office of a State or union; ``holder`` tells who held it on a day."""

    title: str
    country: str
    also: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    reference: str = ""
    verified: bool = False

    def holder(self, on: date) -> Tenure | None:
        """Who held it on this day, as far as we know."""
        for tenure in self.tenures:
            if tenure.since <= on and (tenure.until is None or on < tenure.until):
                return tenure
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """All records of the file."""

    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    offices: tuple[Office, ...]
    vessels: Mapping[str, Vessel]


@lru_cache(maxsize=1 << 14)
def person(name: str) -> Person | None:
    """A person by full name or a spelling that names nobody else ("Putin"); hyphens, accents of case and spacing aside.

    >>> person("Kim Jong-un").name, person("KIM JONG UN").name
    ('Kim Jong Un', 'Kim Jong Un')
    """
    return _one(_people_index(), name)


@lru_cache(maxsize=1 << 14)
def organisation(name: str) -> Organisation | None:
    """A body by name or spelling; also "the Russian foreign ministry", built from the country and the ministry.

    An abbreviation counts only in capitals: "MID" is a department, "mid" is none.
    """
    found = _one(_body_index(), name)
    if found is not None and name == name.lower() and _is_abbreviation(found, name):
        found = None
    return found or _state_body(name)


def _is_abbreviation(body: Organisation, name: str) -> bool:
    key = _fold_name(name)
    return any(one.isupper() and len(one) < 6 and _fold_name(one) == key for one in body.spellings)


def vessel(name: str) -> Vessel | None:
    """A ship of the UN's list by its name or a former one, whatever stands before it ("the tanker", "MV").

    >>> vessel("the tanker Shang Yuan Bao").imo, vessel("Wise Honest")
    ('8126070', None)
    """
    words = [word for word in _fold_name(name) if word not in SHIP_WORDS]
    found = _vessel_index().get(tuple(words), [])
    return found[0] if len(found) == 1 else None


def offices() -> tuple[Office, ...]:
    """All offices of the table."""
    return _table().offices


@lru_cache(maxsize=1 << 14)
def resolve(
    description: str, on: date | None, *, antecedent: str | None = None, country: str | None = None
) -> Person | Office | None:
    """Who a description means on a day: a person, or the office where its holder is unknown; None if nobody we know.

    ``antecedent`` is the name that "his" or "her" stands for; ``country`` the code that an office without a country
    belongs to ("the defence minister").
    """
    named = person(description)
    if named is not None:
        return named
    related = _relative(description, on, antecedent, country)
    if related is not None:
        return related
    inside = _named_inside(description)
    office = find_office(description, country=country)
    if inside is not None or office is None:
        return inside
    if on is None or NO_LONGER & set(cut(description)):
        return office
    tenure = office.holder(on)
    return _table().people[tenure.holder] if tenure else office


def find_office(description: str, *, country: str | None = None) -> Office | None:
    """The office that a description names: of the country in it, else of ``country``; the longest title wins.

    A title must be the head of the description: "an aide to the president" and "the deputy foreign minister" name
    no office here.
    """
    words = _words(description)
    mentions = find_countries(words)
    code = mentions[0].code if mentions else country
    whole = [(fold(word).replace("defense", "defence"), word) for word in words if word not in HYPHENS]
    for title, office in _titles_in([word for word, _ in whole]):
        if code is None and (title in TOO_BARE or len(_countries_of(title)) > 1):
            continue
        at = _find_title(whole, title) if code is None or office.country == code else None
        if at is None:
            continue
        if _is_head(whole, at, at + len(title), {fold(w) for m in mentions for w in words[m.start : m.end]}):
            return office
    return None


def _titles_in(words: Sequence[str]) -> list[Titled]:
    """The titles whose first word is among some words, the longest first."""
    index = _titles_by_first_word()
    found = {rank: titled for word in words for rank, titled in index.get(word, ())}
    return [found[rank] for rank in sorted(found)]


@cache
def _titles_by_first_word() -> Mapping[str, Sequence[tuple[int, Titled]]]:
    index: dict[str, list[tuple[int, Titled]]] = {}
    for rank, titled in enumerate(_all_titles()):
        index.setdefault(titled[0][0], []).append((rank, titled))
    return index


@cache
def _countries_of(title: tuple[str, ...]) -> frozenset[str]:
    """The States that have an office of a title."""
    return frozenset(office.country for same, office in _all_titles() if same == title)


def _find_title(words: Sequence[tuple[str, str]], title: Sequence[str]) -> int | None:
    folded = [word for word, _ in words]
    for start in range(len(folded) - len(title) + 1):
        if folded[start : start + len(title)] == list(title):
            return start
    return None


def _is_head(words: Sequence[tuple[str, str]], start: int, end: int, country: set[str]) -> bool:
    before = {word for word, _ in words[:start]}
    if (before - country) & NOT_THE_HOLDER:
        return False
    rest = [(word, spelled) for word, spelled in words[end:] if word not in country]
    if not rest or rest[0][0] in ("of", ",", "in", "who", "'s"):
        return len([word for word, _ in rest if word not in ARTICLES and word != "of" and word != ","]) == 0 or rest[0][
            0
        ] in (",", "who")
    return rest[0][1][:1].isupper()


def _relative(description: str, on: date | None, antecedent: str | None, country: str | None) -> Person | None:
    match = re.search(
        r"^(?P<who>.*?)(?:['’]s?|\b(?:his|her|their))?\s+(?:\w+\s+)?(?P<rel>\w+)\s*$", description.strip()
    )
    if match is None or match["rel"].lower() not in RELATIONS:
        return None
    head = re.split(r"['’]s?\s", description.strip(), maxsplit=1)[0] if re.search(r"['’]s?\s", description) else ""
    if description.strip().split()[0].lower() in POSSESSIVES or not head:
        anchor = person(antecedent) if antecedent else None
    else:
        found = person(head) or (resolve(head, on, country=country) if head else None)
        anchor = found if isinstance(found, Person) else None
        if anchor is None and antecedent and fold(head.split()[-1]) in cut(antecedent):
            anchor = person(antecedent)
        if anchor is None:
            anchor = _only_one_related(cut(head), match["rel"].lower())
    if anchor is None:
        return None
    name = anchor.relations.get(match["rel"].lower())
    return _table().people.get(name) if name else None


def _only_one_related(name: Sequence[str], relation: str) -> Person | None:
    """The only person of that surname with such a relative in the table ("Kim's sister")."""
    found = [one for one in _table().people.values() if relation in one.relations and set(name) <= set(cut(one.name))]
    return found[0] if name and len(found) == 1 else None


def _named_inside(description: str) -> Person | None:
    """A known name inside a description: "Russian President Vladimir Putin"."""
    words = _words(description)
    index = _people_phrases()
    for start in range(len(words)):
        found = index.longest(
            words, start, lambda first, end: words[first][:1].isupper() and (end - first > 1 or end == len(words))
        )
        if found is not None and len(found[1]) == 1:
            return found[1][0]
    return None


def _state_body(name: str) -> Organisation | None:
    """A ministry, or another body of a State, that bears no name of its own but the State's."""
    found = _ministry(name)
    match = STATE_BODIES.search(name)
    countries = find_countries(_words(name))
    if found is not None or match is None or not countries:
        return found
    rest = STATE_BODIES.sub(" ", name)
    for mention in countries:
        for word in _words(name)[mention.start : mention.end]:
            rest = rest.replace(word, " ", 1)
    if set(cut(rest)) - BESIDE_A_BODY:
        return None
    body = match["body"].lower()
    kind = "armed-forces" if body in ARMED else "bank" if body == "central bank" else "agency"
    return Organisation(f"{body.capitalize()} of {country_name(countries[0].code)}", countries[0].code, kind)


def _ministry(name: str) -> Organisation | None:
    match = MINISTRIES.search(name)
    countries = find_countries(_words(name))
    if match is None or not countries or countries[0].code is None:
        return None
    topic = (match["of"] or match["before"]).lower().replace("defense", "defence")
    topic = {"foreign": "foreign affairs"}.get(topic, topic)
    code = countries[0].code
    return Organisation(f"Ministry of {topic.title()} of {country_name(code)}", code, "ministry")


def _words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


@lru_cache(maxsize=1)
def _all_titles() -> list[Titled]:
    pairs = [
        (tuple(word.replace("defense", "defence") for word in cut(title)), office)
        for office in _table().offices
        for title in (office.title, *office.also)
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _fold_name(name: str) -> tuple[str, ...]:
    words = cut(re.sub(r"(?<=[A-Za-z])[-‐‑](?=[A-Za-z])", " ", name.strip()))
    words = words[1:] if words[:1] == ("the",) else words
    return words[:-1] if words[-1:] == ("'s",) else words


def _one(index: Mapping[tuple[str, ...], list[Record]], name: str) -> Record | None:
    found = index.get(_fold_name(name), [])
    return found[0] if len(found) == 1 else None


def _index(records: Iterable[tuple[Sequence[str], Record]]) -> dict[tuple[str, ...], list[Record]]:
    index: dict[tuple[str, ...], list[Record]] = {}
    for spellings, record in records:
        for key in {_fold_name(spelling) for spelling in spellings}:
            index.setdefault(key, []).append(record)
    return index


@lru_cache(maxsize=1)
def _people_index() -> dict[tuple[str, ...], list[Person]]:
    return _index(((one.name, *one.spellings), one) for one in _table().people.values())


@lru_cache(maxsize=1)
def _people_phrases() -> PhraseTable[Person]:
    return PhraseTable((key, one) for key, found in _people_index().items() for one in found)


@lru_cache(maxsize=1)
def _body_index() -> dict[tuple[str, ...], list[Organisation]]:
    return _index(((one.name, *one.spellings), one) for one in _table().organisations.values())


@lru_cache(maxsize=1)
def _vessel_index() -> dict[tuple[str, ...], list[Vessel]]:
    return _index(((one.name, *one.spellings), one) for one in _table().vessels.values())


@lru_cache(maxsize=1)
def _table() -> Table:
    return read_offices(resources.knowledge() / "offices.yml")


def read_offices(path: Path) -> Table:
    """Read the table; whatever is odd stops it."""
    data = yaml_strict.load(path)
    sections = {"verified", "people", "offices", "organisations"}
    if not isinstance(data, dict) or set(data) - {"vessels"} != sections:
        raise KnowledgeError(str(path), f"it must hold exactly {', '.join(sorted(sections))}.")
    people = {name: _person(f"{path}: {name}", name, record) for name, record in data["people"].items()}
    bodies = {name: _body(f"{path}: {name}", name, record) for name, record in data["organisations"].items()}
    for one in people.values():
        for relation, other in one.relations.items():
            if relation not in RELATIONS or other not in people:
                raise KnowledgeError(
                    f"{path}: {one.name}",
                    f"relation {relation!r} to {other!r} is unknown.",
                    "Name a person of this file.",
                )
    found = tuple(
        _office(f"{path}: office {number}", record, people) for number, record in enumerate(data["offices"], 1)
    )
    ships = {name: _vessel(f"{path}: {name}", name, record) for name, record in data.get("vessels", {}).items()}
    return Table(people, bodies, found, ships)


def _checked(place: str, record: object, keys: frozenset[str]) -> Mapping[str, object]:
    if not isinstance(record, dict):
        raise KnowledgeError(place, "a record must be a mapping.")
    unknown = set(record) - keys
    if unknown:
        raise KnowledgeError(place, f"unknown key {sorted(unknown)[0]!r}.", f"Keys are {', '.join(sorted(keys))}.")
    code = record.get("country")
    if code is not None and country_name(str(code)) is None:
        raise KnowledgeError(place, f"{code!r} is no country.", "Use a code of countries.yml, or null.")
    return record


def _texts(place: str, record: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = record.get(key) or ()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise KnowledgeError(place, f"{key} must be a list of names.")
    return tuple(value)


def _listing(place: str, record: Mapping[str, object]) -> UnListing | None:
    value = record.get("un_listed")
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != {"id", "since"} or not isinstance(value["since"], date):
        raise KnowledgeError(place, "un_listed needs an id and a day.", "Write {id: KPi.066, since: 2017-12-22}.")
    return UnListing(value["id"], value["since"])


def _text(record: Mapping[str, object], key: str) -> str:
    value = record.get(key)
    return "" if value is None else str(value)


def _person(place: str, name: str, raw: object) -> Person:
    record = _checked(place, raw, PERSON_KEYS)
    relations = record.get("relations") or {}
    if not isinstance(relations, dict):
        raise KnowledgeError(place, "relations must map a relation to a name.", "Write {sister: Kim Yo Jong}.")
    if record.get("sex") not in ("m", "f", None):
        raise KnowledgeError(place, f"sex is {record['sex']!r}.", "Write m or f, or leave it out.")
    died = record.get("died")
    if died is not None and not isinstance(died, date):
        raise KnowledgeError(place, f"died is {died!r}.", "Write the day: 1994-07-08.")
    return Person(
        name=name,
        country=record["country"] if isinstance(record["country"], str) else None,
        sex=_text(record, "sex") or None,
        spellings=_texts(place, record, "spellings"),
        relations=relations,
        un_listed=_listing(place, record),
        namesake=_text(record, "namesake"),
        note=_text(record, "note"),
        reference=_text(record, "reference"),
        verified=bool(record.get("verified", False)),
        died=died,
    )


def _body(place: str, name: str, raw: object) -> Organisation:
    record = _checked(place, raw, BODY_KEYS)
    if record.get("kind") not in BODY_KINDS:
        raise KnowledgeError(
            place, f"kind is {record.get('kind')!r}.", f"Write one of {', '.join(sorted(BODY_KINDS))}."
        )
    code = record.get("country")
    return Organisation(
        name=name,
        country=code if isinstance(code, str) else None,
        kind=_text(record, "kind"),
        spellings=_texts(place, record, "spellings"),
        un_listed=_listing(place, record),
        note=_text(record, "note"),
        reference=_text(record, "reference"),
        verified=bool(record.get("verified", False)),
    )


def _vessel(place: str, name: str, raw: object) -> Vessel:
    if not isinstance(raw, dict) or set(raw) - VESSEL_KEYS or not isinstance(raw.get("listed"), list):
        raise KnowledgeError(place, "a vessel needs its entries.", "Write {imo, listed: [{since, measures}]}.")
    entries = []
    for entry in raw["listed"]:
        if not isinstance(entry, dict) or set(entry) - {"since", "until", "measures"} or "since" not in entry:
            raise KnowledgeError(place, "an entry needs a day.", "Write {since: 2018-03-30, measures: [port-ban]}.")
        entries.append(VesselListing(entry["since"], entry.get("until"), _texts(place, entry, "measures")))
    imo = raw.get("imo")
    return Vessel(name, imo if isinstance(imo, str) else "", _texts(place, raw, "spellings"), tuple(entries))


def _office(place: str, raw: object, people: Mapping[str, Person]) -> Office:
    record = _checked(place, raw, OFFICE_KEYS)
    holders = record.get("holders")
    if not isinstance(record.get("title"), str) or not isinstance(holders, dict):
        raise KnowledgeError(
            place, "an office needs a title and holders.", "Write holders: {Name: {from: 2020-01-31}}."
        )
    tenures = [
        _tenure(f"{place}, {name}", name, terms, people)
        for name, value in holders.items()
        for terms in (value if isinstance(value, list) else [value])
    ]
    tenures.sort(key=lambda tenure: tenure.since)
    for earlier, later in pairwise(tenures):
        if earlier.until is None or earlier.until > later.since:
            raise KnowledgeError(
                place, f"{earlier.holder} and {later.holder} hold it at once.", "Give the earlier an until."
            )
    return Office(
        title=_text(record, "title"),
        country=_text(record, "country"),
        also=_texts(place, record, "also"),
        tenures=tuple(tenures),
        reference=_text(record, "reference"),
        verified=bool(record.get("verified", False)),
    )


def _tenure(place: str, name: str, terms: object, people: Mapping[str, Person]) -> Tenure:
    if name not in people:
        raise KnowledgeError(place, "the holder is not among people.", "Add the person there first.")
    if not isinstance(terms, dict) or not isinstance(terms.get("from"), date) or set(terms) - {"from", "until"}:
        raise KnowledgeError(
            place, "a term needs the first day.", "Write {from: 2011-12-17} or {from: ..., until: ...}."
        )
    until = terms.get("until")
    if until is not None and (not isinstance(until, date) or until <= terms["from"]):
        raise KnowledgeError(place, f"until is {until!r}.", "Write the first day without, after `from`.")
    return Tenure(name, terms["from"], until)

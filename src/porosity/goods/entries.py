"""Loading the goods knowledge: ``knowledge/goods/*.yml``, strictly.

An *entry* says what a term is for the law. *Heads* say what becomes of a term that only modifies another noun: "arms
exhibition" is no arms, "tank parts" are arms, a "missile launch" is an act of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from porosity.assessment import Goods
from porosity.errors import KnowledgeError
from porosity.goods.classes import check_class
from porosity.goods.tokens import Spelling
from porosity.resources import knowledge

RESERVED = frozenset({"classes", "words", "headings"})  # files of this folder that hold no entries
_KEYS = frozenset({"terms", "brands", "hs", "classes", "possible_hs", "possible_classes", "reference", "note"}) | {
    *("context", "unless", "verb", "open", "plural"),
}
_HS = re.compile(r"^\d{2}(?:\d{2}(?:\d{2})?)?$")
_PHRASE = re.compile(r"^[\w#&'’.,+ -]+$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of goods, with the words that name it.

    ``terms`` match in any case, ``brands`` only with their capitals. ``context`` must be found near the term and
    ``unless`` must not. ``verb``: the word is a verb too, so it must not stand where a verb stands. ``open``: the
    word alone is too vague to be the thing itself ("cargo"), and steps back behind a word that says more. ``plural``:
    only the plural has this sense ("drills").
    """

    id: str
    file: str
    terms: tuple[str, ...]
    brands: tuple[str, ...]
    hs: tuple[str, ...]
    classes: frozenset[str]
    possible_hs: tuple[str, ...]
    possible_classes: frozenset[str]
    reference: str
    note: str
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    verb: bool
    open: bool
    plural: bool

    def goods(self, term: str) -> Goods:
        """What a text that names this entry by ``term`` speaks of."""
        because = f"“{term}” is read as {self.id.replace('-', ' ')}: {self.reference}"
        because += f"; {self.note}" if self.note else ""
        return Goods(
            term=term,
            hs=self.hs,
            classes=self.classes,
            possible_hs=self.possible_hs,
            possible_classes=self.possible_classes,
            because=because + ".",
        )


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``knowledge/goods/words.yml``."""

    spelling: Spelling
    neutral: frozenset[str]
    weakening: frozenset[str]
    derived: Mapping[str, Mapping[str, str]]
    nothing: tuple[str, ...]
    luxury_cues: re.Pattern[str]
    luxury_after: re.Pattern[str]
    aside: re.Pattern[str]
    small_words: frozenset[str]
    verb_before: frozenset[str]
    verb_after: frozenset[str]


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry by its id, from all files of the folder."""
    found: dict[str, Entry] = {}
    for path in sorted((knowledge() / "goods").glob("*.yml")):
        if path.stem in RESERVED:
            continue
        for entry in load_entries(path):
            if entry.id in found:
                problem = f"entry '{entry.id}' is in {found[entry.id].file} already."
                raise KnowledgeError(entry.file, problem, "Merge them.")
            found[entry.id] = entry
    for head, by in words().derived.items():
        for target in by.values():
            if target not in found:
                problem = f"derived head '{head}' leads to '{target}', which is no entry."
                raise KnowledgeError("knowledge/goods/words.yml", problem, "Name an entry, or add it.")
    return found


def load_entries(path: Path) -> list[Entry]:
    """The entries of one file, validated."""
    from porosity.yaml_strict import load, shown

    raw = load(path)
    if not isinstance(raw, dict):
        raise KnowledgeError(shown(path), "must be a mapping: one key per entry.")
    return [_entry(str(name), body, shown(path)) for name, body in raw.items()]


def _entry(name: str, body: object, file: str) -> Entry:
    place = f"{file}: entry '{name}'"
    if not isinstance(body, dict):
        raise KnowledgeError(place, "must be a mapping with terms, classes or hs, and a reference.")
    if unknown := sorted(set(map(str, body)) - _KEYS):
        raise KnowledgeError(place, f"has the unknown key '{unknown[0]}'.", f"Keys are {', '.join(sorted(_KEYS))}.")
    reference = body.get("reference")
    if not isinstance(reference, str) or not reference.strip():
        raise KnowledgeError(
            place, "cites no reference.", 'Say where it belongs, e.g. reference: "HS 8703, motor cars".'
        )
    terms, brands = _texts(body, "terms", place), _texts(body, "brands", place)
    if not terms and not brands:
        raise KnowledgeError(place, "has neither terms nor brands.", "Nothing could ever match it.")
    for phrase in terms + brands:
        if not _PHRASE.match(phrase):
            raise KnowledgeError(place, f"the term '{phrase}' is no plain phrase.", "Use words, and # for a number.")
    return Entry(
        id=name,
        file=file,
        terms=terms,
        brands=brands,
        hs=_hs(body, "hs", place),
        classes=_classes(body, "classes", place),
        possible_hs=_hs(body, "possible_hs", place),
        possible_classes=_classes(body, "possible_classes", place),
        reference=reference.strip().rstrip("."),
        note=str(body.get("note") or "").strip().rstrip("."),
        context=_pattern(body, "context", place),
        unless=_pattern(body, "unless", place),
        verb=_flag(body, "verb", place),
        open=_flag(body, "open", place),
        plural=_flag(body, "plural", place),
    )


def _texts(body: Mapping[object, object], key: str, place: str) -> tuple[str, ...]:
    value = body.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not value:
        raise KnowledgeError(place, f"'{key}' must be a list.", f"Write {key}: [...].")
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise KnowledgeError(place, f"{item!r} in '{key}' is not a text.", "Put it in quotes.")
    return tuple(value)


def _hs(body: Mapping[object, object], key: str, place: str) -> tuple[str, ...]:
    codes = _texts(body, key, place)
    for code in codes:
        if not _HS.match(code):
            raise KnowledgeError(place, f"'{code}' is no HS code.", 'Write 2, 4 or 6 digits in quotes: "8703".')
    return codes


def _classes(body: Mapping[object, object], key: str, place: str) -> frozenset[str]:
    return frozenset(check_class(name, place) for name in _texts(body, key, place))


def _pattern(body: Mapping[object, object], key: str, place: str) -> re.Pattern[str] | None:
    value = body.get(key)
    if value is None:
        return None
    try:
        return re.compile(rf"\b(?:{value})", re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(place, f"'{key}' is no regular expression: {error}.") from error


def _flag(body: Mapping[object, object], key: str, place: str) -> bool:
    value = body.get(key, False)
    if not isinstance(value, bool):
        raise KnowledgeError(place, f"'{key}' must be true or false.")
    return value


@cache
def words() -> Words:
    """The word lists, validated."""
    from porosity.yaml_strict import load

    place = "knowledge/goods/words.yml"
    raw = load(knowledge() / "goods" / "words.yml")
    wanted = [
        *("irregular", "invariable", "spellings", "neutral", "weakening", "derived", "nothing"),
        *("luxury_cues", "luxury_after", "small_words", "aside", "verb_before", "verb_after"),
    ]
    if not isinstance(raw, dict) or sorted(map(str, raw)) != sorted(wanted):
        raise KnowledgeError(place, f"must hold exactly {', '.join(wanted)}.")
    spelling = Spelling({**raw["irregular"], **raw["spellings"]}, frozenset(_texts(raw, "invariable", place)))

    def norms(key: str) -> frozenset[str]:
        listed = _texts(raw, key, place)
        if wrong := [word for word in listed if not word.isalpha()]:
            raise KnowledgeError(place, f"'{wrong[0]}' in '{key}' is no single word.", "Phrases go under 'nothing'.")
        return frozenset(spelling.norm(word) for word in listed)

    def any_of(key: str) -> re.Pattern[str]:
        return re.compile("|".join(rf"\b(?:{cue})\b" for cue in _texts(raw, key, place)), re.IGNORECASE)

    return Words(
        spelling=spelling,
        neutral=norms("neutral"),
        weakening=norms("weakening"),
        derived={spelling.norm(head): dict(by) for head, by in raw["derived"].items()},
        nothing=_texts(raw, "nothing", place),
        luxury_cues=any_of("luxury_cues"),
        luxury_after=any_of("luxury_after"),
        aside=any_of("aside"),
        small_words=frozenset(_texts(raw, "small_words", place)),
        verb_before=frozenset(_texts(raw, "verb_before", place)),
        verb_after=frozenset(_texts(raw, "verb_after", place)),
    )

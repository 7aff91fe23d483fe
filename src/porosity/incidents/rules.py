"""What makes two strands one affair: the kinds, weights and windows of ``knowledge/incidents.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.assessment import Act
from porosity.errors import KnowledgeError
from porosity.goods.classes import check_class

ENOUGH = 1.0
ANY = "any"
FEATURES = frozenset(
    ("giver", "taker", "lands", "goods", "generic", "noun", "person", "name", "place", "thing", "job", "near")
)
WEAK = frozenset(("thing", "noun", "near", "generic", "job"))  # what words alone can give
SECTIONS = frozenset(
    ("kinds", "generic", "no_nouns", "jobs", "things", "passing", "answering", "no_names", "office_words")
)  # fmt: skip
NEEDED = frozenset(("means", "needs", "window", "near", "agree", "differ", "because"))
FLAGS = frozenset(("soft", "point", "persons", "by_word"))
KEYS = NEEDED | FLAGS | {"title", "words", "goods", "acts", "over"}
BUILT_IN = frozenset(("force", "works", "supply", "ship", "visit", "answer", "words", "message", "launch"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of incident, with what its strands must share; the head of the file says what each field means."""

    id: str
    means: str
    title: str
    words: re.Pattern[str] | None
    goods: frozenset[str]
    acts: frozenset[Act]
    needs: frozenset[str]
    window: int
    near: int
    agree: Mapping[str, float]
    differ: Mapping[str, float]
    because: str
    over: frozenset[str] = frozenset()
    soft: bool = False
    point: bool = False
    persons: bool = False
    by_word: bool = False

    def takes(self, classes: frozenset[str], act: Act) -> bool:
        """Whether a thing of these classes, with this act, tells an incident of this kind."""
        return bool(classes & self.goods) and (not self.acts or act in self.acts)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that ``knowledge/incidents.yml`` says; the kinds stand in its order."""

    kinds: Mapping[str, Kind]
    generic: frozenset[str]
    no_nouns: frozenset[str]
    jobs: Mapping[str, re.Pattern[str]]
    things: Mapping[str, re.Pattern[str]]
    passing: re.Pattern[str]
    answering: frozenset[str]
    no_names: frozenset[str]
    office_words: frozenset[str]


@cache
def rules() -> Rules:
    """The shipped rules."""
    return read_rules(resources.knowledge() / "incidents.yml")


def read_rules(path: Path) -> Rules:
    """Read the rules; whatever is odd stops it.

    Raises:
        KnowledgeError: the file is not of the form that its head describes.
    """
    data = yaml_strict.load(path)
    place = yaml_strict.shown(path)
    if not isinstance(data, Mapping) or set(data) != SECTIONS:
        raise KnowledgeError(place, f"must hold just {', '.join(sorted(SECTIONS))}.")
    kinds = {str(name): _kind(f"{place}: {name}", str(name), entry) for name, entry in data["kinds"].items()}
    if missing := BUILT_IN - set(kinds):
        raise KnowledgeError(place, f"lacks the kinds {', '.join(sorted(missing))}.", "Each of them is needed.")
    for kind in kinds.values():
        if odd := kind.over - set(kinds):
            raise KnowledgeError(f"{place}: {kind.id}", f"over names {min(odd)!r}, which is no kind.")
    return Rules(
        kinds=kinds,
        generic=frozenset(check_class(str(name), f"{place}: generic") for name in data["generic"]),
        no_nouns=frozenset(data["no_nouns"]),
        jobs={str(name): phrases(words) for name, words in data["jobs"].items()},
        things={str(name): phrases(words) for name, words in data["things"].items()},
        passing=phrases(data["passing"]),
        answering=frozenset(data["answering"]),
        no_names=frozenset(data["no_names"]),
        office_words=frozenset(data["office_words"]),
    )


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Whole words, their plurals too; the beginning of a word where a star follows it.

    >>> phrases(["demin*", "pact"]).findall("Pacts on demining, not compact")
    ['Pacts', 'demining']
    """
    parts = [re.escape(one[:-1]) + r"[\w-]*" if one.endswith("*") else re.escape(one) + "(?:e?s)?" for one in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


def _kind(place: str, name: str, entry: object) -> Kind:
    if not isinstance(entry, Mapping) or set(entry) - KEYS or NEEDED - set(entry):
        raise KnowledgeError(place, f"must have {', '.join(sorted(NEEDED))}.", f"Keys are {', '.join(sorted(KEYS))}.")
    agree, differ = _weights(place, entry["agree"], least=0), _weights(place, entry["differ"], most=0)
    needs = frozenset(map(str, entry["needs"]))
    if not needs or needs - set(agree) or needs <= WEAK:
        raise KnowledgeError(place, "needs must name features that agree, and not only what words alone can give.")
    if entry["window"] < entry["near"] or entry["near"] < 0:
        raise KnowledgeError(place, "window and near are days, and near is the shorter.")
    goods = frozenset(str(one) for one in entry.get("goods", ()))
    for one in goods - {ANY}:
        check_class(one, place)
    return Kind(
        id=name,
        means=str(entry["means"]),
        title=str(entry.get("title", "")),
        words=phrases(entry["words"]) if "words" in entry else None,
        goods=goods,
        acts=frozenset(_act(place, one) for one in entry.get("acts", ())),
        needs=needs,
        window=int(entry["window"]),
        near=int(entry["near"]),
        agree=agree,
        differ=differ,
        because=str(entry["because"]),
        over=frozenset(map(str, entry.get("over", ()))),
        **{flag: entry.get(flag, False) is True for flag in FLAGS},
    )


def _weights(place: str, entry: object, *, least: float = -9.0, most: float = 9.0) -> Mapping[str, float]:
    if not isinstance(entry, Mapping) or set(entry) - FEATURES:
        raise KnowledgeError(place, f"weighs what is no feature; features are {', '.join(sorted(FEATURES))}.")
    weights = {str(name): float(weight) for name, weight in entry.items()}
    if any(not least <= weight <= most for weight in weights.values()):
        raise KnowledgeError(place, "agree holds weights above 0 and differ weights below 0.")
    return weights


def _act(place: str, name: object) -> Act:
    if name not in set(Act):
        raise KnowledgeError(place, f"{name!r} is no act.", "Acts stand in knowledge/acts/acts.yml.")
    return Act(str(name))

"""The classes of goods (``knowledge/goods/classes.yml``), and whether goods fall within what a measure names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from porosity.assessment import Goods
from porosity.errors import KnowledgeError
from porosity.logic import Truth
from porosity.resources import knowledge

FILE = "knowledge/goods/classes.yml"
_CHAPTERS = 2  # digits of an HS chapter


@cache
def classes() -> Mapping[str, tuple[str, ...]]:
    """Each class with the classes that it is directly within."""
    from porosity.yaml_strict import load

    raw = load(knowledge() / "goods" / "classes.yml")
    if not isinstance(raw, dict):
        raise KnowledgeError(FILE, "must be a mapping of class ids.")
    parents: dict[str, tuple[str, ...]] = {}
    for name, entry in raw.items():
        if not isinstance(entry, dict) or not isinstance(entry.get("means"), str):
            raise KnowledgeError(FILE, f"class '{name}' does not say what it means.", 'Add means: "...".')
        if unknown := set(entry) - {"means", "within"}:
            raise KnowledgeError(FILE, f"class '{name}' has the unknown key '{min(unknown)}'.")
        parents[name] = tuple(entry.get("within") or ())
    for name, above in parents.items():
        for parent in above:
            if parent not in parents:
                problem = f"class '{name}' is within '{parent}', which is no class.{_hint(parent, parents)}"
                raise KnowledgeError(FILE, problem)
    return parents


def check_class(name: str, place: str) -> str:
    """The class id itself, or an error at ``place`` that suggests the nearest one."""
    known = classes()
    if name not in known:
        raise KnowledgeError(place, f"'{name}' is no class of goods.{_hint(name, known)}", f"Classes stand in {FILE}.")
    return name


def _hint(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""


@cache
def ancestors(name: str) -> frozenset[str]:
    """The class and every class that it is within.

    >>> sorted(ancestors("ballistic-missile"))
    ['arms', 'ballistic-missile', 'heavy-arms', 'wmd-missile']
    """
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(classes().get(here, ()))
    return frozenset(found)


def closure(names: Iterable[str]) -> frozenset[str]:
    """The classes and all their ancestors."""
    return frozenset().union(*(ancestors(name) for name in names))


def within(goods: Goods, *, hs: Sequence[str] = (), classes: Sequence[str] = ()) -> Truth:
    """Whether goods fall under what a measure names: HS chapters or headings, classes, or both.

    MET if a certain class, or a class that it is within, or a certain heading is named (a named chapter covers
    its headings). UNKNOWN if only a possible one is, or if the goods are known by the chapter and the measure names
    a heading of it. NOT_MET otherwise.

    >>> within(Goods("car", hs=("8703",)), hs=["86", "87"])
    <Truth.MET: 'met'>
    >>> within(Goods("vehicle", hs=("87",)), hs=["8703"])
    <Truth.UNKNOWN: 'unknown'>
    """
    named = _codes(hs)
    wanted = frozenset(classes)
    certain = _codes(goods.hs)
    if wanted & closure(goods.classes) or any(code.startswith(named) for code in certain):
        return Truth.MET
    possible = _codes(goods.possible_hs)
    if (
        wanted & closure(goods.possible_classes)
        or any(code.startswith(named) for code in possible)
        or any(name.startswith(code) for name in named for code in certain + possible)
    ):
        return Truth.UNKNOWN
    return Truth.NOT_MET


def _codes(codes: Sequence[str]) -> tuple[str, ...]:
    """HS codes without dots; a span of chapters ("72-83") is written out."""
    plain: list[str] = []
    for code in codes:
        first, dash, last = code.replace(".", "").partition("-")
        if dash and len(first) == len(last) == _CHAPTERS:
            plain.extend(f"{chapter:02d}" for chapter in range(int(first), int(last) + 1))
        else:
            plain.append(first)
    return tuple(plain)

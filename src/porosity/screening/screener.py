"""Hold names against lists: every name that may be meant, with its score and the reasons for it.

screener = Screener.build(open_list(path))
screener.match(Subject("Kim Jong Un", schema="Person"))
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from porosity.screening import bounds, context, flat, scorer
from porosity.screening.index import Index
from porosity.screening.listed import Listed, Quality
from porosity.screening.lists.plain import fields_of, to_plain
from porosity.screening.names import Kind, Name, read_name

HOLDERS = ("holder_ends", "holder_entities", "holder_texts", "holder_qualities")
QUALITIES = tuple(Quality)
MOST_RESULTS = 10
META = "meta.json"
IDS = "ids.txt"


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is looked for: the name, and what else is known. ``born`` is a year or a date, ``countries`` ISO codes."""

    query: str
    schema: str | None = None
    countries: tuple[str, ...] = ()
    born: str | None = None
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A listed party that the subject may be: the name that matched, the evidence in bits, the score, the reasons."""

    listed: Listed
    name: str
    bits: float
    score: float
    comparison: scorer.Comparison
    query: scorer.Query
    other: Name
    context: tuple[context.Evidence, ...]
    is_weak: bool
    is_other_kind: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """The best that was found for one listed party: the words of its name, its wording, the evidence of the name."""

    other: Name
    name: str
    bits: float
    is_weak: bool
    is_other_kind: bool
    comparison: scorer.Comparison


class Screener:
    """Lists, ready to be searched."""

    def __init__(
        self,
        index: Index,
        arrays: Mapping[str, NDArray[Any]],
        texts: flat.Texts,
        entries: flat.Texts,
        ids: Sequence[str],
        versions: Mapping[str, str],
        folder: Path | None = None,
    ) -> None:
        self._index = index
        self.versions = versions
        self.folder = folder
        self._ids = ids
        self._arrays = arrays
        self._texts = texts
        self._entries = entries
        self.entry = lru_cache(maxsize=4096)(self._entry)

    def __len__(self) -> int:
        return len(self._entries)

    @classmethod
    def build(cls, listed: Iterable[Listed], versions: Mapping[str, str] = MappingProxyType({})) -> Screener:
        """Lay out the names of lists; ``versions`` says of each list which version it is."""
        entries: list[str] = []
        ids: list[str] = []
        texts: list[str] = []
        holders: list[tuple[int, int]] = []

        def names() -> Iterator[tuple[Kind, Name]]:
            for one in listed:
                kind = Kind.of(one.schema)
                for listed_name in one.names:
                    name = read_name(listed_name.text, kind)
                    if name.words:
                        texts.append(listed_name.text)
                        holders.append((len(entries), QUALITIES.index(listed_name.quality)))
                        yield kind, name
                ids.append(one.id)
                entries.append(_written(one))

        index, given = Index.build(names())
        arrays = _holders(len(index), given, holders)
        return cls(index, arrays, flat.Texts.of(texts), flat.Texts.of(entries), ids, versions)

    def save(self, folder: Path) -> None:
        """Write everything into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._index.save(folder)
        flat.save_arrays(folder, self._arrays)
        self._texts.save(folder, "texts")
        self._entries.save(folder, "entries")
        (folder / IDS).write_text("\n".join(self._ids), encoding="utf-8")
        (folder / META).write_text(json.dumps({"versions": dict(self.versions)}), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Screener:
        """Map what `save` wrote."""
        arrays = flat.load_arrays(folder, HOLDERS)
        texts, entries = flat.Texts.load(folder, "texts"), flat.Texts.load(folder, "entries")
        versions = json.loads((folder / META).read_text(encoding="utf-8"))["versions"]
        ids = (folder / IDS).read_text(encoding="utf-8").split("\n")
        return cls(Index.load(folder), arrays, texts, entries, ids, versions, folder)

    def __iter__(self) -> Iterator[Listed]:
        """All listed parties."""
        return (self._entry(number) for number in range(len(self)))

    def find(self, id_: str) -> Listed | None:
        """The listed party with an id."""
        number = self._number.get(id_)
        return None if number is None else self.entry(number)

    @cached_property
    def _numbers(self) -> Mapping[str, Sequence[int]]:
        """The parties that bear a number, by the number without its spaces and prefixes."""
        found: dict[str, list[int]] = {}
        for number, listed in enumerate(self):
            for one in listed.identifiers:
                found.setdefault(context.sign(one.value), []).append(number)
        found.pop("", None)
        return found

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {id_: number for number, id_ in enumerate(self._ids)}

    def match(self, subject: Subject, limit: int | None = MOST_RESULTS) -> list[Match]:
        """The listed parties that the subject may be, best first; also those that come near the threshold."""
        kind = Kind.of(subject.schema)
        name = read_name(subject.query, kind)
        if not name.words:
            return []
        query = self._index.prepare(name, kind)
        found: dict[int, _Held] = {}
        slack = context.most(subject)
        least = scorer.weights().needed - scorer.weights().margin - slack
        for number in self._index.candidates(query, slack):
            other = self._index.name(number)
            if bounds.is_hopeless(query, other, least):
                continue
            for entity, held in self._held(number, other, kind, scorer.compare(query, other)):
                if entity not in found or held.bits > found[entity].bits:
                    found[entity] = held
        for entity in self._numbered(subject):
            held = self._by_number(entity, query, kind)
            if entity not in found or held.bits > found[entity].bits:
                found[entity] = held
        return self._weighed(subject, query, found, limit)

    def _numbered(self, subject: Subject) -> Iterator[int]:
        """The parties that bear a number that is asked for, whatever they are called."""
        for value in subject.identifiers:
            yield from self._numbers.get(context.sign(value), ())

    def _by_number(self, entity: int, query: scorer.Query, kind: Kind) -> _Held:
        listed = self.entry(entity)
        other_kind = Kind.of(listed.schema)
        other = read_name(listed.name, other_kind)
        comparison = scorer.compare(query, other)
        bits = max(comparison.bits, -context.weights().number_same / 2)
        return _Held(other, listed.name, bits, False, _is_other(kind, other_kind), comparison)

    def _held(self, number: int, other: Name, kind: Kind, comparison: scorer.Comparison) -> Iterator[tuple[int, _Held]]:
        """The parties that bear a listed name, with the evidence for each."""
        w = scorer.weights()
        is_other = _is_other(kind, self._index.kind(number))
        bits = comparison.bits - w.other_kind * is_other
        first, last = self._arrays["holder_ends"][number : number + 2].tolist()
        for at in range(first, last):
            is_weak = QUALITIES[self._arrays["holder_qualities"][at]] is Quality.WEAK
            text = int(self._arrays["holder_texts"][at])
            held = _Held(other, self._texts[text], bits - w.weak * is_weak, is_weak, is_other, comparison)
            yield int(self._arrays["holder_entities"][at]), held

    def _weighed(
        self, subject: Subject, query: scorer.Query, found: dict[int, _Held], limit: int | None
    ) -> list[Match]:
        least = scorer.weights().needed - scorer.weights().margin
        most = context.most(subject)
        matches = []
        for entity, held in found.items():
            if held.bits + most < least:
                continue
            listed = self.entry(entity)
            told = context.weigh(subject, listed) if most else ()
            bits = context.settled(held.bits, told)
            if bits >= least:
                matches.append(self._match(listed, held, bits, query, told))
        matches.sort(key=lambda one: (-one.bits, one.listed.id))
        return matches[:limit]

    def _match(
        self, listed: Listed, held: _Held, bits: float, query: scorer.Query, told: tuple[context.Evidence, ...]
    ) -> Match:
        return Match(
            listed=listed,
            name=held.name,
            bits=bits,
            score=scorer.score(bits),
            comparison=held.comparison,
            query=query,
            other=held.other,
            context=told,
            is_weak=held.is_weak,
            is_other_kind=held.is_other_kind,
        )

    def _entry(self, number: int) -> Listed:
        return Listed(**fields_of(orjson.loads(self._entries[number])))


def _is_other(kind: Kind, other: Kind) -> bool:
    return Kind.UNKNOWN not in (kind, other) and kind is not other


def _written(listed: Listed) -> str:
    try:
        return orjson.dumps(to_plain(listed)).decode()
    except TypeError:  # half a surrogate pair somewhere
        return json.dumps(to_plain(listed), ensure_ascii=False).encode("utf-8", "replace").decode()


def _holders(names: int, given: Sequence[int], holders: Sequence[tuple[int, int]]) -> dict[str, NDArray[Any]]:
    """For each name of the index the parties that bear it, their wording of it and its quality."""
    order = np.argsort(np.array(given, dtype=np.int64), kind="stable")
    counts = np.bincount(np.array(given, dtype=np.int64), minlength=names)
    return {
        "holder_ends": np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        "holder_entities": np.array([entity for entity, _ in holders], dtype=np.int32)[order],
        "holder_qualities": np.array([quality for _, quality in holders], dtype=np.uint8)[order],
        "holder_texts": order.astype(np.int32),
    }

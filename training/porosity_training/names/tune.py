"""Tune the prices and weights of the screening on bent and mixed names: coordinate descent on a smooth loss.

    python -m porosity_training.names.tune LISTED.tsv.gz --minutes 10

Prints the loss and the classes before and after and writes ``prices.yml`` and ``weights.yml`` anew. The evidence
that is needed stays fixed, for it only sets the scale.
"""

from __future__ import annotations

import argparse
import gzip
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from porosity.resources import knowledge
from porosity.screening import background, channel, korean, scorer
from porosity.screening.index import Index
from porosity.screening.names import Kind, Name, read_name
from porosity_training.names import bends

NEGATIVE = {"namesake": 3.0, "mixed": 0.5, "swapped": 0.5, "mangled": 0.4, "common": 6.0}
FIXED = ("needed", "steepness", "margin", "weak", "other_kind", "most", "number")
SOFT = 2.0


@dataclass(frozen=True, slots=True)
class Case:
    """A query with the listed names that it may be held for."""

    kind_of_case: str
    is_listed: bool
    query: Name
    kind: Kind
    rivals: tuple[Name, ...]


def main() -> None:
    """Tune."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("listed", type=Path)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=10)
    args = parser.parse_args()
    cases = list(_cases(_read(args.listed), args.seed, args.size))
    _show("before", cases)
    _descend(cases, time.monotonic() + args.minutes * 60)
    _show("after", cases)
    for name, value in (("prices", channel.prices()), ("weights", scorer.weights())):
        _write(knowledge() / "screening" / f"{name}.yml", value)


def _read(path: Path) -> list[tuple[str, Kind, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    return [(id_, Kind.of(schema or "Organization"), name) for id_, schema, name, quality in rows if quality != "weak"]


def _cases(rows: Sequence[tuple[str, Kind, str]], seed: int, size: int) -> Iterator[Case]:
    source = random.Random(seed)
    names = [read_name(name, kind) for _, kind, name in rows]
    index, given = Index.build((row[1], name) for row, name in zip(rows, names, strict=True) if name.words)
    bearers = defaultdict(set)
    read = [row for row, name in zip(rows, names, strict=True) if name.words]
    for place, (id_, _, _) in zip(given, read, strict=True):
        bearers[place].add(id_)
    listed = {tuple(sorted(name.words)) for name in names}
    by_kind = defaultdict(list)
    by_origin = defaultdict(list)
    for number, (_, kind, _) in enumerate(rows):
        if 1 <= len(names[number].words) <= 8:
            by_kind[kind].append(number)
            by_origin[_origin(names[number], kind)].append(number)
    for _ in range(size):
        kind = source.choice((Kind.PERSON, Kind.PERSON, Kind.BODY))
        number = source.choice(by_kind[kind])
        if source.random() < 0.5:
            what, bend = source.choice(list((bends.PERSON if kind is Kind.PERSON else bends.BODY).items()))
            words = bend(source, list(names[number].words))
            wanted = rows[number][0]
        else:
            what, words = _false(source, names, by_kind[kind], by_origin, number, kind)
            wanted = ""
        if not words or (not wanted and tuple(sorted(words)) in listed):
            continue
        query = read_name(" ".join(words), kind)
        if not query.words:
            continue
        found = index.candidates(index.prepare(query, kind), slack=6.0)
        if wanted:
            found = [one for one in found if wanted in bearers[one]]
        rivals = tuple(index.name(one) for one in found[: 4 if wanted else 12])
        yield Case(what, bool(wanted), query, kind, rivals)


def _false(source, names, same_kind, by_origin, number, kind):  # type: ignore[no-untyped-def]
    """A name that nobody lists, and how it was made."""
    one = names[number].words
    two = names[source.choice(same_kind)].words
    if kind is Kind.PERSON and source.random() < 0.6:
        if source.random() < 0.25:
            common = sorted(background.common())
            return "common", [source.choice(common) for _ in range(source.choice((2, 2, 3)))]
        return "namesake", bends.mixed(source, one, names[source.choice(by_origin[_origin(names[number], kind)])].words)
    how = source.choice(("mixed", "swapped", "mangled"))
    return how, getattr(bends, how)(source, one, two)


def _origin(name: Name, kind: Kind) -> str:
    """A rough guess at where a name is at home, so that namesakes are likely ones."""
    if kind is not Kind.PERSON:
        return kind.value
    if korean.syllables().issuperset(name.words):
        return "korean"
    if any(word.endswith(("ov", "ev", "ich", "ova", "eva", "enko")) for word in name.words):
        return "slavic"
    if {"al", "abu", "bin", "abd", "ben", "muhammad", "mohammad", "abdul"} & set(name.words):
        return "arabic"
    return "afghan" if any(word.endswith(("ullah", "zai", "khan", "zada")) for word in name.words) else "other"


def _loss(cases: Sequence[Case]) -> float:
    total: dict[str, list[float]] = defaultdict(list)
    needed = scorer.weights().needed
    for case in cases:
        bits = _bits(case)
        gap = (bits - needed) / SOFT
        total[case.kind_of_case].append(_softplus(-gap if case.is_listed else gap))
    return sum(NEGATIVE.get(what, 1.0) * sum(values) / len(values) for what, values in total.items())


def _bits(case: Case) -> float:
    """The most that speaks for one of the names that the query may be held for."""
    found = (scorer.compare(scorer.prepare_for(case.query, case.kind, rival), rival).bits for rival in case.rivals)
    return max(found, default=-10.0)


def _softplus(x: float) -> float:
    return min(x, 4.0) + 0.3 if x > 4 else math.log1p(math.exp(x))


def _show(title: str, cases: Sequence[Case]) -> None:
    counts: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        bits = _bits(case)
        counts[case.kind_of_case].append(bits >= scorer.weights().needed)
    shares = {what: round(sum(hits) / len(hits), 3) for what, hits in sorted(counts.items())}
    print(title, round(_loss(cases), 4), shares, flush=True)


def _descend(cases: Sequence[Case], until: float) -> None:
    named = [(holder, field.name) for holder in ("prices", "weights") for field in fields(_value(holder))]
    steps = {one: 0.2 for one in named if one[1] not in FIXED}
    best = _loss(cases)
    while time.monotonic() < until:
        gained = False
        for (holder, name), step in steps.items():
            if time.monotonic() > until:
                break
            old = _value(holder)
            for factor in (1 + step, 1 / (1 + step)):
                _set(holder, replace(old, **{name: getattr(old, name) * factor}))
                loss = _loss(cases)
                if loss < best - 1e-4:
                    best, gained = loss, True
                    steps[holder, name] = min(0.5, step * 1.3)
                    break
                _set(holder, old)
            else:
                steps[holder, name] = step * 0.6
        print(round(best, 4), flush=True)
        if not gained and max(steps.values()) < 0.03:
            break


def _value(holder: str):  # type: ignore[no-untyped-def]
    return channel.prices() if holder == "prices" else scorer.weights()


def _set(holder: str, value) -> None:  # type: ignore[no-untyped-def]
    module = channel if holder == "prices" else scorer
    setattr(module, holder, lambda: value)
    for kept in (scorer._costs, scorer.gain, scorer._how):
        kept.cache_clear()
    if holder == "prices":
        channel.price.cache_clear()


def _write(path: Path, value) -> None:  # type: ignore[no-untyped-def]
    heads = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = [f"{field.name}: {getattr(value, field.name):.2f}" for field in fields(value)]
    path.write_text("\n".join([*heads, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

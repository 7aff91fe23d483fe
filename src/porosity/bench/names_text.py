"""Megabytes a second of finding 100,000 list names in text, beside a bare engine in the same run."""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from porosity.bench.scoring import Figures
from porosity.screening.listed import Listed, ListedName
from porosity.screening.lists.loading import find_lists, open_list
from porosity.screening.spotting import Spotter

NAMES = 100_000
ROUNDS = 3
ARTICLES = 400

Search = Callable[[str], object]


def measured(data: Path) -> Figures:
    """The pass with boundaries and the way back to the text, all of it with the decision on every hit, and the engine
    under it without either."""
    spotter = Spotter.build(parties(data / "lists", NAMES))
    texts = [text for text, _ in zip(articles(data / "data/kcna/articles.jsonl.gz"), range(ARTICLES), strict=False)]
    text = "\n\n".join(texts)
    return {
        "names in text: patterns": len(spotter),
        "names in text: boundaries checked, MB/s": round(rate(spotter.scan, text, ROUNDS), 1),
        "names in text: every hit decided, MB/s": round(rate(spotter.find, text, ROUNDS), 1),
        "names in text: ahocorasick-rs, bare, MB/s": round(rate(bare_rust(spotter.patterns), text.lower(), ROUNDS), 1),
    }


def parties(lists: Path, count: int) -> list[Listed]:
    """The listed parties, and misspelt ones until they have so many names."""
    found = list({party.id: party for path in find_lists(lists) for party in open_list(path)}.values())
    names = sum(len(party.names) for party in found)
    chance = random.Random(1)
    real = tuple(found)
    while names < count:
        party = chance.choice(real)
        misspelt = tuple(ListedName(misspell(name.text, chance), name.quality) for name in party.names)
        found.append(replace(party, id=f"{party.id}-{len(found)}", names=misspelt))
        names += len(misspelt)
    return found


def misspell(name: str, chance: random.Random) -> str:
    """A name with one letter changed."""
    at = chance.randrange(len(name))
    return name[:at] + chance.choice("aeiounrst") + name[at + 1 :]


def articles(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield f"{row['title']}\n\n{row['text']}"


def bare_rust(patterns: Sequence[str]) -> Search:
    """ahocorasick-rs, leftmost-longest, no boundaries."""
    import ahocorasick_rs

    machine = ahocorasick_rs.AhoCorasick(
        patterns,
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.ContiguousNFA,
    )
    return machine.find_matches_as_indexes


def rate(search: Search, text: str, rounds: int) -> float:
    """Megabytes a second of the fastest of some rounds, after one to warm up."""
    search(text)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        search(text)
        times.append(time.perf_counter() - began)
    return len(text.encode()) / 1e6 / min(times)

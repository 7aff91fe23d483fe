"""Count the words of listed names: ``python -m porosity_training.names.frequencies LISTS``.

Writes ``knowledge/screening/frequencies.tsv`` from the lists in a folder. One party stands on several lists and under
several names: entries that share a whole name of two words or more count once.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from porosity.resources import knowledge
from porosity.screening.background import PER
from porosity.screening.listed import Listed
from porosity.screening.lists.loading import find_lists, open_list
from porosity.screening.names import Kind, read_name

LEAST = 3  # parties that must bear a word
HEAD = "# How often a word stands in the names of 100,000 listed persons, and of 100,000 listed bodies and vessels.\n"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lists", type=Path)
    args = parser.parse_args()
    rows = counted(one for path in find_lists(args.lists) for one in open_list(path))
    lines = [f"{word}\t{persons:.0f}\t{others:.0f}\n" for word, persons, others in rows]
    (knowledge() / "screening" / "frequencies.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")
    print(len(lines), "words")


def counted(listed: Iterable[Listed]) -> list[tuple[str, float, float]]:
    """Words with their counts among 100,000 persons and 100,000 others, the most frequent first."""
    words: dict[str, set[str]] = defaultdict(set)
    is_person: dict[str, bool] = {}
    parents: dict[str, str] = {}
    for one in listed:
        kind = Kind.of(one.schema)
        is_person[one.id] = kind is Kind.PERSON
        for name in one.names:
            read = read_name(name.text, kind).words
            words[one.id].update(read)
            if len(read) >= 2:
                parents[_root(parents, one.id)] = _root(parents, " ".join(sorted(read)))
    parties: dict[str, tuple[bool, set[str]]] = {}
    for id_, read in words.items():
        parties.setdefault(_root(parents, id_), (is_person[id_], set()))[1].update(read)
    totals = [sum(person is side for person, _ in parties.values()) for side in (True, False)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for person, read in parties.values():
        for word in read:
            counts[word][not person] += 1
    kept = [(word, *found) for word, found in counts.items() if sum(found) >= LEAST and len(word) > 1]
    kept.sort(key=lambda row: (-row[1] - row[2], row[0]))
    return [(word, persons / totals[0] * PER, others / totals[1] * PER) for word, persons, others in kept]


def _root(parents: dict[str, str], name: str) -> str:
    """The one that stands for all that are the same, found in as many steps as there are; paths are cut short."""
    while parents.setdefault(name, name) != name:
        parents[name] = parents[parents[name]]
        name = parents[name]
    return name


if __name__ == "__main__":
    main()

"""How far two annotations of the same sentences agree: what people reach is the ceiling of the network.

    python -m porosity_training.agreement FIRST.jsonl SECOND.jsonl

Sentences that only one file has are left out. Figures are those of `porosity bench reading`, F1 or accuracy in points;
roles, stance and certainty are compared on the triggers that both have.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from porosity.bench.reading import Tally
from porosity.bench.reading_corpora import Sentence, domain, lines, spans


def agreement(first: Sequence[Sentence], second: Sequence[Sentence]) -> dict[str, float]:
    """The figures of two annotations of the same sentences, in the same order."""
    tally = Tally()
    for one, other in zip(first, second, strict=True):
        mine, theirs = {a.word: a for a in one.acts or ()}, {a.word: a for a in other.acts or ()}
        tally.exact("triggers", set(mine), set(theirs))
        tally.exact("triggers with act", {(w, a.act) for w, a in mine.items()}, {(w, a.act) for w, a in theirs.items()})
        for word in mine.keys() & theirs.keys():
            a, b = mine[word], theirs[word]
            tally.accuracy("act, shared triggers", a.act == b.act)
            tally.exact("roles exact, shared triggers", set(a.roles), set(b.roles))
            tally.accuracy("stance, shared triggers", a.stance == b.stance)
            tally.accuracy("certainty, shared triggers", a.certainty == b.certainty)
            if a.certainty != "certain" or b.certainty != "certain":
                tally.accuracy("certainty where either hedges", a.certainty == b.certainty)
        tally.exact("things exact", set(spans(one.types or [])), set(spans(other.types or [])))
        tally.exact("cues", {s.word for s in one.sayings or ()}, {s.word for s in other.sayings or ()})
    return {measure: round(value, 1) for measure, value in tally.figures().items()}


def main() -> None:
    """Print the agreement of two files."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    options = parser.parse_args()
    ids = [[row["id"] for row in lines(path)] for path in (options.first, options.second)]
    read = [
        dict(zip(of, domain(path), strict=True)) for of, path in zip(ids, (options.first, options.second), strict=True)
    ]
    shared = [id_ for id_ in ids[0] if id_ in read[1]]
    print(f"{len(shared)} sentences")
    for measure, value in agreement([read[0][i] for i in shared], [read[1][i] for i in shared]).items():
        print(f"{measure:32s} {value:5.1f}")


if __name__ == "__main__":
    main()

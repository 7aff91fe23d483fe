"""Near-duplicates: 200 pairs of the state agency's articles, judged by reading, against what the sketches say of them.

The pairs are all that share much, and a sample of those that share something; nearly all that shares little is formula:
a greeting to another State, the departure of who arrived. ``kcna_duplicates.jsonl`` holds their ids, and no text.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from porosity.bench.scoring import Figures, records
from porosity.incidents.duplicates import Copies, likeness, sketch


def measured(data: Path) -> tuple[Figures, list[str]]:
    """Precision and recall of the pairs, how many articles fold into others, and a line for each pair that is wrong."""
    sketches, titles = {}, {}
    copies = Copies()
    for row in records(data / "data/kcna/articles.jsonl.gz"):
        text, day = f"{row['title']}\n{row['text']}", date.fromisoformat(str(row["published"])[:10])
        titles[row["id"]] = row["title"]
        sketches[row["id"]] = sketch(text, day)
        copies.add(row["id"], text, day)
    found = right = wanted = 0
    lines = []
    pairs = list(records(Path(__file__).parent / "kcna_duplicates.jsonl"))
    for pair in pairs:
        is_copy = likeness(sketches[pair["one"]], sketches[pair["other"]]).is_copy
        found, wanted, right = found + is_copy, wanted + pair["same"], right + (is_copy and pair["same"])
        if is_copy is not pair["same"]:
            what = "folded" if is_copy else "missed"
            lines.append(f"{what} {pair['one']} {pair['other']} | {titles[pair['one']]} | {titles[pair['other']]}")
    figures: Figures = {
        "pairs judged": len(pairs),
        "the same text": wanted,
        "precision": round(right / found, 3) if found else 1.0,
        "recall": round(right / wanted, 3),
        "articles folded into another": len(copies.first),
    }
    return figures, lines

"""What trains the network, and what each corpus may teach beyond its own annotation.

The readers are those of the benchmark. The open build takes only what a licence lets anybody use: not PolNeAR, not
re3d, and of GUM only the genres whose licence is stated and not non-commercial. See the README of each data folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from porosity.bench.reading_corpora import (
    Act,
    Frame,
    Sentence,
    Span,
    domain,
    lines,
    names,
    polnear,
    propbank,
    spans,
    tags,
)

__all__ = [
    "IGNORED",
    "Act",
    "Frame",
    "Sentence",
    "Span",
    "domain_train",
    "gum_names",
    "names",
    "polnear",
    "propbank_train",
]

OPEN_GUM = ("academic", "bio", "court", "interview", "news", "voyage")  # CC BY or CC BY-SA by its README
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
DOMAIN_NAMES = {"person": "PER", "organisation": "ORG", "place": "LOC"}
IGNORED = "-"  # a tag that the loss leaves out
JOINERS = "of the and for de al el bin von van da ul s - ' ’ & ."
NAME_JOINERS = frozenset(JOINERS.split())


def saying_rolesets() -> dict[str, str]:
    """Roleset to the argument that holds the content."""
    text = Path(__file__).with_name("saying_rolesets.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return dict(rows)


def propbank_train(data: Path, split: str = "train") -> list[Sentence]:
    """PropBank, with the predicates of saying as cues: ARG0 is the source, and the roleset tells the content."""
    content_of = saying_rolesets()
    out = []
    for sentence in propbank(data, split):
        sayings = []
        for predicate in sentence.predicates or ():
            if predicate.sense in content_of:
                content = content_of[predicate.sense]
                roles = {"ARG0": "source", content: "content", f"C-{content}": "content"}
                found = tuple((roles[label], s, e) for label, s, e in predicate.spans if label in roles)
                sayings.append(Frame(predicate.word, found))
        out.append(replace(sentence, sayings=tuple(sayings)))
    return out


def gum_names(data: Path, *, open_build: bool = True) -> list[Sentence]:
    """GUM's train split: its named mentions that have an identity, outermost first, as silver names."""
    out = []
    for row in lines(data / "gum/train.jsonl.gz"):
        if open_build and not row["doc"].removeprefix("GUM_").startswith(OPEN_GUM):
            continue
        words = row["tokens"]
        found = [(GUM_TYPES[e[2]], e[0], e[1]) for e in row["entities"] if e[2] in GUM_TYPES and e[7]]
        named = [span for span in found if any(word[0].isupper() for word in words[span[1] : span[2]])]
        named.sort(key=lambda span: span[1] - span[2])
        out.append(Sentence("gum", words, silver_names=tags(len(words), named)))
    return out


def domain_train(path: Path) -> list[Sentence]:
    """The domain corpus, whose typed things are open names too where their capitals say so (not in headlines)."""
    return [
        s if s.style == "headline" else replace(s, open_names=_open_tags(s.words, spans(s.types or [])))
        for s in domain(path)
    ]


def _open_tags(words: Sequence[str], things: Sequence[Span]) -> list[str]:
    """What is wholly capitalised, and not by its place in the sentence alone, is a name; what may be one is left out.

    Places are left out too: a country that acts is an organisation to the name corpora and a place to ours.
    """
    out = ["O"] * len(words)
    for label, start, end in things:
        if label not in DOMAIN_NAMES:
            continue
        upper = [w[:1].isupper() or w[:1].isdigit() for w in words[start:end] if w.lower() not in NAME_JOINERS]
        sure = label != "place" and (len(upper) > 1 or (start > 0 and words[start - 1].isalpha()))
        if upper and all(upper) and sure:
            name = DOMAIN_NAMES[label]
            out[start:end] = [f"B-{name}", *[f"I-{name}"] * (end - start - 1)]
        elif any(upper):
            out[start:end] = [IGNORED] * (end - start)
    return out

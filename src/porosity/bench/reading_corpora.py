"""Readers of the corpora that measure the reading network, and of those that train it.

Each gives `Sentence`s whose spans are word indices, half-open. A field that is `None` is not annotated there. The
folders are those of `POROSITY_DATA/data`; each has a README with its source, licence and format.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from porosity.reading.words import Word, split_words

Span = tuple[str, int, int]
OPEN_NAMES = ("PER", "ORG", "LOC")


@dataclass(frozen=True, slots=True)
class Frame:
    """A word that opens a frame and the spans that fill it; `sense` is its PropBank roleset, if it has one."""

    word: int
    spans: tuple[Span, ...]
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """An act of the domain corpus at its trigger."""

    word: int
    act: str
    roles: tuple[Span, ...]
    stance: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of any corpus; tags are BIO."""

    corpus: str
    words: list[str]
    style: str = ""
    open_names: list[str] | None = None  # PER, ORG, LOC
    silver_names: list[str] | None = None  # the same, derived from another annotation: an auxiliary task in training
    types: list[str] | None = None  # the fourteen types of the domain corpus
    predicates: tuple[Frame, ...] | None = None
    sayings: tuple[Frame, ...] | None = None  # source and content; `word` is -1 where an attribution has no cue
    factuality: tuple[tuple[int, float], ...] = ()
    acts: tuple[Act, ...] | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def tags(length: int, spans: Sequence[Span]) -> list[str]:
    """BIO tags of spans; where two overlap the earlier in the list stays."""
    out = ["O"] * length
    for label, start, end in spans:
        if start < end and all(tag == "O" for tag in out[start:end]):
            out[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return out


def spans(tag_list: Sequence[str]) -> list[Span]:
    """The spans of BIO tags; an I- that continues nothing opens one."""
    out: list[Span] = []
    for i, tag in enumerate(tag_list):
        if tag == "O":
            continue
        if tag[0] == "I" and out and out[-1][2] == i and out[-1][0] == tag[2:]:
            out[-1] = (out[-1][0], out[-1][1], i + 1)
        else:
            out.append((tag[2:], i, i + 1))
    return out


def propbank(data: Path, split: str) -> list[Sentence]:
    """PropBank on the English Web Treebank with UDS factuality. `R-` arguments (relative pronouns) are left out."""
    factuality = {row["id"]: row["preds"] for row in lines(data / f"uds_factuality/{split}.jsonl.gz")}
    out = []
    for row in lines(data / f"propbank_ewt/{split}.jsonl.gz"):
        predicates = tuple(
            Frame(p["i"], tuple((label, s, e) for label, s, e in p["args"] if not label.startswith("R-")), p["sense"])
            for p in row["preds"]
        )
        count = len(row["tokens"])  # UDS counted an older tokenisation, so an index may lie behind the end
        facts = tuple((int(f[0]), float(f[1])) for f in factuality.get(row["id"], []) if f[0] < count)
        out.append(Sentence("ewt", row["tokens"], predicates=predicates, factuality=facts))
    return out


def names(path: Path) -> list[Sentence]:
    """A name corpus in BIO tags; types other than PER, ORG and LOC count as outside."""
    return [
        Sentence("names", row["tokens"], open_names=[tag if tag[2:] in OPEN_NAMES else "O" for tag in row["tags"]])
        for row in lines(path)
    ]


def find(text: str, quoted: str) -> tuple[int, int] | None:
    """Offsets of a substring as the domain corpus writes it: `text@2` is its second occurrence.

    A first hit inside a longer word gives way to one that stands by itself. (The rule of the corpus's `check.py`.)
    """
    nth = 1
    match = re.fullmatch(r"(.*)@(\d)", quoted, re.DOTALL)
    if match and quoted not in text:
        quoted, nth = match[1], int(match[2])
    if not quoted:
        return None
    at = -1
    for _ in range(nth):
        at = text.find(quoted, at + 1)
        if at < 0:
            return None
    end = at + len(quoted)
    cut = (at > 0 and text[at - 1].isalnum() and quoted[0].isalnum()) or (
        end < len(text) and text[end].isalnum() and quoted[-1].isalnum()
    )
    if nth == 1 and cut:
        alone = re.search(r"(?<!\w)" + re.escape(quoted) + r"(?!\w)", text)
        if alone:
            return alone.span()
    return at, end


def _words_of(text: str, words: Sequence[Word], quoted: str | Sequence[int]) -> tuple[int, int] | None:
    """The words that a quoted substring, or a pair of offsets, touches."""
    hit = find(text, quoted) if isinstance(quoted, str) else (quoted[0], quoted[1])
    inside = [i for i, word in enumerate(words) if hit and word.start < hit[1] and word.end > hit[0]]
    return (inside[0], inside[-1] + 1) if inside else None


def domain(path: Path) -> list[Sentence]:
    """The domain corpus: acts with roles, stance and certainty, sayings, things of fourteen types."""
    return [_annotated(row, row["text"], row["style"], "text") for row in lines(path)]


def kcna(path: Path, data: Path) -> list[Sentence]:
    """Sentences of the state agency in the manner of the domain corpus, kept as offsets into the articles of `data`."""
    articles = {str(article["id"]): article for article in lines(data / "kcna/articles.jsonl.gz")}
    return [
        _annotated(row, articles[row["article"]][row["in"]][row["start"] : row["end"]], "state-media", "at")
        for row in lines(path)
    ]


def _annotated(row: Mapping[str, Any], text: str, style: str, where: str) -> Sentence:
    """An annotated sentence; `where` is the field of a thing that says where in the text it stands."""
    words = split_words(text)
    things = {e["i"]: (e["type"], *at) for e in row["entities"] if (at := _words_of(text, words, e[where]))}
    cues: dict[int, dict[Span, None]] = {}  # a broken quotation is one saying a piece: here one cue with all of them
    for saying in row["sayings"]:
        if (cue := _words_of(text, words, saying["cue"])) is None:
            continue
        fillers = cues.setdefault(cue[0], {})
        if saying["source"] in things:
            fillers["source", *things[saying["source"]][1:]] = None
        if content := _words_of(text, words, saying["content"]):
            fillers["content", *content] = None
    acts = []
    for act in row["acts"]:
        if (trigger := _words_of(text, words, act["trigger"])) is None:
            continue
        roles = tuple((role, *things[i][1:]) for role, ids in act["roles"].items() for i in ids if i in things)
        acts.append(Act(trigger[0], act["act"], roles, act["stance"], act["certainty"]))
    return Sentence(
        "domain",
        [word.text for word in words],
        style=style,
        types=tags(len(words), list(things.values())),
        sayings=tuple(Frame(cue, tuple(fillers)) for cue, fillers in cues.items()),
        acts=tuple(acts),
    )


def polnear(data: Path, split: str) -> list[Sentence]:
    """PolNeAR by sentence, its first annotator's attributions; a span in pieces counts as one from end to end."""
    out = []
    for row in lines(data / f"polnear/{split}.jsonl.gz"):
        attributions = next(iter(row["annotations"].values()))
        for sentence in row.get("sents") or []:
            offsets = [(int(b), int(e)) for b, _, e in (pair.partition(":") for pair in sentence.split())]
            if not offsets:
                continue
            sayings = []
            for attribution in attributions:
                cue = _covered(offsets, attribution.get("cue", []))
                found = {role: _covered(offsets, attribution.get(role, [])) for role in ("source", "content")}
                fillers = tuple((role, *span) for role, span in found.items() if span is not None)
                if cue or fillers:
                    sayings.append(Frame(cue[0] if cue else -1, fillers))
            out.append(Sentence("polnear", [row["text"][b:e] for b, e in offsets], sayings=tuple(sayings)))
    return out


def _covered(offsets: Sequence[tuple[int, int]], pieces: Sequence[Sequence[int]]) -> tuple[int, int] | None:
    inside = [i for i, (b, e) in enumerate(offsets) if any(b < y and e > x for x, y in pieces)]
    return (inside[0], inside[-1] + 1) if inside else None

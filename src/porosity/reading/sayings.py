"""Words that report what somebody says, asks, denies or believes: `knowledge/sayings.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.errors import KnowledgeError
from porosity.reading import grammar
from porosity.reading.lemmas import lemma
from porosity.reading.phrases import HYPHENS, cut, fold, word_set

KINDS = ("say", "claim", "deny", "ask", "warn", "accuse", "thank", "believe", "confirm", "show", "pledge", "cite")
KEYS = frozenset(("kind", "pos", "source", "hearer", "content", "factive", "doubting", "nobody", "words"))
POS = ("verb", "noun", "phrase")
ARGUMENTS = frozenset((None, "ARG0", "ARG1", "ARG2", "ARG3"))


# Verbs whose forms are nouns, too: here the neighbours must not speak for a noun.
ALSO_NOUNS = word_set(
    "state report claim judge order list promise charge question answer reply note comment demand request "
    "appeal recall estimate hint doubt fear hope blame praise post brief cable message blast fault press "
    "show record find document welcome call hold rule count notice guess stress remark protest dispute "
    "contest display detail label brand counter object salute query rumour rumor pledge vow warrant quote "
    "cite account shout whisper sigh joke quip lament"
)


@dataclass(frozen=True, slots=True)
class SayingEntry:
    """A cue: its ``kind``, and which PropBank arguments are the source, the hearer and what is said.

    Arguments do not change with voice: in "he was told by the prison" ARG0 is the prison and ARG2 is he. ``factive``:
    the speaker concedes or establishes it. ``doubting``: whoever reports it keeps a distance. ``nobody``: no source is
    to be looked for ("is said to").
    """

    words: tuple[str, ...]
    kind: str
    pos: str
    source: str | None
    hearer: str | None
    content: str | None
    factive: bool
    doubting: bool
    nobody: bool


@dataclass(frozen=True, slots=True)
class SayingCue:
    """A cue found at the words ``start`` to ``end``, half-open."""

    start: int
    end: int
    entry: SayingEntry


COLON = SayingEntry((":",), "say", "phrase", "ARG0", None, "ARG1", False, False, False)


def cues(words: Sequence[str]) -> list[SayingCue]:
    """All cues in a sentence, the longest at each place, in order.

    A colon between a short name and a clause counts ("Kremlin: no talks planned"); a cue is a possibility, and whoever
    attributes decides whether it has a source and a content here.
    """
    found: list[SayingCue] = []
    index = 0
    while index < len(words):
        cue = _cue_at(words, index)
        if cue is None:
            index += 1
            continue
        found.append(cue)
        index = cue.end
    return found


def _cue_at(words: Sequence[str], start: int) -> SayingCue | None:
    word = words[start]
    if word == ":" and 1 <= start <= 6 and len(words) - start > 3 and words[0][:1].isalpha():
        return SayingCue(start, start + 1, COLON)
    if not word[:1].isalpha() or grammar.is_auxiliary(words, start):
        return None
    table = _table()
    part = grammar.part(words, start)
    best: SayingCue | None = None
    for first in (fold(word), lemma(word), lemma(word, noun=True)):
        for entry in table.get(first, ()):
            end = _match(words, start, entry, part)
            if end is not None and (best is None or end > best.end or (end == best.end and _surer(entry, best.entry))):
                best = SayingCue(start, end, entry)
    return best


def verb_at(words: Sequence[str], at: int) -> SayingCue | None:
    """The cue of a word that is known to be a verb of saying here, whatever its neighbours speak for."""
    found = [entry for entry in _table().get(lemma(words[at]), ()) if entry.pos == "verb" and len(entry.words) == 1]
    return SayingCue(at, at + 1, found[0]) if found else None


def _surer(entry: SayingEntry, other: SayingEntry) -> bool:
    return POS.index(entry.pos) > POS.index(other.pos) == POS.index("noun") + 1


def _match(words: Sequence[str], start: int, entry: SayingEntry, part: grammar.Part | None) -> int | None:
    word, first = words[start], entry.words[0]
    if entry.pos == "noun":
        if part == "verb" or lemma(word, noun=True) != first:
            return None
    elif entry.pos == "verb":
        if lemma(word) != first or (part == "noun" and (first in ALSO_NOUNS or fold(word).endswith("ing"))):
            return None
    elif fold(word) != first and lemma(word) != first:
        return None
    index = start + 1
    for wanted in entry.words[1:]:
        while index < len(words) and words[index] in HYPHENS:
            index += 1
        if index >= len(words) or fold(words[index]) != wanted:
            return None
        index += 1
    return index


@lru_cache(maxsize=1)
def _table() -> dict[str, list[SayingEntry]]:
    table: dict[str, list[SayingEntry]] = {}
    for entry in read_sayings(resources.knowledge() / "sayings.yml"):
        table.setdefault(entry.words[0], []).append(entry)
    return table


def read_sayings(path: Path) -> list[SayingEntry]:
    """Read the table of cues; whatever is odd stops it."""
    groups = yaml_strict.load(path)
    if not isinstance(groups, list):
        raise KnowledgeError(str(path), "it must be a list of groups.", "Write - {kind: say, pos: verb, words: [...]}.")
    found: list[SayingEntry] = []
    for number, group in enumerate(groups, 1):
        found += _read_group(f"{path}, group {number}", group)
    return found


def _read_group(place: str, group: object) -> list[SayingEntry]:
    if not isinstance(group, dict) or set(group) - KEYS:
        raise KnowledgeError(
            place, "a group must be a mapping with known keys.", f"Keys are {', '.join(sorted(KEYS))}."
        )
    if group.get("kind") not in KINDS:
        raise KnowledgeError(place, f"kind is {group.get('kind')!r}.", f"Write one of {', '.join(KINDS)}.")
    if group.get("pos") not in POS:
        raise KnowledgeError(place, f"pos is {group.get('pos')!r}.", f"Write one of {', '.join(POS)}.")
    for key in ("source", "hearer", "content"):
        if group.get(key) not in ARGUMENTS:
            raise KnowledgeError(place, f"{key} is {group[key]!r}.", "Name a PropBank argument, ARG0 to ARG3.")
    words = group.get("words")
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and cut(word) for word in words):
        raise KnowledgeError(place, "words must be a list of words or phrases.")
    return [
        SayingEntry(
            words=cut(word),
            kind=group["kind"],
            pos=group["pos"],
            source=group.get("source"),
            hearer=group.get("hearer"),
            content=group.get("content"),
            factive=bool(group.get("factive", False)),
            doubting=bool(group.get("doubting", False)),
            nobody=bool(group.get("nobody", False)),
        )
        for word in words
    ]

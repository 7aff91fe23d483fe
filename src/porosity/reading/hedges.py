"""How firmly, and whether at all, a sentence asserts an act, by its words: `knowledge/hedges.yml`.

A lexical second opinion beside the network: ``find`` names the cues, ``reading_of`` applies those that reach a trigger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.assessment import Certainty, Stance
from porosity.errors import KnowledgeError
from porosity.reading import grammar
from porosity.reading.phrases import HYPHENS, cut, fold, word_set

KINDS = ("hedge", "negation", "condition", "question", "demand", "plan", "distance_quote")
REACHES = ("clause", "complement", "around", "next", "self", "anywhere")
KEYS = frozenset(("kind", "certainty", "reach", "words"))
GAP = "..."
LONGEST_GAP = 5
LONGEST_QUOTE = 5
FARTHEST = {"clause": 9, "complement": 14, "around": 14, "next": 3, "self": 0, "anywhere": 400}
LONGEST_HEADLINE_SUBJECT = 5
OPENING = frozenset("\"“‘'")
CLOSING = frozenset("\"”’'")
STOPS = frozenset((";", ".", "(", ")", "—", "–", "?", "!", ":"))
SUBORDINATE = word_set("who which whom whose where when while because although though after before since until but")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at the words ``start`` to ``end``, half-open; ``reach`` says how far it governs."""

    start: int
    end: int
    kind: str
    certainty: Certainty | None
    text: str
    reach: str = "clause"


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: str
    certainty: Certainty | None
    reach: str


@dataclass(frozen=True, slots=True)
class LexicalReading:
    """What the cues say of one act, and the word spans of those that say so."""

    stance: Stance
    certainty: Certainty
    cues: tuple[Cue, ...]


def find(words: Sequence[str]) -> list[Cue]:
    """All cues in a sentence, in order: the longest at each place, beside those that matter only as a trigger.

    Quotation marks of distance are cues, too, and the *to* of a headline ("Seoul to send shells") is a plan.
    """
    found: list[Cue] = []
    index = 0
    while index < len(words):
        cue = _cue_at(words, index)
        if cue is None:
            index += 1
            continue
        found.append(cue)
        index = cue.end
    found += [cue for start in range(len(words)) if (cue := _cue_at(words, start, itself=True))]
    return sorted([*found, *_headline_plan(words), *_distance_quotes(words)], key=lambda cue: (cue.start, cue.end))


def reading_of(words: Sequence[str], trigger: int, cues: Sequence[Cue] | None = None) -> LexicalReading:
    """Stance and certainty of the act whose trigger is the word ``trigger``, with the cues that decide them."""
    reaching = [cue for cue in (find(words) if cues is None else cues) if _reaches(words, cue, trigger)]
    stance, decided_by = Stance.ASSERTS, None
    for kind, value in (
        ("demand", Stance.ASKS),
        ("question", Stance.ASKS),
        ("negation", Stance.DENIES),
        ("plan", Stance.PLANS),
    ):
        governing = [cue for cue in reaching if cue.kind == kind]
        if governing:
            stance, decided_by = value, governing[-1]
            break
    certainty, hedges = Certainty.CERTAIN, [cue for cue in reaching if cue.certainty is not None]
    if any(cue.certainty is Certainty.POSSIBLE for cue in hedges):
        certainty = Certainty.POSSIBLE
    elif hedges:
        certainty = Certainty.PROBABLE
    used = [cue for cue in reaching if cue.certainty is not None or cue is decided_by]
    return LexicalReading(stance, certainty, tuple(used))


def _headline_plan(words: Sequence[str]) -> list[Cue]:
    for index in range(1, min(len(words) - 1, LONGEST_HEADLINE_SUBJECT + 1)):
        if words[index] == "to":
            return [Cue(index, index + 1, "plan", None, "to", "clause")]
        folded = fold(words[index])
        if (
            grammar.is_past(folded)
            or folded in grammar.CLAUSE_BREAKS
            or folded in grammar.BEFORE_VERBS | grammar.BE | grammar.HAVE
        ):
            return []
        if grammar.part(words, index) == "verb" or (folded.endswith("s") and words[index].islower()):
            return []
    return []


def _cue_at(words: Sequence[str], start: int, *, itself: bool = False) -> Cue | None:
    best: tuple[int, _Entry] | None = None
    for entry in _table().get(fold(words[start]), ()):
        if (entry.reach == "self") is not itself:
            continue
        end = _match(words, start, entry.words)
        if end is not None and (best is None or end > best[0]):
            best = (end, entry)
    if best is None or _is_no_cue(words, start, best[1]):
        return None
    end, entry = best
    return Cue(start, end, entry.kind, entry.certainty, " ".join(words[start:end]), entry.reach)


def _is_no_cue(words: Sequence[str], start: int, entry: _Entry) -> bool:
    """May the month, "no. 7", "not only", will the noun."""
    word, left, right = words[start], grammar.before(words, start), grammar.after(words, start + 1)
    if word == "May" and (start > 0 or right[:1].isdigit() or right in ("and", "to", ",")):
        return True
    if entry.words == ("no",) and (right == "." or right[:1].isdigit()):
        return True
    if entry.words == ("not",) and right in ("only", "least", "far"):
        return True
    return entry.words == ("will",) and left in grammar.DETERMINERS


def _match(words: Sequence[str], start: int, pattern: Sequence[str]) -> int | None:
    index = start
    for position, wanted in enumerate(pattern):
        if wanted == GAP:
            last = pattern[position + 1]
            stop = min(len(words), index + LONGEST_GAP)
            return next((k + 1 for k in range(index, stop) if fold(words[k]) == last), None)
        while position > 0 and index < len(words) and words[index] in HYPHENS:
            index += 1
        if index >= len(words) or fold(words[index]) != wanted:
            return None
        index += 1
    return index


def _distance_quotes(words: Sequence[str]) -> list[Cue]:
    """Quotation marks around a few words without a verb of saying in them: the writer keeps a distance."""
    found: list[Cue] = []
    open_at: int | None = None
    for index, word in enumerate(words):
        if open_at is not None and word in CLOSING:
            if 1 < index - open_at <= LONGEST_QUOTE + 1:
                found.append(
                    Cue(
                        open_at,
                        index + 1,
                        "distance_quote",
                        Certainty.POSSIBLE,
                        " ".join(words[open_at : index + 1]),
                        "anywhere",
                    )
                )
            open_at = None
        elif word in OPENING:
            open_at = index
    return found


def _reaches(words: Sequence[str], cue: Cue, trigger: int) -> bool:
    if cue.kind == "distance_quote":
        return cue.start < trigger < cue.end
    if cue.text == "?":
        return trigger < cue.start and not any(word in STOPS for word in words[trigger : cue.start])
    if cue.start <= trigger < cue.end:
        return cue.reach == "self"
    if cue.reach == "around" and trigger < cue.start:
        closes = cue.end == len(words) or words[cue.end] in (",", ".", '"', "”")
        return (
            closes
            and cue.start - trigger <= FARTHEST["around"]
            and not any(w in STOPS for w in words[trigger : cue.start])
        )
    if trigger < cue.start or trigger - cue.end > FARTHEST[cue.reach]:
        return False
    between = [fold(word) for word in words[cue.end : trigger]]
    if any(word in STOPS for word in between):
        return False
    if cue.reach in ("complement", "around"):
        return not any(word in SUBORDINATE for word in between)
    if cue.reach == "next":
        return not any(word in SUBORDINATE or word in grammar.PREPOSITIONS or word in grammar.BE for word in between)
    return not any(word in SUBORDINATE or word in ("that", ",") for word in between)


@lru_cache(maxsize=1)
def _table() -> dict[str, list[_Entry]]:
    table: dict[str, list[_Entry]] = {}
    for entry in read_hedges(resources.knowledge() / "hedges.yml"):
        table.setdefault(entry.words[0], []).append(entry)
    return table


def read_hedges(path: Path) -> list[_Entry]:
    """Read the table of cues; whatever is odd stops it."""
    groups = yaml_strict.load(path)
    if not isinstance(groups, list):
        raise KnowledgeError(
            str(path), "it must be a list of groups.", "Write - {kind: hedge, certainty: possible, ...}."
        )
    found: list[_Entry] = []
    for number, group in enumerate(groups, 1):
        found += _read_group(f"{path}, group {number}", group)
    return found


def _read_group(place: str, group: object) -> list[_Entry]:
    if not isinstance(group, dict) or set(group) - KEYS:
        raise KnowledgeError(
            place, "a group must be a mapping with known keys.", f"Keys are {', '.join(sorted(KEYS))}."
        )
    kind, reach, words = group.get("kind"), group.get("reach"), group.get("words")
    if kind not in KINDS:
        raise KnowledgeError(place, f"kind is {kind!r}.", f"Write one of {', '.join(KINDS)}.")
    if reach not in REACHES:
        raise KnowledgeError(place, f"reach is {reach!r}.", f"Write one of {', '.join(REACHES)}.")
    hedging = kind in ("hedge", "condition")
    if hedging != ("certainty" in group) or group.get("certainty", "possible") not in ("probable", "possible"):
        raise KnowledgeError(
            place, "a hedge or a condition, and nothing else, needs a certainty.", "Write probable or possible."
        )
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise KnowledgeError(place, "words must be a list of words or phrases.")
    certainty = Certainty(group["certainty"]) if hedging else None
    return [_Entry(_pattern(word), kind, certainty, reach) for word in words]


def _pattern(phrase: str) -> tuple[str, ...]:
    return tuple(part for piece in phrase.split() for part in ((GAP,) if piece == GAP else cut(piece)))

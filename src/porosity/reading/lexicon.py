"""Which words name which act: `knowledge/acts/lexicon/<act>.yml`.

The lexicon decides where a word is known, the network where it is not. So an entry is only as wide as it is safe: where
a verb means different acts of different things ("send troops", "send a letter", "send coal") each act has an entry that
says which items it `needs` or which it is `not` for, and without a known item the lexicon holds its tongue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from porosity import resources, yaml_strict
from porosity.assessment import ROLES, Act
from porosity.errors import KnowledgeError
from porosity.reading import grammar
from porosity.reading.lemmas import lemma
from porosity.reading.phrases import HYPHENS, PhraseTable, cut, fold, word_set

COMMON = "_common.yml"
GAP = "..."
LONGEST_GAP = 7
MODIFIERS = 2  # how many unknown words may follow the noun that tells the kind ("Mercedes S600")
NEAR = 14  # words on either side in which a `near` word counts
SKIPPED = word_set("a an the its his her their our any no some more new another such two three several up out off")
GROUP_KEYS = frozenset(
    ("as", "pos", "words", "needs", "not", "near", "plan", "implicates", "assume", "not_before", "inflected")
)
POS = ("verb", "noun", "phrase")


@dataclass(frozen=True, slots=True)
class Items:
    """Kinds of things by the words that name them: weapon, vehicle, troops, speech ..."""

    table: PhraseTable[str]
    kinds: frozenset[str]
    containers: frozenset[str]

    def kinds_of(self, words: Sequence[str]) -> frozenset[str]:
        """The kinds of the head noun, the last before a preposition; of a container, the kinds of what it holds."""
        spelled = [word for word in words if word not in HYPHENS]
        cut_at = next(
            (i for i, word in enumerate(spelled) if i > 0 and fold(word) in grammar.PREPOSITIONS), len(spelled)
        )
        head = lemma(spelled[cut_at - 1], noun=True) if cut_at else ""
        if head in self.containers and cut_at < len(spelled) and fold(spelled[cut_at]) in ("of", "with", "carrying"):
            held = self.kinds_of(spelled[cut_at + 1 :])
            if held:
                return held
        return self._last(spelled[:cut_at])

    def _last(self, words: Sequence[str]) -> frozenset[str]:
        singular = [lemma(word, noun=True) for word in words]
        for start in range(len(words) - 1, max(-1, len(words) - 1 - MODIFIERS), -1):
            for size in (3, 2, 1):
                first = start - size + 1
                if first < 0:
                    continue
                kinds = self.table.get([fold(word) for word in words[first:start]] + [singular[start]])
                if kinds:
                    return frozenset(kinds)
        return frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or phrase that names an act.

    ``args`` gives the role of each PropBank argument. ``needs`` and ``rejects`` are kinds of items. ``plan``: what its
    complement says is only intended. ``implicates``: acts that must have come before (who drives a car got it).
    """

    words: tuple[str, ...]
    act: Act
    pos: str
    roleset: str | None
    args: Mapping[str, str]
    needs: frozenset[str]
    rejects: frozenset[str]
    near: frozenset[str]
    plan: bool
    implicates: tuple[Act, ...]
    assume: bool
    not_before: frozenset[str]
    inflected: bool
    items: Items

    def accepts(self, item_words: Sequence[str] | None, *, label: str | None = None) -> bool | None:
        """Whether this act can be done to such an item; None where the words (or the label of a mention) do not tell.

        An entry that minds no item accepts any.
        """
        if not self.needs and not self.rejects:
            return True
        kinds = self.items.kinds_of(item_words) if item_words else frozenset()
        if not kinds and label is not None:
            kinds = frozenset((label,))
        if not kinds:
            return None
        if self.needs:
            return bool(kinds & self.needs)
        return not kinds <= self.rejects


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry found at the words ``start`` to ``end``, half-open."""

    start: int
    end: int
    act: Act
    entry: Entry


class Lexicon:
    """All entries; ``candidates`` finds them, ``decide`` picks the act of a trigger where it is sure."""

    def __init__(self, entries: Sequence[Entry], light_verbs: frozenset[str], modified_by: frozenset[str]) -> None:
        self.entries = tuple(entries)
        self._light_verbs = light_verbs
        self._modified_by = modified_by
        self._by_first: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_first.setdefault(entry.words[0], []).append(entry)

    @classmethod
    def load(cls, folder: Path | None = None) -> Lexicon:
        """Read the lexicon that ships (once), or the files of a folder."""
        return _shipped() if folder is None else read_lexicon(folder)

    def candidates(self, words: Sequence[str]) -> list[Candidate]:
        """All entries in a sentence: at each place the longest match, with every act that it may name."""
        found: list[Candidate] = []
        covered = 0
        for start in range(len(words)):
            if start < covered:
                continue
            best = self._longest_at(words, start)
            found.extend(best)
            if best and best[0].end - start > 1:
                covered = best[0].end
        return found

    def decide(
        self,
        words: Sequence[str],
        trigger: int,
        *,
        item_words: Sequence[str] | None = None,
        label: str | None = None,
        candidates: Sequence[Candidate] | None = None,
    ) -> Candidate | None:
        """The act of a trigger word, or None where the lexicon does not know.

        Without ``item_words`` it looks for the item around the trigger. ``label`` is what kind of mention the item is.
        """
        here = [c for c in (self.candidates(words) if candidates is None else candidates) if c.start <= trigger < c.end]
        if not here:
            return None
        by_default: Candidate | None = None
        for candidate in here:
            entry = candidate.entry
            item = likely_item(words, candidate) if item_words is None else item_words
            accepted = entry.accepts(item, label=label)
            if accepted is False:
                continue
            if accepted and (entry.needs or entry.near):
                return candidate
            if by_default is None and (accepted or not entry.needs or entry.assume):
                by_default = candidate
        return by_default

    def _longest_at(self, words: Sequence[str], start: int) -> list[Candidate]:
        word = words[start]
        if word in HYPHENS or not word[:1].isalpha() or grammar.is_auxiliary(words, start):
            return []
        found: list[Candidate] = []
        part = grammar.part(words, start)
        for first in dict.fromkeys((fold(word), lemma(word), lemma(word, noun=True))):
            for entry in self._by_first.get(first, ()):
                end = self._match(words, start, entry, part)
                if end is not None:
                    found.append(Candidate(start, end, entry.act, entry))
        if lemma(word) in self._light_verbs:
            found.extend(self._light(words, start))
        if not found:
            return []
        longest = max(_rank(candidate) for candidate in found)
        return sorted((c for c in found if _rank(c) == longest), key=_preference)

    def _light(self, words: Sequence[str], start: int) -> Iterator[Candidate]:
        """ "made a delivery of", "carried out two test launches": the act is the noun's."""
        for index in range(start + 1, min(start + 6, len(words))):
            folded = fold(words[index])
            if folded in grammar.CLAUSE_BREAKS or (folded in grammar.PREPOSITIONS and index > start + 2):
                return
            singular = lemma(words[index], noun=True)
            nouns = [e for e in self._by_first.get(singular, ()) if e.pos == "noun" and len(e.words) == 1]
            if nouns and after_is_no_head(words, index + 1, self._modified_by):
                for entry in nouns:
                    if self._is_near(words, start, entry):
                        yield Candidate(start, index + 1, entry.act, entry)
                return

    def _match(self, words: Sequence[str], start: int, entry: Entry, part: grammar.Part | None) -> int | None:
        if not _form_fits(words[start], entry, part) or not self._is_near(words, start, entry):
            return None
        end = _match_rest(words, start + 1, entry.words, 1)
        if end is None or (entry.not_before and grammar.after(words, end) in entry.not_before):
            return None
        if entry.pos == "noun" and not after_is_no_head(words, end, self._modified_by):
            return None
        return end

    def _is_near(self, words: Sequence[str], start: int, entry: Entry) -> bool:
        if not entry.near:
            return True
        return any(fold(word) in entry.near for word in words[max(0, start - NEAR) : start + NEAR])


def after_is_no_head(words: Sequence[str], end: int, modified_by: frozenset[str]) -> bool:
    """False where the noun only modifies the next one: a test *site*, an export *ban*."""
    return lemma(grammar.after(words, end), noun=True) not in modified_by


def likely_item(words: Sequence[str], candidate: Candidate) -> list[str]:
    """The words around a trigger that probably name its item; empty where none does."""
    start, end, entry = candidate.start, candidate.end, candidate.entry
    if entry.pos == "noun":
        if grammar.after(words, end) == "of":
            skip = end + 1 if end < len(words) and words[end] not in HYPHENS else end + 2
            return grammar.words_right(words, skip)
        return [word for word in words[max(0, start - 3) : start] if fold(word) not in grammar.CLAUSE_BREAKS]
    if "item" not in entry.args.values():
        return grammar.words_left(words, start)
    if grammar.is_passive(words, start, end):
        if "recipient" in entry.args.values() and grammar.gets_its_object_behind(words, end):
            return grammar.words_right(words, end)
        return grammar.words_left(words, start)
    return grammar.words_right(words, end)


def _rank(candidate: Candidate) -> tuple[int, int]:
    return (len(candidate.entry.words), candidate.end - candidate.start)


def _preference(candidate: Candidate) -> tuple[int, int, int]:
    entry = candidate.entry
    return (not entry.near, not entry.needs, list(Act).index(entry.act))


def _form_fits(word: str, entry: Entry, part: grammar.Part | None) -> bool:
    first, folded = entry.words[0], fold(word)
    if entry.pos == "noun":
        return part != "verb" and lemma(word, noun=True) == first
    if entry.pos == "phrase" and folded == first:
        return True
    if entry.inflected and not (grammar.is_past(folded) or folded.endswith("ing") or part == "verb"):
        return False
    return part != "noun" and (lemma(word) == first)


def _match_rest(words: Sequence[str], index: int, pattern: Sequence[str], at: int) -> int | None:
    """The end of the match of ``pattern[at:]`` from ``index`` on, or None."""
    end = index
    while at < len(pattern):
        wanted, skipped = pattern[at], 0
        if wanted == GAP:
            return end if _follows(words, index, pattern[at + 1]) else None
        while index < len(words) and (words[index] in HYPHENS or (skipped < 2 and _skippable(words[index], wanted))):
            skipped += words[index] not in HYPHENS
            index += 1
        if index >= len(words) or not _is(words[index], wanted):
            return None
        index += 1
        end, at = index, at + 1
    return end


def _skippable(word: str, wanted: str) -> bool:
    folded = fold(word)
    return folded in SKIPPED and folded != wanted


def _follows(words: Sequence[str], index: int, wanted: str) -> bool:
    for word in words[index : index + LONGEST_GAP + 1]:
        if _is(word, wanted):
            return True
        if fold(word) in grammar.CLAUSE_BREAKS:
            return False
    return False


def _is(word: str, wanted: str) -> bool:
    return wanted in (fold(word), lemma(word), lemma(word, noun=True))


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    return read_lexicon(resources.knowledge() / "acts" / "lexicon")


def read_lexicon(folder: Path) -> Lexicon:
    """Read a folder of one file an act, with the kinds of items in ``_common.yml``; whatever is odd stops it."""
    common = folder / COMMON
    data = _mapping(common, yaml_strict.load(common))
    wanted = {"items", "containers", "orientations", "light_verbs", "modified_by"}
    if set(data) != wanted:
        raise KnowledgeError(str(common), f"it must hold exactly {', '.join(sorted(wanted))}.")
    items = _read_items(common, data["items"], data["containers"])
    orientations = _read_orientations(common, data["orientations"])
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name == COMMON:
            continue
        if path.stem not in set(Act):
            acts = ", ".join(Act)
            raise KnowledgeError(str(path), f"no act is called {path.stem!r}.", f"Name the file after one of: {acts}.")
        groups = yaml_strict.load(path)
        if not isinstance(groups, list):
            raise KnowledgeError(str(path), "it must be a list of groups.", "See docs/reading-knowledge.md.")
        for number, group in enumerate(groups, 1):
            entries += _read_group(f"{path}, group {number}", Act(path.stem), group, items, orientations)
    return Lexicon(entries, _words(common, data, "light_verbs"), _words(common, data, "modified_by"))


def _words(path: Path, data: Mapping[str, object], key: str) -> frozenset[str]:
    value = data[key]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise KnowledgeError(
            str(path), f"{key} must be a list of words.", "Quote words that YAML reads as something else."
        )
    return frozenset(value)


def _mapping(path: Path, data: object) -> dict[str, object]:
    if not isinstance(data, dict):
        raise KnowledgeError(str(path), "it must be a mapping.")
    return data


def _read_items(path: Path, data: object, containers: object) -> Items:
    if not isinstance(data, dict) or not all(isinstance(words, list) for words in data.values()):
        raise KnowledgeError(
            str(path), "items must map a kind to a list of nouns.", "Write e.g. weapon: [missile, rifle]."
        )
    pairs = [(cut(word), kind) for kind, words in data.items() for word in words]
    if not isinstance(containers, list):
        raise KnowledgeError(str(path), "containers must be a list of nouns.", "Write e.g. [batch, crate, dozen].")
    return Items(PhraseTable(pairs), frozenset(data), frozenset(containers))


def _read_orientations(path: Path, data: object) -> dict[str, dict[str, str]]:
    if not isinstance(data, dict):
        raise KnowledgeError(str(path), "orientations must map a name to arguments and roles.")
    found: dict[str, dict[str, str]] = {}
    for name, args in data.items():
        if not isinstance(args, dict) or not all(role in ROLES for role in args.values()):
            raise KnowledgeError(
                str(path), f"orientation {name!r} must give roles to arguments.", f"Roles are {', '.join(ROLES)}."
            )
        found[name] = {f"ARG{number}": role for number, role in args.items()}
    return found


def _read_group(
    place: str, act: Act, group: object, items: Items, orientations: Mapping[str, Mapping[str, str]]
) -> list[Entry]:
    if not isinstance(group, dict):
        raise KnowledgeError(
            place, "a group must be a mapping.", "Write - {as: giving, pos: verb, words: {give: give.01}}."
        )
    unknown = set(group) - GROUP_KEYS
    if unknown:
        raise KnowledgeError(
            place, f"unknown key {sorted(unknown)[0]!r}.", f"Keys are {', '.join(sorted(GROUP_KEYS))}."
        )
    if group.get("pos") not in POS:
        raise KnowledgeError(place, f"pos is {group.get('pos')!r}.", f"Write one of {', '.join(POS)}.")
    if group.get("as") not in orientations:
        raise KnowledgeError(
            place, f"no orientation is called {group.get('as')!r}.", f"Name one of {', '.join(orientations)}."
        )
    words = group.get("words")
    if not isinstance(words, dict) or not words:
        raise KnowledgeError(
            place, "words must map each word to its PropBank roleset.", "Write null where none is known."
        )
    kinds = {key: frozenset(group.get(key) or ()) for key in ("needs", "not")}
    for key, names in kinds.items():
        if names - items.kinds:
            raise KnowledgeError(
                place,
                f"{key} names the unknown kind {sorted(names - items.kinds)[0]!r}.",
                f"Add it to items in {COMMON}.",
            )
    try:
        implicates = tuple(Act(name) for name in group.get("implicates") or ())
    except ValueError as error:
        raise KnowledgeError(place, f"implicates: {error}.", f"Acts are {', '.join(Act)}.") from error
    found = []
    for phrase, roleset in words.items():
        found.append(
            Entry(
                words=_pattern(place, phrase, group["pos"]),
                act=act,
                pos=group["pos"],
                roleset=roleset,
                args=orientations[group["as"]],
                needs=kinds["needs"],
                rejects=kinds["not"],
                near=frozenset(group.get("near") or ()),
                plan=bool(group.get("plan", False)),
                implicates=implicates,
                assume=bool(group.get("assume", False)),
                not_before=frozenset(group.get("not_before") or ()),
                inflected=bool(group.get("inflected", False)),
                items=items,
            )
        )
    return found


def _pattern(place: str, phrase: object, pos: str) -> tuple[str, ...]:
    if not isinstance(phrase, str) or not phrase.strip():
        raise KnowledgeError(place, f"{phrase!r} is no word.", "Quote words that YAML reads as something else.")
    words = tuple(part for piece in phrase.split() for part in ((GAP,) if piece == GAP else cut(piece)))
    if GAP in words and (not 0 < words.index(GAP) == len(words) - 2 or pos != "phrase"):
        raise KnowledgeError(
            place, f"{phrase!r}: a gap stands before the last word of a phrase.", "Write e.g. hand ... over."
        )
    return words

"""List names found in running text, in one pass over all of them.

Every form of every name that can be looked for (`spotting_forms`) is searched at once, by Aho and Corasick's machine,
in the plain letters of the text (`spotting_text`); both have a space at every end of a word, so that only whole words
are found. What was found then has to be the name there (`spotting_context`). Of hits that overlap, the leftmost counts,
and of those the longest.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from porosity.errors import ListError
from porosity.screening import spotting_context, spotting_forms
from porosity.screening.listed import Listed
from porosity.screening.names import Kind
from porosity.screening.spotting_context import Page
from porosity.screening.spotting_forms import Bearer, Form, Need
from porosity.screening.spotting_text import PlainText

LAYOUT = 1
_Row = tuple[str, str, str, str, int]  # name, id, schema, need, and the three flags of a form
AGAIN = "the name stands elsewhere in the text with the office as listed"
STATES = (Need.STATE, Need.STATE_BESIDE)


@dataclass(frozen=True, slots=True)
class Spot:
    """A list name in a text: code points, half-open; ``sure`` where nobody else is likely to be meant."""

    start: int
    end: int
    name: str
    ids: tuple[str, ...]
    sure: bool
    because: str


@dataclass(frozen=True, slots=True)
class _Hit:
    """The forms of one pattern at one place; those that count already, and those that need a fuller name elsewhere."""

    start: int
    end: int
    good: tuple[tuple[Form, bool, str], ...]
    waiting: tuple[Form, ...]


class Spotter:
    """The names of some lists, ready to be found in texts.

    ``forms`` has a row for every form of every pattern; of hundreds of thousands, only the few that are met become a
    `Form`.
    """

    def __init__(self, forms: Mapping[str, Sequence[_Row]], bearers: Mapping[str, Bearer]) -> None:
        self.bearers = bearers
        self._rows = forms
        self.patterns = tuple(forms)
        self._met: dict[int, tuple[Form, ...]] = {}
        self._machine = BytesAhoCorasick(
            [f" {pattern} ".encode() for pattern in forms],
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def __len__(self) -> int:
        return len(self.patterns)

    @classmethod
    def build(cls, listed: Iterable[Listed]) -> Spotter:
        """Make ready the names of listed parties."""
        parties = list(listed)
        rows: dict[str, list[_Row]] = defaultdict(list)
        asking = set()
        for form in spotting_forms.forms(parties):
            rows[form.pattern].append(_row(form))
            if form.need in (Need.NAMESAKE, *STATES):
                asking.add(form.id)
        return cls(rows, {party.id: spotting_forms.bearer(party) for party in parties if party.id in asking})

    def find(self, text: str) -> list[Spot]:
        """The list names in a text, in order, none overlapping another."""
        page = Page(text)
        hits = [self._weighed(page, *one) for one in self.scan(text) if self._may_be(text, *one)]
        return _in_order(_settled([hit for hit in hits if hit.good or hit.waiting]))

    def scan(self, text: str) -> list[tuple[int, int, int]]:
        """Every place where the letters of some pattern stand between the bounds of words: pattern, start and end."""
        plain = PlainText(text)
        found = self._machine.find_matches_as_indexes(plain.data, overlapping=True)
        if not found:
            return []
        numbers, firsts, lasts = zip(*found, strict=True)
        spans = plain.spans([first + 1 for first in firsts], [last - 1 for last in lasts])
        return [(number, start, end) for number, (start, end) in zip(numbers, spans, strict=True)]

    def _forms(self, number: int) -> tuple[Form, ...]:
        """The forms of a pattern."""
        found = self._met.get(number)
        if found is None:
            pattern = self.patterns[number]
            found = self._met[number] = tuple(_form(pattern, *row) for row in self._rows[pattern])
        return found

    def _may_be(self, text: str, number: int, start: int, end: int) -> bool:
        """Whether a place is worth a look: most common words are not even written with a capital."""
        return not text[start:end].islower() or any(not form.proper for form in self._forms(number))

    def _weighed(self, page: Page, number: int, start: int, end: int) -> _Hit:
        """Hold each form of a pattern against the place where it was found."""
        good = []
        waiting = []
        for form in self._forms(number):
            if not _is_the_name(page, start, end, form):
                continue
            verdict = self._verdict(page, start, end, form)
            if verdict is not None:
                good.append((form, *verdict))
            elif _may_wait(form, bearer=self.bearers.get(form.id)):
                waiting.append(form)
        return _Hit(start, end, tuple(good), tuple(waiting))

    def _verdict(self, page: Page, start: int, end: int, form: Form) -> tuple[bool, str] | None:
        """Whether a name stands for whom the list means, and why; None if the text around it does not say so."""
        if form.need is Need.NAME:
            return True, "the name as listed"
        bearer = self.bearers.get(form.id, Bearer())
        if form.need is Need.NAMESAKE:
            alike = spotting_context.likeness(page, start, end, bearer.about) >= spotting_context.ALIKE
            return (True, "the name and the office as listed") if alike else (False, "a name that others bear, too")
        if form.need in STATES:
            state = spotting_context.state_of(page, start, end, beside=form.need is Need.STATE_BESIDE)
            return (True, "the body of the State that the text speaks of") if state in bearer.countries else None
        if form.need in (Need.KIND, Need.BESIDE) and spotting_context.is_of_kind(page, start, end, form):
            return True, "the name, and words near it that tell the kind"
        return None

    def save(self, path: Path) -> None:
        """Write all forms to a file, for `load`."""
        parties = {id: [one.countries, one.about] for id, one in self.bearers.items()}
        record = {"layout": LAYOUT, "bearers": parties, "forms": self._rows}
        with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
            json.dump(record, file, ensure_ascii=False)

    @classmethod
    def load(cls, path: Path) -> Spotter:
        """Read what `save` wrote."""
        try:
            with gzip.open(path, "rt", encoding="utf-8") as file:
                record = json.load(file)
            if record["layout"] != LAYOUT:
                raise ValueError(f"its layout is {record['layout']}, not {LAYOUT}")
            bearers = {id: Bearer(tuple(where), tuple(about)) for id, (where, about) in record["bearers"].items()}
            return cls(record["forms"], bearers)
        except (OSError, EOFError, ValueError, KeyError, TypeError, zlib.error) as error:
            raise ListError(
                str(path), f"the names to look for cannot be read ({error}).", "Build them again."
            ) from error


def _row(form: Form) -> _Row:
    return form.name, form.id, form.schema, form.need.value, form.lone + 2 * form.loud + 4 * form.proper


def _form(pattern: str, name: str, id: str, schema: str, need: str, flags: int) -> Form:
    lone, loud, proper = (bool(flags & bit) for bit in (1, 2, 4))
    return Form(pattern, name, id, Kind.of(schema), schema, Need(need), lone, loud, proper)


def _is_the_name(page: Page, start: int, end: int, form: Form) -> bool:
    """Whether the letters found are a name, whole and alone."""
    return (
        spotting_context.is_whole(page, start, end, form.name)
        and spotting_context.is_written_as_name(page, start, end, form)
        and (not form.lone or spotting_context.is_alone(page, start, end, form))
    )


def _may_wait(form: Form, bearer: Bearer | None) -> bool:
    """Whether a fuller name elsewhere, or the same name on another list, may vouch for a form."""
    if form.need in STATES:
        return bearer is None or not bearer.countries
    return form.need in (Need.FULLER, Need.BESIDE) and form.kind is not Kind.CRAFT


def _settled(hits: Sequence[_Hit]) -> list[Spot]:
    """Let fuller names vouch for shorter ones, and a name with its office for the same name without it."""
    named = {form.id for hit in hits for form, _, _ in hit.good}
    certain = {form.id for hit in hits for form, is_sure, _ in hit.good if is_sure}
    spots = []
    for hit in hits:
        good = [one if one[1] or one[0].id not in certain else (one[0], True, AGAIN) for one in hit.good]
        vouched = [form for form in hit.waiting if form.id in named or (good and form.need in STATES)]
        good += [(form, True, "a fuller name of it is in the text") for form in vouched]
        good.sort(key=lambda one: not one[1])
        if good:
            (best, is_sure, why), ids = good[0], tuple(dict.fromkeys(form.id for form, _, _ in good))
            spots.append(Spot(hit.start, hit.end, best.name, ids, is_sure, why))
    return spots


def _in_order(spots: Iterable[Spot]) -> list[Spot]:
    """The leftmost and then the longest of those that overlap."""
    chosen: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (one.start, -one.end)):
        if not chosen or spot.start >= chosen[-1].end:
            chosen.append(spot)
    return chosen

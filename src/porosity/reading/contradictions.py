"""Claims that cannot both hold: a denial and what it answers, two figures for one thing, a later correction.

Nobody contradicts himself here: the two claims are in the words of different speakers, the outlet being one. A sentence
that answers (``rebuttals``) is held against the few sentences before it, never against all of the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from porosity.assessment import Act, Basis, Claim, Contradiction, Event, Stance
from porosity.reading.claims import Told
from porosity.reading.lemmas import lemma
from porosity.reading.rebuttals import Answer, is_over
from porosity.reports.wordlists import words

REACH = 5  # sentences back in which an answer finds what it answers
FAR_REACH = 8  # the same, where two words or parties tie them
NEAR = 2  # the same, for answers that only another thing in common ties to it
FARTHER = 0.7  # what each sentence between takes from a tie
SAID = 1.0  # what it adds to a tie that somebody else said it, or that it is put as less than certain
LEAST_TIE = {Answer.DENIED: -1.5, Answer.DOUBTED: -0.5, Answer.CORRECTED: 0.0, Answer.STILL: 0.0, Answer.REVERSED: 0.0}
LEAST_TIE |= {Answer.NOTHING: 0.2, Answer.COUNTED: -1.0, Answer.BARE: 0.0, Answer.NEGATED: 0.0}
LITTLE = 0.2  # what a thing in common adds where a correction is nearly always of what stands right before it
LEAST_ALIKE = 2  # words, names apart, that a negation has in common with what it answers
FACTOR = 2.5  # by which two figures for one thing may differ
ABOUT = {
    Answer.DENIED: "whether it is so",
    Answer.DOUBTED: "whether it is so",
    Answer.CORRECTED: "what it was in fact",
    Answer.REVERSED: "whether it stood",
    Answer.BARE: "whether it is so",
    Answer.NEGATED: "whether it is so",
    Answer.NOTHING: "whether there was anything",
    Answer.STILL: "whether it is over",
    Answer.COUNTED: "how many or how much",
}
COMMON = words(
    """the and that this with from have has had was were been said says say told tell which who whom whose what when
    where whether their there they them then than into over also only not but for its his her she him are will would
    could after before about some any one two all more most other such no nor never none it he of to in on at by as is
    a an be did does do than report reported according"""
)
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SMALL = {word: float(at) for at, word in enumerate(WORDS, 2)}
SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "hundred": 1e2}
FIGURE = re.compile(
    rf"(?<![\w.,-])\$?(\d+(?:,\d{{3}})*(?:\.\d+)?)(?: ?({'|'.join(SCALES)})\b)?|\b({'|'.join(WORDS)})\b"
)
YEARS = range(1900, 2101)


def contradictions(told: Sequence[Told], events: Sequence[Event]) -> list[Contradiction]:
    """Claims that cannot both hold, by different speakers: what was said first, then what answers it."""
    found: dict[tuple[str, str], str] = {}
    stated = [one for one in told if one.claim.basis is Basis.STATED]
    by_line: dict[int, list[Told]] = defaultdict(list)
    for one in stated:
        by_line[one.line].append(one)
    for one in stated:
        answer = one.answers.answer if one.answers is not None else Answer.NEGATED if one.claim.is_negative else None
        match = _answered(one, answer, by_line) if answer is not None else None
        if answer is not None and match is not None:
            found[match.claim.id, one.claim.id] = ABOUT[answer]
    for pair, about in _within_events(told, events):
        if pair[::-1] not in found:
            found.setdefault(pair, about)
    return [Contradiction(ids, about) for ids, about in found.items()]


def _answered(one: Told, answer: Answer, by_line: Mapping[int, Sequence[Told]]) -> Told | None:
    """The claim before it that an answer most likely answers; None where nothing ties one to it."""
    best: tuple[float, Told] | None = None
    ahead = NEAR if answer is Answer.NOTHING else 0
    for line in range(one.line + ahead, one.line - FAR_REACH - 1, -1):
        for other in by_line.get(line, ()):
            tie = _tie(other, one, answer)
            if tie is not None and tie >= LEAST_TIE[answer] and (best is None or tie > best[0]):
                best = (tie, other)
    return best[1] if best is not None else None


def _tie(earlier: Told, one: Told, answer: Answer) -> float | None:
    """How closely an answer is tied to an earlier claim; None where it cannot be its answer."""
    claim, apart = earlier.claim, abs(one.line - earlier.line)
    if earlier is one or _end(earlier) == _end(one) or (apart == 0 and _start(earlier) >= _start(one)):
        return None
    if answer is Answer.STILL:
        if not earlier.voice.speakers or not is_over(claim.evidence[0].text):
            return None
    elif claim.is_negative or _demands(claim) or _has_spoken(earlier, one, answer):
        return None
    common = _shared(earlier, one)
    is_said = bool(earlier.voice.speakers)
    is_alleged = is_said or claim.stance is not Stance.ASSERTS
    if not _can_answer(earlier, one, answer, common=common, is_alleged=is_alleged):
        return None
    weight = LITTLE if answer is Answer.CORRECTED else 1.0
    fullness = len(claim.evidence[0].text) / 1000
    return min(common, 3) * weight + (SAID if is_alleged else 0.0) - FARTHER * apart + fullness


def _can_answer(earlier: Told, one: Told, answer: Answer, *, common: int, is_alleged: bool) -> bool:
    """Whether what an answer of its kind needs is there: who says it, figures, something in common."""
    apart = abs(one.line - earlier.line)
    said_twice = bool(earlier.voice.speakers and one.voice.speakers)
    if apart > REACH and common < 2:
        return False
    if earlier.line > one.line and not (earlier.voice.speakers and _content(earlier) & _content(one)):
        return False
    match answer:
        case Answer.DENIED:
            return bool(one.voice.speakers)
        case Answer.COUNTED:
            return apart <= NEAR and _figures_differ(earlier, one)
        case Answer.BARE:
            return apart == 1 and is_alleged
        case Answer.NEGATED:
            return apart <= NEAR and said_twice and len(_plain(earlier) & _plain(one)) >= LEAST_ALIKE
        case Answer.NOTHING:
            return apart <= NEAR and (common > 0 or (apart == 1 and is_alleged and _points_back(one)))
        case _:
            return True


def _demands(claim: Claim) -> bool:
    return claim.act is Act.STATE and claim.stance is Stance.ASKS


def _has_spoken(earlier: Told, one: Told, answer: Answer) -> bool:
    """Whether both claims are the words of one speaker."""
    mine, theirs = earlier.voice.entities, one.voice.entities
    if not mine or not theirs:
        return mine == theirs and answer in (Answer.DENIED, Answer.DOUBTED, Answer.NEGATED)
    return mine[-1:] == theirs[-1:] or bool(theirs and theirs[-1] in mine) or _is_one_name(earlier, one)


def _is_one_name(earlier: Told, one: Told) -> bool:
    """Whether the nearest speakers are called alike: "Roe" and "Ada Roe, a broker"."""
    mine, theirs = (set(told.voice.names[-1].lower().replace(",", " ").split()) for told in (earlier, one))
    return mine <= theirs or theirs <= mine


def _shared(earlier: Told, one: Told) -> int:
    """How much an answer has in common with an earlier claim, in what it says behind the name of who answers."""
    text = one.claim.evidence[0].text
    skipped = one.answers.start - _start(one) if one.answers is not None else 0
    own = _content_of(" ".join(one.voice.names))
    speakers = set(one.voice.entities)
    common = _content(earlier) & (_content_of(text[max(0, skipped) :]) - own)
    return len(common) + len((_parties(earlier) & _parties(one)) - speakers)


def _points_back(one: Told) -> bool:
    return bool({"one", "none", "either"} & set(one.claim.evidence[0].text.lower().rstrip(". ").split()))


def _start(one: Told) -> int:
    return one.claim.evidence[0].start


def _end(one: Told) -> int:
    return one.claim.evidence[0].end


def _content(one: Told) -> frozenset[str]:
    return _content_of(one.claim.evidence[0].text)


def _content_of(text: str) -> frozenset[str]:
    """The words that tell what a claim is about, in base form."""
    found = re.findall(r"[^\W\d_]{3,}|\d+", text.lower())
    return frozenset(lemma(word, noun=True) for word in found if word not in COMMON)


def _plain(one: Told) -> frozenset[str]:
    """The content words of a claim that are no names: whole articles are about the same few names."""
    found = re.findall(r"(?<![\w'’-])[a-z]{3,}", one.claim.evidence[0].text)
    return frozenset(lemma(word, noun=True) for word in found if word not in COMMON)


def _parties(one: Told) -> set[str]:
    return {i for role in ("agent", "recipient", "item", "topic") for i in one.claim.roles.get(role, ())}


def _figures(text: str) -> set[float]:
    found: set[float] = set()
    for digits, scale, word in FIGURE.findall(text):
        amount = float(digits.replace(",", "")) if digits else SMALL[word.lower()]
        found.add(amount * SCALES.get(scale, 1.0))
    return {amount for amount in found if amount not in YEARS}


def _figures_differ(one: Told, other: Told) -> bool:
    """Whether two claims give figures that can be for one thing and yet are not the same."""
    mine, theirs = (_figures(told.claim.evidence[0].text) for told in (one, other))
    if one.line != other.line and mine & theirs:
        return False
    scaled = {amount * size for amount in theirs for size in (1.0, 1e3, 1e6)}
    return any(a != b and a <= FACTOR * b and b <= FACTOR * a for a in mine for b in scaled)


def _within_events(told: Sequence[Told], events: Sequence[Event]) -> Iterable[tuple[tuple[str, str], str]]:
    """Claims of one event of which one denies what the other asserts, or that give different amounts."""
    by_id = {one.claim.id: one for one in told}
    for event in events:
        if event.act in (Act.OTHER, Act.STATE):
            continue
        for one, other in _unlike([by_id[i] for i in event.claims if i in by_id]):
            about = _conflict(one, other)
            near = abs(one.line - other.line) <= REACH or one.claim.is_negative is other.claim.is_negative
            if about is not None and near and one.voice.entities[-1:] != other.voice.entities[-1:]:
                yield (one.claim.id, other.claim.id), about


def _unlike(claims: Sequence[Told]) -> Iterable[tuple[Told, Told]]:
    """The pairs of claims that can differ, in order: a denial with the rest, and those that give amounts."""
    denying = any(one.claim.is_negative for one in claims)
    counted = claims if denying else [one for one in claims if one.claim.quantity is not None]
    return combinations(counted, 2)


def _conflict(one: Told, other: Told) -> str | None:
    mine, theirs = one.claim, other.claim
    stances = {mine.stance, theirs.stance}
    same_things = set(mine.roles.get("item", ())) & set(theirs.roles.get("item", ()))
    if mine.is_negative is not theirs.is_negative and stances <= {Stance.ASSERTS, Stance.DENIES}:
        tied = abs(one.line - other.line) <= 1 or bool(_content(one) & _content(other))
        return "whether it took place" if same_things and mine.act is theirs.act and tied else None
    amounts = mine.quantity, theirs.quantity
    if amounts[0] is None or amounts[1] is None or amounts[0].unit != amounts[1].unit or mine.negated:
        return None
    differ = stances == {Stance.ASSERTS} and amounts[0].amount != amounts[1].amount
    return "how many or how much" if same_things and differ else None

"""Whether the letters of a list name, found in a text, are that name there: how it is written, what stands near."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from porosity.reading import countries
from porosity.reading.countries import CountryMention
from porosity.reading.words import split_words
from porosity.screening import spotting_words
from porosity.screening.names import Kind
from porosity.screening.spotting_forms import Form, Need
from porosity.screening.spotting_text import fold_character

NEAR = 80  # characters in which a ship's name is told by what it does
AROUND = 150  # characters in which somebody's office is told
STATE_NEAR = 40
PAGES = 4_000  # characters, on which and on as many before and behind one State is spoken of
HEADLINE = 200
ADDRESS = 100
ALIKE = 4.0  # bits of shared words at which two descriptions are of one person
_DULL = 11.0
_JOINTS = re.compile(r"[\s\-‐‑–—'`’‘“”\"«»&/\u200b-\u200f\u00ad\ufeff]*")
_GAP = re.compile(r"[^\w\u0300-\u036f\u200b-\u200f\u00ad\ufeff]+")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u200b-\u200f\u2060\u00ad\ufeff]")
_WRITTEN = re.compile(r"[^\W_]+(?:['’‘ʻʼʿʾ`´][^\W_]+)*")
_BEFORE = re.compile(r"([^\W_]+)[.]?[ \t]*[\n\-–]?[ \t]*$")
_AFTER = re.compile(r"[ \t]*[\n\-–]?[ \t]*([^\W_]+)")
_ADDRESS = re.compile(r"://|www\.|@", re.IGNORECASE)
_DOMAIN = re.compile(r"\.[a-z]{2,}")
_HANGUL = re.compile(r"[가-힣\u1100-\u11ff]{1,24}")
_KATAKANA = re.compile(r"[ァ-ヿ]")
_RUN = re.compile(r"[^\W\d_a-z][\w.’']*(?:[ -](?:of|and|the|[^\W\d_a-z][\w.’']*)){0,24}")
_POSSESSIVE = frozenset(("'", "’", "'s", "’s", "s"))
_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?|\s*\(?", re.IGNORECASE)


class Page:
    """A text about to be searched, with what is told of its pages, once it is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._states: dict[int, str | None] = {}

    def state_at(self, place: int) -> str | None:
        """The State that the text names most around a place, or at its beginning; words with capitals are looked at."""
        number = place // PAGES
        if number not in self._states:
            around = self.text[max(0, (number - 1) * PAGES) : (number + 2) * PAGES]
            count = Counter(code for run in _RUN.findall(around) for code in _states_of(run))
            self._states[number] = count.most_common(1)[0][0] if count else None
        return self._states[number] or (self.state_at(0) if number > 0 else None)

    def near(self, start: int, end: int, reach: int) -> tuple[str, str]:
        """What stands before and behind, within a paragraph."""
        before = self.text[max(0, start - reach) : start].rpartition("\n\n")[2]
        return before, self.text[end : end + reach].partition("\n\n")[0]

    def line(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and behind in the same line, up to the length that headlines have."""
        before = self.text[max(0, start - HEADLINE) : start].rpartition("\n")[2]
        return before, self.text[end : end + HEADLINE].partition("\n")[0]


def is_whole(page: Page, start: int, end: int, name: str) -> bool:
    """Whether the words stand together as one name, and end where it ends."""
    text = page.text
    first, last = _token(text, start, end)
    if _ADDRESS.search(text, first, last) or (_DOMAIN.match(text, end) and "." not in name):
        return False
    if not _ends_well(text, start, end):
        return False
    return all(_joins(gap, text, start, end, name) for gap in _GAP.finditer(text, start, end))


def _token(text: str, start: int, end: int) -> tuple[int, int]:
    """The name with what is written on to it, as far as addresses go."""
    first, last = max(0, start - ADDRESS), min(len(text), end + ADDRESS)
    while start > first and not text[start - 1].isspace():
        start -= 1
    while end < last and not text[end].isspace():
        end += 1
    return start, end


def _ends_well(text: str, start: int, end: int) -> bool:
    """Where scripts have no spaces: Korean lets particles follow, Katakana and Hangul do not run on."""
    if _HANGUL.match(text, end - 1):
        behind = _HANGUL.match(text, end)
        follows = behind.group() if behind else ""
        is_particle = unicodedata.normalize("NFC", follows) in spotting_words.contexts().korean
        return not (start and _HANGUL.match(text, start - 1)) and (not follows or is_particle)
    if _KATAKANA.match(text, end - 1):
        return not _KATAKANA.match(text, end) and not (start and _KATAKANA.match(text, start - 1))
    return True


def _joins(gap: re.Match[str], text: str, start: int, end: int, name: str) -> bool:
    """Whether what stands between two words may stand inside a name: "Co., Ltd", but not the end of a sentence."""
    if gap.group().count("\n") > 1 and "\n\n" in re.sub(r"[ \t\r]", "", gap.group()):
        return False
    marks = _JOINTS.sub("", gap.group())
    if not marks or all(mark in name for mark in marks):
        return True
    if marks not in (".", ",", ".,"):
        return False
    before = _plain(text[start : gap.start()].rsplit(None, 1)[-1])
    behind = _WORD.match(text, gap.end(), end)
    legal = spotting_words.known("legal")
    is_form = before in legal or (behind is not None and _plain(behind.group()) in legal)
    return is_form or (marks == "." and len(before) == 1)


@lru_cache(maxsize=1 << 14)
def _plain(word: str) -> str:
    return "".join(map(fold_character, word)).strip()


def is_written_as_name(page: Page, start: int, end: int, form: Form) -> bool:
    """Whether capitals show a name, where the form asks for them."""
    words = _WRITTEN.findall(_MARKS.sub("", page.text[start:end]))
    if form.loud:
        return all(word == word.upper() for word in words)
    if not form.proper:
        return True
    small = spotting_words.known("particles") | spotting_words.known("legal")
    carrying = [word for word in words if _plain(word) not in small and len(word) > 1] or words
    return all(_is_capital(word) for word in carrying)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdecimal() or word.lower() == word.upper()


def is_titled(page: Page, start: int, end: int) -> bool:
    """Whether the line is set in capitals, all or first letters, so that they tell nothing."""
    before, after = page.line(start, end)
    if len(before) + len(after) >= HEADLINE:
        return False
    words = [word for word in _WORD.findall(f"{before} {after}") if len(word) > 3]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def is_alone(page: Page, start: int, end: int, form: Form) -> bool:
    """Whether no other word with a capital joins the name, which would make it another's."""
    before, after = page.near(start, end, 40)
    ahead, behind = _AFTER.match(after), _BEFORE.search(before)
    if not any(found and not found.group(1).islower() for found in (ahead, behind)):
        return True
    titled = is_titled(page, start, end)
    if ahead and _is_further(ahead.group(1), form, titled=titled, is_behind=False):
        return False
    return not (behind and _is_further(behind.group(1), form, titled=titled, is_behind=True))


def _is_further(word: str, form: Form, *, titled: bool, is_behind: bool) -> bool:
    """Whether a word beside a name is one more of its words."""
    plain = _plain(word)
    if form.kind is Kind.CRAFT and not is_behind and (word.isdecimal() or re.fullmatch("[IVX]+|[A-Z]", word)):
        return True
    if not word[0].isupper():
        return False
    if form.kind is Kind.PERSON:
        is_name = spotting_words.is_personal(plain) and plain not in spotting_words.known("titles")
        return is_name or (not is_behind and not titled and not _is_office(plain))
    if titled and form.need in (Need.BESIDE, Need.FULLER):
        return True
    if titled and (form.need is not Need.NAME or (word.isupper() and len(word) > 1 and spotting_words.is_heard(plain))):
        return False
    if _is_office(plain):
        return False
    return not (is_behind and (spotting_words.rarity(plain) < 9.0 or spotting_words.is_place(plain)))


def _is_office(plain: str) -> bool:
    """Words that stand beside names without being of them."""
    known = spotting_words.known
    return plain in known("titles") or plain in known("legal") or plain in spotting_words.contexts().institutions


def is_of_kind(page: Page, start: int, end: int, form: Form) -> bool:
    """Whether the text near a name, or right beside it, speaks of its kind: ships, aircraft, bodies."""
    words = spotting_words.contexts()
    pattern = (
        words.bodies if form.kind is not Kind.CRAFT else words.aircraft if form.schema == "Airplane" else words.vessels
    )
    before, after = page.near(start, end, NEAR)
    if form.need is Need.KIND:
        return bool(pattern.search(before) or pattern.search(after))
    behind = [before[found.end() :] for found in pattern.finditer(before)]
    ahead = pattern.search(after)
    return any(map(_is_link, behind)) or (ahead is not None and _is_link(after[: ahead.start()]))


def _is_link(text: str) -> bool:
    """Whether nothing parts two things: a comma, a bracket, "named"."""
    words = re.findall(r"[\w-]+", text.lower())
    return not re.search(r"[.;!?]\s", text) and all(word in spotting_words.contexts().linking for word in words)


def state_of(page: Page, start: int, end: int, *, beside: bool) -> str | None:
    """The State whose body is meant: the one named beside it, else (unless ``beside``) the one named most around."""
    return _state_beside(*page.near(start, end, STATE_NEAR)) or (None if beside else page.state_at(start))


@lru_cache(maxsize=1 << 12)
def _state_beside(before: str, after: str) -> str | None:
    """The State named between two texts: right behind ("of Iran"), or right before ("Iran's")."""
    led = _OF.match(after)
    states, _ = _states_in(after[led.end() if led else 0 :])
    behind = next((found for found in states if found.start == 0), None)
    if behind is not None:
        return behind.code
    states, words = _states_in(before)
    for found in reversed(states):
        if all(word in _POSSESSIVE for word in words[found.end :]):
            return found.code
    return None


@lru_cache(maxsize=1 << 14)
def _states_of(run: str) -> tuple[str, ...]:
    """The States that some words with capitals name for certain."""
    return tuple(found.code for found in _states_in(run)[0] if not found.ambiguous)


def _states_in(text: str) -> tuple[list[CountryMention], list[str]]:
    words = [word.text for word in split_words(text)]
    return countries.find_countries(words), words


def likeness(page: Page, start: int, end: int, about: tuple[str, ...]) -> float:
    """The bits of the words that the text, near a name, and the list, of its bearer, share."""
    before, after = page.near(start, end, AROUND)
    around = {word.lower() for word in _WORD.findall(f"{before} {after}")}
    return sum(max(0.0, spotting_words.rarity(word) - _DULL) for word in around.intersection(about))

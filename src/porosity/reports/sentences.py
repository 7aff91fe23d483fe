"""Sentences: a fast splitter by rules that respects layout.

A sentence never runs over a line end of the clean text, so a caption or headline without a full stop never runs into
the next paragraph. Within a paragraph, each mark that may end a sentence is looked at once, with the words beside it.
Together the sentences cover every character that is not white space, save the number of a list's item ("37.", "(a)"):
it is no part of what the item says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from porosity.reports.layout import Paragraph, paragraphs
from porosity.reports.numbering import label_end
from porosity.reports.wordlists import words

__all__ = ["LONGEST_SENTENCE", "Paragraph", "Sentence", "paragraphs", "sentences", "split"]

LONGEST_SENTENCE = 2000  # characters; what runs on longer is cut at its inner stops, for no reader can take it whole


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: offsets into the clean text, half-open, and the index of its paragraph."""

    start: int
    end: int
    paragraph: int


_END = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)"  # the usual end, white space after it
    r"|(?<=[a-z]{2})[.!?]++[\"”»)\]]*+(?=[A-Z“][a-z])"  # a space that somebody forgot
    r"|[。！？]++[”’」』）]*+"  # languages that write no space
    r"|[؟।]+(?=\s)"
)
_WORD_BEFORE = re.compile(r"[\w.'’&/@-]*$")
_NEXT_WORD = re.compile(r"[\"'“”‘’«(\[]*([^\W\d_]+(?:['’]\w+)?|\S)")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]$")
_SPEAKER = re.compile(
    r"(?:(?:the|his|her|its|one|a|an) )?(?:[\w.’'-]+ ){0,4}?"
    r"(?:said|says|asked|asks|added|told|wrote|writes|replied|shouted|cried|warned|tweeted|wondered|exclaimed)\b"
)
_INNER_STOPS = (re.compile(r"[;:]\s"), re.compile(r",\s| [-–—] "), re.compile(r"\s"))

# Before a name or a number: never the end of a sentence.
_BEFORE_NAME = words(
    """mr mrs ms mx messrs mme mlle dr prof gen lt col maj capt cmdr cdr sgt cpl pvt adm brig rep reps sen sens gov govs
    pres rev hon st ste mt ft amb atty supt det insp fr msgr vs v cf viz pp art arts para paras sec secs fig figs vol
    vols ed eds ch approx ca op cit al dist hr e.g i.e"""
)
# Before a number only.
_BEFORE_NUMBER = words("no nos p c art res reg jan feb mar apr jun jul aug sep sept oct nov dec tel ext")
# Either inside a sentence or at its end: the next word decides.
_EITHER = words(
    """inc ltd corp co bros llc llp plc jr sr ave blvd rd dept univ calif tex fla mass conn penn wash ariz colo ill ind
    mich minn mo mont neb nev okla ore tenn va wis jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed
    thu thur thurs fri sat sun est ph.d m.d b.a u.s u.k u.n"""
)
_STARTERS = words(
    """The A An This That These Those He She It They We I You His Her Its Their Our My In On At By For From With Without
    After Before During Since Until When While As If Although Though But And Or Yet So Then There Here Now Today
    Yesterday However Meanwhile Moreover Still Also Asked What Who Whose Why How Where Which Most Many Some Several All
    Both Each Every Another Other Others No Not Nor None Nobody Nothing Only Even Once Under Over Between Among
    According Last Earlier Later Experts Officials Analysts Observers"""
)
_AFTER_TIME = words(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Eastern Pacific Central Mountain GMT UTC EST EDT KST JST MSK BST CET Beijing
    Moscow Pyongyang Seoul Tokyo London local"""
)


def sentences(text: str, *, title: str | None = None) -> list[Sentence]:
    """The sentences of a clean text, in order, without overlap, each with the index of its paragraph.

    Paragraphs count as `paragraphs(text, title=title)` returns them.
    """
    found: list[Sentence] = []
    for index, paragraph in enumerate(paragraphs(text, title=title)):
        begin = paragraph.start
        if paragraph.kind == "list":
            begin += label_end(text[begin : paragraph.end])
        line = text[begin : paragraph.end]
        is_whole = paragraph.kind in ("title", "dateline")
        pieces = _shortened(line, 0, len(line)) if is_whole else split(line)
        found.extend(Sentence(begin + start, begin + end, index) for start, end in pieces)
    return found


def split(line: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph as offsets into it.

    >>> line = "Gen. Lee of the U.S. Army came. He left."
    >>> [line[start:end] for start, end in split(line)]
    ['Gen. Lee of the U.S. Army came.', 'He left.']
    """
    found: list[tuple[int, int]] = []
    start = len(line) - len(line.lstrip())
    length = len(line.rstrip())
    for mark in _END.finditer(line):
        end = mark.end()
        if end >= length:
            break
        if _ends_here(line, start, mark):
            found.extend(_shortened(line, start, end))
            start = end
            while line[start].isspace():
                start += 1
    if start < length:
        found.extend(_shortened(line, start, length))
    return found


def _ends_here(line: str, start: int, mark: re.Match[str]) -> bool:
    following = line[mark.end() : mark.end() + 60].lstrip()
    beside = _NEXT_WORD.match(following)
    if beside is None:
        return True
    word = beside.group(1)
    if word[0].islower():
        return False
    stop = mark.group()
    if stop[0] in "。！？؟।":
        return True
    if stop[0] in "?!":
        in_quotes = stop[-1] in "\"'”’»"
        return not (in_quotes and _SPEAKER.match(following))
    if stop[0] != "." or stop.startswith(".."):
        return True
    return _full_stop_ends(line, start, mark.start(), word, closed=len(stop) > 1)


def _full_stop_ends(line: str, start: int, at: int, following: str, *, closed: bool) -> bool:
    """Whether the full stop at `at` ends a sentence, by the word before it and the `following` one."""
    before = _WORD_BEFORE.search(line, max(start, at - 40), at)
    word = before.group().lstrip("'’.-/") if before else ""
    if not word:
        return line[start:at].strip("\"'“‘(") != ""
    lower = word.lower()
    is_number = following[0].isdigit()
    if word.isdigit() and len(word) <= 3 and line[start:at].strip("\"'“‘(") == word:
        return False  # "3. The record": the number of a list
    if len(word) == 1 and word.isalpha():
        return _initial_ends(line, start, at, word, following)
    if lower in ("a.m", "p.m"):
        return following not in _AFTER_TIME
    if closed and lower not in _BEFORE_NAME:
        return True
    if lower in _BEFORE_NUMBER and (is_number or following in "№#"):
        return False
    if lower in _BEFORE_NAME:
        return False
    if lower in _EITHER or _ACRONYM.match(word):
        return following in _STARTERS or following in '"“‘'
    return True


def _initial_ends(line: str, start: int, at: int, letter: str, following: str) -> bool:
    """`J. Smith` goes on; `vitamin C. The` and `I. He` end."""
    if following in _STARTERS and following not in ("A", "I"):
        return True
    if letter.islower():
        return letter not in "pcv"
    head = line[max(start, at - 30) : at - 1].rstrip()
    name_before = not head or head.split()[-1][:1].isupper() or head[-1] in ".("
    return not name_before


def _shortened(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """One piece as a rule; more where it is longer than anybody's sentence."""
    pieces: list[tuple[int, int]] = []
    while end - start > LONGEST_SENTENCE:
        cut = _cut(line, start, start + LONGEST_SENTENCE)
        trimmed = len(line[start:cut].rstrip())
        if trimmed:
            pieces.append((start, start + trimmed))
        start = cut
        while start < end and line[start].isspace():
            start += 1
    if start < end:
        pieces.append((start, end))
    return pieces


def _cut(line: str, start: int, limit: int) -> int:
    for stops in _INNER_STOPS:
        last = None
        for last in stops.finditer(line, start + LONGEST_SENTENCE // 2, limit):  # noqa: B007
            pass
        if last is not None:
            return last.end()
    return limit

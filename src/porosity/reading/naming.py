"""How a phrase names somebody or something: where its name begins, whose it is, what State its words tell."""

from __future__ import annotations

import re

from porosity.reading import countries
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.phrases import word_set

PEOPLE = frozenset(("troops", "labour", "it-work", "students"))
DETERMINERS = frozenset(
    ("the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "some", "any")
)
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "his", "her", "their"))
PARTY_LABELS = frozenset(("person", "organisation", "place", "nationality", "vessel"))
MADE = frozenset(("made", "built", "produced", "origin", "supplied", "designed", "manufactured", "flagged"))
ORIGINS = frozenset(("make", "manufacture", "design", "production", "provenance", "type"))
HYPHENS = frozenset(("-", "‐", "‑"))
LEADING = word_set("to from by with in at on for into onto out of over off via through than as")
TITLE_REACH = 6
TITLED = ("united", "armed", "allied", "respected", "esteemed", "beloved")  # words in -ed that a title may hold
HEADLINES = ("title", "heading", "caption")
LONGEST_HEADLINE = 20  # words: a longer sentence full of capitals is a list of names
LONGEST_SMALL = 3  # letters of words that names and headlines write small, too
STOPS = (".", "!", "?")
OPENERS = frozenset(('"', "“", "”", "'", "‘", "’", ":", ";", "-", "–", "—", "(", ".", "•", "/"))
IN_NAMES = frozenset(("of", "and", "for", "in", "the", "to", "&", "on", "-"))
NO_TITLE = word_set("to by from with in at on and or that said says told but as when while for over against")


def is_definite(line: Line, first: int) -> bool:
    """Whether a phrase begins with a definite determiner, or stands right behind one: it was spoken of before."""
    return any(word.lower() in DEFINITE for word in line.words[max(0, first - 1) : first + 1])


def is_name(line: Line, first: int, last: int) -> bool:
    """Whether words name one party: beside a State's they begin with a capital, and they are no kind of people."""
    states = {at for found in line.states for at in range(found.start, found.end)}
    small = DETERMINERS | LEADING
    own = [
        at
        for at in range(first, last)
        if at not in states and line.words[at][:1].isalpha() and line.words[at].lower() not in small
    ]
    kinds = [read for span, read in line.goods if span[1] == last and read.classes & (PEOPLE | {"science"})]
    return not kinds and bool(own) and line.words[own[0]][:1].isupper()


def whole_names(line: Line, first: int, last: int) -> Span:
    """A span that does not cut the names at its edges in two."""
    for mention in line.reading.mentions:
        if mention.label in PARTY_LABELS and overlap((mention.start, mention.end), (first, last)):
            first, last = min(first, mention.start), max(last, mention.end)
    for state in line.states:
        if overlap((state.start, state.end), (first, last)):
            first, last = min(first, state.start), max(last, state.end)
    return first, last


def pieces(line: Line, first: int, last: int) -> list[Span]:
    """A span cut at *and*, and at the commas of a list, where a party stands on either side."""
    mentions = [m for m in line.reading.mentions if m.start < last and m.end > first and m.label in PARTY_LABELS]
    joints = [at for at in range(first, last) if line.words[at].lower() in ("and", "&", "or")]
    covered = {at for m in mentions for at in range(m.start, m.end)}
    is_list = all(at in covered or line.words[at] == "," for at in range(first, last))
    commas = [at for at in range(first, last) if line.words[at] == "," and (is_list or (joints and at < joints[-1]))]
    cuts = sorted((*joints, *commas))
    if not cuts or len(mentions) < 2:
        return [(first, last)]
    pieces, start = [], first
    for at in [*cuts, last]:
        if at > start and any(overlap((m.start, m.end), (start, at)) for m in mentions):
            pieces.append((start, at))
        start = at + 1
    return pieces or [(first, last)]


def label_of(line: Line, first: int, last: int) -> str | None:
    inside = [m for m in line.reading.mentions if m.start < last and m.end > first]
    solid = [m for m in inside if m.label not in ("nationality", "quantity", "time")]
    return (solid or inside)[-1].label if inside else None


def maker_of(line: Line, first: int, last: int) -> str | None:
    """The State whose make a thing is said to be: "North Korean missiles", "a Russian-made car", "arms from Iran"."""
    before = max(0, first - 2)
    verbs = {act.trigger for act in line.reading.acts} | {one.trigger for one in line.reading.predicates}
    found = [
        m
        for m in countries.find_countries(line.words[before:last])
        if before + m.end > first
        or m.kind == "demonym"
        or line.words[before + m.end] in ("'s", "’s", *HYPHENS)
        or (before + m.end == first and before + m.start - 1 not in verbs)
    ]
    if found:
        return found[-1].code
    if line.words[last : last + 1] in (("from",), ("of",)):
        beyond = countries.find_countries(line.words[last + 1 : last + 4])
        if (
            beyond
            and beyond[0].start <= 1
            and (beyond[0].kind != "demonym" or _is_origin(line, last + 1 + beyond[0].end))
        ):
            return beyond[0].code
    return None


def _is_origin(line: Line, at: int) -> bool:
    """Whether "from/of the Iranian" goes on with a word for where a thing comes from, not with another noun."""
    return line.words[at : at + 1] == () or line.words[at].lower() in MADE | ORIGINS


_EDGES = re.compile(r"^[\s\"'“”‘’«»()\[\],;:.-]+|[\s\"'“”‘’«»()\[\],;:-]+$")


def bare(text: str) -> str:
    """A phrase without quotes, prepositions, determiners and possessive at its edges; empty if nothing is left."""
    text = re.sub(r"['’]s$", "", _EDGES.sub("", text))
    words = text.split()
    while len(words) > 1 and (words[0].lower() in DETERMINERS or words[0].lower() in LEADING):
        words = words[1:]
    return "" if words and words[0].lower() in LEADING else " ".join(words)


def states_of(line: Line, first: int, last: int) -> list[tuple[int, int, str]]:
    """States in some words, in order, by name or by a place that lies in them: first word, end, code."""
    found = [(m.start, m.end, m.code) for m in line.states if first <= m.start and m.end <= last]
    taken = {at for start, end, _ in found for at in range(start, end)}
    for start, end, place in line.places:
        if first <= start and end <= last and start not in taken:
            found.append((start, end, place.held_by or place.country))
    return sorted(found)


def country_of_title(line: Line, first: int, last: int) -> str | None:
    """The State in somebody's title: "Kursk's acting governor N", "N, the Russian minister of ...", "N of Ukraine"."""
    start, end = title_start(line, first, TITLE_REACH), last
    if line.words[last : last + 1] == (",",):
        end = last + 1
        while end < len(line.words) and end - last < 2 * TITLE_REACH and line.words[end] != ",":
            end += 1
    for stretch in ((start, first), (last + 1, end)):
        states = states_of(line, *stretch)
        if states:
            return states[-1][2]
    return None


def title_start(line: Line, first: int, reach: int) -> int:
    """Where the title before a name begins: it goes over no verb, no preposition and no other person or body."""
    stops = {act.trigger for act in line.reading.acts} | {one.trigger for one in line.reading.predicates}
    stops |= {
        at for m in line.reading.mentions if m.label == "person" and m.end <= first for at in range(m.start, m.end)
    }
    start = first
    while start > 0 and first - start < reach and start - 1 not in stops and _in_title(line.words[start - 1]):
        start -= 1
    return start


def _in_title(word: str) -> bool:
    low = word.lower()
    if not (word[:1].isalpha() or word in ("'s", "’s", *HYPHENS)) or low in NO_TITLE:
        return False
    return not (word.islower() and low.endswith("ed") and not low.endswith(TITLED))


def is_in_name(line: Line, index: int) -> bool:
    """Whether a word only stands in a name: the "Exchange" of an association, a capital amid small words."""
    word = line.words[index]
    if index == 0 or not (word[:1].isupper() and word[1:].islower()) or line.kind in HEADLINES:
        return False
    small = sum(one[:1].islower() and len(one) > LONGEST_SMALL for one in line.words)
    great = sum(one[:1].isupper() for one in line.words)
    headline = small < great and len(line.words) <= LONGEST_HEADLINE and line.words[-1] not in STOPS
    if headline or line.words[index - 1] in OPENERS:
        return False
    left = index - 1
    while left > 0 and line.words[left].lower() in IN_NAMES:
        left -= 1
    behind = index + 1
    while behind < len(line.words) - 1 and line.words[behind].lower() in IN_NAMES:
        behind += 1
    return any(line.words[at][:1].isupper() and at > 0 for at in (left, behind) if at < len(line.words))


def is_people_of(name: str) -> bool:
    """Whether a name of a nation is its people: "North Koreans", not "North Korean" or "Russia"."""
    if name in ("Laos", "Philippines", "Koreas"):
        return False
    last = name.split()[-1]
    return (last.endswith("s") and is_demonym(last.removesuffix("s").split("-")[-1])) or name.lower().endswith(
        "koreans"
    )


def is_demonym(word: str) -> bool:
    return any(mention.kind == "demonym" for mention in countries.find_countries([word]))

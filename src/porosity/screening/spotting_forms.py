"""The forms in which a listed name is looked for in running text, and what each asks of the text before it counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from porosity.reading import offices
from porosity.screening import spotting_text, spotting_words
from porosity.screening.listed import Listed, ListedName, Quality
from porosity.screening.names import Kind
from porosity.screening.spotting_words import is_heard, is_personal, is_place, rarity, worth

COMMON_NAME = 26.0  # bits of a person's name under which others bear it, too
TOO_COMMON = 14.0  # bits under which a person's name says nothing
SHORT_NAME = 20.0  # the same for two short words ("Li Wei")
DISTINCT = 40.0  # bits at which a body's name of common words is one of its own
DISTINCT_OF_STATE = 50.0  # the same for what every State has: ministries, banks, guards
SELDOM = 15.5  # bits of a word that is heard, but seldom
LETTERS = 3
ABOUT = 400  # characters of a statement of reasons that are looked at
_PATRONYMIC = re.compile(r"(?:[oe]vit?ch|[oe]vic|[oe]vna|[iy]ch|ichna|[ое]вич|[ое]вна|ична)$")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_FORMERLY = re.compile(r"^\W*(?:[afn]\.?k\.?a\.?|formerly|former|alias|also known as)\b[\s.:]*", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9.&-]{1,7}")
_EAST_ASIAN = frozenset(("kp", "kr", "cn", "hk", "mo", "tw", "sg"))
_GLUED = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


class Need(StrEnum):
    """What the text must offer besides the name itself."""

    NAME = "name"  # that it is written as a name
    NAMESAKE = "namesake"  # nothing; but others bear the name, and the words around it decide how sure it is
    STATE = "state"  # the State whose body is meant, beside the name or as the one that the text is about
    STATE_BESIDE = "state-beside"  # the same, beside the name
    KIND = "kind"  # words near that tell the kind
    BESIDE = "beside"  # the same, right beside the name
    FULLER = "fuller"  # a fuller name of the same party, elsewhere in the text


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing one name of one listed party; ``pattern`` is in plain letters.

    ``lone`` forms count only where no other word with a capital joins them. ``loud`` ones must be written in capitals,
    ``proper`` ones with a capital on every word that carries the name.
    """

    pattern: str
    name: str
    id: str
    kind: Kind
    schema: str
    need: Need
    lone: bool = False
    loud: bool = False
    proper: bool = True


@dataclass(frozen=True, slots=True)
class Bearer:
    """What a list says of a party that helps to tell it from others of the same name."""

    countries: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Written:
    """A way of writing a name, before it is in plain letters."""

    text: str
    name: ListedName
    listed: Listed


def forms(listed: Iterable[Listed]) -> Iterator[Form]:
    """All forms of all names that can be looked for at all."""
    written = [one for party in listed for name in party.names for one in _spellings(party, name)]
    plain = spotting_text.plain_names([one.text for one in written])
    found: dict[tuple[str, str], _Written] = {}
    for one, pattern in zip(written, plain, strict=True):
        for variant in (pattern, *_variants(pattern, one)):
            found.setdefault((variant, one.listed.id), one)
    shared = _shared(found)
    made = (_form(pattern, one, is_shared=pattern in shared) for (pattern, _), one in found.items())
    return (form for form in made if form is not None)


def _shared(keys: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The names that one list (one act, in the Union) gives to several parties."""
    bearers = Counter((pattern, id.rpartition("-")[0]) for pattern, id in keys)
    return frozenset(pattern for (pattern, _), count in bearers.items() if count > 1)


def _spellings(party: Listed, name: ListedName) -> Iterator[_Written]:
    """A name as listed and in its natural order, without what is in brackets."""
    text = _FORMERLY.sub("", name.text).strip()
    if not text or text.endswith(":"):
        return
    kind = Kind.of(party.schema)
    asides = [one.strip(" ()[]") for one in _ASIDE.findall(text)]
    apart = [one for one in asides if _ACRONYM.fullmatch(one) or _GLUED.search(one)]
    whole = [] if text.endswith((")", "]")) else [text]
    for one in dict.fromkeys((*whole, _ASIDE.sub(" ", text).strip(" ,;"), *apart)):
        if kind is Kind.PERSON and one.count(",") == 1:
            family, given = one.split(",")
            yield _Written(f"{given} {family}", name, party)
        yield _Written(one, name, party)


def _variants(pattern: str, one: _Written) -> Iterator[str]:
    """A person's name without patronymic or with the given names in one; a body's without its legal form."""
    words = pattern.split()
    if Kind.of(one.listed.schema) is Kind.PERSON:
        if len(words) == 3 and _PATRONYMIC.search(words[1]):
            yield f"{words[0]} {words[2]}"
        elif len(words) == 3 and _PATRONYMIC.search(words[2]):
            yield f"{words[1]} {words[0]}"
        if len(words) == 3 and _EAST_ASIAN.intersection(one.listed.countries) and max(map(len, words)) <= 6:
            yield f"{words[0]} {words[1]}{words[2]}"
        return
    if "and" in words:
        yield " ".join(word for word in words if word != "and")
    short = spotting_words.contexts().abbreviations
    full = {abbreviation: word for word, abbreviation in short.items()}
    yield " ".join(short.get(word, word) for word in words)
    yield " ".join(full.get(word, word) for word in words)
    bare = _without_legal_form(words)
    if bare and bare != words:
        yield " ".join(bare)


def _without_legal_form(words: Sequence[str]) -> list[str]:
    """What is left of a body's name without its legal form, if that is still a name."""
    legal = spotting_words.known("legal")
    start, end = 0, len(words)
    while start < end and words[start] in (*legal, "the"):
        start += 1
    while end > start and words[end - 1] in legal:
        end -= 1
    left = list(words[start:end])
    return left if any(is_distinctive(word) for word in left) else []


def is_distinctive(word: str) -> bool:
    """Whether a word is neither of ordinary text nor a place nor a person's name."""
    return len(word) > LETTERS and not word.isdecimal() and not is_heard(word) and not _is_named(word)


def _is_named(word: str) -> bool:
    return is_personal(word) or is_place(word)


def _form(pattern: str, one: _Written, *, is_shared: bool) -> Form | None:
    """A form with what it asks, or nothing where it could mean anything."""
    kind = Kind.of(one.listed.schema)
    if len(pattern.replace(" ", "")) < LETTERS or pattern.replace(" ", "").isdecimal():
        return None
    if kind is Kind.PERSON:
        return _person(pattern, one, is_shared=is_shared)
    return _craft(pattern, one) if kind is Kind.CRAFT else _body(pattern, one)


def _made(
    pattern: str, one: _Written, need: Need, *, lone: bool = False, loud: bool = False, proper: bool = True
) -> Form:
    schema = one.listed.schema
    return Form(pattern, one.name.text, one.listed.id, Kind.of(schema), schema, need, lone, loud, proper)


def bearer(listed: Listed) -> Bearer:
    """What a list says of a party: its countries, and the words of somebody's offices and deeds."""
    return Bearer(listed.countries, _about(listed) if Kind.of(listed.schema) is Kind.PERSON else ())


def _about(listed: Listed) -> tuple[str, ...]:
    said = " ".join((*listed.positions, *listed.titles, (listed.note or "")[:ABOUT])).lower()
    own = {word for name in listed.names for word in re.findall(r"\w+", name.text.lower())}
    return tuple(sorted(set(re.findall(r"[^\W\d]{4,}", said)) - own))


def _person(pattern: str, one: _Written, *, is_shared: bool) -> Form | None:
    """One word is never a person; two short or common ones seldom."""
    ignored = spotting_words.known("particles") | spotting_words.known("titles")
    words = [word for word in pattern.split() if word not in ignored]
    if _GLUED.search(pattern):
        return _made(pattern, one, Need.NAMESAKE) if len(words) >= LETTERS else None
    full = [word for word in words if len(word) > 1]
    bits = sum(map(worth, full))
    is_short = len(full) == 2 and sum(map(len, full)) <= 9
    if len(full) < 2 or bits < (SHORT_NAME if is_short else TOO_COMMON):
        return None
    if one.name.quality is Quality.WEAK and bits < COMMON_NAME:
        return None
    proper = len(full) < 3 or bits < SHORT_NAME
    if not is_shared and offices.person(pattern.title()) is not None:
        return _made(pattern, one, Need.NAME, lone=True, proper=proper)
    if is_shared or bits < COMMON_NAME:
        return _made(pattern, one, Need.NAMESAKE, lone=True, proper=proper)
    return _made(pattern, one, Need.NAME, lone=len(full) == 2, proper=proper)


def _craft(pattern: str, one: _Written) -> Form | None:
    """A ship or aircraft is one where the text speaks of such near by; a common word, where it does right beside."""
    words = pattern.split()
    tells = len(words) > 1 and any(is_distinctive(word) for word in words)
    tells = tells or len(words) > 2 or (one.listed.schema == "Airplane" and any(map(str.isdecimal, pattern)))
    return _made(pattern, one, Need.KIND if tells else Need.BESIDE, lone=True)


def _body(pattern: str, one: _Written) -> Form | None:
    words = pattern.split()
    if _GLUED.search(pattern):
        return _made(pattern, one, Need.NAME if len(words) > LETTERS else Need.FULLER)
    if len(words) == 1:
        return _one_word(pattern, one)
    legal = spotting_words.known("legal")
    ignored = spotting_words.known("particles") | legal
    content = [word for word in words if word not in ignored and (len(word) > 1 or word.isdecimal())]
    if any(is_distinctive(word) for word in content):
        return _made(pattern, one, Need.NAME, lone=len(content) < 2, proper=len(content) < 3)
    if len(content) < 2:
        needs_kind = len(words) == 2 and not legal.intersection(words) and not any(map(_is_named, content))
        return _made(pattern, one, Need.BESIDE, lone=True) if content and needs_kind else None
    return _made(pattern, one, _need_of_common(content, has_form=not legal.isdisjoint(words)), lone=True)


def _need_of_common(content: Sequence[str], *, has_form: bool) -> Need:
    """What a body's name of common words asks: nothing more, if they are many, or one is a place or a code."""
    is_some_place = any(map(_is_state_or_place, content)) and not all(map(_is_named, content))
    is_some_code = any(len(word) >= LETTERS and not is_heard(word) and not _is_named(word) for word in content)
    is_of_a_state = not spotting_words.contexts().institutions.isdisjoint(content)
    bits = sum(map(rarity, content))
    if has_form or is_some_place or is_some_code or bits >= (DISTINCT_OF_STATE if is_of_a_state else DISTINCT):
        return Need.NAME
    if not is_of_a_state:
        return Need.NAME if _tells_its_kind(content) else Need.FULLER
    return Need.STATE if len(content) > 2 else Need.STATE_BESIDE


def _tells_its_kind(content: Sequence[str]) -> bool:
    """Whether a name is a seldom word and one that says what bears it: "Lazarus Group"."""
    rest = [word for word in content if not spotting_words.contexts().bodies.fullmatch(word)]
    return 0 < len(rest) < len(content) and all(rarity(word) >= SELDOM for word in rest)


def _is_state_or_place(word: str) -> bool:
    return len(word) > 1 and is_place(word)


def _one_word(pattern: str, one: _Written) -> Form | None:
    """A single word: an acronym, a name of its own, or a common word, a place or a first name."""
    is_acronym = bool(_ACRONYM.fullmatch(one.name.text.strip())) and len(pattern) <= 6
    if len(pattern) <= LETTERS + 1:
        return _made(pattern, one, Need.FULLER, lone=True, loud=True) if is_acronym else None
    if one.name.quality is Quality.WEAK or _is_named(pattern):
        return None
    if is_heard(pattern):
        return _made(pattern, one, Need.BESIDE, lone=True)
    return _made(pattern, one, Need.NAME, lone=True, loud=is_acronym)

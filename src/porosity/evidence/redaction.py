"""Words of a report that must not leave the house, taken out of everything that quotes them.

Spans of the text are redacted by decision. Offsets stay true: each hidden character becomes one block. Beyond the place
itself, a redaction reaches

- the whole word, where a span cuts one, and every other place that says the same;
- somebody or something, where the span is its name: all its mentions and spellings, its country, goods and listings;
- the other half of an echo;
- days and amounts that were read from hidden words, and claims, acts and findings that rest on hidden words alone;
- every derived text (reasons, titles, headings, notes, names of sources): there each word that the text no longer shows
  is blocked out, whatever its case, accents or ending.

The bytes as they came are withheld, and so is their hash, by which anybody could test guesses at a hidden word. What a
reader may still learn is the length of what is hidden, and what kind of thing it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Final

from porosity.assessment import (
    Assessment,
    Claim,
    Document,
    Element,
    Entity,
    Event,
    Evidence,
    Exemption,
    Finding,
    Listing,
    Origin,
    Report,
    Support,
)
from porosity.exports.wording import country as country_name
from porosity.exports.wording import day as day_in_words
from porosity.timespan import TimeSpan

Span = tuple[int, int]
Words = tuple[str, ...]

BLOCK: Final = "█"
BLOCKED: Final = BLOCK * 5  # for words in derived text, whatever their length
WITHHELD: Final = "withheld: words of the report are redacted"

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SHORT, _STEM = 3, 4  # letters from which a word tells something, and from which it is known inside another
_A_PASSAGE: Final = 12  # words from which a span is a passage and no name


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number with its place; ``key`` is what it is compared by."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is hidden of one report. ``text`` is the report's with hidden characters blocked, of the same length."""

    hidden: tuple[Span, ...] = ()
    text: str = ""
    secret: frozenset[str] = frozenset()
    phrases: frozenset[Words] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)
    _stems: re.Pattern[str] | None = None
    _visible: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hidden or self.secret or self.phrases)

    def covers(self, start: int, end: int) -> bool:
        """Whether some of a place in the text is hidden."""
        return any(first < end and start < last for first, last in self.hidden)

    def buries(self, start: int, end: int) -> bool:
        """Whether no word of a place in the text is left to be read."""
        return self.covers(start, end) and not any(sign.isalnum() for sign in self.text[start:end])

    def mask(self, text: str) -> str:
        """A derived text with every word blocked that the report no longer shows.

        >>> from porosity.assessment import Report
        >>> report = Report("r", "", "Ivan Petrow sold coal.", None, None, None, "", "en")
        >>> redaction_of(Assessment(report, {}), [(0, 11)]).mask("Sold by PETROW's firm.")
        "Sold by █████'s firm."
        """
        if not self or not text:
            return text
        tokens = list(tokens_of(text))
        told = [False] * len(tokens)
        for place, size in _phrases_in(tokens, self.phrases):
            told[place : place + size] = [True] * size
        for place, token in enumerate(tokens):
            told[place] = told[place] or self._tells(token.key)
        return _blocked(text, [token for place, token in enumerate(tokens) if told[place]])

    def tells(self, text: str | None) -> bool:
        """Whether a derived text says a hidden word."""
        return text is not None and self.mask(text) != text

    def _tells(self, key: str) -> bool:
        if key in self._visible:
            return False
        if key in self.secret:
            return True
        if self._stems is not None and self._stems.search(key):
            return True
        return len(key) >= _STEM and any(word.startswith(key) for word in self.secret)

    def dates(self, day: date) -> bool:
        """Whether a day is told by hidden words: its month and its number, or its ISO form."""
        month, number = day_in_words(day).split()[1], str(day.day)
        named = _key(month) in self.secret and number in self.secret
        return named or _key(day.isoformat()) in self.secret


NOTHING: Final = Redaction()


def redaction_of(assessment: Assessment, spans: Iterable[Sequence[int]], names: Iterable[str] = ()) -> Redaction:
    """What is to be hidden of a report, given redacted spans of its text and names that may appear nowhere."""
    text = assessment.report.text
    tokens = list(tokens_of(text))
    asked = [_widened((max(0, one[0]), min(len(text), one[1])), tokens) for one in spans if one[0] < one[1]]
    asked = [span for span in asked if span[0] < span[1]]
    told = [words for name in names if (words := _words(name))]
    if not asked and not told:
        return NOTHING
    phrases = {words for span in asked if (words := _words(text[slice(*span)]))} | set(told)
    phrases = {words for words in phrases if any(len(word) >= _SHORT for word in words)}
    withheld = _named(assessment.entities, asked, tokens, phrases)
    hidden = [*asked, *(mention for entity in withheld for mention in entity.mentions)]
    for entity in withheld:
        phrases |= {words for name in (entity.name, *entity.spellings) if _is_name(name) and (words := _words(name))}
    hidden += [(tokens[at].start, tokens[at + size - 1].end) for at, size in _phrases_in(tokens, phrases)]
    hidden = _merged([*hidden, *_echoed(assessment, _merged(hidden))])
    shown = blocked_out(text, hidden)
    visible = frozenset(token.key for token in tokens_of(shown))
    secret = {token.key for token in tokens} | {word for span in asked for word in _words(text[slice(*span)])}
    secret |= {word for entity in withheld for name in (entity.name, *entity.spellings) for word in _words(name)}
    secret = {word for word in secret - visible if _is_telling(word)}
    found = Redaction(
        hidden=tuple(hidden),
        text=shown,
        secret=frozenset(secret),
        phrases=frozenset(words for words in phrases if len(words) <= _A_PASSAGE),
        _stems=_stems(secret),
        _visible=visible,
    )
    return replace(found, aliases=_aliases(assessment.entities, {entity.id for entity in withheld}, found))


def blocked_out(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans blocked, of the same length. Line breaks stay, so that paragraphs do.

    >>> blocked_out("Kim has a car", [(0, 3)])
    '███ has a car'
    """
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], re.sub(r"[^\n]", BLOCK, text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def tokens_of(text: str) -> Iterator[Token]:
    """The words and numbers of a text, with their places."""
    for found in _TOKEN.finditer(text):
        yield Token(_key(found[0]), found.start(), found.end())


def _key(word: str) -> str:
    """A word without case and accents, a number without separators; words of two letters keep their case."""
    if word[:1].isdigit():
        return re.sub(r"[.,]", "", word)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
    plain = unicodedata.normalize("NFC", plain)
    return plain.casefold() if len(plain) >= _SHORT else plain


def _words(text: str) -> Words:
    return tuple(token.key for token in tokens_of(text))


def telling_words(text: str) -> list[str]:
    """The words of a text that are worth hiding one by one, where the text as a whole is not found."""
    return [word for word in dict.fromkeys(_words(text)) if _is_telling(word)]


def _is_telling(word: str) -> bool:
    """Whether a hidden word is worth hiding elsewhere: "of" is not, "Un", "7" and "kim" are."""
    return len(word) >= _SHORT or not word.islower()


def _is_name(text: str) -> bool:
    return any(sign.isupper() or sign.isdigit() or _is_caseless(sign) for sign in text)


def _is_caseless(sign: str) -> bool:
    """A letter of a script that writes without spaces or case, as Korean and Chinese do."""
    return sign.isalpha() and sign.lower() == sign.upper()


def _stems(secret: Iterable[str]) -> re.Pattern[str] | None:
    """Finds secret words within longer ones: "Petrow" in "Petrowa"."""
    long = [word for word in secret if not word.isdigit() and (len(word) >= _STEM or _is_caseless(word[0]))]
    return re.compile("|".join(map(re.escape, sorted(long, key=len, reverse=True)))) if long else None


def _phrases_in(tokens: Sequence[Token], phrases: Iterable[Words]) -> Iterator[tuple[int, int]]:
    """Where phrases stand among words: place of the first word, and how many words."""
    by_first: dict[str, list[Words]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase)
    for at, token in enumerate(tokens):
        for phrase in by_first.get(token.key, ()):
            if tuple(one.key for one in tokens[at : at + len(phrase)]) == phrase:
                yield at, len(phrase)


def _blocked(text: str, tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    at = 0
    for token in tokens:
        between = text[at : token.start]
        parts += [between] if parts[-1:] != [BLOCKED] or between.strip() else []
        parts += [BLOCKED] if parts[-1:] != [BLOCKED] else []
        at = token.end
    return "".join([*parts, text[at:]])


def _widened(span: Span, tokens: Sequence[Token]) -> Span:
    """A span with the rest of the words that it cuts, save in scripts that do not part words."""
    start, end = span
    for token in tokens:
        if token.start < end and start < token.end and not _is_caseless(token.key[0]):
            start, end = min(start, token.start), max(end, token.end)
    return start, end


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _named(
    entities: Iterable[Entity], spans: Sequence[Span], tokens: Sequence[Token], phrases: Iterable[Words]
) -> list[Entity]:
    """Those whose name a redaction is: it takes up half of a span or more, or all its mentions lie in spans."""
    known = set(phrases)

    def is_named(entity: Entity) -> bool:
        if any(_words(name) in known for name in (entity.name, *entity.spellings) if _is_name(name)):
            return True
        if entity.mentions and all(any(s <= start and end <= e for s, e in spans) for start, end in entity.mentions):
            return True
        return any(_share(mention, span, tokens) >= 0.5 for mention in entity.mentions for span in spans)

    return [entity for entity in entities if is_named(entity)]


def _share(mention: Span, span: Span, tokens: Sequence[Token]) -> float:
    if mention[0] >= span[1] or span[0] >= mention[1]:
        return 0.0
    within = [token for token in tokens if span[0] <= token.start and token.end <= span[1]]
    shared = [token for token in within if mention[0] <= token.start and token.end <= mention[1]]
    return len(shared) / len(within) if within else 1.0


def _echoed(assessment: Assessment, hidden: Sequence[Span]) -> Iterator[Span]:
    """The other half of each echo that says what is hidden in one, if it is not hidden there already."""
    text = assessment.report.text
    for pair in assessment.echoes:
        for one, other in (pair, pair[::-1]):
            parts = [(max(one[0], start), min(one[1], end)) for start, end in hidden if start < one[1] and one[0] < end]
            there = set(_words(blocked_out(text, hidden)[slice(*other)]))
            if any(word in there for part in parts for word in _words(text[slice(*part)]) if _is_telling(word)):
                yield other


def _aliases(entities: Iterable[Entity], withheld: set[str], found: Redaction) -> dict[str, str]:
    """What entities are called whose own name may not be said: the first spelling that may be, else what they are."""
    aliases: dict[str, str] = {}
    counts: dict[str, int] = {}
    for entity in entities:
        hidden = bool(entity.mentions) and all(found.buries(*mention) for mention in entity.mentions)
        if entity.id not in withheld and not hidden and not found.tells(entity.name):
            continue
        visible = [name for name in entity.spellings if not found.tells(name)]
        if visible and entity.id not in withheld and not hidden:
            aliases[entity.id] = visible[0]
            continue
        counts[entity.kind] = counts.get(entity.kind, 0) + 1
        aliases[entity.id] = f"[{entity.kind} {counts[entity.kind]}, withheld]"
    return aliases


# An assessment with what is hidden taken out


def redacted(assessment: Assessment, redaction: Redaction) -> Assessment:
    """The assessment without what is hidden; ids and offsets are as they were."""
    return assessment if not redaction else _Redacting(assessment, redaction).done()


class _Redacting:
    def __init__(self, assessment: Assessment, redaction: Redaction) -> None:
        self._whole = assessment
        self._text = assessment.report.text
        self._redaction = redaction
        given = [*(claim.time for claim in assessment.claims), *(event.time for event in assessment.events)]
        times = [time for time in given if time is not None]
        days = {day for time in times if self._is_hidden(time) for day in (time.first, time.last) if day is not None}
        kept = {day for time in times if not self._is_hidden(time) for day in (time.first, time.last)}
        telling = [entity.id for entity in assessment.entities if redaction.tells(entity.id)]
        self._ids = {one: f"withheld-{number}" for number, one in enumerate(telling, 1)}
        self._days = [text for day in days - kept for text in (day.isoformat(), day_in_words(day))]

    def done(self) -> Assessment:
        whole = self._whole
        claims = {claim.id: self._claim(claim) for claim in whole.claims if not self._rests_on_hidden(claim)}
        events = {
            event.id: self._event(event, claims)
            for event in whole.events
            if not event.claims or any(claim in claims for claim in event.claims)
        }
        known = {event.id for event in whole.events}
        findings = [one for one in whole.findings if one.event in events or one.event not in known]
        return replace(
            whole,
            report=self._report(whole.report, whole.found),
            found={name: self.mask(reason) for name, reason in whole.found.items()},
            claims=tuple(claims.values()),
            events=tuple(events.values()),
            entities=tuple(map(self._entity, whole.entities)),
            findings=tuple(self._finding(finding, claims) for finding in findings),
            contradictions=tuple(
                replace(one, about=self.mask(one.about))
                for one in whole.contradictions
                if all(claim in claims for claim in one.claims)
            ),
            variants=tuple(pair for pair in whole.variants if not any(map(self._redaction.tells, pair))),
            warnings=tuple(map(self.mask, whole.warnings)),
            document=None if whole.document is None else self._document(whole.document),
        )

    def mask(self, text: str) -> str:
        """Derived text, also without the days that were read from hidden words."""
        for day in self._days:
            text = text.replace(day, BLOCKED)
        return self._redaction.mask(text)

    def _report(self, report: Report, found: Mapping[str, str]) -> Report:
        hidden, text = self._redaction, self._redaction.text
        if report.title and self._text.startswith(report.title):
            title = text[: len(report.title)]
        else:
            title = self.mask(report.title)
        dated = report.published is not None and hidden.dates(report.published)
        return replace(
            report,
            title=title,
            text=text,
            published=None if dated or hidden.tells(found.get("published")) else report.published,
            publisher=None if hidden.tells(report.publisher) else report.publisher,
            url=None if hidden.tells(report.url) else report.url,
            sha256=sha256(text.encode(errors="surrogatepass")).hexdigest(),
        )

    def _evidence(self, items: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return tuple(self._words(one) for one in items)

    def _words(self, one: Evidence) -> Evidence:
        if self._text[one.start : one.end] == one.text:
            return replace(one, text=self._redaction.text[one.start : one.end])
        return replace(one, text=self.mask(one.text))

    def _readable(self, items: Iterable[Evidence]) -> tuple[Evidence, ...]:
        return self._evidence(one for one in items if not self._redaction.buries(one.start, one.end))

    def _rests_on_hidden(self, claim: Claim) -> bool:
        return bool(claim.evidence) and all(self._redaction.buries(one.start, one.end) for one in claim.evidence)

    def _is_hidden(self, time: TimeSpan) -> bool:
        return self._redaction.tells(time.text)

    def _time(self, time: TimeSpan | None) -> TimeSpan | None:
        return None if time is None or self._is_hidden(time) else time

    def _claim(self, claim: Claim) -> Claim:
        return replace(
            claim,
            evidence=self._readable(claim.evidence),
            hedges=self._readable(claim.hedges),
            time=self._time(claim.time),
            quantity=None if claim.quantity is None or self._redaction.tells(claim.quantity.text) else claim.quantity,
            sources=tuple(map(self._source, claim.sources)),
            roles=self._roles(claim.roles),
        )

    def _roles(self, roles: Mapping[str, Words]) -> dict[str, Words]:
        return {role: tuple(self._ids.get(one, one) for one in ids) for role, ids in roles.items()}

    def _event(self, event: Event, claims: Mapping[str, Claim]) -> Event:
        time = self._time(event.time)
        return replace(
            event,
            claims=tuple(claim for claim in event.claims if claim in claims),
            time=time,
            time_because="" if time is None else self.mask(event.time_because),
            quantity=None if event.quantity is None or self._redaction.tells(event.quantity.text) else event.quantity,
            left_open=self._readable(event.left_open),
            roles=self._roles(event.roles),
            inferred=tuple(self._ids.get(one, one) for one in event.inferred),
        )

    def _entity(self, entity: Entity) -> Entity:
        alias = self._redaction.aliases.get(entity.id)
        key = self._ids.get(entity.id, entity.id)
        spellings = tuple(name for name in entity.spellings if not self._redaction.tells(name))
        if alias is not None and alias not in spellings:
            return Entity(key, alias, entity.kind)
        goods = entity.goods
        if goods is not None:
            hidden = alias is not None or self._redaction.tells(goods.term)
            goods = None if hidden else replace(goods, because=self.mask(goods.because))
        return replace(
            entity,
            id=key,
            name=alias or entity.name,
            country=self._country(entity.country),
            flag=self._country(entity.flag),
            spellings=spellings,
            mentions=tuple(one for one in entity.mentions if not self._redaction.covers(*one)),
            description=self.mask(entity.description),
            listings=None if alias is not None else self._listings(entity.listings),
            goods=goods,
        )

    def _country(self, code: str | None) -> str | None:
        return None if code is None or self._redaction.tells(country_name(code)) else code

    def _listings(self, listings: tuple[Listing, ...] | None) -> tuple[Listing, ...] | None:
        if listings is None:
            return None
        return tuple(
            replace(entry, because=self.mask(entry.because))
            for entry in listings
            if not self._redaction.tells(entry.name)
        )

    def _source(self, name: str) -> str:
        return "[source withheld]" if self._redaction.tells(name) else name

    def _finding(self, finding: Finding, claims: Mapping[str, Claim]) -> Finding:
        return replace(
            finding,
            claims=tuple(claim for claim in finding.claims if claim in claims),
            because=self.mask(finding.because),
            elements=tuple(map(self._element, finding.elements)),
            exemptions=tuple(map(self._exemption, finding.exemptions)),
            open_questions=tuple(map(self.mask, finding.open_questions)),
            hedge=self._readable(finding.hedge),
            support=None if finding.support is None else self._support(finding.support),
        )

    def _element(self, element: Element) -> Element:
        evidence = self._readable(element.evidence)
        return replace(element, because=self.mask(element.because), asks=self.mask(element.asks), evidence=evidence)

    def _exemption(self, item: Exemption) -> Exemption:
        return replace(item, because=self.mask(item.because), asks=self.mask(item.asks))

    def _support(self, support: Support) -> Support:
        return replace(
            support,
            because=self.mask(support.because),
            origins=tuple(map(self._origin, support.origins)),
            unverified=self._readable(support.unverified),
        )

    def _origin(self, origin: Origin) -> Origin:
        via = tuple(map(self._source, origin.via))
        return replace(origin, name=self._source(origin.name), because=self.mask(origin.because), via=via)

    def _document(self, document: Document) -> Document:
        headings = tuple(
            replace(one, text=self._redaction.text[one.start : one.end])
            if self._text[one.start : one.end] == one.text
            else replace(one, text=self.mask(one.text))
            for one in document.headings
        )
        return replace(
            document,
            headings=headings,
            paragraphs=tuple((start, end, self.mask(label)) for start, end, label in document.paragraphs),
            notes=tuple(replace(note, text=self.mask(note.text)) for note in document.notes),
        )

"""Who says so: sayings of a line, and the chain of speakers behind an act, also across sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from porosity import resources, yaml_strict
from porosity.reading.cast import Cast
from porosity.reading.lines import Line, Span
from porosity.reading.naming import bare
from porosity.reading.network import Mention
from porosity.reading.sayings import SayingCue, verb_at
from porosity.reading.speeches import CLOSING, OPENING, Quotation, Turn, quotations, turns

REACH = 3  # lines back and forth in which a quotation finds its speaker
CITING = frozenset(("citing", "cited", "quoting", "quoted"))
ADDRESSING = frozenset(("thank", "accuse", "warn", "confirm", "deny"))
ASIDES = frozenset(("say", "claim", "confirm", "believe", "show", "warn"))  # kinds of cues that stand aside
SPEAKING = frozenset(("person", "organisation", "place"))
PRONOUNS = frozenset(("he", "she", "it", "they"))
FIRST_PERSON = frozenset(("i", "we", "our", "my"))
NOBODY = FIRST_PERSON | {"the", "it", "you", "us", "me", "this", "that"}  # what names no speaker
RELATIVE = frozenset(("who", "whom", "whose", "which", "that", "i", "we"))
BELONGING = frozenset(("of", "in", "at", "for", "from", "with"))  # what ties a place or body to a description
AUXILIARIES = frozenset(
    ("has", "have", "had", "was", "were", "is", "are", "did", "does", "be", "been", "also", "again")
)
ARTICLES = frozenset(("the", "a", "an", "one", "another"))
COMING = frozenset(("to", "will", "would", "shall", "on", "not", "'ll", "’ll"))
STOPS = frozenset(("and", "or", "but", "on", "by", "to", "as"))
PAUSES = frozenset((",", "—", "–", '"', "”", "(", ")"))
ENDS = frozenset((".", ";", "!", "?", '"', "”", ":"))
ASIDE = 2  # words that may stand between an aside's speaker and its word of saying
ASIDE_REACH = 7  # words of an aside at most
LONGEST_SPEAKER = 4  # words of a speaker before or after the colon of a headline
TITLE_REACH = 6  # words on either side of a name in which its title stands
REPEATS = frozenset(("report", "statement", "agency", "article", "newspaper", "paper", "outlet", "network", "dispatch"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity, by the name that the report uses here ("the White House", not its State)."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody says something in a line: who (nobody, if none is named), and the words said.

    ``alleges``: the cue or the kind of source makes it an allegation. ``pledges``: it only tells what is to come.
    """

    line: int
    cue: int
    speakers: tuple[Speaker, ...]
    contents: tuple[Span, ...]
    alleges: bool
    factive: bool = False
    pledges: bool = False
    denies: bool = False

    @property
    def length(self) -> int:
        """How many words are said."""
        return sum(last - first for first, last in self.contents)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a claim is: the chain of speakers, outermost first; empty where the outlet itself speaks.

    ``alleges``: it is put as an allegation. ``factive``: the nearest speaker concedes or establishes it; ``denies``: he
    denies it.
    """

    speakers: tuple[Speaker, ...] = ()
    alleges: bool = False
    factive: bool = False
    denies: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The speakers' names, each once."""
        return tuple(dict.fromkeys(speaker.name for speaker in self.speakers))

    @property
    def entities(self) -> tuple[str, ...]:
        """The speakers' entity ids, each once."""
        return tuple(dict.fromkeys(speaker.entity for speaker in self.speakers))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The lists of ``knowledge/sources.yml``."""
    data = yaml_strict.load(resources.knowledge() / "sources.yml")
    assert isinstance(data, Mapping)
    return {str(key): frozenset(value) for key, value in data.items()}


def is_document(name: str) -> bool:
    """Whether a source is a paper or a picture, which belongs to no party."""
    return bool(_words()["documents"] & set(re.findall(r"[a-z]+", name.lower())))


def _alleges(cue: SayingCue, names: str) -> bool:
    if cue.entry.factive:
        return False
    return cue.entry.doubting or cue.entry.kind in _words()["alleging_cues"] or _is_alleging(names)


def _is_alleging(names: str) -> bool:
    """Whether speakers, by what they are called, do no more than allege: intelligence services, defectors."""
    return bool(_words()["alleging"] & set(re.findall(r"[a-z]+", names.lower())))


def sayings_of(lines: Sequence[Line], cast: Cast) -> Mapping[int, list[Saying]]:
    """The sayings of each line by its index, speakers identified; a cue that is no word of saying is no saying."""
    hearing = _Hearing(lines, cast)
    for line in lines:
        hearing.hear(line)
    hearing.hear_quotations()
    return hearing.sayings


class _Hearing:
    """The sayings of a report as it goes on: who spoke last, and who has the floor."""

    def __init__(self, lines: Sequence[Line], cast: Cast) -> None:
        self.sayings: dict[int, list[Saying]] = {}
        self._lines = lines
        self._cast = cast
        self._last: tuple[Speaker, ...] = ()
        self._turns = turns(lines)
        self._guest: tuple[Speaker, ...] | None = None  # who answers, once it was looked for
        self._floor: dict[int, tuple[Speaker, ...]] = {}  # by the line that a turn began with, whose it is

    def hear(self, line: Line) -> None:
        """The sayings of one line."""
        floor = self._turn(line)
        here = [floor] if floor is not None else []
        cues = {at: cue for cue in line.saying_cues for at in range(cue.start, cue.end)}
        heard: set[int] = set()
        for reading in line.reading.sayings:
            cue = cues.get(reading.cue) or verb_at(line.words, reading.cue)
            if cue is None or (floor is not None and reading.cue < floor.contents[0][0]):
                continue
            speakers: tuple[Speaker, ...] = ()
            for filler in reading.sources:
                speakers += self._speakers(line, filler.start, filler.end)
            names = " ".join(_titled(line, filler.start, filler.end) for filler in reading.sources)
            contents = tuple((filler.start, filler.end) for filler in reading.contents)
            if len(reading.sources) == 1:
                contents = _whole(line, cue, (reading.sources[0].start, reading.sources[0].end), contents)
            here.append(_saying(line, reading.cue, cue, speakers, contents, names))
            heard.update(range(cue.start, cue.end))
            self._last = speakers or self._last
        here += self._unheard(line, heard)
        if line.kind == "title" and not here:
            here += self._headed(line)
        self.sayings[line.index] = here

    def hear_quotations(self) -> None:
        """Who says a quotation of several sentences, from the one of them that names its speaker."""
        for quotation in quotations(self._lines):
            speakers = self._quoted(quotation)
            for index, content in quotation.contents.items() if speakers else ():
                if not any(_covers(saying, content) for saying in self.sayings[index]):
                    names = " ".join(speaker.name for speaker in speakers)
                    self.sayings[index].insert(0, Saying(index, content[0], speakers, (content,), _is_alleging(names)))

    def _quoted(self, quotation: Quotation) -> tuple[Speaker, ...]:
        """Who says a quotation: the speaker named in the line of its end, else in that of its beginning."""
        for index in (quotation.last - 1, quotation.first):
            first, last = quotation.contents.get(index, (0, 0))
            outside = [s for s in self.sayings[index] if s.speakers and not first <= s.cue < last]
            if outside:
                return outside[-1].speakers
        return ()

    def _turn(self, line: Line) -> Saying | None:
        """The whole line as words of who has the floor; None where that is nobody, or the outlet's own."""
        turn = self._turns.get(line.index)
        if turn is None:
            return None
        if turn.label.lower() in _words()["questioners"]:
            self._last = ()
            return None
        if turn.labelled not in self._floor:
            self._floor[turn.labelled] = self._named_by(turn, self._lines[turn.labelled])
        return Saying(line.index, 0, self._floor[turn.labelled], (turn.content,), alleges=False)

    def _named_by(self, turn: Turn, opening: Line) -> tuple[Speaker, ...]:
        """Who answers under a label: the guest whom the lines before the first turn speak of, or the label itself."""
        if turn.label.lower() in _words()["answerers"]:
            if self._guest is None:
                self._guest = self._spoken_of()
            if self._guest:
                return self._guest
        return self._speakers(opening, 0, opening.words.index(":"))

    def _spoken_of(self) -> tuple[Speaker, ...]:
        """The guest whom the lines before the first turn speak of; nobody, where they speak of none."""
        for line in reversed(self._lines[: min(self._turns)]):
            guests = [at for at, word in enumerate(line.words) if word.lower() in _words()["guests"]]
            if guests:
                return self._speakers(line, guests[0], guests[0] + 1)
        return ()

    def _unheard(self, line: Line, heard: set[int]) -> list[Saying]:
        """Sayings that the network passes over, or reads as acts alone, by their words and where they stand."""
        found = []
        for cue in line.saying_cues:
            if heard & set(range(cue.start, cue.end)):
                continue
            given = _aside(line, cue) or _quoting_phrase(line, cue) or self._addressed(line, cue)
            given = given or _by(line, cue) or self._counted(line, cue)
            if given is None:
                continue
            source, content = given
            speakers = self._speakers(line, *source) if _can_speak(line, source) else ()
            if speakers:
                found.append(_saying(line, cue.start, cue, speakers, (content,), _titled(line, *source)))
                self._last = speakers
        return found

    def _addressed(self, line: Line, cue: SayingCue) -> tuple[Span, Span] | None:
        """Who thanks for, warns of, accuses of or denies an act speaks of it, though the network reads an act alone."""
        act = next((a for a in line.reading.acts if a.trigger == cue.start), None)
        if act is None or cue.entry.kind not in ADDRESSING or (act.act != "state" and cue.entry.kind != "deny"):
            return None
        agents = [filler for filler in act.roles if filler.role == "agent"]
        if not agents or cue.end >= len(line.words):
            return None
        return (agents[0].start, agents[0].end), (cue.end, len(line.words))

    def _counted(self, line: Line, cue: SayingCue) -> tuple[Span, Span] | None:
        """Who counts, remembers or denies something: the party, or the body that spoke last, right before the verb."""
        verb = cue.entry.words[0]
        if cue.entry.pos != "verb" or not (verb in _words()["reckoning"] or cue.entry.kind == "deny"):
            return None
        end = _before_auxiliaries(line, cue.start)
        if end == 0 or cue.end >= len(line.words):
            return None
        mention = next((m for m in line.reading.mentions if m.end == end and m.label in SPEAKING), None)
        if mention is None and line.words[end - 1].lower() not in PRONOUNS:
            return None
        source = (mention.start, mention.end) if mention is not None else (end - 1, end)
        return source, (cue.start, _end_of_clause(line, cue.end))

    def _headed(self, line: Line) -> list[Saying]:
        """Who says a headline, where a colon tells: "Missiles shipped: Kyiv", "UN panel: missiles were shipped"."""
        colon = next((at for at, word in enumerate(line.words) if word == ":"), None)
        if colon is None:
            return []
        end = len(line.words)
        for (first, last), content in (((colon + 1, end), (0, colon)), ((0, colon), (colon + 1, end))):
            named = [m for m in line.reading.mentions if m.start < last and m.end > first and m.label in SPEAKING]
            acts = any(first <= act.trigger < last and not act.proposed for act in line.reading.acts)
            if 0 < last - first <= LONGEST_SPEAKER and named and not acts:
                speakers = self._speakers(line, first, last)
                return [Saying(line.index, colon, speakers, (content,), _is_alleging(line.text_of(first, last)))]
        return []

    def _speakers(self, line: Line, first: int, last: int) -> tuple[Speaker, ...]:
        """The speakers that some words mean; "the report", "it" and "he" lead back to who spoke before."""
        words = line.text_of(first, last).lower().split()
        if words in (["the"], ["a"], ["an"]):
            last = next((m.end for m in line.reading.mentions if m.start == last), last)
            words = line.text_of(first, last).lower().split()
        if words and words[-1] in REPEATS and len(words) <= 2 and self._last:
            return self._last
        if words and words[0] in FIRST_PERSON:
            return self._own(line, first)
        if words and words[0] in PRONOUNS:
            return self._going_on(line, words[0]) or self._named(line, first, first + 1)
        return self._named(line, first, last)

    def _own(self, line: Line, at: int) -> tuple[Speaker, ...]:
        """Whose "I" or "our" it is: of who has the floor or is quoted; elsewhere the outlet's, who is nobody."""
        turn = self._turns.get(line.index)
        if turn is not None:
            return self._floor.get(turn.labelled, ())
        return self._last if _is_quoted(line, at) else ()

    def _going_on(self, line: Line, pronoun: str) -> tuple[Speaker, ...]:
        """Whom a pronoun that speaks means: who spoke last in the paragraph, or whom a sentence of it begins with."""
        for index in range(line.index, max(-1, line.index - REACH - 1), -1):
            earlier = self._lines[index]
            if earlier.paragraph != line.paragraph:
                break
            here = [s for s in self.sayings.get(index, ()) if s.speakers and s.cue not in range(*s.contents[0])]
            outer = [s.speakers for s in here if not any(_holds(other, s.cue) for other in here)]
            for speakers in (*reversed(outer), self._opening(earlier) if index < line.index else ()):
                if speakers and self._can_mean(pronoun, speakers):
                    return speakers
        return ()

    def _opening(self, line: Line) -> tuple[Speaker, ...]:
        """The party that a sentence begins with."""
        turn = self._turns.get(line.index)
        start = turn.content[0] if turn is not None else 0
        mention = next((m for m in line.reading.mentions if m.label in SPEAKING and m.start >= start), None)
        opens = mention is not None and all(line.words[at].lower() in ARTICLES for at in range(start, mention.start))
        return self._named(line, mention.start, mention.end) if mention is not None and opens else ()

    def _can_mean(self, pronoun: str, speakers: tuple[Speaker, ...]) -> bool:
        kinds = {self._cast[speaker.entity].kind for speaker in speakers}
        if pronoun in ("he", "she"):
            return kinds == {"person"} and len(speakers) == 1 and not speakers[0].name.endswith("s")
        several = len(speakers) > 1 or speakers[0].name.endswith("s")
        return kinds <= {"organisation", "place"} or (pronoun == "they" and several)

    def _named(self, line: Line, first: int, last: int) -> tuple[Speaker, ...]:
        first, last = _without_amount(line, first, _before_relative(line, first, last))
        if first >= last:
            return ()
        ids = self._cast.parties(line, first, last)
        if len(ids) != 1:
            return tuple(Speaker(entity_id, self._cast[entity_id].name) for entity_id in ids)
        member = self._cast[ids[0]]
        if member.name.lower() in NOBODY:
            return ()
        if member.kind == "place":
            return (Speaker(ids[0], bare(line.text_of(first, last)) or member.name),)
        end = _phrase_end(line, last)
        apposed = next((m for m in line.reading.mentions if m.label == "person" and last < m.end == end), None)
        if member.named and apposed is None:
            return (Speaker(ids[0], member.name),)
        apposed = apposed or _apposed(line, end)
        if apposed is not None and line.words[apposed.start][:1].isupper():
            named = self._cast.parties(line, apposed.start, apposed.end)
            if named:
                return (Speaker(named[0], self._cast[named[0]].name),)
        name = bare(re.split(r"[,(]", line.text_of(self._cast.phrase(line, first, last)[0], end))[0])
        return (Speaker(ids[0], name if name and name.lower().split()[0] not in PRONOUNS else member.name),)


def _saying(
    line: Line, at: int, cue: SayingCue, speakers: tuple[Speaker, ...], contents: tuple[Span, ...], names: str
) -> Saying:
    entry = cue.entry
    pledges, denies = entry.kind == "pledge" and _is_to_come(line, contents), entry.kind == "deny"
    return Saying(line.index, at, speakers, contents, _alleges(cue, names), entry.factive, pledges, denies)


def _can_speak(line: Line, source: Span) -> bool:
    """Whether words hold somebody who can speak: a party, or a pronoun."""
    named = any(m.start < source[1] and m.end > source[0] for m in line.reading.mentions if m.label in SPEAKING)
    return named or line.words[source[0]].lower() in PRONOUNS


def _is_to_come(line: Line, contents: tuple[Span, ...]) -> bool:
    """Whether what is pledged is yet to be done: "swore to leave", "that he would leave", not "that he had left"."""
    words = {word.lower() for first, last in contents for word in line.words[first : min(last, first + TITLE_REACH)]}
    return bool(words & COMING)


def _holds(saying: Saying, at: int) -> bool:
    return any(first <= at < last for first, last in saying.contents)


def _covers(saying: Saying, content: Span) -> bool:
    return any(first <= content[0] and content[1] <= last for first, last in saying.contents)


def _titled(line: Line, first: int, last: int) -> str:
    """A speaker's name with the words around it, where its title stands ("military intelligence chief N")."""
    return " ".join(line.words[max(0, first - TITLE_REACH) : last + TITLE_REACH])


def _whole(line: Line, cue: SayingCue, source: Span, contents: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is said, where who says it stands aside from it: ", she said," holds for both sides of the sentence."""
    first, last = min(source[0], cue.start), max(source[1], cue.end)
    if last - first <= source[1] - source[0] + ASIDE and _stands_aside(line, first, last):
        return _sides(line, first, last) or contents
    return tuple((start, _with_more_that(line, end)) for start, end in contents)


def _with_more_that(line: Line, end: int) -> int:
    """The end of what is said, with what follows by "and that" or "but that"."""
    after = tuple(word.lower() for word in line.words[end : end + 3] if word != ",")[:2]
    return _end_of_clause(line, end) if len(after) == 2 and after[0] in ("and", "but") and after[1] == "that" else end


def _stands_aside(line: Line, first: int, last: int) -> bool:
    while first > 0 and line.words[first - 1].lower() in ("the", "a", "an"):
        first -= 1
    before, after = line.words[max(0, first - 1) : first], line.words[last : last + 1]
    return bool(before) and before[0] in PAUSES and (not after or after[0] in PAUSES | ENDS)


def _sides(line: Line, first: int, last: int) -> tuple[Span, ...]:
    """The words on both sides of an aside, up to the next semicolon."""
    start = next((at + 1 for at in range(first - 1, -1, -1) if line.words[at] == ";"), 0)
    end = next((at for at in range(last, len(line.words)) if line.words[at] == ";"), len(line.words))
    return tuple(span for span in ((start, first), (last, end)) if span[0] < span[1])


def _aside(line: Line, cue: SayingCue) -> tuple[Span, Span] | None:
    """ ", prosecutors said,": who stands aside from what he says, right before a word of saying."""
    if cue.entry.pos != "verb" or cue.entry.kind not in ASIDES or cue.start == 0:
        return None
    before = range(cue.start - 1, max(-1, cue.start - ASIDE_REACH), -1)
    comma = next((at for at in before if line.words[at] in PAUSES), None)
    if comma is None:
        return None
    while comma + 1 < cue.start and line.words[comma + 1] in CLOSING:
        comma += 1
    source, last = (comma + 1, cue.start), cue.end
    if comma + 1 == cue.start:  # ", say the organisers,"
        last = next((at for at in range(cue.end, len(line.words)) if line.words[at] in PAUSES | ENDS), cue.end)
        source = (cue.end, last)
    if not 0 < source[1] - source[0] <= ASIDE_REACH or not _stands_aside(line, comma + 1, last):
        return None
    sides = _sides(line, comma + 1, last)
    return (source, (sides[0][0], sides[-1][1])) if sides else None


def _quoting_phrase(line: Line, cue: SayingCue) -> tuple[Span, Span] | None:
    """ "By the words of X, ...": who is named behind a phrase that quotes, and the rest of the sentence."""
    if cue.entry.pos != "phrase" or cue.entry.words[-1] not in ("of", "to", "by") or cue.entry.source != "ARG0":
        return None
    end = next((at for at in range(cue.end, len(line.words)) if line.words[at] in PAUSES | ENDS), len(line.words))
    if not cue.end < end <= cue.end + ASIDE_REACH + TITLE_REACH:
        return None
    content = (end, len(line.words)) if cue.start == 0 else (0, cue.start)
    return ((cue.end, end), content) if content[0] < content[1] else None


def _by(line: Line, cue: SayingCue) -> tuple[Span, Span] | None:
    """ "X was disputed by two men": who denies it in the passive."""
    if cue.entry.kind != "deny" or cue.entry.pos != "verb" or line.words[cue.end : cue.end + 1] != ("by",):
        return None
    end = min(_end_of_clause(line, cue.end), cue.end + 1 + LONGEST_SPEAKER)
    return ((cue.end + 1, end), (0, cue.end)) if cue.end + 1 < end else None


def _before_auxiliaries(line: Line, at: int) -> int:
    while at > 0 and (line.words[at - 1].lower() in AUXILIARIES or line.words[at - 1].endswith("ly")):
        at -= 1
    return at


def _end_of_clause(line: Line, at: int) -> int:
    return next((i for i in range(at, len(line.words)) if line.words[i] in ENDS), len(line.words))


def _before_relative(line: Line, first: int, last: int) -> int:
    return next((at for at in range(first + 1, last) if line.words[at].lower() in RELATIVE), last)


def _without_amount(line: Line, first: int, last: int) -> Span:
    """Speakers without how many they are: "two of the makers"."""
    amount = next((m for m in line.reading.mentions if m.label == "quantity" and m.start <= first < m.end < last), None)
    first = amount.end if amount is not None else first
    while amount is not None and first < last - 1 and line.words[first].lower() in ("of", "the", "its", "their"):
        first += 1
    return first, last


def _phrase_end(line: Line, last: int) -> int:
    """The end of a description with what belongs to it: "official in Dhaka", "secretary of the council Roe"."""
    end = last
    while end < len(line.words) and line.words[end].lower() in BELONGING:
        stop = end + 1
        while stop < len(line.words) and stop - end <= LONGEST_SPEAKER + 1 and _in_phrase(line, stop):
            stop += 1
        if stop == end + 1:
            break
        end = stop
    return end


def _in_phrase(line: Line, at: int) -> bool:
    cues = {i for cue in line.saying_cues for i in range(cue.start, cue.end)}
    acts = {act.trigger for act in line.reading.acts} | {one.trigger for one in line.reading.predicates}
    word = line.words[at]
    return (
        word[:1].isalnum() and at not in cues | acts and word.lower() not in BELONGING | RELATIVE | AUXILIARIES | STOPS
    )


def _apposed(line: Line, end: int) -> Mention | None:
    """The name that a description of a person ends in, behind a comma: "a man who sells cement, Roe"."""
    people = [m for m in line.reading.mentions if m.label == "person" and m.start > end]
    for person in people:
        closes = person.end >= len(line.words) or line.words[person.end] in PAUSES | ENDS
        relative = line.words[end : end + 1] in (("who",), (",",))
        if relative and closes and line.words[person.start - 1] == ",":
            return person
    return None


def voice_of(
    line: Line, at: int, sayings: Mapping[int, list[Saying]], lines: Sequence[Line], *, asserted: bool = False
) -> Voice:
    """Whose words a word is: the sayings around it, outermost first, or the speaker of the quotation it stands in.

    What is ``asserted`` nobody only pledges: "A agreed to sell arms to B, which fired them" is not A's word on B.
    """
    here = [s for s in sayings.get(line.index, ()) if _holds(s, at) and not (asserted and s.pledges)]
    here.sort(key=lambda s: (-s.length, line.words[s.cue].lower() in CITING))
    if not here and _is_quoted(line, at):
        here = _neighbour(line, sayings, lines)
    if not here:
        return Voice(alleges=_goes_on_alleging(line, sayings, lines))
    speakers = tuple(speaker for saying in here for speaker in saying.speakers[:1])
    return Voice(speakers, any(saying.alleges for saying in here), here[-1].factive, here[-1].denies)


def _goes_on_alleging(line: Line, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]) -> bool:
    """Whether a sentence without a source follows, in its paragraph, one whose source only alleges."""
    for index in range(line.index - 1, max(-1, line.index - 1 - REACH), -1):
        if lines[index].paragraph != line.paragraph:
            return False
        if sayings.get(index):
            return sayings[index][-1].alleges
    return False


def _is_quoted(line: Line, at: int) -> bool:
    """Whether a word stands within quotation marks that hold several words."""
    opened = None
    for index, word in enumerate(line.words[: at + 1]):
        if word in OPENING and (opened is None or word != '"'):
            opened = index
        elif word in CLOSING and opened is not None:
            opened = None
    return opened is not None and at - opened < 80 and len(line.words) - opened > 4


def _neighbour(line: Line, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]) -> list[Saying]:
    """The saying whose speaker a quotation without a cue of its own goes on with: of its paragraph, else before it."""
    order = [line.index - step for step in range(1, REACH + 1)] + [line.index + 1]
    for same in (True, False):
        for index in order:
            if not 0 <= index < len(lines) or (same and lines[index].paragraph != line.paragraph):
                continue
            spoken = [saying for saying in sayings.get(index, ()) if saying.speakers]
            if spoken:
                return spoken[-1:]
    return []

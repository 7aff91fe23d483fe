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
from porosity.reading.sayings import SayingCue

REACH = 3  # lines back and forth in which a quotation finds its speaker
OPENING, CLOSING = frozenset('"“«'), frozenset('"”»')
CITING = frozenset(("citing", "cited", "quoting", "quoted"))
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
    found: dict[int, list[Saying]] = {}
    last: tuple[Speaker, ...] = ()
    for line in lines:
        here = []
        cues = {at: cue for cue in line.saying_cues for at in range(cue.start, cue.end)}
        for reading in line.reading.sayings:
            cue = cues.get(reading.cue)
            if cue is None:
                continue
            speakers: tuple[Speaker, ...] = ()
            for filler in reading.sources:
                speakers += _speakers(line, filler.start, filler.end, cast, last)
            names = " ".join(_titled(line, filler.start, filler.end) for filler in reading.sources)
            contents = tuple((filler.start, filler.end) for filler in reading.contents)
            alleges, pledges = _alleges(cue, names), cue.entry.kind == "pledge"
            denies = cue.entry.kind == "deny"
            here.append(
                Saying(line.index, reading.cue, speakers, contents, alleges, cue.entry.factive, pledges, denies)
            )
            last = speakers or last
        here += _addressed(line, cast, {saying.cue for saying in here})
        if line.kind == "title" and not here:
            here += _headed(line, cast)
        found[line.index] = here
    return found


ADDRESSING = frozenset(("thank", "accuse", "warn", "confirm", "deny"))
SPEAKING = frozenset(("person", "organisation", "place"))
LONGEST_SPEAKER = 4  # words of a speaker before or after the colon of a headline
TITLE_REACH = 6  # words on either side of a name in which its title stands


def _titled(line: Line, first: int, last: int) -> str:
    """A speaker's name with the words around it, where its title stands ("military intelligence chief N")."""
    return " ".join(line.words[max(0, first - TITLE_REACH) : last + TITLE_REACH])


def _addressed(line: Line, cast: Cast, known: set[int]) -> list[Saying]:
    """Sayings that the network reads as acts alone: who thanks for, warns of, accuses of an act also speaks of it."""
    found = []
    for cue in line.saying_cues:
        if cue.start in known or cue.entry.kind not in ADDRESSING:
            continue
        act = next((a for a in line.reading.acts if a.trigger == cue.start and a.act == "state"), None)
        agents = [filler for filler in act.roles if filler.role == "agent"] if act is not None else []
        if agents and cue.end < len(line.words):
            speakers = _speakers(line, agents[0].start, agents[0].end, cast, ())
            alleges = _alleges(cue, _titled(line, agents[0].start, agents[0].end))
            contents = ((cue.end, len(line.words)),)
            factive, denies = cue.entry.factive, cue.entry.kind == "deny"
            found.append(Saying(line.index, cue.start, speakers, contents, alleges, factive, denies=denies))
    return found


def _headed(line: Line, cast: Cast) -> list[Saying]:
    """Who says a headline, where a colon tells: "Missiles were shipped: Kyiv", "UN panel: missiles were shipped"."""
    colon = next((at for at, word in enumerate(line.words) if word == ":"), None)
    if colon is None:
        return []
    end = len(line.words)
    for (first, last), content in (((colon + 1, end), (0, colon)), ((0, colon), (colon + 1, end))):
        named = [m for m in line.reading.mentions if m.start < last and m.end > first and m.label in SPEAKING]
        acts = any(first <= act.trigger < last and not act.proposed for act in line.reading.acts)
        if 0 < last - first <= LONGEST_SPEAKER and named and not acts:
            speakers = _speakers(line, first, last, cast, ())
            return [Saying(line.index, colon, speakers, (content,), _is_alleging(line.text_of(first, last)))]
    return []


def _speakers(line: Line, first: int, last: int, cast: Cast, previous: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """The speakers that some words mean; "the report" and its like lead back to who spoke before."""
    if line.words[first:last] == ("the",) or line.words[first:last] == ("The",):
        last = next((m.end for m in line.reading.mentions if m.start == last), last)
    words = line.text_of(first, last).lower().split()
    if words and words[-1] in REPEATS and len(words) <= 2 and previous:
        return previous
    ids = cast.parties(line, first, last)
    if len(ids) == 1 and cast[ids[0]].kind == "place":
        return (Speaker(ids[0], bare(line.text_of(first, last)) or cast[ids[0]].name),)
    return tuple(Speaker(entity_id, cast[entity_id].name) for entity_id in ids)


def voice_of(
    line: Line, at: int, sayings: Mapping[int, list[Saying]], lines: Sequence[Line], *, asserted: bool = False
) -> Voice:
    """Whose words a word is: the sayings around it, outermost first, or the speaker of the quotation it stands in.

    What is ``asserted`` nobody only pledges: "A agreed to sell arms to B, which fired them" is not A's word on B.
    """
    here = [
        s
        for s in sayings.get(line.index, ())
        if any(first <= at < last for first, last in s.contents) and not (asserted and s.pledges)
    ]
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

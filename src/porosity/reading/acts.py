"""The acts of a line: what the network reads, put right by the lexicon where it knows the word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from porosity.assessment import Act, Certainty, Goods, Stance
from porosity.reading import hedges
from porosity.reading.hedges import Cue
from porosity.reading.lemmas import lemma
from porosity.reading.lexicon import Candidate, Entry, Lexicon
from porosity.reading.lines import Line, Span, clause_of, overlap
from porosity.reading.naming import is_in_name
from porosity.reading.network import ActReading, Filler
from porosity.reading.words import Word

SURE = 0.8  # from this score of the network's stance on, the words' own cues do not overrule it
ACCUSER_REACH = 3  # words between who condemns and the verb: "Iran has strongly denounced"
OF_OTHERS = frozenset((",", ";", "and", "but"))
NOTICED = 0.05  # a proposed trigger below this the network holds for nothing at all


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act at its trigger, before anybody is identified. Roles are spans of words."""

    line: Line
    trigger: Span
    act: Act
    stance: Stance
    certainty: Certainty
    roles: Mapping[str, tuple[Span, ...]]
    clause: Span
    hedges: tuple[Cue, ...]
    entry: Entry | None
    score: float


class Noted:
    """What the lexicon finds in the sentences of one report, looked up once each."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._found: dict[tuple[str, ...], tuple[Candidate, ...]] = {}

    def candidates(self, words: tuple[str, ...]) -> tuple[Candidate, ...]:
        """The candidates in a sentence."""
        found = self._found.get(words)
        if found is None:
            found = self._found[words] = tuple(self._lexicon.candidates(words))
        return found

    def propose(self, words: Sequence[Word]) -> list[int]:
        """The triggers that the lexicon knows, as the network wants them proposed: the head word of each."""
        return sorted({head_of(c) for c in self.candidates(tuple(word.text for word in words))})


def head_of(candidate: Candidate) -> int:
    """The word that heads a candidate: the last of a noun ("arms transfer"), the first of a verb ("handed over")."""
    return candidate.end - 1 if candidate.entry.pos == "noun" else candidate.start


def acts_of(line: Line, lexicon: Lexicon) -> list[FoundAct]:
    """The acts of a line, in order of their triggers; none overlaps another."""
    readings = sorted(line.reading.acts, key=lambda a: (a.proposed, -a.score))
    triggers = [reading.trigger for reading in readings if not reading.proposed]
    found: list[FoundAct] = []
    taken: set[int] = set()
    for reading in readings:
        if reading.trigger in taken or is_in_name(line, reading.trigger):
            continue
        act = _found(line, reading, lexicon, triggers)
        if act is not None and not taken & set(range(*act.trigger)):
            found.append(act)
            taken |= set(range(*act.trigger))
    return sorted(found, key=lambda act: act.trigger)


def _found(line: Line, reading: ActReading, lexicon: Lexicon, triggers: Sequence[int]) -> FoundAct | None:
    here = [c for c in line.candidates if c.start <= reading.trigger < c.end]
    candidate = _decide(line, reading, lexicon, here)
    if reading.proposed and (candidate is None or not _is_worth(line, reading, candidate)):
        return None
    act = candidate.act if candidate is not None else Act(reading.act)
    trigger = (candidate.start, candidate.end) if candidate is not None else (reading.trigger, reading.trigger + 1)
    clause = clause_of(line, reading.trigger, triggers)
    stance, certainty, cues = _put(line, reading)
    is_noun = candidate is not None and candidate.entry.pos == "noun"
    return FoundAct(
        line=line,
        trigger=trigger,
        act=act,
        stance=stance,
        certainty=certainty,
        roles=_with_arguments(line, _roles(line, reading, trigger, is_noun=is_noun), reading.trigger, candidate),
        clause=clause,
        hedges=cues,
        entry=candidate.entry if candidate is not None else None,
        score=reading.score,
    )


def _decide(line: Line, reading: ActReading, lexicon: Lexicon, here: list[Candidate]) -> Candidate | None:
    if not here:
        return None
    items = [filler for filler in reading.roles if filler.role == "item"]
    items = items or [filler for filler in reading.roles if filler.role == "carrier" and _is_ship(line, filler)]
    words = [word for filler in items for word in line.words[filler.start : filler.end]]
    mention = line.mention_at(items[0].start, items[0].end) if items else None
    label = mention.label if mention is not None else None
    return lexicon.decide(line.words, reading.trigger, item_words=words or None, label=label, candidates=here)


def _is_ship(line: Line, filler: Filler) -> bool:
    """Whether a filler is a ship, which is what lies in a port and calls there."""
    mention = line.mention_at(filler.start, filler.end)
    return mention is not None and mention.label == "vessel"


def _is_worth(line: Line, reading: ActReading, candidate: Candidate) -> bool:
    """Whether a word that the network passed over is an act after all.

    A noun that names its thing ("arms transfers", "oil shipments") is; a word whose item or neighbours the lexicon
    minds and finds right needs little of the network's assent, any other word some.
    """
    span = (candidate.start, candidate.end)
    if candidate.entry.pos == "noun" and any(_touches(at, span) and is_telling(read) for at, read in line.goods):
        return True
    minds = bool(candidate.entry.needs or candidate.entry.near or len(candidate.entry.words) > 2)
    return reading.score >= (NOTICED if minds else 3 * NOTICED)


def is_telling(read: Goods) -> bool:
    """Whether a thing is named for what it is: "arms", not "cooperation" or "aid"."""
    return bool(read.hs or any(not name.endswith("-unspecified") for name in read.classes))


def _touches(goods: Span, span: Span) -> bool:
    return goods[0] < span[1] and goods[1] >= span[0]


def _roles(line: Line, reading: ActReading, trigger: Span, *, is_noun: bool) -> dict[str, tuple[Span, ...]]:
    """The fillers by role; a thing that is part of the trigger itself ("arms transfers", "sent troops") is its item."""
    roles: dict[str, tuple[Span, ...]] = {}
    for filler in _without_hearers(line, reading):
        if not filler.start <= reading.trigger < filler.end:
            role = filler.role if not _is_between(line, filler.start) else "agent"
            role = "recipient" if _is_given_with(line, reading, filler) else _by_preposition(line, role, filler.start)
            span = _behind_by(line, filler) if role == "agent" else (filler.start, filler.end)
            roles[role] = _merged(line, roles.get(role, ()), span)
    doers = _doers(line, trigger[1], roles.get("agent", ()))
    if doers:
        roles["agent"] = doers
    named = tuple(span for span, read in line.goods if overlap(span, trigger) and is_telling(read))
    if named and (is_noun or "item" not in roles):
        roles["item"] = named
    return roles


def _is_given_with(line: Line, reading: ActReading, filler: Filler) -> bool:
    """Whether who seems to be given is who gets: "presented the minister with a car"."""
    if filler.role != "item" or line.words[filler.end : filler.end + 1] != ("with",) or filler.start < reading.trigger:
        return False
    mention = line.mention_at(filler.start, filler.end)
    party = mention is not None and mention.label in ("person", "organisation", "place")
    return party and any(f.role == "item" and f.start > filler.end for f in reading.roles)


def _behind_by(line: Line, filler: Filler) -> Span:
    """An agent without the words that "by" parts from him: "a rug by the envoy of Iran" is the envoy."""
    at = next((i for i in range(filler.start + 1, filler.end - 1) if line.words[i].lower() == "by"), None)
    return (filler.start if at is None else at + 1, filler.end)


def _without_hearers(line: Line, reading: ActReading) -> list[Filler]:
    """The fillers of an act without those to whom its sentence only tells of it: "warned the ministry of transfers"."""
    told = [other for other in line.reading.acts if other.act == Act.STATE and other.trigger < reading.trigger]
    hearers = {
        (f.start, f.end)
        for other in told
        for f in other.roles
        if f.role == "recipient" and line.words[f.end : f.end + 1] in TELLING
    }
    kept = [f for f in reading.roles if f.role != "agent" or (f.start, f.end) not in hearers]
    kept = kept if any(f.role == "agent" for f in kept) else list(reading.roles)
    return [f for f in kept if not _only_speaks(line, reading, f) and not _accuses(line, reading, f)]


def _accuses(line: Line, reading: ActReading, filler: Filler) -> bool:
    """Whether a filler only condemns the act: "Iran denounces the supply of arms" does not say whose it is."""
    if reading.act == Act.STATE or filler.role not in ("agent", "recipient"):
        return False
    cues = [c for c in line.saying_cues if c.entry.kind == "accuse" and c.entry.pos == "verb"]
    for cue in cues:
        between = line.words[cue.end : reading.trigger]
        near = filler.end <= cue.start <= filler.end + ACCUSER_REACH and cue.end <= reading.trigger
        if near and OF_OTHERS.isdisjoint(between) and SELVES.isdisjoint(word.lower() for word in between):
            return True
    return False


def _only_speaks(line: Line, reading: ActReading, filler: Filler) -> bool:
    """Whether a filler is who tells of the act, and no word of what he tells can mean himself."""
    if reading.act == Act.STATE or filler.role not in ("agent", "recipient"):
        return False
    for saying in line.reading.sayings:
        speaks = any(overlap((f.start, f.end), (filler.start, filler.end)) for f in saying.sources)
        for told in saying.contents if speaks and saying.cue != reading.trigger else ():
            inside = told.start <= reading.trigger < told.end and not told.start <= filler.start < told.end
            if inside and SELVES.isdisjoint(word.lower() for word in line.words[told.start : reading.trigger]):
                return True
    return False


SELVES = frozenset(("it", "its", "he", "his", "she", "her", "they", "their", "we", "our", "i", "my", "us", "to"))


TELLING = (("about",), ("of",), ("that",), ("over",))  # what stands between who is told and what he is told
WAYS = {
    "from": {"destination": "origin", "recipient": "origin"},
    "to": {"origin": "destination"},
    "into": {"origin": "destination"},
    "for": {"agent": "recipient"},
    "against": {"recipient": "topic", "agent": "topic"},
    "off": {"destination": "origin", "recipient": "origin"},
    "through": {"destination": "via", "recipient": "via", "origin": "via"},
    "via": {"destination": "via", "recipient": "via", "origin": "via"},
    "cross": {"destination": "via", "recipient": "via", "origin": "via"},
    "transit": {"destination": "via", "recipient": "via", "origin": "via"},
}


def _by_preposition(line: Line, role: str, first: int) -> str:
    """A role put right by the preposition or verb right before its filler, or its list ("through A, B and C").

    Nothing goes to where it comes "from", and who something is done "against" gets nothing.
    """
    at = first - 1
    while at > 0:
        before = next((m.start for m in line.reading.mentions if m.end == at and m.label == "place"), None)
        named = next((m.start for m in line.reading.mentions if m.end == at + 1 and m.label == "place"), None)
        if line.words[at].lower() in ARTICLES:
            at -= 1
        elif named is not None:  # "the Tumangang border station"
            at = named - 1
        elif line.words[at] in LISTING and before is not None:
            at = before - 1
        else:
            break
    word = line.words[at].lower() if at >= 0 else ""
    if word == "of" and at > 0 and line.words[at - 1].lower() == "out":
        word = "from"
    return WAYS.get(word, WAYS.get(lemma(word), {})).get(role, role)


def _doers(line: Line, end: int, agents: tuple[Span, ...]) -> tuple[Span, ...]:
    """The agents that "by" names right behind a trigger ("manufactured by Iran"): then nobody before it is one."""
    if line.words[end : end + 1] != ("by",):
        return ()
    return tuple(span for span in agents if span[0] > end)


SECOND_OPINION = (
    "agent",
    "recipient",
    "item",
)  # roles that PropBank's arguments may fill where the act's own tags do not


def _with_arguments(
    line: Line, roles: dict[str, tuple[Span, ...]], trigger: int, candidate: Candidate | None
) -> dict[str, tuple[Span, ...]]:
    """Missing roles from the PropBank arguments of the same word, by the orientation that the lexicon gives."""
    if candidate is None:
        return roles
    predicate = next((p for p in line.reading.predicates if p.trigger == trigger), None)
    if predicate is None:
        return roles
    taken = [span for spans in roles.values() for span in spans]
    for filler in predicate.arguments:
        role, span = candidate.entry.args.get(filler.role), (filler.start, filler.end)
        if role in SECOND_OPINION and role not in roles and not any(overlap(span, other) for other in taken):
            roles[role] = (_head(line, span),)
    return roles


def _head(line: Line, span: Span) -> Span:
    """The part of a long argument that names it: up to the first preposition, relative or comma."""
    first, last = span
    for at in range(first + 1, last):
        if line.words[at].lower() in ARGUMENT_ENDS:
            return first, at
    return span


ARGUMENT_ENDS = frozenset((",", "that", "which", "who", "whose", "where", "(", "—", "–", "to", "for", "from", "with"))
LISTING = frozenset((",", "and", "or"))
ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their"))
GLUE = frozenset(("'s", "’s", "-", "of", "the"))


def _merged(line: Line, spans: tuple[Span, ...], span: Span) -> tuple[Span, ...]:
    """Spans with one more, joined to the one before where nothing but glue stands between ("type of vehicle")."""
    if spans:
        first, last = spans[-1]
        gap = [word.lower() for word in line.words[last : span[0]]]
        if last <= span[0] and len(gap) <= 2 and all(word in GLUE for word in gap):
            return (*spans[:-1], (first, span[1]))
    return (*spans, span)


def _is_between(line: Line, first: int) -> bool:
    """Whether a party is one of two that something passes between: neither is then the one who gives."""
    before = [word.lower() for word in line.words[max(0, first - 5) : first]]
    return "between" in before and not {",", ";", "which", "who"} & set(before[before.index("between") :])


def _put(line: Line, reading: ActReading) -> tuple[Stance, Certainty, tuple[Cue, ...]]:
    """Stance and certainty: the network's where it is sure, else what the cues around the trigger say.

    That something is denied takes a word of denial in the sentence.
    """
    lexical = hedges.reading_of(line.words, reading.trigger, line.cues)
    stance, certainty = lexical.stance, lexical.certainty
    sure = reading.stance_scores.get(reading.stance, 1.0) >= SURE
    baseless = reading.stance == Stance.DENIES and not any(cue.kind == "negation" for cue in line.cues)
    softer = reading.stance == Stance.ASKS and stance is Stance.PLANS
    if not baseless and ((sure and not softer) or stance is Stance.ASSERTS):
        stance = Stance(reading.stance)
    if certainty is Certainty.CERTAIN:
        certainty = Certainty(reading.certainty)
    return stance, certainty, tuple(cue for cue in lexical.cues if cue.certainty is not None)

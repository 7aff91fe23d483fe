"""The way of a thing, told over several clauses: made or held in one State, it turns up in another.

"Woven in Wonsan and sold in Hanoi, the carpet ..." tells of a transfer in no single act. Ties between a thing and
a State (whose make it is, whence it came, where it turned up) are gathered over a paragraph, from the words of
``knowledge/ways.yml`` and from the acts that are claimed. Where they join the DPRK and another State, the transfer is
implied. Whoever nobody names stays unknown: a maker supplies only what is seldom sold on, which is arms, and whatever
comes out of the DPRK.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from porosity import facts, resources, yaml_strict
from porosity.assessment import Act, Basis, Certainty, Claim, Event, Goods, Stance
from porosity.errors import KnowledgeError
from porosity.measures import parties
from porosity.reading import cues, grammar, hedges, lemmas
from porosity.reading.acts import is_telling
from porosity.reading.cast import Cast, is_people, is_vague
from porosity.reading.claims import SILENT_KINDS, Told
from porosity.reading.events import CRAFT, WAY
from porosity.reading.grammar import PREPOSITIONS
from porosity.reading.lines import Line, Span
from porosity.reading.naming import maker_of, states_of
from porosity.reading.roles import is_armed
from porosity.reading.standpoint import at_odds
from porosity.timespan import TimeSpan

CLOSED = "kp"  # the State across whose border a way is looked for
MOVED = frozenset((Act.TRANSFER, Act.PROCURE, Act.TRANSPORT))
WHERE_FOUND = frozenset((Act.SEIZE, Act.USE, Act.POSSESS, Act.DEPLOY))
NAMES = frozenset(
    ("made", "left", "taken", "reached", "found", "aboard", "holders", "out", "by", "there", "through", "likened")
)
WITHOUT_HEADING = frozenset(("arms", "military-equipment", "luxury", "fishing-rights"))  # things without a heading
CARRYING = frozenset(("vessel", "flight"))  # classes of what carries, unless it is a luxury itself
WEAPONS = frozenset(("arms",))  # weapons of whatever kind: "the weapons" can be any that were spoken of
UNNAMED = ""  # the thing of a tie that is told before any thing is named
CUE_REACH = 9  # words from a preposition back to the word of the way
CHAIN_REACH = 7  # words from a State back to the preposition that governs it: "by the weavers of a Wonsan mill"
LIKENED_REACH = 4
BREAKS = frozenset((";", ":", "(", ")", "—", "–", '"', "“", "”", "."))
JOINTS = frozenset((",", "and", "but", "or", "which", "who", "that", "while", "as", "when", "where"))

Kind = Literal["made", "left", "reached", "found", "through"]
SPOTS = ("reached", "found")
GROUND = frozenset(("fishing-rights",))  # classes of what lies where it is: nothing of it turns up elsewhere


@dataclass(frozen=True, slots=True)
class Tie:
    """What a line says of one thing and a State. ``party`` is who plays the part, where he is more than the State."""

    kind: Kind
    state: str
    party: str | None
    thing: str
    line: Line
    at: int  # the word that tells it
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.CERTAIN


@cache
def _words() -> Mapping[str, frozenset[str]]:
    path = resources.knowledge() / "ways.yml"
    data = yaml_strict.load(path)
    if not isinstance(data, dict) or set(data) != NAMES:
        raise KnowledgeError(yaml_strict.shown(path), f"must hold {', '.join(sorted(NAMES))}.")
    return {name: frozenset(words) for name, words in data.items()}


def ways_of(told: Sequence[Told], lines: Sequence[Line], cast: Cast) -> list[Told]:
    """The transfers that the paragraphs of a report imply and that none of its claims tells."""
    found: list[Told] = []
    for stretch in _stretches(lines):
        here = [one for one in told if one.line in {line.index for line in stretch}]
        carriers = {i for one in here for role in ("carrier", "via") for i in one.claim.roles.get(role, ())}
        carriers |= {i for one in here if one.claim.act is Act.TEST for i in one.claim.roles.get("item", ())}
        by_index = {line.index: line for line in stretch}
        ties = [*_ties_in(stretch, carriers, cast), *_ties_of(here, by_index, carriers, cast)]
        ties += _aboard(ties, here, stretch, cast)
        for group in _by_thing(sorted(ties, key=lambda tie: (tie.line.index, tie.at)), cast):
            one = _transfer(group, here, cast)
            if one is not None and not _is_told(one.claim, [*told, *found], cast):
                found.append(one)
    return found


def _stretches(lines: Sequence[Line]) -> list[list[Line]]:
    """The paragraphs, the first with the title."""
    by_paragraph: dict[int, list[Line]] = {}
    titles = [line for line in lines if line.kind == "title"]
    for line in lines:
        if line.kind not in SILENT_KINDS and line.kind != "title":
            by_paragraph.setdefault(line.paragraph, []).append(line)
    stretches = list(by_paragraph.values())
    if titles and stretches:
        stretches[0] = [*titles, *stretches[0]]
    return stretches or ([titles] if titles else [])


# --- ties told by words ---


def _ties_in(stretch: Sequence[Line], carriers: Container[str], cast: Cast) -> list[Tie]:
    """The ties that the words of some lines tell; the thing is the nearest of its line, or the last spoken of.

    What only carries is none.
    """
    ties: list[Tie] = []
    last: str | None = None
    for line in stretch:
        things = [
            (span, ids[0])
            for span, read in line.goods
            if _is_tradable(read)
            and not _looks_on(line, span)
            and (ids := cast.glimpse(line, *span))
            and ids[0] not in carriers
        ]
        ties += [tie for span, thing in things for tie in _of_make(line, span, thing, cast)]
        for start, end, code in states_of(line, 0, len(line.words)):
            found = None if _is_likened(line, start) else _tie_at(line, start, end, things)
            if found is None or _travels(line, found[1]):
                continue
            thing = _nearest(things, found[1]) if things else last or UNNAMED
            kind, at = found
            put = hedges.reading_of(line.words, at, line.cues)
            if put.stance in (Stance.ASSERTS, Stance.PLANS):
                party = cast.known(line, start, end) or cast.country(code)
                ties.append(Tie(kind, code, party, thing, line, at, put.stance, put.certainty))
        if things and last is None:  # what comes right before the thing is named: "Woven in Wonsan: three carpets"
            near = [tie for tie in ties if tie.thing != UNNAMED or line.index - tie.line.index <= 2]
            ties = [replace(tie, thing=things[0][1]) if tie.thing == UNNAMED else tie for tie in near]
        last = things[-1][1] if things else last
    return [tie for tie in ties if tie.thing != UNNAMED]


def _is_tradable(read: Goods | None) -> bool:
    if read is None or is_people(read) or is_vague(read) or not is_telling(read):
        return False
    if not read.hs and not read.classes & WITHOUT_HEADING:
        return False
    return not read.classes & CARRYING or "luxury" in read.classes


def _travels(line: Line, at: int) -> bool:
    """Whether a word of the way tells how somebody, and no thing, came there."""
    went = [act for act in line.reading.acts if act.trigger == at and act.act == Act.TRAVEL]
    mentions = [line.mention_at(f.start, f.end) for act in went for f in act.roles if f.role == "agent"]
    return any(mention is not None and mention.label == "person" for mention in mentions)


def _looks_on(line: Line, thing: Span) -> bool:
    """Whether a thing is what sees: "a patrol plane photographed a tanker"."""
    verb = next((word.lower() for word in line.words[thing[1] : thing[1] + 2] if not word.endswith("ly")), "")
    return grammar.is_past(verb) and lemmas.lemma(verb) in cues.cues().words["seen"]


def _of_make(line: Line, span: Span, thing: str, cast: Cast) -> list[Tie]:
    first, last = cast.phrase(line, *span)
    maker = maker_of(line, first, last)
    if maker is None or _is_likened(line, span[0]) or not _is_simple(line.words[first:last]):
        return []
    put = hedges.reading_of(line.words, span[0], line.cues)
    if put.stance not in (Stance.ASSERTS, Stance.PLANS):
        return []
    return [Tie("made", maker, None, thing, line, span[0], put.stance, put.certainty)]


def _is_simple(words: Iterable[str]) -> bool:
    """Whether a State in these words says whose make they are: not in "the middle of Seoul under a kite"."""
    return not {word.lower() for word in words} & PREPOSITIONS - {"of", "from"}


def _nearest(things: Sequence[tuple[Span, str]], at: int) -> str:
    return min(things, key=lambda one: min(abs(one[0][0] - at), abs(one[0][1] - at)))[1]


def _is_likened(line: Line, at: int) -> bool:
    words = [word.lower() for word in line.words[max(0, at - LIKENED_REACH) : at]]
    return bool(_words()["likened"] & set(words)) or cues.is_war(line, at)


def _tie_at(line: Line, start: int, end: int, things: Sequence[tuple[Span, str]]) -> tuple[Kind, int] | None:
    """How a State is tied to a thing of its line by the preposition before it and the word of the way before that."""
    words = _words()
    near = line.words[end : end + 1] == ("waters",) or line.words[end : end + 2] in (("'s", "waters"), ("’s", "waters"))
    if near:
        return "left", start
    if _is_make(line, start, end):
        return "made", start
    for at in _prepositions(line, start):
        word = line.words[at].lower()
        if any(span[1] == at for span, _ in things):
            if word in words["out"]:
                return "left", at
            return ("reached", at) if word in ("in", "to", "at", "aboard") else None
        found = _cue_before(line, at)
        if found is not None:
            return found
    return ("found", start) if _is_holder(line, start, end) else None


def _cue_before(line: Line, at: int) -> tuple[Kind, int] | None:
    """The nearest word of the way before a preposition, and what the two tell together."""
    for cue in range(at - 1, max(-1, at - CUE_REACH) - 1, -1):
        if line.words[cue] in BREAKS:
            return None
        kind = _kind(line.words[cue].lower(), line.words[at].lower())
        if kind is not None:
            return kind, cue
    return None


def _is_make(line: Line, start: int, end: int) -> bool:
    """Whether the words behind a State say that it is whose make: "of Iranian workmanship"."""
    nouns = (lemmas.lemma(word, noun=True) for word in line.words[end : end + 2])
    return line.words[start - 1 : start] == ("of",) and any(noun in _words()["made"] for noun in nouns)


def _is_holder(line: Line, start: int, end: int) -> bool:
    """Whether a State's words say whose somebody is who has things: "the shops of Hanoi", "a Vietnamese museum"."""
    beside = [*line.words[max(0, start - 2) : start - 1], *line.words[end : end + 2]]
    behind = line.words[start - 1 : start] in (("of",), ("in",), ("at",))
    known = beside if behind else beside[-2:] if line.words[end : end + 1] not in ((",",), ("and",)) else []
    return any(lemmas.lemma(word, noun=True) in _words()["holders"] for word in known)


def _prepositions(line: Line, start: int) -> Iterator[int]:
    """The prepositions that may govern a State, the nearest first: "by the weavers of a Wonsan mill"."""
    words = _words()
    known = words["out"] | words["by"] | words["there"] | words["through"]
    for at in range(start - 1, max(-1, start - CHAIN_REACH) - 1, -1):
        low = line.words[at].lower()
        if line.words[at] in BREAKS or low in JOINTS or (low in PREPOSITIONS and low not in known | {"of", "under"}):
            return
        if low in known or (low == "of" and at and lemmas.lemma(line.words[at - 1], noun=True) in words["made"]):
            yield at


def _kind(cue: str, preposition: str) -> Kind | None:
    """What a word of the way and the preposition behind it tell of the State that follows."""
    words = _words()
    bases = {lemmas.lemma(cue), lemmas.lemma(cue, noun=True)}
    if preposition == "of":
        return "made" if bases & words["made"] else None
    if preposition in words["through"]:
        return "through" if bases & (words["left"] | words["reached"]) else None
    if preposition in words["by"]:
        kinds: tuple[Kind, ...] = ("made", "left")
        return "reached" if bases & words["taken"] else next((kind for kind in kinds if bases & words[kind]), None)
    if preposition in words["out"] and bases & (words["left"] | words["taken"] | words["made"]):
        return "left"
    if preposition not in words["there"]:
        return None
    place = preposition in ("in", "at", "near", "on")
    if place and bases & words["made"] and not bases & words["reached"]:
        return "made"
    return "reached" if bases & words["reached"] else "found" if bases & words["found"] else None


# --- ties told by claims ---


def _ties_of(told: Iterable[Told], lines: Mapping[int, Line], carriers: Container[str], cast: Cast) -> list[Tie]:
    """The ties that claims tell: who gives and gets, whose make, and where a thing is found, used or taken."""
    ties: list[Tie] = []
    for one in told:
        claim = one.claim
        if claim.is_negative or one.is_unreal or claim.stance is Stance.ASKS or claim.basis is Basis.IMPLIED:
            continue
        line = lines[one.line]
        at = next(
            (i for i, word in enumerate(line.reading.words) if line.start + word.end > claim.evidence[0].start), 0
        )
        for thing in (i for i in claim.roles.get("item", ()) if i not in carriers and _is_tradable(cast[i].goods)):
            for kind, party in _parts(claim, cast):
                state = cast[party].country
                if state is not None and party != thing:
                    ties.append(Tie(kind, state, party, thing, line, at, claim.stance, claim.certainty))
            maker = cast[thing].maker
            if maker is not None and _is_simple(cast[thing].name.split()):
                ties.append(Tie("made", maker, None, thing, line, at, claim.stance, claim.certainty))
    return ties


def _parts(claim: Claim, cast: Cast) -> list[tuple[Kind, str]]:
    event = Event("", claim.act, claim.roles)
    givers, takers = parties.suppliers(event), parties.receivers(event)
    if claim.act in MOVED and any(len({cast[i].country for i in side} - {None}) > 1 for side in (givers, takers)):
        return []
    if claim.act in MOVED:
        found: list[tuple[Kind, str]] = [("left", i) for i in givers]
        found += [("reached", i) for i in (*takers, *claim.roles.get("place", ()))]
        return found + [
            ("left", i) for i in claim.roles.get("carrier", ()) if cast[i].country == CLOSED and cast[i].kind in CRAFT
        ]
    if claim.act is Act.PRODUCE:
        return [("made", i) for role in ("agent", "place", "origin") for i in claim.roles.get(role, ())]
    if claim.act in WHERE_FOUND:
        holders = claim.roles.get("agent", ()) if claim.act is not Act.SEIZE else ()
        holders = () if len({cast[i].country for i in holders} - {None}) > 1 else holders
        return [("found", i) for i in (*claim.roles.get("place", ()), *holders)]
    return []


def _aboard(ties: Sequence[Tie], told: Sequence[Told], stretch: Sequence[Line], cast: Cast) -> list[Tie]:
    """What lies in a hold goes the way of the ship: "hidden under the rice lay rifles"."""
    carried = [
        (kind, i, one)
        for one in told
        if one.claim.act in (*MOVED, Act.TRAVEL, Act.SEIZE) and not one.claim.is_negative
        for kind, i in _parts(replace(one.claim, act=Act.TRANSPORT), cast)
        if cast[i].country is not None
    ]
    tied = {tie.thing for tie in ties if tie.kind in ("left", *SPOTS)}
    found: list[Tie] = []
    for line in stretch:
        low = [word.lower() for word in line.words]
        at = next((at for at, word in enumerate(low) if word in _words()["aboard"]), None)
        things = (
            [cast.glimpse(line, *span) for span, read in line.goods if _is_tradable(read)] if at is not None else []
        )
        for thing in dict.fromkeys(i for ids in things for i in ids):
            for kind, party, one in carried if thing not in tied else ():
                state = cast[party].country or ""
                found.append(Tie(kind, state, party, thing, line, at or 0, one.claim.stance, one.claim.certainty))
    return found


# --- from ties to a transfer ---


def _by_thing(ties: Sequence[Tie], cast: Cast) -> list[list[Tie]]:
    """The ties by the thing that they speak of; things of one kind in one paragraph are one."""
    groups: list[list[Tie]] = []
    for tie in ties:
        match = next((g for g in groups if any(_is_alike(tie.thing, other.thing, cast) for other in g)), None)
        if match is None:
            groups.append([tie])
        else:
            match.append(tie)
    return groups


def _is_alike(one: str, other: str, cast: Cast) -> bool:
    mine, theirs = cast[one].goods, cast[other].goods
    if one == other or mine is None or theirs is None:
        return one == other
    if None not in (makers := {cast[one].maker, cast[other].maker}) and len(makers) > 1:
        return False
    if WEAPONS in (mine.classes, theirs.classes) and cast[one].kind == cast[other].kind == "weapon":
        return True
    return bool(mine.classes & theirs.classes or set(mine.hs) & set(theirs.hs))


def _transfer(ties: Sequence[Tie], told: Sequence[Told], cast: Cast) -> Told | None:
    """The transfer across the border of the DPRK that the ties of one thing imply; None where they do not meet."""
    out = [tie for tie in ties if tie.kind in ("made", "left") and tie.state == CLOSED]
    here = [tie for tie in ties if tie.kind in SPOTS and tie.state == CLOSED]
    abroad = [tie for tie in ties if tie.kind in SPOTS and tie.state != CLOSED]
    abroad = [tie for tie in abroad if tie.kind == "reached"] or abroad
    through = [tie for tie in ties if tie.kind == "through" and tie.state != CLOSED]
    foreign = [tie for tie in ties if tie.kind in ("made", "left") and tie.state != CLOSED]
    things = tuple(dict.fromkeys(tie.thing for tie in ties))
    if any(is_armed(cast[i].goods) for i in things):  # arms of an enemy were not supplied
        enemies = at_odds([CLOSED])
        abroad, through, foreign = (
            [tie for tie in some if tie.state not in enemies] for some in (abroad, through, foreign)
        )
    elsewhere = {tie.state for tie in foreign if tie.kind == "made"}
    elsewhere -= {tie.state for tie in abroad} if any(tie.kind == "made" for tie in out) else set()
    ground = any((read := cast[i].goods) is not None and read.classes & GROUND for i in things)
    if out and (abroad or through or ground) and not here and not elsewhere:
        role = "place" if abroad and abroad[-1].kind == "found" else "recipient"
        roles = {"agent": _named(out[:1], cast), role: _named(abroad[-1:], cast), "item": things}
        return _implied([*out[:1], *(abroad[-1:] or through[-1:])], roles, told, cast)
    crosses = [tie for tie in here if tie.kind == "reached" and facts.facts_in(tie.line.text).get("from_abroad")]
    if here and (foreign or crosses) and not out:
        weapon = any(cast[i].kind == "weapon" for i in things)
        givers = [tie for tie in foreign if tie.kind == "left" or weapon]
        roles = {"agent": _named(givers[:1], cast), "recipient": _named(here[:1], cast), "item": things}
        return _implied([*(foreign or crosses)[:1], here[0]], roles, told, cast)
    return None


def _named(ties: Iterable[Tie], cast: Cast) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tie.party or cast.country(tie.state) for tie in ties))


def _implied(
    ties: Sequence[Tie], roles: Mapping[str, tuple[str, ...]], told: Sequence[Told], cast: Cast
) -> Told | None:
    """The claim of a transfer, resting on the claim nearest to where the thing turns up."""
    last = ties[-1]
    near = sorted(told, key=lambda one: (abs(one.line - last.line.index), one.claim.stance is not last.stance))
    if not near:
        return None
    base = near[0]
    spans = {tie.line.index: tie.line.evidence(0, len(tie.line.words)) for tie in ties}
    stance = Stance.PLANS if last.stance is Stance.PLANS else Stance.ASSERTS
    certainty = max((tie.certainty for tie in ties), key=list(Certainty).index)
    cast.involve(i for ids in roles.values() for i in ids)
    claim = replace(
        base.claim,
        id=base.claim.id + WAY,
        act=Act.TRANSFER,
        basis=Basis.IMPLIED,
        stance=stance,
        certainty=certainty,
        negated=False,
        roles={role: ids for role, ids in roles.items() if ids},
        time=next((time for tie in reversed(ties) if (time := _time(tie)) is not None), None),
        quantity=None,
        evidence=tuple(spans.values()),
        facts={**base.claim.facts, **facts.facts_in(" ".join(span.text for span in spans.values()))},
    )
    return replace(base, claim=claim, answers=None, has_act=True, inferred=())


def _time(tie: Tie) -> TimeSpan | None:
    near = [(abs(where[0] - tie.at), mention.span) for where, mention in tie.line.times]
    return min(near, key=lambda one: one[0])[1] if near else tie.line.under


def _is_told(claim: Claim, told: Iterable[Told], cast: Cast) -> bool:
    """Whether a claim already tells that such a thing crosses that border in that direction."""
    mine = _sides(claim, cast)
    for one in told:
        other = one.claim
        if other.act not in MOVED or not any(
            _is_alike(i, j, cast) for i in claim.roles["item"] for j in other.roles.get("item", ())
        ):
            continue
        givers, takers = _sides(other, cast)
        if CLOSED in mine[0] and CLOSED in givers and (takers - {CLOSED, None} or not mine[1]):
            return True
        if CLOSED in mine[1] and CLOSED in takers and CLOSED not in givers:
            return True
    return False


def _sides(claim: Claim, cast: Cast) -> tuple[set[str | None], set[str | None]]:
    event = Event("", claim.act, claim.roles)
    return (
        {cast[i].country for i in parties.suppliers(event)},
        {cast[i].country for i in parties.receivers(event)},
    )

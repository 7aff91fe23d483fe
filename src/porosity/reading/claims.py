"""From acts to claims: who did what to whom, when, how firmly, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from porosity import facts, quantities
from porosity.assessment import Act, Certainty, Claim, Event, Evidence, Quantity, Stance
from porosity.measures import parties
from porosity.reading import cues, grammar, hedges
from porosity.reading.acts import FoundAct, acts_of
from porosity.reading.cast import Cast, is_people
from porosity.reading.home import stays_at_home
from porosity.reading.launches import add_launcher, known_ballistic
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.naming import bare
from porosity.reading.rebuttals import Answer, Rebuttal, rebuttal_in
from porosity.reading.roles import MOVED, add_capped, add_other_side, add_thing, roles_of
from porosity.reading.sources import NOBODY, Saying, Speaker, Voice, is_document, sayings_of, voice_of
from porosity.reading.vessels import add_load, is_passed_at_sea
from porosity.timespan import TimeSpan

SILENT_KINDS = frozenset(("boilerplate", "dateline"))
AUXILIARY_REACH = 3  # words before an act in which its auxiliary verb stands
AMOUNT_REACH = 8  # words before "of" and a thing in which its amount stands: "more than a million barrels of oil"
QUESTION_REACH = 14  # words before an act in which "whether" makes it a question
LEAST_SAID = 4  # words of what somebody says that is worth a claim without an act
HEDGE_REACH = 2  # words into what is said, where its verb stands
MOST_SAID = 45  # words of a sentence that is a claim as a whole
CLAIMS_LOOKED_AT = 40  # claims of one line, at most
SUMMED_REACH = 2  # sentences behind a delivery or launch that say how much of a cap it was, or what kind it was
OF_SENTENCES = frozenset(("committee_approved", "civil_aircraft_spares"))  # a leave covers all that its sentence tells
OF_AMOUNTS = frozenset(("over_cap", "reported_to_committee", "cargo_inspected", "ballistic"))
EXCHANGED = (Act.TRANSFER, Act.PROCURE, Act.DEPLOY, Act.EMPLOY, Act.TRANSPORT)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with where it came from, for the steps that gather claims into events.

    ``left_open`` are the words in which the report says that something of the act is not known.
    ``inferred`` are parties whom only the surroundings name.
    ``answers``: how the claim answers an earlier one, where its words do.
    ``has_act``: whether an act makes it a claim, and not only that it answers or is answered.
    ``is_unreal``: it tells of a rule that bars or allows the act ("a resolution bans the supply of cars"), or of what
    is only supposed ("if it were sold").
    """

    claim: Claim
    line: int
    paragraph: int
    voice: Voice
    is_unreal: bool = False
    answers: Rebuttal | None = None
    has_act: bool = True
    left_open: tuple[Evidence, ...] = ()
    inferred: tuple[str, ...] = ()


def claims_of(lines: Sequence[Line], cast: Cast, lexicon: Lexicon) -> list[Told]:
    """All claims of a report in order; what a line says again is not claimed again."""
    sayings = sayings_of(lines, cast)
    told: list[Told] = []
    for line in lines:
        if line.echo_of is not None or line.kind in SILENT_KINDS:
            continue
        cast.see_things(line)
        rebuttal = rebuttal_in(line)
        if rebuttal is not None and line.index > 0:
            told += _answerable(len(told), lines[line.index - 1], told, sayings, lines)
        here: list[Told] = []
        for act in acts_of(line, lexicon):
            if cues.is_background(act):
                continue
            one = _claim(f"c{len(told) + len(here) + 1}", act, cast, sayings, lines)
            here.append(one)
            _remember_gift(one, cast)
            _remember_maker(one.claim, cast)
            back = _in_return(one, act, cast)
            if back is not None:
                here.append(back)
        if rebuttal is not None:
            here = _with_answer(f"c{len(told) + len(here) + 1}", line, rebuttal, here, sayings, lines)
        told += here
    cast.involve(i for one in told for ids in one.claim.roles.values() for i in ids)
    return told


def _answerable(
    count: int, line: Line, told: Sequence[Told], sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> list[Told]:
    """What somebody says in a line that the next one answers, where no act makes it a claim yet."""
    if line.echo_of is not None or line.kind in SILENT_KINDS:
        return []
    here = [one for one in told[-CLAIMS_LOOKED_AT:] if one.line == line.index]
    claimed = [one.claim.evidence[0] for one in here if one.voice.speakers]
    spans: list[Span] = []
    for saying in sayings.get(line.index, ()):
        first, last = saying.contents[0]
        start, end = line.offsets(first, last)
        shared = max((min(end, one.end) - max(start, one.start) for one in claimed), default=0)
        if saying.speakers and last - first >= LEAST_SAID and saying.cue not in range(first, last):
            spans += [(first, last)] if 2 * shared <= end - start else []
    if not here and not spans and LEAST_SAID <= len(line.words) <= MOST_SAID:
        spans = [(0, len(line.words))]
    found: list[Told] = []
    for first, last in spans:
        voice = voice_of(line, first, sayings, lines)
        claim = Claim(
            id=f"c{count + len(found) + 1}",
            act=Act.OTHER,
            roles={},
            sources=voice.names,
            evidence=(line.evidence(first, last),),
            certainty=hedges.reading_of(line.words, min(first + HEDGE_REACH, last - 1), line.cues).certainty,
        )
        found.append(Told(claim, line.index, line.paragraph, voice, has_act=False))
    return found


def _with_answer(
    claim_id: str,
    line: Line,
    rebuttal: Rebuttal,
    here: Sequence[Told],
    sayings: Mapping[int, list[Saying]],
    lines: Sequence[Line],
) -> list[Told]:
    """The claims of a line, that by which it answers an earlier one marked, or added where no act makes it a claim."""
    start, end = line.offsets(*rebuttal.words)
    denies = rebuttal.answer is Answer.DENIED
    near = [
        one
        for one in here
        if one.claim.evidence[0].start < end
        and one.claim.evidence[0].end > start
        and (one.claim.is_negative or not denies)
    ]
    if rebuttal.answer is Answer.CORRECTED and any(one.claim.stance is Stance.ASKS for one in near):
        return list(here)
    if near:
        first = min(near, key=lambda one: (one.claim.act is Act.STATE) is not denies)
        first = near[-1] if rebuttal.answer is Answer.COUNTED else first
        return [replace(one, answers=rebuttal) if one is first else one for one in here]
    added = _answer(claim_id, line, rebuttal, sayings, lines)
    return [*here, added]


def _answer(
    claim_id: str, line: Line, rebuttal: Rebuttal, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> Told:
    """A claim that is nothing but an answer: "Utopia called it a fabrication"."""
    voice = voice_of(line, rebuttal.words[0], sayings, lines)
    own = [s for s in sayings.get(line.index, ()) if s.speakers and s.cue in range(*rebuttal.words)]
    clause = rebuttal.clause
    if own:
        nearest = own[-1].speakers[:1]
        clause = min(clause[0], own[-1].contents[0][0]), max(clause[1], own[-1].contents[-1][1])
        voice = replace(voice, speakers=(*(one for one in voice.speakers if one not in nearest), *nearest))
    denies = rebuttal.answer is Answer.DENIED
    claim = Claim(
        id=claim_id,
        act=Act.STATE if denies else Act.OTHER,
        stance=Stance.DENIES if denies else Stance.ASSERTS,
        roles={"agent": voice.entities[-1:]} if denies and voice.entities else {},
        sources=voice.names,
        evidence=(line.evidence(*clause),),
        negated=rebuttal.answer is Answer.NOTHING,
    )
    return Told(claim, line.index, line.paragraph, voice, answers=rebuttal, has_act=denies)


def _claim(
    claim_id: str, act: FoundAct, cast: Cast, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> Told:
    line = act.line
    kind, roles = roles_of(act, cast)
    if kind is Act.OTHER and "deny" in _cue_kinds(act):
        kind = Act.STATE
    if kind is Act.PRODUCE and any(
        cues.is_exhibited(one.text) for one in (line, *lines[:1]) if one is line or one.kind == "title"
    ):
        _apart(roles, cast)
    add_thing(kind, roles, act, cast)
    add_launcher(kind, roles, act, cast, lines)
    add_load(kind, roles, act, cast, lines)
    at_home = stays_at_home(kind, roles, act, cast, lines)
    inferred = () if at_home else add_other_side(kind, roles, act, cast, sayings, lines)
    cast.remember_both(line, (*roles.get("agent", ()), *roles.get("recipient", ()), *roles.get("destination", ())))
    voice = voice_of(line, act.trigger[0], sayings, lines, asserted=act.stance is Stance.ASSERTS)
    if kind in (Act.STATE, Act.OTHER):
        voice = replace(voice, speakers=_stating(act, roles, voice, cast, sayings))
    stance, negated = _stance(kind, act, voice)
    clause = _widened(act)
    leave = {name: value for name, value in facts.facts_in(line.text).items() if name in OF_SENTENCES}
    told = {**_told_after(kind, line, lines), **leave, **facts.facts_in(line.text_of(*clause))}
    if kind in MOVED and is_passed_at_sea(roles, cast, line.text_of(*clause)):
        told["ship_to_ship"] = True
    if told.get("over_cap"):
        add_capped(kind, roles, cast)
    if kind is Act.TEST and told.get("ballistic"):
        known_ballistic(roles, cast)
    claim = Claim(
        id=claim_id,
        act=kind,
        stance=stance,
        certainty=_certainty(act, voice, stance),
        roles=roles,
        time=_time(act),
        quantity=_quantity(act),
        sources=voice.names,
        evidence=(line.evidence(*clause),),
        hedges=tuple(line.evidence(cue.start, cue.end) for cue in act.hedges),
        facts=told,
        negated=negated,
    )
    return Told(
        claim=claim,
        line=line.index,
        paragraph=line.paragraph,
        voice=voice,
        is_unreal=cues.is_rule(act)
        or cues.is_supposed(act)
        or cues.is_nothing_more(act)
        or (kind is Act.TEST and cast.home is not None and cues.is_depicted(act)),
        left_open=cues.left_open(line),
        inferred=inferred,
    )


def _apart(roles: dict[str, tuple[str, ...]], cast: Cast) -> None:
    """Makers of several States who only show their things at one place have nothing to do with each other."""
    if len({cast[i].country for i in roles.get("agent", ())} - {None}) > 1:
        del roles["agent"]


def _stating(
    act: FoundAct, roles: Mapping[str, tuple[str, ...]], voice: Voice, cast: Cast, sayings: Mapping[int, list[Saying]]
) -> tuple[Speaker, ...]:
    """Whose words an act of speech is: who speaks there, last of all who are told to have told of it."""
    line = act.line
    own = [s for s in sayings.get(line.index, ()) if s.speakers and act.trigger[0] <= s.cue < act.trigger[1]]
    if own:
        nearest = own[-1].speakers[:1]
        return (*(one for one in voice.speakers if one not in nearest), *nearest)
    if voice.speakers or act.act is Act.OTHER:
        return voice.speakers
    names = [bare(line.text_of(*span)) for span in act.roles.get("agent", ())[:1]]
    return tuple(
        Speaker(i, names[0] if names and names[0] and cast[i].kind == "place" else cast[i].name)
        for i in roles.get("agent", ())[:1]
        if cast[i].name.lower() not in NOBODY
    )


def _told_after(kind: Act, line: Line, lines: Sequence[Line]) -> dict[str, bool]:
    """What the sentences right behind say of an amount that is moved: "That is twice the limit. None was reported."."""
    told: dict[str, bool] = {}
    for other in lines[line.index + 1 : line.index + 1 + SUMMED_REACH] if kind in (*MOVED, Act.TEST) else ():
        first = other.words[0].lower() if other.words else ""
        if other.paragraph != line.paragraph or first not in cues.cues().words["summing"]:
            break
        told |= {name: value for name, value in facts.facts_in(other.text).items() if name in OF_AMOUNTS}
    return told


def _stance(kind: Act, act: FoundAct, voice: Voice) -> tuple[Stance, bool]:
    """How an act is put, and whether it is a plain negative: who has a part in it denies.

    To deny, dismiss or ask is an act that says of itself how it is put.
    """
    said = _cue_kinds(act)
    if kind is Act.STATE and "deny" in said and act.stance is not Stance.DENIES:
        return Stance.DENIES, False
    if kind is Act.STATE and "ask" in said and act.stance is Stance.ASSERTS:
        return Stance.ASKS, False
    if act.stance is not Stance.DENIES or voice.denies:
        return act.stance, False
    observes = voice.alleges or not voice.speakers or is_document(voice.names[-1])
    return (Stance.ASSERTS, True) if observes else (Stance.DENIES, False)


def _certainty(act: FoundAct, voice: Voice, stance: Stance) -> Certainty:
    """How firmly: what is asked is no more than possible, and what is conceded is certain, quoted or not."""
    if voice.factive and _only_quoted(act):
        return Certainty.CERTAIN
    line = act.line
    questions = [cue for cue in line.cues if cue.kind == "question" and cue.end > act.trigger[0] - QUESTION_REACH]
    asked = stance is Stance.ASKS and bool(questions)
    return Certainty.POSSIBLE if asked else act.certainty


def _cue_kinds(act: FoundAct) -> set[str]:
    """The kinds of saying that the trigger itself is a cue of."""
    return {cue.entry.kind for cue in act.line.saying_cues if cue.start == act.trigger[0]}


def _in_return(one: Told, act: FoundAct, cast: Cast) -> Told | None:
    """What goes the other way: "A sends B soldiers in exchange for oil" also says that B gives A oil."""
    claim, line = one.claim, act.line
    if claim.act not in EXCHANGED:
        return None
    start, things = cues.in_return(line)
    event = Event("", claim.act, claim.roles)
    givers, takers = parties.suppliers(event), parties.receivers(event)
    if not givers or not takers or not things or act.trigger[0] > start:
        return None
    items = tuple(i for span in things for i in cast.things(line, *span))
    roles = {"agent": takers, "recipient": givers, "item": items}
    evidence = (line.evidence(act.trigger[0], things[-1][1]),)
    given = replace(claim, id=f"{claim.id}r", act=Act.TRANSFER, roles=roles, quantity=None, evidence=evidence)
    return replace(one, claim=given)


def _remember_gift(one: Told, cast: Cast) -> None:
    claim = one.claim
    if claim.act in (Act.TRANSFER, Act.PROCURE) and not claim.is_negative and not one.is_unreal:
        for item in claim.roles.get("item", ()):
            if cast[item].goods is not None:
                cast.given = item


def _remember_maker(claim: Claim, cast: Cast) -> None:
    """Keep whose make a thing is that the report says to be made somewhere, or by somebody."""
    if claim.act is not Act.PRODUCE or claim.stance is not Stance.ASSERTS or claim.negated:
        return
    makers = {cast[i].country for role in ("agent", "place", "origin") for i in claim.roles.get(role, ())} - {None}
    for item in claim.roles.get("item", ()) if len(makers) == 1 else ():
        thing = cast[item]
        if thing.goods is not None and not is_people(thing.goods) and thing.maker is None:
            thing.maker = thing.country = makers.copy().pop()


def _only_quoted(act: FoundAct) -> bool:
    """Whether nothing but quotation marks keeps an act at a distance."""
    return all(cue.kind == "distance_quote" for cue in act.hedges)


def _widened(act: FoundAct) -> Span:
    """The clause with all fillers in it, which is what an act's evidence quotes."""
    spans = [act.clause, act.trigger, *(span for role in act.roles.values() for span in role)]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _quantity(act: FoundAct) -> Quantity | None:
    spans = [*act.roles.get("quantity", ()), *act.roles.get("item", ())]
    for first, last in spans:
        reach = AMOUNT_REACH if act.line.words[first - 1 : first] == ("of",) else 2
        found = quantities.parse(act.line.text_of(max(0, first - reach), last))[-1:]
        if found:
            return found[0]
    return None


def _time(act: FoundAct) -> TimeSpan | None:
    """The time that a role names, else one that stands near in the clause, else the only one of the sentence."""
    for span in act.roles.get("time", ()):
        for where, mention in act.line.times:
            if overlap(where, span):
                return _bounded(act, where, mention.span) if mention.span.is_bounded else act.line.under
    near = [
        (abs(where[0] - act.trigger[0]), _bounded(act, where, mention.span))
        for where, mention in act.line.times
        if mention.span.is_bounded and (overlap(where, act.clause) or len(act.line.times) == 1)
    ]
    if near:
        return min(near, key=lambda one: one[0])[1]
    return act.line.under if _is_told_back(act) else None


def _bounded(act: FoundAct, where: Span, span: TimeSpan) -> TimeSpan:
    """When an open time holds: what lasted "until May" was so in May, a sum "by the end of May" is that of the year."""
    if span.first is not None or span.last is None:
        return span
    words = [word.lower() for word in act.line.words[max(0, where[0] - 2) : where[1]]]
    if {"until", "till"} & set(words) and act.stance is Stance.ASSERTS:
        return replace(span, first=span.last)
    if "by" in words and _quantity(act) is not None:
        return replace(span, first=span.last.replace(month=1, day=1))
    return span


def _is_told_back(act: FoundAct) -> bool:
    """Whether an act without a date belongs to the one before it: it is told in the past, and by no "has" or "now"."""
    words = [word.lower() for word in act.line.words[max(0, act.trigger[0] - AUXILIARY_REACH) : act.trigger[0]]]
    if {"has", "have", "is", "are", "will", "now"} & set(words) or act.stance is Stance.PLANS:
        return False
    if words[-1:] == ["to"]:  # "they forced them to board it"
        return any(grammar.is_past(word.lower()) for word in act.line.words[act.clause[0] : act.trigger[0]])
    return bool({"had", "was", "were"} & set(words)) or grammar.is_past(act.line.words[act.trigger[0]].lower())

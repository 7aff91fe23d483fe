"""From acts to claims: who did what to whom, when, how firmly, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from porosity import facts, quantities
from porosity.assessment import Act, Certainty, Claim, Event, Evidence, Quantity, Stance
from porosity.measures import parties
from porosity.reading import cues, grammar
from porosity.reading.acts import FoundAct, acts_of
from porosity.reading.cast import Cast, is_people
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.roles import add_other_side, add_thing, roles_of
from porosity.reading.sources import Saying, Speaker, Voice, is_document, sayings_of, voice_of
from porosity.timespan import TimeSpan

SILENT_KINDS = frozenset(("boilerplate", "dateline"))
AUXILIARY_REACH = 3  # words before an act in which its auxiliary verb stands
QUESTION_REACH = 14  # words before an act in which "whether" makes it a question
EXCHANGED = (Act.TRANSFER, Act.PROCURE, Act.DEPLOY, Act.EMPLOY, Act.TRANSPORT)


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with where it came from, for the steps that gather claims into events.

    ``left_open`` are the words in which the report says that something of the act is not known.
    ``inferred`` are parties whom only the surroundings name.
    ``denied`` are the entities of which the claim, being a denial, says that something is not so.
    ``is_rule``: it tells of a rule that bars or allows the act ("a resolution bans the supply of cars").
    """

    claim: Claim
    line: int
    paragraph: int
    voice: Voice
    is_rule: bool = False
    denied: tuple[str, ...] = ()
    left_open: tuple[Evidence, ...] = ()
    inferred: tuple[str, ...] = ()


def claims_of(lines: Sequence[Line], cast: Cast, lexicon: Lexicon) -> list[Told]:
    """All claims of a report in order; what a line says again is not claimed again."""
    sayings = sayings_of(lines, cast)
    told: list[Told] = []
    for line in lines:
        if line.echo_of is not None or line.kind in SILENT_KINDS:
            continue
        for act in acts_of(line, lexicon):
            if cues.is_background(act):
                continue
            one = _claim(f"c{len(told) + 1}", act, cast, sayings, lines)
            told.append(one)
            _remember_gift(one, cast)
            _remember_maker(one.claim, cast)
            back = _in_return(one, act, cast)
            if back is not None:
                told.append(back)
    return told


def _claim(
    claim_id: str, act: FoundAct, cast: Cast, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> Told:
    line = act.line
    kind, roles = roles_of(act, cast)
    add_thing(kind, roles, act, cast)
    inferred = add_other_side(kind, roles, act, cast, sayings, lines)
    cast.remember_both(line, (*roles.get("agent", ()), *roles.get("recipient", ()), *roles.get("destination", ())))
    voice = voice_of(line, act.trigger[0], sayings, lines, asserted=act.stance is Stance.ASSERTS)
    if kind is Act.STATE and not voice.speakers:
        voice = replace(voice, speakers=tuple(Speaker(i, cast[i].name) for i in roles.get("agent", ())[:1]))
    stance, negated = _stance(kind, act, voice)
    clause = _widened(act)
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
        facts=facts.facts_in(line.text_of(*clause)),
        negated=negated,
    )
    return Told(
        claim=claim,
        line=line.index,
        paragraph=line.paragraph,
        voice=voice,
        is_rule=cues.is_rule(act),
        denied=_denied(act, cast),
        left_open=cues.left_open(line),
        inferred=inferred,
    )


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
    if claim.act in (Act.TRANSFER, Act.PROCURE) and not claim.is_negative and not one.is_rule:
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


def _denied(act: FoundAct, cast: Cast) -> tuple[str, ...]:
    """Who and what a denial ("a spokesman denied that the body was there") is about; empty where the act is none."""
    line = act.line
    denials = [cue for cue in line.saying_cues if cue.entry.kind == "deny" and cue.start == act.trigger[0]]
    if not denials or act.act is not Act.STATE:
        return ()
    ids: tuple[str, ...] = ()
    for mention in line.reading.mentions:
        if mention.start >= act.trigger[1] and mention.label not in ("time", "quantity"):
            known = cast.known(line, mention.start, mention.end)
            ids += (known,) if known is not None else ()
    return ids


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
        found = quantities.parse(act.line.text_of(max(0, first - 2), last))
        if found:
            return found[0]
    return None


def _time(act: FoundAct) -> TimeSpan | None:
    """The time that a role names, else one that stands near in the clause, else the only one of the sentence."""
    for span in act.roles.get("time", ()):
        for where, mention in act.line.times:
            if overlap(where, span):
                return mention.span
    near = [
        (abs(where[0] - act.trigger[0]), mention.span)
        for where, mention in act.line.times
        if overlap(where, act.clause) or len(act.line.times) == 1
    ]
    if near:
        return min(near, key=lambda one: one[0])[1]
    return act.line.under if _is_told_back(act) else None


def _is_told_back(act: FoundAct) -> bool:
    """Whether an act without a date belongs to the one before it: it is told in the past, and by no "has" or "now"."""
    words = [word.lower() for word in act.line.words[max(0, act.trigger[0] - AUXILIARY_REACH) : act.trigger[0]]]
    if {"has", "have", "is", "are", "will", "now"} & set(words) or act.stance is Stance.PLANS:
        return False
    return bool({"had", "was", "were"} & set(words)) or grammar.is_past(act.line.words[act.trigger[0]].lower())

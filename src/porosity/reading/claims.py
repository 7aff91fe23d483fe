"""From acts to claims: who did what to whom, when, how firmly, and who says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from porosity import facts, quantities
from porosity.assessment import Act, Basis, Certainty, Claim, Event, Evidence, Goods, Quantity, Stance
from porosity.measures import parties
from porosity.reading import grammar
from porosity.reading.acts import FoundAct, acts_of
from porosity.reading.cast import Cast, is_people
from porosity.reading.lexicon import Lexicon
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.network import ActReading
from porosity.reading.phrases import word_set
from porosity.reading.sources import Saying, Speaker, Voice, sayings_of, voice_of
from porosity.timespan import TimeSpan

PARTY_ROLES = ("agent", "recipient", "origin", "destination", "via", "place")
THING_ROLES = ("item", "carrier", "topic", "purpose")
MOVED = (Act.TRANSFER, Act.PROCURE, Act.TRANSPORT)
FROM_MAKER = (Act.TRANSFER, Act.TRANSPORT, Act.USE, Act.PROCURE)
BY_NATIONALITY = (Act.DEPLOY, Act.EMPLOY, Act.TRAIN)
SILENT_KINDS = frozenset(("boilerplate", "dateline"))
EMPLOYED = "Who is said to be employed is labour."
TWO_SIDED = frozenset((*MOVED, Act.COOPERATE, Act.CONSTRUCT, Act.DEPLOY, Act.EMPLOY, Act.TRAIN, Act.FINANCE))


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with where it came from, for the steps that gather claims into events.

    ``left_open`` are the words in which the report says that something of the act is not known.
    ``denied`` are the entities of which the claim, being a denial, says that something is not so.
    ``is_rule``: it tells of a rule that bars or allows the act ("a resolution bans the supply of cars"), not of the act.
    """

    claim: Claim
    line: int
    paragraph: int
    voice: Voice
    is_rule: bool = False
    denied: tuple[str, ...] = ()
    left_open: tuple[Evidence, ...] = ()


def claims_of(lines: Sequence[Line], cast: Cast, lexicon: Lexicon, published: date | None) -> list[Told]:
    """All claims of a report in order; what a line says again is not claimed again."""
    sayings = sayings_of(lines, cast)
    told: list[Told] = []
    for line in lines:
        if line.echo_of is not None or line.kind in SILENT_KINDS:
            continue
        for act in acts_of(line, lexicon):
            if _is_background(act, line):
                continue
            number = len(told) + 1
            one = _claim(f"c{number}", act, line, cast, sayings, lines)
            told.append(one)
            _remember_gift(one, cast)
            back = _in_return(f"c{number}r", one, act, line, cast)
            if back is not None:
                told.append(back)
    return told


IN_RETURN = re.compile(r"\b(?:in (?:exchange|return) for|in payment for|barter(?:ed|ing)? for)\b", re.IGNORECASE)
RETURN_REACH = 12  # words after "in exchange for" in which the thing given back is named


def _in_return(claim_id: str, one: Told, act: FoundAct, line: Line, cast: Cast) -> Told | None:
    """What goes the other way: "A sends B soldiers in exchange for oil" also says that B gives A oil."""
    claim = one.claim
    found = IN_RETURN.search(line.text)
    if found is None or claim.act not in (Act.TRANSFER, Act.PROCURE, Act.DEPLOY, Act.EMPLOY, Act.TRANSPORT):
        return None
    event = Event("", claim.act, claim.roles)
    givers, takers = parties.suppliers(event), parties.receivers(event)
    start = next((i for i, word in enumerate(line.reading.words) if word.start >= found.end()), len(line.words))
    near = [span for span, _ in line.goods if start <= span[0] < start + RETURN_REACH]
    if not givers or not takers or not near or act.trigger[0] > start:
        return None
    items = tuple(i for span in near for i in cast.things(line, *span))
    roles = {"agent": takers, "recipient": givers, "item": items}
    evidence = (line.evidence(min(act.trigger[0], start), near[-1][1]),)
    given = replace(claim, id=claim_id, act=Act.TRANSFER, roles=roles, quantity=None, evidence=evidence)
    return replace(one, claim=given)


def _remember_gift(one: Told, cast: Cast) -> None:
    claim = one.claim
    if claim.act in (Act.TRANSFER, Act.PROCURE) and claim.stance is not Stance.DENIES and not one.is_rule:
        for item in claim.roles.get("item", ()):
            if cast[item].goods is not None:
                cast.given = item


def _is_background(act: FoundAct, line: Line) -> bool:
    """A death told of in passing ("a memorial to soldiers killed in the war") is who they were, not what is reported."""
    if act.act is not Act.DIE or line.kind == "title" or act.trigger[0] == 0:
        return False
    word, before = line.words[act.trigger[0]].lower(), line.words[act.trigger[0] - 1].lower()
    return word in ("killed", "slain", "fallen") and before not in grammar.BE and before not in ("have", "has", "had")


def _claim(
    claim_id: str,
    act: FoundAct,
    line: Line,
    cast: Cast,
    sayings: Mapping[int, list[Saying]],
    lines: Sequence[Line],
) -> Told:
    roles = _roles(act, line, cast)
    _other_side(act, roles, line, cast, sayings, lines)
    voice = voice_of(line, act.trigger[0], sayings, lines)
    clause = _widened(act)
    quantity = _quantity(act, line)
    words = line.text_of(*clause)
    claim = Claim(
        id=claim_id,
        act=act.act,
        basis=Basis.STATED,
        stance=act.stance,
        certainty=Certainty.CERTAIN if voice.factive and _only_quoted(act) else act.certainty,
        roles=roles,
        time=_time(act, line),
        quantity=quantity,
        sources=voice.names,
        evidence=(line.evidence(*clause),),
        hedges=tuple(_cue_evidence(line, cue.start, cue.end) for cue in act.hedges),
        facts=facts.facts_in(words),
    )
    return Told(
        claim, line.index, line.paragraph, voice, _is_rule(act, line), _denied(act, line, cast), _left_open(line)
    )


UNSAID = re.compile(
    r"\b(?:did|does|do|has|have|had|would|could) ?n[o’']?t (?:say|name|specify|disclose|reveal|identify|give|tell|explain|know)\b"
    r"|\b(?:is|was|are|were|been) not (?:immediately )?(?:disclosed|known|named|specified|clear|revealed|given|identified)\b"
    r"|\b(?:unclear|unknown|not known|undisclosed)\b",
    re.IGNORECASE,
)
QUESTION_WORDS = re.compile(r"\b(?:what|how|who|whom|when|where|which|whether|why)\b.*", re.IGNORECASE | re.DOTALL)


def _left_open(line: Line) -> tuple[Evidence, ...]:
    """The words in which a sentence says that something is not known: "did not say how it was shipped"."""
    if UNSAID.search(line.text) is None:
        return ()
    found = QUESTION_WORDS.search(line.text)
    start, end = (found.start(), found.end()) if found is not None else (0, len(line.text))
    text = line.text[start:end].rstrip(" .")
    return (Evidence(line.start + start, line.start + start + len(text), text),)


def _denied(act: FoundAct, line: Line, cast: Cast) -> tuple[str, ...]:
    """Who and what a denial ("a spokesman denied that the body was there") is about; empty where the act is none."""
    cues = [cue for cue in line.saying_cues if cue.entry.kind == "deny" and cue.start == act.trigger[0]]
    if not cues or act.act is not Act.STATE:
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


def _roles(act: FoundAct, line: Line, cast: Cast) -> dict[str, tuple[str, ...]]:
    roles: dict[str, tuple[str, ...]] = {}
    for role in PARTY_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.parties(line, *span))
    for role in THING_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.things(line, *span))
    for span in _examples(act, line):
        roles["item"] = _joined(roles.get("item", ()), cast.things(line, *span))
    roles = {role: ids for role, ids in roles.items() if ids}
    if act.act in JOINT:
        _helped(roles, cast)
    if act.act in BY_NATIONALITY:
        _people_first(act.act, roles, cast)
    elif act.act is Act.TRAVEL and not roles.get("item"):
        people = tuple(i for i in roles.get("agent", ()) if is_people(cast[i].goods))
        if people:
            roles["item"] = people
    elif act.act in FROM_MAKER and not roles.get("agent") and not roles.get("origin"):
        _from_maker(roles, cast)
    return roles


JOINT = (Act.COOPERATE, Act.PRODUCE, Act.TRAIN)
EXAMPLES = frozenset(("including", "namely", "notably"))
EXAMPLES_REACH = 4  # words from a thing to the "including" that lists what it is made of


def _examples(act: FoundAct, line: Line) -> list[Span]:
    """Things that are listed as parts of an item: "weapons, including howitzers and rockets"."""
    items = act.roles.get("item", ())
    if not items:
        return []
    end = items[-1][1]
    starts = [at for at in range(end, min(end + EXAMPLES_REACH, len(line.words))) if line.words[at].lower() in EXAMPLES]
    return [span for span, _ in line.goods if starts and span[0] > starts[0]]


def _helped(roles: dict[str, tuple[str, ...]], cast: Cast) -> None:
    """Of two who work together on what is one's own, that one is helped: "Russia's help with Iran's missiles"."""
    agents = roles.get("agent", ())
    owners = {cast[i].maker for role in ("item", "topic") for i in roles.get(role, ())} - {None}
    helped = tuple(i for i in agents if cast[i].country in owners)
    if helped and len(helped) < len(agents) and not roles.get("recipient"):
        roles["recipient"] = helped
        roles["agent"] = tuple(i for i in agents if i not in helped)


def _people_first(act: Act, roles: dict[str, tuple[str, ...]], cast: Cast) -> None:
    """Where soldiers or workers are named as who acts, they are who is sent, and their State sends them."""
    if act is Act.EMPLOY:
        for entity_id in roles.get("item", ()):
            if cast[entity_id].kind == "person" and cast[entity_id].goods is None:
                cast[entity_id].goods = Goods(cast[entity_id].name, classes=frozenset(("labour",)), because=EMPLOYED)
    acting = [i for i in roles.get("agent", ()) if is_people(cast[i].goods)]
    if acting and not any(is_people(cast[i].goods) for i in roles.get("item", ())):
        roles["item"] = tuple(acting)
        rest = tuple(i for i in roles["agent"] if i not in acting)
        roles["agent"] = rest or _states(acting, cast)
    elif not roles.get("agent"):
        roles["agent"] = _states(roles.get("item", ()), cast)
    if act is Act.EMPLOY and not roles.get("origin"):
        _sender_first(roles, cast)
    if not roles.get("agent"):
        roles.pop("agent", None)


def _sender_first(roles: dict[str, tuple[str, ...]], cast: Cast) -> None:
    """The workers' own State does not employ them but sends them: it is their origin.

    Where nobody says whose they are, who employs people in another State is taken to send them there.
    """
    states = {cast[i].country for i in roles.get("item", ())} - {None}
    abroad = {cast[i].country for role in ("recipient", "destination", "place") for i in roles.get(role, ())} - {None}
    senders = tuple(
        i
        for i in roles.get("agent", ())
        if cast[i].country in states
        or (not states and abroad and cast[i].country is not None and cast[i].country not in abroad)
    )
    if senders:
        roles["origin"] = senders
        roles["agent"] = tuple(i for i in roles["agent"] if i not in senders)


def _states(ids: Iterable[str], cast: Cast) -> tuple[str, ...]:
    codes = dict.fromkeys(code for i in ids if (code := cast[i].country or cast[i].maker) is not None)
    return tuple(cast.country(code) for code in codes)


def _from_maker(roles: dict[str, tuple[str, ...]], cast: Cast) -> None:
    """Things that nobody is said to give come from the State whose they are said to be ("North Korean munitions")."""
    receiving = {cast[i].country for role in ("recipient", "destination") for i in roles.get(role, ())}
    for item in roles.get("item", ()):
        maker = cast[item].maker
        if maker is not None and maker not in receiving and not cast[item].made_there:
            roles["origin"] = (cast.country(maker),)
            return


def _other_side(
    act: FoundAct,
    roles: dict[str, tuple[str, ...]],
    line: Line,
    cast: Cast,
    sayings: Mapping[int, list[Saying]],
    lines: Sequence[Line],
) -> None:
    """An act between two sides of which the fillers name one: the other is the one State that is named besides.

    It is looked for in the sentence; a receiver also in its surroundings (the title, the sentences around it in its
    paragraph). A supplier is not: silence about who supplied a thing is an open question, and naming a State accuses.
    Speakers' States do not count, nor does a State that only tells where the named side is from.
    """
    if act.act not in TWO_SIDED or act.stance is Stance.ASKS:
        return
    event = Event("", act.act, roles)
    givers, takers = parties.suppliers(event), parties.receivers(event)
    if bool(givers) == bool(takers) or len({cast[i].country for i in (*givers, *takers)} - {None}) > 1:
        return
    known = {cast[i].country for ids in roles.values() for i in ids} | {cast[i].maker for i in roles.get("item", ())}
    speaking = {cast[s.entity].country for saying in sayings.get(line.index, ()) for s in saying.speakers}
    others = _states_in(line) - known - speaking - UNIONS
    if not others and givers:
        around = [other for other in lines if _is_near(other, line)]
        others = {code for other in around for code in _states_in(other)}
        others -= known | {cast[s.entity].country for other in around for s in _speakers(other, sayings)} | UNIONS
    if len(others) != 1:
        return
    other = cast.country(others.pop())
    if givers:
        roles["recipient"] = (other,)
    elif parties.is_taking(act.act):
        roles["origin"] = (other,)
    else:
        roles["agent"] = (other,)


UNIONS = frozenset(("un", "eu"))  # their rules are named more often than they are parties


def _is_near(other: Line, line: Line) -> bool:
    """Whether a line stands so near that it can name a party that another leaves out."""
    if other.index == line.index:
        return False
    return other.kind == "title" or (other.paragraph == line.paragraph and abs(other.index - line.index) <= CONTEXT)


def _speakers(line: Line, sayings: Mapping[int, list[Saying]]) -> list[Speaker]:
    return [speaker for saying in sayings.get(line.index, ()) for speaker in saying.speakers]


def _states_in(line: Line) -> set[str]:
    """The States that a line names otherwise than as those who talk, meet or vote in it, and where its places lie."""
    elsewhere = [span for reading in line.reading.acts if reading.act in TALKING for span in _spans(reading)]
    found = [(m.start, m.end, m.code) for m in line.states if not _is_war(line, m.start)]
    found += [(start, end, place.held_by or place.country) for start, end, place in line.places]
    return {code for start, end, code in found if not any(overlap((start, end), span) for span in elsewhere)}


def _is_war(line: Line, start: int) -> bool:
    """Whether a State is named only as where a war is: "the war in Ukraine"."""
    before = [word.lower() for word in line.words[max(0, start - 4) : start]]
    return bool(WARS & set(before)) and bool({"in", "on", "against", "of"} & set(before[-2:]))


WARS = frozenset(("war", "conflict", "invasion", "fighting", "crisis"))
CONTEXT = 2  # sentences on either side, of the same paragraph, in which the other party of an act may be named
TALKING = frozenset(("state", "meet", "vote", "designate", "detain"))


def _spans(reading: ActReading) -> list[Span]:
    return [(filler.start, filler.end) for filler in reading.roles if filler.role in PARTY_ROLES]


def _joined(ids: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, *more)))


def _widened(act: FoundAct) -> Span:
    """The clause with all fillers in it, which is what an act's evidence quotes."""
    spans = [act.clause, act.trigger, *(span for role in act.roles.values() for span in role)]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _cue_evidence(line: Line, first: int, last: int) -> Evidence:
    return line.evidence(first, last)


def _quantity(act: FoundAct, line: Line) -> Quantity | None:
    spans = [*act.roles.get("quantity", ()), *act.roles.get("item", ())]
    for first, last in spans:
        found = quantities.parse(line.text_of(max(0, first - 2), last))
        if found:
            return found[0]
    return None


def _time(act: FoundAct, line: Line) -> TimeSpan | None:
    """The time that a role names, else one that stands near in the clause, else the only one of the sentence."""
    for span in act.roles.get("time", ()):
        for where, mention in line.times:
            if overlap(where, span):
                return mention.span
    near = [
        (abs(where[0] - act.trigger[0]), mention.span)
        for where, mention in line.times
        if overlap(where, act.clause) or len(line.times) == 1
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


RULES = word_set(
    "ban bans banning banned prohibit prohibits prohibiting prohibited bar bars barring barred forbid forbids"
)
RULE_NOUNS = word_set(
    "ban embargo prohibition sanctions sanction resolution resolutions restrictions restriction law rules"
)
RULE_REACH = 6  # words between the word of a rule and the act that it speaks of


def _is_rule(act: FoundAct, line: Line) -> bool:
    """Whether a word of forbidding stands close before the act: it is then what a rule speaks of."""
    before = [word.lower() for word in line.words[max(0, act.trigger[0] - RULE_REACH) : act.trigger[0]]]
    after = [word.lower() for word in line.words[act.trigger[1] : act.trigger[1] + 1]]
    ruled = any(word in RULES for word in before) or "ban" in before[-2:] or any(w in RULE_NOUNS for w in after)
    return ruled and act.act not in (Act.VOTE, Act.DESIGNATE)

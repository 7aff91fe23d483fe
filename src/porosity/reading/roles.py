"""Who fills which role of an act, as entities: what the fillers say, and what they leave to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from porosity.assessment import Act, Event, Goods, Stance
from porosity.measures import parties
from porosity.reading.acts import FoundAct
from porosity.reading.cast import Cast, is_people
from porosity.reading.cues import examples, is_war
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.network import ActReading
from porosity.reading.sources import Saying, Speaker

Roles = dict[str, tuple[str, ...]]

PARTY_ROLES = ("agent", "recipient", "origin", "destination", "via", "place")
THING_ROLES = ("item", "carrier", "topic", "purpose")
MOVED = (Act.TRANSFER, Act.PROCURE, Act.TRANSPORT)
FROM_MAKER = (*MOVED, Act.USE)
BY_NATIONALITY = (Act.DEPLOY, Act.EMPLOY, Act.TRAIN)
JOINT = (Act.COOPERATE, Act.PRODUCE, Act.TRAIN)
TWO_SIDED = frozenset((*MOVED, Act.COOPERATE, Act.CONSTRUCT, Act.DEPLOY, Act.EMPLOY, Act.TRAIN, Act.FINANCE))
TALKING = frozenset(("state", "meet", "vote", "designate", "detain"))
UNIONS = frozenset(("un", "eu"))  # their rules are named more often than they are parties
CONTEXT = 2  # sentences on either side, of the same paragraph, in which the other party of an act may be named
EMPLOYED = "Who is said to be employed is labour."


def roles_of(act: FoundAct, cast: Cast) -> Roles:
    """The entities in each role that an act names, or that its words imply."""
    line = act.line
    roles: Roles = {}
    for role in PARTY_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.parties(line, *span))
    for role in THING_ROLES:
        for span in act.roles.get(role, ()):
            roles[role] = _joined(roles.get(role, ()), cast.things(line, *span))
    items = act.roles.get("item", ())
    for span in examples(line, items[-1][1]) if items else ():
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


def _helped(roles: Roles, cast: Cast) -> None:
    """Of two who work together on what is one's own, that one is helped: "Russia's help with Iran's missiles"."""
    agents = roles.get("agent", ())
    owners = {cast[i].maker for role in ("item", "topic") for i in roles.get(role, ())} - {None}
    helped = tuple(i for i in agents if cast[i].country in owners)
    if helped and len(helped) < len(agents) and not roles.get("recipient"):
        roles["recipient"] = helped
        roles["agent"] = tuple(i for i in agents if i not in helped)


def _people_first(act: Act, roles: Roles, cast: Cast) -> None:
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


def _sender_first(roles: Roles, cast: Cast) -> None:
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


def _from_maker(roles: Roles, cast: Cast) -> None:
    """Things that nobody is said to give come from the State whose they are said to be ("North Korean munitions")."""
    receiving = {cast[i].country for role in ("recipient", "destination") for i in roles.get(role, ())}
    for item in roles.get("item", ()):
        maker = cast[item].maker
        if maker is not None and maker not in receiving and not cast[item].made_there:
            roles["origin"] = (cast.country(maker),)
            return


def add_other_side(
    roles: Roles, act: FoundAct, cast: Cast, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> None:
    """An act between two sides of which the fillers name one: the other is the one State that is named besides.

    It is looked for in the sentence; a receiver also in its surroundings (the title, the sentences around it in its
    paragraph). A supplier is not: silence about who supplied a thing is an open question, and naming a State accuses.
    Speakers' States do not count, nor does a State that only tells where the named side is from.
    """
    if act.act not in TWO_SIDED or act.stance is Stance.ASKS:
        return
    line, event = act.line, Event("", act.act, roles)
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
    found = [(m.start, m.end, m.code) for m in line.states if not is_war(line, m.start)]
    found += [(start, end, place.held_by or place.country) for start, end, place in line.places]
    return {code for start, end, code in found if not any(overlap((start, end), span) for span in elsewhere)}


def _spans(reading: ActReading) -> list[Span]:
    return [(filler.start, filler.end) for filler in reading.roles if filler.role in PARTY_ROLES]


def _joined(ids: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, *more)))

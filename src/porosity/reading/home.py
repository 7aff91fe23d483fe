"""Acts at home: what a State's own outlet tells without naming anybody abroad stays in that State.

"The works sent a thousand tons of cement to the building sites" crosses no border. Where the State's own voice tells
so, a side that it leaves out, or a body whose State it does not name, is of home: nothing is supplied or exported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from porosity.assessment import Act, Event
from porosity.measures import parties
from porosity.reading.acts import FoundAct
from porosity.reading.cast import Cast, Member, bodies_of
from porosity.reading.lemmas import lemma
from porosity.reading.lines import Line
from porosity.reading.roles import CONTEXT, MOVED, PARTY_ROLES, UNIONS, Roles, states_and_places
from porosity.reading.standpoint import at_odds, standpoints
from porosity.reading.words import split_words

STAYING = frozenset(
    (
        Act.TRANSFER,
        Act.PROCURE,
        Act.TRANSPORT,
        Act.COOPERATE,
        Act.CONSTRUCT,
        Act.PRODUCE,
        Act.FINANCE,
        Act.TRAIN,
        Act.DEPLOY,
        Act.EMPLOY,
        Act.USE,
        Act.POSSESS,
    )
)
HOME_AND_ABROAD = re.compile(r"\bat home and abroad\b", re.IGNORECASE)
PARTY_KINDS = frozenset(("organisation", "place", "person", "other"))


def stays_at_home(kind: Act, roles: Roles, act: FoundAct, cast: Cast, lines: Sequence[Line]) -> bool:
    """Whether an act is told as one at home; where one side is, its roles are put right so that both are.

    Of whom neither side is known to be of home, nothing is added: whoever it was, nobody abroad is spoken of.
    """
    home = cast.home
    if home is not None and kind in MOVED and act.line.words[act.trigger[0]].lower() == "exported":
        _exported(home, kind, roles, act, cast)
    if home is None or kind not in STAYING or not _is_of_home(home, kind, roles, act, cast, lines):
        return False
    if home not in _states(roles, cast):
        return True
    for role in PARTY_ROLES if kind is not Act.PRODUCE else ():  # who made it says nothing of whom it binds
        kept = tuple(i for i in roles.pop(role, ()) if cast[i].country is not None or cast[i].kind in PARTY_KINDS)
        for member in (cast[i] for i in kept):
            member.country = member.country or home
        if kept:
            roles[role] = kept
    if not parties.suppliers(Event("", kind, roles)):
        roles["origin" if parties.is_taking(kind) else "agent"] = (cast.country(home),)
    event = Event("", kind, roles)
    if set(parties.receivers(event)) <= set(parties.suppliers(event)):  # "gave them": a pronoun led back to who gives
        roles["recipient" if kind is Act.COOPERATE else "destination"] = (cast.country(home),)
    return True


def _exported(home: str, kind: Act, roles: Roles, act: FoundAct, cast: Cast) -> None:
    """What "was exported", where no other State is named, left the State whose outlet tells of it."""
    abroad = {code for _, _, code in states_and_places(act.line)} - {home}
    if not abroad and not parties.suppliers(Event("", kind, roles)):
        roles["agent"] = (cast.country(home),)


def _is_of_home(home: str, kind: Act, roles: Roles, act: FoundAct, cast: Cast, lines: Sequence[Line]) -> bool:
    """Whether all who have a part may be of home, and neither the sentence nor the title speaks of anybody abroad.

    Where somebody of home gives to somebody the clause counts: "he gave tractors to farms, visited Russia" is at home.
    Those with whom the State is at odds are named as enemies: they leave at home what somebody of the State does.
    """
    states = _states(roles, cast)
    if (states | {cast[i].maker for i in roles.get("item", ())}) - {home, None}:
        return False
    known = standpoints()
    words = HOME_AND_ABROAD.sub("", act.line.text)
    if {lemma(word.text.lower()) for word in split_words(words)} & known.crossing:
        return False
    if _is_whole(home, kind, roles, cast):
        start, end = act.clause
        return not {code for at, _, code in states_and_places(act.line) if start <= at < end} - {home}
    strangers = any(_is_stranger(cast[i]) for role in PARTY_ROLES for i in roles.get(role, ()))
    before = lines[max(0, act.line.index - CONTEXT) : act.line.index] if strangers else ()
    said = [act.line, *before, *(line for line in lines[:1] if line.kind == "title")]
    named = {code for line in said for _, _, code in states_and_places(line)}
    named |= {code for line in said for _, code in bodies_of(line)}
    enemies = at_odds([home]) if home in states else frozenset[str]()
    return not named - {home} - enemies - UNIONS


def _is_whole(home: str, kind: Act, roles: Roles, cast: Cast) -> bool:
    """Whether somebody of home gives, and somebody else is told to get."""
    event = Event("", kind, roles)
    givers, takers = set(parties.suppliers(event)), set(parties.receivers(event))
    return {cast[i].country for i in givers} == {home} and bool(takers - givers)


def _is_stranger(member: Member) -> bool:
    """Whether somebody is named whose State is not told: the lines before may have told of his country."""
    return member.kind == "person" and member.named and member.country is None


def _states(roles: Roles, cast: Cast) -> set[str | None]:
    return {cast[i].country for role in PARTY_ROLES for i in roles.get(role, ())}

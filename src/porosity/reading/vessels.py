"""Ships: which of two gives and which takes at sea, what a tanker fetches and brings, what is done for a ship.

A ship stands for the State whose flag it flies, so who carries says from whom and to whom a load goes: "North Korean
tankers loaded oil at a Russian pier" is oil from Russia for North Korea. Two ships that pass a load between them pass
it from ship to ship, whatever the verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from porosity.assessment import Act, Goods
from porosity.reading import offices
from porosity.reading.acts import FoundAct
from porosity.reading.cast import NEUTRAL, Cast, Member, is_people
from porosity.reading.cues import cues
from porosity.reading.lemmas import lemma
from porosity.reading.lines import Line, overlap

Roles = dict[str, tuple[str, ...]]

MOVING = frozenset((Act.TRANSFER, Act.PROCURE, Act.TRANSPORT, Act.TRAVEL))
BESIDE = frozenset((*MOVING, Act.OTHER, Act.FINANCE, Act.USE))
SERVED = frozenset(
    (*MOVING, Act.OTHER, Act.DESIGNATE, Act.FINANCE, Act.POSSESS, Act.USE, Act.EMPLOY, Act.PRODUCE, Act.COOPERATE)
)
SERVICES = frozenset(("port-entry", "flagging", "vessel-insurance", "chartering", "crew", "labour", "ship-to-ship"))
PLACED = ("destination", "recipient", "place")
SERVICES_SAID = {
    "vessel-insurance": "insurance of a ship",
    "flagging": "registration of a ship",
    "chartering": "charter of a ship",
}
SERVICE_VERBS = (("vessel-insurance", "insuring"), ("flagging", "registering"), ("chartering", "chartering"))
SERVICE_NOUNS = (("vessel-insurance", "insurances"), ("flagging", "registrations"), ("chartering", "charters"))
NOUN_REACH = 7  # words before a ship in which the noun of a service for it stands
SHIP = "vessel"
CRAFT = frozenset((SHIP, "aircraft"))
TARGET = "kp"  # the State whose oil and cargo the measures name
THERE_REACH = 3
WAYS = {
    "from": "from", "off": "from", "to": "to", "onto": "to", "into": "to", "aboard": "to", "for": "to",
    "alongside": "with", "beside": "with", "with": "with", "between": "with", "and": "with", "against": "with",
}  # fmt: skip
PASSED_REACH = 2  # sentences behind two ships side by side in which what is passed is theirs
WAY_REACH = 6  # words before a ship in which the preposition stands that leads to it
SHIP_TO_SHIP = Goods(
    "load passed at sea", classes=frozenset(("ship-to-ship",)), because="It passes from one ship to another."
)
LOAD = Goods("load that is not told", classes=frozenset(("cargo-unknown",)), because="What was aboard is not told.")
TANKER_LOAD = Goods(
    "load of a tanker", possible_classes=frozenset(("oil-unspecified",)), because="What a tanker carries is not told."
)


@dataclass(frozen=True, slots=True)
class _Ship:
    """A ship in a sentence: who it is, where it stands, and by what way the words lead to it."""

    id: str
    start: int
    way: str


def as_voyage(act: Act, roles: Roles, found: FoundAct, cast: Cast) -> Act:
    """What an act with ships is, and its roles put right by what each ship does in it."""
    if act not in BESIDE | SERVED:
        return act
    ships = _ships(found, cast)
    if not ships:
        _passed_as_before(act, roles, found, cast)
        return act
    served = _service(act, ships, roles, found, cast)
    if served is not None:
        return served
    passed = _passed_at_sea(act, ships, roles, found, cast)
    if passed is not None:
        return passed
    if not any(ship.id in ids for ship in ships for ids in roles.values()):
        _passed_as_before(act, roles, found, cast)
    if act is Act.OTHER and _is_seen_in_port(ships, roles, found, cast):
        return Act.TRAVEL
    if act in MOVING:
        _fetched_or_brought(ships, roles, found, cast)
        _with_load(ships, roles, found, cast)
    return act


def is_passed_at_sea(roles: Roles, cast: Cast, text: str = "") -> bool:
    """Whether a ship gives and another takes, or one gives or takes on the high seas."""
    givers, takers = ({i for i in roles.get(role, ()) if cast[i].kind == SHIP} for role in ("agent", "recipient"))
    if givers and takers:
        return givers != takers
    return bool(givers or takers) and cues().patterns["open_sea"].search(text) is not None


def _ships(found: FoundAct, cast: Cast) -> list[_Ship]:
    line = found.line
    spans = [(m.start, m.end) for m in line.reading.mentions if m.label == SHIP]
    spans += [span for span, read in line.goods if SHIP in read.classes and not any(overlap(span, s) for s in spans)]
    spans = [span for span in spans if not _is_no_ship(line, *span)]
    spans = [span for span in spans if not any(span[1] == start for start, _ in spans)]  # "the tanker" before its name
    ships: dict[str, _Ship] = {}
    for start, end in sorted(spans):
        way = _way(line, cast.phrase(line, start, end)[0])
        is_pronoun = line.words[start].lower() in NEUTRAL
        for one in cast.latest_ship(line) if is_pronoun else cast.things(line, start, end):
            if cast[one].kind == SHIP and one not in ships:
                ships[one] = _Ship(one, start, way)
    return list(ships.values())


def _is_no_ship(line: Line, start: int, end: int) -> bool:
    """Whether a word for ships names no ship: "ship-to-ship transfers", "Panama-flagged"."""
    words = [word.lower() for word in line.words[start : end + 2]]
    if {"transfer", "transfers"} & set(words):
        return True
    behind = words[end - start :]
    return behind[:1] == ["-"] and behind[1:] in (["flagged"], ["owned"], ["registered"], ["to"])


def _way(line: Line, first: int) -> str:
    for at in range(first - 1, max(-1, first - 1 - WAY_REACH), -1):
        word = line.words[at].lower()
        if word in WAYS:
            return WAYS[word]
        if word == "," and at == _article(line, first) - 1 and line.words[at - 1][:1].isupper():
            named = at
            while named > 0 and line.words[named - 1][:1].isupper():
                named -= 1
            return WAYS.get(line.words[named - 2].lower(), "") if line.words[named - 1].lower() == "the" else ""
        if word in (",", ";", "that", "which", "who") or line.words[at][:1].isupper():
            return ""
    return ""


def _article(line: Line, first: int) -> int:
    """Where a phrase begins with its article: "to the Saebyol, a tanker" names one ship twice."""
    return first - 1 if first > 0 and line.words[first - 1].lower() in ("a", "an", "the") else first


def _passed_at_sea(act: Act, ships: list[_Ship], roles: Roles, found: FoundAct, cast: Cast) -> Act | None:
    """A load that one ship passes to another at sea, or two ships that lie side by side with hoses between them."""
    if len(ships) < 2:
        return None
    line = found.line
    loads = tuple(i for i in roles.get("item", ()) if _is_load(cast[i]))
    touching = cues().patterns["at_sea"].search(line.text) is not None
    passing = act in (*MOVING, Act.FINANCE) and bool(loads) and any(ship.way in ("from", "to") for ship in ships)
    if not touching and not passing:
        return None
    taking_part = {i for ids in roles.values() for i in ids}
    if not any(ship.id in taking_part or found.clause[0] <= ship.start < found.clause[1] for ship in ships):
        return None
    if act is Act.OTHER and lemma(line.words[found.trigger[0]]) not in cues().words["seen"]:
        return None
    givers, takers = _sides(ships, taking=_is(found, "taking_on"))
    if not givers or not takers:
        return None
    for role in ("agent", "recipient", "carrier", "origin", "destination", "place", "via"):
        kept = tuple(i for i in roles.get(role, ()) if cast[i].kind == "place" and role in ("place", "via"))
        roles.pop(role, None)
        if kept:
            roles[role] = kept
    roles["agent"], roles["recipient"] = givers, takers
    roles["item"] = loads or (cast.unnamed(SHIP_TO_SHIP),)
    cast.passed = (line.index, givers, takers)
    return Act.TRANSFER


def _passed_as_before(act: Act, roles: Roles, found: FoundAct, cast: Cast) -> None:
    """What is passed without a word of who passes it, right after two ships lay side by side, passes between them."""
    if act not in MOVING or cast.passed is None or found.line.index - cast.passed[0] > PASSED_REACH:
        return
    loads = tuple(i for i in roles.get("item", ()) if _is_load(cast[i]))
    sides = [i for role in ("agent", "recipient", "origin", "destination") for i in roles.get(role, ())]
    if loads and not any(cast[i].country is not None for i in sides):
        _, roles["agent"], roles["recipient"] = cast.passed
        roles.pop("origin", None)
        roles.pop("destination", None)


def _sides(ships: list[_Ship], *, taking: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which ships give and which take: by "from" and "to", else the one that acts and the other."""
    givers = [ship.id for ship in ships if ship.way == "from"]
    takers = [ship.id for ship in ships if ship.way == "to"]
    rest = [ship.id for ship in ships if ship.way not in ("from", "to")]
    if not givers and not takers:
        first, others = rest[:1], rest[1:]
        return (tuple(others), tuple(first)) if taking else (tuple(first), tuple(others))
    return tuple(givers or rest[:1]), tuple(takers or rest[:1])


def _is_load(member: Member) -> bool:
    """Whether a thing can be passed from ship to ship: no ship, no hose, no service."""
    gear = member.name.lower().split()[-1] in cues().words["gear"]
    return member.kind != SHIP and not gear and member.goods is not None and not member.goods.classes & SERVICES


def _is(found: FoundAct, kind: str) -> bool:
    """Whether the verb is of a kind: "loaded", "took on board"."""
    words = [word.lower() for word in found.line.words[found.trigger[0] : found.trigger[0] + 4]]
    listed = cues().words[kind]
    return lemma(words[0]) in listed or any(f"{lemma(words[0])} {word}" in listed for word in words[1:])


def _is_seen_in_port(ships: list[_Ship], roles: Roles, found: FoundAct, cast: Cast) -> bool:
    """A listed ship that is seen at a place called there."""
    there = tuple(i for role in PLACED for i in roles.get(role, ()) if cast[i].country is not None)
    listed = [ship.id for ship in ships if offices.vessel(cast[ship.id].name) is not None]
    if not there or not listed or lemma(found.line.words[found.trigger[0]]) not in cues().words["seen"]:
        return False
    roles.pop("item", None)
    roles["agent"], roles["destination"] = tuple(listed), there
    return True


def _fetched_or_brought(ships: list[_Ship], roles: Roles, found: FoundAct, cast: Cast) -> None:
    """Who loads somewhere fetches it from there for his own State; who unloads somewhere brings it there."""
    if _is(found, "taking_on"):
        home = tuple(ship.id for ship in ships if ship.way == "" and cast[ship.id].country is not None)
        states = {cast[i].country for i in home}
        ashore = [i for role in (*PLACED, "agent", "origin") for i in roles.get(role, ()) if cast[i].kind != SHIP]
        there = [i for i in dict.fromkeys(ashore) if cast[i].country not in {None, *states}]
        there = [i for i in there if not _is_led_to(found.line, i, cast)]
        if home and there:
            _without(roles, (*ashore, *home))
            roles["origin"] = tuple(there)
            if not roles.get("destination"):
                roles["recipient"] = home
    elif _is(found, "putting_off") and not roles.get("destination"):
        behind = [word.lower() for word in found.line.words[found.trigger[1] : found.trigger[1] + THERE_REACH]]
        place = roles.pop("place", ()) or (cast.latest_place(found.line) if "there" in behind else ())
        if place:
            roles["destination"] = place


def _without(roles: Roles, ids: Iterable[str]) -> None:
    """Take parties out of all roles but that of the thing."""
    for role in (*PLACED, "agent", "origin", "carrier"):
        kept = tuple(i for i in roles.pop(role, ()) if i not in ids)
        if kept:
            roles[role] = kept


def _is_led_to(line: Line, entity: str, cast: Cast) -> bool:
    """Whether the words say that something goes there: "for Nampo"."""
    spans = [line.offsets(at, at + 1)[0] for at in range(len(line.words))]
    starts = [start for start, _ in cast[entity].mentions if start in spans]
    return any(at > 0 and line.words[at - 1].lower() in ("to", "for") for at in map(spans.index, starts))


def _with_load(ships: list[_Ship], roles: Roles, found: FoundAct, cast: Cast) -> None:
    """A tanker that sails for the DPRK, or its tanker at an oil berth, may carry oil: what it is stays open."""
    tankers = tuple(ship.id for ship in ships if (read := cast[ship.id].goods) is not None and "8901" in read.hs)
    if not tankers or any(cast[i].kind != SHIP for i in roles.get("item", ())):
        return
    line = found.line
    own = {cast[ship.id].country for ship in ships} - {None}
    if cues().patterns["oil_berth"].search(line.text) is not None and own == {TARGET}:
        there = tuple(i for start, end, _ in line.places for i in cast.parties(line, start, end))
        there = tuple(i for i in dict.fromkeys(there) if cast[i].country not in {None, TARGET})
        if there and not any(cast[i].country == TARGET for i in roles.get("destination", ()) if i not in tankers):
            roles.clear()
            roles["origin"] = there
            roles["recipient"] = tuple(ship.id for ship in ships if cast[ship.id].country == TARGET)
            roles["item"] = (cast.unnamed(TANKER_LOAD),)
        return
    there = tuple(
        i for role in PLACED for i in roles.get(role, ()) if cast[i].country == TARGET and cast[i].kind != SHIP
    )
    if there and TARGET not in own:
        roles["carrier"] = tuple(dict.fromkeys((*roles.get("carrier", ()), *tankers)))
        roles["item"] = (cast.unnamed(TANKER_LOAD),)


def add_load(act: Act, roles: Roles, found: FoundAct, cast: Cast, lines: Sequence[Line]) -> None:
    """A craft on its way from or to the DPRK of which the report asks, or does not tell, what it carries."""
    near_target = any(cast[i].country == TARGET for ids in roles.values() for i in ids)
    if act not in (Act.TRANSPORT, Act.TRAVEL) or not near_target:
        return
    craft = [i for role in ("carrier", "agent", "item") for i in roles.get(role, ()) if cast[i].kind in CRAFT]
    if not craft or any(cast[i].kind not in CRAFT for i in roles.get("item", ())):
        return
    near = (one for one in lines if one.paragraph == found.line.paragraph)
    if any(cues().patterns["load_unknown"].search(one.text) is not None for one in near):
        roles["carrier"] = tuple(dict.fromkeys((*roles.get("carrier", ()), *craft)))
        roles["item"] = (cast.unnamed(LOAD),)


def _service_noun(line: Line, start: int) -> str:
    """The service that words before a ship name: "the insurance of a freighter", "certificates to two ships"."""
    words = [word.lower() for word in line.words[max(0, start - NOUN_REACH) : start]]
    for name, kind in SERVICE_NOUNS:
        at = next((at for at, word in enumerate(words) if word in cues().words[kind]), None)
        if at is not None and {"of", "for", "to"} & set(words[at + 1 : at + 3]):
            return name
    return ""


def _service(act: Act, ships: list[_Ship], roles: Roles, found: FoundAct, cast: Cast) -> Act | None:
    """What is done for a ship: it is insured, registered, classed or chartered; its State gets the service."""
    if act not in SERVED:
        return None
    by = tuple(i for role in ("agent", "recipient", "origin") for i in roles.get(role, ()) if cast[i].kind != SHIP)
    owned = tuple(
        ship.id for ship in ships if ship.id in roles.get("item", ()) or ship.id in roles.get("recipient", ())
    )
    noun = next((kind for ship in ships if (kind := _service_noun(found.line, ship.start))), "")
    if lemma(found.line.words[found.trigger[0]]) in cues().words["ending"]:
        return None
    if noun or _is(found, "insuring"):
        owned = owned or tuple(ship.id for ship in ships if ship.id not in by)
    registry = any(cast[i].name.lower().split()[-1] in cues().words["registries"] for i in by)
    registry |= cues().patterns["on_register"].search(found.line.text) is not None
    name = noun or next((name for name, kind in SERVICE_VERBS if _is(found, kind)), "flagging" if registry else "")
    hires = name == "chartering" and any(is_people(read) or "crew" in read.classes for _, read in found.line.goods)
    if not name or not owned or hires:
        return None
    place = roles.get("place", ())
    roles.clear()
    if place:
        roles["place"] = place
    because = f"The words tell of the {SERVICES_SAID[name]}."
    service = Goods(SERVICES_SAID[name], classes=frozenset((name,)), because=because)
    roles["item"] = (cast.unnamed(service),)
    states = {cast[i].country for i in owned} - {None}
    doers = tuple(i for i in dict.fromkeys(by) if cast[i].country not in states)
    if name == "chartering" and doers:
        roles["agent"], roles["origin"] = doers, owned
        return Act.PROCURE
    if doers:
        roles["agent"] = doers
    roles["recipient"] = owned
    return Act.FINANCE if name == "vessel-insurance" else Act.TRANSFER

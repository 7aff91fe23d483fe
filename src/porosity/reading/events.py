"""Claims about one act gathered into one event; acts that a claim implies.

An event is free of perspective: its agent supplies and its recipient receives, whether claims say *sold* or *bought*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from porosity.assessment import Act, Basis, Claim, Entity, Event, Evidence
from porosity.measures import parties
from porosity.reading import offices
from porosity.reading.candidates import Candidates
from porosity.reading.claims import Told
from porosity.reading.cues import cues
from porosity.reading.roles import SENT
from porosity.timespan import TimeSpan

MOVING = frozenset((Act.TRANSFER, Act.PROCURE, Act.TRANSPORT))
IMPLYING = frozenset((Act.POSSESS, Act.USE))
CRAFT = frozenset(("aircraft", "vessel", "vehicle"))
SUPPLY, PRESENCE, WAY = "i", "p", "w"  # what the id of an implied claim adds to that of the claim which implies it
ABSENT = frozenset(
    (Act.TRAVEL, Act.DEPLOY, Act.EMPLOY, Act.STATE, Act.MEET, Act.VOTE, Act.DESIGNATE)
)  # no presence is implied
TRADED = frozenset(("weapon", "vehicle", "vessel", "aircraft", "goods"))
ADJACENT = 1  # paragraphs between claims of like things by one party that can be one act
TOPICAL = frozenset((Act.COOPERATE, Act.TRAIN, Act.FINANCE))
ROLES_KEPT = ("item", "origin", "destination", "via", "carrier", "place", "purpose", "topic")


def implied(told: Sequence[Told], entities: Mapping[str, Entity], makers: Mapping[str, str | None]) -> list[Told]:
    """Claims of what must have come before what is claimed: a transfer, or that a State sent its people.

    ``makers`` gives the State whose make each thing is said to be.
    """
    found = []
    for one in told:
        if one.claim.is_negative or one.is_unreal:
            continue
        found += [replace(one, claim=claim) for claim in _supply(one.claim, entities, makers)]
        found += [replace(one, claim=claim) for claim in _presence(one.claim, entities)]
        found += [replace(one, claim=claim) for claim in _trial(one.claim, entities)]
    return found


def _supply(claim: Claim, entities: Mapping[str, Entity], makers: Mapping[str, str | None]) -> list[Claim]:
    """Somebody has or uses a thing of foreign make: it was supplied.

    The supplier is the maker's State only for weapons: cars are sold on by anybody. Weapons are spent soon after they
    come, so the time of their use stands for that of the transfer; of other things only the latest day is known.
    """
    if claim.act not in (*IMPLYING, Act.DEPLOY) or not claim.roles.get("agent"):
        return []
    for item in claim.roles.get("item", ()):
        thing, maker = entities.get(item), makers.get(item)
        if thing is None or thing.kind not in TRADED or thing.goods is None:
            continue
        holders = claim.roles["agent"]
        if maker is not None and maker in {entities[i].country for i in holders}:
            continue
        if cues().words["aged"] & set(thing.name.lower().replace("-", " ").split()):
            continue  # nobody knows since when
        if (maker is None and claim.act is Act.USE) or (
            claim.act is Act.DEPLOY and not (maker and thing.kind == "weapon")
        ):
            continue
        roles = {"recipient": holders, "item": (item,)}
        if maker is not None and thing.kind == "weapon":
            roles["agent"] = (f"country:{maker}",)
        soon = claim.act is not Act.POSSESS and thing.kind == "weapon"
        time = claim.time if soon else _by_then(claim.time)
        return [_implied(claim, SUPPLY, Act.TRANSFER, roles, time)]
    return []


def _trial(claim: Claim, entities: Mapping[str, Entity]) -> list[Claim]:
    """A State tries its weapons in another State: it brought them there."""
    testers = tuple(i for i in claim.roles.get("agent", ()) if entities[i].country is not None)
    home = {entities[i].country for i in testers}
    abroad = tuple(i for i in claim.roles.get("place", ()) if entities[i].country not in {None, *home})
    weapons = tuple(i for i in claim.roles.get("item", ()) if entities[i].kind == "weapon")
    if claim.act is not Act.TEST or len(home) != 1 or not abroad or not weapons:
        return []
    roles = {"agent": testers, "item": weapons, "destination": abroad}
    return [_implied(claim, PRESENCE, Act.TRANSFER, roles, claim.time)]


def _presence(claim: Claim, entities: Mapping[str, Entity]) -> list[Claim]:
    """A State's soldiers or workers do something, or something befalls them, in another State: it sent them there."""
    if claim.act in ABSENT:
        return []
    there = [i for role in ("place", "destination") for i in claim.roles.get(role, ())]
    involved = dict.fromkeys(i for role in ("agent", "item", "recipient") for i in claim.roles.get(role, ()))
    for act, classes in SENT.items():
        for one in involved:
            entity = entities[one]
            home = entity.country
            abroad = tuple(i for i in there if entities[i].country not in (home, None))
            if home is not None and abroad and entity.goods is not None and entity.goods.classes & classes:
                sender = "agent" if act is Act.DEPLOY else "origin"
                roles = {sender: (f"country:{home}",), "item": (one,), "place": abroad}
                return [_implied(claim, PRESENCE, act, roles, claim.time)]
    for one in involved:
        entity = entities[one]
        abroad = tuple(i for i in there if entities[i].country not in (entity.country, None))
        if entity.kind == "person" and entity.listings and entity.country is not None and abroad:
            roles = {"agent": (one,), "destination": abroad}
            return [_implied(claim, PRESENCE, Act.TRAVEL, roles, claim.time)]
    return []


def _implied(claim: Claim, suffix: str, act: Act, roles: Mapping[str, tuple[str, ...]], time: TimeSpan | None) -> Claim:
    return replace(claim, id=claim.id + suffix, act=act, basis=Basis.IMPLIED, roles=roles, time=time, quantity=None)


def _by_then(time: TimeSpan | None) -> TimeSpan:
    return TimeSpan(None, None if time is None else time.last, "" if time is None else time.text)


@dataclass(slots=True)
class _Gathering:
    """An event in the making."""

    acts: list[Act]
    claims: list[Claim]
    agents: dict[str, None]
    recipients: dict[str, None]
    items: dict[str, None]
    time: TimeSpan | None
    paragraphs: set[int]
    implied: bool
    left_open: dict[Evidence, None]
    inferred: set[str]
    tied: set[str]


def events_of(told: Sequence[Told], entities: Mapping[str, Entity], published: date | None) -> list[Event]:
    """The events of a report, in the order in which they are first claimed."""
    spoken_for = {one.claim.id.removesuffix(SUPPLY) for one in told if one.claim.id.endswith(SUPPLY)}
    gatherings: list[_Gathering] = []
    candidates = Candidates(entities, ADJACENT)
    for one in (replace(one, claim=normal(one.claim, entities)) for one in told):
        if one.claim.id in spoken_for or not _happens(one):
            continue
        likely = candidates.of(one.paragraph, *_sides(one.claim), one.claim.roles.get("item", ()))
        match = next((number for number in likely if _is_same(gatherings[number], one, entities)), None)
        if match is None:
            match = len(gatherings)
            gatherings.append(_begin(one))
        else:
            _join(gatherings[match], one, entities)
        joined = gatherings[match]
        candidates.add(match, one.paragraph, joined.agents, joined.recipients, joined.items)
    return [_event(f"v{number}", gathering, entities, published) for number, gathering in enumerate(gatherings, 1)]


def _happens(one: Told) -> bool:
    """Whether a claim is of an act at all: what a rule forbids, nobody is said to have done."""
    return one.has_act and not one.is_unreal


def normal(claim: Claim, entities: Mapping[str, Entity]) -> Claim:
    """A claim as the law looks at it.

    What parties cooperate on, train in or pay for is their item, whether the words make it a topic or an item; and who
    produces a thing together with, or for, somebody of another State cooperates.
    """
    roles = dict(claim.roles)
    if claim.act is Act.PRODUCE and len(_states(claim, ("agent", "recipient"), entities)) > 1:
        claim = replace(claim, act=Act.COOPERATE)
    if claim.act in TOPICAL:
        items = dict.fromkeys((*roles.get("item", ()), *roles.get("topic", ()), *roles.get("purpose", ())))
        if items:
            roles["item"] = tuple(items)
    return replace(claim, roles=roles)


def _states(claim: Claim, roles: Iterable[str], entities: Mapping[str, Entity]) -> set[str]:
    ids = (i for role in roles for i in claim.roles.get(role, ()))
    return {country for i in ids if (country := entities[i].country) is not None}


def _sides(claim: Claim) -> tuple[tuple[str, ...], tuple[str, ...]]:
    event = Event(claim.id, claim.act, claim.roles)
    return parties.suppliers(event), parties.receivers(event)


def _begin(one: Told) -> _Gathering:
    givers, takers = _sides(one.claim)
    return _Gathering(
        acts=[one.claim.act],
        claims=[one.claim],
        agents=dict.fromkeys(givers),
        recipients=dict.fromkeys(takers),
        items=dict.fromkeys(one.claim.roles.get("item", ())),
        time=one.claim.time,
        paragraphs={one.paragraph},
        implied=one.claim.basis is Basis.IMPLIED,
        left_open=dict.fromkeys(one.left_open),
        inferred=set(one.inferred),
        tied={*givers, *takers} - set(one.inferred),
    )


def _join(gathering: _Gathering, one: Told, entities: Mapping[str, Entity]) -> None:
    givers, takers = _sides(one.claim)
    if givers and takers and not gathering.recipients and not set(givers) & set(takers):
        gathering.agents = {
            i: None for i in gathering.agents if i not in takers
        }  # what was "between" them has a way now
    gathering.acts.append(one.claim.act)
    gathering.claims.append(one.claim)
    agents = (*gathering.agents, *(i for i in givers if i not in gathering.recipients))
    recipients = (*gathering.recipients, *(i for i in takers if i not in gathering.agents))
    gathering.agents = dict.fromkeys(_special(agents, entities))
    gathering.recipients = dict.fromkeys(_special(recipients, entities))
    gathering.items.update(dict.fromkeys(one.claim.roles.get("item", ())))
    gathering.time = _narrower(gathering.time, one.claim.time)
    gathering.paragraphs.add(one.paragraph)
    gathering.left_open.update(dict.fromkeys(one.left_open))
    gathering.inferred.update(one.inferred)
    gathering.tied.update({*givers, *takers} - set(one.inferred))


def _special(ids: Iterable[str], entities: Mapping[str, Entity]) -> list[str]:
    """Parties without a State that only repeats where another of them belongs: "Russia" beside its president."""
    ids = list(dict.fromkeys(ids))
    belong = {entities[i].country for i in ids if entities[i].kind == "person"} - {None}
    return [i for i in ids if entities[i].kind != "place" or entities[i].country not in belong]


def _narrower(one: TimeSpan | None, other: TimeSpan | None) -> TimeSpan | None:
    if one is None or other is None:
        return one or other

    def length(span: TimeSpan) -> int:
        return 100_000 if span.first is None or span.last is None else (span.last - span.first).days

    return min((one, other), key=length)


def _is_same(gathering: _Gathering, one: Told, entities: Mapping[str, Entity]) -> bool:
    """Whether a claim can be about the act that is being gathered: same kind of act, parties, things and time."""
    claim = one.claim
    if gathering.implied is not (claim.basis is Basis.IMPLIED):
        return False
    first = gathering.acts[0]
    if first is not claim.act and not (first in MOVING and claim.act in MOVING):
        return False
    givers, takers = _sides(claim)
    items = claim.roles.get("item", ())
    agents, recipients = _agree(gathering.agents, givers, entities), _agree(gathering.recipients, takers, entities)
    things = _same_things(gathering.items, items, entities)
    if None in (agents, recipients, things) or not _same_time(gathering.time, claim.time):
        return False
    near = min(abs(one.paragraph - other) for other in gathering.paragraphs)
    if set(gathering.items) & set(items):
        return bool(agents or recipients) or near <= ADJACENT
    if things:
        return bool(agents and recipients) or (bool(agents or recipients) and near <= ADJACENT)
    return bool(agents) and near == 0


def _agree(known: Iterable[str], more: Iterable[str], entities: Mapping[str, Entity]) -> bool | None:
    """Whether parties are the same, by entity or State; False where one side is silent, None where they differ."""
    known, more = set(known), set(more)
    if not known or not more:
        return False
    if known & more:
        return True
    countries = {entities[i].country for i in known if i in entities} - {None}
    others = {entities[i].country for i in more if i in entities} - {None}
    return bool(countries & others) or (None if countries and others else False)


def _same_things(known: Iterable[str], more: Iterable[str], entities: Mapping[str, Entity]) -> bool | None:
    """Whether things are the same or of a kind; False where one side is silent, None where they differ."""
    known, more = set(known), set(more)
    if not known or not more:
        return False
    if known & more:
        return True
    for one in known:
        for other in more:
            mine, theirs = entities[one].goods, entities[other].goods
            if mine is None or theirs is None:
                continue
            if mine.classes & theirs.classes or set(mine.hs) & set(theirs.hs):
                return True
    return None


def _same_time(one: TimeSpan | None, other: TimeSpan | None) -> bool:
    if one is None or other is None or one.overlaps(other):
        return True
    if one.last and other.first and one.last < other.first:
        return (other.first - one.last).days < 4
    if one.first and other.last and other.last < one.first:
        return (one.first - other.last).days < 4
    return False


def _sharp(items: Iterable[str], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """Things without those that are a vaguer word for another: "oil" beside "refined petroleum"."""
    items = tuple(items)
    sure = frozenset(one for i in items if (read := entities[i].goods) is not None for one in read.classes)

    def is_vaguer(item: str) -> bool:
        if any(_is_sharper(entities[other], entities[item]) for other in items):
            return True
        read = entities[item].goods
        if read is None or read.hs:
            return False
        own = {one for one in read.classes if not one.endswith("-unspecified")}
        return not own and bool(read.possible_classes & (sure - read.classes))

    return tuple(item for item in items if not is_vaguer(item)) or items


def _is_sharper(one: Entity, other: Entity) -> bool:
    """Whether a thing is the other, told more closely: "surface-to-air missiles" where the other is "missiles"."""
    if one.goods is None or other.goods is None or one.name.lower().split()[-1:] != other.name.lower().split()[-1:]:
        return False
    left_open = other.goods.possible_classes - other.goods.classes
    is_told = bool(left_open - one.goods.possible_classes - one.goods.classes)
    return is_told and not set(one.goods.hs).isdisjoint(other.goods.hs)


def _event(event_id: str, gathering: _Gathering, entities: Mapping[str, Entity], published: date | None) -> Event:
    claims = gathering.claims
    roles: dict[str, tuple[str, ...]] = {}
    if gathering.agents:
        roles["agent"] = tuple(gathering.agents)
    if gathering.recipients:
        roles["recipient"] = tuple(i for i in gathering.recipients if i not in gathering.agents)
    for role in ROLES_KEPT:
        ids = dict.fromkeys(i for claim in claims for i in claim.roles.get(role, ()))
        if ids:
            roles[role] = _sharp(ids, entities) if role == "item" else tuple(ids)
    if gathering.acts[0] is Act.TRANSPORT:
        _carrying(roles, entities)
    facts: dict[str, bool] = {}
    for claim in claims:
        facts.update({name: value for name, value in claim.facts.items() if value or name not in facts})
    time, because = _in_life(*_when(gathering, published), roles.get("agent", ()), entities)
    return Event(
        id=event_id,
        act=_main_act(gathering),
        roles={role: ids for role, ids in roles.items() if ids},
        claims=tuple(
            dict.fromkeys(
                i for claim in claims for i in (claim.id.removesuffix(SUPPLY).removesuffix(PRESENCE), claim.id)
            )
        ),
        time=time,
        time_because=because,
        quantity=next((claim.quantity for claim in claims if claim.quantity is not None), None),
        facts=facts,
        left_open=tuple(gathering.left_open),
        inferred=tuple(sorted(gathering.inferred - gathering.tied)),
    )


def _carrying(roles: dict[str, tuple[str, ...]], entities: Mapping[str, Entity]) -> None:
    """A craft that one claim calls the thing carried and another what carries is what carries."""
    if set(roles.get("item", ())) & set(roles.get("carrier", ())):
        craft = tuple(i for i in roles["item"] if entities[i].kind in CRAFT)
        roles["carrier"] = tuple(dict.fromkeys((*roles["carrier"], *craft)))
        roles["item"] = tuple(i for i in roles["item"] if i not in craft)


def _main_act(gathering: _Gathering) -> Act:
    acts = gathering.acts
    return Act.TRANSFER if Act.TRANSFER in acts or Act.PROCURE in acts else acts[0]


def _in_life(
    time: TimeSpan | None, because: str, doers: Iterable[str], entities: Mapping[str, Entity]
) -> tuple[TimeSpan | None, str]:
    """Nobody does anything after his death: "a present from Kim Il Sung" is older than that."""
    for doer in doers:
        person = offices.person(entities[doer].name) if entities[doer].kind == "person" else None
        if person is None or person.died is None:
            continue
        died = person.died
        if time is not None and time.first is not None and time.first > died:
            continue
        if time is None or time.last is None or time.last > died:
            first, text = (None, "") if time is None else (time.first, time.text)
            return TimeSpan(first, died, text), f"in the life of {person.name}, who died on {died}"
    return time, because


def _when(gathering: _Gathering, published: date | None) -> tuple[TimeSpan | None, str]:
    is_open = gathering.time is None or gathering.time.first is None
    told_of = any(claim.id.endswith(WAY) for claim in gathering.claims)
    if gathering.implied and gathering.acts[0] is Act.TRANSFER and is_open and not told_of:
        last = gathering.time.last if gathering.time is not None and gathering.time.last else published
        return TimeSpan(None, last), "implied: it was supplied some time before"
    if gathering.time is not None:
        return gathering.time, f"“{gathering.time.text}”" if gathering.time.text else "as reported"
    return None, ""

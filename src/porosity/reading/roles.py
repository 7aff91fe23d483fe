"""Who fills which role of an act, as entities: what the fillers say, and what they leave to be understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from porosity import quantities
from porosity.assessment import Act, Event, Goods, Stance
from porosity.measures import parties
from porosity.reading import launches, vessels
from porosity.reading.acts import FoundAct
from porosity.reading.cast import CRAFT, TOKENS_OF_GIVING, Cast, Member, is_people, is_vague
from porosity.reading.cues import cues, examples, in_return, is_help, is_war
from porosity.reading.lemmas import lemma
from porosity.reading.lines import Line, Span, overlap
from porosity.reading.network import ActReading
from porosity.reading.sources import Saying
from porosity.reading.standpoint import at_odds, standpoints

Roles = dict[str, tuple[str, ...]]

PARTY_ROLES = ("agent", "recipient", "origin", "destination", "via", "place")
THING_ROLES = ("item", "carrier", "topic", "purpose")
STAYING = (Act.TRANSFER, Act.TRANSPORT)  # acts of which silence about the receiver may mean that a thing stays at home
MOVED = (Act.TRANSFER, Act.PROCURE, Act.TRANSPORT)
FROM_MAKER = (*MOVED, Act.USE)
BY_NATIONALITY = (Act.DEPLOY, Act.EMPLOY, Act.TRAIN)
JOINT = (Act.COOPERATE, Act.PRODUCE, Act.TRAIN)
TWO_SIDED = frozenset((*MOVED, Act.COOPERATE, Act.CONSTRUCT, Act.DEPLOY, Act.EMPLOY, Act.TRAIN, Act.FINANCE))
TALKING = frozenset(("state", "meet", "vote", "designate", "detain"))
CONTEXT = 2  # sentences on either side, of the same paragraph, in which a receiver may be named
NEVER_GO_ALONE = "weapon"  # the kind of things that are carried where they "go"
HELPING = (Act.TRANSFER, Act.PROCURE, Act.COOPERATE)
HOMEWARD_REACH = 9  # words after "sent" in which "home" or "back" stands
CAPPED = frozenset(("refined-petroleum", "crude-oil", "oil-unspecified"))
LOAD_REACH = 4  # words from a carrier to what it carries
ARMED = frozenset(
    ("arms", "heavy-arms", "munitions", "small-arms", "aircraft", "warship", "nuclear", "ballistic-missile")
)
UNIONS = frozenset(("un", "eu"))  # their rules are named more often than they are parties
SENT = {Act.DEPLOY: frozenset(("troops",)), Act.EMPLOY: frozenset(("labour", "it-work"))}  # and what they are read as

BY_THE_BARREL = Goods("oil by the barrel", classes=frozenset(("oil-unspecified",)), because="Oil is told in barrels.")
EMPLOYED = "Who is said to be employed is labour."


def roles_of(found: FoundAct, cast: Cast) -> tuple[Act, Roles]:
    """What act it is, seen with its fillers, and the entities in each role that it names or that its words imply."""
    roles = _named(found, cast)
    helps = [span for span in found.roles.get("item", ()) if is_help(found.line, span)]
    act = Act.COOPERATE if helps and found.act in HELPING else _of_people(found.act, roles, cast)
    if act in SENT and _goes_home(found, roles, cast):
        act = Act.TRAVEL
    if act is Act.EMPLOY and _is_capture(found):
        act = Act.DETAIN
    if act is Act.EMPLOY and _is_toil(roles, cast):
        act = Act.OTHER
    if act in MOVED and (_is_hostile(found) or _comes_against(found, roles, cast)):
        act = Act.USE
    if helps and act is Act.COOPERATE:
        _helper_first(found.act, roles, cast)
    elif act in JOINT:
        _helped(roles, cast)
    if act is Act.COOPERATE and not roles.get("recipient"):
        _where(roles, cast)
    if act in MOVED and not parties.suppliers(Event("", act, roles)):
        act = _sent_on(act, roles, cast)
    if act is Act.TRANSFER and not roles.get("recipient") and not roles.get("origin"):
        act = _brought_home(roles, cast)
    if act in MOVED and not roles.get("item"):
        _boxes_first(roles, cast)
    act = vessels.as_voyage(act, roles, found, cast)
    act = launches.as_launch(act, roles, found, cast)
    if act is Act.USE and _is_ship_launch(found, roles, cast):
        act = Act.OTHER
    if act in BY_NATIONALITY:
        _people_first(act, roles, cast)
    elif act is Act.TRAVEL:
        _travellers(roles, cast)
    elif act is Act.USE:
        _users_first(roles, cast)
        if roles.get("agent") and roles.get("recipient"):  # on whom a thing is used does not get it
            roles["topic"] = _joined(roles.get("topic", ()), roles.pop("recipient"))
    if act in FROM_MAKER and not roles.get("origin") and (parties.is_taking(act) or not roles.get("agent")):
        _from_maker(roles, cast)
    return act, roles


def _named(act: FoundAct, cast: Cast) -> Roles:
    """The entities that the fillers of an act mean."""
    line = act.line
    roles: Roles = {}
    for role in PARTY_ROLES:
        for span in act.roles.get(role, ()):
            if not (role == "destination" and roles.get("recipient") and is_war(line, span[0])):
                roles[role] = _joined(roles.get(role, ()), cast.parties(line, *span))
    given_back = in_return(line)[0]
    for role in THING_ROLES:
        for span in act.roles.get(role, ()):
            if role == "item" and act.trigger[0] < given_back <= span[0]:
                continue
            load = _load(line, span) if role in ("carrier", "item") else None
            ids = cast.things(line, *span)
            if load is not None and (role == "carrier" or _is_box(ids, cast) or _is_full(line, span, ids, cast)):
                roles["item"] = _joined(roles.get("item", ()), cast.things(line, *load))
                ids = ids if role == "carrier" else ()
            roles[role] = _joined(roles.get(role, ()), ids)
    items = act.roles.get("item", ())
    for span in examples(line, items[-1][1]) if items else ():
        roles["item"] = _joined(roles.get("item", ()), cast.things(line, *span))
    return {role: ids for role, ids in roles.items() if ids}


def _is_box(ids: Iterable[str], cast: Cast) -> bool:
    """Whether things are only boxes for others, which are named with them: "containers of ammunition"."""
    kinds = [cast[i].goods for i in ids]
    return all(read is not None and "cargo-unknown" in read.classes | read.possible_classes for read in kinds)


def _is_full(line: Line, span: Span, ids: Iterable[str], cast: Cast) -> bool:
    """Whether things are carriers of what is named with them: "eighteen cars of propane"."""
    craft = all(cast[i].kind in ("vehicle", "vessel") for i in ids)
    return craft and line.words[span[1] : span[1] + 1] == ("of",)


def _load(line: Line, carrier: Span) -> Span | None:
    """What a carrier is full of: "tank cars of diesel", "a freighter laden with coal"."""
    behind = [word.lower() for word in line.words[carrier[1] : carrier[1] + LOAD_REACH]]
    if not {"of", "with", "carrying"} & set(behind[:2]):
        return None
    return next((span for span, _ in line.goods if carrier[1] < span[0] <= carrier[1] + LOAD_REACH), None)


def _boxes_first(roles: Roles, cast: Cast) -> None:
    """Closed boxes that go somewhere are what is carried, whatever is in them: "sealed wagons"."""
    closed = tuple(i for i in roles.get("carrier", ()) if _is_box((i,), cast) and cast[i].goods is not None)
    if closed:
        roles["item"] = closed
        roles["carrier"] = tuple(i for i in roles["carrier"] if i not in closed)


def _of_people(act: Act, roles: Roles, cast: Cast) -> Act:
    """Soldiers who are given, got or carried are deployed, and workers employed; who gets them receives them.

    Arms and goods that "enter" a State are carried there.
    """
    kinds = [cast[i].goods for i in roles.get("item", ())]
    if act is Act.TRAVEL and not roles.get("agent"):
        return Act.TRANSPORT if any(cast[i].kind == NEVER_GO_ALONE for i in roles.get("item", ())) else act
    if act not in (*MOVED, Act.DEPLOY, Act.EMPLOY) or not kinds:
        return act
    for sent, classes in SENT.items():
        if all(read is not None and read.classes & classes for read in kinds):
            if act is Act.PROCURE and not roles.get("recipient"):
                roles["recipient"] = roles.pop("agent", ())
            return sent
    return act


def _goes_home(found: FoundAct, roles: Roles, cast: Cast) -> bool:
    """Whether people are sent off, back or home by who had them: they come from him, and nobody gets them."""
    words = [word.lower() for word in found.line.words[found.trigger[0] : found.trigger[1] + HOMEWARD_REACH]]
    people = roles.get("item", ())
    own = {cast[i].country for i in people} - {None}
    hosts = tuple(i for i in roles.get("agent", ()) if cast[i].country not in own)
    beyond = {cast[i].country for role in ("recipient", "destination") for i in roles.get(role, ())} - own - {None}
    if not own or not hosts or beyond or not cues().words["homeward"] & set(words):
        return False
    roles.pop("recipient", None)
    roles["agent"], roles["origin"] = people, hosts
    return True


def _helper_first(act: Act, roles: Roles, cast: Cast) -> None:
    """Whose help it is, that one helps: "it receives Russia's help in X" says that Russia helps it with X."""
    if act is Act.PROCURE and roles.get("agent") and not roles.get("recipient"):
        roles["recipient"] = roles.pop("agent")
    owners = _states(roles.get("item", ()), cast)
    if not roles.get("agent"):
        roles["agent"] = roles.pop("origin", ()) or owners
    states = {cast[i].country for i in owners}
    others = tuple(i for i in roles["agent"] if cast[i].country not in states)
    if owners and others and len(others) < len(roles["agent"]):
        roles["agent"] = tuple(i for i in roles["agent"] if i not in others)
        roles["recipient"] = _joined(roles.get("recipient", ()), others)
    roles["recipient"] = tuple(i for i in roles.get("recipient", ()) if i not in roles["agent"])
    for role in ("agent", "recipient"):
        if not roles[role]:
            del roles[role]


def _sent_on(act: Act, roles: Roles, cast: Cast) -> Act:
    """Who is said to get a thing that goes to another State sends it there: nobody receives where it is not going."""
    role = "agent" if act is Act.PROCURE else "recipient"
    takers, there = roles.get(role, ()), roles.get("destination", ())
    states = {cast[i].country for i in takers}
    beyond = {cast[i].country for i in there}
    if not takers or not there or None in states | beyond or states & beyond:
        return act
    roles["agent"] = roles.pop(role)
    return Act.TRANSFER if act is Act.PROCURE else act


def _brought_home(roles: Roles, cast: Cast) -> Act:
    """Who brings a thing into his own State gets it: "he smuggled cars into his country"."""
    home = {cast[i].country for i in roles.get("agent", ())}
    there = {cast[i].country for i in roles.get("destination", ())}
    states = all(cast[i].kind == "place" for i in roles.get("destination", ()))
    return Act.PROCURE if home and home == there and None not in home and states else Act.TRANSFER


def _where(roles: Roles, cast: Cast) -> None:
    """A joint project "in North Korea" of somebody from elsewhere is one with that State."""
    agents = {cast[i].country for i in roles.get("agent", ())} - {None}
    there = tuple(i for i in roles.get("place", ()) if cast[i].country not in {None, *agents})
    joint = any(
        read is not None and "joint-venture" in read.classes for i in roles.get("item", ()) if (read := cast[i].goods)
    )
    if joint and len(agents) == 1 and there:
        roles["recipient"] = there


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
        _read_as_labour(roles.get("item", ()), cast)
        if not roles.get("item"):
            _read_as_labour(roles.get("agent", ()), cast)
    acting = [i for i in roles.get("agent", ()) if _is_sent(act, cast[i].goods)]
    if acting and not any(is_people(cast[i].goods) for i in roles.get("item", ())):
        roles["item"] = (*acting, *roles.get("item", ())) if act is Act.TRAIN else tuple(acting)
        rest = tuple(i for i in roles["agent"] if i not in acting)
        roles["agent"] = rest or _states(acting, cast)
    elif not roles.get("agent"):
        roles["agent"] = _states(roles.get("item", ()), cast)
    if act is Act.EMPLOY and not roles.get("origin"):
        _sender_first(roles, cast)
    if act is Act.DEPLOY:
        _hosts_last(roles, cast)
    if not roles.get("agent"):
        roles.pop("agent", None)


def _read_as_labour(ids: Iterable[str], cast: Cast) -> None:
    """People without a name who work are workers, whatever the words call them ("North Koreans", "masons")."""
    for entity_id in ids:
        member = cast[entity_id]
        if member.kind == "person" and member.goods is None and not member.named:
            member.goods = Goods(member.name, classes=frozenset(("labour",)), because=EMPLOYED)


def _is_sent(act: Act, read: Goods | None) -> bool:
    """Whether who acts is what is sent: soldiers, workers, and in a training those who teach."""
    teach = read is not None and "military-training" in read.classes | read.possible_classes
    return is_people(read) or (act is Act.TRAIN and teach)


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


def _hosts_last(roles: Roles, cast: Cast) -> None:
    """Soldiers are sent by their own State: another that deploys them, or fights beside them, received them."""
    people = [i for i in roles.get("item", ()) if is_people(cast[i].goods)]
    states = {cast[i].country for i in people} - {None}
    hosts = tuple(i for i in roles.get("agent", ()) if cast[i].country not in {None, *states})
    if len(states) != 1 or not hosts:
        return
    own = tuple(i for i in roles["agent"] if i not in hosts)
    roles["agent"] = own or _states(people, cast)
    if not roles.get("recipient"):
        roles["recipient"] = hosts


def _states(ids: Iterable[str], cast: Cast) -> tuple[str, ...]:
    codes = dict.fromkeys(code for i in ids if (code := cast[i].country or cast[i].maker) is not None)
    return tuple(cast.country(code) for code in codes)


def _travellers(roles: Roles, cast: Cast) -> None:
    """People who go are who is moved; who calls at an embassy visits its State, and is not in it."""
    people = tuple(i for i in roles.get("agent", ()) if is_people(cast[i].goods))
    if people and not roles.get("item"):
        roles["item"] = people
    missions = cues().words["missions"]
    visited = tuple(i for i in roles.get("destination", ()) if missions & set(cast[i].name.lower().split()))
    if visited:
        roles["destination"] = tuple(i for i in roles["destination"] if i not in visited)
        roles["recipient"] = _joined(roles.get("recipient", ()), visited)


def _users_first(roles: Roles, cast: Cast) -> None:
    """Of two States that use what one of them made, the other uses it: "North Korean missiles that Russia fired"."""
    agents = roles.get("agent", ())
    makers = {cast[i].maker for i in roles.get("item", ())} - {None}
    users = tuple(i for i in agents if cast[i].country not in makers)
    if users and all(cast[i].kind == "place" for i in agents):
        roles["agent"] = users


def _from_maker(roles: Roles, cast: Cast) -> None:
    """Things that nobody is said to give come from the State whose they are said to be ("North Korean munitions")."""
    receiving = {cast[i].country for role in ("recipient", "destination") for i in roles.get(role, ())}
    for item in roles.get("item", ()):
        maker = cast[item].maker
        if maker is not None and maker not in receiving and not cast[item].made_there:
            roles["origin"] = (cast.country(maker),)
            return


def add_thing(kind: Act, roles: Roles, act: FoundAct, cast: Cast) -> None:
    """What is moved, where the words only say "the load", "one" or how much: the thing that was last spoken of.

    An act without any word for its thing must be sure of its parties, or say how much.
    """
    items = roles.get("item", ())
    if kind not in MOVED or not all(_is_mute(cast[i]) and not cast.is_unnamed(i) for i in items):
        return
    amounts = [act.line.text_of(*span).lower() for span in act.roles.get("quantity", ())]
    event = Event("", kind, roles)
    sides = [bool(parties.suppliers(event)), bool(parties.receivers(event))]
    if all(sides) or (any(sides) and (items or act.roles.get("quantity") or _is_definite_noun(act))):
        thing = cast.spoken_of(act.line, {i for ids in roles.values() for i in ids}, in_passing=bool(items))
        if thing is not None and (items or act.roles.get("quantity") or cast[thing].kind not in CRAFT):
            roles["item"] = (thing,)
        elif any(one.unit == "barrel" for words in amounts for one in quantities.parse(words)):
            roles["item"] = (cast.unnamed(BY_THE_BARREL),)


def _is_mute(member: Member) -> bool:
    """Whether an entity does not say what it is: "the shipment", "boxes", "one"."""
    words = member.name.lower().split()
    if TOKENS_OF_GIVING & set(words):
        return False
    if member.goods is None:
        return bool(words) and words[-1] in cues().words["mute"]
    return is_vague(member.goods)


def _is_definite_noun(act: FoundAct) -> bool:
    words = act.line.words
    before = [word.lower() for word in words[max(0, act.trigger[0] - 2) : act.trigger[0]]]
    return act.entry is not None and act.entry.pos == "noun" and bool({"the", "this", "that"} & set(before))


def add_capped(kind: Act, roles: Roles, cast: Cast) -> None:
    """Oil that is said to exceed the cap, and of which nobody says for whom it is: the cap is that of the DPRK."""
    event = Event("", kind, roles)
    oil = any((read := cast[i].goods) is not None and read.classes & CAPPED for i in roles.get("item", ()))
    if kind in MOVED and oil and cast.states["kp"] and not parties.receivers(event) and not parties.suppliers(event):
        roles["recipient"] = (cast.country("kp"),)


def add_other_side(
    kind: Act, roles: Roles, act: FoundAct, cast: Cast, sayings: Mapping[int, list[Saying]], lines: Sequence[Line]
) -> tuple[str, ...]:
    """An act between two sides of which the fillers name one: the other is the one State that is named besides.

    It must be tied to the act by words of its clause ("to Syria", "from Iran", "Libya's"): naming a State accuses, and
    silence about who supplied a thing is an open question. A receiver alone may also be the one State that the title or
    the sentences around it name, if it is known who gives; it is returned as inferred. Speakers' States do not count.
    """
    if kind not in TWO_SIDED or act.stance is Stance.ASKS or (kind is Act.TRAIN and _is_drill(act)):
        return ()
    line, event = act.line, Event("", kind, roles)
    if kind is Act.COOPERATE and not roles.get("agent") and not roles.get("recipient"):
        both = _between(line)
        if len(both) > 1:
            roles["agent"] = tuple(cast.country(code) for code in both)
            return ()
    givers, takers = parties.suppliers(event), parties.receivers(event)
    if kind in STAYING and givers and takers and not _states_near(line, lines) - {cast[i].country for i in givers}:
        _settle(givers, takers, cast)
    if bool(givers) == bool(takers) or len({cast[i].country for i in (*givers, *takers)} - {None}) > 1:
        return ()
    known = {cast[i].country for ids in roles.values() for i in ids} | {cast[i].maker for i in roles.get("item", ())}
    others = _linked(act, giving=not givers) - known - _speaking(line, cast, sayings) - UNIONS
    inferred = not others and any(cast[i].country is not None or cast[i].named for i in givers)
    if inferred:
        others = {
            code for other in _around(line, lines) for code in _states_in(other) - _speaking(other, cast, sayings)
        }
        others -= known | UNIONS
    if inferred and not others and kind in STAYING and _is_domestic(act, roles, givers, cast):
        roles["destination"] = _states(givers, cast)
    others -= at_odds(cast[i].country for i in (*givers, *takers) if _is_state(cast[i]))
    if len(others) != 1:
        return ()
    other = cast.country(others.pop())
    role = "recipient" if givers else "origin" if parties.is_taking(kind) else "agent"
    roles[role] = (other,)
    return (other,) if inferred else ()


def _between(line: Line) -> tuple[str, ...]:
    """The States of those "between" whom a sentence says that something is done or signed, one or two of them."""
    at = next((i for i, word in enumerate(line.words) if word.lower() == "between"), len(line.words))
    found = dict.fromkeys(c for start, _, c in states_and_places(line) if at < start <= at + BETWEEN_REACH)
    joined = "and" in line.words[at : at + BETWEEN_REACH]
    return tuple(found)[:2] if joined else ()


def _is_hostile(act: FoundAct) -> bool:
    """Whether what crosses a border comes against somebody: drones that intrude, leaflets that are scattered."""
    return bool(_clause_lemmas(act) & cues().words["hostile"])


def _comes_against(found: FoundAct, roles: Roles, cast: Cast) -> bool:
    """Whether a State moves arms or aircraft to one with which it is at odds, or anything with hostile words."""
    event = Event("", Act.TRANSFER, roles)
    givers = [i for role in ("agent", "origin") for i in roles.get(role, ()) if _is_state(cast[i])]
    takers = {cast[i].country for i in parties.receivers(event)}
    if not givers or not takers & at_odds(cast[i].country for i in givers):
        return False
    armed = any(is_armed(cast[i].goods) for i in roles.get("item", ()))
    return armed or bool({lemma(word.lower()) for word in found.line.words} & standpoints().against)


def _is_capture(found: FoundAct) -> bool:
    """Whether people are "taken" who are wounded or prisoners: they work for nobody."""
    taken = lemma(found.line.words[found.trigger[0]].lower()) in ("take", "capture", "hold")
    words = {word.lower() for word in found.line.words[slice(*found.clause)]}
    return taken and bool(words & cues().words["captives"])


def _is_toil(roles: Roles, cast: Cast) -> bool:
    """Whether a State's own voice tells of its people at work for those with whom it is at odds: that is of old."""
    hosts = {cast[i].country for role in ("agent", "recipient", "destination", "place") for i in roles.get(role, ())}
    return cast.home is not None and bool(hosts & at_odds([cast.home]))


def _is_ship_launch(found: FoundAct, roles: Roles, cast: Cast) -> bool:
    """Whether a ship is launched: it goes into the water for the first time, and nobody has got it."""
    launched = lemma(found.line.words[found.trigger[0]].lower()) == "launch"
    items = roles.get("item", ())
    return launched and bool(items) and all(cast[i].kind == "vessel" for i in items)


def is_armed(read: Goods | None) -> bool:
    """Whether a thing is what one State brings against another: arms, aircraft, warships."""
    return read is not None and bool((read.classes | read.possible_classes) & ARMED)


def _is_state(member: Member) -> bool:
    """Whether a party is a State, or a body through which one acts, and no firm or private person of it."""
    if member.country is None:
        return False
    return member.kind == "place" or bool(standpoints().state_bodies & set(member.name.lower().split()))


def _clause_lemmas(act: FoundAct) -> set[str]:
    return {lemma(word.lower()) for word in act.line.words[slice(*act.clause)]}


def _states_near(line: Line, lines: Sequence[Line]) -> set[str]:
    return {code for other in _around(line, lines) for code in _states_in(other)} - UNIONS


def _settle(givers: Iterable[str], takers: Iterable[str], cast: Cast) -> None:
    """Farms, schools and army units that a State's people are given things for are its own, where no other is near."""
    states = {cast[i].country for i in givers}
    home = states.pop() if len(states) == 1 else None
    for member in (cast[i] for i in takers):
        if member.country is None and not member.named and member.kind in ("organisation", "place", "person", "other"):
            member.country = home


def _is_domestic(act: FoundAct, roles: Roles, givers: Iterable[str], cast: Cast) -> bool:
    """Whether goods stay at home: a firm or province of a State supplies or carries them, and no other State is near.

    What a State itself gives, what is sold or exported, and arms may go anywhere.
    """
    members = [cast[i] for i in givers]
    named = all(member.country is not None and member.id != cast.country(member.country) for member in members)
    goods = all(cast[i].kind == "goods" for i in roles.get("item", ()))
    return named and goods and bool(roles.get("item")) and not _clause_lemmas(act) & cues().words["trading"]


def _is_drill(act: FoundAct) -> bool:
    """Whether forces exercise: who is named besides is whom it is aimed at, and learns nothing."""
    spans = (act.trigger, *act.roles.get("item", ()), *act.roles.get("topic", ()))
    words = {word.lower() for start, end in spans for word in act.line.words[start:end]}
    return bool(words & cues().words["drills"])


def _speaking(line: Line, cast: Cast, sayings: Mapping[int, list[Saying]]) -> set[str | None]:
    return {cast[speaker.entity].country for saying in sayings.get(line.index, ()) for speaker in saying.speakers}


def _around(line: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines so near that they can name a party that a line leaves out: the title, its paragraph, and itself."""
    first = max(0, line.index - CONTEXT)
    title = [other for other in lines[:1] if other.kind == "title" and first > 0]
    near = lines[first : line.index + CONTEXT + 1]
    return title + [other for other in near if other.kind == "title" or other.paragraph == line.paragraph]


def _states_in(line: Line) -> set[str]:
    """The States that a line names otherwise than as those who talk, meet or vote in it, and where its places lie."""
    return {code for _, _, code in states_and_places(line)}


def states_and_places(line: Line) -> list[tuple[int, int, str]]:
    """Where a line names States, or places in them, otherwise than as those who talk, meet or vote in it."""
    elsewhere = [span for reading in line.reading.acts if reading.act in TALKING for span in _spans(reading)]
    found = [(m.start, m.end, m.code) for m in line.states if not is_war(line, m.start)]
    found += [(start, end, place.held_by or place.country) for start, end, place in line.places]
    return [one for one in found if not any(overlap(one[:2], span) for span in elsewhere)]


def _linked(act: FoundAct, *, giving: bool) -> set[str]:
    """The States that words of the act's own clause tie to it: as where it comes from, or where it goes.

    A State that talks, meets or votes in the sentence, or is where a war is, is none of them.
    """
    ties = GIVING_TIES if giving else TAKING_TIES
    return {
        code
        for start, end, code in states_and_places(act.line)
        if act.clause[0] <= start and end <= act.clause[1] and _is_tied(act.line, start, end, act.trigger, ties)
    }


GIVING_TIES = frozenset(("from", "by", "'s", "’s"))
TAKING_TIES = frozenset(("to", "into", "for", "in", "against", "with", "between"))
BETWEEN_REACH = 14  # words behind "between" in which both sides are named
TIE_REACH = 3  # words between a preposition and the State that it ties: "to the war-torn Syria"


def _is_tied(line: Line, start: int, end: int, trigger: Span, ties: frozenset[str]) -> bool:
    before = [word.lower() for word in line.words[max(0, start - TIE_REACH) : start]]
    possessive = [word.lower() for word in line.words[end : end + 1]]
    return bool(ties & {*before, *possessive}) or abs(start - trigger[1]) <= 1 or abs(trigger[0] - end) <= 1


def _spans(reading: ActReading) -> list[Span]:
    return [(filler.start, filler.end) for filler in reading.roles if filler.role in PARTY_ROLES]


def _joined(ids: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ids, *more)))

"""Launches: missiles, rockets and satellites that are fired, rise, fly, fall or fail, and whose they are.

What flies decides what an act with it means: who sends up his own missile tests it, whatever the verb; who shoots it at
somebody, or shoots one of foreign make, uses it. A flight names no agent: it is whose make the missile is, else whose
the place is that it rose from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from porosity.assessment import Act, Goods
from porosity.reading import grammar
from porosity.reading.acts import FoundAct
from porosity.reading.cast import Cast
from porosity.reading.cues import cues
from porosity.reading.lemmas import lemma
from porosity.reading.lines import Line, Span
from porosity.reading.standpoint import at_odds

Roles = dict[str, tuple[str, ...]]

BALLISTIC = "ballistic-missile"
SPACE = frozenset(("space-launch", "satellite", "satellite-launch"))
FLYING = SPACE | {BALLISTIC, "missile-launch", "cruise-missile", "weapon-unspecified-launch"}
ORBIT = Goods(
    "launch into orbit", classes=frozenset(("satellite-launch",)), because="What goes into orbit is launched there."
)
BECOMES = frozenset((Act.USE, Act.TRANSPORT, Act.TRAVEL, Act.TRANSFER, Act.DEPLOY, Act.OTHER, Act.STATE))
FILLED = ("item", "agent", "carrier", "recipient", "topic")
APPOSED = 3  # words from a thing to the name that stands in apposition to it
SKY_REACH = 14  # words around a verb in which the sky or the sea tells a flight from a freight
AIM_REACH = 12  # words behind a verb in which its target stands
SITE_REACH = 3  # words between a preposition and the place it leads to
SUBJECT_REACH = 6  # words before a verb in which its pronoun stands
AIMED = frozenset(("at", "on", "against"))
SITED = frozenset(("from", "near", "in", "at", "off", "of", "outside", "over"))
PRONOUNS = frozenset(("it", "they", "he", "she", "we"))


def is_flying(read: Goods | None) -> bool:
    """Whether a thing is one that is launched: a missile, a rocket for space, a satellite."""
    return read is not None and bool(read.classes & FLYING or BALLISTIC in read.possible_classes)


def as_launch(act: Act, roles: Roles, found: FoundAct, cast: Cast) -> Act:
    """What an act with a missile or satellite is: a test, if its own State sends it up. The roles are put right."""
    if act is not Act.TEST and act not in BECOMES:
        return act
    things = _flying(roles, found, cast)
    word = lemma(found.line.words[found.trigger[0]])
    if act is not Act.TEST:
        if not things and _is_fate(found, word) and cast.launched is not None:
            things = (cast.launched,)
        if not things or not _goes_up(act, word, things, roles, found, cast):
            return act
        if act is Act.USE and _is_foreign(roles, things, cast):
            return act
    _only_things(roles, things, found, cast)
    if things and _is_shot(roles, things, found, cast):
        return Act.USE
    if _is_flight(found, word) or _is_passive(found):
        _without_onlookers(roles, things, cast)
    _with_orbit(roles, found, cast)
    return Act.TEST


def add_launcher(act: Act, roles: Roles, found: FoundAct, cast: Cast, lines: Sequence[Line]) -> None:
    """Who tests, where the words do not say: the maker, the State of the site, who launched last, the one named."""
    if act is not Act.TEST:
        return
    agents = roles.get("agent", ())
    if all(cast[i].country is None for i in agents):
        makers = {cast[i].maker for i in roles.get("item", ())} - {None}
        code = makers.pop() if len(makers) == 1 else _site(roles, found, cast) or _speaks_of(roles, found, cast, lines)
        if code is not None:
            roles["agent"] = (*agents, cast.country(code))
    own = {cast[i].country for i in roles.get("agent", ())}
    _keep(roles, ("recipient", "destination"), lambda i: cast[i].country not in own)
    if _falls(found):
        _keep(roles, ("place",), lambda i: cast[i].country in own)
    flying = [i for i in roles.get("item", ()) if is_flying(cast[i].goods)]
    if flying:
        cast.launched = flying[-1]
    states = {cast[i].country for i in roles.get("agent", ())} - {None}
    if len(states) == 1:
        cast.launcher = states.pop()


def _keep(roles: Roles, which: Iterable[str], wanted: Callable[[str], bool]) -> None:
    """Take out of some roles whoever is not wanted there."""
    for role in which:
        kept = tuple(i for i in roles.pop(role, ()) if wanted(i))
        if kept:
            roles[role] = kept


def known_ballistic(roles: Roles, cast: Cast) -> None:
    """The words say that what was launched was ballistic: the missile is one, whatever it is called."""
    for one in roles.get("item", ()):
        read = cast[one].goods
        if read is not None and BALLISTIC in read.possible_classes:
            cast[one].goods = replace(read, classes=read.classes | {BALLISTIC})


def _flying(roles: Roles, found: FoundAct, cast: Cast) -> tuple[str, ...]:
    """The missiles, rockets and satellites among the fillers, with the names that stand in apposition to them."""
    ids = [i for role in FILLED for i in roles.get(role, ()) if is_flying(cast[i].goods)]
    line = found.line
    for role in FILLED:
        for span in found.roles.get(role, ()):
            for start, end in _apposed(line, span):
                ids += [i for i in cast.things(line, start, end) if is_flying(cast[i].goods)]
    return tuple(dict.fromkeys(ids))


def _apposed(line: Line, span: Span) -> list[Span]:
    """Things that name another closer, or that it carries: "a missile, the X-1", "a rocket with a satellite"."""
    behind = line.words[span[1] : span[1] + 1]
    if behind not in ((",",), ("with",), ("carrying",), ("(",)):
        return []
    return [where for where, read in line.goods if span[1] < where[0] <= span[1] + APPOSED + 1 and is_flying(read)][:1]


def _is_flight(found: FoundAct, word: str) -> bool:
    """Whether a verb has the missile as its subject: "it flew", "it took off"."""
    rest = {word.lower() for word in found.line.words[found.trigger[0] + 1 : found.trigger[1]]}
    return word in cues().words["flights"] or (word in cues().words["lofting"] and "off" in rest)


def _is_passive(found: FoundAct) -> bool:
    """Whether a missile "was launched", and nobody is named behind "by"."""
    words, (start, end) = found.line.words, found.trigger
    return grammar.is_passive(words, start, end) and "by" not in words[end : end + AIM_REACH]


def _is_fate(found: FoundAct, word: str) -> bool:
    """Whether a verb tells the fate of the rocket last spoken of: "it failed", "the second succeeded"."""
    if word not in cues().words["fates"]:
        return False
    before = [w.lower() for w in found.line.words[max(0, found.trigger[0] - SUBJECT_REACH) : found.trigger[0]]]
    return bool(cues().words["rockets_again"] & set(before))


def _goes_up(act: Act, word: str, things: Iterable[str], roles: Roles, found: FoundAct, cast: Cast) -> bool:
    """Whether a verb sends up what it is about, rather than that it is carried, given or spoken of."""
    lists = cues().words
    if act is Act.STATE:
        return word in lists["launching"]
    if word in lists["launching"] or (word in lists["fates"] and act is not Act.TRANSFER):
        return True
    ashore = any(cast[i].country is not None for i in roles.get("destination", ()))
    space = any((read := cast[i].goods) is not None and read.classes & SPACE for i in things)
    if word in lists["lofting"] and space and not ashore:
        return True
    if word in lists["flights"] | lists["lofting"]:
        at = found.trigger[0]
        around = {w.lower() for w in found.line.words[max(0, at - SKY_REACH) : at + SKY_REACH]}
        return bool(lists["skies"] & around)
    return False


def _only_things(roles: Roles, things: tuple[str, ...], found: FoundAct, cast: Cast) -> None:
    """The missile is what is tested, not who tests or what carries."""
    if not things:
        return
    _keep(roles, FILLED[1:], lambda i: i not in things)
    kept = tuple(i for i in roles.get("item", ()) if cast[i].goods is not None and i not in things)
    roles["item"] = (*things, *kept)
    if not roles.get("agent"):
        start = max(0, found.trigger[0] - SUBJECT_REACH)
        before = next((at for at in range(start, found.trigger[0]) if found.line.words[at].lower() in PRONOUNS), None)
        if before is not None:
            subject = cast.parties(found.line, before, before + 1)
            if subject:
                roles["agent"] = subject


def _is_foreign(roles: Roles, things: Iterable[str], cast: Cast) -> bool:
    """Whether a State fires what another made: it uses it."""
    makers = {cast[i].maker for i in things} - {None}
    return bool(makers and {cast[i].country for i in roles.get("agent", ())} - makers - {None})


def _is_shot(roles: Roles, things: Iterable[str], found: FoundAct, cast: Cast) -> bool:
    """Whether a missile is shot at somebody: it is of foreign make, or the words name a target in another State."""
    makers = {cast[i].maker for i in things} - {None}
    by = {cast[i].country for i in roles.get("agent", ())} - {None}
    line, end = found.line, found.trigger[1]
    targets = {
        code for start, _, code in _named(line) if _led_to(line, start, AIMED) and end <= start < end + AIM_REACH
    }
    if targets - by - makers:
        return True
    foreign = bool(makers and by) and not makers & by
    there = {cast[i].country for role in ("recipient", "destination", "place") for i in roles.get(role, ())} - {None}
    return foreign and bool(there - by - makers)


def _without_onlookers(roles: Roles, things: Iterable[str], cast: Cast) -> None:
    """A flight has no agent but whose missile it is: where it fell and who saw it have no part."""
    makers = {cast[i].maker for i in things} - {None}
    _keep(roles, ("agent",), lambda i: cast[i].country is not None and cast[i].country in makers)


def _with_orbit(roles: Roles, found: FoundAct, cast: Cast) -> None:
    """What goes into orbit is a satellite launch, whatever the rocket is called."""
    reads = [cast[i].goods for i in roles.get("item", ())]
    words = {word.lower() for word in found.line.words[found.clause[0] : found.clause[1]]}
    if "orbit" in words and not any(read is not None and read.classes & SPACE for read in reads):
        roles["item"] = (*roles.get("item", ()), cast.unnamed(ORBIT))


def _site(roles: Roles, found: FoundAct, cast: Cast) -> str | None:
    """The State of the place that a missile rises from, or at which a device is tested; never where it falls."""
    line, falls = found.line, _falls(found)
    roots = [cast[i].country for role in ("origin", "place") for i in roles.get(role, ())]
    start, end = found.clause
    near = [
        code
        for first, _, code in _named(line)
        if start <= first < end and _led_to(line, first, frozenset(("from",)) if falls else SITED)
    ]
    for code in near if falls else (*roots, *near):
        if code is not None:
            return code
    return None


def _falls(found: FoundAct) -> bool:
    """Whether a verb tells where a missile came down: "fell into", not "came up out of"."""
    words, at = found.line.words, found.trigger[0]
    behind = [word.lower() for word in words[at + 1 : at + 2]]
    return lemma(words[at]) in cues().words["falling"] and not {"up", "off", "out"} & set(behind)


def _led_to(line: Line, first: int, prepositions: frozenset[str]) -> bool:
    """Whether a preposition leads to a place, and does not measure how far it is ("300 km from Japan")."""
    for at in range(first - 1, max(-1, first - 2 - SITE_REACH), -1):
        word = line.words[at].lower()
        if word in prepositions:
            return at == 0 or line.words[at - 1].lower() not in cues().words["distances"]
        if word in (",", ";", "to", "into", "toward", "towards"):
            return False
    return False


def _named(line: Line) -> list[tuple[int, int, str]]:
    found = [
        (m.start, m.end, m.code) for m in line.states if line.words[max(0, m.start - 2) : m.start] != ("Sea", "of")
    ]
    return sorted(found + [(start, end, place.held_by or place.country) for start, end, place in line.places])


def _speaks_of(roles: Roles, found: FoundAct, cast: Cast, lines: Sequence[Line]) -> str | None:
    """Who launched last in this report, else the one State that its sentence, its paragraph or the title names."""
    line = found.line
    own = {code for _, _, code in _named(line)}
    first = {code for start, _, code in _named(line) if found.clause[0] <= start < found.trigger[0]}
    if cast.launcher is not None:
        return cast.launcher if not first - {cast.launcher} else None
    around = {code for one in lines if _is_around(one, line) for _, _, code in _named(one)}
    flies = any(is_flying(cast[i].goods) for i in roles.get("item", ()))
    if flies and cast.home is not None and not (own | around) - at_odds([cast.home]) - {cast.home}:
        return cast.home  # a State's own outlet names who launches, where it is an enemy
    for codes in (around - own,) if _falls(found) else (own, own | around):
        if len(codes) == 1:
            return codes.pop()
    return None


def _is_around(other: Line, line: Line) -> bool:
    return other is not line and (other.kind == "title" or other.paragraph == line.paragraph)

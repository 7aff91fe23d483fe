"""Events without any text: what ``porosity judge`` reads, made whole so that the law can weigh it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from porosity import facts, goods, quantities
from porosity.assessment import ROLES, Act, Entity, Event, Finding, Goods, Listing, Means, Quantity
from porosity.errors import InputError
from porosity.measures.deciding import Situation
from porosity.measures.judging import judge, telling
from porosity.measures.law import Law
from porosity.measures.loading import known_classes
from porosity.reading import countries, offices
from porosity.timespan import TimeSpan

CONTRACT = "See docs/judge.md for the format."
WORDS = re.compile(r"[\w.'’]+")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].*)?")  # a time of day may follow
DESCRIBING_ROLES = ("item", "purpose", "topic", "carrier", "via", "quantity")


def complete(entity: Entity) -> Entity:
    """An entity with its country and its kind of thing filled in from its name, where they are not given."""
    if entity.country is None:
        country = country_of(entity.name, entity.kind) or goods.maker_of(entity.name)
        entity = replace(entity, country=country)
    if entity.goods is None and entity.kind not in ("place", "nationality"):
        entity = replace(entity, goods=goods.classify(f"{entity.name} {entity.description}".strip(), kind=entity.kind))
    return entity


def country_of(name: str, kind: str) -> str | None:
    """The country of a party by its name: a State, a known body or person, a place, or the one State it mentions."""
    known = countries.country_of(name)
    if known is None and (place := countries.place_of(name)) is not None:
        known = place.held_by or place.country
    if known is None and (body := offices.organisation(name)) is not None:
        known = body.country
    if known is None and (person := offices.person(name)) is not None:
        known = person.country
    if known is None and kind != "person":
        words = WORDS.findall(name)
        mentioned = {mention.code for mention in countries.find_countries(words)}
        if not mentioned:  # "Khabarovsk entrepreneurs": the place says whose they are
            mentioned = {
                code for _, _, place in countries.find_places(words) if (code := place.held_by or place.country)
            }
        known = mentioned.pop() if len(mentioned) == 1 else None
    return known


def parse_quantity(text: str) -> Quantity | None:
    """The first quantity in a text, or None."""
    found = quantities.parse(text) if text else ()
    return found[0] if found else None


def judge_document(data: object, law: Law, *, place: str = "events") -> list[Finding]:
    """Findings for one document of events as the contract has them.

    Raises:
        InputError: the document is not of that form; the message names the place in it.
    """
    return [finding for situation in read_situations(data, place) for finding in telling(judge(situation, law), law)]


def read_situations(data: object, place: str) -> Iterator[Situation]:
    """The situations of one document, an event each."""
    if not isinstance(data, Mapping):
        raise InputError(place, "an object with 'events' was expected.", CONTRACT)
    published = _day(data.get("published"), f"{place}: published")
    known = {}
    for number, item in enumerate(_list(data.get("entities", []), f"{place}: entities")):
        entity = complete(_read_entity(item, f"{place}: entities[{number}]", f"entity-{number}"))
        known[entity.id] = entity
    events = data.get("events")
    if events is None:
        raise InputError(place, "'events' is missing.", CONTRACT)
    for number, item in enumerate(_list(events, f"{place}: events")):
        yield _read_event(item, known, published, f"{place}: events[{number}]", f"event-{number + 1}")


def _read_event(
    item: object, known: Mapping[str, Entity], published: date | None, place: str, default_id: str
) -> Situation:
    if not isinstance(item, Mapping):
        raise InputError(place, f"an object was expected, not {item!r}.", CONTRACT)
    try:
        act = Act(str(item.get("act")))
    except ValueError:
        acts = ", ".join(act.value for act in Act)
        raise InputError(place, f"'act' is {item.get('act')!r}.", f"Use one of: {acts}.") from None
    entities = dict(known)
    roles: dict[str, tuple[str, ...]] = {}
    given = item.get("roles", {})
    if not isinstance(given, Mapping):
        raise InputError(place, "'roles' must be an object of lists.", CONTRACT)
    for role, fillers in given.items():
        if role not in ROLES:
            raise InputError(place, f"the role {role!r} is unknown.", f"Use one of: {', '.join(ROLES)}.")
        ids = []
        for number, filler in enumerate(_apart(fillers if isinstance(fillers, list) else [fillers])):
            if isinstance(filler, str) and filler in entities:
                ids.append(filler)
                continue
            entity = _read_filler(filler, role, f"{place}: roles.{role}[{number}]", f"{default_id}-{role}-{number}")
            entities[entity.id] = entity
            ids.append(entity.id)
        roles[role] = tuple(ids)
    words = " ".join(entities[i].name for role in DESCRIBING_ROLES for i in roles.get(role, ()))
    event = Event(
        id=str(item.get("id", default_id)),
        act=act,
        roles=roles,
        claims=tuple(str(claim) for claim in _list(item.get("claims", []), f"{place}: claims")),
        time=_read_time(item.get("time"), f"{place}: time"),
        quantity=_read_quantity(item.get("quantity"), words, f"{place}: quantity"),
        facts={**facts.facts_in(words), **_read_facts(item.get("facts", {}), f"{place}: facts")},
    )
    return Situation(event, entities, published)


def _apart(fillers: list[object]) -> Iterator[object]:
    """Parties written as one ("Russia and DPRK") as the several States that they are."""
    for filler in fillers:
        name = filler.get("name") if isinstance(filler, Mapping) else filler
        parts = re.split(r"\s+and\s+|\s*[,;/]\s*", name) if isinstance(name, str) else []
        if len(parts) > 1 and all(countries.country_of(part) for part in parts):
            yield from ({"name": part, "kind": "place"} for part in parts)
        else:
            yield filler


def _read_filler(filler: object, role: str, place: str, entity_id: str) -> Entity:
    kind = {"item": "goods", "place": "place", "origin": "place", "destination": "place"}.get(role, "organisation")
    if isinstance(filler, str):
        return complete(Entity(entity_id, filler, kind))
    return complete(_read_entity(filler, place, entity_id, kind))


def _read_entity(item: object, place: str, default_id: str, default_kind: str = "other") -> Entity:
    if not isinstance(item, Mapping) or not isinstance(item.get("name"), str):
        raise InputError(place, f"an entity with a 'name' was expected, not {item!r}.", CONTRACT)
    listings = item.get("listings") if item.get("screened") is not False else None
    return Entity(
        id=str(item.get("id", default_id)),
        name=item["name"],
        kind=str(item.get("kind") or default_kind),
        country=_country(item.get("country"), f"{place}: country"),
        spellings=tuple(str(one) for one in _list(item.get("spellings", []), f"{place}: spellings")),
        goods=_given_goods(item, place),
        listings=None if listings is None else tuple(_read_listings(listings, f"{place}: listings")),
        flag=_country(item.get("flag"), f"{place}: flag"),
    )


def _given_goods(item: Mapping[object, object], place: str) -> Goods | None:
    """What the input says of a thing, together with what its name says."""
    hs, possible_hs = (_headings(item.get(key, []), f"{place}: {key}") for key in ("hs", "possible_hs"))
    classes, possible = (_classes(item.get(key, []), f"{place}: {key}") for key in ("classes", "possible_classes"))
    given = (*hs, *sorted(classes), *(f"perhaps {one}" for one in (*possible_hs, *sorted(possible))))
    if not given:
        return None
    name = str(item["name"])
    read = goods.classify(name) or Goods(name)
    return replace(
        read,
        hs=tuple(dict.fromkeys((*hs, *read.hs))),
        classes=read.classes | classes,
        possible_hs=tuple(dict.fromkeys((*possible_hs, *read.possible_hs))),
        possible_classes=read.possible_classes | possible,
        because=f"'{name}' is given as {', '.join(given)}.",
    )


def _read_listings(items: object, place: str) -> Iterator[Listing]:
    for item in _list(items, place):
        if not isinstance(item, Mapping):
            raise InputError(place, f"an object was expected, not {item!r}.", CONTRACT)
        yield Listing(
            list=str(item.get("list", "")),
            id=str(item.get("id", "")),
            name=str(item.get("name", "")),
            score=_score(item.get("score", 1.0), f"{place}: score"),
            program=str(item.get("program", "")),
            since=_day(item.get("since"), f"{place}: since"),
            until=_day(item.get("until"), f"{place}: until"),
            measures=tuple(str(one) for one in _list(item.get("measures") or [], f"{place}: measures")),
            means=_means(item.get("means", Means.SAME), f"{place}: means"),
        )


def _means(value: object, place: str) -> Means:
    try:
        return Means(str(value))
    except ValueError as error:
        raise InputError(place, f"{value!r} is unknown.", f"Known: {', '.join(Means)}.") from error


def _score(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(place, f"a number was expected, not {value!r}.", CONTRACT)
    return float(value)


def _country(value: object, place: str) -> str | None:
    """A country by its code, or by its name."""
    if value is None or value == "":
        return None
    code = value.lower() if isinstance(value, str) else ""
    if countries.country_name(code) is None:
        code = countries.country_of(value) or "" if isinstance(value, str) else ""
    if not code:
        raise InputError(place, f"{value!r} is no country.", "Write its ISO 3166 code, e.g. kp.")
    return code


def _classes(value: object, place: str) -> frozenset[str]:
    names = frozenset(str(one) for one in _list(value, place))
    for name in sorted(names - known_classes()):
        near = difflib.get_close_matches(name, sorted(known_classes()), n=1)
        raise InputError(place, f"the class {name!r} is unknown.", f"Did you mean {near[0]!r}?" if near else CONTRACT)
    return names


def _headings(value: object, place: str) -> tuple[str, ...]:
    headings = tuple(str(heading).replace(".", "") for heading in _list(value, place))
    for heading in headings:
        if not heading.isdecimal() or len(heading) not in (2, 4, 6):
            raise InputError(place, f"{heading!r} is no heading.", 'Give 2, 4 or 6 digits, e.g. "8703".')
    return headings


def _read_time(item: object, place: str) -> TimeSpan | None:
    if item is None:
        return None
    if isinstance(item, str):
        item = {"from": item, "to": item}
    if not isinstance(item, Mapping):
        raise InputError(place, f"an object with 'from' and 'to' was expected, not {item!r}.", CONTRACT)
    first, last = _day(item.get("from"), f"{place}.from"), _day(item.get("to"), f"{place}.to")
    if first is None and last is None:
        return None
    if first is not None and last is not None and first > last:
        raise InputError(place, f"it ends ({last}) before it begins ({first}).", "Both days are counted in.")
    return TimeSpan(first, last, str(item.get("text") or ""))


def _read_quantity(item: object, words: str, place: str) -> Quantity | None:
    if item is None:
        return parse_quantity(words)
    if isinstance(item, str):
        return parse_quantity(item)
    if isinstance(item, Mapping):
        try:
            return Quantity(float(item["amount"]), str(item["unit"]), str(item.get("text", "")))
        except (KeyError, TypeError, ValueError):
            pass
    raise InputError(place, f"an amount with a unit was expected, not {item!r}.", CONTRACT)


def _read_facts(item: object, place: str) -> dict[str, bool]:
    if not isinstance(item, Mapping):
        raise InputError(place, "an object of true and false was expected.", CONTRACT)
    for name, value in item.items():
        if name not in facts.facts():
            raise InputError(place, f"the fact {name!r} is unknown.", f"Known: {', '.join(sorted(facts.facts()))}.")
        if value is not None and not isinstance(value, bool):
            raise InputError(place, f"{name!r} must be true, false or null, not {value!r}.", CONTRACT)
    return {str(name): value for name, value in item.items() if value is not None}


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list | tuple):
        raise InputError(place, f"a list was expected, not {value!r}.", CONTRACT)
    return list(value)


def _day(value: object, place: str) -> date | None:
    if value is None:
        return None
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        if match is not None:
            return date.fromisoformat(match[1])
    except ValueError:
        pass  # such as 30 February
    raise InputError(place, f"{value!r} is no day.", "Write it as 2024-02-20.")

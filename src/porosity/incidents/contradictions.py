"""What the reports of an incident differ about, side by side: who, what, how many, when, where, whether at all.

A difference is one only between accounts of the same act. What grows with time (how many were sent by now) is shown
with the days on which it was said, for a reader to tell growth from contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from porosity.assessment import Act, Entity, Event
from porosity.exports import wording
from porosity.incidents import names
from porosity.incidents.accounts import Account
from porosity.incidents.grading import AT_ALL
from porosity.incidents.records import Contrast, Quote, Side
from porosity.incidents.rules import rules
from porosity.reading import countries

ABOUT = (AT_ALL, "who", "what", "how many", "when", "where")
NO_ACT = (Act.STATE, Act.OTHER, Act.VOTE, Act.DESIGNATE)
LONGEST = 7  # days of a time that is held against another
ONCE = (Act.TEST, Act.DIE, Act.SEIZE, Act.DETAIN)  # acts that have one day
MODEL = re.compile(r"\b(?:[A-Z][\w-]*\d[\w-]*|\d+ ?mm|[A-Z]{2,}[\w-]*|[A-Z][a-z]+)\b")
BECAUSE = {
    AT_ALL: "one says that it took place, another that it did not",
    "who": "they name others for the same part in it",
    "what": "they name other makes or models of the same kind of thing",
    "how many": "they give other numbers of the same thing",
    "when": "they give days that cannot both be right",
    "where": "they name other places for the same act",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One account of one point: what it says, a key by which it is held against others, and the words."""

    says: str
    key: str
    quote: Quote


def contrasts(accounts: Sequence[Account]) -> tuple[Contrast, ...]:
    """What the accounts differ about, in a fixed order; each side with every quotation that takes it."""
    found: list[Contrast] = []
    denial = _at_all(accounts)
    if denial is not None:
        found.append(denial)
    for about, points, alike in (
        ("who", _who, names.meet),
        ("what", _what, names.meet),
        ("how many", _how_many, str.__eq__),
        ("when", _when, _overlap),
        ("where", _where, names.meet),
    ):
        found.extend(_differing(about, accounts, points, alike))
    return tuple({(one.about, one.sides): one for one in found}.values())


def _at_all(accounts: Sequence[Account]) -> Contrast | None:
    """Who says that it took place, and who that it did not."""
    sides: dict[bool, list[Quote]] = {True: [], False: []}
    for account in accounts:
        for event, claim in account.told():
            if event.act not in NO_ACT and claim.evidence and claim.stance.value in ("asserts", "denies"):
                sides[not claim.is_negative].append(account.quote(claim.evidence[0], claim))
    if not sides[True] or not sides[False]:
        return None
    told = (Side("it took place", _once(sides[True])), Side("it did not take place", _once(sides[False])))
    return Contrast(AT_ALL, told, BECAUSE[AT_ALL])


def _once(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple({(one.report, one.start): one for one in quotes}.values())


def _differing(
    about: str,
    accounts: Sequence[Account],
    points: Callable[[Account, Event], Iterator[tuple[str, str, str]]],
    alike: Callable[[str, str], bool],
) -> Iterator[Contrast]:
    """For each thing that several reports speak of, the answers that are not alike."""
    answers: dict[str, list[Said]] = {}
    for account in accounts:
        for event in account.events:
            quote = account.saying(event)
            if event.act in NO_ACT or quote is None or all(one.is_negative for one in account.claims(event)):
                continue
            for subject, says, key in points(account, event):
                answers.setdefault(subject, []).append(Said(says, key, quote))
    for said in answers.values():
        sides = _sides(said, alike)
        if len(sides) > 1 and len({quote.report for side in sides for quote in side.quotes}) > 1:
            yield Contrast(about, tuple(sides), BECAUSE[about])


def _sides(said: Sequence[Said], alike: Callable[[str, str], bool]) -> list[Side]:
    """Answers that are alike are one side; a report that gives several answers contradicts nobody by one of them."""
    groups: list[list[Said]] = []
    for one in said:
        home = next((group for group in groups if any(alike(one.key, other.key) for other in group)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    everywhere = [{one.quote.report for one in group} for group in groups]
    kept = [
        group
        for group, mine in zip(groups, everywhere, strict=True)
        if not any(other is not mine and mine < other for other in everywhere)
    ]
    return [Side(max((one.says for one in group), key=len), _once(one.quote for one in group)) for group in kept]


def _who(account: Account, event: Event) -> Iterator[tuple[str, str, str]]:
    """Persons and bodies of their own names on the giving side; several together are one answer."""
    if event.act in (Act.TRAVEL, Act.MEET):
        return
    for role in ("agent", "carrier"):
        for entity in _in(account, event, role):
            if names.is_own_name(entity.name) and entity.kind in ("person", "organisation", "vessel"):
                key = names.person_key(entity.name) if entity.kind == "person" else names.name_key(entity.name)
                yield f"{event.act}|{role}|{entity.kind}", entity.name, key


def _what(account: Account, event: Event) -> Iterator[tuple[str, str, str]]:
    """Makes and models of things, under the classes that the things have."""
    for entity in _in(account, event, "item"):
        if entity.goods is None or entity.kind == "person":
            continue
        bare = " ".join(word for word in entity.name.split() if not countries.find_countries([word]))
        model = " ".join(MODEL.findall(bare))
        for kind in sorted(entity.goods.classes - rules().generic):
            if model and not entity.name.istitle():
                yield f"{event.act}|{kind}", entity.name, model.casefold()


def _how_many(account: Account, event: Event) -> Iterator[tuple[str, str, str]]:
    if event.quantity is None:
        return
    for entity in _in(account, event, "item"):
        for kind in sorted(entity.goods.classes if entity.goods is not None else ()):
            amount = f"{event.quantity.amount:g}"
            yield f"{event.act}|{kind}|{event.quantity.unit}", event.quantity.text, amount


def _when(account: Account, event: Event) -> Iterator[tuple[str, str, str]]:
    """Days of acts that have one day: a launch, a death, a seizure."""
    time = event.time
    if event.act not in ONCE or time is None or time.first is None or time.last is None:
        return
    if (time.last - time.first).days <= LONGEST:
        yield event.act, wording.period(time), f"{time.first.isoformat()} {time.last.isoformat()}"


def _overlap(one: str, other: str) -> bool:
    (first, last), (begin, end) = ([date.fromisoformat(day) for day in key.split()] for key in (one, other))
    return first <= end and begin <= last


def _where(account: Account, event: Event) -> Iterator[tuple[str, str, str]]:
    """Places below a State at which an act took place, or to which something went."""
    for role in ("place", "destination"):
        for entity in _in(account, event, role):
            if countries.country_of(entity.name) is None and countries.place_of(entity.name) is not None:
                yield f"{event.act}|{role}|{entity.country}", entity.name, names.name_key(entity.name)


def _in(account: Account, event: Event, role: str) -> list[Entity]:
    return [account.entities[i] for i in event.roles.get(role, ()) if i in account.entities]

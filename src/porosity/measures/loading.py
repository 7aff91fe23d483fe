"""From YAML to measures: strict, with messages that say where, what is wrong and what to do."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from porosity import resources, yaml_strict
from porosity.assessment import ROLES, Act
from porosity.errors import KnowledgeError
from porosity.measures.law import Family, Law, Regime
from porosity.measures.measure import (
    Amount,
    Bound,
    Citation,
    Condition,
    Direction,
    ExemptionRule,
    Force,
    HistoryStep,
    Kind,
    Limb,
    Measure,
    Party,
    Silent,
    Sure,
    Things,
    Vote,
)

GUIDE = "See docs/measures.md."
PARTY_ROLES = (*ROLES, "supplier", "receiver")
BOUND_WORDS = ("un-members", "target", "anyone")

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class Block:
    """A mapping of a file under reading: hands out its values once, checks them, and complains with the place."""

    def __init__(self, place: str, data: object) -> None:
        if not isinstance(data, Mapping):
            raise KnowledgeError(place, f"a mapping was expected, not {data!r}.", GUIDE)
        self.place = place
        self._data = dict(data)
        self._asked: list[str] = []

    def _take(self, key: str) -> object:
        self._asked.append(key)
        return self._data.get(key)

    def wrong(self, key: str, problem: str, next_step: str = GUIDE) -> KnowledgeError:
        """The error for one key of this block."""
        return KnowledgeError(self.place, f"'{key}' {problem}", next_step)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text; one that must be there if it has no default."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "is missing." if value is None else f"must be a text, not {value!r}.")
        return value.strip()

    def number(self, key: str) -> float:
        """A number."""
        value = self._take(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, f"must be a number, not {value!r}.")
        return float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.wrong(key, f"must be true or false, not {value!r}.")
        return value

    def day(self, key: str) -> date | None:
        """A day as 2017-12-22, or nothing."""
        value = self._take(key)
        if value is None:
            return None
        if type(value) is not date:
            raise self.wrong(key, f"must be a day such as 2017-12-22, not {value!r}.", "Write it without quotes.")
        return value

    def one_of(self, key: str, words: type[E], *, default: E | None = None) -> E:
        """One word of a closed vocabulary."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        try:
            return words(str(value))
        except ValueError:
            raise self.wrong(key, f"is {value!r}.", known_words(str(value), [w.value for w in words])) from None

    def texts(self, key: str, *, among: Collection[str] | None = None, empty: bool = True) -> tuple[str, ...]:
        """A list of texts, each from a closed vocabulary if one is given."""
        value = self._take(key)
        if value is None:
            value = []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"must be a list of texts, not {value!r}.", 'Numbers need quotes: ["87"].')
        if not value and not empty:
            raise self.wrong(key, "must name at least one.")
        for item in value:
            if among is not None and item not in among:
                raise self.wrong(key, f"names {item!r}.", known_words(item, among))
        return tuple(value)

    def block(self, key: str) -> Block | None:
        """A mapping below this one."""
        value = self._take(key)
        return None if value is None else Block(f"{self.place}: {key}", value)

    def blocks(self, key: str) -> list[tuple[str, Block]]:
        """Named mappings below this one, in order."""
        below = self.block(key)
        return [] if below is None else below.entries()

    def entries(self) -> list[tuple[str, Block]]:
        """All values of this block as named mappings, in order."""
        self._asked.extend(str(name) for name in self._data)
        return [(str(name), Block(f"{self.place}.{name}", value)) for name, value in self._data.items()]

    def listed(self, key: str, read: Callable[[Block], T]) -> tuple[T, ...]:
        """A list of mappings, each read by a function that closes its block."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.wrong(key, f"must be a list, not {value!r}.")
        found = []
        for number, item in enumerate(value, start=1):
            block = Block(f"{self.place}: {key}[{number}]", item)
            found.append(read(block))
            block.close()
        return tuple(found)

    def raw(self, key: str) -> object:
        """A value as it stands, for the caller to check."""
        return self._take(key)

    def close(self) -> None:
        """Every key must have been asked for: what nobody asked for is a mistake."""
        for key in self._data:
            if key not in self._asked:
                raise KnowledgeError(
                    self.place, f"the key '{key}' is unknown.", known_words(str(key), self._asked, "key")
                )


def known_words(word: str, words: Collection[str], what: str = "word") -> str:
    """Advice: the nearest known word, or all of them where there are few."""
    near = difflib.get_close_matches(word, sorted(words), n=1)
    if near:
        return f"Did you mean '{near[0]}'? {GUIDE}"
    if len(words) <= 25:
        return f"Known {what}s: {', '.join(sorted(words))}. {GUIDE}"
    return f"No such {what} is known. {GUIDE}"


@cache
def known_classes() -> frozenset[str]:
    """The ids of ``knowledge/goods/classes.yml``."""
    return _keys_of(resources.knowledge() / "goods" / "classes.yml")


@cache
def known_facts() -> frozenset[str]:
    """The ids of ``knowledge/facts.yml``."""
    return _keys_of(resources.knowledge() / "facts.yml")


def _keys_of(path: Path) -> frozenset[str]:
    data = yaml_strict.load(path)
    if not isinstance(data, Mapping):
        raise KnowledgeError(str(path), "a mapping was expected.", GUIDE)
    return frozenset(str(key) for key in data)


def read_measure(path: Path, data: object) -> Measure:
    """One measure from the content of its file.

    Raises:
        KnowledgeError: the file breaks a rule of docs/measures.md.
    """
    block = Block(_short(path), data)
    name = block.text("id")
    if name != path.stem:
        raise block.wrong("id", f"is {name!r}, but the file is {path.name}.", "Name the file after the id.")
    regime = block.text("regime")
    if regime != path.parent.name:
        raise block.wrong("regime", f"is {regime!r}, but the folder is {path.parent.name!r}.", "Move the file.")
    vote = block.block("vote")
    measure = Measure(
        id=name,
        title=block.text("title"),
        regime=regime,
        kind=block.one_of("kind", Kind),
        force=block.one_of("force", Force),
        force_note=block.text("force_note", default=""),
        instrument=block.text("instrument"),
        symbol=block.text("symbol", default=""),
        adopted=block.day("adopted"),
        vote=_read_vote(vote) if vote else None,
        in_force_from=block.day("in_force_from"),
        in_force_until=block.day("in_force_until"),
        replaced_by=block.texts("replaced_by"),
        target=block.text("target", default="") or None,
        bound=_read_bound(block),
        families=block.texts("families"),
        citations=block.listed("citations", _read_citation),
        history=block.listed("history", _read_history),
        verified_on=block.day("verified_on"),
        confidence=block.text("confidence", default=""),
        note=block.text("note", default=""),
        entry_brings=block.text("entry_brings", default="") or None,
        limbs=tuple(_read_limb(limb_id, limb) for limb_id, limb in block.blocks("limbs")),
        exemptions=tuple(_read_exemption(rule_id, rule) for rule_id, rule in block.blocks("exemptions")),
        path=_short(path),
    )
    block.close()
    _check(measure, block)
    return measure


def _short(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[parts.index("measures") :]) if "measures" in parts else path.name


def _check(measure: Measure, block: Block) -> None:
    if not measure.citations:
        example = '{text: "UNSCR 2397 (2017) OP 7", sure: recalled}'
        raise block.wrong("citations", "is empty.", f"Cite the article it comes from, e.g. {example}. {GUIDE}")
    if not measure.limbs and measure.dated and measure.families:
        raise block.wrong("limbs", "is empty, but the measure has a date and families.", "Say what it bars.")
    begins, ends = measure.in_force_from, measure.in_force_until
    if begins and ends and ends <= begins:
        raise block.wrong("in_force_until", f"({ends}) is not after in_force_from ({begins}).")
    if measure.adopted and begins and begins < measure.adopted:
        raise block.wrong("in_force_from", f"({begins}) lies before the adoption ({measure.adopted}).")
    used = {limb.family for limb in measure.limbs}
    if used != set(measure.families) and (measure.limbs or measure.dated):
        odd = ", ".join(sorted(used ^ set(measure.families)))
        raise block.wrong("families", f"and the families of the limbs differ: {odd}.")
    limb_ids = [limb.id for limb in measure.limbs]
    for rule in measure.exemptions:
        for limb in rule.limbs:
            if limb not in limb_ids:
                advice = known_words(limb, limb_ids, "limb")
                raise block.wrong("exemptions", f"'{rule.id}' names limb {limb!r}.", advice)
    if measure.target is None and any(limb.direction is not Direction.NONE for limb in measure.limbs):
        raise block.wrong("target", "is missing, but a limb has a direction.")


def _read_vote(block: Block) -> Vote:
    vote = Vote(
        yes=int(block.number("yes")),
        no=int(block.number("no")),
        abstaining=int(block.number("abstaining")),
        meeting=block.text("meeting", default=""),
        release=block.text("release", default=""),
    )
    block.close()
    return vote


def _read_bound(block: Block) -> Bound:
    value = block.raw("bound")
    if isinstance(value, str):
        if value not in BOUND_WORDS:
            raise block.wrong("bound", f"is {value!r}.", known_words(value, BOUND_WORDS))
        return Bound(value)
    below = Block(f"{block.place}: bound", value)
    bound = Bound("states", below.texts("states", empty=False), below.text("says", default=""))
    below.close()
    return bound


def _read_citation(block: Block) -> Citation:
    return Citation(block.text("text"), block.one_of("sure", Sure), block.text("of", default=""))


def _read_history(block: Block) -> HistoryStep:
    since = block.day("since")
    if since is None:
        raise block.wrong("since", "is missing.")
    return HistoryStep(since, block.text("by"), block.text("adds"))


def _read_things(block: Block | None) -> Things | None:
    if block is None:
        return None
    hs = block.texts("hs")
    for heading in hs:
        if not heading.isdigit() or len(heading) not in (2, 4, 6):
            raise block.wrong("hs", f"names {heading!r}.", "Headings have 2, 4 or 6 digits.")
    classes = known_classes()
    things = Things(hs, block.texts("classes", among=classes), block.texts("but_not", among=classes))
    block.close()
    if not things.hs and not things.classes:
        raise KnowledgeError(block.place, "names neither hs nor classes.", GUIDE)
    return things


def _read_limb(limb_id: str, block: Block) -> Limb:
    limb = Limb(
        id=limb_id,
        family=block.text("family"),
        says=block.text("says"),
        acts=block.texts("acts", among=[act.value for act in Act], empty=False),
        direction=block.one_of("direction", Direction),
        things=_read_things(block.block("things")),
        reference=block.text("reference"),
        since=block.day("since"),
        until=block.day("until"),
        conditions=tuple(_read_condition(name, condition) for name, condition in block.blocks("when")),
    )
    block.close()
    if limb.since and limb.until and limb.until <= limb.since:
        raise block.wrong("until", f"({limb.until}) is not after since ({limb.since}).")
    return limb


def _read_condition(name: str, block: Block) -> Condition:
    fact = block.text("fact", default="") or None
    if fact is not None and fact not in known_facts():
        raise block.wrong("fact", f"is {fact!r}.", known_words(fact, known_facts()))
    party, amount = block.block("party"), block.block("amount")
    things = block.block("things")
    condition = Condition(
        name=name,
        asks=block.text("asks"),
        reference=block.text("reference", default=""),
        silent=block.one_of("silent", Silent, default=Silent.UNKNOWN),
        fact=fact,
        fact_is=block.flag("is", default=True),
        party=_read_party(party) if party else None,
        things=_read_things(things),
        things_role=block.text("role", default="item"),
        listed=block.texts("listed", among=PARTY_ROLES),
        amount=_read_amount(amount) if amount else None,
    )
    block.close()
    if condition.things_role not in PARTY_ROLES:
        raise block.wrong(
            "role", f"is {condition.things_role!r}.", known_words(condition.things_role, PARTY_ROLES, "role")
        )
    if not (condition.fact or condition.party or condition.things or condition.listed or condition.amount):
        raise KnowledgeError(block.place, "tests nothing.", f"Give a fact, party, things, listed or amount. {GUIDE}")
    return condition


def _read_party(block: Block) -> Party:
    party = Party(
        roles=block.texts("roles", among=PARTY_ROLES, empty=False),
        countries=block.texts("countries"),
        countries_not=block.texts("countries_not"),
        kinds=block.texts("kinds"),
    )
    block.close()
    if not (party.countries or party.countries_not or party.kinds):
        raise KnowledgeError(block.place, "tests nothing.", "Give countries, countries_not or kinds.")
    return party


def _read_amount(block: Block) -> Amount:
    amount = Amount(block.number("over"), block.text("unit"), block.text("per", default="year"))
    if amount.per not in ("year", "item"):
        raise block.wrong("per", f"is {amount.per!r}.", known_words(amount.per, ["year", "item"]))
    block.close()
    return amount


def _read_exemption(rule_id: str, block: Block) -> ExemptionRule:
    fact = block.text("fact")
    if fact not in known_facts():
        raise block.wrong("fact", f"is {fact!r}.", known_words(fact, known_facts()))
    silent = block.text("silent")
    if silent not in ("presumed_absent", "open"):
        raise block.wrong("silent", f"is {silent!r}.", known_words(silent, ["presumed_absent", "open"]))
    rule = ExemptionRule(rule_id, fact, silent, block.text("asks"), block.text("reference"), block.texts("limbs"))
    block.close()
    return rule


def _read_families(path: Path) -> tuple[Family, ...]:
    block = Block(path.name, yaml_strict.load(path))
    families = []
    for family_id, below in block.entries():
        families.append(Family(family_id, below.text("title"), below.text("covers"), below.texts("measures")))
        below.close()
    return tuple(families)


def _read_regimes(path: Path) -> tuple[Regime, ...]:
    block = Block(path.name, yaml_strict.load(path))
    regimes = []
    for regime_id, below in block.entries():
        target = below.text("target", default="") or None
        title, issuer, bound = below.text("title"), below.text("issuer"), below.text("bound")
        regimes.append(Regime(regime_id, title, issuer, target, bound, below.texts("programs")))
        below.close()
    return tuple(regimes)


def load_law(folder: Path | None = None) -> Law:
    """All measures, families and regimes under a knowledge folder (the shipped one by default).

    Raises:
        KnowledgeError: a file breaks a rule of docs/measures.md.
    """
    folder = folder or resources.knowledge()
    measures, digest = [], hashlib.sha256()
    for path in sorted((folder / "measures").glob("*/*.yml")):
        measures.append(read_measure(path, yaml_strict.load(path)))
        digest.update(path.read_bytes())
    families = _read_families(folder / "families.yml")
    regimes = _read_regimes(folder / "regimes.yml")
    programs = {regime.id: regime.programs for regime in regimes}
    measures = [replace(one, programs=programs.get(one.regime, ())) for one in measures]
    law = Law(tuple(measures), families, regimes, digest.hexdigest()[:12])
    _check_links(law)
    return law


def _check_links(law: Law) -> None:
    families = {family.id for family in law.families}
    regimes = {regime.id for regime in law.regimes}
    for measure in law.measures:
        if law.get(measure.id) is not measure:
            raise KnowledgeError(measure.path, f"another file has the id '{measure.id}' too.", "Give each its own id.")
        if measure.regime not in regimes:
            regime = measure.regime
            raise KnowledgeError(measure.path, f"regime '{regime}' is unknown.", known_words(regime, regimes))
        for name in measure.families:
            if name not in families:
                raise KnowledgeError(measure.path, f"family '{name}' is unknown.", known_words(name, families))
        for successor in measure.replaced_by:
            if law.get(successor) is None:
                ids = [other.id for other in law.measures]
                raise KnowledgeError(measure.path, f"replaced_by names '{successor}'.", known_words(successor, ids))
    for family in law.families:
        for name in family.measures:
            if law.get(name) is None:
                ids = [other.id for other in law.measures]
                raise KnowledgeError("families.yml", f"'{family.id}' names '{name}'.", known_words(name, ids))


@cache
def shipped_law() -> Law:
    """The law that ships with Porosity, loaded once."""
    return load_law()

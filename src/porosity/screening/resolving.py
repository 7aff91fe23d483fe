"""The parties of a report held against the lists: who of them is listed, where, since when, and how surely.

Two ways lead to a listing. Every name of every list is looked for in the text itself (`spotting`), and every party
that the reader found is searched by its name and country (`screener`). A listing is *the same* party, *possibly* it (a
name that others bear, too), or a namesake that is known to be somebody else. Only the first decides a measure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from porosity.assessment import Entity, Listing, Means, Report
from porosity.reading import offices
from porosity.screening import background, korean, scorer, spotting_forms
from porosity.screening.decisions import Answer, Decision, Decisions, listing_hash
from porosity.screening.known import SCHEMAS, listings
from porosity.screening.listed import Listed
from porosity.screening.names import Kind, Role, read_name
from porosity.screening.screener import Match, Screener, Subject

if TYPE_CHECKING:
    from porosity.reading.reader import Reading
    from porosity.screening.spotting import Spot, Spotter

KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
SURE = 0.90  # the score from which a fuzzy match in a report counts
MOST_SPELLINGS = 3
OTHER_HEAD = re.compile(r"\b(?:of|for|from|at|in|to|by|with|under)\b", re.IGNORECASE)
POSSESSIVE = 2  # "'s" behind a name
DECIDED = {Answer.SAME: Means.SAME, Answer.DIFFERENT: Means.OTHER}
COMMON = "a name that others bear, too"


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that a report is held against, and what people decided on matches before."""

    screener: Screener
    spotter: Spotter
    decisions: Decisions | None = None

    @property
    def version(self) -> str:
        """The versions of all lists, in one line."""
        return ", ".join(sorted(self.screener.versions.values()))


def resolve(reading: Reading, report: Report, lists: Lists) -> Reading:
    """The reading with the listings of its parties; parties that only the lists know are added."""
    owned, loose = _spotted(reading, report, lists)
    screened = (_screened(entity, owned.get(entity.id, ()), lists) for entity in reading.entities)
    return replace(reading, entities=(*screened, *_unseen(loose, report, lists)))


def _screened(entity: Entity, spots: Iterable[Spot], lists: Lists) -> Entity:
    """A party with its listings: what we know of it, what stands in the text, what its name leads to."""
    if entity.kind not in SCHEMAS:
        return entity
    told: dict[str, Listing] = {}
    for spot in spots:
        for listed in _entries(lists, spot):
            means = Means.SAME if spot.sure else Means.POSSIBLE
            told[listed.id] = _listing(entity, listed, spot.name, 1.0, means, spot.because, lists)
    matches = list(_matches(entity, lists))
    bearers = Counter(match.listed.list for match in matches)
    for match in matches:
        if match.listed.id not in told:
            is_open = _is_common(match) and not _is_known(entity, match.listed, bearers)
            means, because = (Means.POSSIBLE, COMMON) if is_open else (Means.SAME, "")
            told[match.listed.id] = _listing(entity, match.listed, match.name, match.score, means, because, lists)
    references = {one.reference for one in told.values()} | {one.list for one in told.values()}
    kept = [one for one in listings(entity) if one.id not in references and one.list not in references]
    order = sorted(told.values(), key=lambda one: (one.means.value, -one.score, one.list, one.id))
    return replace(entity, listings=(*kept, *order))


def _matches(entity: Entity, lists: Lists) -> Iterator[Match]:
    """The listed parties that a party's name and country lead to, for sure."""
    countries = (entity.country,) if entity.country else ()
    seen = set()
    for name in dict.fromkeys((entity.name, *entity.spellings[:MOST_SPELLINGS])):
        schema = SCHEMAS[entity.kind]
        if not _tells(name, Kind.of(schema)):
            continue
        for match in lists.screener.match(Subject(name, schema, countries)):
            if match.score >= SURE and match.listed.id not in seen and _is_plain(match):
                seen.add(match.listed.id)
                yield match


def _tells(name: str, kind: Kind) -> bool:
    """Whether a name can tell a party by itself: a person's first name, or one word of a body, cannot."""
    roles = read_name(name, kind).roles
    return name[:1].isupper() and sum(role in scorer.WHOLE for role in roles) >= 2


def _is_common(match: Match) -> bool:
    """Whether many people bear a name: a Korean one of two or three syllables, or one of common words only."""
    words = [word for word, role in zip(match.other.words, match.other.roles, strict=True) if role is Role.CORE]
    return match.listed.schema == "Person" and (korean.is_name(words) or background.common().issuperset(words))


def _is_known(entity: Entity, listed: Listed, bearers: Mapping[str, int]) -> bool:
    """Whether our table of offices knows the person, and the list has one of that name and country only."""
    person = offices.person(entity.name)
    if person is None or person.country not in listed.countries or _is_half(person.name):
        return False
    is_entry = person.un_listed is not None and person.un_listed.id == listed.reference
    return is_entry or bearers[listed.list] == 1


def _is_plain(match: Match) -> bool:
    """Whether likeness alone may lead from a text to a listing: the kind is the same, no word that matters is left
    out or stands for a name of its own, the syllables are in their order, and a body's name is no common phrase."""
    comparison = match.comparison
    return (
        not match.is_weak
        and not match.is_other_kind
        and all(_may_miss(match, to) for to in comparison.missing)
        and all(pair.how != scorer.OTHER_WORD for pair in comparison.pairs)
        and all(remark != scorer.SHUFFLED for remark, _ in comparison.remarks)
        and (match.listed.schema == "Person" or _is_distinct(match))
    )


def _is_half(name: str) -> bool:
    """Whether a name may be the half of another: a Korean one of two syllables."""
    words = name.casefold().split()
    return len(words) == 2 and korean.is_name(words)


def _may_miss(match: Match, to: int) -> bool:
    """Whether texts leave a listed word out: a legal form, a particle, a father's name."""
    return match.other.roles[to] not in scorer.CORE or scorer.FATHER.search(match.other.words[to]) is not None


def _is_distinct(match: Match) -> bool:
    """Whether a listed name tells its bearer wherever it stands: "Ministry of Defence" does not."""
    return match.name in _distinct_names(match.listed)


@lru_cache(maxsize=4096)
def _distinct_names(listed: Listed) -> frozenset[str]:
    return frozenset(form.name for form in spotting_forms.forms([listed]) if form.need is spotting_forms.Need.NAME)


def _spotted(reading: Reading, report: Report, lists: Lists) -> tuple[Mapping[str, list[Spot]], list[Spot]]:
    """The list names in the text, by the party whose mention they stand in, and those that stand in none."""
    owned = defaultdict(list)
    loose = []
    owners = _owners(reading.entities)
    for spot in lists.spotter.find(report.text):
        owner = _owner(owners, spot, report.text)
        if owner is None:
            loose.append(spot)
        else:
            owned[owner].append(spot)
    return owned, loose


def _decided(entity: Entity, listed: Listed, lists: Lists) -> Decision | None:
    """What a person decided on this name and this listing as it now is, whatever else was asked for then."""
    return lists.decisions.on(entity.name, listed.id, listing_hash(listed)) if lists.decisions else None


def _owners(entities: Iterable[Entity]) -> list[tuple[int, int, str]]:
    return sorted(
        (start, end, entity.id) for entity in entities if entity.kind in SCHEMAS for start, end in entity.mentions
    )


def _owner(owners: Iterable[tuple[int, int, str]], spot: Spot, text: str) -> str | None:
    """The party whose mention ends with a list name: "Marshal Kim Jong Un", but not "the guard of Kim Jong Un"."""
    for start, end, id_ in owners:
        if (
            start <= spot.start
            and spot.end <= end <= spot.end + POSSESSIVE
            and not OTHER_HEAD.search(text[start : spot.start])
        ):
            return id_
    return None


def _unseen(loose: Iterable[Spot], report: Report, lists: Lists) -> Iterator[Entity]:
    """Parties that the reader did not find, and that a list names for sure."""
    found: dict[str, list[Spot]] = defaultdict(list)
    for spot in loose:
        if spot.sure:
            found[spot.name.casefold()].append(spot)
    for number, spots in enumerate(found.values(), 1):
        entries = [listed for one in spots for listed in _entries(lists, one)]
        if not entries:
            continue
        first = entries[0]
        text = report.text[spots[0].start : spots[0].end]
        entity = Entity(
            id=f"l{number}",
            name=text,
            kind=KINDS.get(first.schema, "organisation"),
            country=first.countries[0] if len(first.countries) == 1 else None,
            spellings=tuple(dict.fromkeys(report.text[one.start : one.end] for one in spots)),
            mentions=tuple((one.start, one.end) for one in spots),
        )
        yield _screened(entity, spots, lists)


def _entries(lists: Lists, spot: Spot) -> Iterator[Listed]:
    for id_ in spot.ids:
        listed = lists.screener.find(id_)
        if listed is not None:
            yield listed


def _listing(
    entity: Entity, listed: Listed, name: str, score: float, means: Means, because: str, lists: Lists
) -> Listing:
    person = offices.person(entity.name) if entity.kind == "person" else None
    if person is not None and listed.reference and listed.reference == person.namesake:
        means, because = Means.OTHER, person.note
    decision = _decided(entity, listed, lists)
    if decision is not None and decision.answer in DECIDED:
        means, because = DECIDED[decision.answer], f"decided by {decision.who}: {decision.why}"
    until = [one.until for one in listed.programs]
    return Listing(
        list=listed.list,
        id=listed.id,
        name=name,
        score=round(score, 4),
        program=listed.program,
        since=listed.since,
        until=max((one for one in until if one is not None), default=None) if all(until) else None,
        measures=tuple(dict.fromkeys(measure for one in listed.programs for measure in one.measures)),
        means=means,
        because=because,
        reference=listed.reference,
        version=lists.screener.versions.get(listed.list),
        terms=tuple((measure, one.since, one.until) for one in listed.programs for measure in one.measures),
    )

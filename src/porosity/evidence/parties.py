"""People and things across reports: derived rows, so that a list and a network need not open any assessment.

A *party* is everybody of one kind under one name, folded; it may be several people. Its key is the kind and the folded
name, ``person:kim jong un``. Who is only described ("lawmakers", "Chinese buyers", "North Koreans") is no
party, and neither is a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from porosity.assessment import Assessment, Entity, Means
from porosity.evidence import keys, searching, tables
from porosity.evidence.listing import MOST, finding_row, page_of, place_of, report_row
from porosity.evidence.packing import storable
from porosity.evidence.records import FindingRow, Page, ReportRow
from porosity.evidence.rows import day_number
from porosity.reading import countries

KINDS: Final = ("person", "organisation", "vessel", "aircraft", "vehicle", "weapon", "good")
THINGS: Final = ("vehicle", "weapon", "good", "aircraft")
LONGEST: Final = 120
MOST_EVENTS: Final = 2000
"""Acts of a party that its network is drawn from: the latest."""


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party as lists show it; ``listed``: some report's reading holds it for an entry of a sanctions list."""

    key: str
    name: str
    kind: str
    country: str | None
    reports: int
    findings: int
    listed: bool
    day: date | None


@dataclass(frozen=True, slots=True)
class Tied:
    """A party that acts together with another, and in how many of its latest acts."""

    key: str
    name: str
    kind: str
    country: str | None
    listed: bool
    acts: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which parties are meant; empty means all."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    listed: bool | None = None


def party_key(entity: Entity) -> str | None:
    """What the party of an entity is called; None where it has no name of its own.

    >>> party_key(Entity("e1", "Kim Jong Un", "person")), party_key(Entity("e2", "Chinese buyers", "person"))
    ('person:kim jong un', None)
    """
    if entity.kind not in KINDS or not _is_named(entity):
        return None
    folded = " ".join(word for word, *_ in searching.words_of(entity.name))[:LONGEST].strip()
    return f"{entity.kind}:{folded}" if folded else None


def _is_named(entity: Entity) -> bool:
    """Whether it has a name, and not only a description: its last word begins as a name does.

    A thing may be named by its first word ("Aurus limousine"). People called by their State alone are nobody.
    """
    words = entity.name.split()
    if not any(character.islower() or character.isupper() for character in entity.name):
        return True  # a script without capitals
    if entity.kind in THINGS:
        return any(character.isupper() or character.isdigit() for character in entity.name)
    states = countries.find_countries(words)
    return bool(words) and not words[-1][0].islower() and not any(one.end - one.start == len(words) for one in states)


# Keeping


def keep(connection: sa.Connection, assessment: Assessment) -> None:
    """The rows of the parties of a report that has none."""
    report, day = assessment.report.id, day_number(assessment.report.published)
    parties: dict[str, list[Entity]] = {}
    named: dict[str, str] = {}
    for entity in assessment.entities:
        key = party_key(entity)
        if key is not None:
            parties.setdefault(key, []).append(entity)
            named[entity.id] = key
    if not parties:
        return
    inside = {event.id: _of_event(event.roles, named) for event in assessment.events}
    found: dict[str, int] = dict.fromkeys(parties, 0)
    for finding in assessment.findings:
        for key in inside.get(finding.event, ()):
            found[key] += 1
    connection.execute(
        tables.party_report.insert(),
        [
            {"party": key, "report": report, "day": day, "entity": storable(some[0].id), "findings": found[key],
             "listed": any(map(_is_listed, some))}
            for key, some in parties.items()
        ],
    )  # fmt: skip
    acts = [
        {"event": keys.event_key(report, event), "party": key, "report": report, "day": day}
        for event, held in inside.items()
        for key in held
    ]
    if acts:
        connection.execute(tables.party_event.insert(), acts)
    for key, some in parties.items():
        _add(connection, key, some[0], findings=found[key], day=day, listed=any(map(_is_listed, some)))


def drop(connection: sa.Connection, report: str) -> None:
    """Take the parties of a report away: those that no other report names are gone."""
    rows, table = tables.party_report, tables.party
    held = connection.execute(sa.select(rows.c.party, rows.c.findings).where(rows.c.report == report)).all()
    connection.execute(tables.party_event.delete().where(tables.party_event.c.report == report))
    connection.execute(rows.delete().where(rows.c.report == report))
    for key, findings in held:
        mine = rows.c.party == key
        day = connection.scalar(sa.select(rows.c.day).where(mine).order_by(rows.c.day.desc()).limit(1))
        if day is None:
            connection.execute(table.delete().where(table.c.key == key))
            continue
        listed = connection.scalar(sa.select(rows.c.report).where(mine, rows.c.listed).limit(1)) is not None
        connection.execute(
            table.update()
            .where(table.c.key == key)
            .values(reports=table.c.reports - 1, findings=table.c.findings - findings, day=day, listed=listed)
        )


def _of_event(roles: Mapping[str, Sequence[str]], named: Mapping[str, str]) -> list[str]:
    return list(dict.fromkeys(named[one] for ids in roles.values() for one in ids if one in named))


def _is_listed(entity: Entity) -> bool:
    return any(entry.means is not Means.OTHER for entry in entity.listings or ())


def _add(connection: sa.Connection, key: str, entity: Entity, *, findings: int, day: int, listed: bool) -> None:
    """One more report of a party; its name and its country are those that came first."""
    table = tables.party
    told: dict[str, Any] = {
        "reports": table.c.reports + 1,
        "findings": table.c.findings + findings,
        "day": sa.case((table.c.day < day, day), else_=table.c.day),
    }
    if listed:
        told["listed"] = True
    if entity.country:
        told["country"] = sa.case((table.c.country == "", entity.country), else_=table.c.country)
    if connection.execute(table.update().where(table.c.key == key).values(told)).rowcount:
        return
    row = {"key": key, "name": storable(entity.name), "kind": entity.kind, "country": entity.country or ""}
    connection.execute(table.insert(), {**row, "reports": 1, "findings": findings, "listed": listed, "day": day})


# Asking


def parties(connection: sa.Connection, wanted: Wanted, *, limit: int = 50, after: str | None = None) -> Page[PartyRow]:
    """Parties, those with most findings first."""
    table = tables.party
    where = _conditions(wanted)
    query = sa.select(table).where(*where).order_by(table.c.findings.desc(), table.c.key).limit(min(limit, MOST) + 1)
    place = place_of(after)
    if place is not None:
        findings, key = place
        query = query.where(
            sa.or_(table.c.findings < findings, sa.and_(table.c.findings == findings, table.c.key > key))
        )
    rows = connection.execute(query).all()
    total = connection.execute(sa.select(sa.func.count()).select_from(table).where(*where)).scalar_one()
    return page_of(rows, limit, total, _party_row, lambda row: (row.findings, row.key))


def counts(connection: sa.Connection, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many parties there are of each kind and State, and how many are listed."""
    table = tables.party
    where = _conditions(wanted)
    found = {}
    for name, column in (("kinds", table.c.kind), ("countries", table.c.country)):
        query = sa.select(column, sa.func.count()).where(*where).group_by(column)
        found[name] = {str(value): int(number) for value, number in connection.execute(query) if value}
    listed = connection.execute(
        sa.select(sa.func.count()).select_from(table).where(*where, table.c.listed)
    ).scalar_one()
    return {**found, "listed": {"yes": listed} if listed else {}}


def party(connection: sa.Connection, key: str) -> PartyRow | None:
    """A party by its key."""
    row = connection.execute(sa.select(tables.party).where(tables.party.c.key == key)).first()
    return None if row is None else _party_row(row)


def ties(connection: sa.Connection, key: str, *, limit: int = 14) -> tuple[Tied, ...]:
    """Those that act together with a party most often, in its latest acts."""
    acts, table = tables.party_event, tables.party
    mine = (
        sa.select(acts.c.event)
        .where(acts.c.party == key)
        .order_by(acts.c.day.desc(), acts.c.event)
        .limit(MOST_EVENTS)
        .subquery()
    )
    together = sa.func.count().label("together")
    query = (
        sa.select(table, together)
        .select_from(mine)
        .join(acts, acts.c.event == mine.c.event)
        .join(table, table.c.key == acts.c.party)
        .where(acts.c.party != key)
        .group_by(*table.c)
        .order_by(together.desc(), table.c.key)
        .limit(limit)
    )
    return tuple(
        Tied(row.key, row.name, row.kind, row.country or None, bool(row.listed), row.together)
        for row in connection.execute(query)
    )


def ties_among(connection: sa.Connection, some: Iterable[str]) -> dict[tuple[str, str], int]:
    """In how many of the latest acts of each two of some parties are together."""
    wanted = sorted(set(some))
    acts = tables.party_event
    found: dict[str, set[str]] = {}
    for key in wanted:
        query = sa.select(acts.c.event).where(acts.c.party == key).order_by(acts.c.day.desc(), acts.c.event).limit(500)
        found[key] = set(connection.scalars(query))
    pairs = {
        (one, other): len(found[one] & found[other])
        for place, one in enumerate(wanted)
        for other in wanted[place + 1 :]
    }
    return {pair: count for pair, count in pairs.items() if count}


def reports_of(connection: sa.Connection, key: str, *, limit: int = 25) -> tuple[ReportRow, ...]:
    """The latest reports that name a party."""
    rows, table = tables.party_report, tables.report
    query = (
        sa.select(table)
        .join(rows, rows.c.report == table.c.key)
        .where(rows.c.party == key)
        .order_by(rows.c.day.desc(), rows.c.report)
        .limit(limit)
    )
    return tuple(report_row(row) for row in connection.execute(query))


def findings_of(connection: sa.Connection, key: str, *, limit: int = 25) -> tuple[FindingRow, ...]:
    """The latest findings on acts of a party."""
    acts, table, inside = tables.party_event, tables.finding, tables.incident_event
    mine = (
        sa.select(acts.c.event, acts.c.day)
        .where(acts.c.party == key)
        .order_by(acts.c.day.desc(), acts.c.event)
        .limit(limit * 8)
        .subquery()
    )
    query = (
        sa.select(table, inside.c.incident)
        .select_from(mine)
        .join(table, table.c.event == mine.c.event)
        .outerjoin(inside, inside.c.event == table.c.event)
        .order_by(mine.c.day.desc(), table.c.report, table.c.key)
        .limit(limit)
    )
    return tuple(finding_row(row) for row in connection.execute(query))


def listed_in(connection: sa.Connection, key: str) -> tuple[str, str] | None:
    """The latest report whose reading holds a party for an entry of a list, and its entity there."""
    rows = tables.party_report
    query = (
        sa.select(rows.c.report, rows.c.entity)
        .where(rows.c.party == key, rows.c.listed)
        .order_by(rows.c.day.desc(), rows.c.report)
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else (row.report, row.entity)


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    table = tables.party
    where: list[sa.ColumnElement[bool]] = []
    for word, *_ in searching.words_of(wanted.words):
        where.append(table.c.key.contains(word, autoescape=True))
    if wanted.kinds:
        where.append(table.c.kind.in_(wanted.kinds))
    if wanted.countries:
        where.append(table.c.country.in_(wanted.countries))
    if wanted.listed is not None:
        where.append(table.c.listed if wanted.listed else sa.not_(table.c.listed))
    return where


def _party_row(row: Any) -> PartyRow:
    day = date.fromordinal(row.day) if row.day else None
    return PartyRow(row.key, row.name, row.kind, row.country or None, row.reports, row.findings, bool(row.listed), day)

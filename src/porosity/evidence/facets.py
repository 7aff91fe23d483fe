"""What findings are filtered and counted by, as few combinations: each finding has one, and counting goes by them.

A store of 65,000 findings has some hundreds of combinations of measure, family, verdict, status, decision, publisher,
States and mark. A filter chooses combinations; then only their numbers and days are looked at, in an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from porosity.evidence import tables
from porosity.evidence.records import Filters
from porosity.evidence.rows import STRICTNESS

COLUMNS: Final = {
    "measures": "measure",
    "families": "family",
    "verdicts": "verdict",
    "statuses": "status",
    "publishers": "publisher",
    "decided": "decided",
}
"""Filters, and the columns that they are about."""


class Facet(NamedTuple):
    """One combination."""

    measure: str
    family: str
    verdict: str
    status: str
    decided: str
    publisher: str
    countries: str
    tlp: int


def ids(connection: sa.Connection, wanted: Iterable[Facet]) -> dict[Facet, int]:
    """The number of each combination; one that is new gets its own, in the writing transaction of the connection."""
    table = tables.facet
    found: dict[Facet, int] = {}
    for one in set(wanted):
        there = sa.and_(*(table.c[name] == value for name, value in one._asdict().items()))
        query = sa.select(table.c.id).where(there)
        if connection.execute(query).first() is None:
            connection.execute(table.insert().values(one._asdict()))
        found[one] = int(connection.execute(query).scalar_one())
    return found


def change(connection: sa.Connection, finding: str, **columns: Any) -> None:
    """Give a finding the combination that differs from its own in some columns."""
    table, facet = tables.finding, tables.facet
    row = connection.execute(
        sa.select(facet).join_from(table, facet, facet.c.id == table.c.facet).where(table.c.key == finding)
    ).one()
    new = Facet(**{name: getattr(row, name) for name in Facet._fields})._replace(**columns)
    connection.execute(table.update().where(table.c.key == finding).values(facet=ids(connection, [new])[new]))


def forget_unused(connection: sa.Connection) -> None:
    """Delete the combinations that no finding has any more: they name publishers."""
    table = tables.facet
    connection.execute(table.delete().where(table.c.id.not_in(sa.select(tables.finding.c.facet))))


def conditions(filters: Filters, *, of_findings_only: bool = False) -> list[sa.ColumnElement[bool]]:
    """What the filters ask of a combination; ``of_findings_only`` leaves out what a report has by itself."""
    table = tables.facet
    where: list[sa.ColumnElement[bool]] = []
    for name, column in COLUMNS.items():
        values = getattr(filters, name)
        if values and not (of_findings_only and name in ("publishers", "verdicts")):
            where.append(table.c[column].in_(values))
    if filters.countries:
        where.append(any_word(table.c.countries, filters.countries))
    if filters.max_tlp is not None and not of_findings_only:
        where.append(table.c.tlp <= STRICTNESS[filters.max_tlp])
    return where


def any_word(column: Any, words: Sequence[str]) -> sa.ColumnElement[bool]:
    """Whether one of the words stands in a column of words with blanks between."""
    held = sa.literal(" ") + column + " "
    return sa.or_(*(held.contains(f" {word} ", autoescape=True) for word in words))


def chosen(where: Sequence[sa.ColumnElement[bool]]) -> sa.Select[tuple[int]]:
    """The numbers of the combinations that keep the conditions."""
    return sa.select(tables.facet.c.id).where(*where)


def counted(
    connection: sa.Connection, filters: Filters, more: Sequence[sa.ColumnElement[bool]]
) -> list[tuple[Facet, int]]:
    """How many findings have each combination, of those that keep the filters and more conditions on the finding."""
    table, facet = tables.finding, tables.facet
    numbers = sa.select(table.c.facet, sa.func.count().label("number")).where(*more).group_by(table.c.facet).subquery()
    query = (
        sa.select(facet, numbers.c.number)
        .join_from(numbers, facet, facet.c.id == numbers.c.facet)
        .where(*conditions(filters))
    )
    return [
        (Facet(**{name: getattr(row, name) for name in Facet._fields}), int(row.number))
        for row in connection.execute(query)
    ]

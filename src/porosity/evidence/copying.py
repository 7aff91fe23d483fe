"""A store copied into an empty one, table by table, whichever engines they are: backups and moves are made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa

from porosity.evidence import searching, tables
from porosity.evidence.packing import unpack, unpack_json

AT_ONCE: Final = 500


def copy(source: sa.Connection, target: sa.Connection) -> None:
    """All rows of one state of a store into an empty one; the full text is made anew."""
    for table in tables.metadata.sorted_tables:
        if table is tables.report_text:
            continue
        for rows in _chunks(source, sa.select(table)):
            target.execute(table.insert(), [dict(row._mapping) for row in rows])
        _go_on_counting(target, table)
    index_all(target)


def index_all(connection: sa.Connection) -> None:
    """Make every report findable by its words, from its latest assessment."""
    report, assessment = tables.report, tables.assessment
    query = sa.select(report.c.number, assessment.c.body).join_from(
        report,
        assessment,
        (assessment.c.report == report.c.key) & (assessment.c.number == report.c.latest),
    )
    for rows in _chunks(connection, query):
        for row in rows:
            told = unpack_json(row.body)["report"]
            searching.keep_text(connection, row.number, told["title"], told["text"])


def _chunks(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[list[Any]]:
    result = connection.execute(query.execution_options(yield_per=AT_ONCE))
    yield from (list(rows) for rows in result.partitions(AT_ONCE))


def _go_on_counting(connection: sa.Connection, table: sa.Table) -> None:
    """Numbers that were copied are not given again: PostgreSQL must be told."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    most = connection.scalar(sa.select(sa.func.max(column)))
    if most is not None:
        sequence = sa.func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(sa.select(sa.func.setval(sequence, most)))


def is_empty(connection: sa.Connection) -> bool:
    """Whether nothing was ever kept there."""
    kept = (tables.report.c.number, tables.decision.c.number, tables.tombstone.c.number)
    return all(connection.execute(sa.select(column).limit(1)).first() is None for column in kept)


def damage(connection: sa.Connection) -> str | None:
    """What is wrong with a store, in words; None where everything is whole.

    Every original must have its hash, every report its latest assessment, and SQLite nothing to complain of.
    """
    from hashlib import sha256

    if connection.dialect.name == "sqlite":
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if said != "ok":
            return str(said)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            return "a row names another that is not there"
    original, report, assessment = tables.original, tables.report, tables.assessment
    for rows in _chunks(connection, sa.select(original.c.sha256, original.c.data)):
        for row in rows:
            if sha256(unpack(row.data)).hexdigest() != row.sha256:
                return f"the bytes of {row.sha256} are not what they were"
    latest = sa.select(assessment.c.number).where(
        assessment.c.report == report.c.key, assessment.c.number == report.c.latest
    )
    lacking = connection.scalar(sa.select(report.c.key).where(~report.c.erased, ~sa.exists(latest)).limit(1))
    return None if lacking is None else f"the report {lacking} lacks its assessment"

"""Taking a report out of the store for good, and which reports have been kept long enough.

Erased are the bytes as they came, the text and its index, every assessment, what was derived from them, and the facts
about the report. What stays is its key, the signed decision, and a tombstone: what was there (by hash and size), who
erased it, when and why. It is not taken in again unless somebody revokes that decision.

Decisions are never erased, so nobody should write into their reasons what may have to go. Backups and exports that were
made before keep what they hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from porosity.errors import InputError
from porosity.evidence import adding, deciding, decisions, facets, searching, tables
from porosity.evidence.records import DecisionKind, Target
from porosity.evidence.store import Store
from porosity.exports.wording import joined
from porosity.incidents import keeping

_EMPTY: Final[dict[str, Any]] = {
    "title": "",
    "publisher": None,
    "published": None,
    "day": 0,
    "url": None,
    "language": None,
    "verdict": "not-covered",
    "findings": 0,
    "words": 0,
    "erased": True,
}


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a report that was erased."""

    report: str
    at: datetime
    who: str
    why: str
    originals: tuple[tuple[str, int], ...]

    def in_words(self) -> str:
        """The tombstone as a sentence."""
        held = joined([f"{digest} ({size} bytes)" for digest, size in self.originals])
        reason = f": {self.why}" if self.why else ""
        return f"was erased on {self.at:%Y-%m-%d} by {self.who}{reason}. It held, by SHA-256, {held or 'nothing'}."


def erase(store: Store, reports: Iterable[str], *, who: str, why: str) -> tuple[Tombstone, ...]:
    """Erase reports, all or none of them, and leave their tombstones.

    Raises:
        InputError: one is not there or erased already, nobody signs or says why, or the bytes of one also hold a
            report that is to stay.
    """
    wanted = tuple(dict.fromkeys(reports))
    if not why.strip():
        raise InputError("porosity erase", "needs a reason, which stays when all else is gone.", "Give it by --why.")
    with store.write() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        _check(connection, wanted)
        erased = tuple(_erase(connection, key, who, why) for key in wanted)
        _forget_bytes(connection)
        facets.forget_unused(connection)
    return erased


def scrub(store: Store) -> None:
    """Rewrite the files of the store, so that nothing that was deleted is left in them."""
    store.rewrite()


def tombstones(store: Store, report: str | None = None) -> tuple[Tombstone, ...]:
    """What was erased, the oldest first."""
    table = tables.tombstone
    query = sa.select(table).order_by(table.c.number)
    if report is not None:
        query = query.where(table.c.report == report)
    with store.read() as connection:
        return tuple(map(_tombstone, connection.execute(query)))


def older_than(store: Store, age: timedelta, now: datetime | None = None) -> tuple[str, ...]:
    """The reports that were taken in longer ago than that, the oldest first."""
    before = decisions.moment_text((now or datetime.now(UTC)) - age)
    table = tables.report
    query = sa.select(table.c.key).where(table.c.added < before, table.c.erased.is_(False))
    with store.read() as connection:
        return tuple(connection.scalars(query.order_by(table.c.added, table.c.key)))


def _check(connection: sa.Connection, wanted: Sequence[str]) -> None:
    table, captured = tables.report, tables.capture
    for key in wanted:
        row = connection.execute(sa.select(table.c.erased).where(table.c.key == key)).first()
        if row is None:
            raise InputError(key, "no such report is in the store.", "Its key is in porosity read -f jsonl.")
        if row.erased:
            raise InputError(key, "is erased already.")
        mine = sa.select(captured.c.sha256).where(captured.c.report == key)
        sharing = connection.scalars(
            sa.select(captured.c.report)
            .where(captured.c.sha256.in_(mine), captured.c.report.not_in(wanted))
            .distinct()
            .order_by(captured.c.report)
        ).all()
        if sharing:
            others = joined(sharing[:5])
            raise InputError(key, f"its bytes also hold {others}.", "Erase them together, by naming all of them.")


def _erase(connection: sa.Connection, key: str, who: str, why: str) -> Tombstone:
    captured, held = tables.capture, tables.original
    query = (
        sa.select(held.c.sha256, held.c.size)
        .join_from(held, captured, captured.c.sha256 == held.c.sha256)
        .where(captured.c.report == key)
        .distinct()
        .order_by(held.c.sha256)
    )
    originals = tuple((row.sha256, row.size) for row in connection.execute(query))
    decision = decisions.new_decision(DecisionKind.ERASE, Target.REPORT, key, who=who, why=why)
    deciding.decide(connection, decision)
    stone = Tombstone(key, decision.when, decision.who, decision.why, originals)
    connection.execute(
        tables.tombstone.insert(),
        {
            "report": key,
            "at": decisions.moment_text(stone.at),
            "who": stone.who,
            "why": stone.why,
            "body": json.dumps({"originals": originals, "decision": decision.id}),
        },
    )
    _delete(connection, key)
    return stone


def _delete(connection: sa.Connection, key: str) -> None:
    report = tables.report
    number = connection.execute(sa.select(report.c.number).where(report.c.key == key)).scalar_one()
    searching.forget(connection, number)
    keeping.forget(connection, key)
    adding.drop_derived(connection, key)
    for table in (tables.assessment, tables.capture):
        connection.execute(table.delete().where(table.c.report == key))
    connection.execute(report.update().where(report.c.key == key).values(_EMPTY))


def _forget_bytes(connection: sa.Connection) -> None:
    """Delete the bytes that no report came from any more."""
    held, captured = tables.original, tables.capture
    connection.execute(held.delete().where(held.c.sha256.not_in(sa.select(captured.c.sha256))))


def _tombstone(row: Any) -> Tombstone:
    originals = tuple((digest, size) for digest, size in json.loads(row.body)["originals"])
    return Tombstone(row.report, datetime.fromisoformat(row.at), row.who, row.why, originals)

"""The store: everything that was read and judged, and every decision, in one SQLite file or a PostgreSQL database.

    store = Store.open()                          # POROSITY_STORE, or a file among the user's data
    store.add(original, assessment)               # wholly or not at all; twice is once
    store.findings(Filters(measures=("un-2397-7-vehicles",)))
    store.decide("dismiss", "finding", key, who="A. Analyst", why="another car")

One object serves a process and all its threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from porosity.assessment import Assessment, Report
from porosity.contract_reading import from_dict
from porosity.errors import InputError
from porosity.evidence import adding, deciding, decisions, engine, listing, schema, tables
from porosity.evidence.packing import unpack_json
from porosity.evidence.records import (
    Added,
    AssessmentRow,
    Decision,
    DecisionKind,
    Filters,
    FindingRow,
    Hit,
    IncidentRow,
    Member,
    Original,
    Page,
    ReportRow,
    Target,
)

ALL: Final = Filters()
NEXT: Final = "Add it first: porosity add FILE."


class Store:
    """Evidence and decisions, kept."""

    def __init__(self, opened: sa.Engine) -> None:
        self._engine = opened
        self._turn = threading.RLock()  # writers of one process wait here, in turn, and not in the database
        self.url = engine.name_of(opened.url)

    @classmethod
    def open(cls, url: str | None = None) -> Store:
        """Open a store, making or migrating it first, where that is needed.

        Args:
            url: a database URL or a path; None is ``POROSITY_STORE``, else a file among the user's data.

        Raises:
            StoreError: it cannot be opened, is no store, or was written by a later version.
            InputError: the URL is none.
        """
        address = engine.store_url(url or engine.default_url())
        opened = engine.make_engine(address)
        try:
            schema.bring_up_to_date(opened)
        except BaseException:
            opened.dispose()
            raise
        return cls(opened)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self._engine.dialect.name == "sqlite"

    def read(self) -> AbstractContextManager[sa.Connection]:
        """A transaction that sees one state of the store, whatever others write meanwhile."""
        return engine.transaction(self._engine, writing=False)

    def rewrite(self) -> None:
        """Write the whole store anew, so that its files hold nothing that was deleted."""
        with self._turn:
            engine.rewrite(self._engine)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A transaction that is alone in writing; undone as a whole where it raises."""
        with self._turn, engine.transaction(self._engine, writing=True) as connection:
            yield connection

    # Evidence

    def add(self, original: Original, assessment: Assessment) -> Added:
        """Keep an assessment with the bytes that it is of. What is there already changes nothing.

        Raises:
            InputError: the bytes are not those of their hash, or the report was erased.
        """
        with self.write() as connection:
            return adding.add(connection, original, assessment)

    def again(self, key: str, assessment: Assessment, *, even_same: bool = False) -> Added:
        """Keep a new assessment of a report that is there; with the versions of the last one only if ``even_same``.

        Raises:
            InputError: there is no such report.
        """
        with self.write() as connection:
            return adding.again(connection, key, assessment, even_same=even_same)

    def capture(self, key: str, original: Original) -> None:
        """Keep that a stored report was taken in again: from elsewhere, or in other bytes."""
        with self.read() as connection:
            if adding.is_captured(connection, key, original):
                return
        with self.write() as connection:
            adding.capture(connection, key, original)

    def own_id(self, key: str) -> str:
        """The id that a report came with.

        Raises:
            InputError: there is no such report.
        """
        with self.read() as connection:
            found = connection.scalar(sa.select(tables.report.c.own_id).where(tables.report.c.key == key))
        if found is None:
            raise InputError(key, "is not in the store.", NEXT)
        return str(found)

    def known(self, sha256: str, report: Report) -> str | None:
        """The key of a report that is stored with the same text and the same facts; None where it must be read."""
        with self.read() as connection:
            stored = adding.find(connection, sha256, report)
        return stored.key if stored is not None and not stored.erased and stored.says(report) else None

    def reports(self, filters: Filters = ALL, *, limit: int = 50, after: str | None = None) -> Page[ReportRow]:
        """Reports, the newest first."""
        with self.read() as connection:
            return listing.reports(connection, filters, limit=limit, after=after)

    def report(self, key: str) -> ReportRow | None:
        """A report by its key."""
        with self.read() as connection:
            row = connection.execute(sa.select(tables.report).where(tables.report.c.key == key)).first()
        return None if row is None else listing.report_row(row)

    def assessment(self, key: str, number: int | None = None) -> Assessment:
        """An assessment of a report: the latest, or one by its number, counted from 1.

        Raises:
            InputError: there is none.
        """
        table = tables.assessment
        query = sa.select(table.c.body).where(table.c.report == key).order_by(table.c.number.desc()).limit(1)
        if number is not None:
            query = query.where(table.c.number == number)
        with self.read() as connection:
            body = connection.scalar(query)
        if body is None:
            which = "is not in the store" if number is None else f"has no assessment {number} in the store"
            raise InputError(key, f"{which}.", NEXT)
        return from_dict(unpack_json(body), key)

    def assessments(self, key: str) -> tuple[AssessmentRow, ...]:
        """All runs over a report, the oldest first."""
        import json

        table = tables.assessment
        columns = (table.c.report, table.c.number, table.c.made, table.c.made_with, table.c.verdict)
        with self.read() as connection:
            rows = connection.execute(sa.select(*columns).where(table.c.report == key).order_by(table.c.number)).all()
        return tuple(
            AssessmentRow(
                row.report, row.number, datetime.fromisoformat(row.made), json.loads(row.made_with), row.verdict
            )
            for row in rows
        )

    def originals(self, key: str) -> tuple[Original, ...]:
        """The bytes of a report, once for each time and place at which they were taken in, the oldest first."""
        with self.read() as connection:
            return adding.captures(connection, key)

    def findings(self, filters: Filters = ALL, *, limit: int = 50, after: str | None = None) -> Page[FindingRow]:
        """Findings of the latest assessments, by the publication of their reports, the newest first."""
        with self.read() as connection:
            return listing.findings(connection, filters, limit=limit, after=after)

    def finding(self, key: str) -> FindingRow | None:
        """A finding by its key; None where the latest assessment does not have it (its decisions are kept)."""
        with self.read() as connection:
            return listing.finding(connection, key)

    def counts(self, filters: Filters = ALL) -> Mapping[str, Mapping[str, int]]:
        """How many findings there are by measure, family, verdict, status, publisher, country and decision."""
        with self.read() as connection:
            return listing.counts(connection, filters)

    def cells(self, filters: Filters = ALL) -> tuple[listing.Cell, ...]:
        """Findings by all facets at once, for `listing.counted` to count; what filters ask of facets is not applied."""
        with self.read() as connection:
            return listing.cells(connection, filters)

    def search(self, words: str, filters: Filters = ALL, *, limit: int = 20) -> tuple[Hit, ...]:
        """Reports that hold all the words, the best first. Quotes hold a phrase together, a star ends a word early."""
        with self.read() as connection:
            return listing.search(connection, words, filters, limit=limit)

    # Decisions

    def decide(
        self,
        kind: DecisionKind | str,
        target: Target | str,
        key: str,
        *,
        who: str,
        why: str = "",
        body: Mapping[str, Any] | None = None,
    ) -> Decision:
        """Keep a person's judgement. Nothing ever changes it; a later *revoke* takes it back.

        Raises:
            InputError: what it is about is not there, or it lacks what it decides.
        """
        if kind == DecisionKind.ERASE:
            raise InputError(kind, "is more than a decision: the report goes.", "Write: porosity erase REPORT.")
        decision = decisions.new_decision(kind, target, key, who=who, why=why, body=body)
        with self.write() as connection:
            deciding.decide(connection, decision)
        return decision

    def decisions(self, target: Target | None = None, key: str | None = None) -> tuple[Decision, ...]:
        """What was decided, the oldest first, revoked decisions and revocations among them."""
        with self.read() as connection:
            return decisions.select(connection, target, key)

    # Incidents

    def incidents(self, filters: Filters = ALL, *, limit: int = 50, after: str | None = None) -> Page[IncidentRow]:
        """Incidents, the latest act first."""
        with self.read() as connection:
            return listing.incidents(connection, filters, limit=limit, after=after)

    def incident(self, id: str) -> tuple[IncidentRow, tuple[Member, ...]] | None:
        """An incident with the events in it; by the id of a merged one, that which leads on."""
        with self.read() as connection:
            return listing.incident(connection, id)

"""Adding an assessment to the store, wholly or not at all; and finding out whether a report is there already.

The same report: the same bytes under the same id, the same bytes with the same text, or the same id with the same text.
The same bytes may hold several reports (the stories of a file), and one report may come in several captures.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from porosity import contract
from porosity.assessment import Assessment, Report
from porosity.contract_reading import from_dict
from porosity.errors import InputError
from porosity.evidence import decisions, facets, keys, marks, parties, rows, searching, tables
from porosity.evidence.changes import changes
from porosity.evidence.facets import Facet
from porosity.evidence.packing import pack, pack_json, short, storable, unpack, unpack_json
from porosity.evidence.records import Added, DecisionKind, Original, Target
from porosity.incidents import keeping

SHARED = ("measure", "family", "verdict", "status", "decided", "countries")
MOST_URL = 1500  # bytes of an address that an index can hold beside the rest
ERASED = "was erased; it is not taken in again."


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store knows of a report that came before."""

    number: int
    key: str
    latest: int
    erased: bool
    row: Any

    def says(self, report: Report) -> bool:
        """Whether it was stored with the same text and the same facts about it."""
        row = self.row
        told = (row.text_sha256, row.title, row.publisher, row.published, row.url)
        return bool(
            told
            == (
                rows.text_hash(report),
                storable(report.title),
                None if report.publisher is None else short(report.publisher),
                rows.iso(report.published),
                rows.maybe(report.url),
            )
        )


def find(connection: sa.Connection, sha: str, report: Report) -> Stored | None:
    """The report as it was stored before, if it was."""
    table, captured = tables.report, tables.capture
    own_id, text = short(report.id), rows.text_hash(report)
    of_bytes = sa.select(captured.c.report).where(captured.c.sha256 == sha)
    some = connection.execute(
        sa.select(table).where(
            sa.or_(
                table.c.key.in_(of_bytes) & sa.or_(table.c.own_id == own_id, table.c.text_sha256 == text),
                (table.c.own_id == own_id) & (table.c.text_sha256 == text),
                table.c.erased
                & sa.or_(table.c.text_sha256 == text, (table.c.sha256 == sha) & (table.c.own_id == own_id)),
            )
        )
    ).all()
    if not some:
        return None
    row = min(some, key=lambda one: (one.text_sha256 != text, one.own_id != own_id, one.number))
    return Stored(row.number, row.key, row.latest, row.erased, row)


def add(connection: sa.Connection, original: Original, assessment: Assessment) -> Added:
    """Keep an assessment and the bytes that it is of, in the transaction of the connection."""
    _check(original)
    stored = find(connection, original.sha256, assessment.report)
    if stored is not None and stored.erased:
        return _returned(connection, stored, original, assessment)
    if stored is None:
        key = _new_report(connection, assessment)
        capture(connection, key, original)
        _keep(connection, key, 1, replace(assessment, report=replace(assessment.report, id=key)), old=None)
        return Added(key, new=True, assessed=True)
    capture(connection, stored.key, original)
    return _again(connection, stored, assessment, even_same=False)


def _returned(connection: sa.Connection, stored: Stored, original: Original, assessment: Assessment) -> Added:
    """Take a report in again that was erased, if every decision to erase it was revoked."""
    key = stored.key
    about = marks.standing(decisions.select(connection, Target.REPORT, key))
    if any(one.kind is DecisionKind.ERASE for one in about):
        raise InputError(key, ERASED, "See who erased it, and why, by porosity audit; revoke that to take it in again.")
    capture(connection, key, original)
    known = replace(assessment, report=replace(assessment.report, id=key))
    facts = {**rows.report_row(known), "erased": False, "latest": stored.latest + 1}
    connection.execute(tables.report.update().where(tables.report.c.key == key).values(facts))
    _keep(connection, key, stored.latest + 1, known, old=None)
    return Added(key, new=True, assessed=True)


def again(connection: sa.Connection, key: str, assessment: Assessment, *, even_same: bool = False) -> Added:
    """Keep a new assessment of a report that is there.

    Raises:
        InputError: it is not, or was erased.
    """
    row = connection.execute(sa.select(tables.report).where(tables.report.c.key == key)).first()
    if row is None or row.erased:
        raise InputError(key, "is not in the store." if row is None else ERASED)
    return _again(connection, Stored(row.number, key, row.latest, row.erased, row), assessment, even_same=even_same)


def _again(connection: sa.Connection, stored: Stored, assessment: Assessment, *, even_same: bool) -> Added:
    key = stored.key
    earlier = bodies(connection, key)
    same = stored.says(assessment.report) and dict(earlier[0].made_with) == dict(assessment.made_with)
    if same and not even_same:
        return Added(key, new=False, assessed=False)
    new = keys.settled(replace(assessment, report=replace(assessment.report, id=key)), earlier)
    if same and new == earlier[0]:
        return Added(key, new=False, assessed=False)
    _keep(connection, key, stored.latest + 1, new, old=earlier[0])
    return Added(key, new=False, assessed=True, changes=changes(earlier[0], new))


def bodies(connection: sa.Connection, key: str) -> tuple[Assessment, ...]:
    """All assessments of a report, newest first."""
    table = tables.assessment
    query = sa.select(table.c.body).where(table.c.report == key).order_by(table.c.number.desc())
    return tuple(from_dict(unpack_json(body), key) for body in connection.scalars(query))


def _check(original: Original) -> None:
    if sha256(original.data).hexdigest() != original.sha256:
        raise InputError(original.name or "the original", "its bytes do not have the hash that is said.")


def _new_report(connection: sa.Connection, assessment: Assessment) -> str:
    table = tables.report

    def taken(key: str) -> bool:
        return connection.execute(sa.select(table.c.number).where(table.c.key == key)).first() is not None

    own_id = short(assessment.report.id)
    key = keys.report_key(own_id, taken)
    row = {
        **rows.report_row(assessment),
        "key": key,
        "own_id": own_id,
        "added": decisions.moment_text(datetime.now(UTC)),
        "latest": 1,
        "tlp": 0,
        "confidential": False,
        "erased": False,
    }
    connection.execute(table.insert(), row)
    return key


def captures(connection: sa.Connection, key: str) -> tuple[Original, ...]:
    """The bytes of a report, once for each time and place at which they were taken in, the oldest first."""
    table, held = tables.capture, tables.original
    query = (
        sa.select(table, held.c.data)
        .join_from(table, held, held.c.sha256 == table.c.sha256)
        .where(table.c.report == key)
        .order_by(table.c.number)
    )
    return tuple(
        Original(
            unpack(row.data), row.sha256, datetime.fromisoformat(row.at), row.name, row.url or None, row.media_type
        )
        for row in connection.execute(query)
    )


def is_captured(connection: sa.Connection, key: str, original: Original) -> bool:
    """Whether the report was taken in just so before."""
    there = sa.and_(*(tables.capture.c[name] == value for name, value in _place(key, original).items()))
    return connection.execute(sa.select(tables.capture.c.number).where(there)).first() is not None


def _place(key: str, original: Original) -> rows.Row:
    return {
        "report": key,
        "sha256": original.sha256,
        "name": short(original.name),
        "url": short(original.url or "", MOST_URL),
    }


def capture(connection: sa.Connection, key: str, original: Original) -> None:
    """Keep the bytes, once, and that they were taken in as this report, once for each name and address."""
    held = connection.execute(
        sa.select(tables.original.c.size).where(tables.original.c.sha256 == original.sha256)
    ).first()
    if held is None:
        connection.execute(
            tables.original.insert(),
            {"sha256": original.sha256, "size": len(original.data), "data": pack(original.data)},
        )
    if held is None or not is_captured(connection, key, original):
        told = {"at": decisions.moment_text(original.at), "media_type": rows.maybe(original.media_type)}
        connection.execute(tables.capture.insert(), _place(key, original) | told)


def _keep(connection: sa.Connection, key: str, number: int, assessment: Assessment, old: Assessment | None) -> None:
    """The assessment itself, and all that is derived from it."""
    connection.execute(
        tables.assessment.insert(),
        {
            "report": key,
            "number": number,
            "made": decisions.moment_text(datetime.now(UTC)),
            "made_with": json.dumps(dict(assessment.made_with)),
            "verdict": assessment.verdict,
            "body": pack_json(contract.to_dict(assessment)),
        },
    )
    if old is not None:
        connection.execute(
            tables.report.update()
            .where(tables.report.c.key == key)
            .values({**rows.report_row(assessment), "latest": number})
        )
    row = connection.execute(
        sa.select(tables.report.c.number, tables.report.c.tlp).where(tables.report.c.key == key)
    ).one()
    if old is None or old.report.text != assessment.report.text or old.report.title != assessment.report.title:
        if old is not None:
            searching.forget(connection, row.number)
        searching.keep_text(connection, row.number, assessment.report.title, assessment.report.text)
    derive(connection, assessment, row.number, row.tlp, replacing=old is not None)
    keeping.keep(connection, assessment)


def derive(connection: sa.Connection, assessment: Assessment, number: int, tlp: int, *, replacing: bool) -> None:
    """The rows of the events and findings, in place of those that an earlier assessment gave."""
    key = assessment.report.id
    standings = {}
    if replacing:
        drop_derived(connection, key)
        found = (keys.finding_key(key, finding.id) for finding in assessment.findings)
        standings = {one: decisions.standing_of(connection, Target.FINDING, one) for one in found}
    made = rows.derived(assessment, standings)
    publisher = short(assessment.report.publisher or "")
    combined = [Facet(publisher=publisher, tlp=tlp, **{name: row[name] for name in SHARED}) for row in made.findings]
    numbers = facets.ids(connection, combined)
    findings = [
        {**row, "report_number": number, "facet": numbers[facet]}
        for row, facet in zip(made.findings, combined, strict=True)
    ]
    _insert(connection, tables.event, made.events)
    _insert(connection, tables.finding, findings)
    parties.keep(connection, assessment)


def _insert(connection: sa.Connection, table: sa.Table, some: Sequence[rows.Row]) -> None:
    if some:
        connection.execute(table.insert(), list(some))


def drop_derived(connection: sa.Connection, key: str) -> None:
    """Delete the rows that were derived from the assessments of a report."""
    parties.drop(connection, key)
    for table in (tables.finding, tables.event):
        connection.execute(table.delete().where(table.c.report == key))

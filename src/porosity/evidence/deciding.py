"""Keeping a decision: what it is about must be there, and the rows that show it follow at once."""

from __future__ import annotations

import sqlalchemy as sa

from porosity.assessment import Assessment
from porosity.errors import InputError
from porosity.evidence import decisions, facets, keys, rows, tables
from porosity.evidence.adding import bodies
from porosity.evidence.records import Decision, DecisionKind, Target
from porosity.incidents import keeping


def decide(connection: sa.Connection, decision: Decision) -> None:
    """Append a decision and let it take effect, in the transaction of the connection.

    Raises:
        InputError: what it is about is not in the store.
    """
    _check(connection, decision)
    decisions.append(connection, decision)
    take_effect(connection, decisions.subject(connection, decision))


def take_effect(connection: sa.Connection, decision: Decision) -> None:
    """Bring the rows of what a decision is about up to what all decisions about it come to."""
    if decision.target is Target.FINDING:
        _on_finding(connection, decision.key)
    elif decision.target is Target.REPORT:
        _on_report(connection, decision.key)
    elif decision.target is Target.INCIDENT:
        keeping.decided(connection, decision)


def _on_finding(connection: sa.Connection, key: str) -> None:
    table = tables.finding
    row = connection.execute(
        sa.select(table.c.read_reliability, table.c.read_credibility).where(table.c.key == key)
    ).first()
    if row is not None:
        standing = decisions.standing_of(connection, Target.FINDING, key)
        columns = rows.decided_columns(standing, row.read_reliability, row.read_credibility)
        connection.execute(table.update().where(table.c.key == key).values(columns))
        facets.change(connection, key, decided=standing.decided)


def _on_report(connection: sa.Connection, key: str) -> None:
    standing = decisions.standing_of(connection, Target.REPORT, key)
    tlp = rows.STRICTNESS[standing.tlp]
    connection.execute(
        tables.report.update()
        .where(tables.report.c.key == key)
        .values(tlp=tlp, confidential=standing.confidential_source)
    )
    for finding in connection.scalars(sa.select(tables.finding.c.key).where(tables.finding.c.report == key)).all():
        facets.change(connection, finding, tlp=tlp)


def _check(connection: sa.Connection, decision: Decision) -> None:
    if not _is_there(connection, decision.target, decision.key):
        raise InputError(decision.key, f"no such {decision.target.value} is in the store.", _WHERE[decision.target])
    if decision.kind is DecisionKind.MERGE and decision.target is Target.INCIDENT:
        others = [one for one in decision.body["with"] if not _is_there(connection, Target.INCIDENT, one)]
        if others or decision.key in decision.body["with"]:
            problem = f"{others[0]} is not in the store." if others else "it cannot be merged with itself."
            raise InputError(decision.key, problem, _WHERE[Target.INCIDENT])
    if decision.kind is DecisionKind.SPLIT and decision.target is Target.INCIDENT:
        inside = tables.incident_event
        held = set(connection.scalars(sa.select(inside.c.event).where(inside.c.incident == decision.key)))
        others = [one for one in decision.body.get("events", ()) if one not in held]
        if others:
            raise InputError(decision.key, f"the event {others[0]} is not in it.", "See porosity show.")
    if decision.kind is DecisionKind.REDACT:
        _check_redaction(connection, decision)


def _check_redaction(connection: sa.Connection, decision: Decision) -> None:
    found = bodies(connection, decision.key)
    size = len(found[0].report.text) if found else 0
    if any(end > size for _, end in decision.body["spans"]):
        raise InputError(decision.key, f"its text ends at {size}.", "Give offsets of the text as the contract has it.")


_WHERE = {
    Target.REPORT: "Its key is in porosity read -f jsonl and in the pages.",
    Target.FINDING: "A finding is called REPORT#ID, e.g. kcna-1#f3.",
    Target.EVENT: "An event is called REPORT#ID, e.g. kcna-1#v2.",
    Target.ENTITY: "An entity is called REPORT#ID, e.g. kcna-1#e5.",
    Target.LISTING: "A match is called REPORT#ENTITY#LIST/ID.",
    Target.INCIDENT: "List them by porosity incidents.",
    Target.DECISION: "List them by porosity decisions.",
}


def _is_there(connection: sa.Connection, target: Target, key: str) -> bool:
    """Whether there is something of that key; what an earlier assessment had can still be decided about."""
    column = {
        Target.REPORT: tables.report.c.key,
        Target.FINDING: tables.finding.c.key,
        Target.EVENT: tables.event.c.key,
        Target.INCIDENT: tables.incident.c.id,
        Target.DECISION: tables.decision.c.id,
    }.get(target)
    if column is not None and connection.execute(sa.select(column).where(column == key)).first() is not None:
        return True
    if target in (Target.REPORT, Target.INCIDENT, Target.DECISION) or keys.BETWEEN not in key:
        return False
    return any(key in _named(one, target) for one in bodies(connection, keys.report_of(key)))


def _named(assessment: Assessment, target: Target) -> set[str]:
    report = assessment.report.id
    if target is Target.FINDING:
        return {keys.finding_key(report, one.id) for one in assessment.findings}
    if target is Target.EVENT:
        return {keys.event_key(report, one.id) for one in assessment.events}
    if target is Target.ENTITY:
        return {keys.entity_key(report, one.id) for one in assessment.entities}
    return {keys.listing_key(report, one.id, listing) for one in assessment.entities for listing in one.listings or ()}

"""Incidents in the store: joining within the transaction that keeps a report, and incidents whole, as they are shown.

The store calls `keep` where it keeps an assessment, `forget` where a report is erased, and `decided` where somebody
decided about an incident. All rows that are written here are derived, and can be made again by `join_all`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from porosity.assessment import Assessment
from porosity.contract_reading import from_dict
from porosity.errors import InputError
from porosity.evidence import decisions, marks, tables
from porosity.evidence.packing import pack, pack_json, storable, unpack, unpack_json
from porosity.evidence.records import Decision, DecisionKind, Target
from porosity.incidents.accounts import Account
from porosity.incidents.codec import decoded, encoded
from porosity.incidents.digests import Digest, Strand
from porosity.incidents.duplicates import LOOKED_UP, Sketch, closest, sketch
from porosity.incidents.joining import NEAREST, Held, Joiner, days_of, keys
from porosity.incidents.outlines import Outline, added, again, outline_of, row_of, total
from porosity.incidents.portraits import portrait
from porosity.incidents.records import Incident, Part
from porosity.incidents.strands import digest_of

APART, MERGED = "apart", "merged"
MOST_SHOWN = 200  # reports of an incident that are shown whole: the first and the last of more
AT_ONCE = 200
HASH_BYTES = 8
MOST_ALIKE = 50  # texts that are held against a new one


def keep(connection: sa.Connection, assessment: Assessment) -> None:
    """Join a report, whose id is its key, or join it anew; in the transaction of the connection."""
    key = assessment.report.id
    _sketch(connection, assessment)
    digest = digest_of(assessment, key=key)
    shelf = Shelf(connection, _outlines(digest, assessment))
    Joiner(shelf).add(digest)
    shelf.finish()


def forget(connection: sa.Connection, report: str) -> None:
    """Take a report out of all incidents; what it alone held together falls apart."""
    shelf = Shelf(connection)
    Joiner(shelf).remove(report)
    shelf.finish()
    hashes, sketches = tables.text_hash, tables.text_sketch
    connection.execute(hashes.delete().where(hashes.c.report == report))
    connection.execute(sketches.delete().where(sketches.c.report == report))


def decided(connection: sa.Connection, decision: Decision) -> None:
    """Let a decision about an incident take effect, or what took it back."""
    incident = leads_to(connection, decision.key)
    shelf = Shelf(connection)
    shelf.decision = decision.id
    joiner = Joiner(shelf)
    standing = marks.standing(decisions.select(connection, Target.INCIDENT, decision.key))
    stands = decision.id in {one.id for one in standing}
    if decision.kind is DecisionKind.MERGE:
        if stands:
            joiner.merge([incident, *(leads_to(connection, str(one)) for one in decision.body["with"])])
        else:
            shelf.unrelate(MERGED)
            joiner.regroup(incident)
    elif decision.kind is DecisionKind.SPLIT:
        if stands:
            joiner.split(incident, _strands_of(connection, incident, decision.body["events"]))
        else:
            for one, other in shelf.unrelate(APART):
                joiner.merge([leads_to(connection, one), leads_to(connection, other)])
            shelf.unrelate(MERGED)
    shelf.touch(leads_to(connection, incident))
    shelf.finish()


def _strands_of(connection: sa.Connection, incident: str, events: Iterable[str]) -> list[str]:
    """The strands of an incident that tell some events."""
    wanted = set(events)
    return [held.strand.key for held in Shelf(connection).within(incident) if wanted & set(event_keys(held.strand))]


def leads_to(connection: sa.Connection, incident: str) -> str:
    """The incident that an id leads to, after all merges.

    Raises:
        InputError: there never was one of that id.
    """
    table = tables.incident
    row = connection.execute(sa.select(table.c.id, table.c.into).where(table.c.id == incident)).first()
    if row is None:
        raise InputError(incident, "no such incident is in the store.", "List them by porosity incidents.")
    return str(row.id) if row.into is None else leads_to(connection, str(row.into))


def join_all(connection: sa.Connection) -> None:
    """Join all reports that are there, in the order in which they came."""
    report, held = tables.report, tables.assessment
    latest = (held.c.report == report.c.key) & (held.c.number == report.c.latest)
    names = connection.scalars(sa.select(report.c.key).where(~report.c.erased).order_by(report.c.number)).all()
    for key in names:
        query = sa.select(held.c.body).join_from(report, held, latest).where(report.c.key == key)
        body = connection.scalar(query)
        if body is not None:
            keep(connection, from_dict(unpack_json(body), key))


def event_keys(strand: Strand) -> tuple[str, ...]:
    """The keys of the events that a strand tells; of one without any, its own."""
    return tuple(f"{strand.report}#{one}" for one in strand.events) or (strand.key,)


def whole(connection: sa.Connection, incident: str, *, shown: Iterable[str] | None = None) -> Incident | None:
    """An incident whole, by its id or one that leads to it; None where there is none.

    Args:
        connection: a transaction of the store.
        incident: its id.
        shown: the reports that may be shown, None for all.
    """
    try:
        identity = leads_to(connection, incident)
    except InputError:
        return None
    held = tuple(Shelf(connection).within(identity))
    allowed = None if shown is None else set(shown)
    some = [one for one in held if allowed is None or one.strand.report in allowed]
    reports = _some(some)
    told = [one for one in some if one.strand.report in reports]
    if not any(one.strand.part is Part.MAIN for one in told):
        return None
    return portrait(
        identity,
        told,
        _assessments(connection, reports),
        copies=_copies(connection, reports),
        decisions=_decisions(connection, identity),
    )


def _some(held: Sequence[Held]) -> set[str]:
    """The reports of an incident that are shown: all, or the first and the last of very many."""
    ordered = sorted(held, key=lambda one: (one.strand.part is Part.MENTION, one.strand.first or date.max))
    names = list(dict.fromkeys(one.strand.report for one in ordered))
    if len(names) <= MOST_SHOWN:
        return set(names)
    return {*names[: MOST_SHOWN // 2], *names[-MOST_SHOWN // 2 :]}


def _assessments(connection: sa.Connection, reports: Iterable[str]) -> dict[str, Assessment]:
    report, held = tables.report, tables.assessment
    latest = (held.c.report == report.c.key) & (held.c.number == report.c.latest)
    query = sa.select(report.c.key, held.c.body).join_from(report, held, latest)
    rows = connection.execute(query.where(report.c.key.in_(sorted(reports)))).all()
    return {row.key: from_dict(unpack_json(row.body), row.key) for row in rows}


def _copies(connection: sa.Connection, reports: Iterable[str]) -> dict[str, str]:
    table = tables.text_sketch
    query = sa.select(table.c.report, table.c.first).where(
        table.c.report.in_(sorted(reports)), table.c.first.isnot(None)
    )
    return {row.report: row.first for row in connection.execute(query)}


def _decisions(connection: sa.Connection, incident: str) -> tuple[Decision, ...]:
    """The decisions about an incident and about those that lead to it, the oldest first."""
    table = tables.incident
    names = [incident]
    for one in names:
        names.extend(connection.scalars(sa.select(table.c.id).where(table.c.into == one)))
    found = (one for name in names for one in decisions.select(connection, Target.INCIDENT, name))
    return tuple(sorted(found, key=lambda one: (one.when, one.id)))


def _outlines(digest: Digest, assessment: Assessment) -> dict[str, Outline]:
    """What each strand of a report adds to its incident."""
    return {one.key: outline_of(Account(digest.report, assessment, (Held(one, None),))) for one in digest.strands}


# Copies


def _sketch(connection: sa.Connection, assessment: Assessment) -> None:
    """Keep the sketch of a text, and which text it repeats."""
    report = assessment.report
    made = sketch(report.text, report.published)
    hashes, sketches = tables.text_hash, tables.text_sketch
    for table in (hashes, sketches):
        connection.execute(table.delete().where(table.c.report == report.id))
    near = sa.select(hashes.c.report).where(hashes.c.hash.in_(made.keys)).group_by(hashes.c.report)
    near = near.order_by(sa.func.count().desc(), hashes.c.report).limit(MOST_ALIKE)
    rows = connection.execute(sa.select(sketches).where(sketches.c.report.in_(near))).all() if made.keys else ()
    best = closest(made, {row.report: _sketch_of(row) for row in rows})
    first = next((row.first or row.report for row in rows if row.report == best), None)
    lowest = b"".join(value.to_bytes(HASH_BYTES, "big") for value in made.lowest)
    day = 0 if report.published is None else report.published.toordinal()
    row = {"report": report.id, "runs": made.runs, "day": day, "lowest": pack(lowest), "first": first}
    connection.execute(sketches.insert(), row)
    if made.keys:
        connection.execute(hashes.insert(), [{"hash": value, "report": report.id} for value in made.keys[:LOOKED_UP]])


def _sketch_of(row: Any) -> Sketch:
    data = unpack(row.lowest)
    lowest = tuple(int.from_bytes(data[at : at + HASH_BYTES], "big") for at in range(0, len(data), HASH_BYTES))
    return Sketch(lowest, row.runs, date.fromordinal(row.day) if row.day else None)


# The shelf


@lru_cache(maxsize=20_000)
def _strand(body: bytes) -> Strand:
    return decoded(Strand, unpack_json(body))


def _held(row: Any) -> Held:
    return Held(_strand(bytes(row.body)), row.incident, tuple(json.loads(row.why)), row.score)


class Shelf:
    """The strands of the store, as joining sees them, within one transaction. `finish` brings the rows up to date."""

    def __init__(self, connection: sa.Connection, outlines: Mapping[str, Outline] | None = None) -> None:
        self._connection = connection
        self._outlines = outlines or {}
        self._new: dict[str, list[Held]] = {}  # strands that came into an incident, and nothing else happened to it
        self._changed: set[str] = set()
        self._reports: set[str] = set()
        self.decision = ""

    def near(self, strand: Strand) -> tuple[Held, ...]:
        """Those that share a key with a strand and lie near to it in time."""
        names = self._near(strand)
        table = tables.strand
        found: list[Held] = []
        for at in range(0, len(names), AT_ONCE):
            rows = _rows(self._connection, sa.select(table).where(table.c.key.in_(names[at : at + AT_ONCE])))
            found.extend(map(_held, rows))
        return tuple(sorted(found, key=lambda one: one.strand.key))

    def _near(self, strand: Strand) -> list[str]:
        before = (
            "SELECT strand FROM strand_key WHERE lookup = :lookup AND day <= :day ORDER BY day DESC, strand LIMIT :most"
        )
        after = "SELECT strand FROM strand_key WHERE lookup = :lookup AND day > :day ORDER BY day, strand LIMIT :most"
        found: dict[str, None] = {}
        for lookup in keys(strand):
            for day in days_of(strand):
                given = {"lookup": storable(lookup), "day": day.toordinal(), "most": NEAREST}
                for query in (before, after):
                    found.update(dict.fromkeys(self._connection.execute(sa.text(query), given).scalars()))
        return list(found)

    def of_report(self, report: str) -> tuple[Held, ...]:
        """The strands of a report."""
        table = tables.strand
        query = sa.select(table).where(table.c.report == report).order_by(table.c.key)
        return tuple(map(_held, _rows(self._connection, query)))

    def within(self, incident: str) -> tuple[Held, ...]:
        """The strands of an incident."""
        table = tables.strand
        query = sa.select(table).where(table.c.incident == incident).order_by(table.c.key)
        return tuple(map(_held, _rows(self._connection, query)))

    def put(self, held: Held) -> None:
        """Keep a strand, or change what is kept of it."""
        table, key = tables.strand, held.strand.key
        state = {"incident": held.incident, "score": held.score, "why": json.dumps(list(held.why), ensure_ascii=False)}
        before = self._connection.execute(sa.select(table.c.incident).where(table.c.key == key)).first()
        self._reports.add(held.strand.report)
        if before is not None:
            self._connection.execute(table.update().where(table.c.key == key).values(state))
            self._changed.update(one for one in (before.incident, held.incident) if one is not None)
            return
        first = held.strand.first
        self._connection.execute(
            table.insert(),
            {
                "key": key,
                "report": held.strand.report,
                "main": held.strand.part is Part.MAIN,
                "day": 0 if first is None else first.toordinal(),
                "body": pack_json(encoded(held.strand)),
                "outline": pack_json(encoded(self._outlines[key])),
                **state,
            },
        )
        looked_up = [
            {"lookup": storable(lookup), "day": day.toordinal(), "strand": key}
            for lookup in keys(held.strand)
            for day in days_of(held.strand)
        ]
        if looked_up:
            self._connection.execute(tables.strand_key.insert(), looked_up)
        if held.incident is not None:
            self._new.setdefault(held.incident, []).append(held)

    def drop(self, key: str) -> None:
        """Keep a strand no longer."""
        table, looked_up = tables.strand, tables.strand_key
        row = self._connection.execute(sa.select(table.c.report, table.c.incident).where(table.c.key == key)).one()
        self._reports.add(row.report)
        if row.incident is not None:
            self._changed.add(row.incident)
        self._connection.execute(looked_up.delete().where(looked_up.c.strand == key))
        self._connection.execute(table.delete().where(table.c.key == key))

    def new_incident(self) -> str:
        """An id that no incident has or had; its row is filled in at the end."""
        table = tables.incident
        row = dict.fromkeys(("title", "act", "verdict", "status", "measures", "families", "countries", "decided"), "")
        made = self._connection.execute(table.insert().values(**row, id="", day=0, reports=0, origins=0))
        inserted = made.inserted_primary_key
        if inserted is None:  # no engine of ours leaves it out
            raise RuntimeError("the store gave an incident no number")
        identity = f"i-{inserted[0]}"
        self._connection.execute(table.update().where(table.c.number == inserted[0]).values(id=identity))
        self._changed.add(identity)
        return identity

    def move(self, younger: str, older: str) -> None:
        """Put all of an incident into an older one, and let its id lead there."""
        strand, inside, incident = tables.strand, tables.incident_event, tables.incident
        relation = tables.incident_relation
        self._connection.execute(strand.update().where(strand.c.incident == younger).values(incident=older))
        self._connection.execute(inside.update().where(inside.c.incident == younger).values(incident=older))
        self._connection.execute(incident.update().where(incident.c.id == younger).values(into=older, body=None))
        rows = self._connection.execute(
            sa.select(relation).where(sa.or_(relation.c.one == younger, relation.c.other == younger))
        ).all()
        self._connection.execute(
            relation.delete().where(sa.or_(relation.c.one == younger, relation.c.other == younger))
        )
        for row in rows:
            one, other = (older if name == younger else name for name in (row.one, row.other))
            self._relate(row.kind, one, other, row.decision)
        self._new.pop(younger, None)
        self._changed.discard(younger)
        self._changed.add(older)

    def is_merged(self, incident: str) -> bool:
        """Whether somebody merged incidents into this one."""
        relation = tables.incident_relation
        query = sa.select(relation.c.one).where(relation.c.kind == MERGED, relation.c.one == incident).limit(1)
        return self._connection.execute(query).first() is not None

    def keep_merged(self, older: str, younger: str) -> None:
        """Keep what somebody merged together for good."""
        self._relate(MERGED, older, older, self.decision)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether somebody took two incidents apart."""
        relation = tables.incident_relation
        first, second = sorted((one, other))
        query = sa.select(relation.c.one).where(
            relation.c.kind == APART, relation.c.one == first, relation.c.other == second
        )
        return self._connection.execute(query.limit(1)).first() is not None

    def keep_apart(self, one: str, other: str) -> None:
        """Keep two incidents apart for good."""
        self._relate(APART, one, other, self.decision)

    def _relate(self, kind: str, one: str, other: str, decision: str) -> None:
        relation = tables.incident_relation
        first, second = sorted((one, other)) if kind == APART else (one, other)
        row = {"kind": kind, "one": first, "other": second, "decision": decision}
        if kind == APART and first == second:  # they were merged since
            return
        there = sa.and_(*(relation.c[name] == value for name, value in row.items()))
        if self._connection.execute(sa.select(relation.c.kind).where(there)).first() is None:
            self._connection.execute(relation.insert(), row)

    def unrelate(self, kind: str) -> list[tuple[str, str]]:
        """Take back what the decision at hand said of incidents; which they were."""
        relation = tables.incident_relation
        mine = sa.and_(relation.c.kind == kind, relation.c.decision == self.decision)
        rows = self._connection.execute(sa.select(relation.c.one, relation.c.other).where(mine)).all()
        self._connection.execute(relation.delete().where(mine))
        return [(row.one, row.other) for row in rows]

    def touch(self, incident: str) -> None:
        """Bring an incident's row up to date at the end, whatever else happens."""
        self._changed.add(incident)

    def finish(self) -> None:
        """Bring the rows of all incidents and events up to date that something happened to."""
        for report in sorted(self._reports):
            self._events(report)
        for incident in sorted(self._changed | set(self._new)):
            self._row(incident)

    def _events(self, report: str) -> None:
        """Which incident each event of a report is in: the first that it is about, else the first that it mentions."""
        inside = tables.incident_event
        held = sorted(self.of_report(report), key=lambda one: (one.strand.part is Part.MENTION, one.strand.key))
        rows: dict[str, dict[str, Any]] = {}
        for one in held:
            for event in event_keys(one.strand) if one.incident is not None else ():
                why = json.dumps(list(one.why), ensure_ascii=False)
                row = {"event": event, "incident": one.incident, "report": report, "why": why}
                rows.setdefault(event, row)
        self._connection.execute(inside.delete().where(inside.c.report == report))
        if rows:
            self._connection.execute(inside.insert(), list(rows.values()))

    def _row(self, incident: str) -> None:
        """The row of an incident: what it was and what came in, or made anew of all that is in it."""
        outline = self._grown(incident) if incident not in self._changed else self._made_anew(incident)
        table = tables.incident
        if outline is None:
            self._connection.execute(table.delete().where(table.c.id == incident, table.c.into.is_(None)))
            return
        row = row_of(incident, outline, _decisions(self._connection, incident))
        day = row.since or outline.first_day
        self._connection.execute(
            table.update()
            .where(table.c.id == incident)
            .values(
                title=storable(row.title),
                act=row.act,
                since=None if row.since is None else row.since.isoformat(),
                until=None if row.until is None else row.until.isoformat(),
                day=0 if day is None else day.toordinal(),
                verdict=row.verdict,
                status=row.status,
                measures=" ".join(row.measures),
                families=" ".join(row.families),
                countries=" ".join(row.countries),
                reports=row.reports,
                origins=row.origins,
                reliability=row.reliability,
                credibility=row.credibility,
                decided=row.decided,
                suppliers=" ".join(sorted(outline.counts.get("givers", ()))),
                receivers=" ".join(sorted(outline.counts.get("takers", ()))),
                goods=" ".join(sorted(outline.counts.get("goods", ()))),
                answers=" ".join(sorted(outline.counts.get("answers", ()))),
                body=pack_json(encoded(outline)),
            )
        )

    def _grown(self, incident: str) -> Outline | None:
        """The outline with what came in; a report that is in it already is counted once."""
        table = tables.incident
        body = self._connection.scalar(sa.select(table.c.body).where(table.c.id == incident))
        main = [held for held in self._new[incident] if held.strand.part is Part.MAIN]
        if body is None:
            return self._made_anew(incident)
        outline = decoded(Outline, unpack_json(body))
        for place, held in enumerate(main):
            mine = self._outlines[held.strand.key]
            outline = added(outline, again(mine) if place else mine)
        return outline

    def _made_anew(self, incident: str) -> Outline | None:
        table = tables.strand
        query = (
            sa.select(table.c.report, table.c.outline)
            .where(table.c.incident == incident, table.c.main)
            .order_by(table.c.report, table.c.key)
        )
        return total(_counted_once(_rows(self._connection, query)))


def _counted_once(rows: Iterable[Any]) -> Iterator[Outline]:
    seen: set[str] = set()
    for row in rows:
        outline = decoded(Outline, unpack_json(row.outline))
        yield again(outline) if row.report in seen else outline
        seen.add(row.report)


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> Sequence[Any]:
    """All rows of a query."""
    return connection.execute(query).all()

"""The tables of the store, the same in SQLite and in PostgreSQL; ``migrations/`` makes them.

Kept for ever: *original*, *capture*, *report*, *assessment*, *decision*, *tombstone*. Derived from these, and free to
be rebuilt: *event*, *finding*, *facet*, *party* and its two, *incident*, *incident_event* and the full text.

Moments are UTC, ISO 8601 with microseconds, days ISO 8601: both sort as text, and read the same in both engines. A day
to sort by (``day``) is its ordinal, 0 where nobody knows it.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

metadata: Final = sa.MetaData()

KEY: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # sorts by code points, as in SQLite
BIG: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # SQLite counts only an INTEGER by itself

original = sa.Table(
    "original",
    metadata,
    sa.Column("sha256", KEY, primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # packed: see `porosity.evidence.packing`
)

report = sa.Table(
    "report",
    metadata,
    sa.Column("number", BIG, primary_key=True, autoincrement=True),  # joins the full text
    sa.Column("key", KEY, nullable=False, unique=True),
    sa.Column("own_id", KEY, nullable=False),
    sa.Column("sha256", KEY, nullable=False),
    sa.Column("text_sha256", KEY, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("publisher", KEY),
    sa.Column("published", sa.Text),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("added", sa.Text, nullable=False),
    sa.Column("latest", sa.Integer, nullable=False),  # the number of its latest assessment
    sa.Column("verdict", KEY, nullable=False),
    sa.Column("findings", sa.Integer, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("tlp", sa.Integer, nullable=False),  # how strict: the place of the mark among `Tlp`
    sa.Column("confidential", sa.Boolean, nullable=False),
    sa.Column("erased", sa.Boolean, nullable=False),
)
sa.Index("report_day", report.c.day.desc(), report.c.key, report.c.publisher, report.c.verdict, report.c.tlp)
sa.Index("report_publisher", report.c.publisher, report.c.day.desc(), report.c.key, report.c.verdict, report.c.tlp)
sa.Index("report_verdict", report.c.verdict, report.c.day.desc(), report.c.key, report.c.publisher, report.c.tlp)
sa.Index("report_tlp", report.c.tlp)
sa.Index("report_own_id", report.c.own_id)
sa.Index("report_by_text", report.c.text_sha256)

report_text = sa.Table(
    "report_text",
    metadata,
    sa.Column("number", BIG, sa.ForeignKey("report.number"), primary_key=True, autoincrement=False),
    sa.Column("text", sa.LargeBinary, nullable=False),  # packed: snippets are cut from it
)

capture = sa.Table(
    "capture",
    metadata,
    sa.Column("number", BIG, primary_key=True, autoincrement=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("sha256", KEY, sa.ForeignKey("original.sha256"), nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),  # empty where it was not fetched, so that each capture is there once
    sa.Column("media_type", sa.Text),
    sa.UniqueConstraint("report", "sha256", "name", "url", name="capture_once"),
)
sa.Index("capture_sha256", capture.c.sha256)

assessment = sa.Table(
    "assessment",
    metadata,
    sa.Column("report", KEY, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made", sa.Text, nullable=False),
    sa.Column("made_with", sa.Text, nullable=False),  # JSON
    sa.Column("verdict", KEY, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),  # the contract's JSON, packed
)

event = sa.Table(
    "event",
    metadata,
    sa.Column("key", KEY, primary_key=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("act", KEY, nullable=False),
    sa.Column("since", sa.Text),
    sa.Column("until", sa.Text),
    sa.Column("digest", sa.LargeBinary),  # what of it counts for joining, packed JSON: `porosity.incidents` writes it
)
sa.Index("event_report", event.c.report)
sa.Index("event_act", event.c.act, event.c.since)

facet = sa.Table(
    "facet",
    metadata,
    sa.Column("id", BIG, primary_key=True, autoincrement=True),
    *(sa.Column(name, KEY, nullable=False) for name in ("measure", "family", "verdict", "status", "decided")),
    sa.Column("publisher", KEY, nullable=False),  # of the report, empty where nobody knows
    sa.Column("countries", KEY, nullable=False),  # with blanks between
    sa.Column("tlp", sa.Integer, nullable=False),  # of the report
    sa.UniqueConstraint(
        *("measure", "family", "verdict", "status", "decided", "publisher", "countries", "tlp"), name="facet_once"
    ),
)
"""What findings are filtered and counted by: hundreds of combinations for any number of findings."""

finding = sa.Table(
    "finding",
    metadata,
    sa.Column("key", KEY, primary_key=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("report_number", BIG, nullable=False),
    sa.Column("facet", BIG, sa.ForeignKey("facet.id"), nullable=False),
    sa.Column("day", sa.Integer, nullable=False),  # of the report
    sa.Column("event", KEY, nullable=False),
    sa.Column("measure", KEY, nullable=False),
    sa.Column("family", KEY, nullable=False),
    sa.Column("verdict", KEY, nullable=False),
    sa.Column("status", KEY, nullable=False),
    sa.Column("reliability", sa.Text),  # as it stands, after a decision
    sa.Column("credibility", sa.Integer),
    sa.Column("read_reliability", sa.Text),  # as it was read
    sa.Column("read_credibility", sa.Integer),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("act", KEY, nullable=False),
    sa.Column("since", sa.Text),
    sa.Column("until", sa.Text),
    sa.Column("countries", sa.Text, nullable=False),  # with blanks between
    sa.Column("decided", KEY, nullable=False),
)
sa.Index("finding_report", finding.c.report)
sa.Index("finding_event", finding.c.event)
sa.Index("finding_facet", finding.c.facet, finding.c.day.desc(), finding.c.report_number)
sa.Index(
    "finding_day",
    *(finding.c.day.desc(), finding.c.report, finding.c.key, finding.c.facet, finding.c.report_number),
)

party = sa.Table(
    "party",
    metadata,
    sa.Column("key", KEY, primary_key=True),  # the kind and the folded name: `porosity.evidence.parties`
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", KEY, nullable=False),
    sa.Column("country", KEY, nullable=False),  # empty where nobody knows
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("findings", sa.Integer, nullable=False),
    sa.Column("listed", sa.Boolean, nullable=False),
    sa.Column("day", sa.Integer, nullable=False),  # of the latest report
)
sa.Index("party_findings", party.c.findings.desc(), party.c.key)
sa.Index("party_kind", party.c.kind, party.c.findings.desc(), party.c.key)
sa.Index("party_country", party.c.country, party.c.findings.desc(), party.c.key)

party_report = sa.Table(
    "party_report",
    metadata,
    sa.Column("party", KEY, primary_key=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("day", sa.Integer, nullable=False),  # of the report
    sa.Column("entity", KEY, nullable=False),  # its id in the latest assessment
    sa.Column("findings", sa.Integer, nullable=False),
    sa.Column("listed", sa.Boolean, nullable=False),
)
sa.Index("party_report_day", party_report.c.party, party_report.c.day.desc(), party_report.c.report)
sa.Index("party_report_report", party_report.c.report)

party_event = sa.Table(
    "party_event",
    metadata,
    sa.Column("event", KEY, primary_key=True),
    sa.Column("party", KEY, primary_key=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("day", sa.Integer, nullable=False),  # of the report
)
sa.Index("party_event_party", party_event.c.party, party_event.c.day.desc(), party_event.c.event)
sa.Index("party_event_report", party_event.c.report)

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("number", BIG, primary_key=True, autoincrement=True),  # never used again; the id is "i-" and it
    sa.Column("id", KEY, nullable=False, unique=True),
    sa.Column("into", KEY),  # the older incident that it was merged into; then the other columns are of no use
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("act", KEY, nullable=False),
    sa.Column("since", sa.Text),
    sa.Column("until", sa.Text),
    sa.Column("day", sa.Integer, nullable=False),  # to sort by: the first day, else that of the first report
    sa.Column("verdict", KEY, nullable=False),
    sa.Column("status", KEY, nullable=False),
    sa.Column("measures", sa.Text, nullable=False),  # with blanks between, as all of these
    sa.Column("families", sa.Text, nullable=False),
    sa.Column("countries", sa.Text, nullable=False),
    sa.Column("reports", sa.Integer, nullable=False),
    sa.Column("origins", sa.Integer, nullable=False),
    sa.Column("reliability", sa.Text),
    sa.Column("credibility", sa.Integer),
    sa.Column("decided", KEY, nullable=False),
    sa.Column("suppliers", sa.Text, nullable=False, server_default=""),
    sa.Column("receivers", sa.Text, nullable=False, server_default=""),
    sa.Column("goods", sa.Text, nullable=False, server_default=""),
    sa.Column("answers", sa.Text, nullable=False, server_default=""),
    sa.Column("body", sa.LargeBinary),  # whatever `porosity.incidents` keeps beside, packed JSON
    sqlite_autoincrement=True,
)
sa.Index(
    "incident_day",
    *(incident.c.day.desc(), incident.c.id, incident.c.into, incident.c.verdict, incident.c.status),
    *(incident.c.decided, incident.c.since, incident.c.until),
)

incident_event = sa.Table(
    "incident_event",
    metadata,
    sa.Column("event", KEY, primary_key=True),  # an event is in one incident at most
    sa.Column("incident", KEY, sa.ForeignKey("incident.id"), nullable=False),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("why", sa.Text, nullable=False),  # JSON: each reason in words
)
sa.Index("incident_event_incident", incident_event.c.incident)
sa.Index("incident_event_report", incident_event.c.report)

strand = sa.Table(
    "strand",  # what a report tells of one kind of incident: see `porosity.incidents.digests`
    metadata,
    sa.Column("key", KEY, primary_key=True),
    sa.Column("report", KEY, sa.ForeignKey("report.key"), nullable=False),
    sa.Column("incident", KEY),  # NULL while it shares none
    sa.Column("main", sa.Boolean, nullable=False),  # whether the report is about it
    sa.Column("day", sa.Integer, nullable=False),  # the first
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("why", sa.Text, nullable=False),  # JSON: each reason in words
    sa.Column("body", sa.LargeBinary, nullable=False),  # packed JSON
    sa.Column("outline", sa.LargeBinary, nullable=False),  # what it adds to its incident, packed JSON
)
sa.Index("strand_report", strand.c.report)
sa.Index("strand_incident", strand.c.incident, strand.c.main, strand.c.day)

strand_key = sa.Table(
    "strand_key",  # what a strand is looked up under, by its first and its last day
    metadata,
    sa.Column("lookup", KEY, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("strand", KEY, primary_key=True),
)
sa.Index("strand_key_strand", strand_key.c.strand)

incident_relation = sa.Table(
    "incident_relation",  # what people decided of two incidents: that they are apart, or one
    metadata,
    sa.Column("kind", KEY, primary_key=True),
    sa.Column("one", KEY, primary_key=True),
    sa.Column("other", KEY, primary_key=True),
    sa.Column("decision", KEY, primary_key=True),
)

text_sketch = sa.Table(
    "text_sketch",  # see `porosity.incidents.duplicates`
    metadata,
    sa.Column("report", KEY, sa.ForeignKey("report.key"), primary_key=True),
    sa.Column("runs", sa.Integer, nullable=False),
    sa.Column("day", sa.Integer, nullable=False),
    sa.Column("lowest", sa.LargeBinary, nullable=False),
    sa.Column("first", KEY),  # the report whose text it repeats
)

text_hash = sa.Table(
    "text_hash",
    metadata,
    sa.Column("hash", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("report", KEY, primary_key=True),
)
sa.Index("text_hash_report", text_hash.c.report)

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("number", BIG, primary_key=True, autoincrement=True),
    sa.Column("id", KEY, nullable=False, unique=True),
    sa.Column("kind", KEY, nullable=False),
    sa.Column("target", KEY, nullable=False),
    sa.Column("key", KEY, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("when", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON
    sqlite_autoincrement=True,
)
sa.Index("decision_of", decision.c.target, decision.c.key)

tombstone = sa.Table(
    "tombstone",
    metadata,
    sa.Column("number", BIG, primary_key=True, autoincrement=True),
    sa.Column("report", KEY, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON: hashes and sizes of what was there, never its words
    sqlite_autoincrement=True,
)
sa.Index("tombstone_report", tombstone.c.report)

APPEND_ONLY: Final = ("decision", "tombstone")
"""Triggers refuse UPDATE and DELETE on these."""

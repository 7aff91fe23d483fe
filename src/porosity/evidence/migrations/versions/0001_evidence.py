"""Originals, reports, assessments, what is derived from them, incidents and decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; decisions and tombstones can only be added to."""
    op.create_table(
        "decision",
        sa.Column("number", BIG, autoincrement=True, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("target", KEY, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("decision_of", "decision", ["target", "key"])
    op.create_table(
        "incident",
        sa.Column("number", BIG, autoincrement=True, nullable=False),
        sa.Column("id", KEY, nullable=False),
        sa.Column("into", KEY, nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("families", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reliability", sa.Text(), nullable=True),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("decided", KEY, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("incident_day", "incident", [sa.literal_column("day DESC"), "id"])
    op.create_table(
        "original",
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "report",
        sa.Column("number", BIG, autoincrement=True, nullable=False),
        sa.Column("key", KEY, nullable=False),
        sa.Column("own_id", KEY, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("text_sha256", KEY, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", KEY, nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("tlp", sa.Integer(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("report_by_text", "report", ["text_sha256"])
    op.create_index("report_day", "report", [sa.literal_column("day DESC"), "key"])
    op.create_index("report_own_id", "report", ["own_id"])
    op.create_index("report_publisher", "report", ["publisher", sa.literal_column("day DESC"), "key"])
    op.create_index("report_verdict", "report", ["verdict", sa.literal_column("day DESC"), "key"])
    op.create_table(
        "tombstone",
        sa.Column("number", BIG, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sqlite_autoincrement=True,
    )
    op.create_index("tombstone_report", "tombstone", ["report"])
    op.create_table(
        "assessment",
        sa.Column("report", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.Column("made_with", sa.Text(), nullable=False),
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("report", "number"),
    )
    op.create_table(
        "capture",
        sa.Column("number", BIG, autoincrement=True, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("sha256", KEY, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.ForeignKeyConstraint(
            ["sha256"],
            ["original.sha256"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("report", "sha256", "name", "url", name="capture_once"),
    )
    op.create_index("capture_sha256", "capture", ["sha256"])
    op.create_table(
        "event",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("event_act", "event", ["act", "since"])
    op.create_index("event_report", "event", ["report"])
    op.create_table(
        "finding",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("event", KEY, nullable=False),
        sa.Column("measure", KEY, nullable=False),
        sa.Column("family", KEY, nullable=False),
        sa.Column("verdict", KEY, nullable=False),
        sa.Column("status", KEY, nullable=False),
        sa.Column("reliability", sa.Text(), nullable=True),
        sa.Column("credibility", sa.Integer(), nullable=True),
        sa.Column("read_reliability", sa.Text(), nullable=True),
        sa.Column("read_credibility", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("act", KEY, nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("decided", KEY, nullable=False),
        sa.Column("publisher", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("tlp", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("finding_day", "finding", [sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_decided", "finding", ["decided", sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_event", "finding", ["event"])
    op.create_index("finding_family", "finding", ["family", sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_measure", "finding", ["measure", sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_publisher", "finding", ["publisher", sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_report", "finding", ["report"])
    op.create_index("finding_status", "finding", ["status", sa.literal_column("day DESC"), "report", "key"])
    op.create_index("finding_verdict", "finding", ["verdict", sa.literal_column("day DESC"), "report", "key"])
    op.create_table(
        "incident_event",
        sa.Column("event", KEY, nullable=False),
        sa.Column("incident", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident"],
            ["incident.id"],
        ),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index("incident_event_incident", "incident_event", ["incident"])
    op.create_index("incident_event_report", "incident_event", ["report"])
    op.create_table(
        "finding_country",
        sa.Column("country", KEY, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("finding", KEY, nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["finding.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("country", "day", "report", "finding"),
    )
    op.create_index("finding_country_finding", "finding_country", ["finding"])
    for table in ("decision", "tombstone"):
        _append_only(table)


def _append_only(table: str) -> None:
    """Triggers that refuse to change or to delete a row, whoever asks."""
    said = f"the table {table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )

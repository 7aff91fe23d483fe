"""People and things across reports, and one index that all facets are counted by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from porosity.evidence.packing import unpack_json

revision = "0003"
down_revision = "0002"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and derive what the latest assessments say."""
    op.create_table(
        "party",
        sa.Column("key", KEY, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("country", KEY, nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("party_findings", "party", [sa.literal_column("findings DESC"), "key"])
    op.create_index("party_kind", "party", ["kind", sa.literal_column("findings DESC"), "key"])
    op.create_index("party_country", "party", ["country", sa.literal_column("findings DESC"), "key"])
    op.create_table(
        "party_report",
        sa.Column("party", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("entity", KEY, nullable=False),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("party", "report"),
    )
    op.create_index("party_report_day", "party_report", ["party", sa.literal_column("day DESC"), "report"])
    op.create_index("party_report_report", "party_report", ["report"])
    op.create_table(
        "party_event",
        sa.Column("event", KEY, nullable=False),
        sa.Column("party", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("event", "party"),
    )
    op.create_index("party_event_party", "party_event", ["party", sa.literal_column("day DESC"), "event"])
    op.create_index("party_event_report", "party_event", ["report"])
    facets = ["verdict", "family", "measure", "status", "decided", "publisher", "countries", "day", "tlp"]
    op.create_index("finding_facets", "finding", facets)
    _derive(op.get_bind())


def _derive(bind: sa.Connection) -> None:
    from porosity.contract_reading import from_dict
    from porosity.evidence import parties

    query = sa.text(
        "SELECT assessment.report, assessment.body FROM report "
        "JOIN assessment ON assessment.report = report.key AND assessment.number = report.latest"
    )
    for report, body in bind.execute(query).all():
        parties.keep(bind, from_dict(unpack_json(body), report))

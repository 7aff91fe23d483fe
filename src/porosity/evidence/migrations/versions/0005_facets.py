"""Findings by combinations of what they are filtered by, so that counting looks at numbers only."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SHARED = ("measure", "family", "verdict", "status", "decided", "publisher", "countries", "tlp")
STAYS = (
    *("key", "report", "day", "event", "measure", "family", "verdict", "status", "reliability", "credibility"),
    *("read_reliability", "read_credibility", "summary", "act", "since", "until", "countries", "decided"),
)


def upgrade() -> None:
    """Make the combinations, and the table of findings anew with them; indices that hold what is filtered by."""
    op.create_table(
        "facet",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in SHARED[:-1]),
        sa.Column("tlp", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(*SHARED, name="facet_once"),
    )
    shared = ", ".join(SHARED)
    op.execute(f"INSERT INTO facet ({shared}) SELECT DISTINCT {shared} FROM finding")
    op.create_table(
        "finding_made_anew",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("report_number", BIG, nullable=False),
        sa.Column("facet", BIG, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        *(sa.Column(name, KEY, nullable=False) for name in ("event", "measure", "family", "verdict", "status")),
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
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.ForeignKeyConstraint(["facet"], ["facet.id"]),
        sa.PrimaryKeyConstraint("key"),
    )
    stays = ", ".join(STAYS)
    same = " AND ".join(f"facet.{name} = finding.{name}" for name in SHARED)
    op.execute(
        f"INSERT INTO finding_made_anew ({stays}, report_number, facet) "
        f"SELECT {', '.join(f'finding.{name}' for name in STAYS)}, report.number, facet.id "
        f"FROM finding JOIN report ON report.key = finding.report JOIN facet ON {same}"
    )
    op.drop_table("finding_country")
    op.drop_table("finding")
    op.rename_table("finding_made_anew", "finding")
    latest: Any = sa.literal_column("day DESC")
    op.create_index("finding_report", "finding", ["report"])
    op.create_index("finding_event", "finding", ["event"])
    op.create_index("finding_facet", "finding", ["facet", latest, "report_number"])
    op.create_index("finding_day", "finding", [latest, "report", "key", "facet", "report_number"])
    for name in ("report_day", "report_publisher", "report_verdict"):
        op.drop_index(name, "report")
    op.create_index("report_day", "report", [latest, "key", "publisher", "verdict", "tlp"])
    op.create_index("report_publisher", "report", ["publisher", latest, "key", "verdict", "tlp"])
    op.create_index("report_verdict", "report", ["verdict", latest, "key", "publisher", "tlp"])
    op.create_index("report_tlp", "report", ["tlp"])
    op.drop_index("incident_day", "incident")
    held = ("id", "into", "verdict", "status", "decided", "since", "until")
    op.create_index("incident_day", "incident", [latest, *held])

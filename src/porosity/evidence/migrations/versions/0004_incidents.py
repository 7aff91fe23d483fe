"""Strands, what they are looked up under, what people decided of two incidents, and sketches of texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and join the reports that are there."""
    op.create_table(
        "strand",
        sa.Column("key", KEY, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.Column("incident", KEY, nullable=True),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("outline", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("strand_report", "strand", ["report"])
    op.create_index("strand_incident", "strand", ["incident", "main", "day"])
    op.create_table(
        "strand_key",
        sa.Column("lookup", KEY, nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("strand", KEY, nullable=False),
        sa.PrimaryKeyConstraint("lookup", "day", "strand"),
    )
    op.create_index("strand_key_strand", "strand_key", ["strand"])
    op.create_table(
        "incident_relation",
        sa.Column("kind", KEY, nullable=False),
        sa.Column("one", KEY, nullable=False),
        sa.Column("other", KEY, nullable=False),
        sa.Column("decision", KEY, nullable=False),
        sa.PrimaryKeyConstraint("kind", "one", "other", "decision"),
    )
    op.create_table(
        "text_sketch",
        sa.Column("report", KEY, nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("lowest", sa.LargeBinary(), nullable=False),
        sa.Column("first", KEY, nullable=True),
        sa.ForeignKeyConstraint(["report"], ["report.key"]),
        sa.PrimaryKeyConstraint("report"),
    )
    op.create_table(
        "text_hash",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report", KEY, nullable=False),
        sa.PrimaryKeyConstraint("hash", "report"),
    )
    op.create_index("text_hash_report", "text_hash", ["report"])
    with op.batch_alter_table("incident") as incident:
        for name in ("suppliers", "receivers", "goods", "answers"):
            incident.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
    from porosity.incidents import keeping

    keeping.join_all(op.get_bind())

"""Full-text search, and the texts that snippets are cut from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from porosity.evidence import copying

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the index and put into it what is there."""
    op.create_table(
        "report_text",
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["number"],
            ["report.number"],
        ),
        sa.PrimaryKeyConstraint("number"),
    )
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE report_words USING fts5"
            "(title, body, tokenize = \"unicode61 remove_diacritics 2\", prefix = '2 3')"
        )
    else:
        op.execute(
            "CREATE TABLE report_words (number bigint PRIMARY KEY REFERENCES report (number), words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX report_words_index ON report_words USING gin (words)")
    copying.index_all(bind)

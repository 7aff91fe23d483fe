"""How Alembic runs here: on the connection, and in the transaction, that `porosity.evidence.schema` hands in."""

from __future__ import annotations

from alembic import context

from porosity.evidence import tables
from porosity.evidence.schema import VERSIONS

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    version_table=VERSIONS,
    transactional_ddl=False,  # the transaction is the caller's, from the lock to the commit
)
context.run_migrations()

"""The form of the store: made and brought up to date by Alembic, once, under a lock, before anything else is asked.

A store of an earlier version is migrated; one of a later version, or a database of somebody else, is refused.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from porosity.errors import StoreError
from porosity.evidence import tables
from porosity.evidence.engine import APPLICATION_ID, ENVIRONMENT, name_of, transaction

HEAD: Final = "0005"
"""The latest migration; a store that is there needs no Alembic."""
VERSIONS: Final = "porosity_version"
MIGRATIONS: Final = Path(__file__).parent / "migrations"


def bring_up_to_date(engine: sa.Engine, *, to: str = HEAD) -> None:
    """Make or migrate the tables, whichever is needed; two processes that come at once do it once.

    Raises:
        StoreError: the database is somebody else's, or was written by a later version.
    """
    with transaction(engine, writing=False) as connection:
        if _version(connection) == to:
            return
    with transaction(engine, writing=True) as connection:
        version = _version(connection)
        if version == to:
            return
        if version is None:
            _refuse_foreign(connection)
        _migrate(connection, version, to)


def _version(connection: sa.Connection) -> str | None:
    """The migration that the database stands at; None where there is no store yet."""
    if not sa.inspect(connection).has_table(VERSIONS):
        return None
    found = connection.execute(sa.text(f"SELECT version_num FROM {VERSIONS}")).scalar()
    return None if found is None else str(found)


def _refuse_foreign(connection: sa.Connection) -> None:
    """A database that holds something already, and no store, is not ours to change."""
    held = set(sa.inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        marked = connection.exec_driver_sql("PRAGMA application_id").scalar()
        foreign = held or marked not in (0, APPLICATION_ID)
    else:
        foreign = held & set(tables.metadata.tables)
    if foreign:
        what = f"it holds {', '.join(sorted(held)[:3])}" if held else "it is marked as another's"
        raise StoreError(
            name_of(connection.engine.url),
            f"is a database of another program ({what}).",
            f"Name another by {ENVIRONMENT}.",
        )


def _migrate(connection: sa.Connection, version: str | None, to: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            name_of(connection.engine.url),
            f"was written by a later version of Porosity (its form is {version}, this one knows {HEAD}).",
            "Update Porosity, or name another store.",
        )
    command.upgrade(config, to)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

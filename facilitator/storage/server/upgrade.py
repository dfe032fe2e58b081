"""From whatever is in a server's database to a library of this version.

A new library is made as today's tables declare it: there is none on a server that an earlier version has made. From
then on it is migrated as files are. All of it is one transaction, and whoever else opens the library meanwhile waits.
"""

import pkgutil
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import CheckConstraint, Column, Connection, Integer, MetaData, String, Table, inspect, text
from sqlmodel import SQLModel

from facilitator.errors import LibraryRefused, NothingThere
from facilitator.i18n import tr
from facilitator.storage import parts
from facilitator.storage.server import rights, undo
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.upgrade import SCHEMA_VERSION, run_migrations

LOCK = 0x46414349
"""The advisory lock of whoever writes to the library ("FACI")."""

_TRIGGERS = (
    """
    CREATE FUNCTION response_goes_with_its_last_member() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    BEGIN
        DELETE FROM response WHERE id = OLD.response_id
        AND NOT EXISTS (SELECT 1 FROM response_member WHERE response_id = OLD.response_id);
        RETURN NULL;
    END $trigger$
    """,
    """
    CREATE TRIGGER response_goes_with_its_last_member AFTER DELETE ON response_member
    FOR EACH ROW EXECUTE FUNCTION response_goes_with_its_last_member()
    """,
)
"""What the migrations make for files beside tables and indexes, which no table declares."""

_OWN = MetaData()
_REVISION = Table("alembic_version", _OWN, Column("version_num", String, primary_key=True))
_PARTS = Table(
    "schema_part",
    _OWN,
    Column("part", String, primary_key=True),
    Column("version", Integer, nullable=False),
    CheckConstraint("version > 0", name="versions_of_parts_count_from_1"),
)


def parts_of_current(connection: Connection) -> frozenset[str] | None:
    """The parts of a library of this version that this program can't read; None for whatever else is there."""
    there = set(inspect(connection).get_table_names())
    if not {_REVISION.name, _PARTS.name} <= there:
        return None
    version, versions = int(connection.execute(_REVISION.select()).scalar_one()), _versions(connection)
    return None if version != SCHEMA_VERSION or parts.waiting(versions) else parts.unknown(versions)


def bring_up_to_date(connection: Connection, address: ServerAddress, *, makes: bool = True) -> frozenset[str]:
    """Make or upgrade the library within the connection's transaction; raises LibraryRefused if that can't be.

    Return the parts of it that this program can't read, as for a file.
    """
    there = set(inspect(connection).get_table_names())
    if _REVISION.name not in there or _PARTS.name not in there:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        # Somebody else may have made it meanwhile.
        there = set(inspect(connection).get_table_names())
        if not there and not makes:
            raise NothingThere(
                tr(
                    "There is no library at {path}. “facilitator new” or “facilitator sample” begin one there.",
                    path=address,
                )
            )
        if not there:
            _make(connection)
        elif _REVISION.name not in there or _PARTS.name not in there:
            raise LibraryRefused(
                tr("The database {address} belongs to another program. Choose an empty one.", address=address)
            )
    version = int(connection.execute(_REVISION.select()).scalar_one())
    versions = _versions(connection)
    if version > SCHEMA_VERSION:
        raise LibraryRefused(
            tr(
                "The library {path} was made by a newer version of Facilitator. "
                "Install that version, or choose another library with --library.",
                path=address,
            ),
            version=version,
        )
    if version < SCHEMA_VERSION or parts.waiting(versions):
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        run_migrations(connection)
        driver = connection.connection.driver_connection
        undo.install(driver)
        if rights.are_on(driver):
            rights.switch_on(driver, rights.members_of(driver))
        versions = _versions(connection)
    return parts.unknown(versions)


def _versions(connection: Connection) -> dict[str, int]:
    return {part: int(version) for part, version in connection.execute(_PARTS.select())}


def _make(connection: Connection) -> None:
    _import_tables()
    SQLModel.metadata.create_all(connection)
    _OWN.create_all(connection)
    connection.execute(_REVISION.insert().values(version_num=f"{SCHEMA_VERSION:04}"))
    for part, steps in parts.migrations().items():
        connection.execute(_PARTS.insert().values(part=part, version=len(steps)))
    for statement in _TRIGGERS:
        connection.exec_driver_sql(statement)
    undo.install(connection.connection.driver_connection)


def _import_tables() -> None:
    """Make the metadata whole: the tables that all exercises share, and those of each."""
    rooms = [f"facilitator.{room}" for room in ("workshop", "actions", "post", "questionnaires")]
    spec = find_spec(parts.HOME)
    for place in (spec and spec.submodule_search_locations) or ():
        rooms += [f"{parts.HOME}.{each.name}" for each in pkgutil.iter_modules([place]) if each.ispkg]
    for room in rooms:
        if find_spec(f"{room}.tables") is not None:
            import_module(f"{room}.tables")

"""What tables a library has, as SQLAlchemy finds them, in a file as on a server."""

from sqlalchemy import create_engine, inspect, text

from facilitator.storage.server.address import ServerAddress


def schema_on_server(address: ServerAddress) -> dict[str, set[tuple[object, ...]]]:
    """Of a library on a server, but for the triggers that only one there has."""
    return schema(
        str(address).replace("postgresql:", "postgresql+psycopg:"),
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE 'undo~_%' ESCAPE '~'",
    )


def schema(url: str, triggers: str) -> dict[str, set[tuple[object, ...]]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = inspect(connection)
        tables = set(found.get_table_names()) - {"alembic_version"}
        told = {
            "columns": {(of, each["name"], each["nullable"]) for of in tables for each in found.get_columns(of)},
            "keys": {(of, *found.get_pk_constraint(of)["constrained_columns"]) for of in tables},
            "references": {
                (of, *each["constrained_columns"], each["referred_table"], each["options"].get("ondelete"))
                for of in tables
                for each in found.get_foreign_keys(of)
            },
            "unique": {
                (of, each["name"], *each["column_names"]) for of in tables for each in found.get_unique_constraints(of)
            },
            "indexes": {
                (of, each["name"], bool(each["unique"]), *each["column_names"])
                for of in tables
                for each in found.get_indexes(of)
                if not each.get("duplicates_constraint")
            },
            "checks": {(of, each["name"]) for of in tables for each in found.get_check_constraints(of)},
            "triggers": {tuple(row) for row in connection.execute(text(triggers))},
        }
    engine.dispose()
    return told

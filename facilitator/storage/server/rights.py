"""Who may do what with which workshop of a library on a server, as PostgreSQL itself holds everybody to it.

Off until the library's administrator switches it on: whoever owns the tables, or is a member of whoever does. From then
on everybody else logs in as somebody of their own, and is given a right to each workshop. What nobody gave a right to
is not there for them (row level security); what they may only read they can't write (triggers, so that it is refused
and not left out). Both ask who logged in, whatever role the session acts as. What is of the library as a whole, such as
the record of deletion, everybody reads and writes; choices that are one's own are nobody else's.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from facilitator.storage.undo import quoted_name, quoted_text

TABLE = "workshop_right"
_READS, _WRITES, _OWNS = 1, 2, 3
"""What a right is, as the table has it: each includes those before it."""
_ROOT = "workshop"
_OPEN = ("deletion",)
"""Tables of the whole library that everybody may write to: it names nobody."""
_OF_THE_PROGRAM = ("alembic_version", "schema_part")
_OWN = "preference"

_REFERENCES = """
    SELECT here.relname, a.attname, there.relname, b.attname
    FROM pg_constraint c JOIN pg_class here ON here.oid = c.conrelid JOIN pg_class there ON there.oid = c.confrelid
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] AND a.attnotnull
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND here.relnamespace = current_schema()::regnamespace
    ORDER BY here.relname, there.relname, a.attname
"""
_MEMBERS = "SELECT obj_description(to_regclass(%s), 'pg_class')"

_LEVEL = """
    CREATE OR REPLACE FUNCTION facilitator_right(wanted BIGINT) RETURNS INTEGER
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $right$
    BEGIN
        -- Whoever owns the tables administers them, and so does every member of it.
        IF pg_has_role(session_user, {owner}, 'MEMBER') THEN
            RETURN {owns};
        END IF;
        RETURN coalesce((SELECT level FROM {table} WHERE workshop_id = wanted AND person = session_user), 0);
    END $right$
"""
_FIRST_OWNER = """
    CREATE OR REPLACE FUNCTION right_of_who_begins() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $right$
    BEGIN
        INSERT INTO {table} VALUES (new.id, session_user, {owns}) ON CONFLICT DO NOTHING;
        RETURN new;
    END $right$
"""
_WRITING = """
    CREATE OR REPLACE FUNCTION {function}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $right$
    DECLARE
        found BIGINT;
    BEGIN
        IF TG_OP <> 'INSERT' THEN
            -- What goes with its workshop finds it gone already: whoever removed that one was asked.
            SELECT ({of_old}) INTO found;
            IF found IS NOT NULL AND facilitator_right(found) < {to_remove} THEN
                RAISE insufficient_privilege USING MESSAGE = 'no right to change this workshop';
            END IF;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            SELECT ({of_new}) INTO found;
            IF found IS NOT NULL AND facilitator_right(found) < {to_write} THEN
                RAISE insufficient_privilege USING MESSAGE = 'no right to change this workshop';
            END IF;
            RETURN new;
        END IF;
        RETURN old;
    END $right$
"""


def are_on(connection: Any) -> bool:
    """Whether rights hold in this library, on a driver's connection."""
    return bool(connection.execute("SELECT to_regclass(%s) IS NOT NULL", (TABLE,)).fetchone()[0])


def members_of(connection: Any) -> str:
    """The role whose members work with the library, where rights hold."""
    return str(connection.execute(_MEMBERS, (TABLE,)).fetchone()[0])


def switch_on(connection: Any, members: str) -> None:
    """Let rights hold from the end of the transaction on, for all members of a role; or renew them after a migration.

    Who owns the tables has to do it.
    """
    (owner, schema) = connection.execute(
        "SELECT tableowner, quote_ident(schemaname) FROM pg_tables "
        "WHERE tablename = %s AND schemaname = current_schema()",
        (_ROOT,),
    ).fetchone()
    words = {"owner": quoted_text(owner), "schema": schema, "table": TABLE, "owns": str(_OWNS)}
    connection.execute(
        f"CREATE TABLE IF NOT EXISTS {TABLE} (workshop_id BIGINT NOT NULL REFERENCES {_ROOT} (id) ON DELETE CASCADE "
        "DEFERRABLE INITIALLY DEFERRED, person NAME NOT NULL, "
        f"level SMALLINT NOT NULL CHECK (level BETWEEN {_READS} AND {_OWNS}), PRIMARY KEY (workshop_id, person))"
    )
    connection.execute(f"COMMENT ON TABLE {TABLE} IS {quoted_text(members)}")
    for function in (_LEVEL, _FIRST_OWNER):
        connection.execute(function.format(**words))
    ways = _ways(connection.execute(_REFERENCES).fetchall())
    for table, steps in ways.items():
        for statement in _held(table, steps, words):
            connection.execute(statement)
    connection.execute(
        f"CREATE OR REPLACE TRIGGER right_of_who_begins BEFORE INSERT ON {_ROOT} "
        "FOR EACH ROW EXECUTE FUNCTION right_of_who_begins()"
    )
    for statement in (*_own_choices(), *_granted(schema, quoted_name(members), [*ways, *_OPEN])):
        connection.execute(statement)


def _ways(references: Sequence[tuple[str, str, str, str]]) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """How each table leads to the workshop that it belongs to: (column, table, column there), the shortest way."""
    found: dict[str, Sequence[tuple[str, str, str]]] = {_ROOT: ()}
    waiting = deque([_ROOT])
    while waiting:
        there = waiting.popleft()
        for table, column, target, theirs in references:
            if target == there and table not in found:
                found[table] = ((column, target, theirs), *found[there])
                waiting.append(table)
    return found


def _held(table: str, steps: Sequence[tuple[str, str, str]], words: Mapping[str, str]) -> Iterator[str]:
    name, function = quoted_name(table), quoted_name(f"right_{table}")
    to_write, to_remove = _WRITES, _WRITES
    if table == TABLE:
        to_write = to_remove = _OWNS
    if steps:
        # Whoever sees the parent sees it too, as its own policy says.
        column, parent, theirs = steps[0]
        sees = (
            f"EXISTS (SELECT 1 FROM {quoted_name(parent)} AS parent "  # noqa: S608  # quoted names of our own tables
            f"WHERE parent.{quoted_name(theirs)} = {name}.{quoted_name(column)})"
        )
    else:
        sees = f"facilitator_right(id) >= {_READS}"
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS {function} ON {name}"
    yield f"CREATE POLICY {function} ON {name} USING ({sees}) WITH CHECK (true)"
    yield _WRITING.format(
        function=function,
        to_write=to_write,
        to_remove=to_remove,
        of_old=_workshop_of("old", steps),
        of_new=_workshop_of("new", steps),
        **words,
    )
    when = "INSERT OR UPDATE OR DELETE" if steps else "UPDATE"
    yield (f"CREATE OR REPLACE TRIGGER {function} BEFORE {when} ON {name} FOR EACH ROW EXECUTE FUNCTION {function}()")
    if not steps:
        removing = quoted_name("right_to_remove")
        yield _WRITING.format(
            function=removing, to_write=_OWNS, to_remove=_OWNS, of_old="old.id", of_new="NULL::BIGINT", **words
        )
        yield (
            f"CREATE OR REPLACE TRIGGER {removing} BEFORE DELETE ON {name} FOR EACH ROW EXECUTE FUNCTION {removing}()"
        )


def _workshop_of(row: str, steps: Sequence[tuple[str, str, str]]) -> str:
    """The id of the workshop that a row belongs to, in SQL; NULL where that is gone, or not there yet."""
    if not steps:
        return f"{row}.id"
    (column, first, theirs), *further = steps
    said = f"FROM {quoted_name(first)} AS t0"
    for number, (own, table, there) in enumerate(further, 1):
        said += f" JOIN {quoted_name(table)} AS t{number} ON t{number}.{quoted_name(there)}"
        said += f" = t{number - 1}.{quoted_name(own)}"
    return f"SELECT t{len(further)}.id {said} WHERE t0.{quoted_name(theirs)} = {row}.{quoted_name(column)}"


def _own_choices() -> Iterator[str]:
    """Preferences that are somebody's end in whose they are."""
    yield f"ALTER TABLE {_OWN} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS right_{_OWN} ON {_OWN}"
    mine = "(position('@' IN key) = 0 OR right(key, length(session_user) + 1) = '@' || session_user)"
    yield f"CREATE POLICY right_{_OWN} ON {_OWN} USING {mine} WITH CHECK {mine}"


def _granted(schema: str, members: str, tables: Sequence[str]) -> Iterator[str]:
    named = ", ".join(map(quoted_name, (*tables, _OWN)))
    yield f"GRANT USAGE ON SCHEMA {schema} TO {members}"
    yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {named} TO {members}"
    yield f"GRANT SELECT ON {', '.join(_OF_THE_PROGRAM)} TO {members}"
    yield f"GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA {schema} TO {members}"

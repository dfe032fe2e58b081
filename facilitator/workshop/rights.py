"""Who may do what with a workshop of a library on a server, where its administrator has switched that on."""

from collections.abc import Mapping
from enum import IntEnum

from sqlalchemy import text

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library


class Right(IntEnum):
    """What somebody may do with a workshop; each includes those before it."""

    NONE = 0
    """It is not there for them."""
    READER = 1
    """Read all of it, and change nothing."""
    CO_FACILITATOR = 2
    """Change all of it."""
    OWNER = 3
    """Also erase it for good, and say who may do what."""


_EVERYBODY = text(
    "SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper "
    "AND pg_has_role(oid, obj_description(to_regclass('workshop_right'), 'pg_class')::name, 'MEMBER') ORDER BY rolname"
)
_GIVEN = text("SELECT person, level FROM workshop_right WHERE workshop_id = :workshop")
_MINE = text("SELECT facilitator_right(:workshop)")
_TAKE = text("DELETE FROM workshop_right WHERE workshop_id = :workshop AND person = :person")
_GIVE = text(
    "INSERT INTO workshop_right VALUES (:workshop, :person, :level) "
    "ON CONFLICT (workshop_id, person) DO UPDATE SET level = excluded.level"
)


def my_right(library: Library, workshop_id: int) -> Right:
    """What whoever has the library open may do with a workshop: everything, where no rights hold."""
    if not library.has_rights:
        return Right.OWNER
    with library.read() as session:
        return Right(session.connection().execute(_MINE, {"workshop": workshop_id}).scalar_one())


def rights_of(library: Library, workshop_id: int) -> Mapping[str, Right]:
    """What each of those who work with the library may do with a workshop, by the names that they log in by."""
    with library.read() as session:
        connection = session.connection()
        given = {each.person: each.level for each in connection.execute(_GIVEN, {"workshop": workshop_id})}
        known = [name for (name,) in connection.execute(_EVERYBODY)]
    return {name: Right(given.get(name, 0)) for name in sorted({*known, *given})}


def give_rights(library: Library, workshop_id: int, rights: Mapping[str, Right]) -> Done[None]:
    """Let people have these rights to a workshop from now on; others keep theirs. It can't be undone.

    Raises Invalid where nobody would own it any more, NotSaved for whoever does not own it.
    """
    with library.change(tr("Change rights"), Change(Topic.WORKSHOPS, workshop_id), undoable=False) as change:
        connection = change.session.connection()
        for person, right in rights.items():
            values = {"workshop": workshop_id, "person": person}
            if right is Right.NONE:
                connection.execute(_TAKE, values)
            else:
                connection.execute(_GIVE, {**values, "level": int(right)})
        given = connection.execute(_GIVEN, {"workshop": workshop_id})
        if not any(level == Right.OWNER for _, level in given):
            raise Invalid(tr("Somebody has to own the workshop. Make somebody its owner first."))
        return change.done(None)

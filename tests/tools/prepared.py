"""What many tests begin with, made once in a process and copied from then on into the empty libraries of the others."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

from facilitator.exercises.templates import start_workshop
from facilitator.i18n import _speaks
from facilitator.rehearsal import sample
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people

_made: dict[object, tuple[int, sqlite3.Connection]] = {}


def workshop_of_six(library: Library) -> int:
    """The id of a workshop with the standard agenda and six people."""

    def make() -> int:
        workshop_id = start_workshop(library, "Learning across borders").value
        add_people(library, workshop_id, people(6))
        return workshop_id

    return _copied(library, "six", make)


def add_sample(library: Library, *, count: int | None = None) -> int:
    """The id of the sample workshop, in `library` as `facilitator.rehearsal.sample` makes it."""
    return _copied(library, ("sample", count), lambda: sample.sample_workshop(library, count=count).value)


def _copied(library: Library, name: object, make: Callable[[], int]) -> int:
    """What `make` returns, with all that it wrote. Where something is in `library` already, it is made there anew."""
    if not _is_empty(library):
        return make()
    key = (name, _speaks(), date.today())
    with closing(sqlite3.connect(library.path, isolation_level=None)) as file:
        if key not in _made:
            result = make()
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            file.backup(copy)
            _made[key] = result, copy
        else:
            result, copy = _made[key]
            copy.backup(file)
    return result


def _is_empty(library: Library) -> bool:
    """Whether nothing was ever written to it: neither a row that is there nor the number of one that is gone."""
    with closing(sqlite3.connect(library.path)) as file:
        tables = {name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        looks = [f'SELECT 1 FROM "{table}"' for table in tables - {"alembic_version", "schema_part", "sqlite_sequence"}]
        looks.append("SELECT 1 FROM sqlite_sequence WHERE seq > 0")
        return not any(file.execute(f"SELECT EXISTS ({look})").fetchone()[0] for look in looks)

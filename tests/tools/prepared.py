"""What many tests begin with, made once in a process and copied from then on into the libraries of the others."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from facilitator.exercises.templates import start_workshop
from facilitator.i18n import spoken
from facilitator.rehearsal import sample
from facilitator.rehearsal.people import people
from facilitator.storage.keys import is_plain
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people

T = TypeVar("T")

_HEADER = 100
"""Bytes at the beginning of a file of SQLite's that count how often it was written."""
_made: dict[object, tuple[Any, sqlite3.Connection]] = {}


def workshop_of_six(library: Library) -> int:
    """The id of a workshop with the standard agenda and six people."""

    def make() -> int:
        workshop_id = start_workshop(library, "Learning across borders").value
        add_people(library, workshop_id, people(6))
        return workshop_id

    return prepared(library, "six", make)


def empty_room(library: Library) -> int:
    """The id of a workshop with the standard agenda and nobody on its roster."""
    return prepared(library, "empty", lambda: start_workshop(library, "Room").value)


def add_sample(library: Library, *, count: int | None = None) -> int:
    """The id of the sample workshop, in `library` as `facilitator.rehearsal.sample` makes it."""
    return prepared(library, ("sample", count), lambda: sample.sample_workshop(library, count=count).value)


def prepared(library: Library, name: object, make: Callable[[], T]) -> T:
    """What `make` returns, with all that it wrote: made once for each library it begins with, and copied from then on.

    Nobody hears of what is copied: windows and models that follow the library are to be opened later. What is returned
    is shared by all copies.
    """
    path = getattr(library, "path", None)
    if not isinstance(path, Path) or not is_plain(path):
        # What lies on a server is no file that could be copied, and one with a passphrase none that is taken apart.
        return make()
    with closing(sqlite3.connect(library.path, isolation_level=None)) as file:
        key = (name, sha256(file.serialize()[_HEADER:]).digest(), spoken(), date.today())
        if key not in _made:
            result = make()
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            file.backup(copy)
            _made[key] = result, copy
        else:
            result, copy = _made[key]
            copy.backup(file)
    return result

"""What many tests begin with, made once and copied from then on into the libraries of the others.

Where several processes run the tests, each finds in a folder what another has made.
"""

import os
import pickle
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
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
_HOW_WRITTEN = slice(18, 20)
"""Bytes in it that say whether there is a write-ahead log, which there can't be in memory."""
_Made = tuple[Any, sqlite3.Connection]
_made: dict[object, _Made] = {}
_folders: list[Path] = []
"""The folder of all processes of these tests, where there are several."""


def share(folder: Path) -> None:
    """Put what is made into this folder, and look there for what another process has made."""
    folder.mkdir(exist_ok=True)
    _folders.append(folder)


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
    is shared by all copies, and pickled.
    """
    path = getattr(library, "path", None)
    if not isinstance(path, Path) or not is_plain(path):
        # What lies on a server is no file that could be copied, and one with a passphrase none that is taken apart.
        return make()
    with closing(sqlite3.connect(library.path, isolation_level=None)) as file:
        key = (name, sha256(file.serialize()[_HEADER:]).digest(), spoken(), date.today())
        known = _made.get(key) or _made_by_another(key)
        if known is None:
            result = make()
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            file.backup(copy)
            _made[key] = result, copy
            _hand_on(key, _made[key])
        else:
            _made[key] = result, copy = known
            copy.backup(file)
    return result


def _made_by_another(key: object) -> _Made | None:
    for folder in _folders:
        with suppress(FileNotFoundError):
            result, content = pickle.loads((folder / _name_of(key)).read_bytes())
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            copy.deserialize(content)
            return result, copy
    return None


def _hand_on(key: object, made: _Made) -> None:
    result, copy = made
    for folder in _folders:
        mine = folder / f"{_name_of(key)}-{os.getpid()}"
        content = bytearray(copy.serialize())
        content[_HOW_WRITTEN] = b"\1\1"
        mine.write_bytes(pickle.dumps((result, bytes(content))))
        with suppress(OSError):  # On Windows one stays that somebody reads just now, who was quicker.
            mine.replace(folder / _name_of(key))


def _name_of(key: object) -> str:
    return sha256(repr(key).encode()).hexdigest()

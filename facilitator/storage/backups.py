"""Copies of a library, made by SQLite itself so that a library in use is copied whole."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path


def back_up(path: Path, *, reason: str) -> Path:
    """Copy the library at `path` into the folder `backups` beside it and return the copy's path.

    `reason` becomes part of the file's name. An existing copy is never overwritten.
    """
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    copy = folder / f"{path.stem}-{stamp}-{reason}{path.suffix}"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy

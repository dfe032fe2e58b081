"""Keeps a library as this version writes it, for the tests: every later version must open it. Once for each release.

    .venv/bin/python packaging/keep_library.py

It holds the sample's people with every agenda, so answers of every exercise, and is written to `tests/data`, called
after its schema. Does nothing where one of this schema is kept already: what a release has written does not change.
"""

import gzip
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator.exercises.templates import bundled
from facilitator.rehearsal.sample import add_sample
from facilitator.storage.library import open_library
from facilitator.storage.upgrade import SCHEMA_VERSION

KEPT = Path(__file__).resolve().parent.parent / "tests" / "data"


def main() -> int:
    """Keep one, where none is; 0 either way."""
    target = KEPT / f"library_{SCHEMA_VERSION}.sqlite.gz"
    if target.exists():
        print(f"{target} is kept already.", file=sys.stderr)
        return 0
    with TemporaryDirectory() as name:
        path = Path(name) / "library.sqlite"
        library = open_library(path)
        for agenda in bundled():
            add_sample(library, template=agenda)
        library.close()
        with closing(sqlite3.connect(path)) as file:
            # One file, without what SQLite keeps beside it.
            file.execute("PRAGMA journal_mode = DELETE")
            file.execute("VACUUM")
        target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A library that can only be read for a while, as one on a disk that takes nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from facilitator.storage.library import Library


@contextmanager
def unwritable(library: Library) -> Iterator[None]:
    """Let nothing be written to `library` within."""
    _set(library, "ON")
    try:
        yield
    finally:
        _set(library, "OFF")


def _set(library: Library, query_only: str) -> None:
    with closing(library._writer.raw_connection()) as connection:
        connection.cursor().execute(f"PRAGMA query_only = {query_only}")

"""A server's driver for what is written by hand, as `facilitator.storage.bulk` and the log do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from facilitator.storage.server import undo
from facilitator.storage.server.dialect import translated


class AsFile:
    """A driver's connection that takes statements as the one of a file does."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> Any:
        """Run a statement with SQLite's placeholders, and return its cursor."""
        return self._driver.execute(translated(statement), values)

    def executemany(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run it for each row."""
        with self._driver.cursor() as cursor:
            cursor.executemany(translated(statement), rows)


@contextmanager
def taken_back(driver: Any, table: str, column: str, numbers: range) -> Iterator[AsFile]:
    """What takes rows that are taken back by one statement for all of them; see `undo.taken_back`."""
    with undo.taken_back(driver, table, column, numbers):
        yield AsFile(driver)

"""Thousands of rows at once without what slows Python down for them."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_search() -> Iterator[None]:
    """Nobody searches for garbage in the block: rows that all stay would be looked through again and again."""
    if not gc.isenabled():
        # Somebody else decides when it is searched.
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

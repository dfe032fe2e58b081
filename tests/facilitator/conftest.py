"""What all tests of the core share."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def garbage_is_searched_for_seldom() -> Iterator[None]:
    """Python looks for garbage after each 700 new objects, which is a tenth of what a test that makes many costs.

    Where windows are, they are to end where Python is used to it.
    """
    first, *others = gc.get_threshold()
    gc.set_threshold(500 * first, *others)
    yield
    gc.set_threshold(first, *others)

"""What sealing a PIN costs: in tests next to nothing, since its cost is only there to make guessing slow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from facilitator.workshop import sealed

_REAL = sealed._COST["n"]


@contextmanager
def cheap_seals(n: int = 2**7) -> Iterator[None]:
    """Within the block, seals are made and opened at a hundredth of their cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sealed._COST, "n", n)
        yield


@contextmanager
def real_seals() -> Iterator[None]:
    """Within the block they cost what they cost outside of tests, as for a program of its own that opens them."""
    with cheap_seals(_REAL):
        yield

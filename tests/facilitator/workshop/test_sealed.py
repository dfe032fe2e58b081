"""Seals at their real cost, which the other tests do without."""

import hashlib

from seals import real_seals

from facilitator.workshop import sealed
from facilitator.workshop.sealed import opens, seal


def test_a_seal_is_scrypt_at_the_cost_that_is_recommended() -> None:
    with real_seals():
        kept = seal("2468")
        assert opens("2468", kept)
        assert not opens("2469", kept)
    # 16 MiB, so that trying all PINs on a copied file is slow.
    salt = bytes.fromhex(kept["salt"])
    assert kept["hash"] == hashlib.scrypt(b"2468", salt=salt, n=2**14, r=8, p=1).hex()


def test_a_seal_does_not_open_at_another_cost() -> None:
    kept = seal("2468")
    assert opens("2468", kept)
    with real_seals():
        assert not opens("2468", kept)
    assert sealed._COST["n"] < 2**14

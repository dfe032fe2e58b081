"""Short secrets such as a PIN, kept as a salted scrypt hash and never in clear."""

import hashlib
import hmac
import os

_SALT_BYTES = 16
# 16 MiB and some 40 ms on a laptop: not noticed at the station, slow for whoever tries all PINs on a copied file.
_COST = {"n": 2**14, "r": 8, "p": 1}


def seal(secret: str) -> dict[str, str]:
    """What to store in place of `secret`: JSON values that tell nothing about it."""
    salt = os.urandom(_SALT_BYTES)
    return {"salt": salt.hex(), "hash": _hash(secret, salt).hex()}


def opens(secret: str, sealed: dict[str, str]) -> bool:
    """Whether `sealed` was made from `secret`."""
    found = _hash(secret, bytes.fromhex(sealed["salt"]))
    return hmac.compare_digest(found, bytes.fromhex(sealed["hash"]))


def _hash(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, **_COST)

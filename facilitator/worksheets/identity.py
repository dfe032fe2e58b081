"""Whose sheet a returned form is: a hidden field, signed, so that neither file names nor editing can mislead.

The key of the signature belongs to the library. It keeps sheets from being taken for somebody else's, not from being
read: a sheet says openly whose it is.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from facilitator.storage.library import Library
from facilitator.workshop.preferences import preference, set_preference

FIELD = "facilitator-sheet"
"""The name of the hidden field."""
_KEY = "worksheet_key"
_FORM = "1"


@dataclass(frozen=True, slots=True)
class Identity:
    """The workshop and the participant of a sheet; nobody's is a blank one."""

    workshop_id: int
    participant_id: int | None


def signed(library: Library, identity: Identity) -> str:
    """What the hidden field holds."""
    text = f"{_FORM}.{identity.workshop_id}.{identity.participant_id or 0}"
    return f"{text}.{_signature(_key(library), text)}"


def verified(library: Library, value: str) -> Identity | None:
    """The identity in a hidden field; None when this library did not sign it."""
    text, _, signature = value.strip().rpartition(".")
    parts = text.split(".")
    # Compared as bytes: an altered field may hold anything.
    genuine = hmac.compare_digest(signature.encode(), _signature(_key(library), text).encode())
    if not genuine or len(parts) != 3 or parts[0] != _FORM:
        return None
    return Identity(int(parts[1]), int(parts[2]) or None)


def _key(library: Library) -> bytes:
    stored = preference(library, _KEY)
    if stored is None:
        stored = secrets.token_hex(32)
        set_preference(library, _KEY, stored)
    return bytes.fromhex(stored)


def _signature(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

"""Whose sheet a returned form is: a hidden field, signed, so that neither file names nor editing can mislead.

The key of the signature belongs to the library. It keeps sheets from being taken for somebody else's, not from being
read: a sheet says openly whose it is.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference

FIELD = "facilitator-sheet"
"""The name of the hidden field."""
_KEY = Preference("worksheet_key", str, "")
EXERCISE = "exercise"
"""Under this an edition says which exercise its step runs: a library that was brought back gives ids anew."""
_EDITION = 4
_FORM, _BARE = "2", "1"
"""Forms of the mark: the present one, and the one that said whose a sheet is and no more."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The workshop and the participant of a sheet; nobody's is a blank one.

    What it was when it was made goes along: the `name` on it, its `pages`, the `fields` as `digest` names them, and by
    step's id which exercise it was and what that says of it: its round and its questions. `editions` is None, and the
    others empty, for a sheet that was made before marks said so.
    """

    workshop_id: int
    participant_id: int | None
    name: str = field(default="", compare=False)
    pages: int = field(default=0, compare=False)
    fields: str = field(default="", compare=False)
    editions: Mapping[int, Mapping[str, Any]] | None = field(default=None, compare=False)

    @property
    def rounds(self) -> tuple[tuple[int, int], ...]:
        """The steps on the sheet that are asked several times, each with the round that it was made for."""
        editions = self.editions or {}
        return tuple((step, edition["round"]) for step, edition in editions.items() if "round" in edition)


def digest(texts: Iterable[str]) -> str:
    """A short text that is another one where the texts, or their order, are others."""
    return hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()[:16]


def edition_mark(editions: Mapping[int, Mapping[str, Any]]) -> str:
    """What stands at the foot of each page for the rounds and questions that a sheet was made for."""
    # As the signed mark brings them back: keys of objects are texts there.
    kept = json.loads(json.dumps({str(step): edition for step, edition in editions.items()}))
    return digest([json.dumps(kept, sort_keys=True)])[:_EDITION]


def signed(library: Library, identity: Identity) -> str:
    """What the hidden field holds."""
    more = [identity.name, identity.pages, identity.fields, identity.editions]
    packed = urlsafe_b64encode(json.dumps(more, separators=(",", ":")).encode()).decode()
    text = f"{_FORM}.{identity.workshop_id}.{identity.participant_id or 0}.{packed}"
    return f"{text}.{_signature(_key(library), text)}"


def verified(library: Library, value: str) -> Identity | None:
    """The identity in a hidden field; None when this library did not sign it."""
    text, _, signature = value.strip().encode(errors="replace").decode().rpartition(".")
    parts = text.split(".")
    # Compared as bytes: an altered field may hold anything.
    genuine = hmac.compare_digest(signature.encode(), _signature(_key(library), text).encode())
    if not genuine or (parts[0], len(parts)) not in ((_BARE, 3), (_FORM, 4)):
        return None
    whose = int(parts[1]), int(parts[2]) or None
    if parts[0] == _BARE:
        return Identity(*whose)
    name, pages, fields, editions = json.loads(urlsafe_b64decode(parts[3]))
    by_step = None if editions is None else {int(step): edition for step, edition in editions.items()}
    return Identity(*whose, name, pages, fields, by_step)


def _key(library: Library) -> bytes:
    stored = _KEY.get(library)
    if not stored:
        stored = secrets.token_hex(32)
        _KEY.set(library, stored)
    return bytes.fromhex(stored)


def _signature(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

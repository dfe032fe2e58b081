"""The passphrase of a library: which files have one, the key that is made of it, and the keys that are known.

A library with a passphrase is a file of SQLCipher's, whole: tables, names of tables and log. Its first 16 bytes are
random, the salt, and everything after them looks random too. The key is made of passphrase and salt as SQLCipher does
it by itself (PBKDF2-HMAC-SHA-512, 256,000 rounds), so that any program that reads such files opens it by the passphrase
alone. It is made once, in the tenths of a second that are meant to hold up who guesses, and kept in memory while the
program runs; the passphrase is not. Copies of a library have its salt, and so its key.
"""

import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.errors import Invalid, PassphraseWanted
from facilitator.i18n import tr, trn
from facilitator.storage.held_files import beginning

LEAST = 8
"""Signs that a passphrase has at least."""

_MAGIC = b"SQLite format 3\0"
_SALT = 16
_PAGE = 4096
_ROUNDS = 256_000
_DISTINCT = 240
"""Of 256 values a byte can have, so many at least are found in a page of random ones: all but never fewer than 250."""
_OTHERS = (b"PK\3\4", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"7z\xbc\xaf", b"\xd0\xcf\x11\xe0", b"BZh")
"""How files begin whose middle looks random as well, since it is compressed."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What a person typed to open a library. It is shown nowhere, not even in a list of what a function was given."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Key:
    """What opens the libraries of one salt."""

    key: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    @property
    def spelt(self) -> str:
        """As SQLCipher takes it, which then makes no key of its own."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


def key_of_passphrase(passphrase: Passphrase, salt: bytes) -> Key:
    """The key; it takes some tenths of a second."""
    # Imported here: the first window needs no key, and would wait for OpenSSL.
    import hashlib

    # The same letter is one sign on one system and two on another.
    typed = unicodedata.normalize("NFC", passphrase.text).encode("utf-8", "surrogatepass")
    return Key(hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, 32), salt)


def new_key(passphrase: Passphrase) -> Key:
    """The key of a library that gets this passphrase. Raises Invalid for one that is too short."""
    if len(passphrase.text.strip()) < LEAST:
        raise Invalid(
            trn(
                "A passphrase has {count} character at least. Several words that belong together for nobody else "
                "are best.",
                "A passphrase has {count} characters at least. Several words that belong together for nobody else "
                "are best.",
                LEAST,
            )
        )
    # One that begins as other files do would be taken for such a file.
    salt = next(each for each in iter(lambda: os.urandom(_SALT), b"") if not each.startswith((_MAGIC, *_OTHERS)))
    return key_of_passphrase(passphrase, salt)


def lost_is_lost() -> str:
    """What is said before anybody sets a passphrase."""
    return tr(
        "Keep the passphrase where you find it again: without it nobody can open what it protects, nor any copy of it, "
        "and there is no other way in. Lost passphrase, lost data."
    )


def is_plain(path: Path) -> bool:
    """Whether the file is one of SQLite's that anybody can read."""
    return _beginning(path, len(_MAGIC)) == _MAGIC


def salt_of(path: Path) -> bytes | None:
    """The salt of a file that has a passphrase, as far as can be told from outside; None for any other, or none."""
    page = _beginning(path, _PAGE)
    if len(page) < _PAGE or page.startswith((_MAGIC, *_OTHERS)) or len(set(page)) < _DISTINCT:
        return None
    return page[:_SALT]


_known: dict[bytes, Key] = {}


def know(key: Key) -> None:
    """Open the files of this key from now on, until the program ends."""
    _known[key.salt] = key


def is_locked(path: Path) -> bool:
    """Whether the file has a passphrase that is still to be said."""
    salt = salt_of(path)
    return salt is not None and salt not in _known


def key_of(path: Path) -> Key | None:
    """The key of the file, None for one without a passphrase. Raises PassphraseWanted for one that is locked."""
    salt = salt_of(path)
    if salt is None:
        return None
    if salt not in _known:
        raise PassphraseWanted(tr("{path} is protected by a passphrase.", path=path))
    return _known[salt]


def _beginning(path: Path, most: int) -> bytes:
    return beginning(path, most) if path.is_file() else b""

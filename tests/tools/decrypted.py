"""What stands in the raw pages of files of SQLCipher's, to whoever has the passphrase: free pages and logs as well.

SQL shows only what is there. These pages are decrypted one by one, by the format that SQLCipher's authors describe:
AES-256 in CBC mode, a vector of 16 bytes behind each page and 64 bytes that sign it.
"""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from facilitator.storage.keys import Key, key_of, salt_of

_PAGE = 4096
_RESERVED = 80
_VECTOR = 16
_LOG_BEGINS, _FRAME_BEGINS = 32, 24
_JOURNAL_BEGINS, _JOURNAL_PAGE = 512, 4 + _PAGE + 4
_LOGS = ("-wal", "-journal")


def everything_decrypted(folder: Path) -> bytes:
    """The bytes of all files below a folder; of those whose key this program knows, the decrypted ones."""
    return b"\n".join(_decrypted(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _decrypted(path: Path) -> bytes:
    content = path.read_bytes()
    ending = next((each for each in _LOGS if path.name.endswith(each)), "")
    main = path.with_name(path.name.removesuffix(ending))
    key = key_of(main) if salt_of(main) is not None else None
    if key is None:
        return content
    if ending == "-wal":
        starts, step = _LOG_BEGINS + _FRAME_BEGINS, _FRAME_BEGINS + _PAGE
    elif ending == "-journal":
        starts, step = _JOURNAL_BEGINS + 4, _JOURNAL_PAGE
    else:
        starts, step = 0, _PAGE
        assert int.from_bytes(_page(content[:_PAGE], key)[:2], "big") == _PAGE, f"{path}: another key"
    return b"".join(_page(content[at : at + _PAGE], key) for at in range(starts, len(content) - _PAGE + 1, step))


def _page(page: bytes, key: Key) -> bytes:
    held = page.removeprefix(key.salt)
    text, rest = held[:-_RESERVED], held[-_RESERVED:]
    reading = Cipher(algorithms.AES(key.key), modes.CBC(rest[:_VECTOR])).decryptor()
    return reading.update(text) + reading.finalize()

"""Libraries with a passphrase, and what their making costs: in tests next to nothing, since it is only there to make
guessing slow."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from facilitator.progress import finish
from facilitator.storage import keys
from facilitator.storage.keys import Passphrase
from facilitator.storage.protecting import protect

WORDS = "Kräne über dem Hafen"
OTHER = "no heron at the weir"


def forget_keys() -> None:
    """As after the end of the program: no file with a passphrase opens any more but by its passphrase."""
    keys._known.clear()


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Within the block, keys are made in no time; files that are made then open only within such a block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_ROUNDS", 2)
        yield
    forget_keys()


def locked(path: Path, words: str = WORDS) -> Path:
    """Give a library that is closed a passphrase, which is to be said before it opens again."""
    finish(protect(path, Passphrase(words)))
    forget_keys()
    return path


def everything_in(folder: Path) -> bytes:
    """The bytes of all files below a folder."""
    return b"".join(each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file())

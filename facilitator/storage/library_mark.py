"""Whether a file is a library, told by how it begins: as file managers do (`packaging/linux/facilitator.xml`)."""

from pathlib import Path

from facilitator.storage.held_files import beginning
from facilitator.storage.keys import is_plain, salt_of
from facilitator.storage.upgrade import APPLICATION_ID

SUFFIX = ".sqlite"
"""How the names of libraries end, as the program makes them."""
_AT, _LONG = 68, 4
"""Where SQLite keeps whose file it is."""


def is_library(path: Path) -> bool:
    """Whether it says so itself, or by its name where a passphrase hides all else."""
    try:
        if is_plain(path):
            return beginning(path, _AT + _LONG)[_AT:] == APPLICATION_ID.to_bytes(_LONG, "big")
        return path.suffix.lower() == SUFFIX and salt_of(path) is not None
    except OSError:
        return False

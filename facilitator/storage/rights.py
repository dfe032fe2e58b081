"""Files and folders that only their owner reads. On Windows the user's own folder sees to that."""

from contextlib import suppress
from pathlib import Path

FOLDER = 0o700
_FILE = 0o600


def for_the_owner_alone(path: Path) -> None:
    """Make the file at `path` its owner's alone; an empty one where there is none yet.

    Raises OSError where there can be no file.
    """
    if not path.exists():
        path.touch(mode=_FILE)
    elif path.stat().st_mode & 0o077:
        # A file of somebody else stays as they have it.
        with suppress(PermissionError):
            path.chmod(_FILE)

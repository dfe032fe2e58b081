"""Whether the file that is open is still the one at its path."""

from pathlib import Path

from facilitator.errors import LibraryGone
from facilitator.i18n import tr

_Identity = tuple[int, int]


class Presence:
    """Remembers which file lies at `path` when it is made. A file that was renamed, deleted or replaced goes on taking
    what is written to it for as long as it is open, and nobody would find it again."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where there is none."""
        self._path = path
        self._file = _identity(path)

    def check(self) -> None:
        """Raise LibraryGone unless the same file is there."""
        try:
            now = _identity(self._path)
        except OSError as error:
            raise LibraryGone(
                tr(
                    "The library is no longer at {path}: it was moved or deleted, or its disk was taken out. Nothing "
                    "new is kept. Bring it back there; or, where its disk is still in, save a whole copy elsewhere and "
                    "go on with that.",
                    path=self._path,
                )
            ) from error
        if now != self._file:
            raise LibraryGone(
                tr(
                    "Another file lies at {path} in the place of the library. What was answered before can still be "
                    "read here, and nothing new is kept. Save a whole copy elsewhere and go on with that; the other "
                    "file is left as it is.",
                    path=self._path,
                )
            )


def _identity(path: Path) -> _Identity:
    found = path.stat()
    return found.st_dev, found.st_ino

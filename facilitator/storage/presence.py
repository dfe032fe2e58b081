"""Whether the file that is open is still the one at its path, and still what was written into it."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from facilitator.errors import LibraryGone
from facilitator.i18n import tr
from facilitator.storage.held_files import HeldFile

_LOOKED_AT = 16_000_000
"""Bytes of a file that are read at most to tell whether it is the same: all of most libraries."""
_PIECE = 65_536


class Presence:
    """Remembers which file lies at `path` when it is made. A file that was renamed, deleted or replaced goes on taking
    what is written to it for as long as it is open, and nobody would find it again.

    One that another program writes over in place stays the same file. SQLite itself writes into it only while it moves
    its log there, and notes that beside it: a file that changed without such a note was changed by somebody else.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError where there is none."""
        self._path = path
        self._held = HeldFile(path)
        self._file = self._held.identity
        found = path.stat()
        self._written = found.st_mtime_ns, found.st_size
        # Before SQLite has opened it there may be the index of a log that somebody left.
        self._moved: bytes | None = None
        self._sum: int | None = None
        self.written_over = False
        """Whether another program wrote over it: what is read from it is a mixture from then on."""

    def close(self) -> None:
        """Let go of the file; call when SQLite has closed it."""
        self._held.close()

    def check(self) -> None:
        """Raise LibraryGone unless the same file is there."""
        try:
            found = self._path.stat()
        except OSError as error:
            raise LibraryGone(
                tr(
                    "The library is no longer at {path}: it was moved or deleted, or its disk was taken out. Nothing "
                    "new is kept. Bring it back there; or, where its disk is still in, save a whole copy elsewhere and "
                    "go on with that.",
                    path=self._path,
                )
            ) from error
        if (found.st_dev, found.st_ino) != self._file:
            raise LibraryGone(
                tr(
                    "Another file lies at {path} in the place of the library. What was answered before can still be "
                    "read here, and nothing new is kept. Save a whole copy elsewhere and go on with that; the other "
                    "file is left as it is.",
                    path=self._path,
                )
            )
        moved, written = self._log_moved(), (found.st_mtime_ns, found.st_size)
        if written != self._written and not self.written_over:
            quietly = moved is not None and moved == self._moved
            self.written_over = quietly and (self._sum is None or self._sum != self._sum_of_all())
            if not quietly:
                self._sum = None
        self._moved, self._written = moved, written
        if self.written_over:
            raise LibraryGone(
                tr(
                    "Another program has written over the library at {path} while it is open. Nothing new is kept, and "
                    "what is shown may be wrong. Close the program, start it again, and bring back the latest copy.",
                    path=self._path,
                )
            )

    def look_closely(self) -> None:
        """Note what is in the file, so that one that was only touched is told from one that was written over."""
        if self._sum is None and not self.written_over:
            before = self._written
            found = self._sum_of_all()
            with suppress(OSError):
                now = self._path.stat()
                if (now.st_mtime_ns, now.st_size) == before:
                    self._sum = found

    def contents(self) -> Iterator[bytes]:
        """The file that is open, piece by piece. Raises OSError."""
        place = 0
        while piece := self._held.read(place, _PIECE):
            yield piece
            place += len(piece)

    def _log_moved(self) -> bytes | None:
        """How far SQLite has moved its log into the file, as it notes for all programs; None where it does not.

        See https://sqlite.org/walformat.html: the salts of the log, `nBackfill` and `nBackfillAttempted`.
        """
        try:
            # The bytes between are locks, which some systems let nobody read.
            return b"".join(self._held.read_log_index(*each) for each in ((32, 8), (96, 4), (128, 4)))
        except OSError:
            return None

    def _sum_of_all(self) -> int | None:
        """A sum of what is in the file, of a large one of pieces all over it."""
        try:
            size = self._path.stat().st_size
            step = max(1, -(-size // _LOOKED_AT)) * _PIECE
            found = 0
            for place in range(0, size, step):
                found = zlib.crc32(self._held.read(place, _PIECE), found)
        except OSError:
            return None
        return found

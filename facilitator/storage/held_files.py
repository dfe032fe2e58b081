"""Reading the files of a library that is open, without taking the locks away from SQLite.

On POSIX a process loses all its locks on a file as soon as it closes any descriptor of it, whoever opened that one
(https://sqlite.org/howtocorrupt.html, 2.2). So what is read beside SQLite is read from descriptors that stay open until
the last library of this process that uses the file has been closed.
"""

import os
import threading
from collections import defaultdict
from pathlib import Path

_Identity = tuple[int, int]
_lock = threading.RLock()
_users: defaultdict[_Identity, int] = defaultdict(int)
_open: dict[tuple[_Identity, str], int] = {}
_LOG_INDEX = "-shm"


class HeldFile:
    """The file of a library from before SQLite opens it until after SQLite has closed it, and the index of its log."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where there is none."""
        self._path = path
        with _lock:
            found = path.stat()
            self.identity = found.st_dev, found.st_ino
            _users[self.identity] += 1
            self._is_held = True
            try:
                self._descriptor("")
            except OSError:
                self.close()
                raise

    def close(self) -> None:
        """Let go of it; call when no connection of this library is open any more."""
        with _lock:
            if not self._is_held:
                return
            self._is_held = False
            _users[self.identity] -= 1
            if not _users[self.identity]:
                del _users[self.identity]
                for key in [key for key in _open if key[0] == self.identity]:
                    os.close(_open.pop(key))

    def read(self, place: int, size: int) -> bytes:
        """Bytes of the file itself, wherever it is by now. Raises OSError."""
        with _lock:
            return _read(self._descriptor(""), place, size)

    def read_log_index(self, place: int, size: int) -> bytes:
        """Bytes of the index of its write-ahead log. Raises OSError where there is none."""
        with _lock:
            return _read(self._descriptor(_LOG_INDEX), place, size)

    def _descriptor(self, ending: str) -> int:
        if not self._is_held:
            raise OSError("it was let go")
        key = (self.identity, ending)
        if key not in _open:
            _open[key] = os.open(f"{self._path}{ending}", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return _open[key]


def beginning(path: Path, size: int) -> bytes:
    """The first bytes of a file that this process may have open as a library. Raises OSError."""
    with _lock:
        found = path.stat()
        held = _open.get(((found.st_dev, found.st_ino), ""))
        if held is not None:
            return _read(held, 0, size)
        with path.open("rb") as file:
            return file.read(size)


def _read(descriptor: int, place: int, size: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(descriptor, size, place)
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, size)

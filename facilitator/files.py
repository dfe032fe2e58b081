"""Folders and files: where the program may write, and in which Unicode what it reads is."""

import errno
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from socket import gethostname
from time import time

from facilitator.errors import NotSaved
from facilitator.i18n import tr

_LONGEST = 80
_MOST_BYTES = 200
"""File systems take 255 bytes for a name; a number and an ending come behind it yet."""
_JOINERS = "\u200c\u200d"
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)")
"""What Windows takes for a device, whatever ending follows."""
_BESIDE = ("", "-journal", "-wal", "-shm")
"""The endings of a file and of what SQLite keeps beside it."""
_UNFINISHED = re.compile(rf"\.facilitator-([0-9a-f]{{8}})-(\d{{1,9}})-\d+\.part({'|'.join(_BESIDE)})")
"""A file that is being written: on which computer, and by which process."""
_FORGOTTEN = 24 * 60 * 60
"""Seconds after which nobody is writing to such a file any more, wherever the program ran."""
_numbers = count()


def free_path(folder: Path, name: str, suffix: str = ".pdf") -> Path:
    """A path in `folder` for `name` that no file has yet, without what a file system does not take.

    Names that differ in case or in how their accents are made are one name to some systems, and so here.
    """
    stem = usable_name(name) or tr("Document")
    there = {same_file(path.name) for path in folder.iterdir()} if folder.is_dir() else set()
    path, number = folder / f"{stem}{suffix}", 2
    while same_file(path.name) in there:
        path, number = folder / f"{stem} ({number}){suffix}", number + 1
    return path


@lru_cache(maxsize=4096)
def usable_name(name: str) -> str:
    """A name for a file or folder as Windows, macOS and Linux take it; "" where nothing is left.

    What they don't take becomes a space, and a name that is too long is cut between two letters.
    """
    kept = "".join(
        " " if sign in '<>:"/\\|?*' or not (sign.isprintable() or sign in _JOINERS) else sign
        for sign in unicodedata.normalize("NFC", name)
    )
    line = " ".join(kept.split())
    if _DEVICE.match(line):
        line = f"_{line}"
    end = min(_LONGEST, len(line))
    # A letter and what stands on it, or what is joined to it, stay together.
    while end and (len(line[:end].encode()) > _MOST_BYTES or _is_within(line, end)):
        end -= 1
    return line[:end].strip(". ")


def same_file(name: str) -> str:
    """By what a file system that knows no case, or makes accents its own way, tells one name from another."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _is_within(line: str, end: int) -> bool:
    if end >= len(line):
        return False
    return unicodedata.category(line[end])[0] == "M" or line[end] in _JOINERS or line[end - 1] in _JOINERS


def beginning_of(path: Path, most: int) -> bytes:
    """The first bytes of a file that somebody hands in, at most so many.

    Raises OSError, also for what is no file: a pipe or a device may have no end, and nothing waits for one.
    """
    # Not every system has both.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, tr("it is no file"), str(path))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)


@contextmanager
def written_beside(target: Path) -> Iterator[Path]:
    """A path in the folder of `target` to write to; what is there takes the place of `target` once all went well.

    So nobody ever opens half a file, and what was there before stays until then. What a killed program has left in
    this folder goes first. Raises OSError where nothing can be put in place.
    """
    remove_unfinished(target.parent)
    path = target.with_name(f".facilitator-{_this_computer()}-{os.getpid()}-{next(_numbers)}.part")
    try:
        yield path
        path.replace(target)
    finally:
        for ending in _BESIDE:
            with suppress(OSError):
                path.with_name(path.name + ending).unlink(missing_ok=True)


def remove_unfinished(folder: Path) -> None:
    """Remove what programs that were killed meanwhile had begun to write in this folder; others write on."""
    with suppress(OSError):
        for path in [path for path in folder.iterdir() if _UNFINISHED.fullmatch(path.name)]:
            with suppress(OSError):
                if _is_left(path):
                    path.unlink()


def _is_left(path: Path) -> bool:
    named = _UNFINISHED.fullmatch(path.name)
    is_own = named is not None and named[1] == _this_computer() and not _is_running(int(named[2]))
    return is_own or time() - path.stat().st_mtime > _FORGOTTEN


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return True
    if os.name == "nt":
        # Asking would end it; but what another program has open there can't be removed.
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@cache
def _this_computer() -> str:
    return sha256(gethostname().encode()).hexdigest()[:8]


def make_folder(folder: Path) -> None:
    """Make sure there is such a folder. Raises NotSaved."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotSaved(
            tr("The folder {folder} can't be used: {reason}.", folder=folder, reason=error.strerror)
        ) from error


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def marked_encoding(content: bytes) -> str:
    """The encoding of Unicode that the first bytes of a file say; "" where they say none."""
    return next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")


def unmarked_utf16(content: bytes) -> str:
    """The byte order of UTF-16 without a mark, as the zero bytes of the many Latin characters tell it."""
    return "utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"


def in_utf8(content: bytes) -> bytes:
    """A text in UTF-16 or UTF-32 in UTF-8 and without its mark, anything else as it is."""
    marked = marked_encoding(content)
    if marked == "utf-8-sig" or not (marked or b"\x00" in content[:4]):
        return content
    try:
        return content.decode(marked or unmarked_utf16(content)).removeprefix("\ufeff").encode()
    except UnicodeError:
        return content


def with_suffix(path: Path, suffix: str, others: Iterable[str]) -> Path:
    """The path with the suffix of its format, such as ".xlsx", in the place of one of `others` or behind its name."""
    known = {each.lower() for each in (suffix, *others)}
    if path.suffix.lower() == suffix:
        return path
    return path.with_suffix(suffix) if path.suffix.lower() in known else path.with_name(f"{path.name}{suffix}")

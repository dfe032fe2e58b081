"""What people bring: files, folders and zip archives, taken apart into single files, each with its place.

Archives are unpacked into a folder of our own that nobody else can read and that is gone afterwards; where the program
was killed meanwhile, with the next archive a day later. What operating systems leave behind is passed over.
"""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from time import time
from zipfile import BadZipFile, ZipFile, ZipInfo

from facilitator.errors import BadFile
from facilitator.files import beginning_of
from facilitator.i18n import tr
from facilitator.sharing.delimited import DELIMITERS
from facilitator.sharing.r_tables import heads_of_r

MOST_FILES = 20_000
MOST_UNPACKED = 500_000_000
"""Bytes. A small archive can hold more than the disk."""
_DEPTH = 2
"""So many archives may lie in each other."""
_BEHIND = " › "
"""What stands between an archive or a folder and what is in it."""
_LEFTOVERS = {
    *(".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", ".directory", ".fseventsd"),
    *("__macosx", ".spotlight-v100", ".trashes", ".trash", ".appledouble", ".temporaryitems", "$recycle.bin"),
    *("system volume information", ".documentrevisions-v100", ".apdisk"),
}
_MARKS = ("._", "~$", ".~lock.", ".fuse_hidden", ".nfs")
"""How the names of files begin that a system or an open program keeps beside the real ones."""
_SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xls", ".ods", ".csv", ".tsv", ".txt")
_ENCRYPTED = 0x1
_SAYS_UTF8 = 0x800
_PIECE = 1_000_000
_UNPACKED = "facilitator-unpacked-"
_ABANDONED = 24 * 3600.0
"""Seconds after which what was unpacked is no longer in use: a window over an archive is not open for so long."""
_START = 4096


class FileKind(StrEnum):
    """What a file can be, by what is in it."""

    TABLE = "table"
    GRAPH = "graph"
    JSON = "json"
    PROTOCOL = "protocol"
    WORKSHOP = "workshop"
    PDF = "pdf"
    MAIL = "mail"
    PICTURE = "picture"
    ARCHIVE = "archive"
    TEXT = "text"
    OTHER = "other"


TAKEN = frozenset({FileKind.TABLE, FileKind.GRAPH, FileKind.JSON, FileKind.PROTOCOL})
"""What is imported as answers, people or questions."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One file. `path` is where it can be read, as long as the context is open that it came from.

    `place` says where the person finds it: its name, or “study.zip › wave 1 › a.csv”. `given` is the file, folder or
    archive that the person chose, which is `path` where they chose the file itself.
    """

    place: str
    path: Path
    given: Path
    kind: FileKind

    @property
    def name(self) -> str:
        """Its own name, without where it lies."""
        return self.place.rpartition(_BEHIND)[2]

    @property
    def chosen(self) -> bool:
        """Whether the person chose this very file."""
        return self.path == self.given


@contextmanager
def opened(paths: Iterable[Path]) -> Iterator[list[Brought]]:
    """The single files of what was brought, in the order of their places.

    Raises BadFile for an archive that is damaged, has a password or would fill the disk, and for what holds nothing.
    """
    _clear_away()
    with TemporaryDirectory(prefix=_UNPACKED, ignore_cleanup_errors=True) as folder:
        yield _Opener(Path(folder)).open(list(paths))


def _clear_away() -> None:
    """Remove what was unpacked by a program that was killed then: it may name people, and nobody else would."""
    for folder in Path(gettempdir()).glob(f"{_UNPACKED}*"):
        with suppress(OSError):
            if time() - folder.stat().st_mtime > _ABANDONED:
                rmtree(folder, ignore_errors=True)


def is_leftover(path: Path) -> bool:
    """Whether a file is none of a person's: an operating system or an open program left it."""
    name = path.name.casefold()
    return name in _LEFTOVERS or name.startswith(_MARKS) or any(part.casefold() in _LEFTOVERS for part in path.parts)


def kind_of_file(path: Path) -> FileKind:
    """What a file is. Of a text that may be none the name decides, since nearly anything is one column of text."""
    try:
        start = beginning_of(path, _START)
    except OSError:
        # Whoever reads it says why it can't be opened.
        return FileKind.TABLE
    suffix = path.suffix.lower()
    if suffix == ".workshop":
        return FileKind.WORKSHOP
    if start.startswith(b"PK"):
        return _kind_of_archive(path)
    if b"%PDF-" in start[:1024]:
        return FileKind.PDF
    if start.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")) or start[4:8] == b"ftyp":
        return FileKind.PICTURE
    return _kind_of_text(start, suffix)


def what_it_is(kind: FileKind) -> str:
    """A sentence on a file beside tables that is not imported with them."""
    return {
        FileKind.PDF: tr("It is a PDF. If it is a worksheet that came back, import it by itself."),
        FileKind.WORKSHOP: tr("It is a workshop that was handed over. Take it over in the library."),
        FileKind.MAIL: tr("It is an e-mail. Save what is attached to it, and import that."),
        FileKind.PICTURE: tr("It is a picture, and holds no table."),
        FileKind.ARCHIVE: tr("It is packed in a way that is not opened here. Unpack it, and import what is in it."),
        FileKind.TEXT: tr("It is a text, and holds no table."),
    }.get(kind, tr("It is no table."))


def _kind_of_archive(path: Path) -> FileKind:
    suffix = path.suffix.lower()
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:60] if "mimetype" in names else b""
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, UnicodeError, zlib.error, EOFError):
        # A workbook that is damaged is said to be one by whoever reads it.
        return FileKind.ARCHIVE if suffix == ".zip" else FileKind.TABLE
    if "protocol.json" in names:
        return FileKind.PROTOCOL
    if any(name.startswith("xl/") for name in names) or b"spreadsheet" in kind:
        return FileKind.TABLE
    if b"opendocument" in kind or any(name.startswith(("word/", "ppt/")) for name in names):
        return FileKind.TEXT
    if any(name.startswith("Index/") for name in names):
        # A table of Numbers, of which the reader says how to save it.
        return FileKind.TABLE if suffix == ".numbers" else FileKind.OTHER
    # Whoever reads it says what a spreadsheet or a protocol that is none is.
    return FileKind.ARCHIVE if suffix in (".zip", "") else FileKind.TABLE if suffix in _SPREADSHEETS else FileKind.OTHER


def _kind_of_text(start: bytes, suffix: str) -> FileKind:
    by_name = {
        ".eml": FileKind.MAIL,
        ".msg": FileKind.MAIL,
        ".mbox": FileKind.MAIL,
        ".json": FileKind.JSON,
        ".graphml": FileKind.GRAPH,
    }
    if suffix in by_name:
        return by_name[suffix]
    if b"<graphml" in start or "<graphml".encode("utf-16-le") in start or "<graphml".encode("utf-16-be") in start:
        return FileKind.GRAPH
    if suffix in (".csv", ".tsv", ".tab", ".xls", ".vcf", ".ics"):
        return FileKind.TABLE
    if suffix in (".7z", ".rar", ".gz", ".tgz", ".tar", ".xz", ".bz2"):
        return FileKind.ARCHIVE
    if suffix in (".txt", ".dat", ""):
        first = next((line for line in start.splitlines() if line.strip()), b"")
        parted = any(mark.encode() in first.rstrip(b".") for mark in DELIMITERS)
        return FileKind.TABLE if parted or heads_of_r(first.decode("latin-1") + "\n") else FileKind.TEXT
    return FileKind.TEXT if suffix in (".md", ".rtf", ".html", ".htm", ".doc", ".r", ".log") else FileKind.OTHER


class _Opener:
    """Takes apart what was brought, within limits for all of it together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: list[Brought] = []
        self._unpacked = 0
        self._packed = 0

    def open(self, paths: Sequence[Path]) -> list[Brought]:
        for path in paths:
            before = len(self._found)
            if path.is_dir():
                self._in_folder(path)
            elif (kind := kind_of_file(path)) is FileKind.ARCHIVE:
                self._in_archive(path, path.name, path, 1)
            else:
                self._add(Brought(path.name, path, path, kind))
            if len(self._found) == before:
                raise BadFile(tr("There is nothing in “{file}” that could be imported.", file=path.name))
        return list(dict.fromkeys(self._found))

    def _in_folder(self, folder: Path) -> None:
        for path in sorted(folder.rglob("*")):
            inside = path.relative_to(folder)
            if is_leftover(inside) or not path.is_file():
                continue
            place = _BEHIND.join((folder.name, *inside.parts))
            if (kind := kind_of_file(path)) is FileKind.ARCHIVE and path.suffix.lower() == ".zip":
                self._in_archive(path, place, folder, 1)
            else:
                self._add(Brought(place, path, folder, kind))

    def _in_archive(self, path: Path, place: str, given: Path, depth: int) -> None:
        try:
            with ZipFile(path) as archive:
                for member in sorted(archive.infolist(), key=_name_of):
                    name = PurePosixPath(_name_of(member))
                    if member.is_dir() or is_leftover(Path(*name.parts)) or not name.name:
                        continue
                    if member.flag_bits & _ENCRYPTED:
                        sentence = tr("“{file}” is protected by a password. Unpack it, and import what is in it.",
                                      file=place)  # fmt: skip
                        raise BadFile(sentence)
                    inside = _BEHIND.join((place, *(part for part in name.parts if part not in ("/", "..", "."))))
                    unpacked = self._unpack(archive, member, name.name, place)
                    if (kind := kind_of_file(unpacked)) is FileKind.ARCHIVE and depth < _DEPTH:
                        self._in_archive(unpacked, inside, given, depth + 1)
                    else:
                        self._add(Brought(inside, unpacked, given, kind))
        except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, UnicodeError, OSError) as error:
            raise BadFile(tr("“{file}” is damaged or incomplete, and can't be unpacked.", file=place)) from error

    def _unpack(self, archive: ZipFile, member: ZipInfo, name: str, place: str) -> Path:
        """Write one file of an archive, under a name that every file system takes; what its size is said to be, is not
        believed."""
        self._packed += 1
        folder = self._folder / str(self._packed)
        folder.mkdir()
        path = folder / _plain_name(name)
        with archive.open(member) as packed, path.open("wb") as written:
            while piece := packed.read(_PIECE):
                self._unpacked += len(piece)
                if self._unpacked > MOST_UNPACKED:
                    raise BadFile(tr("“{file}” is too large to be read.", file=place))
                written.write(piece)
        return path

    def _add(self, brought: Brought) -> None:
        self._found.append(brought)
        if len(self._found) > MOST_FILES:
            sentence = tr("There are more than {count} files in “{file}”.", count=f"{MOST_FILES:,}",
                          file=brought.given.name)  # fmt: skip
            raise BadFile(sentence)


def _name_of(member: ZipInfo) -> str:
    """The name of a file in an archive; macOS writes UTF-8 without saying so."""
    if member.flag_bits & _SAYS_UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _plain_name(name: str) -> str:
    tidy = re.sub(r'[<>:"/\\|?*\x00-\x1f]', "_", name).strip(" .") or "file"
    suffix = Path(tidy).suffix[-20:]
    return tidy[: -len(suffix) or None][:100] + suffix

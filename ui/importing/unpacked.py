"""Folders and archives taken apart into their files, each with the place where the person finds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile, is_zipfile

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.worksheets.other_files import is_leftover

_BEHIND = " › "
"""What stands between an archive or a folder and what is in it."""
_MOST_BYTES = 500_000_000
_SPREADSHEETS = ("xl/", "protocol.json", "mimetype", "Index/")
"""What is in archives that are a file of a program, and not unpacked."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One file. `path` is where it can be read, `place` where the person finds it: “study.zip › wave 1 › a.csv”."""

    place: str
    path: Path


class Unpacker:
    """Takes apart what was brought. What was in archives lies in a folder of our own, which goes with this."""

    def __init__(self) -> None:
        """Nothing is unpacked yet."""
        self._folder = TemporaryDirectory(prefix="facilitator-", ignore_cleanup_errors=True)

    def files_in(self, paths: Iterable[Path]) -> list[Unpacked]:
        """The single files; leftovers of operating systems are passed over. Raises BadFile for a damaged archive."""
        found: list[Unpacked] = []
        for path in paths:
            found += self._of(path, path.name)
        return list(dict.fromkeys(found))

    def clean_up(self) -> None:
        """Remove what was unpacked."""
        self._folder.cleanup()

    def _of(self, path: Path, place: str) -> Iterator[Unpacked]:
        if path.is_dir():
            for inside in sorted(path.rglob("*")):
                parts = inside.relative_to(path)
                if inside.is_file() and not is_leftover(parts):
                    yield from self._of(inside, _BEHIND.join((place, *parts.parts)))
        elif path.suffix.lower() == ".zip" and is_zipfile(path):
            yield from self._of_archive(path, place)
        else:
            yield Unpacked(place, path)

    def _of_archive(self, path: Path, place: str) -> Iterator[Unpacked]:
        try:
            with ZipFile(path) as archive:
                if any(name.startswith(_SPREADSHEETS) for name in archive.namelist()):
                    yield Unpacked(place, path)
                    return
                if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                    raise BadFile(tr("“{file}” is too large to be read.", file=place))
                for number, member in enumerate(sorted(archive.namelist())):
                    name = PurePosixPath(member)
                    if member.endswith("/") or is_leftover(Path(*name.parts)):
                        continue
                    folder = Path(self._folder.name) / f"{path.stem[:40]}-{number}"
                    folder.mkdir(parents=True, exist_ok=True)
                    unpacked = folder / name.name
                    unpacked.write_bytes(archive.read(member))
                    yield Unpacked(_BEHIND.join((place, *name.parts)), unpacked)
        except (BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            sentence = tr("“{file}” is damaged or incomplete, and can't be unpacked.", file=place)
            raise BadFile(sentence) from error

"""Files of a program that was killed while it wrote them: nothing of them stays beside what people look for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from prepared import add_sample

from facilitator.files import remove_unfinished
from facilitator.progress import LongWork
from facilitator.sharing.tables import write_file
from facilitator.storage.archive import write_parts
from facilitator.storage.backups import copy_checked, opened_for_copying
from facilitator.storage.library import Library, open_library
from facilitator.storage.recovery import recover
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import delete_workshop, erase_workshops, new_workshop

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can't be split in two here")
NAME = b"Xanthippe"


class Ending(dict[str, bytes]):
    """Parts of a workshop of which the program has read one when it ends."""

    def items(self) -> Iterator[tuple[str, bytes]]:  # type: ignore[override]
        yield from [("one", NAME)]
        os._exit(9)


def ending() -> Iterator[bytes]:
    yield NAME
    os._exit(9)


def begin(work: LongWork[object], steps: int) -> None:
    for _ in range(steps):
        next(work)
    os._exit(9)


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if ".part" in path.name]


def killed(writing: Callable[[], object]) -> None:
    """Run this in a process of its own, which ends in the middle of it and tidies nothing up."""
    child = os.fork()
    if child == 0:
        try:
            writing()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


WRITING: dict[str, Callable[[Library, Path], object]] = {
    "a table": lambda library, folder: write_file(folder / "people.csv", ending()),
    "a workshop handed over": lambda library, folder: write_parts(folder / "one.workshop", Ending(a=b""), None),
    "a copy": lambda library, folder: begin(library.save_copy(folder / "copy.sqlite"), 2),
    "what could be read": lambda library, folder: begin(recover(library.path, folder / "new.sqlite"), 5),
}


@pytest.mark.parametrize("what", WRITING)
def test_what_a_killed_program_has_begun_to_write_goes_with_the_next_that_writes_there(
    library: Library, tmp_path: Path, what: str
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / ".somebody’s.part").write_text("else")
    add_sample(library)
    killed(lambda: WRITING[what](library, folder))
    begun = unfinished(folder)
    # Nothing that looks like the file itself, and something that was begun.
    assert len(begun) > 1 and set(begun) == {path.name for path in folder.iterdir()}
    write_file(folder / "another.csv", b"whole")
    assert sorted(path.name for path in folder.iterdir()) == [".somebody’s.part", "another.csv"]


def test_what_was_begun_beside_the_library_goes_at_the_next_start_and_where_somebody_is_erased(
    library: Library,
) -> None:
    gone = new_workshop(library, "Gone").value
    add_people(library, gone, [Person(NAME.decode())])
    library.close()
    backups = library.path.parent / "backups"
    backups.mkdir()

    def copy() -> None:
        with opened_for_copying(library.path) as source:
            begin(copy_checked(source, backups / "one.sqlite", None), 2)

    killed(copy)
    assert any(NAME in (backups / name).read_bytes() for name in unfinished(backups))
    opened = open_library(library.path)
    assert not unfinished(backups)
    killed(copy)
    assert unfinished(backups)
    delete_workshop(opened, gone)
    erase_workshops(opened, [gone])
    assert not unfinished(backups)
    opened.close()


def test_what_is_still_being_written_stays_whoever_writes_it(library: Library, tmp_path: Path) -> None:
    """By this program, or by one of another computer in a folder of both, as long as it is no day old."""
    there = tmp_path / ".facilitator-00000000-1-0.part"
    there.write_bytes(b"of another computer")

    def halves() -> Iterator[bytes]:
        yield b"first "
        write_file(tmp_path / "meanwhile.csv", b"whole")
        remove_unfinished(tmp_path)
        yield b"second"

    write_file(tmp_path / "long.csv", halves())
    assert (tmp_path / "long.csv").read_bytes() == b"first second"
    assert (tmp_path / "meanwhile.csv").exists() and there.exists()
    os.utime(there, (1, 1))
    write_file(tmp_path / "next.csv", b"whole")
    assert not there.exists()

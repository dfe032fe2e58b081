"""The file is where it was: what is said and kept when it is moved, deleted, replaced, full or damaged while open."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from facilitator.errors import Invalid, LibraryGone, LibraryRefused, NotSaved
from facilitator.progress import finish
from facilitator.storage.library import Library, open_library
from facilitator.storage.recovery import refuse_damaged
from facilitator.storage.restoring import problems
from facilitator.workshop.activity import activity_of
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from facilitator.workshop.workshops import list_workshops, new_workshop


def titles(library: Library) -> list[str]:
    return sorted(card.title for card in list_workshops(library))


def move(path: Path) -> None:
    path.rename(path.with_name("elsewhere.sqlite"))


def delete(path: Path) -> None:
    path.unlink()


def replace_by_an_older_copy(path: Path) -> None:
    path.with_name("older.sqlite").replace(path)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
@pytest.mark.parametrize("lose", [move, delete, replace_by_an_older_copy])
def test_nothing_is_said_to_be_saved_in_a_file_that_is_gone(
    library: Library, tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    library.scrub()
    copyfile(library.path, library.path.with_name("older.sqlite"))
    new_workshop(library, "Before")
    lose(library.path)
    for _ in range(2):
        with pytest.raises(LibraryGone, match="ave a whole copy"):
            new_workshop(library, "After")
        with pytest.raises(LibraryGone):
            library.check_presence()
    # What was answered can be read, and a whole copy goes on.
    assert titles(library) == ["Before"]
    copy = finish(library.save_copy(tmp_path / "saved.sqlite"))
    library.close()
    with closing(open_library(copy)) as again:
        assert titles(again) == ["Before"]
        new_workshop(again, "After")
        assert titles(again) == ["After", "Before"]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
@pytest.mark.parametrize("lose", [move, delete, replace_by_an_older_copy])
def test_what_is_said_to_be_unsaved_lies_in_no_file(
    library: Library, tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    workshop = new_workshop(library, "Before").value
    ann, ben = add_people(library, workshop, [Person("Ann"), Person("Ben")]).value
    library.scrub()
    copyfile(library.path, library.path.with_name("older.sqlite"))

    def lose_at_the_commit(statement: str) -> None:
        if statement == "COMMIT" and library.path.exists() and library.path.with_name("older.sqlite").exists():
            lose(library.path)
            library.path.with_name("older.sqlite").unlink(missing_ok=True)

    with pytest.raises(LibraryGone), library.change("Add, rename and remove") as change:
        driver = change.session.connection().connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(lose_at_the_commit)
        new_workshop(library, "After")
        update_person(library, ann, Person("Anna"))
        remove_people(library, [ben])
    assert not library.path.with_name("older.sqlite").exists(), "it went just then"
    copy = finish(library.save_copy(tmp_path / "saved.sqlite"))
    library.close()
    with closing(open_library(copy)) as again:
        assert titles(again) == ["Before"]
        assert [person.name for person in people_of(again, workshop)] == ["Ann", "Ben"]
        assert activity_of(again, workshop)[0].label.startswith("Undo: "), "what was done and taken back is in the log"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
def test_two_times_are_not_mixed(library: Library) -> None:
    library.scrub()
    path = library.path
    copyfile(path, path.with_name("older.sqlite"))
    new_workshop(library, "Before")
    path.rename(path.with_name("elsewhere.sqlite"))
    replace_by_an_older_copy(path)
    with pytest.raises(LibraryGone):
        library.check_presence()
    # What was in the log is in the file that it belongs to, and not in the one that lies at its path now.
    with closing(open_library(path)) as older, closing(open_library(path.with_name("elsewhere.sqlite"))) as moved:
        assert (titles(older), titles(moved)) == ([], ["Before"])


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
def test_a_library_that_is_brought_back_goes_on(library: Library) -> None:
    aside = library.path.rename(library.path.with_name("aside.sqlite"))
    with pytest.raises(LibraryGone, match="no longer at"):
        new_workshop(library, "Away")
    aside.rename(library.path)
    library.check_presence()
    new_workshop(library, "Back")
    assert titles(library) == ["Back"]


def test_a_copy_never_goes_over_a_file(library: Library, tmp_path: Path) -> None:
    there = tmp_path / "there.sqlite"
    there.write_text("somebody else's")
    with pytest.raises(Invalid, match="already"):
        finish(library.save_copy(there))
    with pytest.raises(NotSaved, match="No copy could be written"):
        finish(library.save_copy(tmp_path / "no folder" / "copy.sqlite"))
    assert there.read_text() == "somebody else's"
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".part"] == []


def pragma(library: Library, text: str) -> None:
    with library.change("a limit of the file", undoable=False, logged=False) as change:
        change.session.connection().exec_driver_sql(f"PRAGMA {text}")


def test_a_full_disk_is_said_and_harms_nothing(library: Library) -> None:
    new_workshop(library, "Before")
    pragma(library, "max_page_count = 1")
    with pytest.raises(NotSaved, match="nothing was changed: the disk is full"):
        new_workshop(library, "x" * 200_000)
    pragma(library, "max_page_count = 1000000")
    new_workshop(library, "After")
    assert titles(library) == ["After", "Before"]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit for files there")
def test_a_disk_that_is_full_at_the_start_is_no_damage(library: Library) -> None:
    import resource

    new_workshop(library, "Before")
    library.close()
    before, (limit, most) = library.path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    # Nothing but the shortest files can be made or grow, as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, most))
    try:
        for ask in (open_library, refuse_damaged, problems):
            with pytest.raises(LibraryRefused, match="is full, so the library can’t be opened"):
                ask(library.path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    assert library.path.read_bytes() == before
    with closing(open_library(library.path)) as again:
        assert titles(again) == ["Before"]


def test_a_file_that_can_only_be_read_is_said(library: Library) -> None:
    pragma(library, "query_only = ON")
    with pytest.raises(NotSaved, match="can only be read"):
        new_workshop(library, "Late")
    assert titles(library) == []


def test_damage_is_called_damage(library: Library) -> None:
    new_workshop(library, "Before")
    library.scrub()
    library.close()
    size = library.path.stat().st_size
    with library.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))
    with pytest.raises(NotSaved, match="is damaged"):
        new_workshop(library, "After")


def test_what_another_program_writes_is_noticed_once(library: Library) -> None:
    assert not library.written_elsewhere()
    new_workshop(library, "Mine")
    assert not library.written_elsewhere()
    with closing(open_library(library.path)) as other:
        new_workshop(other, "Theirs")
        assert (library.written_elsewhere(), library.written_elsewhere()) == (True, False)
        new_workshop(library, "Mine too")
        assert (library.written_elsewhere(), other.written_elsewhere()) == (False, False)
        new_workshop(library, "Mine again")
        assert (library.written_elsewhere(), other.written_elsewhere()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="the user's own folder sees to that")
def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "own folder" / "library.sqlite"
    with closing(open_library(path)) as library:
        new_workshop(library, "Mine")
        finish(library.save_copy(tmp_path / "copy.sqlite"))
        beside = [*path.parent.iterdir(), tmp_path / "copy.sqlite"]
        assert {each.name for each in beside} >= {"library.sqlite", "library.sqlite-wal"}
        assert {each.stat().st_mode & 0o777 for each in beside} == {0o600}
        assert path.parent.stat().st_mode & 0o777 == 0o700
    path.chmod(0o644)
    open_library(path).close()
    assert path.stat().st_mode & 0o777 == 0o600
    # A library of a newer version is refused and left as it is.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    path.chmod(0o640)
    with pytest.raises(Exception, match="newer version"):
        open_library(path)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be written over there")
def test_a_file_that_is_written_over_in_place_is_noticed(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Before")
    library.scrub()
    older = Path(copyfile(library.path, tmp_path / "older.sqlite"))
    new_workshop(library, "Later")
    library.scrub()
    new_workshop(library, "After")
    library.check_presence()
    # What is the same in every byte harms nothing.
    copyfile(copyfile(library.path, tmp_path / "same.sqlite"), library.path)
    library.check_presence()
    copyfile(older, library.path)
    for _ in range(2):
        with pytest.raises(LibraryGone, match="has written over the library"):
            new_workshop(library, "Never")
        with pytest.raises(LibraryGone, match="bring back the latest copy"):
            library.check_presence()
    # What is read now is a mixture: it must not be called whole.
    assert not library.is_whole
    with pytest.raises(NotSaved, match="mixture"):
        finish(library.save_copy(tmp_path / "copy.sqlite"))
    with pytest.raises(LibraryGone):
        finish(library.back_up("hourly"))
    assert (tmp_path / "library-written-over.sqlite").read_bytes() == older.read_bytes()
    assert not (tmp_path / "copy.sqlite").exists()


def test_what_sqlite_itself_writes_into_the_file_is_no_alarm(library: Library) -> None:
    """Its log is moved into the file by each of two programs, whole and in part; the file is touched and rebuilt."""
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        for number in range(6):
            new_workshop(library, f"{number}")
            for mode in ("PASSIVE", "FULL", "RESTART", "TRUNCATE"):
                other.execute(f"PRAGMA wal_checkpoint({mode})")
                library.check_presence()
                new_workshop(library, f"{number} {mode}")
            other.execute("UPDATE workshop SET place = ?", (str(number) * 300_000,))
            library.check_presence()
    library.scrub()
    library.check_presence()
    os.utime(library.path)
    new_workshop(library, "Touched")
    library.check_presence()
    assert len(titles(library)) == 31 and library.is_whole

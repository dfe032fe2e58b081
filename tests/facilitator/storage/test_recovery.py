"""Damage: found before a library is worked with, never worked over, and what can be read goes into a new one."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from shutil import copy, copyfile, rmtree
from time import process_time

import pytest
from command_line import facilitator
from prepared import add_sample

from facilitator.errors import Invalid, LibraryRefused, NotSaved
from facilitator.progress import LongWork, finish
from facilitator.sharing.workshop_file import to_json
from facilitator.storage.keys import Passphrase, is_plain, salt_of
from facilitator.storage.library import Library, open_library
from facilitator.storage.protecting import protect
from facilitator.storage.recovery import check, recover, refuse_damaged
from facilitator.storage.restoring import problems, restore
from facilitator.storage.upgrade import schema_of
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops, new_workshop

PAGE = 4096


def rows_in(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables = [name for name in tables if not name.startswith("sqlite_")]
        return {name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


def test_what_contradicts_itself_is_damage_though_it_can_be_read(library: Library, workshop: int) -> None:
    library.close()
    needed, free = "title VARCHAR NOT NULL", "title VARCHAR"
    for sql, was, new in (("UPDATE participant SET workshop_id = 99 WHERE id = 1", needed, free),
                          ("UPDATE agenda_step SET title = NULL WHERE id = 1", free, needed)):  # fmt: skip
        with closing(sqlite3.connect(library.path, isolation_level=None)) as file:
            file.execute(sql)
            file.execute("PRAGMA writable_schema = ON")
            file.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'agenda_step'", (was, new))
    said = "\n".join(problems(library.path))
    assert "participant refers to nothing" in said and "agenda_step.title" in said
    assert workshop and finish(check(library.path)) is not None


def test_of_many_problems_it_is_said_how_many_more_there_are(library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person(f"Anna {number}") for number in range(60)])
    library.close()
    with closing(sqlite3.connect(library.path, isolation_level=None)) as file:
        file.execute("CREATE INDEX by_name ON participant (name) WHERE id < 0")
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_schema SET sql = replace(sql, ' WHERE id < 0', '') WHERE name = 'by_name'")
    *told, more = problems(library.path)
    assert len(told) == 20 and "missing from index by_name" in told[-1]
    assert int(more.removeprefix("and ").removesuffix("+ more")) > 40


def test_of_a_sound_library_everything_is_read(library: Library, tmp_path: Path) -> None:
    workshop = add_sample(library)
    whole = to_json(library, workshop)
    library.close()
    refuse_damaged(library.path)
    found = finish(recover(library.path, tmp_path / "new.sqlite"))
    assert not found.lost and not found.dropped and "Nothing is missing." in found.sentences
    again = open_library(found.path)
    assert to_json(again, workshop) == whole
    again.close()
    with pytest.raises(Invalid, match="already"):
        finish(recover(library.path, tmp_path / "new.sqlite"))


def test_what_can_be_read_of_a_damaged_library_is_saved_and_the_rest_is_told(library: Library, tmp_path: Path) -> None:
    """Pages are written over at random: the new library is sound, opens, and says how much is missing."""
    add_sample(library)
    library.close()
    with closing(sqlite3.connect(library.path)) as file:
        highest: dict[str, int] = dict(file.execute("SELECT name, seq FROM sqlite_sequence"))
    some = 0
    for seed in range(6):
        chance = Random(seed)
        path = Path(copyfile(library.path, tmp_path / f"damaged-{seed}.sqlite"))
        with path.open("r+b") as file:
            for page in chance.sample(range(40, path.stat().st_size // PAGE), 4):
                file.seek(page * PAGE)
                file.write(chance.randbytes(PAGE))
        before = path.read_bytes()
        with pytest.raises(LibraryRefused, match=r"left as it (was|is)"):
            refuse_damaged(path)
        try:
            schema_of(path)
        except LibraryRefused:
            # The very list of tables is damaged: then nothing can be read, which is said, and nothing is made.
            with pytest.raises(LibraryRefused):
                finish(recover(path, tmp_path / f"new-{seed}.sqlite"))
            assert not (tmp_path / f"new-{seed}.sqlite").exists()
            continue
        found = finish(recover(path, tmp_path / f"new-{seed}.sqlite"))
        assert path.read_bytes() == before
        assert problems(found.path) == []
        # Of each table that misses something that is told.
        was, now = (rows_in(each) for each in (library.path, found.path))
        missing = {table for table in now if now[table] < was[table]}
        assert missing <= {*found.lost, *found.dropped}
        # Nor is more said to be lost than there ever was, and so many as were where an index tells them.
        assert all(found.lost.get(table, 0) <= most for table, most in highest.items())
        counted = {table: found.lost.get(table, 0) + found.dropped.get(table, 0) for table in now}
        assert found.at_most or counted == {table: was[table] - now[table] for table in now}
        if missing:
            some += 1
            assert "could not be read" in found.sentences[-1]
            assert all(table in found.sentences[-1] for table in missing)
        again = open_library(found.path)
        people = [people_of(again, card.id) for card in list_workshops(again)]
        assert found.read["workshop"] == len(people)
        again.close()
    assert some


def test_of_rows_that_no_counter_tells_no_more_are_said_to_be_lost_than_there_were(
    library: Library, tmp_path: Path
) -> None:
    """An index tells how many there were; where there is none, it is said that they are so many at most."""
    add_sample(library)
    library.close()
    for table, is_told in (("step_plan", False), ("network_rating", True), ("activity", True)):
        path = Path(copyfile(library.path, tmp_path / f"{table}.sqlite"))
        with closing(sqlite3.connect(path)) as file:
            (root,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
            (steps,) = file.execute("SELECT max(seq) FROM sqlite_sequence").fetchone()
            (there,) = file.execute(f"SELECT count(*) FROM {table}").fetchone()
            (counted,) = file.execute("SELECT count(*) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        assert there and not counted
        with path.open("r+b") as file:
            file.seek((root - 1) * PAGE)
            file.write(b"\xff" * PAGE)
        found = finish(recover(path, tmp_path / f"{table}-new.sqlite"))
        said = found.sentences[-1]
        if is_told:
            assert not found.at_most and found.lost[table] == there
            assert said.startswith(f"{there + sum(found.dropped.values())} row")
        else:
            assert found.at_most and there <= found.lost[table] <= steps
            assert said.startswith("At most ")


@pytest.mark.skipif(os.name == "nt", reason="a folder in which a file is open can't be removed there")
def test_where_nothing_can_be_written_that_is_said(library: Library, tmp_path: Path) -> None:
    """In what is no folder, and in one that is gone while rows are read."""
    add_sample(library)
    library.close()
    (tmp_path / "file").write_text("here")
    with pytest.raises(NotSaved, match="No copy could be written"):
        finish(recover(library.path, tmp_path / "file" / "new.sqlite"))
    folder = tmp_path / "stick"
    folder.mkdir()
    work = recover(library.path, folder / "new.sqlite")
    next(work)
    rmtree(folder)
    with pytest.raises(NotSaved, match="No copy could be written"):
        finish(work)


def test_what_is_recovered_of_a_library_with_a_passphrase_has_it_too(library: Library, tmp_path: Path) -> None:
    add_sample(library)
    library.close()
    finish(protect(library.path, Passphrase("seven small wooden boats")))
    with library.path.open("r+b") as file:
        # Its middle, where the rows are: each page is signed, so all of it is refused.
        file.seek((library.path.stat().st_size // PAGE // 2) * PAGE)
        file.write(b"\0" * PAGE)
    with pytest.raises(LibraryRefused, match="left as it is"):
        refuse_damaged(library.path)
    found = finish(recover(library.path, tmp_path / "new.sqlite"))
    assert salt_of(found.path) == salt_of(library.path)
    assert found.read["participant"] > 18
    assert not is_plain(found.path) and problems(found.path) == []
    assert not [each.name for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_a_command_works_over_no_damaged_library(library: Library, workshop: int) -> None:
    library.close()
    with closing(sqlite3.connect(library.path)) as file:
        page = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'participant'").fetchone()[0]
    content = bytearray(library.path.read_bytes())
    content[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    library.path.write_bytes(content)
    for words in (("new", "Late"), ("list",)):
        assert "is damaged. It was left as it is" in facilitator(*words, "--library", library.path, code=1).stderr
    assert library.path.read_bytes() == content


def test_a_command_that_reads_makes_nothing_beside_the_file(library: Library, tmp_path: Path) -> None:
    library.close()
    others = Path(copy(library.path, tmp_path / "others.sqlite"))
    with closing(sqlite3.connect(others)) as file:
        file.execute("PRAGMA application_id = 7")
    before = sorted(path.name for path in tmp_path.iterdir())
    facilitator("check", "--library", library.path)
    facilitator("check", "--library", others, code=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_what_a_table_forbids_is_found_and_what_a_killed_program_left_is_only_read(
    library: Library, network_step: int, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with closing(sqlite3.connect(library.path)) as driver:
        driver.execute("PRAGMA ignore_check_constraints = ON")
        driver.execute("UPDATE network_setup SET fewest = most + 1")
        driver.commit()
        # As a program leaves it that is killed: what was written last stands in the log alone.
        for path in library.path.parent.glob(f"{library.path.name}*"):
            copy(path, left / path.name)
    before = {path.name: path.read_bytes() for path in left.iterdir() if not path.name.endswith("-shm")}
    assert before[f"{library.path.name}-wal"]
    (said,) = problems(left / library.path.name)
    assert "CHECK constraint failed in network_setup" in said
    assert {name: (left / name).read_bytes() for name in before} == before
    # What could not be taken over is told, and not counted as saved.
    found = finish(recover(left / library.path.name, tmp_path / "new.sqlite"))
    assert "network_setup" in found.lost and found.read["network_setup"] == 0


def test_looking_through_a_library_is_stopped_at_once_and_a_lock_is_no_damage(library: Library) -> None:
    add_sample(library)
    with closing(sqlite3.connect(library.path)) as file, file:
        # Rows that take long to look at, in the last table.
        file.execute("CREATE TABLE zzz (id INTEGER PRIMARY KEY, size)")
        file.execute("CREATE INDEX slow ON zzz (length(hex(zeroblob(size))))")
        file.executemany("INSERT INTO zzz (size) VALUES (?)", [(1_000_000,)] * 80)
    looking = at_the_last_table(library)
    begun = process_time()
    assert finish(looking) is None
    whole = process_time() - begun
    looking = at_the_last_table(library)
    begun = process_time()
    looking.close()
    # Nothing is left running, and nothing is held: somebody may write.
    assert process_time() - begun < whole / 4
    new_workshop(library, "Meanwhile")
    assert finish(check(library.path)) is None
    library.close()
    copy = Path(copyfile(library.path, library.path.with_name("copy.sqlite")))
    with closing(sqlite3.connect(copy, isolation_level=None, timeout=60)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        looking = check(copy)
        next(looking)
        # Between two of its looks somebody else begins.
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryRefused, match="Another program"):
            finish(looking)
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryRefused, match="Another program"):
            problems(library.path)
        # What is only locked is not taken for damaged, and not moved aside.
        with pytest.raises(LibraryRefused, match="Another program"):
            restore(library.path, copy)
    assert library.path.exists() and not list(library.path.parent.glob("*damaged*"))


def at_the_last_table(library: Library) -> LongWork[LibraryRefused | None]:
    looking = check(library.path)
    assert any(each.done == each.total - 1 for each in looking)
    return looking


def test_recovery_by_command(library: Library, workshop: int, tmp_path: Path) -> None:
    library.close()
    told = facilitator("recover", "-o", tmp_path / "new.sqlite", "--library", library.path).stdout
    assert "Came in: 1 workshop, 6 people" in told
    (tmp_path / "text.sqlite").write_text("no library", encoding="utf-8")
    facilitator("recover", "-o", tmp_path / "other.sqlite", "--library", tmp_path / "text.sqlite", code=1)
    assert not (tmp_path / "other.sqlite").exists()


@pytest.mark.parametrize("command", ["list", "backup", "check", "recover"])
def test_what_is_no_library_is_refused_and_left_as_it_is(tmp_path: Path, command: str) -> None:
    """A mistyped path, an empty file, another kind, a folder, a link that leads nowhere, a pipe."""
    empty, other, folder, link = (tmp_path / name for name in ("empty", "other.docx", "folder", "link"))
    empty.touch()
    os.utime(empty, (0, 0))
    other.write_bytes(b"PK\x03\x04 something else")
    folder.mkdir()
    places = {tmp_path / "mistyped.sqlite": "no library at", empty: "is empty", other: "not a Facilitator library"}
    places |= {folder: "is no file"}
    if hasattr(os, "mkfifo"):
        link.symlink_to(tmp_path / "away")
        os.mkfifo(tmp_path / "pipe")
        places |= {link: "leads nowhere", tmp_path / "pipe": "is no file"}
    there = sorted(tmp_path.rglob("*"))
    for path, said in places.items():
        wanted = ["-o", tmp_path / "new.sqlite"] if command == "recover" else []
        said = "Nothing can be read" if command == "recover" and path.name == "mistyped.sqlite" else said
        if path == folder:
            facilitator(command, *wanted, "--library", path, code=2)
            with pytest.raises(LibraryRefused, match=said):
                open_library(path)
        else:
            assert said in facilitator(command, *wanted, "--library", path, code=1).stderr
        assert sorted(tmp_path.rglob("*")) == there
    assert other.read_bytes() == b"PK\x03\x04 something else" and empty.stat().st_size == 0

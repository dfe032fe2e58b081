"""A library with a passphrase: nothing of it can be read without, and everything is as it was with it."""

import ast
import json
import logging
import os
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy, copytree

import pytest
from kept_library import kept_library, rows
from locked import OTHER, WORDS, cheap_keys, everything_in, forget_keys, locked
from prepared import add_sample, workshop_of_six
from sqlalchemy.exc import DatabaseError

from facilitator.errors import (
    Invalid,
    LibraryGone,
    LibraryRefused,
    NotSaved,
    PassphraseWanted,
    WrongPassphrase,
    where_raised,
)
from facilitator.progress import finish
from facilitator.storage import keys
from facilitator.storage.backups import copies
from facilitator.storage.connections import can_protect, cipher_driver, connect, reading
from facilitator.storage.keys import Passphrase, is_locked, is_plain, key_of, new_key, salt_of
from facilitator.storage.library import Library, open_library
from facilitator.storage.protecting import protect
from facilitator.storage.restoring import problems, restore
from facilitator.storage.unlocking import make_protected, unlock
from facilitator.workshop.listing import cards_at, preference_at
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import (
    delete_workshop,
    erase_workshops,
    list_workshops,
    new_workshop,
    rename_workshop,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


@pytest.fixture
def filled(library: Library) -> tuple[Path, list[bytes]]:
    """A closed library with the sample and a copy beside it, and the names of all who are in it."""
    workshop = add_sample(library)
    names = [person.name.encode() for person in people_of(library, workshop)]
    finish(library.back_up("hourly"))
    library.close()
    assert all(name in everything_in(library.path.parent) for name in names)
    return library.path, names


def titles(path: Path) -> list[str]:
    with closing(open_library(path)) as library:
        return sorted(card.title for card in list_workshops(library))


def test_all_connections_go_through_the_one_door() -> None:
    for path in [*ROOT.glob("facilitator/**/*.py"), *ROOT.glob("ui/**/*.py")]:
        text = path.read_text(encoding="utf-8")
        if "sqlite3" not in text and "sqlcipher3" not in text and "create_engine" not in text:
            continue
        place = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called != "sqlite3.connect", place
                if called == "create_engine":
                    assert {"module", "creator"} <= {word.arg for word in node.keywords}, place
            if isinstance(node, ast.ImportFrom | ast.Import) and "sqlcipher3" in ast.unparse(node):
                assert place == "facilitator/storage/connections.py"


def test_nothing_can_be_read_without_it_and_everything_with_it(filled: tuple[Path, list[bytes]]) -> None:
    path, names = filled
    before, copy = rows(path), copies(path)[0].path
    mode = path.stat().st_mode
    assert finish(protect(path, Passphrase(WORDS))) == []
    held = everything_in(path.parent)
    assert not any(name in held for name in names) and b"SQLite format" not in held
    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []
    assert path.stat().st_mode == mode and salt_of(copy) == salt_of(path)
    for each in (path, copy):
        with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(each)) as plain:
            plain.execute("SELECT * FROM participant")
    # Within the program that set it, it opens; for another one it is locked.
    assert problems(path) == [] == problems(copy)
    forget_keys()
    assert is_locked(path) and cards_at(path) is None and preference_at(path, "window:library") is None
    with pytest.raises(PassphraseWanted):
        open_library(path)
    unlock(path, Passphrase(WORDS))
    finish(protect(path, None))
    assert rows(path) == before and is_plain(path) and is_plain(copy)


@pytest.mark.skipif(os.name == "nt", reason="there nothing takes the place of a file that is open")
def test_what_was_plain_is_overwritten_where_it_lay(filled: tuple[Path, list[bytes]]) -> None:
    path, _ = filled
    with path.open("rb") as library, copies(path)[0].path.open("rb") as copy:
        finish(protect(path, Passphrase(WORDS)))
        for gone in (library, copy):
            left = gone.read()
            assert left and not left.strip(b"\0")


def test_undo_search_log_and_copies_are_as_without(library: Library) -> None:
    workshop = workshop_of_six(library)
    names = [person.name.encode() for person in people_of(library, workshop)]
    library.close()
    locked(library.path)
    unlock(library.path, Passphrase(WORDS))
    with closing(open_library(library.path)) as opened, closing(open_library(library.path)) as other:
        assert not other.written_elsewhere()
        renamed = rename_workshop(opened, workshop, "Über Grenzen lernen")
        assert other.written_elsewhere() and not opened.written_elsewhere()
        assert [card.title for card in list_workshops(other, "ÜBER grenzen")] == ["Über Grenzen lernen"]
        assert cards_at(library.path) == list_workshops(opened)
        again = renamed.undo()
        assert list_workshops(opened)[0].title == "Learning across borders"
        again()
        gone = new_workshop(opened, "Xanthippe leaves").value
        finish(opened.back_up("hourly"))
        # While it is open and its log is full as well.
        held = everything_in(library.path.parent)
        assert not any(name in held for name in [*names, b"grenzen", b"Xanthippe", WORDS.encode()])
        delete_workshop(opened, gone)
        erase_workshops(opened, [gone])
        (left,) = copies(library.path)
        assert left.reason == "after-erasing" and titles(left.path) == ["Über Grenzen lernen"]
        elsewhere = finish(opened.save_copy(library.path.with_name("elsewhere.sqlite")))
    assert salt_of(elsewhere) == salt_of(library.path)
    assert titles(elsewhere) == ["Über Grenzen lernen"] == titles(library.path)


def test_it_is_changed_and_the_old_one_opens_nothing(filled: tuple[Path, list[bytes]]) -> None:
    path, names = filled
    finish(protect(path, Passphrase(WORDS)))
    salt = salt_of(path)
    finish(protect(path, Passphrase(OTHER)))
    forget_keys()
    assert salt_of(path) != salt and salt_of(copies(path)[0].path) == salt_of(path)
    for old in (WORDS, OTHER.upper(), OTHER + " ", ""):
        with pytest.raises(WrongPassphrase):
            unlock(path, Passphrase(old))
    unlock(path, Passphrase(OTHER))
    assert len(titles(path)) == 1 and not any(name in everything_in(path.parent) for name in names)
    with pytest.raises(Invalid, match="8 characters"):
        finish(protect(path, Passphrase("short 7 ".strip()[:7])))
    assert len(titles(path)) == 1


def test_the_same_letters_typed_on_another_system_open_it(filled: tuple[Path, list[bytes]]) -> None:
    path = locked(filled[0])
    unlock(path, Passphrase(WORDS.replace("ä", "a\u0308").replace("ü", "u\u0308")))
    assert titles(path)


def test_any_program_that_knows_sqlcipher_opens_it_by_the_passphrase(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(keys, "_ROUNDS", 256_000)
    new_workshop(library, "Read elsewhere")
    library.close()
    locked(library.path)
    with closing(cipher_driver().connect(str(library.path))) as connection:
        connection.set_key(WORDS)
        assert connection.execute("SELECT title FROM workshop").fetchall() == [("Read elsewhere",)]


KILLED = """
import json, os, random, signal, sys, time
from pathlib import Path
from shutil import copytree
from facilitator.progress import finish
from facilitator.storage import keys
from facilitator.storage.keys import Passphrase
from facilitator.storage.protecting import protect
from facilitator.storage.unlocking import unlock
keys._ROUNDS = 2

def begin(name, folder, before, after):
    here = Path(folder, name)
    copytree(Path(folder, "whole"), here)
    child = os.fork()
    if child == 0 and before:
        unlock(here / "library.sqlite", Passphrase(before))
    return child, protect(here / "library.sqlite", Passphrase(after) if after else None)

for way in json.loads(sys.argv[1]):
    step = 0
    while True:
        step += 1
        child, work = begin(str(step), *way)
        if child == 0:
            for _ in range(step):
                if next(work, None) is None:
                    os._exit(0)
            os._exit(9)
        if os.waitstatus_to_exitcode(os.wait()[1]) == 0:
            break
    print(step)
    span = None
    for number in range(int(sys.argv[2]) + 1):
        began = time.perf_counter()
        child, work = begin(f"at-random-{number}", *way)
        if child == 0:
            finish(work)
            os._exit(0)
        if span is not None:
            time.sleep(random.random() * span)
            os.kill(child, signal.SIGKILL)
        os.wait()
        span = span or time.perf_counter() - began
"""
KILLS = int(os.environ.get("FACILITATOR_KILLS", "2"))
"""Times that each way is killed at random; a long run names more."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="programs are killed by their parent, which this system has not")
def test_killed_at_any_step_one_good_library_is_left(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Xanthippe stays")
    finish(library.back_up("hourly"))
    library.close()
    ways = [("", WORDS), (WORDS, OTHER), (WORDS, "")]
    places = [tmp_path / f"killed-{number}" for number in range(len(ways))]
    for place, (before, _) in zip(places, ways, strict=True):
        (place / "whole").mkdir(parents=True)
        copytree(library.path.parent / "backups", place / "whole" / "backups")
        copied = Path(copy(library.path, place / "whole"))
        if before:
            locked(copied, before)
    told = json.dumps([(str(place), *way) for place, way in zip(places, ways, strict=True)])
    command = [sys.executable, "-c", KILLED, told, str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=600 + KILLS * 3)
    assert done.returncode == 0, done.stderr
    for place, way, steps in zip(places, ways, map(int, done.stdout.split()), strict=True):
        assert steps > 5
        held_by = [_holds(place / str(step) / "library.sqlite", *way) for step in range(1, steps + 1)]
        # Up to one step the old one holds, from then on the new one.
        before, after = way
        assert held_by == [before] * held_by.count(before) + [after] * held_by.count(after) and len(set(held_by)) == 2
        for number in range(KILLS + 1):
            _holds(place / f"at-random-{number}" / "library.sqlite", *way)


def _holds(path: Path, before: str, after: str) -> str:
    """The passphrase that opens a library after a program was killed; it and its copies are whole."""
    forget_keys()
    held_by = _passphrase_of(path, [before, after])
    assert titles(path) == ["Xanthippe stays"]
    assert [_read(each.path) for each in copies(path)] == ["Xanthippe stays"]
    assert {salt_of(each.path) for each in copies(path)} == {salt_of(path)}
    assert list(path.parent.rglob(".*")) == []
    if held_by:
        held = everything_in(path.parent)
        assert b"Xanthippe" not in held and b"SQLite format" not in held
    return held_by


def _read(path: Path) -> str:
    with reading(path) as connection:
        title: str = connection.execute("SELECT title FROM workshop").fetchone()[0]
        return title


def _passphrase_of(path: Path, possible: list[str]) -> str:
    if is_plain(path):
        return ""
    for words in filter(None, possible):
        try:
            unlock(path, Passphrase(words))
        except WrongPassphrase:
            continue
        return words
    raise AssertionError("no passphrase opens it")


def test_what_was_only_begun_goes_nowhere(library: Library) -> None:
    new_workshop(library, "Safe")
    copy = finish(library.back_up("hourly"))
    library.close()
    for place in (copy, library.path):
        place.with_name(f".{place.name}.new-key").touch()
        place.with_name(f".{place.name}.new-key-journal").write_bytes(b"half")
    assert titles(library.path) == ["Safe"] and _read(copy) == "Safe"
    assert list(library.path.parent.rglob(".*")) == []


@pytest.mark.parametrize("words", ["", WORDS])
def test_a_change_that_a_program_was_killed_in_is_taken_back_before_anything_is_read(
    library: Library, tmp_path: Path, words: str
) -> None:
    new_workshop(library, "Safe")
    library.close()
    if words:
        finish(protect(library.path, Passphrase(words)))
    there = tmp_path / "there"
    there.mkdir()
    with closing(connect(library.path, key_of(library.path), writes=True, autocommit=True)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE workshop SET title = 'Half'")
        connection.execute("CREATE TABLE much (text)")
        connection.executemany("INSERT INTO much VALUES (?)", [("x" * 4000,)] * 200)
        # What the disk holds at this moment, part of it written over.
        for name in ("library.sqlite", "library.sqlite-journal"):
            copy(tmp_path / name, there)
    path = there / "library.sqlite"
    assert path.with_name("library.sqlite-journal").stat().st_size > 4096
    if words:
        forget_keys()
        with pytest.raises(WrongPassphrase):
            unlock(path, Passphrase(OTHER))
        unlock(path, Passphrase(words))
    assert [card.title for card in cards_at(path) or ()] == ["Safe"]
    assert titles(path) == ["Safe"] and problems(path) == []


def test_it_is_not_set_while_somebody_has_the_library_open(library: Library) -> None:
    new_workshop(library, "Open")
    with pytest.raises(NotSaved, match="open in another program"):
        finish(protect(library.path, Passphrase(WORDS)))
    assert is_plain(library.path) and [card.title for card in list_workshops(library)] == ["Open"]
    assert not [each for each in library.path.parent.iterdir() if each.name.startswith(".")]


def test_a_copy_that_cannot_be_written_anew_is_said_and_nothing_changes(library: Library) -> None:
    new_workshop(library, "Safe")
    library.scrub()
    copy = finish(library.back_up("hourly"))
    library.close()
    with copy.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * 40_000)
    with pytest.raises((LibraryRefused, NotSaved)) as refused:
        finish(protect(library.path, Passphrase(WORDS)))
    assert copy.name in refused.value.sentence
    assert is_plain(library.path) and titles(library.path) == ["Safe"]
    assert list(library.path.parent.rglob(".*")) == []


def test_what_was_damaged_and_kept_aside_is_told_since_it_stays_plain(library: Library) -> None:
    new_workshop(library, "Safe")
    library.close()
    aside = library.path.with_name("library-damaged.sqlite")
    aside.write_bytes(library.path.read_bytes())
    assert finish(protect(library.path, Passphrase(WORDS))) == [aside]


def test_somebodys_own_copy_that_is_the_same_file_is_left_alone(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Safe")
    library.close()
    own = tmp_path / "own"
    os.link(library.path, own)
    finish(protect(library.path, Passphrase(WORDS)))
    assert titles(own) == ["Safe"]


def test_a_wrong_one_is_a_sentence_and_neither_is_shown_anywhere(
    filled: tuple[Path, list[bytes]], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    path = locked(filled[0])
    before = everything_in(path.parent)
    shown = []
    try:
        unlock(path, Passphrase(OTHER))
    except WrongPassphrase as error:
        shown += [error.sentence, repr(error), "\n".join(where_raised(error)), traceback.format_exc()]
    unlock(path, Passphrase(WORDS))
    key = key_of(path)
    assert key is not None
    with closing(open_library(path)) as library:
        shown += [repr(key), str(key), repr(Passphrase(WORDS)), repr(vars(library)), repr(library._writer.url)]
        new_workshop(library, "Written")
        try:
            with library.read() as session:
                session.connection().exec_driver_sql("SELECT * FROM nothing")
        except DatabaseError:
            shown.append(traceback.format_exc())
    out, err = capfd.readouterr()
    shown += [caplog.text, out, err, *sys.argv]
    assert "not the passphrase" in shown[0] and err == "" == out
    for secret in (WORDS, OTHER, key.key.hex(), key.spelt, repr(key.key)):
        assert not any(secret in each for each in shown)
    assert WORDS.encode() not in everything_in(path.parent) and key.key not in everything_in(path.parent)
    assert before != b""


def test_never_a_plain_library_in_the_place_of_a_protected_one(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Secret")
    library.close()
    plain = library.path.read_bytes()
    locked(library.path)
    unlock(library.path, Passphrase(WORDS))
    # The program has it open, and a plain file comes to lie there.
    with closing(open_library(library.path)) as opened:
        other = tmp_path / "other.sqlite"
        other.write_bytes(plain)
        other.replace(library.path)
        with pytest.raises(LibraryGone):
            new_workshop(opened, "Xanthippe")
        assert sorted(card.title for card in list_workshops(opened)) == ["Secret"]
    assert b"Xanthippe" not in everything_in(tmp_path)
    # A key never opens a plain file, and no file is made where none is.
    key = new_key(Passphrase(WORDS))
    with pytest.raises(cipher_driver().DatabaseError), closing(connect(library.path, key, writes=True)) as connection:
        connection.execute("CREATE TABLE plain (name)")
    with pytest.raises(cipher_driver().OperationalError), closing(connect(tmp_path / "no.sqlite", key, writes=True)):
        pass
    assert not (tmp_path / "no.sqlite").exists() and library.path.read_bytes() == plain


def test_a_library_begins_with_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "library.sqlite"
    make_protected(path, Passphrase(WORDS))
    with closing(open_library(path)) as library:
        new_workshop(library, "Xanthippe")
        assert b"SQLite format" not in everything_in(path.parent) and b"Xanthippe" not in everything_in(path.parent)
    forget_keys()
    unlock(path, Passphrase(WORDS))
    assert titles(path) == ["Xanthippe"] and path.stat().st_mode & 0o077 == 0


def test_an_older_library_gets_it_and_is_brought_up_to_date_under_it(tmp_path: Path) -> None:
    path = kept_library(tmp_path)
    locked(path)
    unlock(path, Passphrase(WORDS))
    assert len(titles(path)) == 2
    (before,) = copies(path)
    assert before.reason.startswith("before-upgrade") and salt_of(before.path) == salt_of(path)
    assert b"SQLite format" not in everything_in(tmp_path)


def test_damage_is_found_and_a_copy_brought_back(filled: tuple[Path, list[bytes]]) -> None:
    path, _ = filled
    whole = finish(protect(path, Passphrase(WORDS))) or path.read_bytes()
    for place in (4096 * 3, 100):
        path.write_bytes(whole[:place] + bytes(each ^ 0xFF for each in whole[place : place + 64]) + whole[place + 64 :])
        forget_keys()
        if place > 4096:
            unlock(path, Passphrase(WORDS))
            assert problems(path)
        else:
            with pytest.raises(LibraryRefused, match="damaged: its passphrase opens its copies") as refused:
                unlock(path, Passphrase(WORDS))
            assert not isinstance(refused.value, WrongPassphrase)
            with pytest.raises(WrongPassphrase):
                unlock(path, Passphrase(OTHER))
        restore(path, copies(path)[0].path)
        assert len(titles(path)) == 1 and not is_plain(path)


def test_a_copy_comes_back_under_the_passphrase_of_the_library(library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Before there was one")
    plain = finish(library.save_copy(tmp_path / "plain.sqlite"))
    library.close()
    finish(protect(library.path, Passphrase(OTHER)))
    older = tmp_path / "older.sqlite"
    older.write_bytes(library.path.read_bytes())
    finish(protect(library.path, Passphrase(WORDS)))
    for each in (plain, older):
        salt = salt_of(library.path)
        restore(library.path, each)
        assert salt_of(library.path) == salt and titles(library.path) == ["Before there was one"]
    forget_keys()
    for each in (plain, older):
        with pytest.raises(PassphraseWanted):
            restore(library.path, each)
    unlock(library.path, Passphrase(WORDS))
    with pytest.raises(PassphraseWanted):
        restore(library.path, older)
    assert titles(library.path) == ["Before there was one"]


def test_where_sqlcipher_is_not_installed_plain_libraries_open_and_others_are_refused(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_workshop(library, "Plain")
    library.close()
    protected = tmp_path / "protected.sqlite"
    protected.write_bytes(library.path.read_bytes())
    locked(protected)
    before = protected.read_bytes()
    for name in ("sqlcipher3", "sqlcipher3.dbapi2"):
        monkeypatch.setitem(sys.modules, name, None)
    assert not can_protect() and titles(library.path) == ["Plain"]
    for refused in (
        lambda: unlock(protected, Passphrase(WORDS)),
        lambda: finish(protect(library.path, Passphrase(WORDS))),
        lambda: make_protected(tmp_path / "new.sqlite", Passphrase(WORDS)),
    ):
        with pytest.raises(LibraryRefused, match="SQLCipher, which is not installed"):
            refused()
    assert protected.read_bytes() == before and titles(library.path) == ["Plain"]
    assert cards_at(protected) is None and not (tmp_path / "new.sqlite").exists()


def test_what_is_no_library_is_not_taken_for_a_locked_one(tmp_path: Path) -> None:
    for beginning in (b"", b"PK\x03\x04", b"%PDF-1.7", b"\x89PNG\r\n", b"\xa5" * 9000, b"name;mail\n" * 900):
        path = tmp_path / "other.sqlite"
        path.write_bytes(beginning and beginning + (os.urandom(9000) if len(beginning) < 9 else b""))
        assert not is_locked(path)
        if beginning:
            with pytest.raises(LibraryRefused, match="is not a Facilitator library"):
                open_library(path)

"""What is made of the file that is there: a new library, the same one, or a refusal that leaves it as it is."""

import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from kept_library import KEPT, MADE, MOVED, any_kept_library, cards_now, cards_then, kept_library, rows, schema
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from facilitator.errors import LibraryRefused
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.backups import back_up
from facilitator.storage.library import open_library
from facilitator.storage.parts import migrations
from facilitator.storage.upgrade import APPLICATION_ID, OLDEST, SCHEMA_VERSION
from facilitator.workshop.workshops import list_workshops, new_workshop


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file and its bytes, but for the two empty helpers that SQLite puts beside a file it reads."""
    helpers = ("-shm", "-wal")
    found = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if content and not name.endswith(helpers)}


def import_tables() -> None:
    """Make the metadata whole."""
    for room in ("workshop", "actions", "post", "questionnaires"):
        import_module(f"facilitator.{room}.tables")
    for each in exercises():
        each.module("tables")


def test_from_nothing_to_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    open_library(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert int(revision) == SCHEMA_VERSION


def test_an_empty_file_becomes_a_library(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.touch()
    library = open_library(path)
    assert list_workshops(library) == []
    library.close()


def test_the_migrations_make_what_the_tables_declare(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    open_library(path).close()
    import_tables()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        # The table of the parts' versions is the upgrade's own, as Alembic's is.
        opts = {
            "compare_type": True,
            "compare_server_default": True,
            "include_name": lambda name, *_: name != "schema_part",
        }
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_the_migrations_make_the_checks_that_the_tables_declare(tmp_path: Path) -> None:
    # compare_metadata does not look at CHECK constraints, so the text of both schemas is compared here.
    migrated, declared = tmp_path / "migrated.sqlite", tmp_path / "declared.sqlite"
    open_library(migrated).close()
    import_tables()
    engine = create_engine(f"sqlite:///{declared}")
    SQLModel.metadata.create_all(engine)
    engine.dispose()
    assert checks(migrated) == checks(declared)


def checks(path: Path) -> dict[str, set[str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT IN ('alembic_version', 'schema_part')"
        ).fetchall()
    return {
        name: {line.strip(" ,\t)").lower() for line in sql.splitlines() if "CHECK" in line or "ON DELETE" in line}
        | {"autoincrement"} & set(sql.lower().split())
        for name, sql in tables
    }


def test_opening_again_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    new_workshop(library, "Kept")
    library.close()
    before = files_in(tmp_path)
    open_library(path).close()
    assert files_in(tmp_path) == before
    assert not (tmp_path / "backups").exists()


def test_a_newer_library_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    new_workshop(library, "Theirs")
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = files_in(tmp_path)
    with pytest.raises(LibraryRefused, match="newer version"):
        open_library(path)
    assert files_in(tmp_path) == before


def test_a_library_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE song(title TEXT)")
        connection.execute("INSERT INTO song VALUES ('Blue')")
        connection.commit()
    before = files_in(tmp_path)
    with pytest.raises(LibraryRefused, match="belongs to another program"):
        open_library(path)
    assert files_in(tmp_path) == before


@pytest.mark.parametrize("content", [b"x", b"Dear diary\n" * 3, b"Dear diary\n" * 500, b"\0" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(LibraryRefused):
        open_library(path)
    assert files_in(tmp_path) == {"notes.txt": content}


def test_a_copy_opens_as_the_library_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    library = open_library(path)
    new_workshop(library, "Kept")
    library.close()
    copy = back_up(path, reason="before-upgrade-from-0")
    assert copy.parent == tmp_path / "backups"
    restored = open_library(copy)
    assert [card.title for card in list_workshops(restored)] == ["Kept"]
    restored.close()


def test_the_first_released_library_opens_with_all_that_is_in_it(tmp_path: Path) -> None:
    path = kept_library(tmp_path)
    before = rows(path)
    assert all(before.values()), "the kept library has answers of all kinds"
    library = open_library(path)
    for workshop in list_workshops(library):
        for step, exercise in exercise_steps(library, workshop.id):
            assert exercise.standings(library, step.id)
            assert exercise.metrics(library, step.id)
    library.close()
    (copy,) = (tmp_path / "backups").iterdir()
    assert rows(copy) == before
    assert cards_now(path) == cards_then(copy)
    before = {table: found for table, found in before.items() if table not in MOVED}
    after = rows(path, like=copy, but=MOVED)
    for found in (before, after):
        found["sqlite_sequence"] = [each for each in found["sqlite_sequence"] if each[0] not in MOVED | MADE]
    assert (before.pop("alembic_version"), after.pop("alembic_version")) == ([("0012",)], [(f"{SCHEMA_VERSION:04}",)])
    assert after == before
    now = rows(path)
    assert dict(now.pop("schema_part")) == {part: len(steps) for part, steps in migrations().items()}
    assert not any(now[table] for table in now.keys() - before.keys() - {"alembic_version"} - MADE)
    # Two marks of what has been read, which nothing is told of yet.
    assert {row[-1] for name in ("card_mark", "card_setup") for row in now[name]} == {0}
    # No question is private, each is an axis and has no words of files yet; nobody has said what teams are called.
    assert {row[-3:] for row in now["network_factor"]} == {(0, 1, "{}")}
    assert {row[-2:] for row in now["network_setup"]} == {("", "")}
    # Who is outside matters, as it did; no part in the network is shown, nobody is asked for how much they give, and
    # one thing to do is asked for at the first turn.
    assert {row[-4:] for row in now["network_analysis"]} == {(1, 0, 0, 0)}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("name", KEPT)
def test_a_library_of_every_release_opens_with_all_its_answers_and_the_schema_of_a_new_one(
    tmp_path: Path, name: str
) -> None:
    new = tmp_path / "new.sqlite"
    open_library(new).close()
    upgraded = any_kept_library(name, tmp_path)
    before = rows(upgraded, but=MOVED)
    library = open_library(upgraded)
    found = [
        (exercise.standings(library, step.id), exercise.metrics(library, step.id))
        for workshop in list_workshops(library)
        for step, exercise in exercise_steps(library, workshop.id)
    ]
    library.close()
    assert found and all(standings for standings, _ in found)
    assert schema(upgraded) == schema(new)
    after = rows(upgraded, but=MOVED)
    tables = {"workshop", "participant", "agenda_step", "network_contact", "network_rating", "workshop_action"}
    for table in tables | before.keys() & after.keys() - {"sqlite_sequence"}:
        assert len(after[table]) >= len(before[table]), table
    assert before["participant"] and before["agenda_step"]
    with closing(sqlite3.connect(upgraded)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_library_of_before_the_first_release_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = kept_library(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {OLDEST - 1}")
    before = files_in(tmp_path)
    with pytest.raises(LibraryRefused, match="never released"):
        open_library(path)
    assert files_in(tmp_path) == before

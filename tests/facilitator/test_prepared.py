"""What other tests begin with: copied, it is what would have been made."""

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import prepared as tool
import pytest
from prepared import add_sample, prepared, share, workshop_of_six

from facilitator.exercises.steps import exercise_steps
from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import list_workshops, new_workshop, rename_workshop


def rows(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: file.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def answers(library: Library, workshop: int) -> list[object]:
    return [
        [person.name for person in people_of(library, workshop)],
        *(exercise.standings(library, step.id) for step, exercise in exercise_steps(library, workshop)),
    ]


def test_a_copied_sample_is_the_sample(tmp_path: Path, empty_library: Path) -> None:
    def opened(name: str) -> Library:
        return open_library(Path(copy(empty_library, tmp_path / name)))

    made, first, second = opened("made"), opened("first"), opened("second")
    workshops = [sample_workshop(made, count=4).value, add_sample(first, count=4), add_sample(second, count=4)]
    assert workshops == [1, 1, 1]
    assert answers(made, 1) == answers(first, 1) == answers(second, 1)
    for library in (made, first, second):
        library.close()
    assert rows(made.path) == rows(first.path) == rows(second.path)


def test_a_copy_is_written_to_and_heard_of_like_any_other(library: Library) -> None:
    heard: list[Change] = []
    workshop = workshop_of_six(library)
    library.changed.connect(heard.append)
    added = new_workshop(library, "Another")
    assert [change.topic for change in heard] == [Topic.WORKSHOPS]
    assert {card.id for card in list_workshops(library)} == {workshop, added.value}
    added.undo()
    assert {card.id for card in list_workshops(library)} == {workshop}


def test_nothing_that_is_there_is_written_over(library: Library) -> None:
    new_workshop(library, "First")
    assert workshop_of_six(library) == 2
    assert workshop_of_six(library) == 3
    assert len(list_workshops(library)) == 3


def test_what_was_made_on_something_else_is_made_anew(tmp_path: Path, empty_library: Path) -> None:
    made: list[str] = []

    def rename(library: Library) -> None:
        def make() -> None:
            made.append(list_workshops(library)[0].title)
            rename_workshop(library, 1, f"{made[-1]} again")

        prepared(library, "renamed", make)

    titles = []
    for number, title in enumerate(("", "Two", "")):
        library = open_library(Path(copy(empty_library, tmp_path / f"{number}.sqlite")))
        workshop_of_six(library)
        if title:
            rename_workshop(library, 1, title)
        rename(library)
        titles.append(list_workshops(library)[0].title)
        library.close()
    assert titles == ["Learning across borders again", "Two again", "Learning across borders again"]
    assert made == ["Learning across borders", "Two"]


def test_what_another_process_has_made_is_copied_too(
    tmp_path: Path, empty_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    monkeypatch.setattr(tool, "_folders", [])
    share(tmp_path / "shared")
    for number in range(2):
        monkeypatch.setattr(tool, "_made", {})  # As a process begins.
        with closing(open_library(Path(copy(empty_library, tmp_path / f"{number}.sqlite")))) as library:

            def make(there: Library = library) -> int:
                made.append(new_workshop(there, "Once").value)
                return made[-1]

            assert prepared(library, "once", make) == 1
            new_workshop(library, "Then")
            assert {card.title for card in list_workshops(library)} == {"Once", "Then"}
    assert made == [1]

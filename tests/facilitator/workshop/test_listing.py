"""The list that is read without the library says the same as the library."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from facilitator.storage.library import Library
from facilitator.workshop.listing import cards_at
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import delete_workshop, list_workshops, new_workshop


def test_it_lists_what_the_open_library_lists(library: Library) -> None:
    for title, day in (("Old", date(2020, 1, 1)), ("Undated", None), ("Łódź", date(2025, 5, 5)), ("Gone", None)):
        made = new_workshop(library, title, client="Nordwind", held_on=day).value
        add_people(library, made, [Person("A"), Person("B")][: len(title) % 3])
    delete_workshop(library, made)
    assert cards_at(library.path) == list_workshops(library)
    assert cards_at(library.path, "łódź nord") == list_workshops(library, "łódź nord")
    assert [card.title for card in cards_at(library.path) or ()] == ["Undated", "Łódź", "Old"]
    assert cards_at(library.path, deleted=True) == list_workshops(library, deleted=True)
    assert [card.title for card in cards_at(library.path, "gone", deleted=True) or ()] == ["Gone"]


def test_what_has_to_be_made_upgraded_or_refused_first_is_not_listed(library: Library, tmp_path: Path) -> None:
    assert cards_at(tmp_path / "none.sqlite") is None
    assert not (tmp_path / "none.sqlite").exists()
    foreign = tmp_path / "foreign.sqlite"
    foreign.write_text("A letter, by chance of this name.")
    assert cards_at(foreign) is None
    assert cards_at(tmp_path) is None
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert cards_at(library.path) is None


def test_it_needs_no_database_library() -> None:
    code = "import sys, facilitator.workshop.listing; print('sqlalchemy' in sys.modules or 'sqlmodel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr

"""The list that is read without the library says the same as the library."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library
from facilitator.workshop.listing import cards_at
from facilitator.workshop.live_listing import LiveListing
from facilitator.workshop.preferences import Preference
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from facilitator.workshop.workshops import delete_workshop, erase_workshops, list_workshops, new_workshop

SOUND = Preference("timer_sound", bool, False)


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


def test_the_list_says_when_it_is_another_one_and_whose_answers_are(library: Library, workshop: int) -> None:
    live = LiveListing(library)
    said: list[object] = []

    class Heard:
        def listed(self) -> None:
            said.append("listed")

        def answered(self, workshop_id: int) -> None:
            said.append(workshop_id)

    def take() -> list[object]:
        taken = said[:]
        said.clear()
        return taken

    heard = Heard()
    live.changed.connect(heard.listed)
    live.answers_changed.connect(heard.answered)
    other = new_workshop(library, "Other").value
    assert take() == ["listed"]
    assert [card.title for card in live.cards("other", False)] == ["Other"]
    simulate(library, add_exercise(library, workshop, "network").value, people_of(library, workshop)[0].id, Random(1))
    assert set(take()) <= {workshop, "listed"}
    removed = remove_people(library, [people_of(library, workshop)[0].id])
    assert take() == [workshop, "listed"]
    removed.undo()
    assert take() == [workshop, "listed"]
    SOUND.set(library, True)
    assert take() == []
    deleted = delete_workshop(library, other)
    assert take() == ["listed"]
    assert [card.id for card in live.cards("", True)] == [other]
    deleted.undo()
    assert take() == ["listed"] and live.cards("", True) == []
    erase_workshops(library, [other])
    assert "listed" in take()


def test_it_needs_no_database_library() -> None:
    code = "import sys, facilitator.workshop.listing; print('sqlalchemy' in sys.modules or 'sqlmodel' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr

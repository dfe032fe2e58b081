"""A library file: how its connections are set, that a change is whole or nothing, and who is told."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from command_line import CONSOLE_SCRIPT
from sqlalchemy.exc import IntegrityError as SqlalchemyIntegrityError
from sqlalchemy.exc import OperationalError as SqlalchemyOperationalError
from sqlmodel import select

from facilitator.errors import Invalid, LibraryRefused, NotFound, NotSaved
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import speaking
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.tables import Workshop
from facilitator.workshop.workshops import get_workshop, list_workshops, new_workshop, rename_workshop

SET = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10000}


def pragmas(session) -> dict[str, object]:
    return {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar() for name in SET}


def test_both_kinds_of_connection_are_set(library: Library) -> None:
    with library.read() as session:
        assert pragmas(session) == SET
    with library.change("look") as change:
        assert pragmas(change.session) == SET


def test_a_reader_can_not_write(library: Library) -> None:
    new_workshop(library, "Kept")
    with pytest.raises(SqlalchemyOperationalError, match="readonly"), library.read() as session:
        session.connection().exec_driver_sql("DELETE FROM workshop")
    assert [card.title for card in list_workshops(library)] == ["Kept"]


def test_a_reader_sees_one_state_while_another_writes(library: Library) -> None:
    new_workshop(library, "First")
    with library.read() as session:
        before = session.exec(select(Workshop.title)).all()
        new_workshop(library, "Second")
        assert session.exec(select(Workshop.title)).all() == before == ["First"]


def test_foreign_keys_hold(library: Library) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), library.change("orphan") as change:
        change.session.connection().exec_driver_sql(
            "INSERT INTO participant(workshop_id, position, name, email, team, location, level)"
            " VALUES (999, 0, 'Nobody', '', '', '', '')"
        )


def test_a_change_that_fails_leaves_nothing_and_tells_nobody(library: Library) -> None:
    workshop_id = new_workshop(library, "Kept").value
    heard: list[Change] = []
    library.changed.connect(heard.append)
    with pytest.raises(Invalid), library.change("both") as change:
        change.announce(Change(Topic.WORKSHOPS))
        rename_workshop(library, workshop_id, "Lost")
        rename_workshop(library, workshop_id, "   ")
    assert get_workshop(library, workshop_id).title == "Kept"
    assert heard == []


def test_a_change_is_announced_after_its_commit_and_once(library: Library) -> None:
    titles: list[list[str]] = []

    def look(change: Change) -> None:
        with sqlite3.connect(library.path) as other:
            titles.append([title for (title,) in other.execute("SELECT title FROM workshop")])

    library.changed.connect(look)
    with library.change("several"):
        workshop_id = new_workshop(library, "One").value
        rename_workshop(library, workshop_id, "Two")
        assert titles == []
    assert titles == [["Two"]]


def test_the_origin_of_a_change_is_told_but_not_of_its_undo(library: Library) -> None:
    heard: list[Change] = []
    library.changed.connect(heard.append)
    origin = object()
    with library.change("mine", Change(Topic.WORKSHOPS, origin=origin)) as change:
        change.session.add(Workshop(title="Mine"))
    change.undo()
    assert [told.origin for told in heard] == [origin, None]


def test_undo_is_there_only_after_the_commit(library: Library) -> None:
    with library.change("outer"):
        done = new_workshop(library, "Inner")
        with pytest.raises(RuntimeError):
            _ = done.undo
    done.undo()
    assert list_workshops(library) == []


def test_what_is_not_undoable_stays(library: Library) -> None:
    with library.change("final", undoable=False) as change:
        change.session.add(Workshop(title="Stays"))
    change.undo()
    assert [card.title for card in list_workshops(library)] == ["Stays"]


def test_many_threads_write_and_read_at_once(library: Library) -> None:
    def work(number: int) -> None:
        for turn in range(10):
            workshop_id = new_workshop(library, f"{number}/{turn}").value
            assert get_workshop(library, workshop_id).title == f"{number}/{turn}"

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert len(list_workshops(library)) == 80


def test_a_lock_held_elsewhere_is_said_in_a_sentence(library: Library) -> None:
    library = open_library(library.path, patience=0.05)
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match=r"could not be saved, so nothing was changed: another program is writing"):
        new_workshop(library, "Late")
    other.execute("ROLLBACK")
    other.close()
    assert list_workshops(library) == []
    new_workshop(library, "On time")
    assert [card.title for card in list_workshops(library)] == ["On time"]


def test_keys_that_follow_one_that_waited_in_vain_do_not_each_wait_as_long(library: Library) -> None:
    """A window would stand still for all of them together, with the sentence for the first unseen."""
    with closing(open_library(library.path, patience=0.4)) as library:

        def patience() -> int:
            connection = library._writer.raw_connection()
            try:
                return connection.cursor().execute("PRAGMA busy_timeout").fetchone()[0]
            finally:
                connection.close()

        assert patience() == 400
        with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for _ in range(3):
                with pytest.raises(NotSaved, match="another program is writing"):
                    new_workshop(library, "Late")
                assert patience() == 50
        new_workshop(library, "On time")
        assert patience() == 400 and [card.title for card in list_workshops(library)] == ["On time"]


def test_who_has_to_wait_for_a_lock_is_told_so_and_goes_on_when_it_is_free(library: Library) -> None:
    """Nobody sits before a command that says nothing for ten seconds."""
    other = sqlite3.connect(library.path, isolation_level=None)
    told: list[str] = []

    def let_go() -> None:
        told.append("waiting")
        other.execute("ROLLBACK")

    library = open_library(library.path, says_waiting=let_go)
    new_workshop(library, "At once")
    assert told == []
    other.execute("BEGIN IMMEDIATE")
    new_workshop(library, "Waited")
    other.close()
    assert told == ["waiting"]
    assert {card.title for card in list_workshops(library)} == {"At once", "Waited"}
    with library.change("look") as change:
        assert pragmas(change.session) == SET


def test_a_command_that_has_to_wait_says_so(library: Library) -> None:
    other = sqlite3.connect(library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    command = [sys.executable, *CONSOLE_SCRIPT, "new", "Later", "--library", str(library.path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        assert "Another program is writing to the library" in process.stderr.readline()
        other.execute("ROLLBACK")
        assert process.wait() == 0
    other.close()
    assert [card.title for card in list_workshops(library)] == ["Later"]


def test_an_error_text_holds_no_values(library: Library) -> None:
    with pytest.raises(Exception) as caught, library.change("clash") as change:
        change.session.add(Workshop(id=1, title="Secret name"))
        change.session.flush()
        change.session.connection().exec_driver_sql("INSERT INTO workshop(id, title) VALUES (?, ?)", (1, "Secret name"))
    assert "Secret name" not in str(caught.value)


@pytest.mark.parametrize("name", ["a?b.sqlite", "50% done.sqlite", "a#b.sqlite", "Ελένη.sqlite", "deep/er/l.sqlite"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    library = open_library(tmp_path / name)
    workshop_id = new_workshop(library, "Here").value
    library.close()
    assert (tmp_path / name).is_file()
    library = open_library(tmp_path / name)
    assert get_workshop(library, workshop_id).title == "Here"
    library.close()


def test_a_path_that_can_be_no_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "below" / "library.sqlite", tmp_path):
        with pytest.raises(LibraryRefused, match=str(path)):
            open_library(path)


def test_ids_are_never_used_again(library: Library) -> None:
    first = new_workshop(library, "First")
    first.undo()
    assert new_workshop(library, "Second").value > first.value
    with pytest.raises(NotFound):
        get_workshop(library, first.value)


def test_a_listener_that_fails_harms_neither_the_operation_nor_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop_id = new_workshop(library, "Before").value
    heard: list[Change] = []
    reported: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append(error))

    def fail(change: Change) -> None:
        raise ZeroDivisionError(change.topic)

    library.changed.connect(fail)
    library.changed.connect(heard.append)
    rename_workshop(library, workshop_id, "After")
    assert get_workshop(library, workshop_id).title == "After"
    assert [change.topic for change in heard] == [Topic.WORKSHOPS]
    assert [type(error) for error in reported] == [ZeroDivisionError]
    library.changed.disconnect(fail)
    rename_workshop(library, workshop_id, "Later")
    assert len(heard) == 2
    assert len(reported) == 1


def test_a_listening_method_ends_with_its_object(library: Library) -> None:
    class Window:
        def apply(self, change: Change) -> None:
            told.append(change)

    told: list[Change] = []
    window = Window()
    library.changed.connect(window.apply)
    new_workshop(library, "Heard")
    del window
    new_workshop(library, "Unheard")
    assert len(told) == 1


def test_a_commit_that_is_refused_leaves_the_library_free_for_the_next(library: Library) -> None:
    orphan = "UPDATE agenda_step SET workshop_id = 999 WHERE id = (SELECT min(id) FROM agenda_step)"
    start_workshop(library, "Kept")
    with pytest.raises(SqlalchemyIntegrityError, match="FOREIGN KEY"), library.change("orphan") as change:
        change.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        change.session.connection().exec_driver_sql(orphan)
    new_workshop(library, "Next")
    assert [card.title for card in list_workshops(library)] == ["Next", "Kept"]


def test_a_change_that_leaves_no_trace_takes_its_outer_one_along(library: Library, workshop: int) -> None:
    with library.change("Outer", Change(Topic.WORKSHOPS, workshop)) as outer:
        outer.session.get_one(Workshop, workshop).title = "Nobody's"
        with library.change("Inner", Change(Topic.AGENDA, workshop)) as inner:
            inner.leave_no_trace()
    again = outer.undo()
    again()
    assert get_workshop(library, workshop).title == "Nobody's"
    assert not {"Outer", "Inner", "Undo: Outer", "Redo: Outer"} & {
        line.label for line in activity_of(library, workshop)
    }
    with library.change("Next", Change(Topic.WORKSHOPS, workshop)) as following:
        following.session.get_one(Workshop, workshop).title = "Known"
    assert "Next" in {line.label for line in activity_of(library, workshop)}
    following.undo()
    assert get_workshop(library, workshop).title == "Nobody's"


def test_nothing_of_a_trial_stays_and_there_is_none_within_a_change(library: Library, workshop: int) -> None:
    heard: list[Change] = []
    library.changed.connect(heard.append)
    with library.trial("See") as change:
        rename_workshop(library, workshop, "Tried")
        assert change.session.get_one(Workshop, workshop).title == "Tried"
    before = get_workshop(library, workshop).title
    assert before != "Tried" and not heard
    with library.change("Outer") as change:
        with pytest.raises(RuntimeError, match="trial within a change"), library.trial("See"):
            rename_workshop(library, workshop, "Tried")
        change.session.get_one(Workshop, workshop).client = "Kept"
    found = get_workshop(library, workshop)
    assert (found.title, found.client) == (before, "Kept")


def test_a_change_that_keeps_to_a_workshop_holds_none_that_does_not(library: Library, workshop: int) -> None:
    step = add_exercise(library, workshop, "network").value
    other = add_exercise(library, workshop, "network").value
    with library.change("One", step_id=step):
        with library.change("The same", step_id=step):
            pass
        for beyond in (None, other):
            with pytest.raises(RuntimeError), library.change("Beyond", step_id=beyond):
                pass
    with library.change("All"), library.change("Within all", step_id=step):
        pass


def test_what_is_asked_once_is_read_again_after_any_write(library: Library) -> None:
    reads: list[str] = []
    first, second = new_workshop(library, "First").value, new_workshop(library, "Second").value

    def title(workshop_id: int = first) -> str:
        def read() -> str:
            reads.append("read")
            return get_workshop(library, workshop_id).title

        return library.once(("title", workshop_id), read)

    assert [title(), title(), title(second), title(second)] == ["First", "First", "Second", "Second"]
    assert len(reads) == 2
    undo = rename_workshop(library, first, "Renamed").undo
    assert (title(), title(second)) == ("Renamed", "Second") and len(reads) == 4
    undo()
    assert title() == "First"
    other = open_library(library.path)
    rename_workshop(other, first, "By another program")
    other.close()
    assert title() == "By another program"
    with library.erase("Nothing") as change:
        change.session.get_one(Workshop, second).title = "Nobody's"
    assert (title(second), title()) == ("Nobody's", "By another program")
    with speaking("de"):
        reads.clear()
        assert title() == "By another program" and len(reads) == 1


def test_what_a_change_has_written_is_asked_once_by_nobody_else(library: Library) -> None:
    workshop = new_workshop(library, "Kept").value

    def title() -> str:
        return library.once("title", lambda: get_workshop(library, workshop).title)

    assert title() == "Kept"
    with pytest.raises(Invalid), library.change("fails") as change:
        change.session.get_one(Workshop, workshop).title = "Written"
        change.session.flush()
        assert title() == "Written"
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(title).result() == "Kept"
        raise Invalid("no")
    assert title() == "Kept"


def test_what_is_not_there_is_asked_again(library: Library) -> None:
    for _ in range(2):
        with pytest.raises(NotFound):
            library.once("title", lambda: get_workshop(library, 999))


def test_a_row_is_found_by_its_key_as_it_is_in_the_transaction(library: Library, workshop: int) -> None:
    with pytest.raises(Invalid), library.change("look") as change:
        row = change.session.get_one(Workshop, workshop)
        assert change.session.get(Workshop, workshop) is row
        row.title = "Written, and not yet flushed"
        assert change.session.get(Workshop, workshop) is row
        made = Workshop(title="Pending", place="", client="")
        change.session.add(made)
        change.session.flush()
        assert change.session.get(Workshop, made.id) is made
        change.session.delete(made)
        change.session.flush()
        assert change.session.get(Workshop, made.id) is None
        assert change.session.get(Workshop, 999) is None
        raise Invalid("no")
    with library.read() as session:
        titles = {session.get_one(Workshop, workshop).title for _ in range(2)}
    assert titles == {get_workshop(library, workshop).title} and "Written, and not yet flushed" not in titles

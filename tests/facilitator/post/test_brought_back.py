"""An earlier copy of the library that is brought back does not send again what went since."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from added_exercise import added_exercise
from weekly_letters import FILES, FIRST, add_letters

from facilitator.exercises.templates import start_workshop
from facilitator.post.dated import Stand, dated_letters, set_stopped
from facilitator.post.dated_sending import send_letters
from facilitator.post.letters import letter_template
from facilitator.post.sending import deliveries, send_parcels
from facilitator.post.server import Server
from facilitator.progress import finish
from facilitator.storage.keys import Passphrase, salt_of
from facilitator.storage.library import Library, open_library
from facilitator.storage.restoring import restore
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"
TEXTS = {"one": "The first.", "two": "The second."}


def send(library: Library, server: Server) -> None:
    finish(send_parcels(library, WORKSHOP, server, SENDER, letter_template(library), per_minute=60_000))
    finish(send_letters(library, WORKSHOP, server, SENDER, today=FIRST, per_minute=60_000))


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_what_went_since_a_copy_was_made_goes_no_second_time(room: Library, post: "Post", tmp_path: Path) -> None:
    server = post.server(encrypted=False)
    with added_exercise(tmp_path / "exercises", FILES):
        add_letters(room, WORKSHOP, TEXTS, people=FIRST)
        people = people_of(room, WORKSHOP)
        copy = finish(room.save_copy(tmp_path / "earlier.sqlite"))
        post.box.refuse[people[0].email] = "550 5.1.1 No such mailbox"
        send(room, server)
        stopped = next(each for each in dated_letters(room, WORKSHOP, FIRST) if each.mail.to.name == people[1].name)
        set_stopped(room, stopped, True)
        [late] = add_people(room, WORKSHOP, [Person("Somebody late", email="late@example.org")]).value
        send(room, server)
        assert len(post.box.mails) == 2 * 4 + 1
        room.close()
        restore(room.path, copy)

        again = open_library(room.path)
        post.box.mails.clear()
        assert [person.id for person in people_of(again, WORKSHOP)] == [person.id for person in people]
        assert [each.state.value for each in deliveries(again, WORKSHOP)] == ["refused"] + ["sent"] * 4
        found = {
            each.mail.to.name: each.stand for each in dated_letters(again, WORKSHOP, FIRST) if each.mail.key == "one"
        }
        assert found[people[0].name] is Stand.REFUSED
        # Whoever asked to get no more still gets none.
        later = dated_letters(again, WORKSHOP, FIRST + timedelta(days=400))
        assert {each.mail.to.name: each.stand for each in later}[people[1].name] is Stand.STOPPED
        post.box.refuse.clear()
        # Somebody new is nobody who was there before, and gets what is theirs.
        [new] = add_people(again, WORKSHOP, [Person("Somebody new", email="new@example.org")]).value
        assert new > late
        send(again, server)
        assert sorted(to[0] for to, _ in post.box.mails) == sorted(["new@example.org", *[people[0].email] * 2])
        again.close()


def test_a_copy_of_another_library_takes_nothing_over(room: Library, post: "Post", tmp_path: Path) -> None:
    send(room, post.server(encrypted=False))
    other = open_library(tmp_path / "other.sqlite")
    workshop = start_workshop(other, "Elsewhere").value
    ids = add_people(other, workshop, [Person(f"Person {number}") for number in range(9)]).value
    assert workshop == WORKSHOP and {person.id for person in people_of(room, WORKSHOP)} & set(ids)
    copy = finish(other.save_copy(tmp_path / "copy.sqlite"))
    other.close()
    room.close()
    restore(room.path, copy)
    assert rows(room.path, "mail_delivery") == []
    with closing(open_library(room.path)) as found:
        assert [person.name for person in people_of(found, WORKSHOP)][:1] == ["Person 0"]


@pytest.mark.parametrize("gone", ["person", "table"])
def test_what_the_copy_does_not_know_is_left(room: Library, post: "Post", tmp_path: Path, gone: str) -> None:
    people = people_of(room, WORKSHOP)
    copy = finish(room.save_copy(tmp_path / "earlier.sqlite"))
    send(room, post.server(encrypted=False))
    update_person(room, people[1].id, Person("Another name", email="another@example.org"))
    if gone == "person":
        remove_people(room, [people[0].id])
    room.close()
    if gone == "table":
        with closing(sqlite3.connect(copy)) as connection, connection:
            connection.execute("ALTER TABLE mail_delivery RENAME COLUMN said TO words")
            connection.execute("ALTER TABLE mail_delivery RENAME COLUMN words TO said")
            connection.execute("ALTER TABLE mail_delivery ADD COLUMN further TEXT")
    restore(room.path, copy)
    states = [row[3] for row in rows(room.path, "mail_delivery")]
    # Of somebody who was removed since nothing is known any more; a log of another kind is not written into.
    assert states == (["sent"] * 4 if gone == "person" else [])


def test_it_holds_with_a_passphrase(room: Library, post: "Post", tmp_path: Path) -> None:
    from facilitator.storage.protecting import protect

    copy = finish(room.save_copy(tmp_path / "earlier.sqlite"))
    send(room, post.server(encrypted=False))
    room.close()
    finish(protect(room.path, Passphrase("a long passphrase")))
    assert salt_of(room.path) is not None
    restore(room.path, copy)
    with closing(open_library(room.path)) as found:
        assert [each.state.value for each in deliveries(found, WORKSHOP)] == ["sent"] * 5
    assert salt_of(room.path) is not None

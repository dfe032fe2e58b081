"""Erased means gone: not in the file, not in the log beside it, not in the backups made afterwards."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from agreeing import confirm_match

from facilitator.errors import NotSaved
from facilitator.exercises.network.answers import Who, accept_notice, add_contact, rate
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.steps import erase_participant, strip_third_parties
from facilitator.storage.backups import back_up
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.workshops import delete_workshop, erase_workshops, list_workshops, new_workshop

CONTACT = "Xanthippe Quillfeather"
PERSON = "Bartholomew Zwingli"


def bytes_around(library: Library) -> bytes:
    return b"".join(path.read_bytes() for path in library.path.parent.rglob("*") if path.is_file())


@pytest.fixture
def person(library: Library, workshop: int, network_step: int) -> int:
    """A person with a contact, both with names that are nowhere else, old spellings and answers around them."""
    (person,) = add_people(library, workshop, [Person("Bartholomew Zwinglius", email="zwingli@example.org")]).value
    update_person(library, person, Person(PERSON, email="zwingli@example.org"))
    who = Who(network_step, person)
    contact = add_contact(library, who, CONTACT).value
    for code in (1, 2, 3):
        rate(library, who, contact, "group", code)
    assert CONTACT.encode() in bytes_around(library)
    assert PERSON.encode() in bytes_around(library)
    return person


def gone(library: Library, name: str) -> bool:
    """Whether `name` is nowhere in the files, while they are open, in a new backup, and after they are closed."""
    back_up(library.path, reason="look")
    open_bytes = bytes_around(library)
    library.close()
    return name.encode() not in open_bytes and name.encode() not in bytes_around(library)


def test_a_person_is_erased(library: Library, person: int) -> None:
    erase_participant(library, person)
    assert gone(library, "Zwingli") and gone(library, "zwingli@") and gone(library, "Quillfeather")


def test_contacts_are_stripped_of_their_names(library: Library, workshop: int, network_step: int, person: int) -> None:
    other = Who(network_step, people_of(library, workshop)[0].id)
    for label in ("Third", "Fourth"):
        add_contact(library, other, label)
    heard = []
    library.changed.connect(heard.append)
    strip_third_parties(library, workshop)
    assert [contact.label for contact in read_network(library, network_step, person).contacts] == ["1"]
    found = read_network(library, network_step, other.participant_id).contacts
    assert [contact.label for contact in found] == ["1", "2"]
    assert read_network(library, network_step, person).contacts[0].ratings == {"group": 3}
    assert [change.topic for change in heard] == [Topic.ANSWERS, Topic.ERASED]
    assert gone(library, "Quillfeather")


def test_a_workshop_is_erased(library: Library, workshop: int, person: int) -> None:
    new_workshop(library, "Stays")
    delete_workshop(library, workshop)
    erase_workshops(library, [workshop])
    assert [card.title for card in list_workshops(library, deleted=False)] == ["Stays"]
    assert list_workshops(library, deleted=True) == []
    assert gone(library, "Learning across borders") and gone(library, "Zwingli") and gone(library, "Quillfeather")


def test_the_library_goes_on_after_erasing(library: Library, workshop: int, network_step: int, person: int) -> None:
    erase_participant(library, person)
    who = Who(network_step, people_of(library, workshop)[0].id)
    done = add_contact(library, who, "M.")
    done.undo()
    assert read_network(library, network_step, who.participant_id).contacts == ()


def test_a_program_that_holds_on_to_the_old_state_is_named(library: Library, person: int) -> None:
    with library.change("shorten the wait") as change:
        change.session.connection().exec_driver_sql("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(library.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM participant").fetchone()
        with pytest.raises(NotSaved, match="another program is using the library"):
            erase_participant(library, person)
    library.scrub()
    assert gone(library, "Zwingli")


def test_nothing_is_left_in_files_beside(tmp_path: Path, library: Library, person: int) -> None:
    erase_participant(library, person)
    assert {path.name for path in tmp_path.iterdir()} <= {
        "library.sqlite",
        "library.sqlite-wal",
        "library.sqlite-shm",
    }


def test_who_is_erased_is_no_longer_named_by_others(library: Library, network_step: int, person: int) -> None:
    """Where a facilitator confirmed that a contact is this person, the name goes there too."""
    other = next(each.id for each in people_of(library, 1) if each.id != person)
    who = Who(network_step, other)
    add_contact(library, who, "M.")
    contact = add_contact(library, who, "Xantippe Nordqvist").value
    confirm_match(library, network_step, contact, person)
    start_round(library, network_step)
    accept_notice(library, who)
    erase_participant(library, person)
    for number in (1, 2):
        found = read_network(library, network_step, other, number).contacts
        assert [each.label for each in found] == ["M.", "2"]
    assert gone(library, "Xantippe") and gone(library, "Zwingli")

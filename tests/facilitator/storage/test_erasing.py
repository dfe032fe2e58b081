"""Erased means gone: not in the file, not in the log beside it, not in the backups made afterwards."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from agreeing import confirm_match
from decrypted import everything_decrypted
from library_server import rows_on_server
from locked import OTHER, cheap_keys

from facilitator.actions.actions import Wording, actions_of, add_action
from facilitator.errors import NotSaved
from facilitator.exercises.network.answers import Who, accept_notice, add_contact, rate
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.steps import erase_participant, strip_third_parties
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.sharing.handing_over import hand_over
from facilitator.storage.backups import back_up
from facilitator.storage.by_hand import by_hand
from facilitator.storage.changes import Topic
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.library import ServerLibrary
from facilitator.storage.unlocking import unlock
from facilitator.workshop.agenda import describe_step, get_step
from facilitator.workshop.name_places import hanging_on_workshops, likely_places
from facilitator.workshop.own_code import choose_code
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.workshops import delete_workshop, erase_workshops, list_workshops, new_workshop

CONTACT = "Xanthippe Quillfeather"
PERSON = "Bartholomew Zwingli"


ON_A_SERVER_TOO = (
    "test_a_program_that_holds_on_to_the_old_state_is_named",
    "test_nothing_is_left_in_files_beside",
    "test_who_is_killed_in_the_middle_of_erasing_leaves_nothing",
)
"""All but those that are about files; of a server, all rows are looked at."""
WITH_A_PASSPHRASE_TOO = (
    "test_a_person_is_erased",
    "test_contacts_are_stripped_of_their_names",
    "test_a_workshop_is_erased",
    "test_the_exact_name_goes_from_what_others_wrote",
    "test_what_is_handed_over_afterwards_holds_nothing_of_it",
    "test_who_is_killed_in_the_middle_of_erasing_leaves_nothing",
)
"""Where what lies in free pages, or in the log, is read by whoever has the passphrase."""


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


def bytes_around(library: Library) -> bytes:
    if isinstance(library, ServerLibrary):
        return "\n".join(rows_on_server(library)).encode()
    return everything_decrypted(library.path.parent)


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
    if isinstance(library, ServerLibrary):
        return name.encode() not in bytes_around(library)
    back_up(library.path, reason="look")
    open_bytes = bytes_around(library)
    library.close()
    return name.encode() not in open_bytes and name.encode() not in bytes_around(library)


def test_a_person_is_erased(library: Library, person: int) -> None:
    finish(library.back_up("hourly"))
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


def test_the_exact_name_goes_from_what_others_wrote(library: Library, network_step: int, person: int) -> None:
    """Nobody confirmed anything: a list, an action, a note on the agenda and a question hold the name all the same."""
    other = next(each.id for each in people_of(library, 1) if each.id != person)
    who = Who(network_step, other)
    add_contact(library, who, "M.")
    add_contact(library, who, "zwingli,  bartholomew")
    add_action(library, 1, Wording("Ask Bartholomew Zwingli's team, or zwingli@example.org, by May"))
    describe_step(library, network_step, notes="Greet Bartholomew Zwingli first.\nThen all others.")
    choose_code(library, person, "42")
    erase_participant(library, person)
    assert [each.label for each in read_network(library, network_step, other).contacts] == ["M.", "2"]
    (action,) = actions_of(library, 1)
    assert action.wording.what == "Ask (name removed) team, or (name removed), by May"
    assert get_step(library, network_step).notes == "Greet (name removed) first.\nThen all others."
    assert gone(library, "wingli") and gone(library, f"own_code:{person}")


def test_what_may_mean_them_is_shown_and_goes_where_it_is_ticked(
    library: Library, network_step: int, person: int
) -> None:
    who = Who(network_step, next(each.id for each in people_of(library, 1) if each.id != person))
    for label in ("Bart Zwingly", "B. Z.", "Barbara Zimmer", "Nina"):
        add_contact(library, who, label)
    note = "Zwingli knows where the archive is; ask him."
    add_action(library, 1, Wording(note))
    found = {place.text: place for place in likely_places(library, person)}
    assert {"Bart Zwingly", "B. Z.", note} <= found.keys() and "Nina" not in found
    assert found["B. Z."].where == "Personal network" and not found["B. Z."].exact
    erase_participant(library, person, [found["Bart Zwingly"], found[note]])
    labels = [each.label for each in read_network(library, network_step, who.participant_id).contacts]
    assert labels == ["(name removed)", "B. Z.", "Barbara Zimmer", "Nina"]
    assert actions_of(library, 1)[0].wording.what == "(name removed) knows where the archive is; ask him."
    assert gone(library, "Zwingl")


def test_of_two_who_are_called_so_nothing_goes_unasked(library: Library, network_step: int, person: int) -> None:
    (namesake,) = add_people(library, 1, [Person(PERSON)]).value
    who = Who(network_step, namesake)
    add_contact(library, who, PERSON)
    (shown,) = likely_places(library, person)
    assert shown.text == PERSON and shown.exact
    erase_participant(library, person)
    assert [each.label for each in read_network(library, network_step, namesake).contacts] == [PERSON]


def test_who_is_in_another_workshop_too_is_shown_there(library: Library, network_step: int, person: int) -> None:
    other = start_workshop(library, "The year before").value
    add_action(library, other, Wording(f"Thank {PERSON}"))
    (shown,) = likely_places(library, person)
    assert shown.workshop == "The year before" and shown.exact
    erase_participant(library, person, [shown])
    assert actions_of(library, other)[0].wording.what == "Thank (name removed)"
    assert gone(library, "Zwingli")


def test_where_a_row_stands_is_told_in_whatever_order_tables_are(library: Library, person: int) -> None:
    """A server has no order: reached first by who they are, contacts that are nobody yet would be passed over."""
    with library.read() as session:
        connection = session.connection()
        references, _ = by_hand(session).references_and_texts(connection)

        def told(tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
            return {
                table: list(
                    map(tuple, connection.exec_driver_sql(f'SELECT {workshop("t")}, {step("t")} FROM "{table}" t'))
                )
                for table, workshop, step in hanging_on_workshops({table: references[table] for table in tables})
            }

        usual = told(list(references))
        assert usual["network_contact"] and all(workshop and step for workshop, step in usual["network_contact"])
        for seed in range(8):
            assert told(Random(seed).sample(list(references), len(references))) == usual


@pytest.mark.parametrize("words", ["", OTHER], ids=["plain", "protected"])
def test_what_is_handed_over_afterwards_holds_nothing_of_it(
    library: Library, person: int, tmp_path: Path, words: str
) -> None:
    """One from before holds it still, and proves that its pages are read."""

    def handed_over(moment: str) -> tuple[bytes, bytes]:
        file = tmp_path / moment / "six.workshop"
        file.parent.mkdir()
        finish(hand_over(library, 1, file, Passphrase(words) if words else None))
        if words:
            unlock(file, Passphrase(words))
        return file.read_bytes(), everything_decrypted(file.parent)

    names = [name.encode() for name in (PERSON, CONTACT, "zwingli@")]
    raw, decrypted = handed_over("before")
    assert all(name in decrypted and (name in raw) is not bool(words) for name in names)
    erase_participant(library, person)
    for held in handed_over("after"):
        assert not [name for name in names if name in held]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process can't be split in two here")
@pytest.mark.parametrize("moment", [Topic.ROSTER, Topic.ERASED])
def test_who_is_killed_in_the_middle_of_erasing_leaves_nothing(library: Library, person: int, moment: Topic) -> None:
    """The program ends after the commit and before the file is rebuilt, or before that is noted as done."""
    back_up(library.path, reason="look")
    path = library.path
    library.close()
    child = os.fork()
    if child == 0:
        opened = open_library(path)
        opened.changed.connect(lambda change: os._exit(9) if change.topic is moment else None)
        erase_participant(opened, person)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert moment is Topic.ERASED or PERSON.encode() in everything_decrypted(path.parent)
    again = open_library(path)
    assert [each.name for each in people_of(again, 1)].count(PERSON) == 0
    assert gone(again, "Zwingli") and gone(again, "Quillfeather")
    assert not list(path.parent.glob(".*"))

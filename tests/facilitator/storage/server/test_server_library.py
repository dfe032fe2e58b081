"""A library on a server: what it promises beside all that a file does."""

import logging
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from library_server import LibraryServer, until
from prepared import add_sample, workshop_of_six
from server_schema import schema, schema_on_server

from facilitator.errors import Invalid, LibraryRefused, NotSaved
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.progress import finish
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import KeepsTo, Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.data_protection import note_reading, reading_of
from facilitator.workshop.own_code import check_code, choose_code, forgive, has_code
from facilitator.workshop.pin import PinRefused, check_pin, set_pin
from facilitator.workshop.preferences import Preference
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops, new_workshop, rename_workshop


@pytest.fixture
def two(address: ServerAddress) -> Iterator[tuple[Library, Library]]:
    both = open_library(address), open_library(address)
    yield both
    for each in both:
        each.close()


def test_what_one_writes_the_other_is_told_by_ids_alone(two: tuple[Library, Library], server: LibraryServer) -> None:
    one, other = two
    heard: list[Change] = []
    own: list[Change] = []
    other.changed.connect(heard.append)
    one.changed.connect(own.append)
    workshop_id = new_workshop(one, "Secret title").value
    until(lambda: heard)
    assert heard == [Change(Topic.WORKSHOPS, workshop_id)]
    assert [each.title for each in list_workshops(other)] == ["Secret title"]
    added = add_people(other, workshop_id, [Person("Anna")])
    until(lambda: len(own) > 1)
    assert own == [Change(Topic.WORKSHOPS, workshop_id), *[Change(Topic.ROSTER, workshop_id)]]
    # One's own is announced once, by whoever committed it.
    added.undo()
    until(lambda: len(own) > 2)
    assert len(heard) == 3


def test_what_was_asked_once_is_read_again_after_others_wrote(two: tuple[Library, Library]) -> None:
    one, other = two
    sound = Preference("test_sound", bool, False)
    assert not sound.get(one)
    sound.set(other, True)
    assert sound.get(one)


def test_a_writer_waits_for_another_and_says_so_when_it_takes_too_long(address: ServerAddress) -> None:
    one, hasty = open_library(address), open_library(address, patience=0.05)
    with one.change("Held"):
        one_title = new_workshop(one, "Held").value
        with pytest.raises(NotSaved, match="another program is writing"):
            new_workshop(hasty, "Too late")
        assert list_workshops(hasty) == []
    assert [each.id for each in list_workshops(hasty)] == [one_title]
    new_workshop(hasty, "In time")
    assert len(list_workshops(one)) == 2
    for each in (one, hasty):
        each.close()


def test_rooms_answer_without_waiting_for_each_other_and_whoever_changes_more_waits_for_both(
    address: ServerAddress,
) -> None:
    one, hasty = open_library(address), open_library(address, patience=0.05)
    steps = []
    for title in ("One", "Other"):
        workshop_id = new_workshop(one, title).value
        ids = add_people(one, workshop_id, [Person("Anna"), Person("Ben")]).value
        steps.append((add_exercise(one, workshop_id, "network").value, *ids))
    (here, anna, ben), (there, cleo, _) = steps
    with one.change("Both", step_id=here):
        add_contact(one, Who(here, anna), "Ada")
        add_contact(hasty, Who(there, cleo), "Bo")
        with pytest.raises(NotSaved, match="another program is writing"):
            add_contact(hasty, Who(here, ben), "Cy")
        with pytest.raises(NotSaved, match="another program is writing"):
            rename_workshop(hasty, workshop_id, "Everybody waits")
    with one.change("Held"):
        rename_workshop(one, workshop_id, "Nobody answers")
        with pytest.raises(NotSaved, match="another program is writing"):
            add_contact(hasty, Who(here, ben), "Cy")
    add_contact(hasty, Who(here, ben), "Cy")
    lists = [read_network(one, step, person) for step, person in ((here, anna), (here, ben), (there, cleo))]
    assert [[each.label for each in found.contacts] for found in lists] == [["Ada"], ["Cy"], ["Bo"]]
    for each in (one, hasty):
        each.close()


def test_digits_notices_and_the_pin_of_one_room_hold_up_no_other(address: ServerAddress) -> None:
    one, hasty = open_library(address), open_library(address, patience=0.05)
    rooms = []
    for title in ("One", "Other"):
        workshop_id = new_workshop(one, title).value
        (person,) = add_people(one, workshop_id, [Person("Anna")]).value
        rooms.append((add_exercise(one, workshop_id, "network").value, person))
    (here, anna), (there, cleo) = rooms

    def keep_all(library: Library, person: int, digits: str) -> None:
        choose_code(library, person, digits)
        with pytest.raises(Invalid):
            check_code(library, person, "00")
        forgive(library, person)
        note_reading(library, person, "1", "en")
        set_pin(library, "2468")
        with pytest.raises(PinRefused):
            check_pin(library, "1357")

    with one.change("A room that answers", step_id=here):
        keep_all(hasty, cleo, "47")
        for write in (partial(choose_code, hasty, anna, "47"), partial(note_reading, hasty, anna, "1", "en")):
            with pytest.raises(NotSaved, match="another program is writing"):
                write()
    # Nor do answers wait for what the other room keeps.
    for held in (KeepsTo(participant_id=cleo), KeepsTo()):
        with one.change("What is kept", keeps_to=held):
            add_contact(hasty, Who(here, anna), f"Ada {held}")
    with one.change("What is kept", keeps_to=KeepsTo(participant_id=cleo)), pytest.raises(NotSaved):
        add_contact(hasty, Who(there, cleo), "Ada")
    assert has_code(one, cleo) and not has_code(one, anna)
    assert reading_of(one, cleo) is not None and reading_of(one, anna) is None
    for each in (one, hasty):
        each.close()


def test_an_undo_takes_back_what_was_written_and_nothing_of_others(two: tuple[Library, Library]) -> None:
    one, other = two
    workshop_id = workshop_of_six(one)
    before = people_of(one, workshop_id)
    renamed = rename_workshop(one, workshop_id, "It's 100 %; “?”")
    add_people(other, workshop_id, [Person("Zoë")])
    renamed.undo()
    assert [each.title for each in list_workshops(other)] == ["Learning across borders"]
    assert people_of(one, workshop_id)[:-1] == before
    assert people_of(one, workshop_id)[-1].name == "Zoë"


def test_who_is_no_program_of_ours_leaves_no_notes(library_on_server: Library, server: LibraryServer) -> None:
    workshop_id = new_workshop(library_on_server, "Before").value
    database = library_on_server.address.database  # type: ignore[attr-defined]
    server.run("UPDATE workshop SET title = 'By hand'", database)
    done = rename_workshop(library_on_server, workshop_id, "After")
    done.undo()
    assert [each.title for each in list_workshops(library_on_server)] == ["By hand"]


def test_the_metrics_of_the_sample_are_the_same_to_the_last_bit(library_on_server: Library, library: Library) -> None:
    found = []
    for each in (library, library_on_server):
        workshop_id = add_sample(each, count=8)
        step = next(step.id for step, exercise in exercise_steps(each, workshop_id) if exercise.kind == "network")
        found.append(repr(metrics(each, step, by_person=True)))
    assert found[0] == found[1]


def test_what_the_driver_warns_of_goes_to_no_terminal(
    library_on_server: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    list_workshops(library_on_server)
    # As in a command, which keeps no log.
    monkeypatch.setattr(logging.root, "handlers", [])
    logging.getLogger("psycopg").warning("error ignored terminating a pipeline")
    assert capsys.readouterr().err == ""


def test_an_error_text_holds_no_values(library_on_server: Library) -> None:
    workshop_id = new_workshop(library_on_server, "One").value
    with pytest.raises(Exception, match="NotNullViolation") as raised, library_on_server.change("Test") as change:
        change.session.connection().exec_driver_sql("INSERT INTO workshop (title) VALUES (?)", ("Secret name",))
    assert "Secret name" not in str(raised.value)
    with pytest.raises(Exception, match="UniqueViolation") as raised, library_on_server.change("Test") as change:
        change.session.connection().exec_driver_sql(
            "INSERT INTO workshop SELECT * FROM workshop WHERE id = ? AND title <> ?", (workshop_id, "Secret name")
        )
    assert "Secret name" not in str(raised.value)


def test_what_was_erased_or_read_anonymously_leaves_no_trace_in_the_tables(
    library_on_server: Library, server: LibraryServer, address: ServerAddress
) -> None:
    workshop_id = new_workshop(library_on_server, "Room").value
    for name in ("Anna", "Zoë", "Xylophonist"):
        add_people(library_on_server, workshop_id, [Person(name)])
    rows = "SELECT count(DISTINCT xmin::text), count(*) FROM participant"
    assert server.run(rows, address.database) == [(3, 3)]
    heard: list[Change] = []
    library_on_server.changed.connect(heard.append)
    with library_on_server.erase("Erase") as change:
        change.session.connection().exec_driver_sql("DELETE FROM participant WHERE name = ?", ("Xylophonist",))
    # By no row can be told which others were written with it.
    assert server.run(rows, address.database) == [(1, 2)]
    (place,) = server.run("SELECT pg_relation_filepath('participant')", address.database)[0]
    server.run("CHECKPOINT")
    assert b"Xylophonist" not in server.file(place)
    assert "Zoë".encode() in server.file(place)
    assert Change(Topic.ERASED) in heard
    assert [person.name for person in people_of(library_on_server, workshop_id)] == ["Anna", "Zoë"]


# What there is in the database


def test_a_database_of_somebody_else_is_left_as_it_is(server: LibraryServer) -> None:
    address = server.new_database()
    server.run("CREATE TABLE theirs (id INTEGER)", address.database, "facilitator")
    with pytest.raises(LibraryRefused, match="belongs to another program"):
        open_library(address)
    assert server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", address.database) == [("theirs",)]
    server.drop(address.database)


def test_an_empty_database_becomes_a_library_only_where_one_is_to_be_begun(server: LibraryServer) -> None:
    address = server.new_database()
    with pytest.raises(LibraryRefused, match="There is no library"):
        open_server_library(address, makes=False)
    assert server.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", address.database) == [(0,)]
    open_library(address).close()
    open_server_library(address, makes=False).close()
    server.drop(address.database)


def test_there_is_all_that_a_file_has(library: Library, address: ServerAddress) -> None:
    in_file = schema(f"sqlite:///{library.path}", "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    on_server = schema_on_server(address)
    assert in_file.keys() == on_server.keys()
    for what, there in in_file.items():
        assert there, what
        assert there == on_server[what], what


def test_a_library_of_a_newer_program_is_refused(address: ServerAddress, server: LibraryServer) -> None:
    server.run("UPDATE alembic_version SET version_num = '9999'", address.database)
    with pytest.raises(LibraryRefused, match="newer version"):
        open_library(address)


def test_parts_of_a_newer_program_are_not_read(address: ServerAddress, server: LibraryServer) -> None:
    server.run("UPDATE schema_part SET version = 999 WHERE part = 'network'", address.database)
    library = open_library(address)
    assert library.unknown_parts == {"network"}
    library.close()


def test_whoever_may_only_read_is_told_so(address: ServerAddress, server: LibraryServer) -> None:
    owner = open_library(address)
    new_workshop(owner, "To be read")
    server.run("CREATE ROLE reader LOGIN PASSWORD 'of the tests alone'")
    server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", address.database)
    reader = open_library(ServerAddress(address.host, address.port, address.database, "reader"))
    assert [each.title for each in list_workshops(reader)] == ["To be read"]
    with pytest.raises(NotSaved, match="you may only read it"):
        new_workshop(reader, "Not to be written")
    assert len(list_workshops(owner)) == 1
    for each in (owner, reader):
        each.close()
    server.run("DROP OWNED BY reader", address.database)
    server.run("DROP ROLE reader")


def test_each_may_have_a_user_of_their_own_as_the_handbook_says(server: LibraryServer) -> None:
    server.run("CREATE ROLE facilitators")
    address = server.new_database(owner="facilitators")
    both = []
    for name in ("anna", "ben"):
        server.run(f"CREATE ROLE {name} LOGIN PASSWORD 'of the tests alone' IN ROLE facilitators")
        server.run(f"ALTER ROLE {name} IN DATABASE {address.database} SET role = facilitators")
        both.append(open_library(replace(address, user=name)))
    anna, ben = both
    # What is one's own, as of windows, is nobody else's.
    own, all_have = Preference("own", str, "", personal=True), Preference("all", str, "")
    for each in (own, all_have):
        each.set(anna, "of Anna")
    assert [each.get(ben) for each in (own, all_have)] == ["", "of Anna"] and own.get(anna) == "of Anna"
    workshop_id = workshop_of_six(anna)
    before = people_of(ben, workshop_id)
    added = add_people(ben, workshop_id, [Person("Zoë")])
    rename_workshop(anna, workshop_id, "Anna's")
    added.undo()
    assert people_of(anna, workshop_id) == before
    assert [each.title for each in list_workshops(ben)] == ["Anna's"]
    with ben.erase("Erase") as change:
        change.session.connection().exec_driver_sql("DELETE FROM participant")
    assert people_of(anna, workshop_id) == []
    for each in both:
        each.close()
    server.drop(address.database)
    for name in ("anna", "ben", "facilitators"):
        server.run(f"DROP ROLE {name}")


def test_copies_are_made_there(library_on_server: Library, tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="Its copies are made"):
        finish(library_on_server.save_copy(tmp_path / "copy.sqlite"))
    assert finish(library_on_server.back_up("before-import")) is None
    assert not list(tmp_path.glob("**/*.sqlite"))


def test_a_server_without_encryption_is_refused_where_it_is_wanted(address: ServerAddress) -> None:
    with pytest.raises(LibraryRefused, match="does not support SSL"):
        open_library(ServerAddress(address.host, address.port, address.database, address.user, "verify-full"))


def test_a_library_in_a_file_imports_nothing_of_servers(tmp_path: Path) -> None:
    said = (
        "import sys; from pathlib import Path; from facilitator.storage.library import open_library; "
        "from facilitator.workshop.workshops import list_workshops, new_workshop; "
        "library = open_library(Path(sys.argv[1])); new_workshop(library, 'One'); list_workshops(library); "
        "print([each for each in sys.modules if each.startswith(('psycopg', 'facilitator.storage.server.'))])"
    )
    words = [sys.executable, "-c", said, str(tmp_path / "library.sqlite")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['facilitator.storage.server.address']"

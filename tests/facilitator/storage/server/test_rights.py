"""Who may do what with a workshop, by people of their own on a real server: PostgreSQL holds them to it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from library_server import PASSWORD, LibraryServer, until
from prepared import add_sample, workshop_of_six

from facilitator.errors import Invalid, NotFound, NotSaved
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import duplicate_workshop, exercise_steps
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.rights import Right, give_rights, my_right, rights_of
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from facilitator.workshop.workshops import (
    delete_workshop,
    erase_workshops,
    get_workshop,
    list_workshops,
    new_workshop,
    rename_workshop,
)

NAMES = ("anna", "ben", "cleo")


@pytest.fixture
def people(server: LibraryServer, address: ServerAddress) -> Iterator[list[ServerAddress]]:
    """Three who work with a library in which rights hold, by where they open it."""
    server.run("CREATE ROLE facilitators")
    for name in NAMES:
        server.run(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE facilitators")
    library = open_server_library(address)
    library.switch_rights_on("facilitators")
    library.close()
    yield [replace(address, user=name) for name in NAMES]
    server.run("DROP OWNED BY facilitators, anna, ben, cleo", address.database)
    for name in (*NAMES, "facilitators"):
        server.run(f"DROP ROLE {name}")


@pytest.fixture
def three(people: list[ServerAddress]) -> Iterator[list[Library]]:
    """Anna, Ben and Cleo."""
    opened = [open_library(each) for each in people]
    yield opened
    for each in opened:
        each.close()


def everything(server: LibraryServer, address: ServerAddress, user: str) -> dict[str, int]:
    """How many rows somebody sees of each table, by SQL of their own."""
    tables = server.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", address.database)
    return {
        table: server.run(f"SELECT count(*) FROM {table}", address.database, user)[0][0]
        for (table,) in tables
        if table not in ("alembic_version", "schema_part")
    }


def test_whoever_begins_a_workshop_owns_it_and_nobody_else_sees_anything_of_it(
    three: list[Library], server: LibraryServer, address: ServerAddress
) -> None:
    anna, ben, _ = three
    workshop = add_sample(anna, count=8)
    step = next(step.id for step, each in exercise_steps(anna, workshop) if each.kind == "network")
    assert my_right(anna, workshop) is Right.OWNER and metrics(anna, step)["participants"]
    assert list_workshops(ben) == [] and my_right(ben, workshop) is Right.NONE
    with pytest.raises(NotFound):
        get_workshop(ben, workshop)
    seen = everything(server, address, "anna")
    assert sum(count > 0 for count in seen.values()) > 15
    # By whatever means.
    assert {table for table, count in everything(server, address, "ben").items() if count} <= {"preference"}
    with pytest.raises(Exception, match="permission denied"):
        server.run("SET ROLE facilitator", address.database, "ben")


def test_a_reader_reads_all_of_it_and_changes_nothing(
    three: list[Library], server: LibraryServer, address: ServerAddress
) -> None:
    anna, ben, cleo = three
    workshop = add_sample(anna, count=6)
    step = next(step.id for step, each in exercise_steps(anna, workshop) if each.kind == "network")
    give_rights(anna, workshop, {"ben": Right.READER})
    assert repr(metrics(ben, step, by_person=True)) == repr(metrics(anna, step, by_person=True))
    person = people_of(ben, workshop)[0].id
    before = everything(server, address, "anna")
    for act in (
        lambda: rename_workshop(ben, workshop, "Mine"),
        lambda: add_people(ben, workshop, [Person("Zoë")]),
        lambda: add_contact(ben, Who(step, person), "Ada"),
        lambda: delete_workshop(ben, workshop),
        lambda: erase_workshops(ben, [workshop]),
        lambda: give_rights(ben, workshop, {"ben": Right.OWNER}),
        lambda: give_rights(ben, workshop, {"anna": Right.NONE}),
    ):
        with pytest.raises(NotSaved, match="you may only read it"):
            act()
    for table, count in before.items():
        if count and table not in ("preference", "deletion"):
            with pytest.raises(Exception, match=r"no right to change|permission denied"):
                server.run(f"DELETE FROM {table}", address.database, "ben")
            column = server.run(
                f"SELECT attname FROM pg_attribute WHERE attrelid = to_regclass('{table}') AND attnum = 1",
                address.database,
            )[0][0]
            with pytest.raises(Exception, match=r"no right to change|permission denied"):
                server.run(f"UPDATE {table} SET {column} = {column}", address.database, "ben")
    assert everything(server, address, "anna") == before
    assert list_workshops(cleo) == []
    # What is one's own is not the workshop's.
    Preference("own", str, "", personal=True).set(ben, "Ben's")
    # Not even who may only read it can copy it into one of their own: that is theirs alone.
    copied = duplicate_workshop(ben, workshop).value
    assert my_right(ben, copied) is Right.OWNER and my_right(anna, copied) is Right.NONE


def test_a_co_facilitator_changes_all_of_it_but_neither_erases_nor_gives_rights(three: list[Library]) -> None:
    anna, ben, cleo = three
    workshop = workshop_of_six(anna)
    step = next(step.id for step, each in exercise_steps(anna, workshop) if each.kind == "network")
    give_rights(anna, workshop, {"ben": Right.CO_FACILITATOR})
    heard: list[object] = []
    anna.changed.connect(heard.append)
    added = add_people(ben, workshop, [Person("Zoë")])
    until(lambda: heard)
    add_contact(ben, Who(step, people_of(ben, workshop)[-1].id), "Ada").undo()
    added.undo()
    rename_workshop(ben, workshop, "Ours")
    assert get_workshop(anna, workshop).title == "Ours" and len(people_of(anna, workshop)) == 6
    for act in (
        lambda: erase_workshops(ben, [workshop]),
        lambda: give_rights(ben, workshop, {"cleo": Right.READER}),
    ):
        with pytest.raises(NotSaved, match="you may only read it"):
            act()
    assert list_workshops(cleo) == []
    assert rights_of(ben, workshop) == {
        "anna": Right.OWNER,
        "ben": Right.CO_FACILITATOR,
        "cleo": Right.NONE,
    }


def test_who_does_not_own_the_tables_is_told_who_clears_away_what_the_server_keeps(three: list[Library]) -> None:
    _, ben, _ = three
    workshop = workshop_of_six(ben)
    step = next(step.id for step, each in exercise_steps(ben, workshop) if each.kind == "network")
    person = people_of(ben, workshop)[0].id
    add_contact(ben, Who(step, person), "Ada")
    # What belongs to them goes along and comes back, though the tables are not Ben's.
    remove_people(ben, [person]).undo()
    assert len(people_of(ben, workshop)) == 6
    assert [each.label for each in read_network(ben, step, person).contacts] == ["Ada"]
    with pytest.raises(NotSaved, match="administrator clears them away: only whoever owns its tables can do that"):
        erase_workshops(ben, [workshop])
    assert list_workshops(ben) == []


def test_a_right_that_is_taken_ends_at_once_and_somebody_always_owns_it(three: list[Library]) -> None:
    anna, ben, _ = three
    workshop = new_workshop(anna, "Room").value
    give_rights(anna, workshop, {"ben": Right.OWNER})
    with pytest.raises(Invalid, match="has to own"):
        give_rights(ben, workshop, {"anna": Right.NONE, "ben": Right.READER})
    give_rights(ben, workshop, {"anna": Right.NONE})
    assert list_workshops(anna) == [] and [each.title for each in list_workshops(ben)] == ["Room"]
    with pytest.raises(NotFound):
        rename_workshop(anna, workshop, "Mine")


def test_an_undone_workshop_comes_back_to_whoever_began_it(three: list[Library]) -> None:
    anna, ben, _ = three
    made = new_workshop(anna, "Room")
    redo = made.undo()
    assert list_workshops(anna) == []
    redo()
    assert my_right(anna, made.value) is Right.OWNER and list_workshops(ben) == []


def test_a_line_cannot_be_moved_into_a_workshop_of_ones_own(
    three: list[Library], server: LibraryServer, address: ServerAddress
) -> None:
    anna, ben, _ = three
    theirs, own = workshop_of_six(anna), new_workshop(ben, "Own").value
    for statement in (
        f"UPDATE participant SET workshop_id = {own} WHERE workshop_id = {theirs}",
        f"UPDATE workshop_right SET person = 'ben' WHERE workshop_id = {theirs}",
    ):
        server.run(statement, address.database, "ben")
    assert len(people_of(anna, theirs)) == 6 and people_of(ben, own) == []
    for statement in (
        f"INSERT INTO workshop_right VALUES ({theirs}, 'ben', 3)",
        f"UPDATE workshop_right SET workshop_id = {theirs}",
        f"INSERT INTO activity (workshop_id, label, began_at, latest_at, times) VALUES ({theirs}, '', now(), now(), 1)",
    ):
        with pytest.raises(Exception, match="no right to change"):
            server.run(statement, address.database, "ben")
    assert list(rights_of(anna, theirs).values()) == [Right.OWNER, Right.NONE, Right.NONE]


def test_only_who_owns_the_tables_switches_them_on(
    people: list[ServerAddress], address: ServerAddress, server: LibraryServer
) -> None:
    ben = open_server_library(people[1])
    with pytest.raises(NotSaved, match="you may only read it"):
        ben.switch_rights_on("facilitators")
    ben.close()
    administrator = open_server_library(address)
    with pytest.raises(Invalid, match="no role"):
        administrator.switch_rights_on("nobody_at_all")
    # Again, as after a migration.
    administrator.switch_rights_on("facilitators")
    administrator.close()

"""A library that an earlier version made on a server becomes one of this version when it is opened, with all in it."""

from dataclasses import replace

import pytest
from library_server import PASSWORD, LibraryServer
from prepared import add_sample
from server_schema import schema_on_server

from facilitator.errors import LibraryRefused
from facilitator.exercises.network.metrics import metrics
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import open_library
from facilitator.storage.server import undo
from facilitator.storage.server.address import ServerAddress
from facilitator.storage.server.connections import connect
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.rights import Right, my_right
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops, new_workshop

_BACK = (
    "ALTER TABLE participant DROP COLUMN given_name",
    "UPDATE alembic_version SET version_num = '0019'",
    "ALTER TABLE network_factor DROP COLUMN axis, DROP COLUMN confirmed",
    "UPDATE schema_part SET version = 6 WHERE part = 'network'",
    "UPDATE card_mark SET place = answer_id WHERE place IS NULL",
    "ALTER TABLE card_mark ALTER COLUMN place SET NOT NULL",
    "UPDATE schema_part SET version = 3 WHERE part = 'three_questions'",
)
"""What makes the tables of this version those of an earlier one: its last three migrations, backwards."""


def make_older(address: ServerAddress) -> None:
    with connect(address) as connection:
        for statement in _BACK:
            connection.execute(statement)
        # The functions of triggers name the columns that there were.
        undo.install(connection)


def test_an_older_library_is_migrated_with_all_that_is_in_it(server: LibraryServer, address: ServerAddress) -> None:
    fresh = schema_on_server(address)
    library = open_library(address)
    workshop = add_sample(library, count=6)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    measured, people = repr(metrics(library, step, by_person=True)), people_of(library, workshop)
    library.close()
    make_older(address)
    assert schema_on_server(address) != fresh
    both = [open_library(address) for _ in range(2)]
    library = both[0]
    assert schema_on_server(address) == fresh
    assert (repr(metrics(library, step, by_person=True)), people_of(library, workshop)) == (measured, people)
    added = add_people(library, workshop, [Person("Zoë", given_name="Zoë")])
    assert people_of(both[1], workshop)[-1].given_name == "Zoë"
    added.undo()
    assert people_of(library, workshop) == people
    for each in both:
        each.close()


def test_only_who_owns_the_tables_migrates_them_and_rights_hold_afterwards(
    server: LibraryServer, address: ServerAddress
) -> None:
    server.run("CREATE ROLE facilitators")
    server.run(f"CREATE ROLE anna LOGIN PASSWORD '{PASSWORD}' IN ROLE facilitators")
    administrator = open_server_library(address)
    administrator.switch_rights_on("facilitators")
    theirs = new_workshop(administrator, "Of the administrator").value
    administrator.close()
    make_older(address)
    with pytest.raises(LibraryRefused):
        open_library(replace(address, user="anna"))
    open_library(address).close()
    anna = open_library(replace(address, user="anna"))
    assert list_workshops(anna) == [] and my_right(anna, theirs) is Right.NONE
    own = new_workshop(anna, "Anna's").value
    assert add_people(anna, own, [Person("Zoë", given_name="Zoë")]).value
    anna.close()
    server.run("DROP OWNED BY facilitators, anna", address.database)
    for name in ("anna", "facilitators"):
        server.run(f"DROP ROLE {name}")

"""Undo and redo of anything: what comes back is the same, to the row, and nobody else's work is touched."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from library_server import rows_on_server

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.interchange.plans import plan_import
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import change_factors, change_offer, get_setup
from facilitator.exercises.steps import duplicate_step, duplicate_workshop, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.import_plans import Options
from facilitator.rehearsal.people import people
from facilitator.storage.bulk import insert_rows
from facilitator.storage.connections import raised
from facilitator.storage.library import Done, Library, open_library
from facilitator.storage.server.library import ServerLibrary
from facilitator.tabular import Table
from facilitator.workshop.agenda import add_step, end_workshop, order_steps, remove_step, run_step, steps_of
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from facilitator.workshop.tables import Participant
from facilitator.workshop.timer import add_minutes, pause_timer
from facilitator.workshop.workshops import delete_workshop, describe_workshop, get_workshop, rename_workshop

ON_A_SERVER_TOO = ()


def dump(library: Library) -> list[str]:
    """Every row of every table as SQL; the counters of ids and the log go on and are left out."""
    if isinstance(library, ServerLibrary):
        return rows_on_server(library)
    goes_on = ("sqlite_sequence", 'INSERT INTO "activity"')
    with closing(sqlite3.connect(library.path)) as connection:
        return sorted(line for line in connection.iterdump() if not any(name in line for name in goes_on))


Pick = Callable[[int], int]


def operations(library: Library, workshop: int, pick: Pick) -> list[Callable[[], Done[object]]]:
    """Everything that can be done now, its choices made by `pick(n)`, a number from 0 to n − 1."""
    steps = steps_of(library, workshop)
    persons = people_of(library, workshop)
    done: list[Callable[[], Done]] = [
        lambda: rename_workshop(library, workshop, f"Title {pick(9)}"),
        lambda: describe_workshop(library, workshop, client='O\'Brien; "x" :a ?', place="Łódź"),
        lambda: delete_workshop(library, workshop),
        lambda: duplicate_workshop(library, workshop),
        lambda: add_step(library, workshop, f"Step {pick(9)}"),
        lambda: add_people(library, workshop, people(pick(3) + 1, seed=pick(9))),
    ]
    if steps:
        step = steps[pick(len(steps))].id
        done += [
            lambda: remove_step(library, step),
            lambda: run_step(library, step),
            lambda: duplicate_step(library, step),
            lambda: end_workshop(library, workshop),
            lambda: add_minutes(library, workshop, pick(3) - 1),
            lambda: pause_timer(library, workshop, bool(pick(2))),
            lambda: order_steps(library, workshop, [each.id for each in reversed(steps)]),
        ]
    if persons:
        person = persons[pick(len(persons))].id
        done += [
            lambda: remove_people(library, [person]),
            lambda: update_person(library, person, Person(f"Name {pick(9)}", team="")),
        ]
    networks = [step.id for step, _ in exercise_steps(library, workshop)]
    if networks and persons:
        done += answering(library, Who(networks[0], persons[pick(len(persons))].id), pick)
    return done


def answering(library: Library, who: Who, pick: Pick) -> list[Callable[[], Done[object]]]:
    setup = get_setup(library, who.step_id)
    factor = setup.factors[pick(len(setup.factors))]
    code = [None, Missing.DECLINED, *range(1, len(factor.codes) + 1)][pick(len(factor.codes) + 2)]
    done: list[Callable[[], Done]] = [
        lambda: answers.add_contact(library, who, ("", "M.", "Ελένη", "it's")[pick(4)]),
        lambda: answers.accept_notice(library, who),
        lambda: answers.finish(library, who),
        lambda: answers.discard(library, who),
        lambda: answers.set_list_length(library, who, pick(12)),
        lambda: answers.set_tally(library, who, factor.key, pick(len(factor.codes)) + 1, (None, 0, 3)[pick(3)]),
        lambda: change_factors(library, who.step_id, setup.factors[1:] or setup.factors),
        lambda: change_factors(library, who.step_id, tuple(reversed(setup.factors))),
        lambda: change_offer(library, who.step_id, offers_contact=True, offers_tally=False, fewest=3, most=8),
    ]
    contacts = read_network(library, who.step_id, who.participant_id).contacts
    if contacts:
        contact = contacts[pick(len(contacts))].id
        # What is asked by tally alone is asked of no single contact.
        done += [lambda: answers.rate(library, who, contact, factor.key, code)] * (4 if factor in setup.shared else 0)
        done += [
            lambda: answers.rename_contact(library, who, contact, f"R{pick(9)}"),
            lambda: answers.remove_contact(library, who, contact),
        ]
    return done


@settings(max_examples=share_of(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), length=st.integers(5, 20))
def test_undo_all_then_redo_all(empty_library: Path, data: st.DataObject, length: int) -> None:
    def pick(count: int) -> int:
        return data.draw(st.integers(0, count - 1))

    with TemporaryDirectory() as folder:
        library = open_library(Path(copy(empty_library, folder)))
        undo_all_then_redo_all(library, pick, length)
        library.close()


@settings(max_examples=share_of(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), length=st.integers(5, 20))
def test_undo_all_then_redo_all_on_a_server(library_on_server: Library, data: st.DataObject, length: int) -> None:
    undo_all_then_redo_all(library_on_server, lambda count: data.draw(st.integers(0, count - 1)), length)


def undo_all_then_redo_all(library: Library, pick: Pick, length: int) -> None:
    workshop = start_workshop(library, "Any").value
    add_people(library, workshop, people(3))
    states, undos = [dump(library)], []
    for _ in range(length):
        choices = operations(library, workshop, pick)
        undos.append(choices[pick(len(choices))]().undo)
        states.append(dump(library))
    redos = []
    for undo, before in zip(reversed(undos), reversed(states[:-1]), strict=True):
        redos.append(undo())
        assert dump(library) == before
    for redo, after in zip(reversed(redos), states[1:], strict=True):
        redo()
        assert dump(library) == after


def test_what_goes_with_a_person_comes_back_with_them(library: Library, network_step: int, workshop: int) -> None:
    person = people_of(library, workshop)[0].id
    who = Who(network_step, person)
    contact = answers.add_contact(library, who, "M.").value
    answers.rate(library, who, contact, "group", 2)
    answers.set_tally(library, who, "hierarchy", 1, 4)
    before = dump(library)
    removed = remove_people(library, [person])
    assert not any("'M.'" in line for line in dump(library))
    redo = removed.undo()
    assert dump(library) == before
    redo()
    assert not any("'M.'" in line for line in dump(library))


def test_an_undo_leaves_the_rows_that_others_wrote_since(library: Library, network_step: int, workshop: int) -> None:
    first, second = (Who(network_step, person.id) for person in people_of(library, workshop)[:2])
    mine = answers.add_contact(library, first).value
    theirs = answers.add_contact(library, second).value
    answers.rate(library, first, mine, "group", 1)
    taken_back = answers.rate(library, first, mine, "group", None)
    answers.rate(library, second, theirs, "group", 3)
    taken_back.undo()
    assert read_network(library, network_step, first.participant_id).contacts[0].ratings == {"group": 1}
    assert read_network(library, network_step, second.participant_id).contacts[0].ratings == {"group": 3}


def test_an_undo_leaves_the_columns_that_others_wrote_since(library: Library, workshop: int) -> None:
    renamed = rename_workshop(library, workshop, "Another title")
    describe_workshop(library, workshop, client="Harbour and Field")
    renamed.undo()
    found = get_workshop(library, workshop)
    assert (found.title, found.client) == ("Learning across borders", "Harbour and Field")


def test_an_undo_that_others_stand_in_the_way_of_says_so(library: Library, network_step: int, workshop: int) -> None:
    who = Who(network_step, people_of(library, workshop)[0].id)
    contact = answers.add_contact(library, who).value
    answers.rate(library, who, contact, "group", 1)
    taken_back = answers.rate(library, who, contact, "group", None)
    answers.rate(library, who, contact, "group", 3)
    before = dump(library)
    with pytest.raises(Invalid, match="can't be taken back any more"):
        taken_back.undo()
    assert dump(library) == before

    cleared = answers.rate(library, who, contact, "group", None)
    remove_people(library, [who.participant_id])
    before = dump(library)
    with pytest.raises(FacilitatorError, match="can't be taken back any more"):
        cleared.undo()
    assert dump(library) == before


def test_labels_name_what_is_taken_back(library: Library, workshop: int) -> None:
    done = rename_workshop(library, workshop, "X")
    assert done.undo.label == done.undo().label == "Describe workshop"


def test_an_undo_that_is_refused_leaves_the_next_answer_of_another_person_alone(
    library: Library, network_step: int, workshop: int
) -> None:
    first, second = (person.id for person in people_of(library, workshop)[:2])
    contact = answers.add_contact(library, Who(network_step, first)).value
    answers.rate(library, Who(network_step, first), contact, "group", 1)
    cleared = answers.rate(library, Who(network_step, first), contact, "group", None)
    remove_people(library, [first])
    with pytest.raises(Invalid, match="can't be taken back any more"):
        cleared.undo()
    answers.add_contact(library, Who(network_step, second), "AB")
    assert [contact.label for contact in read_network(library, network_step, second).contacts] == ["AB"]


def test_thousands_of_rows_are_taken_back_by_a_few_statements(library: Library) -> None:
    """What is written at once is undone, done again and undone to the row; what comes after it is noted as ever."""
    workshop = start_workshop(library, "Study").value
    (step, _), *_ = exercise_steps(library, workshop)
    keys = [factor.key for factor in get_setup(library, step.id).shared]
    rows = [(f"P{place // 9}", f"C{place}", *("1" for _ in keys)) for place in range(900)]
    before = dump(library)
    with library.change("Import") as change:
        table = Table.of_rows("study", ("participant", "contact", *keys), rows)
        plan_import(library, step.id, table, Options()).apply()
        (notes,) = change.session.connection().exec_driver_sql("SELECT count(*) FROM undo_note").one()
    assert notes < 10
    imported = dump(library)
    assert len(imported) == len(before) + 100 + 100 + 900 + 900 * len(keys)
    # A single row is noted by itself again, beside those.
    first = people_of(library, workshop)[0]
    alone = answers.add_contact(library, Who(step.id, first.id), "Alone")
    assert dump(library) != imported
    alone.undo()
    assert dump(library) == imported
    again = change.undo()
    assert dump(library) == before
    back = again()
    assert dump(library) == imported
    back()
    assert dump(library) == before


def test_rows_that_are_refused_leave_every_other_noted(library: Library) -> None:
    workshop = start_workshop(library, "Study").value
    before = dump(library)
    with pytest.raises(raised("IntegrityError")), library.change("Break") as change:
        columns = ("workshop_id", "position", "name", "email", "team", "location", "level")
        insert_rows(change.session, Participant, columns, [(workshop, 1, "", "", "", "", "")])
    added = add_people(library, workshop, [Person("Anna")])
    assert dump(library) != before
    added.undo()
    assert dump(library) == before

"""The log says what was done and when, in the transaction in which it was done, and names no contact."""

from facilitator.exercises.network.answers import Who, add_contact, rate
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.agenda import add_step, remove_step, run_step
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from facilitator.workshop.timer import add_minutes
from facilitator.workshop.workshops import erase_workshops, new_workshop


def said(library: Library, workshop: int) -> list[tuple[str, str, str, int]]:
    return [(line.label, line.step, line.participant, line.times) for line in activity_of(library, workshop)]


def test_operations_and_what_takes_them_back_are_lines(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    step = add_step(library, workshop, "Talk").value
    started = run_step(library, step)
    started.undo()()
    assert [line[0] for line in said(library, workshop)] == [
        "Redo: Start step",
        "Undo: Start step",
        "Start step",
        "Add step",
        "New workshop",
    ]
    assert said(library, workshop)[2] == ("Start step", "Talk", "", 1)
    add_minutes(library, workshop, 1)
    assert len(said(library, workshop)) == 5


def test_answers_are_counted_and_name_no_contact(library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Anna Berg")])
    (step, _) = exercise_steps(library, workshop)[0]
    anna = people_of(library, workshop)[-1]
    who = Who(step.id, anna.id)
    contacts = [add_contact(library, who, name).value for name in ("Hemmelig", "Skjult", "Gjemt")]
    for contact in contacts:
        rate(library, who, contact, "group", 1)
    lines = said(library, workshop)
    assert lines[0][1:] == (step.title, "Anna Berg", 3)
    assert lines[1][1:] == (step.title, "Anna Berg", 3)
    with library.read() as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM activity").fetchall()
    assert not any(name in str(rows) for name in ("Hemmelig", "Skjult", "Gjemt"))


def test_what_was_done_in_another_language_is_read_in_ones_own(library: Library) -> None:
    workshop = new_workshop(library, "W").value
    step = add_step(library, workshop, "Gespräch").value
    with speaking("de"):
        run_step(library, step).undo()
        german = [line[0] for line in said(library, workshop)]
    assert german == ["Rückgängig: Schritt beginnen", "Schritt beginnen", "Schritt hinzufügen", "Neuer Workshop"]
    english = [line[0] for line in said(library, workshop)]
    assert english == ["Undo: Start step", "Start step", "Add step", "New workshop"]


def test_who_is_gone_is_pointed_to_no_more(library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Anna Berg")])
    anna = people_of(library, workshop)[-1]
    (step, _) = exercise_steps(library, workshop)[0]
    add_contact(library, Who(step.id, anna.id), "A")
    remove_people(library, [anna.id])
    remove_step(library, step.id)
    assert all((line[1], line[2]) == ("", "") for line in said(library, workshop))
    erase_workshops(library, [workshop])
    with library.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM activity").scalar() == 0

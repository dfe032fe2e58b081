"""Workshops with exercises on their agenda: started from a template, copied, and with a step of a newer version."""

from pathlib import Path

import pytest

import facilitator.exercises
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps, hidden_steps
from facilitator.exercises.templates import bundled_agenda, start_workshop
from facilitator.rehearsal.people import people
from facilitator.rehearsal.sample import add_sample, sample_workshop
from facilitator.resources import resource
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step, remove_step, run_step, steps_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import delete_workshop, get_workshop, list_workshops, new_workshop


def test_each_kind_is_a_folder_that_knows_its_name() -> None:
    homes = [path.parent.name for path in (Path(facilitator.exercises.__file__).parent).glob("*/__init__.py")]
    assert sorted(each.kind for each in exercises()) == sorted(homes)
    assert all(each.title and each.minutes > 0 for each in exercises())
    with pytest.raises(NotFound, match="does not know the exercise “dance”"):
        exercise("dance")


def test_every_agenda_template_can_be_started(library: Library) -> None:
    for path in resource("agendas").glob("*.json"):
        steps = bundled_agenda(path.stem)["steps"]
        workshop = start_workshop(library, "W", template=path.stem, client="C", place="P").value
        made = steps_of(library, workshop)
        assert [(step.title, step.minutes) for step in made] == [(step["title"], step["minutes"]) for step in steps]
        assert [step.exercise for step in made] == [step.get("exercise", "") for step in steps]
        assert get_workshop(library, workshop).client == "C"


def test_starting_a_workshop_is_undone_as_one(library: Library) -> None:
    heard = []
    library.changed.connect(heard.append)
    started = start_workshop(library, "W")
    assert {change.topic for change in heard} == {Topic.WORKSHOPS, Topic.AGENDA}
    started.undo()
    assert list_workshops(library) == []


def test_one_workshop_may_run_an_exercise_twice(library: Library, workshop: int) -> None:
    kind = exercises()[0].kind
    second = add_exercise(library, workshop, kind, title="Again", minutes=5).value
    found = exercise_steps(library, workshop)
    assert [(step.id, step.minutes) for step, _ in found][-1] == (second, 5)
    assert [each.kind for _, each in found] == [kind, kind]


def test_a_copy_has_people_agenda_and_no_answers(library: Library) -> None:
    source = add_sample(library)
    run_step(library, steps_of(library, source)[0].id)
    remove_step(library, steps_of(library, source)[1].id)
    done = duplicate_workshop(library, source)
    copy = done.value
    facts = ("kind", "exercise", "title", "minutes", "notes", "position")
    assert [tuple(getattr(step, fact) for fact in facts) for step in steps_of(library, copy)] == [
        tuple(getattr(step, fact) for fact in facts) for step in steps_of(library, source)
    ]
    assert all(step.started_at is None for step in steps_of(library, copy))
    facts = ("name", "email", "team", "location", "level")
    assert [tuple(getattr(person, fact) for fact in facts) for person in people_of(library, copy)] == [
        tuple(getattr(person, fact) for fact in facts) for person in people_of(library, source)
    ]
    assert get_workshop(library, copy).title == f"{get_workshop(library, source).title} (copy)"
    assert get_workshop(library, copy).held_on is None
    for step, each in exercise_steps(library, copy):
        assert {standing.state for standing in each.standings(library, step.id)} == {State.TO_GO}
    done.undo()
    assert [card.id for card in list_workshops(library)] == [source]


def test_a_step_of_an_exercise_of_a_newer_version_is_said(library: Library) -> None:
    workshop = new_workshop(library, "From tomorrow").value
    add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance")
    assert exercise_steps(library, workshop) == []
    ((step, why),) = hidden_steps(library, workshop)
    assert (step.title, why) == ("Dance", "This step needs the exercise “dance”, which is not installed here.")


def test_the_sample_is_the_same_for_the_same_seed(library: Library) -> None:
    def metrics(workshop: int) -> list[object]:
        return [each.metrics(library, step.id) for step, each in exercise_steps(library, workshop)]

    first = add_sample(library)
    before = metrics(first)
    delete_workshop(library, first)  # else the second one would look back at the first
    second = add_sample(library)
    other = sample_workshop(library, seed=2, count=18).value
    assert before == metrics(second) != metrics(other)
    for workshop, late in ((first, 3), (second, 3), (other, 0)):
        for step, each in exercise_steps(library, workshop):
            # The last ones are there to be played at the station.
            states = [standing.state for standing in each.standings(library, step.id)]
            assert states == [State.DONE] * 18 + [State.TO_GO] * late


def test_the_sample_is_undone_as_one(library: Library) -> None:
    done = sample_workshop(library, count=3)
    assert len(people_of(library, done.value)) == 3
    done.undo()
    assert list_workshops(library) == []


@pytest.mark.parametrize("count", [0, 1, 18, 19, 250, 1000])
def test_people_are_as_many_as_asked_and_all_different(count: int) -> None:
    found = people(count, seed=3)
    assert len(found) == count == len({person.name for person in found}) == len({person.email for person in found})
    assert all(person.email.isascii() and person.email.endswith("@example.org") for person in found)
    assert all(person.team and person.location and person.level for person in found)
    assert found == people(count, seed=3)


def test_the_first_people_are_the_hard_ones_to_set_in_type() -> None:
    names = [person.name for person in people(4)]
    assert names == ["Aleksandra Wiśniewska-Kowalczyk", "Nguyễn Thị Minh Khai", "Ελένη Παπαδοπούλου", "Юлия Соколова"]
    with pytest.raises(Invalid, match="names for"):
        people(100_000)

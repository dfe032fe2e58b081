"""The next reflection: it starts from what the last one promised."""

from datetime import date, timedelta
from random import Random

import pytest

from facilitator.actions.actions import Wording, actions_of, change_action
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.earlier import candidates, choose_earlier, look_back, review
from facilitator.exercises.three_questions.over_time import recurring, sittings
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.exercises.three_questions.simulation import simulate, simulate_room
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import describe_workshop, new_workshop

FIRST = date(2026, 3, 2)


def reflection(library: Library, held_on: date, count: int = 8) -> int:
    """A workshop of a team that has reflected; the id of the step."""
    workshop = new_workshop(library, f"Team on {held_on}", held_on=held_on).value
    add_people(library, workshop, people(count))
    step = add_exercise(library, workshop, "three_questions").value
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, step, person.id, Random(number))
    simulate_room(library, step, Random(1))
    return step


def follow_up(library: Library, step: int, held_on: date) -> int:
    """The same team a fortnight later; the id of the empty step."""
    workshop = duplicate_workshop(library, read_wall(library, step).setup.workshop_id).value
    describe_workshop(library, workshop, title=f"Team on {held_on}", held_on=held_on)
    ((found, _),) = exercise_steps(library, workshop)
    return found.id


def test_the_second_reflection_starts_from_what_the_first_one_promised(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, FIRST + timedelta(days=14))
    assert look_back(library, first) is None
    promised = look_back(library, second)
    assert promised is not None
    assert promised.reflection.step_id == first and promised.reflection.people == 8
    before = read_wall(library, first)
    assert promised.actions == tuple(actions_of(library, before.setup.workshop_id))
    improvements = {card.id for card in before.shown if card.prompt_id == before.setup.prompts[1].id}
    themes = {theme.id: {card.id for card in theme.cards} for theme in before.themes}
    covered = set()
    for each in promised.improvements:
        covered |= themes[each.target.id] if each.target.kind == "theme" else {each.target.id}
    assert improvements <= covered
    assert [each.dots for each in promised.chosen] == sorted((e.dots for e in promised.chosen), reverse=True)


def test_what_became_of_it_is_kept_undone_and_counted(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, FIRST + timedelta(days=14))
    promised = look_back(library, second)
    assert promised is not None
    action, improvement = promised.actions[0], promised.improvements[0]
    change_action(library, action.id, Wording(action.wording.what, status="kept", seen="Fewer calls"))
    done = review(library, second, improvement.target, "changed", "  Twice a week  is enough ")
    again = look_back(library, second)
    assert again is not None
    assert (again.improvements[0].status, again.improvements[0].seen) == ("changed", "Twice a week is enough")
    counted = exercise("three_questions").metrics(library, second)["three_questions"][0]["last_time"]
    assert (counted["kept"], counted["changed"], counted["actions"]) == (1, 1, 2)
    done.undo()
    undone = look_back(library, second)
    assert undone is not None and undone.improvements[0].status == "open"
    review(library, second, improvement.target, "dropped")
    review(library, second, improvement.target, "kept")
    last = look_back(library, second)
    assert last is not None and last.improvements[0].status == "kept"
    with pytest.raises(NotFound):
        review(library, second, Target("card", -1), "kept")


def test_another_team_is_never_taken_for_this_one(library: Library) -> None:
    reflection(library, FIRST)
    workshop = new_workshop(library, "Others", held_on=FIRST + timedelta(days=20)).value
    add_people(library, workshop, people(12)[8:])
    step = add_exercise(library, workshop, "three_questions").value
    assert look_back(library, step) is None
    (offered,) = candidates(library, step)
    assert offered.people == 0


def test_the_facilitator_chooses_what_to_look_back_at(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, FIRST + timedelta(days=14))
    choose_earlier(library, second, None)
    assert look_back(library, second) is None
    choose_earlier(library, second, first)
    assert look_back(library, second) is not None
    with pytest.raises(Invalid):
        choose_earlier(library, first, second)


def test_a_second_step_of_the_same_workshop_looks_back_at_the_first(library: Library) -> None:
    first = reflection(library, FIRST)
    workshop = read_wall(library, first).setup.workshop_id
    second = add_exercise(library, workshop, "three_questions").value
    promised = look_back(library, second)
    assert promised is not None and promised.reflection.step_id == first
    assert look_back(library, first) is None


def test_themes_that_come_again_and_the_actions_kept(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, FIRST + timedelta(days=14))
    name = read_wall(library, first).themes[0].name
    for number, person in enumerate(people_of(library, read_wall(library, second).setup.workshop_id)):
        simulate(library, second, person.id, Random(100 + number))
    change_phase(library, second, "gather")
    cards = [card.id for card in read_wall(library, second).cards]
    make_theme(library, second, f" {name.upper()} ", cards[:2])
    make_theme(library, second, "Something entirely new", cards[2:4])
    row = sittings(library, second)
    assert [sitting.step_id for sitting in row] == [first, second]
    assert [sitting.cards for sitting in row] == [len(read_wall(library, step).shown) for step in (first, second)]
    (again,) = recurring(row)
    assert again.places == (0, 1)
    assert again.name == name.upper()
    assert row[0].promised == 2 and row[1].promised == 0

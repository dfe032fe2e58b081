"""The next reflection: it starts from what the last one promised."""

from datetime import date, timedelta
from io import BytesIO
from random import Random

import pytest
from prepared import prepared
from pypdf import PdfReader
from written_cards import simulate

from facilitator.actions.actions import Wording, actions_of, add_action, change_action
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.looking_back.followed import choose_earlier as follow
from facilitator.exercises.looking_back.followed import followed
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps, recognise, tell_apart
from facilitator.exercises.three_questions.dots import Target
from facilitator.exercises.three_questions.earlier import (
    Chosen,
    candidates,
    choose_earlier,
    chosen_so_far,
    look_back,
    review,
)
from facilitator.exercises.three_questions.over_time import recurring, sittings
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.exercises.three_questions.simulation import simulate_room
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.rehearsal.people import people
from facilitator.reports.compose import summary
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import delete_workshop, describe_workshop, new_workshop, restore_workshop

FIRST = date(2026, 3, 2)


def reflection(library: Library, held_on: date, count: int = 8, client: str = "Acme") -> int:
    """A workshop of a team that has reflected; the id of the step."""

    def make() -> int:
        workshop = new_workshop(library, f"Team on {held_on}", held_on=held_on, client=client).value
        add_people(library, workshop, people(count))
        step = add_exercise(library, workshop, "three_questions").value
        for number, person in enumerate(people_of(library, workshop)):
            simulate(library, step, person.id, Random(number))
        simulate_room(library, step, Random(1))
        return step

    return prepared(library, ("reflection", held_on, count, client), make)


def invited(library: Library, step: int, held_on: date, client: str = "Acme") -> int:
    """The same names in a later workshop, about whom nobody has decided anything; the id of the empty step."""
    workshop = duplicate_workshop(library, read_wall(library, step).setup.workshop_id).value
    describe_workshop(library, workshop, title=f"Team on {held_on}", held_on=held_on, client=client)
    ((found, _),) = exercise_steps(library, workshop)
    return found.id


def roster_of(library: Library, step: int) -> list[int]:
    """The ids of the people of a step's workshop."""
    return [person.id for person in people_of(library, read_wall(library, step).setup.workshop_id)]


def recognise_people(library: Library, earlier: int, later: int, count: int | None = None) -> None:
    """Confirm that the first so many people of the later workshop were in the earlier one."""
    pairs = list(zip(roster_of(library, later), roster_of(library, earlier), strict=True))
    for now, before in pairs[:count]:
        recognise(library, now, before)


def follow_up(library: Library, step: int, held_on: date) -> int:
    """The same team a fortnight later, each confirmed to be the same; the id of the empty step."""
    found = invited(library, step, held_on)
    recognise_people(library, step, found)
    return found


def texts_of(library: Library, step: int) -> str:
    """Everything that can be read in the summary's PDF."""
    made = summary(library, read_wall(library, step).setup.workshop_id)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made.render())).pages).split())


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
    workshop = new_workshop(library, "Others", held_on=FIRST + timedelta(days=20), client="Acme").value
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


LATER = FIRST + timedelta(days=14)
HEADING = "What became of last time"


def shows_nothing(library: Library, step: int) -> bool:
    """Whether neither paper nor metrics nor the row of reflections tells anything of an earlier one."""
    counted = exercise("three_questions").metrics(library, step)["three_questions"][0].get("last_time")
    row = sittings(library, step)
    return look_back(library, step) is None and HEADING not in texts_of(library, step) and not counted and len(row) == 1


def test_names_alone_are_no_promise_even_at_the_same_client(library: Library) -> None:
    first = reflection(library, FIRST)
    second = invited(library, first, LATER)
    assert shows_nothing(library, second)
    assert chosen_so_far(library, second) is Chosen.NOT_YET
    (offered,) = candidates(library, second)
    assert (offered.client, offered.same_client, offered.people) == ("Acme", True, 0)
    recognise_people(library, first, second, 3)
    assert shows_nothing(library, second)
    recognise_people(library, first, second, 4)
    said = look_back(library, second)
    assert said is not None and said.reflection.people == 4
    text = texts_of(library, second)
    assert HEADING in text and all(" ".join(each.wording.what.split()) in text for each in said.actions)


def test_first_names_alone_say_nothing(library: Library) -> None:
    first = reflection(library, FIRST)
    workshop = new_workshop(library, "First names", held_on=LATER, client="Acme").value
    add_people(library, workshop, [Person(person.name.split()[0]) for person in people(8)])
    assert shows_nothing(library, add_exercise(library, workshop, "three_questions").value)
    assert len(candidates(library, first)) == 0


def test_a_refusal_takes_back_what_was_confirmed(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, LATER)
    before, now = roster_of(library, first), roster_of(library, second)
    for person, earlier in list(zip(now, before, strict=True))[:4]:
        tell_apart(library, person, [earlier])
    assert look_back(library, second) is not None
    done = tell_apart(library, now[4], [before[4]])
    assert shows_nothing(library, second)
    done.undo()
    assert look_back(library, second) is not None


def test_a_promise_is_named_by_those_alone_who_are_known_to_be_here(library: Library) -> None:
    """Beside a namesake in the room, the promise of somebody else of that name would be taken for theirs."""
    first = reflection(library, FIRST)
    workshop = read_wall(library, first).setup.workshop_id
    before = roster_of(library, first)
    for owner, partner in zip(before, [*before[1:], before[0]], strict=True):
        add_action(library, workshop, Wording(f"Promise {owner}", owner, partner))
    second = invited(library, first, LATER)
    now = roster_of(library, second)
    recognise_people(library, first, second, 5)
    tell_apart(library, now[5], [before[5]])
    names = dict(zip(before, (person.name for person in people(8)), strict=True))
    later_workshop = read_wall(library, second).setup.workshop_id
    follows = add_exercise(library, later_workshop, "looking_back").value

    def named() -> set[int]:
        promised = look_back(library, second)
        assert promised is not None
        agreed = [each for each in followed(library, follows).actions if each.wording.owner_id in names]
        assert [(each.owner, each.partner) for each in agreed] == [
            (each.owner, each.partner) for each in promised.actions if each.wording.owner_id in names
        ]
        for each in agreed:
            own = {each.owner: each.wording.owner_id, each.partner: each.wording.partner_id}
            assert all(name in ("", "somebody who was there", names[person]) for name, person in own.items() if person)
        return {person for person, name in names.items() if name in {each.owner for each in agreed}}

    assert named() == set(before[:5])
    # By the facilitator's choice it is that room's, but for whom somebody here was refused to be.
    choose_earlier(library, second, first)
    follow(library, follows, workshop)
    assert named() == {*before} - {before[5]}
    recognise(library, now[5], before[5])
    assert named() == {*before}


def test_another_client_is_neither_guessed_nor_offered_nor_chosen(library: Library) -> None:
    first = reflection(library, FIRST)
    second = follow_up(library, first, LATER)
    describe_workshop(library, read_wall(library, second).setup.workshop_id, client="Beta")
    assert shows_nothing(library, second)
    assert candidates(library, second) == []
    with pytest.raises(Invalid, match="Acme"):
        choose_earlier(library, second, first)
    assert shows_nothing(library, second)


@pytest.mark.parametrize("written", ["  ACME ", "acme", "\uff21\uff23\uff2d\uff25"])
def test_one_client_may_be_written_in_several_ways(library: Library, written: str) -> None:
    first = reflection(library, FIRST, client="Acme")
    second = follow_up(library, first, LATER)
    describe_workshop(library, read_wall(library, second).setup.workshop_id, client=written)
    assert look_back(library, second) is not None


@pytest.mark.parametrize("clients", [("", ""), ("Acme", ""), ("", "Acme")])
def test_without_a_client_it_has_to_be_chosen(library: Library, clients: tuple[str, str]) -> None:
    first = reflection(library, FIRST, client=clients[0])
    second = invited(library, first, LATER, client=clients[1])
    recognise_people(library, first, second)
    assert shows_nothing(library, second)
    (offered,) = candidates(library, second)
    assert not offered.same_client
    done = choose_earlier(library, second, first)
    assert HEADING in texts_of(library, second)
    done.undo()
    assert shows_nothing(library, second)


def test_a_choice_holds_only_while_its_workshop_may_be_seen(library: Library) -> None:
    first = reflection(library, FIRST)
    # Were the choice not there, this one would be taken by itself.
    between = reflection(library, FIRST + timedelta(days=7))
    second = invited(library, first, LATER)
    recognise_people(library, between, second)
    choose_earlier(library, second, first)
    there = read_wall(library, first).setup.workshop_id
    for lost, back in (
        (lambda: delete_workshop(library, there), lambda: restore_workshop(library, there)),
        (
            lambda: describe_workshop(library, there, client="Beta"),
            lambda: describe_workshop(library, there, client="Acme"),
        ),
        (
            lambda: describe_workshop(library, there, held_on=LATER + timedelta(days=1)),
            lambda: describe_workshop(library, there, held_on=FIRST),
        ),
    ):
        lost()
        assert shows_nothing(library, second)
        assert chosen_so_far(library, second) is Chosen.LOST
        back()
        promised = look_back(library, second)
        assert promised is not None and promised.reflection.step_id == first
    choose_earlier(library, second, None)
    assert shows_nothing(library, second)
    assert chosen_so_far(library, second) is Chosen.AFRESH


def test_a_workshop_without_a_client_is_no_bridge_to_another_one(library: Library) -> None:
    beta = reflection(library, FIRST, client="Beta")
    between = reflection(library, FIRST + timedelta(days=7), client="")
    choose_earlier(library, between, beta)
    last = invited(library, between, LATER, client="Acme")
    choose_earlier(library, last, between)
    assert [each.step_id for each in sittings(library, between)] == [beta, between]
    assert [each.step_id for each in sittings(library, last)] == [between, last]
    assert "Themes that came again" not in texts_of(library, last)

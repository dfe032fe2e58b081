"""Contacts who are participants: proposed by likeness, decided by a person, remembered, never guessed."""

import pytest
from agreeing import everybody_agrees

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.answers import Who, add_contact, rate, rename_contact
from facilitator.exercises.network.matching.proposals import Proposal, read_matching
from facilitator.exercises.network.matching.verdicts import (
    confirm_match,
    forget_verdicts,
    match_exact,
    refuse_all,
    refuse_match,
)
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, remove_people

NAMES = ("Robert Miller", "Anna Berg", "Anna Berg", "Li Wei")


@pytest.fixture
def step(library: Library) -> int:
    workshop = start_workshop(library, "Room").value
    add_people(library, workshop, [Person(name, team="T") for name in NAMES])
    step = exercise_steps(library, workshop)[0][0].id
    everybody_agrees(library, step)
    return step


@pytest.fixture
def people(library: Library, step: int) -> list[int]:
    return [person.id for person in read_room_network(library, step).people]


def listed(library: Library, step: int, owner: int, *labels: str) -> list[int]:
    return [add_contact(library, Who(step, owner), label).value for label in labels]


def proposal(library: Library, step: int, contact: int) -> Proposal:
    return next(each for each in read_matching(library, step).proposals if each.contact_id == contact)


def ties(library: Library, step: int) -> set[tuple[int, int]]:
    return set(read_room_network(library, step).ties)


def test_nobody_is_matched_until_a_person_says_so(library: Library, step: int, people: list[int]) -> None:
    (bob,) = listed(library, step, people[3], "Bob Miller")
    assert [each.participant_id for each in proposal(library, step, bob).candidates] == [people[0]]
    assert ties(library, step) == set()
    confirm_match(library, step, bob, people[0])
    assert ties(library, step) == {(people[3], people[0])}
    assert read_matching(library, step).open == ()


def test_exactly_the_same_name(library: Library, step: int, people: list[int]) -> None:
    miller, _, _, wei = people
    listed(library, step, wei, "robert  miller", "Bob Miller", "Anna Berg", "Li Wei", "7")
    listed(library, step, miller, "Li Wei", "Li Wei")
    assert match_exact(library, step).value == 1
    # Two are called Anna Berg, one is the owner, and of two contacts of one name nobody knows which it is.
    assert ties(library, step) == {(wei, miller)}
    assert match_exact(library, step).value == 0


def test_refused_is_remembered_until_it_is_forgotten(library: Library, step: int, people: list[int]) -> None:
    (anna,) = listed(library, step, people[0], "Anna")
    assert {each.participant_id for each in proposal(library, step, anna).candidates} == set(people[1:3])
    refuse_match(library, step, anna, people[1])
    assert [each.participant_id for each in proposal(library, step, anna).candidates] == [people[2]]
    refuse_all(library, step, anna, [people[2]])
    assert read_matching(library, step).unmatched[0].contact_id == anna
    forget_verdicts(library, step, anna)
    assert len(proposal(library, step, anna).candidates) == 2


def test_a_match_can_be_changed_and_taken_back(library: Library, step: int, people: list[int]) -> None:
    (anna,) = listed(library, step, people[0], "Anna")
    confirm_match(library, step, anna, people[1])
    done = confirm_match(library, step, anna, people[2])
    assert ties(library, step) == {(people[0], people[2])}
    done.undo()
    assert ties(library, step) == {(people[0], people[1])}


def test_what_cannot_be(library: Library, step: int, people: list[int]) -> None:
    anna, other = listed(library, step, people[0], "Anna", "A. Berg")
    with pytest.raises(Invalid):
        confirm_match(library, step, anna, people[0])
    confirm_match(library, step, anna, people[1])
    with pytest.raises(Invalid):
        confirm_match(library, step, other, people[1])
    stranger = add_people(library, start_workshop(library, "Other").value, [Person("Anna Berg")]).value[0]
    for contact, person in ((other, stranger), (9999, people[1])):
        with pytest.raises(NotFound):
            confirm_match(library, step, contact, person)
    assert ties(library, step) == {(people[0], people[1])}


def test_another_name_is_another_question(library: Library, step: int, people: list[int]) -> None:
    (anna,) = listed(library, step, people[0], "Anna")
    confirm_match(library, step, anna, people[1])
    rename_contact(library, Who(step, people[0]), anna, "ANNA")
    assert ties(library, step) == {(people[0], people[1])}
    done = rename_contact(library, Who(step, people[0]), anna, "Robert")
    assert ties(library, step) == set()
    done.undo()
    assert ties(library, step) == {(people[0], people[1])}


def test_who_leaves_the_room_leaves_its_network(library: Library, step: int, people: list[int]) -> None:
    (anna,) = listed(library, step, people[0], "Anna")
    confirm_match(library, step, anna, people[1])
    done = remove_people(library, [people[1]])
    assert ties(library, step) == set()
    done.undo()
    assert ties(library, step) == {(people[0], people[1])}


def test_how_strong_a_tie_is(library: Library, step: int, people: list[int]) -> None:
    anna, wei = listed(library, step, people[0], "Anna", "Li Wei")
    confirm_match(library, step, anna, people[1])
    confirm_match(library, step, wei, people[3])
    rate(library, Who(step, people[0]), anna, "interaction", 4)
    rate(library, Who(step, people[0]), anna, "time_known", 2)
    assert read_room_network(library, step).ties == {
        (people[0], people[1]): pytest.approx(0.5),
        (people[0], people[3]): None,
    }


def test_nobody_is_matched_who_has_not_agreed_to_be_counted(library: Library, step: int, people: list[int]) -> None:
    anna, other = listed(library, step, people[0], "Anna Berg", "Li Wei")
    set_counted(library, people[3], agrees=False)
    assert not proposal(library, step, other).candidates
    with pytest.raises(Invalid, match="Li Wei has not agreed to be counted"):
        confirm_match(library, step, other, people[3])
    assert match_exact(library, step).value == 0
    confirm_match(library, step, anna, people[1])
    assert ties(library, step) == {(people[0], people[1])}
    done = set_counted(library, people[1], agrees=False)
    assert (ties(library, step), proposal(library, step, anna).label) == (set(), "Anna Berg")
    done.undo()
    assert ties(library, step) == {(people[0], people[1])}

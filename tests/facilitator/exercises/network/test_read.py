"""How far people are, and that reading many gives the same as reading each."""

from dataclasses import replace
from random import Random

from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import read_network, read_networks, standings
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.network.simulation import simulate
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing, State


def test_standings_follow_a_person_through(library: Library, workshop: int, network_step: int) -> None:
    person = people_of(library, workshop)[1]
    who = Who(network_step, person.id)

    def standing() -> tuple[State, str]:
        found = standings(library, network_step)
        assert [each.name for each in found] == [each.name for each in people_of(library, workshop)]
        assert all(each.state is State.TO_GO for each in found if each.participant_id != person.id)
        return found[1].state, found[1].detail

    assert standing() == (State.TO_GO, "")
    answers.accept_notice(library, who)
    assert standing() == (State.BUSY, "starting")
    contacts = [answers.add_contact(library, who).value for _ in range(2)]
    for factor in get_setup(library, network_step).active:
        assert standing() == (State.BUSY, "0 of 2 contacts")
        answers.rate(library, who, contacts[0], factor.key, 1)
    assert standing() == (State.BUSY, "1 of 2 contacts")
    answers.finish(library, who)
    assert standing() == (State.DONE, "2 contacts")
    answers.remove_contact(library, who, contacts[0])
    assert standing() == (State.DONE, "1 contact")


def test_standing_by_tally(library: Library, workshop: int, network_step: int) -> None:
    person = people_of(library, workshop)[0]
    who = Who(network_step, person.id)
    answers.set_list_length(library, who, 3)
    answers.set_tally(library, who, "group", 1, 3)
    answers.set_tally(library, who, "proximity", 1, 2)
    assert standings(library, network_step)[0] == Standing(person.id, person.name, State.BUSY, "1 of 6 questions")


def test_a_missing_answer_is_an_answer_but_not_asked_yet_is_none(
    library: Library, workshop: int, network_step: int
) -> None:
    who = Who(network_step, people_of(library, workshop)[0].id)
    contact = answers.add_contact(library, who).value
    factors = get_setup(library, network_step).active
    for factor in factors[:-1]:
        answers.rate(library, who, contact, factor.key, Missing.DECLINED)
    view = read_network(library, network_step, who.participant_id)
    assert not view.is_rated(view.contacts[0], factors)
    assert view.is_rated(view.contacts[0], factors[:-1])
    assert view.answers(factors).counts == {factor.key: [0] * len(factor.codes) for factor in factors}


def test_questions_switched_off_keep_their_answers(library: Library, workshop: int, network_step: int) -> None:
    who = Who(network_step, people_of(library, workshop)[0].id)
    contact = answers.add_contact(library, who).value
    answers.rate(library, who, contact, "group", 2)
    off = [replace(each, active=each.key != "group") for each in get_setup(library, network_step).factors]
    change_factors(library, network_step, off)
    assert read_network(library, network_step, who.participant_id).contacts[0].ratings == {"group": 2}
    assert "group" not in [factor.key for factor in get_setup(library, network_step).active]


def test_reading_all_gives_what_reading_each_gives(library: Library, workshop: int, network_step: int) -> None:
    people = [person.id for person in people_of(library, workshop)]
    for person in people[:-1]:
        simulate(library, network_step, person, Random(person))
    found = read_networks(library, network_step)
    assert set(found) == set(people[:-1])
    assert all(found[person] == read_network(library, network_step, person) for person in found)
    assert all(view.finished and view.accepted_notice for view in found.values())

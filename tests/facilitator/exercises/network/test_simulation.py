"""Simulated networks are valid, believable, and the same for the same source of chance."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random
from statistics import correlation

from hypothesis import given
from hypothesis import strategies as st

from facilitator.actions.actions import actions_of
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.factors import Factor, Missing, load_factor_set
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.own_action.rows import is_own, own_actions_of
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.changes import read_changes
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import STATION_LIMIT, Setup
from facilitator.exercises.network.simulation import simulate, simulated_network
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.named_in_text import named_in
from facilitator.workshop.roster import Person, add_people, get_participant, people_of
from facilitator.workshop.workshops import get_workshop

FACTORS = load_factor_set("standard").factors
SETUP = Setup(1, 1, FACTORS, offers_contact=True, offers_tally=True, fewest=10, most=15)
UNKNOWN = Factor("shoe", "Shoe", "Which shoe?", "nominal", ("Boot", "Clog", "Pump", "Sandal", "Slipper", "Sneaker"))


@given(seed=st.integers(), own=st.booleans())
def test_every_network_is_valid(seed: int, own: bool) -> None:
    factors = (*FACTORS, UNKNOWN) if own else FACTORS
    network = simulated_network(factors, SETUP, Random(seed))
    assert 8 <= network.size <= 17
    labels = [label for label, _ in network.contacts]
    assert len(set(labels)) == len(labels) == network.size and all(labels)
    for factor in factors:
        given_codes = [ratings[factor.key] for _, ratings in network.contacts]
        assert all(code in range(1, len(factor.codes) + 1) or code in list(Missing) for code in given_codes)
        assert factor.not_comparable or Missing.NOT_COMPARABLE not in given_codes
        counts = network.tally[factor.key]
        assert sum(counts.values()) == network.size
        assert Counter(given_codes) == {code: count for code, count in counts.items() if count}
    assert network == simulated_network(factors, SETUP, Random(seed))


def test_the_way_in_is_one_that_is_offered() -> None:
    ways = {
        offered: {
            simulated_network(
                FACTORS, replace(SETUP, offers_contact=offered != "tally", offers_tally=offered != "contact"), Random(n)
            ).entry
            for n in range(60)
        }
        for offered in ("contact", "tally", "both")
    }
    assert ways == {"contact": {"contact"}, "tally": {"tally"}, "both": {"contact", "tally"}}


def test_a_room_is_believable() -> None:
    contacts = [
        ratings for seed in range(200) for _, ratings in simulated_network(FACTORS, SETUP, Random(seed)).contacts
    ]
    rated = [each for each in contacts if each["group"] > 0 and each["interaction"] > 0]
    # Who works near is met more often, but not without exception.
    assert -0.8 < correlation([each["group"] for each in rated], [each["interaction"] for each in rated]) < -0.3
    missing = sum(code < 0 for each in contacts for code in each.values()) / (len(contacts) * len(FACTORS))
    assert 0 < missing < 0.05
    for factor in FACTORS:
        assert {each[factor.key] for each in contacts} >= set(range(1, len(factor.codes) + 1))


def test_simulate_writes_the_network_in_one_change(library: Library, workshop: int, network_step: int) -> None:
    heard: list[Change] = []
    library.changed.connect(heard.append)
    seeds = {}
    for seed, person in enumerate(people_of(library, workshop)):
        simulate(library, network_step, person.id, Random(seed))
        seeds[person.id] = seed
    # Beside the answers, most agree to be counted when others name them, and some to join the room's actions.
    assert {change.topic for change in heard} == {Topic.ANSWERS, Topic.ROSTER, Topic.ACTIONS}
    answered = [change for change in heard if change.topic is Topic.ANSWERS]
    assert answered == [Change(Topic.ANSWERS, workshop, network_step, person) for person in seeds]
    room = RoomProfiles(library, network_step)
    colleagues = {person.name for person in people_of(library, workshop)}
    for person, seed in seeds.items():
        expected = simulated_network(room.factors, room.setup, Random(seed))
        found = read_network(library, network_step, person)
        assert (found.entry, found.size, found.finished) == (expected.entry, expected.size, True)
        if expected.entry == "tally":
            assert found.tally == expected.tally
            assert all(found.tally_adds_up(factor.key) for factor in room.factors)
        else:
            assert [each.ratings for each in found.contacts] == [ratings for _, ratings in expected.contacts]
            labels = [label for label, _ in expected.contacts]
            renamed = [each.label for each, label in zip(found.contacts, labels, strict=True) if each.label != label]
            assert set(renamed) <= colleagues - {get_participant(library, person).name}


def test_a_later_round_goes_through_the_list_that_was_carried_over(
    library: Library, workshop: int, network_step: int
) -> None:
    change_analysis(library, network_step, Analysis(asks_ties=True))
    people = [person.id for person in people_of(library, workshop)]
    for person in people:
        simulate(library, network_step, person, Random(person))
    start_round(library, network_step)
    for person in people:
        simulate(library, network_step, person, Random(-person))
    changes = read_changes(library, network_step)
    assert set(changes) == set(people)
    for change in changes.values():
        view = change.after.view
        assert view.finished
        assert view.size <= STATION_LIMIT
        if change.kept is not None and change.dropped is not None and view.entry == "contact":
            assert 1 <= len(change.dropped) <= 3
            assert view.ties is not None


def test_most_say_what_they_will_do_on_a_day_that_fits_and_half_of_them_to_all(library: Library) -> None:
    workshop = sample_workshop(library).value
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    with library.read() as session:
        written = own_actions_of(session, step, 1)
    held_on = get_workshop(library, workshop).held_on
    assert held_on is not None
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    for each in written.values():
        assert each.what and each.partner and each.sign and each.day
        assert timedelta(0) < each.day - held_on <= timedelta(days=14)
        assert each.day.isoweekday() <= 5
        named = [day for day in days if day in each.what]
        assert named in ([], [days[each.day.isoweekday() - 1]])
    # Nobody has somebody else's, and a room has all three kinds of people.
    assert len({each.what for each in written.values()}) == len(written)
    shared = [each for each in written.values() if each.shared]
    assert 3 <= len(shared) <= len(written) - 4 and len(written) <= 18 - 2
    joined = [action for action in actions_of(library, workshop) if is_own(action.source)]
    assert sorted(action.wording.what for action in joined) == sorted(each.for_all("en") for each in shared)
    # Numbers are read of what the room agreed on.
    assert not [action for action in joined if action.indicator]


def test_under_a_works_agreement_nobody_types_what_they_will_do(
    library: Library, workshop: int, network_step: int
) -> None:
    change_agreement(library, workshop, holds=True)
    for seed, person in enumerate(people_of(library, workshop)):
        simulate(library, network_step, person.id, Random(seed))
    with library.read() as session:
        assert own_actions_of(session, network_step, 1) == {}


def test_a_word_of_an_action_that_is_somebodys_name_keeps_it_on_the_handout(library: Library) -> None:
    """Else nobody could rehearse with that roster, and the sample could not be added."""
    workshop = start_workshop(library, "Names").value
    words = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Colleague", "Question", "When", "Next", "After")
    people = add_people(library, workshop, [Person(word) for word in words]).value
    [(step, network)] = exercise_steps(library, workshop)
    for person in people:
        network.simulate(library, step.id, person, Random(person))
    with library.read() as session:
        written = own_actions_of(session, step.id, 1)
    assert len(written) > len(actions_of(library, workshop))
    assert not [each for each in actions_of(library, workshop) if named_in(each.wording.what, dict(enumerate(words)))]


def test_the_sample_can_be_added_whoever_is_drawn(library: Library) -> None:
    for seed in (1, 2):
        with library.trial("Sample"):
            workshop = sample_workshop(library, count=12, seed=seed).value
            assert [each for each in actions_of(library, workshop) if is_own(each.source)]

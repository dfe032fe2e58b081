"""Before and after: lists carried over and never written over, people first, changes second, honest about few."""

from dataclasses import replace
from random import Random
from statistics import mean

import numpy as np
import pytest
from agreeing import confirm_match
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Invalid
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.read import read_network, standings
from facilitator.exercises.network.rounds.changes import AxisChange, read_change
from facilitator.exercises.network.rounds.findings import earlier_findings
from facilitator.exercises.network.rounds.paired import paired, read_room_change
from facilitator.exercises.network.rounds.rounds import remove_latest_round, rename_round, rounds_of, start_round
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.network.ties.answering import set_tie
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.paired_means import FEWEST, interval
from facilitator.storage.library import Library
from facilitator.workshop.own_code import check_code, choose_code
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import confirm_same
from facilitator.workshop.standings import State


@pytest.fixture
def who(library: Library, workshop: int, network_step: int) -> Who:
    return Who(network_step, people_of(library, workshop)[0].id)


def fill(library: Library, who: Who, codes: list[int], names: str = "abcdefghijkl") -> list[int]:
    contacts = [answers.add_contact(library, who, name).value for name, _ in zip(names, codes, strict=False)]
    for contact, code in zip(contacts, codes, strict=True):
        answers.rate(library, who, contact, "group", code)
    answers.finish(library, who)
    return contacts


def test_taking_back_a_start_hides_nothing_that_was_answered_since(library: Library, who: Who) -> None:
    fill(library, who, [1, 1, 2])
    started = start_round(library, who.step_id, "Later")
    answers.accept_notice(library, who)
    answers.add_contact(library, who, "New")
    started.undo.run()
    assert [contact.label for contact in read_network(library, who.step_id, who.participant_id).contacts][-1] == "New"
    assert [(each.number, each.people) for each in rounds_of(library, who.step_id)] == [(1, 1), (2, 1)]
    remove_latest_round(library, who.step_id)
    assert len(read_network(library, who.step_id, who.participant_id).contacts) == 3
    with pytest.raises(Invalid):
        remove_latest_round(library, who.step_id)


def test_a_new_round_begins_as_a_copy_and_leaves_the_old_one(library: Library, workshop: int, who: Who) -> None:
    a, b, c = fill(library, who, [1, 1, 2])
    set_tie(library, who, a, b, True)
    other = people_of(library, workshop)[1].id
    confirm_match(library, who.step_id, c, other)
    before = read_network(library, who.step_id, who.participant_id)
    start_round(library, who.step_id)
    assert read_network(library, who.step_id, who.participant_id).contacts == ()
    assert standings(library, who.step_id, who.participant_id)[0].state is State.TO_GO

    answers.accept_notice(library, who)
    copy = read_network(library, who.step_id, who.participant_id)
    assert [(each.label, each.ratings) for each in copy.contacts] == [
        (each.label, each.ratings) for each in before.contacts
    ]
    assert copy.ties is not None and len(copy.ties) == 1
    assert not copy.finished
    answers.remove_contact(library, who, copy.contacts[0].id)
    answers.rate(library, who, copy.contacts[1].id, "group", 4)
    answers.add_contact(library, who, "new")
    assert read_network(library, who.step_id, who.participant_id, 1) == before


def test_a_tally_is_carried_over(library: Library, who: Who) -> None:
    answers.set_list_length(library, who, 6)
    answers.set_tally(library, who, "group", 1, 6)
    start_round(library, who.step_id)
    answers.accept_notice(library, who)
    copy = read_network(library, who.step_id, who.participant_id)
    assert (copy.entry, copy.list_length, copy.tally) == ("tally", 6, {"group": {1: 6}})
    change = read_change(library, who.step_id, who.participant_id)
    assert change is not None
    assert (change.kept, change.added, change.dropped) == (None, None, None)


def test_people_first(library: Library, who: Who) -> None:
    fill(library, who, [1, 1, 2, 2, 3])
    assert read_change(library, who.step_id, who.participant_id) is None
    start_round(library, who.step_id)
    answers.accept_notice(library, who)
    copy = read_network(library, who.step_id, who.participant_id).contacts
    answers.rename_contact(library, who, copy[0].id, "Known by another name")
    answers.remove_contact(library, who, copy[1].id)
    answers.add_contact(library, who, "new")
    change = read_change(library, who.step_id, who.participant_id)
    assert change is not None and change.kept is not None and change.added is not None and change.dropped is not None
    assert [each.label for each in change.kept] == ["Known by another name", "c", "d", "e"]
    assert [each.label for each in change.added] == ["new"]
    assert [each.label for each in change.dropped] == ["b"]


def test_a_third_round_knows_the_second(library: Library, who: Who) -> None:
    fill(library, who, [1, 2])
    for _ in range(2):
        start_round(library, who.step_id)
        answers.accept_notice(library, who)
        answers.add_contact(library, who, "new")
    change = read_change(library, who.step_id, who.participant_id)
    assert change is not None and change.kept is not None and change.added is not None
    assert (len(change.kept), len(change.added), change.dropped) == (3, 1, ())


@pytest.mark.parametrize(("after", "remarked"), [(0.7, True), (0.69999, False), (0.5, True), (0.6, False)])
def test_ten_points_are_worth_a_remark(after: float, remarked: bool) -> None:
    assert AxisChange("k", "K", 0.6, after, few=False).remarked is remarked
    assert not AxisChange("k", "K", 0.6, after, few=True).remarked


def test_rounds_are_counted_named_and_removed(library: Library, who: Who) -> None:
    with pytest.raises(Invalid):
        start_round(library, who.step_id)
    fill(library, who, [1, 2])
    assert start_round(library, who.step_id).value == 2
    rename_round(library, who.step_id, 2, "After 30 days")
    answers.accept_notice(library, who)
    assert [(each.title, each.people, each.finished) for each in rounds_of(library, who.step_id)] == [
        ("Round 1", 1, 1),
        ("After 30 days", 1, 0),
    ]
    done = remove_latest_round(library, who.step_id)
    assert read_network(library, who.step_id, who.participant_id).finished
    done.undo()
    assert not read_network(library, who.step_id, who.participant_id).finished
    remove_latest_round(library, who.step_id)
    with pytest.raises(Invalid):
        remove_latest_round(library, who.step_id)


def test_the_room_follows_the_round_and_can_show_an_earlier_one(library: Library, who: Who) -> None:
    fill(library, who, [1, 1, 2, 2, 3])
    room = RoomProfiles(library, who.step_id)
    library.changed.connect(room.apply)
    assert who.participant_id in room.profiles
    start_round(library, who.step_id)
    assert room.profiles == {}
    assert who.participant_id in RoomProfiles(library, who.step_id, 1).profiles


def test_people_of_an_earlier_workshop(library: Library, who: Who) -> None:
    fill(library, who, [1, 1, 2, 2, 3])
    later = start_workshop(library, "Follow-up").value
    step = exercise_steps(library, later)[0][0].id
    (again,) = add_people(library, later, [Person("Same person")]).value
    fill(library, Who(step, again), [4, 4, 2, 2, 3], "abcxy")
    assert read_change(library, step, again) is None
    confirm_same(library, again, who.participant_id)
    change = read_change(library, step, again)
    assert change is not None and change.kept is not None and change.dropped is not None
    assert [each.label for each in change.kept] == ["a", "b", "c"]
    assert [each.label for each in change.dropped] == ["d", "e"]
    strength = {axis.key: axis for axis in change.shapes["strength"]}
    assert strength["group"].difference == pytest.approx(-0.4)
    assert [axis.key for _, axis in change.remarks] == ["group"]


def test_numbers_are_no_names(library: Library, who: Who) -> None:
    fill(library, who, [1, 1], "12")
    later = start_workshop(library, "Follow-up").value
    step = exercise_steps(library, later)[0][0].id
    (again,) = add_people(library, later, [Person("Same person")]).value
    fill(library, Who(step, again), [1, 1], "12")
    confirm_same(library, again, who.participant_id)
    change = read_change(library, step, again)
    assert change is not None
    assert change.kept == ()


def test_the_room_against_itself(library: Library, workshop: int, network_step: int) -> None:
    people = [person.id for person in people_of(library, workshop)]
    for person in people:
        fill(library, Who(network_step, person), [1, 1, 1, 1, 1, 2])
    assert read_room_change(library, network_step) is None
    start_round(library, network_step)
    for person in people[:5]:
        who = Who(network_step, person)
        answers.accept_notice(library, who)
        answers.rate(library, who, read_network(library, network_step, person).contacts[0].id, "group", 4)
        answers.finish(library, who)
    answers.accept_notice(library, Who(network_step, people[5]))
    found = read_room_change(library, network_step)
    assert found is not None
    # Whoever has only begun has changed nothing yet, which is not the same as no change.
    assert (found.people, found.waiting, found.kept, found.added, found.dropped) == (5, 1, 6.0, 0.0, 0.0)
    assert found.listed == 5
    group = next(axis for axis in found.shapes["strength"] if axis.key == "group")
    assert group.mean == pytest.approx(-1 / 6)
    assert (group.n, group.low, group.high, group.fell, group.rose) == (5, None, None, 5, 0)


@given(st.lists(st.floats(-1, 1, width=32), max_size=40), st.randoms())
def test_the_interval_holds_the_mean_and_does_not_depend_on_the_order(values: list[float], random: Random) -> None:
    low, high = interval(values)
    if len(values) < FEWEST:
        assert (low, high) == (None, None)
        return
    assert low is not None and high is not None
    assert min(values) - 1e-12 <= low <= mean(values) + 1e-9
    assert mean(values) - 1e-9 <= high <= max(values) + 1e-12
    shuffled = list(values)
    random.shuffle(shuffled)
    assert interval(shuffled) == (low, high)


def test_the_interval_as_scipy_has_it() -> None:
    values = np.random.default_rng(5).normal(0.1, 0.2, 30)
    from scipy import stats  # as in `roomful`: not in each process of the tests

    drawn = stats.bootstrap((values,), np.mean, n_resamples=20000, method="percentile", random_state=1)
    assert interval(values.tolist()) == pytest.approx(tuple(drawn.confidence_interval), abs=0.01)


def test_an_axis_that_nobody_has() -> None:
    found = paired([AxisChange("k", "K", None, 0.5, few=False)])
    assert (found.n, found.before, found.mean, found.low) == (0, None, None, None)
    assert not found.certain


@pytest.fixture
def follow_up(library: Library, workshop: int, who: Who) -> Who:
    """The same person in a later workshop that carries lists over, recognised by the facilitator."""
    fill(library, who, [1, 1, 2])
    choose_code(library, who.participant_id, "42")
    later = start_workshop(library, "Thirty days later").value
    [again] = add_people(library, later, [Person(people_of(library, workshop)[0].name)]).value
    step = exercise_steps(library, later)[0][0].id
    change_analysis(library, step, Analysis(carries_over=True))
    confirm_same(library, again, who.participant_id)
    return Who(step, again)


def test_who_comes_again_begins_with_the_list_of_the_workshop_before(
    library: Library, who: Who, follow_up: Who
) -> None:
    assert standings(library, follow_up.step_id, follow_up.participant_id)[0].keeps_earlier
    assert read_network(library, follow_up.step_id, follow_up.participant_id).contacts == ()
    check_code(library, follow_up.participant_id, "42")
    before = read_network(library, who.step_id, who.participant_id)
    answers.accept_notice(library, follow_up)
    copy = read_network(library, follow_up.step_id, follow_up.participant_id)
    assert [(c.label, dict(c.ratings)) for c in copy.contacts] == [(c.label, dict(c.ratings)) for c in before.contacts]
    answers.rename_contact(library, follow_up, copy.contacts[0].id, "Called otherwise now")
    answers.remove_contact(library, follow_up, copy.contacts[1].id)
    answers.add_contact(library, follow_up, "New")
    change = read_change(library, follow_up.step_id, follow_up.participant_id)
    assert change is not None
    told = [[c.label for c in people or ()] for people in (change.kept, change.added, change.dropped)]
    assert told == [["Called otherwise now", "c"], ["New"], ["b"]]
    assert read_network(library, who.step_id, who.participant_id) == before, "the earlier list stays as it was"


def test_only_answers_that_mean_the_same_are_carried_over(library: Library, who: Who, follow_up: Who) -> None:
    factors = get_setup(library, follow_up.step_id).factors
    fewer = [replace(each, codes=each.codes[:3], internal=None) if each.key == "group" else each for each in factors]
    change_factors(library, follow_up.step_id, fewer)
    answers.accept_notice(library, follow_up)
    copy = read_network(library, follow_up.step_id, follow_up.participant_id)
    assert len(copy.contacts) == 3 and not any(contact.ratings for contact in copy.contacts)


def test_nothing_is_carried_over_unasked(library: Library, follow_up: Who) -> None:
    change_analysis(library, follow_up.step_id, Analysis())
    assert not standings(library, follow_up.step_id, follow_up.participant_id)[0].keeps_earlier
    answers.accept_notice(library, follow_up)
    assert read_network(library, follow_up.step_id, follow_up.participant_id).contacts == ()


BOTH = st.tuples(st.floats(0, 1), st.floats(0, 1))


@settings(deadline=None)
@given(st.lists(BOTH, min_size=1, max_size=30))
def test_what_is_shown_of_a_change_adds_up(values: list[tuple[float, float]]) -> None:
    found = paired([AxisChange("k", "K", before, after, few=False) for before, after in values])
    shown = found.points
    assert shown is not None and found.before is not None and found.after is not None and found.mean is not None
    assert found.mean == pytest.approx(found.after - found.before, abs=1e-12)
    assert shown.change == shown.after - shown.before
    assert abs(shown.change - 100 * found.mean) < 1 + 1e-5
    assert abs(shown.before - 100 * found.before) <= 0.5 + 1e-5
    if len(values) < FEWEST:
        assert (shown.low, shown.high) == (None, None)
        return
    assert shown.low is not None and shown.high is not None and found.low is not None and found.high is not None
    # Rounded outwards: it holds the change as shown, and claims no more than the unrounded one.
    assert shown.low <= shown.change <= shown.high
    assert shown.low <= 100 * found.low + 1e-5 and shown.high >= 100 * found.high - 1e-5
    assert found.certain == (shown.low > 0 or shown.high < 0)


def test_medians_would_not_have_added_up() -> None:
    """The row that read “48 → 50, −4”: the medians rise while the people on the whole fall."""
    values = [(0.48, 0.50), (0.40, 0.48), (0.90, 0.66)]
    found = paired([AxisChange("k", "K", before, after, few=False) for before, after in values]).points
    assert found is not None
    assert (found.before, found.after, found.change) == (59, 55, -4)


def test_what_stood_out_in_the_first_round_is_kept(library: Library, workshop: int, network_step: int) -> None:
    people = [person.id for person in people_of(library, workshop)]
    assert earlier_findings(library, network_step) == []
    change_analysis(library, network_step, Analysis(smallest_group=3))
    for place, person in enumerate(people):
        # What holds for all but a few would tell of each.
        fill(library, Who(network_step, person), [1] * 9 if place > 2 else [1, 2, 3, 4, 1, 2, 3, 4, 1])
    start_round(library, network_step, "After 30 days")
    for person in people:
        who = Who(network_step, person)
        answers.accept_notice(library, who)
        for contact in read_network(library, network_step, person).contacts:
            answers.rate(library, who, contact.id, "group", 4)
        answers.finish(library, who)
    [then] = earlier_findings(library, network_step)
    assert (then.title, then.people, then.elsewhere) == ("Round 1", 6, False)
    assert any("own team" in one.sentence and "3 of 6" in one.sentence for one in then.found)
    start_round(library, network_step)
    assert [each.title for each in earlier_findings(library, network_step)] == ["Round 1", "After 30 days"]


def test_a_later_workshop_keeps_what_stood_out_of_those_who_came_again(library: Library, workshop: int) -> None:
    step = next(step.id for step, exercise in exercise_steps(library, workshop) if exercise.kind == "network")
    before = people_of(library, workshop)
    for place, person in enumerate(before):
        fill(library, Who(step, person.id), [1] * 9 if place > 2 else [1, 2, 3, 4, 1, 2, 3, 4, 1])
    later = start_workshop(library, "Half a year on").value
    again = add_people(library, later, [Person(person.name) for person in before]).value
    there = exercise_steps(library, later)[0][0].id
    change_analysis(library, there, Analysis(smallest_group=3))
    assert earlier_findings(library, there) == [], "nobody was recognised yet"
    for person, earlier in zip(again, before, strict=True):
        confirm_same(library, person, earlier.id)
    [then] = earlier_findings(library, there)
    assert (then.title, then.people, then.elsewhere) == ("Learning across borders", 6, True)
    assert any("3 of 6" in one.sentence for one in then.found)


def test_a_change_says_on_how_many_contacts_each_value_stands(library: Library, who: Who) -> None:
    fill(library, who, [1, 1, 1, 2, 3, 4])
    start_round(library, who.step_id)
    answers.accept_notice(library, who)
    for contact in read_network(library, who.step_id, who.participant_id).contacts[:1]:
        answers.remove_contact(library, who, contact.id)
    change = read_change(library, who.step_id, who.participant_id)
    assert change is not None
    group = next(axis for axis in change.shapes["diversity"] if axis.key == "group")
    assert group.contacts == (6, 5)


def test_what_is_compared_with_is_counted(library: Library, workshop: int, network_step: int) -> None:
    people = [Who(network_step, person.id) for person in people_of(library, workshop)]
    for who in people:
        fill(library, who, [1, 2, 3])
    for title, again in (("Second", people[:2]), ("Third", people)):
        start_round(library, network_step, title)
        for who in again:
            answers.accept_notice(library, who)
            answers.finish(library, who)
    found = read_room_change(library, network_step)
    assert found is not None
    # Those two are compared with their second list, the others with their first.
    assert found.before == {"Second": 2, "Round 1": 4}

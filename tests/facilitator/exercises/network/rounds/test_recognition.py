"""Nothing of an earlier workshop is with a person whom the facilitator did not confirm, or confirmed no longer."""

from dataclasses import dataclass

import pytest
from prepared import prepared

from facilitator.errors import Invalid
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.live import LiveRoom, RoomProfiles, picture
from facilitator.exercises.network.read import read_network, standings
from facilitator.exercises.network.rounds.changes import read_change
from facilitator.exercises.network.rounds.earlier import read_earlier
from facilitator.exercises.network.rounds.paired import read_room_change
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.sections import handout_sections
from facilitator.exercises.network.stations import answers_by
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.steps import exercise_steps, recognise, tell_apart
from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library
from facilitator.workshop.own_code import can_try_code, check_code, choose_code
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import delete_workshop, describe_workshop

LABELS = ("Quirin", "Rosa", "Sven")


@dataclass
class Twice:
    """The same name in two workshops of one client, the second of which carries lists over."""

    first: int
    second: int
    before: Who
    now: Who


@pytest.fixture
def twice(library: Library) -> Twice:
    return prepared(library, "twice", lambda: meet_twice(library))


def meet_twice(library: Library) -> Twice:
    places = []
    for day, title in enumerate(("First", "Second")):
        workshop = start_workshop(library, title).value
        describe_workshop(library, workshop, client="Acme")
        (person,) = add_people(library, workshop, [Person("Ann Li", "ann@x.org")]).value
        step = exercise_steps(library, workshop)[0][0].id
        change_analysis(library, step, Analysis(carries_over=True))
        places.append((workshop, Who(step, person)))
        if day == 0:
            listed(library, Who(step, person), LABELS)
            choose_code(library, person, "42")
    (first, before), (second, now) = places
    return Twice(first, second, before, now)


def listed(library: Library, who: Who, labels: tuple[str, ...]) -> None:
    """List these people, all rated with 1, and finish."""
    for label in labels:
        contact = answers.add_contact(library, who, label).value
        for key in ("group", "proximity"):
            answers.rate(library, who, contact, key, 1)
    answers.finish(library, who)


def nothing_comes_in(library: Library, twice: Twice) -> bool:
    """Whether neither list, nor comparison, nor digits of the earlier workshop are with the person here."""
    step, person = twice.now.step_id, twice.now.participant_id
    here = [contact.label for contact in read_network(library, step, person).contacts]
    typed = [text for section in handout_sections(library, step)(person) for text in section.texts]
    return (
        not standings(library, step, person)[0].keeps_earlier
        and read_earlier(library, step) == {}
        and read_change(library, step, person) is None
        and read_room_change(library, step) is None
        and not set(LABELS) & {*here, *typed}
        and not can_try_code(library, person)
    )


def test_a_name_and_an_address_alone_bring_nothing(library: Library, twice: Twice) -> None:
    assert nothing_comes_in(library, twice)
    listed(library, twice.now, ("Tom",))
    assert nothing_comes_in(library, twice)


def test_confirmed_then_refused_is_gone_everywhere(library: Library, twice: Twice) -> None:
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    check_code(library, twice.now.participant_id, "42")
    answers.accept_notice(library, twice.now)
    answers.add_contact(library, twice.now, "Tom")
    answers.finish(library, twice.now)
    assert len(read_network(library, twice.now.step_id, twice.now.participant_id).contacts) == 4
    assert not nothing_comes_in(library, twice)
    done = tell_apart(library, twice.now.participant_id, [twice.before.participant_id])
    assert nothing_comes_in(library, twice)
    left = read_network(library, twice.now.step_id, twice.now.participant_id)
    assert [contact.label for contact in left.contacts] == ["Tom"] and not left.finished
    before = read_network(library, twice.before.step_id, twice.before.participant_id)
    assert [contact.label for contact in before.contacts] == list(LABELS)
    done.undo()
    assert len(read_network(library, twice.now.step_id, twice.now.participant_id).contacts) == 4
    assert can_try_code(library, twice.now.participant_id)


def test_confirmed_undone_and_then_refused_is_gone_too(library: Library, twice: Twice) -> None:
    done = recognise(library, twice.now.participant_id, twice.before.participant_id)
    answers.accept_notice(library, twice.now)
    done.undo()
    tell_apart(library, twice.now.participant_id, [twice.before.participant_id])
    assert nothing_comes_in(library, twice)


def test_somebody_else_confirmed_in_their_place_brings_their_own(library: Library, twice: Twice) -> None:
    (other,) = add_people(library, twice.first, [Person("Anne Li")]).value
    listed(library, Who(twice.before.step_id, other), ("Tom",))
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    answers.accept_notice(library, twice.now)
    recognise(library, twice.now.participant_id, other)
    assert read_network(library, twice.now.step_id, twice.now.participant_id).contacts == ()
    (earlier,) = read_earlier(library, twice.now.step_id).values()
    assert [contact.label for contact in earlier.view.contacts] == ["Tom"]


def test_a_contact_renamed_since_is_their_own_and_later_rounds_are_cleared_too(library: Library, twice: Twice) -> None:
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    answers.accept_notice(library, twice.now)
    first = read_network(library, twice.now.step_id, twice.now.participant_id).contacts[0]
    answers.rename_contact(library, twice.now, first.id, "Uwe")
    start_round(library, twice.now.step_id)
    answers.accept_notice(library, twice.now)
    tell_apart(library, twice.now.participant_id, [twice.before.participant_id])
    for number in (1, 2):
        left = read_network(library, twice.now.step_id, twice.now.participant_id, number)
        assert [contact.label for contact in left.contacts] == ["Uwe"]


def test_counts_that_were_carried_over_go_too(library: Library, twice: Twice) -> None:
    answers.discard(library, twice.before)
    answers.set_list_length(library, twice.before, 4)
    answers.set_tally(library, twice.before, "group", 1, 4)
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    answers.accept_notice(library, twice.now)
    assert read_network(library, twice.now.step_id, twice.now.participant_id).size == 4
    tell_apart(library, twice.now.participant_id, [twice.before.participant_id])
    left = read_network(library, twice.now.step_id, twice.now.participant_id)
    assert (left.entry, left.size, left.counted("group")) == ("", 0, 0)


def test_a_list_that_came_by_way_of_a_workshop_between_goes_too(library: Library, twice: Twice) -> None:
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    answers.accept_notice(library, twice.now)
    third = start_workshop(library, "Third").value
    (person,) = add_people(library, third, [Person("Ann Li")]).value
    step = exercise_steps(library, third)[0][0].id
    change_analysis(library, step, Analysis(carries_over=True))
    recognise(library, person, twice.now.participant_id)
    answers.accept_notice(library, Who(step, person))
    assert len(read_network(library, step, person).contacts) == 3
    tell_apart(library, twice.now.participant_id, [twice.before.participant_id])
    assert read_network(library, step, person).contacts == ()
    assert not can_try_code(library, person)


def test_another_client_is_not_confirmed_and_not_used_once_it_is_one(library: Library, twice: Twice) -> None:
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    describe_workshop(library, twice.first, client="Beta")
    assert nothing_comes_in(library, twice)
    answers.accept_notice(library, twice.now)
    assert nothing_comes_in(library, twice)
    with pytest.raises(Invalid, match="Beta"):
        recognise(library, twice.now.participant_id, twice.before.participant_id)


def test_a_deleted_workshop_brings_nothing(library: Library, twice: Twice) -> None:
    recognise(library, twice.now.participant_id, twice.before.participant_id)
    done = delete_workshop(library, twice.first)
    assert nothing_comes_in(library, twice)
    done.undo()
    assert not nothing_comes_in(library, twice)


def test_a_list_that_came_along_is_nothing_that_was_said_today(library: Library, twice: Twice) -> None:
    """Whoever has only gone past the notice has a copy of their list of last time: the room sees nothing of it."""
    step, person = twice.now.step_id, twice.now.participant_id
    recognise(library, person, twice.before.participant_id)
    live = LiveRoom(library, step)
    answers.accept_notice(library, twice.now)
    assert len(read_network(library, step, person).contacts) == 3
    with library.read() as session:
        assert answers_by(session, step) == {}
    assert live.profiles == RoomProfiles(library, step).profiles == {} and not live.lines("diversity")
    assert picture(library, step) == () and read_room_network(library, step).lists == 0
    assert standings(library, step, person)[0].as_before
    # With the first word it is theirs of today, and so it is where they say that all of it still holds.
    answers.rate(library, twice.now, read_network(library, step, person).contacts[0].id, "group", 2)
    assert list(live.profiles) == [person] and read_room_network(library, step).lists == 1
    answers.rate(library, twice.now, read_network(library, step, person).contacts[0].id, "group", 1)
    assert live.profiles == {}
    answers.finish(library, twice.now)
    assert list(live.profiles) == [person] and read_room_network(library, step).lists == 1

"""The room kept up answer by answer is the room read anew."""

from dataclasses import replace
from pathlib import Path
from random import Random
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.errors import FacilitatorError
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.live import LiveRoom, RoomProfiles
from facilitator.exercises.network.read import read_network, standings
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import change_factors, change_words, get_setup
from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import add_step, describe_step
from facilitator.workshop.roster import Person, add_people, people_of, remove_people, update_person
from facilitator.workshop.standings import State
from facilitator.workshop.workshops import rename_workshop


def state(room: RoomProfiles) -> dict[str, object]:
    """All that a room tells, but for who was newest."""
    return {
        "factors": room.factors,
        "profiles": room.profiles,
        "standings": room.standings(),
        **{f"{shape} shapes": dict(room.shapes(shape)) for shape in ("diversity", "strength")},
        **{f"{shape} band": room.summary(shape) for shape in ("diversity", "strength")},
    }


def act(library: Library, workshop: int, step: int, kind: str, random: Random) -> object:
    """Do one thing of this kind and return what takes it back."""
    persons = people_of(library, workshop)
    if kind == "join" or not persons:
        return add_people(library, workshop, [Person(f"Person {random.randrange(100)}")]).undo
    who = Who(step, random.choice(persons).id)
    factors = get_setup(library, step).factors
    factor = random.choice(factors)
    code = random.choice([None, -1, *range(1, len(factor.codes) + 1)])
    contacts = read_network(library, step, who.participant_id).contacts
    if kind == "contact" or (kind in ("rate", "shorten") and not contacts):
        return answers.add_contact(library, who).undo
    if kind == "rate" and not factor.private:
        return answers.rate(library, who, random.choice(contacts).id, factor.key, code).undo
    if kind == "shorten":
        return answers.remove_contact(library, who, random.choice(contacts).id).undo
    if kind == "tally":
        answers.set_list_length(library, who, random.randrange(12))
        return answers.set_tally(
            library, who, factor.key, random.randint(1, len(factor.codes)), random.randrange(9)
        ).undo
    if kind == "way":
        return answers.choose_entry_mode(library, who, random.choice(("contact", "tally"))).undo
    if kind == "finish":
        return random.choice((answers.finish, answers.reopen))(library, who).undo
    if kind == "discard":
        return answers.discard(library, who).undo
    if kind == "leave":
        return remove_people(library, [who.participant_id]).undo
    if kind == "rename":
        return update_person(library, who.participant_id, Person("Renamed")).undo
    return change_factors(library, step, random.sample(factors, len(factors) - (len(factors) > 4))).undo


KINDS = (
    "join",
    "contact",
    "contact",
    "rate",
    "rate",
    "rate",
    "rate",
    "shorten",
    "tally",
    "tally",
    "way",
    "finish",
    "discard",
)
RARE = ("leave", "rename", "questions", "undo", "undo")


@settings(max_examples=share_of(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(kinds=st.lists(st.sampled_from(KINDS + RARE), min_size=5, max_size=30), seed=st.integers(0, 10**6))
def test_kept_up_is_read_anew(empty_library: Path, kinds: list[str], seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        library = open_library(Path(copy(empty_library, folder)))
        workshop = start_workshop(library, "Any").value
        ((step, _),) = exercise_steps(library, workshop)
        for person in add_people(library, workshop, people(4)).value[:3]:
            simulate(library, step.id, person, random)
        room, done = LiveRoom(library, step.id), LiveRoom.of_finished(library, step.id)
        undos = []
        for kind in kinds:
            if kind == "undo":
                if undos:
                    undos.pop()()
            else:
                undos.append(act(library, workshop, step.id, kind, random))
            assert state(room) == state(RoomProfiles(library, step.id))
            assert state(done) == state(RoomProfiles(library, step.id, finished_only=True))
        assert room.standings() == standings(library, step.id)
        library.close()


def test_an_answer_is_taken_up(library: Library, workshop: int, network_step: int) -> None:
    first, second = (person.id for person in people_of(library, workshop)[:2])
    simulate(library, network_step, first, Random(1))
    room = RoomProfiles(library, network_step)
    assert set(room.profiles) == {first}
    simulate(library, network_step, second, Random(2))
    assert room.apply(Change(Topic.ANSWERS, workshop, network_step, second))
    assert set(room.shapes("diversity")) == {first, second}
    assert [axis.n for axis in room.summary("diversity")] == [2] * 6
    remove_people(library, [second])
    assert room.apply(Change(Topic.ROSTER, workshop))
    assert set(room.profiles) == {first}


@pytest.mark.parametrize("finished_only", [False, True])
def test_newest_is_who_is_done_for_the_first_time_in_this_round(
    library: Library, workshop: int, network_step: int, finished_only: bool
) -> None:
    first, second, third, *others = (person.id for person in people_of(library, workshop))
    answers.finish(library, Who(network_step, first))
    room = RoomProfiles(library, network_step, finished_only=finished_only)
    newest: list[int] = []

    def hear(change: Change) -> None:
        room.apply(change)
        if room.newest is not None:
            newest.append(room.newest)

    library.changed.connect(hear)
    assert room.newest is None
    who = Who(network_step, second)
    contact = answers.add_contact(library, who, "AB").value
    answers.rate(library, who, contact, "group", 1)
    assert newest == []
    answers.finish(library, who)
    assert newest == [second]
    # Who looks again, who is corrected, who goes on and is done again, who is cleared and brought back.
    answers.accept_notice(library, Who(network_step, first))
    answers.finish(library, Who(network_step, first))
    corrected = answers.rate(library, who, contact, "group", 2)
    corrected.undo()()
    answers.reopen(library, who)
    answers.finish(library, who)
    answers.discard(library, who).undo()()
    answers.finish(library, who).undo()()
    update_person(library, second, Person("Renamed"))
    assert newest == [second]
    # Several at once, as an import tells it.
    with library.change("Import") as change:
        for person in others:
            answers.finish(library, Who(network_step, person))
        change.announcements[:] = [Change(Topic.ANSWERS, workshop, network_step)]
    assert newest == [second]
    answers.finish(library, Who(network_step, third))
    assert newest == [second, third]
    start_round(library, network_step)
    assert room.newest is None
    answers.finish(library, who)
    assert newest == [second, third, second]


def test_in_a_later_round_a_copy_is_shown_once_its_owner_has_said_something(
    library: Library, workshop: int, network_step: int
) -> None:
    """Who opens the station has their list of last time before them, and has answered nothing yet."""
    one, other = (Who(network_step, person.id) for person in people_of(library, workshop)[:2])
    for who in (one, other):
        answers.choose_entry_mode(library, who, "tally")
        answers.set_list_length(library, who, 8)
        answers.set_tally(library, who, "group", 1, 8)
        answers.finish(library, who)
    room = LiveRoom(library, network_step)
    assert set(room.profiles) == {one.participant_id, other.participant_id}
    start_round(library, network_step)
    for who in (one, other):
        answers.choose_entry_mode(library, who, "tally")
    assert read_network(library, network_step, one.participant_id).entry == "tally"
    assert not room.profiles and not room.shapes("diversity") and not RoomProfiles(library, network_step).profiles
    answers.set_tally(library, one, "group", 1, 7)
    # Whoever is done with it as it was has said that it is so.
    answers.finish(library, other)
    assert (
        set(room.profiles)
        == {one.participant_id, other.participant_id}
        == set(RoomProfiles(library, network_step).profiles)
    )
    answers.set_tally(library, one, "group", 1, 8)
    assert set(room.profiles) == {other.participant_id}


def test_what_does_not_concern_a_room_is_left_alone(library: Library, workshop: int, network_step: int) -> None:
    room = RoomProfiles(library, network_step)
    heard: list[tuple[Topic, bool]] = []
    library.changed.connect(lambda change: heard.append((change.topic, room.apply(change))))
    other = start_workshop(library, "Another").value
    add_people(library, other, people(1))
    rename_workshop(library, workshop, "Renamed")
    describe_step(library, add_step(library, workshop, "Talk").value, minutes=3)
    assert heard and not any(taken for _, taken in heard)


def test_the_clients_words_are_taken_up_where_no_answer_has_them(
    library: Library, workshop: int, network_step: int
) -> None:
    mine = [
        replace(each, codes=("Here", "There", "Yonder", "Elsewhere")) if each.key == "group" else each
        for each in get_setup(library, network_step).factors
    ]
    change_factors(library, network_step, mine)
    room = RoomProfiles(library, network_step)
    change_words(library, network_step, team="shift", department="")
    assert room.apply(Change(Topic.SETTINGS, workshop, network_step))
    assert room.setup.words.team == "shift"
    assert not room.apply(Change(Topic.SETTINGS, workshop, network_step))


def test_the_room_without_answers(library: Library, workshop: int, network_step: int) -> None:
    room = RoomProfiles(library, network_step)
    assert room.shapes("diversity") == {} == room.shapes("strength")
    assert [(axis.median, axis.n) for axis in room.summary("strength")] == [(None, 0)] * 6
    assert [standing.state for standing in room.standings()] == [State.TO_GO] * 6


def test_a_step_that_is_gone_is_said(library: Library) -> None:
    try:
        RoomProfiles(library, 999)
    except FacilitatorError as error:
        assert "no longer on the agenda" in error.sentence
    else:
        raise AssertionError

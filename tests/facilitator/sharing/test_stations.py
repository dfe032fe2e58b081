"""A second computer as a station, by files: what goes along, what comes back, and how it is merged."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from command_line import facilitator, sentence
from handed_files import with_a_dance
from prepared import add_sample, prepared, workshop_of_six
from sqlmodel import Session
from two_computers import answer, bring, came_back, measured, one_step, rows_of, station, steps

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.own_action.answering import keep_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import (
    add_exercise,
    exercise_steps,
    move_answers,
    recognise,
    strip_third_parties,
    tell_apart,
)
from facilitator.exercises.three_questions.setup import change_settings
from facilitator.progress import finish
from facilitator.protection.notice import notice_of
from facilitator.questionnaires.setup import change_questionnaire, close, open_again
from facilitator.questionnaires.setup import get_setup as get_questions
from facilitator.rehearsal.people import people
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.station_merge import State, bring_back, look_at
from facilitator.sharing.stations import make_station, not_asked_here, take_station
from facilitator.storage.archive import read_parts, write_parts
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import add_step, describe_step, get_step, steps_of
from facilitator.workshop.data_protection import protection_of
from facilitator.workshop.pin import check_pin, set_pin
from facilitator.workshop.roster import Person, add_people, people_of, remove_people
from facilitator.workshop.station import is_station
from facilitator.workshop.tables import Participant, StepKind
from facilitator.workshop.workshops import delete_workshop, new_workshop, restore_workshop


@pytest.fixture
def there(tmp_path: Path, new_library: Callable[[Path], Library]) -> Iterator[Library]:
    """The library of the other computer."""
    with closing(new_library(tmp_path / "there" / "library.sqlite")) as library:
        yield library


def workshop_of_everything(library: Library) -> int:
    """Twelve people and every exercise that asks them something."""

    def make() -> int:
        workshop = new_workshop(library, "All of it").value
        add_people(library, workshop, people(12))
        for each in exercises():
            if each.has(Exercise.answers_by):
                add_exercise(library, workshop, each.kind)
        return workshop

    return prepared(library, "everything that asks", make)


def answer_alone(library: Library, step_id: int, person: Participant, version: int) -> None:
    """Answer the network as if nobody else had: whoever simulates an action looks for one that nobody has taken."""
    answer(library, step_id, exercise("network"), person, version)
    keep_own_action(library, Who(step_id, person.id), OwnAction())


def test_everything_that_is_asked_comes_back(library: Library, there: Library, tmp_path: Path) -> None:
    workshop = workshop_of_everything(library)
    other = station(library, workshop, there, tmp_path)
    assert len(steps(there, other)) == len(steps(library, workshop)) > 8
    for step_id, each in steps(there, other):
        for person in people_of(there, other)[:7]:
            answer(there, step_id, each, person, 0)
    before = rows_of(library)
    handed = read_handed(came_back(there, other, tmp_path))
    found = look_at(library, handed)
    assert rows_of(library) == before
    assert {each.state for each in found.taken} == {State.NEW} and not found.left and not found.left_out
    done = finish(bring_back(library, handed))
    assert done.value == found
    assert measured(library, workshop) == measured(there, other)
    taken = rows_of(library)
    again = finish(bring_back(library, handed)).value
    assert not again.brings and again.same == len(found.taken)
    assert rows_of(library) == taken
    done.undo()
    assert rows_of(library) == before


@pytest.fixture
def network(library: Library) -> tuple[int, int]:
    """A workshop of six and its network's step."""
    workshop = workshop_of_six(library)
    return workshop, exercise_steps(library, workshop)[0][0].id


def test_a_stations_file_holds_no_answer_and_opens_with_the_pin(
    library: Library, there: Library, tmp_path: Path
) -> None:
    workshop = add_sample(library)
    set_pin(library, "4711")
    talk = steps_of(library, workshop)[0]
    describe_step(library, talk.id, title=talk.title, minutes=talk.minutes, notes="Somebody was late")
    file = finish(make_station(library, workshop, tmp_path / "a.workshop"))
    parts = read_parts(file)
    named = {text.encode() for text in contacts_and_cards(library)}
    named.add(b"Somebody was late")
    assert len(named) > 1 and not any(each in part for part in parts.values() for each in named)
    digits = read_handed(file).beside
    assert not digits.digits and not digits.log and not digits.counted
    with pytest.raises(Invalid, match="made here"):
        take_station(library, read_handed(file))
    other = take_station(there, read_handed(file)).value
    check_pin(there, "4711")
    assert [person.name for person in people_of(there, other)] == [each.name for each in people_of(library, workshop)]
    assert all(not each.answers_by(session, step) for step, each in steps(there, other) for session in reading(there))
    assert is_station(there, other) and not is_station(library, workshop)
    # What is promised of the first computer holds on this one: the day, and what people read of both.
    assert protection_of(there, other) == protection_of(library, workshop)
    told = [notice_of(one, each, "en") for one, each in ((library, workshop), (there, other))]
    assert told[0].sections == told[1].sections
    with pytest.raises(Invalid, match="already"):
        take_station(there, read_handed(file))


def test_what_is_newer_stays_and_what_contradicts_is_asked(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    workshop, step = network
    each = exercise("network")
    other = station(library, workshop, there, tmp_path)
    theirs, _ = one_step(there, other)
    ann, ben, cyd, *_ = people_of(library, workshop)
    anna, bena, cyda, *_ = people_of(there, other)
    for person in (anna, bena, cyda):
        answer(there, theirs, each, person, 0)
    answer(library, step, each, cyd, 9)
    first = came_back(there, other, tmp_path)
    found = look_at(library, read_handed(first))
    assert [(given.state, given.names) for given in (*found.taken, *found.left)] == [
        (State.NEW, ann.name), (State.NEW, ben.name), (State.CONFLICT, cyd.name)]  # fmt: skip
    bring(library, first)
    # Ann changes hers at the station, Ben is corrected here, Cyd's was not taken.
    answer(there, theirs, each, anna, 1)
    answer(library, step, each, ben, 9)
    second = came_back(there, other, tmp_path)
    states = {given.names: given.state for found in (look_at(library, read_handed(second)),)
              for given in (*found.taken, *found.left)}  # fmt: skip
    assert states == {ann.name: State.CHANGED, ben.name: State.NEWER_HERE, cyd.name: State.CONFLICT}
    bring(library, second)
    assert same(library, step, ann, there, theirs, anna) and not same(library, step, ben, there, theirs, bena)
    said = bring(library, second).said
    assert any("Left as they are here: 2 " in sentence for sentence in said)
    stale = look_at(library, read_handed(second)).left
    answer(library, step, each, cyd, 8)
    left = finish(bring_back(library, read_handed(second), stale)).value.left
    # What was agreed to was another answer: only that one may go.
    assert [given.names for given in left] == [cyd.name]
    bring(library, second, ticked=True)
    assert same(library, step, cyd, there, theirs, cyda)


def test_what_was_cleared_or_moved_here_does_not_come_again(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    workshop, step = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    for person in people_of(there, other)[:2]:
        answer(there, theirs, each, person, 0)
    file = came_back(there, other, tmp_path)
    bring(library, file)
    cleared, moved, taker, *_ = people_of(library, workshop)
    each.discard(library, step, cleared.id)
    move_answers(library, step, moved.id, taker.id)
    before = rows_of(library)
    again = look_at(library, read_handed(file))
    assert [(given.state, given.names) for given in again.left] == [
        (State.NEWER_HERE, cleared.name), (State.NEWER_HERE, moved.name)]  # fmt: skip
    assert not bring(library, file).brings and rows_of(library) == before
    # Of what names are taken out of, no hash is left to try names by.
    strip_third_parties(library, workshop)
    assert not rows_of(library)["station_answer"]


def test_who_is_told_apart_gets_what_they_answered_at_the_station(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    """The list copied from somebody of the same name goes no further than this computer, and what is left of it is no
    answer that stands in the way of the person's own."""
    workshop, step = network
    before = new_workshop(library, "Earlier", held_on=date(2026, 1, 1)).value
    person = people_of(library, workshop)[0]
    (namesake,) = add_people(library, before, [Person(person.name)]).value
    earlier = add_exercise(library, before, "network").value
    answers.add_contacts(library, Who(earlier, namesake), [("A private name", {})])
    answers.finish(library, Who(earlier, namesake))
    change_analysis(library, step, replace(get_analysis(library, step), carries_over=True))
    recognise(library, person.id, namesake)
    answers.accept_notice(library, Who(step, person.id))
    assert [contact.label for contact in read_network(library, step, person.id).contacts] == ["A private name"]
    other = station(library, workshop, there, tmp_path)
    theirs, _ = one_step(there, other)
    me = Who(theirs, people_of(there, other)[0].id)
    answers.accept_notice(there, me)
    assert not read_network(there, theirs, me.participant_id).contacts
    answers.add_contacts(there, me, [("One of my own", {})])
    answers.finish(there, me)
    tell_apart(library, person.id, [namesake])
    found = bring(library, came_back(there, other, tmp_path))
    assert [given.state for given in found.taken] == [State.NEW] and not found.left
    assert [contact.label for contact in read_network(library, step, person.id).contacts] == ["One of my own"]


def test_people_who_came_and_went(library: Library, there: Library, network: tuple[int, int], tmp_path: Path) -> None:
    workshop, _ = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    (gone, *_), (first, second, *_) = people_of(library, workshop), people_of(there, other)
    (late,) = add_people(there, other, [Person("Zoë Late", "zoe@example.org")]).value
    for person in (first, second, next(one for one in people_of(there, other) if one.id == late)):
        answer(there, theirs, each, person, 0)
    remove_people(library, [gone.id])
    found = bring(library, came_back(there, other, tmp_path))
    assert found.people == ("Zoë Late",) and "1 person was taken off the roster here" in " ".join(found.left_out)
    names = [person.name for person in people_of(library, workshop)]
    assert gone.name not in names and names.count("Zoë Late") == 1
    assert len(found.taken) == 2
    # The same people again are nobody new.
    assert not bring(library, came_back(there, other, tmp_path)).brings
    assert [person.name for person in people_of(library, workshop)] == names


@pytest.mark.parametrize("here", [(), ("North",), ("North", "South")])
def test_namesakes_who_came_at_the_station_stay_two_people(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path, here: tuple[str, ...]
) -> None:
    """The station takes in a second person of a name by the team: nobody gets the other one's answers."""
    workshop, step = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    late = add_people(there, other, [Person("Zoë Late", team="North"), Person("Zoë Late", team="South")]).value
    for person in (one for one in people_of(there, other) if one.id in late):
        answer(there, theirs, each, person, 0)
    add_people(library, workshop, [Person("Zoë Late", team=team) for team in here])
    found = bring(library, came_back(there, other, tmp_path))
    assert (len(found.people), len(found.taken)) == (2 - len(here), 2)
    namesakes = {one.id: one.team for one in people_of(library, workshop) if one.name == "Zoë Late"}
    assert sorted(namesakes.values()) == ["North", "South"]
    with there.read() as at_station, library.read() as session:
        told = {people_of(there, other)[-2 + place].team: each.answers_by(at_station, theirs)[one,]
                for place, one in enumerate(late)}  # fmt: skip
        came = {namesakes[one]: each.answers_by(session, step)[one,] for one in namesakes}
    assert came == told
    assert not bring(library, came_back(there, other, tmp_path)).brings
    assert {one.id: one.team for one in people_of(library, workshop) if one.name == "Zoë Late"} == namesakes


def test_other_questions_by_now(library: Library, there: Library, network: tuple[int, int], tmp_path: Path) -> None:
    workshop, step = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    answer(there, theirs, each, people_of(there, other)[0], 0)
    first, *rest = get_setup(library, step).factors
    change_factors(library, step, [replace(first, question="Something else?"), *rest])
    before = rows_of(library)
    found = bring(library, came_back(there, other, tmp_path))
    assert not found.brings and "Asked otherwise by now" in found.left_out[0]
    assert {name: each for name, each in rows_of(library).items() if name != "stored_preference"} == {
        name: each for name, each in before.items() if name != "stored_preference"
    }


def test_anonymous_answers_come_once_and_keep_no_order_and_no_station(
    library: Library, there: Library, tmp_path: Path
) -> None:
    workshop = workshop_of_six(library)
    step = add_exercise(library, workshop, "three_questions").value
    change_settings(library, step, names="anonymous", dots=3, several=True, together="alone")
    other = station(library, workshop, there, tmp_path)
    theirs = next(step_id for step_id, each in steps(there, other) if each.kind == "three_questions")
    each = exercise("three_questions")
    everybody = people_of(there, other)
    for person in everybody[:3]:
        answer(there, theirs, each, person, 0)
    first = bring(library, came_back(there, other, tmp_path))
    with library.read() as session:
        cards = set(each.anonymous_answers(session, step).values())
    assert first.anonymous == len(cards) >= 3
    for person in everybody[3:]:
        answer(there, theirs, each, person, 0)
    file = came_back(there, other, tmp_path)
    second = bring(library, file)
    with library.read() as session:
        both = set(each.anonymous_answers(session, step).values())
    assert cards < both and len(both) == first.anonymous + second.anonymous
    assert not bring(library, file).brings
    rows = rows_of(library)
    # Numbers are drawn below zero; what is remembered of them is drawn too, and names no station.
    assert all(answer_id < 0 for answer_id in both)
    assert len(rows["station_loose"]) == len(both) and len(next(iter(rows["station_loose"]))) == 2
    assert not {token for _, token in rows["station_loose"]} & {str(value) for row in rows["answer"] for value in row}


def test_a_works_agreement_holds_for_what_comes_back(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    listed, _ = network
    talked = new_workshop(library, "Cards alone").value
    add_people(library, talked, people(6))
    add_exercise(library, talked, "three_questions")
    for workshop in (listed, talked):
        other = station(library, workshop, there, tmp_path)
        step_id, each = one_step(there, other)
        first = people_of(there, other)[0]
        answer(there, step_id, each, first, 0)
        set_counted(there, first.id, agrees=True)
        change_agreement(library, workshop, holds=True)
        file, before = came_back(there, other, tmp_path), rows_of(library)
        if workshop == talked:
            assert bring(library, file).brings and not rows_of(library)["counted_consent"]
            continue
        with pytest.raises(Invalid, match="keeps a works agreement"):
            bring(library, file)
        assert rows_of(library) == before


def test_nothing_comes_to_a_workshop_that_was_deleted(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    workshop, _ = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    answer(there, theirs, each, people_of(there, other)[0], 0)
    file = came_back(there, other, tmp_path)
    delete_workshop(library, workshop)
    with pytest.raises(Invalid, match="was deleted"):
        bring(library, file)
    restore_workshop(library, workshop)
    assert bring(library, file).brings


def test_anonymous_answers_do_not_come_to_others_that_are_read(
    library: Library, there: Library, tmp_path: Path
) -> None:
    workshop = workshop_of_six(library)
    step = add_exercise(library, workshop, "learning_mix").value
    each = exercise("learning_mix")
    change_questionnaire(library, step, get_questions(library, step).questionnaire.edited(names="anonymous"))
    other = station(library, workshop, there, tmp_path)
    theirs = next(step_id for step_id, there_is in steps(there, other) if there_is.kind == "learning_mix")
    answer(library, step, each, people_of(library, workshop)[0], 0)
    answer(there, theirs, each, people_of(there, other)[1], 0)
    file = came_back(there, other, tmp_path)
    close(library, step)
    before = rows_of(library)
    with pytest.raises(Invalid, match="Open collecting again"):
        bring(library, file)
    assert rows_of(library) == before
    open_again(library, step)
    assert bring(library, file).anonymous > 0


@pytest.mark.parametrize("change", ["half", "other station", "two people", "newer", "nobody", "no step"])
def test_a_file_that_is_none_changes_nothing(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path, change: str
) -> None:
    workshop, _ = network
    other = station(library, workshop, there, tmp_path)
    theirs, each = one_step(there, other)
    answer(there, theirs, each, people_of(there, other)[0], 0)
    file = came_back(there, other, tmp_path)
    before = rows_of(library)
    if change == "half":
        file.write_bytes(file.read_bytes()[:-5000])
    else:
        parts = read_parts(file)
        form = json.loads(parts["station.json"])
        one, two, *_ = form["people"]
        form |= {
            "other station": {"station": "0" * 32},
            "two people": {"people": {**form["people"], one: form["people"][two]}},
            "newer": {"version": 2},
            "nobody": {"people": {**form["people"], "999": 999}},
            "no step": {"steps": {**form["steps"], "99": 99}},
        }[change]
        file.unlink()
        write_parts(file, {**parts, "station.json": json.dumps(form).encode()}, None)
    with pytest.raises(BadFile):
        bring(library, file)
    assert rows_of(library) == before


def test_a_step_of_an_exercise_that_one_computer_does_not_know_stays_behind_and_is_said(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    """Wherever it is unknown: where the station is made, where it is opened, and where its answers come back."""
    workshop, step = network
    hidden = add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance").value
    add_step(library, workshop, "Lunch", kind=StepKind.BREAK)
    made = finish(make_station(library, workshop, tmp_path / "station.workshop"))
    file = with_a_dance(made)
    handed = read_handed(file)
    assert not_asked_here(read_handed(made)) == []
    assert not_asked_here(handed) == ["“Dance” is left out: this version does not know its exercise."]
    other = take_station(there, handed).value
    assert [each.title for each in steps_of(there, other)] == [
        each.title for each in steps_of(library, workshop) if each.id != hidden
    ]
    there_step, each = one_step(there, other)
    person = people_of(there, other)[0]
    answer(there, there_step, each, person, 0)
    back = with_a_dance(came_back(there, other, tmp_path))
    found = bring(library, back)
    assert [each.step_id for each in found.taken] == [step]
    assert found.left_out == (
        "These steps and all their answers are left out: this version does not know their exercises: “Dance”.",
    )
    assert measured(library, workshop) == measured(there, other)
    assert get_step(library, hidden).exercise == "dance"


def test_a_station_of_which_nothing_can_be_asked_here_changes_nothing(
    library: Library, there: Library, network: tuple[int, int], tmp_path: Path
) -> None:
    workshop, step = network
    add_step(library, workshop, "Lunch", kind=StepKind.BREAK)
    place = [each.id for each in steps_of(library, workshop)].index(step)
    file = finish(make_station(library, workshop, tmp_path / "station.workshop"))
    before = rows_of(there)
    for number, (edit, error, sentence_of_it) in enumerate((
        (lambda agenda, station: agenda[place].update(exercise="dance"), Invalid, "knows none of the exercises"),
        (lambda agenda, station: station["steps"].update({str(len(agenda)): 99}), BadFile, "contradicts itself"),
        (lambda agenda, station: station["steps"].clear(), Invalid, "knows none of the exercises"),
    )):  # fmt: skip
        parts = {name: json.loads(part) for name, part in read_parts(file).items()}
        edit(parts["workshop.json"]["agenda"], parts["station.json"])
        edited = tmp_path / f"{number}.workshop"
        write_parts(edited, {name: json.dumps(part).encode() for name, part in parts.items()}, None)
        with pytest.raises(error, match=sentence_of_it):
            take_station(there, read_handed(edited))
        assert rows_of(there) == before


@pytest.mark.parametrize("seed", range(int(os.environ.get("FACILITATOR_STATIONS", "3"))))
def test_three_computers_end_as_one(
    library: Library, new_library: Callable[[Path], Library], tmp_path: Path, seed: int
) -> None:
    """Whatever the order in which people answer and files come back, the last answer of everybody counts."""
    chance = Random(seed)
    workshop = new_workshop(library, "Room").value
    add_people(library, workshop, people(24))
    step = add_exercise(library, workshop, "network").value
    with ExitStack() as stack:
        others = [stack.enter_context(closing(new_library(tmp_path / f"{name}.sqlite"))) for name in "ab"]
        places = [(library, workshop, step)]
        for other in others:
            own = station(library, workshop, other, tmp_path)
            places.append((other, own, one_step(other, own)[0]))
        written: dict[tuple[int, int], int] = {}
        """By computer and person, the last answer there, counted over the room."""
        events = [(place, chance.randrange(24)) for place in (0, 1, 2) for _ in range(12)]
        chance.shuffle(events)
        for version, (place, person) in enumerate(events):
            where, own, its_step = places[place]
            answer_alone(where, its_step, people_of(where, own)[person], version)
            written[place, person] = version
            if chance.random() < 0.15:
                merge(library, *places[chance.choice((1, 2))][:2], written, places, tmp_path)
        for place in (1, 2, 1):
            merge(library, *places[place][:2], written, places, tmp_path)
        alone = stack.enter_context(closing(new_library(tmp_path / "one.sqlite")))
        room = new_workshop(alone, "Room").value
        add_people(alone, room, people(24))
        its_step = add_exercise(alone, room, "network").value
        for person in range(24):
            last = max((version for (_, those), version in written.items() if those == person), default=None)
            if last is not None:
                answer_alone(alone, its_step, people_of(alone, room)[person], last)
        assert measured(library, workshop) == measured(alone, room)


def merge(
    library: Library,
    there: Library,
    other: int,
    written: dict[tuple[int, int], int],
    places: list[tuple[Library, int, int]],
    folder: Path,
) -> None:
    """Bring a station's answers back; who ticks knows which of two answers is the later one."""
    place = next(number for number, each in enumerate(places) if each[0] is there)
    handed = read_handed(came_back(there, other, folder))
    found = look_at(library, handed)
    numbers = {person.id: number for number, person in enumerate(people_of(library, places[0][1]))}
    later = [given for given in found.left
             if written[place, numbers[given.people[0]]] > written.get((0, numbers[given.people[0]]), -1)]  # fmt: skip
    done = finish(bring_back(library, handed, later)).value
    for given in done.taken:
        person = numbers[given.people[0]]
        written[0, person] = written[place, person]


def reading(library: Library) -> Iterator[Session]:
    with library.read() as session:
        yield session


def same(library: Library, step: int, one: Participant, there: Library, theirs: int, other: Participant) -> bool:
    each = exercise("network")
    with library.read() as mine, there.read() as yours:
        return each.answers_by(mine, step)[(one.id,)] == each.answers_by(yours, theirs)[(other.id,)]


def contacts_and_cards(library: Library) -> set[str]:
    with closing(sqlite3.connect(library.path)) as file:
        names = {name for (name,) in file.execute("SELECT label FROM network_contact")}
        people = {name for (name,) in file.execute("SELECT name FROM participant")}
        words = {word for (word,) in file.execute("SELECT word FROM answer WHERE word IS NOT NULL")}
    return {text for text in (names - people) | words if len(text) > 6}


def test_the_same_by_commands(library: Library, network: tuple[int, int], tmp_path: Path) -> None:
    workshop, step = network
    file, back, there = tmp_path / "a.workshop", tmp_path / "b.workshop", tmp_path / "there.sqlite"
    done = facilitator("--library", library.path, "make-station", str(workshop), "-o", file)
    assert done.stdout.strip() == str(file)
    assert "No answer is in it" in done.stderr and "chooses its PIN there" in done.stderr
    other = facilitator("--library", there, "take-over", file).stdout.strip()
    with closing(open_library(there)) as away:
        theirs, each = one_step(away, int(other))
        answer(away, theirs, each, people_of(away, int(other))[0], 0)
    facilitator("--library", there, "hand-back", other, "-o", back)
    before = rows_of(library)
    assert "New: 1 " in facilitator("--library", library.path, "bring-back", back, "--dry-run").stdout
    assert rows_of(library) == before
    facilitator("--library", library.path, "bring-back", back)
    answer(library, step, each, people_of(library, workshop)[0], 5)
    mine = rows_of(library)
    said = facilitator("--library", library.path, "bring-back", back)
    assert "Left as they are here: 1 " in said.stdout and rows_of(library) == mine
    assert "instead of what was here: 1" in facilitator("--library", library.path, "bring-back", back, "--all").stdout
    for wrong in (file, back):
        command = "take-over" if wrong is back else "bring-back"
        said = sentence(facilitator("--library", library.path, command, wrong, code=1))
        assert "“" in said and (wrong is file or "facilitator bring-back" in said)


def test_nobodys_address_goes_to_another_computer(library: Library, there: Library, tmp_path: Path) -> None:
    workshop = workshop_of_everything(library)
    known = {person.id: person.email for person in people_of(library, workshop)}
    assert all(known.values())
    file = finish(make_station(library, workshop, tmp_path / "station.workshop"))
    content = b"".join(read_parts(file).values()).decode()
    assert all(person.name in content for person in people_of(library, workshop))
    assert [address for address in known.values() if address in content] == [] and "@" not in content
    other = take_station(there, read_handed(file)).value
    assert {person.email for person in people_of(there, other)} == {""}
    # What was answered comes to the same people, and their addresses stay here.
    step_id, each = steps(there, other)[0]
    for person in people_of(there, other)[:3]:
        answer(there, step_id, each, person, 0)
    assert len(bring(library, came_back(there, other, tmp_path)).taken) == 3
    assert {person.id: person.email for person in people_of(library, workshop)} == known

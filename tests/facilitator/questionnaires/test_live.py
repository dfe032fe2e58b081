"""Who is how far, what a room answers as it comes in, and a robot that answers as people do."""

import gc
from pathlib import Path
from random import Random

import pytest
from asked import ANY, EVERYTHING, Asked, ask, opened_copy, options, questionnaires
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.agreement import change_agreement
from facilitator.questionnaires.answers import begin, discard, put, reopen, send
from facilitator.questionnaires.asking import lacks
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.live import LiveAnswers
from facilitator.questionnaires.model import OneOf, Questionnaire, Text, Value
from facilitator.questionnaires.reading import has_sent, responses
from facilitator.questionnaires.setup import change_questionnaire, close, get_setup, new_round
from facilitator.questionnaires.simulation import simulate
from facilitator.questionnaires.standings import standings
from facilitator.storage.library import Library
from facilitator.workshop import agreement
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import Person, remove_people, update_person
from facilitator.workshop.standings import State

CARD = Questionnaire(
    title="Card",
    questions=(
        Text(key="card", text="What did we learn?", entries=12),
        OneOf(key="week", text="Your week?", options=options("Fine", "Hard")),
    ),
)


class Heard:
    def __init__(self, live: LiveAnswers) -> None:
        self.said: list[object] = []
        live.person_changed.connect(self.said.append)
        live.reset.connect(self._reset)

    def _reset(self) -> None:
        self.said.append("reset")

    def take(self) -> list[object]:
        said, self.said[:] = list(self.said), []
        return said


@pytest.fixture
def card(library: Library) -> Asked:
    return ask(library, CARD)


def states(asked: Asked) -> list[State]:
    return [each.state for each in standings(asked.library, asked.step)]


def test_standings_tell_who_is_how_far(card: Asked) -> None:
    library = card.library
    put(library, card.who(0), "card", [Value(word="One")])
    put(library, card.who(1), "card", [Value(word="Two")])
    send(library, card.who(1))
    assert states(card) == [State.BUSY, State.DONE, State.TO_GO, State.TO_GO]
    (one,) = standings(library, card.step, card.people[0])
    assert one.detail == "1 of 2 answered"
    reopen(library, card.who(1))
    assert states(card)[1] is State.BUSY
    send(library, card.who(1))
    new_round(library, card.step)
    assert set(states(card)) == {State.TO_GO}
    assert [each.keeps_earlier for each in standings(library, card.step)] == [True, True, False, False]


def test_standings_of_anonymous_answers_tell_nothing_of_them(library: Library) -> None:
    asked = ask(library, CARD.edited(names="anonymous", together="pairs"))
    begin(library, asked.who(0), [asked.people[1]])
    put(library, asked.who(0), "card", [Value(word="One"), Value(word="Two")])
    assert [each.detail for each in standings(library, asked.step)] == ["begun", "begun", "", ""]


def test_a_room_is_read_person_by_person(card: Asked) -> None:
    library = card.library
    live = LiveAnswers(library, card.step)
    heard = Heard(live)
    put(library, card.who(0), "card", [Value(word="One")])
    assert heard.take() == [card.people[0]]
    found = live.of_person(card.people[0])
    assert found is not None
    assert found.given.values("card") == (Value(word="One"),)
    assert not any(each.sent for each in live.responses)
    send(library, card.who(0))
    assert [each.members for each in live.responses if each.sent] == [(card.people[0],)]
    put(library, card.who(1), "week", [Value("fine")])
    cleared = discard(library, card.who(1))
    assert live.of_person(card.people[1]) is None
    cleared.undo()
    assert live.by_person.keys() == set(card.people[:2])
    heard.take()
    change_questionnaire(library, card.step, CARD.edited(title="Another"))
    assert heard.take() == ["reset"]
    assert live.setup.questionnaire.title == "Another"
    removed = remove_people(library, [card.people[0]])
    assert heard.take() == ["reset"]
    assert live.by_person.keys() == {card.people[1]}
    removed.undo()
    assert live.by_person.keys() == set(card.people[:2])
    assert [each.given for each in live.responses] == [each.given for each in responses(library, card.step)]
    remove_step(library, card.step)
    assert live.responses == []


@given(data=st.data(), seed=st.integers(0, 99))
@ANY
def test_the_room_that_is_followed_is_the_one_that_is_read(empty_library: Path, data: st.DataObject, seed: int) -> None:
    with opened_copy(empty_library) as library:
        names = st.sampled_from(["signed", "anonymous"])
        asked = ask(library, data.draw(questionnaires(data.draw(names))), 5)
        live, random = LiveAnswers(library, asked.step), Random(seed)
        for number, person in enumerate(asked.people[:4]):
            simulate(library, asked.step, person, random)
            assert live.room == read_room(library, asked.step)
            if number == 1 and not live.setup.is_secret:
                reopen(library, asked.who(0))
                assert live.room == read_room(library, asked.step)
                taken = discard(library, asked.who(1))
                assert live.room == read_room(library, asked.step)
                taken.undo()
                assert live.room == read_room(library, asked.step)
        update_person(library, asked.people[0], Person("Another name", team="Another"))
        change_agreement(library, asked.workshop, holds=True)
        assert (live.room.floor, live.room) == (agreement.FLOOR, read_room(library, asked.step))
        if live.setup.questionnaire.anonymous:
            close(library, asked.step)
            assert live.room == read_room(library, asked.step)
            return
        new_round(library, asked.step)
        simulate(library, asked.step, asked.people[2], random)
        assert live.room == read_room(library, asked.step)
        if live.setup.questionnaire.together == "alone":
            assert live.room.pairs.keys() == {asked.people[2]}
        remove_people(library, [asked.people[2]])
        assert live.room == read_room(library, asked.step)


def test_anonymous_answers_are_shown_once_collecting_has_ended(library: Library) -> None:
    asked = ask(library, CARD.edited(names="anonymous"))
    live = LiveAnswers(library, asked.step)
    heard = Heard(live)
    put(library, asked.who(0), "card", [Value(word="One")])
    send(library, asked.who(0))
    assert set(heard.take()) == {"reset"}
    assert not live.nobodys
    assert sum(len(each.members) for each in live.responses if each.sent) == 1
    assert not any(each.given for each in live.responses)
    close(library, asked.step)
    assert live.nobodys.values("card") == (Value(word="One"),)


def test_a_model_ends_with_whoever_holds_it(card: Asked) -> None:
    kept = LiveAnswers(card.library, card.step)
    for _ in range(20):
        LiveAnswers(card.library, card.step)
    gc.collect()
    put(card.library, card.who(0), "card", [Value(word="One")])
    card.library.changed.connect(kept.reset.emit)  # whoever connects sweeps out those who are gone
    assert len(card.library.changed._signals) == 2


def test_a_robot_answers_everything_and_picks_what_samples_name(library: Library) -> None:
    asked = ask(library, EVERYTHING, 8)
    samples = {"contacts": ["AB", "CD", "EF"], "why": ["It is new."], "capability": ["planning"] * 20}
    for number in range(8):
        simulate(library, asked.step, asked.people[number], Random(number), samples)
        assert has_sent(library, asked.who(number))
        assert not lacks(EVERYTHING, asked.given(number))
    chosen = [asked.given(number).options("capability") for number in range(8)]
    assert chosen.count(("planning",)) > 5
    before = asked.given(0)
    simulate(library, asked.step, asked.people[0], Random(5), samples)
    assert asked.given(0) == before


@given(data=st.data(), seed=st.integers(0, 99))
@ANY
def test_a_robot_answers_any_questionnaire(empty_library: Path, data: st.DataObject, seed: int) -> None:
    with opened_copy(empty_library) as library:
        asked = ask(library, data.draw(questionnaires(data.draw(st.sampled_from(["signed", "anonymous"])))), 3)
        for number in range(2):
            simulate(library, asked.step, asked.people[number], Random(seed + number))
            assert has_sent(library, asked.who(number))
            assert not lacks(get_setup(library, asked.step).questionnaire, asked.given(number))

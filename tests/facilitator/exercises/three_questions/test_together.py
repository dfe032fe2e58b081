"""Cards written in pairs and as teams."""

import sqlite3
from contextlib import closing

import pytest

from facilitator.errors import Invalid
from facilitator.exercises.steps import add_exercise, erase_participant, remove_participants
from facilitator.exercises.three_questions.cards import (
    Writer,
    add_for_room,
    begin,
    discard,
    own_cards,
    send,
    write_card,
)
from facilitator.exercises.three_questions.setup import change_settings, get_setup
from facilitator.exercises.three_questions.wall import read_wall, standings
from facilitator.questionnaires.answers import responses
from facilitator.questionnaires.partner_choice import offered
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State


def step_in(library: Library, workshop: int, together: str, names: str = "signed") -> int:
    return add_exercise(library, workshop, "three_questions", options={"together": together, "names": names}).value


def states(library: Library, step: int) -> list[State]:
    return [standing.state for standing in standings(library, step)]


def write_as(library: Library, step: int, person: int, text: str = "A card") -> None:
    write_card(library, Writer(step, person), get_setup(library, step).prompts[0].id, text)


def test_a_pair_shares_its_cards_and_both_names_stand_on_them(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "pairs")
    first, second, *others = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id])
    write_as(library, step, first.id)
    write_as(library, step, second.id, "Another")
    for person in (first, second):
        assert [card.text for card in own_cards(library, Writer(step, person.id))] == ["A card", "Another"]
    assert states(library, step) == [State.BUSY, State.BUSY, *[State.TO_GO] * len(others)]
    send(library, Writer(step, second.id))
    assert states(library, step)[:2] == [State.DONE, State.DONE]
    wall = read_wall(library, step)
    assert {card.signature for card in wall.cards} == {f"{first.name} & {second.name}"}
    assert wall.sent == 2


def test_who_has_begun_can_not_be_joined(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "pairs")
    first, second, third, fourth, *_ = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id])
    begin(library, Writer(step, third.id), [])
    assert {first.id, second.id, third.id}.isdisjoint(each.id for each in offered(library, step, fourth.id))
    for taken in (first, second, third):
        with pytest.raises(Invalid):
            begin(library, Writer(step, fourth.id), [taken.id])
    with pytest.raises(Invalid):
        begin(library, Writer(step, fourth.id), [each.id for each in people_of(library, workshop)[3:]] + [0])
    assert states(library, step)[3] is State.TO_GO


def test_a_team_is_the_rosters_and_stays_what_it_was(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "teams")
    people = people_of(library, workshop)
    team = [person for person in people if person.team == people[0].team]
    assert len(team) > 1
    begin(library, Writer(step, people[0].id))
    write_as(library, step, people[0].id)
    send(library, Writer(step, people[0].id))
    done = {standing.participant_id for standing in standings(library, step) if standing.state is State.DONE}
    assert done == {person.id for person in team}
    assert [card.signature for card in read_wall(library, step).cards] == [people[0].team]


def test_what_a_team_writes_is_told_once(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "teams")
    person = people_of(library, workshop)[0]
    heard: list[Change] = []
    library.changed.connect(heard.append)
    window = object()
    begin(library, Writer(step, person.id, window))
    write_card(library, Writer(step, person.id, window), get_setup(library, step).prompts[0].id, "A card")
    send(library, Writer(step, person.id, window))
    assert heard == [Change(Topic.ANSWERS, workshop, step, None, window)] * 3
    assert len(own_cards(library, Writer(step, person.id))) == 1 and len(responses(library, step)[0].members) > 1


def test_an_anonymous_pair_is_known_by_nothing_but_its_ticks(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "pairs", "anonymous")
    first, second, *_ = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id])
    write_as(library, step, second.id)
    assert [card.text for card in own_cards(library, Writer(step, first.id))] == ["A card"]
    send(library, Writer(step, first.id))
    assert [card.signature for card in read_wall(library, step).cards] == [""]
    with closing(sqlite3.connect(library.path)) as connection:
        assert connection.execute("SELECT DISTINCT response_id FROM answer").fetchall() == [(None,)]


@pytest.mark.parametrize("final", [False, True])
def test_who_leaves_takes_nothing_from_their_partner(library: Library, workshop: int, final: bool) -> None:
    step = step_in(library, workshop, "pairs")
    first, second, third, *_ = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id, third.id])
    write_as(library, step, first.id)
    send(library, Writer(step, first.id))
    if final:
        erase_participant(library, first.id)
    else:
        removed = remove_participants(library, [first.id])
    for person in (second, third):
        assert [card.text for card in own_cards(library, Writer(step, person.id))] == ["A card"]
    assert states(library, step)[:2] == [State.DONE, State.DONE]
    if not final:
        removed.undo()
        assert [card.text for card in own_cards(library, Writer(step, first.id))] == ["A card"]
        assert {c.signature for c in read_wall(library, step).cards} == {f"{first.name} & {second.name} & {third.name}"}


def test_clearing_a_pair_frees_both(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "pairs")
    first, second, *_ = people_of(library, workshop)
    begin(library, Writer(step, first.id), [second.id])
    write_as(library, step, first.id)
    cleared = discard(library, Writer(step, second.id))
    assert set(states(library, step)) == {State.TO_GO}
    assert read_wall(library, step).drafts == 0
    cleared.undo()
    assert states(library, step)[:2] == [State.BUSY, State.BUSY]


def test_company_stays_once_somebody_has_begun(library: Library, workshop: int) -> None:
    step = step_in(library, workshop, "alone")
    settings = {"names": "signed", "dots": 3, "several": True}
    change_settings(library, step, **settings, together="teams")
    change_settings(library, step, **settings, together="alone")
    begin(library, Writer(step, people_of(library, workshop)[0].id))
    with pytest.raises(Invalid):
        change_settings(library, step, **settings, together="pairs")


def test_the_facilitator_writes_down_for_a_person(library: Library, workshop: int, anonymous_step: int) -> None:
    step = step_in(library, workshop, "alone")
    person = people_of(library, workshop)[2]
    prompt = get_setup(library, step).prompts[1]
    add_for_room(library, step, prompt.id, "Spoken aloud", person.id)
    assert [card.signature for card in read_wall(library, step).cards] == [person.name]
    assert states(library, step)[2] is State.DONE
    with pytest.raises(Invalid):
        add_for_room(library, anonymous_step, get_setup(library, anonymous_step).prompts[0].id, "No", person.id)

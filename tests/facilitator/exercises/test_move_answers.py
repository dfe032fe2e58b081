"""Answers under the wrong name: moved or swapped, undone, and nothing of a person goes along that is not an answer."""

import random
import sqlite3
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from agreeing import confirm_match
from pypdf import PdfReader
from written_cards import Writer, begin, own_cards, send, write_card

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.read import read_network, read_networks, standings
from facilitator.exercises.network.rounds.rounds import rounds_of, start_round
from facilitator.exercises.network.ties.answering import set_tie
from facilitator.exercises.registry import exercise, exercises
from facilitator.exercises.steps import add_exercise, move_answers, what_moves
from facilitator.exercises.three_questions.dots import Target, laid_by, lay_dots
from facilitator.exercises.three_questions.setup import change_phase, change_settings, get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.questionnaires.partner_choice import groups
from facilitator.reports.compose import Handouts
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.consent import has_consented, may_be_counted, set_consent
from facilitator.workshop.own_code import can_try_code, check_code, choose_code
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.standings import State


@pytest.fixture
def pair(library: Library, workshop: int) -> tuple[int, int]:
    """Two people of the roster."""
    first, second, *_ = people_of(library, workshop)
    return first.id, second.id


def by_contact(library: Library, step: int, person: int, labels: str, *, code: int = 1) -> None:
    """List one contact a letter, rate them, tick who knows whom, and finish."""
    who = Who(step, person)
    answers.accept_notice(library, who)
    contacts = [answers.add_contact(library, who, f"Contact {label}").value for label in labels]
    for contact in contacts:
        answers.rate(library, who, contact, "group", code)
    if len(contacts) > 1:
        set_tie(library, who, contacts[0], contacts[1], True)
    answers.finish(library, who)


def by_tally(library: Library, step: int, person: int, size: int) -> None:
    """Count people in place of naming them."""
    who = Who(step, person)
    answers.set_list_length(library, who, size)
    answers.set_tally(library, who, "group", 1, size)


def stored(library: Library) -> dict[str, list[Any]]:
    """Everything in the file but the log and the preferences."""
    with sqlite3.connect(library.path) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in tables
            if name not in ("activity", "preference") and not name.startswith("sqlite_")
        }


def changed_by(library: Library, act: Callable[[], object]) -> list[Change]:
    """What is announced meanwhile."""
    heard: list[Change] = []
    library.changed.connect(heard.append)
    act()
    library.changed.disconnect(heard.append)
    return heard


def handout(library: Library, workshop: int, person: int) -> str:
    """The words of somebody's handout, "" without one."""
    for each, composed in Handouts(library, workshop):
        if each.id == person:
            pages = PdfReader(BytesIO(composed.render())).pages
            return " ".join(" ".join(page.extract_text() for page in pages).split())
    return ""


def test_every_exercise_can_move_answers() -> None:
    for each in exercises():
        assert callable(each.what_moves) and callable(each.move_answers)


def test_a_list_goes_to_whoever_it_belongs_to_and_comes_back(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "abc")
    room = RoomProfiles(library, network_step)
    library.changed.connect(room.apply)
    before, view = stored(library), read_network(library, network_step, first)
    move = what_moves(library, network_step, first, second)
    assert (move.given, move.taken, move.refusal, move.has_earlier) == (("3 contacts",), (), "", False)
    done = move_answers(library, network_step, first, second)
    after = read_network(library, network_step, second)
    assert (after.contacts, after.ties, after.finished) == (view.contacts, view.ties, True)
    assert first not in read_networks(library, network_step)
    assert (first in room.profiles, second in room.profiles) == (False, True)
    assert "Contact a" in handout(library, workshop, second)
    assert handout(library, workshop, first) == ""
    done.undo()
    assert stored(library) == before
    assert (first in room.profiles, second in room.profiles) == (True, False)


def test_two_who_took_each_others_name_are_swapped(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "ab")
    by_tally(library, network_step, second, 7)
    before = stored(library)
    assert what_moves(library, network_step, first, second).taken
    done = move_answers(library, network_step, first, second)
    assert (read_network(library, network_step, first).entry, read_network(library, network_step, first).size) == (
        "tally",
        7,
    )
    assert [each.label for each in read_network(library, network_step, second).contacts] == ["Contact a", "Contact b"]
    redo = done.undo()
    assert stored(library) == before
    redo()
    move_answers(library, network_step, second, first)
    assert stored(library) == before


def test_the_windows_hear_of_it_and_the_log_says_no_content(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "ab")
    heard = changed_by(library, lambda: move_answers(library, network_step, first, second))
    about = {each.participant_id for each in heard if each.topic is Topic.ANSWERS}
    assert {first, second, None} <= about
    latest = activity_of(library, workshop)[0]
    assert "Move answers" in latest.label and "Contact" not in repr(latest)


def test_consent_and_digits_belong_to_nobody_afterwards(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "ab")
    choose_code(library, first, "11")
    choose_code(library, second, "22")
    set_consent(library, network_step, first, True)
    remarks = " ".join(what_moves(library, network_step, first, second).remarks)
    assert "taken back" in remarks and people_of(library, workshop)[0].name in remarks
    done = move_answers(library, network_step, first, second)
    assert not has_consented(library, network_step, first)
    assert not has_consented(library, network_step, second)
    assert not can_try_code(library, first)
    # Under this name nobody else has answered: these digits are the person's own.
    check_code(library, second, "22")
    done.undo()
    assert has_consented(library, network_step, first)


@pytest.mark.parametrize("swap", [False, True])
def test_that_one_may_be_counted_goes_with_whoever_may_not_have_ticked_it(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int], swap: bool
) -> None:
    giver, taker = pair
    third = add_people(library, workshop, [Person("Cem Ek")]).value[0]
    for person in (giver, taker, third):
        set_counted(library, person, agrees=True)
    answers.add_contact(library, Who(network_step, giver), "Somebody")
    if swap:
        answers.add_contact(library, Who(network_step, taker), "Another")
    named = answers.add_contact(library, Who(network_step, third), "The one").value
    confirm_match(library, network_step, named, giver)

    def state() -> tuple[list[bool], dict[int, int]]:
        with library.read() as session:
            matched = read_verdicts(session, network_step)[0]
        return [may_be_counted(library, person) for person in (giver, taker, third)], dict(matched)

    before = state()
    said = " ".join(what_moves(library, network_step, giver, taker).remarks)
    assert "may be counted where others name them is taken back" in said
    done = move_answers(library, network_step, giver, taker)
    assert state() == ([False, not swap, True], {})
    done.undo.run()
    assert state() == before == ([True, True, True], {named: giver})


def test_in_a_swap_both_lose_their_digits(library: Library, network_step: int, pair: tuple[int, int]) -> None:
    first, second = pair
    for person, code in zip(pair, ("11", "22"), strict=True):
        by_contact(library, network_step, person, "ab")
        choose_code(library, person, code)
    move_answers(library, network_step, first, second)
    assert not can_try_code(library, first) and not can_try_code(library, second)


def test_nobody_becomes_a_contact_of_their_own(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    third = people_of(library, workshop)[2].id
    by_contact(library, network_step, first, "ab")
    by_contact(library, network_step, third, "xy")
    one, other = read_network(library, network_step, first).contacts
    confirm_match(library, network_step, one.id, second)
    confirm_match(library, network_step, other.id, third)
    of_third = read_network(library, network_step, third).contacts[0]
    confirm_match(library, network_step, of_third.id, first)
    remark, counted = what_moves(library, network_step, first, second).remarks
    assert people_of(library, workshop)[1].name in remark and "contact of their own" in remark
    assert people_of(library, workshop)[0].name in counted
    move_answers(library, network_step, first, second)
    with sqlite3.connect(library.path) as connection:
        matches = dict(connection.execute("SELECT contact_id, participant_id FROM network_match"))
    # Whoever answered under the name may have ticked that others count them: nobody is counted who may not have.
    assert of_third.id not in matches and matches == {other.id: third}
    assert len(read_network(library, network_step, second).contacts) == 2


def test_a_contact_with_the_new_owners_name_is_pointed_out(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    answers.add_contact(library, Who(network_step, first), people_of(library, workshop)[1].name.upper())
    (remark,) = what_moves(library, network_step, first, second).remarks
    assert "really" in remark


def test_a_later_round_alone_and_with_the_ones_before(
    library: Library, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "ab")
    by_contact(library, network_step, second, "xy")
    start_round(library, network_step)
    answers.add_contact(library, Who(network_step, first), "New of the second")
    before = stored(library)
    move = what_moves(library, network_step, first, second)
    assert move.has_earlier and "2 contacts were filled in" in " ".join(move.remarks)
    assert move.given == ("1 contact",), "what is taken off does not go along"
    done = move_answers(library, network_step, first, second)
    assert [each.label for each in read_network(library, network_step, second).contacts] == ["New of the second"]
    assert [each.label for each in read_network(library, network_step, first, 1).contacts] == ["Contact a", "Contact b"]
    assert [each.label for each in read_network(library, network_step, second, 1).contacts] == [
        "Contact x",
        "Contact y",
    ]
    done.undo()
    assert stored(library) == before
    move = what_moves(library, network_step, first, second, earlier=True)
    assert (len(move.given), len(move.taken), move.remarks) == (2, 1, ())
    done = move_answers(library, network_step, first, second, earlier=True)
    assert [each.label for each in read_network(library, network_step, second).contacts] == [
        "Contact a",
        "Contact b",
        "New of the second",
    ]
    assert [each.label for each in read_network(library, network_step, first, 1).contacts] == ["Contact x", "Contact y"]
    assert [each.label for each in read_network(library, network_step, second, 1).contacts] == [
        "Contact a",
        "Contact b",
    ]
    done.undo()
    assert stored(library) == before


def test_what_can_not_be_moved_is_said(
    library: Library, workshop: int, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    with pytest.raises(Invalid, match="has not answered"):
        move_answers(library, network_step, first, second)
    by_contact(library, network_step, first, "ab")
    with pytest.raises(Invalid, match="already"):
        move_answers(library, network_step, first, first)
    with pytest.raises(NotFound):
        move_answers(library, network_step, first, 999)


# Cards


@pytest.fixture
def card_step(library: Library, workshop: int) -> int:
    return add_exercise(library, workshop, "three_questions").value


def write(library: Library, step: int, person: int, *texts: str, partners: list[int] | None = None) -> None:
    """Write these cards to the first question and send them."""
    writer = Writer(step, person)
    begin(library, writer, partners)
    for text in texts:
        write_card(library, writer, get_setup(library, step).prompts[0].id, text)
    send(library, writer)


def texts_of(library: Library, step: int, person: int) -> list[str]:
    return [card.text for card in own_cards(library, Writer(step, person))]


def test_cards_and_dots_change_their_writer(
    library: Library, workshop: int, card_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    write(library, card_step, first, "One", "Two")
    write(library, card_step, second, "Three")
    change_phase(library, card_step, "vote")
    target = Target("card", read_wall(library, card_step).cards[0].id)
    lay_dots(library, Writer(card_step, first), target, 2)
    before = stored(library)
    assert what_moves(library, card_step, first, second).given == ("2 cards", "2 dots")
    done = move_answers(library, card_step, first, second)
    assert (texts_of(library, card_step, first), texts_of(library, card_step, second)) == (["Three"], ["One", "Two"])
    assert laid_by(library, Writer(card_step, second)) == {target: 2}
    assert laid_by(library, Writer(card_step, first)) == {}
    name = people_of(library, workshop)[1].name
    assert [card.signature for card in read_wall(library, card_step).cards if card.text == "One"] == [name]
    assert "One" in handout(library, workshop, second)
    done.undo()
    assert stored(library) == before


def test_cards_go_to_somebody_who_wrote_none(library: Library, card_step: int, pair: tuple[int, int]) -> None:
    first, second = pair
    write(library, card_step, first, "One")
    before = stored(library)
    done = move_answers(library, card_step, first, second)
    assert (texts_of(library, card_step, first), texts_of(library, card_step, second)) == ([], ["One"])
    states = {
        each.participant_id: each.state.value for each in exercise("three_questions").standings(library, card_step)
    }
    assert (states[first], states[second]) == ("to_go", "done")
    done.undo()
    assert stored(library) == before


@pytest.mark.parametrize("giver_leads", [True, False])
def test_in_a_group_one_takes_the_others_place(
    library: Library, workshop: int, card_step: int, giver_leads: bool
) -> None:
    change_settings(library, card_step, names="signed", dots=3, several=True, together="pairs")
    lead, partner, other, *_ = [person.id for person in people_of(library, workshop)]
    write(library, card_step, lead, "Ours", partners=[partner])
    before = stored(library)
    giver, stays = (lead, partner) if giver_leads else (partner, lead)
    (remark,) = what_moves(library, card_step, giver, other).remarks
    names = {person.id: person.name for person in people_of(library, workshop)}
    assert all(names[each] in remark for each in (giver, stays, other))
    done = move_answers(library, card_step, giver, other)
    assert texts_of(library, card_step, other) == texts_of(library, card_step, stays) == ["Ours"]
    assert texts_of(library, card_step, giver) == []
    with library.read() as session:
        (group,) = groups(session, get_setup(library, card_step).asked).values()
    assert {person.id for person in group} == {other, stays}
    done.undo()
    assert stored(library) == before
    with pytest.raises(Invalid, match="of both"):
        move_answers(library, card_step, lead, partner)


def test_anonymous_cards_stay_where_nobody_knows_them(library: Library, card_step: int, pair: tuple[int, int]) -> None:
    change_settings(library, card_step, names="anonymous", dots=3, several=True, together="alone")
    write(library, card_step, pair[0], "One")
    with pytest.raises(Invalid, match="anonymous"):
        move_answers(library, card_step, *pair)


def test_what_was_filled_in_from_before_makes_nobody_done(
    library: Library, network_step: int, pair: tuple[int, int]
) -> None:
    first, second = pair
    by_contact(library, network_step, first, "ab")
    by_contact(library, network_step, second, "xy")
    start_round(library, network_step)
    for person in pair:
        answers.finish(library, Who(network_step, person))
    before = stored(library)
    with pytest.raises(Invalid, match="clear these answers"):
        move_answers(library, network_step, first, second)
    assert stored(library) == before
    # With one of their own there is something to be moved, and both are to look at it again.
    answers.add_contact(library, Who(network_step, first), "New of the second")
    move = what_moves(library, network_step, first, second)
    assert (move.given, move.taken) == (("1 contact",), ("0 contacts",))
    assert "not done with what is left" in " ".join(move.remarks)
    before = stored(library)
    done = move_answers(library, network_step, first, second)
    states = [each.state.value for each in exercise("network").standings(library, network_step)]
    assert states[:2] == ["to_go", "busy"]
    answers.accept_notice(library, Who(network_step, first))
    assert [each.label for each in read_network(library, network_step, first).contacts] == ["Contact a", "Contact b"]
    answers.discard(library, Who(network_step, first))
    done.undo()
    assert stored(library) == before


def test_counts_from_before_stay_with_their_owner(library: Library, network_step: int, pair: tuple[int, int]) -> None:
    first, second = pair
    by_tally(library, network_step, first, 7)
    start_round(library, network_step)
    answers.finish(library, Who(network_step, first))
    with pytest.raises(Invalid, match="clear these answers"):
        move_answers(library, network_step, first, second)
    by_contact(library, network_step, second, "xy")
    assert "still those from before" in " ".join(what_moves(library, network_step, second, first).remarks)
    move_answers(library, network_step, second, first)
    assert [each.label for each in read_network(library, network_step, first).contacts] == ["Contact x", "Contact y"]
    assert second not in read_networks(library, network_step)
    # Counted anew, they are an answer.
    by_tally(library, network_step, second, 9)
    move_answers(library, network_step, second, first)
    assert read_network(library, network_step, first).size == 9


@pytest.mark.parametrize("way", ["last contact", "length", "other way in", "count"])
def test_nobody_stands_as_done_with_a_list_that_they_emptied(
    library: Library, network_step: int, pair: tuple[int, int], way: str
) -> None:
    who = Who(network_step, pair[0])
    if way == "length":
        by_tally(library, network_step, who.participant_id, 7)
        answers.finish(library, who)
    else:
        by_contact(library, network_step, who.participant_id, "a")
    (contact,) = [each.id for each in read_network(library, network_step, who.participant_id).contacts] or [0]
    done = {
        "last contact": lambda: answers.remove_contact(library, who, contact),
        "length": lambda: answers.set_list_length(library, who, 0),
        "other way in": lambda: answers.choose_entry_mode(library, who, "tally"),
        "count": lambda: answers.set_tally(library, who, "group", 1, 3),
    }[way]()

    def states() -> tuple[State, int]:
        (standing,) = standings(library, network_step, who.participant_id)
        return standing.state, sum(each.finished for each in rounds_of(library, network_step))

    assert states() == (State.BUSY, 0)
    done.undo()
    assert states() == (State.DONE, 1)


def test_whatever_happens_to_a_list_nobody_is_done_with_none(library: Library, workshop: int) -> None:
    people = [each.id for each in people_of(library, workshop)][:3]
    moved = 0
    for seed in range(4):
        chance, step, undo = random.Random(seed), add_exercise(library, workshop, "network").value, []
        for _ in range(40):
            who = Who(step, chance.choice(people))
            view = read_network(library, step, who.participant_id)
            ids = [each.id for each in view.contacts]
            other = chance.choice([each for each in people if each != who.participant_id])
            acts: list[tuple[int, Callable[[], Any]]] = [
                (4, partial(answers.add_contact, library, who, chance.choice("abcdef"))),
                (1, partial(answers.choose_entry_mode, library, who, chance.choice(["contact", "tally"]))),
                (1, partial(answers.set_list_length, library, who, chance.choice([0, 3]))),
                (1, partial(answers.set_tally, library, who, "group", 1, 3)),
                (3, partial(move_answers, library, step, who.participant_id, other, earlier=chance.random() < 0.4)),
                (1, partial(start_round, library, step)),
                (1, partial(answers.discard, library, who)),
            ]
            if ids:
                acts.append((3, partial(answers.remove_contact, library, who, chance.choice(ids))))
            if view.size:
                # As at the station, which asks for one person at least.
                acts.append((5, partial(answers.finish, library, who)))
            (act,) = chance.choices([each for _, each in acts], [often for often, _ in acts])
            if undo and chance.random() < 0.15:
                undo.pop().undo()
            else:
                try:
                    undo.append(act())
                except (Invalid, NotFound):
                    continue
                moved += act.func is move_answers
            empty = {person for person, each in read_networks(library, step).items() if not each.size}
            done = {each.participant_id for each in standings(library, step) if each.state is State.DONE}
            assert not empty & done, (seed, act)
    assert moved > 5

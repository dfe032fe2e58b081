"""A follow-up's handout is another parcel than the first round's: it can be mailed, once, and the log knows both."""

from typing import TYPE_CHECKING

import pytest
from listed import list_contacts

from facilitator.exercises.network.answers import Who, accept_notice, add_contact
from facilitator.exercises.network.answers import finish as finish_list
from facilitator.exercises.network.rounds.rounds import remove_latest_round, rename_round, start_round
from facilitator.exercises.steps import exercise_steps, rounds_now
from facilitator.post.addressees import addressees, with_parcel
from facilitator.post.letters import letter_template
from facilitator.post.sending import Outcome, deliveries, names_to_send, send_parcels
from facilitator.post.server import Server
from facilitator.post.tables import Parcel
from facilitator.progress import finish
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"


def send(room: Library, server: Server, **wishes: object) -> Outcome:
    letter = letter_template(room)
    return finish(send_parcels(room, WORKSHOP, server, SENDER, letter, per_minute=60_000, **wishes))  # type: ignore[arg-type]


@pytest.fixture
def step(room: Library) -> int:
    return next(step.id for step, each in exercise_steps(room, WORKSHOP) if each.kind == "network")


def answer(room: Library, step: int) -> None:
    """Everybody goes on with their list."""
    for person in people_of(room, WORKSHOP):
        list_contacts(room, Who(step, person.id), ["Somebody New"])


def test_the_handout_of_the_follow_up_goes_out_once_too(room: Library, post: "Post", step: int) -> None:
    server = post.server()
    send(room, server)
    assert names_to_send(room, WORKSHOP) == []
    start_round(room, step, "Three months later")
    answer(room, step)
    assert len(names_to_send(room, WORKSHOP)) == 5
    outcome = send(room, server)
    assert (len(outcome.now), outcome.before) == (5, ())
    assert {each.round for each in outcome.now} == {"Three months later"}
    assert len(post.box.mails) == 10
    again = send(room, server)
    assert (len(again.now), len(again.before)) == (0, 5)
    assert len(post.box.mails) == 10
    log = deliveries(room, WORKSHOP, every_round=True)
    assert [(each.round, each.is_present) for each in log[:2]] == [("Round 1", False), ("Three months later", True)]
    assert len(log) == 10


def test_worksheets_have_a_log_of_their_own_in_each_round(room: Library, post: "Post", step: int) -> None:
    server = post.server()
    send(room, server, parcel=Parcel.WORKSHEET)
    start_round(room, step)
    assert len(names_to_send(room, WORKSHOP, parcel=Parcel.WORKSHEET)) == 5
    send(room, server, parcel=Parcel.WORKSHEET)
    assert names_to_send(room, WORKSHOP, parcel=Parcel.WORKSHEET) == []
    assert deliveries(room, WORKSHOP) == []


def test_what_was_sent_when_is_known_whatever_the_round_is_called_now(room: Library, post: "Post", step: int) -> None:
    server = post.server()
    first = rounds_now(room, WORKSHOP)
    send(room, server)
    start_round(room, step, "Later")
    answer(room, step)
    found = addressees(room, WORKSHOP, with_parcel(room, WORKSHOP))[0]
    assert found.delivery is None and not found.had_mail
    assert [(each.round, each.state.value) for each in found.earlier] == [("Round 1", "sent")]
    send(room, server)
    rename_round(room, step, 2, "In spring")
    assert {each.round for each in deliveries(room, WORKSHOP)} == {"In spring"}
    remove_latest_round(room, step)
    assert rounds_now(room, WORKSHOP) == first
    assert {each.round for each in deliveries(room, WORKSHOP)} == {""}
    assert names_to_send(room, WORKSHOP) == []


def test_who_has_answered_nothing_since_gets_no_second_handout(room: Library, post: "Post", step: int) -> None:
    server = post.server()
    cards = next(step.id for step, each in exercise_steps(room, WORKSHOP) if each.kind == "three_questions")
    first, second, *_ = people_of(room, WORKSHOP)
    send(room, server)
    start_round(room, step)
    assert with_parcel(room, WORKSHOP) == {person.id for person in people_of(room, WORKSHOP)}, "cards are in it"
    assert names_to_send(room, WORKSHOP) == [], "and were in the one they had"
    # To open the station is no answer: the list is still the one of last time.
    accept_notice(room, Who(step, first.id))
    assert names_to_send(room, WORKSHOP) == []
    parts = {person.id: {part.key for part in made.sections} for person, made in Handouts(room, WORKSHOP)}
    assert parts[first.id] == parts[second.id] == {"cards"}
    add_contact(room, Who(step, first.id), "Somebody New")
    assert [each.split(" <")[0] for each in names_to_send(room, WORKSHOP)] == [first.name]
    outcome = send(room, server)
    assert ([each.name for each in outcome.now], len(outcome.before)) == ([first.name], 4)
    # The next round begins: whoever was sent one of the round before has had theirs.
    start_round(room, step)
    assert names_to_send(room, WORKSHOP) == []
    # Done as it was is an answer.
    finish_list(room, Who(step, second.id))
    assert [each.split(" <")[0] for each in names_to_send(room, WORKSHOP)] == [second.name]
    remove_step(room, cards)
    assert with_parcel(room, WORKSHOP) == {second.id}

"""Handouts go out through a real server on loopback, each to its own person alone, never twice."""

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from facilitator.errors import Invalid
from facilitator.exercises.steps import erase_participant
from facilitator.post.letters import Letter, letter_template
from facilitator.post.sending import Outcome, deliveries, names_to_send, send_parcels
from facilitator.post.server import Server, ServerRefused
from facilitator.post.tables import MailState
from facilitator.progress import finish
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.roster import Person, people_of, update_person

if TYPE_CHECKING:
    from mail_server import Post

SENDER = "facilitator@example.org"
WORKSHOP = 1


def send(room: Library, server: Server, **wishes: object) -> Outcome:
    work = send_parcels(room, WORKSHOP, server, SENDER, letter_template(room), per_minute=60_000, **wishes)
    return finish(work)


def states(room: Library) -> list[str]:
    return [each.state.value for each in deliveries(room, WORKSHOP)]


def test_each_person_gets_their_own_handout_alone(room: Library, post: "Post") -> None:
    outcome = send(room, post.server())
    people = {person.email: person.name for person in people_of(room, WORKSHOP)}
    assert {address for to, _ in post.box.mails for address in to} == set(people)
    assert all(each.state is MailState.SENT for each in outcome.now)
    for to, mail in post.box.mails:
        (address,) = to
        (attachment,) = mail.iter_attachments()
        reader = PdfReader(BytesIO(attachment.get_content()))
        assert reader.metadata is not None
        assert reader.metadata.title == people[address]
        text = "".join(page.extract_text() for page in reader.pages)
        # Others in the room may be among the person's contacts; nobody else's handout is.
        assert [name for name in people.values() if f"For {name} alone." in text] == [people[address]]
        assert people[address].split()[0] in mail.get_body().get_content()
        assert mail["To"].addresses[0].addr_spec == address
        assert mail["X-Unsent"] is None
        assert mail["Message-ID"] and mail["Date"]


def test_nobody_gets_it_twice_unless_asked(room: Library, post: "Post") -> None:
    server = post.server()
    send(room, server)
    assert names_to_send(room, WORKSHOP) == []
    again = send(room, server)
    assert len(post.box.mails) == 5
    assert (len(again.now), len(again.before)) == (0, 5)
    person = people_of(room, WORKSHOP)[2]
    send(room, server, again=True, only=frozenset({person.id}))
    assert [to for to, _ in post.box.mails[5:]] == [[person.email]]


def test_a_refused_recipient_stops_nobody_else_and_can_be_tried_again(room: Library, post: "Post") -> None:
    post.box.refuse["person1@example.org"] = "550 5.1.1 No such mailbox here"
    server = post.server()
    outcome = send(room, server)
    assert states(room) == ["sent", "refused", "sent", "sent", "sent"]
    assert "550 5.1.1 No such mailbox here" in outcome.now[1].said
    person = people_of(room, WORKSHOP)[1]
    update_person(room, person.id, Person(person.name, email="right@example.org"))
    send(room, server)
    assert states(room) == ["sent"] * 5
    assert post.box.mails[-1][0] == ["right@example.org"]


def test_a_line_that_breaks_before_the_letter_is_made_anew(room: Library, post: "Post") -> None:
    post.box.drop_before.add("person2@example.org")
    send(room, post.server())
    assert states(room) == ["sent"] * 5
    assert len(post.box.mails) == 5


def test_a_letter_that_may_have_gone_is_not_sent_again_by_itself(room: Library, post: "Post") -> None:
    post.box.drop_after.add("person2@example.org")
    server = post.server()
    outcome = send(room, server)
    assert states(room) == ["sent", "sent", "sending", "sent", "sent"]
    assert "not known" in outcome.now[2].said
    send(room, server)
    assert [to[0] for to, _ in post.box.mails].count("person2@example.org") == 1


def test_stopped_and_killed_sending_goes_on_where_it_was(room: Library, post: "Post") -> None:
    server = post.server()
    work = send_parcels(room, WORKSHOP, server, SENDER, letter_template(room), per_minute=60_000)
    while len(post.box.mails) < 2:
        next(work)
    work.close()
    assert states(room).count("queued") == 3
    # A program that was killed leaves its library to the next one.
    after = open_library(room.path)
    finish(send_parcels(after, WORKSHOP, server, SENDER, letter_template(after), per_minute=60_000))
    after.close()
    assert sorted(to[0] for to, _ in post.box.mails) == [f"person{number}@example.org" for number in range(5)]


@pytest.mark.parametrize("trusted", [False])
def test_a_server_that_cannot_prove_itself_gets_nothing(room: Library, post: "Post", trusted: bool) -> None:
    with pytest.raises(ServerRefused, match="can't prove who it is"):
        send(room, post.server(trusted=trusted))
    assert post.box.mails == []
    assert set(states(room)) == {"queued"}


def test_without_encryption_only_on_purpose(room: Library, post: "Post") -> None:
    plain = post.server(encrypted=False)
    with pytest.raises(ServerRefused, match="no encryption"):
        send(room, replace(plain, encrypted=True))
    assert post.box.mails == []
    send(room, plain)
    assert len(post.box.mails) == 5


def test_a_wrong_password_is_said_and_kept_nowhere(room: Library, post: "Post") -> None:
    server = replace(post.server(login=True), user="anna", password="wrong secret")
    with pytest.raises(ServerRefused, match="did not accept user name and password") as refused:
        send(room, server)
    assert "wrong secret" not in str(refused.value)
    assert b"wrong secret" not in room.path.read_bytes()
    send(room, replace(server, password="correct horse"))
    assert len(post.box.mails) == 5
    wal = room.path.with_name(f"{room.path.name}-wal")
    assert b"correct horse" not in room.path.read_bytes() + wal.read_bytes()


def test_a_letter_that_is_too_large_is_refused_in_the_servers_words(room: Library, post: "Post") -> None:
    send(room, post.server(data_size_limit=2000))
    assert set(states(room)) == {"refused"}
    assert all("552" in each.said for each in deliveries(room, WORKSHOP))


def test_nobody_there(room: Library) -> None:
    with pytest.raises(ServerRefused, match="does not answer"):
        send(room, Server("localhost", 9, timeout=2))
    assert set(states(room)) == {"queued"}


def test_a_slow_server_can_be_stopped(room: Library, post: "Post") -> None:
    post.box.delay = 0.3
    work = send_parcels(room, WORKSHOP, post.server(), SENDER, letter_template(room), per_minute=60_000)
    next(work)
    next(work)
    work.close()
    assert states(room)[0] == "sent"
    assert states(room).count("queued") == 4


def test_a_mistake_in_the_words_stops_everything(room: Library, post: "Post") -> None:
    for wrong in (Letter("S", "Dear {nmae}"), Letter("S", "Dear {name"), Letter(" ", "B")):
        with pytest.raises(Invalid):
            finish(send_parcels(room, WORKSHOP, post.server(), SENDER, wrong))
    assert post.box.mails == []
    assert deliveries(room, WORKSHOP) == []


def test_the_workshop_remembers_what_was_sent(room: Library, post: "Post") -> None:
    send(room, post.server())
    assert [line.label for line in activity_of(room, WORKSHOP)][:5] == ["Send handout"] * 5


def test_who_leaves_or_moves_while_mails_go_out_stops_nobody_else(room: Library, post: "Post") -> None:
    work = send_parcels(room, WORKSHOP, post.server(), SENDER, letter_template(room), per_minute=60_000)
    first, second, third, fourth, fifth = people_of(room, WORKSHOP)
    next(work)
    erase_participant(room, second.id)
    update_person(room, third.id, Person(third.name, email="moved@example.org"))
    update_person(room, fourth.id, Person(fourth.name, email=""))
    update_person(room, fifth.id, Person(fifth.name, email="moved@example.org"))
    outcome = finish(work)
    assert [to for to, _ in post.box.mails] == [[first.email]]
    assert [each.name for each in outcome.left_out] == [third.name, fourth.name, fifth.name]
    assert [each.state for each in outcome.now] == [MailState.SENT, *[MailState.QUEUED] * 3]
    update_person(room, fifth.id, Person(fifth.name, email=fifth.email))
    send(room, post.server())
    assert [to for to, _ in post.box.mails] == [[first.email], ["moved@example.org"], [fifth.email]]

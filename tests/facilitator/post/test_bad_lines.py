"""Whatever a server does on the way, each person's mail is accounted for and none goes out twice by itself."""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from email import message_from_string
from typing import TYPE_CHECKING

import pytest

from facilitator.errors import Invalid
from facilitator.post.left_out import ReasonLeftOut
from facilitator.post.letters import letter_template
from facilitator.post.sending import Outcome, deliveries, send_parcels
from facilitator.post.server import Server, ServerRefused
from facilitator.progress import finish
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import Person, people_of, update_person

if TYPE_CHECKING:
    from mail_server import Post, Talk

SENDER = "facilitator@example.org"
WORKSHOP = 1
EVERYBODY = [f"person{number}@example.org" for number in range(5)]


def send(room: Library, server: Server, **wishes: object) -> Outcome:
    wishes = {"per_minute": 60_000, "sender": SENDER, **wishes}
    return finish(send_parcels(room, WORKSHOP, server, template=letter_template(room), **wishes))  # type: ignore[arg-type]


def states(room: Library) -> list[str]:
    return [each.state.value for each in deliveries(room, WORKSHOP)]


def got(post: "Post") -> list[str]:
    return [to[0] for to, _ in post.box.mails]


# Encryption


def test_starttls_comes_before_anything_that_is_said(room: Library, post: "Post") -> None:
    # This server takes no mail from, and no password of, somebody who did not encrypt first.
    server = replace(post.server(login=True), user="anna", password="correct horse")
    send(room, server)
    assert got(post) == EVERYBODY


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # it is encrypted before aiosmtpd looks
def test_tls_from_the_start(room: Library, post: "Post") -> None:
    send(room, replace(post.server(from_the_start=True, login=True), user="anna", password="correct horse"))
    assert got(post) == EVERYBODY


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_certificate_for_somebody_else_gets_nothing(room: Library, post: "Post", from_the_start: bool) -> None:
    server = post.server(certified="mail.example.org", from_the_start=from_the_start)
    with pytest.raises(ServerRefused, match="can't prove who it is"):
        send(room, server)
    assert got(post) == []
    assert set(states(room)) == {"queued"}


def test_a_certificate_that_nobody_vouches_for_gets_nothing_from_the_start(room: Library, post: "Post") -> None:
    with pytest.raises(ServerRefused, match="can't prove who it is"):
        send(room, post.server(trusted=False, from_the_start=True))
    assert got(post) == []


def test_a_server_that_takes_starttls_back_gets_nothing(room: Library, post: "Post") -> None:
    heard: list[str] = []

    def strip(talk: "Talk") -> None:
        talk.say("220 hello")
        while True:
            heard.append(talk.hear())
            talk.say("250 OK")

    with pytest.raises(ServerRefused, match="no encryption"):
        send(room, replace(post.rude(strip), encrypted=True, user="anna", password="very secret"))
    assert heard
    assert not any(line.upper().startswith(("AUTH", "MAIL", "DATA")) for line in heard)


# Logging in


def test_a_name_and_a_password_beyond_ascii(room: Library, post: "Post") -> None:
    server = replace(post.server(login=True), user="änne", password="Käsekuchen")
    with pytest.raises(ServerRefused, match="did not accept user name and password"):
        send(room, replace(server, password="Küsekuchen"))
    send(room, server)
    assert got(post) == EVERYBODY


# The line breaks


def test_a_line_that_breaks_in_the_middle_of_a_letter_leaves_that_one_open(room: Library, post: "Post") -> None:
    taken: list[str] = []

    def behave(talk: "Talk") -> None:
        """Take two letters, hang up in the middle of the third, and take all others."""
        talk.say("220 hello")
        while True:
            talk.until_letter()
            if len(taken) == 2:
                taken.append("half a letter")
                talk.hear()
                return
            taken.append(str(message_from_string(talk.letter())["To"]))
            talk.say("250 taken")

    server = post.rude(behave)
    send(room, server)
    assert states(room) == ["sent", "sent", "sending", "sent", "sent"]
    assert "not known" in deliveries(room, WORKSHOP)[2].said
    send(room, server)
    assert len(taken) == 5


def test_a_line_that_breaks_between_letters_is_made_anew(room: Library, post: "Post") -> None:
    taken: list[str] = []
    connections: list[int] = []

    def behave(talk: "Talk") -> None:
        connections.append(1)
        talk.say("220 hello")
        talk.until_letter()
        taken.append(talk.letter())
        talk.say("250 taken")

    send(room, post.rude(behave))
    assert states(room) == ["sent"] * 5
    assert (len(taken), len(connections)) == (5, 5)


def test_a_server_that_hangs_up_with_421_has_not_taken_the_letter(room: Library, post: "Post") -> None:
    taken: list[str] = []

    def behave(talk: "Talk") -> None:
        """One letter a connection, as servers say it that mean it well."""
        talk.say("220 hello")
        talk.until_letter()
        taken.append(talk.letter())
        talk.say("250 taken")
        talk.hear()
        talk.say("421 4.7.0 one letter at a time")

    send(room, post.rude(behave))
    assert states(room) == ["sent"] * 5
    assert len(taken) == 5


def test_a_server_that_hangs_up_at_one_address_stops_nobody_else(room: Library, post: "Post") -> None:
    taken: list[str] = []

    def behave(talk: "Talk") -> None:
        talk.say("220 hello")
        while True:
            while not (line := talk.hear()).upper().startswith("DATA"):
                if EVERYBODY[1] in line:
                    talk.say("421 4.7.0 not to this street")
                    return
                talk.say("250 OK")
            talk.say("354 go on")
            taken.append(str(message_from_string(talk.letter())["To"]))
            talk.say("250 taken")

    send(room, post.rude(behave), waits=())
    assert states(room) == ["sent", "queued", "sent", "sent", "sent"]
    assert "not to this street" in deliveries(room, WORKSHOP)[1].said
    assert len(taken) == 4


def test_a_server_that_always_hangs_up_is_given_up_with_its_words(room: Library, post: "Post") -> None:
    def behave(talk: "Talk") -> None:
        talk.say("220 hello")
        talk.hear()
        talk.say("250 OK")
        talk.hear()
        talk.say("421 4.3.2 closed for the night")

    with pytest.raises(ServerRefused, match="closed for the night"):
        send(room, post.rude(behave))
    assert states(room) == ["queued"] * 5


# The server is slow


def test_a_server_that_says_nothing_is_given_up(room: Library, post: "Post") -> None:
    with pytest.raises(ServerRefused, match="does not answer as a mail server"):
        send(room, post.rude(lambda _talk: time.sleep(3), patience=1))
    assert states(room) == ["queued"] * 5


def test_a_server_that_falls_silent_after_the_letter_may_have_taken_it(room: Library, post: "Post") -> None:
    taken: list[str] = []

    def behave(talk: "Talk") -> None:
        talk.say("220 hello")
        while True:
            talk.until_letter()
            taken.append(talk.letter())
            if len(taken) == 1:
                talk.hear()  # nothing comes, until the other end gives up
                return
            talk.say("250 taken")

    send(room, post.rude(behave, patience=3))
    assert states(room) == ["sending", "sent", "sent", "sent", "sent"]
    assert len(taken) == 5


@pytest.mark.parametrize("said", ["yes, I think so", "\x00\x01", "299 taken, in my way"])
def test_what_is_neither_yes_nor_no_behind_the_letter_is_not_sent_again(room: Library, post: "Post", said: str) -> None:
    taken: list[str] = []

    def behave(talk: "Talk") -> None:
        """Take every letter, and say of the second one what no mail server says."""
        talk.say("220 hello")
        while True:
            talk.until_letter()
            taken.append(str(message_from_string(talk.letter())["To"]))
            talk.say(said if len(taken) == 2 else "250 taken")

    server = post.rude(behave)
    send(room, server)
    is_yes = said.startswith("2")
    assert states(room) == ["sent", "sent" if is_yes else "sending", "sent", "sent", "sent"]
    assert is_yes or "not known" in deliveries(room, WORKSHOP)[1].said
    send(room, server)
    assert len(taken) == len(set(taken)) == 5


def test_a_server_of_another_kind_is_named_in_words(room: Library, post: "Post") -> None:
    with pytest.raises(ServerRefused, match="does not answer as a mail server") as refused:
        send(room, post.rude(lambda talk: talk.say("WEB HTTP/1.1 400 Bad")))
    assert "HTTP/1.1 400 Bad" in refused.value.sentence
    assert "-1" not in refused.value.sentence and "b'" not in refused.value.sentence


def test_a_mail_a_second_and_no_more(room: Library, post: "Post") -> None:
    began = time.monotonic()
    send(room, post.server(), per_minute=240)
    assert time.monotonic() - began > 4 * 0.25


# Stopped, killed, taken up again


def test_killed_while_a_letter_was_on_its_way_and_taken_up_again(room: Library, post: "Post") -> None:
    post.box.holds_at = 3
    server = post.server(encrypted=False)
    room.close()
    options = ("--smtp-url", f"smtp://localhost:{server.port}", "--insecure", "--from", SENDER, "--per-minute", "6000")
    command = [sys.executable, "-m", "facilitator", "--library", str(room.path), "mail", str(WORKSHOP), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        assert post.box.holds.wait(60)
        program.send_signal(signal.SIGKILL)
    post.box.goes_on.set()
    arrived = len(post.box.mails)
    after = open_library(room.path)
    try:
        assert set(states(after)) == {"sent", "sending", "queued"}
        assert states(after).count("sending") == 1
        send(after, server)
        # The letter on its way stays open: whether it arrived or not, it is not sent a second time by itself.
        assert len(got(post)) == len(set(got(post)))
        unknown = next(each for each in deliveries(after, WORKSHOP) if each.state == "sending")
        assert set(got(post)) | {unknown.address} == set(EVERYBODY)
        assert len(got(post)) >= arrived
        send(after, server, again=True, only=frozenset({unknown.participant_id}))
        assert states(after) == ["sent"] * 5
    finally:
        after.close()


# Addresses


def test_a_domain_in_other_letters_is_spelled_as_servers_take_it(room: Library, post: "Post") -> None:
    person = people_of(room, WORKSHOP)[0]
    update_person(room, person.id, Person(person.name, email="anna@münchen.example"))
    send(room, post.server(), only=frozenset({person.id}))
    assert got(post) == ["anna@xn--mnchen-3ya.example"]


@pytest.mark.parametrize(
    "address",
    [
        "jürgen@example.org",
        "a@b@example.org",
        "anna@",
        "a@example.org, b@example.org",
        "n/a",
        "x@x",
        "a@b..de",
        "a@-.de",
    ],
)
def test_an_address_that_no_server_takes_stops_only_itself(room: Library, post: "Post", address: str) -> None:
    person = people_of(room, WORKSHOP)[2]
    with room.change("put it there as an old library may have it") as change:
        row = change.session.merge(person)
        row.email = address
        change.session.add(row)
    outcome = send(room, post.server())
    assert got(post) == [each for number, each in enumerate(EVERYBODY) if number != 2]
    assert [(each.name, each.why) for each in outcome.left_out] == [(person.name, ReasonLeftOut.NO_SUCH_ADDRESS)]
    assert "Correct it under People" in outcome.left_out[0].sentence
    assert address in outcome.left_out[0].sentence
    # Whatever else is changed about them, an address of an old library is in nobody's way.
    update_person(room, person.id, Person("Another Name", email=address))


@pytest.mark.parametrize("sender", ["", "anna", "anna@example.org\nBcc: all@example.org"])
def test_a_sender_that_is_none_stops_all(room: Library, post: "Post", sender: str) -> None:
    with pytest.raises(Invalid, match="to send from"):
        send(room, post.server(), sender=sender)
    assert got(post) == []


def test_a_title_over_two_lines_adds_no_header(room: Library, post: "Post") -> None:
    with room.change("as a damaged file may have it") as change:
        from facilitator.workshop.find import find_workshop

        workshop = find_workshop(change.session, WORKSHOP)
        workshop.title = "Hello\nBcc: all@example.org"
        change.session.add(workshop)
    send(room, post.server())
    assert all(mail["Bcc"] is None for _, mail in post.box.mails)
    assert got(post) == EVERYBODY

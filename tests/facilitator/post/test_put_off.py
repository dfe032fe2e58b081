"""What a server refuses for everybody is said once; what it puts off is tried again, and stays to be sent."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from command_line import CONSOLE_SCRIPT, facilitator

from facilitator.errors import FacilitatorError
from facilitator.post.letters import letter_template
from facilitator.post.postman import Waiting
from facilitator.post.sending import Outcome, deliveries, send_parcels
from facilitator.post.server import Server, ServerRefused
from facilitator.post.trial import send_test
from facilitator.progress import Progress, finish
from facilitator.storage.library import Library

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"
EVERYBODY = [f"person{number}@example.org" for number in range(5)]


def send(
    room: Library, server: Server, *, waits: tuple[float, ...] = (0.1, 0.1), seen: list[Progress] | None = None
) -> Outcome:
    work = send_parcels(room, WORKSHOP, server, SENDER, letter_template(room), per_minute=60_000, waits=waits)
    return finish(work, None if seen is None else seen.append)


def states(room: Library) -> list[str]:
    return [each.state.value for each in deliveries(room, WORKSHOP)]


def got(post: "Post") -> list[str]:
    return [to[0] for to, _ in post.box.mails]


@pytest.mark.parametrize("said", ["550 5.7.1 You are not allowed to send as this", "530 5.7.0 Authentication required"])
def test_a_sender_who_is_refused_is_told_once_in_the_servers_words(room: Library, post: "Post", said: str) -> None:
    post.box.senders = [said] * 20
    with pytest.raises(ServerRefused, match=f"takes no mail from {SENDER}: {said}"):
        send(room, post.server())
    assert post.box.asked_from == 1
    assert got(post) == []
    assert states(room) == ["queued"] * 5
    post.box.senders.clear()
    send(room, post.server())
    assert got(post) == EVERYBODY


def test_long_words_of_a_server_say_how_much_is_cut(room: Library, post: "Post") -> None:
    post.box.senders = ["550 " + "x" * 480]
    with pytest.raises(ServerRefused, match=r"550 x{296}… \(184 letters more\)"):
        send(room, post.server())


def test_a_sender_who_is_put_off_is_tried_again_not_once_for_each_person(room: Library, post: "Post") -> None:
    post.box.senders = ["250", "250", "451 4.7.1 Slow down", "451 4.7.1 Slow down"]
    seen: list[Progress] = []
    outcome = send(room, post.server(), seen=seen)
    assert got(post) == EVERYBODY
    assert post.box.asked_from == 7
    assert len(outcome.now) == 5
    waited = [each for each in seen if isinstance(each, Waiting)]
    assert waited and all("puts 3 mails off: tried again in" in each.label and each.done == 2 for each in waited)


def test_a_sender_who_stays_put_off_stops_it_and_everything_stays_to_be_sent(room: Library, post: "Post") -> None:
    post.box.senders = ["451 4.7.1 Slow down"] * 20
    with pytest.raises(ServerRefused, match=r"for now: 451 4.7.1 Slow down"):
        send(room, post.server())
    assert post.box.asked_from == 3
    assert states(room) == ["queued"] * 5


def test_greylisting_delays_only_those_it_is_about(room: Library, post: "Post") -> None:
    post.box.put_off = {EVERYBODY[1]: 1, EVERYBODY[3]: 2}
    outcome = send(room, post.server())
    assert got(post) == [EVERYBODY[0], EVERYBODY[2], EVERYBODY[4], EVERYBODY[1], EVERYBODY[3]]
    assert states(room) == ["sent"] * 5
    assert len(outcome.now) == 5


def test_a_letter_that_is_put_off_after_it_was_said_has_not_gone(room: Library, post: "Post") -> None:
    post.box.put_off_data = {EVERYBODY[1]: 1}
    send(room, post.server())
    assert sorted(got(post)) == EVERYBODY
    assert states(room) == ["sent"] * 5


def test_what_stays_put_off_stays_to_be_sent_with_the_servers_words(room: Library, post: "Post") -> None:
    post.box.put_off = {EVERYBODY[1]: 50}
    post.box.refuse = {EVERYBODY[2]: "550 5.1.1 No such mailbox"}
    server = post.server()
    outcome = send(room, server)
    assert states(room) == ["sent", "queued", "refused", "sent", "sent"]
    assert outcome.now[1].said == "450 4.7.1 Greylisted, come again in five minutes"
    assert 50 - post.box.put_off[EVERYBODY[1]] == 3
    post.box.put_off.clear()
    send(room, server)
    assert states(room) == ["sent", "sent", "refused", "sent", "sent"]
    assert got(post).count(EVERYBODY[1]) == 1


def test_waiting_can_be_stopped_at_once(room: Library, post: "Post") -> None:
    post.box.put_off = {EVERYBODY[1]: 50}
    work = send_parcels(
        room, WORKSHOP, post.server(), SENDER, letter_template(room), per_minute=60_000, waits=(600.0, 600.0)
    )
    while not isinstance(next(work), Waiting):
        pass
    began = monotonic()
    work.close()
    # A tenth of what it had still to wait for, on however busy a machine.
    assert monotonic() - began < 60
    assert states(room) == ["sent", "queued", "sent", "sent", "sent"]


def test_a_test_message_that_is_put_off_says_so(post: "Post") -> None:
    post.box.put_off = {SENDER: 1}
    with pytest.raises(FacilitatorError, match=r"450 4.7.1 Greylisted"):
        finish(send_test(post.server(), SENDER))


def wishes(room: Library, server: Server) -> tuple[object, ...]:
    url = f"smtp://localhost:{server.port}"
    quickly = ("--insecure", "--from", SENDER, "--per-minute", "60000")
    return ("--library", room.path, "mail", WORKSHOP, "--smtp-url", url, *quickly)


def test_the_command_says_what_went_before_the_sender_was_refused(room: Library, post: "Post") -> None:
    post.box.senders = ["250", "250", *["550 5.7.1 You are not allowed to send as this"] * 20]
    call = wishes(room, post.server(encrypted=False))
    done = facilitator(*call, code=1)
    assert post.box.asked_from == 3
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert [(line[0], line[1]) for line in lines] == [
        *(("sent", address) for address in EVERYBODY[:2]),
        *(("queued", address) for address in EVERYBODY[2:]),
    ]
    assert "550 5.7.1" in lines[2][3]
    assert "2 mails were sent before that." in done.stderr
    assert f"takes no mail from {SENDER}: 550 5.7.1 You are not allowed to send as this" in done.stderr
    post.box.senders.clear()
    assert "3 mails were sent." in facilitator(*call).stderr
    assert got(post) == EVERYBODY


@pytest.mark.skipif(sys.platform == "win32", reason="no other program can press Ctrl+C there")
def test_the_command_says_what_is_put_off_and_goes_on_when_called_again(room: Library, post: "Post") -> None:
    post.box.put_off = {EVERYBODY[3]: 1}
    call = wishes(room, post.server(encrypted=False))
    program = subprocess.Popen(
        [sys.executable, *CONSOLE_SCRIPT, *map(str, call)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        # Where the tests run in the background, Ctrl+C would be passed over.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stderr is not None
    assert "The server puts 1 mail off: tried again in 60 s" in program.stderr.readline()
    assert states(room) == ["sent", "sent", "sent", "queued", "sent"]
    program.send_signal(signal.SIGINT)
    printed, said = program.communicate(timeout=300)
    assert program.returncode == 130 and "4 mails were sent before that." in said
    assert [line.split("\t")[0] for line in printed.splitlines()] == states(room)
    done = facilitator(*call)
    assert "1 mail was sent." in done.stderr and "4 people have had theirs before" in done.stderr
    assert sorted(got(post)) == EVERYBODY

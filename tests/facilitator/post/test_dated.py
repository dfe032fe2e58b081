"""The queue of dated mails: everybody gets each once and in order, through a real server, also after a kill."""

import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from added_exercise import added_exercise
from command_line import facilitator
from weekly_letters import FILES, FIRST, add_letters, change_letters

from facilitator.errors import Invalid
from facilitator.exercises.steps import erase_participant
from facilitator.post.account import Account, Encryption, keep_account
from facilitator.post.dated import (
    DatedLetter,
    Stand,
    dated_letters,
    say_gone,
    say_not_gone,
    set_stopped,
    stand_in_words,
)
from facilitator.post.dated_sending import LettersOutcome, draft_letters, send_letters
from facilitator.post.server import Server, ServerRefused
from facilitator.progress import finish
from facilitator.protection.believed_date import believe
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.dated_mail_log import forget_reader
from facilitator.workshop.roster import Person, people_of, update_person

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"
WEEK = timedelta(days=7)
TEXTS = {"one": "What the first one says.", "two": "What the second one says.", "three": "What the third one says."}


@pytest.fixture
def queue(room: Library, tmp_path: Path) -> Iterator[Library]:
    """The room, with an exercise that has letters."""
    with added_exercise(tmp_path / "exercises", FILES):
        yield room


def send(library: Library, server: Server, today: date = FIRST, **wishes: object) -> LettersOutcome:
    return finish(send_letters(library, WORKSHOP, server, SENDER, today=today, per_minute=60_000, **wishes))


def reader(number: int, joined: date = FIRST) -> tuple[str, str, str, date]:
    return f"reader {number}", f"Reader {number}", f"reader{number}@example.net", joined


def stands(library: Library, today: date = FIRST) -> dict[tuple[str, str], Stand]:
    return {(each.mail.to.name, each.mail.key): each.stand for each in dated_letters(library, WORKSHOP, today)}


def got(post: "Post") -> list[tuple[str, str]]:
    """Who got which letter, in the order in which they came in."""
    return [(to[0], mail["Subject"].removeprefix("Your letter ")) for to, mail in post.box.mails]


def letter(library: Library, name: str, key: str, today: date = FIRST) -> DatedLetter:
    found = dated_letters(library, WORKSHOP, today)
    return next(each for each in found if (each.mail.to.name, each.mail.key) == (name, key))


def bytes_of(library: Library) -> bytes:
    path = library.path
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*") if each.is_file())


def set_clock(library: Library, today: date) -> None:
    """Let what was noted just now have been noted on `today`."""
    with library.change("the clock of the test") as change:
        change.session.connection().exec_driver_sql(
            "UPDATE dated_mail SET changed_at = ? || ' 12:00:00' WHERE changed_at > '2026-11-01'"
            " OR date(changed_at) = date('now')",
            (today.isoformat(),),
        )


def test_readers_who_join_in_ten_weeks_get_each_story_once_in_order_one_a_week(queue: Library, post: "Post") -> None:
    keys = [f"story {number}" for number in range(1, 7)]
    readers = [reader(number, FIRST + number * WEEK) for number in range(10)]
    add_letters(queue, WORKSHOP, {key: f"The text of {key}." for key in keys}, readers)
    server = post.server(encrypted=False)
    weeks: dict[str, list[int]] = defaultdict(list)
    for week in range(16):
        today = FIRST + week * WEEK
        before = len(post.box.mails)
        send(queue, server, today)
        set_clock(queue, today)
        for address, _ in got(post)[before:]:
            weeks[address].append(week)
    for number in range(10):
        address = reader(number)[2]
        assert [key for to, key in got(post) if to == address] == keys
        assert weeks[address] == [number + place for place in range(6)]
    assert send(queue, server, FIRST + 40 * WEEK).letters == ()


def test_who_was_not_mailed_for_weeks_gets_one_a_week_all_the_same(queue: Library, post: "Post") -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1)])
    server = post.server(encrypted=False)
    today = date.today()
    assert letter(queue, "Reader 1", "two", today).day == today + WEEK
    send(queue, server, today)
    send(queue, server, today)
    send(queue, server, today + timedelta(days=6))
    assert [key for _, key in got(post)] == ["one"]
    send(queue, server, today + WEEK)
    assert [key for _, key in got(post)] == ["one", "two"]


def test_a_letter_has_its_words_of_now_what_goes_along_and_how_to_stop(queue: Library, post: "Post") -> None:
    step = add_letters(queue, WORKSHOP, TEXTS, people=FIRST)
    change_letters(queue, step, {**TEXTS, "one": "Said anew.\n"})
    send(queue, post.server())
    people = sorted(people_of(queue, WORKSHOP), key=lambda person: person.name)
    assert [to for to, _ in got(post)] == [person.email for person in people]
    for (_, mail), person in zip(post.box.mails, people, strict=True):
        assert mail.get_body().get_content().replace("\r\n", "\n") == (
            "Said anew.\n\nIf you want no more of these mails, answer with the word “stop”.\n"
        )
        assert mail["List-Unsubscribe"] == f"<mailto:{SENDER}?subject=stop>"
        (attached,) = mail.iter_attachments()
        assert (attached.get_filename(), attached.get_content().strip()) == ("one.txt", "Said anew.")
        assert mail["To"].addresses[0].display_name == person.name
        assert not any(other.email in mail.as_string() for other in people if other is not person)
    assert [line.label for line in activity_of(queue, WORKSHOP)][:5] == ["Send mail"] * 5


def test_what_is_withdrawn_or_stopped_goes_to_nobody_any_more(queue: Library, post: "Post") -> None:
    step = add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2)])
    server = post.server(encrypted=False)
    done = set_stopped(queue, letter(queue, "Reader 2", "one"), True)
    work = send_letters(queue, WORKSHOP, server, SENDER, today=FIRST, per_minute=60_000)
    next(work)
    # It was in the queue when sending began.
    change_letters(queue, step, {key: text for key, text in TEXTS.items() if key != "one"})
    finish(work)
    assert got(post) == []
    send(queue, server)
    assert got(post) == [("reader1@example.net", "two")]
    assert stands(queue)["Reader 2", "two"] is Stand.STOPPED
    assert "Asked to get no more" in stand_in_words(letter(queue, "Reader 2", "two"))
    done.undo()
    send(queue, server)
    assert got(post)[1:] == [("reader2@example.net", "two")]


def test_nobodys_mail_stops_anybody_elses(queue: Library, post: "Post") -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2), ("reader 3", "Reader 3", "nowhere", FIRST), reader(4)])
    people = people_of(queue, WORKSHOP)
    update_person(queue, people[0].id, Person(people[0].name, email=reader(4)[2]))
    post.box.refuse["reader1@example.net"] = "550 5.1.1 No such mailbox"
    server = post.server(encrypted=False)
    outcome = send(queue, server)
    assert got(post) == [("reader2@example.net", "one")]
    found = stands(queue)
    assert found["Reader 1", "one"] is Stand.REFUSED
    assert found["Reader 3", "one"] is found["Reader 4", "one"] is Stand.NO_ADDRESS
    assert "550 5.1.1 No such mailbox" in stand_in_words(letter(queue, "Reader 1", "one"))
    assert "Correct it in the list of readers" in stand_in_words(letter(queue, "Reader 3", "one"))
    assert people[0].name in stand_in_words(letter(queue, "Reader 4", "one"))
    assert outcome.sentences == ["1 mail was sent.", "1 was refused."]
    # Who was refused is not sent the next one before this one.
    send(queue, server, FIRST + 8 * WEEK, only=[letter(queue, "Reader 1", "two", FIRST + 8 * WEEK).id])
    assert got(post) == [("reader2@example.net", "one")]
    post.box.refuse.clear()
    send(queue, server, shared=True)
    assert got(post)[1:] == [("reader1@example.net", "one"), ("reader4@example.net", "one")]


def test_a_letter_that_nobody_wrote_is_said_and_stops_no_other(queue: Library, post: "Post") -> None:
    step = add_letters(queue, WORKSHOP, {"one": "broken"}, [reader(1)])
    add_letters(queue, WORKSHOP, TEXTS, [reader(2)])
    outcome = send(queue, post.server(encrypted=False))
    assert got(post) == [("reader2@example.net", "one")]
    assert outcome.left_out == ("Reader 1, “Letter 1”: Nobody has written this one.",)
    change_letters(queue, step, {"one": "Written."})
    assert stands(queue)["Reader 1", "one"] is Stand.DUE


def test_what_the_server_puts_off_is_tried_later_and_stays_due(queue: Library, post: "Post") -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2)])
    server = post.server(encrypted=False)
    post.box.put_off["reader1@example.net"] = 1
    send(queue, server, waits=(0.05,))
    assert got(post) == [("reader2@example.net", "one"), ("reader1@example.net", "one")]
    later = FIRST + 40 * WEEK
    post.box.put_off["reader1@example.net"] = 5
    outcome = send(queue, server, later, waits=(0.05,))
    assert stands(queue, later)["Reader 1", "two"] is Stand.PUT_OFF
    assert "Greylisted" in stand_in_words(letter(queue, "Reader 1", "two", later))
    assert outcome.sentences[0] == "1 mail was sent."
    assert "stays to be sent" in outcome.sentences[1]


def test_a_server_that_is_not_there_sends_nothing_and_loses_nothing(queue: Library) -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1)])
    with pytest.raises(ServerRefused, match="does not answer"):
        send(queue, Server("localhost", 9, timeout=2))
    assert letter(queue, "Reader 1", "one").can_go


PROGRAM = """
import sys
from datetime import date
from pathlib import Path
import facilitator.exercises
facilitator.exercises.__path__.append(sys.argv[1])
from facilitator.post.dated_sending import send_letters
from facilitator.post.server import Server
from facilitator.progress import finish
from facilitator.storage.library import open_library
server = Server("localhost", int(sys.argv[3]), encrypted=False)
finish(send_letters(open_library(Path(sys.argv[2])), 1, server, "facilitator@example.org",
                    today=date.fromisoformat(sys.argv[4]), per_minute=6000))
"""


def test_killed_while_a_letter_was_on_its_way_and_taken_up_again(queue: Library, post: "Post", tmp_path: Path) -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(number) for number in range(5)])
    post.box.holds_at = 3
    server = post.server(encrypted=False)
    queue.close()
    command = [sys.executable, "-c", PROGRAM, tmp_path / "exercises", queue.path, server.port, FIRST.isoformat()]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(list(map(str, command)), env=environment) as program:
        assert post.box.holds.wait(60)
        program.send_signal(signal.SIGKILL)
    post.box.goes_on.set()
    after = open_library(queue.path)
    try:
        found = dated_letters(after, WORKSHOP, FIRST)
        [unknown] = [each for each in found if each.stand is Stand.UNKNOWN]
        assert "look whether it went" in stand_in_words(unknown)
        send(after, server)
        send(after, server, date.today() + 10 * WEEK)
        # Whether it arrived or not: it is not sent a second time by itself, nor anything that comes behind it.
        assert len(got(post)) == len(set(got(post)))
        name, address = unknown.mail.to.name, unknown.mail.to.address
        assert [key for to, key in got(post) if to == address] in ([], ["one"])
        assert letter(after, name, "two", date.today() + 10 * WEEK).stand is Stand.WAITS
        assert all([key for to, key in got(post) if to == reader(number)[2]] == ["one", "two"]
                   for number in range(5) if reader(number)[2] != address)  # fmt: skip
        done = say_not_gone(after, unknown)
        assert letter(after, name, "one").stand is Stand.DUE
        done.undo()
        say_gone(after, unknown)
        assert letter(after, name, "one").stand is Stand.SENT
        with pytest.raises(Invalid, match="known already"):
            say_not_gone(after, unknown)
        send(after, server, date.today() + 10 * WEEK)
        assert [key for to, key in got(post) if to == address][-1] == "two"
    finally:
        after.close()


def test_a_line_that_breaks_behind_the_letter_leaves_it_open(queue: Library, post: "Post") -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2)])
    post.box.drop_after.add("reader1@example.net")
    outcome = send(queue, post.server(encrypted=False))
    assert stands(queue)["Reader 1", "one"] is Stand.UNKNOWN
    assert stands(queue)["Reader 2", "one"] is Stand.SENT
    assert "Of 1 it is not known whether it went out." in outcome.sentences


def test_two_programs_that_send_at_a_time_send_each_mail_once(queue: Library, post: "Post") -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(number) for number in range(4)])
    server = post.server(encrypted=False)
    other = open_library(queue.path)
    works = [send_letters(each, WORKSHOP, server, SENDER, today=FIRST, per_minute=60_000) for each in (queue, other)]
    while works:
        for work in list(works):
            if next(work, None) is None:
                works.remove(work)
    other.close()
    assert sorted(got(post)) == [(reader(number)[2], "one") for number in range(4)]


def test_drafts_open_as_unsent_mails_and_count_as_gone(queue: Library, post: "Post", tmp_path: Path) -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2)])
    folder = tmp_path / "drafts"
    outcome = finish(draft_letters(queue, WORKSHOP, folder, today=FIRST))
    assert sorted(path.name for path in folder.iterdir()) == ["Letter 1 Reader 1.eml", "Letter 1 Reader 2.eml"]
    assert set(outcome.paths) == set(folder.iterdir())
    mail = message_from_bytes(outcome.paths[0].read_bytes(), policy=policy.default)
    assert (mail["X-Unsent"], mail["From"], mail["To"].addresses[0].addr_spec) == ("1", None, "reader1@example.net")
    assert "answer with the word" in mail.get_body().get_content()
    send(queue, post.server(encrypted=False))
    assert got(post) == []
    with pytest.raises(Invalid, match="No mail is due"):
        finish(draft_letters(queue, WORKSHOP, folder, today=FIRST))
    # One that was thrown away goes after all.
    say_not_gone(queue, letter(queue, "Reader 1", "one"))
    send(queue, post.server(encrypted=False))
    assert got(post) == [("reader1@example.net", "one")]
    (folder / "in the way").write_text("")
    with pytest.raises(Exception, match="in the way"):
        finish(draft_letters(queue, WORKSHOP, folder / "in the way", today=date.today() + WEEK))
    assert letter(queue, "Reader 2", "two", date.today() + WEEK).can_go


def test_what_is_erased_leaves_no_byte_in_the_queue(queue: Library, post: "Post") -> None:
    step = add_letters(queue, WORKSHOP, TEXTS, [reader(1)], people=FIRST)
    person = people_of(queue, WORKSHOP)[0]
    post.box.refuse["reader1@example.net"] = "550 5.1.1 <reader1@example.net> is nobody here"
    post.box.refuse[person.email] = f"550 5.1.1 <{person.email}> is nobody here"
    send(queue, post.server())
    set_stopped(queue, letter(queue, person.name, "one"), True)
    assert bytes_of(queue).count(person.email.encode()) > 1
    erase_participant(queue, person.id)
    assert person.email.encode() not in bytes_of(queue)
    change_letters(queue, step, {})
    with queue.change("the exercise forgets a reader", undoable=False) as change:
        forget_reader(change.session, step, "reader 1")
    queue.scrub()
    with queue.read() as session:
        left = session.connection().exec_driver_sql("SELECT recipient FROM dated_mail").scalars().all()
    assert left == [f"person {each.id}" for each in people_of(queue, WORKSHOP)]
    done = remove_step(queue, step)
    assert dated_letters(queue, WORKSHOP, FIRST) == []
    done.undo()
    change_letters(queue, step, TEXTS)
    assert [each.stand for each in dated_letters(queue, WORKSHOP, FIRST) if each.mail.key == "one"][1:] == (
        [Stand.SENT] * 4
    )


def test_the_command_lists_what_is_due_drafts_and_sends_it(queue: Library, post: "Post", tmp_path: Path) -> None:
    add_letters(queue, WORKSHOP, TEXTS, [reader(1), reader(2), ("reader 3", "Reader 3", "nowhere", FIRST)])
    server = post.server(encrypted=False)
    common = ("--library", queue.path, "mail", WORKSHOP, "--due")
    lines = facilitator(*common).stdout.splitlines()
    assert len(lines) == 9
    assert "2 Mar 2026\tdue\treader1@example.net\tReader 1\tLetter 1\tDue" in lines
    assert "Choose one of" in facilitator(*common, "--drafts", tmp_path, "--send", code=2).stderr
    assert "No mail server is set up" in facilitator(*common, "--send", code=1).stderr
    keep_account(queue, Account("localhost", server.port, encryption=Encryption.NONE, sender=SENDER))
    # A clock that is ahead lets nothing go that nobody could call back.
    believe(queue, date.today() - timedelta(days=9))
    assert "No mail was sent. This computer’s clock says" in facilitator(*common, "--send", code=1).stderr
    assert got(post) == []
    facilitator("date-is-right", "--library", queue.path)
    done = facilitator(*common, "--send", "--per-minute", "6000", code=1)
    assert got(post) == [("reader1@example.net", "one"), ("reader2@example.net", "one")]
    assert done.stdout.splitlines()[0] == "sent\treader1@example.net\tReader 1\tLetter 1"
    assert "Reader 3, “Letter 1”: “nowhere” is not an e-mail address. Correct it in the list of readers." in done.stderr
    assert "2 mails were sent." in done.stderr
    say = facilitator(*common, "--drafts", tmp_path / "drafts", code=1).stderr
    assert "No mail is due." in say
    # Nothing of it is of the handouts.
    assert "goes with --due" in facilitator("--library", queue.path, "mail", WORKSHOP, "--send", code=2).stderr

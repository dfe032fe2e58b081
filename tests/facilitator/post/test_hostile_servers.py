"""Whatever a server answers at whichever word: each mail of stories and challenges goes once, or is known not to have.

Drawn by chance from numbers that are said where it fails: at each word the server takes it, puts it off, refuses it,
hangs up with 421, or dies; behind the letter it may have taken it before it dies, or not.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date
from email import message_from_string
from random import Random
from typing import TYPE_CHECKING

import pytest
from challenged import challenged, today_is
from storytelling import House

from facilitator.exercises.stories.board import begin_on
from facilitator.exercises.stories.readers import add_reader
from facilitator.post.dated import DatedLetter, Stand, dated_letters
from facilitator.post.dated_sending import send_letters
from facilitator.post.server import Server, ServerRefused
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, people_of, update_person
from facilitator.workshop.workshops import describe_workshop

if TYPE_CHECKING:
    from mail_server import Post, Talk

SENDER = "facilitator@example.org"
Mail = tuple[str, str]


def stories(library: Library) -> int:
    house = House.of_a_year(library)
    begin_on(library, house.step, date.today())
    for number in range(8):
        add_reader(library, house.step, f"Reader {number}", f"reader{number}@example.net", "house", date.today())
    return house.workshop


def challenge(library: Library) -> int:
    room = challenged(library)
    describe_workshop(library, room.workshop, held_on=today_is(1))
    room.change(weekdays=frozenset(range(7)), days=14)
    for number, person in enumerate(people_of(library, room.workshop)):
        update_person(library, person.id, Person(person.name, email=f"person{number}@example.net"))
        room.ask_for(person.id, "start", "weekly")
    return room.workshop


class Hostile:
    """A server that says what chance wants; `took` counts what it has really taken."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.took: Counter[Mail] = Counter()

    def says(self, taken: str, *others: str) -> str:
        return taken if self.random.random() < 0.7 else self.random.choice(others)

    def behave(self, talk: "Talk") -> None:
        talk.say(self.says("220 hello", "220 hello", "554 no", "421 later"))
        while True:
            word = talk.hear().upper()
            bad = ("450 4.2.0 not now", "550 5.1.1 never", "421 4.3.2 closing", "die")
            if word.startswith("DATA"):
                answer = self.says("354 go on", *bad)
            elif word.startswith(("MAIL", "RCPT")):
                answer = self.says("250 OK", *bad)
            else:
                answer = "250 OK"
            if answer == "die":
                return
            talk.say(answer)
            if answer.startswith("421"):
                return
            if answer.startswith("354"):
                how = self.says("take", "450 4.3.0 not now", "550 5.7.1 spam", "421 closing", "die", "middle", "after")
                if how == "middle":
                    talk.hear()
                    return
                mail = message_from_string(talk.letter())
                if how == "die":
                    return
                if how in ("take", "after"):
                    self.took[
                        str(mail["To"]).rpartition("<")[2].strip(">"), " ".join(str(mail["Subject"]).split())
                    ] += 1
                    if how == "after":
                        return
                    talk.say("250 taken")
                else:
                    talk.say(how)
                    if how.startswith("421"):
                        return


def send(library: Library, workshop: int, server: Server) -> None:
    try:
        finish(send_letters(library, workshop, server, SENDER, per_minute=600_000, waits=(0.0, 0.0)))
    except ServerRefused as error:
        assert error.sentence


@pytest.mark.parametrize(("made", "seed"), [(stories, 3), (challenge, 1), (challenge, 5)])
def test_each_mail_goes_once_or_is_known_not_to_have(
    library: Library, post: "Post", made: Callable[[Library], int], seed: int
) -> None:
    workshop = made(library)
    at_first = {each.id for each in dated_letters(library, workshop) if each.can_go}
    assert len(at_first) >= 6
    hostile = Hostile(seed)
    server = post.rude(hostile.behave)
    for _ in range(6):
        send(library, workshop, server)
    assert max(hostile.took.values(), default=0) <= 1, f"{seed}: somebody got a mail twice"
    found = [each for each in dated_letters(library, workshop) if each.id in at_first]
    assert {each.id for each in found} == at_first

    def address(each: DatedLetter) -> str:
        return each.mail.to.address

    arrived = Counter(to for to, _ in hostile.took)
    for each in found:
        # What the log says is so: sent is there, refused or put off is not; of the others it is said that nobody knows.
        if each.stand is Stand.SENT:
            assert arrived[address(each)]
        elif each.stand is not Stand.UNKNOWN and not any(
            other.stand in (Stand.SENT, Stand.UNKNOWN) and address(other) == address(each) for other in found
        ):
            assert each.stand in (Stand.DUE, Stand.PUT_OFF, Stand.REFUSED, Stand.WAITS) and not arrived[address(each)]
    sent = Counter(address(each) for each in found if each.stand is Stand.SENT)
    unknown = Counter(address(each) for each in found if each.stand is Stand.UNKNOWN)
    assert all(sent[to] <= arrived[to] <= sent[to] + unknown[to] for to in sent | unknown | arrived), seed
    # A server that behaves gets all that is left, and nothing that it had.
    polite = post.server(encrypted=False)
    for _ in range(4):
        send(library, workshop, polite)
    left = [each for each in dated_letters(library, workshop) if each.id in at_first]
    assert {each.stand for each in left} <= {Stand.SENT, Stand.UNKNOWN, Stand.WAITS}
    assert all(unknown[address(each)] for each in left if each.stand is Stand.WAITS)
    later = Counter((to[0], " ".join(mail["Subject"].split())) for to, mail in post.box.mails)
    assert not [mail for mail, count in (later + hostile.took).items() if count > 1]

"""The mails of a challenge through a real server: each to one person, with their own cards and nobody else's name."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from challenged import Room, challenged, today_is

from facilitator.post.dated import Stand, dated_letters
from facilitator.post.dated_sending import LettersOutcome, send_letters
from facilitator.post.server import ServerRefused
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, people_of, update_person
from facilitator.workshop.workshops import describe_workshop

if TYPE_CHECKING:
    from mail_server import Post

SENDER = "me@example.org"
PEOPLE = (
    Person('Berg, "Anna" <ceo@victim.example>', "anna@xn--strae-oqa.de"),
    Person("\u202eוסף\u202c; Bcc: all@victim.example", "yosef@straße.de"),
    Person("Zoë Okoye", "shared@example.org"),
    Person("Carl Okoye", "Shared@EXAMPLE.org"),
    Person("Dee Nobody", ""),
    Person("Eve Refused", "eve@refuses.example"),
)


@pytest.fixture
def room(library: Library) -> Room:
    """Six people, two with one address and one without any, who all want a mail a week; the days began today."""
    made = challenged(library)
    describe_workshop(library, made.workshop, title="Shop\r\nBcc: floor@victim.example", held_on=today_is(1))
    made.change(weekdays=frozenset(range(7)), days=14)
    for person, now in zip(made.people, PEOPLE, strict=True):
        update_person(library, person, replace(now))
        made.ask_for(person, "start", "weekly")
    return made


def sent(room: Room, post: "Post", **wishes: bool) -> LettersOutcome:
    return finish(
        send_letters(room.library, room.workshop, post.server(), SENDER, per_minute=60_000, waits=(), **wishes)
    )


def body(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_each_mail_is_one_persons(room: Room, post: "Post") -> None:
    post.box.refuse = {"eve@refuses.example": "550 5.1.1 No such user"}
    outcome = sent(room, post)
    assert {to for to, _ in post.box.mails for to in to} == {"anna@xn--strae-oqa.de", "yosef@xn--strae-oqa.de"}
    assert all(len(to) == 1 for to, _ in post.box.mails)
    for to, mail in post.box.mails:
        assert len(mail["To"].addresses) == 1 and mail["To"].addresses[0].addr_spec == to[0]
        assert mail["Cc"] is None and mail["Bcc"] is None
        whose = room.people[0] if to[0].startswith("anna") else room.people[1]
        others = {day.card.text for person in room.people if person != whose for day in room.plan(person).days}
        own = {day.card.text for day in room.plan(whose).days}
        assert any(card in body(mail) for card in own)
        assert not [card for card in others - own if card in body(mail)]
        raw = mail.as_string()
        names = [each.name for each in people_of(room.library, room.workshop) if each.id != whose]
        assert not [name for name in names if name.split()[0].strip(',";') in raw]
    said = " ".join(outcome.sentences)
    assert "Refused" in said or "refused" in said
    stands = {
        each.mail.to.name: each for each in dated_letters(room.library, room.workshop) if each.mail.key == "start"
    }
    assert stands["Zoë Okoye"].said == "The same address as “Carl Okoye”."
    assert stands["Dee Nobody"].shares_with == ()
    # Once it is said that they read one inbox, each gets a mail of their own.
    post.box.mails.clear()
    sent(room, post, shared=True)
    greeted = [body(mail) for to, mail in post.box.mails if to[0].casefold() == "shared@example.org"]
    assert sum("Zoë" in text for text in greeted) and sum("Carl" in text for text in greeted)
    assert not [text for text in greeted if "Zoë" in text and "Carl" in text]


def test_a_sender_who_is_refused_is_told_once_and_nobody_has_got_anything(room: Room, post: "Post") -> None:
    post.box.senders = ["550 5.7.1 Not you"] * 20
    with pytest.raises(ServerRefused, match="takes no mail from"):
        sent(room, post)
    assert post.box.asked_from == 1 and not post.box.mails
    stands = [each.stand for each in dated_letters(room.library, room.workshop)]
    assert Stand.DUE in stands or Stand.PUT_OFF in stands
    assert not {Stand.SENT, Stand.UNKNOWN, Stand.REFUSED}.intersection(stands)


def test_a_week_that_the_days_move_to_has_its_mail(room: Room, post: "Post") -> None:
    """The plan was put off by three weeks once the first mails had gone: what was sent then is not that week's."""
    sent(room, post)
    first = len(post.box.mails)
    assert first
    describe_workshop(room.library, room.workshop, held_on=today_is(1) + timedelta(days=21))
    anna = room.people[0]
    weeks = {day.date.isocalendar()[:2] for day in room.plan(anna).days if day.date}
    letters = dated_letters(room.library, room.workshop)
    weekly = [each for each in letters if each.mail.to.participant_id == anna and each.mail.key.startswith("week")]
    to_come = {each.mail.due.isocalendar()[:2] for each in weekly if not each.is_over}
    assert to_come == weeks
    # And moved back, nothing that went goes again.
    describe_workshop(room.library, room.workshop, held_on=today_is(1))
    sent(room, post)
    assert len(post.box.mails) == first

"""The log of dated mails goes with a workshop's file: nobody gets a mail twice from another computer."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from added_exercise import added_exercise
from weekly_letters import FILES, FIRST, KIND, add_letters, change_letters

from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.nameless import Pseudonyms
from facilitator.post.dated import Stand, dated_letters, set_stopped
from facilitator.post.dated_sending import send_letters
from facilitator.progress import finish
from facilitator.protection.papers import access
from facilitator.sharing.workshop_file import plan_workshop, read_workshop, to_json
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import people_of

if TYPE_CHECKING:
    from mail_server import Post

WORKSHOP = 1
SENDER = "facilitator@example.org"
TEXTS = {"week 1": "The first one.", "week 2": "The second one."}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Library]:
    """The library of another computer, in which ids are others."""
    with added_exercise(tmp_path / "exercises", FILES):
        library = open_library(tmp_path / "elsewhere.sqlite")
        start_workshop(library, "Something else")
        yield library
        library.close()


def test_nobody_gets_a_mail_twice_nor_against_their_will_from_another_computer(
    room: Library, elsewhere: Library, post: "Post"
) -> None:
    add_letters(room, WORKSHOP, TEXTS, [("reader 41", "Ria", "ria@example.net", FIRST)], people=FIRST)
    server = post.server(encrypted=False)
    here = people_of(room, WORKSHOP)
    post.box.refuse[here[1].email] = "550 5.1.1 No such mailbox"
    finish(send_letters(room, WORKSHOP, server, SENDER, today=FIRST, per_minute=60_000))
    first = next(each for each in dated_letters(room, WORKSHOP, FIRST) if each.mail.to.name == here[2].name)
    set_stopped(room, first, True)
    content = to_json(room, WORKSHOP)
    back = start_workshop(elsewhere, "Back").value
    plan = plan_workshop(elsewhere, back, read_workshop("whole.json", content))
    assert "6 dated mails of the log." in plan.summary
    done = plan.apply()
    # A reader has a word of the file's on the way.
    assert b'"reader": "reader 1"' in content and b'"reader": "reader 41"' not in content
    there = people_of(elsewhere, back)
    today = FIRST + timedelta(weeks=40)
    stands = {(each.mail.to.name, each.mail.key): each.stand for each in dated_letters(elsewhere, back, today)}
    assert stands[there[0].name, "week 1"] is Stand.SENT
    assert stands[there[1].name, "week 1"] is Stand.REFUSED
    assert stands[there[2].name, "week 1"] is Stand.SENT
    assert stands[there[2].name, "week 2"] is Stand.STOPPED
    assert stands["Ria", "week 1"] is Stand.SENT
    assert to_json(elsewhere, back).count(b'"week 1"') == content.count(b'"week 1"')
    # Once more changes nothing here, and what is undone comes back.
    again = done.undo()
    assert dated_letters(elsewhere, back, today) == []
    again()
    post.box.refuse.clear()
    own = next(step.id for step, each in exercise_steps(elsewhere, back) if each.kind == KIND)
    change_letters(elsewhere, own, {"week 1": "The first one."})
    before = len(post.box.mails)
    finish(send_letters(elsewhere, back, server, SENDER, today=today, per_minute=60_000))
    assert [to for to, _ in post.box.mails[before:]] == [[there[1].email]]


@pytest.mark.usefixtures("elsewhere")
def test_without_names_nothing_of_it_goes_out_and_whoever_asks_is_told(room: Library) -> None:
    add_letters(room, WORKSHOP, TEXTS, people=FIRST)
    person = people_of(room, WORKSHOP)[0]
    letter = next(each for each in dated_letters(room, WORKSHOP, FIRST) if each.mail.to.name == person.name)
    set_stopped(room, letter, True)
    assert b'"stopped_at"' in to_json(room, WORKSHOP)
    assert b'"stopped_at"' not in to_json(
        room, WORKSHOP, pseudonyms=Pseudonyms([each.id for each in people_of(room, WORKSHOP)])
    )
    assert access(room, person.id)["mails_stopped_in"] == ["Weekly letters"]

"""In the window: an address that several people have is asked about, and what a server puts off is waited for."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPushButton

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.steps import exercise_steps
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from ui.theme.widgets import ElidedLabel

if TYPE_CHECKING:
    from conftest import Desk

WORKSHOP = 1
EVERYBODY = [f"person{number}@example.org" for number in range(5)]


def share(desk: "Desk", *rows: int) -> list[str]:
    """Let these people have one address; returns everybody's name."""
    people = people_of(desk.library, WORKSHOP)
    for row in rows:
        update_person(desk.library, people[row].id, Person(people[row].name, email="team@example.org"))
    desk.qtbot.waitUntil(lambda: all(desk.dialog.model.addressees[row].shares_with for row in rows))
    return [person.name for person in people]


def test_who_has_the_same_address_is_named_and_left_out_by_default(desk: "Desk") -> None:
    names = share(desk, 0, 2)
    assert f"The same address as “{names[2]}”" in desk.states[0]
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    panel = desk.panel()
    assert panel.objectName() == "mail-shared"
    out = panel.findChild(QPushButton, "mail-shared-out")
    assert out is not None and out.isDefault()
    asked = desk.agree("mail-shared-out")
    assert f"team@example.org\n    {names[0]}\n    {names[2]}" in asked
    assert "3 mails go out" in desk.agree()
    desk.wait()
    assert desk.got == [EVERYBODY[1], EVERYBODY[3], EVERYBODY[4]]
    said = desk.user.find("mail-counts").text()  # type: ignore[attr-defined]
    assert f"2 people have the same address as somebody else: “{names[0]}”, “{names[2]}”." in said


def test_they_get_it_once_that_is_said_and_nothing_when_it_is_not(desk: "Desk") -> None:
    share(desk, 0, 2)
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    desk.agree("cancel")
    assert not desk.asks() and desk.got == []
    desk.user.click("mail-send")
    desk.agree("mail-shared-include")
    assert "5 mails go out" in desk.agree()
    desk.wait()
    assert sorted(desk.got) == sorted(
        [EVERYBODY[1], EVERYBODY[3], EVERYBODY[4], "team@example.org", "team@example.org"]
    )


def test_when_only_they_are_ticked_nobody_can_be_sent_to_by_the_way(desk: "Desk") -> None:
    share(desk, 0, 2)
    desk.tick(0)
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    out = desk.panel().findChild(QPushButton, "mail-shared-out")
    assert out is not None and not out.isEnabled()
    desk.agree("cancel")
    desk.tick(1)
    desk.user.click("mail-send")
    assert "1 mail goes out" in desk.agree("cancel")


def test_drafts_ask_too(desk: "Desk", tmp_path: Path) -> None:
    names = share(desk, 0, 2)
    desk.user.click("mail-drafts")
    assert names[0] in desk.agree("mail-shared-out")
    folder = desk.panel().findChild(QLineEdit, "drafts-folder")
    assert folder is not None
    folder.setText(str(tmp_path / "drafts"))
    desk.agree()
    desk.qtbot.waitUntil(lambda: desk.asks() and desk.panel().objectName() == "drafts-done")
    assert f"2 people have the same address as somebody else: “{names[0]}”, “{names[2]}”." in desk.agree("close")
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in (tmp_path / "drafts").iterdir()]
    assert sorted(mail["To"].addresses[0].addr_spec for mail in drafts) == [EVERYBODY[1], EVERYBODY[3], EVERYBODY[4]]


def test_who_is_not_on_the_list_reads_the_address_all_the_same(desk: "Desk") -> None:
    add_people(desk.library, WORKSHOP, [Person("Late Larry", email=EVERYBODY[1])])
    desk.qtbot.waitUntil(lambda: len(desk.states) == 6)
    desk.tick(1)
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    assert "Late Larry" in desk.agree("cancel")


def test_an_address_that_cannot_be_used_stops_only_itself_and_is_counted(desk: "Desk") -> None:
    person = people_of(desk.library, WORKSHOP)[1]
    with desk.library.change("as an old library may have it") as change:
        change.session.add(change.session.merge(person).sqlmodel_update({"email": "n/a"}))
    update_person(desk.library, person.id, Person(person.name, email="n/a"))
    desk.qtbot.waitUntil(lambda: desk.ticks[1] is None)
    desk.use(desk.post.server())
    desk.send()
    assert desk.got == [EVERYBODY[0], *EVERYBODY[2:]]
    said = desk.user.find("mail-counts").text()  # type: ignore[attr-defined]
    assert said == f"4 sent\n1 person has an address that can’t be used: “{person.name}”."


def test_what_is_put_off_is_shown_waited_for_and_can_be_stopped(desk: "Desk") -> None:
    desk.post.box.put_off = {EVERYBODY[1]: 1}
    desk.use(desk.post.server())
    desk.dialog.sending.waits = (600.0,)
    desk.user.click("mail-send")
    desk.agree()
    name = desk.dialog.bar.findChild(ElidedLabel, "mail-sending-name")
    desk.qtbot.waitUntil(lambda: "puts 1 mail off: tried again in" in name.text())
    assert "Greylisted" in desk.states[1]
    desk.user.click("mail-stop")
    desk.wait()
    assert desk.ticks == [False, True, False, False, False]
    desk.send()
    assert desk.got == [EVERYBODY[0], *EVERYBODY[2:], EVERYBODY[1]]


def test_the_sender_who_is_refused_is_told_once(desk: "Desk") -> None:
    desk.post.box.senders = ["550 5.7.1 Not your address"] * 20
    desk.use(desk.post.server())
    desk.send()
    assert "takes no mail from facilitator@example.org: 550 5.7.1 Not your address" in desk.dialog.outcome.text()
    assert desk.post.box.asked_from == 1
    assert desk.ticks == [True] * 5


def test_a_new_round_has_handouts_of_its_own_and_says_what_was_sent_before(desk: "Desk") -> None:
    desk.use(desk.post.server())
    desk.send()
    step = next(step.id for step, each in exercise_steps(desk.library, WORKSHOP) if each.kind == "network")
    start_round(desk.library, step, "In spring")
    # Nobody has answered in it: what they have had is still what there is for them.
    desk.qtbot.waitUntil(lambda: desk.states[0].startswith("Round 1: Sent on "))
    assert not any(desk.ticks)
    for person in people_of(desk.library, WORKSHOP):
        add_contact(desk.library, Who(step, person.id), "Somebody New")
    desk.qtbot.waitUntil(lambda: desk.states[0].startswith("Nothing sent yet · Round 1: Sent on "))
    desk.user.click("mail-all")
    desk.send()
    assert desk.got == EVERYBODY * 2
    assert desk.states[0].startswith("In spring: Sent on ")
    assert "Round 1: Sent on " in desk.states[0]

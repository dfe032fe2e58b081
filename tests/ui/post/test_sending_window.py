"""Sending from the window through a real server: agreed to first, seen while it goes on, stopped, taken up again."""

from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtCore import QTimer

from facilitator.post.server import keep_password
from facilitator.workshop.roster import Person, people_of, update_person
from ui.post.server_form import ServerForm

if TYPE_CHECKING:
    from conftest import Desk

WORKSHOP = 1
EVERYBODY = [f"person{number}@example.org" for number in range(5)]


def test_nothing_goes_out_before_it_is_agreed_to(desk: "Desk") -> None:
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    asked = desk.agree("cancel")
    assert "5 mails go out through localhost:" in asked
    assert "facilitator@example.org" in asked
    assert not desk.dialog.sending.is_sending
    desk.qtbot.wait(200)
    assert desk.got == []
    assert desk.log() == []


def test_everybody_who_is_ticked_gets_their_own_handout(desk: "Desk") -> None:
    desk.use(desk.post.server())
    desk.tick(0, 2, 4)
    desk.dialog.letter.subject.setText("For {name}")
    desk.send()
    assert desk.got == [EVERYBODY[row] for row in (0, 2, 4)]
    names = {person.email: person.name for person in people_of(desk.library, WORKSHOP)}
    for (address,), mail in desk.post.box.mails:
        (attachment,) = mail.iter_attachments()
        reader = PdfReader(BytesIO(attachment.get_content()))
        assert reader.metadata is not None
        assert reader.metadata.title == names[address]
        text = "".join(page.extract_text() for page in reader.pages)
        assert [name for name in names.values() if f"For {name} alone." in text] == [names[address]]
        assert mail["Subject"] == f"For {names[address]}"
        assert mail["From"].addresses[0].addr_spec == "facilitator@example.org"
    assert [state.split(" on ")[0] for state in desk.states] == ["Sent", "Nothing sent yet"] * 2 + ["Sent"]
    assert desk.ticks == [False] * 5
    assert desk.user.find("mail-counts").text() == "3 sent"  # type: ignore[attr-defined]


def test_each_mail_paints_the_row_of_its_person_alone(desk: "Desk") -> None:
    """Measuring all rows anew for each of sixty people held the window up for seconds."""
    desk.use(desk.post.server())
    desk.tick(1)
    painted: list[tuple[int, int]] = []
    desk.user.click("mail-send")
    desk.agree("yes")
    desk.dialog.model.dataChanged.connect(lambda one, last, *_: painted.append((one.row(), last.row())))
    whole = (0, len(EVERYBODY) - 1)
    desk.qtbot.waitUntil(lambda: not desk.dialog.sending.is_sending)
    desk.qtbot.waitUntil(lambda: (1, 1) in painted)
    # Once for all, when nobody can be ticked or unticked any longer.
    assert {each for each in painted if each != whole} == {(1, 1)} and painted.count(whole) <= 1, painted


def test_the_window_goes_on_living_while_mails_go_out(desk: "Desk") -> None:
    box = desk.post.box
    box.holds_at = 2
    desk.use(desk.post.server())
    beats: list[int] = []
    heart = QTimer(interval=20)
    heart.timeout.connect(lambda: beats.append(1))
    heart.start()
    seen: set[str] = set()
    desk.dialog.model.dataChanged.connect(lambda *_: seen.update(desk.states))
    desk.user.click("mail-send")
    desk.agree()
    # The second mail waits for its answer, and the window does not.
    desk.qtbot.waitUntil(box.holds.is_set)
    before = len(beats)
    desk.qtbot.waitUntil(lambda: len(beats) > before + 20)
    assert len(desk.got) == 1
    box.goes_on.set()
    desk.wait()
    heart.stop()
    assert desk.got == EVERYBODY
    assert {"Queued", "Being sent"} <= seen


def test_stopped_and_gone_on_with(desk: "Desk") -> None:
    desk.post.box.holds_at = 2
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    desk.agree()
    desk.qtbot.waitUntil(desk.post.box.holds.is_set)
    assert not desk.user.find("mail-drafts").isEnabled()
    assert not desk.dialog.letter.isEnabled()
    ticks = desk.ticks
    desk.user.click("mail-none")
    desk.dialog.people.table.setFocus()
    desk.user.type(" ")
    assert [each for each, before in zip(desk.ticks, ticks, strict=True) if each and not before] == []
    assert desk.ticks[-1] is True
    desk.user.click("mail-stop")
    desk.post.box.goes_on.set()
    desk.wait()
    gone = len(desk.got)
    assert 1 <= gone < 5
    assert "Stopped" in desk.dialog.outcome.text()
    assert desk.states.count("Queued") == 5 - gone
    assert desk.ticks == [False] * gone + [True] * (5 - gone)
    desk.send()
    assert desk.got == EVERYBODY
    assert not desk.dialog.outcome.isVisible()


def test_a_refused_recipient_stays_ticked_with_the_servers_words(desk: "Desk") -> None:
    desk.post.box.refuse["person1@example.org"] = "550 5.1.1 No such mailbox here"
    desk.use(desk.post.server())
    desk.send()
    assert "550 5.1.1 No such mailbox here" in desk.states[1]
    assert desk.ticks == [False, True, False, False, False]
    desk.choose(1)
    assert "550 5.1.1 No such mailbox here" in desk.dialog.preview.trouble.text()
    desk.choose(0)
    assert not desk.dialog.preview.trouble.isVisible()
    assert desk.user.find("mail-counts").text() == "4 sent · 1 refused"  # type: ignore[attr-defined]
    person = people_of(desk.library, WORKSHOP)[1]
    update_person(desk.library, person.id, Person(person.name, email="right@example.org"))
    desk.qtbot.waitUntil(lambda: desk.dialog.model.addressees[1].person.email == "right@example.org")
    desk.send()
    assert desk.got[-1] == "right@example.org"
    assert desk.log() == ["sent"] * 5


def test_who_has_had_it_gets_it_again_only_after_a_question_that_names_them(desk: "Desk") -> None:
    desk.post.box.drop_after.add("person2@example.org")
    desk.use(desk.post.server())
    desk.send()
    assert "Not known" in desk.states[2]
    assert desk.ticks == [False] * 5
    people = people_of(desk.library, WORKSHOP)
    desk.tick(0, 2)
    desk.user.click("mail-send")
    asked = desk.agree("cancel")
    assert "a second time" in asked
    assert people[0].name in asked
    assert people[2].name in asked
    assert people[1].name not in asked
    assert len(desk.got) == 5
    desk.post.box.drop_after.clear()
    desk.send()
    assert desk.got[5:] == [EVERYBODY[0], EVERYBODY[2]]
    assert desk.log() == ["sent"] * 5


def test_a_server_that_refuses_is_said_and_nobody_has_got_anything(desk: "Desk") -> None:
    keep_password("anna", "localhost", "wrong secret")
    desk.use(desk.post.server(login=True), user="anna")
    desk.send()
    assert "did not accept user name and password" in desk.dialog.outcome.text()
    assert desk.ticks == [True] * 5
    keep_password("anna", "localhost", "correct horse")
    desk.send()
    assert desk.got == EVERYBODY


def test_without_a_password_in_the_keyring_it_is_said(desk: "Desk") -> None:
    desk.use(desk.post.server(login=True), user="anna")
    desk.send()
    assert "no password for anna" in desk.dialog.outcome.text()
    assert desk.log() == []


def test_without_a_server_it_is_asked_for_first(desk: "Desk") -> None:
    server = desk.post.server()
    desk.user.click("mail-send")
    form = desk.panel()
    assert isinstance(form, ServerForm)
    form.host.setText(server.host)
    form.port.setValue(server.port)
    form.address.setText("facilitator@example.org")
    desk.agree()
    desk.qtbot.waitUntil(lambda: desk.asks() and desk.panel().objectName() == "confirm")
    assert "5 mails" in desk.agree()
    desk.wait()
    assert desk.got == EVERYBODY


def test_closing_while_mails_go_out_stops_them_once_agreed_to(desk: "Desk") -> None:
    desk.post.box.holds_at = 2
    desk.use(desk.post.server())
    desk.user.click("mail-send")
    desk.agree()
    desk.qtbot.waitUntil(desk.post.box.holds.is_set)
    desk.dialog.reject()
    assert "still going out" in desk.agree("cancel")
    assert desk.dialog.isVisible()
    desk.dialog.reject()
    desk.agree()
    assert not desk.dialog.isVisible()
    desk.post.box.goes_on.set()
    desk.wait()
    assert len(desk.got) < 5
    assert desk.log().count("sent") == len(desk.got)

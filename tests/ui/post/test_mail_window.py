"""The mail window: who is on the list and why not, the letter, the preview, drafts."""

from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.post.greeting import greeted_as
from facilitator.post.letters import Letter, letter_template, original_template
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.workshops import describe_workshop, new_workshop
from ui.bridge import LibraryBridge
from ui.post.dialog import MailDialog
from ui.simulated_user import SimulatedUser

if TYPE_CHECKING:
    from conftest import Desk

WORKSHOP = 1


def rename(desk: "Desk", row: int, **facts: str) -> None:
    person = people_of(desk.library, WORKSHOP)[row]
    update_person(desk.library, person.id, Person(**{"name": person.name, "email": person.email, **facts}))


def put(desk: "Desk", row: int, **facts: str) -> None:
    """As an older library may have it, whatever the rules are now."""
    person = people_of(desk.library, WORKSHOP)[row]
    with desk.library.change("put it there", Change(Topic.ROSTER, WORKSHOP)) as change:
        change.session.add(change.session.merge(person).sqlmodel_update(facts))


def test_the_list_says_who_can_have_a_mail_and_why_not(desk: "Desk") -> None:
    assert desk.ticks == [True] * 5
    assert desk.states == ["Nothing sent yet"] * 5
    rename(desk, 1, email="")
    put(desk, 2, email="anna@@example.org")
    add_people(desk.library, WORKSHOP, [Person("Late Larry", email="larry@example.org")])
    desk.qtbot.waitUntil(lambda: len(desk.states) == 6)
    assert desk.ticks == [True, None, None, True, True, None]
    assert "No address" in desk.states[1]
    desk.qtbot.waitUntil(lambda: desk.ticks[2] is None)
    assert "“anna@@example.org” is not an e-mail address" in desk.states[2]
    assert "No handout" in desk.states[5]
    rename(desk, 1, email="late@example.org")
    desk.qtbot.waitUntil(lambda: desk.ticks[1] is True)


def test_ticks_by_key_by_button_and_by_mouse(desk: "Desk") -> None:
    table = desk.dialog.people.table
    desk.choose(0)
    table.setFocus()
    desk.user.type(" ")
    assert desk.ticks == [False, True, True, True, True]
    table.selectAll()
    desk.user.type(" ")
    assert desk.ticks == [True] * 5
    desk.user.type(" ")
    assert desk.ticks == [False] * 5
    assert not desk.user.find("mail-send").isEnabled()
    assert not desk.user.find("mail-drafts").isEnabled()
    cell = table.visualRect(desk.dialog.model.index(3, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.topLeft() + QPoint(12, cell.height() // 2))
    assert desk.ticks == [False, False, False, True, False]
    assert "Send 1 mail" in desk.user.find("mail-send").text()  # type: ignore[attr-defined]
    desk.user.click("mail-all")
    assert desk.ticks == [True] * 5
    desk.user.click("mail-none")
    assert desk.ticks == [False] * 5


def test_the_preview_is_the_mail_of_the_person_whose_row_is_chosen(desk: "Desk") -> None:
    describe_workshop(desk.library, WORKSHOP, facilitator="Mara Lindqvist", place="Porto")
    desk.dialog.letter.subject.setText("{name}: {place}")
    desk.dialog.letter.body.setPlainText("Dear {first_name} {{sic}},\n{facilitator}")
    preview = desk.dialog.preview
    for row, person in enumerate(people_of(desk.library, WORKSHOP)):
        desk.choose(row)
        desk.qtbot.waitUntil(lambda: preview.subject.text() == f"{person.name}: Porto")  # noqa: B023
        assert preview.body.toPlainText() == f"Dear {greeted_as(person.name)} {{sic}},\nMara Lindqvist"
        assert preview.attachment.text() == f"Handout {person.name}.pdf"
        assert person.email in preview.to.text()


def test_placeholders_are_put_where_the_cursor_is(desk: "Desk") -> None:
    letter = desk.dialog.letter
    letter.subject.setFocus()
    letter.subject.setText("For ")
    letter.insert.menu().actions()[1].trigger()
    assert letter.subject.text() == "For {name}"
    letter.body.setPlainText("")
    letter.body.setFocus()
    letter.insert.menu().actions()[0].trigger()
    assert letter.body.toPlainText() == "{first_name}"
    assert len(letter.insert.menu().actions()) == 8


def test_a_wrong_letter_is_said_at_once_and_goes_nowhere(desk: "Desk") -> None:
    desk.dialog.letter.body.setPlainText("Dear {nmae}")
    assert "no placeholder “nmae”" in desk.dialog.letter.problem.text()
    assert not desk.user.find("mail-send").isEnabled()
    assert desk.dialog.preview.body.toPlainText() == ""
    desk.dialog.reject()
    assert "can’t be kept" in desk.agree("cancel")
    assert desk.dialog.isVisible()
    desk.dialog.letter.body.setPlainText("Dear {name}")
    assert desk.user.find("mail-send").isEnabled()


def test_the_letter_is_kept_for_the_next_time_and_the_first_one_comes_back(desk: "Desk", qtbot: QtBot) -> None:
    desk.dialog.letter.subject.setText("Hello {name}")
    desk.dialog.reject()
    assert letter_template(desk.library).subject == "Hello {name}"
    again = MailDialog(LibraryBridge(desk.library), WORKSHOP, None)
    qtbot.addWidget(again)
    assert again.letter.subject.text() == "Hello {name}"
    again.letter.restore.click()
    assert again.letter.letter == original_template()
    again.letter.body.undo()
    again.letter.body.setPlainText(again.letter.body.toPlainText() + "PS")
    again.reject()
    kept = letter_template(desk.library)
    assert kept == Letter(original_template().subject, kept.body)
    assert kept.body.endswith("PS")


def test_drafts_for_those_who_are_ticked(desk: "Desk", tmp_path: Path) -> None:
    desk.tick(1, 3)
    desk.dialog.letter.subject.setText("Yours, {name}")
    desk.user.click("mail-drafts")
    form = desk.panel()
    folder = form.findChild(QLineEdit, "drafts-folder")
    assert folder is not None
    folder.setText("")
    desk.agree()
    assert form.isVisible()
    folder.setText(str(tmp_path / "drafts"))
    desk.agree()
    desk.qtbot.waitUntil(lambda: desk.asks() and desk.panel().objectName() == "drafts-done")
    assert desk.panel().findChild(QPushButton, "more") is not None
    assert "2 drafts" in desk.agree("close")
    people = people_of(desk.library, WORKSHOP)
    drafts = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted((tmp_path / "drafts").iterdir())]
    assert {mail["Subject"] for mail in drafts} == {f"Yours, {people[row].name}" for row in (1, 3)}
    for mail in drafts:
        (attachment,) = mail.iter_attachments()
        reader = PdfReader(BytesIO(attachment.get_content()))
        assert reader.metadata is not None
        assert mail["Subject"] == f"Yours, {reader.metadata.title}"
    # A draft is no mail: nobody has had anything.
    assert desk.states == ["Nothing sent yet"] * 5
    assert desk.log() == []


def test_a_folder_that_cannot_be_used_is_said(desk: "Desk", tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    desk.user.click("mail-drafts")
    folder = desk.panel().findChild(QLineEdit, "drafts-folder")
    assert folder is not None
    folder.setText(str(tmp_path / "file" / "drafts"))
    desk.agree()
    desk.qtbot.waitUntil(lambda: desk.asks() and desk.panel().objectName() == "message")
    assert "can't be used" in desk.agree("ok")


def test_a_workshop_without_people_says_so(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> None:
    workshop = new_workshop(library, "Empty").value
    dialog = MailDialog(bridge, workshop, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: "nobody on the roster" in dialog.people.empty.text())
    assert not SimulatedUser(dialog).find("mail-send").isEnabled()
    dialog.reject()


def test_another_language_has_its_own_letter_and_loses_nothing(desk: "Desk", tmp_path: Path) -> None:
    describe_workshop(desk.library, WORKSHOP, facilitator="Mara Lindqvist")
    letter, preview = desk.dialog.letter, desk.dialog.preview
    desk.choose(0)
    letter.subject.setText("My own words for {workshop}")
    choose_language(desk, Qt.Key.Key_Down)
    assert letter.letter == original_template(language="de")
    assert preview.subject.text().startswith("Ihre Auswertung zu „")
    assert preview.attachment.text().startswith("Auswertung ")
    assert not letter.restore.isEnabled()
    letter.subject.setText("Hallo {first_name}")
    choose_language(desk, Qt.Key.Key_Up)
    assert letter.subject.text() == "My own words for {workshop}"
    assert letter_template(desk.library, language="de").subject == "Hallo {first_name}"
    choose_language(desk, Qt.Key.Key_Down)
    desk.dialog.reject()
    again = MailDialog(LibraryBridge(desk.library), WORKSHOP, None)
    desk.qtbot.addWidget(again)
    assert again.letter.subject.text() == "Hallo {first_name}"
    assert again.letter.language.currentText() == "Deutsch"


def test_a_letter_that_is_wrong_holds_its_language(desk: "Desk") -> None:
    desk.dialog.letter.body.setPlainText("Dear {nmae}")
    choose_language(desk, Qt.Key.Key_Down)
    assert "no placeholder" in desk.agree("ok")
    assert desk.dialog.letter.language.currentText() == "English"
    assert desk.dialog.letter.body.toPlainText() == "Dear {nmae}"


def choose_language(desk: "Desk", key: Qt.Key) -> None:
    desk.dialog.letter.language.setFocus()
    QTest.keyClick(desk.dialog.letter.language, key)

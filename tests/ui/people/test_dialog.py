"""The roster's window: typing, pasting, importing, removing and erasing people."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from unwritable import unwritable

from facilitator.actions.actions import Wording, actions_of, add_action
from facilitator.exercises.network.answers import Who, add_contact
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from facilitator.workshop.same_people import confirm_same, is_recognised
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History
from ui.importing.arrivals import Arrival
from ui.importing.dialog import ImportDialog
from ui.people.dialog import RosterDialog
from ui.people.erasing import EraseQuestion
from ui.simulated_user import SimulatedUser


@pytest.fixture
def dialog(qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int) -> Iterator[RosterDialog]:
    made = RosterDialog(library, bridge, History(bridge), workshop)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made


def names(library: Library, workshop: int) -> list[str]:
    return [person.name for person in people_of(library, workshop)]


def key(dialog: RosterDialog, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target = dialog.focusWidget() or dialog
    dialog.activateWindow()
    QTest.qWaitForWindowActive(dialog)
    QTest.keyClick(target, pressed, modifier)
    QApplication.processEvents()


def type_line(dialog: RosterDialog, text: str) -> None:
    """Type into the current cell and press Enter, as one does in a spreadsheet."""
    # As a person's key does, this one opens the editor.
    QTest.keyClicks(dialog.table, text[0])
    editor = next(each for each in reversed(dialog.table.findChildren(QLineEdit)) if each.isVisible())
    QTest.keyClicks(editor, text[1:])
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def note(dialog: RosterDialog) -> str:
    label = dialog.findChild(QLabel, "roster-note")
    assert label is not None
    return label.text()


def click(dialog: QWidget, name: str) -> None:
    found = [each for each in dialog.findChildren(QPushButton, name) if each.isVisible()]
    assert found, f"no visible {name}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def preview(qtbot: QtBot, dialog: RosterDialog) -> ImportDialog:
    (made,) = dialog.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: made.go.isEnabled() or made.problems.count() > 0)
    return made


def test_names_are_typed_one_after_the_other(dialog: RosterDialog, library: Library, workshop: int) -> None:
    for name in ("Aleksandra Wisniewska-Kowalczyk", "Bo Lund"):
        type_line(dialog, name)
    assert names(library, workshop)[-2:] == ["Aleksandra Wisniewska-Kowalczyk", "Bo Lund"]
    assert dialog.table.currentIndex().row() == 8
    assert dialog.table.currentIndex().column() == 0
    assert note(dialog) == "8 people"


def test_a_cell_is_corrected_and_a_bad_address_refused(dialog: RosterDialog, library: Library, workshop: int) -> None:
    before = people_of(library, workshop)[1]
    dialog.table.setCurrentIndex(dialog.model.index(1, 1))
    type_line(dialog, "nowhere")
    assert "nowhere" in note(dialog)
    assert people_of(library, workshop)[1].email == before.email
    dialog.table.setCurrentIndex(dialog.model.index(1, 2))
    type_line(dialog, "Sales")
    assert people_of(library, workshop)[1].team == "Sales"
    dialog.table.setCurrentIndex(dialog.model.index(dialog.model.count, 2))
    type_line(dialog, "Sales")
    assert note(dialog) == "Type the name first, then the rest."


def begin_typing(qtbot: QtBot, dialog: RosterDialog) -> None:
    """Let the table have the keyboard, as where somebody types into it."""
    dialog.activateWindow()
    dialog.table.setFocus()
    qtbot.waitUntil(dialog.table.hasFocus)


def test_a_name_that_could_not_be_saved_stays_in_its_cell_and_is_tried_again(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int
) -> None:
    begin_typing(qtbot, dialog)
    with unwritable(library):
        type_line(dialog, "Bo Lund")
        assert "could not be saved" in note(dialog)
        # The next letters go behind those that are there.
        QTest.keyClicks(editor_of(qtbot, dialog), "gren")
    QTest.keyClick(editor_of(qtbot, dialog), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(library, workshop)[-1] == "Bo Lundgren")
    assert note(dialog) == "7 people"


def test_who_clicks_elsewhere_is_not_held_back_by_a_cell_that_could_not_be_saved(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int
) -> None:
    begin_typing(qtbot, dialog)
    with unwritable(library):
        QTest.keyClicks(dialog.table, "B")
        QTest.keyClicks(editor_of(qtbot, dialog), "o Lund")
        dialog.findChild(QPushButton, "roster-done").setFocus()
        qtbot.waitUntil(lambda: "could not be saved" in note(dialog))
        QApplication.processEvents()
        assert dialog.table.state() is not QAbstractItemView.State.EditingState
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    assert editor_of(qtbot, dialog).text() == "Bo Lund"
    QTest.keyClick(editor_of(qtbot, dialog), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(library, workshop)[-1] == "Bo Lund")


def editor_of(qtbot: QtBot, dialog: RosterDialog) -> QLineEdit:
    """The field of the cell that is edited, once it is there."""

    def there() -> list[QLineEdit]:
        return [each for each in dialog.table.findChildren(QLineEdit) if each.isVisible() and each.hasFocus()]

    qtbot.waitUntil(lambda: len(there()) == 1)
    return there()[0]


@pytest.mark.parametrize("library", ("file", "server"), indirect=True)
def test_rows_are_pasted_from_a_spreadsheet(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int
) -> None:
    QGuiApplication.clipboard().setText("Name\tE-mail\tTeam\nZoë Çelik\tzoe@example.org\tQuality\nBo Lund\t\t\n")
    key(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    shown = preview(qtbot, dialog)
    click(shown, "import-go")
    qtbot.waitUntil(lambda: dialog.model.count == 8)
    assert names(library, workshop)[-2:] == ["Zoë Çelik", "Bo Lund"]
    qtbot.waitUntil(lambda: not dialog.findChildren(ImportDialog))
    key(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.model.count == 6)


def test_an_empty_clipboard_says_what_to_do(dialog: RosterDialog) -> None:
    QGuiApplication.clipboard().setText("  ")
    click(dialog, "roster-paste")
    assert "clipboard holds no text" in note(dialog)


def test_a_file_is_imported(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Vorname;Nachname;Team\nAnna;Berg;Sales\n", encoding="utf-8")
    dialog.take(Arrival((path,)))
    click(preview(qtbot, dialog), "import-go")
    qtbot.waitUntil(lambda: dialog.model.count == 7)
    assert names(library, workshop)[-1] == "Anna Berg"


def test_people_are_removed_and_come_back(qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int) -> None:
    all_names = names(library, workshop)
    dialog.table.selectRow(2)
    key(dialog, Qt.Key.Key_Delete)
    assert names(library, workshop) == all_names[:2] + all_names[3:]
    assert note(dialog) == "Removed 1 person. Ctrl+Z brings them back."
    key(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(library, workshop) == all_names
    dialog.table.selectAll()
    click(dialog, "roster-remove")
    assert names(library, workshop) == []
    assert note(dialog).startswith("Removed 6 people.")


def test_one_person_is_erased_after_a_question(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int
) -> None:
    all_names = names(library, workshop)
    dialog.table.selectRow(0)
    click(dialog, "roster-erase")
    click(dialog, "cancel")
    assert names(library, workshop) == all_names
    surname = all_names[0].split()[-1]
    add_action(library, workshop, Wording(f"Ask {all_names[0]} first"))
    add_action(library, workshop, Wording(f"Lunch with {surname}"))
    click(dialog, "roster-erase")
    question = dialog.findChildren(EraseQuestion)[-1]
    assert not question.yes.isEnabled()
    qtbot.waitUntil(question.yes.isEnabled)
    # What is their exact name goes unasked.
    (row,) = (question.places.item(place) for place in range(question.places.count()))
    assert f"“Lunch with {surname}”" in row.text() and not question.ticked
    row.setCheckState(Qt.CheckState.Checked)
    click(dialog, "yes")
    qtbot.waitUntil(lambda: dialog.model.count == 5)
    assert names(library, workshop) == all_names[1:]
    assert [each.wording.what for each in actions_of(library, workshop)] == [
        "Ask (name removed) first",
        "Lunch with (name removed)",
    ]
    key(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(library, workshop) == all_names[1:]


def test_two_people_of_one_name_are_pointed_out(dialog: RosterDialog, library: Library, workshop: int) -> None:
    first = names(library, workshop)[0]
    add_people(library, workshop, [Person(first)])
    QApplication.processEvents()
    assert first in note(dialog)
    assert "same name" in note(dialog)


def test_everything_that_can_be_used_has_a_name(dialog: RosterDialog) -> None:
    roles = {
        QAccessible.Role.PushButton,
        QAccessible.Role.Button,
        QAccessible.Role.EditableText,
        QAccessible.Role.Table,
    }
    nameless = []

    def walk(node: Any) -> None:
        if node is None or node.state().invisible:
            return
        if node.role() in roles and not node.text(QAccessible.Text.Name):
            nameless.append(f"{node.role()} {node.object()}")
        for number in range(node.childCount()):
            walk(node.child(number))

    walk(QAccessible.queryAccessibleInterface(dialog))
    assert nameless == []


def test_an_address_is_what_can_be_sent_to(dialog: RosterDialog, library: Library, workshop: int) -> None:
    before = people_of(library, workshop)[1].email
    for text in ("n/a", "x@x", "j\u00fcrgen@example.org", "a@example.org, b@example.org"):
        assert not dialog.model.setData(dialog.model.index(1, 1), text)
        assert f"“{text}” is not an e-mail address" in note(dialog)
        assert people_of(library, workshop)[1].email == before
    assert dialog.model.setData(dialog.model.index(1, 1), " mailto:anna@stra\u00dfe.de\u200b")
    assert people_of(library, workshop)[1].email == "anna@straße.de"


def test_signs_that_nobody_sees_are_not_kept(dialog: RosterDialog, library: Library, workshop: int) -> None:
    row = dialog.model.count
    assert dialog.model.setData(dialog.model.index(row, 0), "\ufeffZoë\u200b Çelik\u202c")
    assert names(library, workshop)[-1] == "Zoë Çelik"
    dialog.model.setData(dialog.model.index(row, 2), "Sales\u2060")
    assert people_of(library, workshop)[-1].team == "Sales"


def test_an_address_of_an_older_library_is_in_nobodys_way(
    dialog: RosterDialog, library: Library, workshop: int
) -> None:
    person = people_of(library, workshop)[1]
    with library.change("as it was", Change(Topic.ROSTER, workshop)) as change:
        change.session.add(change.session.merge(person).sqlmodel_update({"email": "n/a"}))
    assert dialog.model.setData(dialog.model.index(1, 2), "Night shift")
    after = people_of(library, workshop)[1]
    assert (after.team, after.email) == ("Night shift", "n/a")


def test_one_name_in_two_spellings_is_shown_side_by_side(dialog: RosterDialog, library: Library, workshop: int) -> None:
    said = dialog.findChild(QLabel, "roster-alike")
    assert isinstance(said, QLabel) and not said.isVisible()
    add_people(library, workshop, [Person("Jörg Müller"), Person("Mueller Joerg"), Person("Anna Berg")])
    assert said.isVisible() and "Jörg Müller – Mueller Joerg." in said.text()
    assert len(names(library, workshop)) == 9


@pytest.fixture
def answered(library: Library, workshop: int, network_step: int) -> str:
    """The name of the first person, who has named a contact."""
    first = people_of(library, workshop)[0]
    update_person(library, first.id, Person("Anna Berg"))
    add_contact(library, Who(network_step, first.id), "Somebody")
    return "Anna Berg"


def type_over(dialog: RosterDialog, row: int, text: str) -> None:
    dialog.table.setCurrentIndex(dialog.model.index(row, 0))
    type_line(dialog, text)


@pytest.mark.parametrize(
    ("choice", "first", "more"),
    [
        ("roster-who-same", "Xu Yi", []),
        ("roster-who-else", None, ["Xu Yi"]),
        ("roster-who-cancel", None, []),
    ],
)
def test_another_name_over_somebody_who_has_answered_is_asked(
    dialog: RosterDialog,
    library: Library,
    workshop: int,
    answered: str,
    choice: str,
    first: str | None,
    more: list[str],
) -> None:
    before = names(library, workshop)
    type_over(dialog, 0, "Xu Yi")
    assert names(library, workshop) == before
    panel = dialog.findChild(QWidget, "roster-who")
    assert panel is not None and answered in "".join(label.text() for label in panel.findChildren(QLabel))
    click(dialog, choice)
    assert names(library, workshop) == [first or answered, *before[1:], *more]


def test_another_name_over_somebody_who_was_recognised_is_asked(
    dialog: RosterDialog, library: Library, workshop: int
) -> None:
    before = new_workshop(library, "Before", held_on=date(2020, 1, 1)).value
    here = people_of(library, workshop)[1]
    confirm_same(library, here.id, add_people(library, before, [Person(here.name)]).value[0])
    type_over(dialog, 1, "Somebody Else")
    assert dialog.findChild(QWidget, "roster-who") is not None
    assert names(library, workshop)[1] == here.name


def test_a_better_spelling_or_the_name_of_one_without_answers_is_not_asked(
    dialog: RosterDialog, library: Library, workshop: int, answered: str
) -> None:
    spelt = " ".join(reversed(answered.upper().split()))
    type_over(dialog, 0, spelt)
    type_over(dialog, 1, "Somebody Else")
    assert dialog.findChild(QWidget, "roster-who") is None
    assert names(library, workshop)[:2] == [spelt, "Somebody Else"]


def test_a_pasted_renaming_waits_for_a_tick(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int, answered: str
) -> None:
    (anna, *_) = people_of(library, workshop)
    update_person(library, anna.id, Person(answered, "anna@x.org"))
    QGuiApplication.clipboard().setText("Name\tE-mail\nNew Person\tanna@x.org\n")
    click(dialog, "roster-paste")
    made = preview(qtbot, dialog)
    (line,) = [made.changes.item(row) for row in range(made.changes.count())]
    assert line.checkState() is Qt.CheckState.Unchecked
    assert answered in line.text() and "New Person" in line.text()
    assert made.summary.text() == "1 person is added."
    made.changes.setFocus()
    QTest.keyClick(made.changes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.go.isEnabled() and made.summary.text() == "1 person is updated.")
    QTest.keyClick(made.changes, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: made.go.isEnabled() and made.summary.text() == "1 person is added.")
    QTest.mouseClick(made.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(library, workshop)[-1] == "New Person")
    assert names(library, workshop)[0] == answered
    qtbot.waitUntil(lambda: note(dialog) == "Imported: 1 person is added.")


def test_who_comes_again_is_said_where_people_are_listed(
    qtbot: QtBot, dialog: RosterDialog, library: Library, workshop: int
) -> None:
    before = new_workshop(library, "Last time", held_on=date(2020, 5, 4)).value
    add_people(library, before, [Person("Ana Sousa")])
    type_line(dialog, "Ana Sousa")
    click(dialog, "roster-again")
    again = dialog.findChild(RecognitionDialog)
    assert again is not None
    qtbot.waitUntil(lambda: again._work is None and again._cases.open == 1)
    SimulatedUser(again).type("1")
    person = people_of(library, workshop)[-1]
    qtbot.waitUntil(lambda: is_recognised(library, person.id))

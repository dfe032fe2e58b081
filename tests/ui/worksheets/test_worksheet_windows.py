"""Worksheets from the menu to the folder, and from the folder of returned files into the answers."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from saved import saved

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.worksheets import names
from facilitator.exercises.steps import exercise_steps
from facilitator.progress import finish
from facilitator.storage.library import Library
from facilitator.worksheets.writing import export_worksheets, prefix_of
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.history import History
from ui.importing.arrivals import Arrival
from ui.importing.dialog import ImportDialog
from ui.importing.taking_in import take_in
from ui.worksheets.form import worksheets_form
from ui.worksheets.returned import ReturnedDialog, show_returned


@pytest.fixture
def returned(library: Library, workshop: int, network_step: int, tmp_path: Path) -> Path:
    """A folder with the sheets of the first three people, one without a name, and a damaged file."""
    written = finish(export_worksheets(library, workshop, tmp_path / "out", fillable=True))
    folder = tmp_path / "back"
    folder.mkdir()
    chosen = [*written[:3], written[-1]]
    for number, form in enumerate(chosen):
        writer = PdfWriter(clone_from=PdfReader(form))
        fields = {prefix_of(network_step) + names.contact(1): f"Contact of {number}"}
        for page in writer.pages:
            writer.update_page_form_field_values(page, fields, auto_regenerate=False)
        saved(writer, folder / f"{number}.pdf")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing")
    return folder


def read(qtbot: QtBot, dialog: ReturnedDialog) -> None:
    qtbot.waitUntil(lambda: dialog._work is None and dialog.list.rowCount() > 0)


def click(qtbot: QtBot, window: QWidget, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None and button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def states(dialog: ReturnedDialog) -> dict[str, str]:
    rows = range(dialog.list.rowCount())
    return {dialog.list.item(row, 3).text(): dialog.list.item(row, 1).text() for row in rows}


@pytest.mark.parametrize(("fillable", "files"), [(True, 7), (False, 8)])
def test_sheets_are_made_into_the_folder_that_was_chosen(
    qtbot: QtBot, library: Library, workshop: int, parent: QMainWindow, tmp_path: Path, fillable: bool, files: int
) -> None:
    form = worksheets_form(parent, library, workshop)
    line = form.findChild(QLineEdit, "worksheets-folder")
    assert line is not None
    line.clear()
    click(qtbot, form, "yes")
    assert form.isVisible() and "folder" in form.problem.text()
    line.setText(str(tmp_path / "sheets"))
    if not fillable:
        choice = form.findChild(QRadioButton, "worksheets-printed")
        assert choice is not None
        choice.click()
    click(qtbot, form, "yes")
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "worksheets-done") is not None)
    written = list((tmp_path / "sheets").glob("*.pdf"))
    assert len(written) == files
    assert any(PdfReader(path).get_fields() for path in written) is fillable


@pytest.mark.parametrize("library", ("file", "server"), indirect=True)
def test_what_came_back_is_shown_chosen_and_one_undo(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    workshop: int,
    network_step: int,
    parent: QMainWindow,
    returned: Path,
) -> None:
    ada, ben, cho = (person.id for person in people_of(library, workshop)[:3])
    add_contact(library, Who(network_step, ben), "Typed at the station")
    history = History(bridge)
    dialog = show_returned(parent, library, history, workshop, [returned])
    read(qtbot, dialog)
    assert states(dialog) == {
        "0.pdf": "New, incomplete",
        "1.pdf": "Changed, incomplete",
        "2.pdf": "New, incomplete",
        "3.pdf": "Whose is it?",
        "broken.pdf": "Can’t be used",
    }
    assert dialog.said.text().startswith("5 files: 2 new, 1 changed, 1 of nobody known, 1 can’t be used.")
    assert "waits for your tick" in dialog.said.text()
    assert dialog.go.text() == "Import 2 sheets", "what goes over answers waits for a tick"
    # The third is left out by the space key, the fourth gets its person by the list of names.
    dialog.list.setFocus()
    dialog.list.setCurrentCell(2, 0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.go.text() == "Import 1 sheet"
    dialog.list.setCurrentCell(3, 0)
    owner = dialog.findChild(QComboBox, "returned-owner")
    assert owner is not None and owner.isVisible()
    fourth = people_of(library, workshop)[3].id
    owner.setCurrentIndex(owner.findData(fourth))
    owner.activated.emit(owner.currentIndex())
    read(qtbot, dialog)
    qtbot.waitUntil(lambda: states(dialog)["3.pdf"] == "New, incomplete")
    assert dialog.go.text() == "Import 2 sheets", "what was unticked by hand stays so"
    click(qtbot, dialog, "yes")
    qtbot.waitUntil(lambda: history.stack.count() == 1)

    def labels(person: int) -> list[str]:
        return [contact.label for contact in read_network(library, network_step, person).contacts]

    assert [labels(person) for person in (ada, ben, cho, fourth)] == [
        ["Contact of 0"], ["Typed at the station"], [], ["Contact of 3"]
    ]  # fmt: skip
    history.stack.undo()
    assert [labels(person) for person in (ada, fourth)] == [[], []]


def test_a_folder_without_sheets_says_so(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, parent: QMainWindow, tmp_path: Path
) -> None:
    dialog = show_returned(parent, library, History(bridge), workshop, [tmp_path / "nothing"])
    qtbot.waitUntil(lambda: "can’t be used" in dialog.said.text() or "no PDF" in dialog.said.text())
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_the_general_import_knows_returned_sheets(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, parent: QMainWindow, returned: Path
) -> None:
    """Tables first, then sheets; whatever came by one drop is taken back by one undo."""
    table = returned / "people.csv"
    table.write_text("Name\nAnna Berg\n", encoding="utf-8")
    history, before = History(bridge), len(people_of(library, workshop))
    take_in(library, bridge, history, workshop, parent, Arrival((returned / "0.pdf", table)))
    preview = parent.findChild(ImportDialog)
    assert preview is not None
    qtbot.waitUntil(preview.go.isEnabled)
    preview.go.click()
    qtbot.waitUntil(lambda: parent.findChild(ReturnedDialog) is not None)
    dialog = parent.findChild(ReturnedDialog)
    assert dialog is not None
    read(qtbot, dialog)
    assert states(dialog) == {"0.pdf": "New, incomplete"}
    step = exercise_steps(library, workshop)[0][0].id
    person = people_of(library, workshop)[0].id
    click(qtbot, dialog, "yes")
    qtbot.waitUntil(lambda: bool(read_network(library, step, person).contacts))
    assert len(people_of(library, workshop)) == before + 1
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "message") is not None)
    assert history.stack.count() == 1
    history.stack.undo()
    assert len(people_of(library, workshop)) == before and not read_network(library, step, person).contacts


def test_two_peoples_forms_in_one_file_can_not_be_ticked(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    workshop: int,
    parent: QMainWindow,
    returned: Path,
    tmp_path: Path,
) -> None:
    joined = PdfWriter()
    for name in ("0.pdf", "1.pdf"):
        joined.append(returned / name)
    joined.write(tmp_path / "both.pdf")
    dialog = show_returned(parent, library, History(bridge), workshop, [tmp_path / "both.pdf"])
    read(qtbot, dialog)
    assert states(dialog) == {"both.pdf": "Can’t be used"}
    first, second = (person.name for person in people_of(library, workshop)[:2])
    said = dialog.list.item(0, 2).text()
    assert first in said and second in said and "ask each for their own" in said
    dialog.list.setFocus()
    dialog.list.setCurrentCell(0, 0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert not dialog.list.chosen and not dialog.go.isEnabled()
    dialog.reject()

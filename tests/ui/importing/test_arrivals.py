"""What is dropped on windows or pasted into them, by the events that Qt sends and with real files."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from arriving import drag_over, drop, files, leave
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.sharing.exchange import Format, export_workshop
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops
from ui.console.window import ConsoleWindow
from ui.dialogs import Dialog
from ui.entry.sheet_pictures import SheetPictures
from ui.importing.arrivals import Arrival
from ui.importing.aside import AsidePanel
from ui.importing.dialog import ImportDialog
from ui.importing.taking_in import take_in
from ui.library.window import LibraryWindow
from ui.open_library import OpenLibrary
from ui.people.dialog import RosterDialog
from ui.worksheets.returned import ReturnedDialog


@pytest.fixture
def console(opened: OpenLibrary, workshop: int) -> ConsoleWindow:
    opened.open_workshop(workshop)
    assert opened.console is not None
    return opened.console


def preview(qtbot: QtBot, window: QWidget) -> ImportDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportDialog)))
    (dialog,) = window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog._work is None)
    return dialog


def found(qtbot: QtBot, window: QWidget, name: str) -> QWidget:
    qtbot.waitUntil(lambda: window.findChild(QWidget, name) is not None)
    widget = window.findChild(QWidget, name)
    assert widget is not None
    return widget


@pytest.mark.parametrize("library", ("file", "server"), indirect=True)
def test_a_folder_is_dropped_seen_imported_by_enter_and_undone(
    qtbot: QtBot, opened: OpenLibrary, console: ConsoleWindow, library: Library, workshop: int, tmp_path: Path
) -> None:
    study = tmp_path / "study"
    (study / "wave 1").mkdir(parents=True)
    (study / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    (study / "people.csv").write_text("Name,E-mail\nAnna Berg,anna@x.org\nBo Lund,\n", encoding="utf-8")
    with ZipFile(study / "wave 1" / "more.zip", "w") as packed:
        packed.writestr("inside/contacts.csv", "Participant,Contact,Close\nAnna Berg,Ole,1\n")
        packed.writestr("__MACOSX/inside/._contacts.csv", b"\0\5\x16\7")
    before = len(people_of(library, workshop))
    drag_over(console, files(study))
    hint = console.door.hint
    assert hint.isVisible() and "“study”" in hint.title.text() and hint.size() == console.size()
    leave(hint)
    qtbot.waitUntil(lambda: not hint.isVisible())
    drop(console, files(study))
    assert not hint.isVisible()
    dialog = preview(qtbot, console)
    names = [dialog.files.item(row, 0).text() for row in range(dialog.files.rowCount())]  # type: ignore[union-attr]
    assert names == ["study › people.csv", "study › wave 1 › more.zip › inside › contacts.csv"]
    taken = [dialog.files.choice(row).currentText() for row in range(2)]
    assert taken == ["People", "Answers: Personal network"]
    row = dialog.files.choice(1)
    row.setCurrentIndex(row.findText("Leave out"))
    row.activated.emit(row.currentIndex())
    qtbot.waitUntil(lambda: dialog._work is None and dialog.go.isEnabled())
    assert dialog.files.item(1, 2).text() == "It is left out."  # type: ignore[union-attr]
    dialog.go.setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people_of(library, workshop)) == before + 2)
    qtbot.waitUntil(opened.history.stack.canUndo)
    opened.history.stack.undo()
    assert len(people_of(library, workshop)) == before and not opened.history.stack.canUndo()


def test_a_study_of_several_interviews_shows_each_of_its_files(
    qtbot: QtBot, opened: OpenLibrary, console: ConsoleWindow, library: Library, workshop: int, tmp_path: Path
) -> None:
    study = tmp_path / "study.zip"
    with ZipFile(study, "w") as packed:
        for case in ("case 1", "case 2", "case 3"):
            packed.writestr(f"{case}_ego.csv", f"networkCanvasEgoUUID,networkCanvasCaseID\ne-{case},{case}\n")
            packed.writestr(
                f"{case}_attributeList_Person.csv",
                f"nodeID,networkCanvasEgoUUID,networkCanvasUUID,name\n1,e-{case},n-{case},Ole\n",
            )
    before = len(people_of(library, workshop))
    drop(console, files(study))
    dialog = preview(qtbot, console)
    assert dialog.files.rowCount() == 6 and dialog.go.isEnabled()
    says = [dialog.files.item(row, 2).text() for row in range(6)]  # type: ignore[union-attr]
    assert says.count("It is read together with others.") == 4 and any("3 contacts" in each for each in says)
    QTest.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(people_of(library, workshop)) == before + 3, timeout=20_000)
    qtbot.waitUntil(opened.history.stack.canUndo, timeout=20_000)


def test_the_rest_comes_in_and_what_did_not_is_listed(
    qtbot: QtBot, opened: OpenLibrary, console: ConsoleWindow, library: Library, workshop: int, tmp_path: Path
) -> None:
    people, broken = tmp_path / "people.csv", tmp_path / "broken.xlsx"
    add_people(library, workshop, [Person("Twin"), Person("Twin")])
    people.write_text("Name,E-mail\n" + "".join(f"P{n} Q,p{n}@x.org\n" for n in range(20)) + "Twin,\n")
    broken.write_bytes(b"PK\3\4 xl/ nothing")
    drop(console, files(people, broken))
    dialog = preview(qtbot, console)
    assert not dialog.go.isEnabled() and dialog.rest.isVisible()
    first = dialog.columns.verticalHeaderItem(1)
    assert first is not None and first.text() == "22", "the row that is wrong stands first"
    for label in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton)):
        assert "--" not in label.text()
    assert not any("--" in dialog.problems.item(row).text() for row in range(dialog.problems.count()))
    before = len(people_of(library, workshop))
    QTest.mouseClick(dialog.rest, Qt.MouseButton.LeftButton)
    panel = found(qtbot, console, "import-aside")
    assert isinstance(panel, AsidePanel)
    assert len(people_of(library, workshop)) == before + 20
    assert "people.csv: Row 22" in panel.text and "broken.xlsx: “broken.xlsx” is damaged" in panel.text
    QTest.mouseClick(panel.findChild(QPushButton, "import-aside-copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == panel.text
    panel.save(tmp_path / "left.txt")
    assert (tmp_path / "left.txt").read_text(encoding="utf-8") == panel.text + "\n"
    opened.history.stack.undo()
    assert len(people_of(library, workshop)) == before


@pytest.mark.parametrize("form", ["cells", "file"])
def test_what_is_copied_is_pasted_into_people(
    qtbot: QtBot,
    opened: OpenLibrary,
    console: ConsoleWindow,
    library: Library,
    workshop: int,
    tmp_path: Path,
    form: str,
) -> None:
    RosterDialog(library, opened.bridge, opened.history, workshop, console).open()
    roster = found(qtbot, console, "roster")
    assert isinstance(roster, RosterDialog)
    text = "Name\tE-mail\nAnna Berg\tanna@x.org\n"
    data = QMimeData()
    data.setText(text)
    # As spreadsheet programs do it.
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    if form == "file":
        (tmp_path / "a.tsv").write_text(text, encoding="utf-8")
        data = files(tmp_path / "a.tsv")
    QGuiApplication.clipboard().setMimeData(data)
    roster.activateWindow()
    roster.table.setFocus()
    qtbot.waitUntil(roster.table.hasFocus)
    QTest.keyClick(roster.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = preview(qtbot, roster)
    assert dialog.choices.target.currentText() == "People"
    # While the window waits for an answer, nothing else comes in below it.
    drop(console, files(tmp_path))
    assert console.findChild(QWidget, "progress") is None and not console.door.hint.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people_of(library, workshop)[-1].name == "Anna Berg")


def test_text_on_the_library_window_asks_for_the_workshop(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int
) -> None:
    window = library_window(qtbot, opened)
    data = QMimeData()
    data.setText("Anna Berg\nBo Lund")
    QGuiApplication.clipboard().setMimeData(data)
    window.activateWindow()
    window.view.setFocus()
    qtbot.waitUntil(window.view.hasFocus)
    QTest.keyClick(window.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form = found(qtbot, window, "bring-into")
    choice = form.findChild(QListWidget, "bring-into-workshop")
    assert choice.currentItem().text().startswith("Learning across borders"), "the chosen card"
    QTest.keyClick(choice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.console is not None)
    assert opened.console is not None
    dialog = preview(qtbot, opened.console)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [each.name for each in people_of(library, workshop)][-2:] == ["Anna Berg", "Bo Lund"])


@pytest.mark.parametrize("kind", ["json", "new"])
def test_a_whole_workshop_is_a_new_one(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int, tmp_path: Path, kind: str
) -> None:
    window = library_window(qtbot, opened)
    path = tmp_path / "back.json"
    if kind == "json":
        export_workshop(library, workshop, Format.JSON, path)
        drop(window, files(path))
        panel = found(qtbot, window, "take-over")
        QTest.keyClick(panel, Qt.Key.Key_Return)
        said = found(qtbot, window, "taken-over")
        assert len(list_workshops(library)) == 2
        said.close()
        opened.history.stack.undo()
        assert len(list_workshops(library)) == 1
        return
    path = tmp_path / "Study_of May.csv"
    path.write_text("Name\nAnna Berg\n", encoding="utf-8")
    drop(window, files(path))
    choice = found(qtbot, window, "bring-into").findChild(QListWidget, "bring-into-workshop")
    QTest.keyClick(choice, Qt.Key.Key_Home)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "ask-line-yes") is not None or _line(window) is not None)
    line = _line(window)
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.console is not None)
    assert opened.console is not None
    dialog = preview(qtbot, opened.console)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    new = max(list_workshops(library), key=lambda card: card.id)
    assert new.title == "Study of May", "the dropped file's name"
    qtbot.waitUntil(lambda: [each.name for each in people_of(library, new.id)] == ["Anna Berg"])


def test_a_text_beside_the_lists_of_an_archive_stops_none_of_them_and_is_counted(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int, tmp_path: Path
) -> None:
    with ZipFile(tmp_path / "lists.zip", "w") as packed:
        packed.writestr("A/list.csv", "Name,Team\nAnna Berg,A\n")
        packed.writestr("B/list.csv", "Name,Team\nRia van Loo,B\n")
        packed.writestr("readme.txt", "Please import both.\n")
    window, said = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    arrival = Arrival((tmp_path / "lists.zip",))
    take_in(library, opened.bridge, opened.history, workshop, window, arrival, said.append)
    QTest.keyClick(preview(qtbot, window), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said))
    assert {each.name for each in people_of(library, workshop)} >= {"Anna Berg", "Ria van Loo"}
    assert said[0].endswith("Left out: 1 file (“readme.txt”).")


def _line(window: QWidget) -> QWidget | None:
    from PySide6.QtWidgets import QLineEdit

    return next(
        (each for each in window.findChildren(QLineEdit) if each.window() is not window and each.isVisible()), None
    )


def library_window(qtbot: QtBot, opened: OpenLibrary) -> LibraryWindow:
    window = LibraryWindow()
    qtbot.addWidget(window)
    window.attach(opened.library, opened.bridge, opened.history)
    window.brought.connect(lambda arrival, meant: opened.take_in(window, arrival, meant))
    window.show()
    qtbot.waitUntil(lambda: window.cards.rowCount() > 0)
    return window


def test_a_new_workshop_and_what_came_into_it_go_by_one_undo(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int, tmp_path: Path
) -> None:
    before = [card.id for card in list_workshops(library)]
    path = tmp_path / "people.csv"
    path.write_text("Name\nAnna Berg\nBo Lund\n", encoding="utf-8")
    window = library_window(qtbot, opened)
    drop(window, files(path))
    choice = found(qtbot, window, "bring-into").findChild(QListWidget, "bring-into-workshop")
    choice.setCurrentRow(0)
    QTest.keyClick(choice, Qt.Key.Key_Return)
    line = found(qtbot, window, "ask-line").findChild(QLineEdit, "line")
    QTest.keyClicks(line, "Monday")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened.console is not None)
    assert opened.console is not None
    QTest.keyClick(preview(qtbot, opened.console), Qt.Key.Key_Return)
    (made,) = {card.id for card in list_workshops(library)} - set(before)
    qtbot.waitUntil(lambda: len(people_of(library, made)) == 2)
    qtbot.waitUntil(lambda: opened.history.stack.count() == 1)
    opened.history.stack.undo()
    assert [card.id for card in list_workshops(library)] == before and not opened.history.stack.canUndo()


def test_a_photograph_stands_beside_the_entry_and_is_not_kept(
    qtbot: QtBot, opened: OpenLibrary, console: ConsoleWindow, library: Library, network_step: int, tmp_path: Path
) -> None:
    photo, flat = tmp_path / "IMG_1.jpg", tmp_path / "scan.pdf"
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(QColor("orange"))
    assert picture.save(str(photo))
    writer = QPdfWriter(str(flat))
    painter = QPainter(writer)
    painter.drawText(200, 200, "Anna Berg")
    writer.newPage()
    painter.drawText(200, 200, "Bo Lund")
    painter.end()
    size = library.path.stat().st_size
    drop(console, files(photo))
    entry = found(qtbot, console, "rapid-entry")
    assert isinstance(entry, Dialog)
    beside = entry.findChild(SheetPictures)
    qtbot.waitUntil(lambda: beside.is_read)
    assert beside.name.text() == "IMG_1.jpg" and beside.view.sceneRect().width() == 900
    before = beside.view.transform()
    QTest.keyClick(entry, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert beside.view.transform().m11() > before.m11()
    beside.turn()
    assert round(beside.view.transform().m11(), 6) == 0
    finder = entry.findChild(QWidget, "rapid-find")
    finder.setFocus()
    QTest.keyClicks(finder, "a")
    QTest.keyClick(finder, Qt.Key.Key_Return)
    assert entry.sheet is not None  # type: ignore[attr-defined]
    entry.reject()
    assert library.path.stat().st_size == size
    drop(console, files(flat))
    returned = found(qtbot, console, "returned")
    button = returned.findChild(QPushButton, "returned-by-hand")
    qtbot.waitUntil(lambda: button.isVisible())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: console.findChild(QWidget, "rapid-entry") is not None)
    pages = console.findChild(SheetPictures)
    qtbot.waitUntil(lambda: pages.is_read)
    assert pages.name.text() == "scan.pdf · 1 · 1 of 2"


def test_scanned_sheets_go_to_the_entry_with_the_photographs(
    qtbot: QtBot, console: ConsoleWindow, network_step: int, tmp_path: Path
) -> None:
    """No sheet can be read: the main button types them in, all pictures beside one entry."""
    photo, scan = tmp_path / "IMG_1.jpg", tmp_path / "scan.pdf"
    picture = QImage(900, 600, QImage.Format.Format_RGB32)
    picture.fill(QColor("orange"))
    assert picture.save(str(photo))
    writer = QPdfWriter(str(scan))
    painter = QPainter(writer)
    painter.drawImage(0, 0, picture)
    writer.newPage()
    painter.drawImage(0, 0, picture)
    painter.end()
    drop(console, files(photo, scan))
    returned = found(qtbot, console, "returned")
    assert isinstance(returned, ReturnedDialog)
    qtbot.waitUntil(lambda: returned.go.text() == "Type in 1 sheet")
    QTest.mouseClick(returned.go, Qt.MouseButton.LeftButton)
    beside = found(qtbot, console, "rapid-entry").findChild(SheetPictures)
    qtbot.waitUntil(lambda: beside.is_read)
    assert beside.name.text() == "scan.pdf · 1 · 1 of 3"


def test_what_a_window_can_not_use_is_not_taken(qtbot: QtBot, console: ConsoleWindow) -> None:
    for data in (QMimeData(), _private()):
        event = drag_over(console, data)
        assert not event.isAccepted() and not console.door.hint.isVisible()
    text = QMimeData()
    text.setText("Anna Berg")
    assert drag_over(console, text).isAccepted()
    # Qt remembers over what something is dragged, and would send the next drop there, to a window that is gone.
    leave(console)
    # A field below can still have it.
    assert console.door.hint.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _private() -> QMimeData:
    data = QMimeData()
    data.setData("application/x-qabstractitemmodeldatalist", b"1")
    return data


def test_nothing_is_taken_by_what_the_room_sees(opened: OpenLibrary, console: ConsoleWindow, tmp_path: Path) -> None:
    opened.show_projector(True)
    projector = opened.projector
    assert projector is not None
    assert not drag_over(projector, files(tmp_path)).isAccepted()
    assert not projector.acceptDrops() and projector.findChild(QWidget, "drop-hint") is None


def test_a_picture_on_the_clipboard_stands_beside_the_entry(qtbot: QtBot, console: ConsoleWindow) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("orange"))
    QGuiApplication.clipboard().setImage(picture)
    console.actions_by_name["paste"].trigger()
    entry = found(qtbot, console, "rapid-entry")
    beside = entry.findChild(SheetPictures)
    qtbot.waitUntil(lambda: beside.is_read)
    assert beside.name.text() == "From the clipboard"
    QGuiApplication.clipboard().clear()
    entry.close()
    console.actions_by_name["paste"].trigger()
    assert found(qtbot, console, "message").isVisible()

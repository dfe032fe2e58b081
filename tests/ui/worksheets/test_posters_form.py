"""Pages to hang up, from the menu's form into the folder."""

from pathlib import Path

from prepared import prepared
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.rehearsal.sample import sample_workshop
from facilitator.storage.library import Library
from ui.dialogs import Panel
from ui.worksheets.posters import PostersForm, posters_form


def open_panel(qtbot: QtBot, window: QMainWindow, name: str) -> Panel:
    def there() -> list[Panel]:
        return [each for each in window.findChildren(Panel, name) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[0]


def test_what_is_ticked_is_written_in_the_size_that_was_chosen(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    workshop = prepared(library, "canvas", lambda: sample_workshop(library, template="canvas").value)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    posters_form(window, library, workshop)
    form = open_panel(qtbot, window, "posters")
    assert isinstance(form, PostersForm)
    assert [form.table.item(row, 0).text() for row in range(2)] == ["Canvas to fill in", "The canvases of the room"]
    second = form.table.item(1, 0)
    assert second is not None
    second.setCheckState(Qt.CheckState.Unchecked)
    sizes = form.table.cellWidget(0, 2)
    assert isinstance(sizes, QComboBox) and sizes.accessibleName() == "Size of “Canvas to fill in”"
    sizes.setCurrentIndex(1)
    folder = form.findChild(QLineEdit, "posters-folder")
    yes = form.findChild(QPushButton, "yes")
    assert folder is not None and yes is not None
    folder.setText(str(tmp_path / "pages"))
    yes.click()
    done = open_panel(qtbot, window, "posters-done")
    [path] = (tmp_path / "pages").iterdir()
    assert round(PdfReader(path).pages[0].mediabox.width) == 842
    done.close()


def test_a_workshop_without_such_pages_says_so(qtbot: QtBot, library: Library, workshop: int) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    posters_form(window, library, workshop)
    open_panel(qtbot, window, "message").close()

"""What a participant waits for at the station after an answer.

Presses digits in the real window on a full library, each timed until it is committed and the cell is
painted. Its peers, in the same run: a bare INSERT and commit with the same pragmas followed by the repaint of one
cell of a bare QTableWidget of the same size.
"""

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_answers import CONTACTS, FACTORS, PEOPLE, ROUNDS, alternate, at, fill, peer, raw
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QTableWidgetItem, QWidget

from facilitator.exercises.network.setup import get_setup
from facilitator.storage.library import Library, open_library
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import get_participant
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.station.people import ListedPerson
from ui.station.window import StationWindow
from ui.theme import theme

SIZE = (1920, 1080)


class Painted(QObject):
    """Counts the paint events of one widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return super().eventFilter(watched, event)


def main() -> None:
    """Print the figures; the folder for the files may be given, to measure another disk."""
    app = QApplication([])
    theme.apply(app, "light")
    folder_of = sys.argv[1] if len(sys.argv) > 1 else None
    with TemporaryDirectory(dir=folder_of) as folder:
        one_answer(app, Path(folder))


def one_answer(app: QApplication, folder: Path) -> None:
    """From the press of a digit to the painted cell."""
    library = open_library(folder / "library.sqlite")
    who, contact, _ = fill(library)
    set_pin(library, "2468")
    library.close()
    copy = folder / "copy.sqlite"
    shutil.copy(library.path, copy)
    library = open_library(library.path)
    workshop = get_setup(library, who.step_id).workshop_id
    # Before the station, which covers itself when another window gets in front.
    table, theirs_painted = bare_table(app)
    window = opened(app, library, workshop, None)
    window.set_step(who.step_id)
    person = get_participant(library, who.participant_id)
    window._begin(ListedPerson(person.id, person.name, "", State.BUSY))
    app.processEvents()
    for button in ("network-next", "network-next"):
        click(app, window, button)
    (grid,) = window.findChildren(QTableView, "network-grid")
    ours_painted = Painted(grid.viewport())

    with closing(peer(copy)) as connection:

        def bare(turn: int) -> None:
            before = theirs_painted.count
            raw(connection, contact, 1 + turn % FACTORS, 1 + turn // FACTORS % 2)
            table.item(turn % CONTACTS, turn % FACTORS).setText(str(1 + turn % 3))
            table.setCurrentCell((turn + 1) % CONTACTS, turn % FACTORS)
            while theirs_painted.count == before:
                app.processEvents()

        def pressed(turn: int) -> None:
            before = ours_painted.count
            key = Qt.Key.Key_1 if turn % 3 else Qt.Key.Key_2
            QApplication.sendEvent(grid, QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, chr(key)))
            while ours_painted.count == before:
                app.processEvents()
            if turn % (CONTACTS * FACTORS) == CONTACTS * FACTORS - 1:
                grid.setCurrentIndex(grid.model().index(0, 0))

        theirs, ours = alternate(bare, pressed)
    window.release()
    library.close()
    print(
        f"library of {PEOPLE} people × {CONTACTS} contacts × {FACTORS} questions, window of {SIZE[0]} × {SIZE[1]}, "
        f"{ROUNDS} answers"
    )
    for name, times in (("bare commit and table", theirs), ("key to commit and paint", ours)):
        print(
            f"{name:24s} p50 {at(times, 0.5):6.2f} ms   p95 {at(times, 0.95):6.2f} ms"
            f"   {at(times, 0.5) / at(theirs, 0.5):5.1f} × (p50)   {at(times, 0.95) / at(theirs, 0.95):5.1f} × (p95)"
        )


def opened(app: QApplication, library: Library, workshop: int, step: int | None) -> StationWindow:
    """The station's window, painted."""
    window = StationWindow(library, LibraryBridge(library), workshop, step)
    window.open(full_screen=False)
    window.resize(*SIZE)
    app.processEvents()
    return window


def click(app: QApplication, window: QWidget, name: str) -> None:
    """Click the one visible widget of this name."""
    (button,) = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    app.processEvents()


def bare_table(app: QApplication) -> tuple[QTableWidget, Painted]:
    """A table of the same number of cells, with nothing of ours."""
    table = QTableWidget(CONTACTS, FACTORS)
    for row in range(CONTACTS):
        for column in range(FACTORS):
            table.setItem(row, column, QTableWidgetItem("1"))
    table.resize(*SIZE)
    table.show()
    app.processEvents()
    return table, Painted(table.viewport())


if __name__ == "__main__":
    main()

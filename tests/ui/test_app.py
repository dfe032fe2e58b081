"""The life of the windows: what opens what, what closes with what, and what is left behind."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessible import unnamed
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import NotFound
from facilitator.protection.believed_date import believe, doubt_of
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.data_protection import describe_protection
from facilitator.workshop.workshops import describe_workshop, erase_workshops, list_workshops
from ui.about import about, credits
from ui.app import Program
from ui.garbage import garbage_collector
from ui.screen_preferences import SCREEN
from ui.screens import AS_WINDOW, screen_choice_to_json


@pytest.fixture
def program(qtbot: QtBot, library: Library, workshop: int) -> Iterator[Program]:
    made = Program(library.path)
    made.use(open_library(library.path))
    made.open_workshop(workshop)
    assert made.opened is not None
    assert made.opened.console is not None
    qtbot.waitExposed(made.opened.console)
    yield made
    made.close()


def test_the_console_opens_and_closes_the_projector(qtbot: QtBot, program: Program) -> None:
    console = program.opened.console
    assert console is not None
    action = console.actions_by_name["projector"]
    action.trigger()
    assert program.opened.projector is not None
    assert program.opened.projector.isVisible()
    assert action.isChecked()
    qtbot.waitUntil(lambda: not console.projector_panel.thumbnail.picture.isNull())
    program.opened.projector.close()
    assert program.opened.projector is None
    assert not action.isChecked()
    assert console.projector_panel.thumbnail.picture.isNull()


def test_closing_the_console_closes_what_it_opened(qtbot: QtBot, program: Program) -> None:
    program.opened.show_projector(True)
    program.opened.open_station()
    projector, station = program.opened.projector, program.opened.station
    assert projector is not None
    assert station is not None
    assert program.opened.console is not None
    program.opened.console.close()
    assert not projector.isVisible()
    assert not station.isVisible()
    assert program.opened.console is program.opened.projector is program.opened.station is None


def test_the_station_follows_the_agenda(program: Program) -> None:
    assert program.opened is not None
    assert program.opened.console is not None
    steps = steps_of(program.opened.library, program.opened.console.workshop_id)
    exercise = next(step.id for step in steps if step.exercise)
    program.opened.open_station()
    assert program.opened.station is not None
    assert program.opened.station.step_id == exercise
    run_step(program.opened.library, exercise)
    run_step(program.opened.library, steps[-1].id)
    assert program.opened.station.step_id == exercise
    assert "open" in program.opened.console.bar.station.text()


def test_the_wished_screen_is_remembered(program: Program) -> None:
    assert program.opened is not None
    assert program.opened.console is not None
    combo = program.opened.console.projector_panel.screens
    row = combo.findData(AS_WINDOW)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)
    assert SCREEN.get(program.opened.library) == screen_choice_to_json(AS_WINDOW)
    assert combo.currentData() == AS_WINDOW


def test_two_openings_leave_one_console(program: Program, workshop: int) -> None:
    first = program.opened.console
    program.open_workshop(workshop)
    assert program.opened.console is not first
    assert first is not None
    assert not first.isVisible()


def test_everything_can_be_closed_and_opened_again(qtbot: QtBot, library: Library, workshop: int) -> None:
    for _ in range(2):
        program = Program(library.path)
        program.use(open_library(library.path))
        program.open_workshop(workshop)
        program.opened.show_projector(True)
        program.close()
        assert program.opened is None


def test_about_lists_every_library_font_and_icon_with_its_licence(qtbot: QtBot) -> None:
    named = dict(credits())
    for name in ("PySide6_Essentials", "pyqtgraph", "SQLAlchemy", "reportlab", "numpy", "Noto Sans", "Lucide"):
        assert any(known.lower().startswith(name.lower()) for known in named)
    assert all(licence and "see its" not in licence for licence in named.values())
    panel = about(None)
    qtbot.addWidget(panel)
    text = panel.findChild(QPlainTextEdit, "credits")
    assert text is not None
    assert "Noto Sans" in text.toPlainText()


def test_nothing_that_can_be_used_is_without_a_name(qtbot: QtBot, program: Program) -> None:
    console = program.opened.console
    assert console is not None
    assert program.opened is not None
    for step in steps_of(program.opened.library, console.workshop_id):
        console.run(step.id)
        assert unnamed(console) == []
    exercise = next(step.id for step in steps_of(program.opened.library, console.workshop_id) if step.exercise)
    console.run(exercise)
    console.projector_panel.next_view()
    assert unnamed(console) == []
    for name in ("settings", "add_step", "export", "shortcuts"):
        console.actions_by_name[name].trigger()
        for dialog in [child for child in console.children() if isinstance(child, QWidget) and child.isWindow()]:
            if dialog.isVisible():
                assert unnamed(dialog) == [], name
                dialog.close()


def at_the_first_card(program: Program, act: Callable[[], object]) -> QTimer:
    """Start the program, and do something as soon as a workshop is listed, which is before the library is open."""
    program.open()
    looking = QTimer(program, interval=0)

    def look() -> None:
        if program.window.cards.rowCount():
            looking.stop()
            assert program.opened is None
            act()

    looking.timeout.connect(look)
    looking.start()
    return looking


def shown(name: str) -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.objectName() == name and each.isVisible()]


def test_a_workshop_chosen_before_the_library_is_open_has_a_window_at_once(
    qtbot: QtBot, library: Library, workshop: int
) -> None:
    program = Program(library.path)
    places: list[QRect] = []

    def choose() -> None:
        qtbot.keyClick(program.window.view, Qt.Key.Key_Return)
        (opening,) = shown("opening")
        assert "Learning across borders" in opening.windowTitle()
        opening.setGeometry(QRect(30, 40, 760, 650))
        qtbot.waitExposed(opening)
        places.append(opening.geometry())

    at_the_first_card(program, choose)
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.console is not None)
    assert program.opened is not None
    assert program.opened.console is not None
    assert program.opened.console.workshop_id == workshop
    assert program.opened.console.geometry() == places[0]
    assert shown("opening") == [] == shown("library")
    # Nobody looks for garbage while everything is being imported, and somebody does again from then on.
    qtbot.waitUntil(lambda: garbage_collector().findChild(QTimer).isActive())
    program.close()


def test_what_is_dropped_before_the_library_is_open_is_kept_and_asked_about_then(
    qtbot: QtBot, library: Library, workshop: int, tmp_path: Path
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name\nAda\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(table))])
    program = Program(library.path)
    taken: list[bool] = []

    def drop() -> None:
        left, plain, copies = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
        entered = QDragEnterEvent(QPoint(200, 200), copies, data, left, plain)
        QApplication.sendEvent(program.window, entered)
        assert program.window.door.hint.isVisible()
        dropped = QDropEvent(QPointF(200, 200), copies, data, left, plain)
        QApplication.sendEvent(program.window, dropped)
        taken.extend((entered.isAccepted(), dropped.isAccepted()))

    at_the_first_card(program, drop)
    qtbot.waitUntil(lambda: bool(shown("bring-into")), timeout=30_000)
    assert taken == [True, True]
    (asked,) = shown("bring-into")
    assert "people.csv" in asked.windowTitle()
    asked.close()
    qtbot.waitUntil(lambda: garbage_collector().findChild(QTimer).isActive())
    program.close()


def test_a_workshop_that_is_given_up_does_not_open(qtbot: QtBot, library: Library, workshop: int) -> None:
    program = Program(library.path)

    def choose_and_close() -> None:
        qtbot.keyClick(program.window.view, Qt.Key.Key_Return)
        (opening,) = shown("opening")
        opening.close()

    at_the_first_card(program, choose_and_close)
    with qtbot.waitSignal(program._settled):
        pass
    assert program.opened is not None
    assert program.opened.console is None
    assert shown("opening") == []
    assert shown("library") == [program.window]
    program.close()


def test_a_workshop_that_is_gone_leaves_no_window_behind(
    qtbot: QtBot, library: Library, workshop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, error, _trace: told.append(error))
    program = Program(library.path)

    def choose_and_erase() -> None:
        qtbot.keyClick(program.window.view, Qt.Key.Key_Return)
        erase_workshops(library, [workshop])

    at_the_first_card(program, choose_and_erase)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], NotFound)
    assert shown("opening") == []
    assert shown("library") == [program.window]
    program.close()


def test_what_is_due_by_a_date_that_is_doubted_is_erased_only_once_somebody_says_that_it_is_right(
    qtbot: QtBot, library: Library, workshop: int
) -> None:
    """A clock that is a month ahead by mistake would else erase it, from the copies too."""
    today = date.today()
    describe_workshop(library, workshop, held_on=today)
    describe_protection(library, workshop, responsible="", contact="", keep_until=today)
    believe(library, today - timedelta(days=31))
    with closing(Program(library.path)) as program:
        program.open()
        qtbot.waitUntil(lambda: bool(shown("confirm")))
        (asked,) = shown("confirm")
        (said,) = (each for each in asked.findChildren(QLabel) if "31 days after" in each.text())
        assert "“Learning across borders”" in said.text() and asked.windowTitle().startswith("Is today")
        assert list_workshops(library)
        # Enter is no yes.
        qtbot.keyClick(asked, Qt.Key.Key_Return)
        assert shown("confirm") == [] and doubt_of(library, today) is not None
        program._tidy(library)
        qtbot.waitUntil(lambda: bool(shown("confirm")))
        yes = shown("confirm")[0].findChild(QPushButton, "yes")
        assert yes is not None
        yes.click()
        qtbot.waitUntil(lambda: not list_workshops(library))
        qtbot.waitUntil(lambda: program.window.notice.isVisible())
        assert doubt_of(library, today) is None


IMPORTS = """
import linecache, sys, threading
from pathlib import Path
from facilitator.storage import location
from ui.cli import main

here, there, outside, turns = [], [], [], []
path, workshop = Path(sys.argv[1]), int(sys.argv[2])
# As a menu starts it.
del sys.argv[1:]

def note(event, arguments):
    if event == "import":
        in_windows = threading.current_thread() is threading.main_thread()
        if arguments[0].partition(".")[0] in ("ui", "facilitator", "PySide6", "pyqtgraph"):
            (here if in_windows else there).append(arguments[0])
        if turns and turns[-1] is not None and not in_windows:
            outside.append((turns[-1], arguments[0]))

sys.addaudithook(note)

def usual_path():
    # All that the first window needs is imported.
    import ui.app
    global app
    app = ui.app

    class Watched(app.Program):
        def open(self):
            super().open()
            slow = {"sqlmodel", "sqlalchemy", "numpy", "pyqtgraph", "reportlab", "alembic"}
            slow |= {"pydantic", "typer", "psygnal"}
            print(sorted(slow & set(sys.modules)))
            self._workshops.then(open_workshop)
            self._settled.connect(app.QApplication.quit, app.Qt.ConnectionType.QueuedConnection)

    app.Program = Watched
    import ui.early_imports
    fetch = ui.early_imports.fetch_now

    def fetch_now(name):
        before = set(sys.modules)
        turns.append(name)
        fetch(name)
        turns.append(None)
        if name == "pyqtgraph":
            known = ("pyqtgraph", "PySide6", "shiboken")
            print([each for each in set(sys.modules) - before if not each.startswith(known)])

    ui.early_imports.fetch_now = fetch_now
    return path

def open_workshop(opened):
    here.clear()
    opened.open_workshop(workshop)
    print([name for name in here if name.startswith(("ui.", "facilitator."))])

location.usual_path = usual_path
try:
    main()
finally:
    print([name for name in there if not name.startswith("facilitator")])
    print("facilitator.storage.library" in there, {"pyqtgraph", "ui.station.window"} <= set(sys.modules))
    print(outside, [each for each in linecache.cache if each.endswith("sqlalchemy/__init__.py")])
"""


def test_nothing_is_imported_while_one_waits_and_nothing_of_qt_in_a_thread(
    library: Library, workshop: int, network_step: int, tmp_path: Path
) -> None:
    run_step(library, network_step)
    command = [sys.executable, "-c", IMPORTS, str(library.path), str(workshop)]
    # Of its own: what is written there as at each start, and no option, which a variable is as well.
    own = {"XDG_STATE_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FACILITATOR_")} | own
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.stdout.splitlines() == ["[]", "[]", "[]", "[]", "True True", "[] []"], done.stdout + done.stderr


CLOSING = """
import sys
from pathlib import Path
from ui.app import Program
from ui.application import make_application

application = make_application()
program = Program(Path(sys.argv[1]))
program._imports._wanted.connect(lambda _act: application.quit())
program.open()
application.exec()
program.close()
print(program.opened, "pyqtgraph" in sys.modules)
"""


def test_the_program_closes_while_a_thread_waits_for_its_turn(library: Library) -> None:
    command = [sys.executable, "-c", CLOSING, str(library.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.splitlines() == ["None False"], done.stdout + done.stderr

"""The life of the windows: what opens what, what closes with what, and what is left behind."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step, steps_of
from ui.about import about, credits
from ui.app import Program
from ui.screens import AS_WINDOW, wish_to_json
from ui.wishes import SCREEN


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
    qtbot.waitUntil(lambda: not console.room.thumbnail.picture.isNull())
    program.opened.projector.close()
    assert program.opened.projector is None
    assert not action.isChecked()
    assert console.room.thumbnail.picture.isNull()


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
    combo = program.opened.console.room.screens
    row = combo.findData(AS_WINDOW)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)
    assert SCREEN.get(program.opened.library) == wish_to_json(AS_WINDOW)
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


INTERACTIVE = {
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.SpinBox,
    QAccessible.Role.List,
    QAccessible.Role.ListItem,
    QAccessible.Role.Table,
    QAccessible.Role.MenuItem,
    QAccessible.Role.Button,
}


def unnamed(window: QWidget) -> list[str]:
    """What can be used but has no name that could be read out."""
    found: list[str] = []

    def walk(node: QAccessibleInterface) -> None:
        if node.state().invisible:
            return
        role = node.role()
        if role in INTERACTIVE and not node.text(QAccessible.Text.Name):
            thing = node.object()
            found.append(f"{role} {thing.objectName() if thing else ''} {type(thing).__name__}")
        for number in range(node.childCount()):
            child = node.child(number)
            if child is not None:
                walk(child)

    walk(QAccessible.queryAccessibleInterface(window))
    return found


def test_nothing_that_can_be_used_is_without_a_name(qtbot: QtBot, program: Program) -> None:
    console = program.opened.console
    assert console is not None
    assert program.opened is not None
    for step in steps_of(program.opened.library, console.workshop_id):
        console.run(step.id)
        assert unnamed(console) == []
    exercise = next(step.id for step in steps_of(program.opened.library, console.workshop_id) if step.exercise)
    console.run(exercise)
    console.room.next_view()
    assert unnamed(console) == []
    for name in ("settings", "add_step", "export", "shortcuts"):
        console.actions_by_name[name].trigger()
        for dialog in [child for child in console.children() if isinstance(child, QWidget) and child.isWindow()]:
            if dialog.isVisible():
                assert unnamed(dialog) == [], name
                dialog.close()


def test_workshops_are_there_to_choose_from_before_the_library_is_open(
    qtbot: QtBot, library: Library, workshop: int
) -> None:
    program = Program(library.path)
    listed: list[tuple[bool, int]] = []

    def look_and_choose() -> None:
        window = program.window
        if window.cards.rowCount() and not listed:
            listed.append((program.opened is None, window.cards.rowCount()))
            qtbot.keyClick(window.view, Qt.Key.Key_Return)

    program.open()
    # Looks as soon as there is something, which is before the library is open.
    looking = QTimer(program, interval=0)
    looking.timeout.connect(look_and_choose)
    looking.start()
    qtbot.waitUntil(lambda: program.opened is not None and program.opened.console is not None, timeout=20_000)
    looking.stop()
    assert program.opened.console is not None
    assert program.opened.console.workshop_id == workshop
    assert listed == [(True, 1)]
    program.close()


def test_the_start_imports_nothing_slow() -> None:
    code = (
        "import sys; import ui.app; slow = {'sqlmodel', 'sqlalchemy', 'numpy', 'pyqtgraph', 'reportlab', 'alembic'};"
        "sys.stdout.write(str(sorted(slow & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]", "")

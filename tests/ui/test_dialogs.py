"""What every dialog has from its base: place, keys, buttons, undo, and following changes."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import ui
from facilitator.errors import NotFound
from facilitator.storage.changes import Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import add_step
from facilitator.workshop.roster import Person, people_of, update_person
from facilitator.workshop.workshops import get_workshop
from ui.app import Program
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, Form, Panel, confirm
from ui.history import History
from ui.places import Place, place_from_json
from ui.screen_preferences import PLACE, StoredPlaces
from ui.theme import theme
from ui.theme.widgets import Scrolled


class Tool(Dialog):
    """A window to work in, with two parts."""

    def __init__(self, parent: QMainWindow) -> None:
        super().__init__(parent, "Tool", "tool", (500, 300))
        self.parts = QSplitter()
        self.parts.setObjectName("tool-parts")
        for words in ("one", "two"):
            self.parts.addWidget(QLabel(words))
        self.content.addWidget(self.parts, 1)
        self.field = QLineEdit()
        self.content.addWidget(self.field)
        self.button("Close", "close", "secondary", self.reject)
        self.button("Go", "go", "primary", self.accept)


class Safe(Tool):
    """The same where Enter does nothing by itself."""

    enter_presses_main = False


@pytest.fixture
def over(parent: QMainWindow, library: Library) -> Iterator[QMainWindow]:
    """A window that knows a library, as the console does."""
    parent.places = StoredPlaces(library)  # type: ignore[attr-defined]
    parent.setGeometry(0, 0, 700, 700)
    yield parent


def shown(qtbot: QtBot, window: QWidget) -> None:
    """Until it is in front, and all that is done when it is shown has been done."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.processEvents()


def open_tool(qtbot: QtBot, over: QMainWindow, kind: type[Tool] = Tool) -> Tool:
    made = kind(over)
    made.open()
    shown(qtbot, made)
    return made


def test_size_place_and_splitters_are_there_again_in_the_next_sitting(
    qtbot: QtBot, over: QMainWindow, library: Library
) -> None:
    tool = open_tool(qtbot, over)
    tool.resize(460, 340)
    tool.move(40, 60)
    tool.parts.setSizes([100, 300])
    QApplication.processEvents()
    before = tool.pos(), tool.size(), tool.parts.sizes()
    tool.close()
    kept = PLACE.get(library, "tool")
    assert kept is not None
    assert (kept.width, kept.height) == (460, 340)
    again = open_tool(qtbot, over)
    assert (again.pos(), again.size(), again.parts.sizes()) == before
    again.close()


def test_what_nobody_moved_is_not_remembered(qtbot: QtBot, over: QMainWindow, library: Library) -> None:
    open_tool(qtbot, over).close()
    assert PLACE.get(library, "tool") is None


@pytest.mark.parametrize("place", [Place(5_000, 3_000, 400, 300), Place(-600, -600, 9_000, 9_000)])
def test_a_place_on_a_screen_that_is_gone_is_taken_back_onto_this_one(
    qtbot: QtBot, over: QMainWindow, library: Library, place: Place
) -> None:
    PLACE.set(library, place, "tool")
    tool = open_tool(qtbot, over)
    assert tool.screen().availableGeometry().contains(tool.frameGeometry())
    tool.close()


def test_a_dialog_without_a_size_is_as_large_as_what_is_in_it_every_time(
    qtbot: QtBot, over: QMainWindow, library: Library
) -> None:
    panel = Panel(over, "Heading", "panel")
    panel.say("Words")
    panel.open()
    shown(qtbot, panel)
    panel.resize(600, 500)
    panel.close()
    assert PLACE.get(library, "panel") is None


def test_much_text_scrolls_and_the_buttons_stay(qtbot: QtBot, over: QMainWindow) -> None:
    panel = Panel(over, "Heading", "panel")
    label = panel.say("A line\n" * 300)
    close = panel.button("Close", "close", "primary", panel.accept)
    panel.open()
    shown(qtbot, panel)
    assert panel.screen().availableGeometry().contains(panel.frameGeometry())
    assert panel.rect().contains(close.geometry().translated(close.parentWidget().mapTo(panel, QPoint())))
    before = label.mapTo(panel, QPoint()).y()
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    assert label.mapTo(panel, QPoint()).y() < before
    panel.close()


def test_enter_in_a_field_is_the_main_button_only_where_that_is_harmless(qtbot: QtBot, over: QMainWindow) -> None:
    for kind, closed in ((Tool, True), (Safe, False)):
        tool = open_tool(qtbot, over, kind)
        done: list[int] = []
        tool.finished.connect(done.append)
        go = tool.findChild(QPushButton, "go")
        assert go is not None
        assert go.isDefault() is closed
        tool.field.setFocus()
        QTest.keyClick(tool.field, Qt.Key.Key_Return)
        assert done == ([Dialog.DialogCode.Accepted] if closed else [])
        if not closed:
            # A button that has the focus is pressed all the same, and Escape closes.
            go.setFocus()
            QTest.keyClick(go, Qt.Key.Key_Return)
            assert done == [Dialog.DialogCode.Accepted]


def test_enter_never_erases(qtbot: QtBot, over: QMainWindow) -> None:
    erased: list[bool] = []
    panel = confirm(over, "Erase?", "It can't be brought back.", "Erase", lambda: erased.append(True), danger=True)
    shown(qtbot, panel)
    QTest.keyClick(panel, Qt.Key.Key_Return)
    assert not erased
    assert not panel.isVisible()


def test_buttons_stand_in_one_order_whatever_was_made_first(qtbot: QtBot, over: QMainWindow) -> None:
    panel = Panel(over, "Heading", "panel")
    panel.button("Main", "main", "primary", panel.accept)
    panel.button("Cancel", "cancel", "secondary", panel.reject)
    panel.button("Other", "other", "secondary", list)
    panel.button("Remove", "remove", "danger", list)
    panel.tool("Tool", "tool", "", list)
    theme.dress(panel, "light")
    panel.open()
    shown(qtbot, panel)
    buttons = sorted(panel.findChildren(QPushButton), key=lambda each: each.mapTo(panel, QPoint()).x())
    assert [each.objectName() for each in buttons] == ["tool", "other", "remove", "cancel", "main"]
    panel.close()


def test_tab_goes_down_the_window_and_then_along_its_foot(qtbot: QtBot, over: QMainWindow) -> None:
    form = Form(over, "Heading", "form")
    form.end_with("Save", list)
    # Made after the buttons, as what comes later in a window is.
    fields = [form.named(QLineEdit(), name, name) for name in ("first", "second")]
    for field in fields:
        form.content.addWidget(field)
    theme.dress(form, "light")
    form.open()
    shown(qtbot, form)
    fields[0].setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().objectName())
    assert reached == ["second", "cancel", "yes"]
    form.close()


def test_changes_are_heard_of_its_workshop_and_topics_until_that_is_gone(
    qtbot: QtBot, over: QMainWindow, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    heard: list[Topic] = []
    tool = open_tool(qtbot, over)

    def hear(change: object) -> None:
        heard.append(change.topic)  # type: ignore[attr-defined]
        get_workshop(library, workshop if len(heard) < 2 else -1)

    with pytest.raises(NotFound):
        get_workshop(library, -1)
    tool.follow(bridge, hear, Topic.ROSTER, workshop_id=workshop)
    add_step(library, workshop, "Another step")
    first, second = people_of(library, workshop)[:2]
    assert heard == []
    update_person(library, first.id, Person(name="Somebody"))
    assert heard == [Topic.ROSTER]
    assert tool.isVisible()
    update_person(library, second.id, Person(name="Nobody"))
    assert not tool.isVisible()


def test_undo_works_in_the_window_as_behind_it(
    qtbot: QtBot, over: QMainWindow, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    history = History(bridge)
    tool = open_tool(qtbot, over)
    tool.undo_with(history)
    person = people_of(library, workshop)[0]
    history.note(update_person(library, person.id, Person(name="Somebody else")))
    shown(qtbot, tool)
    QTest.keyClick(tool, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert people_of(library, workshop)[0].name == person.name
    tool.close()


def test_the_library_window_stands_where_it_was_before_anything_is_open(
    qtbot: QtBot, library: Library, workshop: int
) -> None:
    program = Program(library.path)
    program.window.show()
    program.use(library)
    QApplication.processEvents()
    program.window.resize(program.window.width(), 500)
    program.window.move(0, 20)
    before = program.window.pos(), program.window.size()
    program.window.hide()
    again = Program(library.path)
    again.open()
    assert again.opened is None
    assert (again.window.pos(), again.window.size()) == before
    again.close()


@pytest.mark.parametrize("text", [None, "", "{", "[]", "{}", '{"x": 1, "y": 2}', '{"splitters": 3}', "7"])
def test_a_place_that_cannot_be_read_is_none(text: str | None) -> None:
    assert place_from_json(text) is None


def test_every_dialog_stands_on_the_base() -> None:
    home = Path(ui.__path__[0])
    beside = [
        f"{path.relative_to(home)}: {node.name}"
        for path in home.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id == "QDialog" for base in node.bases)
    ]
    assert beside == ["dialogs.py: Dialog"]


def test_a_pixel_that_is_rounded_away_brings_no_scroll_bar(qtbot: QtBot) -> None:
    """At 125 or 150 % a window gets a pixel less than it asks for, and one bar would bring the other."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addWidget(QCheckBox("Sound when the time of a step is up"))
    words = QLabel("The projector’s look is beside its picture on the console. " * 3)
    words.setWordWrap(True)
    column.addWidget(words)
    scrolled = Scrolled(inside, QSize(600, 600))
    qtbot.addWidget(scrolled)
    width = scrolled.sizeHint().width()
    scrolled.resize(width - 1, scrolled.heightForWidth(width) - 1)
    scrolled.show()
    assert not scrolled.horizontalScrollBar().maximum() and not scrolled.verticalScrollBar().maximum()
    scrolled.resize(scrolled.size() - QSize(3, 3))
    assert scrolled.verticalScrollBar().maximum()


class Dragged(QListWidget):
    """Something that happens while a row of it is dragged."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        super().__init__()
        self.addItems(["one", "two", "three"])
        self.setDragEnabled(True)
        self._meanwhile = meanwhile

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """In the place of Qt's own loop, which waits here until the row is let go."""
        self._meanwhile()


def test_a_window_from_which_something_is_dragged_goes_once_it_is_let_go(qtbot: QtBot) -> None:
    """Another laptop removes the step meanwhile: Qt would go on asking a list that is no more, and crash."""
    there: list[bool] = []

    def told() -> None:
        dialog.reject()
        there.append(dialog.isVisible())

    dialog = Dialog(None, "Tool", "tool")
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dragged = Dragged(told)
    dialog.content.addWidget(dragged)
    dialog.open()
    at = dragged.visualItemRect(dragged.item(0)).center()
    QTest.mousePress(dragged.viewport(), Qt.MouseButton.LeftButton, pos=at)
    for by in (20, 40, 60):
        QApplication.sendEvent(dragged.viewport(), _moved(dragged.viewport(), at + QPoint(0, by)))
    assert there == [True]
    qtbot.waitUntil(lambda: not dialog.isVisible())


def _moved(widget: QWidget, at: QPoint) -> QMouseEvent:
    where = widget.mapToGlobal(at)
    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, at, where, Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier)

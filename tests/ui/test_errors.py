"""Something goes wrong that nobody expected: the program goes on, and the report says nothing about people."""

import gc
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.error_dialog import ErrorDialog
from ui.errors import ErrorWatch, report
from ui.projector.window import ProjectorWindow
from ui.stage import Stage


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def watch(window: QWidget) -> Iterator[ErrorWatch]:
    made = ErrorWatch(lambda: window)
    made.install()
    yield made
    made.uninstall()


def dialog(window: QWidget) -> ErrorDialog | None:
    return next((d for d in window.findChildren(ErrorDialog) if d.isVisible()), None)


def fail_over(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise RuntimeError(f"no number: {name}") from error


def test_an_exception_in_a_slot_shows_a_report_without_names(
    qtbot: QtBot, window: QWidget, watch: ErrorWatch, library: Library, workshop: int
) -> None:
    name = people_of(library, workshop)[0].name
    QTimer.singleShot(0, lambda: fail_over(name))
    qtbot.waitUntil(lambda: dialog(window) is not None)
    shown = dialog(window)
    assert shown is not None
    text = shown.text.toPlainText()
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "test_errors.py" in text
    assert "fail_over" in text
    assert name not in text
    assert "/home" not in text
    shown.copy.click()
    assert QGuiApplication.clipboard().text() == text
    # A second defect opens no second window, and the event loop still runs.
    QTimer.singleShot(0, lambda: fail_over(name))
    qtbot.wait(50)
    assert len([d for d in window.findChildren(ErrorDialog) if d.isVisible()]) == 1
    shown.accept()
    qtbot.waitUntil(lambda: dialog(window) is None)
    qtbot.wait(20)
    QTimer.singleShot(0, lambda: fail_over(name))
    qtbot.waitUntil(lambda: dialog(window) is not None)


def test_a_sentence_for_the_person_is_shown_as_a_sentence(qtbot: QtBot, window: QWidget, watch: ErrorWatch) -> None:
    def refuse() -> None:
        raise Invalid("A step needs a title.")

    QTimer.singleShot(0, refuse)
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in window.findChildren(Panel, "message")))
    assert dialog(window) is None


def test_nothing_is_said_over_what_the_room_sees(qtbot: QtBot, library: Library, workshop: int) -> None:
    """The projector may be the window in front, by a click on it; a sentence may name a person or a contact."""
    bridge = LibraryBridge(library)
    projector, console = ProjectorWindow(library, bridge, Stage(), workshop), QMainWindow()
    for each in (projector, console):
        qtbot.addWidget(each)
        each.show()
    watch = ErrorWatch(lambda: projector)
    watch.caught.emit(Invalid("“Geheim” is on the list already."))
    qtbot.waitUntil(lambda: bool(console.findChildren(Panel, "message")))
    watch.caught.emit(RuntimeError())
    qtbot.waitUntil(lambda: dialog(console) is not None)
    assert not projector.findChildren(QDialog)
    projector.close()
    bridge.close()


def test_an_exception_in_a_thread_is_shown_too(qtbot: QtBot, window: QWidget, watch: ErrorWatch) -> None:
    thread = threading.Thread(target=fail_over, args=("x",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: dialog(window) is not None)


def test_what_fails_while_an_error_is_shown_is_logged_and_not_shown_for_ever(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def lost() -> QWidget | None:
        raise LookupError

    watch = ErrorWatch(lost)
    watch.install()
    try:
        QTimer.singleShot(0, lambda: fail_over("x"))
        qtbot.waitUntil(lambda: "builtins.LookupError" in caplog.text)
        for _ in range(20):
            QApplication.processEvents()
    finally:
        watch.uninstall()
    assert caplog.text.count("builtins.LookupError") == caplog.text.count("builtins.RuntimeError") == 1


def test_the_hooks_go_back_to_what_they_were() -> None:
    before = sys.excepthook
    watch = ErrorWatch()
    watch.install()
    assert sys.excepthook != before
    watch.uninstall()
    assert sys.excepthook == before


def test_a_report_holds_fields_but_no_message() -> None:
    try:
        raise Invalid("Ada is not an e-mail address.", workshop_id=3, file="Ada’s deck.json")
    except Invalid as error:
        text = report(error)
    assert "workshop_id" in text
    assert "Ada" not in text


def test_what_fails_while_it_is_thrown_away_says_nothing_about_people(
    watch: ErrorWatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Falling:
        def __del__(self) -> None:
            fail_over("Ada")

    Falling()
    gc.collect()
    assert "fail_over" in caplog.text and "builtins.ValueError" in caplog.text
    assert "Ada" not in caplog.text + "".join(capfd.readouterr())

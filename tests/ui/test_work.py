"""Long work off the thread of the windows: progress, a result, a stop, a refusal."""

import threading
import time
from collections.abc import Generator
from pathlib import Path
from weakref import finalize

import pytest
import shiboken6
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import Cancelled, Invalid
from facilitator.progress import LongWork, Progress
from ui.dialogs import Panel, ProgressDialog, time_left
from ui.work import Work, run_in_background
from ui.work import _running as running


def counting(to: int, threads: list[int]) -> Generator[Progress, None, int]:
    for number in range(to):
        threads.append(threading.get_ident())
        yield Progress(number + 1, to, f"number {number}")
    return to


def writing(path: Path) -> Generator[Progress, None, Path]:
    """Writes a file for as long as one lets it, and leaves nothing behind when it is stopped."""
    path.write_text("half")
    try:
        for number in range(10_000):
            time.sleep(0.002)
            yield Progress(number, 10_000)
    except GeneratorExit:
        path.unlink()
        raise
    return path


def refusing() -> Generator[Progress, None, None]:
    yield Progress(0, 1)
    raise Invalid("The folder is full.")


def test_work_runs_elsewhere_and_its_signals_arrive_here(qtbot: QtBot) -> None:
    threads: list[int] = []
    work = Work(counting(3, threads))
    seen: list[Progress] = []
    here: list[bool] = []
    work.progressed.connect(seen.append)
    work.progressed.connect(lambda _: here.append(QThread.currentThread() is work.thread()))
    with qtbot.waitSignal(work.succeeded) as blocker:
        work.start()
    assert blocker.args == [3]
    assert [progress.done for progress in seen] == [1, 2, 3]
    assert all(here)
    assert threading.get_ident() not in threads


def test_stopping_leaves_nothing_half_made(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    work = Work(writing(path))
    with qtbot.waitSignal(work.progressed):
        work.start()
    with qtbot.waitSignal(work.failed) as blocker:
        work.cancel()
    assert isinstance(blocker.args[0], Cancelled)
    assert not path.exists()


def test_the_progress_window_hands_on_the_result(qtbot: QtBot, parent: QWidget) -> None:
    results: list[object] = []
    ProgressDialog(parent, "Counting", Work(counting(3, [])), results.append).begin()
    qtbot.waitUntil(lambda: results == [3])
    qtbot.waitUntil(lambda: not parent.findChildren(Panel, "progress"))


def test_the_progress_window_can_stop_the_work(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    dialog = ProgressDialog(parent, "Writing", Work(writing(path)), lambda _: None)
    dialog.begin()
    qtbot.waitUntil(path.exists)
    stop = dialog.findChild(QPushButton, "stop")
    assert stop is not None
    stop.click()
    qtbot.waitUntil(lambda: not path.exists())
    qtbot.waitUntil(lambda: not parent.findChildren(Panel, "progress"))
    assert not parent.findChildren(Panel, "message")


def test_of_work_that_keeps_what_is_finished_it_is_said_how_much_that_is(qtbot: QtBot, parent: QWidget) -> None:
    seen = threading.Event()

    def writing_many() -> LongWork[None]:
        yield Progress(2, 60, "Aylin")
        seen.wait()
        yield Progress(3, 60, "Bo")

    dialog = ProgressDialog(parent, "Exporting", Work(writing_many()), lambda _: None, keeps=True)
    dialog.begin()
    qtbot.waitUntil(lambda: dialog._bar.value() == 2)
    dialog.findChild(QPushButton, "stop").click()
    seen.set()
    qtbot.waitUntil(lambda: bool(parent.findChildren(Panel, "message")))
    (panel,) = parent.findChildren(Panel, "message")
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert "Stopped. 3 of 60 are finished and stay." in said, said


def test_a_refusal_is_shown_as_its_sentence(qtbot: QtBot, parent: QWidget) -> None:
    ProgressDialog(parent, "Writing", Work(refusing()), lambda _: None).begin()
    qtbot.waitUntil(lambda: any(panel.isVisible() for panel in parent.findChildren(Panel, "message")))


def test_time_left_is_rough() -> None:
    assert time_left(2.2) == "about 5 seconds left"
    assert time_left(31) == "about 35 seconds left"
    assert time_left(61) == "about 2 minutes left"


def test_a_window_may_go_while_its_work_runs(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    owner = QWidget()
    dialog = ProgressDialog(owner, "Writing", Work(writing(path)), lambda _: None)
    dialog.begin()
    qtbot.waitUntil(path.exists)
    work = dialog.work
    told: list[object] = []
    work.failed.connect(told.append)
    shiboken6.delete(owner)
    assert not shiboken6.isValid(dialog)
    work.cancel()
    del dialog
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], Cancelled)
    assert not path.exists()
    qtbot.waitUntil(lambda: work not in running.values())


def test_work_that_nobody_holds_any_more_comes_to_its_end(qtbot: QtBot, capfd: pytest.CaptureFixture[str]) -> None:
    ended: list[int] = []

    def counted() -> Generator[Progress, None, None]:
        for number in range(20):
            time.sleep(0.002)
            yield Progress(number, 20)
        ended.append(1)

    Work(counted()).start()
    qtbot.waitUntil(lambda: ended == [1])
    qtbot.waitUntil(lambda: not running)
    assert "deleted" not in capfd.readouterr().err


def test_work_ends_in_the_thread_of_the_windows_and_none_is_left(qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []
    told: list[object] = []
    for number in range(300):
        work = Work(counting(1, []))
        finalize(work, lambda: ended_in.append(threading.current_thread()))
        work.succeeded.connect(told.append)
        work.start()
        del work
        while len(told) <= number:
            # Taken up at once, for the pool's thread and this one to race for who lets go last.
            QApplication.processEvents()
    qtbot.waitUntil(lambda: len(ended_in) == 300)
    assert set(ended_in) == {threading.main_thread()}


def test_a_model_that_goes_while_it_reads_ends_in_the_thread_of_the_windows(qtbot: QtBot) -> None:
    class Reader:
        def read(self) -> Generator[Progress, None, int]:
            yield Progress(0, 1)
            time.sleep(0.02)
            return 1

        def take(self, _result: object) -> None: ...

    ended_in: list[threading.Thread] = []
    for _ in range(20):
        model = Reader()
        finalize(model, lambda: ended_in.append(threading.current_thread()))
        run_in_background(model.read, model.take, model.take, after_ms=0)
        del model
        qtbot.wait(5)
    qtbot.waitUntil(lambda: len(ended_in) == 20)
    assert set(ended_in) == {threading.main_thread()}

"""Garbage is searched for in the windows' thread alone: a timer that ended in another would end the program."""

import gc
import subprocess
import sys
import threading
from collections.abc import Iterator
from weakref import finalize

from pytestqt.qtbot import QtBot

from facilitator.progress import Progress
from ui.garbage import garbage_collector
from ui.work import Work

# In a process of its own: what is left out of searches in this one is not to come back among what other tests left.
RESTING = """
import gc
from PySide6.QtCore import QCoreApplication, QTimer
from ui.garbage import garbage_collector

app = QCoreApplication([])
collector = garbage_collector()
timer = collector.findChild(QTimer)
collector.start()
collector.rest()
assert not timer.isActive() and not gc.isenabled()
before = gc.get_freeze_count()
kept = [[number] for number in range(1000)]
collector.go_on()
assert timer.isActive() and not gc.isenabled()
assert gc.get_freeze_count() >= before + len(kept)
"""


class Tied:
    """Refers to itself, and so ends only where somebody searches for garbage."""

    def __init__(self) -> None:
        self.itself = self


def ends(count: int, ended_in: list[threading.Thread]) -> None:
    for _ in range(count):
        finalize(Tied(), lambda: ended_in.append(threading.current_thread()))


def test_whatever_a_thread_of_the_pool_makes_it_ends_nothing_of_the_windows(qtbot: QtBot) -> None:
    ended_in: list[threading.Thread] = []
    worked_in: list[threading.Thread] = []

    def working() -> Iterator[Progress]:
        worked_in.append(threading.current_thread())
        kept = []
        for step in range(5):
            kept.append([Tied() for _ in range(20_000)])
            yield Progress(step, 5)
        kept.clear()

    ends(50, ended_in)
    work = Work(working())
    with qtbot.waitSignal(work.succeeded):
        work.start()
    qtbot.waitUntil(lambda: len(ended_in) == 50)
    assert worked_in[0] is not threading.main_thread()
    assert set(ended_in) == {threading.main_thread()}


def test_what_is_there_after_a_rest_is_never_searched_again() -> None:
    done = subprocess.run([sys.executable, "-c", RESTING], capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_python_searches_again_once_it_is_given_back() -> None:
    garbage_collector().stop()
    assert gc.isenabled()

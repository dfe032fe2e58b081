"""Hours of a workshop's events in the real windows, one after the other without a pause, and what they leave behind."""

import ctypes
import gc
import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication

from facilitator.exercises.network.answers import Who, add_contact, rate
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.registry import exercise
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.roster import people_of
from ui.app import Program
from ui.simulated_user import SimulatedUser


@dataclass(frozen=True)
class Left:
    """What a program holds: memory in MB, open files and connections, widgets and windows of Qt, Python's objects.

    `taken` is what of the memory was asked for and not given back, in MB: pictures and texts, Qt's and Python's. What
    the allocators keep for later is not in it, nor are Python's small objects. 0 where the system does not tell.
    """

    memory: float
    taken: float
    handles: int
    widgets: int
    windows: int
    objects: int


def soak(library: Path, workshop: int, hours: int, people: int) -> Iterator[Left]:
    """Play so many hours in each of which `people` answer, and yield what is held after each.

    An hour: console, projector and station are opened; everybody's answers come one by one, are taken back once and
    come again; each step is run, each view shown; windows over the console are opened and closed; all is closed.
    """
    program = Program(library)
    program.use(open_library(library))
    program.window.show()
    try:
        for hour in range(hours):
            _hour(program, program.opened.library, workshop, people, hour)
            yield _left(library)
    finally:
        program.close()


def _hour(program: Program, library: Library, workshop: int, people: int, hour: int) -> None:
    program.open_workshop(workshop)
    opened = program.opened
    opened.show_projector(True)
    opened.open_station()
    opened.station.keeps_full_screen = False
    opened.station.showNormal()
    network = next(step for step in steps_of(library, workshop) if step.exercise == "network")
    run_step(library, network.id)
    keys = [factor.key for factor in get_setup(library, network.id).active]
    user = SimulatedUser(opened.console)
    for number, person in enumerate(people_of(library, workshop)[:people]):
        who = Who(network.id, person.id)
        for contact in range(4):
            added = add_contact(library, who, f"Contact {contact}").value
            for place, key in enumerate(keys):
                rate(library, who, added, key, (hour + number + contact + place) % 2 + 1)
            QApplication.processEvents()
        opened.console.pane.people.choose(person.id)
        exercise("network").discard(library, network.id, person.id)
    for step in steps_of(library, workshop):
        run_step(library, step.id)
        for _ in range(3):
            user.press("v")
    for name in ("people", "actions", "time", "documents", "activity", "shortcuts", "protection"):
        opened.console.actions_by_name[name].trigger()
        QApplication.processEvents()
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window.isModal():
                window.close()
    opened.close_windows()


def _left(library: Path) -> Left:
    QThreadPool.globalInstance().waitForDone()
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
    windows = len(QApplication.topLevelWidgets())
    objects = gc.get_objects()
    handles = _files_but(library) + sum(issubclass(type(one), sqlite3.Connection) for one in objects)
    return Left(_memory(), _taken(), handles, len(QApplication.allWidgets()), windows, len(objects))


def _memory() -> float:
    if sys.platform.startswith("linux"):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


_TOLD = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")


class _Heap(ctypes.Structure):
    """What the C library tells of its heap: see `mallinfo2(3)`."""

    _fields_ = [(name, ctypes.c_size_t) for name in _TOLD]


def _taken() -> float:
    told = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform.startswith("linux") else None
    if told is None:
        return 0
    told.restype = _Heap
    heap = told()
    return (heap.uordblks + heap.hblkhd) / 2**20


def _files_but(library: Path) -> int:
    """How many files are open without those of the library, whose connections are counted in their place.

    SQLite keeps the file of a closed connection for the next one as long as any other is open: there are as many as
    connections once were open at the same time, which is two workers' luck.
    """
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        return 0
    opened = [_target(handle) for handle in folder.iterdir()]
    return sum(not target.startswith(str(library)) for target in opened if target)


def _target(handle: Path) -> str:
    """What a handle leads to; nothing for the one by which the folder itself was read."""
    try:
        return str(handle.readlink())
    except FileNotFoundError:
        return ""

"""Modules are imported before they are wanted: in a thread, but for what makes classes of Qt.

On Python before 3.12 Qt for Python keeps what it knows of each class in a table without a lock, and looks into it
whenever Qt asks an object for its class, as it does while it lays out and paints. Where another thread makes a class
meanwhile, it finds nothing there, and the program dies. So the windows' own thread imports what makes classes of Qt,
one module a turn of the event loop, those first that others need; a thread finds out which these are, and imports what
knows no Qt, which is most of the time. While a turn lasts the thread waits: two that import at once take turns at
Python itself, and at each module that both need, so that a turn would last several times as long, and a key with it.
"""

import dis
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import resolve_name
from pkgutil import iter_modules
from threading import Semaphore
from types import CodeType
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_OURS = "ui"
_CHARTS = "pyqtgraph"
_OF_QT = frozenset({_OURS, _CHARTS, "PySide6", "shiboken6"})
"""The packages that make classes of Qt."""
_OTHER_QT = frozenset({"PyQt5", "PyQt6", "PySide2", "sip"})
"""What pyqtgraph tries where there is no PySide6: never imported, or it would take that one."""


class EarlyImports(QObject):
    """Imports modules, and carries out what waits for them, in the order in which it was asked for.

    Made in the windows' thread. `fetch` and `then` are for another one, one at a time.
    """

    _wanted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._turns = Semaphore(0)
        """How many turns were taken that `fetch` has not noticed yet."""
        self._ended = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._turn)
        self._wanted.connect(self._take)

    def fetch(self, names: Iterable[str]) -> None:
        """Import these modules and all they need: what knows no Qt now, the rest in turns of the windows' thread."""
        for name in names_of_qt(names):
            if self._ended:
                return
            self._wanted.emit(partial(self._fetch_one, name))
            self._turns.acquire()

    def then(self, act: Callable[[], object]) -> None:
        """Do something in the windows' thread after all that was fetched so far, also where that failed."""
        self._wanted.emit(act)

    def end(self) -> None:
        """Fetch no more, for the windows' thread is about to wait for the other one."""
        self._ended = True
        self._turns.release()

    def _fetch_one(self, name: str) -> None:
        try:
            fetch_now(name)
        finally:
            self._turns.release()

    def _take(self, act: Callable[[], object]) -> None:
        self._waiting.append(act)
        self._timer.start()

    def _turn(self) -> None:
        act = self._waiting.popleft()
        if not self._waiting:
            self._timer.stop()
        act()


def fetch_now(name: str) -> None:
    """Import a module; of Qt's own, which makes a class when it is first asked for, all classes are made."""
    module = import_module(name)
    if name.startswith("PySide6."):
        for each in dir(module):
            getattr(module, each)


def import_all(names: Iterable[str]) -> None:
    """Import these modules and all they need at once, before there are windows."""
    for name in names_of_qt(names):
        fetch_now(name)


def modules_below(package: str) -> Iterator[str]:
    """All modules of a package and of those in it, by name; none is imported."""
    spec = _spec_of(package)
    for found in iter_modules((spec and spec.submodule_search_locations) or (), f"{package}."):
        yield found.name
        if found.ispkg:
            yield from modules_below(found.name)


def names_of_qt(names: Iterable[str]) -> Iterator[str]:
    """Import what knows no Qt among these modules and all they need, and yield the others by name, deepest first.

    What a module imports is read from its code, which is not run: so nothing of a package of Qt is imported. A name of
    which there is no module is left out, as is what only a function imports, or a type checker.
    """
    seen: set[str] = set()
    for name in names:
        if _spec_of(name) is not None:
            yield from _needed(name, seen)


def _needed(name: str, seen: set[str]) -> Iterator[str]:
    package = name.partition(".")[0]
    if name in sys.modules or name in seen or package in _OTHER_QT:
        return
    seen.add(name)
    spec = _spec_of(name)
    if spec is None:
        return
    if package not in _OF_QT:
        import_module(name)
        return
    if package in (_OURS, _CHARTS):
        parent = name.rpartition(".")[0]
        if parent:
            yield from _needed(parent, seen)
        for each, parts in _imported_by(spec):
            yield from _needed(each, seen)
            if each.partition(".")[0] in (_OURS, _CHARTS) or hasattr(sys.modules.get(each), "__path__"):
                # Some of these may be modules.
                for part in parts:
                    yield from _needed(f"{each}.{part}", seen)
    if name == _CHARTS:
        # It takes all classes of Qt to itself when it is imported: a pause that is parted into these.
        yield from ("PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets")
    # A part of it can't be imported before all of it is.
    if package != _CHARTS or name == _CHARTS:
        yield name


def _spec_of(name: str) -> ModuleSpec | None:
    """Where a module lies, without an import of its package; None if it is not there."""
    parent = name.rpartition(".")[0]
    package = _spec_of(parent) if parent else None
    if parent and (package is None or package.submodule_search_locations is None):
        return None
    path = None if package is None else package.submodule_search_locations
    return next(filter(None, (finder.find_spec(name, path) for finder in sys.meta_path)), None)


def _imported_by(spec: ModuleSpec) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each module that another one imports when it is run, with the names taken from it, as far as its loader tells."""
    get_code = getattr(spec.loader, "get_code", None)
    code: CodeType | None = None if get_code is None else get_code(spec.name)
    until, last = 0, ""
    taken: deque[Any] = deque((0, None), maxlen=2)
    """The last two constants, which before an import are how far above the package it begins, and the names taken."""
    for each in dis.get_instructions(code) if code is not None else ():
        if each.offset < until:
            continue
        if each.opname == "IMPORT_NAME":
            above, names = taken
            yield resolve_name("." * above + each.argval, spec.parent), names or ()
        elif each.opname == "LOAD_CONST":
            taken.append(each.argval)
        elif "JUMP" in each.opname and last == "TYPE_CHECKING":
            until = each.argval
        last = each.argval if each.opname == "LOAD_NAME" else ""

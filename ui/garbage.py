"""The search for garbage, in the thread of the windows alone.

Python looks for unused objects that refer to each other in whichever thread happens to make the next object. Where that
is a thread of the pool, a timer or an animation that is found ends there; Qt allows that in an object's own thread only
and takes the program with it. So Python searches no more by itself, and a timer of the windows' thread does it instead.
"""

import gc
from functools import cache

from PySide6.QtCore import QObject, QTimer

_EVERY = 500
"""Milliseconds between two looks at how much has come together."""


class GarbageCollector(QObject):
    """Searches in the windows' thread from `start` until `stop`, which gives the search back to Python."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Take the search from Python."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back."""
        self._timer.stop()
        gc.enable()

    def rest(self) -> None:
        """Let nobody search: much is being made that stays, and would be looked through again and again."""
        self._timer.stop()

    def go_on(self) -> None:
        """Search again after a rest, but never through what is there by now."""
        if not self._timer.isActive():
            gc.freeze()
            self._timer.start()

    def _look(self) -> None:
        """Search the oldest generation whose count is above Python's own threshold, and those below it."""
        counted = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, most) in enumerate(counted) if count > most]
        if due:
            gc.collect(due[-1])


@cache
def garbage_collector() -> GarbageCollector:
    """The one of the process, first asked for in the windows' thread."""
    return GarbageCollector()

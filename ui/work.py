"""Long work off the thread of the windows: a core generator of progress runs in a pool thread.

The window gets signals in its own thread. Cancelling closes the generator, which leaves nothing half-made. A window
that goes while its work runs need not wait for it: the work has no parent, and lives until it has ended.
"""

import threading
from collections.abc import Callable
from functools import cache, partial
from typing import Any, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from facilitator.errors import Cancelled
from facilitator.i18n import tr
from facilitator.progress import LongWork

T = TypeVar("T")


class Work(QObject):
    """One piece of long work. Connect its signals, then call `start`."""

    progressed = Signal(object)
    """A `Progress`."""
    succeeded = Signal(object)
    """The result."""
    failed = Signal(object)
    """The exception, `Cancelled` when the person stopped it."""

    def __init__(self, work: LongWork[Any]) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()

    def start(self) -> None:
        """Begin in a thread of the pool."""
        _running[id(self)] = self
        # Not a QRunnable of ours: its Python half can outlive the half that the pool has deleted.
        QThreadPool.globalInstance().start(partial(_run, [self], _ends()))

    def cancel(self) -> None:
        """Stop at the next step; `failed` then brings `Cancelled`."""
        self._stop.set()

    def run(self) -> None:
        """The work itself, in the pool's thread."""
        try:
            while not self._stop.is_set():
                self.progressed.emit(next(self._work))
            self._work.close()
            raise Cancelled(tr("Stopped. Nothing was changed."))
        except StopIteration as end:
            self.succeeded.emit(end.value)
        except Exception as error:  # noqa: BLE001  # handed to the window, which shows it
            self.failed.emit(error)


_running: dict[int, Work] = {}
"""What is under way by its id, kept alive whatever becomes of the windows that began it."""


class _Ends(QObject):
    """Brings to the windows' thread which work has ended."""

    ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ended.connect(self._let_go)

    def _let_go(self, key: int) -> None:
        del _running[key]


@cache
def _ends() -> _Ends:
    return _Ends()


def _run(held: list[Work], ends: _Ends) -> None:
    """Run the one work that is held, in the pool's thread.

    A QObject ends in its own thread: this one lets go of it before the windows' thread is told that it may.
    """
    key = id(held[0])
    try:
        held[0].run()
    finally:
        held.clear()
        ends.ended.emit(key)


def run_in_background(
    begin: Callable[[], LongWork[T]],
    take: Callable[[T], object],
    fail: Callable[[Exception], object],
    *,
    after_ms: int,
) -> None:
    """Run a model's long work, see `facilitator.progress.Runner`."""
    job = _Job(WeakMethod(begin), WeakMethod(take), WeakMethod(fail))
    _jobs.add(job)
    if after_ms:
        QTimer.singleShot(after_ms, job.start)
    else:
        job.start()


class _Job(QObject):
    """What a model wants done. It lives in the windows' thread, and so the result arrives there."""

    def __init__(
        self,
        begin: WeakMethod[Callable[[], LongWork[Any]]],
        take: WeakMethod[Callable[[Any], object]],
        fail: WeakMethod[Callable[[Exception], object]],
    ) -> None:
        super().__init__()
        self._begin, self._take, self._fail = begin, take, fail
        self._model: object = None
        """Whose work runs: were it held by that alone, it would end in the pool's thread."""

    def start(self) -> None:
        begin = self._begin()
        if begin is None:
            _jobs.discard(self)
            return
        self._model = begin.__self__  # type: ignore[attr-defined]
        work = Work(begin())
        work.succeeded.connect(self._succeeded)
        work.failed.connect(self._failed)
        work.start()

    def _succeeded(self, result: Any) -> None:
        _jobs.discard(self)
        if (take := self._take()) is not None:
            take(result)

    def _failed(self, error: Exception) -> None:
        _jobs.discard(self)
        if (fail := self._fail()) is not None:
            fail(error)


_jobs: set[_Job] = set()
"""Those that wait or run, kept alive until they have ended."""

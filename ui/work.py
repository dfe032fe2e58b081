"""Long work off the thread of the windows: a core generator of progress runs in a pool thread.

The window gets signals in its own thread. Cancelling closes the generator, which leaves nothing half-made. A window
that goes while its work runs need not wait for it: the work has no parent, and lives until it has ended.
"""

import threading
from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakMethod

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

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
    _ended = Signal()

    def __init__(self, work: LongWork[Any]) -> None:
        super().__init__()
        self._work = work
        self._stop = threading.Event()
        # Not in the pool's thread, where the last reference could go: a QObject ends in its own.
        self._ended.connect(self._let_go)

    def start(self) -> None:
        """Begin in a thread of the pool."""
        _running.add(self)
        QThreadPool.globalInstance().start(_Runner(self))

    def cancel(self) -> None:
        """Stop at the next step; `failed` then brings `Cancelled`."""
        self._stop.set()

    def _let_go(self) -> None:
        _running.discard(self)

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
        finally:
            self._ended.emit()


_running: set[Work] = set()
"""What is under way, kept alive whatever becomes of the windows that began it."""


class _Runner(QRunnable):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work.run()


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

    def start(self) -> None:
        begin = self._begin()
        if begin is None:
            _jobs.discard(self)
            return
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

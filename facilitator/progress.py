"""Long work as a generator of progress, run by the windows and by the command line alike.

A long operation yields `Progress` after each piece of work and returns its result. Closing the generator cancels
it: the operation must then leave nothing half-made behind, which a `try`/`finally` around its files does.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Protocol, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` pieces, and what is being worked on, as a person would say it."""

    done: int
    total: int
    label: str = ""


LongWork = Generator[Progress, None, T]


def finish(work: LongWork[T], report: Callable[[Progress], None] | None = None) -> T:
    """Run `work` to its end in this thread, handing each progress to `report`, and return its result."""
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if report is not None:
            report(progress)


class Runner(Protocol):
    """Runs long work for a model: `finish_at_once` in this thread; a window brings one that runs it in another."""

    def __call__(
        self,
        begin: Callable[[], LongWork[T]],
        take: Callable[[T], object],
        fail: Callable[[Exception], object],
        *,
        after_ms: int,
    ) -> None:
        """Call `begin` after a while, run what it returns, and hand `take` the result or `fail` the exception.

        All three are methods and called in the model's thread; nothing more happens once their object is gone.
        """


def finish_at_once(
    begin: Callable[[], LongWork[T]],
    take: Callable[[T], object],
    fail: Callable[[Exception], object],
    *,
    after_ms: int,
) -> None:
    """A `Runner` that neither waits nor needs another thread."""
    try:
        result = finish(begin())
    except Exception as error:  # noqa: BLE001  # handed to the model, as from another thread
        fail(error)
    else:
        take(result)

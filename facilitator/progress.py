"""Long work as a generator of progress, run by the windows and by the command line alike.

A long operation yields `Progress` after each piece of work and returns its result. Closing the generator cancels
it: the operation must then leave nothing half-made behind, which a `try`/`finally` around its files does.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

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

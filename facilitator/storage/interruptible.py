"""SQLite at work in another thread, so that somebody can be told how far it is, and stop it."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from facilitator.progress import LongWork, Progress

T = TypeVar("T")

_PATIENCE = 0.1
"""Seconds after which it is told how far it is, and seen that nobody wants to know any more."""
_SOON = 0.002
"""Seconds after which what was stopped is told so again: what has not quite begun hears nothing of it."""


def until_done(work: Future[T], how_far: Callable[[], Progress], stop: Callable[[], object]) -> LongWork[T]:
    """Tell how far it is until it is done; where nobody waits for it any more, `stop` it and wait until it is over.

    That is so where the work is given up, and where somebody presses Ctrl+C at a command.
    """
    try:
        yield how_far()
        while not wait([work], _PATIENCE).done:
            yield how_far()
        yield how_far()
    except BaseException:
        while not wait([work], _SOON).done:
            stop()
        raise
    return work.result()

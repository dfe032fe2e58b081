"""Something that is still being made, and what waits for it."""

import sys
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Pending(Generic[T]):
    """Holds back what needs a thing that is not there yet, and does it in order once it is."""

    def __init__(self) -> None:
        self._there: list[T] = []
        self._waiting: list[Callable[[T], object]] = []

    @property
    def is_there(self) -> bool:
        """Whether the thing has come."""
        return bool(self._there)

    def then(self, act: Callable[[T], object]) -> None:
        """Do something with the thing: now if it is there, else when it comes."""
        if self._there:
            act(self._there[0])
        else:
            self._waiting.append(act)

    def come(self, thing: T) -> None:
        """The thing is there, once and for all. What fails keeps nothing else from being done."""
        self._there.append(thing)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            try:
                act(thing)
            except Exception as error:  # noqa: BLE001  # shown where every error is that nobody waits for
                sys.excepthook(type(error), error, error.__traceback__)

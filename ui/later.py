"""Something that is still being made, and what waits for it."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """Holds back what needs a thing that is not there yet, and does it in order once it is."""

    def __init__(self) -> None:
        self._there: list[T] = []
        self._waiting: list[Callable[[T], object]] = []

    def then(self, act: Callable[[T], object]) -> None:
        """Do something with the thing: now if it is there, else when it comes."""
        if self._there:
            act(self._there[0])
        else:
            self._waiting.append(act)

    def come(self, thing: T) -> None:
        """The thing is there, once and for all."""
        self._there.append(thing)
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act(thing)

"""The live models of an open library: one of each kind for each step, for all windows that show it.

A live model reads what it shows, hears the library's changes, and says what is different. It belongs to whoever holds
it: the first who asks has it made, and it goes with the last.
"""

from collections.abc import Hashable
from typing import Any, Protocol, TypeVar, cast
from weakref import WeakValueDictionary

from facilitator.storage.changes import Source
from facilitator.storage.library import Library

M = TypeVar("M")
Made = TypeVar("Made", covariant=True)


class Maker(Protocol[Made]):
    """What makes a model: its class, or a function that says how one is made."""

    def __call__(self, library: Library, id_: int, /, *, changes: Source) -> Made:
        """Make the model of a step, or of a workshop, that hears from `changes`. Raises NotFound."""


class Models:
    """Hands out the live models of one library. For one thread: the one in which `changes` are heard."""

    def __init__(self, library: Library, changes: Source) -> None:
        self._library, self._changes = library, changes
        self._alive: WeakValueDictionary[Hashable, Any] = WeakValueDictionary()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._alive)

    def of(self, make: Maker[M], id_: int) -> M:
        """Return the model that `make` makes of a step, or of a workshop, made if nobody has it. Raises NotFound."""
        # Held here until it is returned: the dictionary holds it weakly.
        model = self._alive.get((make, id_))
        if model is None:
            model = self._alive[make, id_] = make(self._library, id_, changes=self._changes)
        return cast("M", model)

"""Who has handed in anonymous answers since the others were read, in the memory of this program alone.

What comes after that an exercise may keep closed until enough people have come by. It is counted here, and never
written anywhere: the library must not tell who came late.
"""

from threading import Lock
from weakref import WeakKeyDictionary

from facilitator.storage.library import Library

_late: "WeakKeyDictionary[Library, dict[int, set[int]]]" = WeakKeyDictionary()
_lock = Lock()


def note(library: Library, step_id: int, response_id: int) -> None:
    """Remember that these people have handed in, with an answer or without."""
    with _lock:
        _late.setdefault(library, {}).setdefault(step_id, set()).add(response_id)


def count(library: Library, step_id: int) -> int:
    """How many have handed in since `forget`, as far as the program has run since then."""
    with _lock:
        return len(_late.get(library, {}).get(step_id, ()))


def forget(library: Library, step_id: int) -> None:
    """Begin to count anew."""
    with _lock:
        _late.get(library, {}).pop(step_id, None)

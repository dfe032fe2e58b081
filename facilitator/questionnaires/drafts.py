"""Which anonymous answers are whose, in the memory of this program alone.

Whoever answers anonymously may go on and mend what they wrote until answers are closed. Some thing must know for that
long which answers are theirs, and it must not be the library. So it is this dictionary: it is never written anywhere,
it is forgotten when answers are closed, and it ends with the program. After that nobody can say any more whose they
were: the promise weighs more than the convenience.
"""

from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

from facilitator.storage.library import Library

_Own = dict[tuple[str, int | None], tuple[int, ...]]

_drafts: "WeakKeyDictionary[Library, dict[tuple[int, int], _Own]]" = WeakKeyDictionary()
_lock = Lock()


def own(library: Library, step_id: int, response_id: int) -> list[int]:
    """The ids of the answers of a response, those of each question in their order."""
    with _lock:
        answers = _drafts.get(library, {}).get((step_id, response_id), {})
        return [answer_id for ids in answers.values() for answer_id in ids]


def is_known(library: Library, step_id: int, response_id: int) -> bool:
    """Whether the response was begun since the program was started."""
    with _lock:
        return (step_id, response_id) in _drafts.get(library, {})


def begin(library: Library, step_id: int, response_id: int) -> None:
    """Know this response from now on."""
    with _lock:
        _drafts.setdefault(library, {}).setdefault((step_id, response_id), {})


def note(library: Library, step_id: int, response_id: int, place: tuple[str, int | None], ids: Sequence[int]) -> None:
    """Remember that these answers, in this order, are what the response has to a question."""
    with _lock:
        _drafts.setdefault(library, {}).setdefault((step_id, response_id), {})[place] = tuple(ids)


def forget(library: Library, step_id: int) -> None:
    """Forget which answers of this step are whose."""
    with _lock:
        known = _drafts.get(library, {})
        for key in [key for key in known if key[0] == step_id]:
            del known[key]

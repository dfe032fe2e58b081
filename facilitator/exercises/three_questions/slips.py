"""Which anonymous cards a participant wrote, in the memory of this program alone.

Whoever writes an anonymous card may go on with it, and mend it until collecting is closed. Some thing must know for
that long which cards are theirs, and it must not be the library. So it is this dictionary: it is never written
anywhere, it is forgotten when collecting is closed, and it ends with the program. After a crash the cards are there,
and nobody can say any more whose they were: the promise weighs more than the convenience.
"""

from threading import Lock
from weakref import WeakKeyDictionary

from facilitator.storage.library import Library

_slips: "WeakKeyDictionary[Library, dict[tuple[int, int], list[int]]]" = WeakKeyDictionary()
_late: "WeakKeyDictionary[Library, dict[int, set[int]]]" = WeakKeyDictionary()
_lock = Lock()


def own(library: Library, step_id: int, participant_id: int) -> list[int]:
    """The ids of the cards that this participant wrote since the program was started, in the order of writing."""
    with _lock:
        return list(_slips.get(library, {}).get((step_id, participant_id), ()))


def note(library: Library, step_id: int, participant_id: int, card_id: int) -> None:
    """Remember that this card is theirs."""
    with _lock:
        _slips.setdefault(library, {}).setdefault((step_id, participant_id), []).append(card_id)


def note_late(library: Library, step_id: int, participant_id: int) -> None:
    """Remember that this participant has handed in after the cards had been read, with a card or without."""
    with _lock:
        _late.setdefault(library, {}).setdefault(step_id, set()).add(participant_id)


def late(library: Library, step_id: int) -> int:
    """How many people have handed in since the cards were read, as far as the program has run since then."""
    with _lock:
        return len(_late.get(library, {}).get(step_id, ()))


def forget_late(library: Library, step_id: int) -> None:
    """Begin to count anew."""
    with _lock:
        _late.get(library, {}).pop(step_id, None)


def forget(library: Library, step_id: int) -> None:
    """Forget whose cards of this step are whose."""
    with _lock:
        kept = _slips.get(library, {})
        for key in [key for key in kept if key[0] == step_id]:
            del kept[key]

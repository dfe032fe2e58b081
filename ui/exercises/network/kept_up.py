"""Whether what several widgets share has been told of all that was committed."""

from collections import deque

from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


class KeptUp:
    """Hears what changes in a step, and is told what its owner took up of that.

    Something shared is as it is now only while those who show it hand changes in. A window that is closed may live on
    for a moment and hands in nothing; what it shares may then hold a floor, or a person, that are no longer so.
    """

    def __init__(self, library: Library, step_id: int) -> None:
        """Raises NotFound when the step is gone."""
        self._step_id = step_id
        self._workshop_id = get_step(library, step_id).workshop_id
        self._missed: deque[Change] = deque(maxlen=64)
        library.changed.connect(self._hear)

    @property
    def is_behind(self) -> bool:
        """Whether something was committed that nobody has handed in yet."""
        return bool(self._missed)

    def take_up(self, change: Change) -> None:
        """This change was handed in."""
        waiting = [each for each in self._missed if each is not change]
        self._missed.clear()
        self._missed.extend(waiting)

    def _hear(self, change: Change) -> None:
        here = change.workshop_id in (self._workshop_id, None) and change.step_id in (self._step_id, None)
        if here and change.topic in (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS):
            self._missed.append(change)

"""The wall as it fills: read once after each change, for console and projector alike."""

from facilitator.errors import NotFound
from facilitator.exercises.three_questions.wall import Wall, read_wall
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library


class LiveWall:
    """Keeps `wall` up to date. Emits `changed` after it was read anew, and `elsewhere` where it stays as it was.

    `elsewhere` is for those who look back: what was promised lies in another step, or in another workshop. It ends with
    whoever holds it.
    """

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread.

        Raises NotFound when the step is gone.
        """
        self._library, self._step_id = library, step_id
        self.wall: Wall = read_wall(library, step_id)
        self.changed: Announcer[()] = Announcer()
        self.elsewhere: Announcer[()] = Announcer()
        (changes or library.changed).connect(self._heard)

    def _heard(self, change: Change) -> None:
        if change.topic is Topic.PREFERENCES:
            return
        if change.step_id not in (self._step_id, None):
            self.elsewhere.emit()
            return
        try:
            self.wall = read_wall(self._library, self._step_id)
        except NotFound:
            # Whoever shows the step goes with it.
            return
        self.changed.emit()

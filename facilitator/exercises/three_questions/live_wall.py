"""The wall as it fills: read once after each change, for console and projector alike."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from facilitator.errors import NotFound
from facilitator.exercises.three_questions.setup import SECRET_FROM
from facilitator.exercises.three_questions.wall import Wall, read_wall
from facilitator.questionnaires.batches import Waiting, next_seen
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop import agreement

FACE_DOWN = "face_down"
"""What is remembered of cards that nobody can read yet."""


class FaceDown(NamedTuple):
    """How many cards lie face down below each question, by its id, of so many people who have sent theirs."""

    sent: int
    cards: Mapping[int, int]
    floor: int = SECRET_FROM

    @property
    def is_told(self) -> bool:
        """Whether the room may see how many there are: of few people it would be seen who wrote where."""
        return self.sent == 0 or self.sent >= self.floor


def face_down(library: Library, step_id: int, wall: Wall) -> tuple[FaceDown, Waiting]:
    """What others see of the cards that lie face down, and who has sent since.

    What is new comes to them together with that of others: one person's cards would be the difference.
    """
    now = _all_of(library, wall)
    seen = next_seen(library, step_id, FACE_DOWN, lambda before: _next(before, now))
    return seen, Waiting(max(now.sent - seen.sent, 0), now.floor) if seen.is_told else Waiting()


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

    @property
    def waiting(self) -> Waiting:
        """Who has sent cards since the room saw how many lie face down."""
        return face_down(self._library, self._step_id, self.wall)[1]

    def show_all(self) -> None:
        """Let the room see all cards that lie face down now, on the facilitator's own decision."""
        next_seen(self._library, self._step_id, FACE_DOWN, lambda _: _all_of(self._library, self.wall))
        self.changed.emit()

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


def _all_of(library: Library, wall: Wall) -> FaceDown:
    floor = agreement.FLOOR if agreement.under_agreement(library, wall.setup.workshop_id) else SECRET_FROM
    return FaceDown(wall.sent, Counter(card.prompt_id for card in wall.shown), floor)


def _next(before: FaceDown | None, now: FaceDown) -> FaceDown:
    if before is None or not before.is_told or before.sent == 0 or before.floor != now.floor:
        return now
    if not 0 <= now.sent - before.sent < now.floor:
        return now
    return before

"""How far everybody is in a step, kept in step with the library: whoever answers is read again, alone."""

from collections.abc import Sequence

from facilitator.errors import Cancelled, NotFound, ServerAway
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_in
from facilitator.progress import LongWork, Progress, Runner, finish_at_once
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.standings import Standing

_SOON = 60
"""Milliseconds in which further answers are gathered before their people are read again."""


class LiveStandings:
    """Keeps `standings` up to date. Emits `person_changed` with a participant's id, or `reset` for all of them.

    What has changed is read by `run`, one work at a time. A step that is gone keeps what was read last: whoever shows
    it goes too.
    """

    def __init__(
        self, library: Library, step_id: int, *, changes: Source | None = None, run: Runner = finish_at_once
    ) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread.

        Raises NotFound when the step is gone, or its exercise can't be used here.
        """
        step = get_step(library, step_id)
        self._library, self._step_id, self._workshop_id, self._run = library, step_id, step.workshop_id, run
        self._exercise = exercise_in(library, step.exercise)
        self.person_changed: Announcer[int] = Announcer(int)
        self.reset: Announcer[()] = Announcer()
        self.is_reading = False
        self._waiting: set[int | None] = set()
        self._standings = {each.participant_id: each for each in self._exercise.standings(library, step_id)}
        (changes or library.changed).connect(self._heard)

    @property
    def standings(self) -> Sequence[Standing]:
        """Everybody's, in the order of the roster."""
        return list(self._standings.values())

    def of_person(self, participant_id: int) -> Standing | None:
        """How far one participant is; None for somebody who is not on the roster."""
        return self._standings.get(participant_id)

    def _heard(self, change: Change) -> None:
        concerned = change.workshop_id in (self._workshop_id, None) and change.step_id in (self._step_id, None)
        if concerned and change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER):
            # None is everybody.
            self._waiting.add(change.participant_id)
            self._read(after_ms=_SOON)

    def _read(self, *, after_ms: int) -> None:
        if not self.is_reading:
            self.is_reading = True
            self._run(self._begin, self._take, self._fail, after_ms=after_ms)

    def _begin(self) -> LongWork[tuple[bool, list[Standing]]]:
        waiting, self._waiting = self._waiting, set()
        return _read(self._library, self._exercise, self._step_id, waiting)

    def _take(self, found: tuple[bool, list[Standing]]) -> None:
        everybody, standings = found
        read = {each.participant_id: each for each in standings}
        if everybody:
            self._standings = read
        else:
            # Somebody who is not on the roster that was read comes, or went, with a change of the roster.
            self._standings.update((person, each) for person, each in read.items() if person in self._standings)
        self._go_on()
        if everybody:
            self.reset.emit()
            return
        for person in read:
            self.person_changed.emit(person)

    def _fail(self, error: Exception) -> None:
        self._go_on()
        if not isinstance(error, (Cancelled, NotFound, ServerAway)):
            raise error

    def _go_on(self) -> None:
        self.is_reading = False
        if self._waiting:
            self._read(after_ms=0)


def _read(
    library: Library, exercise: Exercise, step_id: int, waiting: set[int | None]
) -> LongWork[tuple[bool, list[Standing]]]:
    yield Progress(0, 1)
    if None in waiting:
        return True, exercise.standings(library, step_id)
    people = [person for person in waiting if person is not None]
    return False, [each for person in people for each in exercise.standings(library, step_id, person)]

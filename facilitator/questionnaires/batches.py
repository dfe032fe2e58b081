"""What the room has been shown of a step: what is new comes to it together with that of others, never one by one.

Whoever gets up from the station while a bar grows or a sentence appears would be known by it. So the room keeps seeing
what it saw until as many people as the floor have answered anew, until answers are closed, or until the facilitator
shows what waits. Words and consents that are taken back go at once, and so does whoever is erased.

It is remembered by this program alone and never written: the library must not tell who came when.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Generic, NamedTuple, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from facilitator.questionnaires.answer_rows import Answer, Given
from facilitator.questionnaires.counted import CountedRoom
from facilitator.questionnaires.live import LiveAnswers
from facilitator.storage.changes import Announcer, Source
from facilitator.storage.library import Library

ANSWERS = "room"
"""What is remembered of the answers to a questionnaire."""
Seen = TypeVar("Seen")

_seen: "WeakKeyDictionary[Library, dict[tuple[int, str], object]]" = WeakKeyDictionary()
_lock = Lock()


class Waiting(NamedTuple):
    """How many people have answered what the room has not been shown, and with how many it is shown by itself."""

    people: int = 0
    together: int = 0


class Together(Protocol):
    """What new answers wait for, so that they come to others together."""

    @property
    def waiting(self) -> Waiting:
        """Who waits."""

    def show_all(self) -> None:
        """Let others see what waits."""


def was_seen(library: Library, step_id: int, what: str) -> bool:
    """Whether the room was shown this of a step, so that anything could differ from it."""
    with _lock:
        return (step_id, what) in _seen.get(library, {})


def next_seen(library: Library, step_id: int, what: str, follow: Callable[[Seen | None], Seen]) -> Seen:
    """What the room sees now of a step: what `follow` makes of what it saw last, None where it saw nothing."""
    with _lock:
        before = _seen.setdefault(library, {}).get((step_id, what))
    found = follow(cast("Seen | None", before))
    with _lock:
        _seen.setdefault(library, {})[step_id, what] = found
    return found


class ShownTogether(ABC, Generic[Seen]):
    """What the room sees of a step, `seen`, read when it is asked for. Emits `changed` when that may be another.

    It ends with whoever holds it; views that are made anew go on from what the room saw last.
    """

    def __init__(self, library: Library, step_id: int, what: str) -> None:
        """`what` is remembered of the step under this name."""
        self._library, self._step_id, self._what = library, step_id, what
        self.changed: Announcer[()] = Announcer()
        self._is_read = False
        self._seen: Seen
        self._waiting = Waiting()

    @property
    def seen(self) -> Seen:
        """What the room sees now."""
        self._read()
        return self._seen

    @property
    def waiting(self) -> Waiting:
        """Who has answered, or answered otherwise, since then."""
        self._read()
        return self._waiting

    def show_all(self) -> None:
        """Let the room see what waits, on the facilitator's own decision."""
        self._seen = next_seen(self._library, self._step_id, self._what, lambda _: self._all())
        self._waiting, self._is_read = Waiting(), True
        self.changed.emit()

    @abstractmethod
    def _all(self) -> Seen:
        """What there is, of everybody."""

    @abstractmethod
    def _after(self, before: Seen | None) -> Seen:
        """What follows on what the room saw; whoever waits from then on is in `_waiting`."""

    def _follow(self, *_what: object) -> None:
        """Something of it may be another: it is read anew when somebody asks."""
        self._is_read = False
        self.changed.emit()

    def _read(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        self._seen = next_seen(self._library, self._step_id, self._what, self._after)


class ShownAnswers(ShownTogether[CountedRoom]):
    """What the room may see of a step's answers: whole answers of those who were shown, as they were then."""

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread."""
        super().__init__(library, step_id, ANSWERS)
        self._live = LiveAnswers(library, step_id, changes=changes)
        self._live.person_changed.connect(self._follow)
        self._live.reset.connect(self._follow)

    @property
    def is_there(self) -> bool:
        """Whether the step is on the agenda."""
        return self._live.is_there

    def _all(self) -> CountedRoom:
        return self._live.room

    def _after(self, before: CountedRoom | None) -> CountedRoom:
        now = self._live.room
        self._waiting = Waiting()
        if before is None or _begins_anew(before, now):
            return now
        waiting = _answered_anew(before, now)
        if not waiting or len(waiting) >= now.floor:
            return now
        self._waiting = Waiting(len(waiting), now.floor)
        return self._as_it_was(before, now)

    def _as_it_was(self, before: CountedRoom, now: CountedRoom) -> CountedRoom:
        """What the room saw, without what was taken back since."""
        there = {each.members: each.given for each in self._live.responses}
        kept = [(members, _without_taken_back(given, before, there[members])) for members, given in before.given
                if members in there]  # fmt: skip
        people = {person for members, _ in kept for person in members}
        pairs = {person: both for person, both in before.pairs.items() if person in people}
        nobodys = [each for each in now.given if not each[0]]
        return replace(now, given=(*kept, *nobodys), people=len(people), pairs=pairs)


def _begins_anew(before: CountedRoom, now: CountedRoom) -> bool:
    """Whether nothing is kept back: too few were shown, all is counted only, or answers are closed."""
    was, is_ = before.setup, now.setup
    return (
        before.people < now.floor
        or not is_.is_open
        or (was.round, was.is_secret) != (is_.round, is_.is_secret)
        or is_.is_secret
    )


def _answered_anew(before: CountedRoom, now: CountedRoom) -> set[int]:
    """Those whose answers are not those that the room was shown."""
    shown = dict(before.given)
    return {person for members, given in now.given if members and shown.get(members) != given for person in members}


def _without_taken_back(given: Given, room: CountedRoom, now: Given) -> Given:
    """The answers without words, names and consents that are no longer there.

    What was chosen stays counted while something else is chosen there, and goes where the question was emptied.
    """
    by_id = {answer.id: answer for answer in now}
    answered = {answer.question for answer in now if not answer.value.missing}
    kept = [
        answer
        for answer in given
        # What is as it was stays, a box that was left empty too: without it its owner would seem to answer anew.
        if by_id.get(answer.id) == answer
        or (answer.question in answered if _is_only_counted(answer) else _says_the_same(by_id.get(answer.id), answer))
    ]
    return Given(room.questionnaire, kept)


def _is_only_counted(answer: Answer) -> bool:
    value = answer.value
    return not (value.word or value.day or value.person or value.team)


def _says_the_same(now: Answer | None, shown: Answer) -> bool:
    return now is not None and now.value == shown.value and bool(now.version) >= bool(shown.version)

"""What the core tells the windows: which facts changed, said once, after the commit.

A change names no values. Whoever hears it reads the library again, so that no window holds the truth.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVarTuple

from psygnal import EmitLoopError, SignalInstance

from facilitator.i18n import as_asked_for


class Topic(StrEnum):
    """The kinds of fact a window may show."""

    WORKSHOPS = "workshops"
    """A workshop was added, renamed, described, deleted or brought back."""
    ROSTER = "roster"
    """People of one workshop."""
    AGENDA = "agenda"
    """Steps of one workshop, or which of them is being run."""
    SETTINGS = "settings"
    """How one step is set up: its questions, what it offers."""
    ANSWERS = "answers"
    """Answers in one step: of one participant, or of many where `participant_id` is None."""
    ACTIONS = "actions"
    """What one workshop promised to do."""
    ERASED = "erased"
    """Something was removed for good: whoever can bring back older states must forget them."""
    PREFERENCES = "preferences"
    """A preference of this library, such as the facilitator's PIN."""


@dataclass(frozen=True, slots=True)
class Change:
    """One committed change. Ids are None where the change is wider than one thing.

    `origin` is whatever the caller of the operation passed, so that a window can skip what it did itself.
    """

    topic: Topic
    workshop_id: int | None = None
    step_id: int | None = None
    participant_id: int | None = None
    origin: object = None


Listener = Callable[[Change], object]

Said = TypeVarTuple("Said")


class Announcer(Generic[*Said]):
    """Tells listeners what it is given, each by itself: what one of them raises keeps nobody else from hearing.

    Nor does it reach whoever announces, whose work is committed by then: it goes where uncaught exceptions go. A
    method of an object is held weakly and ends with the object, any other callable is held until it is disconnected.
    Listeners speak the program's language unless they have another one of their own: whoever announces may be writing
    something for somebody else.
    """

    def __init__(self, *types: type[object]) -> None:
        """`types` are those of what is said, such as `Change`; none where nothing is said but that it happened."""
        self._types = types
        # A signal for each listener, since one of several listeners stops at the first that raises.
        self._signals: list[SignalInstance] = []

    def connect(self, listener: Callable[[*Said], object]) -> None:
        """Let `listener` hear from now on, after those that are connected already."""
        signal = SignalInstance(self._types)
        signal.connect(listener)
        self._signals = [*(each for each in self._signals if len(each)), signal]

    def disconnect(self, listener: Callable[[*Said], object]) -> None:
        """Let `listener` hear nothing more; nothing happens when it does not listen."""
        for signal in self._signals:
            signal.disconnect(listener, missing_ok=True)
        self._signals = [each for each in self._signals if len(each)]

    def emit(self, *said: *Said) -> None:
        """Tell everybody who listens now, in the calling thread."""
        with as_asked_for(""):
            for signal in self._signals:
                try:
                    signal.emit(*said)
                except EmitLoopError as error:
                    cause = error.__cause__ or error
                    sys.excepthook(type(cause), cause, cause.__traceback__)


class Source(Protocol):
    """What a model hears changes from: the library's own, or one that hands them on in another thread."""

    def connect(self, listener: Listener) -> None:
        """Let `listener` hear of every change."""

    def disconnect(self, listener: Listener) -> None:
        """Let `listener` hear of nothing more."""

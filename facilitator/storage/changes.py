"""What the core tells the windows: which facts changed, said once, after the commit.

A change names no values. Whoever hears it reads the library again, so that no window holds the truth.
"""

from dataclasses import dataclass
from enum import StrEnum


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

"""What of a log is its writer's alone."""

from collections.abc import Collection

from facilitator.exercises.challenge.setup import LEARNED, SHARE
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.answer_rows import Given
from facilitator.storage.library import Library


@implements(Exercise.closed)
def closed(library: Library, step_id: int, given: Given) -> Collection[str]:
    """A line that is not shared, and whether it is: whoever corrects neither reads it nor lets others do so."""
    return (LEARNED, SHARE) if given.of(LEARNED) and not given.agreed(SHARE) else ()

"""How long a step takes for so many people, worked out from what it asks."""

from collections.abc import Sequence

from facilitator.described.setup import bundled
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.duration import PAPER, STATION, asked_in, time_needed
from facilitator.storage.library import Library
from facilitator.workshop.room_plan import AnswerMode, Crowd, TimeNeeded


@supplies(Exercise.answer_modes)
def answer_modes(folder: Exercise, library: Library, step_id: int | None) -> Sequence[AnswerMode]:
    """At the station, or on sheets."""
    return [AnswerMode(STATION, tr("At the station")), AnswerMode(PAPER, tr("On paper forms, read in later"))]


@supplies(Exercise.minutes_for)
def minutes_for(folder: Exercise, library: Library, step_id: int | None, crowd: Crowd, mode: str) -> TimeNeeded:
    """Talking about it where it is answered together, then the queue; of a new step what it would begin with."""
    asked = bundled(folder.kind) if step_id is None else asked_in(library, step_id)
    return time_needed(library, step_id, crowd, mode, asked, share=folder.share)

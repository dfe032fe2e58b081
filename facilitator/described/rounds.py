"""What is asked once more, beside what was answered before."""

from collections.abc import Sequence

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library


@supplies(Exercise.round_titles)
def round_titles(folder: Exercise, library: Library, step_id: int) -> Sequence[str]:
    """ "Round 1" and so on."""
    return tuple(tr("Round {number}", number=number + 1) for number in range(get_setup(library, step_id).round))

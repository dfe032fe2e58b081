"""What a step keeps of people, for the notice."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise, Kept
from facilitator.i18n import tr
from facilitator.storage.library import Library


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> Kept:
    """One line a person, and what of it is told."""
    return Kept(
        tr("One line on what came of what you agreed to do, and what stood in the way."),
        tr(
            "Whoever leads the workshop reads it. Others see how often each answer was chosen, from five people on, "
            "and your result only where you have agreed to it."
        ),
    )

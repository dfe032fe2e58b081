"""What a step keeps of people, for the notice."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.counted import floor_of
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library
from facilitator.workshop.agreement import under_agreement


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """One line a person, what the facilitator notes beside it, and what of both is told."""
    workshop_id = get_setup(library, step_id).workshop_id
    seen = tr(
        "Whoever leads the workshop reads it. The room and the summary: how often each answer was chosen, none of "
        "fewer than {floor} people.",
        floor=floor_of(library, workshop_id),
    )
    told = tr("Your result too, if you agree to it: the room with your name, the summary without, unless it names.")
    return DataKept(
        tr(
            "One line on what came of what you agreed to do, and what stood in the way; that the facilitator marked "
            "it, and a fact that backs it."
        ),
        seen if under_agreement(library, workshop_id) else f"{seen} {told}",
    )


@implements(Exercise.shown_by_consent)
def shown_by_consent(library: Library, step_id: int) -> Sequence[str]:
    """Results, unless a works agreement lets nothing of a single person out."""
    if under_agreement(library, get_setup(library, step_id).workshop_id):
        return ()
    return tr("What worked, what got in the way"), tr("What worked")

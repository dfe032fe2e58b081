"""What recognition keeps of people, for the notice."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.i18n import tr
from facilitator.storage.library import Library


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """Thanks, with the names on both sides."""
    return DataKept(
        tr(
            "Whom you thank, for what and what came of it, with your name; whether thanks to you may be read by others."
        ),
        tr(
            "A thanks: you and the facilitator; whoever is thanked, if you agree; the room and the summary only if you "
            "and they agree, for a team one of it and nobody against it."
        ),
    )


@implements(Exercise.shown_by_consent)
def shown_by_consent(library: Library, step_id: int) -> Sequence[str]:
    """Thanks that both sides let the room read."""
    return tr("Who shared, what worked"), tr("Thanks that may be read")

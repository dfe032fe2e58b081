"""What stories keep of people, for the notice."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.i18n import tr
from facilitator.storage.library import Library


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """The story, who is in it and what they said, and who gets the mails."""
    return DataKept(
        tr(
            "Your story, how far it may go and for how long, and whether you get the stories by mail; whether you are "
            "in somebody’s story, and whether you agreed to its text."
        ),
        tr(
            "Your story: you and the facilitator; who is named in it, once you have agreed; its readers, the booklet "
            "and the screen only if you and everybody named agreed, and no further than you said. A withdrawn story is "
            "in no later mail, booklet or export. A mail once sent can’t be called back."
        ),
    )

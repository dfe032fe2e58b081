"""What a step keeps of people, for the notice."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.i18n import tr
from facilitator.storage.library import Library


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """A plan, what became of it, a line, and which mails are wanted."""
    return DataKept(
        tr(
            "Your plan of small actions, which mails you want, what became of each action, and one line on what you "
            "learned."
        ),
        tr(
            "Your plan and what became of it: you and whoever leads the workshop. Others see counts of all together, "
            "from five people on. Why your plan has these cards stands on your own papers alone. Your line is yours "
            "alone, unless you share it: then the room and the summary read it without your name."
        ),
    )

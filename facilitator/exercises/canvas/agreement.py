"""What a canvas keeps of people, for the notice."""

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import DataKept, Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr
from facilitator.storage.library import Library

_KIND = "canvas"


@implements(Exercise.data_kept)
def data_kept(library: Library, step_id: int) -> DataKept:
    """What its questions say, and that the ideas of a team stand together in the summary."""
    kept = exercise(_KIND).supplied(Exercise.data_kept)(library, step_id)
    whole = tr("The summary shows each canvas whole, with the work that it is about, without your names.")
    return kept._replace(seen=f"{kept.seen} {whole}")

"""Whether a table is one of answers that were exported here: asked of every exercise that there is, for each table."""

from collections.abc import Sequence

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.row_columns import PARTICIPANT, SENT


@supplies(Exercise.is_own_export)
def is_own_export(folder: Exercise, headers: Sequence[str]) -> bool:
    """Whether these are the headers of such a table, and half at least of the others fields of the questionnaire."""
    if folder.builds_questions or not {PARTICIPANT, SENT} <= set(headers):
        return False
    # Of a table from elsewhere nobody needs to know what all exercises ask.
    from facilitator.described.interchange import is_export_of
    from facilitator.described.setup import bundled

    return is_export_of(bundled(folder.kind), headers)

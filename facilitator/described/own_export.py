"""Whether a table is one of answers that were exported here: asked of every exercise that there is, for each table."""

from collections.abc import Sequence

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.row_columns import PARTICIPANT, SENT, whose_by
from facilitator.tabular import Field, is_headed, match_columns


@supplies(Exercise.is_own_export)
def is_own_export(folder: Exercise, headers: Sequence[str]) -> bool:
    """Whether these are the headers of such a table, and half at least of the others fields of the questionnaire.

    They are their keys, or the words in the place of these.
    """
    words = whose_by()
    if folder.builds_questions or not is_headed(headers, {key: words[key] for key in (PARTICIPANT, SENT)}):
        return False
    # Of a table from elsewhere nobody needs to know what all exercises ask.
    from facilitator.described.interchange import is_export_of
    from facilitator.described.setup import bundled
    from facilitator.questionnaires.answers_import import fields_of
    from facilitator.questionnaires.translated import in_other_languages

    asked = bundled(folder.kind)
    if is_export_of(asked, headers):
        return True
    return is_export_of(asked, by_keys(headers, fields_of(asked, [*in_other_languages(asked, folder.kind)])))


def by_keys(headers: Sequence[str], fields: Sequence[Field]) -> list[str]:
    """The headers with the keys of these fields in the place of their words."""
    matched = match_columns(headers, fields, {})
    return [matched[header] or header for header in headers]

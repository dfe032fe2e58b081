"""Stories as a table: nothing of a withdrawn one leaves the library, and with pseudonyms nothing of any."""

from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.own_columns import own_columns
from facilitator.exercises.stories.told import READS, read_stories
from facilitator.i18n import trn
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answers_export import table_without, wide_table
from facilitator.questionnaires.reading import responses_of_rounds
from facilitator.storage.library import Library
from facilitator.tabular import Table


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table | None:
    """A row for each response, with a remark on how many stories are withdrawn."""
    gone = {each.id for each in read_stories(library, step_id) if each.is_withdrawn}
    sentence = trn(
        "{count} story is not in it: it is withdrawn.",
        "{count} stories are not in it: they are withdrawn.",
        len(gone),
    )
    own = own_columns(library, step_id)
    return table_without(library, step_id, _answers_of(library, step_id, gone), sentence, own=own)


@implements(Exercise.exchange_table)
def exchange_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """The same in a file with the exercise's name; with pseudonyms no story: a house knows whose it is."""
    if pseudonyms is None:
        table = export_table(library, step_id)
    else:
        every = {each.id for each in read_stories(library, step_id)}
        left = _answers_of(library, step_id, every)
        table = wide_table(library, step_id, pseudonyms=pseudonyms, without=left)
    return None if table is None else replace(table, source="stories")


def _answers_of(library: Library, step_id: int, stories: set[int]) -> set[int]:
    """The ids of all answers of these stories, but whether their teller wants the mails."""
    return {
        answer.id
        for _, each in responses_of_rounds(library, step_id)
        if each.id in stories
        for answer in each.given
        if answer.question != READS
    }

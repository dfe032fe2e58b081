"""Logs as a table, out and back in; a line that somebody keeps for themselves leaves the library in none."""

from dataclasses import replace

from facilitator.exercises.challenge.log import own_lines
from facilitator.exercises.challenge.setup import KIND
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import trn
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answers_export import table_without, wide_table
from facilitator.storage.library import Library
from facilitator.tabular import Table


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table | None:
    """A row for each response, with a remark on how many lines are kept back."""
    kept = own_lines(library, step_id)
    sentence = trn(
        "{count} line is not in it: it is its writer’s alone.",
        "{count} lines are not in it: they are their writers’ alone.",
        len(kept),
    )
    return table_without(library, step_id, kept, sentence)


@implements(Exercise.exchange_table)
def exchange_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """The same in a file with the exercise's name."""
    if pseudonyms is None:
        table = export_table(library, step_id)
    else:
        table = wide_table(library, step_id, pseudonyms=pseudonyms, without=own_lines(library, step_id))
    return None if table is None else replace(table, source=KIND)

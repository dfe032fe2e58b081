"""Thanks as a table: only what both sides let others read leaves the library in one, and nothing with pseudonyms."""

from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.recognition.thanks import every_thanks, unshown
from facilitator.i18n import trn
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.answers_export import table_without
from facilitator.storage.library import Library
from facilitator.tabular import Table


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table | None:
    """A row for each response, with a remark on how many thanks are kept back."""
    kept = unshown(library, step_id)
    sentence = trn(
        "{count} thanks is not in it: who says it, or who is thanked, keeps it back.",
        "{count} thanks are not in it: who says them, or who is thanked, keeps them back.",
        len(kept),
    )
    return table_without(library, step_id, kept, sentence)


@implements(Exercise.exchange_table)
def exchange_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """The same in a file with the exercise's name; with pseudonyms no thanks at all: its words tell whose it is."""
    if pseudonyms is None:
        table = export_table(library, step_id)
    else:
        every = every_thanks(library, step_id)
        sentence = trn(
            "{count} thanks is not in it: with pseudonyms none is, since its words tell whose it is.",
            "{count} thanks are not in it: with pseudonyms none is, since its words tell whose it is.",
            len(every),
        )
        table = table_without(library, step_id, every, sentence, pseudonyms=pseudonyms)
    return None if table is None else replace(table, source="recognition")

"""Answers as tables, out and back in."""

from collections.abc import Sequence

from facilitator.described.setup import bundled
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import exchange
from facilitator.questionnaires.fields import parsed_name
from facilitator.storage.library import Library
from facilitator.tabular import Field, Options, Plan, Table


@supplies(Exercise.import_fields)
def import_fields(folder: Exercise, library: Library, step_id: int) -> Sequence[Field]:
    """The fields of what the step asks, and whose they are."""
    return exchange.import_fields(library, step_id)


@supplies(Exercise.plan_import)
def plan_import(folder: Exercise, library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of answers would do."""
    return exchange.plan_import(library, step_id, table, options)


@supplies(Exercise.export_table)
def export_table(folder: Exercise, library: Library, step_id: int) -> Table | None:
    """A row for each response."""
    return exchange.wide_table(library, step_id)


@supplies(Exercise.exchange_table)
def exchange_table(folder: Exercise, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """A row for each response, in a file with the exercise's name."""
    table = exchange.wide_table(library, step_id, pseudonyms=pseudonyms)
    return Table(folder.kind, table.headers, table.rows, table.numbers)


@supplies(Exercise.is_own_export)
def is_own_export(folder: Exercise, headers: Sequence[str]) -> bool:
    """Whether most of these headers are fields of the exercise's questionnaire."""
    names = [
        name for name in map(parsed_name, headers) if name is not None and bundled(folder.kind).find(name.spot.question)
    ]
    return len(names) >= max(2, len(headers) // 2)

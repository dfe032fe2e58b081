"""Answers as tables, out and back in."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from facilitator.described.own_export import by_keys
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.import_plans import Options, Plan
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import answers_import, document
from facilitator.questionnaires.answers_export import wide_table
from facilitator.questionnaires.fields import parsed_name
from facilitator.questionnaires.missing_columns import with_kinds_apart, with_kinds_inside, without_kinds
from facilitator.questionnaires.model import Questionnaire
from facilitator.questionnaires.row_columns import EMAIL, PARTICIPANT, SENT, WHOSE, WITH
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library
from facilitator.tabular import Field, Table


@supplies(Exercise.import_fields)
def import_fields(folder: Exercise, library: Library, step_id: int) -> Sequence[Field]:
    """The fields of what the step asks, and whose they are; then those of the tables beside."""
    answers = answers_import.import_fields(library, step_id, folder.own_columns(library, step_id))
    beside = folder.tables_beside(library, step_id)
    if not beside:
        return answers
    further = [replace(field, table_kinds=(each.table_kind,)) for each in beside for field in each.fields]
    return [*(replace(field, table_kinds=("",)) for field in answers), *further]


@supplies(Exercise.plan_import)
def plan_import(folder: Exercise, library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of answers would do, or one of those beside."""
    for each in folder.tables_beside(library, step_id):
        if options.table_kind == each.table_kind:
            return each.plan(table, options)
    inside = with_kinds_inside(table)
    gone = {header for header in table.headers if header not in inside.headers}
    kept = replace(options, mapping={header: key for header, key in options.mapping.items() if header not in gone})
    own = folder.own_columns(library, step_id)
    return answers_import.plan_import(library, step_id, inside, kept, partial(folder.check, library, step_id), own)


@supplies(Exercise.export_table)
def export_table(folder: Exercise, library: Library, step_id: int) -> Table | None:
    """A row for each response."""
    own = folder.own_columns(library, step_id)
    return with_kinds_apart(wide_table(library, step_id, own=own), WHOSE)


@supplies(Exercise.exchange_table)
def exchange_table(folder: Exercise, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """A row for each response, in a file with the exercise's name."""
    own = folder.own_columns(library, step_id)
    table = with_kinds_apart(wide_table(library, step_id, pseudonyms=pseudonyms, own=own), WHOSE)
    return replace(table, source=folder.kind, problems=())


@supplies(Exercise.answer_modes_used)
def answer_modes_used(folder: Exercise, library: Library, step_id: int) -> tuple[int, Mapping[int, Hashable]]:
    """The floor of an export with pseudonyms, and in which way everybody has sent."""
    with library.read() as session:
        return document.answer_modes_used(session, step_id)


@supplies(Exercise.is_own_export_of)
def is_own_export_of(folder: Exercise, library: Library, step_id: int, headers: Sequence[str]) -> bool:
    """Whether it is one of this very step, where each step asks its own questions, or a table beside the answers."""
    if any(each.is_own_export(headers) for each in folder.tables_beside(library, step_id)):
        return True
    if not folder.builds_questions:
        return folder.is_own_export(headers)
    fields = answers_import.import_fields(library, step_id)
    return is_export_of(get_setup(library, step_id).questionnaire, by_keys(headers, fields))


def is_export_of(asked: Questionnaire, headers: Sequence[str]) -> bool:
    """Whether these are the headers of a table of the answers to a questionnaire."""
    if not {PARTICIPANT, SENT} <= set(headers):
        return False
    fields = [header for header in without_kinds(headers) if header not in (PARTICIPANT, EMAIL, WITH, SENT)]
    names = (parsed_name(header) for header in fields)
    known = sum(name is not None and asked.find(name.spot.question) is not None for name in names)
    return 0 < len(fields) <= 2 * known

"""How one table would be imported: what its columns would be, and what it would do.

Which exercises take answers, and what their columns mean, is known by the exercises alone.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.import_plans import Options, Plan
from facilitator.sharing.targets import (
    UNDECIDED,
    Kind,
    Said,
    Target,
    as_read,
    exercise_elsewhere,
    exercise_of,
    fields_of,
    matched_columns,
    question_of,
    recognised,
)
from facilitator.sharing.workshop_file import plan_workshop, read_workshop
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Loss, Problem, Table
from facilitator.workshop.roster_columns import match_roster
from facilitator.workshop.roster_import import plan_roster

SAMPLES = 8
"""How many rows a preview shows."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How one table would be imported: all that a preview shows.

    `mapping` sends each header to a field's key, to `IGNORE`, or to "" where nothing fits. `samples` are the first
    rows. `question` is what a person has to say before anything can be proposed, "" where something is.
    """

    table: Table
    target: Target
    fields: tuple[Field, ...]
    mapping: dict[str, str]
    plan: Plan
    samples: tuple[tuple[str, ...], ...]
    question: str = ""


def recognise(
    library: Library, workshop_id: int, table: Table, options: Options | None = None, rows: Said | None = None
) -> Proposal:
    """Decide by its columns what `table` holds and propose how to import it.

    What the person said of the rows decides first, then what they chose for columns. Then answers, if all they need is
    there, then a roster. Rows that belong to somebody are never proposed as people, and where a table can be read in
    both ways nothing is proposed: the plan's only error is the question.
    """
    chosen = options or Options()
    missing = exercise_elsewhere(library, workshop_id, table) if rows is None and not chosen.mapping else None
    if missing is not None:
        return refusal(table, UNDECIDED, _not_on_agenda(missing))
    target = recognised(library, workshop_id, table, chosen, rows)
    if target.kind is Kind.UNDECIDED:
        return undecided(library, workshop_id, table, target)
    return propose(library, workshop_id, table, target, chosen)


def propose(
    library: Library, workshop_id: int, table: Table, target: Target, options: Options | None = None
) -> Proposal:
    """How `table` would be imported to a target that the person chose."""
    table = as_read(library, target, table)
    chosen = options or Options()
    if table.origin is not None:
        chosen = options_for(table, chosen)
    fields = fields_of(library, target)
    if target.step_id is None:
        mapping = match_roster(table, chosen)
        plan = plan_roster(library, workshop_id, table, chosen)
    else:
        mapping = matched_columns(library, target, table, chosen)
        chosen_of_kind = replace(chosen, table_kind=target.table_kind)
        plan = exercise_of(library, target.step_id).plan_import(library, target.step_id, table, chosen_of_kind)
    return Proposal(table, target, tuple(fields), mapping, plan, table.rows[:SAMPLES])


def propose_workshop(library: Library, workshop_id: int, path: Path, content: bytes, options: Options) -> Proposal:
    """A whole workshop is no table: it is proposed as what it is."""
    plan = plan_workshop(library, workshop_id, read_workshop(path.name, content), options=options)
    return Proposal(no_table(path), Target(Kind.WORKSHOP, tr("Whole workshop")), (), {}, plan, ())


def propose_nothing(library: Library, table: Table, missing: Exercise, *, alone: bool) -> Proposal:
    """A part of an export that this workshop has no place for is left out, and said: the rest is still of use.

    Where there is no rest, it is `alone`, and that is an error.
    """
    said = tr("left out: “{exercise}” is not on this agenda", exercise=missing.title)
    remark = Problem(_not_on_agenda(missing), error=alone, loss=Loss.ROW, rows=table.numbers)
    problems = (*table.problems, remark) if table.rows else table.problems
    return nothing_of(library, table, (said,), problems, Target(Kind.ANSWERS, missing.title))


def nothing_of(
    library: Library,
    table: Table,
    summary: tuple[str, ...],
    problems: tuple[Problem, ...],
    target: Target = UNDECIDED,
) -> Proposal:
    """The proposal for what nothing is imported of."""

    def apply() -> Done[None]:
        with library.change(tr("Import files")) as change:
            pass
        return change.done(None)

    return Proposal(table, target, (), {}, Plan(summary, problems, apply), ())


def _not_on_agenda(missing: Exercise) -> str:
    return tr("“{exercise}” is not on this agenda. Add the exercise first, then import again.", exercise=missing.title)


def undecided(library: Library, workshop_id: int, table: Table, target: Target) -> Proposal:
    """The proposal for a table of which a person has to say what its rows are: nothing but the question."""
    return refusal(table, target, *question_of(library, workshop_id, table, target))


def refusal(table: Table, target: Target, question: str, sentence: str = "") -> Proposal:
    """The proposal for a table that nothing is proposed for, with what to say or to do; `sentence` is its error."""
    problem = Problem(sentence or question)

    def apply() -> Done[None]:
        raise Invalid(problem.sentence)

    mapping = dict.fromkeys(table.headers, "")
    plan = Plan((), (*table.problems, problem), apply)
    return Proposal(table, target, (), mapping, plan, table.rows[:SAMPLES], question)


def options_for(table: Table, options: Options) -> Options:
    """The choices that concern a column of this table."""
    found = {column: table.find_header(column) for column in options.mapping}
    mapping = {header: options.mapping[column] for column, header in found.items() if header is not None}
    return replace(options, mapping=mapping)


def no_table(path: Path) -> Table:
    """The table of a file that holds none."""
    return Table(path.name, (), (), ())

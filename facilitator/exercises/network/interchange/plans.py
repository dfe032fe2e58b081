"""Importing: each kind of table goes to the module that reads it."""

from collections.abc import Callable
from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.interchange.all_rounds import (
    apart,
    latest,
    of_another_round,
    present_alone,
    wrong_rounds,
)
from facilitator.exercises.network.interchange.codebook import is_empty, plan_codebook
from facilitator.exercises.network.interchange.columns import columns_of
from facilitator.exercises.network.interchange.contact_table import plan_contacts
from facilitator.exercises.network.interchange.count_table import plan_counts
from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACTS,
    COUNTS,
    LISTS,
    OWN_ACTIONS,
    QUESTIONS,
    TIES,
    all_fields,
)
from facilitator.exercises.network.interchange.list_table import plan_lists
from facilitator.exercises.network.interchange.own_action_table import plan_own_actions
from facilitator.exercises.network.interchange.tie_table import plan_ties
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.rounds.rounds import begin_rounds
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.import_plans import Options, Part, Plan
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Table, find_header

_PLANS: dict[str, Callable[[Library, int, Table, Options], Plan]] = {
    QUESTIONS: plan_codebook,
    LISTS: plan_lists,
    CONTACTS: plan_contacts,
    COUNTS: plan_counts,
    TIES: plan_ties,
    OWN_ACTIONS: plan_own_actions,
}


@implements(Exercise.import_fields)
def import_fields(library: Library, step_id: int) -> list[Field]:
    """What columns can be matched to, one kind of table after the other.

    A column of the roster's fields fills what the roster does not know yet and changes nothing that it does.
    """
    return all_fields(get_setup(library, step_id).factors)


@implements(Exercise.match_table)
def match_table(library: Library, step_id: int, table: Table, options: Options) -> dict[str, str]:
    """What the columns of a table of the kind `options.table_kind` are."""
    return columns_of(table, get_setup(library, step_id).factors, options)


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of the kind `options.table_kind` would do; contacts, if none is given.

    A part of a table goes into the round of its number, which is started if it is not there yet. Where somebody has
    answered already, rows of another round than the one that is filled in are an error.
    """
    if options.part.number:
        return _in_round(library, step_id, _PLANS[options.table_kind](library, step_id, table, options), options.part)
    with library.read() as session:
        present, empty = current_round(session, step_id), is_empty(session, step_id)
    part, piece = latest(table, options) if empty else (Part(), present_alone(table, present, options))
    own = replace(_options_for(piece, table, options), part=part)
    plan = _PLANS[options.table_kind](library, step_id, piece, own)
    wrong = wrong_rounds(table, options)
    # What else an export holds may be of earlier rounds alone.
    if options.table_kind in (CONTACTS, LISTS) and table.rows and not piece.rows:
        wrong = [of_another_round(table, latest(table, options)[0].number, present, options)]
    if wrong:
        return replace(plan, problems=(*plan.problems, *wrong))
    return _in_round(library, step_id, plan, part) if empty and part.number not in (0, present) else plan


def _options_for(piece: Table, table: Table, options: Options) -> Options:
    """The choices without those for columns of the table that its piece has not."""
    gone = {written for written in options.mapping if find_header(table.headers, written)}
    gone -= {written for written in gone if find_header(piece.headers, written)}
    return replace(options, mapping={written: key for written, key in options.mapping.items() if written not in gone})


def _in_round(library: Library, step_id: int, plan: Plan, part: Part) -> Plan:
    """The plan with the round of its own, which begins with it."""

    def apply() -> Done[None]:
        with library.change(tr("Import round")) as change:
            begin_rounds(change, step_id, part.number, part.title)
            plan.apply()
        return change.done(None)

    title = part.title or tr("Round {number}", number=part.number)
    return replace(plan, summary=tuple(f"{title}: {sentence}" for sentence in plan.summary), apply=apply)


@implements(Exercise.parts)
def parts(
    library: Library, step_id: int, table: Table, options: Options, *, beside_parts: bool = False
) -> list[tuple[Part, Table]]:
    """The rounds in a table; where somebody has answered already it stays whole, and its last one alone comes in.

    Beside tables of several rounds, rows of one round go into that one.
    """
    with library.read() as session:
        empty = is_empty(session, step_id)
    found = apart(table, always=beside_parts, options=options) if empty else []
    return found if len(found) > 1 or any(part.number for part, _ in found) else [(Part(), table)]

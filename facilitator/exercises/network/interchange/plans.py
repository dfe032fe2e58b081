"""Importing: each form of table goes to the module that reads it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.interchange.all_rounds import apart, latest, rounds_in
from facilitator.exercises.network.interchange.codebook import is_empty, plan_codebook
from facilitator.exercises.network.interchange.columns import columns_of
from facilitator.exercises.network.interchange.contact_table import plan_contacts
from facilitator.exercises.network.interchange.count_table import plan_counts
from facilitator.exercises.network.interchange.forms import (
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
from facilitator.exercises.network.rounds.rounds import begin_rounds
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Options, Part, Plan, Table

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
    """What columns can be matched to, form by form.

    A column of the roster's fields fills what the roster does not know yet and changes nothing that it does.
    """
    return all_fields(get_setup(library, step_id).factors)


@implements(Exercise.match_table)
def match_table(library: Library, step_id: int, table: Table, options: Options) -> dict[str, str]:
    """What the columns of a table of the form `options.form` are."""
    return columns_of(table, get_setup(library, step_id).factors, options)


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of the form `options.form` would do; contacts, if none is given.

    A part of a table goes into the round of its number, which is started if it is not there yet.
    """
    part = options.part
    plan = _PLANS[options.form](library, step_id, table if part.number else latest(table), options)
    if not part.number:
        return plan

    def apply() -> Done[None]:
        with library.change(tr("Import round")) as change:
            begin_rounds(change, step_id, part.number, part.title)
            plan.apply()
        return change.done(None)

    title = part.title or tr("Round {number}", number=part.number)
    return replace(plan, summary=tuple(f"{title}: {sentence}" for sentence in plan.summary), apply=apply)


@implements(Exercise.parts)
def parts(library: Library, step_id: int, table: Table, *, beside: Sequence[Table] = ()) -> list[tuple[Part, Table]]:
    """The rounds in a table; where somebody has answered already, the last one alone, with a remark.

    Beside tables of several rounds, rows of one round go into that one. The last round is the last of all these tables:
    what is of an earlier one would else be taken for answers of that.
    """
    with library.read() as session:
        empty = is_empty(session, step_id)
    several = any(len(set(rounds_in(each))) > 1 for each in (table, *beside))
    return apart(table, always=several) if empty else [(Part(), latest(table, beside))]

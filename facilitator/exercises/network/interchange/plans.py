"""Importing: each form of table goes to the module that reads it."""

from collections.abc import Callable

from facilitator.exercises.network.interchange.codebook import plan_codebook
from facilitator.exercises.network.interchange.contact_table import plan_contacts
from facilitator.exercises.network.interchange.count_table import plan_counts
from facilitator.exercises.network.interchange.forms import CONTACTS, COUNTS, LISTS, QUESTIONS, TIES, all_fields
from facilitator.exercises.network.interchange.list_table import plan_lists
from facilitator.exercises.network.interchange.tie_table import plan_ties
from facilitator.exercises.network.setup import get_setup
from facilitator.storage.library import Library
from facilitator.tabular import Field, Options, Plan, Table

_PLANS: dict[str, Callable[[Library, int, Table, Options], Plan]] = {
    QUESTIONS: plan_codebook,
    LISTS: plan_lists,
    CONTACTS: plan_contacts,
    COUNTS: plan_counts,
    TIES: plan_ties,
}


def import_fields(library: Library, step_id: int) -> list[Field]:
    """What columns can be matched to, form by form.

    A column of the roster's fields fills what the roster does not know yet and changes nothing that it does.
    """
    return all_fields(get_setup(library, step_id).factors)


def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of the form `options.form` would do; contacts, if none is given."""
    return _PLANS[options.form](library, step_id, table, options)

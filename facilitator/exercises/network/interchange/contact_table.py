"""Contacts as a table: one row per contact with participant, contact, and one column per question.

What `export_table` writes, `plan_import` reads back to the same measures. A network counted by tally has no contacts
and cannot be in such a table; the export says how many those are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.interchange.bundle import left_out_in
from facilitator.exercises.network.interchange.contact_rows import prepare_contacts
from facilitator.exercises.network.interchange.contact_writing import write_pending
from facilitator.exercises.network.interchange.exchanged_tables import WrittenContact, contact_columns, question_columns
from facilitator.exercises.network.interchange.pending_contacts import PendingContacts
from facilitator.exercises.network.read import NetworkView, read_networks
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Problem, Table, quoted
from facilitator.workshop.roster import people_of
from facilitator.workshop.row_owners import told_apart
from facilitator.workshop.table_import import plan_of


def plan_contacts(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing contacts in long format would do.

    Participants who are not on the roster are added to it. A contact who is on the participant's list already, by
    label, gets the answers of its row; its other answers stay. An empty cell is not an answer. With
    `options.new_questions`, a column that matches nothing becomes a nominal question of this step, whose answers are
    the column's values in sorted order. A question that was switched off is switched on when the table answers it.
    """

    def write(pending: PendingContacts, change: Transaction) -> None:
        write_pending(library, change.session, pending)
        workshop_id = pending.setup.workshop_id
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
        if pending.owners.added or pending.owners.filled:
            change.announce(Change(Topic.ROSTER, workshop_id))
        if pending.questions or pending.switched_on or pending.switched_off or pending.extended or pending.confirmed:
            change.announce(Change(Topic.SETTINGS, workshop_id, step_id))

    return plan_of(
        library, tr("Import contacts"), lambda session: prepare_contacts(session, step_id, table, options), write
    )


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table:
    """All contacts with their answers to the questions that are asked, labels rather than codes.

    People who share a name, and contacts of one person who do, are numbered: "AB (1)", "AB (2)". `problems` holds a
    remark for what such a table can't hold: tallies, and answers to questions that are switched off.
    """
    setup = get_setup(library, step_id)
    people = people_of(library, setup.workshop_id)
    names = dict(zip((person.id for person in people), told_apart(person.name for person in people), strict=True))
    views = read_networks(library, step_id)
    listed = [(name, view) for person, name in names.items() if (view := views.get(person)) and view.entry == "contact"]
    left_out = left_out_in(contact for _, view in listed for contact in view.contacts)
    whose = [replace(each, heading="") for each in contact_columns()[:2]]
    rows = [row for name, view in listed for row in _rows(name, view)]
    table = Table.of(tr("contacts"), [*whose, *question_columns(setup.shared, left_out)], rows)
    return replace(table, problems=tuple(_left_out(list(views.values()), setup.factors)))


def _rows(name: str, view: NetworkView) -> Iterator[WrittenContact]:
    labels = told_apart(contact.label for contact in view.contacts)
    for label, contact in zip(labels, view.contacts, strict=True):
        yield WrittenContact(name, label, "", "", contact.ratings)


def _left_out(views: Sequence[NetworkView], factors: Sequence[Factor]) -> Iterator[Problem]:
    tallies = sum(view.entry == "tally" for view in views)
    if tallies:
        sentence = trn(
            "{count} person counted by tally and has no list of contacts: not in this table.",
            "{count} people counted by tally and have no list of contacts: not in this table.",
            tallies,
        )
        yield Problem(sentence, error=False)
    answered = {key for view in views for contact in view.contacts for key in contact.ratings}
    off = [factor.label for factor in factors if not factor.active and factor.key in answered]
    if off:
        sentence = tr("Answers to questions that are switched off are not in this table: {names}.", names=quoted(off))
        yield Problem(sentence, error=False)

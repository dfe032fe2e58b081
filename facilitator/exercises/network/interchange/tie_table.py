"""Who knows whom as a table: one row per tie, with the owner of the list and the two contacts.

The table says it all for every list it speaks of: ties that were there and are not in it go. A tie may be in it once
or both ways. A row without the two contacts says that its owner was asked and named no tie.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from facilitator.exercises.network.interchange.exchanged_tables import TIE_FROM, TIE_TO, TIE_WEIGHT, tie_fields
from facilitator.exercises.network.interchange.finding import (
    PendingNetworkTable,
    lists_of,
    read_network_table,
    round_of,
)
from facilitator.exercises.network.tables import Contact, ContactTie
from facilitator.exercises.network.ties.answering import write_grid
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Loss, Problem, Table, how_to_map
from facilitator.text_matching import caseless
from facilitator.workshop.table_import import Row, decimal_number, plan_of


@dataclass
class _Pending(PendingNetworkTable):
    """What the table says: by list, its pairs of contacts, the lower id first; `gone` are ties that it takes away."""

    lists: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    gone: int = 0

    def summary(self) -> tuple[str, ...]:
        ties = sum(map(len, self.lists.values()))
        people = trn("{count} person", "{count} people", len(self.lists))
        said = [trn("{count} tie of {people}.", "{count} ties of {people}.", ties, people=people)]
        if self.gone:
            said.append(
                trn(
                    "{count} tie of theirs that was there is not in the table, and is taken away.",
                    "{count} ties of theirs that were there are not in the table, and are taken away.",
                    self.gone,
                )
            )
        return tuple(said)

    def write(self, change: Transaction) -> None:
        connection = change.session.connection()
        mine = select(Contact.id).where(col(Contact.network_id).in_(self.lists))
        connection.execute(delete(ContactTie).where(col(ContactTie.low_id).in_(mine)))
        for network in self.lists:
            write_grid(change.session, network)
        rows = [{"low_id": low, "high_id": high} for pairs in self.lists.values() for low, high in sorted(pairs)]
        if rows:
            connection.execute(insert(ContactTie), rows)
        change.announce(Change(Topic.ANSWERS, self.setup.workshop_id, self.setup.step_id))


def plan_ties(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of ties would do; `options.least_weight` leaves out the weaker ones."""
    return plan_of(
        library, tr("Import who knows whom"), lambda session: _prepare(session, step_id, table, options), _Pending.write
    )


def _prepare(session: Session, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(*read_network_table(session, step_id, table, tie_fields(), options))
    reading = pending.reading
    if options.least_weight is not None and TIE_WEIGHT not in reading.places:
        sentence = tr("A least weight is given, but no column holds weights.")
        reading.problems.append(Problem(f"{sentence} {how_to_map(TIE_WEIGHT)}"))
    if reading.failed:
        return pending
    lists = lists_of(session, step_id, round_of(session, step_id, options))
    weak: list[tuple[int, tuple[int, int]]] = []
    for row in reading:
        participant = pending.participant(row)
        if participant is None:
            continue
        known = lists.get(participant)
        if known is None:
            row.wrong(
                TIE_FROM, tr("This person has no list of contacts. Import it before, or together with this file.")
            )
            continue
        pairs = pending.lists.setdefault(known.network_id, set())
        if row[TIE_FROM] or row[TIE_TO]:
            pair = _pair(row, known.contacts)
            strong = _strong_enough(row, options.least_weight) if pair else False
            if pair and strong:
                pairs.add(pair)
            elif pair and strong is not None:
                weak.append((row.number, pair))
    taken = {pair for pairs in pending.lists.values() for pair in pairs}
    for number, pair in weak:
        if pair in taken:
            sentence = tr("It is left out: another row says that these two know each other well enough, and counts.")
        else:
            sentence = tr("The tie is weaker than asked for: left out.")
        reading.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))
    pending.gone = len(_ties_of(session, pending.lists) - taken)
    return pending


def _ties_of(session: Session, networks: Collection[int]) -> set[tuple[int, int]]:
    mine = select(Contact.id).where(col(Contact.network_id).in_(networks))
    rows = session.exec(select(ContactTie).where(col(ContactTie.low_id).in_(mine)))
    return {(row.low_id, row.high_id) for row in rows}


def _pair(row: Row, contacts: Mapping[str, int]) -> tuple[int, int] | None:
    ends = []
    for key in (TIE_FROM, TIE_TO):
        contact = contacts.get(caseless(row[key]))
        if contact is None:
            cause = tr("These contacts are not on the person’s list:")
            row.wrong(key, tr("This contact is not on the person’s list."), cause, row[key])
            return None
        ends.append(contact)
    if ends[0] == ends[1]:
        row.wrong(TIE_TO, tr("The two contacts are the same one."))
        return None
    return min(ends), max(ends)


def _strong_enough(row: Row, least: float | None) -> bool | None:
    """Whether the tie is taken; None, with a problem noted, where its weight can't be read."""
    if not row[TIE_WEIGHT]:
        return least is None or least <= 1
    weight = row.read(TIE_WEIGHT, decimal_number())
    if weight is None:
        return None
    if least is not None:
        return weight >= least
    if weight > 0 and weight != 1:
        sentence = tr("The tie comes in, and how strong it is does not: who knows whom is yes or no here.")
        row.leave_out(TIE_WEIGHT, sentence)
    return weight > 0

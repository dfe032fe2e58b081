"""People with their lists as a table: who they are, which way in they took, and whether they said who knows whom."""

from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.exercises.network.answers import find_network
from facilitator.exercises.network.interchange.exchanged_tables import LENGTH, PARTICIPANT, TIES_ASKED, list_fields
from facilitator.exercises.network.interchange.finding import (
    PendingNetworkTable,
    answer_modes_used,
    answered_otherwise,
    empty_cell,
    number_of_contacts,
    read_network_table,
    round_of,
)
from facilitator.exercises.network.own_export import ENTRY
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.tables import Contact, PersonalNetwork, TallyCount
from facilitator.exercises.network.ties.answering import write_grid
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Table
from facilitator.text_matching import caseless
from facilitator.workshop.roster import ROSTER_FIELDS
from facilitator.workshop.row_owners import Owner, contradiction, names_or_addresses, put_on_roster
from facilitator.workshop.table_import import Cell, Row, plan_of, said_yes


@dataclass(frozen=True, slots=True)
class _List:
    entry: str
    length: int
    ties_asked: bool


@dataclass
class _Pending(PendingNetworkTable):
    library: Library
    lists: dict[Owner, _List] = field(default_factory=dict)

    def summary(self) -> list[str]:
        summary = [trn("{count} person.", "{count} people.", len(self.lists))]
        if added := len(self.owners.added):
            sentence = trn("{count} person is added to the roster.", "{count} people are added to the roster.", added)
            summary.append(sentence)
        if listed := sum(each.length > 0 for each in self.lists.values()):
            summary.append(
                trn(
                    "{count} of them has a list, which stands in a table of its own.",
                    "{count} of them have lists, which stand in a table of their own.",
                    listed,
                )
            )
        return summary

    def write(self, change: Transaction) -> None:
        session = change.session
        workshop_id, step_id = self.setup.workshop_id, self.setup.step_id
        ids = put_on_roster(self.library, session, workshop_id, self.owners)
        for owner, known in self.lists.items():
            participant_id = owner.participant_id or ids[owner]
            if not known.entry:
                continue
            network = find_network(session, step_id, participant_id)
            if network is None:
                round_ = current_round(session, step_id)
                network = PersonalNetwork(step_id=step_id, participant_id=participant_id, round=round_)
            network.entry = known.entry
            if known.entry == "tally":
                network.size = known.length
            session.add(network)
            session.flush()
            if _has_answers(session, network):
                network.finished_at = network.finished_at or now()
            if known.ties_asked:
                write_grid(session, network.id)
        change.announce(Change(Topic.ROSTER, workshop_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))


def plan_lists(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing a table of people with their lists would do; who is not on the roster is added to it."""
    return plan_of(
        library, tr("Import lists"), lambda session: _prepare(library, session, step_id, table, options), _Pending.write
    )


def _entry_mode() -> Cell[str]:
    return Cell(
        lambda text: found if (found := caseless(text)) in ("contact", "tally") else None,
        tr("These are no ways in (possible are: contact, tally):"),
        lambda text: tr("“{value}” is no way in. Possible are: contact, tally.", value=text),
    )


def _prepare(library: Library, session: Session, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(*read_network_table(session, step_id, table, list_fields(), options), library)
    reading, owners = pending.reading, pending.owners
    if reading.failed:
        return pending
    rows: dict[Owner, int] = {}
    answered = answer_modes_used(session, step_id, round_of(session, step_id, options))
    said_in = list(reading)
    told = [row.texts(ROSTER_FIELDS) for row in said_in]
    names = names_or_addresses([row[PARTICIPANT] for row in said_in], told)
    owners.expect(zip(names, told, strict=True))
    for row, name in zip(said_in, names, strict=True):
        said = _read(row)
        if said is None:
            continue
        entry, length = said
        facts = {key: text for key, text in row.texts(ROSTER_FIELDS).items() if text}
        remark = owners.remark_on_address(facts.get("email", "")).problem(row.number, reading.header("email"))
        reading.problems += [remark] if remark else []
        owner = owners.find(name, facts, row.number) if name else None
        if owner is None:
            row.wrong(PARTICIPANT, owners.ambiguous(name) if name else empty_cell())
            continue
        if entry and (mode := answered.get(owner.participant_id or 0, entry)) != entry:
            answered_otherwise(row, ENTRY, mode)
            continue
        known = _List(entry, length, row.read(TIES_ASKED, said_yes()) or False)
        first = rows.setdefault(owner, row.number)
        if first != row.number and pending.lists[owner] != known:
            sentence = tr("This person is in row {row} already, with another list.", row=first)
            row.wrong(PARTICIPANT, sentence, tr("These people are in an earlier row already, with another list."))
        pending.lists[owner] = known
    for key, contradicted in owners.contradictory.items():
        reading.problems.append(contradiction(reading.header(key), contradicted))
    reading.problems += owners.remarks(reading.headers)
    return pending


def _read(row: Row) -> tuple[str, int] | None:
    """The way in and the length that a row says; None, with a problem noted, where it says none or names nobody."""
    entry, length = row.read(ENTRY, _entry_mode()), row.read(LENGTH, number_of_contacts())
    if (row[ENTRY] and entry is None) or (row[LENGTH] and length is None):
        return None
    if not row[PARTICIPANT]:
        row.wrong(PARTICIPANT, empty_cell())
        return None
    return entry or "", length or 0


def _has_answers(session: Session, network: PersonalNetwork) -> bool:
    """Whether contacts or counts are there. They stand in tables of their own: without them nobody is done."""
    one = Contact if network.entry == "contact" else TallyCount
    return session.exec(select(one).where(col(one.network_id) == network.id).limit(1)).first() is not None

"""Finding the lists and contacts that the rows of a table speak of, for tables that follow the contacts' own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, exists, or_
from sqlmodel import Session, col, select

from facilitator.exercises.network.interchange.columns import matched_columns
from facilitator.exercises.network.interchange.exchanged_tables import PARTICIPANT
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import Setup, read_setup
from facilitator.exercises.network.tables import Contact, PersonalNetwork, TallyCount
from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.person_changes import PersonChange
from facilitator.tabular import Field, Loss, Problem, Table
from facilitator.text_matching import caseless
from facilitator.workshop.roster import ROSTER_FIELDS, roster
from facilitator.workshop.row_owners import Owners, names_or_addresses, told_apart
from facilitator.workshop.table_import import Cell, Reading, Row, between, start_reading


@dataclass
class PendingNetworkTable:
    """What one table beside the contacts would write: what of it is read, and the owners of its rows."""

    setup: Setup
    reading: Reading
    owners: Owners

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the table, and what of it is left out."""
        return self.reading.problems

    @property
    def changes(self) -> Sequence[PersonChange]:
        """What becomes different of people who are on the roster."""
        return self.owners.changes()

    def participant(self, row: Row) -> int | None:
        """The participant of a row, who must be on the roster; None with a problem noted otherwise."""
        facts = row.texts(ROSTER_FIELDS)
        (name,) = names_or_addresses([row[PARTICIPANT]], [facts])
        owner = self.owners.find(name, facts, row.number) if name else None
        if owner is None:
            row.wrong(PARTICIPANT, self.owners.ambiguous(name) if name else empty_cell())
        elif owner.participant_id is None:
            sentence = tr("There is nobody of this name yet. Import the contacts before, or together with this file.")
            row.wrong(PARTICIPANT, sentence)
        else:
            return owner.participant_id
        return None


def read_network_table(
    session: Session,
    step_id: int,
    table: Table,
    fields: Sequence[Field],
    options: Options,
    beside: Collection[str] = (),
) -> tuple[Setup, Reading, Owners]:
    """Match the columns of `table`; see `start_reading`."""
    setup = read_setup(session, step_id)
    reading = start_reading(
        table, fields, options, match=lambda chosen: matched_columns(table, fields, chosen), beside=beside
    )
    return setup, reading, Owners(roster(session, setup.workshop_id), options)


def empty_cell() -> str:
    """What is said of a cell that every row needs."""
    return tr("This cell is empty. Fill it in every row.")


def number_of_contacts() -> Cell[int]:
    """How many contacts somebody has."""
    return Cell(
        between(0, 1000),
        tr("These are no numbers of contacts:"),
        lambda text: tr("“{value}” is not a number of contacts.", value=text),
    )


def round_of(session: Session, step_id: int, options: Options) -> int:
    """The round that a table goes into: its part's, which may still have to begin, else the one that is entered."""
    return options.part.number or current_round(session, step_id)


def answer_modes_used(session: Session, step_id: int, round_: int) -> dict[int, str]:
    """By participant, the way in by which they have answered in a round: who has only begun is not among them."""
    here = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
    listed = exists().where(col(Contact.network_id) == col(PersonalNetwork.id))
    counted = exists().where(col(TallyCount.network_id) == col(PersonalNetwork.id))
    is_tally = col(PersonalNetwork.entry) == "tally"
    answered = or_(and_(is_tally, counted), and_(~is_tally, listed))
    found = session.exec(select(PersonalNetwork.participant_id, PersonalNetwork.entry).where(*here, answered))
    return dict(found.all())


def answered_otherwise(row: Row, key: str, mode: str) -> None:
    """Add the remark that a row is left out because its person has answered by the other `mode`, which stays."""
    if mode == "tally":
        sentence = tr("Here these people have counted by tally, which stays: left out.")
    else:
        sentence = tr("Here these people have lists of contacts, which stay: left out.")
    reading = row.reading
    reading.problems.append(Problem(sentence, row.number, reading.header(key), error=False, loss=Loss.ROW))


@dataclass(frozen=True, slots=True)
class KnownList:
    """A list that is there: its id, its contacts by how a table names them, and the names that several share."""

    network_id: int
    contacts: Mapping[str, int]
    ambiguous: frozenset[str]


def lists_of(session: Session, step_id: int, round_: int) -> dict[int, KnownList]:
    """The lists of a round by participant."""
    present = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
    networks = {row.participant_id: row.id for row in session.exec(select(PersonalNetwork).where(*present))}
    listed: dict[int, list[tuple[int, str]]] = {network: [] for network in networks.values()}
    in_order = select(Contact.network_id, Contact.id, Contact.label).where(col(Contact.network_id).in_(listed))
    for network, contact, label in session.exec(in_order.order_by(col(Contact.position), col(Contact.id))):
        listed[network].append((contact, label))
    found = {}
    for participant, network in networks.items():
        names = by_names(listed[network])
        shared = {caseless(label) for _, label in listed[network]} - set(names)
        found[participant] = KnownList(network, names, frozenset(shared))
    return found


def by_names(contacts: Sequence[tuple[int, str]]) -> dict[str, int]:
    """The ids of a list's contacts, which come with their labels in order, by the names that tables have for them."""
    names = told_apart(label for _, label in contacts)
    return {caseless(name): contact_id for name, (contact_id, _) in zip(names, contacts, strict=True)}

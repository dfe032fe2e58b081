"""Finding the lists and contacts that the rows of a table speak of, for tables that follow the contacts' own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from facilitator.exercises.network.interchange.columns import matched_columns
from facilitator.exercises.network.interchange.forms import PARTICIPANT
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import Setup, read_setup
from facilitator.exercises.network.tables import Contact, PersonalNetwork
from facilitator.i18n import tr
from facilitator.tabular import Field, Options, PersonChange, Problem, Table, caseless
from facilitator.workshop.roster import ROSTER_FIELDS, roster
from facilitator.workshop.row_owners import Owners, told_apart
from facilitator.workshop.table_import import Cell, Reading, Row, between, start_reading


@dataclass
class NetworkDraft:
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
        name = row[PARTICIPANT]
        owner = self.owners.find(name, row.texts(ROSTER_FIELDS), row.number) if name else None
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


def lists_of(session: Session, step_id: int) -> dict[int, tuple[int, dict[str, int]]]:
    """By participant: the list's id, and its contacts by the name under which tables know them."""
    present = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == current_round(session, step_id))
    networks = {row.participant_id: row.id for row in session.exec(select(PersonalNetwork).where(*present))}
    contacts: dict[int, list[tuple[int, str]]] = {network: [] for network in networks.values()}
    for row in session.exec(
        select(Contact).where(col(Contact.network_id).in_(contacts)).order_by(col(Contact.position), col(Contact.id))
    ):
        contacts[row.network_id].append((row.id, row.label))
    found = {}
    for participant, network in networks.items():
        names = told_apart(label for _, label in contacts[network])
        ids = (contact_id for contact_id, _ in contacts[network])
        found[participant] = (
            network,
            {caseless(name): contact_id for name, contact_id in zip(names, ids, strict=True)},
        )
    return found

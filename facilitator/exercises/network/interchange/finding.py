"""Finding the lists and contacts that the rows of a table speak of, for tables that follow the contacts' own."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from facilitator.exercises.network.interchange.columns import matched_columns
from facilitator.exercises.network.interchange.forms import PARTICIPANT
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import Setup, read_setup
from facilitator.exercises.network.tables import Contact, PersonalNetwork, TallyCount
from facilitator.i18n import tr
from facilitator.tabular import (
    IGNORE,
    Field,
    Loss,
    Options,
    Problem,
    Table,
    caseless,
    columns_left_out,
    how_to_map,
    resolve,
)
from facilitator.workshop.find import one_line
from facilitator.workshop.roster import ROSTER_FIELDS, roster
from facilitator.workshop.row_owners import Owners, told_apart


@dataclass
class Reading:
    """One table read against what the library holds. `places` sends the fields that have a column to its place."""

    setup: Setup
    table: Table
    owners: Owners
    places: dict[str, int]
    problems: list[Problem] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows with their numbers, as texts by field; one that holds nothing is left out, with a remark."""
        for number, row in zip(self.table.numbers, self.table.rows, strict=True):
            texts = {key: one_line(row[place]) for key, place in self.places.items()}
            if any(texts.values()):
                yield number, texts
            else:
                sentence = tr("It holds nothing that is imported: left out.")
                self.problems.append(Problem(sentence, number, error=False, loss=Loss.ROW))

    def problem(
        self, sentence: str, number: int, key: str, *, error: bool = True, cause: str = "", value: str = ""
    ) -> None:
        """Note what is wrong with one cell; for `cause` and `value` see `Problem`."""
        header = self.table.headers[self.places[key]] if key in self.places else ""
        self.problems.append(Problem(sentence, number, header, error=error, cause=cause, value=value))

    def participant(self, number: int, texts: Mapping[str, str]) -> int | None:
        """The participant of a row, who must be on the roster; None with a problem noted otherwise."""
        name = texts.get(PARTICIPANT, "")
        facts = {key: texts[key] for key in ROSTER_FIELDS if key in texts}
        owner = self.owners.find(name, facts, number) if name else None
        if owner is None:
            sentence = self.owners.ambiguous(name) if name else tr("This cell is empty. Fill it in every row.")
            self.problem(sentence, number, PARTICIPANT)
        elif owner.participant_id is None:
            sentence = tr("There is nobody of this name yet. Import the contacts before, or together with this file.")
            self.problem(sentence, number, PARTICIPANT)
        else:
            return owner.participant_id
        return None


def start_reading(
    session: Session,
    step_id: int,
    table: Table,
    fields: list[Field],
    options: Options,
    beside: Collection[str] = (),
) -> Reading:
    """Match the columns of `table`; a column that is needed and missing is a problem.

    One that is matched to nothing is left out with a remark, unless it is one of `beside`, which say nothing new.
    """
    setup = read_setup(session, step_id)
    chosen, problems = resolve(table.headers, fields, options.mapping)
    matched = matched_columns(table, fields, chosen)
    places = {key: place for place, key in enumerate(matched.values()) if key not in ("", IGNORE)}
    told = {header: key for header, key in matched.items() if header not in beside}
    problems += columns_left_out(table, told, tr("Nothing of it is imported here."))
    owners = Owners(roster(session, setup.workshop_id), options)
    reading = Reading(setup, table, owners, places, [*table.problems, *problems])
    for needed in fields:
        if needed.required and needed.key not in places:
            sentence = tr("No column holds this: {field}.", field=needed.label)
            reading.problems.append(Problem(f"{sentence} {how_to_map(needed.key)}"))
    return reading


def round_of(session: Session, step_id: int, options: Options) -> int:
    """The round that a table goes into: its part's, which may still have to begin, else the one that is entered."""
    return options.part.number or current_round(session, step_id)


def ways_answered(session: Session, step_id: int, round_: int) -> dict[int, str]:
    """By participant, the way in by which they have answered in a round: who has only begun is not among them."""
    here = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
    found = {}
    for network in session.exec(select(PersonalNetwork).where(*here)):
        one = TallyCount if network.entry == "tally" else Contact
        if session.exec(select(one.network_id).where(one.network_id == network.id).limit(1)).first() is not None:
            found[network.participant_id] = network.entry
    return found


def answered_otherwise(number: int, header: str, way: str) -> Problem:
    """The remark on a row that is left out because its person has answered by the other `way`, which stays."""
    if way == "tally":
        sentence = tr("Here these people have counted by tally, which stays: left out.")
    else:
        sentence = tr("Here these people have lists of contacts, which stay: left out.")
    return Problem(sentence, number, header, error=False, loss=Loss.ROW)


def lists_of(session: Session, step_id: int, round_: int) -> dict[int, tuple[int, dict[str, int]]]:
    """By participant: the list's id, and its contacts by the name under which tables know them."""
    present = (PersonalNetwork.step_id == step_id, PersonalNetwork.round == round_)
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

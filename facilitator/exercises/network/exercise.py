"""The network exercise as the house knows it: each method hands over to the module that does the job.

Modules that need NumPy, documents or files are imported where they are called: the library window and the start of
the program must not wait for them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from facilitator.exercises.contract import (
    Facts,
    Move,
    PocketCard,
    Section,
    SheetReader,
    Standing,
    TimeNeeded,
    WayIn,
)
from facilitator.exercises.network import answers, read, setup
from facilitator.exercises.network.tables import Contact, PersonalNetwork
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Options, Part, Plan, Table
from facilitator.workshop.room_plan import Crowd

if TYPE_CHECKING:
    from facilitator.documents.forms import Pen


class NetworkExercise:
    """See `facilitator.exercises.contract.Exercise`."""

    kind = "network"
    minutes = 31
    guide_page = "network.station"

    @property
    def title(self) -> str:
        """What people call it."""
        return tr("Personal network")

    def set_up(self, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
        """Write the default settings of a new step; see `setup.write_default_setup` for the options."""
        setup.write_default_setup(session, step_id, options)

    def copy_set_up(self, session: Session, source_step: int, target_step: int) -> None:
        """Give one step the settings and questions of another."""
        setup.copy_setup(session, source_step, target_step)

    def standings(self, library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
        """How far everybody on the roster is, in the roster's order; or one participant alone."""
        return read.standings(library, step_id, participant_id)

    def reopen(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Let a participant who was done go on."""
        return answers.reopen(library, answers.Who(step_id, participant_id))

    def discard(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Take back everything a participant answered."""
        return answers.discard(library, answers.Who(step_id, participant_id))

    def what_moves(self, library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
        """What exchanging the lists of two participants would do."""
        from facilitator.exercises.network.moving import what_moves

        return what_moves(library, step_id, giver_id, taker_id, earlier=earlier)

    def move_answers(self, session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
        """Exchange the lists of two participants."""
        from facilitator.exercises.network.moving import move_answers

        move_answers(session, step_id, giver_id, taker_id, earlier=earlier)

    def metrics(self, library: Library, step_id: int) -> dict[str, Any]:
        """Factors, participants and room; see `metrics.metrics`."""
        from facilitator.exercises.network.metrics import metrics

        return metrics(library, step_id)

    def picture(self, library: Library, step_id: int) -> tuple[float | None, ...]:
        """The room's median diversity, one value per question; empty below the floor."""
        from facilitator.exercises.network.live import Room, ShownShape

        found = Room(library, step_id).shown("diversity")
        return tuple(axis.median for axis in found.axes) if isinstance(found, ShownShape) else ()

    def import_fields(self, library: Library, step_id: int) -> Sequence[Field]:
        """Participant, contact, and one field per question."""
        from facilitator.exercises.network.interchange.plans import import_fields

        return import_fields(library, step_id)

    def match_table(self, library: Library, step_id: int, table: Table, options: Options) -> dict[str, str]:
        """What the columns of a table of networks are."""
        from facilitator.exercises.network.interchange.plans import match_table

        return match_table(library, step_id, table, options)

    def plan_import(self, library: Library, step_id: int, table: Table, options: Options) -> Plan:
        """What importing contacts in long format would do."""
        from facilitator.exercises.network.interchange.plans import plan_import

        return plan_import(library, step_id, table, options)

    def export_table(self, library: Library, step_id: int) -> Table | None:
        """All contacts in long format."""
        from facilitator.exercises.network.interchange.contact_table import export_table

        return export_table(library, step_id)

    def exchange_tables(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> dict[str, Table]:
        """Egos, alters, ties and the codebook."""
        from facilitator.exercises.network.interchange.bundle import read_bundles, tables_of_all

        return tables_of_all(read_bundles(library, step_id, pseudonyms=pseudonyms))

    def exchange_graph(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> bytes:
        """Egos, alters and their ties as GraphML."""
        from facilitator.exercises.network.interchange.bundle import read_bundles
        from facilitator.exercises.network.interchange.graphml import to_graphml

        return to_graphml(read_bundles(library, step_id, pseudonyms=pseudonyms))

    def exchange_document(
        self, library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
    ) -> dict[str, Any]:
        """Settings and the lists of all rounds as JSON values; nothing else points into them."""
        from facilitator.exercises.network.interchange.document import to_document

        with library.read() as session:
            return to_document(session, step_id, pseudonyms=pseudonyms)

    def merged_facts(self, library: Library, step_id: int) -> tuple[int, Mapping[int, Facts]]:
        """The step's floor, and everybody's team, place and level merged below it."""
        from facilitator.exercises.network.analysis import get_analysis
        from facilitator.exercises.network.interchange.bundle import shown_facts

        with library.read() as session:
            facts = shown_facts(session, step_id)
        return get_analysis(library, step_id).smallest_group, facts

    def exchange_schema(self) -> dict[str, Any]:
        """The JSON Schema of `exchange_document`."""
        from facilitator.exercises.network.interchange.document import NetworkForm

        return NetworkForm.model_json_schema()

    def restore_document(
        self,
        session: Session,
        step_id: int,
        document: Mapping[str, Any],
        people: Mapping[int, int],
        things: dict[str, str],
    ) -> None:
        """Write a document into a step that nobody has answered."""
        from facilitator.exercises.network.interchange.document import from_document

        from_document(session, step_id, document, people)

    def parts(self, library: Library, step_id: int, table: Table, *, beside_parts: bool) -> list[tuple[Part, Table]]:
        """The rounds of a table, or the last one alone where answers are in the way."""
        from facilitator.exercises.network.interchange.plans import parts

        return parts(library, step_id, table, beside_parts=beside_parts)

    def unpack(self, library: Library, step_id: int, source: str, content: bytes) -> list[Table]:
        """The tables in a GraphML file."""
        from facilitator.exercises.network.interchange.graphml import from_graphml, is_graphml

        return from_graphml(source, content) if is_graphml(content) else []

    def round_titles(self, library: Library, step_id: int) -> Sequence[str]:
        """What its rounds are called."""
        from facilitator.exercises.network.rounds.rounds import rounds_of

        return [each.title for each in rounds_of(library, step_id)]

    def match_exact(self, library: Library, step_id: int) -> Done[int]:
        """Confirm the contacts whose name is a participant's."""
        from facilitator.exercises.network.matching.verdicts import confirm_exact

        return confirm_exact(library, step_id)

    def forget_person(self, session: Session, step_id: int, participant_id: int) -> None:
        """Give the contacts who are this participant their number on the list for a name."""
        from facilitator.exercises.network.matching.verdicts import unname

        unname(session, step_id, participant_id)

    def drop_carried(self, session: Session, step_id: int, participant_id: int, others: Collection[int]) -> bool:
        """Take off what was copied from the lists of these people of earlier workshops."""
        from facilitator.exercises.network.rounds.carried import drop_carried

        return drop_carried(session, step_id, participant_id, others)

    def summary_sections(self, library: Library, step_id: int, *, names: bool = False) -> list[Section]:
        """The room's shape, its measures and what stands out."""
        from facilitator.exercises.network.sections import summary_sections

        return summary_sections(library, step_id)

    def handout_sections(self, library: Library, step_id: int) -> Callable[[int], list[Section]]:
        """One's own shape beside the room's, contacts, insights and space to reflect."""
        from facilitator.exercises.network.sections import handout_sections

        return handout_sections(library, step_id)

    def worksheet_sections(self, library: Library, step_id: int) -> Callable[["Pen", bool], list[Section]]:
        """The list, who knows whom, and the counts, in the ways in that the step offers."""
        from facilitator.exercises.network.worksheets.sheet import worksheet_sections

        return worksheet_sections(library, step_id)

    def worksheet_cards(self, library: Library, step_id: int) -> list[PocketCard]:
        """Nothing: a list does not fit on a small card."""
        return []

    def worksheet_edition(self, library: Library, step_id: int) -> Mapping[str, Any]:
        """The round, and what the digits of each question mean."""
        from facilitator.exercises.network.worksheets.edition import worksheet_edition

        return worksheet_edition(library, step_id)

    def read_worksheets(self, library: Library, step_id: int) -> SheetReader:
        """What a sheet says by contact, else by tally."""
        from facilitator.exercises.network.worksheets.returned import read_worksheets

        return read_worksheets(library, step_id)

    def simulate(self, library: Library, step_id: int, participant_id: int, random: Random) -> None:
        """Answer as a believable participant would."""
        from facilitator.exercises.network.simulation import simulate

        simulate(library, step_id, participant_id, random)

    def strip_third_parties(self, session: Session, step_id: int) -> None:
        """Replace every contact's label by its number on the list."""
        in_order = (
            select(Contact)
            .join(PersonalNetwork, col(PersonalNetwork.id) == Contact.network_id)
            .where(PersonalNetwork.step_id == step_id)
            .order_by(col(Contact.network_id), col(Contact.position), col(Contact.id))
        )
        network, number = 0, 0
        for contact in session.exec(in_order).all():
            number = number + 1 if contact.network_id == network else 1
            network = contact.network_id
            contact.label = str(number)
            session.add(contact)

    def ways_in(self, library: Library, step_id: int | None) -> Sequence[WayIn]:
        """By tally and by contact as the station offers them, and on paper forms."""
        from facilitator.exercises.network.timing import ways_in

        return ways_in(library, step_id)

    def minutes_for(self, library: Library, step_id: int | None, crowd: Crowd, way: str) -> TimeNeeded:
        """Preparing on paper, and the queue at the stations."""
        from facilitator.exercises.network.timing import minutes_for

        return minutes_for(library, step_id, crowd, way)

"""The Three Question Card as the house knows it: each method hands over to the module that does the job."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from facilitator.exercises.contract import Move, PocketCard, Section, SheetReader, Standing, TimeNeeded, WayIn
from facilitator.exercises.three_questions import cards, setup, wall
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Options, Plan, Table
from facilitator.workshop.room_plan import Crowd

if TYPE_CHECKING:
    from facilitator.documents.forms import Pen


class ThreeQuestionsExercise:
    """See `facilitator.exercises.contract.Exercise`."""

    kind = "three_questions"
    minutes = 40
    guide_page = "three_questions.card"

    @property
    def title(self) -> str:
        """What people call it."""
        return tr("Three Question Card")

    def set_up(self, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
        """Write the default settings of a new step; see `setup.write_default_setup` for the options."""
        setup.write_default_setup(session, step_id, options)

    def copy_set_up(self, session: Session, source_step: int, target_step: int) -> None:
        """Give one step the settings and questions of another."""
        setup.copy_setup(session, source_step, target_step)

    def standings(self, library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
        """How far everybody on the roster is, in the roster's order; or one participant alone."""
        return wall.standings(library, step_id, participant_id)

    def reopen(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Let a participant who has sent their cards go on."""
        return cards.reopen(library, cards.Writer(step_id, participant_id))

    def discard(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Take back everything a participant wrote. Raises Invalid for anonymous cards."""
        return cards.discard(library, cards.Writer(step_id, participant_id))

    def what_moves(self, library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
        """What changing the places of two participants would do; there are no rounds. Anonymous cards are refused."""
        from facilitator.exercises.three_questions.moving import what_moves

        return what_moves(library, step_id, giver_id, taker_id)

    def move_answers(self, session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
        """Let two participants change places, in cards, dots and groups."""
        from facilitator.exercises.three_questions.moving import move_answers

        move_answers(session, step_id, giver_id, taker_id)

    def metrics(self, library: Library, step_id: int) -> dict[str, Any]:
        """Cards, themes, dots and actions; see `metrics.metrics`."""
        from facilitator.exercises.three_questions.metrics import metrics

        return metrics(library, step_id)

    def picture(self, library: Library, step_id: int) -> tuple[float | None, ...]:
        """Nothing: cards have no shape."""
        return ()

    def import_fields(self, library: Library, step_id: int) -> Sequence[Field]:
        """Question and card; theme, author and whether it is hidden where there are such columns."""
        from facilitator.exercises.three_questions.cards_import import import_fields

        return import_fields()

    def plan_import(self, library: Library, step_id: int, table: Table, options: Options) -> Plan:
        """A card for each row that is not on the wall yet."""
        from facilitator.exercises.three_questions.cards_import import plan_import

        return plan_import(library, step_id, table, options)

    def export_table(self, library: Library, step_id: int) -> Table | None:
        """A row per card."""
        from facilitator.exercises.three_questions.cards_table import cards_table

        return cards_table(library, step_id)

    def exchange_table(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table:
        """A row per card; with pseudonyms without its author or any name, and in no order."""
        from facilitator.exercises.three_questions.cards_table import cards_table

        return cards_table(library, step_id, pseudonyms)

    def exchange_document(
        self, library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
    ) -> dict[str, Any]:
        """Settings, cards, themes, dots and reviews as JSON values; with pseudonyms cards and dots are nobody's."""
        from facilitator.exercises.three_questions.document import to_document

        with library.read() as session:
            return to_document(session, step_id, things, pseudonyms)

    def restore_document(
        self,
        session: Session,
        step_id: int,
        document: Mapping[str, Any],
        people: Mapping[int, int],
        things: dict[str, str],
    ) -> None:
        """Write what `exchange_document` handed out into an empty step."""
        from facilitator.exercises.three_questions.document import restore

        restore(session, step_id, document, people, things)

    def exchange_schema(self) -> dict[str, Any]:
        """The JSON Schema of `exchange_document`."""
        from facilitator.exercises.three_questions.document import CardsForm

        return CardsForm.model_json_schema()

    def made(self, headers: Sequence[str]) -> bool:
        """Whether a table with these headers is one of `exchange_table`, be it with columns taken out or put in."""
        from facilitator.exercises.three_questions.cards_table import NEEDED

        return set(NEEDED) <= set(headers)

    def summary_sections(self, library: Library, step_id: int, *, names: bool = False) -> list[Section]:
        """Themes by their dots, and the cards."""
        from facilitator.exercises.three_questions.sections import summary_sections

        return summary_sections(library, step_id, names=names)

    def handout_sections(self, library: Library, step_id: int) -> Callable[[int], list[Section]]:
        """One's own cards and actions."""
        from facilitator.exercises.three_questions.sections import handout_sections

        return handout_sections(library, step_id)

    def worksheet_sections(self, library: Library, step_id: int) -> Callable[["Pen", bool], list[Section]]:
        """The three questions; not on a sheet with a name where cards are anonymous."""
        from facilitator.exercises.three_questions.worksheet import worksheet_sections

        return worksheet_sections(library, step_id)

    def worksheet_cards(self, library: Library, step_id: int) -> list[PocketCard]:
        """The three questions on a card to carry along."""
        from facilitator.exercises.three_questions.worksheet import worksheet_cards

        return worksheet_cards(library, step_id)

    def worksheet_edition(self, library: Library, step_id: int) -> Mapping[str, Any]:
        """What was asked, and how much of a name was to stand below the cards."""
        from facilitator.exercises.three_questions.worksheet import worksheet_edition

        return worksheet_edition(library, step_id)

    def read_worksheets(self, library: Library, step_id: int) -> SheetReader:
        """The cards that are not on the wall yet."""
        from facilitator.exercises.three_questions.worksheet import read_worksheets

        return read_worksheets(library, step_id)

    def simulate(self, library: Library, step_id: int, participant_id: int, random: Random) -> None:
        """Write a few cards as a believable participant would."""
        from facilitator.exercises.three_questions.simulation import simulate

        simulate(library, step_id, participant_id, random)

    def simulate_room(self, library: Library, step_id: int, random: Random) -> None:
        """Gather, vote, and agree on two actions."""
        from facilitator.exercises.three_questions.simulation import simulate_room

        simulate_room(library, step_id, random)

    def hand_over(self, session: Session, step_id: int, participant_id: int) -> None:
        """What somebody wrote together with others stays with those."""
        from facilitator.exercises.three_questions.together import hand_over

        hand_over(session, step_id, participant_id)

    def strip_third_parties(self, session: Session, step_id: int) -> None:
        """Nothing: a card has no field for people outside the room."""

    def ways_in(self, library: Library, step_id: int | None) -> Sequence[WayIn]:
        """At the station, on paper, and said aloud while the facilitator types."""
        from facilitator.exercises.three_questions.timing import ways_in

        return ways_in()

    def minutes_for(self, library: Library, step_id: int | None, crowd: Crowd, way: str) -> TimeNeeded:
        """Writing, typing, and what the room does with the cards."""
        from facilitator.exercises.three_questions.timing import minutes_for

        return minutes_for(library, step_id, crowd, way)

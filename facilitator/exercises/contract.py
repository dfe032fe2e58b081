"""The protocol between the house and an exercise.

`step_id` always names the agenda step that runs the exercise: one workshop may run the same exercise twice.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from sqlmodel import Session

from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Options, Part, Plan, Table
from facilitator.workshop.room_plan import Crowd

if TYPE_CHECKING:
    # The library window must not wait for the PDF library.
    from facilitator.documents.forms import Pen


class State(StrEnum):
    """How far a participant is."""

    TO_GO = "to_go"
    BUSY = "busy"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one participant is in one step. `detail` is a short sentence part, such as "7 of 12 rated".

    `keeps_earlier` says that there are answers of an earlier time that only this person should see.
    """

    participant_id: int
    name: str
    state: State
    detail: str = ""
    keeps_earlier: bool = False


@dataclass(frozen=True, slots=True)
class PocketCard:
    """A card in the size of a wallet: a title and, below it, pairs of a heading and a question."""

    title: str
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a PDF that an exercise hands in.

    `build` makes the flowables for a text column of the given width in points; it is called in the thread that
    writes the document, once per document. `texts` are the words in it that people typed, to be checked against
    the fonts before anything is written. `key` names it among the sections of its exercise, for the choice of what a
    document holds.
    """

    title: str
    build: Callable[[float], list[Any]]
    texts: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a returned worksheet says of one step, compared with what the library holds.

    `found` says in short sentence parts what is on it ("12 contacts"), `changes` what of that the library does not
    hold yet, `lacks` what is left open, `remarks` what can't be taken as it is. `write` brings the changes in, within
    the caller's transaction. `answered` tells whether there are answers already, which the changes go over. `occasion`
    tells which time of the step it is of, from 1.
    """

    found: tuple[str, ...]
    changes: tuple[str, ...]
    lacks: tuple[str, ...]
    remarks: tuple[str, ...]
    answered: bool
    write: Callable[[Session], None] = field(compare=False)
    occasion: int = 1


SheetReader = Callable[[int, Mapping[str, str], Mapping[str, Any] | None], ReadSheet | None]


@dataclass(frozen=True, slots=True)
class Move:
    """What it means that what one participant, the giver, answered in a step is another one's, the taker's.

    `given` and `taken` say in short sentence parts what each has answered ("12 contacts"), empty for nothing; where
    both have, the answers are swapped. `remarks` say in sentences what else changes, without what was answered.
    `refusal` says why it can't be done, "" where it can. `has_earlier` tells whether one of them answered an earlier
    round too.
    """

    given: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    refusal: str = ""
    has_earlier: bool = False


@runtime_checkable
class TakesWorksheets(Protocol):
    """An exercise that can be answered on a sheet of paper or in a PDF form."""

    def worksheet_sections(self, library: Library, step_id: int) -> Callable[["Pen", bool], list[Section]]:
        """A function that makes the parts of a sheet with a pen; `named` says that the sheet bears a name."""

    def worksheet_cards(self, library: Library, step_id: int) -> list[PocketCard]:
        """What to print small, to be cut out and carried along."""

    def worksheet_edition(self, library: Library, step_id: int) -> Mapping[str, Any]:
        """What a sheet that is made now has to say of itself when it comes back, such as its round: JSON values."""

    def read_worksheets(self, library: Library, step_id: int) -> SheetReader:
        """A function from a participant's id, the fields of their sheet and its edition to what it says.

        Fields are named as the sheet names them, without the pen's prefix. The edition is None for a sheet that was
        made before sheets had one. None comes back for an empty sheet; Invalid is raised for one that must not be
        taken. What all sheets need is read once.
        """


@runtime_checkable
class Exchanges(Protocol):
    """An exercise whose answers other programs and researchers can read, and whose files it reads back.

    With `pseudonyms`, these stand for everybody in what it hands out, in an order of their own; nobody's address is
    in it, and no team, place or level by which fewer people are singled out than may be shown.
    """

    def exchange_tables(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> dict[str, Table]:
        """All answers as tables that `plan_import` reads back, by the name of the file or sheet they go into."""

    def exchange_graph(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> bytes:
        """All answers as one GraphML file."""

    def parts(self, library: Library, step_id: int, table: Table, *, beside_parts: bool) -> list[tuple[Part, Table]]:
        """The parts of a table that are planned and imported one after the other, such as rounds; mostly one.

        `beside_parts` says that another table of the same import has several, so that a single one is one of those.
        """

    def unpack(self, library: Library, step_id: int, source: str, content: bytes) -> list[Table]:
        """The tables in a file that `exchange_graph` made; none if it is not such a file."""


class Facts(NamedTuple):
    """What the roster knows of a person beside name and address."""

    team: str = ""
    location: str = ""
    level: str = ""


@runtime_checkable
class MergesFacts(Protocol):
    """An exercise that has a floor below which no group of people is shown apart."""

    def merged_facts(self, library: Library, step_id: int) -> tuple[int, Mapping[int, Facts]]:
        """That floor, and the facts of everybody who answered as they may stand beside answers that name nobody.

        Facts by which fewer people than the floor are singled out, alone or together, are "".
        """


@runtime_checkable
class ExchangesTable(Protocol):
    """An exercise whose answers are one table, which `plan_import` reads back."""

    def exchange_table(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table:
        """All answers, under the name of the file they go into; with `pseudonyms` nobody's, and in no order."""

    def made(self, headers: Sequence[str]) -> bool:
        """Whether a table with these headers is one that `exchange_table` made, perhaps edited since."""


@runtime_checkable
class MatchesColumns(Protocol):
    """An exercise that tells columns by more than their names, such as by what they hold."""

    def match_table(self, library: Library, step_id: int, table: Table, options: Options) -> dict[str, str]:
        """Send each header of a table of the form `options.form` to a field's key, to `IGNORE` or to "".

        `plan_import` reads the table in the same way.
        """


@runtime_checkable
class MatchesPeople(Protocol):
    """An exercise in which people name others who may be participants."""

    def match_exact(self, library: Library, step_id: int) -> Done[int]:
        """Take whoever has a participant's very name for this participant, and say how many those were."""

    def forget_person(self, session: Session, step_id: int, participant_id: int) -> None:
        """Replace the name of this participant by a number wherever others named them, within the transaction."""


@runtime_checkable
class CarriesAnswers(Protocol):
    """An exercise in which somebody may begin with what they answered in an earlier workshop."""

    def drop_carried(self, session: Session, step_id: int, participant_id: int, others: Collection[int]) -> bool:
        """Take back what came from `others`, for whom the participant was taken; whether there was anything."""


@runtime_checkable
class SharesAnswers(Protocol):
    """An exercise in which several people may give one answer together."""

    def hand_over(self, session: Session, step_id: int, participant_id: int) -> None:
        """Leave what this participant shares with others to those, within the transaction that removes them."""


@runtime_checkable
class EndsTogether(Protocol):
    """An exercise that a room finishes together, after everybody has answered for themselves."""

    def simulate_room(self, library: Library, step_id: int, random: Random) -> None:
        """Finish as a believable room would; everybody who takes part has answered."""


@runtime_checkable
class HasRounds(Protocol):
    """An exercise that can be answered again later, beside what was answered before."""

    def round_titles(self, library: Library, step_id: int) -> Sequence[str]:
        """What the rounds of a step are called, the first one first; the last one is entered and shown."""


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way in which answers come in, such as "by tally at the station"."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class TimeNeeded:
    """Whole minutes that a step needs, and how they come about, in a sentence that says whose figures they are.

    `queue` is the part of it in which people wait for a station: none of it on paper.
    """

    minutes: int
    how: str
    queue: float = 0.0


@runtime_checkable
class TakesTurns(Protocol):
    """An exercise that takes the longer the more people answer it, and the shorter the more can do so at a time."""

    def ways_in(self, library: Library, step_id: int | None) -> Sequence[WayIn]:
        """The ways in that time can be planned for, the usual one first; of a new step where none is named."""

    def minutes_for(self, library: Library, step_id: int | None, crowd: Crowd, way: str) -> TimeNeeded:
        """What a step needs for these people and stations by one of `ways_in`; the usual one for a way not among them.

        Without a step it is a new one with its usual settings.
        """


@runtime_checkable
class BringsGuide(Protocol):
    """An exercise with a page of its own in the facilitator's guide."""

    @property
    def guide_page(self) -> str:
        """The key of the page for a step that runs it, as `guide.bundled_page` takes it."""


class Exercise(Protocol):
    """One exercise. Operations raise `FacilitatorError`s; reading an unknown step raises NotFound."""

    @property
    def kind(self) -> str:
        """The name by which the library and the agenda know it: its folder's name."""

    @property
    def title(self) -> str:
        """What people call it."""

    @property
    def minutes(self) -> int:
        """How long it usually takes with 12 to 24 people."""

    def set_up(self, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
        """Write the default settings of a new step, within the caller's transaction."""

    def copy_set_up(self, session: Session, source_step: int, target_step: int) -> None:
        """Give `target_step` the settings of `source_step`, without any answer."""

    def standings(self, library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
        """How far everybody on the roster is, in the roster's order; or one participant alone, at little cost."""

    def reopen(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Let a participant who was done go on."""

    def discard(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Take back everything a participant answered; the undo brings it back."""

    def what_moves(self, library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
        """What `move_answers` would do to two participants of the workshop."""

    def move_answers(self, session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
        """Give the taker what the giver answered and, the other way round, the giver what the taker answered.

        With `earlier` in the rounds before too. It is called only where `what_moves` refuses nothing, within the
        caller's transaction, which announces both and takes back what belongs to a person rather than to answers.
        """

    def metrics(self, library: Library, step_id: int) -> dict[str, Any]:
        """Everything that is measured, as JSON values: full float precision, None where undefined."""

    def picture(self, library: Library, step_id: int) -> tuple[float | None, ...]:
        """The room's median shape, one value per axis in [0, 1], for a thumbnail; empty without answers.

        Must not import NumPy: the library window draws many of these.
        """

    def exchange_document(
        self, library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
    ) -> dict[str, Any]:
        """Settings and answers as JSON values, for the file of a whole workshop; people are named by their ids.

        With pseudonyms people have the numbers of these, and nothing in it has an order or an id of the library:
        neither lists nor contacts nor cards. Nothing that the room knows to be somebody's, such as a signed card,
        leads to that person's number, and no moment is told.

        `things` sends this library's words for what actions and later steps may point to, such as "theme 41", to the
        file's. Steps and actions are in it already, those of earlier steps too; what is this one's own is added. A
        thing's word in the file is its own over the whole file.
        """

    def restore_document(
        self,
        session: Session,
        step_id: int,
        document: Mapping[str, Any],
        people: Mapping[int, int],
        things: dict[str, str],
    ) -> None:
        """Write what `exchange_document` handed out into an empty step; `people` sends its ids to participants here.

        `things` sends the file's words to this library's, and what is written here is added to it. Raises Invalid when
        the step holds answers already, BadFile when the document is not of this form.
        """

    def exchange_schema(self) -> dict[str, Any]:
        """The JSON Schema of `exchange_document`."""

    def import_fields(self, library: Library, step_id: int) -> Sequence[Field]:
        """What the columns of a table of this exercise's answers can be matched to; empty if it takes none."""

    def plan_import(self, library: Library, step_id: int, table: Table, options: Options) -> Plan:
        """What importing `table` would do."""

    def export_table(self, library: Library, step_id: int) -> Table | None:
        """All answers as one table that `plan_import` reads back to the same measures; None without such a form."""

    def summary_sections(self, library: Library, step_id: int, *, names: bool = False) -> list[Section]:
        """The parts of the room's PDF. They name no contact; participants only where the workshop agreed to `names`."""

    def handout_sections(self, library: Library, step_id: int) -> Callable[[int], list[Section]]:
        """A function from a participant's id to the parts of their handout.

        What all handouts share, such as the room's median, is computed once here.
        """

    def simulate(self, library: Library, step_id: int, participant_id: int, random: Random) -> None:
        """Answer as a believable participant would, through the exercise's own operations."""

    def strip_third_parties(self, session: Session, step_id: int) -> None:
        """Replace every name of a person outside the roster by a number, within the caller's transaction."""

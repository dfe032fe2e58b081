"""The protocol between the house and an exercise.

`step_id` always names the agenda step that runs the exercise: one workshop may run the same exercise twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from sqlmodel import Session

from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Options, Part, Plan, Table

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
    the caller's transaction. `answered` tells whether there are answers already, which the changes go over.
    """

    found: tuple[str, ...]
    changes: tuple[str, ...]
    lacks: tuple[str, ...]
    remarks: tuple[str, ...]
    answered: bool
    write: Callable[[Session], None] = field(compare=False)


@runtime_checkable
class TakesWorksheets(Protocol):
    """An exercise that can be answered on a sheet of paper or in a PDF form."""

    def worksheet_sections(self, library: Library, step_id: int) -> Callable[["Pen", bool], list[Section]]:
        """A function that makes the parts of a sheet with a pen; `named` says that the sheet bears a name."""

    def worksheet_cards(self, library: Library, step_id: int) -> list[PocketCard]:
        """What to print small, to be cut out and carried along."""

    def read_worksheets(self, library: Library, step_id: int) -> Callable[[int, Mapping[str, str]], ReadSheet | None]:
        """A function from a participant's id and the fields of their sheet to what it says; None for an empty one.

        Fields are named as the sheet names them, without the pen's prefix. What all sheets need is read once.
        """


@runtime_checkable
class ExchangesDocument(Protocol):
    """An exercise that has a part in the file of a whole workshop."""

    def exchange_document(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> dict[str, Any]:
        """Settings and answers as JSON values; people are named by their ids.

        With pseudonyms people have the numbers of these, and nothing in it has an order or an id of the library:
        neither lists nor contacts nor cards. Nothing that the room knows to be somebody's, such as a signed card,
        leads to that person's number.
        """

    def restore_document(
        self, session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int]
    ) -> None:
        """Write what `exchange_document` handed out into an empty step; `people` sends its ids to participants here.

        Raises Invalid when the step holds answers already, BadFile when the document is not of this form.
        """

    def exchange_schema(self) -> dict[str, Any]:
        """The JSON Schema of `exchange_document`."""


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

    def parts(self, library: Library, step_id: int, table: Table) -> list[tuple[Part, Table]]:
        """The parts of a table that are planned and imported one after the other, such as rounds; mostly one."""

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
        """Whether a table with these headers is one that `exchange_table` made."""


@runtime_checkable
class MatchesPeople(Protocol):
    """An exercise in which people name others who may be participants."""

    def match_exact(self, library: Library, step_id: int) -> Done[int]:
        """Take whoever has a participant's very name for this participant, and say how many those were."""

    def forget_person(self, session: Session, step_id: int, participant_id: int) -> None:
        """Replace the name of this participant by a number wherever others named them, within the transaction."""


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

    def metrics(self, library: Library, step_id: int) -> dict[str, Any]:
        """Everything that is measured, as JSON values: full float precision, None where undefined."""

    def picture(self, library: Library, step_id: int) -> tuple[float | None, ...]:
        """The room's median shape, one value per axis in [0, 1], for a thumbnail; empty without answers.

        Must not import NumPy: the library window draws many of these.
        """

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

"""What the house may ask an exercise: all hooks of the core, each with what happens where a folder has no such one.

`step_id` always names the agenda step that runs the exercise: one workshop may run the same exercise twice. Hooks raise
`FacilitatorError`s; reading an unknown step raises NotFound. Which module of the folder a hook lies in stands above it;
such a module is imported at the first use of one of its hooks. So what needs NumPy, documents or files lies apart from
what the library window and the start of the program wait for.

An export with `pseudonyms` has these in the place of everybody, in an order of their own; nobody's address is in it,
and no team, place or level by which fewer people are singled out than may be shown.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlmodel import Session

from facilitator.documents.section import Booklet, PocketCard, Poster, Section
from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import CORE, Folder, hook
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.import_plans import Options, Part, Plan
from facilitator.nameless import Pseudonyms
from facilitator.storage.library import Done, Library
from facilitator.tabular import Field, Joined, Table, match_columns, of_table_kind, resolve
from facilitator.workshop.agenda import get_step
from facilitator.workshop.dated_mails import DatedMail
from facilitator.workshop.moves import Move
from facilitator.workshop.returned_sheet import SheetReader
from facilitator.workshop.room_plan import AnswerMode, Crowd, TimeNeeded
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing, State

if TYPE_CHECKING:
    # The library window must wait neither for the PDF library nor for the one that checks content files.
    from facilitator.actions.actions import Promise
    from facilitator.charts.figure import Figure
    from facilitator.documents.form_fields import Pen
    from facilitator.exercises.about import About
    from facilitator.html_parts import HtmlPage, Sent
    from facilitator.questionnaires.answer_rows import Given
    from facilitator.questionnaires.beside import OwnColumns, TableBeside
    from facilitator.questionnaires.counted import CountedRoom
    from facilitator.questionnaires.presentation import Presentation


class Facts(NamedTuple):
    """What the roster knows of a person beside name and address."""

    team: str = ""
    location: str = ""
    level: str = ""


class DataKept(NamedTuple):
    """What an exercise keeps of people, in sentences for a notice: `what` and of whom, and `seen`, who sees what of it.

    `others` says that people outside the roster are in it, whose names can be taken out; `nobodys` that some of it is
    of nobody who could be found again.
    """

    what: str = ""
    seen: str = ""
    others: bool = False
    nobodys: bool = False


class Pattern(NamedTuple):
    """Something that stands out in what somebody answered: its key, and a sentence for that person alone."""

    key: str
    said: str


class PlannedDay(NamedTuple):
    """Something that stands in a calendar for a whole day, such as a card of a plan.

    `key` is the same in every edition; of an exercise's step it names one event. One that `is_over` was in an earlier
    edition and is to go from calendars that have it.
    """

    key: str
    day: date
    title: str
    lines: tuple[str, ...] = ()
    is_over: bool = False


class Beginning(NamedTuple):
    """What a new step can begin with: `options` are those of `set_up`. Without `minutes` it takes the usual time."""

    title: str
    options: Mapping[str, Any]
    minutes: int | None = None


class Exercise(Folder):
    """One exercise: what `exercise.json` in its folder says of it, and its hooks."""

    HOME = CORE
    DESCRIBED = "facilitator.described"

    @property
    def title(self) -> str:
        """What people call it."""
        return tr_content(AGENDA, self._about.title)

    @property
    def minutes(self) -> int:
        """How long it usually takes with 12 to 24 people."""
        return self._about.minutes

    @property
    def order(self) -> int:
        """Its place among the exercises that are offered, the lowest first."""
        return self._about.order

    @property
    def guide_page(self) -> str:
        """The key of its page in the facilitator's guide, as `guide.bundled_page` takes it; "" for none of its own."""
        return self._about.guide_page

    @property
    def builds_questions(self) -> bool:
        """Whether the facilitator makes what its steps ask."""
        return self._about.questions == "built"

    @property
    def share(self) -> float:
        """Which share of the people in a room usually answer it, for the plan of its time."""
        return self._about.share

    @property
    def prompt_page(self) -> str:
        """The key of the page in the guide of a step before it in which the room reads its prompt; "" for none."""
        return self._about.prompt_page

    @cached_property
    def _about(self) -> "About":
        from facilitator.exercises.about import About
        from facilitator.exercises.content_file import read_content

        return read_content(files(f"{self.HOME}.{self.kind}").joinpath("exercise.json"), About)

    # setup.py

    @hook("setup")
    def set_up(self, session: Session, step_id: int, options: Mapping[str, Any]) -> None:
        """Write the default settings of a new step, within the caller's transaction; by default it has none."""

    @hook("setup")
    def copy_set_up(self, session: Session, source_step: int, target_step: int) -> None:
        """Give `target_step` the settings of `source_step`, without any answer."""

    @hook("setup")
    def beginnings(self, library: Library) -> Sequence[Beginning]:
        """Return what a new step can begin with instead of the usual settings; by default nothing else."""
        return ()

    # agreement.py: the works agreement profile of a workshop

    @hook("agreement")
    def against_agreement(self, session: Session, step_id: int) -> str:
        """Return what is kept in a step that a works agreement rules out, in a sentence with what to do; else ""."""
        return ""

    @hook("agreement")
    def keep_agreement(self, session: Session, step_id: int) -> None:
        """Make the settings of a step keep the works agreement, within the caller's transaction.

        It is called for steps of which `against_agreement` says nothing. See `workshop.agreement` for what it is.
        """

    @hook("agreement")
    def data_kept(self, library: Library, step_id: int) -> DataKept:
        """Return what a step keeps of people and who sees what of it, for the notice; by default nothing is kept."""
        return DataKept()

    @hook("agreement")
    def shown_by_consent(self, library: Library, step_id: int) -> Sequence[str]:
        """Return the titles of what shows something of few or of one, by the consent of whom it is of; none by default.

        They are those of its views for the room and of its parts of the summary.
        """
        return ()

    @hook("agreement")
    def ruled_out(self, library: Library, step_id: int) -> Sequence[str]:
        """Return what holds nothing under the works agreement of the workshop; none by default and without one.

        They are titles of its views for the room and names of its tables.
        """
        return ()

    # participants.py

    @hook("participants")
    def standings(self, library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
        """Return how far everybody on the roster is, in the roster's order; or one participant alone, at little cost.

        By default there is nothing to answer, and nobody has begun.
        """
        people = people_of(library, get_step(library, step_id).workshop_id)
        chosen = [person for person in people if participant_id in (None, person.id)]
        return [Standing(person.id, person.name, State.TO_GO) for person in chosen]

    @hook("participants")
    def reopen(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Let a participant who was done go on. By default nobody is ever done: raises Invalid."""
        raise Invalid(_nothing_answered())

    @hook("participants")
    def discard(self, library: Library, step_id: int, participant_id: int) -> Done[None]:
        """Take back everything a participant answered; the undo brings it back. By default raises Invalid."""
        raise Invalid(_nothing_answered())

    @hook("participants")
    def hand_over(self, session: Session, step_id: int, participant_id: int) -> None:
        """Leave what this participant shares with others to those, within the transaction that removes them."""

    @hook("participants")
    def strip_third_parties(self, session: Session, step_id: int) -> None:
        """Replace every name of a person outside the roster by a number, within the caller's transaction.

        By default there is no field for people outside the room.
        """

    # check.py

    @hook("check")
    def check(self, library: Library, step_id: int, given: "Given") -> Sequence[str]:
        """Return what does not fit together in answers that are about to be sent, a sentence each; none can be sent.

        It is asked wherever answers of a questionnaire are sent: at the station, in a correction, from paper and from
        tables. By default everything fits.
        """
        return ()

    @hook("check")
    def closed(self, library: Library, step_id: int, given: "Given") -> Collection[str]:
        """Return the keys of questions whose answers are their writer's alone: whoever corrects does not see them.

        By default none are.
        """
        return ()

    # presentation.py: the words around what a step asks, where it is asked by a questionnaire

    @hook("presentation")
    def presentation(self, library: Library, step_id: int) -> "Presentation":
        """Return how answers are spoken of at the station and on paper; by default as of all questionnaires."""
        from facilitator.questionnaires.presentation import PLAIN

        return PLAIN

    # phone.py: somebody answers it on a phone of their own, by pages in a browser that need no script

    @hook("phone")
    def answers_by_phone(self, library: Library, step_id: int) -> bool:
        """Return whether a step can be answered so as it is set up now; by default there are no such pages."""
        return False

    @hook("phone")
    def phone_page(
        self, library: Library, step_id: int, participant_id: int, at: str, sent: "Sent | None"
    ) -> "HtmlPage | None":
        """Return the page of this key, or where somebody is on their way for ""; None at its end.

        What was `sent` is taken first, each answer in a transaction of its own, and then it is the page that follows.
        By default raises NotFound.
        """
        raise NotFound(_nothing_answered())

    # timing.py: it takes the longer the more people answer it, and the shorter the more can do so at a time

    @hook("timing")
    def answer_modes(self, library: Library, step_id: int | None) -> Sequence[AnswerMode]:
        """Return the ways in that time can be planned for, the usual one first; of a new step where none is named.

        Empty for an exercise whose time does not depend on the people.
        """
        return ()

    @hook("timing")
    def minutes_for(self, library: Library, step_id: int | None, crowd: Crowd, mode: str) -> TimeNeeded:
        """Return what a step needs for these people and stations by one of `answer_modes`.

        For a way not among them it is the usual one; without a step, a new one with its usual settings. By default
        the minutes that the exercise usually takes.
        """
        return TimeNeeded(self.minutes, "")

    # moving.py

    @hook("moving")
    def what_moves(self, library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
        """Return what `move_answers` would do to two participants of the workshop; by default it is refused."""
        return Move(refusal=_nothing_answered())

    @hook("moving")
    def move_answers(self, session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
        """Give the taker what the giver answered and, the other way round, the giver what the taker answered.

        With `earlier` in the rounds before too. It is called only where `what_moves` refuses nothing, within the
        caller's transaction, which announces both and takes back what belongs to a person rather than to answers.
        """

    # stations.py: the step was answered on another computer too, and that is in a step of its own for a moment

    @hook("stations")
    def answers_by(self, session: Session, step_id: int) -> "Mapping[tuple[int, ...], Any]":
        """Return what was answered in the present round, by those who gave it together: JSON values, without ids.

        Two are equal where nothing differs that a participant or the facilitator could have typed. Of anonymous
        answers it is that somebody handed in, and no more. Whoever has not begun is not in it. By default nobody is.
        """
        return {}

    @hook("stations")
    def asks_alike(self, session: Session, step_id: int, other_id: int) -> bool:
        """Return whether answers of one step can stand in the other: by default there are none that could not."""
        return True

    @hook("stations")
    def take_answers(self, session: Session, step_id: int, target_id: int, people: Sequence[int]) -> None:
        """Move what these people answered together into the present round of another step, which asks alike.

        What any of them have there goes. Within the caller's transaction, which announces it; by default nothing is
        moved.
        """

    @hook("stations")
    def anonymous_answers(self, session: Session, step_id: int) -> "Mapping[str, int]":
        """Return the answers that are nobody's, by their words in `things` of `exchange_document`; none by default."""
        return {}

    @hook("stations")
    def take_anonymous(
        self,
        library: Library,
        session: Session,
        step_id: int,
        target_id: int,
        answers: Collection[int],
        people: Collection[int],
    ) -> None:
        """Move anonymous answers into another step, which asks alike, as if they had been sent there just now.

        `people` are those who have handed in with them. Raises Invalid where it could be told whose they are.
        """

    # matching.py: people name others who may be participants

    @hook("matching")
    def match_exact(self, library: Library, step_id: int) -> Done[int]:
        """Take whoever has a participant's very name for this participant; the value is how many those were."""
        with library.change(tr("Match contacts"), logged=False) as change:
            return change.done(0)

    @hook("matching")
    def uncount(self, session: Session, step_id: int, participant_id: int) -> None:
        """Take nobody for this participant any more: whoever others named is unmatched, within the transaction."""

    @hook("matching")
    def forget_person(self, session: Session, step_id: int, participant_id: int) -> None:
        """Replace the name of this participant by a number wherever others named them, within the transaction."""

    # rounds.py: it can be answered again later, beside what was answered before

    @hook("rounds")
    def round_titles(self, library: Library, step_id: int) -> Sequence[str]:
        """Return what the rounds of a step are called, the first one first; the last one is entered and shown.

        Empty for an exercise without rounds.
        """
        return ()

    @hook("rounds")
    def drop_carried(self, session: Session, step_id: int, participant_id: int, others: Collection[int]) -> bool:
        """Take back what came, from an earlier workshop, from `others`, for whom the participant was taken.

        Return whether there was anything.
        """
        return False

    @hook("rounds")
    def look_back(self, library: Library, step_id: int) -> None:
        """Take what a new step of a follow-up looks back at from the workshop that it follows, if there is any."""

    # metrics.py

    @hook("metrics")
    def metrics(self, library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
        """Return everything that is measured, as JSON values: full float precision, None where undefined.

        By whom people are relied on, and what else compares them with each other, is in it `by_person` only where that
        was asked for; else in the order of their names, and counted from the floor on.
        """
        return {}

    @hook("metrics")
    def metrics_of_round(
        self, library: Library, step_id: int, round_: int, *, by_person: bool = False
    ) -> dict[str, Any]:
        """Return what `metrics` does, of one round by its number from 1; by default nothing is told of rounds."""
        return {}

    @hook("metrics")
    def change_metrics(self, library: Library, step_id: int) -> dict[str, Any]:
        """Return the rounds, and how the room changed from each person's earlier answers, as others may see it.

        Nothing where there is only one round and nobody answered before, as by default.
        """
        return {}

    # live.py

    @hook("live")
    def picture(self, library: Library, step_id: int) -> tuple[float | None, ...]:
        """Return the room's median shape, one value per axis in [0, 1], for a thumbnail; empty without answers.

        Must not import NumPy: the library window draws many of these.
        """
        return ()

    # interchange.py: tables, out and back in

    @hook("interchange")
    def import_fields(self, library: Library, step_id: int) -> Sequence[Field]:
        """Return what the columns of a table of answers can be matched to; empty if it takes none."""
        return ()

    @hook("interchange")
    def match_table(self, library: Library, step_id: int, table: Table, options: Options) -> dict[str, str]:
        """Send each header of a table of the kind `options.table_kind` to a field's key, to `IGNORE` or to "".

        `plan_import` reads the table in the same way. By default columns are told by their names alone.
        """
        fields = of_table_kind(self.import_fields(library, step_id), options.table_kind)
        return match_columns(table.headers, fields, resolve(table.headers, fields, options.mapping)[0])

    @hook("interchange")
    def unfold(self, library: Library, step_id: int, table: Table) -> Table:
        """Return the table that one with several records side by side in a row stands for; any other as it is."""
        return table

    @hook("interchange")
    def plan_import(self, library: Library, step_id: int, table: Table, options: Options) -> Plan:
        """Return what importing `table` would do. By default raises Invalid: it takes no table."""
        raise Invalid(tr("“{exercise}” takes no table of answers.", exercise=self.title))

    @hook("interchange")
    def parts(
        self, library: Library, step_id: int, table: Table, options: Options, *, beside_parts: bool
    ) -> list[tuple[Part, Table]]:
        """Return the parts of a table that are planned and imported one after the other, such as rounds; mostly one.

        `beside` are the other tables of the same import: where one of these has several, a single one is one of those.
        """
        return [(Part(), table)]

    @hook("interchange")
    def join_tables(
        self, library: Library, step_id: int, tables: Sequence[Table], options: Options, answers: Collection[int]
    ) -> Sequence[Joined]:
        """Return what stands in the place of tables that belong together and can't be read one by one, as of a study.

        `answers` are the places of those of which the person said that they are answers. Others stay as they are.
        """
        return ()

    @hook("interchange")
    def unpack(self, library: Library, step_id: int, source: str, content: bytes) -> list[Table]:
        """Return the tables in a file that `exchange_graph` made; none if it is not such a file."""
        return []

    @hook("interchange")
    def export_table(self, library: Library, step_id: int) -> Table | None:
        """Return all answers as one table that `plan_import` reads back to the same measures; None without one."""
        return None

    @hook("interchange")
    def exchange_table(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
        """Return all answers as one table under the name of its file, if one is enough, which `plan_import` reads back.

        With `pseudonyms` they are nobody's, and in no order.
        """
        return None

    @hook("own_export")
    def is_own_export(self, headers: Sequence[str]) -> bool:
        """Return whether a table with these headers is one that was exported here, perhaps edited since.

        The headers are keys or, as an export writes them too, words of any language.
        """
        return False

    @hook("interchange")
    def is_own_export_of(self, library: Library, step_id: int, headers: Sequence[str]) -> bool:
        """Return the same for what was exported of one step; by default all steps of an exercise export alike."""
        return self.is_own_export(headers)

    @hook("interchange")
    def exchange_tables(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> dict[str, Table]:
        """Return all answers as several tables that `plan_import` reads back, by the names of their files or sheets.

        An exercise that has it has `exchange_graph` too.
        """
        return {}

    @hook("interchange")
    def exchange_graph(self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Iterator[bytes]:
        """Return all answers as one GraphML file."""
        raise Invalid(tr("“{exercise}” has no answers in this format.", exercise=self.title))

    @hook("interchange")
    def released_facts(
        self, library: Library, step_id: int, *, pseudonyms: Pseudonyms | None = None
    ) -> tuple[int, Mapping[int, Facts]]:
        """Return the floor below which no group is shown apart, and everybody's facts as they may stand there.

        Of whoever is not in an export with these `pseudonyms` at all there are none. Facts of those who answered by
        which fewer people than the floor are singled out, alone or together, are "".
        By default there is no floor, 0, and nobody's facts.
        """
        return 0, {}

    @hook("interchange")
    def answer_modes_used(self, library: Library, step_id: int) -> tuple[int, Mapping[int, Hashable]]:
        """Return the floor of an export with pseudonyms, and in which way each person answered who has.

        It is what whoever was there knows of them and the rows of an export tell, such as the rounds. Whose way is that
        of fewer people than the floor has no answer in such an export. None is the way of those of whom no row tells
        anything, since they answered with others. By default nobody has any.
        """
        return 0, {}

    # own_columns.py, tables_beside.py: what is kept beside the answers of a questionnaire, in tables

    @hook("own_columns")
    def own_columns(self, library: Library, step_id: int) -> "OwnColumns | None":
        """Return what a step keeps of each response beside its answers, in columns of their table; None for nothing."""
        return None

    @hook("tables_beside")
    def tables_beside(self, library: Library, step_id: int) -> "Sequence[TableBeside]":
        """Return what a step keeps that is no response's, as tables beside that of the answers; by default nothing."""
        return ()

    # document.py: its part of a whole workshop's JSON

    @hook("document")
    def exchange_document(
        self, library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
    ) -> dict[str, Any]:
        """Return settings and answers as JSON values, for the file of a whole workshop; people are named by their ids.

        With pseudonyms people have the numbers of these, and nothing in it has an order or an id of the library:
        neither lists nor contacts nor cards. Nothing that the room knows to be somebody's, such as a signed card,
        leads to that person's number, and no moment is told.

        `things` sends this library's words for what actions and later steps may point to, such as "theme 41", to the
        file's. Steps and actions are in it already, those of earlier steps too; what is this one's own is added. A
        thing's word in the file is its own over the whole file.
        """
        return {}

    @hook("document")
    def person_document(self, library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
        """Return all that a step keeps of one participant as JSON values, in the words of `exchange_document`.

        What nobody knows to be theirs is not in it. By default nothing is kept.
        """
        return {}

    @hook("document")
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

    @hook("document")
    def exchange_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of `exchange_document`."""
        return {"type": "object", "additionalProperties": False}

    # promises.py: what of the answers can stand among the workshop's actions

    @hook("promises")
    def promises(self, library: Library, step_id: int, *, every_round: bool = False) -> Sequence["Promise"]:
        """Return what was promised in a step, in the order in which it was sent; by default nothing is.

        It is that of the present round unless `every_round` is wanted. What is returned may be read by the room and by
        the client, as all actions are.
        """
        return ()

    # patterns.py: what stands out in somebody's own answers, for what another exercise makes for this person alone

    @hook("patterns")
    def patterns(self, library: Library, step_id: int) -> Mapping[int, Sequence[Pattern]]:
        """Return what stands out in each participant's answers, the largest first; by default nothing does.

        Nobody else is named in it, and whoever asks shows it to nobody but that participant.
        """
        return {}

    # own_plans.py: what people set out to do and meant for nobody else

    @hook("own_plans")
    def own_plans(self, library: Library, step_id: int) -> Mapping[int, Sequence[str]]:
        """Return by participant what each set out to do for themselves, as sentences; by default nobody did.

        What stands among the workshop's actions is not in it. Whoever asks tells it to nobody but that participant, or
        whoever was confirmed to be the same person in a later workshop.
        """
        return {}

    # calendar.py: days that stand in a calendar

    @hook("calendar")
    def planned_days(self, library: Library, step_id: int) -> Callable[[int | None], Sequence[PlannedDay]]:
        """Return a function from a participant's id, or None for the room, to their days in order; by default none.

        What all have in common is read once.
        """
        return lambda participant_id: ()

    # figures.py: what of the answers is drawn, on the console, for the room and on paper

    @hook("figures")
    def figure_titles(self) -> Sequence[tuple[str, str]]:
        """Return the keys and titles of its figures, the usual one first; by default there are none."""
        return ()

    @hook("figures")
    def figure_titles_of(self, library: Library, step_id: int) -> Sequence[tuple[str, str]]:
        """Return the same for one step; by default every step has those of the exercise."""
        return self.figure_titles()

    @hook("figures")
    def figures(self, library: Library, step_id: int, room: "CountedRoom | None" = None) -> Mapping[str, "Figure"]:
        """Return the figures of the room's answers by their keys, without those that this step has not.

        Whoever follows the answers as they come in has the `room` already, which is read anew where it is None.
        """
        return {}

    # sections.py

    @hook("sections")
    def summary_sections(self, library: Library, step_id: int, *, names: bool = False) -> list[Section]:
        """Return its parts of the room's PDF.

        They name no contact; participants only where the workshop agreed to `names`.
        """
        return []

    @hook("sections")
    def handout_sections(self, library: Library, step_id: int) -> Callable[[int], list[Section]]:
        """Return a function from a participant's id to the parts of their handout.

        What all handouts share, such as the room's median, is computed once here.
        """
        return lambda participant_id: []

    # origin.py

    @hook("origin")
    def origin(self, library: Library, step_id: int, source: str) -> str:
        """Return what in a step an action came from, in words that the room's papers may say; "" where there are none.

        `source` is the exercise's own word for it, as `actions.Source.what` keeps it.
        """
        return ""

    # mails.py: mails that are to go on a day

    @hook("mails")
    def dated_mails(self, library: Library, step_id: int) -> Sequence[DatedMail]:
        """Return all mails of a step that are to go some day, those that went already among them, in any order.

        What is not returned any more never goes. By default there are none.
        """
        return ()

    # posters.py: pages that ask nothing, to be hung up, carried along or handed round

    @hook("posters")
    def posters(self, library: Library, step_id: int) -> Sequence[Poster | Booklet]:
        """Return the pages of a step, as they are now, in the language that is spoken; by default there are none."""
        return ()

    # worksheets.py: a sheet of paper or a PDF form on which it can be answered

    @hook("worksheets")
    def worksheet_sections(self, library: Library, step_id: int) -> Callable[["Pen", bool], list[Section]]:
        """Return a function that makes the parts of a sheet with a pen; its flag says that the sheet bears a name.

        An exercise that has it has `worksheet_edition` and `read_worksheets` too.
        """
        return lambda pen, named: []

    @hook("worksheets")
    def worksheet_cards(self, library: Library, step_id: int) -> list[PocketCard]:
        """Return what to print small, to be cut out and carried along; by default nothing fits on a small card."""
        return []

    @hook("worksheets")
    def worksheet_edition(self, library: Library, step_id: int) -> Mapping[str, Any]:
        """Return what a sheet made now has to say of itself when it comes back, such as its round: JSON values."""
        return {}

    @hook("worksheets")
    def read_worksheets(self, library: Library, step_id: int) -> SheetReader:
        """Return a function from a participant's id, the fields of their sheet and its edition to what it says.

        Fields are named as the sheet names them, without the pen's prefix. What all sheets need is read once.
        """
        return lambda participant_id, fields, edition: None

    # simulation.py

    @hook("simulation")
    def samples(self, library: Library, step_id: int) -> Mapping[str, Sequence[str]]:
        """Return what people answer to what a step asks, by the keys of its questions; see `simulation.Samples`."""
        return {}

    @hook("simulation")
    def simulate(self, library: Library, step_id: int, participant_id: int, random: Random) -> None:
        """Answer as a believable participant would, through the exercise's own operations."""

    @hook("simulation")
    def simulate_room(self, library: Library, step_id: int, random: Random) -> None:
        """Finish together as a believable room would; everybody who takes part has answered."""


def _nothing_answered() -> str:
    return tr("Nobody answers anything in this step.")

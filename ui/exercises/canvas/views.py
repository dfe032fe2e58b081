"""What the room sees of canvases: four columns of ideas, and ideas by effort and benefit; never whose they are."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from facilitator.exercises.canvas.ideas import FIELDS, Idea, empty_in_words, field_names, ideas_of
from facilitator.exercises.folder import implements
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.papers import below_floor
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from ui.bridge import LibraryBridge
from ui.exercises.board_view import AnswersView, pages_choice
from ui.exercises.contract import ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.wall.blocks import Board, Column, Heap, Note

WALL, GRID, CHOSEN = "wall", "grid", "chosen"


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The wall first, then the grid and what was chosen."""
    return [ViewInfo(key, title, (pages_choice(),)) for key, title in _titles().items()]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of these."""
    return AnswersView(bridge, step_id, partial(board, bridge.library, step_id, key))


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """The four fields."""
    room = read_room(library, step_id)
    return Spoken(room.questionnaire.title, [room.questionnaire.by_key[field].text for field in FIELDS])


def board(library: Library, step_id: int, key: str, room: CountedRoom | None = None) -> Board:
    """One of the views as a board; of fewer people than the floor it says only how many have sent."""
    room, names = room or read_room(library, step_id), field_names(library, step_id)
    if room.people < room.floor:
        empty = below_floor(room.people, room.floor) if room.people else tr("The first ideas appear here.")
        # The name of the view stands there, so that whoever turns to another one sees that it is another one.
        return Board((Column(""),), room.questionnaire.title, _titles()[key], empty=empty)
    # By the alphabet: the order in which they came would stand for a team.
    ideas = sorted((idea for _, given in room.given for idea in ideas_of(given)), key=lambda idea: caseless(idea.text))
    footer = trn("{count} idea", "{count} ideas", len(ideas))
    if key == GRID:
        return _grid(ideas, names, footer)
    shown = [idea for idea in ideas if idea.chosen] if key == CHOSEN else ideas
    if key == CHOSEN:
        footer = trn(
            "{chosen} of {count} idea chosen", "{chosen} of {count} ideas chosen", len(ideas), chosen=len(shown)
        )
    columns = tuple(
        Column(names[field], "", tuple(_notes(idea for idea in shown if idea.field == field)), series)
        for series, field in enumerate(FIELDS)
    )
    missing = [field for field in FIELDS if all(idea.field != field for idea in shown)]
    return Board(columns, empty=tr("Nothing was chosen yet."), footer=" · ".join(filter(None, (
        footer, empty_in_words(missing, names)))))  # fmt: skip


def _titles() -> dict[str, str]:
    return {WALL: tr("Ideas in four fields"), GRID: tr("Effort and benefit"), CHOSEN: tr("What was chosen")}


def _grid(ideas: Sequence[Idea], names: Mapping[str, str], footer: str) -> Board:
    weighed = [idea for idea in ideas if idea.effort and idea.benefit]
    efforts = (tr("Little effort"), tr("Some effort"), tr("Much effort"))
    benefits = ((3, tr("Much benefit")), (2, tr("Some benefit")), (1, tr("Little benefit")))
    columns = tuple(
        Column(
            name,
            "",
            tuple(
                Heap(("cell", effort, benefit), label, tuple(_notes(those)))
                for benefit, label in benefits
                if (those := [idea for idea in weighed if (idea.effort, idea.benefit) == (effort, benefit)])
            ),
        )
        for effort, name in enumerate(efforts, start=1)
    )
    left = len(ideas) - len(weighed)
    unweighed = trn("{count} not weighed", "{count} not weighed", left) if left else ""
    return Board(
        columns,
        empty=tr("No idea was weighed yet."),
        footer=" · ".join(filter(None, (footer, unweighed))),
        legend=tuple(names[field] for field in FIELDS),
    )


def _notes(ideas: Iterable[Idea]) -> list[Note]:
    return [
        Note(("idea", idea.id), idea.text, tr("chosen") if idea.chosen else "", FIELDS.index(idea.field))
        for idea in ideas
    ]

"""What the room sees: what may be told of what worked, beside what is counted."""

from collections.abc import Sequence
from functools import partial

from facilitator.exercises.folder import implements
from facilitator.exercises.success_cases.cases import Case, told
from facilitator.exercises.success_cases.figures import figure_titles
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.exercises.contract import ProjectorView, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.wall.blocks import Board, Column, Note

WORKED = "worked"
_KIND = "success_cases"


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The figures, and what worked."""
    return [*(ViewInfo(key, title) for key, title in figure_titles()), ViewInfo(WORKED, tr("What worked"))]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of `views`."""
    if key == WORKED:
        return WorkedView(bridge, step_id)
    return exercise_ui(_KIND).supplied(ExerciseUi.projector_view)(key, bridge, step_id)


class WorkedView(BoardView):
    """A card for each result that was marked and may be told: the line, and the fact with who tells it."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id, partial(_board, bridge.library, step_id))

    def names_people(self) -> bool:
        """Whether it says who tells a fact."""
        return any(note.byline for note in self.wall.board.notes())


def _board(library: Library, step_id: int) -> Board:
    notes = tuple(Note(each.participant_id, _with_fact(each), each.name) for each in told(library, step_id))
    return Board(
        (Column("", blocks=notes),),
        tr("What worked"),
        tr("Each with one fact that backs it, as those agreed who tell it"),
        2,
        tr("No result has been marked that may be told."),
    )


def _with_fact(case: Case) -> str:
    """The line and what backs it, in one paragraph as a card has it."""
    line = case.line if case.line.endswith((".", "!", "?", "…")) else f"{case.line}."
    return f"{line} {tr('The fact: {fact}', fact=case.fact)}"

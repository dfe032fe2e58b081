"""The figures that fit the questions."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.described.setup import bundled
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.fitting import OF, figure_keys, fitting_figures
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library


@supplies(Exercise.figure_titles)
def figure_titles(folder: Exercise) -> Sequence[tuple[str, str]]:
    """Of the questions as they come with the program; where they are built these are known of a step alone."""
    if folder.builds_questions:
        return [("answers", tr("The answers to each question"))]
    return figure_keys(translated(bundled(folder.kind), folder.kind), mark="")


@supplies(Exercise.figure_titles_of)
def figure_titles_of(folder: Exercise, library: Library, step_id: int) -> Sequence[tuple[str, str]]:
    """Those that follow from the questions of the step, where these are built."""
    if not folder.builds_questions:
        return folder.figure_titles()
    setup = get_setup(library, step_id)
    return figure_keys(translated(setup.questionnaire, setup.source))


@supplies(Exercise.figures)
def figures(folder: Exercise, library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """The figures of all questions that are asked."""
    # Questions that are built may have any key: theirs are marked, so that none is that of another figure.
    return fitting_figures(room or read_room(library, step_id), mark=OF if folder.builds_questions else "")

"""A figure of each question that has something to choose from; where they are built, all that fit."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.described.setup import bundled
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.questionnaires import figures as drawn
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.fitting import figure_keys, fitting_figures
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.translated import translated
from facilitator.storage.library import Library


@supplies(Exercise.figure_titles)
def figure_titles(folder: Exercise) -> Sequence[tuple[str, str]]:
    """The questions as they come with the program: what a step asks besides stands on no list of views."""
    if folder.builds_questions:
        return [("answers", tr("The answers to each question"))]
    return [(each.key, each.head) for each in bundled(folder.kind).by_key.values() if drawn.is_counted(each)]


@supplies(Exercise.figure_titles_of)
def figure_titles_of(folder: Exercise, library: Library, step_id: int) -> Sequence[tuple[str, str]]:
    """Those that follow from the questions of the step, where these are built."""
    if not folder.builds_questions:
        return folder.figure_titles()
    setup = get_setup(library, step_id)
    return figure_keys(translated(setup.questionnaire, setup.source))


@supplies(Exercise.figures)
def figures(folder: Exercise, library: Library, step_id: int) -> Mapping[str, Figure]:
    """The figures of all questions that are asked."""
    room = read_room(library, step_id)
    return fitting_figures(room) if folder.builds_questions else drawn.question_figures(room)

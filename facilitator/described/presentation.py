"""How the exercise of a step speaks of answers to its questions."""

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


def presentation_of(library: Library, step_id: int) -> Presentation:
    """The exercise's own words, or those of every questionnaire where the step runs none."""
    kind = kind_of(library, get_step(library, step_id))
    return exercise(kind).presentation(library, step_id) if kind else PLAIN

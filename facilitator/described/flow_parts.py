"""What the exercise of a step brings to its flow: its words, what it looks at before answers go, and what is closed."""

from functools import partial

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of
from facilitator.questionnaires.asking import Check, Closed
from facilitator.questionnaires.presentation import PLAIN, Presentation
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


def presentation_of(library: Library, step_id: int) -> Presentation:
    """The exercise's own words, or those of every questionnaire where the step runs none."""
    kind = kind_of(library, get_step(library, step_id))
    return exercise(kind).presentation(library, step_id) if kind else PLAIN


def check_of(library: Library, step_id: int) -> Check | None:
    """A function from answers to what does not fit together in them; None where the step runs no exercise."""
    kind = kind_of(library, get_step(library, step_id))
    return partial(exercise(kind).check, library, step_id) if kind else None


def closed_of(library: Library, step_id: int) -> Closed | None:
    """A function from answers to the questions of which whoever corrects sees nothing; None as above."""
    kind = kind_of(library, get_step(library, step_id))
    return partial(exercise(kind).closed, library, step_id) if kind else None

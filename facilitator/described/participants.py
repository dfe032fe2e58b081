"""How far participants are, and what becomes of their answers."""

from sqlmodel import Session

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.owners import as_promised, drop_taken_back
from facilitator.i18n import tr
from facilitator.questionnaires import answers
from facilitator.questionnaires import standings as how_far
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import Done, Library
from facilitator.workshop.standings import Standing


@supplies(Exercise.standings)
def standings(folder: Exercise, library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody is, by what is asked of them."""
    return how_far.standings(library, step_id, participant_id, folder.presentation(library, step_id))


@supplies(Exercise.reopen)
def reopen(folder: Exercise, library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Let a participant go on who has sent."""
    return answers.reopen(library, Who(step_id, participant_id))


@supplies(Exercise.discard)
def discard(folder: Exercise, library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Take back what a participant answered, and from the actions what they promised, unless it was worded anew.

    Raises Invalid for anonymous answers.
    """
    with library.change(tr("Clear answers")) as change:
        promised = as_promised(library, step_id, folder)
        answers.discard(library, Who(step_id, participant_id))
        drop_taken_back(library, step_id, folder, promised)
    return change.done(None)


@supplies(Exercise.hand_over)
def hand_over(folder: Exercise, session: Session, step_id: int, participant_id: int) -> None:
    """Leave what they answered with others to those."""
    answers.leave(session, step_id, participant_id)


@supplies(Exercise.strip_third_parties)
def strip_third_parties(folder: Exercise, session: Session, step_id: int) -> None:
    """Put numbers in the place of names that were written down."""
    answers.strip_names(session, step_id)

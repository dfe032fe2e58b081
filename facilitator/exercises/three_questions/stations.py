"""Cards that were written on another computer. Themes and dots are laid on this one, where the cards hang."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete
from sqlmodel import Session, col

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions.tables import CardMark
from facilitator.questionnaires import stations
from facilitator.storage.library import Library


@implements(Exercise.anonymous_answers)
def anonymous_answers(session: Session, step_id: int) -> Mapping[str, int]:
    """The cards that are nobody's."""
    return {f"card {each}": each for each in stations.anonymous_answers(session, step_id)}


@implements(Exercise.take_anonymous)
def take_anonymous(
    library: Library,
    session: Session,
    step_id: int,
    target_id: int,
    answers: Collection[int],
    people: Collection[int],
) -> None:
    """Move cards that are nobody's; once others were read they are held back like all that come late."""
    session.connection().execute(delete(CardMark).where(col(CardMark.answer_id).in_(answers)))
    stations.take_anonymous(library, session, step_id, target_id, answers, people)

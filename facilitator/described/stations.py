"""Answers that were given on another computer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import stations
from facilitator.storage.library import Library


@supplies(Exercise.answers_by)
def answers_by(folder: Exercise, session: Session, step_id: int) -> Mapping[tuple[int, ...], Any]:
    """What was answered in the present round."""
    return stations.answers_by(session, step_id)


@supplies(Exercise.asks_alike)
def asks_alike(folder: Exercise, session: Session, step_id: int, other_id: int) -> bool:
    """Whether the questions are the same."""
    return stations.asks_alike(session, step_id, other_id)


@supplies(Exercise.take_answers)
def take_answers(folder: Exercise, session: Session, step_id: int, target_id: int, people: Sequence[int]) -> None:
    """Move what these people answered together."""
    stations.take_answers(session, step_id, target_id, people)


@supplies(Exercise.anonymous_answers)
def anonymous_answers(folder: Exercise, session: Session, step_id: int) -> Mapping[str, int]:
    """The answers that are nobody's."""
    return {f"answer {each}": each for each in stations.anonymous_answers(session, step_id)}


@supplies(Exercise.take_anonymous)
def take_anonymous(
    folder: Exercise,
    library: Library,
    session: Session,
    step_id: int,
    target_id: int,
    answers: Collection[int],
    people: Collection[int],
) -> None:
    """Move anonymous answers, while nobody reads what was sent."""
    stations.refuse_read(session, target_id, answers)
    stations.take_anonymous(library, session, step_id, target_id, answers, people)

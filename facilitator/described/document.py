"""A step's part of a whole workshop's JSON."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.storage.library import Library


@supplies(Exercise.exchange_document)
def exchange_document(
    folder: Exercise, library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """What the step asks and everything that was answered."""
    with library.read() as session:
        return written.to_document(session, step_id, things, pseudonyms)


@supplies(Exercise.person_document)
def person_document(folder: Exercise, library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """What was asked and what a participant answered in each round; nobody knows whose anonymous answers are."""
    return written.of_person(folder.exchange_document(library, step_id, {}, pseudonyms=None), participant_id)


@supplies(Exercise.restore_document)
def restore_document(
    folder: Exercise,
    session: Session,
    step_id: int,
    document: Mapping[str, Any],
    people: Mapping[int, int],
    things: dict[str, str],
) -> None:
    """Write it into an empty step."""
    written.restore(session, step_id, document, people, things, asks_own=not folder.builds_questions)


@supplies(Exercise.exchange_schema)
def exchange_schema(folder: Exercise) -> dict[str, Any]:
    """The schema of every questionnaire with its answers."""
    return written.schema()

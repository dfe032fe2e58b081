"""A step's part of a whole workshop's JSON: what every questionnaire has, and the facilitator's marks."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, select

from facilitator.errors import BadFile
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.tables import SuccessMark
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line


class MarkRecord(Record):
    """A mark on what somebody answered in a round; `person` is one of the file's people."""

    person: int
    round: int = 1
    marked: bool = False
    fact: str = ""


class CasesDocument(Record):
    """`answers` are as every questionnaire has them. With pseudonyms there are no marks: a room knows what was told."""

    answers: dict[str, Any]
    marks: tuple[MarkRecord, ...] = ()


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """Questions, answers and marks."""
    with library.read() as session:
        marks = session.exec(select(SuccessMark).where(SuccessMark.step_id == step_id)).all()
        records = [
            MarkRecord(person=row.participant_id, round=row.round, marked=row.marked, fact=row.fact)
            for row in marks
            if pseudonyms is None
        ]
        answers = written.to_document(session, step_id, things, pseudonyms)
        return CasesDocument(answers=answers, marks=tuple(records)).model_dump(mode="json")


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """What they answered in each round, and what the facilitator marked and wrote of it."""
    whole = exchange_document(library, step_id, {}, pseudonyms=None)
    answers = written.of_person(whole["answers"], participant_id)
    marks = [each for each in whole["marks"] if each["person"] == participant_id]
    return {"answers": answers, "marks": marks} if answers or marks else {}


@implements(Exercise.restore_document)
def restore_document(
    session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int], things: dict[str, str]
) -> None:
    """Write them into an empty step."""
    try:
        read = CasesDocument.model_validate(document)
    except ValidationError as error:
        raise BadFile(tr("The marks of “What worked, what got in the way” can’t be read.")) from error
    written.restore(session, step_id, read.answers, people, things)
    for each in read.marks:
        if each.person not in people:
            raise BadFile(tr("A mark is on somebody who is not among the people of the file."))
        session.add(
            SuccessMark(
                step_id=step_id,
                round=each.round,
                participant_id=people[each.person],
                marked=each.marked,
                fact=one_line(each.fact),
            )
        )


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The schema of both."""
    return written.schema_around(CasesDocument)

"""Its part of a whole workshop's JSON: what everybody told, the editorial board's plan, and the readers.

A withdrawn story is in no file. With pseudonyms no story is: a house knows whose it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator
from sqlmodel import Session, select

from facilitator.errors import BadFile
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.readers import readers
from facilitator.exercises.stories.tables import StoryNamed, StoryProgramme, StoryReader, StoryRow
from facilitator.exercises.stories.told import READS, Said, Story, mail_key, read_stories
from facilitator.i18n import tr
from facilitator.json_files import check_once
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires import document as written
from facilitator.questionnaires.answer_rows import rows
from facilitator.questionnaires.model import TidyRecord
from facilitator.storage.library import Library

Circle = Literal["house", "client", "outside"]


class SaidRecord(TidyRecord):
    """What this person said on a day to a text of a story they are in."""

    person: int
    said: Said
    day: date
    text: str


class StoryRecord(TidyRecord):
    """What the editorial board knows of the story that this person told in a round. `id` is its number in the file."""

    id: int
    person: int
    round: int = Field(1, ge=1)
    agreed_text: str = ""
    week: int | None = Field(None, ge=1)
    retold: bool | None = None
    to_be_read: bool = False
    said: tuple[SaidRecord, ...] = ()


class ReaderRecord(TidyRecord):
    """Somebody who gets the stories: a person of the file, or a name and an address. `id` is a number in the file."""

    id: int
    person: int | None = None
    name: str = ""
    address: str = ""
    circle: Circle = "house"
    joined: date


class StoriesDocument(TidyRecord):
    """`answers` are as every questionnaire has them; `begins` is the day of the first story."""

    answers: dict[str, Any]
    begins: date | None = None
    stories: tuple[StoryRecord, ...] = ()
    readers: tuple[ReaderRecord, ...] = ()

    @model_validator(mode="after")
    def _says_nothing_twice(self) -> "StoriesDocument":
        check_once(*([each.id for each in part] for part in (self.stories, self.readers)))
        check_once((each.person, each.round) for each in self.stories)
        return self


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """What the step asks and what was answered, without withdrawn stories; with pseudonyms no story and no reader."""
    stories = read_stories(library, step_id)
    with library.read() as session:
        answers = written.to_document(session, step_id, things, pseudonyms)
        if pseudonyms is not None:
            for holder, key in ((answers, "nobodys"), *((each, "answers") for each in answers.get("responses", ()))):
                if key in holder:
                    holder[key] = [each for each in holder[key] if each["question"] == READS]
            return StoriesDocument(answers=answers).model_dump(mode="json", exclude_defaults=True)
        gone = {(each.round, each.teller_id) for each in stories if each.is_withdrawn}
        for response in answers.get("responses", ()):
            if any((response.get("round", 1), person) in gone for person in response["people"]):
                response["answers"] = [each for each in response.get("answers", ()) if each["question"] == READS]
        kept = [each for each in stories if not each.is_withdrawn]
        programme = session.get(StoryProgramme, step_id)
        return StoriesDocument(
            answers=answers,
            begins=None if programme is None else programme.begins,
            stories=tuple(_story_records(session, step_id, kept, things)),
            readers=tuple(_reader_records(library, step_id, things)),
        ).model_dump(mode="json", exclude_defaults=True)


def _story_records(
    session: Session, step_id: int, stories: list[Story], things: dict[str, str]
) -> Iterator[StoryRecord]:
    known = {row.response_id: row for row in session.exec(select(StoryRow).where(StoryRow.step_id == step_id))}
    for each in stories:
        number = 1 + sum(word.startswith("story ") for word in things)
        things[mail_key(each.id)] = mail_key(number)
        row = known.get(each.id) or StoryRow(response_id=each.id, step_id=step_id)
        said = session.exec(select(StoryNamed).where(StoryNamed.response_id == each.id)).all()
        yield StoryRecord(
            id=number,
            person=each.teller_id,
            round=each.round,
            agreed_text=row.agreed_text,
            week=row.week,
            retold=row.retold,
            to_be_read=row.to_be_read,
            said=tuple(
                SaidRecord(person=one.participant_id, said=Said(one.said), day=one.day, text=one.text) for one in said
            ),
        )


def _reader_records(library: Library, step_id: int, things: dict[str, str]) -> Iterator[ReaderRecord]:
    for each in readers(library, step_id):
        number = 1 + sum(word.startswith("reader ") for word in things)
        things[f"reader {each.id}"] = f"reader {number}"
        if each.to.participant_id is not None:
            yield ReaderRecord(
                id=number, person=each.to.participant_id, circle=_circle(each.circle), joined=each.joined
            )
        else:
            yield ReaderRecord(
                id=number,
                name=each.to.name,
                address=each.to.address,
                circle=_circle(each.circle),
                joined=each.joined,
            )


def _circle(circle: str) -> Circle:
    return "client" if circle == "client" else "outside" if circle == "outside" else "house"


@implements(Exercise.person_document)
def person_document(library: Library, step_id: int, participant_id: int) -> dict[str, Any]:
    """What they answered, withdrawn stories too, what they said to stories of others, and since when they read them."""
    with library.read() as session:
        answers = written.to_document(session, step_id, {}, None)
        found = written.of_person(answers, participant_id)
        said = session.exec(
            select(StoryNamed, StoryRow)
            .where(StoryNamed.response_id == StoryRow.response_id)
            .where(StoryRow.step_id == step_id, StoryNamed.participant_id == participant_id)
        ).all()
        if said:
            found["said_to_stories"] = [{"said": named.said, "day": named.day.isoformat()} for named, _ in said]
    reading = [each for each in readers(library, step_id) if each.to.participant_id == participant_id]
    if reading:
        found["gets_the_stories_since"] = reading[0].joined.isoformat()
    return found


@implements(Exercise.restore_document)
def restore_document(
    session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int], things: dict[str, str]
) -> None:
    """Write all of it into an empty step."""
    try:
        read = StoriesDocument.model_validate(document)
    except ValidationError as error:
        raise BadFile(tr("The stories of the file can’t be read.")) from error
    written.restore(session, step_id, read.answers, people, things)
    session.flush()
    found = {
        (round_, person): response_id
        for round_, person, response_id in rows(
            session, "SELECT round, participant_id, response_id FROM response_member WHERE step_id = ?", step_id
        )
    }
    if read.begins is not None:
        session.add(StoryProgramme(step_id=step_id, begins=read.begins))
    for each in read.stories:
        story_id = found.get((each.round, _person(people, each.person)))
        if story_id is None:
            raise BadFile(tr("A story of the file is told by somebody who has not answered."))
        things[mail_key(each.id)] = mail_key(story_id)
        known = {key: getattr(each, key) for key in ("agreed_text", "week", "retold", "to_be_read")}
        if each.said or known != {"agreed_text": "", "week": None, "retold": None, "to_be_read": False}:
            # One of which the board knows nothing yet has no row.
            session.add(StoryRow(response_id=story_id, step_id=step_id, **known))
            session.flush()
        for one in each.said:
            session.add(
                StoryNamed(
                    response_id=story_id,
                    participant_id=_person(people, one.person),
                    text=one.text,
                    said=one.said.value,
                    day=one.day,
                )
            )
    for reader in read.readers:
        row = StoryReader(
            step_id=step_id,
            participant_id=None if reader.person is None else _person(people, reader.person),
            name=reader.name,
            address=reader.address,
            circle=reader.circle,
            joined=reader.joined,
        )
        session.add(row)
        session.flush()
        things[f"reader {reader.id}"] = f"reader {row.id}"


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The schema of all of it."""
    return written.schema_around(StoriesDocument)


def _person(people: Mapping[int, int], person: int) -> int:
    if person not in people:
        raise BadFile(tr("A story or a reader of the file is somebody’s who is not among its people."))
    return people[person]

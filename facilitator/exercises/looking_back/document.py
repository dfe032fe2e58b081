"""A step's part of a whole workshop's JSON. Indicators and readings are the workshop's own, beside its actions."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from facilitator.errors import BadFile
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.tables import LookBackSetup
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.storage.library import Library


class StepDocument(Record):
    """Whether nothing before this workshop is looked back at. Which workshop is, is known to its own library alone."""

    starts_afresh: bool = False


@implements(Exercise.exchange_document)
def exchange_document(
    library: Library, step_id: int, things: dict[str, str], *, pseudonyms: Pseudonyms | None
) -> dict[str, Any]:
    """The step's settings."""
    with library.read() as session:
        row = session.get_one(LookBackSetup, step_id)
        return StepDocument(starts_afresh=row.starts_afresh).model_dump()


@implements(Exercise.restore_document)
def restore_document(
    session: Session, step_id: int, document: Mapping[str, Any], people: Mapping[int, int], things: dict[str, str]
) -> None:
    """Write the settings."""
    try:
        read = StepDocument.model_validate(document)
    except ValidationError as error:
        raise BadFile(tr("The settings of “Actions and readings” can’t be read.")) from error
    row = session.get_one(LookBackSetup, step_id)
    row.starts_afresh = read.starts_afresh
    session.add(row)


@implements(Exercise.exchange_schema)
def exchange_schema() -> dict[str, Any]:
    """The schema of the settings."""
    return StepDocument.model_json_schema()

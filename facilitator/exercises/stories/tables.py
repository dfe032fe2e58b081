"""What the editorial board knows of stories. What was told lies where all questionnaires keep it."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


class StoryRow(SQLModel, table=True):
    """How far one story is. A story is a response: with that it goes.

    `agreed_text` is the fingerprint of the text that was agreed, "" before; `week` its place in the programme, from 1.
    `retold` says whether it was told again in a meeting, None where nobody has said. With `to_be_read` somebody who
    was in it has left the roster since.
    """

    __tablename__: ClassVar[str] = "story"
    __table_args__ = (UniqueConstraint("step_id", "week"),)

    response_id: int = Field(sa_column=parent("response.id", primary_key=True))
    step_id: int = Field(sa_column=parent("agenda_step.id", index=False))
    agreed_text: str = ""
    withdrawn: bool = False
    week: int | None = None
    retold: bool | None = None
    to_be_read: bool = False


class StoryNamed(SQLModel, table=True):
    """What somebody who is in a story says to a text of it, by its fingerprint, or that somebody else is meant."""

    __tablename__: ClassVar[str] = "story_named"

    response_id: int = Field(sa_column=parent("response.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    text: str
    said: str
    day: date


class StoryReader(SQLModel, table=True):
    """Somebody who gets the stories by mail, from the week of `joined` on: of the roster, or with an own address."""

    __tablename__: ClassVar[str] = "story_reader"
    __table_args__ = (UniqueConstraint("step_id", "participant_id"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    participant_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("participant.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    name: str = ""
    address: str = ""
    circle: str
    joined: date


class StoryProgramme(SQLModel, table=True):
    """On which day the first story of a step goes out; the others follow week by week."""

    __tablename__: ClassVar[str] = "story_programme"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    begins: date

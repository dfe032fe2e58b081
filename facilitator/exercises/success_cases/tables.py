"""The table of marks. What people answered lies where all questionnaires keep it."""

from typing import ClassVar

from sqlmodel import Field, SQLModel

from facilitator.storage.schema import parent


class SuccessMark(SQLModel, table=True):
    """The facilitator's mark on what somebody answered in a round; `fact` in place of that person's own, if any."""

    __tablename__: ClassVar[str] = "success_mark"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    round: int = Field(primary_key=True)
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    marked: bool = False
    fact: str = ""

"""The table of the actions. They belong to the workshop, so they stay when the step they came from is removed."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


def _loose(target: str) -> "Column[int]":
    return Column(Integer, ForeignKey(target, ondelete="SET NULL"), nullable=True, index=True)


class WorkshopAction(SQLModel, table=True):
    """One promise. Without `owner_id` it is the whole team's.

    `source` is the exercise's own word for what it came from, such as "theme 4", within the step `step_id`.
    """

    __tablename__: ClassVar[str] = "workshop_action"
    __table_args__ = (
        CheckConstraint("status IN ('open', 'kept', 'changed', 'dropped')", name="status_is_known"),
        CheckConstraint("length(what) > 0", name="action_says_what"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    position: int
    what: str
    owner_id: int | None = Field(default=None, sa_column=_loose("participant.id"))
    partner_id: int | None = Field(default=None, sa_column=_loose("participant.id"))
    due: date | None = None
    sign: str = ""
    status: str = "open"
    seen: str = ""
    step_id: int | None = Field(default=None, sa_column=_loose("agenda_step.id"))
    source: str = ""

"""The table of a step's settings. Indicators and readings are the workshop's own: see `facilitator.actions.tables`."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import parent


class LookBackSetup(SQLModel, table=True):
    """Which earlier workshop a step looks back at: that of `earlier_workshop_id`, none, or the one that is found."""

    __tablename__: ClassVar[str] = "look_back_setup"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    earlier_workshop_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("workshop.id", ondelete="SET NULL"), nullable=True, index=True),
    )
    starts_afresh: bool = False

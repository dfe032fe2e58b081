"""The tables of the actions and indicators. They belong to the workshop: they stay when a step is removed."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
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


class Indicator(SQLModel, table=True):
    """By what a workshop sees whether something changes. `weekly` shows its readings as totals of weeks.

    `wanted` is the way it is to go, `source` where the figure comes from, `every` how often it is read.
    """

    __tablename__: ClassVar[str] = "indicator"
    __table_args__ = (
        CheckConstraint("wanted IN ('up', 'down', 'hold')", name="wanted_is_known"),
        CheckConstraint("every IN ('day', 'week', 'month')", name="every_is_known"),
        CheckConstraint("length(what) > 0", name="indicator_says_what"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    position: int
    what: str
    unit: str = ""
    wanted: str = "up"
    baseline: float | None = None
    target: float | None = None
    source: str = ""
    due: date | None = None
    every: str = "week"
    weekly: bool = False


class IndicatorReading(SQLModel, table=True):
    """One value of an indicator, one a day at most. `note` is what else happened."""

    __tablename__: ClassVar[str] = "indicator_reading"
    __table_args__ = (UniqueConstraint("indicator_id", "day"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    indicator_id: int = Field(sa_column=parent("indicator.id", index=False))
    day: date
    value: float
    note: str = ""


class ActionIndicator(SQLModel, table=True):
    """How one will see that an action worked: an action has one indicator at most, which may serve several."""

    __tablename__: ClassVar[str] = "action_indicator"

    action_id: int = Field(sa_column=parent("workshop_action.id", primary_key=True))
    indicator_id: int = Field(sa_column=parent("indicator.id"))

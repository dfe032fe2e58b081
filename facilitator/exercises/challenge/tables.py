"""The tables of the challenge's settings and plans. What became of the cards lies where questionnaires keep it."""

from datetime import date
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


class ChallengeSetup(SQLModel, table=True):
    """How a step's plans are made. `deck` is the whole deck as JSON, so that an edited one changes no plan.

    `weekdays` are digits, 0 for Monday, and `days_off` days with a space between. `most_days` is how many days any plan
    of this step ever had: calendars may hold so many. `plan_round` is the last round in which plans were made, None
    while they still are.
    """

    __tablename__: ClassVar[str] = "challenge_setup"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    days: int = 22
    most_days: int = 22
    starts_on: date | None = None
    weekdays: str = "01234"
    days_off: str = ""
    cue: str = ""
    whose: str = "person"
    without_pc: bool = False
    on_shift: bool = False
    seed: int = 0
    deck: str = ""
    plan_round: int | None = None


class ChallengeDay(SQLModel, table=True):
    """The card of one day of a plan, of a participant's or, without one, of the room's; `place` counts from 0."""

    __tablename__: ClassVar[str] = "challenge_day"
    __table_args__: ClassVar[tuple[object, ...]] = (
        UniqueConstraint("step_id", "participant_id", "place"),
        NEVER_REUSED,
    )

    id: int | None = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id", index=True))
    participant_id: int | None = Field(
        default=None,
        sa_column=Column(Integer, ForeignKey("participant.id", ondelete="CASCADE"), nullable=True, index=True),
    )
    place: int
    card: str

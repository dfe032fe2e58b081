"""What was done in a workshop and when, as the facilitator may want to know afterwards: one line per operation.

A line is written in the transaction of the operation it tells of, so there is none for what was not saved. It holds
the operation's name and points to step and participant; it never holds what was answered, nor the name of a contact.
Answers of one person that come one after the other are one line of each kind with a count, and so is anything else
that is done twice in a row.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from facilitator.storage.changes import Change, Topic
from facilitator.storage.schema import parent

_SAME = timedelta(minutes=5)
"""So long after the last time, the same thing is still counted on the same line."""

# Anything done twice in a row: the last line, if it says the same.
_AGAIN = """
    UPDATE activity SET latest_at = ?, times = times + 1
    WHERE id = (SELECT max(id) FROM activity WHERE workshop_id = ?)
    AND label = ? AND step_id IS ? AND participant_id IS ? AND latest_at > ?
"""
# An answer: the last line that says the same, whatever was done in between.
_ANSWERED_AGAIN = """
    UPDATE activity SET latest_at = ?, times = times + 1
    WHERE id = (
        SELECT max(id) FROM activity
        WHERE workshop_id = ? AND label = ? AND step_id IS ? AND participant_id IS ? AND latest_at > ?
    )
"""
# What is gone is not pointed to: the person may have been removed by the very operation.
_INSERT = """
    INSERT INTO activity (workshop_id, step_id, participant_id, label, began_at, latest_at, times)
    SELECT workshop.id, (SELECT id FROM agenda_step WHERE id = ?), (SELECT id FROM participant WHERE id = ?), ?, ?, ?, 1
    FROM workshop WHERE id = ?
"""


class Activity(SQLModel, table=True):
    """One line of the log of a workshop. `times` is how often it was done between `began_at` and `latest_at`."""

    __tablename__: ClassVar[str] = "activity"

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    step_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("agenda_step.id", ondelete="SET NULL"), index=True)
    )
    participant_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    )
    label: str
    began_at: datetime
    latest_at: datetime
    times: int = 1


def keep(connection: Connection, label: str, changes: Sequence[Change]) -> None:
    """Write the lines of one transaction, one for each workshop that `changes` are about."""
    told: dict[int, Change] = {}
    for change in changes:
        if change.workshop_id is not None:
            told.setdefault(change.workshop_id, change)
    # Naive and in UTC, with all six digits, as SQLAlchemy writes moments.
    moment = datetime.now(UTC).replace(tzinfo=None)
    for workshop_id, change in told.items():
        _keep_line(connection, label, workshop_id, change, moment)


def _keep_line(connection: Connection, label: str, workshop_id: int, change: Change, moment: datetime) -> None:
    at, since = (each.isoformat(" ", "microseconds") for each in (moment, moment - _SAME))
    about = (change.step_id, change.participant_id)
    again = _ANSWERED_AGAIN if change.topic is Topic.ANSWERS else _AGAIN
    if not connection.execute(again, (at, workshop_id, label, *about, since)).rowcount:
        connection.execute(_INSERT, (*about, label, at, at, workshop_id))

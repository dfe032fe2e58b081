"""What was done in a workshop and when, as the facilitator may want to know afterwards: one line per operation.

A line is written in the transaction of the operation it tells of, so there is none for what was not saved. It holds
the operation's name and points to step and participant; it never holds what was answered, nor the name of a contact.
The same thing done again and again, such as one answer after another, is one line with a count.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from facilitator.storage.changes import Change
from facilitator.storage.schema import parent

_SAME = timedelta(minutes=5)
"""So long after the last time, the same thing is still counted on the same line."""

_LAST = """
    SELECT id, label, step_id, participant_id, latest_at FROM activity
    WHERE workshop_id = ? ORDER BY id DESC LIMIT 1
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
    at = moment.isoformat(" ", "microseconds")
    about = (change.step_id, change.participant_id)
    last = connection.execute(_LAST, (workshop_id,)).fetchone()
    again = last is not None and last[1] == label and last[2:4] == about
    if again and moment - datetime.fromisoformat(last[4]) < _SAME:
        connection.execute("UPDATE activity SET latest_at = ?, times = times + 1 WHERE id = ?", (at, last[0]))
        return
    connection.execute(_INSERT, (*about, label, at, at, workshop_id))

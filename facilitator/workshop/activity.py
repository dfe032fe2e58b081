"""The log of a workshop: what was done, when, and about whom of the room. It names no contact and no answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from facilitator.i18n import said_again
from facilitator.storage.journal import Activity
from facilitator.storage.library import REDONE, UNDONE, Library
from facilitator.workshop.tables import AgendaStep, Participant, utc

MOST = 1000
"""Lines that are read at most."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line, moments in UTC. `step` and `participant` are "" where it is about none, or about one who is gone."""

    label: str
    step: str
    participant: str
    began_at: datetime
    latest_at: datetime
    times: int


def activity_of(
    library: Library, workshop_id: int, limit: int | None = MOST, *, participant_id: int | None = None
) -> list[LogLine]:
    """The latest lines, newest first, `limit` of them at most; with a participant those that are about them.

    All are in the language that is spoken now: what was done at the station was noted in that of the room.
    """
    lines = (
        select(Activity, AgendaStep.title, Participant.name)
        .outerjoin(AgendaStep, col(AgendaStep.id) == col(Activity.step_id))
        .outerjoin(Participant, col(Participant.id) == col(Activity.participant_id))
        .where(col(Activity.workshop_id) == workshop_id)
        .order_by(col(Activity.latest_at).desc(), col(Activity.id).desc())
        .limit(limit)
    )
    if participant_id is not None:
        lines = lines.where(col(Activity.participant_id) == participant_id)
    with library.read() as session:
        return [
            LogLine(
                said_again(line.label, UNDONE, REDONE),
                step or "",
                name or "",
                utc(line.began_at),
                utc(line.latest_at),
                line.times,
            )
            for line, step, name in session.exec(lines)
        ]

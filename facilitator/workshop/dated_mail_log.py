"""What became of mails that had a day to go, and who asked to get no more. It holds no text of a mail."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from facilitator.clock import now
from facilitator.storage.schema import NEVER_REUSED, parent


class DatedState(StrEnum):
    """How far one mail is. One that nothing was tried with has no row."""

    PUT_OFF = "queued"
    """To be sent; the server did not take it yet, in the words that are kept."""
    SENDING = "sending"
    """Being handed over. Found later, nobody can say whether it went: it is asked about and not sent by itself."""
    SENT = "sent"
    """The server has taken it."""
    DRAFTED = "drafted"
    """It lies in a file for the facilitator's mail program."""
    REFUSED = "refused"
    """The server has refused it, in the words that are kept."""


GONE = frozenset({DatedState.SENT, DatedState.DRAFTED})


def _of_participant() -> "Column[int]":
    return Column(Integer, ForeignKey("participant.id", ondelete="CASCADE"), nullable=True, index=True)


class DatedMailRow(SQLModel, table=True):
    """One mail of a step to somebody; `recipient` is their word, as `dated_mails.To` has it.

    Of a participant, `participant_id` is set too: with them the row goes.
    """

    __tablename__: ClassVar[str] = "dated_mail"
    __table_args__ = (
        UniqueConstraint("step_id", "key", "recipient"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id", index=False))
    key: str
    recipient: str
    participant_id: int | None = Field(default=None, sa_column=_of_participant())
    address: str
    state: str
    said: str = ""
    changed_at: datetime = Field(default_factory=now)


class MailStop(SQLModel, table=True):
    """Somebody asked to get no more mails of a step."""

    __tablename__: ClassVar[str] = "mail_stop"
    __table_args__ = (
        UniqueConstraint("step_id", "recipient"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id", index=False))
    recipient: str
    participant_id: int | None = Field(default=None, sa_column=_of_participant())
    stopped_at: datetime = Field(default_factory=now)


def stopped_in(session: Session, step_id: int) -> frozenset[str]:
    """The recipients who asked to get no more mails of a step, as `dated_mails.To.recipient` has them."""
    return frozenset(session.exec(select(MailStop.recipient).where(MailStop.step_id == step_id)))


def set_stop(session: Session, step_id: int, recipient: str, participant_id: int | None, *, stopped: bool) -> None:
    """Note that a recipient asked to get no more mails of a step, or wants them again, within a transaction."""
    row = session.exec(select(MailStop).where(MailStop.step_id == step_id, MailStop.recipient == recipient)).first()
    if stopped and row is None:
        session.add(MailStop(step_id=step_id, recipient=recipient, participant_id=participant_id))
    elif row is not None and not stopped:
        session.delete(row)


def forget_reader(session: Session, step_id: int, reader: str) -> None:
    """Forget what went to a reader and whether they asked to stop, within the transaction that removes the reader."""
    for table in (DatedMailRow, MailStop):
        session.exec(delete(table).where(col(table.step_id) == step_id, col(table.recipient) == reader))

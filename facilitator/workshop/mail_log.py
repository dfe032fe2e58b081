"""The log of what was sent to whom. It holds no text of a mail and no password."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import text
from sqlmodel import Field, SQLModel

from facilitator.clock import now
from facilitator.storage.schema import NEVER_REUSED, parent


class MailState(StrEnum):
    """How far one person's mail is."""

    QUEUED = "queued"
    """To be sent; it has certainly not gone."""
    SENDING = "sending"
    """Being handed to the server. Found at a later start, nobody can say whether it went: it is not sent by itself."""
    SENT = "sent"
    """The server has taken it."""
    REFUSED = "refused"
    """The server has refused it, in the words that are kept."""


class Parcel(StrEnum):
    """What goes out by mail, each person's own."""

    HANDOUT = "handout"
    WORKSHEET = "worksheet"


class MailDelivery(SQLModel, table=True):
    """The mail with one participant's handout or worksheet of one round: a row, which the next attempt goes on with."""

    __tablename__: ClassVar[str] = "mail_delivery"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    participant_id: int = Field(sa_column=parent("participant.id"))
    address: str
    state: str = MailState.QUEUED.value
    said: str = ""
    changed_at: datetime = Field(default_factory=now)
    parcel: str = Field(default=Parcel.HANDOUT.value, sa_column_kwargs={"server_default": Parcel.HANDOUT.value})
    round: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    """Of which rounds its content is, as `exercises.steps.Rounds.present` has it; "" for the first."""

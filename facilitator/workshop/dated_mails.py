"""Mails with a day on which each is to go: what there is to go, as an exercise says it each time it is asked.

Nothing here is kept: a mail that is not supplied any more, such as a withdrawn story, does not go. What went is kept in
`workshop.dated_mail_log`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along; `name` is what it is called, with its ending."""

    name: str
    content: bytes
    kind: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one mail, filled in, and what goes along. How to stop is added to them."""

    subject: str
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class To:
    """Who gets a mail: a participant, by id, or an added reader, by the exercise's own word for them.

    `reader` is a word such as "reader 41": for the whole library it is one reader's, and stands among the `things` of
    the exercise's document. Of a participant it is "", and name and address are those of the roster.
    """

    name: str
    address: str
    participant_id: int | None = None
    reader: str = ""

    @property
    def recipient(self) -> str:
        """One word for whoever it is."""
        return self.reader if self.participant_id is None else f"person {self.participant_id}"


@dataclass(frozen=True, slots=True)
class DatedMail:
    """One mail to one recipient.

    `key` says which one it is, such as "week 2" or "story 41": of a key a recipient gets one mail in a step, never two.
    Where it names a thing of the library, that stands among the `things` of the exercise's document. `order` is the
    place among the recipient's mails of this step: none goes before all earlier ones went. `due` is the day from which
    on it goes, and `apart` how many days at least lie between it and the one before, whenever that went.

    `about` says what it is, for a list. `write` makes the words when the mail goes, from what is in the library then,
    in the language that is spoken; it raises Invalid where there is nothing to be said.
    """

    key: str
    to: To
    due: date
    order: int
    about: str
    write: Callable[[], Written]
    apart: int = 0

    @property
    def place(self) -> tuple[int, date, str]:
        """By which the mails of one recipient follow each other."""
        return self.order, self.due, self.key

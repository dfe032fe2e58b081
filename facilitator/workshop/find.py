"""Rows by their id, or a sentence for the person when they are gone."""

from functools import lru_cache
from typing import Annotated, TypeVar
from unicodedata import category

from pydantic import AfterValidator, Field
from sqlmodel import Session, SQLModel

from facilitator.errors import Invalid, NotFound
from facilitator.i18n import tr
from facilitator.text_matching import without_invisible
from facilitator.workshop.tables import AgendaStep, Participant, Workshop

Row = TypeVar("Row", bound=SQLModel)


def find_workshop(session: Session, workshop_id: int) -> Workshop:
    """The workshop, deleted or not; raises NotFound."""
    return _find(session, Workshop, workshop_id, tr("There is no workshop {id} in this library.", id=workshop_id))


def find_participant(session: Session, participant_id: int) -> Participant:
    """The participant; raises NotFound."""
    return _find(session, Participant, participant_id, tr("This person is no longer on the roster."))


def find_step(session: Session, step_id: int) -> AgendaStep:
    """The step; raises NotFound."""
    return _find(session, AgendaStep, step_id, tr("This step is no longer on the agenda."))


@lru_cache(maxsize=65_536)
def one_line(text: str) -> str:
    """`text` as one line: white space of any kind folded to single spaces, none at the ends, no control characters.

    Signs that nobody sees are dropped too; joiners inside words stay.
    """
    # Pasted and typed texts bring them along; SQLite ends a text at a NUL, and no font has a shape for the others.
    kept = text if text.isprintable() else "".join(filter(_is_kept, text))
    line = " ".join(kept.split())
    return line if line.isascii() else " ".join(without_invisible(line).split())


def _is_kept(letter: str) -> bool:
    return letter.isspace() or category(letter) not in ("Cc", "Cs")


def _legible(text: str) -> str:
    if not one_line(text):
        raise ValueError(tr("There is nothing in it that could be read."))
    return text


Legible = Annotated[str, Field(min_length=1), AfterValidator(_legible)]
"""A text of a file in which something is left as one line: white space and signs that nobody sees are not enough."""


def required(text: str, sentence: str) -> str:
    """`text` as one line; raises Invalid with `sentence` when nothing is left."""
    line = one_line(text)
    if not line:
        raise Invalid(sentence)
    return line


def _find(session: Session, table: type[Row], key: int, sentence: str) -> Row:
    row = session.get(table, key)
    if row is None:
        raise NotFound(sentence, table=table.__name__, id=key)
    return row

"""The tables of the Three Question Card, beside those of what a step asks: cards are answers, see `questionnaires`.

Where a step promises that nobody can tell who wrote a card, these rows must not tell either: the place of a card is
then drawn at random, and no row of this exercise holds a time.
"""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


def _or_nobody(target: str, *, ondelete: str) -> "Column[int]":
    return Column(Integer, ForeignKey(target, ondelete=ondelete), nullable=True, index=True)


class CardSetup(SQLModel, table=True):
    """How one step runs the exercise and how far the room is. `template` is where the questions came from.

    `been_read` says that anonymous cards were read, after which further ones would tell whose they are.

    `earlier_step_id` is the reflection that the facilitator chose to look back at; without one and without
    `starts_afresh` it is guessed.
    """

    __tablename__: ClassVar[str] = "card_setup"
    __table_args__ = (
        CheckConstraint("phase IN ('collect', 'reveal', 'gather', 'vote', 'decide')", name="phase_is_known"),
        CheckConstraint("dots BETWEEN 1 AND 20", name="everybody_has_some_dots"),
    )

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    template: str
    phase: str = "collect"
    dots: int = 3
    several: bool = True
    earlier_step_id: int | None = Field(default=None, sa_column=_or_nobody("agenda_step.id", ondelete="SET NULL"))
    starts_afresh: bool = False
    been_read: bool = False


class CardTheme(SQLModel, table=True):
    """What several cards have in common, as the room named it."""

    __tablename__: ClassVar[str] = "card_theme"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    position: int
    name: str


class CardMark(SQLModel, table=True):
    """What the room has done with a card, an answer of the step; one that it has done nothing with has none of these.

    `place` is the order among the cards to a question of those that had one before they were answers; None where they
    stand as they were written, anonymous ones by chance. An anonymous one that came after the others had been read,
    which are marked, is held back from everybody until enough people came: without a mark, or as `held`.
    """

    __tablename__: ClassVar[str] = "card_mark"

    answer_id: int = Field(sa_column=parent("answer.id", primary_key=True))
    place: int | None = None
    theme_id: int | None = Field(default=None, sa_column=_or_nobody("card_theme.id", ondelete="SET NULL"))
    hidden: bool = False
    held: bool = False


class CardReview(SQLModel, table=True):
    """What the reflection of `step_id` found to have become of an improvement, a theme or a card, of an earlier one."""

    __tablename__: ClassVar[str] = "card_review"
    __table_args__ = (
        CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="a_review_is_of_one_thing"),
        CheckConstraint("status IN ('open', 'kept', 'changed', 'dropped')", name="review_status_is_known"),
        UniqueConstraint("step_id", "theme_id"),
        UniqueConstraint("step_id", "card_id"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    theme_id: int | None = Field(default=None, sa_column=_or_nobody("card_theme.id", ondelete="CASCADE"))
    card_id: int | None = Field(default=None, sa_column=_or_nobody("answer.id", ondelete="CASCADE"))
    status: str = "open"
    seen: str = ""


class CardDots(SQLModel, table=True):
    """Dots on a theme or on a card of no theme: of one participant, or counted in the room where there is none."""

    __tablename__: ClassVar[str] = "card_dots"
    __table_args__ = (
        CheckConstraint("(theme_id IS NULL) <> (card_id IS NULL)", name="dots_lie_on_one_thing"),
        CheckConstraint("dots > 0", name="some_dots"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    participant_id: int | None = Field(default=None, sa_column=_or_nobody("participant.id", ondelete="CASCADE"))
    theme_id: int | None = Field(default=None, sa_column=_or_nobody("card_theme.id", ondelete="CASCADE"))
    card_id: int | None = Field(default=None, sa_column=_or_nobody("answer.id", ondelete="CASCADE"))
    dots: int

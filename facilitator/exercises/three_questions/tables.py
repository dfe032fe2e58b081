"""The tables of the Three Question Card.

Where a step promises that nobody can tell who wrote a card, these rows must not tell either: a card then has no
author, its id and its place are drawn at random, so that neither the order of the rows nor a number tells when it
came, and no row of this exercise holds a time. Who has sent a card is a tick of its own that points at no card.
"""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


def _or_nobody(target: str, *, ondelete: str) -> "Column[int]":
    return Column(Integer, ForeignKey(target, ondelete=ondelete), nullable=True, index=True)


class CardSetup(SQLModel, table=True):
    """How one step runs the exercise and how far the room is. `template` is where the prompts came from.

    `been_read` says that anonymous cards were read, after which further ones would tell whose they are.

    `earlier_step_id` is the reflection that the facilitator chose to look back at; without one and without
    `starts_afresh` it is guessed.
    """

    __tablename__: ClassVar[str] = "card_setup"
    __table_args__ = (
        CheckConstraint("names IN ('signed', 'initials', 'anonymous')", name="names_are_shown_in_a_known_way"),
        CheckConstraint("phase IN ('collect', 'reveal', 'gather', 'vote', 'decide')", name="phase_is_known"),
        CheckConstraint("dots BETWEEN 1 AND 20", name="everybody_has_some_dots"),
        CheckConstraint("together IN ('alone', 'pairs', 'teams')", name="people_write_in_a_known_way"),
    )

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    template: str
    names: str = "signed"
    phase: str = "collect"
    dots: int = 3
    several: bool = True
    together: str = "alone"
    earlier_step_id: int | None = Field(default=None, sa_column=_or_nobody("agenda_step.id", ondelete="SET NULL"))
    starts_afresh: bool = False
    been_read: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class CardPrompt(SQLModel, table=True):
    """One question of the card. `label` heads its column on the wall.

    What is answered to a question that `looks_ahead` is looked at again in the next reflection.
    """

    __tablename__: ClassVar[str] = "card_prompt"
    __table_args__ = (UniqueConstraint("step_id", "position"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    position: int
    label: str
    question: str
    help: str = ""
    looks_ahead: bool = False


class CardTheme(SQLModel, table=True):
    """What several cards have in common, as the room named it."""

    __tablename__: ClassVar[str] = "card_theme"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    position: int
    name: str


class Card(SQLModel, table=True):
    """One answer to one prompt. Without `sent` it is a draft that only its writer sees.

    An anonymous one that came after the others had been read is `held` back from everybody until enough people came.

    `author_id` is empty for an anonymous card and for one that the facilitator wrote down for the room.
    """

    __tablename__: ClassVar[str] = "card"

    id: int = Field(default=None, primary_key=True)
    prompt_id: int = Field(sa_column=parent("card_prompt.id"))
    author_id: int | None = Field(default=None, sa_column=_or_nobody("participant.id", ondelete="CASCADE"))
    theme_id: int | None = Field(default=None, sa_column=_or_nobody("card_theme.id", ondelete="SET NULL"))
    place: int
    text: str
    sent: bool = False
    hidden: bool = False
    held: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class CardFromSheet(SQLModel, table=True):
    """This card came from the place `number` below its question on this participant's worksheet, where it read `text`.

    Never of an anonymous card: those are on no sheet that bears a name.
    """

    __tablename__: ClassVar[str] = "card_from_sheet"

    card_id: int = Field(sa_column=parent("card.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id"))
    number: int
    text: str


class CardTick(SQLModel, table=True):
    """This participant has begun and, with `sent`, has handed in: nothing about which cards."""

    __tablename__: ClassVar[str] = "card_tick"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    sent: bool = False


class CardPartner(SQLModel, table=True):
    """This participant writes together with `lead_id`, in whose name the tick and the cards of both are kept."""

    __tablename__: ClassVar[str] = "card_partner"
    __table_args__ = (CheckConstraint("participant_id <> lead_id", name="nobody_is_their_own_partner"),)

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    lead_id: int = Field(sa_column=parent("participant.id"))


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
    card_id: int | None = Field(default=None, sa_column=_or_nobody("card.id", ondelete="CASCADE"))
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
    card_id: int | None = Field(default=None, sa_column=_or_nobody("card.id", ondelete="CASCADE"))
    dots: int

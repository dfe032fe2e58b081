"""The tables of questionnaires and answers.

What a step asks is a document for each of its versions; the keys of its questions and options are rows as well. So
the file itself refuses an answer to nothing, also when an undo takes back what the answer stands on. Who answers is a
membership of a response, and an anonymous answer belongs to no response: its id and its place are drawn, and no row
holds a time.
"""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Integer, text
from sqlmodel import Field, SQLModel

from facilitator.storage.schema import NEVER_REUSED, parent


def _or_none(target: str, *, index: bool = False) -> "Column[int]":
    return Column(Integer, ForeignKey(target, ondelete="CASCADE"), nullable=True, index=index)


class QuestionnaireRow(SQLModel, table=True):
    """What a step asks now: which version. `source` names the bundled set that it came from, "" for none."""

    __tablename__: ClassVar[str] = "questionnaire"
    __table_args__ = (
        CheckConstraint("version >= 1", name="versions_count_from_1"),
        CheckConstraint("round >= 1", name="rounds_count_from_1"),
    )

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    version: int = 1
    round: int = 1
    source: str = ""
    is_open: bool = True


class QuestionnaireVersion(SQLModel, table=True):
    """What a step asks in one of its versions, as JSON. None goes that somebody has answered."""

    __tablename__: ClassVar[str] = "questionnaire_version"

    step_id: int = Field(sa_column=parent("questionnaire.step_id", primary_key=True))
    version: int = Field(primary_key=True)
    document: str


class QuestionnaireKey(SQLModel, table=True):
    """A question of the step's document (`option` is "") or one of its options: what answers may point to."""

    __tablename__: ClassVar[str] = "questionnaire_key"

    step_id: int = Field(sa_column=parent("questionnaire.step_id", primary_key=True))
    question: str = Field(primary_key=True)
    option: str = Field(default="", primary_key=True)


class ResponseRow(SQLModel, table=True):
    """What one person, pair or team answers in one round; it goes with the last of them (a trigger of the file)."""

    __tablename__: ClassVar[str] = "response"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("questionnaire.step_id"))
    round: int
    sent: bool = False


class ResponseMember(SQLModel, table=True):
    """This participant is one of those who give a response: one a round."""

    __tablename__: ClassVar[str] = "response_member"

    step_id: int = Field(sa_column=parent("questionnaire.step_id", primary_key=True))
    round: int = Field(primary_key=True)
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    response_id: int = Field(sa_column=parent("response.id"))


class NamedTeam(SQLModel, table=True):
    """A team that somebody named. `name` is what it was called then: what it is called now, its members tell."""

    __tablename__: ClassVar[str] = "named_team"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    name: str


class NamedTeamMember(SQLModel, table=True):
    """This participant was in the team when it was named."""

    __tablename__: ClassVar[str] = "named_team_member"

    team_id: int = Field(sa_column=parent("named_team.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))


class AnswerRow(SQLModel, table=True):
    """One answered value. Without `sent` it is a draft; without a response it is nobody's.

    `place` is its order among the answers to the question, in a rank the rank from 0. `about` is the answer that it
    is about, and `version` that of the questionnaire when it was given.
    """

    __tablename__: ClassVar[str] = "answer"
    __table_args__ = (
        CheckConstraint(
            "(option <> '') + (word IS NOT NULL) + (number IS NOT NULL) + (day IS NOT NULL) + (person_id IS NOT NULL)"
            " + (team_id IS NOT NULL) + (missing IS NOT NULL) - (option <> '' AND number IS NOT NULL) = 1",
            name="an_answer_is_one_value",
        ),
        CheckConstraint("missing IN ('skipped', 'declined', 'not_applicable')", name="missing_is_of_a_known_kind"),
        ForeignKeyConstraint(
            ["step_id", "question", "option"],
            ["questionnaire_key.step_id", "questionnaire_key.question", "questionnaire_key.option"],
            name="fk_answer_key",
        ),
        ForeignKeyConstraint(
            ["step_id", "version"],
            ["questionnaire_version.step_id", "questionnaire_version.version"],
            name="fk_answer_version",
        ),
        Index("ix_answer_key", "step_id", "question", "option"),
        Index("uq_answer_place", "response_id", "question", "place", unique=True, sqlite_where=text("about IS NULL")),
        Index("uq_answer_about", "about", "question", "place", unique=True, sqlite_where=text("about IS NOT NULL")),
        Index("ix_answer_person_id", "person_id", sqlite_where=text("person_id IS NOT NULL")),
        Index("ix_answer_team_id", "team_id", sqlite_where=text("team_id IS NOT NULL")),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("questionnaire.step_id", index=False))
    response_id: int | None = Field(default=None, sa_column=_or_none("response.id", index=True))
    question: str
    option: str = ""
    about: int | None = Field(default=None, sa_column=_or_none("answer.id"))
    place: int
    word: str | None = None
    number: float | None = None
    day: date | None = None
    person_id: int | None = Field(default=None, sa_column=_or_none("participant.id"))
    team_id: int | None = Field(default=None, sa_column=_or_none("named_team.id"))
    missing: str | None = None
    sent: bool = False
    version: int


class AnswerSource(SQLModel, table=True):
    """This answer came from the field `place` of this participant's worksheet, where it read `text`.

    Never of an anonymous answer: those are on no sheet that bears a name.
    """

    __tablename__: ClassVar[str] = "answer_source"

    answer_id: int = Field(sa_column=parent("answer.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id"))
    place: str
    text: str

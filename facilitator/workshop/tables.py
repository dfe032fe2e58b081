"""The tables of workshops, people and agendas. Exercises keep theirs beside their own code."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator
from sqlalchemy import CheckConstraint, Column, ForeignKey, text
from sqlmodel import Field, SQLModel

from facilitator.clock import now
from facilitator.storage.schema import NEVER_REUSED, parent


def utc(moment: datetime) -> datetime:
    """A moment as it comes back from the library, which keeps no zone, as one of UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(utc)]
"""A moment in a file, which is one of UTC where it names no zone."""


class Workshop(SQLModel, table=True):
    """One meeting of a room of people. Deleted ones keep their row until they are erased for good."""

    __tablename__: ClassVar[str] = "workshop"
    __table_args__ = (CheckConstraint("length(title) > 0", name="workshop_has_a_title"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    title: str
    client: str = ""
    facilitator: str = ""
    place: str = ""
    held_on: date | None = None
    follow_up: date | None = None
    """The day on which what was agreed is looked back on."""
    language: str = "en"
    created_at: datetime = Field(default_factory=now)
    deleted_at: datetime | None = None


class Participant(SQLModel, table=True):
    """A person in the room. In the network exercise, the ego.

    `given_name` is the part of the name by which letters greet, where a list said which one it is; "" elsewhere.
    """

    __tablename__: ClassVar[str] = "participant"
    __table_args__ = (CheckConstraint("length(name) > 0", name="participant_has_a_name"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    position: int
    name: str
    email: str = ""
    team: str = ""
    location: str = ""
    level: str = ""
    given_name: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class SamePerson(SQLModel, table=True):
    """A participant who was in an earlier workshop as `earlier_id`, confirmed by the facilitator."""

    __tablename__: ClassVar[str] = "same_person"
    __table_args__ = (CheckConstraint("participant_id <> earlier_id", name="nobody_is_their_own_past"),)

    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True))
    earlier_id: int = Field(sa_column=parent("participant.id"))


class OtherPerson(SQLModel, table=True):
    """A participant who is not the `earlier_id` of another workshop, however alike: never proposed again."""

    __tablename__: ClassVar[str] = "other_person"

    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True))
    earlier_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))


class StepKind(StrEnum):
    """What a step of the agenda is: an exercise that collects answers, or time for something else."""

    EXERCISE = "exercise"
    TALK = "talk"
    DEBRIEF = "debrief"
    BREAK = "break"


class AgendaStep(SQLModel, table=True):
    """One step of a workshop's agenda.

    `exercise` is the kind of the exercise for steps of kind EXERCISE and empty for all others. A step that has
    been left has `ended_at`; the one being run has `started_at` only.
    """

    __tablename__: ClassVar[str] = "agenda_step"
    __table_args__ = (
        CheckConstraint("minutes >= 0", name="step_takes_no_negative_time"),
        CheckConstraint("(kind = 'exercise') = (length(exercise) > 0)", name="exercise_steps_name_their_exercise"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    position: int
    kind: str = StepKind.TALK.value
    exercise: str = ""
    title: str
    minutes: int = 10
    notes: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None


class StepRun(SQLModel, table=True):
    """A stretch of time in which a step was run; a step that was gone back to has several. The last one may be open.

    The timer is kept here, so that it goes on after a restart: it counts from `started_at`, without the time in which
    it was paused, to the step's minutes and `added_seconds`. `paused_at` is set while it is paused.
    """

    __tablename__: ClassVar[str] = "step_run"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    started_at: datetime = Field(default_factory=now)
    ended_at: datetime | None = None
    added_seconds: int = 0
    paused_at: datetime | None = None
    paused_seconds: float = 0.0


class AgendaTemplate(SQLModel, table=True):
    """Marks a workshop as a template: it is never listed or run, and lends its agenda and settings to new ones."""

    __tablename__: ClassVar[str] = "agenda_template"

    workshop_id: int = Field(sa_column=parent("workshop.id", primary_key=True))


class NameConsent(SQLModel, table=True):
    """A participant agreed that the room may read their name beside their answers to one step."""

    __tablename__: ClassVar[str] = "name_consent"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    agreed_at: datetime = Field(default_factory=now)


class StoredPreference(SQLModel, table=True):
    """A choice that belongs to this library rather than to one workshop; `value` is JSON."""

    __tablename__: ClassVar[str] = "preference"

    key: str = Field(primary_key=True)
    value: str


class WorkshopPlan(SQLModel, table=True):
    """What the facilitator plans for a workshop as a whole; a workshop without such a row is planned as usual.

    `people` is how many are expected, empty for those on the roster; `stations` how many can answer at a time. What
    the guide says of the time before the workshop: see `StepPlan`.
    """

    __tablename__: ClassVar[str] = "workshop_plan"
    __table_args__ = (
        CheckConstraint("stations BETWEEN 1 AND 99", name="there_is_a_station"),
        CheckConstraint("people > 0", name="somebody_is_expected"),
    )

    workshop_id: int = Field(sa_column=parent("workshop.id", primary_key=True))
    people: int | None = None
    stations: int = 1
    page: str = ""
    say: str | None = None
    ask: str | None = None
    watch: str | None = None
    if_so: str | None = None
    words: str | None = None


class StepPlan(SQLModel, table=True):
    """What the facilitator plans for one step.

    `way` is the way in, one of those its exercise knows, "" for the usual one. `page` names the page of the guide that
    comes with the program, "" for the usual one of such a step; a field of the guide that is not empty was reworded
    by the facilitator, an empty text among them.
    """

    __tablename__: ClassVar[str] = "step_plan"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    way: str = ""
    page: str = ""
    say: str | None = None
    ask: str | None = None
    watch: str | None = None
    if_so: str | None = None
    words: str | None = None


class DataProtection(SQLModel, table=True):
    """What was promised about the data of one workshop; without a row nothing was chosen, see `data_protection`.

    With `agreement` the works agreement profile holds. `keep_until` is the day on which the workshop is erased, None
    for the usual one. `names_removed_at` is when the names of people outside the roster were taken out.
    """

    __tablename__: ClassVar[str] = "data_protection"

    workshop_id: int = Field(sa_column=parent("workshop.id", primary_key=True))
    agreement: bool = False
    responsible: str = ""
    contact: str = ""
    keep_until: date | None = None
    names_removed_at: datetime | None = None


class NoticeReading(SQLModel, table=True):
    """A participant went past the notice: which version of it, in which language, and the day it promised."""

    __tablename__: ClassVar[str] = "notice_reading"

    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True))
    version: str
    language: str
    keep_until: date
    read_at: datetime = Field(default_factory=now)


class CountedConsent(SQLModel, table=True):
    """A participant agreed to be counted where others name them; without a row they are nobody of the room there."""

    __tablename__: ClassVar[str] = "counted_consent"

    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True))
    agreed_at: datetime = Field(default_factory=now)


class Deletion(SQLModel, table=True):
    """A line of the record of deletion. It stays when its workshop is gone, and names neither it nor anybody in it."""

    __tablename__: ClassVar[str] = "deletion"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    happened_at: datetime = Field(default_factory=now)
    workshop_id: int
    held_on: date | None = None
    what: str
    count: int
    by: str


class HandoutFile(SQLModel, table=True):
    """A file with one participant's handout that this program wrote, to be deleted once the handout is delivered.

    `digest` is the SHA-256 of what was written: a file that was changed since is somebody's own.
    """

    __tablename__: ClassVar[str] = "handout_file"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True)
    participant_id: int = Field(sa_column=parent("participant.id"))
    path: str
    digest: str


class StationFile(SQLModel, table=True):
    """A file that makes another computer a station of this workshop. `id` is drawn, and says nothing."""

    __tablename__: ClassVar[str] = "station_file"

    id: str = Field(primary_key=True)
    workshop_id: int = Field(sa_column=parent("workshop.id"))
    made_at: datetime = Field(default_factory=now)


class StationAnswer(SQLModel, table=True):
    """What came of a participant from a station, in a step, the last time: its hash, keyed with the station's id."""

    __tablename__: ClassVar[str] = "station_answer"

    station_id: str = Field(sa_column=Column(ForeignKey("station_file.id", ondelete="CASCADE"), primary_key=True))
    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True, index=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    digest: str


class StationLoose(SQLModel, table=True):
    """An anonymous answer that came from a station, by a word that was drawn for it: not which one, nor from where."""

    __tablename__: ClassVar[str] = "station_loose"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    token: str = Field(primary_key=True)


class StationHome(SQLModel, table=True):
    """Of a workshop that is a station of another computer's: which one, as JSON; see `sharing.stations`."""

    __tablename__: ClassVar[str] = "station_home"

    workshop_id: int = Field(sa_column=parent("workshop.id", primary_key=True))
    document: str

"""The tables of the network exercise.

An answer is a row: a rating per contact and factor, or a count per factor and code. A code is a positive number,
1 first; the kinds of missing answers are negative numbers (`factors.Missing`), and what was not asked yet has no
row. The questions are copied into the workshop when a step is set up, so that it keeps the set it was run with.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from facilitator.clock import now
from facilitator.storage.schema import NEVER_REUSED, parent

_A_CODE = "code BETWEEN 1 AND 99 OR code BETWEEN -3 AND -1"


class NetworkSetup(SQLModel, table=True):
    """How one step runs the exercise. `factor_set` is the template the questions came from.

    `team` and `department` are what these are called here, empty where the usual words do.
    """

    __tablename__: ClassVar[str] = "network_setup"
    __table_args__ = (
        CheckConstraint("offers_contact OR offers_tally", name="some_way_in_is_offered"),
        CheckConstraint("1 <= fewest AND fewest <= most", name="range_of_contacts_is_a_range"),
    )

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    factor_set: str
    offers_contact: bool = True
    offers_tally: bool = True
    fewest: int = 10
    most: int = 15
    team: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    department: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class NetworkFactor(SQLModel, table=True):
    """One question of one step. `confirmed` is a JSON object: words of files, and the answers that they mean."""

    __tablename__: ClassVar[str] = "network_factor"
    __table_args__ = (
        UniqueConstraint("step_id", "key"),
        CheckConstraint("kind IN ('distance', 'strength', 'nominal', 'reliance')", name="factor_is_of_a_known_kind"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    position: int
    key: str
    label: str
    question: str
    kind: str
    not_comparable: str | None = None
    internal: int | None = None
    active: bool = True
    private: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    axis: bool = Field(default=True, sa_column_kwargs={"server_default": "1"})
    confirmed: str = Field(default="{}", sa_column_kwargs={"server_default": "{}"})


class NetworkCode(SQLModel, table=True):
    """One answer that a question offers. `yearly` is how many interactions a year it stands for, where it does."""

    __tablename__: ClassVar[str] = "network_code"
    __table_args__ = (CheckConstraint("code BETWEEN 1 AND 99", name="codes_count_from_1"),)

    factor_id: int = Field(sa_column=parent("network_factor.id", primary_key=True))
    code: int = Field(primary_key=True)
    label: str
    yearly: float | None = None


class PersonalNetwork(SQLModel, table=True):
    """One participant's list in one step and round.

    `entry` says which way in was chosen last ("contact", "tally", or empty before); answers of the other way are
    kept. `size` is the length of the list on paper, for the tally only.
    """

    __tablename__: ClassVar[str] = "personal_network"
    __table_args__ = (
        UniqueConstraint("step_id", "participant_id", "round"),
        CheckConstraint("entry IN ('', 'contact', 'tally')", name="entry_is_a_known_way_in"),
        CheckConstraint("size >= 0", name="list_has_no_negative_length"),
        NEVER_REUSED,
    )

    id: int = Field(default=None, primary_key=True)
    step_id: int = Field(sa_column=parent("agenda_step.id"))
    participant_id: int = Field(sa_column=parent("participant.id"))
    round: int = 1
    entry: str = ""
    size: int = 0
    accepted_notice_at: datetime | None = None
    started_at: datetime = Field(default_factory=now)
    finished_at: datetime | None = None


class Contact(SQLModel, table=True):
    """One person on a list: the alter. `label` is whatever the participant wrote, often only initials."""

    __tablename__: ClassVar[str] = "network_contact"
    __table_args__ = NEVER_REUSED

    id: int = Field(default=None, primary_key=True)
    network_id: int = Field(sa_column=parent("personal_network.id"))
    position: int
    label: str


class Rating(SQLModel, table=True):
    """What a participant answered to one question about one contact."""

    __tablename__: ClassVar[str] = "network_rating"
    __table_args__ = (CheckConstraint(_A_CODE, name="rating_is_a_code"),)

    contact_id: int = Field(sa_column=parent("network_contact.id", primary_key=True))
    factor_id: int = Field(sa_column=parent("network_factor.id", primary_key=True, index=True))
    code: int


class TallyCount(SQLModel, table=True):
    """How many people of a list fall into one code of one question."""

    __tablename__: ClassVar[str] = "network_tally"
    __table_args__ = (
        CheckConstraint(_A_CODE, name="tally_is_of_a_code"),
        CheckConstraint("count >= 0", name="tally_counts_people"),
    )

    network_id: int = Field(sa_column=parent("personal_network.id", primary_key=True))
    factor_id: int = Field(sa_column=parent("network_factor.id", primary_key=True, index=True))
    code: int = Field(primary_key=True)
    count: int


class TieGrid(SQLModel, table=True):
    """A list whose owner said which of its contacts know each other; without a row that was never asked."""

    __tablename__: ClassVar[str] = "network_tie_grid"

    network_id: int = Field(sa_column=parent("personal_network.id", primary_key=True))


class ContactTie(SQLModel, table=True):
    """Two contacts of one list who know each other, the one with the lower id first."""

    __tablename__: ClassVar[str] = "network_tie"
    __table_args__ = (CheckConstraint("low_id < high_id", name="tie_joins_two_contacts"),)

    low_id: int = Field(sa_column=parent("network_contact.id", primary_key=True))
    high_id: int = Field(sa_column=parent("network_contact.id", primary_key=True, index=True))


class ContactMatch(SQLModel, table=True):
    """A contact who is a participant of the same workshop, confirmed by a person."""

    __tablename__: ClassVar[str] = "network_match"

    contact_id: int = Field(sa_column=parent("network_contact.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id"))


class RefusedMatch(SQLModel, table=True):
    """A contact who is not this participant, however alike their names are: never proposed again."""

    __tablename__: ClassVar[str] = "network_refused_match"

    contact_id: int = Field(sa_column=parent("network_contact.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))


class NetworkRound(SQLModel, table=True):
    """A round of a step. The first one has a row only where it has a title; the latest is the one that is entered."""

    __tablename__: ClassVar[str] = "network_round"
    __table_args__ = (CheckConstraint("round >= 1", name="rounds_count_from_1"),)

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    round: int = Field(primary_key=True)
    title: str = ""
    started_at: datetime = Field(default_factory=now)


class KeptContact(SQLModel, table=True):
    """A contact that was copied from the list of an earlier round, whatever it is called now."""

    __tablename__: ClassVar[str] = "network_kept_contact"

    contact_id: int = Field(sa_column=parent("network_contact.id", primary_key=True))
    earlier_id: int = Field(sa_column=parent("network_contact.id"))


class NetworkAnalysis(SQLModel, table=True):
    """What a step asks and shows beyond its questions; without a row, the defaults.

    `asks_ties` offers the grid of who knows whom at the station. `smallest_group` is how many people a team, place or
    level needs to be shown apart. With `carries_over`, who was recognised from an earlier workshop begins with the list
    that they had there. Without `outside_matters` it is not spoken of that nobody beyond the organisation is on a list.
    With `shows_roles` the facilitator sees the part in the room's network of those who agreed; with `asks_load` each is
    asked whether they are asked for more than they can give. With `action_later` the station asks for one thing to do
    once somebody comes back.
    """

    __tablename__: ClassVar[str] = "network_analysis"
    __table_args__ = (CheckConstraint("smallest_group >= 3", name="no_group_of_fewer_than_3"),)

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    asks_ties: bool = False
    smallest_group: int = 5
    carries_over: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    outside_matters: bool = Field(default=True, sa_column_kwargs={"server_default": "1"})
    shows_roles: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    asks_load: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    action_later: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class NetworkOwnAction(SQLModel, table=True):
    """What the owner of a list is going to do; `partner` is a role, `sign` what will be seen."""

    __tablename__: ClassVar[str] = "network_own_action"

    network_id: int = Field(sa_column=parent("personal_network.id", primary_key=True))
    what: str = ""
    day: date | None = None
    partner: str = ""
    sign: str = ""


class RoleConsent(SQLModel, table=True):
    """A participant agreed that the facilitator sees their part in the room's network."""

    __tablename__: ClassVar[str] = "network_role_consent"

    step_id: int = Field(sa_column=parent("agenda_step.id", primary_key=True))
    participant_id: int = Field(sa_column=parent("participant.id", primary_key=True, index=True))
    agreed_at: datetime = Field(default_factory=now)


class NetworkLoad(SQLModel, table=True):
    """Whether the owner of a list is asked for more than they can give: 1 hardly ever, 2 now and then, 3 often."""

    __tablename__: ClassVar[str] = "network_load"
    __table_args__ = (CheckConstraint("answer BETWEEN 1 AND 3", name="load_is_an_answer"),)

    network_id: int = Field(sa_column=parent("personal_network.id", primary_key=True))
    answer: int

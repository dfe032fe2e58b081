"""For how many people a workshop is planned, at how many stations, by which way in: what its times are worked out from.

The arithmetic of a queue is here; how long one person takes is data of each exercise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from sqlalchemy import func
from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step, find_workshop
from facilitator.workshop.tables import AgendaStep, Participant, StepPlan, WorkshopPlan

MOST_STATIONS = 99
MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people, of whom as many answer at a time as there are stations."""

    people: int
    stations: int = 1

    def queue_minutes(self, each: float) -> float:
        """Minutes until the last one has answered, when everybody takes `each`: ceil(people / stations) × each."""
        return ceil(self.people / self.stations) * each


@dataclass(frozen=True, slots=True)
class AnswerMode:
    """A way in which answers come in, such as "by tally at the station"."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class TimeNeeded:
    """Whole minutes that a step needs, and how they come about, in a sentence that says whose figures they are.

    `queue` is the part of it in which people wait for a station: none of it on paper.
    """

    minutes: int
    how: str
    queue: float = 0.0


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What was chosen for one workshop.

    `expected` is how many people are expected, None for as many as are `on_roster`. `modes` holds the way in of each
    step for which one was chosen, by the step's id.
    """

    stations: int
    expected: int | None
    on_roster: int
    modes: Mapping[int, str]

    @property
    def crowd(self) -> Crowd:
        """The people that are planned for; nobody while the roster is empty and no number was given."""
        return Crowd(self.on_roster if self.expected is None else self.expected, self.stations)


def room_plan(library: Library, workshop_id: int) -> RoomPlan:
    """What was chosen for a workshop. Raises NotFound."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        plan = session.get(WorkshopPlan, workshop_id)
        people = select(func.count()).where(col(Participant.workshop_id) == workshop_id)
        plans = select(StepPlan).join(AgendaStep).where(col(AgendaStep.workshop_id) == workshop_id)
        return RoomPlan(
            stations=plan.stations if plan is not None else 1,
            expected=plan.people if plan is not None else None,
            on_roster=session.exec(people).one(),
            modes={each.step_id: each.way for each in session.exec(plans) if each.way},
        )


def plan_room(
    library: Library,
    workshop_id: int,
    *,
    stations: int,
    expected: int | None,
    modes: Mapping[int, str] | None = None,
    minutes: Mapping[int, int] | None = None,
) -> Done[None]:
    """Choose stations, people, and the ways in of these steps, and set the `minutes` of these steps: one operation.

    Raises Invalid for a number of stations outside 1 to 99, for people outside 1 to 10,000, and for minutes that a
    step can't take.
    """
    if not 1 <= stations <= MOST_STATIONS:
        raise Invalid(tr("There are between 1 and {most} stations.", most=MOST_STATIONS))
    if expected is not None and not 1 <= expected <= MOST_PEOPLE:
        raise Invalid(tr("Between 1 and {most} people can be planned for.", most=MOST_PEOPLE))
    with library.change(tr("Plan people, stations and time"), Change(Topic.AGENDA, workshop_id)) as change:
        find_workshop(change.session, workshop_id)
        plan = workshop_plan(change.session, workshop_id)
        plan.stations, plan.people = stations, expected
        change.session.add(plan)
        for step_id, mode in (modes or {}).items():
            choose_answer_mode(change.session, step_id, mode)
        for step_id, wanted in (minutes or {}).items():
            if not 0 <= wanted <= 24 * 60:
                raise Invalid(tr("A step takes between 0 minutes and a day."), minutes=wanted)
            step = find_step(change.session, step_id)
            step.minutes = wanted
            change.session.add(step)
    return change.done(None)


def choose_answer_mode(session: Session, step_id: int, mode: str) -> None:
    """Plan a step by this way in, "" for its usual one, within the caller's transaction."""
    plan = step_plan(session, step_id)
    if plan.way != mode:
        plan.way = mode
        session.add(plan)


def workshop_plan(session: Session, workshop_id: int) -> WorkshopPlan:
    """The row of a workshop; a new one, which is not added yet, where there is none."""
    return session.get(WorkshopPlan, workshop_id) or WorkshopPlan(workshop_id=workshop_id)


def step_plan(session: Session, step_id: int) -> StepPlan:
    """The row of a step; a new one, which is not added yet, where there is none."""
    return session.get(StepPlan, step_id) or StepPlan(step_id=step_id)


def copy_workshop_plan(session: Session, source_id: int, target_id: int, *, people: bool) -> None:
    """Give one workshop the plan of another one; with `people` for as many people."""
    plan = session.get(WorkshopPlan, source_id)
    if plan is not None:
        kept = {"workshop_id"} if people else {"workshop_id", "people"}
        session.add(WorkshopPlan(**plan.model_dump(exclude=kept), workshop_id=target_id))


def copy_step_plan(session: Session, source_step: int, target_step: int) -> None:
    """Give one step the plan of another."""
    plan = session.get(StepPlan, source_step)
    if plan is not None:
        session.add(StepPlan(**plan.model_dump(exclude={"step_id"}), step_id=target_step))

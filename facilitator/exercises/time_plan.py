"""Whether an agenda's minutes suffice for the people, the stations and the ways in that are planned."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise, is_there
from facilitator.i18n import AGENDA, tr, tr_content, trn
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.room_plan import AnswerMode, Crowd, TimeNeeded, room_plan
from facilitator.workshop.tables import AgendaStep

_MOST_PROPOSED = 6
"""More stations than this are not proposed: nobody brings as many laptops."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """The time of one step whose exercise takes turns: planned, and needed by the way in that is planned.

    `kind` is its exercise's; `title` is in the language of `speaking`.
    """

    step_id: int
    kind: str
    title: str
    planned: int
    needed: TimeNeeded
    mode: str
    modes: tuple[AnswerMode, ...]
    has_begun: bool

    @property
    def short(self) -> int:
        """Minutes that are missing; 0 where it fits."""
        return max(self.needed.minutes - self.planned, 0)


@dataclass(frozen=True, slots=True)
class TimePlan:
    """The times of one agenda.

    `minutes` is the sum of all planned minutes. Steps that have begun are not spoken of any more: what they take is
    seen from the clock. Nothing is said while nobody is expected.
    """

    crowd: Crowd
    expected: int | None
    on_roster: int
    minutes: int
    steps: tuple[StepTime, ...]

    @property
    def to_come(self) -> tuple[StepTime, ...]:
        """The steps that have not begun."""
        return tuple(step for step in self.steps if not step.has_begun)

    @property
    def too_short(self) -> tuple[StepTime, ...]:
        """The steps to come that will not fit."""
        return tuple(step for step in self.to_come if step.short) if self.crowd.people else ()

    @property
    def short(self) -> int:
        """Minutes that are missing in all."""
        return sum(step.short for step in self.too_short)

    @property
    def proposal(self) -> dict[int, int]:
        """The minutes that would make everything fit, by the ids of the steps that are too short."""
        return {step.step_id: step.needed.minutes for step in self.too_short}

    @property
    def sentence(self) -> str:
        """Whether it fits, and by how much it does not; "" while nobody is expected or nothing depends on it."""
        if not self.crowd.people or not self.to_come:
            return ""
        if not self.short:
            return trn("It fits for {count} person.", "It fits for {count} people.", self.crowd.people)
        who = trn("{count} person", "{count} people", self.crowd.people)
        return trn(
            "Won’t fit: {count} minute short for {who}.",
            "Won’t fit: {count} minutes short for {who}.",
            self.short,
            who=who,
        )


def time_plan(library: Library, workshop_id: int) -> TimePlan:
    """The times of a workshop as it is planned. Raises NotFound."""
    room = room_plan(library, workshop_id)
    steps = steps_of(library, workshop_id)
    found = [
        timed
        for step in steps
        if (timed := _step_time(library, step, room.crowd, room.modes.get(step.id, ""))) is not None
    ]
    minutes = sum(step.minutes for step in steps)
    return TimePlan(room.crowd, room.expected, room.on_roster, minutes, tuple(found))


def supposed(
    library: Library, plan: TimePlan, expected: int | None, stations: int, modes: Mapping[int, str]
) -> TimePlan:
    """The plan as it would be with other people, stations and ways in; nothing is stored."""
    crowd = Crowd(plan.on_roster if expected is None else expected, stations)
    steps = []
    for step in plan.steps:
        mode = modes.get(step.step_id, step.mode)
        steps.append(replace(step, mode=mode, needed=_needed(library, step, crowd, mode)))
    return replace(plan, crowd=crowd, expected=expected, steps=tuple(steps))


def fewest_stations(library: Library, plan: TimePlan) -> int | None:
    """At how many stations all that is too short would fit; None where it would not at up to six."""
    for stations in range(plan.crowd.stations + 1, _MOST_PROPOSED + 1):
        if not supposed(library, plan, plan.expected, stations, {}).short:
            return stations
    return None


def remedies(library: Library, plan: TimePlan) -> list[str]:
    """What would make it fit besides more minutes, in sentences."""
    if not plan.short:
        return []
    found = []
    stations = fewest_stations(library, plan)
    if stations is not None:
        found.append(tr("At {count} stations it would fit.", count=stations))
    for step in plan.too_short:
        others = [mode for mode in step.modes if mode.key != step.mode]
        fitting = [
            each.label for each in others if _needed(library, step, plan.crowd, each.key).minutes <= step.planned
        ]
        if fitting:
            either = tr(" or ").join(tr("“{label}”", label=label) for label in fitting)
            found.append(tr("{step} would fit by {ways}.", step=tr_content(AGENDA, step.title), ways=either))
    return found


def proposed_minutes(library: Library, workshop_id: int, kind: str, step_id: int | None = None) -> int:
    """What a step that runs an exercise of this kind needs for the people of a workshop; a new one if none is named.

    The exercise's usual minutes while nobody is expected.
    """
    crowd = room_plan(library, workshop_id).crowd
    chosen = exercise(kind)
    if not crowd.people or not chosen.has(Exercise.minutes_for):
        return chosen.minutes
    return chosen.minutes_for(library, step_id, crowd, "").minutes


def minutes_between(library: Library, step: AgendaStep) -> float | None:
    """Minutes from one person to the next in the queue of a step, as it is planned; None where it has no queue.

    Raises NotFound.
    """
    room = room_plan(library, step.workshop_id)
    timed = _step_time(library, step, room.crowd, room.modes.get(step.id, ""))
    if timed is None or not timed.needed.queue or not room.crowd.people:
        return None
    return timed.needed.queue / room.crowd.people


def _step_time(library: Library, step: AgendaStep, crowd: Crowd, mode: str) -> StepTime | None:
    if not is_there(step.exercise) or step.exercise in library.unknown_parts:
        return None
    chosen = exercise(step.exercise)
    modes = tuple(chosen.answer_modes(library, step.id))
    if not modes:
        return None
    known = mode if mode in [each.key for each in modes] else modes[0].key
    needed = chosen.minutes_for(library, step.id, crowd, known)
    has_begun, title = step.started_at is not None, tr_content(AGENDA, step.title)
    return StepTime(step.id, step.exercise, title, step.minutes, needed, known, modes, has_begun)


def _needed(library: Library, step: StepTime, crowd: Crowd, mode: str) -> TimeNeeded:
    return exercise(step.kind).minutes_for(library, step.step_id, crowd, mode)

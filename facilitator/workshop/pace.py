"""Planned against actual time, and when the workshop will end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.workshop.agenda import current_step
from facilitator.workshop.runs import worked
from facilitator.workshop.tables import AgendaStep, StepRun, utc

_ENOUGH = 10.0
"""So many planned minutes have to be over before they say anything about the rest."""
_SLOWEST = 2.0
_FASTEST = 0.5


@dataclass(frozen=True, slots=True)
class Pace:
    """How a workshop goes.

    `planned_end` is when it would end had every step taken its time; `end` is when it will if the steps to come take
    their planned minutes; `end_at_pace` if they take as much more, or less, as those that are over did.
    """

    planned_end: datetime
    end: datetime
    end_at_pace: datetime

    @property
    def behind(self) -> timedelta:
        """How much later than planned it is; negative when it is ahead of its plan."""
        return self.end - self.planned_end


def minutes_taken(step: AgendaStep, runs: Sequence[StepRun], at: datetime) -> float:
    """Minutes for which a step has been run by the moment `at`, pauses left out; 0 for one that never was."""
    return sum(worked(run, at) for run in runs if run.step_id == step.id) / 60


def pace(steps: Sequence[AgendaStep], runs: Sequence[StepRun], at: datetime) -> Pace | None:
    """The pace at a moment; None unless a step is being run. Steps that were passed over are not counted.

    Time in which no step was run, such as the night between two days, moves the planned end; a paused timer does not.
    """
    current = current_step(steps)
    if current is None or not runs:
        return None
    here = [step.id for step in steps].index(current.id)
    over = [step for step in steps if step.ended_at]
    rest = float(sum(step.minutes for step in steps[here + 1 :] if not step.ended_at))
    planned_over = float(sum(step.minutes for step in over))
    planned = current.minutes + sum(run.added_seconds for run in runs if run.step_id == current.id) / 60
    left = max(planned - minutes_taken(current, runs, at), 0.0)
    ratio = 1.0
    if planned_over >= _ENOUGH:
        taken = sum(minutes_taken(step, runs, at) for step in over)
        ratio = min(max(taken / planned_over, _FASTEST), _SLOWEST)
    began = min(utc(run.started_at) for run in runs)
    return Pace(
        planned_end=began + _idle(runs, began, at) + timedelta(minutes=planned_over + current.minutes + rest),
        end=at + timedelta(minutes=left + rest),
        end_at_pace=at + timedelta(minutes=left + rest * ratio),
    )


def _idle(runs: Sequence[StepRun], began: datetime, at: datetime) -> timedelta:
    """The time since the first run in which none went on."""
    busy = sum(((utc(run.ended_at) if run.ended_at else at) - utc(run.started_at) for run in runs), timedelta())
    return at - began - busy

"""The timer of the step being run. It lies in the library, so it goes on where the program was closed or killed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitator.clock import now
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_step
from facilitator.workshop.runs import open_run, runs, worked
from facilitator.workshop.tables import StepRun, utc

_FORGOTTEN = timedelta(hours=6)
"""A step begun so long ago, and that many hours over its time, was left running by mistake."""
_LEAST = 60
"""Seconds that a step keeps when minutes are taken away."""


@dataclass(frozen=True, slots=True)
class Timer:
    """The time of a step. `planned` is in seconds and holds what was added; 0 where the step has no time of its own.

    `seconds` is what had passed at the moment `read_at`; while it is `running`, time passes since then.
    """

    step_id: int
    planned: int
    seconds: float
    running: bool
    read_at: datetime

    def left(self, at: datetime) -> float:
        """Seconds left at a moment, negative when the step takes longer than planned."""
        since = (at - self.read_at).total_seconds() if self.running else 0.0
        return self.planned - self.seconds - since

    @property
    def forgotten(self) -> bool:
        """Whether the step was left running on some earlier day."""
        return self.running and self.seconds - self.planned > _FORGOTTEN.total_seconds()


def read_timer(library: Library, workshop_id: int) -> Timer | None:
    """The timer as it is now; None while no step is being run."""
    moment = now()
    with library.read() as session:
        run = open_run(runs(session, workshop_id))
        if run is None:
            return None
        minutes = find_step(session, run.step_id).minutes
        planned = max(minutes * 60 + run.added_seconds, _LEAST) if minutes else 0
        return Timer(run.step_id, planned, worked(run, moment), run.paused_at is None, moment)


def add_minutes(library: Library, workshop_id: int, minutes: int) -> Done[None]:
    """Give the step being run more time, or less; at least a minute in all stays. The agenda keeps its minutes."""
    with library.change(tr("Change the timer"), logged=False) as change:
        run = _run(change, workshop_id)
        if run is not None:
            planned = find_step(change.session, run.step_id).minutes * 60
            run.added_seconds = max(run.added_seconds + minutes * 60, _LEAST - planned)
            change.session.add(run)
    return change.done(None)


def pause_timer(library: Library, workshop_id: int, paused: bool) -> Done[None]:
    """Stop the time of the step being run, or let it go on."""
    with library.change(tr("Pause the timer"), logged=False) as change:
        run = _run(change, workshop_id)
        if run is not None and paused != (run.paused_at is not None):
            moment = now()
            if run.paused_at is not None:
                run.paused_seconds += (moment - utc(run.paused_at)).total_seconds()
            run.paused_at = moment if paused else None
            change.session.add(run)
    return change.done(None)


def _run(change: Transaction, workshop_id: int) -> StepRun | None:
    run = open_run(runs(change.session, workshop_id))
    if run is not None:
        change.announce(Change(Topic.AGENDA, workshop_id, run.step_id))
    return run

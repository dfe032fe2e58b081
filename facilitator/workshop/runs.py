"""When the steps of a workshop were run: the stretches of time behind the timer and the pace."""

from datetime import datetime

from sqlmodel import Session, col, select

from facilitator.storage.library import Library
from facilitator.workshop.tables import AgendaStep, StepRun, utc


def runs(session: Session, workshop_id: int) -> list[StepRun]:
    """All runs of a workshop's steps, in the order in which they began."""
    of_workshop = select(StepRun).join(AgendaStep, col(AgendaStep.id) == col(StepRun.step_id))
    of_workshop = of_workshop.where(col(AgendaStep.workshop_id) == workshop_id)
    return list(session.exec(of_workshop.order_by(col(StepRun.started_at), col(StepRun.id))))


def runs_of(library: Library, workshop_id: int) -> list[StepRun]:
    """All runs of a workshop's steps, detached copies to read."""
    with library.read() as session:
        return runs(session, workshop_id)


def open_run(found: list[StepRun]) -> StepRun | None:
    """The run that goes on now."""
    return next((run for run in reversed(found) if run.ended_at is None), None)


def end_run(session: Session, workshop_id: int, moment: datetime) -> None:
    """End what is being run, within the caller's transaction."""
    for run in runs(session, workshop_id):
        if run.ended_at is None:
            run.ended_at = moment
            session.add(run)


def worked(run: StepRun, at: datetime) -> float:
    """Seconds that a run has taken by the moment `at`, without the time in which its timer was paused."""
    end = utc(run.ended_at or at)
    paused = run.paused_seconds + ((end - utc(run.paused_at)).total_seconds() if run.paused_at else 0.0)
    return max((end - utc(run.started_at)).total_seconds() - paused, 0.0)

"""The steps of a workshop and which of them is being run."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step, find_workshop, required
from facilitator.workshop.runs import end_run
from facilitator.workshop.tables import AgendaStep, StepKind, StepRun


def get_step(library: Library, step_id: int) -> AgendaStep:
    """One step, a detached copy to read. Raises NotFound."""
    with library.read() as session:
        return find_step(session, step_id)


def said_title(step: AgendaStep) -> str:
    """A step's title in the language that is spoken, where it came with the program; else as somebody wrote it."""
    return tr_content(AGENDA, step.title)


def agenda(session: Session, workshop_id: int) -> list[AgendaStep]:
    """The steps in order, within a session."""
    steps = select(AgendaStep).where(col(AgendaStep.workshop_id) == workshop_id)
    return list(session.exec(steps.order_by(col(AgendaStep.position), col(AgendaStep.id))))


def steps_of(library: Library, workshop_id: int) -> list[AgendaStep]:
    """The agenda in order, detached copies to read. Raises NotFound for an unknown workshop."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        return agenda(session, workshop_id)


def add_step(
    library: Library,
    workshop_id: int,
    title: str,
    *,
    kind: StepKind = StepKind.TALK,
    exercise: str = "",
    minutes: int = 10,
    notes: str = "",
    after: int | None = None,
) -> Done[int]:
    """Add a step after the step with the id `after`, or at the end; the value is its id.

    An exercise also needs its own set-up: see `exercises.steps`.
    """
    with library.change(tr("Add step"), Change(Topic.AGENDA, workshop_id)) as change:
        find_workshop(change.session, workshop_id)
        step = AgendaStep(
            workshop_id=workshop_id,
            position=free_position(change.session, workshop_id, after),
            kind=kind.value,
            exercise=exercise,
            title=required(title, tr("A step needs a title.")),
            minutes=_minutes(minutes),
            notes=notes.strip(),
        )
        change.session.add(step)
        change.session.flush()
        step_id = step.id
    return change.done(step_id)


def free_position(session: Session, workshop_id: int, after: int | None) -> int:
    """The position of a step that is to stand after the step `after`, or last; those behind it move on."""
    steps = agenda(session, workshop_id)
    row = next((row for row, step in enumerate(steps) if step.id == after), len(steps) - 1)
    for place, step in enumerate(steps):
        step.position = place if place <= row else place + 1
        session.add(step)
    return row + 1


def describe_step(
    library: Library,
    step_id: int,
    *,
    title: str | None = None,
    minutes: int | None = None,
    notes: str | None = None,
) -> Done[None]:
    """Change the given facts of a step and leave the others."""
    with library.change(tr("Edit step")) as change:
        step = find_step(change.session, step_id)
        if title is not None:
            step.title = required(title, tr("A step needs a title."))
        if minutes is not None:
            step.minutes = _minutes(minutes)
        if notes is not None:
            step.notes = notes.strip()
        change.session.add(step)
        change.announce(Change(Topic.AGENDA, step.workshop_id, step_id))
    return change.done(None)


def remove_step(library: Library, step_id: int) -> Done[None]:
    """Take a step off the agenda together with its answers; the undo brings both back."""
    with library.change(tr("Remove step")) as change:
        step = find_step(change.session, step_id)
        change.announce(Change(Topic.AGENDA, step.workshop_id, step_id))
        change.session.delete(step)
    return change.done(None)


def order_steps(library: Library, workshop_id: int, step_ids: Sequence[int]) -> Done[None]:
    """Put the agenda into the given order, which must hold each of its steps once."""
    with library.change(tr("Reorder agenda"), Change(Topic.AGENDA, workshop_id)) as change:
        steps = {step.id: step for step in agenda(change.session, workshop_id)}
        if sorted(steps) != sorted(step_ids):
            raise Invalid(tr("The agenda has changed meanwhile. Please try again."), workshop_id=workshop_id)
        for position, step_id in enumerate(step_ids):
            steps[step_id].position = position
            change.session.add(steps[step_id])
    return change.done(None)


def run_step(library: Library, step_id: int) -> Done[None]:
    """Make this the step being run, with its timer from the start; the one that was being run is left."""
    with library.change(tr("Start step")) as change:
        chosen = find_step(change.session, step_id)
        moment = now()
        for step in agenda(change.session, chosen.workshop_id):
            if step.id == step_id:
                step.started_at = step.started_at or moment
                step.ended_at = None
            elif step.started_at and not step.ended_at:
                step.ended_at = moment
            change.session.add(step)
        end_run(change.session, chosen.workshop_id, moment)
        change.session.add(StepRun(step_id=step_id, started_at=moment))
        change.announce(Change(Topic.AGENDA, chosen.workshop_id, step_id))
    return change.done(None)


def end_workshop(library: Library, workshop_id: int) -> Done[None]:
    """Leave the step being run, without another one: the workshop is over, or interrupted."""
    with library.change(tr("End the workshop"), Change(Topic.AGENDA, workshop_id)) as change:
        moment = now()
        for step in agenda(change.session, workshop_id):
            if step.started_at and not step.ended_at:
                step.ended_at = moment
                change.session.add(step)
        end_run(change.session, workshop_id, moment)
    return change.done(None)


def current_step(steps: Sequence[AgendaStep]) -> AgendaStep | None:
    """The step being run, or None before the first and after the last one."""
    return next((step for step in steps if step.started_at and not step.ended_at), None)


def answered_step(steps: Sequence[AgendaStep]) -> AgendaStep | None:
    """The exercise that is answered now: the step being run, else the exercise begun last, else the first one."""
    exercises = [step for step in steps if step.exercise]
    current = current_step(exercises)
    begun = [step for step in exercises if step.started_at]
    return current or next(iter(begun[-1:] or exercises), None)


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= 24 * 60:
        raise Invalid(tr("A step takes between 0 minutes and a day."), minutes=minutes)
    return minutes

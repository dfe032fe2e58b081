"""The agenda of a whole workshop's file: its steps, their clocks, and who agreed to be named in them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pydantic import Field
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from facilitator.errors import BadFile
from facilitator.exercises.guide import reworded
from facilitator.exercises.registry import exercise, is_there
from facilitator.exercises.steps import add_exercise, exercise_in, kind_of
from facilitator.i18n import tr
from facilitator.nameless import Pseudonyms
from facilitator.records import Record
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.text_matching import caseless
from facilitator.workshop.agenda import add_step, agenda
from facilitator.workshop.room_plan import step_plan
from facilitator.workshop.runs import open_run, runs
from facilitator.workshop.tables import (
    AgendaStep,
    Moment,
    NameConsent,
    Participant,
    StepKind,
    StepPlan,
    StepRun,
    WorkshopPlan,
    utc,
)


class RunRecord(Record):
    """A stretch of time in which a step was run, in UTC; see `tables.StepRun`."""

    started_at: Moment
    ended_at: Moment | None = None
    added_seconds: int = 0
    paused_at: Moment | None = None
    paused_seconds: float = Field(default=0, ge=0)


class ConsentRecord(Record):
    """Somebody agreed that the room may read their name beside their answers to the step."""

    person: int
    agreed_at: Moment


class GuideRecord(Record):
    """A page of the facilitator's guide: which one of the program's, and the fields that were reworded.

    A pseudonymous file holds no words of the facilitator's.
    """

    page: str = ""
    say: str | None = None
    ask: str | None = None
    watch: str | None = None
    if_so: str | None = None
    words: str | None = None


class StepRecord(Record):
    """A step of the agenda. `data` is what its exercise holds, null for a step that is none.

    `way` is the way in that its time is planned for, "" for the usual one. Clocks and consents are empty in a
    pseudonymous file: they tell who was when, and whom a name belongs to.
    """

    title: str
    kind: str
    exercise: str = ""
    minutes: int = Field(ge=0)
    notes: str = ""
    way: str = ""
    guide: GuideRecord = GuideRecord()
    data: dict[str, Any] | None = None
    started_at: Moment | None = None
    ended_at: Moment | None = None
    runs: tuple[RunRecord, ...] = ()
    named: tuple[ConsentRecord, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether this version can run the step."""
        return not self.exercise or is_there(self.exercise)


def step_records(
    library: Library, workshop_id: int, things: dict[str, str], pseudonyms: Pseudonyms | None
) -> list[StepRecord]:
    """The steps in order, with the clocks and all that was answered. What may be pointed to is added to `things`."""
    with library.read() as session:
        steps = agenda(session, workshop_id)
        clocks = {} if pseudonyms is not None else _clocks(session, workshop_id)
        consents = {} if pseudonyms is not None else _consents(session, [step.id for step in steps])
        plans = {step.id: step_plan(session, step.id) for step in steps}
    things |= {f"step {step.id}": f"step {place}" for place, step in enumerate(steps, start=1)}
    records = []
    for step in steps:
        records.append(
            StepRecord(
                title=step.title if pseudonyms is None else pseudonyms.without_names(step.title),
                kind=step.kind,
                exercise=step.exercise,
                minutes=step.minutes,
                notes=step.notes if pseudonyms is None else "",
                way=plans[step.id].way,
                guide=guide_record(plans[step.id], pseudonyms),
                data=exercise(step.exercise).exchange_document(library, step.id, things, pseudonyms=pseudonyms)
                if kind_of(library, step)
                else None,
                started_at=_utc(step.started_at) if pseudonyms is None else None,
                ended_at=_utc(step.ended_at) if pseudonyms is None else None,
                runs=tuple(clocks.get(step.id, ())),
                named=tuple(consents.get(step.id, ())),
            )
        )
    return records


def guide_record(plan: StepPlan | WorkshopPlan, pseudonyms: Pseudonyms | None) -> GuideRecord:
    """The page of the guide that is kept with a step, or with the workshop for the time before it."""
    return GuideRecord(page=plan.page, **(reworded(plan) if pseudonyms is None else {}))


def is_untouched(session: Session, workshop_id: int) -> bool:
    """Whether nobody is on the roster and no step was ever run, so that another agenda takes nothing from anybody."""
    somebody = session.exec(select(Participant.id).where(Participant.workshop_id == workshop_id)).first()
    return somebody is None and not runs(session, workshop_id)


def take_agenda(
    change: Transaction,
    library: Library,
    workshop_id: int,
    steps: Sequence[StepRecord],
    people: Mapping[int, int],
    things: dict[str, str],
    *,
    replaces: bool,
) -> None:
    """Bring in the steps that this version knows, with all that was answered, within the caller's change of `library`.

    With `replaces` they become the agenda. Else the data of an exercise goes into the step that runs it, or into a new
    one at the end, and steps that are none are left out.
    """
    if replaces:
        for own in agenda(change.session, workshop_id):
            change.session.delete(own)
        change.session.flush()
    used: set[int] = set()
    placed: list[tuple[int, StepRecord]] = []
    for place, step in enumerate(steps, start=1):
        if not step.is_known or not (step.exercise or replaces):
            continue
        step_id = _place(library, change.session, workshop_id, step, used)
        used.add(step_id)
        things[f"step {place}"] = f"step {step_id}"
        placed.append((step_id, step))
    for step_id, step in placed:
        _fill(change, library, workshop_id, step_id, step, people, things)


def _place(library: Library, session: Session, workshop_id: int, step: StepRecord, used: set[int]) -> int:
    if not step.exercise:
        kind = StepKind(step.kind) if step.kind in set(StepKind) - {StepKind.EXERCISE} else StepKind.TALK
        return add_step(library, workshop_id, step.title, kind=kind, minutes=step.minutes, notes=step.notes).value
    here = (own for own in agenda(session, workshop_id) if own.exercise == step.exercise and own.id not in used)
    # Steps that make their own questions are of the same exercise and ask other things.
    makes = exercise(step.exercise).builds_questions
    found = next((own.id for own in here if not makes or caseless(own.title) == caseless(step.title)), None)
    if found is not None:
        return found
    return add_exercise(
        library, workshop_id, step.exercise, title=step.title, minutes=step.minutes, notes=step.notes
    ).value


def _fill(
    change: Transaction,
    library: Library,
    workshop_id: int,
    step_id: int,
    step: StepRecord,
    people: Mapping[int, int],
    things: dict[str, str],
) -> None:
    session = change.session
    if step.exercise and step.data is not None:
        try:
            exercise_in(library, step.exercise).restore_document(session, step_id, step.data, people, things)
            session.flush()
        except IntegrityError as error:
            # Its own form does not show every contradiction; nothing of it stays.
            raise BadFile(
                tr("In this file the answers of “{step}” contradict themselves: nothing was imported.", step=step.title)
            ) from error
        change.announce(Change(Topic.SETTINGS, workshop_id, step_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id))
    for consent in step.named:
        if session.get(NameConsent, (step_id, people[consent.person])) is None:
            row = NameConsent(step_id=step_id, participant_id=people[consent.person], agreed_at=consent.agreed_at)
            session.add(row)
    if session.get(StepPlan, step_id) is None:
        session.add(StepPlan(step_id=step_id, way=step.way, **step.guide.model_dump()))
    own_runs = [run for run in runs(session, workshop_id) if run.step_id == step_id]
    if not own_runs:
        _take_clock(session, workshop_id, step_id, step)
    change.announce(Change(Topic.AGENDA, workshop_id, step_id))


def _take_clock(session: Session, workshop_id: int, step_id: int, step: StepRecord) -> None:
    """The step's own times; one that goes on in the file is over here if another one is being run."""
    row = session.get_one(AgendaStep, step_id)
    running_here = open_run(runs(session, workshop_id)) is not None
    row.started_at, row.ended_at = step.started_at, step.ended_at
    for run in step.runs:
        ended_at = run.ended_at
        if ended_at is None and running_here:
            ended_at = row.ended_at = run.paused_at or run.started_at
        session.add(StepRun(step_id=step_id, **{**run.model_dump(), "ended_at": ended_at}))
    session.add(row)
    session.flush()


def _clocks(session: Session, workshop_id: int) -> dict[int, list[RunRecord]]:
    found: dict[int, list[RunRecord]] = {}
    for run in runs(session, workshop_id):
        record = RunRecord(
            started_at=utc(run.started_at),
            ended_at=_utc(run.ended_at),
            added_seconds=run.added_seconds,
            paused_at=_utc(run.paused_at),
            paused_seconds=run.paused_seconds,
        )
        found.setdefault(run.step_id, []).append(record)
    return found


def _consents(session: Session, step_ids: Sequence[int]) -> dict[int, list[ConsentRecord]]:
    found: dict[int, list[ConsentRecord]] = {}
    of_these = select(NameConsent).where(col(NameConsent.step_id).in_(step_ids))
    for row in session.exec(of_these.order_by(col(NameConsent.participant_id))):
        record = ConsentRecord(person=row.participant_id, agreed_at=utc(row.agreed_at))
        found.setdefault(row.step_id, []).append(record)
    return found


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else utc(moment)

"""Operations that need both the agenda and the exercises on it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from facilitator.exercises.contract import Exercise, MatchesPeople, SharesAnswers, State
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import add_step, agenda, make_room, steps_of
from facilitator.workshop.find import find_participant, find_step, find_workshop
from facilitator.workshop.roster import remove_people
from facilitator.workshop.tables import AgendaStep, StepKind
from facilitator.workshop.workshops import copy_people, new_workshop


def add_exercise(
    library: Library,
    workshop_id: int,
    kind: str,
    *,
    title: str = "",
    minutes: int | None = None,
    notes: str = "",
    options: Mapping[str, Any] | None = None,
    after: int | None = None,
) -> Done[int]:
    """Add an exercise with its default settings after the step `after`, or at the end; the value is the step's id."""
    chosen = exercise(kind)
    with library.change(tr("Add step")) as change:
        step_id = add_step(
            library,
            workshop_id,
            title or chosen.title,
            kind=StepKind.EXERCISE,
            exercise=kind,
            minutes=chosen.minutes if minutes is None else minutes,
            notes=notes,
            after=after,
        ).value
        chosen.set_up(change.session, step_id, options or {})
    return change.done(step_id)


def duplicate_step(library: Library, step_id: int) -> Done[int]:
    """A copy of a step with its settings, right after it and without any answer; the value is its id."""
    with library.change(tr("Duplicate step")) as change:
        step = find_step(change.session, step_id)
        position = make_room(change.session, step.workshop_id, step_id)
        copied = _copy_step(change.session, step, step.workshop_id, position=position)
        change.announce(Change(Topic.AGENDA, step.workshop_id))
    return change.done(copied)


def duplicate_workshop(library: Library, workshop_id: int) -> Done[int]:
    """A copy of a workshop's facts, people, agenda and settings, without any answer; the value is its id."""
    with library.change(tr("Duplicate workshop")) as change:
        source = find_workshop(change.session, workshop_id)
        copy_id = new_workshop(
            library,
            tr("{title} (copy)", title=source.title),
            client=source.client,
            facilitator=source.facilitator,
            place=source.place,
        ).value
        copy_people(library, workshop_id, copy_id)
        copy_agenda(change.session, workshop_id, copy_id)
    return change.done(copy_id)


def copy_agenda(session: Session, source_id: int, target_id: int) -> None:
    """Give one workshop the steps of another one with their settings, within the caller's transaction."""
    for step in agenda(session, source_id):
        _copy_step(session, step, target_id)


def _copy_step(session: Session, step: AgendaStep, workshop_id: int, **other: Any) -> int:
    facts = step.model_dump(exclude={"id", "workshop_id", "started_at", "ended_at"})
    copied = AgendaStep(**{**facts, **other}, workshop_id=workshop_id)
    session.add(copied)
    session.flush()
    if step.exercise:
        exercise(step.exercise).copy_set_up(session, step.id, copied.id)
    return copied.id


def exercise_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, Exercise]]:
    """The steps of a workshop that run an exercise, each with it, in the agenda's order."""
    return [(step, exercise(step.exercise)) for step in steps_of(library, workshop_id) if step.exercise]


def has_answered(library: Library, workshop_id: int, participant_id: int) -> bool:
    """Whether a participant has begun any exercise of the workshop, so that answers lie under their name."""
    return any(
        standing.state is not State.TO_GO or standing.keeps_earlier
        for step, each in exercise_steps(library, workshop_id)
        for standing in each.standings(library, step.id, participant_id)
        if standing.participant_id == participant_id
    )


def remove_participants(library: Library, participant_ids: Iterable[int]) -> Done[None]:
    """Take people off the roster together with their answers; what they share with others stays theirs.

    The undo brings everything back.
    """
    with library.change(tr("Remove people")) as change:
        chosen = list(dict.fromkeys(participant_ids))
        for participant_id in chosen:
            workshop_id = find_participant(change.session, participant_id).workshop_id
            for step, each in exercise_steps(library, workshop_id):
                if isinstance(each, SharesAnswers):
                    each.hand_over(change.session, step.id, participant_id)
        remove_people(library, chosen)
    return change.done(None)


def erase_participant(library: Library, participant_id: int) -> None:
    """Remove a person, their answers, and their name in the answers of others, for good: no undo, no trace."""
    with library.change(tr("Erase person"), undoable=False) as change:
        workshop_id = find_participant(change.session, participant_id).workshop_id
        for step, each in exercise_steps(library, workshop_id):
            if isinstance(each, MatchesPeople):
                each.forget_person(change.session, step.id, participant_id)
                change.announce(Change(Topic.ANSWERS, workshop_id, step.id))
        remove_participants(library, [participant_id])
    library.scrub()


def strip_third_parties(library: Library, workshop_id: int) -> None:
    """Replace the names of everybody outside the roster by numbers, for good: no undo, no trace in the file."""
    with library.change(tr("Remove contact names"), undoable=False) as change:
        for step in agenda(change.session, workshop_id):
            if step.exercise:
                exercise(step.exercise).strip_third_parties(change.session, step.id)
                change.announce(Change(Topic.ANSWERS, workshop_id, step.id))
    library.scrub()

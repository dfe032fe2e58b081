"""Switching the works agreement profile of a workshop, and holding its exercises to it.

Once somebody has answered, or has gone past a notice that says so, it can't be switched off: what was promised to them
holds as long as their workshop does. Neither way can be undone, since an undo would ask nobody.
"""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.exercises.agreement_check import apply_agreement
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import agenda
from facilitator.workshop.agreement import is_agreed
from facilitator.workshop.find import find_workshop
from facilitator.workshop.papers import drop_names
from facilitator.workshop.roster import roster
from facilitator.workshop.standings import State
from facilitator.workshop.tables import (
    CountedConsent,
    DataProtection,
    NameConsent,
    NoticeReading,
    Participant,
    SamePerson,
)


def change_agreement(library: Library, workshop_id: int, *, holds: bool) -> None:
    """Switch the profile on or off; nothing happens where it is so already.

    Raises Invalid for switching it off once somebody has answered or read the notice, and for switching it on where
    something that it rules out is there already; the sentence says what.
    """
    with library.change(tr("Works agreement"), Change(Topic.SETTINGS, workshop_id), undoable=False) as change:
        session = change.session
        find_workshop(session, workshop_id)
        if is_agreed(session, workshop_id) == holds:
            return
        if not holds and (reason := why_locked(library, workshop_id)):
            raise Invalid(reason)
        row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
        row.agreement = holds
        session.add(row)
        session.flush()
        if holds:
            _without_levels(session, workshop_id)
            drop_names(library, workshop_id)
            keep_to_agreement(library, session, workshop_id)
            change.announce(Change(Topic.ROSTER, workshop_id))
            # What was done before can't be taken back either: that would bring back what the agreement rules out.
            change.announce(Change(Topic.ERASED))
        for step in agenda(session, workshop_id):
            change.announce(Change(Topic.SETTINGS, workshop_id, step.id))
            change.announce(Change(Topic.ANSWERS, workshop_id, step.id))


def why_locked(library: Library, workshop_id: int) -> str:
    """Why the profile can't be switched off any more, in a sentence; "" where it can."""
    with library.read() as session:
        read = (
            select(NoticeReading.participant_id)
            .join(Participant, col(Participant.id) == col(NoticeReading.participant_id))
            .where(Participant.workshop_id == workshop_id)
        )
        begun = session.exec(read).first() is not None
    if begun or _somebody_answered(library, workshop_id):
        return tr(
            "People have answered under this works agreement, so it holds to the end of the workshop. For a workshop "
            "without it, make a new one."
        )
    return ""


def keep_to_agreement(library: Library, session: Session, workshop_id: int) -> None:
    """Make the settings of all exercises keep the profile where it holds, within a transaction.

    Consents to what it rules out are taken away. Raises Invalid where something is kept that it rules out.
    """
    if not is_agreed(session, workshop_id):
        return
    of_people = [person.id for person in roster(session, workshop_id)]
    if session.exec(select(SamePerson).where(col(SamePerson.participant_id).in_(of_people))).first() is not None:
        raise Invalid(
            tr(
                "People here were recognised from earlier workshops, and under a works agreement nothing is carried "
                "over. Tell them apart first, under People, or make a new workshop."
            )
        )
    for step, each in exercise_steps(library, workshop_id):
        apply_agreement(session, each, step.id, workshop_id)
    _without_consents(session, workshop_id, of_people)


def _without_consents(session: Session, workshop_id: int, people: Sequence[int]) -> None:
    """Nobody is named or counted where others name them, so that no consent to that is kept."""
    steps = [step.id for step in agenda(session, workshop_id)]
    session.execute(delete(CountedConsent).where(col(CountedConsent.participant_id).in_(people)))
    session.execute(delete(NameConsent).where(col(NameConsent.step_id).in_(steps)))


def _somebody_answered(library: Library, workshop_id: int) -> bool:
    return any(
        standing.state is not State.TO_GO or standing.keeps_earlier
        for step, each in exercise_steps(library, workshop_id)
        for standing in each.standings(library, step.id)
    )


def _without_levels(session: Session, workshop_id: int) -> None:
    for person in roster(session, workshop_id):
        person.level = ""
        session.add(person)

"""What a participant agrees to at the station: that the room may read their name, and that others count them.

The first is asked for one step at a time, the second, to be counted where others name them, for the whole workshop.
Nobody has agreed until they said so, and whoever did can take it back there. Only the participant is asked: no window
of the facilitator's can give such a consent for them.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_participant, find_step
from facilitator.workshop.tables import CountedConsent, NameConsent, Participant


def set_consent(
    library: Library, step_id: int, participant_id: int, agrees: bool, *, origin: object = None
) -> Done[None]:
    """Note that the participant agrees to be named to the room in this step, or no longer does.

    Raises Invalid for agreeing under a works agreement.
    """
    with library.change(tr("Name on the projector"), step_id=step_id) as change:
        workshop_id = find_step(change.session, step_id).workshop_id
        if agrees:
            refuse_under_agreement(change.session, workshop_id, tr("Nobody stands out on the projector."))
        find_participant(change.session, participant_id)
        if not agrees:
            forget_consent(change.session, step_id, participant_id)
        elif change.session.get(NameConsent, (step_id, participant_id)) is None:
            change.session.add(NameConsent(step_id=step_id, participant_id=participant_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, step_id, participant_id, origin))
    return change.done(None)


def forget_consent(session: Session, step_id: int, participant_id: int) -> None:
    """Take the consent back, within a session; nothing happens where there is none."""
    row = session.get(NameConsent, (step_id, participant_id))
    if row is not None:
        session.delete(row)


def has_consented(library: Library, step_id: int, participant_id: int) -> bool:
    """Whether the participant agreed to be named to the room in this step."""
    with library.read() as session:
        return session.get(NameConsent, (step_id, participant_id)) is not None


def name_for_room(library: Library, step_id: int, participant_id: int) -> str:
    """The name that the room may read, "" without consent: then it is "a participant"."""
    with library.read() as session:
        if session.get(NameConsent, (step_id, participant_id)) is None:
            return ""
        return find_participant(session, participant_id).name


def may_be_counted(library: Library, participant_id: int) -> bool:
    """Whether the participant agreed to be counted where others name them."""
    with library.read() as session:
        return session.get(CountedConsent, participant_id) is not None


def counted(session: Session, workshop_id: int) -> set[int]:
    """The participants of a workshop who agreed to be counted where others name them."""
    return set(counted_since(session, workshop_id))


def counted_since(session: Session, workshop_id: int) -> dict[int, datetime]:
    """The participants who agreed to be counted where others name them, and when each did."""
    agreed = select(CountedConsent.participant_id, CountedConsent.agreed_at).join(
        Participant, col(Participant.id) == col(CountedConsent.participant_id)
    )
    return dict(session.exec(agreed.where(Participant.workshop_id == workshop_id)).all())

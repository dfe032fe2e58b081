"""A participant's own consent that the facilitator sees their part in the room's network."""

from sqlmodel import Session, select

from facilitator.errors import Invalid
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.tables import RoleConsent
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_participant, find_step


def set_role_consent(library: Library, who: Who, agrees: bool) -> Done[None]:
    """Note that the participant agrees, or no longer does. Raises Invalid where parts are not shown in this step."""
    with library.change(tr("My part in the room’s network"), logged=False, step_id=who.step_id) as change:
        workshop_id = find_step(change.session, who.step_id).workshop_id
        find_participant(change.session, who.participant_id)
        if agrees and not read_analysis(change.session, who.step_id).shows_roles:
            raise Invalid(tr("Parts in the room’s network are not shown in this step."))
        if not agrees:
            forget_role_consent(change.session, who.step_id, who.participant_id)
        elif change.session.get(RoleConsent, (who.step_id, who.participant_id)) is None:
            change.session.add(RoleConsent(step_id=who.step_id, participant_id=who.participant_id))
        change.announce(Change(Topic.ANSWERS, workshop_id, who.step_id, who.participant_id, who.origin))
    return change.done(None)


def forget_role_consent(session: Session, step_id: int, participant_id: int) -> bool:
    """Take the consent back, within a session; whether there was one."""
    row = session.get(RoleConsent, (step_id, participant_id))
    if row is not None:
        session.delete(row)
    return row is not None


def agreed_to_roles(session: Session, step_id: int) -> frozenset[int]:
    """The participants who agreed."""
    return frozenset(session.exec(select(RoleConsent.participant_id).where(RoleConsent.step_id == step_id)))


def has_agreed_to_role(library: Library, step_id: int, participant_id: int) -> bool:
    """Whether the participant agreed."""
    with library.read() as session:
        return session.get(RoleConsent, (step_id, participant_id)) is not None

"""How far participants are with their lists, letting them go on or begin anew, and lists without names."""

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who, find_network
from facilitator.exercises.network.own_action.rows import are_shared, lists_of, take_off
from facilitator.exercises.network.read import standings
from facilitator.exercises.network.roles.consent import forget_role_consent
from facilitator.exercises.network.tables import Contact, PersonalNetwork
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.find import find_step

__all__ = ["discard", "hand_over", "reopen", "standings", "strip_third_parties"]


@implements(Exercise.reopen)
def reopen(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Let a participant who was done go on."""
    return answers.reopen(library, Who(step_id, participant_id))


@implements(Exercise.discard)
def discard(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Take back everything a participant answered in this round, what they are going to do included."""
    with library.change(tr("Clear answers")) as change:
        network = find_network(change.session, step_id, participant_id)
        if network is not None and are_shared(change.session, step_id, [network.id]):
            take_off(change.session, step_id, [network.id])
            change.announce(Change(Topic.ACTIONS, find_step(change.session, step_id).workshop_id))
        forget_role_consent(change.session, step_id, participant_id)
        answers.discard(library, Who(step_id, participant_id))
    return change.done(None)


@implements(Exercise.hand_over)
def hand_over(session: Session, step_id: int, participant_id: int) -> None:
    """Nothing stays with others: what this person was going to do leaves the workshop's actions with them."""
    take_off(session, step_id, lists_of(session, step_id, participant_id))


@implements(Exercise.strip_third_parties)
def strip_third_parties(session: Session, step_id: int) -> None:
    """Replace every contact's label by its number on the list."""
    in_order = (
        select(Contact)
        .join(PersonalNetwork, col(PersonalNetwork.id) == Contact.network_id)
        .where(PersonalNetwork.step_id == step_id)
        .order_by(col(Contact.network_id), col(Contact.position), col(Contact.id))
    )
    network, number = 0, 0
    for contact in session.exec(in_order).all():
        number = number + 1 if contact.network_id == network else 1
        network = contact.network_id
        contact.label = str(number)
        session.add(contact)

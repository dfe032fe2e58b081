"""How far participants are with their lists, letting them go on or begin anew, and lists without names."""

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import answers
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.read import standings
from facilitator.exercises.network.tables import Contact, PersonalNetwork
from facilitator.storage.library import Done, Library

__all__ = ["discard", "reopen", "standings", "strip_third_parties"]


@implements(Exercise.reopen)
def reopen(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Let a participant who was done go on."""
    return answers.reopen(library, Who(step_id, participant_id))


@implements(Exercise.discard)
def discard(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Take back everything a participant answered in this round."""
    return answers.discard(library, Who(step_id, participant_id))


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

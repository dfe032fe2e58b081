"""What a person decides about contacts and participants: each call is one committed transaction, and is remembered."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.network.matching.proposals import read_matching
from facilitator.exercises.network.tables import Contact, ContactMatch, PersonalNetwork, RefusedMatch
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.find import find_participant, find_step
from facilitator.workshop.names import Ground


def confirm_match(library: Library, step_id: int, contact_id: int, participant_id: int) -> Done[None]:
    """Say that a contact is a participant, in place of whoever it was before.

    Raises Invalid when that is the list's owner, or another contact of the same list already; NotFound when the
    contact or the participant is gone.
    """
    return confirm_matches(library, step_id, [(contact_id, participant_id)])


def confirm_matches(library: Library, step_id: int, pairs: Iterable[tuple[int, int]]) -> Done[None]:
    """Say it of many contacts; pairs are contact and participant. Where one can't be, nothing is changed."""
    with library.change(tr("Match contacts")) as change:
        for contact_id, participant_id in pairs:
            _confirm(change, step_id, contact_id, participant_id)
        _announce(change, step_id)
    return change.done(None)


def refuse_match(library: Library, step_id: int, contact_id: int, participant_id: int) -> Done[None]:
    """Say that a contact is not a participant, who is then never proposed for it again."""
    with library.change(tr("Not the same person")) as change:
        _list_of(change.session, step_id, contact_id)
        find_participant(change.session, participant_id)
        connection = change.session.connection()
        connection.execute(delete(ContactMatch).filter_by(contact_id=contact_id, participant_id=participant_id))
        values = {"contact_id": contact_id, "participant_id": participant_id}
        connection.execute(insert(RefusedMatch).values(**values).on_conflict_do_nothing())
        _announce(change, step_id)
    return change.done(None)


def refuse_all(library: Library, step_id: int, contact_id: int, participant_ids: Iterable[int]) -> Done[None]:
    """Say that a contact is none of these participants."""
    with library.change(tr("Nobody in the room")) as change:
        for participant_id in participant_ids:
            refuse_match(library, step_id, contact_id, participant_id)
    return change.done(None)


def forget_verdicts(library: Library, step_id: int, contact_id: int) -> Done[None]:
    """Take back whatever was decided about a contact; its candidates are proposed again."""
    with library.change(tr("Decide again")) as change:
        _list_of(change.session, step_id, contact_id)
        connection = change.session.connection()
        connection.execute(delete(ContactMatch).filter_by(contact_id=contact_id))
        connection.execute(delete(RefusedMatch).filter_by(contact_id=contact_id))
        _announce(change, step_id)
    return change.done(None)


def confirm_exact(library: Library, step_id: int) -> Done[int]:
    """Confirm every open contact whose name is a participant's, but for case and white space; how many those were.

    Where two participants or two contacts of one list have the name, it is left to a person.
    """
    with library.change(tr("Match same names")) as change:
        pairs: dict[tuple[int, int], list[int]] = {}
        for each in read_matching(library, step_id).open:
            same = [found.participant_id for found in each.candidates if found.ground is Ground.SAME]
            if len(same) == 1:
                pairs.setdefault((each.owner_id, same[0]), []).append(each.contact_id)
        certain = [(found[0], person) for (_, person), found in pairs.items() if len(found) == 1]
        confirm_matches(library, step_id, certain)
    return change.done(len(certain))


def _confirm(change: Transaction, step_id: int, contact_id: int, participant_id: int) -> None:
    session = change.session
    network = _list_of(session, step_id, contact_id)
    person = find_participant(session, participant_id)
    if person.workshop_id != find_step(session, step_id).workshop_id:
        raise NotFound(tr("This person is not on the roster of this workshop."))
    if participant_id == network.participant_id:
        raise Invalid(tr("Nobody is a contact of their own."))
    twin = session.exec(
        select(ContactMatch)
        .join(Contact, col(Contact.id) == col(ContactMatch.contact_id))
        .where(
            Contact.network_id == network.id,
            ContactMatch.participant_id == participant_id,
            ContactMatch.contact_id != contact_id,
        )
    ).first()
    if twin is not None:
        raise Invalid(tr("Another contact of this list is this person already."))
    connection = session.connection()
    upsert = insert(ContactMatch).values(contact_id=contact_id, participant_id=participant_id)
    connection.execute(
        upsert.on_conflict_do_update(index_elements=["contact_id"], set_={"participant_id": participant_id})
    )
    connection.execute(delete(RefusedMatch).filter_by(contact_id=contact_id, participant_id=participant_id))


def _list_of(session: Session, step_id: int, contact_id: int) -> PersonalNetwork:
    network = session.exec(
        select(PersonalNetwork)
        .join(Contact, col(Contact.network_id) == col(PersonalNetwork.id))
        .where(Contact.id == contact_id, PersonalNetwork.step_id == step_id)
    ).first()
    if network is None:
        raise NotFound(tr("This contact is no longer on the list."), contact_id=contact_id)
    return network


def _announce(change: Transaction, step_id: int) -> None:
    change.announce(Change(Topic.ANSWERS, find_step(change.session, step_id).workshop_id, step_id))

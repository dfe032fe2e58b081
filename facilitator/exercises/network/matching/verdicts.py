"""What a person decides about contacts and participants: each call is one committed transaction, and is remembered."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, delete, func
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.matching.proposals import read_matching, read_verdicts
from facilitator.exercises.network.tables import Contact, ContactMatch, PersonalNetwork, RefusedMatch
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.consent import counted
from facilitator.workshop.find import find_participant, find_step
from facilitator.workshop.names import Ground, spellings
from facilitator.workshop.roster import roster


def confirm_match(library: Library, step_id: int, contact_id: int, participant_id: int) -> Done[None]:
    """Say that a contact is a participant, in place of whoever it was before.

    Raises Invalid when that is the list's owner, another contact of the same list already, or somebody who has not
    agreed to be counted; NotFound when the contact or the participant is gone.
    """
    return confirm_matches(library, step_id, [(contact_id, participant_id)])


def confirm_matches(library: Library, step_id: int, pairs: Iterable[tuple[int, int]]) -> Done[None]:
    """Say it of many contacts; pairs are contact and participant. Where one can't be, nothing is changed."""
    wanted = list(pairs)
    with library.change(tr("Match contacts")) as change:
        session = change.session
        if wanted:
            refuse_under_agreement(
                session, find_step(session, step_id).workshop_id, tr("Nobody is matched with anybody.")
            )
        _check(session, step_id, wanted)
        rows = [{"contact_id": contact, "participant_id": person} for contact, person in wanted]
        if rows:
            upsert = insert(ContactMatch)
            person = {"participant_id": upsert.excluded.participant_id}
            connection = session.connection()
            connection.execute(upsert.on_conflict_do_update(index_elements=["contact_id"], set_=person), rows)
            connection.execute(
                delete(RefusedMatch).where(
                    col(RefusedMatch.contact_id) == bindparam("contact_id"),
                    col(RefusedMatch.participant_id) == bindparam("participant_id"),
                ),
                rows,
            )
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


@implements(Exercise.uncount)
def uncount(session: Session, step_id: int, participant_id: int) -> None:
    """Take back that contacts are this participant, in every round; what they are called stays."""
    of_step = (
        select(Contact.id)
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id)
    )
    session.connection().execute(
        delete(ContactMatch).where(
            col(ContactMatch.participant_id) == participant_id, col(ContactMatch.contact_id).in_(of_step)
        )
    )


@implements(Exercise.forget_person)
def forget_person(session: Session, step_id: int, participant_id: int) -> None:
    """Call contacts by their number on the list who were confirmed to be a participant or bear their exact name.

    That is so in every round. Of a name that somebody else on the roster bears too only confirmed ones are meant.
    """
    listed = (
        select(Contact, ContactMatch.participant_id)
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .outerjoin(ContactMatch, col(ContactMatch.contact_id) == col(Contact.id))
        .where(PersonalNetwork.step_id == step_id)
    )
    person = find_participant(session, participant_id)
    called = spellings(person.name)
    for other in roster(session, person.workshop_id):
        if other.id != participant_id:
            called -= spellings(other.name)
    for contact, confirmed in session.exec(listed).all():
        same_name = confirmed is None and not called.isdisjoint(spellings(contact.label))
        if confirmed != participant_id and not same_name:
            continue
        before = (Contact.network_id == contact.network_id, Contact.position <= contact.position)
        contact.label = str(session.exec(select(func.count()).select_from(Contact).where(*before)).one())
        session.add(contact)


@implements(Exercise.match_exact)
def match_exact(library: Library, step_id: int) -> Done[int]:
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


def _check(session: Session, step_id: int, pairs: Sequence[tuple[int, int]]) -> None:
    """Refuse what can't be: read once, whatever the number of pairs."""
    agreed = counted(session, find_step(session, step_id).workshop_id)
    of_step = (
        select(Contact.id, Contact.network_id, PersonalNetwork.participant_id)
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id)
    )
    lists = {contact: (network, owner) for contact, network, owner in session.exec(of_step)}
    people = {person.id for person in roster(session, find_step(session, step_id).workshop_id)}
    matched = read_verdicts(session, step_id)[0] | dict(pairs)
    taken = Counter((lists[contact][0], person) for contact, person in matched.items() if contact in lists)
    for contact, person in pairs:
        if contact not in lists:
            raise NotFound(tr("This contact is no longer on the list."), contact_id=contact)
        if person not in people:
            raise NotFound(tr("This person is not on the roster of this workshop."), participant_id=person)
        if person not in agreed:
            raise Invalid(
                tr(
                    "{name} has not agreed to be counted when others name them. They can tick that at the station.",
                    name=find_participant(session, person).name,
                )
            )
        network, owner = lists[contact]
        if person == owner:
            raise Invalid(tr("Nobody is a contact of their own."))
        if taken[network, person] > 1:
            raise Invalid(tr("Another contact of this list is this person already."))


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

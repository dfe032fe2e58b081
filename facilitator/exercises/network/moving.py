"""Answers under the wrong name: the list of one participant becomes another one's, or the two are swapped.

The whole list goes, with its answers, ties, counts, verdicts about its contacts, and that its owner read the notice:
whoever typed it did. What others said of the two stays with them. Contacts that were filled in from a list which stays
are its owner's, and so are its counts: they do not go along. Whoever gets the rest is at it again, and where there is
no rest there is no list.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.own_action import rows as own_action
from facilitator.exercises.network.read import read_views, standing
from facilitator.exercises.network.roles.consent import agreed_to_roles, forget_role_consent
from facilitator.exercises.network.rounds.carried import copies_of, counts_of, still_theirs, take_off
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import Setup, read_setup
from facilitator.exercises.network.tables import Contact, ContactMatch, KeptContact, PersonalNetwork
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.find import find_participant
from facilitator.workshop.moves import Move


@implements(Exercise.what_moves)
def what_moves(library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> Move:
    """What exchanging the lists of two participants would do."""
    with library.read() as session:
        setup = read_setup(session, step_id)
        moved = _lists(session, step_id, (giver_id, taker_id), earlier=earlier)
        given, taken = (_going(session, setup, each, moved, earlier=earlier) for each in (giver_id, taker_id))
        giver, taker = (find_participant(session, each).name for each in (giver_id, taker_id))
        if not given:
            return Move(
                taken=taken,
                refusal=tr("{name} has not answered anything here.", name=giver),
                has_earlier=_have_earlier(session, step_id, giver_id, taker_id),
            )
        if _is_all_theirs(session, moved, giver_id):
            return Move(
                taken=taken,
                refusal=tr(
                    "All of it was filled in from what {name} listed before, and nothing else was answered. If {name} "
                    "has not gone through it, clear these answers.",
                    name=giver,
                ),
                has_earlier=_have_earlier(session, step_id, giver_id, taker_id),
            )
        remarks = []
        for owner, name, to_id, to in ((giver_id, giver, taker_id, taker), (taker_id, taker, giver_id, giver)):
            remarks += _remarks(
                session, [each for each in moved if each.participant_id == owner], moved, name, to_id, to
            )
        if agreed_to_roles(session, step_id) & {giver_id, taker_id}:
            remarks.append(
                tr("That their part in the room’s network may be shown is taken back: only they can tick it again.")
            )
        return Move(given, taken, tuple(remarks), "", _have_earlier(session, step_id, giver_id, taker_id))


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Exchange the lists of two participants in the round that is entered or, with `earlier`, in every round."""
    moved = _lists(session, step_id, (giver_id, taker_id), earlier=earlier)
    copies = _left_behind(session, moved)
    written = own_action.own_actions(session, step_id, [network.id for network in moved])
    empty = [each for each in moved if each.id not in written and _is_emptied(session, each, moved, copies)]
    # What they are going to do goes along; that it may stand among the workshop's actions was ticked by its owner.
    own_action.take_off(session, step_id, [network.id for network in moved])
    for person_id in (giver_id, taker_id):
        forget_role_consent(session, step_id, person_id)
    for network in moved:
        if take_off(session, network.id, copies):
            network.finished_at = None
            session.add(network)
        to_id = taker_id if network.participant_id == giver_id else giver_id
        for match in _self_matches(session, network.id, to_id):
            session.delete(match)
    for network in empty:
        session.delete(network)
    session.flush()
    going = [each for each in moved if each not in empty]
    own = {each: [network.id for network in going if network.participant_id == each] for each in (giver_id, taker_id)}
    connection = session.connection()
    # Two lists of one person and round are never there at once, not for a moment: one set waits below zero.
    turned = {"round": -PersonalNetwork.round}
    to_taker, to_giver = (col(PersonalNetwork.id).in_(own[each]) for each in (giver_id, taker_id))
    connection.execute(update(PersonalNetwork).where(to_taker).values(**turned))
    connection.execute(update(PersonalNetwork).where(to_giver).values(participant_id=giver_id))
    connection.execute(update(PersonalNetwork).where(to_taker).values(participant_id=taker_id, **turned))
    session.expire_all()


def _lists(session: Session, step_id: int, people: Sequence[int], *, earlier: bool) -> list[PersonalNetwork]:
    wanted = select(PersonalNetwork).where(
        PersonalNetwork.step_id == step_id, col(PersonalNetwork.participant_id).in_(people)
    )
    if not earlier:
        wanted = wanted.where(PersonalNetwork.round == current_round(session, step_id))
    return list(session.exec(wanted.order_by(col(PersonalNetwork.round), col(PersonalNetwork.id))))


def _going(
    session: Session, setup: Setup, participant_id: int, moved: Sequence[PersonalNetwork], *, earlier: bool
) -> tuple[str, ...]:
    """What a participant answered in the lists that are `moved`, without what is taken off them on the way."""
    copies = _left_behind(session, moved)
    found = []
    for network in moved:
        if network.participant_id != participant_id:
            continue
        view = read_views(session, setup.step_id, participant_id, network.round)[participant_id]
        if view.entry:
            left = len(still_theirs(session, network.id, copies))
            theirs = _has_counts_of(session, network, moved)
            detail = (
                trn("{count} contact", "{count} contacts", 0 if theirs else len(view.contacts) - left)
                if left or theirs
                else standing(participant_id, "", view, setup).detail
            )
            found.append(tr("round {number}: {answers}", number=network.round, answers=detail) if earlier else detail)
    return tuple(found)


def _is_emptied(
    session: Session, network: PersonalNetwork, moved: Sequence[PersonalNetwork], copies: Mapping[int, str]
) -> bool:
    """Whether a list that moves has nothing but what its owner listed before."""
    if network.entry == "tally":
        return _has_counts_of(session, network, moved)
    left = len(still_theirs(session, network.id, copies))
    count = select(func.count()).select_from(Contact).where(Contact.network_id == network.id)
    return left > 0 and session.exec(count).one() == left


def _has_counts_of(session: Session, network: PersonalNetwork, moved: Sequence[PersonalNetwork]) -> bool:
    """Whether the counts of a list that moves are still those of its owner's latest one, which does not."""
    before = session.exec(
        select(PersonalNetwork)
        .where(
            PersonalNetwork.step_id == network.step_id,
            PersonalNetwork.participant_id == network.participant_id,
            PersonalNetwork.round < network.round,
        )
        .order_by(col(PersonalNetwork.round).desc())
    ).first()
    stays = before is not None and before.id not in {each.id for each in moved}
    return (
        before is not None
        and stays
        and network.entry == before.entry == "tally"
        and counts_of(session, network) == counts_of(session, before)
    )


def _is_all_theirs(session: Session, moved: Sequence[PersonalNetwork], giver_id: int) -> bool:
    copies = _left_behind(session, moved)
    own = [each for each in moved if each.participant_id == giver_id and each.entry]
    return all(_is_emptied(session, each, moved, copies) for each in own)


def _have_earlier(session: Session, step_id: int, *people: int) -> bool:
    before = select(func.count()).select_from(PersonalNetwork).where(
        PersonalNetwork.step_id == step_id,
        col(PersonalNetwork.participant_id).in_(people),
        PersonalNetwork.round < current_round(session, step_id),
        PersonalNetwork.entry != "",
    )  # fmt: skip
    return session.exec(before).one() > 0


def _remarks(
    session: Session, own: Sequence[PersonalNetwork], moved: Sequence[PersonalNetwork], owner: str, to_id: int, to: str
) -> list[str]:
    """What is said of the lists of `owner` that become those of `to`."""
    copies = _left_behind(session, moved)
    left = sum(len(still_theirs(session, each.id, copies)) for each in own)
    matched = sum(len(_self_matches(session, each.id, to_id)) for each in own)
    named = sum(
        caseless(label) == caseless(to)
        for each in own
        for label in session.exec(select(Contact.label).where(Contact.network_id == each.id))
    )
    remarks = []
    if own and own_action.are_shared(session, own[0].step_id, [each.id for each in own]):
        remarks.append(
            tr(
                "The own action of {name} goes along and leaves the room’s actions: only the person can tick it again.",
                name=owner,
            )
        )
    if left:
        remarks.append(
            trn(
                "{count} contact was filled in from what {name} listed before: it is taken off and not handed on.",
                "{count} contacts were filled in from what {name} listed before: they are taken off and not handed on.",
                left,
                name=owner,
            )
        )
    if any(_has_counts_of(session, each, moved) for each in own):
        remarks.append(
            tr("The counts of {name} are still those from before: they are taken off and not handed on.", name=owner)
        )
    done = (each for each in own if each.finished_at is not None and not _is_emptied(session, each, moved, copies))
    if any(still_theirs(session, each.id, copies) for each in done):
        remarks.append(tr("{name} is not done with what is left: it should be looked through.", name=to))
    if matched:
        remarks.append(
            tr(
                "A contact on this list was confirmed to be {name}. Nobody is a contact of their own: it stays on the "
                "list, and is taken for nobody in the room. Are these really the answers of {name}?",
                name=to,
            )
        )
    elif named:
        remarks.append(tr("A contact on this list is called {name}. Are these really the answers of {name}?", name=to))
    return remarks


def _left_behind(session: Session, moved: Sequence[PersonalNetwork]) -> dict[int, str]:
    """Contacts of lists that move which were copied from lists that don't, and what they were called there."""
    ids = [each.id for each in moved]
    mine = (
        select(KeptContact.earlier_id)
        .join(Contact, col(Contact.id) == col(KeptContact.contact_id))
        .where(col(Contact.network_id).in_(ids))
    )
    return copies_of(session, col(PersonalNetwork.id).not_in(ids), col(KeptContact.earlier_id).in_(mine))


def _self_matches(session: Session, network_id: int, participant_id: int) -> list[ContactMatch]:
    return list(
        session.exec(
            select(ContactMatch)
            .join(Contact, col(Contact.id) == col(ContactMatch.contact_id))
            .where(Contact.network_id == network_id, ContactMatch.participant_id == participant_id)
        )
    )

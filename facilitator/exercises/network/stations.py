"""Lists that were entered on another computer."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from facilitator.actions.tables import WorkshopAction
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.own_action.rows import own_actions_of, source_of, take_off
from facilitator.exercises.network.read import NetworkView, copied_before, read_views
from facilitator.exercises.network.roles.consent import agreed_to_roles, forget_role_consent
from facilitator.exercises.network.roles.load import loads
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import read_factors, read_setup
from facilitator.exercises.network.tables import Contact, PersonalNetwork, Rating, RoleConsent, TallyCount


@implements(Exercise.answers_by)
def answers_by(session: Session, step_id: int) -> Mapping[tuple[int, ...], Any]:
    """Everybody's list of the present round, with all that its owner said beside it.

    A list that still is the copy of the one before was not begun, and neither was one on which nothing stands: such as
    what is left of a copy when its owner turns out to be somebody else.
    """
    round_ = current_round(session, step_id)
    views = read_views(session, step_id)
    own, said = own_actions_of(session, step_id, round_), loads(session, step_id)
    agreed = agreed_to_roles(session, step_id)
    untouched = copied_before(session, step_id, None, views)
    found: dict[tuple[int, ...], Any] = {}
    for person, view in views.items():
        action, load = own.get(person), said.get((person, round_))
        if (_says_anything(view) and person not in untouched) or action or load:
            beside = None if action is None else [str(each) for each in astuple(action)]
            found[(person,)] = [*_told(view), beside, load, person in agreed]
    return found


@implements(Exercise.asks_alike)
def asks_alike(session: Session, step_id: int, other_id: int) -> bool:
    """Whether the questions, their answers and the ways in are the same."""
    one, other = (read_setup(session, each) for each in (step_id, other_id))
    return (one.factors, one.offers_contact, one.offers_tally) == (
        other.factors,
        other.offers_contact,
        other.offers_tally,
    )


@implements(Exercise.take_answers)
def take_answers(session: Session, step_id: int, target_id: int, people: Sequence[int]) -> None:
    """Move a list; the one that is there goes, and with it what it put among the workshop's actions."""
    (person,) = people
    there = _list_of(session, target_id, person)
    if there is not None:
        take_off(session, target_id, [there.id])
        session.delete(there)
    forget_role_consent(session, target_id, person)
    session.flush()
    given = _list_of(session, step_id, person)
    if given is not None:
        _ask_of(session, step_id, target_id, given.id)
        source = (col(WorkshopAction.step_id) == step_id, col(WorkshopAction.source) == source_of(given.id))
        session.connection().execute(update(WorkshopAction).where(*source).values(step_id=target_id))
        given.step_id, given.round = target_id, current_round(session, target_id)
        session.add(given)
    agreed = session.get(RoleConsent, (step_id, person))
    if agreed is not None:
        session.add(RoleConsent(step_id=target_id, participant_id=person, agreed_at=agreed.agreed_at))
        session.delete(agreed)
    session.flush()
    session.expire_all()


def _ask_of(session: Session, step_id: int, target_id: int, network_id: int) -> None:
    """Let the answers of a list be to the same questions of the other step."""
    there = {factor.key: factor_id for factor_id, factor in read_factors(session, target_id)}
    contacts = select(Contact.id).where(Contact.network_id == network_id)
    for factor_id, factor in read_factors(session, step_id):
        for table, mine in (
            (Rating, col(Rating.contact_id).in_(contacts)),
            (TallyCount, col(TallyCount.network_id) == network_id),
        ):
            moved = update(table).where(col(table.factor_id) == factor_id, mine)
            session.connection().execute(moved.values(factor_id=there[factor.key]))


def _list_of(session: Session, step_id: int, participant_id: int) -> PersonalNetwork | None:
    mine = select(PersonalNetwork).where(
        PersonalNetwork.step_id == step_id,
        PersonalNetwork.participant_id == participant_id,
        PersonalNetwork.round == current_round(session, step_id),
    )
    return session.exec(mine).first()


def _says_anything(view: NetworkView) -> bool:
    """Whether more was answered than by which way; of whoever is done, that nobody is on the list."""
    return view.finished or bool(
        view.contacts or view.list_length or any(sum(each.values()) for each in view.tally.values())
    )


def _told(view: NetworkView) -> list[Any]:
    """A list without the ids of its contacts."""
    places = {contact.id: place for place, contact in enumerate(view.contacts)}
    contacts = [[contact.label, sorted(contact.ratings.items())] for contact in view.contacts]
    ties = None if view.ties is None else sorted(sorted((places[low], places[high])) for low, high in view.ties)
    counts = {key: sorted((code, count) for code, count in each.items() if count) for key, each in view.tally.items()}
    tally = sorted((key, each) for key, each in counts.items() if each)
    return [view.entry, view.finished, contacts, ties, view.list_length, tally]

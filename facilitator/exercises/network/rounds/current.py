"""Which round of a step is the one that is entered and shown: the latest that was started."""

from sqlalchemy import ColumnElement, bindparam, func
from sqlmodel import Session, col, select

from facilitator.exercises.network.tables import Contact, KeptContact, NetworkRound, PersonalNetwork

CURRENT_ROUND: ColumnElement[int] = func.coalesce(
    select(func.max(NetworkRound.round)).where(col(NetworkRound.step_id) == bindparam("step_id")).scalar_subquery(), 1
)
"""SQL for the round that is entered; the statement needs the parameter `step_id`."""

CHOSEN_ROUND: ColumnElement[int] = func.coalesce(bindparam("round"), CURRENT_ROUND)
"""SQL for the round given as the parameter `round`, None standing for the one that is entered."""


def current_round(session: Session, step_id: int) -> int:
    """The number of the round that is entered, from 1."""
    latest = session.exec(select(func.max(NetworkRound.round)).where(NetworkRound.step_id == step_id)).one()
    return latest or 1


def copies_in(session: Session, step_id: int, latest: int) -> dict[int, int]:
    """Each copied contact of any round up to `latest`, and the one of the round before that it was copied from."""
    if latest == 1:
        return {}
    of_step = (
        select(KeptContact.contact_id, KeptContact.earlier_id)
        .join(Contact, col(Contact.id) == col(KeptContact.contact_id))
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id, PersonalNetwork.round <= latest)
    )
    return dict(session.exec(of_step).all())

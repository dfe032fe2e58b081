"""Which round of a step is the one that is entered and shown: the latest that was started, or has answers.

A start that is taken back after people began must not hide what they answered.
"""

from sqlalchemy import ColumnElement, Integer, bindparam, func
from sqlmodel import Session, col, select

from facilitator.exercises.network.tables import Contact, KeptContact, NetworkRound, PersonalNetwork

_STEP = bindparam("step_id", type_=Integer)
_STARTED = select(func.max(NetworkRound.round)).where(col(NetworkRound.step_id) == _STEP).scalar_subquery()
_ANSWERED = select(func.max(PersonalNetwork.round)).where(col(PersonalNetwork.step_id) == _STEP).scalar_subquery()
CURRENT_ROUND: ColumnElement[int] = func.max(func.coalesce(_STARTED, 1), func.coalesce(_ANSWERED, 1))
"""SQL for the round that is entered; the statement needs the parameter `step_id`."""

_CURRENT = select(CURRENT_ROUND)

CHOSEN_ROUND: ColumnElement[int] = func.coalesce(bindparam("round"), CURRENT_ROUND)
"""SQL for the round given as the parameter `round`, None standing for the one that is entered."""


def current_round(session: Session, step_id: int) -> int:
    """The number of the round that is entered, from 1."""
    found: int = session.connection().execute(_CURRENT, {"step_id": step_id}).scalar_one()
    return found


def copies_in(session: Session, step_id: int, latest: int) -> dict[int, int]:
    """Each copied contact of any round up to `latest`, and the one of an earlier list that it was copied from."""
    of_step = (
        select(KeptContact.contact_id, KeptContact.earlier_id)
        .join(Contact, col(Contact.id) == col(KeptContact.contact_id))
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(PersonalNetwork.step_id == step_id, PersonalNetwork.round <= latest)
    )
    return dict(session.exec(of_step).all())
